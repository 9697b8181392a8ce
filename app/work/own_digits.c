// What a person has taught is dear and small: it is read anew before each change and written whole
// after it, under a lock, because another window may have changed it meanwhile.
#include "app/work/own_digits.h"
#include "app/base/aside.h"
#include "app/base/lock.h"
#include "app/language/tr.h"
#include "nn/base/grow.h"
#include "nn/data/stroke_dataset.h"
#include "nn/files/file.h"
#include "nn/files/place.h"
#include "nn/strokes/strokes_text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0 || errno != ENOENT;
}

static struct own_digits_version version_of(const struct own_digits *own)
{
    struct stat there;
    if (!own->path[0] || stat(own->path, &there) != 0)
        return (struct own_digits_version){0};
    return (struct own_digits_version){there.st_ino, (uint64_t)there.st_size, there.st_mtim.tv_sec,
                                       there.st_mtim.tv_nsec};
}

// What the file holds now.
static bool reload(struct own_digits *own, struct status *status)
{
    struct strokes strokes = {.box_width = own->side, .box_height = own->side};
    if (!own->path[0])
        return true;
    own->version = version_of(own);
    if (is_there(own->path) && !strokes_load(&strokes, own->path, status))
        return false;
    strokes_free(&own->strokes);
    own->strokes = strokes;
    return true;
}

bool own_digits_open(struct own_digits *own, const char *path, float side, struct status *status)
{
    *own = (struct own_digits){.side = side, .strokes = {.box_width = side, .box_height = side}};
    snprintf(own->path, sizeof own->path, "%s", path);
    return reload(own, status);
}

bool own_digits_refresh(struct own_digits *own, struct status *status)
{
    return reload(own, status);
}

void own_digits_look(struct own_digits *own)
{
    struct own_digits_version now = version_of(own);
    const struct own_digits_version *then = &own->version;
    if (now.file != then->file || now.size != then->size || now.seconds != then->seconds ||
        now.nanoseconds != then->nanoseconds)
        reload(own, NULL);
}

void own_digits_free(struct own_digits *own)
{
    strokes_free(&own->strokes);
    for (size_t i = 0; i < own->forgotten_count; i++)
        drawing_free(&own->forgotten[i].digit.drawing);
    free(own->forgotten);
}

// Until it is released nobody else changes the file. NULL if there is none.
static bool lock_own_digits(const struct own_digits *own, struct lock **lock, struct status *status)
{
    struct status problem = {0};
    *lock = NULL;
    if (!own->path[0])
        return true;
    if (!path_make_parent(own->path, &problem))
        return status_fail(status, problem.code, tr("cannot write %s: %.500s"), own->path,
                           problem.message);
    return lock_or_fail(lock, own->path, &lock_to_change, status);
}

static bool remove_file(const struct own_digits *own, struct status *status)
{
    int error = place_remove(own->path);
    return error == 0 ||
           status_fail(status, STATUS_IO, tr("cannot remove %s: %s"), own->path, strerror(error));
}

static bool save(struct own_digits *own, struct status *status)
{
    if (!own->path[0])
        return true;
    bool saved = own->strokes.count > 0 ? strokes_save(&own->strokes, own->path, status)
                                        : remove_file(own, status);
    if (saved)
        own->version = version_of(own);
    return saved;
}

static bool check_usable(const struct strokes_digit *digit, struct status *status)
{
    struct stroke_dataset trial = {0};
    enum stroke_dataset_added added = stroke_dataset_add(&trial, digit);
    stroke_dataset_free(&trial);
    if (added == STROKE_DATASET_NO_DIGIT)
        return status_fail(status, STATUS_USAGE,
                           tr("There are more than %d strokes, too many for a digit."),
                           STROKE_DATASET_STROKES);
    if (added == STROKE_DATASET_NO_MEMORY)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for the drawing"));
    return added == STROKE_DATASET_ADDED ||
           status_fail(status, STATUS_USAGE, tr("There is no stroke to learn from."));
}

// Other writers' boxes may have been saved to the file: it is told in theirs.
static void scale_drawing(struct drawing *drawing, float x, float y)
{
    for (size_t i = 0; i < drawing->count; i++)
        for (size_t k = 0; k < drawing->stroke[i].count; k++) {
            drawing->stroke[i].point[k].x *= x;
            drawing->stroke[i].point[k].y *= y;
        }
}

// In memory, and then in the file.
static bool append(struct own_digits *own, int label, const struct drawing *drawing,
                   struct status *status)
{
    struct strokes_digit digit = {.label = label, .writer = "me"};
    struct strokes *strokes = &own->strokes;
    if (!drawing_copy(&digit.drawing, drawing))
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for the drawing"));
    scale_drawing(&digit.drawing, strokes->box_width / own->side, strokes->box_height / own->side);
    if (!check_usable(&digit, status) ||
        (!strokes_add_digit(strokes, &digit) &&
         !status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for the drawing")))) {
        drawing_free(&digit.drawing);
        return false;
    }
    if (save(own, status))
        return true;
    drawing_free(&strokes->digit[--strokes->count].drawing);
    return false;
}

bool own_digits_add(struct own_digits *own, int label, const struct drawing *drawing,
                    struct status *status)
{
    struct lock *lock;
    if (!lock_own_digits(own, &lock, status))
        return false;
    bool added = reload(own, status) && append(own, label, drawing, status);
    lock_release(lock);
    return added;
}

// ---- One of them --------------------------------------------------------------------------------

static bool same_drawing(const struct drawing *a, const struct drawing *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = a->stroke[i].count == b->stroke[i].count &&
               memcmp(a->stroke[i].point, b->stroke[i].point,
                      a->stroke[i].count * sizeof *a->stroke[i].point) == 0;
    return same;
}

bool own_digits_holds(const struct own_digits *own, const struct drawing *drawing, size_t *place)
{
    const struct strokes *strokes = &own->strokes;
    struct drawing scaled;
    bool holds = false;
    if (!drawing_copy(&scaled, drawing))
        return false;
    scale_drawing(&scaled, strokes->box_width / own->side, strokes->box_height / own->side);
    for (size_t i = 0; !holds && i < strokes->count; i++) {
        holds = same_drawing(&strokes->digit[i].drawing, &scaled);
        *place = i;
    }
    drawing_free(&scaled);
    return holds;
}

static bool is_at(const struct own_digits *own, const struct strokes_digit *seen, size_t place)
{
    return place < own->strokes.count && own->strokes.digit[place].label == seen->label &&
           same_drawing(&own->strokes.digit[place].drawing, &seen->drawing);
}

static bool find(const struct own_digits *own, const struct strokes_digit *seen, size_t *place,
                 struct status *status)
{
    if (is_at(own, seen, *place))
        return true;
    for (size_t i = 0; i < own->strokes.count; i++)
        if (is_at(own, seen, i)) {
            *place = i;
            return true;
        }
    return status_fail(status, STATUS_MISSING,
                       tr("This digit is no longer among yours. Show my digits reads them anew."));
}

static bool set_label(struct own_digits *own, size_t place, int label, struct status *status)
{
    int before = own->strokes.digit[place].label;
    own->strokes.digit[place].label = label;
    if (save(own, status))
        return true;
    own->strokes.digit[place].label = before;
    return false;
}

bool own_digits_relabel(struct own_digits *own, const struct strokes_digit *seen, size_t *place,
                        int label, struct status *status)
{
    struct lock *lock;
    if (!lock_own_digits(own, &lock, status))
        return false;
    bool done = reload(own, status) && find(own, seen, place, status) &&
                set_label(own, *place, label, status);
    lock_release(lock);
    return done;
}

// ---- Forgetting, and bringing back --------------------------------------------------------------

static struct strokes_digit take_out(struct strokes *strokes, size_t place)
{
    struct strokes_digit digit = strokes->digit[place];
    strokes->count--;
    memmove(strokes->digit + place, strokes->digit + place + 1,
            (strokes->count - place) * sizeof digit);
    return digit;
}

// Where there is room for one more.
static void put_in(struct strokes *strokes, size_t place, struct strokes_digit digit)
{
    memmove(strokes->digit + place + 1, strokes->digit + place,
            (strokes->count - place) * sizeof digit);
    strokes->digit[place] = digit;
    strokes->count++;
}

static bool make_room(struct own_digits *own, size_t more, struct status *status)
{
    struct own_digits_forgotten *grown =
        grow_array(own->forgotten, own->forgotten_count, more, sizeof *grown);
    if (!grown)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to forget your digits"));
    own->forgotten = grown;
    return true;
}

static void remember(struct own_digits *own, struct strokes_digit digit, size_t place, bool first)
{
    own->forgotten[own->forgotten_count++] = (struct own_digits_forgotten){
        digit, place, own->strokes.box_width, own->strokes.box_height, first};
}

static bool forget_at(struct own_digits *own, size_t place, struct status *status)
{
    if (!make_room(own, 1, status))
        return false;
    struct strokes_digit digit = take_out(&own->strokes, place);
    if (!save(own, status)) {
        put_in(&own->strokes, place, digit);
        return false;
    }
    remember(own, digit, place, true);
    return true;
}

bool own_digits_forget(struct own_digits *own, const struct strokes_digit *seen, size_t *place,
                       struct status *status)
{
    struct lock *lock;
    if (!lock_own_digits(own, &lock, status))
        return false;
    bool done =
        reload(own, status) && find(own, seen, place, status) && forget_at(own, *place, status);
    lock_release(lock);
    return done;
}

static bool forget_last(struct own_digits *own, int *label, struct status *status)
{
    if (own->strokes.count == 0)
        return false;
    *label = own->strokes.digit[own->strokes.count - 1].label;
    return forget_at(own, own->strokes.count - 1, status);
}

bool own_digits_forget_last(struct own_digits *own, int *label, struct status *status)
{
    struct lock *lock;
    if (!lock_own_digits(own, &lock, status))
        return false;
    bool removed = reload(own, status) && forget_last(own, label, status);
    lock_release(lock);
    return removed;
}

// The last one goes first, so that they come back in order.
static bool forget_all(struct own_digits *own, struct status *status)
{
    struct strokes *strokes = &own->strokes;
    size_t count = strokes->count;
    if (count > 0 && !make_room(own, count, status))
        return false;
    strokes->count = 0;
    bool saved = save(own, status);
    strokes->count = count;
    if (!saved)
        return false;
    while (strokes->count > 0) {
        strokes->count--;
        remember(own, strokes->digit[strokes->count], strokes->count, strokes->count + 1 == count);
    }
    strokes_free(strokes);
    *strokes = (struct strokes){.box_width = own->side, .box_height = own->side};
    return true;
}

// What nothing can be read from goes, too, but only out of the way. A disk that fails or a lack of
// memory says nothing about the file.
static bool reload_or_set_aside(struct own_digits *own, char kept[PATH_SIZE], struct status *status)
{
    struct status problem = {0};
    kept[0] = '\0';
    if (reload(own, &problem))
        return true;
    if (problem.code == STATUS_BAD_DATA)
        return aside_keep(kept, own->path, status);
    return status_fail(status, problem.code, "%s", problem.message);
}

bool own_digits_forget_all(struct own_digits *own, char kept[PATH_SIZE], struct status *status)
{
    struct lock *lock;
    if (!lock_own_digits(own, &lock, status))
        return false;
    bool forgotten = reload_or_set_aside(own, kept, status) && forget_all(own, status);
    lock_release(lock);
    return forgotten;
}

size_t own_digits_can_bring_back(const struct own_digits *own)
{
    size_t first = own->forgotten_count;
    while (first > 0 && !own->forgotten[first - 1].first)
        first--;
    return first > 0 ? own->forgotten_count - first + 1 : 0;
}

// A copy, in the units of the file as it is now.
static bool put_back(struct own_digits *own, const struct own_digits_forgotten *forgotten)
{
    struct strokes *strokes = &own->strokes;
    struct strokes_digit copy = forgotten->digit;
    if (strokes->count == 0) {
        strokes->box_width = forgotten->box_width;
        strokes->box_height = forgotten->box_height;
    }
    if (!drawing_copy(&copy.drawing, &forgotten->digit.drawing))
        return false;
    scale_drawing(&copy.drawing, strokes->box_width / forgotten->box_width,
                  strokes->box_height / forgotten->box_height);
    if (!strokes_add_digit(strokes, &copy)) {
        drawing_free(&copy.drawing);
        return false;
    }
    size_t last = strokes->count - 1;
    copy = take_out(strokes, last);
    put_in(strokes, forgotten->place < last ? forgotten->place : last, copy);
    return true;
}

static bool put_all_back(struct own_digits *own, size_t count, struct status *status)
{
    for (size_t i = 1; i <= count; i++)
        if (!put_back(own, &own->forgotten[own->forgotten_count - i]))
            return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for your digits"));
    return save(own, status);
}

static bool bring_back(struct own_digits *own, size_t count, struct status *status)
{
    struct strokes before;
    if (!strokes_copy(&before, &own->strokes))
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for your digits"));
    bool done = put_all_back(own, count, status);
    strokes_free(done ? &before : &own->strokes);
    if (!done) {
        own->strokes = before;
        return false;
    }
    while (count-- > 0)
        drawing_free(&own->forgotten[--own->forgotten_count].digit.drawing);
    return true;
}

bool own_digits_bring_back(struct own_digits *own, size_t *count, struct status *status)
{
    struct lock *lock;
    *count = own_digits_can_bring_back(own);
    if (*count == 0)
        return true;
    if (!lock_own_digits(own, &lock, status))
        return false;
    bool done = reload(own, status) && bring_back(own, *count, status);
    lock_release(lock);
    return done;
}

// ---- Elsewhere ----------------------------------------------------------------------------------

bool own_digits_is_at(const struct own_digits *own, const char *path)
{
    return own->path[0] && place_same(own->path, path);
}

// The own file needs no writing: it holds them already, and perhaps more by the next moment.
bool own_digits_save_as(struct own_digits *own, const char *path, struct status *status)
{
    if (!reload(own, status))
        return false;
    if (own->strokes.count == 0)
        return status_fail(
            status, STATUS_MISSING,
            tr("There are no digits of yours any more: another window forgot them."));
    return own_digits_is_at(own, path) || strokes_save(&own->strokes, path, status);
}
