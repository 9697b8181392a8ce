// What a person chose for a run: data, options, where it begins. The window's form fills it, a run
// is made from it, and its record keeps it.
#ifndef APP_TRAINING_SETUP_RUN_SETUP_H
#define APP_TRAINING_SETUP_RUN_SETUP_H

#include "app/base/paths.h"
#include "app/training/setup/setup_strokes.h"
#include "nn/train/train_options.h"

#include <stdbool.h>
#include <stddef.h>

// What a run can learn from; each that is used is mixed with the others.
enum run_part_kind {
    RUN_PART_MNIST,    // of the data folder
    RUN_PART_PRACTICE, // built-in digits
    RUN_PART_FOLDER,   // another data set
    RUN_PART_STROKES,  // a strokes file
    RUN_PART_OWN,      // the person's own digits
    RUN_PARTS
};

struct run_part {
    bool used;
    int share;            // per cent of its digits seen in an epoch; see run_part_traits
    char path[PATH_SIZE]; // FOLDER, STROKES; MNIST: the data folder, "" the default one
};

// Of images: 1..100 per cent of them, evenly spaced over the set. Of drawings, which are drawn
// anew each time: 100 is each once an epoch, 200 twice, 50 in every second epoch.
struct run_part_traits {
    const char *word;  // in files: "mnist"
    const char *title; // "MNIST"
    bool drawings;     // strokes; else images
    int share_least, share_most;
};
extern const struct run_part_traits run_parts[RUN_PARTS];

struct run_setup {
    struct run_part part[RUN_PARTS];
    bool from_weights;            // begins with the weights in use; else with random ones
    struct train_options options; // nn/train/train_options.h
    int hold_out;                 // training images that are not learnt but tested on; 0: none
    int threads;                  // 0: one per processor
};

// MNIST, and the recipe of the shipped weights.
void run_setup_default(struct run_setup *setup);

// Whether both want the same digits, and whether they want the same in everything.
bool run_setup_same_parts(const struct run_setup *a, const struct run_setup *b);
bool run_setup_same(const struct run_setup *a, const struct run_setup *b);

// What a set-up comes to with the data as it lies there now.
struct run_setup_size {
    size_t images;   // of an epoch, without those held out, and without drawings
    size_t drawings; // own digits and those of a strokes file of an epoch, rounded up
    size_t strokes;  // that the file has, each once; 0 where none is used, or it was not read
    size_t steps;    // of an epoch; 0 where it depends on a strokes file that was not read
};

// Says before a run's start what would contradict itself or is not there: no data, a share of 0,
// a folder without MNIST's files, more held out than there is, a batch of more than all images.
// `own`: the person's own digits; `strokes`: what is known of the strokes file, or NULL. `size` may
// be NULL; all 0 after a failure.
bool run_setup_check(const struct run_setup *setup, size_t own, const struct setup_strokes *strokes,
                     struct run_setup_size *size, struct status *status);
// MNIST is wanted, and is not where it is looked for, or is damaged there.
bool run_setup_lacks_mnist(const struct run_setup *setup, struct status *status);
// The data folder that MNIST is looked for in.
void run_setup_mnist_folder(char folder[PATH_SIZE], const struct run_setup *setup);
// What the test set is of: MNIST if it is used, else the folder, else practice digits.
enum run_part_kind run_setup_tested(const struct run_setup *setup);

#endif
