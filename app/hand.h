// A person's own digits: labelled drawings in a strokes file, added one at a time and taken back.
//
// Every change locks the file, reads it anew and replaces it whole, so that another window's digits
// are kept and nothing is lost when the disk is full: after a failure, the file is as before and
// `strokes` is what it holds.
#ifndef APP_HAND_H
#define APP_HAND_H

#include "app/paths.h"
#include "nn/strokes.h"

// All zero is a hand that has no file.
struct hand {
    char path[PATH_SIZE]; // "": digits are kept as long as the program runs
    float side;           // of the box that is drawn in
    struct strokes strokes;
};

// A missing file is an empty hand. On failure (the file is there but cannot be read) the hand is
// empty, too, and hand_add goes on failing until the file is put right.
bool hand_open(struct hand *hand, const char *path, float side, struct status *status);
// Copies the drawing, whose units are `side`'s. Makes the file's folder. Refuses drawings that
// nothing can be learnt from.
bool hand_add(struct hand *hand, int label, const struct drawing *drawing, struct status *status);
// `label` is that of the digit. False with STATUS_OK if there is none.
bool hand_forget_last(struct hand *hand, int *label, struct status *status);
bool hand_forget_all(struct hand *hand, struct status *status); // removes the file
void hand_free(struct hand *hand);

#endif
