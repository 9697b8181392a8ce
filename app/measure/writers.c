// A misspelt writer would silently hold nobody out, and the figures would be about another
// question. So a name that was met in no file is refused.
#include "app/measure/writers.h"

#include <string.h>

static bool add(struct writers *writers, const char *name, size_t length, struct status *status)
{
    if (length == 0)
        return status_fail(status, STATUS_USAGE, "a list of writers has an empty name in it");
    if (length >= sizeof writers->name[0] || writers->count == WRITERS_MOST)
        return status_fail(status, STATUS_USAGE,
                           "a list of writers holds at most %d names of %zu bytes", WRITERS_MOST,
                           sizeof writers->name[0] - 1);
    memcpy(writers->name[writers->count++], name, length);
    return true;
}

bool writers_parse(struct writers *writers, const char *list, struct status *status)
{
    *writers = (struct writers){.count = 0};
    while (list) {
        size_t length = strcspn(list, ",");
        if (!add(writers, list, length, status))
            return false;
        list = list[length] == ',' ? list + length + 1 : NULL;
    }
    return true;
}

bool writers_include(struct writers *writers, const char *name)
{
    for (int i = 0; i < writers->count; i++)
        if (strcmp(writers->name[i], name) == 0) {
            writers->met[i] = true;
            return true;
        }
    return false;
}

bool writers_check_met(const struct writers *writers, struct status *status)
{
    for (int i = 0; i < writers->count; i++)
        if (!writers->met[i])
            return status_fail(status, STATUS_USAGE, "there is no digit by writer %s",
                               writers->name[i]);
    return true;
}

void writers_keep_only(struct writers *writers, struct strokes *strokes)
{
    size_t kept = 0;
    for (size_t i = 0; i < strokes->count; i++) {
        struct strokes_digit *digit = &strokes->digit[i];
        if (writers_include(writers, digit->writer))
            strokes->digit[kept++] = *digit;
        else
            drawing_free(&digit->drawing);
    }
    strokes->count = kept;
}
