// Numbers with four decimals whose printed digits add up: what rounding takes from a sum, or adds
// to it, can be told and shown.
#ifndef APP_BASE_PRINTED_H
#define APP_BASE_PRINTED_H

enum { PRINTED_TEXT = 32 };

// Ten-thousandths, a whole number, as the value is printed. Exact below some 10^11.
double printed_units(double value);
// What has to be added to the printed `parts` for them to give the printed `sum`: in
// ten-thousandths.
double printed_residue(double sum, const double *parts, int count);
// "-1.2345"; never "-0.0000".
void printed_text(double units, char text[PRINTED_TEXT]);

#endif
