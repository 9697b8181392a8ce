// What is left of the pad's strokes where the eraser went over them.
#ifndef APP_WORK_PAD_CUT_H
#define APP_WORK_PAD_CUT_H

#include "app/work/pad.h"

// What stands on the pad as strokes, erased parts cut out of them. Fails if a picture is part of
// it. `drawing` becomes the caller's.
bool pad_cut_strokes(const struct pad *pad, struct drawing *drawing, struct status *status);

#endif
