// The digits of a picture of several that is on the pad, also once something was drawn or erased
// there.
#ifndef APP_WORK_READING_PAD_DIGITS_H
#define APP_WORK_READING_PAD_DIGITS_H

#include "app/work/pad.h"

// From left to right, row after row, all in pad units; DIGITS_MOST at most. What the pen and the
// eraser did not come near stays the digit that it was; the rest of the ink is told apart anew. The
// picture's own are more than one. NULL when memory runs out; for the caller to free.
struct pad_digit *pad_digits_on(const struct pad *pad, int *count);

#endif
