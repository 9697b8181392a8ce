// Which of a language's plural forms a number takes, told by the rule in its catalogue, which is an
// expression of C in one unknown: "n != 1".
#ifndef APP_LANGUAGE_PLURAL_H
#define APP_LANGUAGE_PLURAL_H

#include <stdbool.h>

enum { PLURAL_FORMS_MOST = 6, PLURAL_RULE_SIZE = 320 };

// False if the rule is broken. Its value may be any number.
bool plural_value(const char *rule, unsigned long n, unsigned long *value);

#endif
