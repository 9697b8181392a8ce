// Eight digits as a run would learn them, so that one sees what a distortion does before the start.
#ifndef APP_TRAINING_SETUP_SETUP_PREVIEW_H
#define APP_TRAINING_SETUP_SETUP_PREVIEW_H

#include "app/training/setup/run_setup.h"
#include "nn/data/augment.h"

enum { SETUP_PREVIEW_DIGITS = 8 };

struct setup_preview {
    int count;                                                   // 0: there is nothing to show
    uint8_t digit[SETUP_PREVIEW_DIGITS][DIGIT_SIDE][DIGIT_SIDE]; // as they are
    uint8_t drawn[SETUP_PREVIEW_DIGITS][DIGIT_SIDE][DIGIT_SIDE]; // distorted
    char folder[PATH_SIZE]; // where they are from; "": built-in practice digits
};

// Takes digits of different labels from MNIST, the folder or the practice digits, whichever is used
// and there first; else practice digits. Reads no more of a file than its beginning.
void setup_preview_choose(struct setup_preview *preview, const struct run_setup *setup);
// Distorts each of them anew; another `round` gives other variants.
void setup_preview_draw(struct setup_preview *preview, enum augment kind, uint64_t round);

#endif
