// The eraser takes ink away and leaves the strokes as they were drawn. To keep a drawing as
// strokes, what it took is cut out of them here: the only way from an erased drawing to lines.
#include "app/work/pad_cut.h"
#include "app/language/tr.h"

#include <math.h>
#include <string.h>

static float distance_to_segment(struct point p, struct point a, struct point b)
{
    float dx = b.x - a.x, dy = b.y - a.y;
    float length = dx * dx + dy * dy;
    float t = length > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length : 0;
    t = fminf(fmaxf(t, 0), 1);
    return hypotf(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

static bool erased_by(const struct pad_op *erase, struct point p)
{
    const struct stroke *stroke = erase->drawing.stroke;
    for (size_t i = 0; i < stroke->count; i++) {
        struct point from = stroke->point[i > 0 ? i - 1 : 0];
        if (distance_to_segment(p, from, stroke->point[i]) < erase->diameter[i] / 2)
            return true;
    }
    return false;
}

static bool erased_later(const struct pad *pad, size_t drawn_by, struct point p)
{
    for (size_t i = drawn_by + 1; i < pad->done; i++) {
        if (pad->op[i].kind == PAD_ERASE && erased_by(&pad->op[i], p))
            return true;
    }
    return false;
}

// Walks along a stroke and adds what is left of it to `out`, as one or several strokes. Where
// something was erased later it looks every two units, else the points are kept as they are.
static bool add_remains(struct drawing *out, const struct pad *pad, size_t drawn_by,
                        const struct stroke *stroke, bool erasers)
{
    struct stroke *run = NULL;
    for (size_t i = 0; i < stroke->count; i++) {
        struct point from = stroke->point[i > 0 ? i - 1 : 0], to = stroke->point[i];
        float length = hypotf(to.x - from.x, to.y - from.y);
        int steps = erasers && length > 2 ? (int)ceilf(fminf(length, 1e5f) / 2) : 1;
        for (int step = 1; step <= steps; step++) {
            float t = (float)step / (float)steps;
            struct point p = {from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t};
            if (erasers && erased_later(pad, drawn_by, p)) {
                run = NULL;
                continue;
            }
            if (!run && !(run = drawing_add_stroke(out)))
                return false;
            if (!stroke_add(run, p.x, p.y))
                return false;
        }
    }
    return true;
}

bool pad_cut_strokes(const struct pad *pad, struct drawing *drawing, struct status *status)
{
    memset(drawing, 0, sizeof *drawing);
    size_t first = pad_first_visible(pad);
    bool erasers = false;
    for (size_t i = first; i < pad->done; i++) {
        if (pad->op[i].kind == PAD_PICTURE)
            return status_fail(status, STATUS_USAGE,
                               tr("A picture has no strokes. Save the drawing as PNG instead, or "
                                  "clear the pad and draw."));
        erasers = erasers || pad->op[i].kind == PAD_ERASE;
    }
    for (size_t i = first; i < pad->done; i++) {
        const struct pad_op *op = &pad->op[i];
        for (size_t j = 0; op->kind != PAD_ERASE && j < op->drawing.count; j++) {
            if (!add_remains(drawing, pad, i, &op->drawing.stroke[j], erasers)) {
                drawing_free(drawing);
                return status_fail(status, STATUS_NO_MEMORY,
                                   tr("not enough memory for the strokes"));
            }
        }
    }
    return true;
}
