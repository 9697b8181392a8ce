// Files hold digits of one size, upright and in the middle, which no hand keeps to. To measure what
// that is worth, drawings are moved about on the pad as hands would have put them there.
#include "app/measure/transform.h"
#include "app/work/pad.h"
#include "app/work/settings.h"
#include "nn/base/random.h"

#include <math.h>

float transform_diameter(const struct transform *transform)
{
    struct settings normal;
    settings_default(&normal);
    return transform->pen * normal.brush * PAD_SIDE / 1000;
}

static void slant_points(struct drawing *drawing, float degrees)
{
    float slant = tanf(degrees * 3.14159265f / 180);
    for (size_t s = 0; s < drawing->count; s++)
        for (size_t i = 0; i < drawing->stroke[s].count; i++) {
            struct point *point = &drawing->stroke[s].point[i];
            point->x -= slant * point->y;
        }
}

// Where the middle goes along one axis, if `length` of the pad is needed there.
static float place(float length, float shift, struct random *random)
{
    float room = (PAD_SIDE - length) / 2;
    return PAD_SIDE / 2 + shift * room * random_between(random, -1, 1);
}

void transform_drawing(struct drawing *drawing, const struct transform *transform, uint64_t number)
{
    slant_points(drawing, transform->slant);
    struct drawing_extent box = drawing_extent(drawing, 0);
    float left = (float)box.left, right = (float)box.right;
    float top = (float)box.top, bottom = (float)box.bottom;
    float width = right - left, height = bottom - top;
    float longer = fmaxf(width, height), pen = transform_diameter(transform);
    float unit = longer > 0 ? transform->scale * (PAD_SIDE - pen) / longer : 1;
    struct random random;
    random_init(&random, transform->seed, number);
    float middle_x = place(width * unit + pen, transform->shift, &random);
    float middle_y = place(height * unit + pen, transform->shift, &random);
    for (size_t s = 0; s < drawing->count; s++)
        for (size_t i = 0; i < drawing->stroke[s].count; i++) {
            struct point *point = &drawing->stroke[s].point[i];
            point->x = middle_x + (point->x - (left + right) / 2) * unit;
            point->y = middle_y + (point->y - (top + bottom) / 2) * unit;
        }
}
