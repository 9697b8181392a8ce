// Reading a file of ten thousand digits takes some hundredths of a second: the form can wait for
// that once, when the file is chosen, and not at each key.
#include "app/training/setup/setup_strokes.h"

#include "app/language/tr.h"
#include "nn/strokes/strokes_text.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { READ_MOST = 16 << 20 }; // bytes

static void count(struct setup_strokes *known)
{
    struct strokes strokes = {0};
    if (!strokes_load(&strokes, known->path, &known->problem))
        return;
    for (size_t i = 0; i < strokes.count; i++)
        known->digits += strokes.digit[i].label >= 0;
    strokes_free(&strokes);
    if (known->digits == 0)
        status_fail(&known->problem, STATUS_BAD_DATA, tr("%s: none of its digits has a label"),
                    known->path);
}

void setup_strokes_look(struct setup_strokes *strokes, const char *path)
{
    struct stat there;
    bool file = stat(path, &there) == 0 && S_ISREG(there.st_mode);
    if (file && strcmp(path, strokes->path) == 0 && strokes->size == there.st_size &&
        strokes->changed_s == there.st_mtim.tv_sec && strokes->changed_ns == there.st_mtim.tv_nsec)
        return;
    *strokes = (struct setup_strokes){0};
    if (!file)
        return;
    snprintf(strokes->path, PATH_SIZE, "%s", path);
    strokes->size = there.st_size;
    strokes->changed_s = there.st_mtim.tv_sec;
    strokes->changed_ns = there.st_mtim.tv_nsec;
    if (there.st_size <= READ_MOST)
        count(strokes);
}
