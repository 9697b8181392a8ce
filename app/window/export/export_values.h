// What is read and how, in files for other programs: the image that the network sees, and what its
// cells hold.
#ifndef APP_WINDOW_EXPORT_EXPORT_VALUES_H
#define APP_WINDOW_EXPORT_EXPORT_VALUES_H

#include "app/session/state/session.h"
#include "nn/export/npz.h"

// The 32x32 image as bytes (0 background, 255 ink): as a PNG of such greys, each pixel `times` as
// wide and high; and as an IDX file of one image, as MNIST's files of images are.
bool export_image_png(const struct session *session, int times, const char *path,
                      struct status *status);
bool export_image_idx(const struct session *session, const char *path, struct status *status);
// Every layer's activations by name, as `lenetpad export --format npy` writes them / one of them,
// by its number in nn/export/npz.h.
bool export_values_npz(const struct session *session, const char *path, struct status *status);
bool export_values_npy(const struct session *session, int number, const char *path,
                       struct status *status);

#endif
