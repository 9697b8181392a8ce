// The record of a run: everything that decides it, so that it can be repeated to the same bytes,
// and what came of it. A file of JSON that people can read; see run_record.c for its words.
//
// Repeating a run needs the same program, the data where it was (its fingerprint tells whether it
// is still the same), and the weights that it began with, if those were no random ones: they stand
// beside the record.
#ifndef APP_TRAINING_RUNS_RUN_RECORD_H
#define APP_TRAINING_RUNS_RUN_RECORD_H

#include "app/base/sha256.h"
#include "app/training/setup/run_setup.h"
#include "nn/net/model.h"
#include "nn/train/train.h"

// Beside the record, in the folder of its run.
#define RUN_RECORD_FILE "record.json"
#define RUN_RECORD_START "start.safetensors" // the weights that it began with

enum { RUN_RECORD_NAME = 64 }; // bytes of a run's name, that of its folder

enum run_record_end {
    RUN_RECORD_GOES_ON,  // or it was left without a word: its program was killed
    RUN_RECORD_STOPPED,  // before its last epoch
    RUN_RECORD_FINISHED, // all epochs
    RUN_RECORD_DIVERGED, // its weights grew so large that nothing can be read with them
    RUN_RECORD_ENDS
};

struct run_record {
    char program[32];         // "lenetpad 0.1.0"
    char began[24];           // "2026-11-27 14:03", local time
    struct run_setup setup;   // with whole paths; `options` as the run began
    struct steering steering; // what was changed in mid-run
    struct run_origin {
        char run[RUN_RECORD_NAME]; // "": it is no branch
        int epoch, batch;          // finished ones there
    } branch;                      // the run that it went on from, as that was called then
    uint64_t data;                 // training_set_fingerprint; 0: not known, it never began
    char start[SHA256_TEXT];       // of RUN_RECORD_START; "": random weights of the seed
    int threads;                   // for information: no bit of the weights hangs on it
    char instructions[16];         // the set of kernels; those with fused multiply-add agree
    // What came of it:
    enum run_record_end end;
    int epoch, batch;          // finished
    uint64_t tested, wrong;    // images of the test set after the latest epoch; 0: not tested
    uint64_t held, held_wrong; // the same of those held out
    float train_error;         // 0..1, of the latest epoch; NAN: none is done
    char weights[SHA256_TEXT]; // of the file with the weights; "": there is none
};

// Of a run that begins now with this program: setup, began, program, instructions.
void run_record_begin(struct run_record *record, const struct run_setup *setup);
// Whatever is wrong with it is named; a record is taken as a whole or not at all.
bool run_record_parse(struct run_record *record, const char *text, size_t size, const char *name,
                      struct status *status);
bool run_record_load(struct run_record *record, const char *path, struct status *status);
// Written beside and renamed.
bool run_record_save(const struct run_record *record, const char *path, struct status *status);

// "MNIST", "MNIST, 50% of practice digits and my digits"
void run_record_describe_data(char *text, size_t size, const struct run_setup *setup);
// The same in the language of the window.
void run_record_say_data(char *text, size_t size, const struct run_setup *setup);
enum { RUN_RECORD_EPOCHS = 32 }; // bytes of "40 more epochs"

// "300 epochs"; "40 more epochs" of a run that went on from weights that had learnt before.
const char *run_record_say_epochs(char text[RUN_RECORD_EPOCHS], int epochs, bool more);

// What the file with the weights says of them. The same record, the same bytes.
void run_record_info(struct model_info *info, const struct run_record *record);

#endif
