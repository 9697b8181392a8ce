// A language: its texts, and how it writes numbers. One file holds all of it, in the syntax of
// gettext's PO files, so that whoever translates may use any editor for those. It is read as it is:
// no compiled form, and nothing of the system's locales.
//
// The entry without a text is the header. Of its lines these are known:
//   Language: de                     its code
//   X-Name: Deutsch                  its name in its own tongue
//   Plural-Forms: nplurals=2; plural=(n != 1);
//   X-Decimal: ,                     the mark between a number's whole and its parts; else "."
//   X-Thousands: .                   between groups of three digits; else ","
//   X-Percent:  %                    what stands behind a number of per cent; else "%"
#ifndef APP_LANGUAGE_CATALOGUE_H
#define APP_LANGUAGE_CATALOGUE_H

#include "nn/base/status.h"
#include <stddef.h>

struct catalogue; // immutable once it is read, so that threads may share it

enum { CATALOGUE_CODE_SIZE = 16, CATALOGUE_NAME_SIZE = 48, CATALOGUE_MARK_SIZE = 12 };

struct catalogue_numbers {
    char decimal[CATALOGUE_MARK_SIZE], thousands[CATALOGUE_MARK_SIZE], percent[CATALOGUE_MARK_SIZE];
};

// Reads one; `name` is that of its file, for messages. STATUS_BAD_DATA says file and line. An entry
// whose translation is empty, marked as fuzzy, not to be shown (control characters) or formatted
// otherwise than its text is left out: there the English stands.
bool catalogue_read(struct catalogue **out, const char *text, size_t size, const char *name,
                    struct status *status);
bool catalogue_load(struct catalogue **out, const char *path, struct status *status);
void catalogue_free(struct catalogue *catalogue);

const char *catalogue_code(const struct catalogue *catalogue);
const char *catalogue_name(const struct catalogue *catalogue);
const struct catalogue_numbers *catalogue_numbers(const struct catalogue *catalogue);

// The translation of `text` (in `context`, unless that is NULL); NULL if there is none, or
// only one that says how many.
const char *catalogue_find(const struct catalogue *catalogue, const char *context,
                           const char *text);
// The same of a text that says how many, in the form for `n`; NULL also where the file has the
// other text for many.
const char *catalogue_find_many(const struct catalogue *catalogue, const char *one,
                                const char *many, unsigned long n);

// Every translation there is, one after the other, from 0; NULL behind the last. With `text`
// (unless NULL) what it translates.
const char *catalogue_at(const struct catalogue *catalogue, size_t index, const char **text);
// The first entry that was left out because its format does not fit; NULL if there is none.
const char *catalogue_misfit(const struct catalogue *catalogue);

#endif
