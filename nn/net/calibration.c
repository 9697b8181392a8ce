// The temperature is that of Guo et al. 2017. Nothing here reaches a training step, so that libm
// may be used.
#include "nn/net/calibration.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct calibration calibration_unknown = {1, 0.8f, -CALIBRATION_LOGIT_MOST};

void calibration_softmax(float probability[LENET_CLASSES], const float logits[LENET_CLASSES],
                         float temperature)
{
    float most = logits[lenet_best(logits)], sum = 0;
    for (int i = 0; i < LENET_CLASSES; i++) {
        probability[i] = expf((logits[i] - most) / temperature);
        sum += probability[i];
    }
    for (int i = 0; i < LENET_CLASSES; i++)
        probability[i] = isfinite(sum) ? probability[i] / sum : 1.0f / LENET_CLASSES;
}

static double loss_of(const float logits[LENET_CLASSES], int label, double temperature)
{
    double most = (double)logits[lenet_best(logits)], sum = 0;
    for (int i = 0; i < LENET_CLASSES; i++)
        sum += exp(((double)logits[i] - most) / temperature);
    double loss = log(sum) - ((double)logits[label] - most) / temperature;
    return isfinite(loss) ? loss : log(LENET_CLASSES);
}

double calibration_loss(const struct calibration_set *set, float temperature)
{
    double sum = 0;
    for (size_t i = 0; i < set->count; i++)
        sum += loss_of(set->logits[i], set->label[i], (double)temperature);
    return sum / (double)set->count;
}

double calibration_error(const struct calibration_set *set, float temperature)
{
    double excess[CALIBRATION_BINS] = {0}, sum = 0; // of probability over right ones, by bin
    for (size_t i = 0; i < set->count; i++) {
        float probability[LENET_CLASSES];
        calibration_softmax(probability, set->logits[i], temperature);
        int best = lenet_best(probability);
        int bin = (int)(probability[best] * CALIBRATION_BINS);
        bin = bin < CALIBRATION_BINS ? bin : CALIBRATION_BINS - 1;
        excess[bin] += (double)probability[best] - (best == set->label[i]);
    }
    for (int bin = 0; bin < CALIBRATION_BINS; bin++)
        sum += fabs(excess[bin]);
    return sum / (double)set->count;
}

float calibration_fit_temperature(const struct calibration_set *set)
{
    // The loss is convex in 1/temperature, so that thirds of an interval of its logarithm can be
    // left out by comparing two places.
    enum { THIRDS = 28 }; // leave less than 1e-4
    double low = log(1.0 / 20), high = log(20.0);
    for (int i = 0; i < THIRDS; i++) {
        double a = low + (high - low) / 3, b = high - (high - low) / 3;
        if (calibration_loss(set, (float)exp(a)) < calibration_loss(set, (float)exp(b)))
            high = b;
        else
            low = a;
    }
    return (float)exp((low + high) / 2);
}

bool calibration_sure(const struct calibration *calibration, const struct evidence *evidence)
{
    return evidence->possible && evidence->probability >= calibration->probability &&
           evidence->logit >= calibration->logit;
}

static int compare_floats(const void *a, const void *b)
{
    const float *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static size_t count_sure(const struct calibration *calibration, const struct evidence *evidence,
                         size_t count)
{
    size_t sure = 0;
    for (size_t i = 0; i < count; i++)
        sure += calibration_sure(calibration, &evidence[i]);
    return sure;
}

bool calibration_fit_thresholds(struct calibration *calibration, const struct evidence *evidence,
                                size_t count, double coverage)
{
    float *values = malloc((2 * count + 1) * sizeof *values);
    if (!values)
        return false;
    float *probability = values, *logit = values + count;
    for (size_t i = 0; i < count; i++) {
        probability[i] = evidence[i].probability;
        logit[i] = evidence[i].logit;
    }
    qsort(probability, count, sizeof *probability, compare_floats);
    qsort(logit, count, sizeof *logit, compare_floats);
    size_t enough = 0, too_many = count; // readings below a threshold
    while (too_many - enough > 1) {
        size_t middle = (enough + too_many) / 2;
        calibration->probability = probability[middle];
        calibration->logit = logit[middle];
        if ((double)count_sure(calibration, evidence, count) >= coverage * (double)count)
            enough = middle;
        else
            too_many = middle;
    }
    calibration->probability = count > 0 ? probability[enough] : 0;
    calibration->logit = count > 0 ? logit[enough] : 0;
    free(values);
    return true;
}
