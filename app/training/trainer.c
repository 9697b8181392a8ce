// See trainer.h. One thread waits for a job, loads its data, steps through it and publishes. All
// that both threads touch is in the fields marked "guarded by lock"; the lock is never held while
// training, loading or writing files, so that the window never waits.
#include "app/training/trainer.h"
#include "app/base/clock.h"
#include "nn/train/evaluation.h"
#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static const double publish_seconds = 1.0 / 30;
static const double checkpoint_seconds = 60;
static const int losses_per_epoch = 40; // points of the loss curve

struct trainer {
    pthread_t thread;
    trainer_wake *wake;
    void *context;
    pthread_mutex_t lock;
    pthread_cond_t changed; // a command for the thread
    // Guarded by lock: what the window wants ...
    struct trainer_job job;
    bool job_waiting, pause, stop, quit;
    // ... and what it sees.
    struct trainer_progress progress;
    struct lenet weights;
    // ... and the file with the result of a run that has finished, until it is settled; "": none.
    char result[PATH_SIZE];
    struct lock *result_lock;
    bool ended; // the window's: the thread is no more
};

// One run, seen only by the trainer's thread.
struct run {
    struct trainer *trainer;
    struct trainer_job job;
    struct dataset data, test;
    struct threads *threads;
    struct train *train;
    struct train_state state; // where it began
    size_t items;             // of an epoch
    bool moved;               // a batch was trained
    struct status not_kept;   // why the latest checkpoint was not written
    double published, saved;  // times
    double measured_seconds;  // training time of measured_images, fading
    double measured_images;
    double loss_sum; // of the epoch, at the latest point of the loss curve
    uint64_t loss_seen;
};

// ---- The thread's side ----

static void set_phase(struct trainer *trainer, enum trainer_phase phase)
{
    pthread_mutex_lock(&trainer->lock);
    trainer->progress.phase = phase;
    trainer->progress.evaluating = false;
    pthread_mutex_unlock(&trainer->lock);
    trainer->wake(trainer->context);
}

static void get_curves(struct run *run, struct run_curves *curves)
{
    const struct trainer_progress *progress = &run->trainer->progress;
    pthread_mutex_lock(&run->trainer->lock);
    curves->loss = progress->loss_curve;
    curves->train = progress->train_curve;
    curves->test = progress->test_curve;
    pthread_mutex_unlock(&run->trainer->lock);
}

// A run that cannot be kept (a full disk, say) does not end: it is told at the end. One that has
// not moved is kept already, or not worth it. Of one that has come to its end this is the result.
static void keep(struct run *run)
{
    const char *path = run->job.checkpoint;
    struct status status = {.code = STATUS_OK};
    struct run_curves curves;
    run->saved = clock_seconds();
    run->not_kept.code = STATUS_OK;
    if (!path[0] || !run->moved)
        return;
    get_curves(run, &curves);
    if (!kept_run_save(path, train_get_state(run->train), run->job.data, &curves, &status))
        run->not_kept = status;
}

static bool load_data(struct run *run, struct status *status)
{
    return data_source_load(&run->data, run->job.data, DATASET_TRAIN, status) &&
           data_source_load(&run->test, run->job.data, DATASET_TEST, status);
}

static void tell_data(struct run *run)
{
    pthread_mutex_lock(&run->trainer->lock);
    snprintf(run->trainer->progress.data, PATH_SIZE, "%s", run->job.data);
    pthread_mutex_unlock(&run->trainer->lock);
}

static bool load_data_or_practice(struct run *run, struct status *status)
{
    if (load_data(run, status))
        return true;
    if (!run->job.or_practice || status->code != STATUS_MISSING)
        return false;
    dataset_free(&run->data);
    dataset_free(&run->test);
    *status = (struct status){.code = STATUS_OK};
    snprintf(run->job.data, PATH_SIZE, DATA_SOURCE_PRACTICE);
    tell_data(run);
    return load_data(run, status);
}

static void begin_lesson(struct run *run, struct training_set *data)
{
    const struct fine_tuning_data *tuning = run->job.tuning;
    data->drawings = &tuning->drawings;
    data->repeat = fine_tuning_data_repeat(run->data.count, tuning->drawings.count);
    run->job.options =
        fine_tuning_data_options(run->data.count, data_source_is_practice(run->job.data));
    train_begin_from(&run->state, &run->job.options, &tuning->weights);
}

// What the network could do before.
static bool test_beginning(struct run *run, struct status *status)
{
    struct trainer_progress *progress = &run->trainer->progress;
    struct evaluation evaluation;
    if (!run->job.tuning)
        return true;
    if (!evaluate(&evaluation, &run->state.weights, &run->test, run->threads, NULL, status))
        return false;
    pthread_mutex_lock(&run->trainer->lock);
    progress->tested = evaluation.count;
    progress->wrong_before = evaluation.wrong;
    pthread_mutex_unlock(&run->trainer->lock);
    return true;
}

static bool resume(struct run *run, struct status *status)
{
    struct trainer_progress *progress = &run->trainer->progress;
    struct run_curves curves;
    if (!kept_run_load(&run->state, run->job.data, &curves, run->job.checkpoint, status))
        return false;
    pthread_mutex_lock(&run->trainer->lock);
    progress->loss_curve = curves.loss;
    progress->train_curve = curves.train;
    progress->test_curve = curves.test;
    progress->loss = curve_last(&curves.loss);
    progress->train_error = curve_last(&curves.train);
    progress->test_error = curve_last(&curves.test);
    pthread_mutex_unlock(&run->trainer->lock);
    return true;
}

static bool begin_state(struct run *run, struct status *status)
{
    if (!run->job.resume)
        train_begin(&run->state, &run->job.options);
    else if (!resume(run, status))
        return false;
    tell_data(run);
    return true;
}

static bool open_run(struct run *run, struct status *status)
{
    struct training_set data = {.images = &run->data};
    if (!load_data_or_practice(run, status))
        return false;
    if (run->job.tuning)
        begin_lesson(run, &data);
    run->items = training_set_count(&data);
    return threads_open(&run->threads, run->job.threads, status) && test_beginning(run, status) &&
           train_open(&run->train, &run->state, &data, run->threads, status);
}

static void close_run(struct run *run)
{
    train_close(run->train);
    threads_close(run->threads);
    dataset_free(&run->data);
    dataset_free(&run->test);
}

// Where the run stands, in images of the whole run.
static double images_done(const struct run *run)
{
    const struct train_state *state = train_get_state(run->train);
    return (double)state->epoch * (double)run->items + (double)state->seen;
}

static void add_loss_point(struct trainer_progress *progress, const struct run *run, double sum,
                           uint64_t seen)
{
    if (seen <= run->loss_seen)
        return;
    progress->loss = (float)((sum - run->loss_sum) / (double)(seen - run->loss_seen));
    curve_add(&progress->loss_curve, (float)(images_done(run) / (double)run->items),
              progress->loss);
}

// Shows the window the weights and the place of this moment.
static void publish(struct run *run)
{
    struct trainer *trainer = run->trainer;
    struct trainer_progress *progress = &trainer->progress;
    const struct train_state *state = train_get_state(run->train);
    double all = (double)state->options.epochs * (double)run->items, done = images_done(run);
    pthread_mutex_lock(&trainer->lock);
    if (lenet_is_sound(&state->average)) { // else the run is about to end
        trainer->weights = state->average;
        progress->generation++;
    }
    progress->epoch = state->epoch;
    progress->epochs = state->options.epochs;
    progress->batch = state->batch;
    progress->batches = train_batches_per_epoch(run->train);
    progress->fraction = (float)(done / all);
    if (run->measured_seconds > 0) {
        double speed = run->measured_images / run->measured_seconds;
        progress->images_per_second = (float)speed;
        progress->seconds_left = (float)((all - done) / speed);
    }
    pthread_mutex_unlock(&trainer->lock);
    run->published = clock_seconds();
    trainer->wake(trainer->context);
}

static void note_loss(struct run *run)
{
    const struct train_state *state = train_get_state(run->train);
    int every = train_batches_per_epoch(run->train) / losses_per_epoch;
    if (state->batch % (every > 0 ? every : 1) != 0)
        return;
    pthread_mutex_lock(&run->trainer->lock);
    add_loss_point(&run->trainer->progress, run, state->loss_sum, state->seen);
    pthread_mutex_unlock(&run->trainer->lock);
    run->loss_sum = state->loss_sum;
    run->loss_seen = state->seen;
}

// Evaluates the epoch that was just finished and adds it to the curves.
static bool finish_epoch(struct run *run, struct status *status)
{
    struct trainer_progress *progress = &run->trainer->progress;
    const struct train_state *state = train_get_state(run->train);
    pthread_mutex_lock(&run->trainer->lock);
    add_loss_point(progress, run, train_epoch_loss(run->train) * (double)run->items, run->items);
    progress->evaluating = true;
    progress->epoch = state->epoch;
    progress->batch = state->batch;
    pthread_mutex_unlock(&run->trainer->lock);
    run->loss_sum = 0;
    run->loss_seen = 0;
    publish(run);
    struct evaluation evaluation;
    if (!evaluate(&evaluation, &state->average, &run->test, run->threads, NULL, status))
        return false;
    pthread_mutex_lock(&run->trainer->lock);
    progress->evaluating = false;
    progress->train_error = (float)train_epoch_error(run->train);
    progress->tested = evaluation.count;
    progress->wrong = evaluation.wrong;
    progress->test_error = (float)evaluation.wrong / (float)evaluation.count;
    curve_add(&progress->train_curve, (float)state->epoch, progress->train_error);
    curve_add(&progress->test_curve, (float)state->epoch, progress->test_error);
    pthread_mutex_unlock(&run->trainer->lock);
    run->trainer->wake(run->trainer->context);
    if (!train_done(run->train))
        keep(run);
    return true;
}

// Waits while paused. False if the run is to end.
static bool may_go_on(struct run *run)
{
    struct trainer *trainer = run->trainer;
    pthread_mutex_lock(&trainer->lock);
    bool waited = trainer->pause && !trainer->stop && !trainer->quit;
    if (waited) {
        pthread_mutex_unlock(&trainer->lock);
        publish(run);
        set_phase(trainer, TRAINER_PAUSED);
        pthread_mutex_lock(&trainer->lock);
        while (trainer->pause && !trainer->stop && !trainer->quit)
            pthread_cond_wait(&trainer->changed, &trainer->lock);
    }
    bool go_on = !trainer->stop && !trainer->quit;
    pthread_mutex_unlock(&trainer->lock);
    if (waited && go_on)
        set_phase(trainer, TRAINER_RUNNING);
    return go_on;
}

static void measure(struct run *run, double seconds)
{
    double fade = exp(-seconds / 3); // about the last three seconds count
    run->measured_seconds = run->measured_seconds * fade + seconds;
    run->measured_images = run->measured_images * fade + (double)run->state.options.batch;
}

// Until the end, a stop, or a failure.
static bool step_through(struct run *run, struct status *status)
{
    while (!train_done(run->train) && may_go_on(run)) {
        double start = clock_seconds();
        bool epoch_done = train_step(run->train);
        double end = clock_seconds();
        bool publishing = end - run->published > publish_seconds;
        run->moved = true;
        measure(run, end - start);
        if ((epoch_done || publishing) && !train_is_sound(run->train, status))
            return false;
        if (epoch_done) {
            if (!finish_epoch(run, status))
                return false;
        } else {
            note_loss(run);
        }
        if (publishing)
            publish(run);
        if (end - run->saved > run->job.checkpoint_seconds && !train_done(run->train))
            keep(run);
    }
    return true;
}

static enum trainer_phase end_run(struct run *run, struct status *status)
{
    publish(run);
    keep(run);
    *status = run->not_kept;
    return train_done(run->train) ? TRAINER_FINISHED : TRAINER_STOPPED;
}

// Of a run that had come to its end when it was left. It needs no data.
static bool show_result(struct run *run, struct status *status)
{
    struct trainer *trainer = run->trainer;
    if (!lenet_is_sound(&run->state.average))
        return status_fail(status, STATUS_BAD_DATA,
                           "%s: its weights are so large that no image can be read; discard the "
                           "run",
                           run->job.checkpoint);
    pthread_mutex_lock(&trainer->lock);
    trainer->weights = run->state.average;
    trainer->progress.generation++;
    trainer->progress.epoch = trainer->progress.epochs = run->state.options.epochs;
    trainer->progress.fraction = 1;
    pthread_mutex_unlock(&trainer->lock);
    return true;
}

static enum trainer_phase go_through(struct run *run, struct status *status)
{
    if (!begin_state(run, status))
        return TRAINER_FAILED;
    if (run->state.epoch == run->state.options.epochs)
        return show_result(run, status) ? TRAINER_FINISHED : TRAINER_FAILED;
    if (!open_run(run, status))
        return TRAINER_FAILED;
    run->loss_sum = run->state.loss_sum;
    run->loss_seen = run->state.seen;
    publish(run);
    set_phase(run->trainer, TRAINER_RUNNING);
    if (step_through(run, status))
        return end_run(run, status);
    keep(run); // what can still be kept
    return TRAINER_FAILED;
}

// The lock of a result outlives the run: nobody else may take it before the window has it.
static void leave_file(struct trainer *trainer, const struct trainer_job *job,
                       enum trainer_phase phase)
{
    if (phase != TRAINER_FINISHED || !job->checkpoint[0]) {
        lock_release(job->lock);
        return;
    }
    pthread_mutex_lock(&trainer->lock);
    memcpy(trainer->result, job->checkpoint, PATH_SIZE);
    trainer->result_lock = job->lock;
    pthread_mutex_unlock(&trainer->lock);
}

static void run_job(struct trainer *trainer, const struct trainer_job *job)
{
    struct status status = {.code = STATUS_OK};
    enum trainer_phase phase = TRAINER_FAILED;
    struct run *run = calloc(1, sizeof *run);
    if (run) {
        run->trainer = trainer;
        run->job = *job;
        if (run->job.checkpoint_seconds <= 0)
            run->job.checkpoint_seconds = checkpoint_seconds;
        run->saved = clock_seconds();
        phase = go_through(run, &status);
        close_run(run);
    } else {
        status_fail(&status, STATUS_NO_MEMORY, "not enough memory to train");
    }
    free(run);
    leave_file(trainer, job, phase);
    pthread_mutex_lock(&trainer->lock);
    trainer->progress.failure = status;
    pthread_mutex_unlock(&trainer->lock);
    set_phase(trainer, phase);
}

// The window comes first: its thread must draw a frame in the middle of a training step. On Linux
// the priority belongs to the thread, and the pool's threads inherit it.
static void step_back(void)
{
#ifdef __linux__
    setpriority(PRIO_PROCESS, 0, 10);
#endif
}

static void *thread_main(void *context)
{
    step_back();
    struct trainer *trainer = context;
    pthread_mutex_lock(&trainer->lock);
    while (!trainer->quit) {
        if (!trainer->job_waiting) {
            pthread_cond_wait(&trainer->changed, &trainer->lock);
            continue;
        }
        struct trainer_job job = trainer->job;
        trainer->job_waiting = false;
        pthread_mutex_unlock(&trainer->lock);
        run_job(trainer, &job);
        pthread_mutex_lock(&trainer->lock);
    }
    pthread_mutex_unlock(&trainer->lock);
    return NULL;
}

// ---- The window's side ----

bool trainer_open(struct trainer **out, trainer_wake *wake, void *context, struct status *status)
{
    struct trainer *trainer = calloc(1, sizeof *trainer);
    if (!trainer)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory for the trainer");
    trainer->wake = wake;
    trainer->context = context;
    pthread_mutex_init(&trainer->lock, NULL);
    pthread_cond_init(&trainer->changed, NULL);
    if (pthread_create(&trainer->thread, NULL, thread_main, trainer) != 0) {
        pthread_cond_destroy(&trainer->changed);
        pthread_mutex_destroy(&trainer->lock);
        free(trainer);
        return status_fail(status, STATUS_NO_MEMORY, "cannot start the trainer's thread");
    }
    *out = trainer;
    return true;
}

void trainer_end(struct trainer *trainer)
{
    if (!trainer || trainer->ended)
        return;
    pthread_mutex_lock(&trainer->lock);
    trainer->quit = true;
    pthread_cond_signal(&trainer->changed);
    pthread_mutex_unlock(&trainer->lock);
    pthread_join(trainer->thread, NULL);
    trainer->ended = true;
    if (trainer->job_waiting)
        lock_release(trainer->job.lock);
}

void trainer_close(struct trainer *trainer)
{
    if (!trainer)
        return;
    trainer_end(trainer);
    trainer_settle(trainer, false);
    pthread_cond_destroy(&trainer->changed);
    pthread_mutex_destroy(&trainer->lock);
    free(trainer);
}

bool trainer_settle(struct trainer *trainer, bool discard)
{
    char path[PATH_SIZE];
    pthread_mutex_lock(&trainer->lock);
    memcpy(path, trainer->result, PATH_SIZE);
    struct lock *lock = trainer->result_lock;
    trainer->result[0] = '\0';
    trainer->result_lock = NULL;
    pthread_mutex_unlock(&trainer->lock);
    if (discard && path[0])
        kept_run_discard(path);
    lock_release(lock);
    return path[0] && !discard;
}

void trainer_start(struct trainer *trainer, const struct trainer_job *job)
{
    trainer_settle(trainer, false);
    pthread_mutex_lock(&trainer->lock);
    enum trainer_phase before = trainer->progress.phase;
    assert(before < TRAINER_LOADING || before > TRAINER_PAUSED);
    (void)before;
    trainer->job = *job;
    trainer->job_waiting = true;
    trainer->pause = trainer->stop = false;
    struct trainer_progress *progress = &trainer->progress;
    uint64_t run = progress->run + 1, generation = progress->generation;
    memset(progress, 0, sizeof *progress);
    progress->phase = TRAINER_LOADING;
    progress->run = run;
    progress->generation = generation;
    progress->epochs = job->options.epochs;
    progress->loss = progress->train_error = progress->test_error = NAN;
    snprintf(progress->data, sizeof progress->data, "%s", job->data);
    pthread_cond_signal(&trainer->changed);
    pthread_mutex_unlock(&trainer->lock);
}

void trainer_pause(struct trainer *trainer, bool pause)
{
    pthread_mutex_lock(&trainer->lock);
    trainer->pause = pause;
    pthread_cond_signal(&trainer->changed);
    pthread_mutex_unlock(&trainer->lock);
}

void trainer_toggle_pause(struct trainer *trainer)
{
    pthread_mutex_lock(&trainer->lock);
    trainer->pause = !trainer->pause;
    pthread_cond_signal(&trainer->changed);
    pthread_mutex_unlock(&trainer->lock);
}

void trainer_stop(struct trainer *trainer)
{
    pthread_mutex_lock(&trainer->lock);
    trainer->stop = true;
    pthread_cond_signal(&trainer->changed);
    pthread_mutex_unlock(&trainer->lock);
}

void trainer_forget(struct trainer *trainer)
{
    pthread_mutex_lock(&trainer->lock);
    enum trainer_phase phase = trainer->progress.phase;
    if (phase == TRAINER_STOPPED || phase == TRAINER_FINISHED || phase == TRAINER_FAILED)
        trainer->progress.phase = TRAINER_IDLE;
    pthread_mutex_unlock(&trainer->lock);
}

void trainer_get_progress(struct trainer *trainer, struct trainer_progress *progress)
{
    pthread_mutex_lock(&trainer->lock);
    *progress = trainer->progress;
    progress->pausing = trainer->pause;
    pthread_mutex_unlock(&trainer->lock);
}

int trainer_epoch(const struct trainer_progress *progress)
{
    bool between = progress->evaluating || progress->epoch == progress->epochs;
    return progress->epoch + (between ? 0 : 1);
}

bool trainer_snapshot(struct trainer *trainer, struct lenet *weights, uint64_t *generation)
{
    pthread_mutex_lock(&trainer->lock);
    bool newer = trainer->progress.generation != *generation;
    if (newer) {
        *weights = trainer->weights;
        *generation = trainer->progress.generation;
    }
    pthread_mutex_unlock(&trainer->lock);
    return newer;
}
