// One more name at the end of a list, in the room that is left.
#include "nn/base/name_list.h"

#include <stdio.h>
#include <string.h>

void name_list_add(char *list, size_t size, const char *between, const char *name)
{
    size_t used = strlen(list);
    snprintf(list + used, size - used, "%s%s", used > 0 ? between : "", name);
}
