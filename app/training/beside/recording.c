// What a run is, is known at its beginning, what came of it at its end; in between its place is
// noted, so that who is killed finds the run in the list as far as it came, and can go on with it.
#include "app/training/beside/recording.h"

#include "app/training/runs/run_files.h"
#include "nn/files/file.h"
#include "nn/files/place.h"

#include <stdlib.h>
#include <string.h>

struct recording {
    char library[PATH_SIZE]; // "": none
    char folder[PATH_SIZE];  // "": not made yet
    struct lock *lock;
    struct run_record record;
    struct lenet start;  // if record.setup.from_weights
    struct run_log *log; // NULL: not begun, or given up
    bool logged;         // there was one
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

// ---- Curves -------------------------------------------------------------------------------------

// Of a branch: what the run before wrote until there is this one's, too. Without it the curves
// tell.
static void take_lines_of_origin(const struct recording *recording, const char *path)
{
    char from[PATH_SIZE], folder[PATH_SIZE];
    struct bytes bytes;
    const char *origin = recording->record.branch.run;
    if (!origin[0] || !recording->library[0] || place_exists(path) ||
        !path_join(folder, recording->library, origin, NULL) ||
        !path_join(from, folder, RUN_FILES_CURVES, NULL) ||
        !file_read(&bytes, from, RUN_FILES_LONGEST_CURVES, NULL))
        return;
    file_write(path, bytes.data, bytes.size, NULL);
    bytes_free(&bytes);
}

void recording_begin_log(struct recording *recording, const struct run_curves *curves,
                         const struct train_state *began, const struct train_state *now,
                         size_t items)
{
    char path[PATH_SIZE];
    if (!recording || !recording->folder[0] || recording->log ||
        !path_join(path, recording->folder, RUN_FILES_CURVES, NULL))
        return;
    if (!recording->logged)
        take_lines_of_origin(recording, path);
    // What was written after the place from which it goes on comes again.
    const struct train_state *until = recording->logged ? now : began;
    if (run_log_open(&recording->log, path, false, curves, until, items, NULL))
        recording->logged = true;
}

void recording_add_line(struct recording *recording, const struct run_log_line *line)
{
    if (!recording || !recording->log || run_log_add(recording->log, line, NULL))
        return;
    run_log_close(recording->log);
    recording->log = NULL;
}

// ---- Where it stands ----------------------------------------------------------------------------

bool recording_note_place(struct recording *recording, const struct train_state *state,
                          size_t items, const struct run_curves *curves, struct status *status)
{
    return !recording || !recording->folder[0] ||
           run_library_note(recording->folder, &recording->record, state, items,
                            recording->log ? NULL : curves, status);
}

bool recording_keep(struct recording *recording, enum run_record_end end,
                    const struct train_state *state, size_t items, const struct run_curves *curves,
                    struct status *status)
{
    if (!recording || !recording->folder[0])
        return true;
    recording->record.end = end;
    bool kept = run_library_keep(recording->folder, &recording->record, state, items,
                                 recording->log ? NULL : curves, status);
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
    run_log_close(recording->log);
    lock_release(recording->lock);
    free(recording);
}
