// How far a network's readings can be trusted: a temperature that makes its probabilities honest,
// and from where on a reading counts as sure. Both are fitted on digits that took no part in the
// training, and kept with the weights.
#ifndef NN_NET_CALIBRATION_H
#define NN_NET_CALIBRATION_H

#include "nn/net/lenet.h"
#include <stdbool.h>

enum {
    CALIBRATION_BINS = 15,
    CALIBRATION_LOGIT_MOST = 1000, // of a threshold, either way: more than any network yields
};

struct calibration {
    float temperature; // what logits are divided by before the softmax; above 0
    // A reading is sure if its class has at least this probability (at the temperature) and at
    // least this logit: the softmax tells how far the others are behind, but not that all are low,
    // as they are for what is no digit.
    float probability, logit;
};

// For a network of which nothing is known: temperature 1, and any logit will do.
extern const struct calibration calibration_unknown;

// The softmax of logits divided by the temperature; 1/10 for each class if a logit is no number,
// since then nothing is known. (No model that is opened yields such logits, see lenet_is_sound.)
void calibration_softmax(float probability[LENET_CLASSES], const float logits[LENET_CLASSES],
                         float temperature);

// Readings of which the truth is known. The arrays are borrowed.
struct calibration_set {
    const float (*logits)[LENET_CLASSES]; // (reading)
    const uint8_t *label;                 // (reading)
    size_t count;                         // at least one
};

// The mean negative log likelihood of the labels.
double calibration_loss(const struct calibration_set *set, float temperature);
// The expected calibration error, 0..1: readings are sorted by their largest probability into
// CALIBRATION_BINS bins of equal width; the mean, over the readings, of the difference between
// their bin's mean probability and the share of it that is right.
double calibration_error(const struct calibration_set *set, float temperature);
// The temperature of the least loss, between 1/20 and 20.
float calibration_fit_temperature(const struct calibration_set *set);

// What the thresholds judge of one reading.
struct evidence {
    float probability, logit; // of the class that was read
    bool possible;            // nothing about its shape says that it is no digit
};

bool calibration_sure(const struct calibration *calibration, const struct evidence *evidence);
// Sets both thresholds so that at least the share `coverage` (0..1) of the readings is sure: each
// at the same quantile of its own values, the highest that leaves so many. False when memory runs
// out.
bool calibration_fit_thresholds(struct calibration *calibration, const struct evidence *evidence,
                                size_t count, double coverage);

#endif
