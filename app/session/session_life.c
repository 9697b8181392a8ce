// The order in which a session begins and ends: settings first and last, so that whatever fails in
// between, they are kept.
#include "app/session/session_life.h"
#include "app/language/tr.h"
#include "app/session/fetching.h"
#include "app/session/health.h"
#include "app/session/opening.h"
#include "app/session/operating.h"
#include "app/session/past_runs.h"
#include "app/session/step/slow_motion.h"
#include "app/session/weights/fine_tuning.h"
#include "app/session/weights/next_start.h"
#include "app/session/weights/set_up.h"
#include "app/session/weights/training.h"
#include "app/session/weights/weights_file.h"
#include <stdio.h>
#include <stdlib.h>

static void no_wake(void *context)
{
    (void)context;
}

static void copy_options(struct session *session, const struct session_options *options)
{
    session->wake = options->wake ? options->wake : no_wake;
    session->wake_context = options->wake_context;
    session->bring = options->bring;
    session->random_seed = options->random_seed;
    if (options->checkpoint)
        snprintf(session->checkpoint, PATH_SIZE, "%s", options->checkpoint);
    if (options->runs)
        snprintf(session->past.library, PATH_SIZE, "%s", options->runs);
}

static void load_settings(struct session *session, const char *path)
{
    struct status status = {0};
    if (!remembering_begin(&session->remembering, &session->settings, path, &status))
        questions_error(&session->questions, tr("The settings could not be read"), &status);
}

static bool load_weights(struct session *session, const char *model, struct status *status)
{
    if (!model)
        weights_file_use_first(session);
    else if (!weights_file_use(session, model, WEIGHTS_FILE, status))
        return false;
    else
        session->shipped_there = path_of_shipped_model((char[PATH_SIZE]){0}, NULL);
    session->before.there = false; // what was only loaded on the way was never in use
    return true;
}

static void open_own_digits(struct session *session, const char *path)
{
    struct status status = {0};
    if (!own_digits_open(&session->own_digits, path ? path : "", PAD_SIDE, &status))
        questions_error(&session->questions, tr("Your digits could not be read"), &status);
}

bool session_open(struct session *session, const struct session_options *options,
                  struct status *status)
{
    copy_options(session, options);
    session->training = train_default_options();
    pin_init(&session->pin);
    operations_init(&session->operating.steps);
    session->exam_shown.filter.label = session->exam_shown.filter.read = -1;
    set_up_load(session, options->settings_path);
    load_settings(session, options->settings_path); // session_close writes them, if this fails, too
    if (!pad_init(&session->pad, status) ||
        !trainer_open(&session->trainer, session->wake, session->wake_context, status) ||
        !load_weights(session, options->model, status))
        return false;
    open_own_digits(session, options->own_digits);
    training_find_first(session);
    if (session->checkpoint_there && session->questions.open == QUESTION_NONE &&
        !session->kept.postponed)
        questions_open(&session->questions, QUESTION_RESUME);
    return true;
}

void session_follow(struct session *session)
{
    training_follow(session);
    opening_follow(session);
    fetching_follow(session);
    operating_follow(session);
    health_follow(session);
}

void session_remember(struct session *session, double now)
{
    struct status status = {0};
    if (session->pad.active)
        return; // the disk may take its time
    if (!remembering_step(&session->remembering, &session->settings, now, &status))
        questions_error(&session->questions, tr("The settings could not be saved"), &status);
}

int session_rest_ms(const struct session *session, double now)
{
    return session->pad.active
               ? -1
               : remembering_wait_ms(&session->remembering, &session->settings, now);
}

void session_end(struct session *session)
{
    trainer_end(session->trainer);
    if (session->trainer && !fine_tuning_runs(session))
        training_follow(session); // the run may have come to its end just now
    session_save_settings(session, NULL);
    next_start_close(session);
}

void session_close(struct session *session)
{
    session_end(session);
    download_close(session->fetching.download);
    picture_opening_drop(session->opening);
    explainer_close(session->why.explainer);
    slow_motion_free(&session->slow_motion);
    tester_close(session->operating.tester);
    checkup_close(session->health.checkup);
    examiner_close(session->exam_shown.examiner);
    operations_free(&session->operating.steps);
    trainer_close(session->trainer);
    free(session->looking.branch);
    fine_tuning_free(&session->fine_tuning);
    past_runs_free(session);
    own_digits_free(&session->own_digits);
    pad_free(&session->pad);
    dataset_free(&session->test_digits);
    strokes_free(&session->strokes);
}
