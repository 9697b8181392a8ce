// People name the nearest file at hand: a picture, a model, a compressed file. Each is told what it
// is and which command reads it, which the format's own reader, below, cannot know.
#include "app/measure/strokes_file.h"

#include "app/pictures/foreign.h"
#include "app/pictures/picture.h"
#include "nn/strokes/strokes_text.h"

bool strokes_file_load(struct strokes *strokes, const char *path, struct status *status)
{
    struct status problem = {0};
    if (strokes_load(strokes, path, &problem))
        return true;
    if (problem.code == STATUS_BAD_DATA && picture_recognised(path))
        return status_fail(status, STATUS_BAD_DATA, "%s is a picture: use lenetpad classify", path);
    if (problem.code == STATUS_BAD_DATA && foreign_explain_file(path, status))
        return false;
    return status_fail(status, problem.code, "%s", problem.message);
}
