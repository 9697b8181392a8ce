// Digits are found in pixels, and looked at in units of the pad: of both, only the places are
// sorted, and then the digits are brought there.
#include "nn/pictures/rows.h"

#include <stdlib.h>

static int compare_tops(const void *a, const void *b)
{
    const struct rows_place *first = a, *second = b;
    return (first->top > second->top) - (first->top < second->top);
}

static int compare_lefts(const void *a, const void *b)
{
    const struct rows_place *first = a, *second = b;
    return (first->left > second->left) - (first->left < second->left);
}

static void sort_places(struct rows_place *place, int count)
{
    qsort(place, (size_t)count, sizeof *place, compare_tops);
    for (int first = 0, end; first < count; first = end) {
        double middle = place[first].middle;
        for (end = first + 1; end < count && place[end].top < middle; end++)
            ;
        qsort(place + first, (size_t)(end - first), sizeof *place, compare_lefts);
    }
}

static void swap(char *a, char *b, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        char kept = a[i];
        a[i] = b[i];
        b[i] = kept;
    }
}

void rows_order(void *items, size_t size, struct rows_place *place, int count)
{
    char *item = items;
    for (int i = 0; i < count; i++)
        place[i].item = i;
    sort_places(place, count);
    for (int i = 0; i < count; i++) {
        int from = place[i].item;
        while (from < i) // it was swapped away from there
            from = place[from].item;
        swap(item + (size_t)i * size, item + (size_t)from * size, size);
    }
}
