// How many digits of a test set are misread, counted in a thread beside the window: by the network
// as it is, and with what was operated on it.
#ifndef APP_EXPLAIN_TESTER_H
#define APP_EXPLAIN_TESTER_H

#include "app/base/paths.h"
#include "nn/explain/ablation.h"

struct tester_question {
    uint64_t number;      // the asker's; the answer has it, too
    char data[PATH_SIZE]; // see data_source.h; practice digits take its place if it is not there
    struct lenet whole, operated;
    struct ablation ablation; // of `operated`
};

struct tester_answer {
    uint64_t number;
    struct status failure; // STATUS_OK, or why nothing was counted
    char data[PATH_SIZE];  // what was read
    size_t tested, wrong_whole, wrong_operated;
    struct lenet_activations mean; // of every value of `whole`, over the test set
};

struct tester;

// `wake` is called by the thread whenever there is an answer.
bool tester_open(struct tester **tester, void (*wake)(void *context), void *context,
                 struct status *status);
// The question to fill in, and then to ask with tester_ask; it is answered instead of all that
// wait.
struct tester_question *tester_begin(struct tester *tester);
void tester_ask(struct tester *tester);
// The latest answer; false if there was none since the last call.
bool tester_take(struct tester *tester, struct tester_answer *answer);
// Waits for what is being loaded or counted: some tenths of a second. NULL is fine.
void tester_close(struct tester *tester);

#endif
