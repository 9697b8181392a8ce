// Text for man, in the macros of man(7), which every formatter of manuals knows.
#ifndef APP_MANUAL_ROFF_H
#define APP_MANUAL_ROFF_H

#include <stdio.h>

// A line of text. What stands between backticks becomes bold; nothing in it is taken for a request,
// and a newline for no more than a space.
void roff_text(FILE *page, const char *text);
// What can be typed: "lenetpad train [--data DIR]". Its fixed words become bold, and those in
// capitals, which stand for others, italic. No line is ended.
void roff_usage(FILE *page, const char *usage);
// ".SH NAME"
void roff_section(FILE *page, const char *name);
// Begins a page of section 1: "lenetpad-train".
void roff_begin(FILE *page, const char *name);

#endif
