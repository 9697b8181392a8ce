// A stroke asks a new question with every point, of which only the newest is worth an answer. What
// it is about is copied, 300 kB, because the window goes on changing it.
#include "app/explain/explainer.h"
#include "app/base/newest.h"
#include "app/language/tr.h"
#include "nn/explain/gradient.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    STEPS = 32, // of the integral
    REACH = 1,  // of what is blanked around a pixel
};

const char *const explainer_method_names[EXPLAINER_METHODS] = {"gradient", "integrated",
                                                               "occlusion"};

// The copy of a question and of its subject.
struct task {
    struct explainer_question question;
    struct lenet lenet;
    float input[LENET_SIDE][LENET_SIDE];
    bool operated;
    struct ablation ablation; // if so
};

struct explainer {
    struct newest *newest;
};

// ---- Questions ----------------------------------------------------------------------------------

bool explainer_question_parse(struct explainer_question *question, const char *text,
                              struct status *status)
{
    char first[2] = "", second[2] = "", end;
    int read = sscanf(text, "%1[0-9],%1[0-9]%c", first, second, &end);
    if (read < 1 || read > 2 || strlen(text) != (read == 2 ? 3 : 1) || first[0] == second[0])
        return status_fail(status, STATUS_USAGE,
                           tr("'%s' is no question; one is written as a digit, or as two: 6,0"),
                           text);
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

// `newest`, whose question it is, or NULL. False: nobody waits for an answer any more.
static bool fill_map(struct explainer_answer *answer, const struct explainer_subject *subject,
                     const struct lenet_activations *activations, const float *combination,
                     struct newest *newest)
{
    struct lenet_activations gradient;
    switch (answer->question.method) {
    case EXPLAINER_INTEGRATED:
        gradient_integrated(answer->map, subject->lenet, subject->ablation, subject->input,
                            combination, STEPS);
        return true;
    case EXPLAINER_OCCLUSION:
        return change_occlusion(answer->map, subject->lenet, subject->ablation, subject->input,
                                combination, REACH, newest ? newest_goes_on : NULL, newest);
    case EXPLAINER_GRADIENT:
    case EXPLAINER_METHODS:
        break;
    }
    gradient_of_logits(&gradient, subject->lenet, subject->ablation, activations, combination);
    memcpy(answer->map, gradient.input, sizeof answer->map);
    return true;
}

static bool work_out(struct explainer_answer *answer, const struct explainer_question *question,
                     const struct explainer_subject *subject, struct newest *newest)
{
    struct lenet_activations activations;
    float combination[LENET_CLASSES];
    *answer = (struct explainer_answer){.question = *question};
    memcpy(activations.input, subject->input, sizeof activations.input);
    ablation_forward(&activations, subject->lenet, subject->ablation);
    combine(combination, question);
    answer->logit = (double)activations.logits[question->digit];
    if (question->instead >= 0)
        answer->logit -= (double)activations.logits[question->instead];
    if (!fill_map(answer, subject, &activations, combination, newest))
        return false;
    answer->largest = largest_of(answer->map);
    // A digit that is not what is read: what would it take to be it?
    bool read = lenet_best(activations.logits) == question->digit;
    if (question->flip &&
        !change_find_flip(&answer->flip, subject->lenet, subject->ablation, subject->input,
                          read ? question->instead : question->digit, newest ? newest_wanted : NULL,
                          newest))
        answer->flip = (struct change_flip){0};
    return !newest || newest_goes_on(newest);
}

void explainer_answer(struct explainer_answer *answer, const struct explainer_question *question,
                      const struct explainer_subject *subject)
{
    work_out(answer, question, subject, NULL);
}

// ---- Beside the window --------------------------------------------------------------------------

static bool work(void *context, struct newest *newest, void *answer, const void *question)
{
    (void)context;
    const struct task *task = question;
    const struct explainer_subject subject = {&task->lenet, task->operated ? &task->ablation : NULL,
                                              task->input};
    return work_out(answer, &task->question, &subject, newest);
}

bool explainer_open(struct explainer **out, void (*wake)(void *context), void *context,
                    struct status *status)
{
    struct newest_task task = {
        sizeof(struct task), sizeof(struct explainer_answer), work, NULL, wake, context};
    struct explainer *explainer = calloc(1, sizeof *explainer);
    if (!explainer)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to explain a reading"));
    if (!newest_open(&explainer->newest, &task, status)) {
        free(explainer);
        return false;
    }
    *out = explainer;
    return true;
}

void explainer_ask(struct explainer *explainer, const struct explainer_question *question,
                   const struct explainer_subject *subject)
{
    struct task *task = newest_begin(explainer->newest);
    task->question = *question;
    task->lenet = *subject->lenet;
    memcpy(task->input, subject->input, sizeof task->input);
    task->operated = !ablation_is_none(subject->ablation);
    if (task->operated)
        task->ablation = *subject->ablation;
    newest_ask(explainer->newest);
}

bool explainer_take(struct explainer *explainer, struct explainer_answer *answer)
{
    return newest_take(explainer->newest, answer);
}

void explainer_close(struct explainer *explainer)
{
    if (!explainer)
        return;
    newest_close(explainer->newest);
    free(explainer);
}
