// A mean is no measure of time: one interruption by the system spoils it. What is reported of
// repeated measurements is a place in their order.
#include "app/base/quantile.h"

#include <stdlib.h>

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double quantile(double *sample, int count, double part)
{
    qsort(sample, (size_t)count, sizeof *sample, compare_doubles);
    return sample[(int)(part * (count - 1) + 0.5)];
}
