// A file is named after its step: so the folder itself tells what is there, and no list of it can
// disagree.
#include "app/training/moments/snapshot_files.h"

#include "app/base/model_file.h"
#include "app/base/paths.h"
#include "app/language/tr.h"
#include "nn/files/file.h"
#include "nn/files/place.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_DIGITS = 12, NAME = NAME_DIGITS + sizeof ".safetensors" };

// ---- Names --------------------------------------------------------------------------------------

static bool path_of(char path[PATH_SIZE], const char *folder, uint64_t step)
{
    int length =
        snprintf(path, PATH_SIZE, "%s/%0*" PRIu64 ".safetensors", folder, NAME_DIGITS, step);
    return length > 0 && length < PATH_SIZE;
}

static bool step_of(uint64_t *step, const char *name)
{
    char again[NAME + 8];
    *step = strtoull(name, NULL, 10);
    snprintf(again, sizeof again, "%0*" PRIu64 ".safetensors", NAME_DIGITS, *step);
    return strcmp(name, again) == 0;
}

// The steps of the folder's files, at most so many; returns how many.
static int read_steps(uint64_t *steps, int most, const char *folder)
{
    DIR *directory = opendir(folder);
    const struct dirent *entry;
    int count = 0;
    while (directory && count < most && (entry = readdir(directory)))
        count += step_of(&steps[count], entry->d_name);
    if (directory)
        closedir(directory);
    return count;
}

// ---- Writing ------------------------------------------------------------------------------------

static int choose(uint64_t *steps, const struct snapshot_list *list, uint64_t spacing)
{
    int count = 0;
    for (int i = 0; i < list->count; i++)
        if (i == 0 || i == list->count - 1 || list->step[i] % spacing == 0)
            steps[count++] = list->step[i];
    return count;
}

static bool is_one_of(const uint64_t *steps, int count, uint64_t step)
{
    for (int i = 0; i < count; i++)
        if (steps[i] == step)
            return true;
    return false;
}

static void remove_others(const char *folder, const uint64_t *steps, int count)
{
    uint64_t there[2 * SNAPSHOTS_MOST];
    char path[PATH_SIZE];
    int files = read_steps(there, 2 * SNAPSHOTS_MOST, folder);
    for (int i = 0; i < files; i++)
        if (!is_one_of(steps, count, there[i]) && path_of(path, folder, there[i]))
            place_remove(path);
}

// What one moment takes to be written or read. Large: on the heap.
struct sheet {
    struct run_moment moment;
    struct run_curves_text text;
    uint64_t steps[SNAPSHOTS_MOST];
    struct snapshot_list list;
};

static bool write(struct sheet *sheet, const char *path, struct status *status)
{
    struct checkpoint_note notes[RUN_CURVES_NOTES];
    run_curves_write(notes, &sheet->text, &sheet->moment.curves);
    return checkpoint_save_noted(path, &sheet->moment.state, notes, RUN_CURVES_NOTES, status);
}

// The latest is written again: it may have been steered since, at the same step.
static bool write_chosen(struct sheet *sheet, int count, const char *folder,
                         struct snapshots *snapshots, struct status *status)
{
    char path[PATH_SIZE];
    for (int i = 0; i < count; i++) {
        uint64_t step = sheet->steps[i];
        if (!path_of(path, folder, step) || (i < count - 1 && place_exists(path)))
            continue;
        if (snapshots_get(snapshots, step, &sheet->moment) && !write(sheet, path, status))
            return false;
    }
    return true;
}

bool snapshot_files_save(const char *folder, struct snapshots *snapshots, struct status *status)
{
    struct sheet *sheet = malloc(sizeof *sheet);
    if (!sheet)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to write %s"), folder);
    snapshots_get_list(snapshots, &sheet->list);
    uint64_t spacing = sheet->list.spacing > 0 ? sheet->list.spacing : 1;
    int count = choose(sheet->steps, &sheet->list, spacing);
    while (count > SNAPSHOT_FILES_MOST)
        count = choose(sheet->steps, &sheet->list, spacing *= 2);
    bool saved = (count == 0 || file_make_folder(folder, status)) &&
                 write_chosen(sheet, count, folder, snapshots, status);
    if (saved)
        remove_others(folder, sheet->steps, count);
    free(sheet);
    return saved;
}

bool snapshot_files_add(const char *folder, const struct run_moment *moment, struct status *status)
{
    const struct train_state *state = &moment->state;
    uint64_t batch = (uint64_t)state->options.batch;
    uint64_t batches = (moment->curves.items + batch - 1) / batch;
    char path[PATH_SIZE];
    if (batches == 0)
        return status_fail(status, STATUS_BAD_DATA,
                           tr("%s: how many images an epoch of this run has is not known"), folder);
    struct sheet *sheet = malloc(sizeof *sheet);
    if (!sheet)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to write %s"), folder);
    sheet->moment = *moment;
    bool added = path_of(path, folder, (uint64_t)state->epoch * batches + (uint64_t)state->batch) &&
                 file_make_folder(folder, status) && write(sheet, path, status);
    free(sheet);
    return added;
}

// ---- Reading ------------------------------------------------------------------------------------

static int rising(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static bool same_run(const struct train_state *state, const struct train_state *other)
{
    return train_options_same(&state->options, &other->options) &&
           (state->data == 0 || other->data == 0 || state->data == other->data);
}

static bool read(struct run_moment *moment, const char *path, struct status *status)
{
    struct checkpoint_note notes[RUN_CURVES_NOTES] = {0};
    char *memory;
    run_curves_name(notes);
    if (!model_file_load_checkpoint(&moment->state, path, notes, RUN_CURVES_NOTES, &memory, status))
        return false;
    run_curves_read(&moment->curves, notes, &moment->state);
    free(memory);
    return true;
}

// The spacing of all but the first and the latest, which stand where the run began and rested.
static uint64_t spacing_of(const uint64_t *steps, int count)
{
    uint64_t spacing = (uint64_t)1 << 62;
    for (int i = 1; i < count - 1; i++)
        while (steps[i] % spacing != 0)
            spacing /= 2;
    return count > 2 ? spacing : 1;
}

void snapshot_files_load(struct snapshots *snapshots, const char *folder,
                         const struct train_state *state)
{
    uint64_t steps[SNAPSHOTS_MOST], last = snapshots_step(snapshots, state);
    char path[PATH_SIZE];
    struct run_moment *moment = malloc(sizeof *moment);
    int count = moment ? read_steps(steps, SNAPSHOTS_MOST, folder) : 0;
    qsort(steps, (size_t)count, sizeof *steps, rising);
    for (int i = 0; i < count && steps[i] <= last; i++)
        if (path_of(path, folder, steps[i]) && read(moment, path, NULL) &&
            same_run(state, &moment->state) &&
            snapshots_step(snapshots, &moment->state) == steps[i])
            snapshots_add(snapshots, &moment->state, &moment->curves, true);
    snapshots_space(snapshots, spacing_of(steps, count));
    free(moment);
}

// ---- Looking back -------------------------------------------------------------------------------

// Batches of an epoch, which the moment of a file tells; 0: it does not.
static int batches_of(const struct run_moment *moment, uint64_t step)
{
    const struct train_state *state = &moment->state;
    uint64_t batch = (uint64_t)state->options.batch, done = (uint64_t)state->batch, batches = 0;
    if (moment->curves.items > 0)
        batches = (moment->curves.items + batch - 1) / batch;
    else if (state->epoch > 0 && step > done)
        batches = (step - done) / (uint64_t)state->epoch;
    bool right = batches > done && batches <= TRAIN_IMAGES_MOST &&
                 (uint64_t)state->epoch * batches + done == step;
    return right ? (int)batches : 0;
}

// Which step it is of must fit what all others tell; the first of them begins the snapshots.
static bool take(struct snapshots *snapshots, const struct run_moment *moment, uint64_t step,
                 const struct run_moment *start, bool starts)
{
    struct snapshot_list list;
    snapshots_get_list(snapshots, &list);
    int batches = batches_of(moment, step);
    if (!same_run(&start->state, &moment->state) || batches == 0 ||
        (list.batches > 0 && list.batches != batches))
        return false;
    if (list.batches == 0) {
        snapshots_begin(snapshots, batches);
        if (starts)
            snapshots_add(snapshots, &start->state, &start->curves, true);
    }
    snapshots_add(snapshots, &moment->state, &moment->curves, true);
    return true;
}

void snapshot_files_look(struct snapshots *snapshots, const char *folder,
                         const struct run_moment *start, bool starts,
                         struct snapshot_files_found *found)
{
    uint64_t steps[2 * SNAPSHOTS_MOST], taken[2 * SNAPSHOTS_MOST];
    char path[PATH_SIZE];
    struct run_moment *moment = malloc(sizeof *moment);
    int count = moment ? read_steps(steps, 2 * SNAPSHOTS_MOST, folder) : 0;
    *found = (struct snapshot_files_found){0};
    snapshots_begin(snapshots, 0);
    qsort(steps, (size_t)count, sizeof *steps, rising);
    for (int i = 0; i < count; i++) {
        struct status problem = {0};
        bool good = path_of(path, folder, steps[i]) && read(moment, path, &problem);
        if (good && take(snapshots, moment, steps[i], start, starts)) {
            taken[found->taken++] = steps[i];
            continue;
        }
        if (good)
            status_fail(&problem, STATUS_BAD_DATA, tr("%s: no moment of this run"), path);
        if (found->left_out++ == 0)
            found->problem = problem;
    }
    if (found->taken == 0 && starts) {
        snapshots_begin(snapshots, 1);
        snapshots_add(snapshots, &start->state, &start->curves, true);
    }
    snapshots_space(snapshots, spacing_of(taken, found->taken));
    free(moment);
}
