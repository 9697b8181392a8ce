// What is saved as a file that the person names.
#include "app/pictures/picture.h"
#include "app/window/shell_private.h"
#include "app/work/pad_cut.h"
#include "nn/strokes/strokes_text.h"

static bool save_strokes(struct app *app, const char *path, struct status *status)
{
    struct strokes_digit digit = {.label = -1};
    if (!pad_cut_strokes(&app->session.pad, &digit.drawing, status))
        return false;
    struct strokes strokes = {
        .box_width = PAD_SIDE, .box_height = PAD_SIDE, .digit = &digit, .count = 1};
    bool ok = strokes_save(&strokes, path, status);
    drawing_free(&digit.drawing);
    return ok;
}

// One drawing in place of all the digits that were taught is not meant.
static bool spare_own_digits(const struct app *app, const char *path, struct status *status)
{
    return !own_digits_is_at(&app->session.own_digits, path) ||
           status_fail(status, STATUS_USAGE,
                       "%s is where your taught digits are kept, which would be lost. Choose "
                       "another name; Teach adds the drawing to them.",
                       path);
}

bool app_save(struct app *app, enum file_purpose purpose, const char *path, struct status *status)
{
    if (purpose != FILE_PURPOSE_SAVE_OWN_DIGITS && !spare_own_digits(app, path, status))
        return false;
    switch (purpose) {
    case FILE_PURPOSE_SAVE_STROKES:
        return save_strokes(app, path, status);
    case FILE_PURPOSE_SAVE_OWN_DIGITS:
        return own_digits_save_as(&app->session.own_digits, path, status);
    case FILE_PURPOSE_SAVE_PICTURE:
        return picture_save_ink(&app->session.pad.sheet, path, status);
    default:
        return model_save(path, &app->session.weights, &app->session.model_info, status);
    }
}
