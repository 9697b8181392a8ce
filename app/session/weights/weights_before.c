// Back to the weights before is an exchange, so that a second step comes back to the present ones.
#include "app/session/weights/weights_before.h"
#include "app/language/tr.h"
#include "app/session/weights/fine_tuning.h"
#include "app/session/weights/next_start.h"
#include "app/session/weights/weights.h"
#include <stdlib.h>
#include <string.h>

bool weights_before_can(const struct session *session)
{
    return session->before.there && !fine_tuning_runs(session) &&
           session->fine_tuning.phase != FINE_TUNING_ASKS &&
           memcmp(&session->before.weights, &session->weights, sizeof session->weights) != 0;
}

static bool swap(struct session *session, struct status *status)
{
    struct weights_before *kept = malloc(sizeof *kept);
    if (!kept)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory"));
    *kept = session->before;
    weights_keep_before(session);
    weights_put_back(session, &kept->weights, &kept->origin);
    bool done = next_start_go_back(session, kept->origin.model, kept->origin.at_next_start, status);
    free(kept);
    return done;
}

void weights_before_swap(struct session *session)
{
    struct status status = {0};
    if (!weights_before_can(session))
        return;
    if (session_trains(session))
        trainer_stop(session->trainer);
    session->follow_trainer = false;
    fine_tuning_forget(session);
    if (swap(session, &status))
        notice_say(&session->notice, tr("The weights before are in use again."),
                   ACTION_WEIGHTS_BEFORE, 8);
    else
        questions_error(&session->questions, tr("The weights before could not be kept in use"),
                        &status);
}
