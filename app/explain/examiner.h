// A whole test set, read in a thread beside the window by the weights in use, with all that was
// read kept: for the confusion matrix, and to look at single digits.
#ifndef APP_EXPLAIN_EXAMINER_H
#define APP_EXPLAIN_EXAMINER_H

#include "app/base/paths.h"
#include "app/measure/exam_list.h"
#include "nn/explain/ablation.h"

enum {
    EXAMINER_DIGITS_MOST = 100000, // of a test set; about 93 MB. Those behind them are not read
    EXAMINER_WORDS = 200,
};

struct examiner_question {
    uint64_t number;            // the asker's; the answer has it, too
    char words[EXAMINER_WORDS]; // whose weights these are; the answer has them, too
    char data[PATH_SIZE]; // see data_source.h; practice digits take its place if it is not there
    struct lenet lenet;
    struct calibration calibration;
    struct ablation ablation; // of them
    // A run goes on: the test set is read once a second at most, and a quarter of the time.
    bool trains;
};

// Digits that were read. Valid until the next one is taken.
struct exam {
    uint64_t number;
    char words[EXAMINER_WORDS];
    const struct dataset *data; // at least `counts.count` of them
    const char *from;           // the name of the data
    struct status missed; // why practice digits took the place of what was asked for; STATUS_OK
                          // where they did not
    size_t left_out;      // digits of it that were not read
    struct exam_counts counts;
    const struct exam_reading *reading; // (digit)
    const struct exam_rank *rank;       // (digit)
    uint32_t *list;                     // room for as many, whoever shows it may fill it
};

struct examiner;

// `wake` is called by the thread whenever there is an answer.
bool examiner_open(struct examiner **examiner, void (*wake)(void *context), void *context,
                   struct status *status);
// The question to fill in, and then to ask with examiner_ask; it is answered instead of all that
// wait.
struct examiner_question *examiner_begin(struct examiner *examiner);
void examiner_ask(struct examiner *examiner);
// The latest answer, if there was one since the last call: the digits or, where they could not be
// read, NULL and why in `failure`. False if there was none; the one taken before stays then.
bool examiner_take(struct examiner *examiner, const struct exam **exam, struct status *failure);
// Gives up what is being read; loading is waited for. NULL is fine.
void examiner_close(struct examiner *examiner);

#endif
