// Whoever keeps, checks, prints or compares the options of a run goes through their table, so that
// none of them needs to know what options there are.
#include "nn/train/train_options.h"

#include "nn/base/decimal.h"

#include <float.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char *const train_schedule_names[TRAIN_SCHEDULE_KINDS] = {"cosine", "constant", "steps"};
const char *const train_init_names[TRAIN_INIT_KINDS] = {"scaled", "default"};
const char *const train_labels_names[TRAIN_LABELS_KINDS] = {"true", "shuffled"};
const char *const train_average_names[TRAIN_AVERAGE_KINDS] = {"on", "off"};

#define OPTION(type, kind, field, initial, offered, least, most, choices, word, kept, before,      \
               value, help)                                                                        \
    {TRAIN_OPTION_##kind, offsetof(struct train_options, field), least, most, choices, word,       \
     (double)(before) < 0},
const struct train_option train_option_table[TRAIN_OPTION_COUNT] = {TRAIN_OPTIONS(OPTION)};
#undef OPTION

static const void *value_of(const struct train_option *option, const struct train_options *options)
{
    return (const char *)options + option->offset;
}

struct train_options train_default_options(void)
{
#define INITIAL(type, kind, field, initial, ...) .field = initial,
    return (struct train_options){TRAIN_OPTIONS(INITIAL)};
#undef INITIAL
}

// As a float where it is one: the limits are decimals that no float may be.
static bool is_within(const struct train_option *option, const void *value)
{
    if (option->kind == TRAIN_OPTION_U64)
        return true;
    if (option->kind == TRAIN_OPTION_FLOAT) {
        float number = *(const float *)value;
        return number >= (float)option->least && number <= (float)option->most;
    }
    int whole = *(const int *)value;
    return whole >= option->least && whole <= option->most;
}

// The least float above 0 is nobody's limit.
static bool fail_limits(const struct train_option *option, struct status *status)
{
    if (option->kind == TRAIN_OPTION_FLOAT && option->least > 0 && option->least < FLT_MIN)
        return status_fail(status, STATUS_USAGE, "%s: must be above 0, up to %g", option->word,
                           option->most);
    return status_fail(status, STATUS_USAGE, "%s: must be %g to %g", option->word, option->least,
                       option->most);
}

bool train_options_check(const struct train_options *options, struct status *status)
{
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++) {
        const struct train_option *option = &train_option_table[i];
        if (!is_within(option, value_of(option, options)))
            return fail_limits(option, status);
    }
    return true;
}

bool train_option_same(const struct train_option *option, const struct train_options *a,
                       const struct train_options *b)
{
    const void *one = value_of(option, a), *other = value_of(option, b);
    if (option->kind == TRAIN_OPTION_FLOAT)
        return *(const float *)one == *(const float *)other;
    return memcmp(one, other, option->kind == TRAIN_OPTION_U64 ? sizeof(uint64_t) : sizeof(int)) ==
           0;
}

bool train_options_same(const struct train_options *a, const struct train_options *b)
{
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++)
        if (!train_option_same(&train_option_table[i], a, b))
            return false;
    return true;
}

bool train_option_is_usual(const struct train_option *option, const struct train_options *options)
{
    struct train_options usual = train_default_options();
    return train_option_same(option, options, &usual);
}

void train_option_write(char text[TRAIN_OPTION_TEXT], const struct train_option *option,
                        const struct train_options *options)
{
    const void *value = value_of(option, options);
    switch (option->kind) {
    case TRAIN_OPTION_INT:
        snprintf(text, TRAIN_OPTION_TEXT, "%d", *(const int *)value);
        break;
    case TRAIN_OPTION_FLOAT:
        decimal_write(text, *(const float *)value);
        break;
    case TRAIN_OPTION_U64:
        snprintf(text, TRAIN_OPTION_TEXT, "%" PRIu64, *(const uint64_t *)value);
        break;
    case TRAIN_OPTION_CHOICE:
        snprintf(text, TRAIN_OPTION_TEXT, "%s", option->choices[*(const int *)value]);
        break;
    }
}
