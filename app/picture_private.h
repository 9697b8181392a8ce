// What picture.c shares with its decoders: picture_png.c, which costs no start-up time, and
// picture_sdl.c for every other kind, which SDL_image reads.
#ifndef APP_PICTURE_PRIVATE_H
#define APP_PICTURE_PRIVATE_H

#include "nn/file.h"
#include "nn/status.h"

struct pixels {
    uint8_t (*rgba)[4]; // [height * width] red, green, blue, opacity; malloc'ed
    int width, height;
};

struct picture_file {
    const char *path, *kind; // "digit.png", "PNG"
    struct bytes bytes;
};

// Each fills `pixels`, whose rgba is the caller's to free. STATUS_BAD_DATA if the file is broken.
// The size that the header tells must have been checked.
bool pixels_decode_png(struct pixels *pixels, const struct picture_file *file,
                       struct status *status);
// STATUS_MISSING also if the module with SDL_image cannot be loaded (see desktop.h).
bool pixels_decode_other(struct pixels *pixels, const struct picture_file *file,
                         struct status *status);

// Fails with STATUS_BAD_DATA: the file is damaged, and the decoder's reason.
bool picture_damaged(const struct picture_file *file, const char *reason, struct status *status);

// Writes width x height pixels as a PNG: one byte each if `grey`, else red, green, blue.
bool png_save(const uint8_t *pixels, int width, int height, bool grey, const char *path,
              struct status *status);

#endif
