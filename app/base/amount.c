// The command line and the window tell the same amounts; each kind has one form and one place.
#include "app/base/amount.h"
#include "app/language/tr.h"

#include "app/language/tr.h"

#include <math.h>
#include <stdio.h>

double amount_percent(size_t part, size_t whole)
{
    return whole > 0 ? 100 * (double)part / (double)whole : 0;
}

// To a hundred-thousandth of a per cent: a float's error would decide which way a half is rounded.
double amount_percent_of(double share)
{
    return round(share * 1e7) / 1e5;
}

void amount_clock(char text[AMOUNT_SIZE], double seconds)
{
    long whole = seconds < 0 ? 0 : seconds > 1e8 ? 100000000 : (long)(seconds + 0.5);
    long hours = whole / 3600, minutes = whole / 60 % 60;
    if (hours > 0)
        snprintf(text, AMOUNT_SIZE, "%ld:%02ld:%02ld", hours, minutes, whole % 60);
    else
        snprintf(text, AMOUNT_SIZE, "%ld:%02ld", minutes, whole % 60);
}

void amount_rough_time(char text[AMOUNT_SIZE], double seconds)
{
    if (seconds < 90)
        tr_print(text, AMOUNT_SIZE, "%.0f s", ceil(seconds));
    else if (seconds < 90 * 60)
        tr_print(text, AMOUNT_SIZE, "%.0f min", ceil(seconds / 60));
    else
        tr_print(text, AMOUNT_SIZE, "%.1f h", seconds / 3600);
}

void amount_bytes(char text[AMOUNT_SIZE], uint64_t bytes)
{
    if (bytes < 1000)
        tr_print(text, AMOUNT_SIZE, "%d bytes", (int)bytes);
    else if (bytes < 999950) // else it would be 1000.0 kB
        tr_print(text, AMOUNT_SIZE, "%.1f kB", (double)bytes / 1e3);
    else
        tr_print(text, AMOUNT_SIZE, "%.1f MB", (double)bytes / 1e6);
}

void amount_of_megabytes(char text[AMOUNT_SIZE], size_t done, size_t all)
{
    tr_print(text, AMOUNT_SIZE, "%.1f of %.1f MB", (double)done / 1e6, (double)all / 1e6);
}

void amount_count(char text[AMOUNT_SIZE], uint64_t count)
{
    tr_count(text, AMOUNT_SIZE, count);
}
