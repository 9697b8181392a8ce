// What changes of the image would do to the reading, tried out: occlusion, and the fewest pixels
// that turn one digit into another. Of a network with an ablation (NULL: none), what that reads.
#ifndef NN_EXPLAIN_CHANGE_H
#define NN_EXPLAIN_CHANGE_H

#include "nn/explain/ablation.h"

// Asked now and then whether to go on; false ends the work early. NULL: always go on.
typedef bool change_go_on(void *context);

// How far the combination of logits (see nn/explain/gradient.h) falls when the square of
// 2 reach + 1 pixels around a pixel becomes background. One reading a pixel: about a fiftieth of a
// second. False if it was told to end; `fall` is then unfinished.
bool change_occlusion(float fall[LENET_SIDE][LENET_SIDE], const struct lenet *lenet,
                      const struct ablation *ablation, const float input[LENET_SIDE][LENET_SIDE],
                      const float combination[LENET_CLASSES], int reach, change_go_on *go_on,
                      void *context);

enum { CHANGE_MOST = 64 };

struct change_pixel {
    uint8_t row, column;
    bool ink; // it becomes full ink; else background
};

struct change_flip {
    struct change_pixel pixel[CHANGE_MOST]; // in the order in which they were chosen
    int count;
    int from, to;  // the digit that was read, and that is read after all changes
    bool finished; // it is another one, or the one that was wanted
};

// Greedily: of all single pixels of MNIST's 28x28 made ink or background, the change that brings
// the logit of another digit (`wanted`, or any if it is -1) closest above the present one's, again
// and again until it is read, at most CHANGE_MOST times. Each change is one pass over 1568 images:
// some hundredths of a second. Returns false if it was told to end.
bool change_find_flip(struct change_flip *flip, const struct lenet *lenet,
                      const struct ablation *ablation, const float input[LENET_SIDE][LENET_SIDE],
                      int wanted, change_go_on *go_on, void *context);

// The digit that the image was made of, with the changes.
void change_apply_to_digit(uint8_t digit[DIGIT_SIDE][DIGIT_SIDE], const struct change_flip *flip);

#endif
