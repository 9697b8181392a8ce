// What a person changed of a run while it went on: the rate and the distortion, each time with the
// step from which it acts. With the options it decides the run, so that it can be repeated.
#ifndef NN_TRAIN_STEERING_H
#define NN_TRAIN_STEERING_H

#include "nn/base/status.h"
#include "nn/data/augment.h"

enum {
    STEERING_MOST = 64,                      // changes of a run
    STEERING_TEXT = STEERING_MOST * 64 + 16, // bytes of them as a text
};

// From this step on, until the next change.
struct steering_change {
    int epoch, batch; // finished ones before the first step with it
    float rate;       // what the schedule takes its share of: the peak
    enum augment augment;
};

// In the order of their steps, no two at the same one. All zero: none.
struct steering {
    int count;
    struct steering_change change[STEERING_MOST];
};

// Adds a change, in place of those that stand at its step or later: whoever steers a run that is
// being repeated leaves the way that it went. False, and nothing is changed, when there are
// STEERING_MOST already, or for a rate or an augmentation that cannot be trained with.
bool steering_add(struct steering *steering, const struct steering_change *change);
// The change that acts in a step; NULL if that is before the first.
const struct steering_change *steering_at(const struct steering *steering, int epoch, int batch);
// False, with the reason, if the list is not as it must be (see above).
bool steering_check(const struct steering *steering, struct status *status);

// The list as a text without spaces that is the same in every locale and exact: for each change
// "epoch:batch:rate:augment", between them commas; no change is "".
void steering_write(char text[STEERING_TEXT], const struct steering *steering);
// False if it is no such text, or steering_check would refuse the list.
bool steering_read(struct steering *steering, const char *text);

#endif
