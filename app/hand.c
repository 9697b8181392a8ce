// See hand.h.
#include "app/hand.h"
#include "app/lock.h"
#include "nn/file.h"
#include "nn/handwriting.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// Others hold the lock for as long as they write; a window should not wait much longer.
static const double lock_seconds = 2;

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0 || errno != ENOENT;
}

// What the file holds now.
static bool reload(struct hand *hand, struct status *status)
{
    struct strokes strokes = {.box_width = hand->side, .box_height = hand->side};
    if (!hand->path[0])
        return true;
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

void hand_free(struct hand *hand)
{
    strokes_free(&hand->strokes);
}

// Until it is released nobody else changes the file. NULL if there is none.
static bool lock_hand(const struct hand *hand, struct lock **lock, struct status *status)
{
    struct lock_holder holder;
    struct status problem = {0};
    char who[160];
    *lock = NULL;
    if (!hand->path[0])
        return true;
    if (!path_make_parent(hand->path, &problem))
        return status_fail(status, problem.code, "cannot write %s: %.500s", hand->path,
                           problem.message);
    if (lock_take(lock, hand->path, "lenetpad", lock_seconds, &holder) != LOCK_HELD)
        return true;
    lock_describe(who, sizeof who, &holder);
    return status_fail(status, STATUS_IO, "%s is being changed by %s; try again", hand->path, who);
}

static bool save(const struct hand *hand, struct status *status)
{
    if (!hand->path[0])
        return true;
    if (hand->strokes.count > 0)
        return strokes_save(&hand->strokes, hand->path, status);
    if (unlink(hand->path) == 0 || errno == ENOENT)
        return true;
    return status_fail(status, STATUS_IO, "cannot remove %s: %s", hand->path, strerror(errno));
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

static bool remove_last(struct hand *hand, int *label, struct status *status)
{
    struct strokes *strokes = &hand->strokes;
    if (strokes->count == 0)
        return false;
    struct strokes_digit last = strokes->digit[--strokes->count];
    if (save(hand, status)) {
        *label = last.label;
        drawing_free(&last.drawing);
        return true;
    }
    strokes->digit[strokes->count++] = last;
    return false;
}

bool hand_forget_last(struct hand *hand, int *label, struct status *status)
{
    struct lock *lock;
    if (!lock_hand(hand, &lock, status))
        return false;
    bool removed = reload(hand, status) && remove_last(hand, label, status);
    lock_release(lock);
    return removed;
}

bool hand_forget_all(struct hand *hand, struct status *status)
{
    struct lock *lock;
    if (!lock_hand(hand, &lock, status))
        return false;
    size_t count = hand->strokes.count;
    hand->strokes.count = 0;
    bool saved = save(hand, status);
    hand->strokes.count = count;
    lock_release(lock);
    if (!saved)
        return false;
    strokes_free(&hand->strokes);
    hand->strokes = (struct strokes){.box_width = hand->side, .box_height = hand->side};
    return true;
}
