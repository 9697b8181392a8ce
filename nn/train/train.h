// Training by stochastic gradient descent with Nesterov momentum.
//
// Loss: the mean squared error between the softmax and the one-hot label, over the ten classes and
// the images.
//
// A run is deterministic: seed, data, options and what was steered decide every bit of the weights;
// the number of threads does not, nor does the instruction set if it has fused multiply-add
// (nn/net/kernels.h).
#ifndef NN_TRAIN_TRAIN_H
#define NN_TRAIN_TRAIN_H

#include "nn/base/status.h"
#include "nn/base/threads.h"
#include "nn/data/dataset.h"
#include "nn/data/training_set.h"
#include "nn/net/lenet.h"
#include "nn/train/steering.h"
#include "nn/train/train_options.h"

// Everything that a run needs to go on exactly where it stopped. Plain data: it can be copied, and
// is what a checkpoint file keeps.
struct train_state {
    struct train_options options;
    struct steering steering; // what was changed of them since, or will be in this run's repetition
    uint64_t data;            // training_set_fingerprint; 0: not yet known
    struct lenet weights;
    struct lenet velocity;
    struct lenet average; // of the latest weights: what a run yields, to be read with and saved
    int epoch;            // finished epochs
    int batch;            // finished batches of the current epoch
    double loss_sum;      // over the images of the current epoch
    uint64_t seen;        // images of the current epoch so far
    uint64_t wrong;       // of those, misread (with the weights of their moment)
};

struct train;

// Fills a fresh state: initial weights from the seed, zero velocity.
void train_begin(struct train_state *state, const struct train_options *options);
// The same with given weights.
void train_begin_from(struct train_state *state, const struct train_options *options,
                      const struct lenet *weights);
// Opens a run over `state` (copied) and `data` (copied; what it borrows must outlive the run).
// `threads` is borrowed and may be shared with evaluation_run, not concurrently. Fails for
// impossible options, no data, data other than those that the state knows, or no memory.
bool train_open(struct train **train, const struct train_state *state,
                const struct training_set *data, struct threads *threads, struct status *status);
void train_close(struct train *train); // NULL is fine
// Trains on one batch. Allocates nothing. Returns true when it finished an epoch. Must not be
// called once train_done.
bool train_step(struct train *train);
bool train_done(const struct train *train);
int train_batches_per_epoch(const struct train *train);
size_t train_items(const struct train *train); // of an epoch: the training set's, or fewer
// Changes the peak rate and the distortion from the next step on. See steering_add, whose list is
// in the state; false also once train_done.
bool train_steer(struct train *train, float rate, enum augment augment);
// What acts in the next step: of the options, or of the last change before it.
float train_rate(const struct train *train);
enum augment train_augment(const struct train *train);
// The loss and the training error (0..1) of the most recently finished epoch.
double train_epoch_loss(const struct train *train);
double train_epoch_error(const struct train *train);
// The learning rate of the latest step; 0 before the first.
double train_latest_rate(const struct train *train);
// False, with the reason, if the weights have grown so large that nothing can be read with them
// (lenet_is_sound): the run has diverged, and there is no way back. As long as a reading, not a
// step.
bool train_is_sound(const struct train *train, struct status *status);
// The state of this moment; valid until the next step.
const struct train_state *train_get_state(const struct train *train);

#endif
