// What may be called sure is a promise, and promises are checked: every command that reads labelled
// digits prints the same figures about it, made here.
#include "app/measure/labelled_readings.h"
#include "app/base/amount.h"
#include "nn/base/grow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(struct labelled_readings *labelled)
{
    size_t count = labelled->count;
    void *logits = grow_array(labelled->logits, count, 1, sizeof *labelled->logits);
    labelled->logits = logits ? logits : labelled->logits;
    void *label = grow_array(labelled->label, count, 1, sizeof *labelled->label);
    labelled->label = label ? label : labelled->label;
    void *evidence = grow_array(labelled->evidence, count, 1, sizeof *labelled->evidence);
    labelled->evidence = evidence ? evidence : labelled->evidence;
    return logits && label && evidence;
}

bool labelled_readings_add(struct labelled_readings *labelled, const float logits[LENET_CLASSES],
                           const struct evidence *evidence, int label)
{
    if (!reserve(labelled))
        return false;
    memcpy(labelled->logits[labelled->count], logits, sizeof *labelled->logits);
    labelled->label[labelled->count] = (uint8_t)label;
    labelled->evidence[labelled->count] = *evidence;
    labelled->count++;
    return true;
}

bool labelled_readings_add_images(struct labelled_readings *labelled,
                                  const struct image_reading *readings, const uint8_t *label,
                                  size_t count, struct status *status)
{
    bool good = true;
    for (size_t i = 0; good && i < count; i++)
        good = readings[i].empty ||
               labelled_readings_add(labelled, readings[i].logits, &readings[i].evidence, label[i]);
    return good || status_fail(status, STATUS_NO_MEMORY, "no memory for the readings");
}

bool labelled_readings_add_drawings(struct labelled_readings *labelled, const struct lenet *lenet,
                                    const struct calibration *calibration,
                                    const struct strokes *strokes, struct status *status)
{
    struct reading *reading = malloc(sizeof *reading);
    bool good = reading != NULL;
    for (size_t i = 0; good && i < strokes->count; i++) {
        const struct strokes_digit *digit = &strokes->digit[i];
        if (digit->label < 0)
            continue;
        reading_of_drawing(reading, lenet, calibration, &digit->drawing, 0);
        good = reading->empty || labelled_readings_add(labelled, reading->activations.logits,
                                                       &reading->evidence, digit->label);
    }
    free(reading);
    return good || status_fail(status, STATUS_NO_MEMORY, "no memory for the readings");
}

void labelled_readings_recalibrate(struct labelled_readings *labelled,
                                   const struct calibration *calibration)
{
    for (size_t i = 0; i < labelled->count; i++) {
        float probability[LENET_CLASSES];
        calibration_softmax(probability, labelled->logits[i], calibration->temperature);
        labelled->evidence[i].probability = probability[lenet_best(labelled->logits[i])];
    }
}

bool labelled_readings_append(struct labelled_readings *labelled,
                              const struct labelled_readings *other)
{
    for (size_t i = 0; i < other->count; i++)
        if (!labelled_readings_add(labelled, other->logits[i], &other->evidence[i],
                                   other->label[i]))
            return false;
    return true;
}

void labelled_readings_free(struct labelled_readings *labelled)
{
    free(labelled->logits);
    free(labelled->label);
    free(labelled->evidence);
    *labelled = (struct labelled_readings){0};
}

struct labelled_readings_result labelled_readings_judge(const struct labelled_readings *labelled,
                                                        const struct calibration *calibration)
{
    struct labelled_readings_result result = {.count = labelled->count};
    if (labelled->count == 0)
        return result;
    for (size_t i = 0; i < labelled->count; i++) {
        bool sure = calibration_sure(calibration, &labelled->evidence[i]);
        result.sure += sure;
        result.sure_right += sure && lenet_best(labelled->logits[i]) == labelled->label[i];
    }
    struct calibration_set set = {(const float(*)[LENET_CLASSES])labelled->logits, labelled->label,
                                  labelled->count};
    result.error_before = calibration_error(&set, 1);
    result.error_after = calibration_error(&set, calibration->temperature);
    return result;
}

void labelled_readings_print(const struct labelled_readings *labelled,
                             const struct calibration *calibration)
{
    if (labelled->count == 0)
        return;
    struct labelled_readings_result result = labelled_readings_judge(labelled, calibration);
    if (result.sure == 0)
        printf("sure of 0.00%% (0 of %zu)\n", result.count);
    else
        printf("sure of %.2f%% (%zu of %zu), right in %.2f%% of these (%zu wrong)\n",
               amount_percent(result.sure, result.count), result.sure, result.count,
               amount_percent(result.sure_right, result.sure), result.sure - result.sure_right);
    printf("calibration error %.2f%% before, %.2f%% at temperature %.3f\n",
           100 * result.error_before, 100 * result.error_after, (double)calibration->temperature);
}

void labelled_readings_add_json(const struct labelled_readings *labelled,
                                const struct calibration *calibration, struct json *json)
{
    if (labelled->count == 0)
        return;
    struct labelled_readings_result result = labelled_readings_judge(labelled, calibration);
    json_number(json, json->top, "sure", (double)result.sure);
    json_number(json, json->top, "sure_correct", (double)result.sure_right);
    json_number(json, json->top, "temperature", (double)calibration->temperature);
    json_number(json, json->top, "calibration_error_before", result.error_before);
    json_number(json, json->top, "calibration_error", result.error_after);
}
