// A picture made ready for the pad, once, when it is opened: no larger than the pad, so that to
// paint it again takes as long as to paint any other, and as the network is to see it.
#ifndef APP_WORK_PAD_PICTURE_H
#define APP_WORK_PAD_PICTURE_H

#include "nn/base/status.h"
#include "nn/ink/ink.h"
#include "nn/ink/normalize.h"
#include "nn/strokes/strokes.h"

enum { PAD_SIDE = 512 }; // of the pad's sheet

struct digits; // nn/pictures/digits.h

// One digit of ink, as the network sees it.
struct pad_digit {
    struct normalized normalized;
    struct drawing_extent place; // around its ink, as `normalized` in pixels of that ink's sheet
};

struct pad_picture {
    struct ink fitted;       // no side longer than PAD_SIDE; owned
    struct pad_digit *digit; // of the picture as it was opened, one at least; owned
    int count;
    float left, top, side; // the square of that picture which covers the pad
};

// From ink of any size (0 paper .. 255 ink), which stays the caller's. For a large one this takes a
// while: any thread may do it.
bool pad_picture_make(struct pad_picture *out, const struct ink *picture, struct status *status);
// The same from the digits that were found on one: all of them and nothing else.
bool pad_picture_make_digits(struct pad_picture *out, const struct digits *digits,
                             struct status *status);
// A digit that is normalised already: seen just as it is. Of `digit`, what says where it came from
// is left behind.
bool pad_picture_make_digit(struct pad_picture *out, const struct normalized *digit,
                            struct status *status);
void pad_picture_free(struct pad_picture *picture);
// As many as the digits are, or NULL when memory runs out. For the caller to free.
struct pad_digit *pad_digits_make(const struct digits *digits);
// Covers the whole sheet of PAD_SIDE x PAD_SIDE pixels: the picture as large as it can be, in the
// middle of paper.
void pad_picture_paint(struct ink *sheet, const struct pad_picture *picture);

#endif
