// What the pad holds may have come about in several ways, and each is read in its own; and how a
// reading is said.
#include "app/work/pad_reading.h"

#include <math.h>
#include <stdio.h>

void reading_of_pad(struct reading *reading, const struct lenet *lenet,
                    const struct calibration *calibration, struct pad *pad)
{
    const struct drawing *strokes = pad_strokes(pad);
    const struct normalized *picture = pad_untouched_picture(pad);
    if (strokes) {
        reading_of_drawing(reading, lenet, calibration, strokes, PAD_SIDE);
    } else if (picture) {
        reading_of_normalized(reading, lenet, calibration, picture);
    } else {
        reading_of_ink(reading, lenet, calibration, &pad->sheet);
    }
}

void reading_point_on_pad(const struct normalized *normalized, const struct pad *pad, float x,
                          float y, float *pad_x, float *pad_y)
{
    float source_y = normalized->origin_y + normalized->scale * y;
    float source_x = normalized->origin_x + normalized->scale * x - normalized->slant * source_y;
    *pad_x = source_x;
    *pad_y = source_y;
    if (pad_untouched_picture(pad))
        pad_point_of_picture(pad, source_x, source_y, pad_x, pad_y);
}

int reading_percent(float probability)
{
    return (int)lrintf(probability * 100);
}

void reading_describe(const struct reading *reading, char *text, size_t size)
{
    if (reading->empty)
        snprintf(text, size, "nothing drawn");
    else if (reading->sure)
        snprintf(text, size, "%d (%d%%)", reading->best,
                 reading_percent(reading->probability[reading->best]));
    else if (!reading->evidence.possible)
        snprintf(text, size, "not sure: not a digit?");
    else
        snprintf(text, size, "not sure: %d or %d", reading->best, reading->second);
}
