// Names in one line, for a message or a row of tabs: "avx2, baseline".
#ifndef NN_BASE_NAME_LIST_H
#define NN_BASE_NAME_LIST_H

#include <stddef.h>

// Adds a name to a list of `size` bytes ("" at first), after `between` unless it is the first. What
// does not fit is cut off.
void name_list_add(char *list, size_t size, const char *between, const char *name);

#endif
