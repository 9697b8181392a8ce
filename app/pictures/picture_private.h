// What picture.c shares with the decoders of each kind in picture_kinds.h: picture_png.c,
// picture_jpeg.c, ...
//
// Pictures come from strangers. A decoder reads from memory, asks pixels_make for room before it
// decodes a pixel, and does work that is bounded by the size of the file and of the picture.
#ifndef APP_PICTURES_PICTURE_PRIVATE_H
#define APP_PICTURES_PICTURE_PRIVATE_H

#include "app/pictures/picture_kinds.h"
#include "nn/base/status.h"
#include "nn/files/file.h"

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
enum { PICTURE_MOST_SIDE = 96 }; // a fuzzer would be busy with blank pixels
#else
enum { PICTURE_MOST_SIDE = 8192 };
#endif

struct pixels {
    uint8_t (*rgba)[4]; // [height * width] red, green, blue, opacity; malloc'ed
    int width, height;
};

struct picture_file {
    const char *path, *kind; // "digit.png", "PNG"
    struct bytes bytes;      // not empty
};

// Whether a file is of the kind, from its first PICTURE_HEAD bytes.
enum { PICTURE_HEAD = 32 };
typedef bool picture_is(const struct bytes *bytes);
// Each fills `pixels`, whose rgba is the caller's to free; after a failure there is none.
// STATUS_BAD_DATA if the file is broken or of a kind that is not read.
typedef bool pixels_decode(struct pixels *pixels, const struct picture_file *file,
                           struct status *status);
#define PICTURE_DECODER(kind, name, endings)                                                       \
    picture_is picture_is_##kind;                                                                  \
    pixels_decode pixels_decode_##kind;
PICTURE_KIND_ROWS(PICTURE_DECODER, PICTURE_DECODER, PICTURE_DECODER)
#undef PICTURE_DECODER

// True if `length` bytes at `at` are these.
bool picture_has(const struct bytes *bytes, size_t at, const char *magic, size_t length);

// Fails unless a picture may be of that size.
bool pixels_check_size(const struct picture_file *file, uint64_t width, uint64_t height,
                       struct status *status);
// Makes room for a picture, black and transparent, if it may be of that size and the file is long
// enough for it: no byte of this kind's files can stand for more than `most_per_byte` pixels
// (0: for any number).
bool pixels_make(struct pixels *pixels, const struct picture_file *file, uint64_t width,
                 uint64_t height, uint64_t most_per_byte, struct status *status);
void pixels_free(struct pixels *pixels);

// Of pictures with 16 bits a sample, whose largest is `most`: by how many bits the samples can be
// shifted up. Cameras and scanners leave the upper bits empty.
int pixels_spare_bits(unsigned most);

// Turns the picture as Exif data (from its TIFF header on, or with JPEG's "Exif\0\0" in front,
// which many programs take along into other kinds) says that it is to be looked at. Data that says
// nothing, or is broken, leaves it as it is.
bool pixels_turn_as_exif(struct pixels *pixels, const uint8_t *exif, size_t size,
                         struct status *status);

// Fails with STATUS_BAD_DATA: the file is damaged, and why.
bool picture_damaged(const struct picture_file *file, const char *reason, struct status *status);
// The same: the file may be whole, but nothing here reads it.
bool picture_not_read(const struct picture_file *file, const char *what, struct status *status);

// Writes width x height pixels as a PNG: one byte each if `grey`, else red, green, blue.
bool png_save(const uint8_t *pixels, int width, int height, bool grey, const char *path,
              struct status *status);

#endif
