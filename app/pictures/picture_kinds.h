// Which pictures are read: the one table, for the reader, the file dialog and the messages. A row
// is all that a kind needs beside its decoder, app/pictures/picture_X.c, which has picture_is_X and
// picture_decode_X (see picture_decoders.h).
#ifndef APP_PICTURES_PICTURE_KINDS_H
#define APP_PICTURES_PICTURE_KINDS_H

#include "app/language/tr.h"

// X, what people call it, how the names of such files end. `first` and `last` are rows, too, which
// stand so in a sentence; new rows go between them.
// clang-format off
#define PICTURE_KIND_ROWS(first, row, last) \
    first(png, "PNG", ".png") \
    row(jpeg, "JPEG", ".jpg .jpeg .jpe .jfif") \
    row(bmp, "BMP", ".bmp .dib") \
    row(gif, "GIF", ".gif") \
    row(webp, "WebP", ".webp") \
    last(pnm, "PNM", ".pbm .pgm .ppm .pnm")
// clang-format on

#define PICTURE_NAME(kind, name, endings) name
#define PICTURE_NEXT_NAME(kind, name, endings) ", " name
#define PICTURE_LAST_NAME(kind, name, endings) " and " name
#define PICTURE_ENDING(kind, name, endings) endings
#define PICTURE_NEXT_ENDING(kind, name, endings) " " endings

// "PNG, JPEG, ... and PNM" and ".png .jpg ...", as literals.
#define PICTURE_KINDS PICTURE_KIND_ROWS(PICTURE_NAME, PICTURE_NEXT_NAME, PICTURE_LAST_NAME)
#define PICTURE_KINDS_LISTED PICTURE_KIND_ROWS(PICTURE_NAME, PICTURE_NEXT_NAME, PICTURE_NEXT_NAME)
#define PICTURE_ENDINGS PICTURE_KIND_ROWS(PICTURE_ENDING, PICTURE_NEXT_ENDING, PICTURE_NEXT_ENDING)

// The kinds as they stand in a sentence of the window's language; a list without "and" fits all.
static inline const char *picture_kinds_named(void)
{
    return tr_used() ? PICTURE_KINDS_LISTED : PICTURE_KINDS;
}

#endif
