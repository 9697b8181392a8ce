// Weights of one's own must survive the end of the program without a question, beside other windows
// that keep theirs.
#include "app/session/weights/next_start.h"
#include "app/base/model_file.h"
#include "app/language/tr.h"
#include "nn/base/printable.h"
#include "nn/files/file.h"
#include "nn/net/model.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES = 16 }; // for one name

// Whether the file holds the weights in use.
static bool holds_weights(const struct session *session, const char *path)
{
    struct lenet *read = malloc(sizeof *read);
    bool same = read && model_file_load(read, NULL, path, NULL) &&
                memcmp(read, &session->weights, sizeof *read) == 0;
    free(read);
    return same;
}

bool next_start_has_weights(const struct session *session)
{
    const char *model = session->settings.model;
    return model[0] ? holds_weights(session, model) : session->weights_from == WEIGHTS_SHIPPED;
}

// The first place that nobody else needs, locked as long as this window keeps its weights there.
static bool take_place(struct session *session, char path[PATH_SIZE], const char *folder,
                       const char *name, struct status *status)
{
    char file[64];
    struct lock *lock = NULL;
    for (int i = 1; i <= PLACES; i++) {
        char number[16] = "";
        if (i > 1)
            snprintf(number, sizeof number, "-%d", i);
        snprintf(file, sizeof file, "%s%s.safetensors", name, number);
        if (!path_join(path, folder, file, status))
            return false;
        if (strcmp(path, session->before.origin.model) == 0)
            continue;
        if (session->kept_lock && strcmp(path, session->kept_model) == 0)
            return true;
        enum lock_answer answer = lock_try(&lock, path, "lenetpad", NULL);
        if (answer == LOCK_FAILED)
            return lock_tell_failure(path, status);
        if (answer == LOCK_HELD)
            continue;
        lock_release(session->kept_lock);
        session->kept_lock = lock;
        snprintf(session->kept_model, PATH_SIZE, "%s", path);
        return true;
    }
    return status_fail(
        status, STATUS_IO,
        tr("%d windows keep their weights already; save the model where you want it"), PLACES);
}

bool next_start_keep(struct session *session, const char *name, struct status *status)
{
    char folder[PATH_SIZE], path[PATH_SIZE];
    status->code = STATUS_OK;
    if (!session->remembering.path[0] || !path_of_user_folder(folder, status) ||
        !file_make_folder(folder, status) || !take_place(session, path, folder, name, status) ||
        !model_save(path, &session->weights, &session->model_info, status))
        return false;
    snprintf(session->settings.model, PATH_SIZE, "%s", path);
    return session_save_settings(session, status);
}

bool next_start_go_back(struct session *session, const char *model, bool had, struct status *status)
{
    snprintf(session->settings.model, PATH_SIZE, "%s", model);
    if (had && session->remembering.path[0] && !next_start_has_weights(session))
        return next_start_keep(session, "before", status);
    return session_save_settings(session, status);
}

bool next_start_take_saved(struct session *session, const char *path)
{
    char whole[PATH_SIZE];
    if (next_start_has_weights(session) || !path_absolute(whole, path, NULL))
        return false;
    snprintf(session->settings.model, PATH_SIZE, "%s", whole);
    return true;
}

// This window or one before it kept the file; it is nobody else's.
static bool is_kept_here(const char *model)
{
    char folder[PATH_SIZE];
    return path_of_user_folder(folder, NULL) && strncmp(model, folder, strlen(folder)) == 0 &&
           path_name(model) == model + strlen(folder) + 1;
}

void next_start_tell(struct session *session)
{
    char text[240];
    const char *description = session->model_info.description;
    enum model_maker maker = session->model_info.maker;
    const char *what = maker == MODEL_MAKER_RUN ? tr("The weights of your finished run are loaded")
                       : maker == MODEL_MAKER_DIGITS
                           ? tr("The weights that learned your digits are loaded")
                           : NULL;
    bool told = description[0] && !tr_used(); // it is the file's own, in English
    if (what && is_kept_here(session->settings.model))
        snprintf(text, sizeof text, "%s%s%.140s", what, told ? ": " : tr("."),
                 told ? description : "");
    else
        tr_print(text, sizeof text, "The weights in use are those of the last time: %.80s",
                 path_name(session->settings.model));
    printable_line(text);
    notice_say(&session->notice, text, ACTION_SHIPPED, 8);
}

void next_start_close(struct session *session)
{
    lock_release(session->kept_lock);
    session->kept_lock = NULL;
}
