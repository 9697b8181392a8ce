// How the public header's functions say what went wrong; `error` may be NULL.
#ifndef NN_LENETPAD_ERRORS_H
#define NN_LENETPAD_ERRORS_H

#include "nn/base/status.h"

#include <stdbool.h>

struct lenet_error; // of nn/lenetpad.h, whose unit defines these: no include, so no circle

// All return false.
bool lenet_tell(struct lenet_error *error, const struct status *status);
bool lenet_refuse(struct lenet_error *error, enum status_code code, const char *message);
bool lenet_no_memory(struct lenet_error *error);

#endif
