// The languages there are: every catalogue of the program's folder, and of the user's. Which of
// them is spoken is a setting; without one, what the environment says.
#ifndef APP_LANGUAGE_LANGUAGES_H
#define APP_LANGUAGE_LANGUAGES_H

#include "app/language/catalogue.h"

enum { LANGUAGES_MOST = 64 };

// Reads every NAME.po of the folder, once and before any thread speaks; they stay for as long as
// the program runs. False if one of them is broken: then `status` says the first, and the others
// are there.
bool languages_load(const char *folder, struct status *status);
int languages_count(void);
// From 0, in the order of their codes within a folder, and of two for one code the first only.
const struct catalogue *languages_at(int index);
// By its code; NULL: English, or one that is not there.
const struct catalogue *languages_find(const char *code);

// What LC_ALL, LC_MESSAGES or LANG asks for, or the first of LANGUAGE's list that is there.
const struct catalogue *languages_of_environment(void);
// Speaks the language of a setting: "" is that of the environment, "en" English.
void languages_choose(const char *code);

#endif
