// A test set that was read: what each of its digits was taken for, and what that says of the
// network: the confusion matrix, precision and recall, and how often a probability is right.
#ifndef APP_MEASURE_EXAM_H
#define APP_MEASURE_EXAM_H

#include "app/measure/image_readings.h"

// What is kept of one digit.
struct exam_reading {
    float probability[LENET_CLASSES]; // at the calibration's temperature
    uint8_t label, read;
    bool sure, empty; // empty: nothing but paper
};

// From what one reading gave: the largest of the network's own probabilities, at temperature 1,
// says what was read, as for `lenetpad test`.
void exam_reading_fill(struct exam_reading *out, const struct image_reading *reading, int label,
                       const struct calibration *calibration);
// The probability of the class that was read.
float exam_confidence(const struct exam_reading *reading);

// Digits whose confidence lies in one of CALIBRATION_BINS parts of 0..1 of equal width.
struct exam_bin {
    uint32_t count, right;
    double confidence; // mean, 0 without digits
};

struct exam_counts {
    uint32_t confusion[LENET_CLASSES][LENET_CLASSES]; // (label, read as)
    uint32_t count, wrong;
    uint32_t not_sure;
    struct exam_bin bin[CALIBRATION_BINS]; // of those that are not empty
};

void exam_count(struct exam_counts *counts, const struct exam_reading *readings, size_t count);
// Digits with this label, and digits that were read as it.
uint32_t exam_labelled(const struct exam_counts *counts, int digit);
uint32_t exam_read_as(const struct exam_counts *counts, int digit);
// The share of the digits that were read as `digit` that are one, and of its digits that were read
// as it; negative where there are none.
double exam_precision(const struct exam_counts *counts, int digit);
double exam_recall(const struct exam_counts *counts, int digit);
// The mean distance between confidence and share of right ones (see calibration_error), 0..1;
// negative without digits.
double exam_calibration_error(const struct exam_counts *counts);

#endif
