// Pictures in and out: PNG, JPEG, BMP, GIF, WebP and PNM become ink; canvases become PNG files.
#ifndef APP_PICTURE_H
#define APP_PICTURE_H

#include "app/canvas.h"
#include "nn/ink.h"
#include "nn/status.h"

// Reads a picture as ink (0 paper .. 255 ink): transparent parts are paper; whether the digit is
// dark on light or light on dark is told from the border. A picture whose border is not of one
// colour is a photograph or a scan: the digit on it is found (nn/paper.h), and the ink is at most
// PAPER_SIDE pixels a side. Sides over 8192 pixels are refused before the pixels are decoded where
// the format's header tells. `ink` is owned by the caller.
bool picture_load(struct ink *ink, const char *path, struct status *status);
// True if the name or the first bytes look like a picture that picture_load reads.
bool picture_recognised(const char *path);
// PNG, written beside the target and renamed over it.
bool picture_save_canvas(const struct canvas *canvas, const char *path, struct status *status);
// Ink as a PNG, dark on white.
bool picture_save_ink(const struct ink *ink, const char *path, struct status *status);

#endif
