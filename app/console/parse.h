// Strict numbers, which mean the same in every locale.
#ifndef APP_CONSOLE_PARSE_H
#define APP_CONSOLE_PARSE_H

#include <stdbool.h>
#include <stdint.h>

// The whole text, no spaces. False leaves the output alone.
bool parse_u64(uint64_t *number, const char *text);
bool parse_int(int *number, const char *text);
bool parse_float(double *number, const char *text); // decimal, optionally with an exponent

// As people type it into a form: "0,5" is 0.5 as well, and a whole number may have its thousands
// apart ("60,000", "60.000", "60 000"). Files and options keep to parse_float.
bool parse_typed(double *number, const char *text, bool whole);

#endif
