// Reading what is on the pad, and readings in words.
#ifndef APP_WORK_PAD_READING_H
#define APP_WORK_PAD_READING_H

#include "app/work/pad.h"
#include "nn/explain/ablation.h"
#include "nn/ink/reading.h"
#include "nn/strokes/split.h"

// Strokes are read as strokes, an untouched picture as it was opened, anything else (something was
// erased, or drawn on a picture) from the pad's sheet.
void reading_of_pad(struct reading *reading, const struct lenet *lenet,
                    const struct calibration *calibration, struct pad *pad);
// Reads once more what was read, with a part of the network silenced; NULL is none.
void reading_silence(struct reading *reading, const struct lenet *lenet,
                     const struct calibration *calibration, const struct ablation *ablation);
// Where on the pad a point of the network's input (0..32 both ways) was seen. `normalized` is of
// what the pad holds, and not empty.
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

// ---- Several digits -----------------------------------------------------------------------------

// What is kept of the reading of one of several digits, to be shown beside the others.
struct row_digit {
    uint8_t image[DIGIT_SIDE][DIGIT_SIDE]; // as the network saw it
    struct drawing_extent place;           // around its strokes
    float probability[LENET_CLASSES];
    int best;
    bool digit; // it may be one: its shape does not say otherwise
    bool sure;
    char text[80]; // reading_describe
};

// Digits beside each other, from left to right, top row first. A row of one is none.
struct digit_row {
    int count;   // 0, or from 2 on
    int current; // the one that is looked at
    struct row_digit digit[SPLIT_STROKES];
};

enum { DIGIT_ROW_TEXT = 4 * SPLIT_STROKES };

// Keeps a reading as the digit number `index` of the row.
void digit_row_keep(struct digit_row *row, int index, const struct reading *reading);
// Reads each of a drawing's digits with what is silenced (NULL: nothing). `reading` is of number
// `current` then; -1: of the one with the latest stroke. Where there is but one digit, the row has
// none, and it is that one's.
void digit_row_read(struct digit_row *row, int current, struct reading *reading,
                    const struct lenet *lenet, const struct calibration *calibration,
                    const struct ablation *ablation, const struct drawing *drawing, float side);
// Of what stands on the pad. What the eraser left of strokes is read as strokes where that is
// several digits; else all is as with reading_of_pad.
void digit_row_read_pad(struct digit_row *row, int current, struct reading *reading,
                        const struct lenet *lenet, const struct calibration *calibration,
                        const struct ablation *ablation, struct pad *pad);
// "1998" if all are sure, else "1 9 4? 8"; a "?" alone is no digit.
void digit_row_say(const struct digit_row *row, char text[DIGIT_ROW_TEXT]);
// One of them: "9", "4?", "?".
void digit_row_say_one(const struct row_digit *digit, char text[4]);

#endif
