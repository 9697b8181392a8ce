// A run of the library is one that has ended, seen from here: once the trainer has loaded it, all
// that can be done with the moments of a run that ended in this window is done with it, too.
#include "app/session/weights/past_look.h"
#include "app/language/tr.h"
#include "app/session/weights/looking_back.h"
#include "app/session/weights/run_start.h"
#include "app/training/runs/run_record.h"
#include <stdio.h>
#include <string.h>

static const uint64_t last_moment = UINT64_MAX;

bool past_look_can(const struct session *session)
{
    enum fine_tuning_phase learning = session->fine_tuning.phase;
    return session->past.library[0] && !session_trains(session) && learning != FINE_TUNING_RUNS &&
           learning != FINE_TUNING_ASKS;
}

// What the trainer has of it is more than the library has.
static bool is_shown(const struct session *session, const char *name)
{
    return session->progress.phase >= TRAINER_STOPPED && session->looking.moments.count > 0 &&
           strcmp(session->progress.recorded, name) == 0;
}

// What a run that ended here has left is in its file, which is no longer the one at hand.
static void begin(struct session *session, const struct run_setup *setup)
{
    struct looking_back *looking = &session->looking;
    struct trainer_job job = {.by_setup = true, .setup = *setup, .options = setup->options};
    struct status status = {0};
    if (!path_join(job.past, session->past.library, looking->run, &status)) {
        questions_error(&session->questions, tr("This run cannot be looked back at"), &status);
        return;
    }
    looking_back_end(session);
    run_start_name_data(job.data, setup);
    session->run_by_setup = true;
    session->run_setup = *setup;
    session->run_file[0] = '\0';
    session->follow_trainer = false;
    looking->past = true;
    trainer_start(session->trainer, &job);
    trainer_get_progress(session->trainer, &session->progress);
    session->progress.phase = TRAINER_LOADING; // one that is loaded already is news, too
    session->settings.show_training = true;
    session->changed = true;
}

void past_look_begin(struct session *session, const char *name, const struct run_setup *setup)
{
    struct looking_back *looking = &session->looking;
    if (!past_look_can(session))
        return;
    if (is_shown(session, name)) {
        looking_back_at(session, looking->moments.count - 1);
        return;
    }
    snprintf(looking->run, sizeof looking->run, "%s", name);
    looking->run_step = last_moment;
    begin(session, setup);
}

// As it is recorded: of a run that was not set up in the form, the session has no set-up.
static void read_setup(struct run_setup *setup, const struct session *session)
{
    char folder[PATH_SIZE], path[PATH_SIZE];
    struct run_record record;
    *setup = session->run_setup;
    if (path_join(folder, session->past.library, session->looking.run, NULL) &&
        path_join(path, folder, RUN_RECORD_FILE, NULL) && run_record_load(&record, path, NULL))
        *setup = record.setup;
}

void past_look_again(struct session *session)
{
    struct run_setup setup;
    if (!session->looking.run[0] || !past_look_can(session))
        return;
    read_setup(&setup, session);
    begin(session, &setup);
}

// ---- When it is loaded --------------------------------------------------------------------------

// That not all is there is said the first time.
static void tell(struct session *session)
{
    char text[RUN_RECORD_NAME + 160];
    const struct status *not_whole = &session->progress.not_whole;
    if (session->looking.run_step != last_moment)
        return;
    if (not_whole->code != STATUS_OK)
        questions_error(&session->questions, tr("Not all of this run can be looked back at"),
                        not_whole);
    tr_print(text, sizeof text,
             "The run %s is looked back at: the slider or Alt+Left and Alt+Right choose a moment "
             "of it.",
             session->looking.run);
    notice_say(&session->notice, text, ACTION_NOW, 12);
}

static void explain_failure(struct session *session)
{
    questions_error(&session->questions, tr("This run cannot be looked back at"),
                    &session->progress.failure);
    session->looking.past = false;
    trainer_forget(session->trainer);
    session->progress.phase = TRAINER_IDLE;
}

void past_look_follow(struct session *session)
{
    session->changed = true;
    if (session->progress.phase == TRAINER_FAILED) {
        explain_failure(session);
    } else if (session->progress.phase == TRAINER_PAST) {
        tell(session);
        looking_back_at_step(session, session->looking.run_step);
    }
}
