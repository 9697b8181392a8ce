// The decoders of the kinds in picture_kinds.h: picture_png.c, picture_jpeg.c, ...
//
// Pictures come from strangers. A decoder reads from memory, asks pixels_make for room before it
// decodes a pixel, and does work that is bounded by the size of the file and of the picture.
#ifndef APP_PICTURES_PICTURE_DECODERS_H
#define APP_PICTURES_PICTURE_DECODERS_H

#include "app/pictures/picture_kinds.h"
#include "app/pictures/pixels.h"

// Whether a file is of the kind, from its first PICTURE_HEAD bytes.
enum { PICTURE_HEAD = 32 };
typedef bool picture_is(const struct bytes *bytes);
// Each fills `pixels`, whose rgba is the caller's to free; after a failure there is none.
// STATUS_BAD_DATA if the file is broken or of a kind that is not read.
typedef bool picture_decoder(struct pixels *pixels, const struct picture_file *file,
                             struct status *status);
#define PICTURE_DECODER(kind, name, endings)                                                       \
    picture_is picture_is_##kind;                                                                  \
    picture_decoder picture_decode_##kind;
PICTURE_KIND_ROWS(PICTURE_DECODER, PICTURE_DECODER, PICTURE_DECODER)
#undef PICTURE_DECODER

// What a pixel of a PNG is: a byte of grey, or of red, green, blue (and how opaque it is) each.
enum picture_png { PICTURE_PNG_GREY, PICTURE_PNG_RGB, PICTURE_PNG_RGBA };
// Makes a PNG of width x height pixels, to be freed with bytes_free; `name` is what messages call
// it / writes it into a file.
bool picture_encode_png(struct bytes *out, const uint8_t *pixels, int width, int height,
                        enum picture_png kind, const char *name, struct status *status);
bool picture_save_png(const uint8_t *pixels, int width, int height, enum picture_png kind,
                      const char *path, struct status *status);

#endif
