// See weights_before.h.
#include "app/session/weights_before.h"
#include "app/session/next_start.h"
#include "app/window/actions.h"
#include "app/window/shell_private.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void weights_before_keep(struct app *app)
{
    struct weights_before *copy = &app->session.before;
    copy->there = true;
    copy->weights = app->session.weights;
    copy->info = app->session.model_info;
    copy->weights_from = (int)app->session.weights_from;
    snprintf(copy->note, sizeof copy->note, "%s", app->session.weights_note);
    snprintf(copy->model, PATH_SIZE, "%s", app->session.settings.model);
    copy->at_next_start = next_start_has_weights(app);
}

bool weights_before_can(const struct app *app)
{
    return app->session.before.there && !fine_tuning_runs(app) &&
           app->session.fine_tuning.phase != FINE_TUNING_ASKS &&
           memcmp(&app->session.before.weights, &app->session.weights,
                  sizeof app->session.weights) != 0;
}

static bool swap(struct app *app, struct status *status)
{
    struct weights_before *kept = malloc(sizeof *kept);
    if (!kept)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory");
    *kept = app->session.before;
    weights_before_keep(app);
    app->session.weights = kept->weights;
    app_note_weights(app, (enum weights_from)kept->weights_from, "", "");
    app->session.model_info = kept->info;
    snprintf(app->session.weights_note, sizeof app->session.weights_note, "%s", kept->note);
    bool done = next_start_go_back(app, kept->model, kept->at_next_start, status);
    free(kept);
    return done;
}

void weights_before_swap(struct app *app)
{
    struct status status = {0};
    if (!weights_before_can(app))
        return;
    if (app_training(app))
        trainer_stop(app->session.trainer);
    app->session.follow_trainer = false;
    fine_tuning_forget(app);
    if (swap(app, &status))
        app_toast(app, "The weights before are in use again.", ACTION_WEIGHTS_BEFORE, 8);
    else
        dialog_error(app, "The weights before could not be kept in use", &status);
}
