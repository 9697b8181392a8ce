// What is shown, in the language that was chosen. The English text is the key, so the sources read
// as they did, and a text that no catalogue has is English. Before tr_use, and on the command line,
// whose lines are a contract, everything is.
//
// tests/app/language/test_texts.c finds every text by these names in the sources: what is given to
// them, and to no other, is translated.
#ifndef APP_LANGUAGE_TR_H
#define APP_LANGUAGE_TR_H

#include "app/language/catalogue.h"
#include <stdarg.h>
#include <stdint.h>

// Everything is said in this language from now on; NULL: in English. It must live as long as the
// program. Any thread may be speaking.
void tr_use(const struct catalogue *catalogue);
const struct catalogue *tr_used(void);

// The text as it is shown; valid as long as the program runs.
const char *tr(const char *text) __attribute__((format_arg(1)));
// The same of a word that means several things: `context` is for translators alone.
const char *tr_in(const char *context, const char *text) __attribute__((format_arg(2)));
// "%d pixel" or "%d pixels": the form for `n`, which only chooses.
const char *tr_many(const char *one, const char *many, unsigned long n)
    __attribute__((format_arg(1), format_arg(2)));

// Around a text in a table, which is given to tr() when it is shown.
#define TR(text) text

// snprintf of tr(format): numbers have the decimal mark of the language, and "%%" behind a number
// is what it writes for per cent; "%'d" is a count, with the language's mark between thousands.
// Never ends, and never cuts a "%.60s", within a character. Only for what people read: files have a
// point. Returns how long the whole text is, as snprintf does.
int tr_print(char *out, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

int tr_vprint(char *out, size_t size, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));
// A number that was written with a point gets the language's mark.
void tr_mark(char *number, size_t size);

// "1,234,567"
void tr_count(char *out, size_t size, uint64_t count);

#endif
