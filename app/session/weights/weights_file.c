// A file that does not load must leave the weights in use as they are, and the next start must not
// fail with it again for good.
#include "app/session/weights/weights_file.h"
#include "app/base/model_file.h"
#include "app/language/tr.h"
#include "app/session/weights/fine_tuning.h"
#include "app/session/weights/next_start.h"
#include "app/session/weights/weights.h"
#include "nn/net/model.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool weights_file_use(struct session *session, const char *path, enum weights_from from,
                      struct status *status)
{
    struct model_info info = {0};
    struct lenet *weights = malloc(sizeof *weights);
    if (!weights)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for a model"));
    bool loaded = model_file_load(weights, &info, path, status);
    if (loaded) {
        weights_keep_before(session);
        session->weights = *weights;
    }
    free(weights);
    if (!loaded)
        return false;
    session->follow_trainer = false;
    fine_tuning_forget(session);
    weights_note(session, from, from == WEIGHTS_SHIPPED ? TR("Shipped weights") : path_name(path),
                 info.description);
    session->model_info = info;
    if (info.converted_from) {
        size_t length = strlen(session->weights_note);
        snprintf(session->weights_note + length, sizeof session->weights_note - length,
                 " (converted from %s)", info.converted_from);
    }
    return true;
}

static bool load_shipped(struct session *session, struct status *status)
{
    char path[PATH_SIZE];
    session->shipped_there = path_of_shipped_model(path, status);
    return session->shipped_there && weights_file_use(session, path, WEIGHTS_SHIPPED, status);
}

// A volume that is not there today may be there tomorrow; damage stays.
static void tell_lost_model(struct session *session, const struct status *problem)
{
    struct status status = {0};
    bool damaged = problem->code == STATUS_BAD_DATA;
    status_fail(&status, problem->code, "%s %.700s",
                damaged ? tr("The next start does without it.")
                        : tr("The next start tries it again, unless you choose Train > Back to the "
                             "shipped weights."),
                problem->message);
    questions_error(&session->questions, tr("The last model could not be opened"), &status);
    if (damaged)
        session->settings.model[0] = '\0';
}

// The remembered model, else the shipped one, else random weights and a message.
void weights_file_use_first(struct session *session)
{
    struct status status = {0};
    const char *remembered = session->settings.model;
    bool shipped = load_shipped(session, &status);
    if (!shipped) {
        lenet_init(&session->weights, 1);
        weights_note(session, WEIGHTS_UNTRAINED, TR("Untrained weights"), "");
        if (!remembered[0])
            questions_error(&session->questions, tr("There are no trained weights"), &status);
    }
    if (!remembered[0])
        return;
    if (weights_file_use(session, remembered, WEIGHTS_FILE, &status)) {
        next_start_tell(session);
        return;
    }
    tell_lost_model(session, &status);
}

void weights_file_use_shipped(struct session *session)
{
    struct status status = {0};
    if (session_trains(session))
        trainer_stop(session->trainer);
    if (load_shipped(session, &status))
        session->settings.model[0] = '\0';
    else
        questions_error(&session->questions, tr("The shipped weights could not be opened"),
                        &status);
}
