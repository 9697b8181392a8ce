// Decoded pixels, and what all decoders need to make them.
//
// Pictures come from strangers: pixels_make judges a size before it takes memory for it.
#ifndef APP_PICTURES_PIXELS_H
#define APP_PICTURES_PIXELS_H

#include "app/pictures/picture_file.h"

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
enum { PICTURE_MOST_SIDE = 96 }; // a fuzzer would be busy with blank pixels
#else
enum { PICTURE_MOST_SIDE = 8192 };
#endif

struct pixels {
    uint8_t (*rgba)[4]; // [height * width] red, green, blue, opacity; malloc'ed
    int width, height;
};

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

#endif
