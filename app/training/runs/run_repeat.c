// A repeated run is worth nothing unless it is the same one: whatever decides it is compared with
// what its record says, before the first step and after the last.
#include "app/training/runs/run_repeat.h"

#include "app/training/runs/run_files.h"
#include "nn/files/file.h"
#include "nn/files/place.h"

#include <stdlib.h>
#include <string.h>

bool run_repeat_load(struct run_repeat *repeat, const char *path, struct status *status)
{
    if (place_is_folder(path))
        return path_join(repeat->path, path, RUN_RECORD_FILE, status) &&
               run_record_load(&repeat->record, repeat->path, status);
    return path_absolute(repeat->path, path, status) &&
           run_record_load(&repeat->record, path, status);
}

// The file is read once, so that what is checked is what is used.
static bool load_start(struct lenet *weights, const struct run_repeat *repeat,
                       struct status *status)
{
    char path[PATH_SIZE], folder[PATH_SIZE], hash[SHA256_TEXT];
    struct bytes bytes;
    path_folder(folder, repeat->path);
    if (!path_join(path, folder, RUN_RECORD_START, status) ||
        !file_read(&bytes, path, MODEL_LONGEST_FILE, status))
        return false;
    sha256(hash, bytes.data, bytes.size);
    bool same = strcmp(hash, repeat->record.start) == 0 ||
                status_fail(status, STATUS_BAD_DATA,
                            "%s holds other weights than those that the run began with: its "
                            "SHA-256 is %s, not %s",
                            path, hash, repeat->record.start);
    bool good = same && model_parse(weights, NULL, &bytes, path, status);
    bytes_free(&bytes);
    return good;
}

bool run_repeat_begin(const struct run_repeat *repeat, struct train_state *state,
                      struct status *status)
{
    const struct run_record *record = &repeat->record;
    train_begin(state, &record->setup.options);
    if (record->start[0]) {
        struct lenet *weights = malloc(sizeof *weights);
        bool good = weights ? load_start(weights, repeat, status)
                            : status_fail(status, STATUS_NO_MEMORY, "no memory to train");
        if (good)
            train_begin_from(state, &record->setup.options, weights);
        free(weights);
        if (!good)
            return false;
    }
    state->steering = record->steering;
    return true;
}

bool run_repeat_check_data(const struct run_repeat *repeat, uint64_t data, struct status *status)
{
    char words[256];
    if (repeat->record.data == 0 || repeat->record.data == data)
        return true;
    run_record_describe_data(words, sizeof words, &repeat->record.setup);
    return status_fail(status, STATUS_BAD_DATA,
                       "the digits to learn are not those that the run of %s learned from (%s): "
                       "some were changed, added or taken away since, so that the run cannot be "
                       "repeated; --data DIR names another folder for its images",
                       repeat->path, words);
}

bool run_repeat_is_over(const struct run_repeat *repeat, const struct train_state *state)
{
    const struct run_record *record = &repeat->record;
    if (record->end != RUN_RECORD_STOPPED)
        return false;
    return state->epoch > record->epoch ||
           (state->epoch == record->epoch && state->batch >= record->batch);
}

void run_repeat_info(const struct run_repeat *repeat, struct model_info *info,
                     const struct train_state *state, uint64_t tested, uint64_t wrong)
{
    struct run_record record = repeat->record;
    record.epoch = state->epoch;
    record.batch = state->batch;
    // One that was stopped before any test of its own has weights that tell of none.
    bool untested = record.weights[0] && record.tested == 0;
    record.tested = untested ? 0 : tested;
    record.wrong = untested ? 0 : wrong;
    record.end = state->epoch == state->options.epochs ? RUN_RECORD_FINISHED : RUN_RECORD_STOPPED;
    run_record_info(info, &record);
}

static bool same_changes(const struct steering *a, const struct steering *b)
{
    char one[STEERING_TEXT], other[STEERING_TEXT];
    steering_write(one, a);
    steering_write(other, b);
    return strcmp(one, other) == 0;
}

bool run_repeat_is_of(const struct run_repeat *repeat, const struct train_state *state)
{
    const struct run_record *record = &repeat->record;
    return (record->data == 0 || record->data == state->data) &&
           same_changes(&record->steering, &state->steering) &&
           train_options_same(&record->setup.options, &state->options);
}

bool run_repeat_check_result(const struct run_repeat *repeat, const char *out,
                             struct status *status)
{
    char hash[SHA256_TEXT];
    const char *recorded = repeat->record.weights;
    if (!recorded[0])
        return true;
    if (!run_files_hash(hash, out, status))
        return false;
    return strcmp(hash, recorded) == 0 ||
           status_fail(status, STATUS_BAD_DATA,
                       "%s is written, but it is not what %s tells: its SHA-256 is %s, not %s. The "
                       "run was made by %s with instructions \"%s\": another version of the "
                       "program, or a processor without fused multiply-add, ends elsewhere",
                       out, repeat->path, hash, recorded, repeat->record.program,
                       repeat->record.instructions);
}
