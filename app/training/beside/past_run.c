// All that a run leaves behind is read in the trainer's thread, since a large folder takes a while,
// and under the run's lock, so that nobody changes it meanwhile. Its beginning follows from its
// record, as when it is repeated: it is there even where no moment is kept any more.
#include "app/training/beside/past_run.h"
#include "app/language/tr.h"
#include "app/training/beside/board.h"

#include "app/training/moments/snapshot_files.h"
#include "app/training/runs/run_files.h"
#include "app/training/runs/run_library.h"
#include "app/training/runs/run_repeat.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct past_run {
    struct run_repeat repeat;
    struct run_moment start;
    bool starts; // `start` is how it began; else only its options and its data are
    struct run_curves curves;
    struct snapshot_files_found found;
    struct status not_whole;
};

// ---- What cannot be read ------------------------------------------------------------------------

// One sentence after the other.
static void note_problem(struct past_run *past, const struct status *problem)
{
    struct status *whole = &past->not_whole;
    struct status before = *whole;
    if (whole->code == STATUS_OK)
        *whole = *problem;
    else
        status_fail(whole, before.code, "%.500s. %.500s", before.message, problem->message);
}

static void note_moments(struct past_run *past)
{
    const struct snapshot_files_found *found = &past->found;
    struct status problem = {0};
    int all = found->taken + found->left_out;
    if (found->left_out > 0)
        status_fail(&problem, found->problem.code,
                    tr("Of the %d moments of this run that are kept, %d cannot be read%s. %s"), all,
                    found->left_out,
                    found->taken > 0 ? tr("; the others are there")
                    : past->starts   ? tr("; only its start is there")
                                     : "",
                    found->problem.message);
    else if (found->taken == 0)
        status_fail(&problem, STATUS_MISSING,
                    tr("No moment of this run is kept any more%s: when those of all runs take more "
                       "than %d MB, those of the oldest runs go first"),
                    past->starts ? tr(", only its start is there") : "",
                    RUN_LIBRARY_SNAPSHOT_BYTES / 1000000);
    if (problem.code != STATUS_OK)
        note_problem(past, &problem);
}

// ---- Reading ------------------------------------------------------------------------------------

// The options and the data of the run are known in any case, the weights that it began with may be
// other ones by now.
static void read_start(struct past_run *past)
{
    struct train_state *state = &past->start.state;
    struct status problem = {0};
    past->starts = run_repeat_begin(&past->repeat, state, &problem);
    state->data = past->repeat.record.data;
    state->steering = (struct steering){0}; // what was changed later is not of this moment
    if (!past->starts)
        note_problem(past, &problem);
}

static void read_moments(struct past_run *past, struct board *board, const char *folder)
{
    char path[PATH_SIZE];
    if (!path_join(path, folder, RUN_FILES_SNAPSHOTS, &past->not_whole))
        return;
    snapshot_files_look(board_snapshots(board), path, &past->start, past->starts, &past->found);
    note_moments(past);
}

static void read_curves(struct past_run *past, const char *folder)
{
    struct status problem = {0};
    if (run_files_read_curves(&past->curves, folder, &problem))
        return;
    past->curves = (struct run_curves){0};
    note_problem(past, &problem);
}

static bool read_run(struct past_run *past, struct board *board, const char *folder,
                     struct status *status)
{
    if (!run_repeat_load(&past->repeat, folder, status))
        return false;
    read_start(past);
    read_moments(past, board, folder);
    read_curves(past, folder);
    return true;
}

// ---- What is shown ------------------------------------------------------------------------------

// What acted in the last step.
static void show_steering(struct trainer_progress *progress, const struct run_record *record)
{
    const struct steering *steering = &record->steering;
    progress->rate = record->setup.options.rate;
    progress->augment = record->setup.options.augment;
    progress->changes = steering->count;
    if (steering->count == 0)
        return;
    progress->rate = steering->change[steering->count - 1].rate;
    progress->augment = steering->change[steering->count - 1].augment;
}

static void show(const struct past_run *past, struct board *board, const char *folder)
{
    const struct run_record *record = &past->repeat.record;
    struct snapshot_list list;
    snapshots_get_list(board_snapshots(board), &list);
    struct trainer_progress *progress = board_lock(board);
    snprintf(progress->recorded, sizeof progress->recorded, "%.*s", RUN_RECORD_NAME - 1,
             path_name(folder));
    progress->not_whole = past->not_whole;
    progress->options = record->setup.options;
    progress->epoch = record->epoch;
    progress->epochs = record->setup.options.epochs;
    progress->batch = record->batch;
    progress->batches = list.batches;
    progress->fraction = (float)record->epoch / (float)record->setup.options.epochs;
    progress->tested = record->tested;
    progress->wrong = record->wrong;
    show_steering(progress, record);
    board_put_curves(progress, &past->curves);
    board_unlock(board);
}

enum trainer_phase past_run_show(struct board *board, const struct trainer_job *job,
                                 struct status *status)
{
    struct lock *lock = NULL;
    struct past_run *past = calloc(1, sizeof *past);
    snapshots_begin(board_snapshots(board), 0); // those of the run before
    bool good =
        past || status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to read a run"));
    good = good && run_library_take(&lock, job->past, status) &&
           read_run(past, board, job->past, status);
    if (good)
        show(past, board, job->past);
    lock_release(lock);
    free(past);
    return good ? TRAINER_PAST : TRAINER_FAILED;
}
