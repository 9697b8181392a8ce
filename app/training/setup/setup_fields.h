// What a form says of each option of training, and its value as a number: one row for each row of
// train_option_table, found by its word.
#ifndef APP_TRAINING_SETUP_SETUP_FIELDS_H
#define APP_TRAINING_SETUP_SETUP_FIELDS_H

#include "nn/train/train_options.h"

// How a number changes by steps.
enum setup_steps {
    SETUP_STEPS_EVEN,
    SETUP_STEPS_ROUND,  // 1, 2, 5, 10, 20, ...
    SETUP_STEPS_DOUBLE, // 1, 2, 4, 8, ...
};

struct setup_field {
    const char *word;    // of the option
    const char *label;   // "Learning rate"
    const char *unit;    // behind the number; "" if it has none, or is a choice
    const char *choices; // "Cosine|Constant|Steps", or NULL for a number
    const char *help;    // a sentence
    double least, most;  // of a number, as offered; both are allowed ones
    enum setup_steps steps;
    double step;      // of even ones; of the others the first above 0
    const char *zero; // what 0 means, where that has to be said: "all"; or NULL
};

// NULL for an option that no form knows.
const struct setup_field *setup_field_of(const struct train_option *option);
// The option of this word; NULL if there is none.
const struct train_option *setup_option_named(const char *word);

// A choice's number, or the number itself: exact up to 2^53.
double setup_option_get(const struct train_option *option, const struct train_options *options);
// `value` is within the option's limits, and whole unless it is a float.
void setup_option_set(const struct train_option *option, struct train_options *options,
                      double value);

#endif
