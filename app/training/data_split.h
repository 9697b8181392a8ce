// What a training run learns from and is tested on: a data set, strokes files, and what is held out
// of both so that choices are not made by the test set. Or what a set-up names: images and drawings
// of several kinds, each with its share.
#ifndef APP_TRAINING_DATA_SPLIT_H
#define APP_TRAINING_DATA_SPLIT_H

#include "app/console/options.h"
#include "app/training/setup/run_setup.h"
#include "nn/data/training_set.h"
#include <stdio.h>

struct data_split_request {
    const char *data;             // as for data_source_load
    struct option_list strokes;   // files
    int strokes_every;            // each of their digits is seen in every such epoch
    int strokes_repeat;           // how often it is seen in it
    const char *hold_out_writers; // "1,7,12": their digits are left out; NULL: nobody's
    int hold_out;                 // the last images of the training set become the test set
    bool quiet;                   // say nothing, and name no option of the command line
};

enum { DATA_SPLIT_IMAGES = 3 }; // kinds of images in a set-up

struct data_split {
    // Owned: what was loaded; and where several are joined, or a share of one is taken, what was
    // copied out of them, in place of them.
    struct dataset loaded[DATA_SPLIT_IMAGES], loaded_test, joined, joined_held;
    // Parts of them; not to be freed. `held` is tested beside `test`; a command line that holds
    // images out has them as `test`.
    struct dataset train, test, held;
    struct stroke_dataset drawings[TRAINING_SET_GIVEN]; // owned: of strokes files, the person's own
    struct training_set data;                           // the training images and drawings
    size_t unlabelled, unusable, held_out; // digits of the strokes files that are left out
};

// Loads everything. A strokes file from which nothing can be learnt, and a held-out writer of whom
// there is no digit, are refused. Zero the set before; data_split_free it afterwards, always.
bool data_split_load(struct data_split *set, const struct data_split_request *request,
                     struct status *status);
// The same for a set-up: of each kind of images its share is taken, and of those the last ones are
// held out, so many as is its part of all. The test set is that of run_setup_tested, whole.
bool data_split_load_setup(struct data_split *set, const struct run_setup *setup,
                           struct status *status);
void data_split_free(struct data_split *set);
// Of all drawings that are learnt from.
size_t data_split_drawings(const struct data_split *set);
// A share of drawings as a part of a training set: 100 is each once an epoch, 50 in every second,
// 150 three times in every second. What up to ten epochs cannot hold is rounded, by a tenth at
// most.
void data_split_share(struct training_part *part, int share);

// Prints the options that make the same set again, each with a space before it, for a shell; with
// `portable`, in words that do not depend on where files lie.
void data_split_print_options(FILE *to, const struct data_split_request *request, bool portable);
// "MNIST and 7494 pen digits"
void data_split_describe(char *text, size_t size, const struct data_split *set,
                         const struct data_split_request *request);

#endif
