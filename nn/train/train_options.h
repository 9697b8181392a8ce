// The options of a training run. Each is one row of one table: from it come the field, its default
// and its limits, how a checkpoint keeps it, and what a command line offers. A new option is a row
// here and the code that acts on it.
#ifndef NN_TRAIN_TRAIN_OPTIONS_H
#define NN_TRAIN_TRAIN_OPTIONS_H

#include "nn/base/status.h"
#include "nn/data/augment.h"

#include <float.h>
#include <stddef.h>
#include <stdint.h>

// kind       of the type: INT, FLOAT, U64 or CHOICE (of `choices`, from 0)
// default    what train_default_options gives it
// offered    the least that a command line offers
// least most both allowed
// word       its name on a command line
// kept       its name in a checkpoint, and whether every checkpoint has it; one that lacks it was
//            trained with 0
// value      what a help calls its value
// clang-format off
#define TRAIN_OPTIONS(ROW)                                                                                     \
    /*  type          kind    field     default       offered least         most               choices */      \
    ROW(int,          INT,    epochs,   300,          1,      1,            TRAIN_EPOCHS_MOST,  NULL,          \
        "epochs",   "epochs",     true, "N",    "how often every image is seen")                               \
    ROW(int,          INT,    batch,    32,           1,      1,            TRAIN_BATCH_MOST,   NULL,          \
        "batch",    "batch_size", true, "N",    "images per step")                                             \
    ROW(float,        FLOAT,  rate,     1,            1e-6,   FLT_TRUE_MIN, 1000,               NULL,          \
        "rate",     "rate",       true, "R",    "peak learning rate")                                          \
    ROW(float,        FLOAT,  momentum, 0.9f,         0,      0,            0.999,              NULL,          \
        "momentum", "momentum",   true, "M",    "Nesterov momentum")                                           \
    ROW(enum augment, CHOICE, augment,  AUGMENT_FULL, 0,      0,            AUGMENT_KINDS - 1,  augment_names, \
        "augment",  "augment",    true, "KIND", "how images are distorted")                                    \
    ROW(uint64_t,     U64,    seed,     1,            0,      0,            (double)UINT64_MAX, NULL,          \
        "seed",     "seed",       true, "N",    "decides every random number")
// clang-format on

enum { TRAIN_EPOCHS_MOST = 100000, TRAIN_BATCH_MOST = 4096 };

// Of the rate: the peak. It warms up linearly, then falls along a cosine to a tenth.
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
// An option's value as a command line takes it, in any locale.
void train_option_write(char text[TRAIN_OPTION_TEXT], const struct train_option *option,
                        const struct train_options *options);

#endif
