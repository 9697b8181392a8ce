// What `lenetpad train` learns from and is tested on: a data set, strokes files, and what is held
// out of both so that choices are not made by the test set.
#ifndef APP_TRAINING_SET_H
#define APP_TRAINING_SET_H

#include "app/console/options.h"
#include "nn/data/training_set.h"
#include <stdio.h>

struct training_set_request {
    const char *data;             // as for command_load_data
    struct option_list strokes;   // files
    int strokes_every;            // each of their digits is seen in every such epoch
    int strokes_repeat;           // how often it is seen in it
    const char *hold_out_writers; // "1,7,12": their digits are left out; NULL: nobody's
    int hold_out;                 // the last images of the training set become the test set
};

struct training_set {
    struct dataset loaded, loaded_test;    // owned
    struct dataset train, test;            // parts of them; not to be freed
    struct handwriting drawings;           // owned
    struct training_data data;             // the training images and drawings
    size_t unlabelled, unusable, held_out; // digits of the strokes files that are left out
};

// Loads everything. A strokes file from which nothing can be learnt, and a held-out writer of whom
// there is no digit, are refused. Zero the set before; training_set_free it afterwards, always.
bool training_set_load(struct training_set *set, const struct training_set_request *request,
                       struct status *status);
void training_set_free(struct training_set *set);

// Prints the options that make the same set again, each with a space before it, for a shell; with
// `portable`, in words that do not depend on where files lie.
void training_set_print_options(FILE *to, const struct training_set_request *request,
                                bool portable);
// "MNIST and 7494 pen digits"
void training_set_describe(char *text, size_t size, const struct training_set *set,
                           const struct training_set_request *request);

#endif
