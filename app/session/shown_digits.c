// Digits of strokes files on the pad, one after another.
#include "app/pictures/foreign.h"
#include "app/window/actions.h"
#include "app/window/shell_private.h"
#include "nn/strokes/strokes_text.h"
#include <stdio.h>
#include <string.h>

void app_note_digit(struct app *app, const char *note)
{
    snprintf(app->session.digit_note, sizeof app->session.digit_note, "%s", note);
    app->session.digit_pad = app->session.pad.version;
}

// What the pad saved comes back to its place; what others wrote fills the pad.
static bool show_digit(struct app *app, const struct strokes *strokes, size_t index,
                       struct status *status)
{
    const struct strokes_digit *digit = &strokes->digit[index];
    bool ours = strokes->box_width == PAD_SIDE && strokes->box_height == PAD_SIDE;
    float pen = app_brush_diameter(app, false);
    bool ok =
        ours ? pad_set_drawing(&app->session.pad, &digit->drawing, PAD_SIDE, PAD_SIDE, pen, status)
             : pad_fit_drawing(&app->session.pad, &digit->drawing, pen, status);
    if (!ok)
        return false;
    char place[48] = "", label[24] = "", note[sizeof app->session.digit_note];
    if (strokes->count > 1)
        snprintf(place, sizeof place, "%zu of %zu", index + 1, strokes->count);
    if (digit->label >= 0)
        snprintf(label, sizeof label, "labelled %d", digit->label);
    snprintf(note, sizeof note, "%s%s%s", place, place[0] && label[0] ? ", " : "", label);
    app_note_digit(app, note);
    app->session.strokes_pad = app->session.pad.version;
    return true;
}

static bool is_blank(const struct strokes_digit *digit)
{
    for (size_t i = 0; i < digit->drawing.count; i++)
        if (digit->drawing.stroke[i].count > 0)
            return false;
    return true;
}

// Shows the digit, or says that there is nothing to show; the drawing then stays.
static bool show_or_say(struct app *app, const struct strokes *strokes, size_t index,
                        struct status *status)
{
    char text[96];
    if (!is_blank(&strokes->digit[index]))
        return show_digit(app, strokes, index, status);
    snprintf(text, sizeof text, "Digit %zu of %zu has no strokes. The drawing stays.", index + 1,
             strokes->count);
    app_toast(app, text, ACTION_NONE, 6);
    app->session.strokes_pad = UINT64_MAX; // what stands on the pad is not this digit
    return true;
}

static bool check_strokes(const struct strokes *strokes, const char *path, size_t index,
                          struct status *status)
{
    if (index >= strokes->count)
        return status_fail(status, STATUS_USAGE, "%s: there is no digit number %zu, only 0 to %zu",
                           path, index, strokes->count - 1);
    for (size_t i = 0; i < strokes->count; i++)
        if (!is_blank(&strokes->digit[i]))
            return true;
    return status_fail(status, STATUS_BAD_DATA,
                       "%s has no strokes: there is nothing to show. The drawing stays.", path);
}

bool app_open_strokes(struct app *app, const char *path, size_t index, struct status *status)
{
    struct strokes strokes;
    if (foreign_explain_file(path, status) || !strokes_load(&strokes, path, status))
        return false;
    if (!check_strokes(&strokes, path, index, status) ||
        !show_or_say(app, &strokes, index, status)) {
        strokes_free(&strokes);
        return false;
    }
    app_forget_strokes(app);
    app->session.strokes = strokes;
    app->session.strokes_index = index;
    app->session.strokes_mine = own_digits_is_at(&app->session.own_digits, path);
    return true;
}

void app_forget_strokes(struct app *app)
{
    strokes_free(&app->session.strokes);
    app->session.strokes = (struct strokes){0};
    app->session.strokes_mine = false;
}

bool app_show_own_digits(struct app *app, size_t index, struct status *status)
{
    struct strokes strokes;
    if (!strokes_copy(&strokes, &app->session.own_digits.strokes))
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory for your digits");
    if (!show_digit(app, &strokes, index, status)) {
        strokes_free(&strokes);
        return false;
    }
    app_forget_strokes(app);
    app->session.strokes = strokes;
    app->session.strokes_index = index;
    app->session.strokes_mine = true;
    return true;
}

bool app_can_step_digit(const struct app *app, int step)
{
    return step < 0 ? app->session.strokes.count > 0 && app->session.strokes_index > 0
                    : app->session.strokes_index + 1 < app->session.strokes.count;
}

void app_step_digit(struct app *app, int step)
{
    struct status status = {0};
    if (!app_can_step_digit(app, step))
        return;
    size_t index = step < 0 ? app->session.strokes_index - 1 : app->session.strokes_index + 1;
    if (show_or_say(app, &app->session.strokes, index, &status))
        app->session.strokes_index = index;
    else
        dialog_error(app, "This digit cannot be shown", &status);
}
