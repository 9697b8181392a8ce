// Painting one operation onto a sheet (paint_op) is the only way ink gets there, except that an
// active stroke paints its newest segment as it comes; test_pad compares the two.
#include "app/work/pad.h"

#include "app/language/tr.h"
#include "nn/base/grow.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHEET_BYTES = PAD_SIDE * PAD_SIDE };

static bool replaces_sheet(enum pad_op_kind kind)
{
    return kind == PAD_CLEAR || kind == PAD_PICTURE || kind == PAD_DRAWING;
}

static void op_free(struct pad_op *op)
{
    drawing_free(&op->drawing);
    free(op->diameter);
    pad_picture_free(&op->picture);
    memset(op, 0, sizeof *op);
}

// ---- Painting -----------------------------------------------------------------------------------

static void paint_segment(struct ink *sheet, enum pad_op_kind kind, struct point a, struct point b,
                          float diameter)
{
    if (kind == PAD_ERASE)
        ink_erase(sheet, a, b, diameter);
    else
        ink_draw(sheet, a, b, diameter);
}

static struct point between(struct point a, struct point b)
{
    return (struct point){b.x - a.x, b.y - a.y};
}

// Where the hand was heading at point i, of length 1 at most; nothing at the ends and where it
// turned a corner.
static struct point heading_at(const struct stroke *stroke, size_t i)
{
    if (i == 0 || i + 1 >= stroke->count)
        return (struct point){0, 0};
    struct point in = between(stroke->point[i - 1], stroke->point[i]);
    struct point out = between(stroke->point[i], stroke->point[i + 1]);
    float in_length = hypotf(in.x, in.y), out_length = hypotf(out.x, out.y);
    if (in.x * out.x + in.y * out.y < 0.3f * in_length * out_length)
        return (struct point){0, 0};
    float both = in_length + out_length;
    return (struct point){(in.x + out.x) / both, (in.y + out.y) / both};
}

// Paints from point i - 1 to point i along a cubic through both (Hermite's form), so that the
// samples of a fast hand make a curve and not a polygon.
static void paint_curve(struct ink *sheet, const struct pad_op *op, size_t i)
{
    enum { STEP = 4, MOST_STEPS = 32 };
    const struct stroke *stroke = op->drawing.stroke;
    struct point a = stroke->point[i - 1], b = stroke->point[i], last = a;
    struct point from = heading_at(stroke, i - 1), to = heading_at(stroke, i);
    float length = hypotf(b.x - a.x, b.y - a.y);
    int steps = length > STEP * MOST_STEPS ? MOST_STEPS : 1 + (int)(length / STEP);
    for (int step = 1; step <= steps; step++) {
        float t = (float)step / (float)steps, s = 1 - t;
        float weight_a = s * s * (1 + 2 * t), weight_b = t * t * (1 + 2 * s);
        float weight_from = t * s * s * length, weight_to = t * t * s * length;
        struct point next = {
            weight_a * a.x + weight_b * b.x + weight_from * from.x - weight_to * to.x,
            weight_a * a.y + weight_b * b.y + weight_from * from.y - weight_to * to.y};
        paint_segment(sheet, op->kind, last, next, op->diameter[i]);
        last = next;
    }
}

static void paint_stroke(struct ink *sheet, const struct pad_op *op)
{
    const struct stroke *stroke = op->drawing.stroke;
    if (stroke->count == 1)
        paint_segment(sheet, op->kind, stroke->point[0], stroke->point[0], op->diameter[0]);
    for (size_t i = 1; i < stroke->count; i++)
        paint_curve(sheet, op, i);
}

static void paint_op(struct ink *sheet, const struct pad_op *op)
{
    if (replaces_sheet(op->kind))
        ink_clear(sheet);
    switch (op->kind) {
    case PAD_STROKE:
    case PAD_ERASE:
        paint_stroke(sheet, op);
        break;
    case PAD_PICTURE:
        pad_picture_paint(sheet, &op->picture);
        break;
    case PAD_DRAWING:
        ink_draw_drawing(sheet, &op->drawing, op->pen);
        break;
    case PAD_CLEAR:
        break;
    }
}

// ---- History ------------------------------------------------------------------------------------

// Keeps a copy of the sheet as it is after `after` operations, if that is one of the steps to keep.
static void keep_sheet(struct pad *pad, size_t after)
{
    if (after == 0 || after % PAD_KEEP_EVERY != 0)
        return;
    size_t slot = after / PAD_KEEP_EVERY % PAD_KEPT;
    if (!pad->kept[slot])
        pad->kept[slot] = malloc(SHEET_BYTES);
    pad->kept_after[slot] = 0;
    if (!pad->kept[slot])
        return; // only slower
    memcpy(pad->kept[slot], pad->sheet.grey, SHEET_BYTES);
    pad->kept_after[slot] = after;
}

// Puts the best starting point for painting the first `done` operations onto the sheet and returns
// how many of them it already holds.
static size_t nearest_sheet(struct pad *pad, size_t done)
{
    size_t start = done;
    while (start > 0 && !replaces_sheet(pad->op[start - 1].kind))
        start--;
    if (start > 0)
        start--; // the replacing operation itself is painted again
    const uint8_t *best = NULL;
    for (size_t i = 0; i < PAD_KEPT; i++) {
        if (pad->kept_after[i] > start && pad->kept_after[i] <= done) {
            start = pad->kept_after[i];
            best = pad->kept[i];
        }
    }
    if (best)
        memcpy(pad->sheet.grey, best, SHEET_BYTES);
    else
        ink_clear(&pad->sheet);
    return start;
}

static void repaint(struct pad *pad)
{
    for (size_t i = nearest_sheet(pad, pad->done); i < pad->done; i++) {
        paint_op(&pad->sheet, &pad->op[i]);
        keep_sheet(pad, i + 1);
    }
    pad->version++;
}

static void drop_redo(struct pad *pad)
{
    while (pad->count > pad->done)
        op_free(&pad->op[--pad->count]);
    for (size_t i = 0; i < PAD_KEPT; i++) {
        if (pad->kept_after[i] > pad->done)
            pad->kept_after[i] = 0;
    }
}

// Room for one more operation at the end, zeroed, not yet counted. NULL when memory runs out.
static struct pad_op *next_op(struct pad *pad)
{
    if (pad->active)
        pad_end(pad);
    drop_redo(pad);
    pad->begun++;
    struct pad_op *grown = grow_array(pad->op, pad->count, 1, sizeof *grown);
    if (!grown)
        return NULL;
    pad->op = grown;
    memset(&pad->op[pad->count], 0, sizeof *pad->op);
    return &pad->op[pad->count];
}

// Counts and paints the operation that next_op made.
static void commit_op(struct pad *pad)
{
    paint_op(&pad->sheet, &pad->op[pad->count]);
    pad->done = ++pad->count;
    keep_sheet(pad, pad->done);
    pad->version++;
}

bool pad_init(struct pad *pad, struct status *status)
{
    memset(pad, 0, sizeof *pad);
    if (ink_init(&pad->sheet, PAD_SIDE, PAD_SIDE, status) &&
        ink_init(&pad->before, PAD_SIDE, PAD_SIDE, status))
        return true;
    pad_free(pad);
    return false;
}

void pad_free(struct pad *pad)
{
    for (size_t i = 0; i < pad->count; i++)
        op_free(&pad->op[i]);
    free(pad->op);
    for (size_t i = 0; i < PAD_KEPT; i++)
        free(pad->kept[i]);
    free(pad->visible.stroke); // its points belong to the operations
    ink_free(&pad->sheet);
    ink_free(&pad->before);
    memset(pad, 0, sizeof *pad);
}

bool pad_can_undo(const struct pad *pad)
{
    return pad->done > 0;
}

bool pad_can_redo(const struct pad *pad)
{
    return pad->done < pad->count;
}

void pad_undo(struct pad *pad)
{
    if (pad->active)
        pad_end(pad);
    if (!pad_can_undo(pad))
        return;
    pad->done--;
    repaint(pad);
}

void pad_redo(struct pad *pad)
{
    if (pad->active || !pad_can_redo(pad))
        return;
    paint_op(&pad->sheet, &pad->op[pad->done]);
    pad->done++;
    keep_sheet(pad, pad->done);
    pad->version++;
}

// ---- Strokes ------------------------------------------------------------------------------------

static bool add_point(struct pad_op *op, float x, float y, float diameter)
{
    struct stroke *stroke = op->drawing.stroke;
    float *grown = grow_array(op->diameter, stroke->count, 1, sizeof *grown);
    if (!grown)
        return false;
    op->diameter = grown;
    op->diameter[stroke->count] = diameter;
    return stroke_add(stroke, x, y);
}

// Paints the newest part of the active stroke (or its first dot). What was painted before the
// hand's heading was known stays until the stroke ends: it differs by a fraction of a pixel.
static void paint_newest(struct pad *pad)
{
    const struct pad_op *op = &pad->op[pad->done - 1];
    const struct stroke *stroke = op->drawing.stroke;
    if (stroke->count == 1)
        paint_stroke(&pad->sheet, op);
    for (size_t i = stroke->count > 2 ? stroke->count - 2 : 1; i < stroke->count; i++)
        paint_curve(&pad->sheet, op, i);
    pad->version++;
}

// Paints the active stroke from its beginning.
static void paint_again(struct pad *pad)
{
    memcpy(pad->sheet.grey, pad->before.grey, SHEET_BYTES);
    paint_stroke(&pad->sheet, &pad->op[pad->done - 1]);
    pad->version++;
}

bool pad_begin(struct pad *pad, enum pad_op_kind kind, float x, float y, float diameter)
{
    assert(kind == PAD_STROKE || kind == PAD_ERASE);
    struct pad_op *op = next_op(pad);
    if (!op)
        return false;
    op->kind = kind;
    if (!drawing_add_stroke(&op->drawing) || !add_point(op, x, y, diameter)) {
        op_free(op);
        return false;
    }
    memcpy(pad->before.grey, pad->sheet.grey, SHEET_BYTES);
    pad->done = ++pad->count;
    pad->active = true;
    pad->straight = SIZE_MAX;
    paint_newest(pad);
    return true;
}

bool pad_move(struct pad *pad, float x, float y, float diameter)
{
    if (!pad->active)
        return true;
    struct pad_op *op = &pad->op[pad->done - 1];
    const struct point last = op->drawing.stroke->point[op->drawing.stroke->count - 1];
    pad->straight = SIZE_MAX;
    if (last.x == x && last.y == y)
        return true;
    if (!add_point(op, x, y, diameter))
        return false;
    paint_newest(pad);
    return true;
}

bool pad_move_straight(struct pad *pad, float x, float y, float diameter)
{
    if (!pad->active)
        return true;
    struct pad_op *op = &pad->op[pad->done - 1];
    struct stroke *stroke = op->drawing.stroke;
    if (pad->straight == SIZE_MAX)
        pad->straight = stroke->count;
    stroke->count = pad->straight;
    if (!add_point(op, x, y, diameter))
        return false;
    paint_again(pad); // the line's earlier position has to go
    return true;
}

void pad_end(struct pad *pad)
{
    if (!pad->active)
        return;
    pad->active = false;
    paint_again(pad);
    if (memcmp(pad->sheet.grey, pad->before.grey, SHEET_BYTES) != 0) {
        keep_sheet(pad, pad->done);
        return;
    }
    // Erased nothing, or stayed outside the pad: not worth a step of undo.
    pad->done--;
    drop_redo(pad);
    pad->version++;
}

// ---- Whole-sheet operations ---------------------------------------------------------------------

bool pad_clear(struct pad *pad)
{
    pad_end(pad);
    if (pad_empty(pad))
        return true;
    struct pad_op *op = next_op(pad);
    if (!op)
        return false;
    op->kind = PAD_CLEAR;
    commit_op(pad);
    return true;
}

bool pad_put_picture(struct pad *pad, struct pad_picture *picture, struct status *status)
{
    struct pad_op *op = next_op(pad);
    if (!op)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for the picture"));
    op->kind = PAD_PICTURE;
    op->picture = *picture;
    *picture = (struct pad_picture){0};
    commit_op(pad);
    return true;
}

bool pad_set_picture(struct pad *pad, const struct ink *picture, struct status *status)
{
    struct pad_picture ready;
    if (!pad_picture_make(&ready, picture, status))
        return false;
    bool done = pad_put_picture(pad, &ready, status);
    pad_picture_free(&ready);
    return done;
}

// Left, top, right, bottom.
struct box {
    float left, top, right, bottom;
};

// Grows the box to hold every point.
static void include_points(struct box *box, const struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->count; i++) {
        for (size_t j = 0; j < drawing->stroke[i].count; j++) {
            struct point point = drawing->stroke[i].point[j];
            box->left = fminf(box->left, point.x);
            box->top = fminf(box->top, point.y);
            box->right = fmaxf(box->right, point.x);
            box->bottom = fmaxf(box->bottom, point.y);
        }
    }
}

static bool set_drawing(struct pad *pad, const struct drawing *drawing, struct box box, float side,
                        float diameter, struct status *status)
{
    struct pad_op *op = next_op(pad);
    if (!op || !drawing_copy(&op->drawing, drawing))
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for the strokes"));
    op->kind = PAD_DRAWING;
    op->pen = diameter;
    float scale = side / fmaxf(fmaxf(box.right - box.left, box.bottom - box.top), 1e-3f);
    for (size_t i = 0; i < op->drawing.count; i++) {
        for (size_t j = 0; j < op->drawing.stroke[i].count; j++) {
            struct point *point = &op->drawing.stroke[i].point[j];
            point->x = (point->x - (box.left + box.right) / 2) * scale + PAD_SIDE / 2.0f;
            point->y = (point->y - (box.top + box.bottom) / 2) * scale + PAD_SIDE / 2.0f;
        }
    }
    commit_op(pad);
    return true;
}

bool pad_set_drawing(struct pad *pad, const struct drawing *drawing, float box_width,
                     float box_height, float diameter, struct status *status)
{
    struct box box = {0, 0, box_width, box_height};
    include_points(&box, drawing); // so that nothing of a file lies outside the pad
    return set_drawing(pad, drawing, box, PAD_SIDE, diameter, status);
}

bool pad_fit_drawing(struct pad *pad, const struct drawing *drawing, float diameter,
                     struct status *status)
{
    struct box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    include_points(&box, drawing);
    if (!(box.left <= box.right))
        box = (struct box){0, 0, 1, 1};
    return set_drawing(pad, drawing, box, PAD_SIDE * 0.7f, diameter, status);
}

// ---- What stands on the pad ---------------------------------------------------------------------

bool pad_empty(const struct pad *pad)
{
    const uint8_t *grey = pad->sheet.grey; // all equal to the first
    return grey[0] == 0 && memcmp(grey, grey + 1, SHEET_BYTES - 1) == 0;
}

size_t pad_first_visible(const struct pad *pad)
{
    size_t first = pad->done;
    while (first > 0) {
        first--;
        if (pad->op[first].kind == PAD_CLEAR)
            return first + 1;
        if (replaces_sheet(pad->op[first].kind))
            return first;
    }
    return 0;
}

static bool show_stroke(struct pad *pad, struct stroke stroke)
{
    if (pad->visible.count == pad->visible_most) {
        struct stroke *grown = grow_array(pad->visible.stroke, pad->visible_most, 1, sizeof *grown);
        pad->lacked_memory = pad->lacked_memory || !grown;
        if (!grown)
            return false;
        pad->visible.stroke = grown;
        pad->visible_most++;
    }
    pad->visible.stroke[pad->visible.count++] = stroke;
    return true;
}

static bool leaves_pad(const struct stroke *stroke)
{
    for (size_t i = 0; i < stroke->count; i++) {
        struct point p = stroke->point[i];
        if (p.x < 0 || p.y < 0 || p.x > PAD_SIDE || p.y > PAD_SIDE)
            return true;
    }
    return false;
}

const struct drawing *pad_strokes(struct pad *pad)
{
    pad->visible.count = 0;
    for (size_t i = pad_first_visible(pad); i < pad->done; i++) {
        const struct pad_op *op = &pad->op[i];
        if (op->kind == PAD_PICTURE || op->kind == PAD_ERASE)
            return NULL;
        for (size_t j = 0; j < op->drawing.count; j++) {
            if (leaves_pad(&op->drawing.stroke[j]) || !show_stroke(pad, op->drawing.stroke[j]))
                return NULL;
        }
    }
    return &pad->visible;
}

const struct pad_picture *pad_untouched_picture(const struct pad *pad)
{
    if (pad->done == 0 || pad->op[pad->done - 1].kind != PAD_PICTURE)
        return NULL;
    return &pad->op[pad->done - 1].picture;
}

int pad_picture_digits(const struct pad *pad)
{
    size_t first = pad_first_visible(pad);
    return first < pad->done ? pad->op[first].picture.count : 0; // nothing but a picture has any
}

void pad_point_of_picture(const struct pad *pad, float x, float y, float *pad_x, float *pad_y)
{
    const struct pad_picture *picture = &pad->op[pad->done - 1].picture;
    *pad_x = (x - picture->left) * PAD_SIDE / picture->side;
    *pad_y = (y - picture->top) * PAD_SIDE / picture->side;
}
