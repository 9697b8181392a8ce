// What the desktop's other windows look like.
#ifndef APP_SYSTEM_DARK_H
#define APP_SYSTEM_DARK_H

#include <stdbool.h>

// Whether the system prefers dark windows, where that can be told, else false.
bool dark_is_preferred(void);
// Whether it asks for high contrast.
bool contrast_is_preferred(void);

#endif
