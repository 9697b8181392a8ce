// One step of stochastic gradient descent with one image, with everything on its way kept: what
// the network reads, how wrong that is, how the error flows back, what it says of every weight, and
// what the weights become. The arithmetic of nn/train/step.h with a batch of one and no momentum,
// written out for one image.
#ifndef NN_EXPLAIN_ONE_STEP_H
#define NN_EXPLAIN_ONE_STEP_H

#include "nn/explain/ablation.h"

// Filled by one_step_run. "Error" is what backpropagation calls so: by how much the loss grows with
// a value, d loss / d value.
struct one_step {
    int label;
    float rate;
    struct lenet weights;                 // before the step
    struct lenet_activations activations; // what they make of the image
    struct lenet_activations quiet; // the same as the sums gave it, without an ablation's noise
    double square[LENET_CLASSES];   // (probability - 1 or 0)^2
    double loss;                    // their mean
    struct lenet_activations error; // of every value, after its sigmoid; of the logits; of the
                                    // probabilities: 2 (probability - 1 or 0) / 10
    struct lenet_activations error_before; // the same of what goes into the sigmoids; elsewhere
                                           // (input, S2, S4, logits, probabilities) as `error`
    struct lenet gradient;                 // d loss / d weight
    struct lenet after;                    // weights - rate x gradient, rounded once
    struct lenet_activations activations_after; // of the image, with those
    double loss_after;
};

// Takes `weights` (copied; they may be step->after) one step towards reading `input` as `label`.
// `ablation` (NULL: none) is kept to: a silenced value lets no error through, and noise changes
// none. Needs no memory; some milliseconds.
void one_step_run(struct one_step *step, const struct lenet *weights,
                  const struct ablation *ablation, const float input[LENET_SIDE][LENET_SIDE],
                  int label, float rate);
// The same step with another rate.
void one_step_update(struct one_step *step, const struct ablation *ablation, float rate);

// ---- How a number of it comes about -------------------------------------------------------------

enum { ONE_STEP_TERMS_MOST = 784 };

// A sum of products, in double precision from the step's own floats.
struct one_step_terms {
    struct one_step_term {
        struct terms_cell from; // of the layer above (an error), or a place of the weight's own map
        double one, other;      // weight and error; or input and error
        double product;
    } term[ONE_STEP_TERMS_MOST];
    int count;
    double sum;
    double slope; // of an error: of the cell's sigmoid, value x (1 - value); 1 without one; 0 of a
                  // silenced cell
    double value; // of an error: sum x slope
};

// The error of a cell of C1 to F6: of each cell of the layer above that it goes into, the weight on
// the way (of S2 and S4: a quarter of the coefficient) times that cell's error before its sigmoid.
void one_step_error_terms(struct one_step_terms *terms, const struct one_step *step,
                          struct terms_cell cell);

// One weight: of map or unit `to.map` of `to.layer` (C1 to OUTPUT), for input map or unit `from`,
// at a row and column of the kernel (of C1, C3, C5). S2 and S4: their coefficient, or else 0. With
// `from` ONE_STEP_BIAS: the bias.
enum { ONE_STEP_BIAS = -1 };
struct one_step_weight {
    struct terms_cell to;
    int from, row, column;
};
// Its place in lenet_parameters.
size_t one_step_weight_index(struct one_step_weight weight);
// Its gradient: at every place that it is used, what it is multiplied with there (of a coefficient,
// the average of four; of a bias, 1) times the error before the sigmoid.
void one_step_gradient_terms(struct one_step_terms *terms, const struct one_step *step,
                             struct one_step_weight weight);

#endif
