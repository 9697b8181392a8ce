// Reading what is on the pad, and readings in words.
#ifndef APP_WORK_PAD_READING_H
#define APP_WORK_PAD_READING_H

#include "app/work/pad.h"
#include "nn/ink/reading.h"

// Strokes are read as strokes, an untouched picture as it was opened, anything else (something was
// erased, or drawn on a picture) from the pad's sheet.
void reading_of_pad(struct reading *reading, const struct lenet *lenet,
                    const struct calibration *calibration, struct pad *pad);
// Where on the pad a point of the network's input (0..32 both ways) was seen. `normalized` is of
// what the pad holds, and not empty.
void reading_point_on_pad(const struct normalized *normalized, const struct pad *pad, float x,
                          float y, float *pad_x, float *pad_y);
// A probability as whole percent.
int reading_percent(float probability);
// "7 (98%)", "not sure: 4 or 9", "not sure: not a digit?" (by its shape), "nothing drawn".
void reading_describe(const struct reading *reading, char *text, size_t size);

#endif
