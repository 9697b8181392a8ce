// What was operated on the network, step by step: parts that are silenced, noise in a layer,
// weights painted by hand. The weights in use stay as they are; what is made of them, by all steps
// that are not undone, stands beside them.
#ifndef APP_SESSION_STATE_OPERATIONS_H
#define APP_SESSION_STATE_OPERATIONS_H

#include "nn/base/status.h"
#include "nn/explain/ablation.h"

enum operation_kind {
    OPERATION_SILENCE, // a cell, a map (row -1) or a layer (map -1, too)
    OPERATION_RESTORE, // the same, takes that back
    OPERATION_NOISE,   // in the cell's layer
    OPERATION_PAINT,   // a run of weights
    OPERATION_HEAL,    // all that was done before
};

enum { OPERATION_WEIGHTS = 25 }; // at most, of a run: a whole kernel

struct operation {
    enum operation_kind kind;
    struct terms_cell cell;          // SILENCE, RESTORE, NOISE
    float noise;                     // NOISE: standard deviation
    size_t first, count;             // PAINT: of lenet_parameters
    float weight[OPERATION_WEIGHTS]; // PAINT: what they become
    size_t drawing;                  // operations of the pad that were visible then
};

struct operations {
    struct operation *list; // owned
    size_t count;
    size_t done;    // list[0..done) hold; the rest can be redone
    uint64_t begun; // of the pad, when that rest was taken back
    bool to_mean;
    bool mean_there;
    struct lenet_activations mean; // what a silenced value becomes, if `to_mean`
    // What those that hold make of the network:
    struct ablation ablation;
    struct lenet lenet; // with what is painted
    size_t painted;     // runs of weights that are others now: single ones, or kernels
    bool none;          // nothing is operated
};

void operations_init(struct operations *operations);
void operations_free(struct operations *operations);
// Forgets every step.
void operations_clear(struct operations *operations);
// Adds a step, in place of those that could be redone; `merge`: in place of the latest one, which
// is the same gesture. False when memory runs out; then all is as it was.
bool operations_add(struct operations *operations, const struct operation *operation, bool merge,
                    struct status *status);
// Works out anew what the steps make of these weights. After every change of steps, of the weights,
// of `to_mean` and of the mean.
void operations_apply(struct operations *operations, const struct lenet *weights);
#endif
