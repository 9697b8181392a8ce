// Saving is by what the person wants of it, not by ending: a drawing is a picture or strokes.
#include "app/session/saving.h"
#include "app/language/tr.h"
#include "app/pictures/picture.h"
#include "app/work/pad_cut.h"
#include "nn/strokes/strokes_text.h"
#include <stdio.h>
#include <string.h>

static bool save_strokes(struct session *session, const char *path, struct status *status)
{
    struct strokes_digit digit = {.label = -1};
    if (!pad_cut_strokes(&session->pad, &digit.drawing, status))
        return false;
    struct strokes strokes = {
        .box_width = PAD_SIDE, .box_height = PAD_SIDE, .digit = &digit, .count = 1};
    bool ok = strokes_save(&strokes, path, status);
    drawing_free(&digit.drawing);
    return ok;
}

// One drawing, or some, in place of all the digits that were taught is not meant.
bool saving_spares_own_digits(const struct session *session, const char *path,
                              struct status *status)
{
    return !own_digits_is_at(&session->own_digits, path) ||
           status_fail(status, STATUS_USAGE,
                       tr("%s is where your taught digits are kept, which would be lost. Choose "
                          "another name; Teach adds the drawing to them."),
                       path);
}

// What is said of the weights before they were painted is not true of them any more.
static bool save_painted(const struct session *session, const char *path, struct status *status)
{
    const struct operations *steps = &session->operating.steps;
    struct model_info info = {.maker = MODEL_MAKER_HAND, .calibration = calibration_unknown};
    snprintf(info.description, sizeof info.description,
             "operated by hand: %zu kernel%s painted; before that: %.400s", steps->painted,
             steps->painted > 1 ? "s" : "", session->weights_note);
    return model_save(path, &steps->lenet, &info, status);
}

void saving_say_operated(const struct session *session, char *text, size_t size)
{
    const struct operations *steps = &session->operating.steps;
    text[0] = '\0';
    if (steps->painted > 0)
        tr_print(text, size,
                 tr_many(", which has the %zu kernel painted by hand",
                         ", which has the %zu kernels painted by hand", steps->painted),
                 steps->painted);
    size_t length = strlen(text);
    if (!ablation_is_none(&steps->ablation))
        tr_print(text + length, size - length,
                 ". What is silenced, and noise, are no weights: they are not in it");
}

bool saving_write(struct session *session, enum file_purpose purpose, const char *path,
                  struct status *status)
{
    if (purpose != FILE_PURPOSE_SAVE_OWN_DIGITS && !saving_spares_own_digits(session, path, status))
        return false;
    switch (purpose) {
    case FILE_PURPOSE_SAVE_STROKES:
        return save_strokes(session, path, status);
    case FILE_PURPOSE_SAVE_OWN_DIGITS:
        return own_digits_save_as(&session->own_digits, path, status);
    case FILE_PURPOSE_SAVE_PICTURE:
        return picture_save_ink(&session->pad.sheet, path, status);
    case FILE_PURPOSE_SAVE_MODEL:
        if (session->operating.steps.painted > 0)
            return save_painted(session, path, status);
        return model_save(path, &session->weights, &session->model_info, status);
    case FILE_PURPOSE_OPEN:
    case FILE_PURPOSE_DATA_FOLDER:
    case FILE_PURPOSE_EXPORT_RUN:
    case FILE_PURPOSE_SETUP_FOLDER:
    case FILE_PURPOSE_SETUP_STROKES:
    case FILE_PURPOSE_EXPORT_PNG:
    case FILE_PURPOSE_EXPORT_SVG:
    case FILE_PURPOSE_EXPORT_IDX:
    case FILE_PURPOSE_EXPORT_NPZ:
    case FILE_PURPOSE_EXPORT_NPY:
    case FILE_PURPOSE_EXPORT_CSV:
    case FILE_PURPOSE_EXPORT_LESSON:
    case FILE_PURPOSES:
        break;
    }
    return status_fail(status, STATUS_USAGE, tr("%s: nothing is saved for this purpose"), path);
}
