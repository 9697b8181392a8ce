// The middle, or any other place, of repeated measurements.
#ifndef APP_BASE_QUANTILE_H
#define APP_BASE_QUANTILE_H

// The value below which `part` (0..1) of the samples lie. Sorts them. count >= 1.
double quantile(double *sample, int count, double part);

#endif
