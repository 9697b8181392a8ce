// The window's watcher of a run: it shows weights, figures and curves on the board as they come,
// pauses and stops the run when the board says so, and keeps it as a run that a window can find
// again (kept_run.h).
#include "app/training/beside/shown_run.h"

#include "app/base/clock.h"
#include "app/language/tr.h"
#include "app/training/beside/left_run.h"
#include "app/training/beside/recording.h"
#include "app/training/data_source.h"
#include "app/training/kept_run.h"
#include "app/training/moments/snapshot_files.h"
#include "app/training/run.h"
#include "app/training/runs/run_files.h"
#include "nn/train/evaluation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double publish_seconds = 1.0 / 30;

struct shown_run {
    struct board *board;
    struct trainer_job job;
    struct run run;
    struct train_state state; // where it began
    size_t items;             // of an epoch
    struct status not_kept;   // why the latest checkpoint was not written
    double published;         // when
    double measured_seconds;  // training time of measured_images, fading
    double measured_images;
    double testing_since, test_seconds; // when the latest test began, and how long it took
    struct run_curves curves;
    struct kept_origin origin;   // how it was set up, for its checkpoint
    struct recording *recording; // in the library; NULL: none
    bool logs;                   // its curves were begun to be written
};

// ---- What is shown ------------------------------------------------------------------------------

// Where the run stands, in images of the whole run.
static double images_done(const struct shown_run *shown)
{
    const struct train_state *state = run_state(&shown->run);
    return (double)state->epoch * (double)shown->items + (double)state->seen;
}

// Shows the window the weights and the place of this moment.
static void publish(struct shown_run *shown)
{
    const struct train_state *state = run_state(&shown->run);
    double all = (double)state->options.epochs * (double)shown->items, done = images_done(shown);
    struct trainer_progress *progress = board_lock(shown->board);
    if (lenet_is_sound(&state->average)) // else the run is about to end
        board_set_weights(shown->board, &state->average);
    progress->epoch = state->epoch;
    progress->epochs = state->options.epochs;
    progress->options = state->options;
    progress->batch = state->batch;
    progress->batches = train_batches_per_epoch(shown->run.train);
    progress->fraction = (float)(done / all);
    progress->seen = done;
    progress->items = shown->items;
    progress->rate = train_rate(shown->run.train);
    progress->augment = train_augment(shown->run.train);
    progress->changes = state->steering.count;
    if (shown->measured_seconds > 0) {
        double speed = shown->measured_images / shown->measured_seconds;
        progress->images_per_second = (float)speed;
        double tests = (state->options.epochs - state->epoch) * shown->test_seconds;
        progress->seconds_left = (float)((all - done) / speed + tests);
    }
    board_unlock(shown->board);
    shown->published = clock_seconds();
    board_wake(shown->board);
}

static void show_curves(struct shown_run *shown)
{
    board_put_curves(board_lock(shown->board), &shown->curves);
    board_unlock(shown->board);
}

// Where a point of the curves was just added: what it tells, as a line of the run's file, in the
// numbers of the curves, from which a line may have to be written again. An epoch's last point
// waits for its test.
static void log_point(struct shown_run *shown, bool tested)
{
    const struct run_curves *curves = &shown->curves;
    const struct train *train = shown->run.train;
    double images = images_done(shown);
    bool held = tested && shown->run.set.held.count > 0;
    const struct run_log_line line = {
        .epochs = (double)(float)(images / (double)shown->items),
        .images = (uint64_t)images,
        .loss = (double)curve_last(&curves->loss),
        .train_error = tested ? (double)curve_last(&curves->train) : NAN,
        .held_error = held ? (double)curve_last(&curves->held) : NAN,
        .test_error = tested ? (double)curve_last(&curves->test) : NAN,
        .rate = train_latest_rate(train),
        .images_per_second = shown->measured_images / shown->measured_seconds,
    };
    recording_add_line(shown->recording, &line);
}

static void begin_log(struct shown_run *shown)
{
    recording_begin_log(shown->recording, &shown->curves, &shown->state, run_state(&shown->run),
                        shown->items);
}

static void note_loss(struct shown_run *shown, bool epoch_trained)
{
    if (!run_curves_add_step(&shown->curves, shown->run.train, shown->items, epoch_trained))
        return;
    show_curves(shown);
    if (!epoch_trained)
        log_point(shown, false);
}

static void measure(struct shown_run *shown, double seconds)
{
    double fade = exp(-seconds / 3); // about the last three seconds count
    shown->measured_seconds = shown->measured_seconds * fade + seconds;
    shown->measured_images = shown->measured_images * fade + (double)shown->state.options.batch;
}

static void show_testing(struct shown_run *shown)
{
    const struct train_state *state = run_state(&shown->run);
    note_loss(shown, true);
    shown->testing_since = clock_seconds();
    struct trainer_progress *progress = board_lock(shown->board);
    progress->evaluating = true;
    progress->epoch = state->epoch;
    progress->batch = state->batch;
    board_unlock(shown->board);
    publish(shown);
}

// `rests`: the run pauses or ends here.
static void take_snapshot(struct shown_run *shown, bool rests)
{
    if (!shown->job.tuning)
        snapshots_add(board_snapshots(shown->board), run_state(&shown->run), &shown->curves, rests);
}

// ---- The watcher --------------------------------------------------------------------------------

// As the board wants it, if it does. Where the list of changes is full nothing changes; what acts
// is shown all the same, in place of what was wanted.
static bool steer(struct shown_run *shown)
{
    float rate;
    enum augment augment;
    if (!board_take_steering(shown->board, &rate, &augment))
        return false;
    bool steered = train_steer(shown->run.train, rate, augment);
    publish(shown);
    return steered;
}

// Whoever goes on from a moment goes on as the run did, so that one that is steered is kept again;
// and the record of the run tells of the change at once.
static void steer_on_the_way(struct shown_run *shown)
{
    struct snapshots *snapshots = board_snapshots(shown->board);
    struct snapshot_list list;
    if (!steer(shown))
        return;
    snapshots_get_list(snapshots, &list);
    uint64_t step = snapshots_step(snapshots, run_state(&shown->run));
    if (list.count > 0 && list.step[list.count - 1] == step)
        take_snapshot(shown, true);
    run_keep(&shown->run, NULL);
}

// Waits while paused. Who knows for how long: until then it is kept.
static bool may_go_on(void *context)
{
    struct shown_run *shown = context;
    struct board *board = shown->board;
    steer_on_the_way(shown);
    if (!board_wants_pause(board))
        return !board_wants_stop(board);
    take_snapshot(shown, true);
    publish(shown);
    run_keep(&shown->run, NULL);
    board_set_phase(board, TRAINER_PAUSED);
    while (board_wants_pause(board)) {
        board_await_no_pause(board);
        if (!steer(shown))
            continue;
        take_snapshot(shown, true);
        run_keep(&shown->run, NULL);
    }
    if (board_wants_stop(board))
        return false;
    board_set_phase(board, TRAINER_RUNNING);
    return true;
}

static bool stepped(void *context, double seconds, bool epoch_trained, struct status *status)
{
    struct shown_run *shown = context;
    board_count_batch(shown->board, epoch_trained);
    measure(shown, seconds);
    if (!shown->logs) { // what cannot be written is told when it is kept
        shown->logs = true;
        recording_begin(shown->recording, NULL);
        begin_log(shown);
    }
    if (epoch_trained) {
        show_testing(shown);
        return true; // its snapshot has the test's result, too
    }
    bool due = clock_seconds() - shown->published > publish_seconds;
    if (due && !train_is_sound(shown->run.train, status))
        return false;
    note_loss(shown, false);
    take_snapshot(shown, false);
    if (due)
        publish(shown);
    return true;
}

// Adds the epoch to the curves.
static bool tested(void *context, const struct evaluation *test, const struct evaluation *held,
                   struct status *status)
{
    (void)status;
    struct shown_run *shown = context;
    float epoch = (float)run_state(&shown->run)->epoch;
    shown->test_seconds = clock_seconds() - shown->testing_since;
    curve_add(&shown->curves.train, epoch, (float)train_epoch_error(shown->run.train));
    curve_add(&shown->curves.test, epoch, (float)test->wrong / (float)test->count);
    if (held)
        curve_add(&shown->curves.held, epoch, (float)held->wrong / (float)held->count);
    recording_note(shown->recording, (float)train_epoch_error(shown->run.train), test, held);
    log_point(shown, true);
    show_curves(shown);
    struct trainer_progress *progress = board_lock(shown->board);
    progress->evaluating = false;
    progress->tested = test->count;
    progress->wrong = test->wrong;
    board_unlock(shown->board);
    take_snapshot(shown, false);
    board_wake(shown->board);
    return true;
}

// By which it is found in the library.
static void tell_name(struct shown_run *shown)
{
    struct trainer_progress *progress = board_lock(shown->board);
    snprintf(progress->recorded, sizeof progress->recorded, "%.*s", RUN_RECORD_NAME - 1,
             path_name(recording_folder(shown->recording)));
    board_unlock(shown->board);
}

// In the run's folder, so that it has them when it goes on later.
static bool keep_snapshots(struct shown_run *shown, struct status *status)
{
    char folder[PATH_SIZE];
    const char *run = recording_folder(shown->recording);
    return !run[0] || (path_join(folder, run, RUN_FILES_SNAPSHOTS, status) &&
                       snapshot_files_save(folder, board_snapshots(shown->board), status));
}

// In the library. What cannot be written there now is tried again the next time.
static void keep_record(struct shown_run *shown, struct status *problem)
{
    if (recording_begin(shown->recording, problem)) {
        begin_log(shown); // again, if it was given up
        bool noted = recording_note_place(shown->recording, run_state(&shown->run), shown->items,
                                          &shown->curves, problem);
        keep_snapshots(shown, noted ? problem : NULL);
    }
    tell_name(shown);
}

// A run that cannot be kept (a full disk, say) does not end. One that has not moved is kept
// already, or not worth it. Of one that has come to its end this is the result.
static bool keep(void *context, struct status *status)
{
    (void)status;
    struct shown_run *shown = context;
    const char *path = shown->job.checkpoint;
    struct status not_recorded = {.code = STATUS_OK};
    shown->not_kept.code = STATUS_OK;
    if (!shown->run.moved)
        return true;
    keep_record(shown, &not_recorded);
    snprintf(shown->origin.folder, PATH_SIZE, "%s", recording_folder(shown->recording));
    if (path[0])
        kept_run_save(path, run_state(&shown->run), shown->job.data, &shown->curves, &shown->origin,
                      &shown->not_kept);
    struct trainer_progress *progress = board_lock(shown->board);
    progress->not_kept = shown->not_kept;
    progress->not_recorded = not_recorded;
    board_unlock(shown->board);
    board_wake(shown->board);
    return true;
}

// ---- The beginning ------------------------------------------------------------------------------

static void tell_data(struct shown_run *shown)
{
    struct trainer_progress *progress = board_lock(shown->board);
    snprintf(progress->data, sizeof progress->data, "%s", shown->job.data);
    board_unlock(shown->board);
}

static bool load_data(struct shown_run *shown, struct status *status)
{
    const struct data_split_request request = {.data = shown->job.data, .quiet = true};
    if (shown->job.by_setup)
        return run_load_setup(&shown->run, &shown->job.setup, status);
    return run_load(&shown->run, &request, status);
}

static bool load_data_or_practice(struct shown_run *shown, struct status *status)
{
    if (load_data(shown, status))
        return true;
    if (!shown->job.or_practice || status->code != STATUS_MISSING)
        return false;
    *status = (struct status){.code = STATUS_OK};
    snprintf(shown->job.data, PATH_SIZE, DATA_SOURCE_PRACTICE);
    tell_data(shown);
    return load_data(shown, status);
}

static bool resume(struct shown_run *shown, struct status *status)
{
    struct trainer_job *job = &shown->job;
    if (!kept_run_load(&shown->state, job->data, &shown->curves, &shown->origin, job->checkpoint,
                       status))
        return false;
    job->by_setup = shown->origin.set_up;
    job->setup = shown->origin.setup;
    show_curves(shown);
    return true;
}

static void begin_from(struct shown_run *shown)
{
    shown->state = shown->job.from->state;
    shown->curves = shown->job.from->curves;
    free(shown->job.from);
    shown->job.from = NULL;
    show_curves(shown);
}

static bool begin_state(struct shown_run *shown, struct status *status)
{
    if (shown->job.from)
        begin_from(shown);
    else if (!shown->job.resume)
        train_begin(&shown->state, &shown->job.options);
    else if (!resume(shown, status))
        return false;
    tell_data(shown);
    return true;
}

// A person's digits are mixed into the data, which decides how they are learnt.
static void begin_fine_tuning(struct shown_run *shown)
{
    const struct fine_tuning_data *tuning = shown->job.tuning;
    struct training_set *data = &shown->run.set.data;
    size_t images = data->images->count;
    data->part[0] = (struct training_part){
        .drawings = &tuning->drawings,
        .repeat = fine_tuning_data_repeat(images, tuning->drawings.count),
    };
    shown->job.options = fine_tuning_data_options(images, data_source_is_practice(shown->job.data));
    train_begin_from(&shown->state, &shown->job.options, &tuning->weights);
}

// What the network could do before.
static bool test_beginning(struct shown_run *shown, struct status *status)
{
    struct evaluation before;
    if (!run_evaluate(&shown->run, &before, status))
        return false;
    struct trainer_progress *progress = board_lock(shown->board);
    progress->tested = before.count;
    progress->wrong_before = before.wrong;
    board_unlock(shown->board);
    return true;
}

// How it was set up, also where only its data was named.
static void note_origin(struct shown_run *shown)
{
    const struct trainer_job *job = &shown->job;
    struct run_setup *setup = &shown->origin.setup;
    bool mnist = strcmp(data_source_title(job->data), "MNIST") == 0;
    shown->origin.set_up = true;
    run_setup_default(setup);
    if (job->by_setup) {
        *setup = job->setup;
    } else if (data_source_is_practice(job->data)) {
        setup->part[RUN_PART_MNIST].used = false;
        setup->part[RUN_PART_PRACTICE].used = true;
    } else {
        setup->part[RUN_PART_MNIST].used = mnist;
        setup->part[RUN_PART_FOLDER].used = !mnist;
        snprintf(setup->part[mnist ? RUN_PART_MNIST : RUN_PART_FOLDER].path, PATH_SIZE, "%s",
                 job->data);
    }
    setup->options = shown->state.options;
}

// The weights that the run began with are those of its first moment, which is kept as long as it
// goes on; a run that goes on from a file has them in its folder.
static void begin_recording(struct shown_run *shown)
{
    const struct trainer_job *job = &shown->job;
    const struct run_setup *setup = &shown->origin.setup;
    struct run_moment *first = malloc(sizeof *first);
    note_origin(shown);
    if (job->resume)
        shown->recording = recording_resume(job->library, shown->origin.folder, job->threads);
    bool known = first && snapshots_get(board_snapshots(shown->board), 0, first);
    if (!shown->recording)
        shown->recording = recording_open(
            job->library, setup, setup->from_weights && known ? &first->state.weights : NULL,
            job->threads);
    if (job->branch) {
        struct run_origin branch = {.epoch = shown->state.epoch, .batch = shown->state.batch};
        memcpy(branch.run, job->branched_from, sizeof branch.run);
        recording_branch(shown->recording, &branch);
    }
    tell_name(shown);
    free(first);
}

static void end_recording(struct shown_run *shown, enum run_record_end end)
{
    struct status problem = {.code = STATUS_OK};
    if (!recording_folder(shown->recording)[0])
        return;
    recording_keep(shown->recording, end, run_state(&shown->run), shown->items, &shown->curves,
                   &problem);
    board_lock(shown->board)->not_recorded = problem;
    board_unlock(shown->board);
    board_wake(shown->board);
}

// Of a branch, those until its beginning are its own, too.
static void begin_snapshots(struct shown_run *shown)
{
    struct snapshots *snapshots = board_snapshots(shown->board);
    struct snapshot_list list;
    int batches = train_batches_per_epoch(shown->run.train);
    snapshots_get_list(snapshots, &list);
    if (shown->job.branch && list.batches == batches)
        snapshots_cut(snapshots, snapshots_step(snapshots, &shown->state));
    else
        snapshots_begin(snapshots, shown->job.tuning ? 0 : batches);
    char folder[PATH_SIZE];
    if (shown->job.resume && shown->origin.folder[0] &&
        path_join(folder, shown->origin.folder, RUN_FILES_SNAPSHOTS, NULL))
        snapshot_files_load(snapshots, folder, &shown->state);
    take_snapshot(shown, true);
}

static bool begin_run(struct shown_run *shown, const struct run_watcher *watcher,
                      struct status *status)
{
    struct run *run = &shown->run;
    if (!load_data_or_practice(shown, status))
        return false;
    if (shown->job.tuning)
        begin_fine_tuning(shown);
    if (!run_begin(run, &shown->state, shown->job.threads, watcher, shown, status))
        return false;
    shown->items = train_items(run->train);
    shown->curves.items = shown->items;
    begin_snapshots(shown);
    if (!shown->job.tuning)
        begin_recording(shown);
    return !shown->job.tuning || test_beginning(shown, status);
}

// ---- From beginning to end ----------------------------------------------------------------------

// Of a run that had come to its end when it was left. It needs no data.
static bool show_result(struct shown_run *shown, struct status *status)
{
    if (!lenet_is_sound(&shown->state.average))
        return status_fail(status, STATUS_BAD_DATA,
                           tr("%s: its weights are so large that no image can be read; discard the "
                              "run"),
                           shown->job.checkpoint);
    struct trainer_progress *progress = board_lock(shown->board);
    board_set_weights(shown->board, &shown->state.average);
    progress->epoch = progress->epochs = shown->state.options.epochs;
    progress->options = shown->state.options;
    progress->fraction = 1;
    board_unlock(shown->board);
    return true;
}

static enum trainer_phase go_through(struct shown_run *shown, struct status *status)
{
    double seconds = shown->job.checkpoint_seconds;
    const struct run_watcher watcher = {
        .may_go_on = may_go_on,
        .stepped = stepped,
        .tested = tested,
        .keep = keep,
        .keeping = RUN_KEEPS_ALL_BUT_LAST,
        .keep_seconds = seconds > 0 ? seconds : RUN_KEEP_SECONDS,
    };
    const char *place = shown->job.checkpoint;
    if (!begin_state(shown, status))
        return TRAINER_FAILED;
    if (!shown->job.resume && place[0] && !left_run_keep(shown->job.library, place, status))
        return TRAINER_FAILED; // the run that it takes the place of would be lost
    if (shown->state.epoch == shown->state.options.epochs)
        return show_result(shown, status) ? TRAINER_FINISHED : TRAINER_FAILED;
    if (!begin_run(shown, &watcher, status))
        return TRAINER_FAILED;
    publish(shown);
    board_set_phase(shown->board, TRAINER_RUNNING);
    enum run_end end = run_go(&shown->run, status);
    if (end == RUN_FAILED) {
        run_keep(&shown->run, NULL); // what can still be kept
        end_recording(shown, RUN_RECORD_STOPPED);
        return TRAINER_FAILED;
    }
    take_snapshot(shown, true);
    publish(shown);
    run_keep(&shown->run, NULL);
    end_recording(shown, end == RUN_DONE ? RUN_RECORD_FINISHED : RUN_RECORD_STOPPED);
    *status = shown->not_kept;
    return end == RUN_DONE ? TRAINER_FINISHED : TRAINER_STOPPED;
}

enum trainer_phase shown_run_go(struct board *board, const struct trainer_job *job,
                                struct status *status)
{
    struct shown_run *shown = calloc(1, sizeof *shown);
    if (!shown) {
        free(job->from);
        status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to train"));
        return TRAINER_FAILED;
    }
    shown->board = board;
    shown->job = *job;
    if (!job->branch)
        snapshots_begin(board_snapshots(board), 0);
    enum trainer_phase phase = go_through(shown, status);
    recording_close(shown->recording);
    run_close(&shown->run);
    free(shown);
    return phase;
}
