// A few digits are enough, so the rest of a test set is not kept; and they stay the same for a
// whole run, so that what changes from one look to the next is the network.
#include "app/explain/checkup.h"

#include "app/base/newest.h"
#include "app/language/tr.h"
#include "app/training/data_source.h"
#include "nn/data/practice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct checkup {
    struct newest *newest;
    // The thread's.
    struct layer_stats_work work;
    uint8_t image[CHECKUP_DIGITS][DIGIT_SIDE][DIGIT_SIDE], label[CHECKUP_DIGITS];
    int count;              // of digits that are there
    char loaded[PATH_SIZE]; // from where
};

// Digits from all over the set; fewer if it has no more.
static void keep_some(struct checkup *checkup, const struct dataset *data, const char *name)
{
    size_t count = data->count < CHECKUP_DIGITS ? data->count : CHECKUP_DIGITS;
    for (size_t i = 0; i < count; i++) {
        size_t from = i * (data->count / count);
        memcpy(checkup->image[i], data->image[from], sizeof checkup->image[i]);
        checkup->label[i] = data->label[from];
    }
    checkup->count = (int)count;
    snprintf(checkup->loaded, PATH_SIZE, "%s", name);
}

static bool load(struct checkup *checkup, const char *name, struct status *status)
{
    struct dataset data = {0};
    bool there = name[0] && !data_source_is_practice(name) &&
                 data_source_load(&data, name, DATASET_TEST, NULL) && data.count > 0;
    there = there || practice_make(&data, CHECKUP_DIGITS, 1, DATASET_TEST, status);
    if (there)
        keep_some(checkup, &data, name);
    dataset_free(&data);
    return there;
}

static bool work(void *context, struct newest *newest, void *answer, const void *question)
{
    struct checkup *checkup = context;
    struct checkup_answer *found = answer;
    const struct checkup_question *asked = question;
    const digit_row *digits[CHECKUP_DIGITS];
    struct status failure = {0};
    *found = (struct checkup_answer){.number = asked->number};
    if ((checkup->count == 0 || strcmp(checkup->loaded, asked->data) != 0) &&
        !load(checkup, asked->data, &failure)) {
        found->failure = failure;
        return true;
    }
    for (int i = 0; i < checkup->count; i++)
        digits[i] = (const digit_row *)checkup->image[i];
    return layer_stats_of(&found->stats, &checkup->work, &asked->weights, digits, checkup->label,
                          checkup->count, newest_goes_on, newest);
}

bool checkup_open(struct checkup **out, void (*wake)(void *context), void *context,
                  struct status *status)
{
    struct checkup *checkup = calloc(1, sizeof *checkup);
    if (!checkup)
        return status_fail(status, STATUS_NO_MEMORY,
                           tr("not enough memory to look into the layers"));
    struct newest_task task = {sizeof(struct checkup_question),
                               sizeof(struct checkup_answer),
                               work,
                               checkup,
                               wake,
                               context};
    if (newest_open(&checkup->newest, &task, status)) {
        *out = checkup;
        return true;
    }
    checkup_close(checkup);
    return false;
}

struct checkup_question *checkup_begin(struct checkup *checkup)
{
    return newest_begin(checkup->newest);
}

void checkup_ask(struct checkup *checkup)
{
    newest_ask(checkup->newest);
}

bool checkup_take(struct checkup *checkup, struct checkup_answer *answer)
{
    return newest_take(checkup->newest, answer);
}

void checkup_close(struct checkup *checkup)
{
    if (!checkup)
        return;
    newest_close(checkup->newest);
    free(checkup);
}
