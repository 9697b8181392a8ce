// Strict numbers, which mean the same in every locale.
#ifndef APP_CONSOLE_PARSE_H
#define APP_CONSOLE_PARSE_H

#include <stdbool.h>
#include <stdint.h>

// The whole text, no spaces. False leaves the output alone.
bool parse_u64(uint64_t *number, const char *text);
bool parse_int(int *number, const char *text);
bool parse_float(double *number, const char *text); // decimal, optionally with an exponent

#endif
