// What the desktop's other windows look like.
#ifndef APP_SYSTEM_DARK_H
#define APP_SYSTEM_DARK_H

#include <stdbool.h>

// As a portal says it; see portal.h.
enum desktop_scheme { DESKTOP_NO_SCHEME, DESKTOP_DARK, DESKTOP_LIGHT };

// Whether the system prefers dark windows, where that can be told, else false. The environment
// overrules what the desktop `says`; the desktop, the settings files.
bool dark_is_preferred(enum desktop_scheme says);
// Whether it asks for high contrast. `says`: the desktop does.
bool contrast_is_preferred(bool says);

#endif
