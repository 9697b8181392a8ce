// See labelling.h.
#include "app/session/labelling.h"
#include "app/window/actions.h"
#include "app/window/shell_private.h"
#include "app/work/pad_cut.h"
#include "nn/strokes/trace.h"
#include <stdio.h>

void labelling_count(const struct app *app, char text[32])
{
    size_t count = app->session.own_digits.strokes.count;
    snprintf(text, 32, "%zu digit%s", count, count == 1 ? "" : "s");
}

// What was drawn; of a picture, the middle lines of the ink that the network sees.
static bool take_strokes(struct app *app, struct drawing *drawing, struct status *status)
{
    if (pad_cut_strokes(&app->session.pad, drawing, status))
        return true;
    if (status->code != STATUS_USAGE)
        return false;
    app_refresh(app); // it may have come since the last frame
    *status = (struct status){0};
    return trace_digit(drawing, app->session.reading.normalized.digit, PAD_SIDE, status);
}

static const char *article(int label)
{
    return label == 8 ? "an" : "a";
}

// What is kept is not what is learned: that takes "Learn my digits".
static void say_taught(struct app *app, int label)
{
    char text[96], count[32];
    labelling_count(app, count);
    snprintf(text, sizeof text, "Kept as %s %d, not learned yet. You have %s.", article(label),
             label, count);
    app_toast(app, text, ACTION_FORGET_LAST, 6);
}

// ---- One that is shown ----

bool labelling_shows(const struct app *app)
{
    return app->session.strokes_mine && app->session.strokes.count > 0 &&
           app->session.strokes_pad == app->session.pad.version;
}

// Shows the digits anew after a change, from place `index` on or the last one.
static void show(struct app *app, size_t index)
{
    struct status status = {0};
    size_t count = app->session.own_digits.strokes.count;
    if (count == 0) {
        pad_clear(&app->session.pad);
        app_forget_strokes(app);
    } else if (!app_show_own_digits(app, index < count ? index : count - 1, &status)) {
        dialog_error(app, "Your digits cannot be shown", &status);
    }
}

void labelling_show(struct app *app)
{
    struct status status = {0};
    app->dirty = true;
    if (!own_digits_refresh(&app->session.own_digits, &status))
        dialog_error(app, "Your digits cannot be shown", &status);
    else if (app->session.own_digits.strokes.count == 0)
        ui_toast(&app->ui, "There are no digits of yours any more.", NULL, 4);
    else
        show(app, 0);
}

// Gives the digit at `place` another label. False after a dialog.
static bool relabel(struct app *app, const struct strokes_digit *kept, size_t *place, int label)
{
    struct status status = {0};
    int before = kept->label;
    char text[96], past[32] = "";
    if (before == label) {
        snprintf(text, sizeof text, "It is kept as %s %d already.", article(label), label);
    } else if (own_digits_relabel(&app->session.own_digits, kept, place, label, &status)) {
        if (before >= 0)
            snprintf(past, sizeof past, ", no longer as %s %d", article(before), before);
        snprintf(text, sizeof text, "It is kept as %s %d now%s.", article(label), label, past);
    } else {
        dialog_error(app, "This digit could not be changed", &status);
        return false;
    }
    ui_toast(&app->ui, text, NULL, 6);
    return true;
}

static void relabel_shown(struct app *app, int label)
{
    size_t place = app->session.strokes_index;
    if (relabel(app, &app->session.strokes.digit[place], &place, label))
        show(app, place);
}

// ---- One that came back onto the pad ----

static void take_off(struct app *app)
{
    pad_clear(&app->session.pad);
    app->session.taught_pad = app->session.pad.version;
}

// The digit that was kept of what is on the pad.
static bool pad_is_kept(struct app *app, size_t *place)
{
    struct drawing drawing;
    bool kept = !pad_empty(&app->session.pad) && take_strokes(app, &drawing, &(struct status){0});
    if (kept) {
        kept = own_digits_holds(&app->session.own_digits, &drawing, place);
        drawing_free(&drawing);
    }
    return kept;
}

// Undo brings a drawing back that is kept already: it is not to be kept twice.
static void relabel_kept(struct app *app, size_t place, int label)
{
    struct strokes_digit kept = app->session.own_digits.strokes.digit[place]; // which is read anew
    if (!drawing_copy(&kept.drawing, &app->session.own_digits.strokes.digit[place].drawing))
        return;
    if (relabel(app, &kept, &place, label))
        pad_clear(&app->session.pad);
    drawing_free(&kept.drawing);
}

static void say_forgotten(struct app *app, const char *which, int label)
{
    char text[96], count[32], what[16] = "";
    labelling_count(app, count);
    if (label >= 0)
        snprintf(what, sizeof what, ", %s %d", article(label), label);
    snprintf(text, sizeof text, "Forgot %s%s. %s left.", which, what, count);
    app_toast(app, text, ACTION_BRING_BACK, 8);
}

static void forget_shown(struct app *app)
{
    struct status status = {0};
    size_t place = app->session.strokes_index;
    int label = app->session.strokes.digit[place].label;
    if (!own_digits_forget(&app->session.own_digits, &app->session.strokes.digit[place], &place,
                           &status)) {
        dialog_error(app, "The digit could not be forgotten", &status);
        return;
    }
    show(app, place);
    say_forgotten(app, "this one", label);
}

void labelling_add(struct app *app, int label)
{
    struct status status = {0};
    struct drawing drawing;
    size_t place;
    app->dirty = true;
    if (app->session.pad.active)
        return; // it is not finished
    if (labelling_shows(app)) {
        relabel_shown(app, label);
        return;
    }
    if (pad_empty(&app->session.pad)) {
        ui_toast(&app->ui, "Draw a digit first, then say what it is.", NULL, 4);
        return;
    }
    own_digits_look(&app->session.own_digits);
    bool drawn_now =
        app->session.drawn_pad == app->session.pad.version; // a person may draw the same again
    if (!drawn_now && pad_is_kept(app, &place)) {
        relabel_kept(app, place, label);
        return;
    }
    if (!take_strokes(app, &drawing, &status)) {
        dialog_error(app, "This drawing cannot be taught", &status);
        return;
    }
    bool added = own_digits_add(&app->session.own_digits, label, &drawing, &status);
    drawing_free(&drawing);
    if (!added) {
        dialog_error(app, "This digit could not be kept", &status);
        return;
    }
    take_off(app);
    say_taught(app, label);
}

void labelling_forget_last(struct app *app)
{
    struct status status = {0};
    int label;
    app->dirty = true;
    if (labelling_shows(app)) {
        forget_shown(app);
        return;
    }
    if (!own_digits_forget_last(&app->session.own_digits, &label, &status)) {
        if (status.code != STATUS_OK)
            dialog_error(app, "The digit could not be forgotten", &status);
        return;
    }
    if (app->session.pad.version == app->session.taught_pad)
        pad_undo(&app->session.pad);
    say_forgotten(app, "the last one", label);
}

void labelling_forget_all(struct app *app)
{
    struct status status = {0};
    char kept[PATH_SIZE], text[PATH_SIZE + 96] = "All your digits are forgotten.";
    app->dirty = true;
    if (!own_digits_forget_all(&app->session.own_digits, kept, &status)) {
        dialog_error(app, "Your digits could not be forgotten", &status);
        return;
    }
    if (labelling_shows(app))
        show(app, 0);
    else if (app->session.strokes_mine)
        app_forget_strokes(app);
    if (kept[0])
        snprintf(text, sizeof text,
                 "Your digits are forgotten. Their file was damaged and is kept as %s.",
                 path_name(kept));
    app_toast(app, text, ACTION_BRING_BACK, 12);
}

void labelling_bring_back(struct app *app)
{
    struct status status = {0};
    size_t brought, place;
    char text[96], count[32];
    bool kept = pad_is_kept(app, &place);
    app->dirty = true;
    if (!own_digits_bring_back(&app->session.own_digits, &brought, &status)) {
        dialog_error(app, "Your digits could not be brought back", &status);
        return;
    }
    if (labelling_shows(app))
        show(app, app->session.strokes_index);
    else if (!kept && pad_is_kept(app, &place))
        take_off(app); // it is what was brought back
    labelling_count(app, count);
    snprintf(text, sizeof text, "Brought back %zu. %s of yours %s kept.", brought, count,
             app->session.own_digits.strokes.count == 1 ? "is" : "are");
    ui_toast(&app->ui, text, NULL, 6);
}
