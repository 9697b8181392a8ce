// What is kept beside the state of a run goes into its checkpoint as notes, so that no two files
// can disagree. Notes must be plain text, which the path of a folder need not be: its odd bytes are
// written as %XX.
#include "app/training/kept_run.h"

#include "app/base/aside.h"
#include "app/base/model_file.h"
#include "app/language/tr.h"
#include "app/training/runs/run_record.h"
#include "app/training/setup/setup_file.h"
#include "nn/files/file.h"
#include "nn/files/place.h"
#include "nn/net/model.h"
#include "nn/train/checkpoint.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// A lock is held for moments only while somebody looks whether there is a run.
static const struct lock_wish to_go_on = {
    "lenetpad", 0.2, TR("is a run that goes on in another window:"), TR("stop it there first")};

enum {
    NOTE_CURVES, // RUN_CURVES_NOTES of them
    NOTE_DATA = RUN_CURVES_NOTES,
    NOTE_SETUP,
    NOTE_FOLDER,
    NOTE_POSTPONED,
    NOTES,
    PATH_TEXT = 3 * PATH_SIZE, // %XX for each byte
    LONGEST_SETUP = 1 << 15,   // bytes of its JSON
};

static const char data_note[] = "note.data", setup_note[] = "note.setup",
                  folder_note[] = "note.run", postponed_note[] = "note.postponed";

// All that a file holds. Large: on the heap.
struct contents {
    struct train_state state;
    char data[PATH_SIZE];
    struct run_curves curves;
    struct kept_origin origin;
    bool postponed;
};

// ---- Places -------------------------------------------------------------------------------------

static bool place_of(char path[PATH_SIZE], const char *base, int number)
{
    const char *ending = path_ending(base);
    int length = number == 1 ? snprintf(path, PATH_SIZE, "%s", base)
                             : snprintf(path, PATH_SIZE, "%.*s-%d%s", (int)(ending - base), base,
                                        number, ending);
    return length > 0 && length < PATH_SIZE;
}

// Earlier versions noted the data in "FILE.data", and an answer put off in "FILE.later".
static bool old_note(char path[PATH_SIZE], const char *run, const char *ending)
{
    return snprintf(path, PATH_SIZE, "%s%s", run, ending) < PATH_SIZE;
}

static bool old_note_there(const char *run, const char *ending)
{
    char path[PATH_SIZE];
    return old_note(path, run, ending) && place_exists(path);
}

static void remove_old_notes(const char *run)
{
    char path[PATH_SIZE];
    if (old_note(path, run, ".data"))
        remove(path);
    if (old_note(path, run, ".later"))
        remove(path);
}

static bool read_old_data(char data[PATH_SIZE], const char *run, struct status *status)
{
    char path[PATH_SIZE];
    struct bytes bytes;
    if (!old_note(path, run, ".data"))
        return status_fail(status, STATUS_USAGE, tr("the path is too long: %s"), run);
    if (!file_read(&bytes, path, PATH_SIZE - 1, status))
        return false;
    memcpy(data, bytes.data, bytes.size);
    data[bytes.size] = '\0';
    bytes_free(&bytes);
    return true;
}

// ---- Texts --------------------------------------------------------------------------------------

// Into three times the bytes.
static void write_plain(char *text, const char *path)
{
    for (const unsigned char *c = (const unsigned char *)path; *c; c++)
        text += snprintf(text, 4, *c > ' ' && *c < 0x7f && *c != '%' ? "%c" : "%%%02X", *c);
    *text = '\0';
}

static int hexadecimal(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool read_plain(char *path, size_t size, const char *text)
{
    size_t used = 0;
    for (; *text && used + 1 < size; text++, used++) {
        path[used] = *text;
        if (*text != '%')
            continue;
        int high = hexadecimal(text[1]), low = high < 0 ? -1 : hexadecimal(text[2]);
        if (low < 0 || high + low == 0)
            return false;
        path[used] = (char)(high << 4 | low);
        text += 2;
    }
    path[used] = '\0';
    return *text == '\0' && used > 0;
}

// As JSON, with its odd bytes written so, too. NULL for lack of memory, or if there is none; freed
// by the caller.
static char *write_setup(const struct kept_origin *origin)
{
    cJSON *object = origin->set_up ? setup_file_object(&origin->setup) : NULL;
    cJSON_DeleteItemFromObjectCaseSensitive(object, "seed"); // the state's own, all digits of it
    char *json = object ? cJSON_PrintUnformatted(object) : NULL;
    char *text = json ? malloc(3 * strlen(json) + 1) : NULL;
    if (text)
        write_plain(text, json);
    cJSON_free(json);
    cJSON_Delete(object);
    return text;
}

// What makes no sense is as if it were not there: the run's data is compared with what it knew.
static void read_setup(struct kept_origin *origin, const char *text)
{
    char note[SETUP_FILE_NOTE] = "";
    bool no_memory;
    char *json = malloc(LONGEST_SETUP);
    bool plain = json && read_plain(json, LONGEST_SETUP, text);
    cJSON *object = plain ? json_read(json, strlen(json), NULL, &no_memory) : NULL;
    run_setup_default(&origin->setup);
    if (cJSON_IsObject(object))
        setup_file_take(&origin->setup, object, note);
    origin->set_up = cJSON_IsObject(object) && !note[0];
    cJSON_Delete(object);
    free(json);
}

static void read_origin(struct kept_origin *origin, const char *setup, const char *folder)
{
    *origin = (struct kept_origin){0};
    if (setup)
        read_setup(origin, setup);
    if (folder && !read_plain(origin->folder, sizeof origin->folder, folder))
        origin->folder[0] = '\0';
}

// ---- Reading and writing ------------------------------------------------------------------------

static bool read_contents(struct contents *contents, const char *path, struct status *status)
{
    struct checkpoint_note notes[NOTES] = {[NOTE_DATA] = {.name = data_note},
                                           [NOTE_SETUP] = {.name = setup_note},
                                           [NOTE_FOLDER] = {.name = folder_note},
                                           [NOTE_POSTPONED] = {.name = postponed_note}};
    char *memory;
    run_curves_name(notes + NOTE_CURVES);
    if (!model_file_load_checkpoint(&contents->state, path, notes, NOTES, &memory, status))
        return false;
    const char *data = notes[NOTE_DATA].text;
    bool good =
        !data || read_plain(contents->data, sizeof contents->data, data) ||
        status_fail(status, STATUS_BAD_DATA,
                    tr("%s: not a good checkpoint: its data is \"%.100s\"; start the training "
                       "afresh"),
                    path, data);
    good = good && (data || read_old_data(contents->data, path, status));
    run_curves_read(&contents->curves, notes + NOTE_CURVES, &contents->state);
    read_origin(&contents->origin, notes[NOTE_SETUP].text, notes[NOTE_FOLDER].text);
    contents->postponed = notes[NOTE_POSTPONED].text || old_note_there(path, ".later");
    free(memory);
    return good;
}

static bool write_contents(const char *path, const struct train_state *state, const char *data,
                           const struct run_curves *curves, const struct kept_origin *origin,
                           bool postponed, struct status *status)
{
    struct texts {
        char data[PATH_TEXT], folder[PATH_TEXT];
        struct run_curves_text curves;
    } *texts = malloc(sizeof *texts);
    char *setup = origin ? write_setup(origin) : NULL;
    if (!texts || (origin && origin->set_up && !setup)) {
        free(texts);
        free(setup);
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to write %s"), path);
    }
    write_plain(texts->data, data);
    write_plain(texts->folder, origin ? origin->folder : "");
    struct checkpoint_note notes[NOTES] = {[NOTE_DATA] = {data_note, texts->data}};
    run_curves_write(notes + NOTE_CURVES, &texts->curves, curves);
    size_t count = NOTE_DATA + 1;
    if (setup)
        notes[count++] = (struct checkpoint_note){setup_note, setup};
    if (texts->folder[0])
        notes[count++] = (struct checkpoint_note){folder_note, texts->folder};
    if (postponed)
        notes[count++] = (struct checkpoint_note){postponed_note, "yes"};
    bool saved =
        path_make_parent(path, status) && checkpoint_save_noted(path, state, notes, count, status);
    free(texts);
    free(setup);
    if (saved)
        remove_old_notes(path);
    return saved;
}

bool kept_run_save(const char *path, const struct train_state *state, const char *data,
                   const struct run_curves *curves, const struct kept_origin *origin,
                   struct status *status)
{
    return write_contents(path, state, data, curves, origin, false, status);
}

bool kept_run_load(struct train_state *state, char data[PATH_SIZE], struct run_curves *curves,
                   struct kept_origin *origin, const char *path, struct status *status)
{
    struct contents *contents = calloc(1, sizeof *contents);
    bool loaded =
        contents ? read_contents(contents, path, status)
                 : status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to read %s"), path);
    if (loaded) {
        *state = contents->state;
        *curves = contents->curves;
        memcpy(data, contents->data, PATH_SIZE);
        if (origin) {
            *origin = contents->origin;
            origin->setup.options = state->options;
        }
    }
    free(contents);
    return loaded;
}

void kept_run_discard(const char *path)
{
    place_remove(path);
    remove_old_notes(path);
}

bool kept_run_postpone(const char *path, struct status *status)
{
    struct contents *contents = calloc(1, sizeof *contents);
    bool done =
        contents ? read_contents(contents, path, status)
                 : status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to read %s"), path);
    done = done && (contents->postponed ||
                    write_contents(path, &contents->state, contents->data, &contents->curves,
                                   &contents->origin, true, status));
    free(contents);
    return done;
}

// ---- Whose it is --------------------------------------------------------------------------------

static bool is_recorded(const struct kept_origin *origin)
{
    char path[PATH_SIZE];
    return origin->folder[0] && path_join(path, origin->folder, RUN_RECORD_FILE, NULL) &&
           place_exists(path);
}

static bool look(struct kept_run *run, const char *path, struct status *status)
{
    struct contents *contents = calloc(1, sizeof *contents);
    bool there =
        contents ? read_contents(contents, path, status)
                 : status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to read %s"), path);
    if (there) {
        run->epoch = contents->state.epoch;
        run->epochs = contents->state.options.epochs;
        run->postponed = contents->postponed;
        run->origin = contents->origin;
        run->origin.setup.options = contents->state.options;
        run->recorded = is_recorded(&run->origin);
        snprintf(run->path, PATH_SIZE, "%s", path);
        snprintf(run->data, PATH_SIZE, "%s", contents->data);
    }
    free(contents);
    return there;
}

static bool find_at(struct kept_run *run, const char *path, struct status *status)
{
    struct lock *lock;
    if (!place_exists(path) || !lock_allows(lock_try(&lock, path, "lenetpad", NULL)))
        return false;
    bool there = look(run, path, status);
    lock_release(lock);
    return there;
}

// A place with a file, and when that was written.
struct written {
    char path[PATH_SIZE];
    struct timespec when;
};

static bool is_newer(const struct written *a, const struct written *b)
{
    return a->when.tv_sec != b->when.tv_sec ? a->when.tv_sec > b->when.tv_sec
                                            : a->when.tv_nsec >= b->when.tv_nsec;
}

// The files at the places, the one that was written last first; of two at once, the later place.
static int list_places(struct written list[KEPT_RUNS], const char *base)
{
    int count = 0;
    for (int i = 1; i <= KEPT_RUNS; i++) {
        struct written place;
        struct stat there;
        if (!place_of(place.path, base, i) || stat(place.path, &there) != 0)
            continue;
        place.when = there.st_mtim;
        int at = count++;
        for (; at > 0 && is_newer(&place, list + at - 1); at--)
            list[at] = list[at - 1];
        list[at] = place;
    }
    return count;
}

// The first that is not postponed, else the first of those that are. Without `damaged` no more are
// read than that takes.
static bool choose(struct kept_run *run, const char *base, struct status *damaged)
{
    struct written *list = malloc(KEPT_RUNS * sizeof *list);
    struct kept_run *found = malloc(sizeof *found);
    bool there = false, decided = false;
    int count = list && found ? list_places(list, base) : 0;
    for (int i = 0; i < count && (damaged || !decided); i++) {
        struct status problem = {0};
        if (find_at(found, list[i].path, &problem)) {
            if (!there || (!decided && !found->postponed))
                *run = *found;
            there = true;
            decided = !run->postponed;
        } else if (damaged && problem.code == STATUS_BAD_DATA && damaged->code == STATUS_OK) {
            *damaged = problem;
        }
    }
    free(list);
    free(found);
    return there;
}

bool kept_run_find(struct kept_run *run, const char *base, const char *first)
{
    return (first[0] && find_at(run, first, NULL)) || choose(run, base, NULL);
}

bool kept_run_look_at_all(struct kept_run *run, const char *base, struct status *damaged)
{
    damaged->code = STATUS_OK;
    return choose(run, base, damaged);
}

bool kept_run_is_at_end(const struct kept_run *run)
{
    return run->epoch == run->epochs;
}

bool kept_run_take(struct lock **lock, const char *path, struct status *status)
{
    if (!lock_or_fail(lock, path, &to_go_on, status))
        return false;
    if (place_exists(path))
        return true;
    lock_release(*lock);
    *lock = NULL;
    return status_fail(
        status, STATUS_MISSING,
        tr("The run is not kept any more: another window has continued it to its end, "
           "or discarded it."));
}

// True if the place is free. What another version or damage made unreadable is not lost. False with
// STATUS_OK if a run is kept there.
static bool clear_place(const char *path, struct status *status)
{
    char kept[PATH_SIZE];
    struct kept_run run;
    if (!place_exists(path))
        return true;
    if (look(&run, path, status) ||
        (status->code != STATUS_BAD_DATA && status->code != STATUS_MISSING))
        return false;
    status->code = STATUS_OK;
    return aside_keep(kept, path, status);
}

bool kept_run_take_new(char path[PATH_SIZE], struct lock **lock, const char *base,
                       const char *instead, struct status *status)
{
    struct status first = {.code = STATUS_OK};
    *lock = NULL;
    if (!path_make_parent(base, status))
        return false;
    snprintf(path, PATH_SIZE, "%s", instead);
    if (path[0] && lock_allows(lock_take(lock, path, "lenetpad", to_go_on.seconds, NULL)))
        return true;
    for (int i = 1; i <= KEPT_RUNS; i++) {
        if (!place_of(path, base, i) || !lock_allows(lock_try(lock, path, "lenetpad", NULL)))
            continue;
        struct status problem = {.code = STATUS_OK};
        if (clear_place(path, &problem))
            return true;
        if (first.code == STATUS_OK)
            first = problem;
        lock_release(*lock);
        *lock = NULL;
    }
    if (first.code != STATUS_OK)
        return status_fail(status, first.code, "%s", first.message);
    return status_fail(status, STATUS_IO,
                       tr("%d training runs are kept already, or are going on. Continue or discard "
                          "some of them."),
                       KEPT_RUNS);
}
