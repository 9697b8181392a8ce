// A training step can afford a few microseconds for a drawing, and most of those go into laying the
// segments of its strokes. So the points are thinned out once: as few as keep the shape, yet close
// enough that a distorted curve stays one.
#include "nn/data/stroke_dataset.h"

#include "nn/base/grow.h"
#include "nn/ink/normalize.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

// Pixels from a digit's first to its last point: what MNIST's mean pen leaves of the box.
static const float box_span = NORMALIZE_BOX - NORMALIZE_PEN;
static const float tolerance = 0.1f, longest_segment = 4; // pixels
static const float crowded = 0.05f;                       // so near, points are one
enum { REPLACED = 64 };                                   // points by one segment

// ---- Making ready -------------------------------------------------------------------------------

// Points of one drawing on their way in.
struct thinned {
    struct point point[STROKE_DATASET_POINTS];
    size_t count;
    uint8_t points[STROKE_DATASET_STROKES];
    size_t strokes;
    float tolerance, longest; // pixels
    ptrdiff_t replaced;
};

static float squared_length(float x, float y)
{
    return x * x + y * y;
}

static float squared_distance(struct point point, struct point a, struct point b)
{
    float dx = b.x - a.x, dy = b.y - a.y, length = squared_length(dx, dy);
    float along = length > 0 ? ((point.x - a.x) * dx + (point.y - a.y) * dy) / length : 0;
    along = along < 0 ? 0 : along > 1 ? 1 : along;
    return squared_length(point.x - a.x - along * dx, point.y - a.y - along * dy);
}

// Whether the segment from `first` to `last` stands for all points between them.
static bool stands_for(const struct thinned *thinned, const struct point *first,
                       const struct point *last)
{
    float longest = thinned->longest, off = thinned->tolerance;
    if (last - first > thinned->replaced ||
        squared_length(last->x - first->x, last->y - first->y) > longest * longest)
        return false;
    for (const struct point *between = first + 1; between < last; between++)
        if (squared_distance(*between, *first, *last) > off * off)
            return false;
    return true;
}

static bool keep(struct thinned *thinned, struct point point)
{
    if (thinned->count == STROKE_DATASET_POINTS)
        return false;
    thinned->point[thinned->count++] = point;
    return true;
}

// A segment that is too long gets points on it, so that it can be bent.
static bool keep_segment(struct thinned *thinned, struct point from, struct point to)
{
    int pieces = 1 + (int)(path_distance(from, to) / thinned->longest);
    for (int i = 1; i < pieces; i++) {
        if (!keep(thinned, path_between(from, to, (float)i / (float)pieces)))
            return false;
    }
    return keep(thinned, to);
}

// False if there is no more room.
static bool thin_stroke(struct thinned *thinned, const struct point *point, size_t count)
{
    size_t before = thinned->count;
    const struct point *end = point + count;
    if (!keep(thinned, *point))
        return false;
    while (point + 1 < end) {
        const struct point *next = point + 1;
        while (next + 1 < end && stands_for(thinned, point, next + 1))
            next++;
        if (!keep_segment(thinned, *point, *next))
            return false;
        point = next;
    }
    thinned->points[thinned->strokes++] = (uint8_t)(thinned->count - before);
    return true;
}

// All strokes, ever more coarsely until there is room for them. Two points a stroke always fit.
static void thin(struct thinned *thinned, const struct drawing *drawing)
{
    thinned->tolerance = tolerance;
    thinned->longest = longest_segment;
    thinned->replaced = REPLACED;
    bool fits = false;
    while (!fits) {
        thinned->count = thinned->strokes = 0;
        fits = true;
        for (size_t i = 0; i < drawing->count && fits; i++)
            fits = thin_stroke(thinned, drawing->stroke[i].point, drawing->stroke[i].count);
        thinned->tolerance *= 2;
        thinned->longest *= 2;
        thinned->replaced *= 2;
    }
}

// To pixels about the middle.
static void scale(struct drawing *drawing)
{
    struct drawing_extent extent = drawing_extent(drawing, 0);
    double width = extent.right - extent.left, height = extent.bottom - extent.top;
    double longer = width > height ? width : height;
    double unit = longer > 0 ? longer / (double)box_span : 1;
    for (size_t i = 0; i < drawing->count; i++)
        for (size_t k = 0; k < drawing->stroke[i].count; k++) {
            struct point *point = &drawing->stroke[i].point[k];
            point->x = (float)(((double)point->x - extent.left - width / 2) / unit);
            point->y = (float)(((double)point->y - extent.top - height / 2) / unit);
        }
}

// A slow hand leaves many points where it hardly moves.
static void drop_crowded(struct stroke *stroke)
{
    size_t kept = 1;
    for (size_t i = 1; i < stroke->count; i++) {
        struct point last = stroke->point[kept - 1], point = stroke->point[i];
        bool far = squared_length(point.x - last.x, point.y - last.y) > crowded * crowded;
        if (far || i + 1 == stroke->count)
            stroke->point[kept++] = point;
    }
    stroke->count = kept;
}

// A copy without strokes that have no points and points that are nowhere. False without memory.
static bool copy_clean(struct drawing *copy, const struct drawing *drawing)
{
    if (!drawing_copy(copy, drawing))
        return false;
    size_t strokes = 0;
    for (size_t i = 0; i < copy->count; i++) {
        struct stroke stroke = copy->stroke[i];
        size_t points = 0;
        for (size_t k = 0; k < stroke.count; k++)
            if (point_is_finite(stroke.point[k]))
                stroke.point[points++] = stroke.point[k];
        stroke.count = points;
        copy->stroke[i] = copy->stroke[strokes];
        copy->stroke[strokes] = stroke;
        strokes += points > 0;
    }
    return true;
}

static size_t strokes_with_points(const struct drawing *drawing)
{
    size_t count = 0;
    while (count < drawing->count && drawing->stroke[count].count > 0)
        count++;
    return count;
}

static bool append(struct stroke_dataset *set, const struct thinned *thinned, int label)
{
    struct stroke_item digit = {
        .label = (uint8_t)label,
        .strokes = (uint8_t)thinned->strokes,
        .first = (uint32_t)set->points,
    };
    memcpy(digit.points, thinned->points, sizeof digit.points);
    struct point *point = grow_array(set->point, set->points, thinned->count, sizeof *point);
    if (!point)
        return false;
    set->point = point;
    struct stroke_item *digits = grow_array(set->digit, set->count, 1, sizeof *digits);
    if (!digits)
        return false;
    set->digit = digits;
    memcpy(point + set->points, thinned->point, thinned->count * sizeof *point);
    set->points += thinned->count;
    digits[set->count++] = digit;
    return true;
}

static enum stroke_dataset_added add(struct stroke_dataset *set, const struct drawing *drawing,
                                     int label)
{
    struct drawing all;
    if (!copy_clean(&all, drawing))
        return STROKE_DATASET_NO_MEMORY;
    struct drawing inked = {all.stroke, strokes_with_points(&all)};
    enum stroke_dataset_added added = STROKE_DATASET_ADDED;
    struct thinned thinned = {.count = 0};
    if (inked.count == 0)
        added = STROKE_DATASET_EMPTY;
    else if (inked.count > STROKE_DATASET_STROKES)
        added = STROKE_DATASET_NO_DIGIT;
    if (added == STROKE_DATASET_ADDED) {
        scale(&inked);
        for (size_t i = 0; i < inked.count; i++)
            drop_crowded(&inked.stroke[i]);
        thin(&thinned, &inked);
        if (!append(set, &thinned, label))
            added = STROKE_DATASET_NO_MEMORY;
    }
    drawing_free(&all);
    return added;
}

enum stroke_dataset_added stroke_dataset_add(struct stroke_dataset *set,
                                             const struct strokes_digit *digit)
{
    return digit->label < 0 ? STROKE_DATASET_UNLABELLED : add(set, &digit->drawing, digit->label);
}

enum stroke_dataset_added stroke_dataset_add_none(struct stroke_dataset *set,
                                                  const struct drawing *drawing)
{
    return add(set, drawing, DIGIT_NONE);
}

void stroke_dataset_free(struct stroke_dataset *set)
{
    free(set->digit);
    free(set->point);
    *set = (struct stroke_dataset){0};
}

// ---- Drawing ------------------------------------------------------------------------------------

// A width as often as MNIST has it: its 0th, 5th, 50th, 95th and 100th percentiles, and evenly
// between them.
static float choose_pen(struct random *random)
{
    static const float part[] = {0, 0.05f, 0.5f, 0.95f, 1};
    static const float width[] = {1.5f, 1.8f, 2.5f, 3.9f, 4.5f}; // pixels
    float at = random_float(random);
    int i = 0;
    while (at > part[i + 1])
        i++;
    return width[i] + (at - part[i]) / (part[i + 1] - part[i]) * (width[i + 1] - width[i]);
}

// The first and last row and column with ink.
struct ink_bounds {
    int left, top, right, bottom;
};

static struct ink_bounds find_bounds(const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE])
{
    struct ink_bounds bounds = {DIGIT_SIDE, DIGIT_SIDE, -1, -1};
    uint8_t any[DIGIT_SIDE] = {0}; // ink of each column
    for (int row = 0; row < DIGIT_SIDE; row++) {
        uint8_t of_row = 0;
        for (int column = 0; column < DIGIT_SIDE; column++) {
            of_row |= digit[row][column];
            any[column] |= digit[row][column];
        }
        if (of_row == 0)
            continue;
        bounds.top = row < bounds.top ? row : bounds.top;
        bounds.bottom = row;
    }
    for (int column = 0; column < DIGIT_SIDE; column++)
        if (any[column] != 0) {
            bounds.left = column < bounds.left ? column : bounds.left;
            bounds.right = column;
        }
    return bounds;
}

// Whole pixels near to `shift` by which low..high stays within the field.
static int allowed_shift(float shift, int low, int high)
{
    int whole = (int)(shift + 16.5f) - 16; // rounds negative ones, too
    int most = DIGIT_SIDE - 1 - high;
    return whole < -low ? -low : whole > most ? most : whole;
}

// Whole pixels, as the pad itself places a drawing.
static void shift_into(uint8_t out[DIGIT_SIDE][DIGIT_SIDE],
                       const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE], struct point shift)
{
    struct ink_bounds bounds = find_bounds(digit);
    memset(out, 0, DIGIT_SIDE * DIGIT_SIDE);
    if (bounds.right < 0)
        return;
    int x = allowed_shift(shift.x, bounds.left, bounds.right);
    int y = allowed_shift(shift.y, bounds.top, bounds.bottom);
    size_t width = (size_t)(bounds.right - bounds.left + 1);
    for (int row = bounds.top; row <= bounds.bottom; row++)
        memcpy(&out[row + y][bounds.left + x], &digit[row][bounds.left], width);
}

static void copy_handwriting(struct handwriting *written, const struct stroke_dataset *set,
                             size_t index)
{
    const struct stroke_item *digit = &set->digit[index];
    written->count = 0;
    written->strokes = digit->strokes;
    for (int i = 0; i < digit->strokes; i++) {
        written->points[i] = digit->points[i];
        written->count += digit->points[i];
    }
    memcpy(written->point, set->point + digit->first, written->count * sizeof *written->point);
}

// The same as a drawing, whose strokes are put where there is room and whose points are borrowed.
static struct drawing
drawing_of(struct handwriting *written,
           struct stroke stroke[HANDWRITING_STROKES + HANDWRITING_MORE_STROKES])
{
    size_t first = 0;
    for (size_t i = 0; i < written->strokes; first += written->points[i], i++)
        stroke[i] = (struct stroke){written->point + first, written->points[i]};
    return (struct drawing){stroke, written->strokes};
}

void stroke_dataset_draw(uint8_t out[DIGIT_SIDE][DIGIT_SIDE], const struct stroke_dataset *set,
                         size_t index, enum augment kind, float ways, struct random *random)
{
    assert(index < set->count);
    struct handwriting written;
    copy_handwriting(&written, set, index);
    if (kind == AUGMENT_FULL && ways > 0)
        ways_write(&written, set->digit[index].label, ways, random);
    struct point shift = augment_points(written.point, written.point, written.count, kind, random);
    struct stroke stroke[HANDWRITING_STROKES + HANDWRITING_MORE_STROKES];
    struct drawing drawing = drawing_of(&written, stroke);
    struct normalized normalized;
    if (kind == AUGMENT_NONE)
        normalize_drawing(&normalized, &drawing);
    else
        normalize_drawing_with_pen(&normalized, &drawing, choose_pen(random));
    shift_into(out, (const uint8_t(*)[DIGIT_SIDE])normalized.digit, shift);
}

bool stroke_dataset_write(struct drawing *drawing, const struct stroke_dataset *set, size_t index,
                          const struct way *way, struct random *random)
{
    struct handwriting before, after;
    copy_handwriting(&before, set, index);
    after = before;
    way_write(way, &after, random);
    *drawing = (struct drawing){0};
    if (after.count == before.count &&
        memcmp(after.point, before.point, before.count * sizeof *before.point) == 0)
        return true;
    struct stroke stroke[HANDWRITING_STROKES + HANDWRITING_MORE_STROKES];
    struct drawing written = drawing_of(&after, stroke);
    return drawing_copy(drawing, &written);
}
