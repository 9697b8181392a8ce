// Digits of a strokes file written in another way: how well is that way read?
#ifndef APP_MEASURE_REWRITTEN_H
#define APP_MEASURE_REWRITTEN_H

#include "nn/base/status.h"
#include "nn/strokes/strokes.h"

// Keeps only digits of the label of the way (nn/ways/ways.h), each written so; those that cannot be
// are left out. False for an unknown name, which the error answers with those that there are, for a
// file without such digits, and without memory.
bool rewritten_in(struct strokes *strokes, const char *way, struct status *status);

#endif
