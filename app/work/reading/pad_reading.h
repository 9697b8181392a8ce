// Reading what is on the pad, and readings in words.
#ifndef APP_WORK_READING_PAD_READING_H
#define APP_WORK_READING_PAD_READING_H

#include "app/work/pad.h"
#include "nn/explain/ablation.h"
#include "nn/ink/reading.h"

// Strokes are read as strokes, an untouched picture as it was opened, anything else (something was
// erased, or drawn on a picture; several digits on one, too) from the pad's sheet.
void reading_of_pad(struct reading *reading, const struct lenet *lenet,
                    const struct calibration *calibration, struct pad *pad);
// Reads once more what was read, with a part of the network silenced; NULL is none.
void reading_silence(struct reading *reading, const struct lenet *lenet,
                     const struct calibration *calibration, const struct ablation *ablation);
// Where on the pad a point of the network's input (0..32 both ways) was seen. `normalized` is of
// what the pad holds, or of one of several digits there, and not empty.
void reading_point_on_pad(const struct normalized *normalized, const struct pad *pad, float x,
                          float y, float *pad_x, float *pad_y);
// A probability as whole percent.
int reading_percent(float probability);

// Every word about a reading, from the whole of it to what fits on the smallest card.
enum reading_form { READING_WHOLE, READING_SHORT, READING_SHORTEST, READING_FORMS };

// "7 (98%)"; "not sure:\n4 or 9"; "not sure: 1?\nIt looks unlike the digits I learned"; "not
// sure:\nnot a digit? Too flat"; "nothing\ndrawn". A line may be broken at '\n'. The shorter forms
// stand beside the digit, and do not say it again: "98%\nsure".
void reading_say(const struct reading *reading, enum reading_form form, char *text, size_t size);
// The whole, in one line.
void reading_describe(const struct reading *reading, char *text, size_t size);

#endif
