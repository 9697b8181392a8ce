// A thread beside the window for questions of which only the newest is worth an answer: asking
// replaces what waits. What is being worked out meanwhile may end early, or be finished, so that
// there are answers even while questions come faster than they can be answered.
#ifndef APP_BASE_NEWEST_H
#define APP_BASE_NEWEST_H

#include "nn/base/status.h"
#include <stddef.h>

struct newest;

// Fills `answer` in the thread; false: there is none. Ends soon after newest_goes_on says so.
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

// For `work`: whether the question that it works on is still the newest, and whether any answer is
// still waited for.
bool newest_wanted(void *newest);
bool newest_goes_on(void *newest);

#endif
