// Drawn pictures and clean scans, whose paper has one light all over: also those that are cut close
// around a digit, and those with a frame along their edges, which would be taken for the paper.
#ifndef NN_PICTURES_FLAT_H
#define NN_PICTURES_FLAT_H

#include "nn/ink/ink.h"
#include "nn/ink/resample.h"

// Turns light (0 black .. 255 white) into ink, dark on light or light on dark, without a frame
// along the edges. FLAT_NOT: the paper has shadows or noise, or nothing stands out from it; there
// is no ink then. Otherwise `ink` becomes the caller's.
enum flat_result { FLAT_NOT, FLAT_FOUND, FLAT_NO_MEMORY };
enum flat_result flat_find_ink(struct ink *ink, const struct sheet *light);

#endif
