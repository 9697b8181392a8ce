// Two copies of a question (asked, worked on) and of an answer (worked out, to be taken) are there
// from the start, so that asking neither allocates nor waits for an answer.
#include "app/base/newest.h"

#include "app/language/tr.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct newest {
    struct newest_task task;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t asked;
    // Guarded by lock.
    bool closing, waits, answered;
    void *next, *answer;
    // The thread's.
    void *question, *working;
};

bool newest_wanted(void *context)
{
    struct newest *newest = context;
    pthread_mutex_lock(&newest->lock);
    bool wanted = !newest->closing && !newest->waits;
    pthread_mutex_unlock(&newest->lock);
    return wanted;
}

bool newest_goes_on(void *context)
{
    struct newest *newest = context;
    pthread_mutex_lock(&newest->lock);
    bool goes_on = !newest->closing;
    pthread_mutex_unlock(&newest->lock);
    return goes_on;
}

// Waits for a question; false: the end.
static bool take_question(struct newest *newest)
{
    pthread_mutex_lock(&newest->lock);
    while (!newest->waits && !newest->closing)
        pthread_cond_wait(&newest->asked, &newest->lock);
    bool more = !newest->closing;
    if (more)
        memcpy(newest->question, newest->next, newest->task.question_size);
    newest->waits = false;
    pthread_mutex_unlock(&newest->lock);
    return more;
}

static void *thread_main(void *context)
{
    struct newest *newest = context;
    const struct newest_task *task = &newest->task;
    while (take_question(newest)) {
        if (!task->work(task->work_context, newest, newest->working, newest->question))
            continue;
        pthread_mutex_lock(&newest->lock);
        memcpy(newest->answer, newest->working, task->answer_size);
        newest->answered = true;
        pthread_mutex_unlock(&newest->lock);
        task->wake(task->wake_context);
    }
    return NULL;
}

static void destroy(struct newest *newest)
{
    pthread_cond_destroy(&newest->asked);
    pthread_mutex_destroy(&newest->lock);
    free(newest->next);
    free(newest->question);
    free(newest->answer);
    free(newest->working);
    free(newest);
}

bool newest_open(struct newest **out, const struct newest_task *task, struct status *status)
{
    struct newest *newest = calloc(1, sizeof *newest);
    if (!newest)
        return status_fail(status, STATUS_NO_MEMORY,
                           tr("not enough memory for work beside the window"));
    newest->task = *task;
    pthread_mutex_init(&newest->lock, NULL);
    pthread_cond_init(&newest->asked, NULL);
    newest->next = calloc(1, task->question_size);
    newest->question = calloc(1, task->question_size);
    newest->answer = calloc(1, task->answer_size);
    newest->working = calloc(1, task->answer_size);
    if (newest->next && newest->question && newest->answer && newest->working &&
        pthread_create(&newest->thread, NULL, thread_main, newest) == 0) {
        *out = newest;
        return true;
    }
    destroy(newest);
    return status_fail(status, STATUS_NO_MEMORY,
                       tr("not enough memory, or too many threads, for work beside the window"));
}

void newest_close(struct newest *newest)
{
    if (!newest)
        return;
    pthread_mutex_lock(&newest->lock);
    newest->closing = true;
    pthread_cond_signal(&newest->asked);
    pthread_mutex_unlock(&newest->lock);
    pthread_join(newest->thread, NULL);
    destroy(newest);
}

void *newest_begin(struct newest *newest)
{
    pthread_mutex_lock(&newest->lock);
    return newest->next;
}

void newest_ask(struct newest *newest)
{
    newest->waits = true;
    pthread_cond_signal(&newest->asked);
    pthread_mutex_unlock(&newest->lock);
}

bool newest_take(struct newest *newest, void *answer)
{
    pthread_mutex_lock(&newest->lock);
    bool fresh = newest->answered;
    if (fresh)
        memcpy(answer, newest->answer, newest->task.answer_size);
    newest->answered = false;
    pthread_mutex_unlock(&newest->lock);
    return fresh;
}
