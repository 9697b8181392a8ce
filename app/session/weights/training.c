// A run goes on in its own thread; here its news become what is in use, kept, said and asked.
#include "app/session/weights/training.h"
#include "app/session/weights/fine_tuning.h"
#include "app/session/weights/next_start.h"
#include "app/session/weights/run_start.h"
#include "app/session/weights/weights.h"
#include "app/training/data_source.h"
#include "app/training/train_record.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

void training_find_kept(struct session *session)
{
    session->checkpoint_there =
        session->checkpoint[0] &&
        kept_run_find(&session->kept, session->checkpoint, session->run_file);
}

void training_find_first(struct session *session)
{
    struct status damaged = {0};
    session->checkpoint_there = session->checkpoint[0] &&
                                kept_run_look_at_all(&session->kept, session->checkpoint, &damaged);
    if (damaged.code != STATUS_OK)
        questions_error(&session->questions, "A stopped run could not be read", &damaged);
}

void training_discard_kept(struct session *session)
{
    struct lock *lock;
    struct status status = {0};
    if (session->checkpoint_there && kept_run_take(&lock, session->kept.path, &status)) {
        kept_run_discard(session->kept.path);
        lock_release(lock);
    }
    if (status.code != STATUS_OK && status.code != STATUS_MISSING)
        questions_error(&session->questions, "The run was not discarded", &status);
    training_find_kept(session);
}

void training_postpone_kept(struct session *session)
{
    struct lock *lock;
    // Without it the question only comes again.
    if (!session->checkpoint_there || !kept_run_take(&lock, session->kept.path, NULL))
        return;
    kept_run_postpone(session->kept.path, NULL);
    lock_release(lock);
}

// The file where the run is kept, locked for it. A new run goes on without one, if need be.
static bool take_file(struct session *session, struct trainer_job *job)
{
    struct status status = {0};
    if (!session->checkpoint[0])
        return true;
    if (job->resume) {
        snprintf(job->checkpoint, PATH_SIZE, "%s", session->kept.path);
        if (kept_run_take(&job->lock, job->checkpoint, &status))
            return true;
        questions_error(&session->questions, "The run cannot be continued", &status);
        training_find_kept(session);
        return false;
    }
    if (!kept_run_take_new(job->checkpoint, &job->lock, session->checkpoint,
                           session->checkpoint_there ? session->kept.path : "", &status)) {
        job->checkpoint[0] = '\0';
        questions_error(&session->questions, "The run will not be kept when it is stopped",
                        &status);
    }
    return true;
}

void training_begin(struct session *session, const char *data, bool resume)
{
    if (session_trains(session) || (resume && !session->checkpoint_there))
        return;
    struct trainer_job job = {.resume = resume, .options = session->training};
    snprintf(job.data, PATH_SIZE, "%s", resume ? session->kept.data : data);
    if (!take_file(session, &job))
        return;
    snprintf(session->run_file, PATH_SIZE, "%s", job.checkpoint);
    fine_tuning_forget(session);
    run_start(session, &job);
}

void training_ask_begin(struct session *session, const char *data)
{
    if (session_trains(session))
        return;
    if (session->checkpoint_there) {
        questions_new_run(&session->questions, data);
        return;
    }
    training_begin(session, data, false);
}

void training_begin_mnist(struct session *session)
{
    char folder[PATH_SIZE];
    session_data_folder(session, folder);
    training_ask_begin(session, folder);
}

void training_begin_folder(struct session *session, const char *folder)
{
    struct status status = {0};
    if (path_absolute(session->named_data, folder, &status))
        training_ask_begin(session, session->named_data);
    else
        questions_error(&session->questions, "This folder cannot be used", &status);
}

// A run that came to its end is kept as the user's own model, so that nothing is lost.
static bool keep_result(struct session *session)
{
    char description[512];
    struct status status = {0};
    train_record_describe(description, sizeof description,
                          data_source_title(session->progress.data), session->progress.epochs,
                          "test", (double)session->progress.test_error);
    weights_note(session, WEIGHTS_TRAINER, "Trained here", description);
    session->model_info.command[0] = '\0';
    session->model_info.maker = MODEL_MAKER_RUN;
    session->model_info.tested = true;
    session->model_info.test_error = 100 * session->progress.test_error;
    bool kept = next_start_keep(session, "trained", &status);
    if (status.code != STATUS_OK)
        questions_error(&session->questions, "The trained weights could not be kept", &status);
    return kept;
}

static void tell_finish(struct session *session, bool kept)
{
    notice_say(
        &session->notice,
        kept ? "Training is finished. The new weights are in use, and kept for the next start."
             : "Training is finished. The new weights are in use.",
        ACTION_SAVE_MODEL, 12);
}

// The run came to its end while it was being left for other weights: those stay in use.
static void tell_left(struct session *session)
{
    if (session->progress.failure.code != STATUS_OK)
        questions_error(&session->questions, "The run's end could not be kept",
                        &session->progress.failure);
    else
        notice_say(&session->notice,
                   "The run had just come to its end. Its weights are kept:", ACTION_TRAIN_CONTINUE,
                   12);
}

// The run's file is the only one that has the result until it is kept as a model.
static void take_result(struct session *session)
{
    bool kept = session->follow_trainer && keep_result(session);
    bool left = trainer_settle(session->trainer, kept);
    training_find_kept(session);
    if (session->follow_trainer)
        tell_finish(session, kept);
    else if (left)
        tell_left(session);
}

// Settings of earlier versions may have it relative.
static bool is_remembered(const struct session *session, const char *data)
{
    char remembered[PATH_SIZE];
    return session->settings.data[0] && path_absolute(remembered, session->settings.data, NULL) &&
           strcmp(remembered, data) == 0;
}

// A folder that the user named is remembered once its data has loaded, and forgotten when its data
// is gone: else it would stand in the way of the default folder for good.
static void remember_data(struct session *session)
{
    const char *data = session->progress.data;
    bool failed = session->progress.phase == TRAINER_FAILED;
    if (!failed && strcmp(session->named_data, data) == 0)
        snprintf(session->settings.data, PATH_SIZE, "%s", data);
    else if (failed && session->progress.failure.code == STATUS_MISSING &&
             is_remembered(session, data))
        session->settings.data[0] = '\0';
}

static void explain_failure(struct session *session, bool named)
{
    const struct status *failure = &session->progress.failure;
    bool began = session->progress.batches > 0;
    if (failure->code == STATUS_MISSING && !data_source_is_practice(session->progress.data)) {
        questions_missing_data(&session->questions, failure, named);
    } else {
        questions_error(&session->questions,
                        began ? "Training stopped" : "Training could not begin", failure);
    }
    if (began)
        return;
    session->follow_trainer = false;
    trainer_forget(session->trainer);
    session->progress.phase = TRAINER_IDLE;
}

// The weights in use are those of the run that the trainer is or was on.
static void note_run(struct session *session, const char *title)
{
    if (fine_tuning_runs(session)) {
        weights_note(session, WEIGHTS_TRAINER, "Learning your digits", "");
        fine_tuning_keep_calibration(session);
        return;
    }
    char description[512];
    int said = snprintf(description, sizeof description, "epoch %d of %d on %.300s",
                        trainer_epoch(&session->progress), session->progress.epochs,
                        data_source_title(session->progress.data));
    if (isfinite(session->progress.test_error))
        snprintf(description + said, sizeof description - (size_t)said,
                 ", test error after the last one %.2f%%",
                 100 * (double)session->progress.test_error);
    weights_note(session, WEIGHTS_TRAINER, title, description);
}

static void follow_phase(struct session *session, enum trainer_phase before)
{
    if (fine_tuning_runs(session)) {
        fine_tuning_follow(session);
        return;
    }
    enum trainer_phase phase = session->progress.phase;
    const char *data = session->progress.data;
    bool named = strcmp(session->named_data, data) == 0 || is_remembered(session, data);
    session->changed = true;
    if (before == TRAINER_LOADING)
        remember_data(session);
    if (before == TRAINER_LOADING && (phase == TRAINER_RUNNING || phase == TRAINER_PAUSED))
        notice_say(&session->notice, "Training has begun, with weights of its own.",
                   ACTION_WEIGHTS_BEFORE, 8);
    if (phase == TRAINER_FINISHED)
        take_result(session);
    if (phase == TRAINER_STOPPED || phase == TRAINER_FAILED)
        training_find_kept(session);
    if (phase == TRAINER_STOPPED && session->follow_trainer)
        note_run(session, "Training stopped");
    if (phase == TRAINER_STOPPED && session->progress.failure.code != STATUS_OK)
        questions_error(&session->questions, "The run's place could not be kept",
                        &session->progress.failure);
    if (phase == TRAINER_FAILED)
        explain_failure(session, named);
}

static void follow_weights(struct session *session)
{
    if (!session->follow_trainer ||
        !trainer_snapshot(session->trainer, &session->weights, &session->trainer_generation))
        return;
    note_run(session, "In training");
}

void training_follow(struct session *session)
{
    enum trainer_phase before = session->progress.phase;
    trainer_get_progress(session->trainer, &session->progress);
    follow_weights(session);
    if (session->progress.phase != before)
        follow_phase(session, before);
}
