// What comes onto the pad from elsewhere, and what is saved: see shell.h.
#include "app/pictures/foreign.h"
#include "app/pictures/picture.h"
#include "app/training/data_source.h"
#include "app/window/actions.h"
#include "app/window/shell.h"
#include "app/window/shell_private.h"
#include "app/work/pad_cut.h"
#include "app/work/picture_opening.h"
#include "nn/base/random.h"
#include "nn/data/dataset_folder.h"
#include "nn/data/practice.h"
#include "nn/files/place.h"
#include "nn/net/model.h"
#include "nn/strokes/strokes_text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool looks_like_model(const char *path)
{
    if (strcmp(path_ending(path), ".safetensors") == 0)
        return true;
    unsigned char head[9] = {0};
    size_t got = file_read_start(head, sizeof head, path);
    return got == sizeof head && head[8] == '{'; // after the header's length
}

// ---- Pictures ----

static bool put_picture(struct app *app, struct pad_picture *picture, struct status *status)
{
    bool put = pad_put_picture(&app->session.pad, picture, status);
    pad_picture_free(picture);
    if (put)
        app_forget_strokes(app);
    app->dirty = true;
    return put;
}

static bool open_picture(struct app *app, const char *path, struct status *status)
{
    struct pad_picture picture;
    return opening_read(&picture, path, status) && put_picture(app, &picture, status);
}

static bool finish_opening(struct app *app, struct status *status)
{
    struct pad_picture picture;
    bool good = opening_take(app->session.opening, &picture, status);
    opening_drop(app->session.opening);
    app->session.opening = NULL;
    return good && put_picture(app, &picture, status);
}

// Most pictures are there before anybody could see that the window waits for them.
static bool open_picture_beside(struct app *app, const char *path, struct status *status)
{
    static const double unnoticed = 0.1; // seconds
    char text[PATH_SIZE + 16];
    opening_drop(app->session.opening); // this one is wanted now
    app->session.opening = NULL;
    if (!opening_start(&app->session.opening, path, app->session.wake, app->session.wake_context,
                       status))
        return false;
    if (opening_finished(app->session.opening, unnoticed))
        return finish_opening(app, status);
    snprintf(text, sizeof text, "Opening %s…", path_name(path));
    app_toast(app, text, ACTION_NONE, 60);
    return true;
}

void app_poll_opening(struct app *app)
{
    struct status status = {0};
    if (!app->session.opening || !opening_finished(app->session.opening, 0))
        return;
    app_toast(app, "", ACTION_NONE, 0);
    if (!finish_opening(app, &status))
        dialog_error(app, "This file could not be opened", &status);
}

// ---- Strokes ----

static void note_digit(struct app *app, const char *note)
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
    note_digit(app, note);
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

static bool open_strokes(struct app *app, const char *path, size_t index, struct status *status)
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

static bool open_model(struct app *app, const char *path, struct status *status)
{
    char whole[PATH_SIZE]; // the next start may be in another folder
    if (!path_absolute(whole, path, status) || !app_use_model(app, path, WEIGHTS_FILE, status))
        return false;
    if (app_training(app))
        trainer_stop(app->session.trainer);
    if (app->session.model_info.converted_from) {
        char text[96];
        snprintf(text, sizeof text,
                 "The model keeps its weights as %s. They were converted to F32.",
                 app->session.model_info.converted_from);
        app_toast(app, text, ACTION_NONE, 8);
    }
    snprintf(app->session.settings.model, PATH_SIZE, "%s", whole);
    return true;
}

static bool is_to_open(const char *path, struct status *status)
{
    if (!place_exists(path))
        return status_fail(status, STATUS_MISSING,
                           "%s does not exist. Check the spelling of its name.", path);
    if (place_is_folder(path))
        return status_fail(status, STATUS_BAD_DATA,
                           "%s is a folder. Open a model, a picture or a strokes file.", path);
    return true;
}

bool app_open_file(struct app *app, const char *path, size_t index, struct status *status)
{
    app->dirty = true;
    if (!is_to_open(path, status))
        return false;
    if (picture_recognised(path))
        return open_picture(app, path, status);
    return looks_like_model(path) ? open_model(app, path, status)
                                  : open_strokes(app, path, index, status);
}

bool app_open_beside(struct app *app, const char *path, struct status *status)
{
    app->dirty = true;
    if (!is_to_open(path, status))
        return false;
    bool woken = app->session.wake_context != NULL; // when the thread is done; nobody else can wait
    return woken && picture_recognised(path) ? open_picture_beside(app, path, status)
                                             : app_open_file(app, path, 0, status);
}

bool app_open_leaves_run(const struct app *app, const char *path)
{
    return app_training(app) && place_exists(path) && !place_is_folder(path) &&
           !picture_recognised(path) && looks_like_model(path);
}

void app_open_or_explain(struct app *app, const char *path)
{
    struct status status = {0};
    if (!app_open_beside(app, path, &status))
        dialog_error(app, "This file could not be opened", &status);
}

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

bool app_save(struct app *app, enum files_purpose purpose, const char *path, struct status *status)
{
    if (purpose != FILES_SAVE_OWN_DIGITS && !spare_own_digits(app, path, status))
        return false;
    switch (purpose) {
    case FILES_SAVE_STROKES:
        return save_strokes(app, path, status);
    case FILES_SAVE_OWN_DIGITS:
        return own_digits_save_as(&app->session.own_digits, path, status);
    case FILES_SAVE_PICTURE:
        return picture_save_ink(&app->session.pad.sheet, path, status);
    default:
        return model_save(path, &app->session.weights, &app->session.model_info, status);
    }
}

void app_data_folder(const struct app *app, char folder[PATH_SIZE])
{
    data_source_folder(folder, app->session.settings.data);
}

static void practice_digit(struct app *app, int label)
{
    struct drawing drawing;
    struct status status = {0};
    if (!practice_drawing(&drawing, label, app->session.random_seed + app->session.random_count,
                          &status)) {
        dialog_error(app, "There is no digit to show", &status);
        return;
    }
    if (!pad_fit_drawing(&app->session.pad, &drawing, app_brush_diameter(app, false), &status))
        dialog_error(app, "There is no digit to show", &status);
    drawing_free(&drawing);
    char note[sizeof app->session.digit_note];
    snprintf(note, sizeof note, "practice digit, a %d", label);
    note_digit(app, note);
}

void app_random_digit(struct app *app)
{
    char folder[PATH_SIZE];
    struct random random;
    app->dirty = true;
    app_data_folder(app, folder);
    if (app->session.test_digits.count == 0 && folder[0] && !data_source_is_practice(folder))
        data_source_load(&app->session.test_digits, folder, DATASET_TEST, NULL);
    random_init(&random, app->session.random_seed, app->session.random_count++);
    if (app->session.test_digits.count == 0) {
        practice_digit(app, (int)random_below(&random, LENET_CLASSES));
        return;
    }
    uint32_t index = random_below(&random, (uint32_t)app->session.test_digits.count);
    struct ink picture = {DIGIT_SIDE, DIGIT_SIDE, &app->session.test_digits.image[index][0][0]};
    struct status status = {0};
    if (!pad_set_picture(&app->session.pad, &picture, &status)) {
        dialog_error(app, "There is no digit to show", &status);
        return;
    }
    char note[sizeof app->session.digit_note];
    snprintf(note, sizeof note, "test digit %u, a %d", index,
             app->session.test_digits.label[index]);
    note_digit(app, note);
}
