// One way to let arrays grow, because a forgotten check of an overflow, or an old array lost where
// realloc fails, is easily written anew each time.
#include "nn/base/grow.h"

#include <stdint.h>
#include <stdlib.h>

enum { LEAST_ROOM = 4 };

// How many items an array of `count` has room for; 0 if that is more than there can be.
static size_t room_for(size_t count)
{
    size_t room = LEAST_ROOM;
    while (room != 0 && room < count)
        room *= 2;
    return room;
}

void *grow_array(void *array, size_t count, size_t more, size_t item_size)
{
    if (more > SIZE_MAX - count)
        return NULL;
    size_t room = room_for(count + more);
    if (array && room == room_for(count))
        return array;
    return room == 0 || room > SIZE_MAX / item_size ? NULL : realloc(array, room * item_size);
}
