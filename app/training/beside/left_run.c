// The record of a run is noted just before its checkpoint is written, so a killed program may leave
// one that is ahead: what it tells is told anew, of the checkpoint, which is what goes on.
#include "app/training/beside/left_run.h"

#include "app/language/tr.h"
#include "app/training/kept_run.h"
#include "app/training/moments/snapshot_files.h"
#include "app/training/runs/run_files.h"
#include "app/training/runs/run_library.h"
#include "nn/files/place.h"

#include <math.h>
#include <stdlib.h>

struct left_run {
    struct run_moment moment;
    char data[PATH_SIZE];
    struct kept_origin origin;
    struct run_record record;
};

// False if it is none of the library, or not any more.
static bool load_record(struct left_run *left)
{
    char path[PATH_SIZE];
    return left->origin.folder[0] && path_join(path, left->origin.folder, RUN_RECORD_FILE, NULL) &&
           run_record_load(&left->record, path, NULL);
}

static bool is_whole(const struct left_run *left)
{
    char path[PATH_SIZE];
    const struct run_record *record = &left->record;
    return record->weights[0] && record->epoch == left->moment.state.epoch &&
           record->batch == left->moment.state.batch &&
           path_join(path, left->origin.folder, RUN_FILES_WEIGHTS, NULL) && place_is_file(path);
}

// How many of `all` the latest error of a curve tells; none without one.
static uint64_t wrong_of(const struct curve *errors, uint64_t *all)
{
    float error = curve_last(errors);
    if (!isfinite(error))
        *all = 0;
    return *all == 0 ? 0 : (uint64_t)llround((double)error * (double)*all);
}

static void note_results(struct left_run *left)
{
    struct run_record *record = &left->record;
    const struct run_curves *curves = &left->moment.curves;
    const struct train_state *state = &left->moment.state;
    record->end = state->epoch == state->options.epochs ? RUN_RECORD_FINISHED : RUN_RECORD_STOPPED;
    record->train_error = curve_last(&curves->train);
    record->wrong = wrong_of(&curves->test, &record->tested);
    record->held_wrong = wrong_of(&curves->held, &record->held);
}

static bool write(struct left_run *left, const char *library, struct status *status)
{
    char path[PATH_SIZE];
    const struct run_moment *moment = &left->moment;
    const char *folder = left->origin.folder;
    note_results(left);
    if (!path_join(path, folder, RUN_FILES_SNAPSHOTS, status) ||
        (moment->curves.items > 0 && !snapshot_files_add(path, moment, status)) ||
        !run_library_keep(folder, &left->record, &moment->state, (size_t)moment->curves.items,
                          &moment->curves, status))
        return false;
    if (library[0])
        run_library_thin(library, folder);
    return true;
}

bool left_run_keep(const char *library, const char *checkpoint, struct status *status)
{
    struct lock *lock = NULL;
    if (!place_exists(checkpoint))
        return true;
    struct left_run *left = calloc(1, sizeof *left);
    bool good = left
                    ? kept_run_load(&left->moment.state, left->data, &left->moment.curves,
                                    &left->origin, checkpoint, status)
                    : status_fail(status, STATUS_NO_MEMORY, tr("no memory to keep %s"), checkpoint);
    if (good && load_record(left) && !is_whole(left))
        good = run_library_take(&lock, left->origin.folder, status) && write(left, library, status);
    lock_release(lock);
    free(left);
    return good;
}
