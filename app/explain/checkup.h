// How the layers of a network in training are (nn/explain/layer_stats.h), worked out in a thread
// beside the window, with some digits of the data that the run is tested on.
#ifndef APP_EXPLAIN_CHECKUP_H
#define APP_EXPLAIN_CHECKUP_H

#include "app/base/paths.h"
#include "nn/explain/layer_stats.h"

enum { CHECKUP_DIGITS = 32 };

struct checkup_question {
    uint64_t number;      // the asker's; the answer has it, too
    char data[PATH_SIZE]; // see data_source.h; practice digits take its place if it is not there
    struct lenet weights;
};

struct checkup_answer {
    uint64_t number;
    struct status
        failure; // STATUS_OK, or why nothing could be looked into, and `stats` is not there
    struct layer_stats stats;
};

struct checkup;

// `wake` is called by the thread whenever there is an answer.
bool checkup_open(struct checkup **checkup, void (*wake)(void *context), void *context,
                  struct status *status);
// The question to fill in, and then to ask with checkup_ask, at once; it is answered instead of all
// that wait.
struct checkup_question *checkup_begin(struct checkup *checkup);
void checkup_ask(struct checkup *checkup);
// The latest answer; false if there was none since the last call.
bool checkup_take(struct checkup *checkup, struct checkup_answer *answer);
// Waits for a digit. NULL is fine.
void checkup_close(struct checkup *checkup);

#endif
