// Runs of the trainer as the window begins, follows and ends them: see shell.h.
#include "app/session/fine_tuning.h"
#include "app/session/next_start.h"
#include "app/window/actions.h"
#include "app/window/shell.h"
#include "app/window/shell_private.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

void app_find_checkpoint(struct app *app)
{
    app->session.checkpoint_there =
        app->session.checkpoint[0] &&
        kept_run_find(&app->session.kept, app->session.checkpoint, app->session.run_file);
}

void app_discard_checkpoint(struct app *app)
{
    struct lock *lock;
    struct status status = {0};
    if (app->session.checkpoint_there && kept_run_take(&lock, app->session.kept.path, &status)) {
        kept_run_discard(app->session.kept.path);
        lock_release(lock);
    }
    if (status.code != STATUS_OK && status.code != STATUS_MISSING)
        dialog_error(app, "The run was not discarded", &status);
    app_find_checkpoint(app);
}

void app_postpone_checkpoint(struct app *app)
{
    struct lock *lock;
    // Without it the question only comes again.
    if (!app->session.checkpoint_there || !kept_run_take(&lock, app->session.kept.path, NULL))
        return;
    kept_run_postpone(app->session.kept.path, NULL);
    lock_release(lock);
}

// The file where the run is kept, locked for it. A new run goes on without one, if need be.
static bool take_file(struct app *app, struct trainer_job *job)
{
    struct status status = {0};
    if (!app->session.checkpoint[0])
        return true;
    if (job->resume) {
        snprintf(job->checkpoint, PATH_SIZE, "%s", app->session.kept.path);
        if (kept_run_take(&job->lock, job->checkpoint, &status))
            return true;
        dialog_error(app, "The run cannot be continued", &status);
        app_find_checkpoint(app);
        return false;
    }
    if (!kept_run_take_new(job->checkpoint, &job->lock, app->session.checkpoint,
                           app->session.checkpoint_there ? app->session.kept.path : "", &status)) {
        job->checkpoint[0] = '\0';
        dialog_error(app, "The run will not be kept when it is stopped", &status);
    }
    return true;
}

void app_train(struct app *app, const char *data, bool resume)
{
    if (app_training(app) || (resume && !app->session.checkpoint_there))
        return;
    struct trainer_job job = {.resume = resume, .options = app->session.training};
    snprintf(job.data, PATH_SIZE, "%s", resume ? app->session.kept.data : data);
    if (!take_file(app, &job))
        return;
    snprintf(app->session.run_file, PATH_SIZE, "%s", job.checkpoint);
    fine_tuning_forget(app);
    app_begin_run(app, &job);
}

void app_start_training(struct app *app, const char *data)
{
    if (app_training(app))
        return;
    if (app->session.checkpoint_there) {
        dialog_ask_new_run(app, data);
        return;
    }
    app_train(app, data, false);
    app_toast(app, "Training has begun, with weights of its own.", ACTION_WEIGHTS_BEFORE, 8);
}

void app_train_mnist(struct app *app)
{
    char folder[PATH_SIZE];
    app_data_folder(app, folder);
    app_start_training(app, folder);
}

void app_train_folder(struct app *app, const char *folder)
{
    struct status status = {0};
    if (path_absolute(app->session.named_data, folder, &status))
        app_start_training(app, app->session.named_data);
    else
        dialog_error(app, "This folder cannot be used", &status);
}

// A run that came to its end is kept as the user's own model, so that nothing is lost.
static bool keep_result(struct app *app)
{
    char description[512];
    struct status status = {0};
    snprintf(description, sizeof description, "%d epochs of %.300s, test error %.2f%%",
             app->session.progress.epochs, app_data_name(app->session.progress.data),
             100 * (double)app->session.progress.test_error);
    app_note_weights(app, WEIGHTS_TRAINER, "Trained here", description);
    app->session.model_info.command[0] = '\0';
    bool kept = next_start_keep(app, "trained", &status);
    if (status.code != STATUS_OK)
        dialog_error(app, "The trained weights could not be kept", &status);
    return kept;
}

static void tell_finish(struct app *app, bool kept)
{
    app_toast(app,
              kept
                  ? "Training is finished. The new weights are in use, and kept for the next start."
                  : "Training is finished. The new weights are in use.",
              ACTION_SAVE_MODEL, 12);
}

// The run came to its end while it was being left for other weights: those stay in use.
static void tell_left(struct app *app)
{
    if (app->session.progress.failure.code != STATUS_OK)
        dialog_error(app, "The run's end could not be kept", &app->session.progress.failure);
    else
        app_toast(app,
                  "The run had just come to its end. Its weights are kept:", ACTION_TRAIN_CONTINUE,
                  12);
}

// The run's file is the only one that has the result until it is kept as a model.
static void take_result(struct app *app)
{
    bool kept = app->session.follow_trainer && keep_result(app);
    bool left = trainer_settle(app->session.trainer, kept);
    app_find_checkpoint(app);
    if (app->session.follow_trainer)
        tell_finish(app, kept);
    else if (left)
        tell_left(app);
}

// Settings of earlier versions may have it relative.
static bool is_remembered(const struct app *app, const char *data)
{
    char remembered[PATH_SIZE];
    return app->session.settings.data[0] &&
           path_absolute(remembered, app->session.settings.data, NULL) &&
           strcmp(remembered, data) == 0;
}

// A folder that the user named is remembered once its data has loaded, and forgotten when its data
// is gone: else it would stand in the way of the default folder for good.
static void remember_data(struct app *app)
{
    const char *data = app->session.progress.data;
    bool failed = app->session.progress.phase == TRAINER_FAILED;
    if (!failed && strcmp(app->session.named_data, data) == 0)
        snprintf(app->session.settings.data, PATH_SIZE, "%s", data);
    else if (failed && app->session.progress.failure.code == STATUS_MISSING &&
             is_remembered(app, data))
        app->session.settings.data[0] = '\0';
}

static void explain_failure(struct app *app, bool named)
{
    const struct status *failure = &app->session.progress.failure;
    bool began = app->session.progress.batches > 0;
    if (failure->code == STATUS_MISSING && !data_source_is_practice(app->session.progress.data)) {
        dialog_missing_data(app, failure);
        app->dialogs.missing_named = named;
    } else {
        dialog_error(app, began ? "Training stopped" : "Training could not begin", failure);
    }
    if (began)
        return;
    app->session.follow_trainer = false;
    trainer_forget(app->session.trainer);
    app->session.progress.phase = TRAINER_IDLE;
}

// The weights in use are those of the run that the trainer is or was on.
static void note_run(struct app *app, const char *title)
{
    if (fine_tuning_runs(app)) {
        app_note_weights(app, WEIGHTS_TRAINER, "Learning your digits", "");
        fine_tuning_keep_calibration(app);
        return;
    }
    char description[512];
    snprintf(description, sizeof description, "epoch %d of %d on %.300s",
             trainer_epoch(&app->session.progress), app->session.progress.epochs,
             app_data_name(app->session.progress.data));
    app_note_weights(app, WEIGHTS_TRAINER, title, description);
}

static void follow_phase(struct app *app, enum trainer_phase before)
{
    if (fine_tuning_runs(app)) {
        fine_tuning_follow(app);
        return;
    }
    enum trainer_phase phase = app->session.progress.phase;
    const char *data = app->session.progress.data;
    bool named = strcmp(app->session.named_data, data) == 0 || is_remembered(app, data);
    app->dirty = true;
    if (before == TRAINER_LOADING)
        remember_data(app);
    if (phase == TRAINER_FINISHED)
        take_result(app);
    if (phase == TRAINER_STOPPED || phase == TRAINER_FAILED)
        app_find_checkpoint(app);
    if (phase == TRAINER_STOPPED && app->session.follow_trainer)
        note_run(app, "Training stopped");
    if (phase == TRAINER_STOPPED && app->session.progress.failure.code != STATUS_OK)
        dialog_error(app, "The run's place could not be kept", &app->session.progress.failure);
    if (phase == TRAINER_FAILED)
        explain_failure(app, named);
}

static void follow_weights(struct app *app)
{
    if (!app->session.follow_trainer ||
        !trainer_snapshot(app->session.trainer, &app->session.weights,
                          &app->session.trainer_generation))
        return;
    note_run(app, "In training");
}

void app_follow_trainer(struct app *app)
{
    enum trainer_phase before = app->session.progress.phase;
    trainer_get_progress(app->session.trainer, &app->session.progress);
    follow_weights(app);
    if (app->session.progress.phase != before)
        follow_phase(app, before);
}

void app_poll_threads(struct app *app)
{
    app_follow_trainer(app);
    app_poll_opening(app);
    dialogs_poll(app);
}
