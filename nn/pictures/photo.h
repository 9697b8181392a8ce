// Photographs and scans: finds the digit that somebody wrote on paper.
#ifndef NN_PICTURES_PHOTO_H
#define NN_PICTURES_PHOTO_H

#include "nn/base/status.h"
#include "nn/ink/ink.h"
#include "nn/pictures/digits.h"

// Finds the ink of one digit in a picture (0 black .. 255 white), dark on light or light on dark,
// under uneven light. What is left out: the paper, noise, specks, and what reaches the edge of the
// picture, if there is something else. Several strokes near each other are one digit. The result
// has the picture's proportions, at most PHOTO_SIDE pixels a side, and is blank where nothing
// stands out from the paper. `ink` becomes the caller's.
bool photo_find_ink(struct ink *ink, const uint8_t *light, int width, int height,
                    struct status *status);

// Finds all digits, with their places in pixels of the picture. They become the caller's.
bool photo_find_digits(struct digits *digits, const uint8_t *light, int width, int height,
                       struct status *status);

#endif
