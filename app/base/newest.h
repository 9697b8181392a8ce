// A thread beside the window for questions of which only the newest is worth an answer: asking
// replaces what waits, and tells what is being worked out that it is not wanted any more.
#ifndef APP_BASE_NEWEST_H
#define APP_BASE_NEWEST_H

#include "nn/base/status.h"
#include <stddef.h>

struct newest;

// Fills `answer` in the thread; false: there is none. May take as long as newest_wanted says so.
typedef bool newest_work(void *context, struct newest *newest, void *answer, const void *question);

// Questions and answers are plain memory of these sizes. `wake` is called by the thread whenever
// there is an answer, with `context` of the window; `work` with `work_context`.
struct newest_task {
    size_t question_size, answer_size;
    newest_work *work;
    void *work_context;
    void (*wake)(void *context);
    void *wake_context;
};

bool newest_open(struct newest **out, const struct newest_task *task, struct status *status);
// Gives up what is being worked out. NULL is fine.
void newest_close(struct newest *newest);

// The question to fill in, and then to ask, with newest_ask, at once: others wait in between.
void *newest_begin(struct newest *newest);
void newest_ask(struct newest *newest);
// The latest answer; false if there was none since the last call.
bool newest_take(struct newest *newest, void *answer);

// For `work`: whether the question that it works on is still the newest.
bool newest_wanted(void *newest);

#endif
