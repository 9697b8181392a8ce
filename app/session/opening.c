// Whatever the person opens: its contents say what it is, and a large picture is read in a thread,
// so that nothing stands still meanwhile.
#include "app/session/opening.h"
#include "app/language/tr.h"
#include "app/pictures/picture.h"
#include "app/session/shown_digits.h"
#include "app/session/weights/weights_file.h"
#include "nn/files/input.h"
#include "nn/files/place.h"
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

// ---- Pictures -----------------------------------------------------------------------------------

static bool put_picture(struct session *session, struct pad_picture *picture, struct status *status)
{
    bool put = pad_put_picture(&session->pad, picture, status);
    pad_picture_free(picture);
    if (put)
        shown_digits_forget(session);
    session->changed = true;
    return put;
}

static bool open_picture(struct session *session, const char *path, struct status *status)
{
    struct pad_picture picture;
    return picture_opening_read(&picture, path, status) && put_picture(session, &picture, status);
}

static bool finish_opening(struct session *session, struct status *status)
{
    struct pad_picture picture;
    bool good = picture_opening_take(session->opening, &picture, status);
    picture_opening_drop(session->opening);
    session->opening = NULL;
    return good && put_picture(session, &picture, status);
}

// Most pictures are there before anybody could see that the window waits for them.
static bool open_picture_beside(struct session *session, const char *path, struct status *status)
{
    static const double unnoticed = 0.1; // seconds
    char text[PATH_SIZE + 16];
    picture_opening_drop(session->opening); // this one is wanted now
    session->opening = NULL;
    if (!picture_opening_start(&session->opening, path, session->wake, session->wake_context,
                               status))
        return false;
    if (picture_opening_finished(session->opening, unnoticed))
        return finish_opening(session, status);
    tr_print(text, sizeof text, "Opening %s…", path_name(path));
    notice_say(&session->notice, text, ACTION_NONE, 60);
    return true;
}

void opening_follow(struct session *session)
{
    struct status status = {0};
    if (!session->opening || !picture_opening_finished(session->opening, 0))
        return;
    notice_say(&session->notice, "", ACTION_NONE, 0);
    if (!finish_opening(session, &status))
        questions_error(&session->questions, tr("This file could not be opened"), &status);
}

// ---- Models and files ---------------------------------------------------------------------------

static bool open_model(struct session *session, const char *path, struct status *status)
{
    char whole[PATH_SIZE]; // the next start may be in another folder
    if (!path_absolute(whole, path, status) ||
        !weights_file_use(session, path, WEIGHTS_FILE, status))
        return false;
    if (session_trains(session))
        trainer_stop(session->trainer);
    if (session->model_info.converted_from) {
        char text[96];
        tr_print(text, sizeof text,
                 "The model keeps its weights as %s. They were converted to F32.",
                 session->model_info.converted_from);
        notice_say(&session->notice, text, ACTION_NONE, 8);
    }
    if (!input_is(path)) // which is gone at the next start
        snprintf(session->settings.model, PATH_SIZE, "%s", whole);
    return true;
}

static bool is_to_open(const char *path, struct status *status)
{
    if (input_is(path))
        return true;
    if (!place_exists(path))
        return status_fail(status, STATUS_MISSING,
                           tr("%s does not exist. Check the spelling of its name."), path);
    if (place_is_folder(path))
        return status_fail(status, STATUS_BAD_DATA,
                           tr("%s is a folder. Open a model, a picture or a strokes file."), path);
    return true;
}

bool opening_file(struct session *session, const char *path, size_t index, struct status *status)
{
    session->changed = true;
    if (!is_to_open(path, status))
        return false;
    if (picture_recognised(path))
        return open_picture(session, path, status);
    return looks_like_model(path) ? open_model(session, path, status)
                                  : shown_digits_open(session, path, index, status);
}

bool opening_beside(struct session *session, const char *path, struct status *status)
{
    session->changed = true;
    if (!is_to_open(path, status))
        return false;
    bool woken = session->wake_context != NULL; // when the thread is done; nobody else can wait
    return woken && picture_recognised(path) ? open_picture_beside(session, path, status)
                                             : opening_file(session, path, 0, status);
}

bool opening_leaves_run(const struct session *session, const char *path)
{
    return session_trains(session) && place_exists(path) && !place_is_folder(path) &&
           !picture_recognised(path) && looks_like_model(path);
}

void opening_or_explain(struct session *session, const char *path)
{
    struct status status = {0};
    if (!opening_beside(session, path, &status))
        questions_error(&session->questions, tr("This file could not be opened"), &status);
}
