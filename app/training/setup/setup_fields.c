// The command line says of an option what it does; a form has the room to say what it is good for,
// and needs to know how far and in which steps its number is worth changing.
#include "app/training/setup/setup_fields.h"

#include "app/language/tr.h"

#include <string.h>

// clang-format off
static const struct setup_field fields[] = {
    {"epochs", TR("Epochs"), TR("times"), NULL,
     TR("How often every digit is seen. More take longer and read better, up to a point."),
     1, TRAIN_EPOCHS_MOST, SETUP_STEPS_ROUND, 1, NULL},
    {"batch", TR("Batch"), TR("digits"), NULL,
     TR("After so many digits the weights take one step. Small batches learn more from each digit."),
     1, TRAIN_BATCH_MOST, SETUP_STEPS_DOUBLE, 1, NULL},
    {"rate", TR("Learning rate"), "", NULL,
     TR("How far a step goes down the slope of the error, at its peak. Far too high, nothing is learnt."),
     1e-6, 1000, SETUP_STEPS_ROUND, 1e-6, NULL},
    {"schedule", TR("Schedule"), "", TR("Cosine|Constant|Steps"),
     TR("how the rate changes over the run. Cosine warms up, then falls to a tenth; steps fall as in 1998."),
     0, 0, SETUP_STEPS_EVEN, 1, NULL},
    {"momentum", TR("Momentum"), "", NULL,
     TR("How much of the step before goes into this one. 0 is none; 0.9 carries ten steps along."),
     0, 0.999, SETUP_STEPS_EVEN, 0.05, TR("none")},
    {"decay", TR("Weight decay"), "", NULL,
     TR("What each step takes off every weight, times the rate: weights that nothing needs fade away."),
     0, 0.01, SETUP_STEPS_ROUND, 1e-6, TR("none")},
    {"augment", TR("Distortion"), "", TR("None|Affine|Full"),
     TR("Every digit is bent anew each time. Affine turns, scales and shifts it; full bends strokes, too."),
     0, 0, SETUP_STEPS_EVEN, 1, NULL},
    {"ways", TR("Rarer ways"), "", NULL,
     TR("How often drawings are written with a stroke through the zero, a bar, a flag ...; up to 2, in the rarest, too."),
     0, WAYS_ALL, SETUP_STEPS_EVEN, 0.1, TR("none")},
    {"nondigits", TR("Non-digits"), "", NULL,
     TR("Letters, signs and scribbles that each epoch shows as no digit, so that they are not called sure."),
     0, TRAIN_NONDIGITS_MOST, SETUP_STEPS_ROUND, 100, TR("none")},
    {"images", TR("Only the first"), TR("digits"), NULL,
     TR("Learns no more digits than these; 0 is all. With few, they are learnt by heart."),
     0, 1000000, SETUP_STEPS_ROUND, 10, TR("all")},
    {"labels", TR("Labels"), "", TR("True|Shuffled"),
     TR("Shuffled labels are dealt out at random: there is nothing to understand, only to learn by heart."),
     0, 0, SETUP_STEPS_EVEN, 1, NULL},
    {"init", TR("First weights"), "", TR("Scaled|Default"),
     TR("Scaled ones fit the sigmoids of this network; the default of most frameworks leaves them flat."),
     0, 0, SETUP_STEPS_EVEN, 1, NULL},
    {"average", TR("Average"), "", TR("On|Off"),
     TR("On: the run yields the average of its latest weights, which is calmer than the last of them."),
     0, 0, SETUP_STEPS_EVEN, 1, NULL},
    {"seed", TR("Seed"), "", NULL,
     TR("Decides every random number: the same seed gives the same weights, bit for bit."),
     0, 999999999, SETUP_STEPS_EVEN, 1, NULL},
};
// clang-format on
enum { FIELDS = sizeof fields / sizeof *fields };

const struct setup_field *setup_field_of(const struct train_option *option)
{
    for (int i = 0; i < FIELDS; i++)
        if (strcmp(fields[i].word, option->word) == 0)
            return &fields[i];
    return NULL;
}

const struct train_option *setup_option_named(const char *word)
{
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++)
        if (strcmp(train_option_table[i].word, word) == 0)
            return &train_option_table[i];
    return NULL;
}

double setup_option_get(const struct train_option *option, const struct train_options *options)
{
    const void *place = (const char *)options + option->offset;
    switch (option->kind) {
    case TRAIN_OPTION_FLOAT:
        return (double)*(const float *)place;
    case TRAIN_OPTION_U64:
        return (double)*(const uint64_t *)place;
    case TRAIN_OPTION_INT:
    case TRAIN_OPTION_CHOICE:
        break;
    }
    return *(const int *)place;
}

void setup_option_set(const struct train_option *option, struct train_options *options,
                      double value)
{
    void *place = (char *)options + option->offset;
    switch (option->kind) {
    case TRAIN_OPTION_FLOAT:
        *(float *)place = (float)value;
        break;
    case TRAIN_OPTION_U64:
        *(uint64_t *)place = (uint64_t)value;
        break;
    case TRAIN_OPTION_INT:
    case TRAIN_OPTION_CHOICE:
        *(int *)place = (int)value;
        break;
    }
}
