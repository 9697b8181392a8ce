// A stroke asks a new question with every point, and only the newest is worth an answer: asking
// replaces what waits, and ends what is being worked out.
#include "app/explain/explainer.h"

#include "nn/explain/gradient.h"
#include "nn/net/forward.h"
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    STEPS = 32, // of the integral
    REACH = 1,  // of what is blanked around a pixel
};

const char *const explainer_method_names[EXPLAINER_METHODS] = {"gradient", "integrated",
                                                               "occlusion"};

struct task {
    struct explainer_question question;
    struct lenet lenet;
    float input[LENET_SIDE][LENET_SIDE];
};

struct explainer {
    void (*wake)(void *context);
    void *context;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t asked;
    // Guarded by lock.
    bool closing, waits, answered;
    struct task next;
    struct explainer_answer answer;
    // The thread's.
    struct task task;
    struct explainer_answer working;
};

// ---- Questions ----------------------------------------------------------------------------------

bool explainer_question_parse(struct explainer_question *question, const char *text,
                              struct status *status)
{
    char first[2] = "", second[2] = "", end;
    int read = sscanf(text, "%1[0-9],%1[0-9]%c", first, second, &end);
    if (read < 1 || read > 2 || strlen(text) != (read == 2 ? 3 : 1) || first[0] == second[0])
        return status_fail(status, STATUS_USAGE,
                           "'%s' is no question; one is written as a digit, or as two: 6,0", text);
    question->digit = first[0] - '0';
    question->instead = read == 2 ? second[0] - '0' : -1;
    return true;
}

// ---- One answer ---------------------------------------------------------------------------------

static void combine(float combination[LENET_CLASSES], const struct explainer_question *question)
{
    memset(combination, 0, LENET_CLASSES * sizeof *combination);
    combination[question->digit] = 1;
    if (question->instead >= 0)
        combination[question->instead] -= 1;
}

static float largest_of(const float map[LENET_SIDE][LENET_SIDE])
{
    float largest = 0;
    for (int i = 0; i < LENET_SIDE * LENET_SIDE; i++)
        largest = fmaxf(largest, fabsf(map[i / LENET_SIDE][i % LENET_SIDE]));
    return largest;
}

static bool fill_map(struct explainer_answer *answer, const struct lenet *lenet,
                     const struct lenet_activations *activations, const float *combination,
                     change_go_on *go_on, void *context)
{
    struct lenet_activations gradient;
    switch (answer->question.method) {
    case EXPLAINER_INTEGRATED:
        gradient_integrated(answer->map, lenet, activations->input, combination, STEPS);
        return true;
    case EXPLAINER_OCCLUSION:
        return change_occlusion(answer->map, lenet, activations->input, combination, REACH, go_on,
                                context);
    case EXPLAINER_GRADIENT:
    case EXPLAINER_METHODS:
        break;
    }
    gradient_of_logits(&gradient, lenet, activations, combination);
    memcpy(answer->map, gradient.input, sizeof answer->map);
    return true;
}

bool explainer_answer(struct explainer_answer *answer, const struct explainer_question *question,
                      const struct lenet *lenet, const float input[LENET_SIDE][LENET_SIDE],
                      change_go_on *go_on, void *context)
{
    struct lenet_activations activations;
    float combination[LENET_CLASSES];
    *answer = (struct explainer_answer){.question = *question};
    memcpy(activations.input, input, sizeof activations.input);
    lenet_forward(&activations, lenet);
    combine(combination, question);
    answer->logit = (double)activations.logits[question->digit];
    if (question->instead >= 0)
        answer->logit -= (double)activations.logits[question->instead];
    if (!fill_map(answer, lenet, &activations, combination, go_on, context))
        return false;
    answer->largest = largest_of(answer->map);
    // A digit that is not what is read: what would it take to be it?
    bool read = lenet_best(activations.logits) == question->digit;
    return !question->flip ||
           change_find_flip(&answer->flip, lenet, input, read ? question->instead : question->digit,
                            go_on, context);
}

// ---- The thread ---------------------------------------------------------------------------------

static bool still_wanted(void *context)
{
    struct explainer *explainer = context;
    pthread_mutex_lock(&explainer->lock);
    bool wanted = !explainer->closing && !explainer->waits;
    pthread_mutex_unlock(&explainer->lock);
    return wanted;
}

// Waits for a question; false: the end.
static bool take_task(struct explainer *explainer)
{
    pthread_mutex_lock(&explainer->lock);
    while (!explainer->waits && !explainer->closing)
        pthread_cond_wait(&explainer->asked, &explainer->lock);
    bool more = !explainer->closing;
    if (more)
        explainer->task = explainer->next;
    explainer->waits = false;
    pthread_mutex_unlock(&explainer->lock);
    return more;
}

static void *thread_main(void *context)
{
    struct explainer *explainer = context;
    while (take_task(explainer)) {
        const struct task *task = &explainer->task;
        if (!explainer_answer(&explainer->working, &task->question, &task->lenet, task->input,
                              still_wanted, explainer))
            continue;
        pthread_mutex_lock(&explainer->lock);
        explainer->answer = explainer->working;
        explainer->answered = true;
        pthread_mutex_unlock(&explainer->lock);
        explainer->wake(explainer->context);
    }
    return NULL;
}

// ---- The window's side --------------------------------------------------------------------------

static void destroy(struct explainer *explainer)
{
    pthread_cond_destroy(&explainer->asked);
    pthread_mutex_destroy(&explainer->lock);
    free(explainer);
}

bool explainer_open(struct explainer **out, void (*wake)(void *context), void *context,
                    struct status *status)
{
    struct explainer *explainer = calloc(1, sizeof *explainer);
    if (!explainer)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory to explain a reading");
    explainer->wake = wake;
    explainer->context = context;
    pthread_mutex_init(&explainer->lock, NULL);
    pthread_cond_init(&explainer->asked, NULL);
    if (pthread_create(&explainer->thread, NULL, thread_main, explainer) != 0) {
        destroy(explainer);
        return status_fail(status, STATUS_NO_MEMORY, "cannot start a thread to explain a reading");
    }
    *out = explainer;
    return true;
}

void explainer_ask(struct explainer *explainer, const struct explainer_question *question,
                   const struct lenet *lenet, const float input[LENET_SIDE][LENET_SIDE])
{
    pthread_mutex_lock(&explainer->lock);
    explainer->next.question = *question;
    explainer->next.lenet = *lenet;
    memcpy(explainer->next.input, input, sizeof explainer->next.input);
    explainer->waits = true;
    pthread_cond_signal(&explainer->asked);
    pthread_mutex_unlock(&explainer->lock);
}

bool explainer_take(struct explainer *explainer, struct explainer_answer *answer)
{
    pthread_mutex_lock(&explainer->lock);
    bool fresh = explainer->answered;
    if (fresh)
        *answer = explainer->answer;
    explainer->answered = false;
    pthread_mutex_unlock(&explainer->lock);
    return fresh;
}

void explainer_close(struct explainer *explainer)
{
    if (!explainer)
        return;
    pthread_mutex_lock(&explainer->lock);
    explainer->closing = true;
    pthread_cond_signal(&explainer->asked);
    pthread_mutex_unlock(&explainer->lock);
    pthread_join(explainer->thread, NULL);
    destroy(explainer);
}
