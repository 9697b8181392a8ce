// Readings of digits whose labels are known: how honest their probabilities are, and how often
// those that are called sure are right.
#ifndef APP_KNOWN_H
#define APP_KNOWN_H

#include "app/console/json.h"
#include "app/measure/image_readings.h"

// All zero is an empty one.
struct known {
    float (*logits)[LENET_CLASSES]; // owned, as all of these: (reading)
    uint8_t *label;
    struct evidence *evidence;
    size_t count, capacity;
};

// Adds a reading of something that is not empty. False when memory runs out.
bool known_add(struct known *known, const float logits[LENET_CLASSES],
               const struct evidence *evidence, int label);
// Adds `count` images that have been read; blank ones are left out.
bool known_add_images(struct known *known, const struct image_reading *readings,
                      const uint8_t *label, size_t count, struct status *status);
// Reads the labelled drawings.
bool known_add_drawings(struct known *known, const struct lenet *lenet,
                        const struct calibration *calibration, const struct strokes *strokes,
                        struct status *status);
// What the readings would be at another calibration.
void known_recalibrate(struct known *known, const struct calibration *calibration);
// Adds all readings of `other`. False when memory runs out.
bool known_append(struct known *known, const struct known *other);
void known_free(struct known *known);

// What a calibration makes of them.
struct known_result {
    size_t count, sure, sure_right;
    double error_before, error_after; // calibration_error at temperature 1 and at its own
};
struct known_result known_judge(const struct known *known, const struct calibration *calibration);
// Two lines on standard output; the same for --json. Nothing if there are none.
void known_print(const struct known *known, const struct calibration *calibration);
void known_add_json(const struct known *known, const struct calibration *calibration,
                    struct json *json);

#endif
