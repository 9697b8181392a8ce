// A choice of the digits of a test set that was read, in an order. Nothing here allocates or takes
// long: it is done while one types.
#ifndef APP_MEASURE_EXAM_LIST_H
#define APP_MEASURE_EXAM_LIST_H

#include "app/measure/exam.h"

enum exam_only { EXAM_ALL, EXAM_WRONG, EXAM_NOT_SURE };

enum exam_order {
    EXAM_BY_NUMBER,
    EXAM_SUREST_FIRST,
    EXAM_LEAST_SURE_FIRST,
    EXAM_BY_LABEL,
    EXAM_ORDERS
};

struct exam_filter {
    int label, read; // only those; -1: any
    enum exam_only only;
    enum exam_order order; // digits that are alike in it keep the order of their numbers
};

// Every digit by its confidence, the least first.
struct exam_rank {
    float confidence;
    uint32_t digit;
};

// Sorts all digits; takes a while.
void exam_list_rank(struct exam_rank *ranks, const struct exam_reading *readings, size_t count);
bool exam_list_takes(const struct exam_filter *filter, const struct exam_reading *reading);
// Fills in the numbers of the chosen digits, and returns how many; `list` has room for all.
size_t exam_list_make(uint32_t *list, const struct exam_filter *filter,
                      const struct exam_reading *readings, const struct exam_rank *ranks,
                      size_t count);

#endif
