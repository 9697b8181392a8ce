// Readings of digits whose labels are known: how honest their probabilities are, and how often
// those that are called sure are right.
#ifndef APP_MEASURE_LABELLED_READINGS_H
#define APP_MEASURE_LABELLED_READINGS_H

#include "app/console/json.h"
#include "app/measure/image_readings.h"

// All zero is an empty one.
struct labelled_readings {
    float (*logits)[LENET_CLASSES]; // owned, as all of these: (reading)
    uint8_t *label;
    struct evidence *evidence;
    size_t count;
};

// Adds a reading of something that is not empty. False when memory runs out.
bool labelled_readings_add(struct labelled_readings *labelled, const float logits[LENET_CLASSES],
                           const struct evidence *evidence, int label);
// Adds `count` images that have been read; blank ones are left out.
bool labelled_readings_add_images(struct labelled_readings *labelled,
                                  const struct image_reading *readings, const uint8_t *label,
                                  size_t count, struct status *status);
// Reads the labelled drawings.
bool labelled_readings_add_drawings(struct labelled_readings *labelled, const struct lenet *lenet,
                                    const struct calibration *calibration,
                                    const struct strokes *strokes, struct status *status);
// What the readings would be at another calibration.
void labelled_readings_recalibrate(struct labelled_readings *labelled,
                                   const struct calibration *calibration);
// Adds all readings of `other`. False when memory runs out.
bool labelled_readings_append(struct labelled_readings *labelled,
                              const struct labelled_readings *other);
void labelled_readings_free(struct labelled_readings *labelled);

// What a calibration makes of them.
struct labelled_readings_result {
    size_t count, sure, sure_right;
    double error_before, error_after; // calibration_error at temperature 1 and at its own
};
struct labelled_readings_result labelled_readings_judge(const struct labelled_readings *labelled,
                                                        const struct calibration *calibration);
// Two lines on standard output; the same for --json. Nothing if there are none.
void labelled_readings_print(const struct labelled_readings *labelled,
                             const struct calibration *calibration);
void labelled_readings_add_json(const struct labelled_readings *labelled,
                                const struct calibration *calibration, struct json *json);

#endif
