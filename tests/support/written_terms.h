// The numbers that the card of a cell writes, read off its text, and that they add up.
#ifndef TESTS_SUPPORT_WRITTEN_TERMS_H
#define TESTS_SUPPORT_WRITTEN_TERMS_H

#include "tests/support/app_support.h"

#include "app/window/views/cell/view_cell.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

// ---- What is written ----------------------------------------------------------------------------

enum { WRITTEN_LINES = 64 };
struct written {
    const struct rect *card; // what is drawn elsewhere does not count
    char label[WRITTEN_LINES][48];
    long long units[WRITTEN_LINES]; // ten-thousandths
    int count;
    char last[48];
};

// A label is drawn before its number.
static inline void written_watch(void *context, const struct text_drawn *drawn)
{
    struct written *written = context;
    char text[48], *end;
    if (!rect_contains(*written->card, drawn->rect.x, drawn->rect.y))
        return;
    snprintf(text, sizeof text, "%.*s", (int)drawn->bytes, drawn->string);
    double number = strtod(text, &end);
    if (*end == '\0' && strchr(text, '.') && written->last[0] && written->count < WRITTEN_LINES) {
        snprintf(written->label[written->count], 48, "%s", written->last);
        written->units[written->count++] = llround(number * 10000);
        written->last[0] = '\0';
    } else {
        snprintf(written->last, sizeof written->last, "%s", text);
    }
}

static inline bool written_begins(const char *label, const char *word)
{
    return strncmp(label, word, strlen(word)) == 0;
}

static inline long long written_number(const struct written *written, const char *label)
{
    for (int i = 0; i < written->count; i++)
        if (written_begins(written->label[i], label))
            return written->units[i];
    fail_msg("there is no line '%s'", label);
    return 0;
}

// The lines of a list: "3", "+7", "C5 17: ...", "109 more"; not "16 maps", "84 units", "25 terms".
static inline bool written_in_list(const char *label)
{
    bool total = strstr(label, "maps") || strstr(label, "units") || strstr(label, "terms");
    return !total && strchr("0123456789CF", label[0]) == NULL
               ? label[0] == '+' && isdigit((unsigned char)label[1])
               : !total;
}

// ---- The sums -----------------------------------------------------------------------------------

static inline void written_check_weighted(const struct written *written, const struct terms *terms,
                                          enum lenet_layer_id layer)
{
    static const char *const totals[LENET_LAYERS] = {
        [LENET_C1] = "25 terms",  [LENET_C3] = "6 maps",       [LENET_C5] = "16 maps",
        [LENET_F6] = "120 units", [LENET_OUTPUT] = "84 units",
    };
    const char *total = totals[layer];
    long long list = 0, sum = written_number(written, total);
    for (int i = 0; i < written->count; i++) {
        list += written_in_list(written->label[i]) ? written->units[i] : 0;
        if (written_begins(written->label[i], "+ bias") ||
            written_begins(written->label[i], "+ rounding"))
            sum += written->units[i];
    }
    if (layer != LENET_C1)
        assert_int_equal(list, written_number(written, total));
    assert_int_equal(sum, written_number(written, "= sum"));
    assert_int_equal(written_number(written, "= sum"), llround(terms->sum * 10000));
    if (layer != LENET_OUTPUT)
        assert_int_equal(written_number(written, "its sigmoid"), llround(terms->value * 10000));
}

static inline void written_check_pool(const struct written *written, const struct terms *terms)
{
    long long sum = 0;
    for (int i = 0; i < written->count; i++) {
        const char *label = written->label[i];
        if (written_begins(label, "= their sum") || written_begins(label, "= value"))
            assert_int_equal(sum, written->units[i]);
        else if (written_begins(label, "= product"))
            sum = written->units[i];
        else
            sum += written->units[i];
    }
    assert_int_equal(written_number(written, "= value"), llround(terms->value * 10000));
}

// `written` is of a card that shows all of its numbers.
static inline void written_check(const struct written *written, struct terms_cell cell,
                                 const struct lenet *lenet,
                                 const struct lenet_activations *activations)
{
    struct terms terms;
    terms_of(&terms, lenet, activations, cell);
    if (cell.layer == LENET_S2 || cell.layer == LENET_S4)
        written_check_pool(written, &terms);
    else
        written_check_weighted(written, &terms, cell.layer);
}

#endif
