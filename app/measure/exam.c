// The window and `lenetpad test` must never tell different numbers of the same weights: what one
// reading comes to is decided here for both.
#include "app/measure/exam.h"

#include <math.h>
#include <string.h>

void exam_reading_fill(struct exam_reading *out, const struct image_reading *reading, int label,
                       const struct calibration *calibration)
{
    calibration_softmax(out->probability, reading->logits, calibration->temperature);
    out->label = (uint8_t)label;
    out->read = (uint8_t)lenet_best(reading->probability);
    out->empty = reading->empty;
    out->sure = !reading->empty && calibration_sure(calibration, &reading->evidence);
}

float exam_confidence(const struct exam_reading *reading)
{
    return reading->probability[reading->read];
}

// ---- Counts -------------------------------------------------------------------------------------

static void count_in_bin(struct exam_counts *counts, const struct exam_reading *reading)
{
    float confidence = exam_confidence(reading);
    int place = (int)(confidence * CALIBRATION_BINS);
    struct exam_bin *bin = &counts->bin[place < CALIBRATION_BINS ? place : CALIBRATION_BINS - 1];
    bin->count++;
    bin->right += reading->label == reading->read;
    bin->confidence += (double)confidence; // their sum, so far
}

void exam_count(struct exam_counts *counts, const struct exam_reading *readings, size_t count)
{
    *counts = (struct exam_counts){.count = (uint32_t)count};
    for (size_t i = 0; i < count; i++) {
        const struct exam_reading *reading = &readings[i];
        counts->confusion[reading->label][reading->read]++;
        counts->wrong += reading->label != reading->read;
        counts->not_sure += !reading->sure;
        if (!reading->empty)
            count_in_bin(counts, reading);
    }
    for (int i = 0; i < CALIBRATION_BINS; i++)
        if (counts->bin[i].count > 0)
            counts->bin[i].confidence /= counts->bin[i].count;
}

uint32_t exam_labelled(const struct exam_counts *counts, int digit)
{
    uint32_t sum = 0;
    for (int i = 0; i < LENET_CLASSES; i++)
        sum += counts->confusion[digit][i];
    return sum;
}

uint32_t exam_read_as(const struct exam_counts *counts, int digit)
{
    uint32_t sum = 0;
    for (int i = 0; i < LENET_CLASSES; i++)
        sum += counts->confusion[i][digit];
    return sum;
}

double exam_precision(const struct exam_counts *counts, int digit)
{
    uint32_t read = exam_read_as(counts, digit);
    return read > 0 ? (double)counts->confusion[digit][digit] / read : -1;
}

double exam_recall(const struct exam_counts *counts, int digit)
{
    uint32_t labelled = exam_labelled(counts, digit);
    return labelled > 0 ? (double)counts->confusion[digit][digit] / labelled : -1;
}

double exam_calibration_error(const struct exam_counts *counts)
{
    double sum = 0;
    uint32_t count = 0;
    for (int i = 0; i < CALIBRATION_BINS; i++) {
        const struct exam_bin *bin = &counts->bin[i];
        sum += fabs(bin->confidence * bin->count - bin->right);
        count += bin->count;
    }
    return count > 0 ? sum / count : -1;
}
