// The test set stays loaded and the whole network's errors stay known, so that while one paints a
// kernel only the operated network is read again.
#include "app/explain/tester.h"

#include "app/base/newest.h"
#include "app/language/tr.h"
#include "app/training/data_source.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tester {
    struct newest *newest;
    // The thread's.
    struct threads *threads;
    struct dataset data;
    char loaded[PATH_SIZE]; // from where
    bool known;             // what follows, of `whole`
    struct lenet whole;
    size_t wrong;
    struct lenet_activations mean;
};

// Unless it is loaded already.
static bool load_as(struct tester *tester, const char *name, struct status *status)
{
    struct dataset data = {0};
    if (tester->data.count > 0 && strcmp(tester->loaded, name) == 0)
        return true;
    if (!data_source_load(&data, name, DATASET_TEST, status))
        return false;
    dataset_free(&tester->data);
    tester->data = data;
    tester->known = false;
    snprintf(tester->loaded, PATH_SIZE, "%s", name);
    return true;
}

// What is not there is looked for each time: it may have been downloaded since.
static bool load(struct tester *tester, const char *name, struct status *status)
{
    return (name[0] && load_as(tester, name, NULL)) ||
           load_as(tester, DATA_SOURCE_PRACTICE, status);
}

static bool count_whole(struct tester *tester, const struct lenet *whole, struct status *status)
{
    struct evaluation evaluation = {0};
    if (tester->known && memcmp(&tester->whole, whole, sizeof *whole) == 0)
        return true;
    tester->whole = *whole;
    tester->known =
        evaluation_run(&evaluation, whole, &tester->data, tester->threads, NULL, status) &&
        ablation_means(&tester->mean, whole, &tester->data, status);
    tester->wrong = evaluation.wrong;
    return tester->known;
}

static bool count(struct tester *tester, struct tester_answer *answer,
                  const struct tester_question *question, struct status *status)
{
    struct evaluation evaluation;
    if (!load(tester, question->data, status) || !count_whole(tester, &question->whole, status) ||
        !ablation_evaluate(&evaluation, &question->operated, &question->ablation, &tester->data,
                           tester->threads, status))
        return false;
    snprintf(answer->data, PATH_SIZE, "%s", tester->loaded);
    answer->tested = evaluation.count;
    answer->wrong_whole = tester->wrong;
    answer->wrong_operated = evaluation.wrong;
    answer->mean = tester->mean;
    return true;
}

// What was begun is brought to its end: else there would be no number at all while one paints.
static bool work(void *context, struct newest *newest, void *answer, const void *question)
{
    (void)newest;
    struct tester_answer *counted = answer;
    struct status failure = {0};
    *counted = (struct tester_answer){.number = ((const struct tester_question *)question)->number};
    if (!count(context, counted, question, &failure))
        counted->failure = failure;
    return true;
}

bool tester_open(struct tester **out, void (*wake)(void *context), void *context,
                 struct status *status)
{
    // The window's own thread draws meanwhile.
    int processors = threads_processors();
    struct tester *tester = calloc(1, sizeof *tester);
    if (!tester)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to read a test set"));
    struct newest_task task = {
        sizeof(struct tester_question), sizeof(struct tester_answer), work, tester, wake, context};
    if (threads_open(&tester->threads, processors > 1 ? processors - 1 : 1, status) &&
        newest_open(&tester->newest, &task, status)) {
        *out = tester;
        return true;
    }
    tester_close(tester);
    return false;
}

struct tester_question *tester_begin(struct tester *tester)
{
    return newest_begin(tester->newest);
}

void tester_ask(struct tester *tester)
{
    newest_ask(tester->newest);
}

bool tester_take(struct tester *tester, struct tester_answer *answer)
{
    return newest_take(tester->newest, answer);
}

void tester_close(struct tester *tester)
{
    if (!tester)
        return;
    newest_close(tester->newest);
    threads_close(tester->threads);
    dataset_free(&tester->data);
    free(tester);
}
