// All digits are sorted once, when they are read: every choice and order of them is then a walk
// through that, so that a filter costs a frame nothing.
#include "app/measure/exam_list.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const struct exam_rank *x = a, *y = b;
    if (x->confidence != y->confidence)
        return x->confidence < y->confidence ? -1 : 1;
    return (x->digit > y->digit) - (x->digit < y->digit);
}

void exam_list_rank(struct exam_rank *ranks, const struct exam_reading *readings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ranks[i] = (struct exam_rank){exam_confidence(&readings[i]), (uint32_t)i};
    qsort(ranks, count, sizeof *ranks, compare);
}

bool exam_list_takes(const struct exam_filter *filter, const struct exam_reading *reading)
{
    if ((filter->label >= 0 && reading->label != filter->label) ||
        (filter->read >= 0 && reading->read != filter->read))
        return false;
    return filter->only == EXAM_ALL || (filter->only == EXAM_NOT_SURE && !reading->sure) ||
           (filter->only == EXAM_WRONG && reading->label != reading->read);
}

static size_t add_by_number(uint32_t *list, const struct exam_filter *filter,
                            const struct exam_reading *readings, size_t count)
{
    size_t chosen = 0;
    for (size_t i = 0; i < count; i++)
        if (exam_list_takes(filter, &readings[i]))
            list[chosen++] = (uint32_t)i;
    return chosen;
}

static size_t add_by_label(uint32_t *list, const struct exam_filter *filter,
                           const struct exam_reading *readings, size_t count)
{
    struct exam_filter one = *filter;
    size_t chosen = 0;
    for (int label = 0; label < LENET_CLASSES; label++)
        if (filter->label < 0 || filter->label == label) {
            one.label = label;
            chosen += add_by_number(list + chosen, &one, readings, count);
        }
    return chosen;
}

// From the end on, those of one confidence still begin with the lowest number.
static size_t add_surest_first(uint32_t *list, const struct exam_filter *filter,
                               const struct exam_reading *readings, const struct exam_rank *ranks,
                               size_t count)
{
    size_t chosen = 0;
    for (size_t end = count, begin; end > 0; end = begin) {
        for (begin = end - 1; begin > 0 && ranks[begin - 1].confidence == ranks[begin].confidence;)
            begin--;
        for (size_t i = begin; i < end; i++)
            if (exam_list_takes(filter, &readings[ranks[i].digit]))
                list[chosen++] = ranks[i].digit;
    }
    return chosen;
}

static size_t add_least_sure_first(uint32_t *list, const struct exam_filter *filter,
                                   const struct exam_reading *readings,
                                   const struct exam_rank *ranks, size_t count)
{
    size_t chosen = 0;
    for (size_t i = 0; i < count; i++)
        if (exam_list_takes(filter, &readings[ranks[i].digit]))
            list[chosen++] = ranks[i].digit;
    return chosen;
}

size_t exam_list_make(uint32_t *list, const struct exam_filter *filter,
                      const struct exam_reading *readings, const struct exam_rank *ranks,
                      size_t count)
{
    switch (filter->order) {
    case EXAM_SUREST_FIRST:
        return add_surest_first(list, filter, readings, ranks, count);
    case EXAM_LEAST_SURE_FIRST:
        return add_least_sure_first(list, filter, readings, ranks, count);
    case EXAM_BY_LABEL:
        return add_by_label(list, filter, readings, count);
    case EXAM_BY_NUMBER:
    case EXAM_ORDERS:
        break;
    }
    return add_by_number(list, filter, readings, count);
}
