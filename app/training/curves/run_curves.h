// The curves of a run as its checkpoint keeps them: whoever goes on from it goes on with curves
// that are point for point those of a run that was never left.
#ifndef APP_TRAINING_CURVES_RUN_CURVES_H
#define APP_TRAINING_CURVES_RUN_CURVES_H

#include "app/training/curves/curve.h"
#include "nn/train/checkpoint.h"
#include "nn/train/train.h"

// All zero at the beginning of a run. Over finished epochs, with fractions; errors are shares of 1.
struct run_curves {
    struct curve loss;  // the mean since the point before, some forty points an epoch
    struct curve train; // error on training images, distorted as they are seen; one point an epoch
    struct curve test;  // error on test images
    struct curve held;  // error on held-out images, if there are any
    // Of the present epoch, how much the loss curve tells already: the sum of the losses of its
    // first `told_seen` images.
    double told_sum;
    uint64_t told_seen;
    uint64_t items; // images of an epoch; 0: not known
};

// Adds to the loss curve if a point is due after a step of `train`, whose epochs have `items`
// images; `epoch_trained` says that the step was an epoch's last. Returns whether it did.
bool run_curves_add_step(struct run_curves *curves, const struct train *train, size_t items,
                         bool epoch_trained);

enum { RUN_CURVES_NOTES = 5 };

struct run_curves_text {
    char curve[RUN_CURVES_NOTES - 1][CURVE_TEXT];
    char told[64];
};

// Notes of a checkpoint that keep the curves; they borrow `text`, which is large: on the heap.
void run_curves_write(struct checkpoint_note notes[RUN_CURVES_NOTES], struct run_curves_text *text,
                      const struct run_curves *curves);
// Names the notes, to be asked for.
void run_curves_name(struct checkpoint_note notes[RUN_CURVES_NOTES]);
// From the notes of the checkpoint of `state`. What is missing or makes no sense is empty: a run is
// worth more than its curves.
void run_curves_read(struct run_curves *curves,
                     const struct checkpoint_note notes[RUN_CURVES_NOTES],
                     const struct train_state *state);

#endif
