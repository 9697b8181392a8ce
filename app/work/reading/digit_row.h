// Several digits in one drawing or picture: all of them are read, and one is looked at.
#ifndef APP_WORK_READING_DIGIT_ROW_H
#define APP_WORK_READING_DIGIT_ROW_H

#include "app/work/pad.h"
#include "nn/explain/ablation.h"
#include "nn/ink/reading.h"
#include "nn/pictures/digits.h"
#include "nn/strokes/split.h"

// What is kept of the reading of one of several digits, to be shown beside the others.
struct row_digit {
    uint8_t image[DIGIT_SIDE][DIGIT_SIDE]; // as the network saw it
    struct drawing_extent place;           // around its strokes, or its ink
    float probability[LENET_CLASSES];
    int best;
    bool digit; // it may be one: its shape does not say otherwise
    bool sure;
    char text[80]; // reading_describe
};

// As many as a picture can have; a drawing has fewer.
enum { DIGIT_ROW_MOST = DIGITS_MOST };
_Static_assert((int)DIGIT_ROW_MOST >= (int)SPLIT_STROKES, "a drawing's digits fit into a row");

// Digits beside each other, from left to right, top row first. A row of one is none.
struct digit_row {
    int count;   // 0, or from 2 on
    int current; // the one that is looked at
    bool ink;    // it was read as ink: places are around that, else around the pen's path
    struct row_digit digit[DIGIT_ROW_MOST];
};

enum { DIGIT_ROW_TEXT = 4 * DIGIT_ROW_MOST };

// Keeps a reading as the digit number `index` of the row.
void digit_row_keep(struct digit_row *row, int index, const struct reading *reading);
// Reads each of a drawing's digits with what is silenced (NULL: nothing). `reading` is of number
// `current` then; -1: of the one with the latest stroke. Where there is but one digit, the row has
// none, and it is that one's.
void digit_row_read(struct digit_row *row, int current, struct reading *reading,
                    const struct lenet *lenet, const struct calibration *calibration,
                    const struct ablation *ablation, const struct drawing *drawing, float side);
// Of what stands on the pad. A picture of several digits begins with its first (-1); once something
// was drawn or erased on it (pad_digits.h), -1 is the one nearest to that. What the
// eraser left of strokes is read as strokes where that is several digits; else all is as with
// reading_of_pad.
void digit_row_read_pad(struct digit_row *row, int current, struct reading *reading,
                        const struct lenet *lenet, const struct calibration *calibration,
                        const struct ablation *ablation, struct pad *pad);
// "1998" if all are sure, else "1 9 4? 8"; a "?" alone is no digit.
void digit_row_say(const struct digit_row *row, char text[DIGIT_ROW_TEXT]);
// Of the same read as one digit, on request: no row.
void digit_row_read_joined(struct digit_row *row, struct reading *reading,
                           const struct lenet *lenet, const struct calibration *calibration,
                           const struct ablation *ablation, struct pad *pad);
// One of them: "9", "4?", "?".
void digit_row_say_one(const struct row_digit *digit, char text[4]);

#endif
