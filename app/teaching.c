// See teaching.h.
#include "app/teaching.h"
#include "app/actions.h"
#include "app/app_private.h"
#include <stdio.h>

void teaching_count(const struct app *app, char text[32])
{
    size_t count = app->hand.strokes.count;
    snprintf(text, 32, "%zu digit%s", count, count == 1 ? "" : "s");
}

static bool take_strokes(struct app *app, struct drawing *drawing, struct status *status)
{
    if (pad_cut_strokes(&app->pad, drawing, status))
        return true;
    if (status->code == STATUS_USAGE)
        status_fail(status, STATUS_USAGE,
                    "A picture has no strokes, and only strokes can be learned. Clear the pad and "
                    "draw the digit.");
    return false;
}

static void say_taught(struct app *app, int label)
{
    char text[96], count[32];
    teaching_count(app, count);
    snprintf(text, sizeof text, "Kept as %s %d. You taught %s.", label == 8 ? "an" : "a", label,
             count);
    app_toast(app, text, ACTION_FORGET_LAST, 6);
}

void teaching_add(struct app *app, int label)
{
    struct status status = {0};
    struct drawing drawing;
    app->dirty = true;
    if (app->pad.active)
        return; // it is not finished
    if (pad_empty(&app->pad)) {
        ui_toast(&app->ui, "Draw a digit first, then say what it is.", NULL, 4);
        return;
    }
    if (!take_strokes(app, &drawing, &status)) {
        dialog_error(app, "This drawing cannot be taught", &status);
        return;
    }
    bool added = hand_add(&app->hand, label, &drawing, &status);
    drawing_free(&drawing);
    if (!added) {
        dialog_error(app, "This digit could not be kept", &status);
        return;
    }
    pad_clear(&app->pad);
    app->taught_pad = app->pad.version;
    say_taught(app, label);
}

void teaching_forget_last(struct app *app)
{
    struct status status = {0};
    char text[96], count[32];
    int label;
    app->dirty = true;
    if (!hand_forget_last(&app->hand, &label, &status)) {
        if (status.code != STATUS_OK)
            dialog_error(app, "The digit could not be forgotten", &status);
        return;
    }
    if (app->pad.version == app->taught_pad)
        pad_undo(&app->pad);
    teaching_count(app, count);
    snprintf(text, sizeof text, "Forgot the last one, %s %d. %s left.", label == 8 ? "an" : "a",
             label, count);
    ui_toast(&app->ui, text, NULL, 4);
}

void teaching_forget_all(struct app *app)
{
    struct status status = {0};
    app->dirty = true;
    if (hand_forget_all(&app->hand, &status))
        ui_toast(&app->ui, "All your digits are forgotten.", NULL, 4);
    else
        dialog_error(app, "Your digits could not be forgotten", &status);
}
