// printf's formats taken apart, so that one that a translator wrote can be held against the one
// that the program passes arguments for: what does not fit is never printed with.
#ifndef APP_LANGUAGE_FORMAT_H
#define APP_LANGUAGE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

enum { FORMAT_MOST = 16 }; // arguments

enum format_kind {
    FORMAT_NONE,
    FORMAT_INT,
    FORMAT_LONG,
    FORMAT_LONG_LONG,
    FORMAT_SIZE,
    FORMAT_MAX, // intmax_t
    FORMAT_DIFFERENCE,
    FORMAT_DOUBLE,
    FORMAT_TEXT,
};

// One conversion, from its '%' to its letter; or "%%", whose kind is FORMAT_NONE.
struct format_piece {
    const char *start, *end;
    enum format_kind kind;
    int argument;                           // which it prints, counted from 0
    int width, precision;                   // as they stand, -1 for none
    int width_argument, precision_argument; // which argument says it, -1 for none
    char flags[6], length[3], letter;
    bool grouped; // with the flag ', which is none of `flags`: what it does, libraries differ in
};

// Begins with 0: the argument that the next conversion without a position takes.
struct format_state {
    int next;
    bool by_position, in_order;
};

// The next '%' at or after *at, which is moved behind it. False at the end of the format, or where
// it is broken: then *at is NULL. Known are flags, "'" among them, widths, precisions, positions
// ("%2$s") and the conversions d i u x X o c e E f F g G s.
bool format_next(const char **at, struct format_state *state, struct format_piece *piece);

// What the arguments are. Returns how many, without a gap; -1 if the format is broken.
int format_kinds(const char *format, enum format_kind kinds[FORMAT_MOST]);

// Whether `translation` can be printed with the arguments of `original`. `fewer`: the last ones may
// be left out ("one pixel" for "%d pixels").
bool format_fits(const char *translation, const char *original, bool fewer);

#endif
