// Reading, looking for data and making folders meet the same strangers under a name, and call them
// alike.
#include "nn/files/file_kind.h"

#include <stddef.h>
#include <sys/stat.h>

const char *file_kind_name(mode_t mode)
{
    return S_ISDIR(mode)    ? "folder"
           : S_ISREG(mode)  ? "file"
           : S_ISFIFO(mode) ? "named pipe"
           : S_ISSOCK(mode) ? "socket"
                            : "device";
}

const char *file_kind_if_no_folder(const char *path)
{
    struct stat there;
    return stat(path, &there) == 0 && !S_ISDIR(there.st_mode) ? file_kind_name(there.st_mode)
                                                              : NULL;
}
