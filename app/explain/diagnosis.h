// What is wrong with a run, in plain words: from its layers and from how well it reads.
#ifndef APP_EXPLAIN_DIAGNOSIS_H
#define APP_EXPLAIN_DIAGNOSIS_H

#include "nn/explain/layer_stats.h"

enum diagnosis_kind {
    DIAGNOSIS_EXPLODING,  // steps that overshoot, weights that grow without end
    DIAGNOSIS_SATURATED,  // sigmoids at 0 or 1, which let no error through
    DIAGNOSIS_VANISHING,  // errors that do not reach the first layers
    DIAGNOSIS_DEAD,       // units that say the same of every digit
    DIAGNOSIS_MEMORISING, // the training digits, and nothing that helps with others
    DIAGNOSIS_NOTHING,    // is learnt, though many digits were seen
    DIAGNOSIS_KINDS
};

// What is known of a run at one moment.
struct diagnosis_facts {
    const struct layer_stats *stats; // of its weights; NULL: not known
    bool diverged;                   // it ended because its weights were not finite any more
    double seen;                     // digits so far, each as often as it was seen
    float loss;                      // of the training digits, latest; NaN: not known
    float train_error, test_error;   // latest, 0..1; NaN: not known
};

struct diagnosis_warning {
    enum diagnosis_kind kind;
    enum lenet_layer_id layer; // where it shows most; LENET_INPUT: nowhere in particular
    char title[48];            // "Vanishing gradients"
    char text[320];            // what is seen, what it means and what helps: two or three sentences
};

// The gravest first, each kind at most once.
struct diagnosis {
    int count; // 0: nothing is wrong, as far as is known
    struct diagnosis_warning warning[DIAGNOSIS_KINDS];
};

void diagnosis_make(struct diagnosis *diagnosis, const struct diagnosis_facts *facts);

#endif
