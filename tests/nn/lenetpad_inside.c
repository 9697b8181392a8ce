// The public header's test compares with the modules themselves, without seeing their headers.
#include "tests/nn/lenetpad_inside.h"

#include "nn/ink/reading.h"
#include "nn/net/model.h"
#include "nn/pictures/photo.h"

#include <stdlib.h>
#include <string.h>

static struct lenet lenet;
static struct model_info info;
static struct reading reading;

static void load(const char *model)
{
    if (!model_load(&lenet, &info, model, NULL))
        abort();
}

static struct inside_reading result(void)
{
    struct inside_reading inside = {.digit = reading.best, .sure = reading.sure};
    memcpy(inside.probability, reading.probability, sizeof inside.probability);
    memcpy(inside.image, reading.normalized.digit, sizeof inside.image);
    return inside;
}

struct inside_reading inside_read_drawing(const char *model, const float *xy, size_t points,
                                          float side)
{
    struct drawing drawing = {0};
    struct stroke *stroke = drawing_add_stroke(&drawing);
    for (size_t i = 0; i < points; i++)
        if (!stroke || !stroke_add(stroke, xy[2 * i], xy[2 * i + 1]))
            abort();
    load(model);
    reading_of_drawing(&reading, &lenet, &info.calibration, &drawing, side);
    drawing_free(&drawing);
    return result();
}

struct inside_reading inside_read_ink(const char *model, uint8_t *grey, int width, int height)
{
    const struct ink ink = {width, height, grey};
    load(model);
    reading_of_ink(&reading, &lenet, &info.calibration, &ink);
    return result();
}

struct inside_reading inside_read_photo(const char *model, const uint8_t *light, int width,
                                        int height)
{
    struct ink ink;
    if (!photo_find_ink(&ink, light, width, height, NULL))
        abort();
    struct inside_reading inside = inside_read_ink(model, ink.grey, ink.width, ink.height);
    ink_free(&ink);
    return inside;
}
