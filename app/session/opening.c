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

// ---- Models and files ----

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
                                  : app_open_strokes(app, path, index, status);
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
