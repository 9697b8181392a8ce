// Runs are plain folders, because what a person has trained should outlive this program. Several
// windows use the library at once: a run that goes on is locked, a new one's name is taken by
// making its folder, which only one can do.
#include "app/training/runs/run_library.h"

#include "app/language/tr.h"
#include "app/training/runs/run_files.h"
#include "app/training/setup/setup_presets.h"
#include "nn/base/utf8.h"
#include "nn/files/file.h"
#include "nn/files/place.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct lock_wish to_train = {"lenetpad", 0.2, TR("is a run that goes on in"),
                                          TR("stop it there first")};

bool run_library_place(char library[PATH_SIZE], struct status *status)
{
    char data[PATH_SIZE];
    return path_of_user_folder(data, status) && path_join(library, data, "runs", status);
}

// ---- Names --------------------------------------------------------------------------------------

bool run_library_check_name(const char *name, struct status *status)
{
    size_t length = strlen(name);
    if (length == 0 || length >= RUN_LIBRARY_NAME)
        return status_fail(
            status, STATUS_USAGE,
            tr("A run's name has at least one letter, and at most %d (fewer where they have "
               "accents)."),
            RUN_LIBRARY_NAME - 1);
    if (name[0] == '.' || name[0] == ' ' || name[length - 1] == ' ' ||
        path_has_ending(name, ".lock"))
        return status_fail(status, STATUS_USAGE,
                           tr("A run's name neither begins with a dot, nor begins or ends with a "
                              "space, nor ends in .lock."));
    for (size_t at = 0; at < length;) {
        size_t step = utf8_printable_length(name + at, length - at);
        if (step == 0 || name[at] == '/' || name[at] == '\\')
            return status_fail(status, STATUS_USAGE,
                               tr("A run's name is the name of its folder: it has no slash, no "
                                  "backslash and no control character in it."));
        at += step;
    }
    return true;
}

// What a run has of its own among others of the same data: "first-look", "branch"; or "".
static const char *word_of(const struct run_record *record)
{
    int preset = setup_preset_of(&record->setup);
    if (record->branch.run[0] && (record->branch.epoch > 0 || record->branch.batch > 0))
        return "branch";
    return preset < 0 ? "" : setup_presets[preset].word;
}

// "2026-11-27-1403-mnist-own-first-look"
static void first_name(char name[RUN_LIBRARY_NAME], const struct run_record *record)
{
    char when[sizeof record->began] = "";
    size_t used = 0;
    for (const char *c = record->began; *c; c++)
        if (*c != ':')
            when[used++] = *c == ' ' ? '-' : *c;
    used = (size_t)snprintf(name, RUN_LIBRARY_NAME, "%s", when);
    for (int i = 0; i < RUN_PARTS; i++)
        if (record->setup.part[i].used && used + 20 < RUN_LIBRARY_NAME)
            used +=
                (size_t)snprintf(name + used, RUN_LIBRARY_NAME - used, "-%s", run_parts[i].word);
    const char *word = word_of(record);
    if (word[0] && used + 24 < RUN_LIBRARY_NAME)
        snprintf(name + used, RUN_LIBRARY_NAME - used, "-%s", word);
}

static bool folder_of(char folder[PATH_SIZE], const char *library, const char *name,
                      struct status *status)
{
    return run_library_check_name(name, status) && path_join(folder, library, name, status);
}

// ---- The list -----------------------------------------------------------------------------------

static int newest_first(const void *a, const void *b)
{
    const struct run_entry *one = a, *other = b;
    if (one->readable != other->readable)
        return one->readable ? -1 : 1;
    int order = one->readable ? strcmp(other->record.began, one->record.began) : 0;
    return order != 0 ? order : strcmp(other->name, one->name);
}

// Who only looks lets go at once.
static bool is_busy(const char *folder)
{
    struct lock *lock;
    bool busy = lock_try(&lock, folder, "lenetpad", NULL) == LOCK_HELD;
    lock_release(lock);
    return busy;
}

static bool read_entry(struct run_entry *entry, const char *folder)
{
    char path[PATH_SIZE];
    struct status problem = {0};
    if (!run_files_belong(folder))
        return false;
    entry->weights = path_join(path, folder, RUN_FILES_WEIGHTS, NULL) && place_is_file(path);
    entry->readable = path_join(path, folder, RUN_RECORD_FILE, &problem) &&
                      run_record_load(&entry->record, path, &problem);
    entry->busy = entry->readable && entry->record.end == RUN_RECORD_GOES_ON && is_busy(folder);
    if (!entry->readable)
        snprintf(entry->problem, sizeof entry->problem, "%.255s", problem.message);
    return true;
}

// Whether it is a folder that can be a run's. A link to one is none.
static bool is_run_folder(char folder[PATH_SIZE], const char *library, const char *name)
{
    struct stat there;
    return folder_of(folder, library, name, NULL) && lstat(folder, &there) == 0 &&
           S_ISDIR(there.st_mode);
}

static void add_entry(struct run_list *list, const char *library, const char *name)
{
    char folder[PATH_SIZE];
    if (!is_run_folder(folder, library, name))
        return;
    if (list->count == RUN_LIBRARY_MOST) {
        list->left_out++;
        return;
    }
    struct run_entry *entry = &list->entry[list->count];
    *entry = (struct run_entry){0};
    snprintf(entry->name, sizeof entry->name, "%s", name);
    list->count += read_entry(entry, folder);
}

bool run_library_list(struct run_list *list, const char *library, struct status *status)
{
    *list = (struct run_list){0};
    DIR *folder = opendir(library);
    if (!folder)
        return errno == ENOENT ||
               status_fail(status, STATUS_IO, tr("cannot read the folder %s: %s"), library,
                           strerror(errno));
    list->entry = calloc(RUN_LIBRARY_MOST, sizeof *list->entry);
    bool good =
        list->entry || status_fail(status, STATUS_NO_MEMORY, tr("no memory to list the runs"));
    for (const struct dirent *item; good && (item = readdir(folder));)
        add_entry(list, library, item->d_name);
    closedir(folder);
    if (good && list->count > 0)
        qsort(list->entry, list->count, sizeof *list->entry, newest_first);
    return good;
}

void run_list_free(struct run_list *list)
{
    free(list->entry);
    *list = (struct run_list){0};
}

// ---- A run that goes on -------------------------------------------------------------------------

static size_t count_runs(const char *library)
{
    char path[PATH_SIZE];
    size_t count = 0;
    DIR *folder = opendir(library);
    for (const struct dirent *item; folder && (item = readdir(folder));)
        count += is_run_folder(path, library, item->d_name);
    if (folder)
        closedir(folder);
    return count;
}

// The folder that could be made is nobody else's.
static bool make_folder(char folder[PATH_SIZE], const char *library,
                        const struct run_record *record, struct status *status)
{
    enum { TRIES = 1000 };
    char first[RUN_LIBRARY_NAME], name[RUN_LIBRARY_NAME + 8];
    first_name(first, record);
    for (int i = 1; i <= TRIES; i++) {
        snprintf(name, sizeof name, i == 1 ? "%s" : "%s-%d", first, i);
        if (!path_join(folder, library, name, status))
            return false;
        if (mkdir(folder, 0777) == 0)
            return true;
        if (errno != EEXIST)
            break;
    }
    return file_cannot_write(folder, errno, status);
}

static bool write_start(struct run_record *record, const char *folder, const struct lenet *start,
                        struct status *status)
{
    char path[PATH_SIZE];
    const struct model_info info = {.description = "the weights that a training run began with"};
    record->start[0] = '\0';
    return !start ||
           (path_join(path, folder, RUN_RECORD_START, status) &&
            model_save(path, start, &info, status) && run_files_hash(record->start, path, status));
}

static bool write_record(const char *folder, const struct run_record *record, struct status *status)
{
    char path[PATH_SIZE];
    return path_join(path, folder, RUN_RECORD_FILE, status) &&
           run_record_save(record, path, status);
}

bool run_library_begin(char folder[PATH_SIZE], struct lock **lock, const char *library,
                       struct run_record *record, const struct lenet *start, struct status *status)
{
    *lock = NULL;
    if (!file_make_folder(library, status))
        return false;
    if (count_runs(library) >= RUN_LIBRARY_MOST)
        return status_fail(
            status, STATUS_IO,
            tr("%d runs are kept already. Delete some of them (Train > Runs), or move "
               "their folders out of %s."),
            RUN_LIBRARY_MOST, library);
    if (!make_folder(folder, library, record, status))
        return false;
    record->end = RUN_RECORD_GOES_ON;
    record->setup.from_weights = start != NULL;
    if (run_library_take(lock, folder, status) && write_start(record, folder, start, status) &&
        write_record(folder, record, status))
        return true;
    bool left;
    run_files_remove(folder, &left, NULL);
    lock_release(*lock);
    *lock = NULL;
    return false;
}

bool run_library_take(struct lock **lock, const char *folder, struct status *status)
{
    return lock_or_fail(lock, folder, &to_train, status);
}

// Says of the state what a record has room for.
static void note_state(struct run_record *record, const struct train_state *state)
{
    record->steering = state->steering;
    record->data = state->data;
    record->epoch = state->epoch;
    record->batch = state->batch;
    record->weights[0] = '\0';
}

static bool write_weights(struct run_record *record, const char *folder, const struct lenet *lenet,
                          struct status *status)
{
    char path[PATH_SIZE];
    struct model_info *info = malloc(sizeof *info);
    if (!info)
        return status_fail(status, STATUS_NO_MEMORY, tr("no memory to keep %s"), folder);
    run_record_info(info, record);
    bool good = path_join(path, folder, RUN_FILES_WEIGHTS, status) &&
                model_save(path, lenet, info, status) &&
                run_files_hash(record->weights, path, status);
    free(info);
    return good;
}

// Of what cannot be written the rest is written all the same; the first reason is told.
static bool write_place(const char *folder, const struct run_record *record,
                        const struct train_state *state, size_t items,
                        const struct run_curves *curves, struct status *status)
{
    bool kept =
        items == 0 || !curves || run_files_write_curves(folder, curves, state, items, status);
    return write_record(folder, record, kept ? status : NULL) && kept;
}

bool run_library_keep(const char *folder, struct run_record *record,
                      const struct train_state *state, size_t items,
                      const struct run_curves *curves, struct status *status)
{
    note_state(record, state);
    bool sound = lenet_is_sound(&state->average);
    if (!sound)
        record->end = RUN_RECORD_DIVERGED;
    bool kept = !sound || write_weights(record, folder, &state->average, status);
    return write_place(folder, record, state, items, curves, kept ? status : NULL) && kept;
}

bool run_library_note(const char *folder, struct run_record *record,
                      const struct train_state *state, size_t items,
                      const struct run_curves *curves, struct status *status)
{
    note_state(record, state);
    record->end = RUN_RECORD_GOES_ON;
    return write_place(folder, record, state, items, curves, status);
}

// Oldest first, of those that nobody is at.
int run_library_thin(const char *library, const char *but)
{
    struct run_list list;
    uint64_t bytes = 0;
    int thinned = 0;
    char folder[PATH_SIZE];
    if (!run_library_list(&list, library, NULL))
        return 0;
    for (size_t i = 0; i < list.count; i++)
        if (path_join(folder, library, list.entry[i].name, NULL))
            bytes += run_files_snapshot_bytes(folder);
    for (size_t i = list.count; i-- > 0 && bytes > RUN_LIBRARY_SNAPSHOT_BYTES;) {
        struct lock *lock;
        if (!list.entry[i].readable || !path_join(folder, library, list.entry[i].name, NULL) ||
            (but && strcmp(but, folder) == 0))
            continue;
        uint64_t here = run_files_snapshot_bytes(folder);
        if (here == 0 || !lock_allows(lock_try(&lock, folder, to_train.program, NULL)))
            continue;
        run_files_remove_snapshots(folder);
        bytes -= here - run_files_snapshot_bytes(folder);
        thinned++;
        lock_release(lock);
    }
    run_list_free(&list);
    return thinned;
}

// ---- What a person does with one ----------------------------------------------------------------

static bool is_there(const char *folder, const char *name, struct status *status)
{
    struct stat there;
    return (lstat(folder, &there) == 0 && S_ISDIR(there.st_mode)) ||
           status_fail(status, STATUS_MISSING, tr("There is no run %s any more."), name);
}

// The name is taken by making an empty folder, which only one can do, also of those who begin a
// run; then the run's takes its place at once, unless somebody has put something into it meanwhile.
static bool rename_to(const char *from, const char *to, const char *name, struct status *status)
{
    if (mkdir(to, 0777) == 0) {
        if (rename(from, to) == 0)
            return true;
        int error = errno;
        rmdir(to);
        errno = error;
    }
    return errno == EEXIST || errno == ENOTEMPTY
               ? status_fail(status, STATUS_USAGE, tr("There is a run %s already."), name)
               : file_cannot_write(to, errno, status);
}

bool run_library_rename(const char *library, const char *name, const char *to,
                        struct status *status)
{
    char from[PATH_SIZE], target[PATH_SIZE];
    struct lock *lock, *other = NULL;
    if (!folder_of(from, library, name, status) || !folder_of(target, library, to, status) ||
        !is_there(from, name, status))
        return false;
    if (strcmp(name, to) == 0)
        return true;
    if (!run_library_take(&lock, from, status))
        return false;
    bool renamed = run_library_take(&other, target, status) && rename_to(from, target, to, status);
    lock_release(other);
    lock_release(lock);
    return renamed;
}

bool run_library_delete(const char *library, const char *name, bool *left, struct status *status)
{
    char folder[PATH_SIZE];
    struct lock *lock;
    *left = false;
    if (!folder_of(folder, library, name, status) || !is_there(folder, name, status) ||
        !run_library_take(&lock, folder, status))
        return false;
    bool removed = run_files_remove(folder, left, status);
    lock_release(lock);
    return removed;
}

bool run_library_export(char made[PATH_SIZE], const char *library, const char *name, const char *to,
                        struct status *status)
{
    char folder[PATH_SIZE], target[RUN_LIBRARY_NAME + 8];
    if (!folder_of(folder, library, name, status) || !is_there(folder, name, status))
        return false;
    for (int i = 1;; i++) {
        snprintf(target, sizeof target, i == 1 ? "%s" : "%s-%d", name, i);
        if (!path_join(made, to, target, status))
            return false;
        if (mkdir(made, 0777) == 0)
            break;
        if (errno != EEXIST || i == RUN_LIBRARY_MOST)
            return file_cannot_write(made, errno, status);
    }
    bool left, copied = run_files_copy(folder, made, status);
    if (!copied)
        run_files_remove(made, &left, NULL);
    return copied;
}

bool run_library_load_curves(struct run_curves *curves, const char *library, const char *name,
                             struct status *status)
{
    char folder[PATH_SIZE];
    return folder_of(folder, library, name, status) &&
           run_files_read_curves(curves, folder, status);
}
