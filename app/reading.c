// See reading.h.
#include "app/reading.h"
#include <math.h>
#include <stdio.h>

// When the network's best guess counts as an answer.
static const float sure_probability = 0.5f;
static const float sure_margin = 0.2f;

// `normalized` is filled in already.
static void read_normalized(struct reading *reading, const struct lenet *lenet)
{
    reading->empty = reading->normalized.empty;
    input_from_digit(reading->activations.input, reading->normalized.digit);
    lenet_forward(&reading->activations, lenet);
    const float *probability = reading->activations.probability;
    reading->best = lenet_best(probability);
    reading->second = reading->best == 0 ? 1 : 0;
    for (int i = 0; i < LENET_CLASSES; i++) {
        if (i != reading->best && probability[i] > probability[reading->second])
            reading->second = i;
    }
    float best = probability[reading->best];
    reading->sure = !reading->empty && best >= sure_probability &&
                    best - probability[reading->second] >= sure_margin;
}

void reading_of_drawing(struct reading *reading, const struct lenet *lenet,
                        const struct drawing *drawing)
{
    normalize_drawing(&reading->normalized, drawing);
    read_normalized(reading, lenet);
}

void reading_of_ink(struct reading *reading, const struct lenet *lenet, const struct ink *ink)
{
    normalize_grey(&reading->normalized, ink->grey, ink->width, ink->height, (size_t)ink->width);
    read_normalized(reading, lenet);
}

void reading_of_pad(struct reading *reading, const struct lenet *lenet, struct pad *pad)
{
    const struct drawing *strokes = pad_strokes(pad);
    const struct ink *picture = pad_untouched_picture(pad);
    if (strokes)
        reading_of_drawing(reading, lenet, strokes);
    else
        reading_of_ink(reading, lenet, picture ? picture : &pad->sheet);
}

int reading_percent(float probability)
{
    return (int)lrintf(probability * 100);
}

void reading_describe(const struct reading *reading, char *text, size_t size)
{
    if (reading->empty)
        snprintf(text, size, "nothing drawn");
    else if (reading->sure)
        snprintf(text, size, "%d (%d%%)", reading->best,
                 reading_percent(reading->activations.probability[reading->best]));
    else
        snprintf(text, size, "not sure: %d or %d", reading->best, reading->second);
}
