// What a training run learns from and is tested on: a data set, strokes files, and what is held out
// of both so that choices are not made by the test set.
#ifndef APP_TRAINING_DATA_SPLIT_H
#define APP_TRAINING_DATA_SPLIT_H

#include "app/console/options.h"
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

struct data_split {
    struct dataset loaded, loaded_test;    // owned
    struct dataset train, test;            // parts of them; not to be freed
    struct stroke_dataset drawings;        // owned
    struct training_set data;              // the training images and drawings
    size_t unlabelled, unusable, held_out; // digits of the strokes files that are left out
};

// Loads everything. A strokes file from which nothing can be learnt, and a held-out writer of whom
// there is no digit, are refused. Zero the set before; data_split_free it afterwards, always.
bool data_split_load(struct data_split *set, const struct data_split_request *request,
                     struct status *status);
void data_split_free(struct data_split *set);

// Prints the options that make the same set again, each with a space before it, for a shell; with
// `portable`, in words that do not depend on where files lie.
void data_split_print_options(FILE *to, const struct data_split_request *request, bool portable);
// "MNIST and 7494 pen digits"
void data_split_describe(char *text, size_t size, const struct data_split *set,
                         const struct data_split_request *request);

#endif
