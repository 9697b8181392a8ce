// WCAG's contrast of two colours, and of every text of a frame against the pixels behind it.
#ifndef TESTS_SUPPORT_CONTRAST_H
#define TESTS_SUPPORT_CONTRAST_H

#include "app/paint/text.h"

#include <math.h>

static inline double contrast_channel(uint32_t colour, int shift)
{
    static double level_of[256]; // 0: not known yet, or black, which is known at once
    int part = (int)(colour >> shift & 255);
    if (level_of[part] == 0) {
        double level = part / 255.0;
        level_of[part] = level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4);
    }
    return level_of[part];
}

static inline double contrast_light(uint32_t colour)
{
    return 0.2126 * contrast_channel(colour, 16) + 0.7152 * contrast_channel(colour, 8) +
           0.0722 * contrast_channel(colour, 0);
}

static inline double contrast_of(uint32_t a, uint32_t b)
{
    double la = contrast_light(a), lb = contrast_light(b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

// A caret, or a line that is drawn across, is no ground: as wide as it are its neighbours.
static inline bool contrast_is_ground(const struct canvas *canvas, int x, int y)
{
    const uint32_t *row = canvas->pixel + (size_t)y * (size_t)canvas->width;
    return (x >= 5 && row[x - 5] == row[x]) || (x + 5 < canvas->width && row[x + 5] == row[x]);
}

// The least over all pixels that the line may cover, which it has not covered yet.
static inline double contrast_of_text(const struct text_drawn *drawn, uint32_t *ground)
{
    struct rect seen = rect_intersect(drawn->rect, drawn->canvas->clip);
    float alpha = (float)(drawn->colour >> 24) / 255;
    double least = 21;
    for (int y = seen.y; y < seen.y + seen.h; y++)
        for (int x = seen.x; x < seen.x + seen.w; x++) {
            uint32_t behind = drawn->canvas->pixel[y * drawn->canvas->width + x];
            uint32_t colour = colour_mix(behind, drawn->colour | 0xff000000u, alpha);
            double contrast = contrast_of(colour, behind);
            if (contrast < least && contrast_is_ground(drawn->canvas, x, y)) {
                least = contrast;
                *ground = behind;
            }
        }
    return least;
}

#endif
