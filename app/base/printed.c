// Counting in whole ten-thousandths: sums of those are exact.
#include "app/base/printed.h"

#include "app/language/tr.h"

#include <math.h>

static const double one = 10000;

double printed_units(double value)
{
    return round(value * one);
}

double printed_residue(double sum, const double *parts, int count)
{
    double residue = printed_units(sum);
    for (int i = 0; i < count; i++)
        residue -= printed_units(parts[i]);
    return residue;
}

void printed_text(double units, char text[PRINTED_TEXT])
{
    double value = units == 0 ? 0 : units / one; // no minus before a zero
    tr_print(text, PRINTED_TEXT, fabs(value) < 1e11 ? "%.4f" : "%.4g", value);
}
