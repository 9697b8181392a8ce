// Which difference between two colours of a picture is that between ink and paper. Mostly one is
// lighter, and the lightness of a picture says it all; red ink on grey paper of the same lightness
// differs by its colour alone.
#ifndef APP_PICTURES_TONE_H
#define APP_PICTURES_TONE_H

#include "app/pictures/pixels.h"

struct tone {
    float weight[3]; // of red, green and blue, where colour tells; their length is 1
    float paper;     // where the paper lies on that scale, or its luminance
    bool colour;     // else lightness tells
};

// Of a drawn picture, on paper of one colour.
struct tone tone_of_drawn(const struct pixels *pixels, const uint8_t paper[3]);
// Of a photograph, whose light may be uneven: its paper is a middle one.
bool tone_of_photograph(struct tone *tone, const struct pixels *pixels, struct status *status);

// How far from the paper a colour is, to the one side or the other: by lightness, 255 at most, by
// colour 441, as the diagonal of the cube of all colours.
float tone_difference(const struct tone *tone, const uint8_t rgb[3]);
// The same as a grey: luminance, or, where colour tells, 128 for the paper and as much more or less
// as there is room for.
uint8_t tone_light(const struct tone *tone, const uint8_t rgb[3]);

uint32_t tone_luminance(const uint8_t rgb[3]); // 0..255

#endif
