// A run that was steered must be as repeatable as one that was not: so what was changed is a list
// that travels with the run's state, and each step looks up what acts in it.
#include "nn/train/steering.h"

#include "nn/base/decimal.h"
#include "nn/base/words.h"
#include "nn/train/train_options.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

static bool is_before(const struct steering_change *change, int epoch, int batch)
{
    return change->epoch < epoch || (change->epoch == epoch && change->batch < batch);
}

static bool is_good(const struct steering_change *change)
{
    struct train_options options = train_default_options();
    options.rate = change->rate;
    options.augment = change->augment;
    return change->epoch >= 0 && change->epoch <= TRAIN_EPOCHS_MOST && change->batch >= 0 &&
           train_options_check(&options, NULL);
}

bool steering_add(struct steering *steering, const struct steering_change *change)
{
    int count = steering->count;
    while (count > 0 && !is_before(&steering->change[count - 1], change->epoch, change->batch))
        count--;
    if (count == STEERING_MOST || !is_good(change))
        return false;
    steering->change[count] = *change;
    memset(&steering->change[count + 1], 0,
           (size_t)(STEERING_MOST - 1 - count) * sizeof *steering->change);
    steering->count = count + 1;
    return true;
}

const struct steering_change *steering_at(const struct steering *steering, int epoch, int batch)
{
    const struct steering_change *found = NULL;
    for (int i = 0; i < steering->count; i++) {
        const struct steering_change *change = &steering->change[i];
        if (is_before(change, epoch, batch) || (change->epoch == epoch && change->batch == batch))
            found = change;
    }
    return found;
}

bool steering_check(const struct steering *steering, struct status *status)
{
    bool good = steering->count >= 0 && steering->count <= STEERING_MOST;
    for (int i = 0; good && i < steering->count; i++) {
        const struct steering_change *change = &steering->change[i];
        if (!is_good(change))
            return status_fail(status, STATUS_BAD_DATA,
                               "change %d of the run cannot be trained with: rate %g from batch %d "
                               "of epoch %d on",
                               i + 1, (double)change->rate, change->batch, change->epoch);
        good = i == 0 || is_before(change - 1, change->epoch, change->batch);
    }
    return good || status_fail(status, STATUS_BAD_DATA,
                               "the changes of the run are more than %d, or not in the order of "
                               "their steps",
                               STEERING_MOST);
}

// ---- As a text ----------------------------------------------------------------------------------

void steering_write(char text[STEERING_TEXT], const struct steering *steering)
{
    char rate[DECIMAL_SIZE];
    size_t length = 0;
    text[0] = '\0';
    for (int i = 0; i < steering->count; i++) {
        const struct steering_change *change = &steering->change[i];
        decimal_write(rate, change->rate);
        length += (size_t)snprintf(text + length, STEERING_TEXT - length, "%s%d:%d:%.20s:%s",
                                   i > 0 ? "," : "", change->epoch, change->batch, rate,
                                   augment_names[change->augment]);
    }
}

// Each takes its part from the front of the text; NULL if it is not there.
static const char *take_sign(const char *at, char sign)
{
    return at && *at == sign ? at + 1 : NULL;
}

static const char *take_whole(int *number, const char *at)
{
    if (!at || *at < '0' || *at > '9')
        return NULL;
    for (*number = 0; *at >= '0' && *at <= '9'; at++) {
        if (*number > (INT_MAX - 9) / 10)
            return NULL;
        *number = *number * 10 + (*at - '0');
    }
    return at;
}

static const char *take_rate(float *rate, const char *at)
{
    return at ? words_number(rate, at, at + strlen(at)) : NULL;
}

static const char *take_augment(enum augment *augment, const char *at)
{
    for (int kind = 0; at && kind < AUGMENT_KINDS; kind++) {
        size_t length = strlen(augment_names[kind]);
        if (strncmp(at, augment_names[kind], length) == 0) {
            *augment = (enum augment)kind;
            return at + length;
        }
    }
    return NULL;
}

static const char *take_change(struct steering_change *change, const char *at)
{
    at = take_sign(take_whole(&change->epoch, at), ':');
    at = take_sign(take_whole(&change->batch, at), ':');
    at = take_sign(take_rate(&change->rate, at), ':');
    return take_augment(&change->augment, at);
}

bool steering_read(struct steering *steering, const char *text)
{
    const char *at = text;
    *steering = (struct steering){0};
    while (at && *at != '\0') {
        if (steering->count == STEERING_MOST)
            return false;
        if (steering->count > 0)
            at = take_sign(at, ',');
        at = take_change(&steering->change[steering->count++], at);
    }
    return at && steering_check(steering, NULL);
}
