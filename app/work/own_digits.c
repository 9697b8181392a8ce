// See own_digits.h.
#include "app/work/own_digits.h"
#include "app/base/aside.h"
#include "app/base/lock.h"
#include "nn/data/stroke_dataset.h"
#include "nn/files/file.h"
#include "nn/files/place.h"
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

static struct hand_version version_of(const struct hand *hand)
{
    struct stat there;
    if (!hand->path[0] || stat(hand->path, &there) != 0)
        return (struct hand_version){0};
    return (struct hand_version){there.st_ino, (uint64_t)there.st_size, there.st_mtim.tv_sec,
                                 there.st_mtim.tv_nsec};
}

// What the file holds now.
static bool reload(struct hand *hand, struct status *status)
{
    struct strokes strokes = {.box_width = hand->side, .box_height = hand->side};
    if (!hand->path[0])
        return true;
    hand->version = version_of(hand);
    if (is_there(hand->path) && !strokes_load(&strokes, hand->path, status))
        return false;
    strokes_free(&hand->strokes);
    hand->strokes = strokes;
    return true;
}

bool hand_open(struct hand *hand, const char *path, float side, struct status *status)
{
    *hand = (struct hand){.side = side, .strokes = {.box_width = side, .box_height = side}};
    snprintf(hand->path, sizeof hand->path, "%s", path);
    return reload(hand, status);
}

bool hand_refresh(struct hand *hand, struct status *status)
{
    return reload(hand, status);
}

void hand_look(struct hand *hand)
{
    struct hand_version now = version_of(hand);
    const struct hand_version *then = &hand->version;
    if (now.file != then->file || now.size != then->size || now.seconds != then->seconds ||
        now.nanoseconds != then->nanoseconds)
        reload(hand, NULL);
}

void hand_free(struct hand *hand)
{
    strokes_free(&hand->strokes);
    for (size_t i = 0; i < hand->forgotten_count; i++)
        drawing_free(&hand->forgotten[i].digit.drawing);
    free(hand->forgotten);
}

// Until it is released nobody else changes the file. NULL if there is none.
static bool lock_hand(const struct hand *hand, struct lock **lock, struct status *status)
{
    struct status problem = {0};
    *lock = NULL;
    if (!hand->path[0])
        return true;
    if (!path_make_parent(hand->path, &problem))
        return status_fail(status, problem.code, "cannot write %s: %.500s", hand->path,
                           problem.message);
    return lock_or_fail(lock, hand->path, &lock_to_change, status);
}

static bool remove_file(const struct hand *hand, struct status *status)
{
    int error = place_remove(hand->path);
    return error == 0 ||
           status_fail(status, STATUS_IO, "cannot remove %s: %s", hand->path, strerror(error));
}

static bool save(struct hand *hand, struct status *status)
{
    if (!hand->path[0])
        return true;
    bool saved = hand->strokes.count > 0 ? strokes_save(&hand->strokes, hand->path, status)
                                         : remove_file(hand, status);
    if (saved)
        hand->version = version_of(hand);
    return saved;
}

static bool check_usable(const struct strokes_digit *digit, struct status *status)
{
    struct handwriting trial = {0};
    enum handwriting_added added = handwriting_add(&trial, digit);
    handwriting_free(&trial);
    if (added == HANDWRITING_NO_DIGIT)
        return status_fail(status, STATUS_USAGE,
                           "There are more than %d strokes, too many for a digit.",
                           HANDWRITING_STROKES);
    if (added == HANDWRITING_NO_MEMORY)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory for the drawing");
    return added == HANDWRITING_ADDED ||
           status_fail(status, STATUS_USAGE, "There is no stroke to learn from.");
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
static bool append(struct hand *hand, int label, const struct drawing *drawing,
                   struct status *status)
{
    struct strokes_digit digit = {.label = label, .writer = "me"};
    struct strokes *strokes = &hand->strokes;
    if (!drawing_copy(&digit.drawing, drawing))
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory for the drawing");
    scale_drawing(&digit.drawing, strokes->box_width / hand->side,
                  strokes->box_height / hand->side);
    if (!check_usable(&digit, status) ||
        (!strokes_add_digit(strokes, &digit) &&
         !status_fail(status, STATUS_NO_MEMORY, "not enough memory for the drawing"))) {
        drawing_free(&digit.drawing);
        return false;
    }
    if (save(hand, status))
        return true;
    drawing_free(&strokes->digit[--strokes->count].drawing);
    return false;
}

bool hand_add(struct hand *hand, int label, const struct drawing *drawing, struct status *status)
{
    struct lock *lock;
    if (!lock_hand(hand, &lock, status))
        return false;
    bool added = reload(hand, status) && append(hand, label, drawing, status);
    lock_release(lock);
    return added;
}

// ---- One of them ----

static bool same_drawing(const struct drawing *a, const struct drawing *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = a->stroke[i].count == b->stroke[i].count &&
               memcmp(a->stroke[i].point, b->stroke[i].point,
                      a->stroke[i].count * sizeof *a->stroke[i].point) == 0;
    return same;
}

bool hand_holds(const struct hand *hand, const struct drawing *drawing, size_t *place)
{
    const struct strokes *strokes = &hand->strokes;
    struct drawing scaled;
    bool holds = false;
    if (!drawing_copy(&scaled, drawing))
        return false;
    scale_drawing(&scaled, strokes->box_width / hand->side, strokes->box_height / hand->side);
    for (size_t i = 0; !holds && i < strokes->count; i++) {
        holds = same_drawing(&strokes->digit[i].drawing, &scaled);
        *place = i;
    }
    drawing_free(&scaled);
    return holds;
}

static bool is_at(const struct hand *hand, const struct strokes_digit *seen, size_t place)
{
    return place < hand->strokes.count && hand->strokes.digit[place].label == seen->label &&
           same_drawing(&hand->strokes.digit[place].drawing, &seen->drawing);
}

static bool find(const struct hand *hand, const struct strokes_digit *seen, size_t *place,
                 struct status *status)
{
    if (is_at(hand, seen, *place))
        return true;
    for (size_t i = 0; i < hand->strokes.count; i++)
        if (is_at(hand, seen, i)) {
            *place = i;
            return true;
        }
    return status_fail(status, STATUS_MISSING,
                       "This digit is no longer among yours. Show my digits reads them anew.");
}

static bool set_label(struct hand *hand, size_t place, int label, struct status *status)
{
    int before = hand->strokes.digit[place].label;
    hand->strokes.digit[place].label = label;
    if (save(hand, status))
        return true;
    hand->strokes.digit[place].label = before;
    return false;
}

bool hand_relabel(struct hand *hand, const struct strokes_digit *seen, size_t *place, int label,
                  struct status *status)
{
    struct lock *lock;
    if (!lock_hand(hand, &lock, status))
        return false;
    bool done = reload(hand, status) && find(hand, seen, place, status) &&
                set_label(hand, *place, label, status);
    lock_release(lock);
    return done;
}

// ---- Forgetting, and bringing back ----

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

static bool make_room(struct hand *hand, size_t more, struct status *status)
{
    struct hand_forgotten *grown =
        realloc(hand->forgotten, (hand->forgotten_count + more) * sizeof *grown);
    if (!grown)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory to forget your digits");
    hand->forgotten = grown;
    return true;
}

static void remember(struct hand *hand, struct strokes_digit digit, size_t place, bool first)
{
    hand->forgotten[hand->forgotten_count++] = (struct hand_forgotten){
        digit, place, hand->strokes.box_width, hand->strokes.box_height, first};
}

static bool forget_at(struct hand *hand, size_t place, struct status *status)
{
    if (!make_room(hand, 1, status))
        return false;
    struct strokes_digit digit = take_out(&hand->strokes, place);
    if (!save(hand, status)) {
        put_in(&hand->strokes, place, digit);
        return false;
    }
    remember(hand, digit, place, true);
    return true;
}

bool hand_forget(struct hand *hand, const struct strokes_digit *seen, size_t *place,
                 struct status *status)
{
    struct lock *lock;
    if (!lock_hand(hand, &lock, status))
        return false;
    bool done =
        reload(hand, status) && find(hand, seen, place, status) && forget_at(hand, *place, status);
    lock_release(lock);
    return done;
}

static bool forget_last(struct hand *hand, int *label, struct status *status)
{
    if (hand->strokes.count == 0)
        return false;
    *label = hand->strokes.digit[hand->strokes.count - 1].label;
    return forget_at(hand, hand->strokes.count - 1, status);
}

bool hand_forget_last(struct hand *hand, int *label, struct status *status)
{
    struct lock *lock;
    if (!lock_hand(hand, &lock, status))
        return false;
    bool removed = reload(hand, status) && forget_last(hand, label, status);
    lock_release(lock);
    return removed;
}

// The last one goes first, so that they come back in order.
static bool forget_all(struct hand *hand, struct status *status)
{
    struct strokes *strokes = &hand->strokes;
    size_t count = strokes->count;
    if (count > 0 && !make_room(hand, count, status))
        return false;
    strokes->count = 0;
    bool saved = save(hand, status);
    strokes->count = count;
    if (!saved)
        return false;
    while (strokes->count > 0) {
        strokes->count--;
        remember(hand, strokes->digit[strokes->count], strokes->count, strokes->count + 1 == count);
    }
    strokes_free(strokes);
    *strokes = (struct strokes){.box_width = hand->side, .box_height = hand->side};
    return true;
}

// What nothing can be read from goes, too, but only out of the way. A disk that fails or a lack of
// memory says nothing about the file.
static bool reload_or_set_aside(struct hand *hand, char kept[PATH_SIZE], struct status *status)
{
    struct status problem = {0};
    kept[0] = '\0';
    if (reload(hand, &problem))
        return true;
    if (problem.code == STATUS_BAD_DATA)
        return aside_keep(kept, hand->path, status);
    return status_fail(status, problem.code, "%s", problem.message);
}

bool hand_forget_all(struct hand *hand, char kept[PATH_SIZE], struct status *status)
{
    struct lock *lock;
    if (!lock_hand(hand, &lock, status))
        return false;
    bool forgotten = reload_or_set_aside(hand, kept, status) && forget_all(hand, status);
    lock_release(lock);
    return forgotten;
}

size_t hand_can_bring_back(const struct hand *hand)
{
    size_t first = hand->forgotten_count;
    while (first > 0 && !hand->forgotten[first - 1].first)
        first--;
    return first > 0 ? hand->forgotten_count - first + 1 : 0;
}

// A copy, in the units of the file as it is now.
static bool put_back(struct hand *hand, const struct hand_forgotten *forgotten)
{
    struct strokes *strokes = &hand->strokes;
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

static bool put_all_back(struct hand *hand, size_t count, struct status *status)
{
    for (size_t i = 1; i <= count; i++)
        if (!put_back(hand, &hand->forgotten[hand->forgotten_count - i]))
            return status_fail(status, STATUS_NO_MEMORY, "not enough memory for your digits");
    return save(hand, status);
}

static bool bring_back(struct hand *hand, size_t count, struct status *status)
{
    struct strokes before;
    if (!strokes_copy(&before, &hand->strokes))
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory for your digits");
    bool done = put_all_back(hand, count, status);
    strokes_free(done ? &before : &hand->strokes);
    if (!done) {
        hand->strokes = before;
        return false;
    }
    while (count-- > 0)
        drawing_free(&hand->forgotten[--hand->forgotten_count].digit.drawing);
    return true;
}

bool hand_bring_back(struct hand *hand, size_t *count, struct status *status)
{
    struct lock *lock;
    *count = hand_can_bring_back(hand);
    if (*count == 0)
        return true;
    if (!lock_hand(hand, &lock, status))
        return false;
    bool done = reload(hand, status) && bring_back(hand, *count, status);
    lock_release(lock);
    return done;
}

// ---- Elsewhere ----

bool hand_is_at(const struct hand *hand, const char *path)
{
    struct stat own, other;
    char own_whole[PATH_SIZE], other_whole[PATH_SIZE];
    if (!hand->path[0])
        return false;
    if (stat(hand->path, &own) == 0)
        return stat(path, &other) == 0 && own.st_dev == other.st_dev && own.st_ino == other.st_ino;
    return path_absolute(own_whole, hand->path, NULL) && path_absolute(other_whole, path, NULL) &&
           strcmp(own_whole, other_whole) == 0;
}

// The own file needs no writing: it holds them already, and perhaps more by the next moment.
bool hand_save_as(struct hand *hand, const char *path, struct status *status)
{
    if (!reload(hand, status))
        return false;
    if (hand->strokes.count == 0)
        return status_fail(status, STATUS_MISSING,
                           "There are no digits of yours any more: another window forgot them.");
    return hand_is_at(hand, path) || strokes_save(&hand->strokes, path, status);
}
