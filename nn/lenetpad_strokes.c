// Strokes files for programs that embed the library: the pad's own parser, and what it found in the
// public header's structs.
#include "nn/lenetpad.h"

#include "nn/lenetpad_errors.h"
#include "nn/strokes/strokes_text.h"

#include <stdlib.h>

// The parser's drawings in the public header's structs, in one run of each kind.
struct lenet_strokes {
    size_t count;
    struct lenet_drawing *drawing;
    struct lenet_stroke *stroke; // of all drawings
    struct lenet_point *point;   // of all strokes
};

// The arrays that so many need; the text they come from is longer than they are many.
static bool make_arrays(struct lenet_strokes *to, const struct strokes *from)
{
    size_t strokes = 0, points = 0;
    for (size_t i = 0; i < from->count; i++) {
        const struct drawing *drawing = &from->digit[i].drawing;
        strokes += drawing->count;
        for (size_t k = 0; k < drawing->count; k++)
            points += drawing->stroke[k].count;
    }
    to->count = from->count;
    to->drawing = calloc(from->count + 1, sizeof *to->drawing);
    to->stroke = calloc(strokes + 1, sizeof *to->stroke);
    to->point = calloc(points + 1, sizeof *to->point);
    return to->drawing && to->stroke && to->point;
}

static void fill_arrays(struct lenet_strokes *to, const struct strokes *from)
{
    struct lenet_stroke *stroke = to->stroke;
    struct lenet_point *point = to->point;
    for (size_t i = 0; i < from->count; i++) {
        const struct strokes_digit *digit = &from->digit[i];
        to->drawing[i] = (struct lenet_drawing){stroke, digit->drawing.count, digit->label};
        for (size_t k = 0; k < digit->drawing.count; k++) {
            const struct stroke *pen = &digit->drawing.stroke[k];
            *stroke++ = (struct lenet_stroke){point, pen->count};
            for (size_t n = 0; n < pen->count; n++)
                *point++ = (struct lenet_point){pen->point[n].x, pen->point[n].y};
        }
    }
}

static struct lenet_strokes *take_strokes(struct strokes *from, struct lenet_error *error)
{
    struct lenet_strokes *strokes = calloc(1, sizeof *strokes);
    if (strokes && make_arrays(strokes, from)) {
        fill_arrays(strokes, from);
    } else {
        lenet_strokes_free(strokes);
        strokes = NULL;
        lenet_no_memory(error);
    }
    strokes_free(from);
    return strokes;
}

struct lenet_strokes *lenet_strokes_load(const char *path, struct lenet_error *error)
{
    struct status status = {0};
    struct strokes found;
    if (strokes_load(&found, path, &status))
        return take_strokes(&found, error);
    lenet_tell(error, &status);
    return NULL;
}

struct lenet_strokes *lenet_strokes_parse(const void *text, size_t size, struct lenet_error *error)
{
    struct status status = {0};
    struct strokes found;
    if (strokes_parse(&found, text, size, "the strokes", &status))
        return take_strokes(&found, error);
    lenet_tell(error, &status);
    return NULL;
}

size_t lenet_strokes_count(const struct lenet_strokes *strokes)
{
    return strokes->count;
}

struct lenet_drawing lenet_strokes_drawing(const struct lenet_strokes *strokes, size_t index)
{
    return strokes->drawing[index];
}

void lenet_strokes_free(struct lenet_strokes *strokes)
{
    if (!strokes)
        return;
    free(strokes->drawing);
    free(strokes->stroke);
    free(strokes->point);
    free(strokes);
}
