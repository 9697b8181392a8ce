// Every decoder words its refusals alike: which file, what is wrong with it, what to do.
#include "app/pictures/picture_file.h"
#include "app/language/tr.h"

#include <string.h>

bool picture_file_has(const struct bytes *bytes, size_t at, const char *magic, size_t length)
{
    return bytes->size >= at + length && memcmp(bytes->data + at, magic, length) == 0;
}

bool picture_file_damaged(const struct picture_file *file, const char *reason,
                          struct status *status)
{
    return status_fail(status, STATUS_BAD_DATA,
                       tr("%s is a %s picture that is damaged or cut short (%s): copy it again"),
                       file->path, file->kind, tr(reason));
}

bool picture_file_not_read(const struct picture_file *file, const char *what, struct status *status)
{
    return status_fail(status, STATUS_BAD_DATA,
                       tr("%s is a %s picture of a rare kind that is not read (%s): save it as PNG "
                          "in a picture editor"),
                       file->path, file->kind, tr(what));
}
