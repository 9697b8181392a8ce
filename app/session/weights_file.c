// Weights that come from a file into use: one that is opened, the shipped one, the one of the
// start.
#include "app/session/next_start.h"
#include "app/window/actions.h"
#include "app/window/shell_private.h"
#include "app/work/model_file.h"
#include "nn/net/model.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool app_use_model(struct app *app, const char *path, enum weights_from from, struct status *status)
{
    struct model_info info = {0};
    struct lenet *weights = malloc(sizeof *weights);
    if (!weights)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory for a model");
    bool loaded = model_file_load(weights, &info, path, status);
    if (loaded) {
        weights_before_keep(app);
        app->session.weights = *weights;
    }
    free(weights);
    if (!loaded)
        return false;
    app->session.follow_trainer = false;
    fine_tuning_forget(app);
    app_note_weights(app, from, from == WEIGHTS_SHIPPED ? "Shipped weights" : path_name(path),
                     info.description);
    app->session.model_info = info;
    if (info.converted_from) {
        size_t length = strlen(app->session.weights_note);
        snprintf(app->session.weights_note + length, sizeof app->session.weights_note - length,
                 " (converted from %s)", info.converted_from);
    }
    return true;
}

static bool load_shipped(struct app *app, struct status *status)
{
    char path[PATH_SIZE];
    app->session.shipped_there = path_of_shipped_model(path, status);
    return app->session.shipped_there && app_use_model(app, path, WEIGHTS_SHIPPED, status);
}

// A volume that is not there today may be there tomorrow; damage stays.
static void tell_lost_model(struct app *app, const struct status *problem)
{
    struct status status = {0};
    bool damaged = problem->code == STATUS_BAD_DATA;
    status_fail(&status, problem->code, "%s %.700s",
                damaged ? "The next start does without it."
                        : "The next start tries it again, unless you choose Train > Back to the "
                          "shipped weights.",
                problem->message);
    dialog_error(app, "The last model could not be opened", &status);
    if (damaged)
        app->session.settings.model[0] = '\0';
}

// The remembered model, else the shipped one, else random weights and a message.
void app_load_first_model(struct app *app)
{
    struct status status = {0};
    const char *remembered = app->session.settings.model;
    bool shipped = load_shipped(app, &status);
    if (!shipped) {
        lenet_init(&app->session.weights, 1);
        app_note_weights(app, WEIGHTS_UNTRAINED, "Untrained weights", "");
        if (!remembered[0])
            dialog_error(app, "There are no trained weights", &status);
    }
    if (!remembered[0])
        return;
    if (app_use_model(app, remembered, WEIGHTS_FILE, &status)) {
        next_start_tell(app);
        return;
    }
    tell_lost_model(app, &status);
}

void app_use_shipped(struct app *app)
{
    struct status status = {0};
    if (app_training(app))
        trainer_stop(app->session.trainer);
    if (load_shipped(app, &status))
        app->session.settings.model[0] = '\0';
    else
        dialog_error(app, "The shipped weights could not be opened", &status);
}
