// An option that does nothing without another (or with it) would be ignored silently; each command
// would have to ask by itself. A rule names its option, and what that needs or cannot go with:
//
//     "strokes"            the other option is given
//     "data|strokes"       one of these is given
//     "view=empty,taught"  the other option, a choice, has one of these values, given or not
#include "app/console/option_rules.h"

#include <stdio.h>
#include <string.h>

enum rule_kind { NEEDS, WITHOUT };

struct rule {
    const char *command, *option;
    enum rule_kind kind;
    const char *other;
};

static const struct rule rules[] = {
    {"train", "strokes-every", NEEDS, "strokes"},
    {"train", "strokes-repeat", NEEDS, "strokes"},
    {"train", "hold-out-writers", NEEDS, "strokes"},
    {"train", "from", WITHOUT, "resume"},
    {"calibrate", "hold-out", NEEDS, "data"},
    {"calibrate", "writers", NEEDS, "strokes"},
    {"calibrate", "coverage", NEEDS, "data|strokes"},
    {"calibrate", "temperature", WITHOUT, "data|strokes"},
    {"calibrate", "probability", WITHOUT, "data|strokes"},
    {"calibrate", "logit", WITHOUT, "data|strokes"},
    {"blend", "hold-out", NEEDS, "data"},
    {"explain", "part", NEEDS, "index"},
    {"explain", "method", NEEDS, "why"},
    {"explain", "flip", NEEDS, "why"},
    {"explain", "terms", WITHOUT, "json"}, // which has them all
    {"export", "name", NEEDS, "format=c-header,c-file,c-int8"},
    {"export", "drawing", NEEDS, "format=npy"},
    {"export", "index", NEEDS, "drawing"},
    {"export", "part", NEEDS, "index"},
    {"strokes", "pen", NEEDS, "through=sheet"},
    {"strokes", "seed", NEEDS, "shift"},
    {"strokes", "writers", WITHOUT, "non-digits"},
    {"strokes", "way", WITHOUT, "non-digits"},
    {"strokes", "kept-back", NEEDS, "non-digits"},
    // These views leave the pad empty, or put digits of their own on it.
    {"shot", "strokes", WITHOUT, "view=empty,taught,learning,learned,forgotten,forget-hand"},
    {"shot", "index", WITHOUT, "view=empty,taught,learning,learned,forgotten,forget-hand"},
};

// Whether `value` is among "empty,taught".
static bool is_among(const char *value, const char *list)
{
    size_t length = strlen(value);
    for (; *list; list += strcspn(list, ","), list += *list == ',')
        if (strcspn(list, ",") == length && strncmp(list, value, length) == 0)
            return true;
    return false;
}

// Whether the other side of a rule is there; `found` receives what of it, as it is typed.
static bool is_there(const struct command_line *line, const char *other, char *found, size_t size)
{
    for (; *other; other += strcspn(other, "|"), other += *other == '|') {
        const struct option *option = command_line_find(line, other, strcspn(other, "=|"));
        if (!option)
            continue;
        const char *values = strchr(other, '=');
        const int chosen = values ? *(const int *)option->target : -1; // which may be none
        const char *value = chosen >= 0 ? option->choices[chosen] : "";
        if (values ? is_among(value, values + 1) : option->given) {
            snprintf(found, size, "--%s%s%s", option->name, values ? " " : "", value);
            return true;
        }
    }
    return false;
}

// "data|strokes" as "--data or --strokes", "view=empty,taught" as "--view empty or taught".
static void describe(const char *other, char *text, size_t size)
{
    size_t used = (size_t)snprintf(text, size, "--");
    for (; *other && used < size; other++)
        if (*other == '|')
            used += (size_t)snprintf(text + used, size - used, " or --");
        else if (*other == ',')
            used += (size_t)snprintf(text + used, size - used, " or ");
        else
            used += (size_t)snprintf(text + used, size - used, "%c", *other == '=' ? ' ' : *other);
}

bool option_rules_kept(const struct command_line *line, char *mistake, size_t size)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        const struct rule *rule = &rules[i];
        char other[128];
        if (strcmp(rule->command, line->command) != 0 || !command_line_given(line, rule->option))
            continue;
        bool there = is_there(line, rule->other, other, sizeof other);
        if (there == (rule->kind == NEEDS))
            continue;
        if (there) {
            snprintf(mistake, size, "--%s does nothing with %s; leave one of them out",
                     rule->option, other);
        } else {
            describe(rule->other, other, sizeof other);
            snprintf(mistake, size,
                     "--%s does nothing without %s; give that as well, or leave "
                     "--%s out",
                     rule->option, other, rule->option);
        }
        return false;
    }
    return true;
}
