// Pictures in and out: those of picture_kinds.h become ink; canvases become PNG files.
#ifndef APP_PICTURES_PICTURE_H
#define APP_PICTURES_PICTURE_H

#include "app/paint/canvas.h"
#include "nn/base/status.h"
#include "nn/files/file.h"
#include "nn/pictures/digits.h"

// Reads a picture as ink (0 paper .. 255 ink). Transparent parts are paper, whose colour is told
// from the border. Ink is what is darker, or lighter, or as light and of another colour, whichever
// there is most of. A picture whose border is not of one colour is a photograph or a scan: the
// digit on it is found (nn/pictures/photo.h), and the ink is at most PHOTO_SIDE pixels a side. Of
// an animation the first frame is taken; what a camera notes about how it was held is heeded. Sides
// over PICTURE_MOST_SIDE pixels are refused before anything is decoded. `ink` is owned by the
// caller.
bool picture_load(struct ink *ink, const char *path, struct status *status);
// The same from a file's bytes; `name` is what messages call it.
bool picture_decode(struct ink *ink, const char *name, const struct bytes *bytes,
                    struct status *status);
// All digits of the picture (nn/pictures/digits.h), where the two above give the main one alone.
bool picture_load_digits(struct digits *digits, const char *path, struct status *status);
bool picture_decode_digits(struct digits *digits, const char *name, const struct bytes *bytes,
                           struct status *status);
// True if the first bytes or the name look like a picture that picture_load reads.
bool picture_recognised(const char *path);
// PNG, written beside the target and renamed over it.
bool picture_save_canvas(const struct canvas *canvas, const char *path, struct status *status);
// Grey bytes as they are, as a PNG.
bool picture_save_grey(const uint8_t *grey, int width, int height, const char *path,
                       struct status *status);
// Ink as a PNG, dark on white.
bool picture_save_ink(const struct ink *ink, const char *path, struct status *status);

#endif
