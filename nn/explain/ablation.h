// The network with a part of it silenced, or with noise in a layer: what is a unit good for?
// (Ablation, as in LeCun, Denker, Solla 1990 and Morcos et al. 2018.)
#ifndef NN_EXPLAIN_ABLATION_H
#define NN_EXPLAIN_ABLATION_H

#include "nn/explain/terms.h"
#include "nn/net/kernels.h"
#include "nn/train/evaluation.h"

enum { ABLATION_CELLS = sizeof(struct lenet_activations) / sizeof(float) };

// What is done to the values of C1 to F6 before the next layer sees them. All zero: nothing.
struct ablation {
    bool silenced[ABLATION_CELLS];  // in the order of struct lenet_activations
    float constant[ABLATION_CELLS]; // what a silenced value becomes
    int silenced_count;
    float noise[LENET_LAYERS]; // standard deviation of what is added to every value of a layer that
                               // is not silenced; the same for every image, drawn from `seed`
    uint64_t seed;
};

// Silences a cell; with row -1 its whole map, with map -1 its whole layer. The values become
// `constant`'s of the same cells or, if that is NULL, 0. C1 to F6 only.
void ablation_silence(struct ablation *ablation, struct terms_cell cell,
                      const struct lenet_activations *constant);
// Takes that back.
void ablation_heal(struct ablation *ablation, struct terms_cell cell);
// Whether all that the cell means (see ablation_silence) is silenced.
bool ablation_silences(const struct ablation *ablation, struct terms_cell cell);

// From here on, NULL is none, too.
bool ablation_is_none(const struct ablation *ablation);

// As lenet_forward, and as the kernels' `forward`, with the ablation. Without one, the same bits.
void ablation_forward(struct lenet_activations *activations, const struct lenet *lenet,
                      const struct ablation *ablation);
void ablation_forward_block(struct lenet_block *block, const struct lenet *lenet,
                            const struct ablation *ablation);
// The logits of each of `count` images, at most BLOCK_IMAGES. With an ablation, sixteen take hardly
// longer than one.
void ablation_logits(float logits[][LENET_CLASSES], const float image[][LENET_SIDE][LENET_SIDE],
                     int count, const struct lenet *lenet, const struct ablation *ablation);
// Takes away the noise from what ablation_forward has filled in: what the layers' sums and sigmoids
// gave, where they are not silenced.
void ablation_take_noise_away(struct lenet_activations *activations,
                              const struct ablation *ablation);

// As evaluation_run, with the ablation.
bool ablation_evaluate(struct evaluation *evaluation, const struct lenet *lenet,
                       const struct ablation *ablation, const struct dataset *data,
                       struct threads *threads, struct status *status);
// The mean of every activation over a data set, to silence to.
bool ablation_means(struct lenet_activations *mean, const struct lenet *lenet,
                    const struct dataset *data, struct status *status);

#endif
