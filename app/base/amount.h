// How amounts are told to people: shares, times that pass or are left, and sizes.
#ifndef APP_BASE_AMOUNT_H
#define APP_BASE_AMOUNT_H

#include <stddef.h>
#include <stdint.h>

// `part` of `whole` in percent, 0..100; 0 of nothing.
double amount_percent(size_t part, size_t whole);
// The same of a share that may be kept as a float: it is printed as that of the counts would be.
double amount_percent_of(double share);

// The least room for a text.
enum { AMOUNT_SIZE = 48 };

// As a clock shows it, rounded to a second: "0:07", "12:30", "1:02:03". What is negative is 0:00.
void amount_clock(char text[AMOUNT_SIZE], double seconds);
// As one would say it of what is left, rounded up below 90 minutes: "40 s", "3 min", "1.5 h".
void amount_rough_time(char text[AMOUNT_SIZE], double seconds);

// "1,234,567"
void amount_count(char text[AMOUNT_SIZE], uint64_t count);

// How long a file is: "640 bytes", "12.3 kB", "1.2 MB", of a thousand and a million bytes.
void amount_bytes(char text[AMOUNT_SIZE], uint64_t bytes);

// How far something long has come: "1.5 of 11.6 MB", of a million bytes each.
void amount_of_megabytes(char text[AMOUNT_SIZE], size_t done, size_t all);

#endif
