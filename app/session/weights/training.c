// A run goes on in its own thread; here its news become what is in use, kept, said and asked.
#include "app/session/weights/training.h"
#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/session/weights/fine_tuning.h"
#include "app/session/weights/looking_back.h"
#include "app/session/weights/next_start.h"
#include "app/session/weights/past_look.h"
#include "app/session/weights/run_start.h"
#include "app/session/weights/weights.h"
#include "app/training/beside/left_run.h"
#include "app/training/data_source.h"
#include "app/training/train_record.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
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
        questions_error(&session->questions, tr("A stopped run could not be read"), &damaged);
}

void training_discard_kept(struct session *session)
{
    struct lock *lock;
    struct status status = {0};
    if (session->checkpoint_there && kept_run_take(&lock, session->kept.path, &status)) {
        if (left_run_keep(session->past.library, session->kept.path, &status))
            kept_run_discard(session->kept.path);
        lock_release(lock);
    }
    if (status.code != STATUS_OK && status.code != STATUS_MISSING)
        questions_error(&session->questions, tr("The run was not discarded"), &status);
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

// The run that was to go on is another window's by now, or is gone: its place is taken by another
// one, if there is one, about which the person decides anew.
static void offer_another(struct session *session, const struct status *why)
{
    training_find_kept(session);
    if (!session->checkpoint_there) {
        questions_error(&session->questions, tr("The run cannot be continued"), why);
        return;
    }
    questions_open(&session->questions, QUESTION_RESUME);
    notice_say(&session->notice,
               tr("That run is another window's by now, or is gone: this is another one."),
               ACTION_NONE, 12);
}

// The file where the run is kept, locked for it. A new run goes on without one, if need be; that of
// the run `instead` ("": none) is lost by it.
static bool take_file(struct session *session, struct trainer_job *job, const char *instead)
{
    struct status status = {0};
    if (!session->checkpoint[0])
        return true;
    if (job->resume) {
        snprintf(job->checkpoint, PATH_SIZE, "%s", session->kept.path);
        if (kept_run_take(&job->lock, job->checkpoint, &status))
            return true;
        offer_another(session, &status);
        return false;
    }
    if (!kept_run_take_new(job->checkpoint, &job->lock, session->checkpoint, instead, &status)) {
        job->checkpoint[0] = '\0';
        questions_error(&session->questions, tr("The run will not be kept when it is stopped"),
                        &status);
    }
    return true;
}

static const char *kept_path(const struct session *session)
{
    return session->checkpoint_there ? session->kept.path : "";
}

static bool begin(struct session *session, struct trainer_job *job, const char *instead)
{
    if (!take_file(session, job, instead))
        return false;
    snprintf(session->run_file, PATH_SIZE, "%s", job->checkpoint);
    fine_tuning_forget(session);
    run_start(session, job);
    return true;
}

void training_begin(struct session *session, const char *data, bool resume)
{
    if (session_trains(session) || (resume && !session->checkpoint_there))
        return;
    struct trainer_job job = {.resume = resume, .options = session->training};
    snprintf(job.data, PATH_SIZE, "%s", resume ? session->kept.data : data);
    session->run_begun = resume ? RUN_BEGUN_CONTINUED : RUN_BEGUN_ANEW;
    begin(session, &job, kept_path(session));
}

// ---- Branches -----------------------------------------------------------------------------------

static uint64_t step_of(const struct session *session, const struct train_state *state)
{
    uint64_t batches = (uint64_t)session->looking.moments.batches;
    return (uint64_t)state->epoch * batches + (uint64_t)state->batch;
}

// The run before is kept, but if this is its own beginning once more.
static void begin_branch(struct session *session)
{
    struct looking_back *looking = &session->looking;
    struct trainer_job job = {.from = looking->branch, .branch = true, .paused = looking->again};
    bool same = looking->again && session->checkpoint_there &&
                strcmp(session->kept.path, session->run_file) == 0;
    looking->branch = NULL;
    session->run_begun = looking->again ? RUN_BEGUN_AGAIN : RUN_BEGUN_AS_BRANCH;
    job.by_setup = session->run_by_setup;
    job.setup = session->run_setup;
    snprintf(job.data, PATH_SIZE, "%s", session->progress.data);
    memcpy(job.branched_from, session->progress.recorded, sizeof job.branched_from);
    memcpy(looking->run, session->progress.recorded, sizeof looking->run);
    looking->run_step = step_of(session, &job.from->state);
    if (begin(session, &job, same ? session->run_file : ""))
        return;
    free(job.from);
}

// Now, or when the run has stopped.
static void branch(struct session *session, struct run_moment *moment, bool again)
{
    free(session->looking.branch);
    session->looking.branch = moment;
    session->looking.again = again;
    looking_back_end(session);
    if (session_trains(session))
        trainer_stop(session->trainer);
    else
        begin_branch(session);
}

static struct run_moment *new_moment(struct session *session)
{
    struct run_moment *moment = malloc(sizeof *moment);
    struct status status = {0};
    if (moment)
        return moment;
    status_fail(&status, STATUS_NO_MEMORY, tr("not enough memory to go on from there"));
    questions_error(&session->questions, tr("The run cannot go on from there"), &status);
    return NULL;
}

bool training_can_go_on_from_here(const struct session *session)
{
    return session->looking.there && !session->looking.branch &&
           session->looking.moment.state.epoch < session->looking.moment.state.options.epochs;
}

void training_go_on_from_here(struct session *session)
{
    struct run_moment *moment;
    if (!training_can_go_on_from_here(session) || !(moment = new_moment(session)))
        return;
    *moment = session->looking.moment;
    branch(session, moment, false);
}

bool training_can_go_to_start(const struct session *session)
{
    const struct looking_back *looking = &session->looking;
    return looking_back_can(session) && looking->moments.step[0] == 0 && !looking->branch &&
           session->progress.phase != TRAINER_LOADING;
}

void training_go_to_start(struct session *session)
{
    struct run_moment *moment;
    if (!training_can_go_to_start(session) || !(moment = new_moment(session)))
        return;
    if (snapshots_get(trainer_snapshots(session->trainer), 0, moment))
        branch(session, moment, true);
    else
        free(moment);
}

// ---- Changes of a run that goes on --------------------------------------------------------------

bool training_can_steer(const struct session *session)
{
    enum trainer_phase phase = session->progress.phase;
    return (phase == TRAINER_RUNNING || phase == TRAINER_PAUSED) && !fine_tuning_runs(session) &&
           session->progress.changes < STEERING_MOST;
}

void training_steer(struct session *session, float rate, enum augment augment)
{
    if (!training_can_steer(session))
        return;
    trainer_steer(session->trainer, fminf(fmaxf(rate, TRAINING_RATE_LEAST), TRAINING_RATE_MOST),
                  augment);
    trainer_get_progress(session->trainer, &session->progress);
    session->changed = true;
}

// ---- Beginnings ---------------------------------------------------------------------------------

// A run may be continued from another folder.
static void make_whole(char path[PATH_SIZE])
{
    char whole[PATH_SIZE];
    if (path[0] && path_absolute(whole, path, NULL))
        memcpy(path, whole, PATH_SIZE);
}

void training_begin_set_up(struct session *session)
{
    struct trainer_job job = {
        .by_setup = true, .setup = session->setup, .options = session->setup.options};
    if (session_trains(session))
        return;
    for (int i = 0; i < RUN_PARTS; i++)
        make_whole(job.setup.part[i].path);
    run_start_name_data(job.data, &job.setup);
    if (job.setup.from_weights) {
        if (!(job.from = new_moment(session)))
            return;
        *job.from = (struct run_moment){0};
        train_begin_from(&job.from->state, &job.options, &session->weights);
    }
    session->run_begun = RUN_BEGUN_ANEW;
    if (!begin(session, &job, kept_path(session)))
        free(job.from);
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
        questions_error(&session->questions, tr("This folder cannot be used"), &status);
}

// Whether the run began with the weights that were in use.
static bool began_from_weights(const struct session *session)
{
    return session->run_by_setup && session->run_setup.from_weights;
}

// A run that came to its end is kept as the user's own model, so that nothing is lost.
static bool keep_result(struct session *session)
{
    char description[512];
    struct status status = {0};
    train_record_describe(description, sizeof description,
                          data_source_title(session->progress.data), session->progress.epochs,
                          began_from_weights(session), "test",
                          (double)session->progress.test_error);
    weights_note(session, WEIGHTS_TRAINER, TR("Trained here"), description);
    session->model_info.command[0] = '\0';
    session->model_info.maker = MODEL_MAKER_RUN;
    session->model_info.tested = true;
    session->model_info.test_error = 100 * session->progress.test_error;
    bool kept = next_start_keep(session, "trained", &status);
    if (status.code != STATUS_OK)
        questions_error(&session->questions, tr("The trained weights could not be kept"), &status);
    return kept;
}

// `looked`: one looks at a moment of its past, whose weights stay in use until one comes back.
static void tell_finish(struct session *session, bool kept, bool looked)
{
    const char *in_use =
        kept ? tr("Training is finished. The new weights are in use, and kept for the next start.")
             : tr("Training is finished. The new weights are in use.");
    const char *later =
        kept ? tr("Training is finished. Its weights are kept; to come back to them:")
             : tr("Training is finished. To come back to its weights:");
    notice_say(&session->notice, looked ? later : in_use, looked ? ACTION_NOW : ACTION_SAVE_MODEL,
               12);
}

// The run came to its end while it was being left for other weights: those stay in use.
static void tell_left(struct session *session)
{
    if (session->progress.failure.code != STATUS_OK)
        questions_error(&session->questions, tr("The run's end could not be kept"),
                        &session->progress.failure);
    else
        notice_say(&session->notice, tr("The run had just come to its end. Its weights are kept:"),
                   ACTION_TRAIN_CONTINUE, 12);
}

// The run's file is the only one that has the result until it is kept as a model.
static void take_result(struct session *session, bool looked)
{
    bool kept = session->follow_trainer && keep_result(session);
    bool left = trainer_settle(session->trainer, kept);
    training_find_kept(session);
    if (session->follow_trainer)
        tell_finish(session, kept, looked);
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
                        began ? tr("Training stopped") : tr("Training could not begin"), failure);
    }
    if (began)
        return;
    session->follow_trainer = false;
    trainer_forget(session->trainer);
    session->progress.phase = TRAINER_IDLE;
    if (session->run_begun == RUN_BEGUN_AS_BRANCH || session->run_begun == RUN_BEGUN_AGAIN)
        past_look_again(session); // where its person still is
}

// The weights in use are those of the run that the trainer is or was on.
static void note_run(struct session *session, const char *title)
{
    if (fine_tuning_runs(session)) {
        weights_note(session, WEIGHTS_TRAINER, TR("Learning your digits"), "");
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
                 amount_percent_of((double)session->progress.test_error));
    weights_note(session, WEIGHTS_TRAINER, title, description);
}

static void tell_beginning(struct session *session)
{
    char continued[80];
    bool from_weights = began_from_weights(session);
    const char *const texts[] = {
        [RUN_BEGUN_ANEW] = from_weights
                               ? TR("Training has begun, from the weights that were in use.")
                               : TR("Training has begun, with random first weights."),
        [RUN_BEGUN_CONTINUED] = continued,
        [RUN_BEGUN_AS_BRANCH] = TR("A new run goes on from there. The run before is kept."),
        [RUN_BEGUN_AGAIN] =
            TR("Back at the start, with the same weights: Space runs it, \".\" one batch."),
    };
    tr_print(continued, sizeof continued, "The run goes on where it was left: epoch %d of %d.",
             session->kept.epoch + 1, session->kept.epochs);
    notice_say(&session->notice, tr(texts[session->run_begun]), ACTION_WEIGHTS_BEFORE, 8);
}

static void react(struct session *session, enum trainer_phase before, bool looked)
{
    if (fine_tuning_runs(session)) {
        fine_tuning_follow(session);
        return;
    }
    if (session->looking.past) {
        past_look_follow(session);
        return;
    }
    enum trainer_phase phase = session->progress.phase;
    const char *data = session->progress.data;
    bool named = strcmp(session->named_data, data) == 0 || is_remembered(session, data);
    session->changed = true;
    if (before == TRAINER_LOADING)
        remember_data(session);
    if (before == TRAINER_LOADING && (phase == TRAINER_RUNNING || phase == TRAINER_PAUSED))
        tell_beginning(session);
    if (phase == TRAINER_FINISHED)
        take_result(session, looked);
    if (phase == TRAINER_STOPPED || phase == TRAINER_FAILED)
        training_find_kept(session);
    bool broke_off = phase == TRAINER_FAILED && session->progress.batches > 0;
    if ((phase == TRAINER_STOPPED || broke_off) && session->follow_trainer)
        note_run(session, TR("Training stopped"));
    if (phase == TRAINER_STOPPED && session->progress.failure.code != STATUS_OK) {
        session->run_told = session->progress.run;
        questions_error(&session->questions, tr("The run's place could not be kept"),
                        &session->progress.failure);
    }
    if (phase == TRAINER_FAILED)
        explain_failure(session, named);
}

// What comes of the new phase is about the weights of now. After a run's end there are no newer
// ones, of which it would be said that they are in training.
static void follow_phase(struct session *session, enum trainer_phase before)
{
    bool looked = looking_back_leave(session);
    react(session, before, looked);
    if (!session_trains(session))
        session->looking.newer = false;
    if (session->looking.branch && !session_trains(session))
        begin_branch(session);
    else if (looked && session->progress.phase != TRAINER_IDLE)
        looking_back_return(session);
}

static void follow_weights(struct session *session)
{
    struct looking_back *looking = &session->looking;
    struct lenet *weights = looking->there ? &looking->now : &session->weights;
    if (session->follow_trainer &&
        trainer_snapshot(session->trainer, weights, &session->trainer_generation))
        looking->newer = true;
    if (!looking->newer || looking->there)
        return;
    looking->newer = false;
    note_run(session, TR("In training"));
}

// What the run writes as it goes on, and cannot: as soon as it is known, and once, though it tries
// again and again. A full disk fails for the run's file and for the library; its file counts more.
static void tell_not_written(struct session *session)
{
    const struct trainer_progress *progress = &session->progress;
    bool goes_on = session_trains(session);
    bool unkept = goes_on && progress->not_kept.code != STATUS_OK;
    const struct status *why = unkept ? &progress->not_kept : &progress->not_recorded;
    struct status told = {.code = STATUS_OK};
    if (why->code == STATUS_OK || session->run_told == progress->run)
        return;
    session->run_told = progress->run;
    size_t length = strlen(why->message);
    bool dot = length > 0 && why->message[length - 1] == '.';
    status_fail(&told, why->code, "%.800s%s%s", why->message, goes_on && !dot ? "." : "",
                goes_on ? tr(" The run goes on, and keeping it is tried again every few seconds.")
                        : "");
    questions_error(&session->questions,
                    unkept ? tr("The run's place could not be kept")
                           : tr("The run is not kept among the runs"),
                    &told);
}

void training_follow(struct session *session)
{
    enum trainer_phase before = session->progress.phase;
    trainer_get_progress(session->trainer, &session->progress);
    looking_back_follow(session);
    follow_weights(session);
    if (session->progress.phase != before)
        follow_phase(session, before);
    tell_not_written(session);
}
