// One place changes the weights, so that what is said of them, the reading and the way back never
// lag behind.
#include "app/session/weights/weights.h"
#include "app/language/tr.h"
#include "app/session/weights/next_start.h"
#include "nn/base/printable.h"
#include <stdio.h>

void weights_note(struct session *session, enum weights_from from, const char *what,
                  const char *description)
{
    session->looking.there = false; // whoever looks back says so afterwards
    // What is operated stays only while a run goes on below it.
    if (from != WEIGHTS_TRAINER || session->weights_from != WEIGHTS_TRAINER)
        session_end_operations(session);
    operations_apply(&session->operating.steps, &session->weights);
    session->weights_from = from;
    session->weights_version++;
    session->changed = true;
    session->model_info.maker = MODEL_MAKER_UNKNOWN;
    session->model_info.tested = false;
    session->model_info.calibrated = false;
    session->model_info.calibration = calibration_unknown;
    snprintf(session->model_info.description, sizeof session->model_info.description, "%s",
             description);
    snprintf(session->weights_note, sizeof session->weights_note, "%s%s%s", what,
             description[0] ? ": " : "", description);
    printable_line(session->weights_note);
    snprintf(session->weights_name, sizeof session->weights_name, "%s", what);
    printable_line(session->weights_name);
}

void weights_say(const struct session *session, char *text, size_t size)
{
    const struct model_info *info = &session->model_info;
    if (!tr_used())
        snprintf(text, size, "%s", session->weights_note);
    else if (info->tested)
        tr_print(text, size, "%s, test error %.2f%%", tr(session->weights_name),
                 (double)info->test_error);
    else
        snprintf(text, size, "%s", tr(session->weights_name));
}

void weights_take_origin(const struct session *session, struct weights_origin *origin)
{
    origin->from = session->weights_from;
    origin->info = session->model_info;
    snprintf(origin->name, sizeof origin->name, "%s", session->weights_name);
    snprintf(origin->note, sizeof origin->note, "%s", session->weights_note);
    snprintf(origin->model, PATH_SIZE, "%s", session->settings.model);
    origin->at_next_start = next_start_has_weights(session);
}

void weights_put_back(struct session *session, const struct lenet *weights,
                      const struct weights_origin *origin)
{
    session_end_operations(session);
    session->weights = *weights;
    weights_note(session, origin->from, origin->name, "");
    session->model_info = origin->info;
    snprintf(session->weights_note, sizeof session->weights_note, "%s", origin->note);
}

void weights_keep_before(struct session *session)
{
    const struct looking_back *looking = &session->looking;
    session->before.there = true;
    if (looking->there) { // a moment that is only looked at is nothing to go back to
        session->before.weights = looking->now;
        session->before.origin = looking->origin;
        return;
    }
    session->before.weights = session->weights;
    weights_take_origin(session, &session->before.origin);
}
