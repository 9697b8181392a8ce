// Digits are found in pixels, and looked at in units of the pad: of both, only the places are
// sorted, and then the digits are brought there.
//
// Paper lies turned, and people write uphill. So digits that follow each other from left to right
// are chained first; all chains together tell the tilt, which is taken away before rows are told
// apart by their heights. The tilt of chains is surer than that of neighbours: one digit that
// stands higher than the next is no tilt.
#include "nn/pictures/rows.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static const double chained = 0.3; // share of the lower one's height that both reach over
static const double steepest = 0.5;

static int compare_levels(const void *a, const void *b)
{
    const struct rows_place *first = a, *second = b;
    int order = (first->level > second->level) - (first->level < second->level);
    return order ? order : first->item - second->item;
}

static int compare_lefts(const void *a, const void *b)
{
    const struct rows_place *first = a, *second = b;
    int order = (first->left > second->left) - (first->left < second->left);
    return order ? order : first->item - second->item;
}

static double half_height(const struct rows_place *place)
{
    return place->middle - place->top;
}

static bool may_follow(const struct rows_place *left, const struct rows_place *right)
{
    double lower = fmin(half_height(left), half_height(right));
    double shared = half_height(left) + half_height(right) - fabs(right->middle - left->middle);
    return left->left < right->left && shared > chained * 2 * lower;
}

// Places in the order of their lefts: each continues the chain of the nearest one that it may
// follow.
static void chain(struct rows_place *place, int count)
{
    for (int i = 0; i < count; i++) {
        int before = i - 1;
        while (before >= 0 && !may_follow(&place[before], &place[i]))
            before--;
        place[i].chain = before >= 0 ? place[before].chain : i;
    }
}

// How far rows go down for each step to the right. Two digits alone tell of no tilt: one stands
// below the other.
static double tilt_of(const struct rows_place *place, int count)
{
    double across = 0, down = 0;
    int pairs = 0;
    for (int i = 0; i < count; i++)
        for (int k = 0; k < i; k++) {
            if (place[k].chain != place[i].chain)
                continue;
            double step = place[i].left - place[k].left;
            across += step * step;
            down += step * (place[i].middle - place[k].middle);
            pairs++;
        }
    return pairs < 2 || fabs(down) > steepest * across ? 0 : down / across;
}

static void sort_places(struct rows_place *place, int count)
{
    qsort(place, (size_t)count, sizeof *place, compare_lefts);
    chain(place, count);
    double tilt = tilt_of(place, count);
    for (int i = 0; i < count; i++)
        place[i].level = place[i].top - tilt * place[i].left;
    qsort(place, (size_t)count, sizeof *place, compare_levels);
    for (int first = 0, end; first < count; first = end) {
        double middle = place[first].level + half_height(&place[first]);
        for (end = first + 1; end < count && place[end].level < middle; end++)
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
