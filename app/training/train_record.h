// How a model came about, in words that do not depend on the machine, because the same run must
// give the same file. A checkpoint keeps them from the beginning of the run, so that a resumed run
// says the same as one that was never interrupted.
#ifndef APP_TRAINING_TRAIN_RECORD_H
#define APP_TRAINING_TRAIN_RECORD_H

#include "app/training/curves/run_curves.h"
#include "app/training/data_split.h"
#include "nn/net/model.h"
#include "nn/train/train.h"

struct train_record {
    char command[sizeof((struct model_info){0}.command)];
    char data[64]; // "MNIST and 7494 pen digits"
};

// For a run that begins now.
bool train_record_make(struct train_record *record, const struct data_split *set,
                       const struct data_split_request *request,
                       const struct train_options *options, bool from_model, struct status *status);
// Loads a checkpoint with its record and curves; an older one has no record, which is left as it is
// then, and empty curves.
bool train_record_load(struct train_record *record, struct train_state *state,
                       struct run_curves *curves, const char *path, struct status *status);
// Writes a checkpoint with its record and curves, as private as the file `like`, if that is there.
bool train_record_save(const struct train_record *record, const struct train_state *state,
                       const struct run_curves *curves, const char *path, const char *like,
                       struct status *status);

// Where no data is named for a run that goes on: practice digits, if it began on those; a folder is
// not kept, as it may lie elsewhere by now. Says so on standard error.
void train_record_take_data(const struct train_record *record, struct data_split_request *request);

// What a finished run says of its weights: "300 epochs of MNIST, test error 0.41%". `more`: see
// run_record_say_epochs; `tested`: the name of what was; `error`: the share that was misread.
void train_record_describe(char *text, size_t size, const char *data, int epochs, bool more,
                           const char *tested, double error);

#endif
