// A link is made before the old name goes, because unlike a renaming it never replaces a file.
#include "app/base/aside.h"

#include "app/language/tr.h"
#include "nn/files/place.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAMES = 100 };

// Some file systems have no links.
static int rename_to_new(const char *from, const char *to)
{
    if (link(from, to) == 0) {
        int error = unlink(from) == 0 ? 0 : errno;
        if (error != 0)
            unlink(to); // one name only
        return error;
    }
    if (errno == EEXIST || place_exists(to))
        return EEXIST;
    return rename(from, to) == 0 ? 0 : errno;
}

bool aside_keep(char kept[PATH_SIZE], const char *path, struct status *status)
{
    char *real = realpath(path, NULL);
    int error = real ? EEXIST : errno;
    for (int i = 1; i <= NAMES && error == EEXIST; i++) {
        char number[16] = "";
        if (i > 1)
            snprintf(number, sizeof number, "-%d", i);
        int length = snprintf(kept, PATH_SIZE, "%s.broken%s", real, number);
        error = length < PATH_SIZE ? rename_to_new(real, kept) : ENAMETOOLONG;
    }
    free(real);
    return error == 0 ||
           status_fail(status, STATUS_IO, tr("cannot keep %s under another name: %s; move it away"),
                       path, strerror(error));
}
