// What lenetpad train says to a person when a run has ended, and how to go on from there.
#ifndef APP_COMMANDS_TRAIN_ENDING_H
#define APP_COMMANDS_TRAIN_ENDING_H

#include "app/training/curves/run_curves.h"
#include "app/training/data_split.h"

// Borrowed words of the command line.
struct train_ending {
    const struct data_split_request *set;
    const char *out, *log, *repeated; // of --out, --log and --record; the latter two may be NULL
    bool stream;                      // the model went where no file is
};

// At a terminal, the curves in small and, if it has finished, what can be done with the model.
// Results that go to a file or a program have neither.
void train_ending_show(const struct train_ending *ending, const struct run_curves *curves,
                       bool finished);
// The words that go on with a run that was left, on standard error, ready for a shell.
void train_ending_continue(const struct train_ending *ending);

#endif
