// What a run is, is known at its beginning, what came of it at its end; in between its place is
// noted, so that who is killed finds the run in the list as far as it came, and can go on with it.
#include "app/training/beside/recording.h"

#include <stdlib.h>
#include <string.h>

struct recording {
    char library[PATH_SIZE]; // "": none
    char folder[PATH_SIZE];  // "": not made yet
    struct lock *lock;
    struct run_record record;
    struct lenet start; // if record.setup.from_weights
};

struct recording *recording_open(const char *library, const struct run_setup *setup,
                                 const struct lenet *start, int threads)
{
    if (!library[0] || setup->from_weights != (start != NULL))
        return NULL;
    struct recording *recording = calloc(1, sizeof *recording);
    if (!recording)
        return NULL;
    run_record_begin(&recording->record, setup);
    recording->record.threads = threads;
    memcpy(recording->library, library, strlen(library) + 1);
    if (start)
        recording->start = *start;
    return recording;
}

struct recording *recording_resume(const char *library, const char *folder, int threads)
{
    char path[PATH_SIZE];
    struct recording *recording = folder[0] ? calloc(1, sizeof *recording) : NULL;
    if (!recording)
        return NULL;
    memcpy(recording->library, library, strlen(library) + 1);
    memcpy(recording->folder, folder, strlen(folder) + 1);
    if (path_join(path, folder, RUN_RECORD_FILE, NULL) &&
        run_library_take(&recording->lock, folder, NULL) &&
        run_record_load(&recording->record, path, NULL)) {
        recording->record.threads = threads;
        return recording;
    }
    recording_close(recording);
    return NULL;
}

void recording_branch(struct recording *recording, const struct run_origin *branch)
{
    if (recording)
        recording->record.branch = *branch;
}

bool recording_begin(struct recording *recording, struct status *status)
{
    if (!recording || recording->folder[0])
        return true;
    bool given = recording->record.setup.from_weights;
    bool begun = run_library_begin(recording->folder, &recording->lock, recording->library,
                                   &recording->record, given ? &recording->start : NULL, status);
    if (!begun)
        recording->folder[0] = '\0';
    return begun;
}

void recording_note(struct recording *recording, float train_error, const struct evaluation *test,
                    const struct evaluation *held)
{
    if (!recording)
        return;
    struct run_record *record = &recording->record;
    record->train_error = train_error;
    record->tested = test->count;
    record->wrong = test->wrong;
    record->held = held ? held->count : 0;
    record->held_wrong = held ? held->wrong : 0;
}

bool recording_note_place(struct recording *recording, const struct train_state *state,
                          size_t items, const struct run_curves *curves, struct status *status)
{
    return !recording || !recording->folder[0] ||
           run_library_note(recording->folder, &recording->record, state, items, curves, status);
}

bool recording_keep(struct recording *recording, enum run_record_end end,
                    const struct train_state *state, size_t items, const struct run_curves *curves,
                    struct status *status)
{
    if (!recording || !recording->folder[0])
        return true;
    recording->record.end = end;
    bool kept =
        run_library_keep(recording->folder, &recording->record, state, items, curves, status);
    if (recording->library[0])
        run_library_thin(recording->library, recording->folder);
    return kept;
}

const char *recording_folder(const struct recording *recording)
{
    return recording ? recording->folder : "";
}

void recording_close(struct recording *recording)
{
    if (!recording)
        return;
    lock_release(recording->lock);
    free(recording);
}
