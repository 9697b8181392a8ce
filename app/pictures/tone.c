// All differences from the paper, as points in the space of red, green and blue, lie along a line
// from it to the ink: their main axis. Where luminance hardly changes along it, the place on the
// axis takes luminance's part. Each difference counts by the square of its length once more, so
// that rare ink outweighs the noise of all the paper.
#include "app/pictures/tone.h"

#include "app/language/tr.h"
#include "nn/ink/resample.h"
#include "nn/pictures/around.h"

#include <math.h>
#include <stdlib.h>

enum { SMALL = 256 }; // photographs are looked at no larger

static const double luminance[3] = {0.299, 0.587, 0.114};

// Ink is told by colour if luminance changes by less than this share of what it would between
// greys...
static const float dull = 0.5f;
// ... if most of what differs lies along one axis, which noise does not ...
static const float one_axis = 2.0f / 3;
// ... and if it is as far from the paper as that, of 441: else it is the noise of even paper.
static const float least_colour = 20;

uint32_t tone_luminance(const uint8_t rgb[3])
{
    return (299u * rgb[0] + 587u * rgb[1] + 114u * rgb[2] + 500) / 1000;
}

static float place_of(const struct tone *tone, const uint8_t rgb[3])
{
    return tone->weight[0] * rgb[0] + tone->weight[1] * rgb[1] + tone->weight[2] * rgb[2];
}

float tone_difference(const struct tone *tone, const uint8_t rgb[3])
{
    return (tone->colour ? place_of(tone, rgb) : (float)tone_luminance(rgb)) - tone->paper;
}

uint8_t tone_light(const struct tone *tone, const uint8_t rgb[3])
{
    if (!tone->colour)
        return (uint8_t)tone_luminance(rgb);
    return (uint8_t)fminf(fmaxf(tone_difference(tone, rgb) + 128.5f, 0), 255);
}

// ---- The main axis of differences ---------------------------------------------------------------

struct spread {
    double moment[3][3]; // sums of products, weighted
    double weight;
};

static void add_difference(struct spread *spread, const float difference[3])
{
    double length = 0;
    for (int part = 0; part < 3; part++)
        length += difference[part] * difference[part];
    for (int row = 0; row < 3; row++)
        for (int column = 0; column < 3; column++)
            spread->moment[row][column] += length * difference[row] * difference[column];
    spread->weight += length;
}

// Makes the axis of length 1; its length before.
static double shorten(double axis[3])
{
    double length = sqrt(axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2]);
    for (int part = 0; part < 3 && length > 0; part++)
        axis[part] /= length;
    return length;
}

// By multiplying again and again. Returns the sum of squares along the axis.
static double main_axis(double axis[3], const struct spread *spread)
{
    enum { STEPS = 60 };
    int first = 0;
    double along = 0;
    for (int part = 1; part < 3; part++)
        first = spread->moment[part][part] > spread->moment[first][first] ? part : first;
    for (int part = 0; part < 3; part++)
        axis[part] = spread->moment[first][part];
    shorten(axis);
    for (int step = 0; step < STEPS; step++) {
        double next[3] = {0};
        for (int row = 0; row < 3; row++)
            for (int column = 0; column < 3; column++)
                next[row] += spread->moment[row][column] * axis[column];
        along = shorten(next);
        for (int part = 0; part < 3; part++)
            axis[part] = next[part];
    }
    return along;
}

static struct tone tone_of_spread(const struct spread *spread, const uint8_t paper[3])
{
    double axis[3], along = main_axis(axis, spread), light = 0;
    double all = spread->moment[0][0] + spread->moment[1][1] + spread->moment[2][2];
    for (int part = 0; part < 3; part++)
        light += axis[part] * luminance[part];
    double of_greys = 1 / sqrt(3); // what `light` is on the axis from black to white
    if (all <= 0 || fabs(light) >= dull * of_greys || along < one_axis * all ||
        along < least_colour * least_colour * spread->weight)
        return (struct tone){.paper = (float)tone_luminance(paper)};
    struct tone tone = {{(float)axis[0], (float)axis[1], (float)axis[2]}, 0, true};
    tone.paper = place_of(&tone, paper);
    return tone;
}

// ---- Drawn pictures -----------------------------------------------------------------------------

struct tone tone_of_drawn(const struct pixels *pixels, const uint8_t paper[3])
{
    struct spread spread = {0};
    size_t count = (size_t)pixels->width * (size_t)pixels->height;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *rgba = pixels->rgba[i];
        float difference[3];
        for (int part = 0; part < 3; part++)
            difference[part] = (float)(rgba[part] - paper[part]) * (float)rgba[3] / 255;
        add_difference(&spread, difference);
    }
    return tone_of_spread(&spread, paper);
}

// ---- Photographs --------------------------------------------------------------------------------

// One of the colours, made smaller, and its sums (nn/pictures/around.h).
struct plane {
    uint8_t *level;
    int32_t *sum;
};

// How much a pixel differs from the mean of the window around it.
static float detail(const struct plane *plane, int width, int x, int y, int reach)
{
    int32_t sum = around_total(plane->sum, width, x, y, reach);
    return (float)plane->level[y * width + x] - (float)sum / (float)around_area(reach);
}

static struct spread spread_of_details(const struct plane planes[3], int width, int height)
{
    struct spread spread = {0};
    int reach = around_reach(width, height), margin = around_margin(reach);
    for (int y = margin; y < height - margin; y++)
        for (int x = margin; x < width - margin; x++) {
            float difference[3];
            for (int part = 0; part < 3; part++)
                difference[part] = detail(&planes[part], width, x, y, reach);
            add_difference(&spread, difference);
        }
    return spread;
}

static void make_plane(struct plane *plane, const struct pixels *pixels, int part, uint8_t *whole,
                       int width, int height)
{
    size_t count = (size_t)pixels->width * (size_t)pixels->height;
    for (size_t i = 0; i < count; i++)
        whole[i] = pixels->rgba[i][part];
    struct sheet sheet = {whole, pixels->width, pixels->height, (size_t)pixels->width};
    resample_whole(plane->level, width, height, &sheet);
    around_sum(plane->sum, plane->level, width, height);
}

static int shrunk(int side, int longer)
{
    int small = longer > SMALL ? (int)((int64_t)side * SMALL / longer) : side;
    return small > 0 ? small : 1;
}

bool tone_of_photograph(struct tone *tone, const struct pixels *pixels, struct status *status)
{
    int longer = pixels->width > pixels->height ? pixels->width : pixels->height;
    int width = shrunk(pixels->width, longer), height = shrunk(pixels->height, longer);
    size_t count = (size_t)width * (size_t)height;
    uint8_t *whole = malloc((size_t)pixels->width * (size_t)pixels->height);
    struct plane planes[3];
    bool room = whole != NULL;
    for (int part = 0; part < 3; part++) {
        planes[part] = (struct plane){malloc(count), malloc(count * sizeof *planes[part].sum)};
        room = room && planes[part].level && planes[part].sum;
    }
    if (room) {
        for (int part = 0; part < 3; part++)
            make_plane(&planes[part], pixels, part, whole, width, height);
        struct spread spread = spread_of_details(planes, width, height);
        uint8_t mean[3]; // most of it is paper
        for (int part = 0; part < 3; part++)
            mean[part] = (uint8_t)((size_t)planes[part].sum[count - 1] / count);
        *tone = tone_of_spread(&spread, mean);
    }
    for (int part = 0; part < 3; part++) {
        free(planes[part].level);
        free(planes[part].sum);
    }
    free(whole);
    return room || status_fail(status, STATUS_NO_MEMORY, tr("no memory to look at the picture"));
}
