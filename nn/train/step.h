// One step of stochastic gradient descent: a batch of digits through the network and back, on all
// threads of a pool, into the weights.
//
// The bits of the result depend on the batch alone, not on the number of threads.
#ifndef NN_TRAIN_STEP_H
#define NN_TRAIN_STEP_H

#include "nn/base/status.h"
#include "nn/base/threads.h"
#include "nn/net/block.h"
#include "nn/net/lenet.h"

struct step;

// Returns digit number `index` of the batch: either where it lies anyway, or drawn into `scratch`.
// Called from any thread of the pool.
typedef const digit_row *step_digit(void *context, int index, digit_row *scratch);

struct step_batch {
    int count;            // digits; 1 or more
    step_digit *digit;    // see above
    void *context;        // handed to it
    const uint8_t *label; // (digit): 0..9
    float rate, momentum; // of this step; Nesterov
};

struct step_result {
    double loss; // mean squared error between softmax and one-hot label, summed over the digits
    int wrong;   // misread digits, with the weights before the step
};

// `threads` is borrowed; NULL when memory runs out.
struct step *step_open(struct threads *threads);
void step_close(struct step *step); // NULL is fine
// Allocates nothing. `velocity` is the momentum's memory, zero before the first step.
struct step_result step_run(struct step *step, struct lenet *weights, struct lenet *velocity,
                            const struct step_batch *batch);

#endif
