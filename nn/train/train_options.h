// The options of a training run. Each is one row of one table: from it come the field, its default
// and its limits, how a checkpoint keeps it, and what a command line offers. A new option is a row
// here and the code that acts on it.
#ifndef NN_TRAIN_TRAIN_OPTIONS_H
#define NN_TRAIN_TRAIN_OPTIONS_H

#include "nn/base/status.h"
#include "nn/data/augment.h"
#include "nn/ways/ways.h"

#include <float.h>
#include <stddef.h>
#include <stdint.h>

// kind       of the type: INT, FLOAT, U64 or CHOICE (of `choices`, from 0)
// default    what train_default_options gives it
// offered    the least that a command line offers
// least most both allowed
// word       its name on a command line
// kept       its name in a checkpoint
// before     what a checkpoint that lacks it was trained with; TRAIN_ALWAYS_KEPT: each has it
// value      what a help calls its value
// clang-format off
#define TRAIN_OPTIONS(ROW)                                                                                     \
    /*  type                 kind    field     default         offered least         most                       choices */              \
    ROW(int,                 INT,    epochs,   300,            1,      1,            TRAIN_EPOCHS_MOST,         NULL,                   \
        "epochs",   "epochs",     TRAIN_ALWAYS_KEPT, "N",    "how often every image is seen")                                            \
    ROW(int,                 INT,    batch,    32,             1,      1,            TRAIN_BATCH_MOST,          NULL,                   \
        "batch",    "batch_size", TRAIN_ALWAYS_KEPT, "N",    "images per step")                                                          \
    ROW(float,               FLOAT,  rate,     1,              1e-6,   FLT_TRUE_MIN, 1000,                      NULL,                   \
        "rate",     "rate",       TRAIN_ALWAYS_KEPT, "R",    "peak learning rate")                                                       \
    ROW(float,               FLOAT,  momentum, 0.9f,           0,      0,            0.999,                     NULL,                   \
        "momentum", "momentum",   TRAIN_ALWAYS_KEPT, "M",    "Nesterov momentum")                                                        \
    ROW(enum augment,        CHOICE, augment,  AUGMENT_FULL,   0,      0,            AUGMENT_KINDS - 1,         augment_names,          \
        "augment",  "augment",    TRAIN_ALWAYS_KEPT, "KIND", "how images are distorted")                                                 \
    ROW(uint64_t,            U64,    seed,     1,              0,      0,            (double)UINT64_MAX,        NULL,                   \
        "seed",     "seed",       TRAIN_ALWAYS_KEPT, "N",    "decides every random number")                                              \
    ROW(enum train_schedule, CHOICE, schedule, TRAIN_SCHEDULE_COSINE, 0, 0,          TRAIN_SCHEDULE_KINDS - 1,  train_schedule_names,   \
        "schedule", "schedule",   TRAIN_SCHEDULE_COSINE, "KIND", "how the rate changes during the run")                                  \
    ROW(float,               FLOAT,  decay,    2e-5f,          0,      0,            0.01,                      NULL,                   \
        "decay",    "decay",      2e-5, "D",                 "what each step takes off a weight, times the rate")                        \
    ROW(enum train_init,     CHOICE, init,     TRAIN_INIT_SCALED, 0,   0,            TRAIN_INIT_KINDS - 1,      train_init_names,       \
        "init",     "init",       TRAIN_INIT_SCALED, "KIND", "how the first weights are drawn")                                          \
    ROW(int,                 INT,    images,   0,              0,      0,            TRAIN_IMAGES_MOST,         NULL,                   \
        "images",   "images",     0, "N",                    "learn only the first N digits; 0 is all")                                  \
    ROW(enum train_labels,   CHOICE, labels,   TRAIN_LABELS_TRUE, 0,   0,            TRAIN_LABELS_KINDS - 1,    train_labels_names,     \
        "labels",   "labels",     TRAIN_LABELS_TRUE, "KIND", "whether each digit keeps its own label")                                   \
    ROW(enum train_average,  CHOICE, average,  TRAIN_AVERAGE_ON, 0,    0,            TRAIN_AVERAGE_KINDS - 1,   train_average_names,    \
        "average",  "average",    TRAIN_AVERAGE_ON, "KIND",  "whether a run yields the average of its latest weights")      \
    ROW(float,               FLOAT,  ways,     1,              0,      0,            WAYS_ALL,                  NULL,                   \
        "ways",     "ways",       0, "S",                    "how often drawings are written otherwise: 1 in rarer ways, 2 in the rarest, too") \
    ROW(int,                 INT,    nondigits, 0,             0,      0,            TRAIN_NONDIGITS_MOST,      NULL,                   \
        "nondigits", "nondigits", 0, "N",                    "drawings in each epoch that are learnt as no digit")
// clang-format on

enum {
    TRAIN_EPOCHS_MOST = 100000,
    TRAIN_BATCH_MOST = 4096,
    TRAIN_IMAGES_MOST = 1 << 24, // of a training set
    TRAIN_NONDIGITS_MOST = 1 << 17,
    TRAIN_ALWAYS_KEPT = -1, // in a checkpoint
};

// How the rate of a step hangs on the place in the run.
enum train_schedule {
    TRAIN_SCHEDULE_COSINE,   // warms up linearly, then falls along a cosine to a tenth
    TRAIN_SCHEDULE_CONSTANT, // the same from the first step to the last
    TRAIN_SCHEDULE_STEPS,    // falls in five steps to a fiftieth, as in 1998: at 2, 5, 8 and 12
                             // twentieths of the epochs to 0.4, 0.2, 0.1 and 0.02
    TRAIN_SCHEDULE_KINDS
};
extern const char *const train_schedule_names[TRAIN_SCHEDULE_KINDS];

enum train_init {
    TRAIN_INIT_SCALED,  // lenet_init
    TRAIN_INIT_DEFAULT, // lenet_init_default
    TRAIN_INIT_KINDS
};
extern const char *const train_init_names[TRAIN_INIT_KINDS];

enum train_labels {
    TRAIN_LABELS_TRUE,
    TRAIN_LABELS_SHUFFLED, // dealt out anew among the digits, by the seed, once for the whole run
    TRAIN_LABELS_KINDS
};
extern const char *const train_labels_names[TRAIN_LABELS_KINDS];

enum train_average {
    TRAIN_AVERAGE_ON,
    TRAIN_AVERAGE_OFF, // it yields the weights of the moment
    TRAIN_AVERAGE_KINDS
};
extern const char *const train_average_names[TRAIN_AVERAGE_KINDS];

// Of the rate: the peak. Of the decay: in steps of 1e-10, to the nearest. Of the images: of a
// training set's items the first, in its order; 0, or more than it has: all.
struct train_options {
#define TRAIN_OPTIONS_FIELD(type, kind, field, ...) type field;
    TRAIN_OPTIONS(TRAIN_OPTIONS_FIELD)
#undef TRAIN_OPTIONS_FIELD
};

enum train_option_kind {
    TRAIN_OPTION_INT,    // int
    TRAIN_OPTION_FLOAT,  // float
    TRAIN_OPTION_U64,    // uint64_t
    TRAIN_OPTION_CHOICE, // an enum of the size of an int
};

// A row of the table, to be read.
struct train_option {
    enum train_option_kind kind;
    size_t offset; // in struct train_options
    double least, most;
    const char *const *choices; // (0..most): their names
    const char *word;
    bool always_kept; // by a checkpoint of any age; the others are younger
};

#define TRAIN_OPTIONS_ONE(...) +1
enum { TRAIN_OPTION_COUNT = 0 TRAIN_OPTIONS(TRAIN_OPTIONS_ONE) };
#undef TRAIN_OPTIONS_ONE
extern const struct train_option train_option_table[TRAIN_OPTION_COUNT];

enum { TRAIN_OPTION_TEXT = 64 }; // bytes

struct train_options train_default_options(void);
// False, with the reason, if one is out of its limits.
bool train_options_check(const struct train_options *options, struct status *status);
// Whether both have the same value of one option.
bool train_option_same(const struct train_option *option, const struct train_options *a,
                       const struct train_options *b);
// Whether both have the same value of every option.
bool train_options_same(const struct train_options *a, const struct train_options *b);
// Whether it has its default.
bool train_option_is_usual(const struct train_option *option, const struct train_options *options);
// An option's value as a command line takes it, in any locale.
void train_option_write(char text[TRAIN_OPTION_TEXT], const struct train_option *option,
                        const struct train_options *options);

#endif
