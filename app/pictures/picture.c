// Pictures become ink in three steps: the first bytes tell the kind, whose decoder makes pixels;
// the border tells the paper. If it is even, everything is measured against its colour; if it is
// not, this is a photograph or a scan, and nn/pictures/photo.h looks for the ink. Ink is lighter or
// darker than the paper, whichever most of what differs is, or of another colour (tone.h).
#include "app/pictures/picture.h"

#include "app/base/paths.h"
#include "app/language/tr.h"
#include "app/pictures/foreign.h"
#include "app/pictures/picture_decoders.h"
#include "app/pictures/tone.h"
#include "nn/pictures/photo.h"
#include <stdlib.h>

enum {
    MAX_FILE = 64 << 20,
    EVEN = 4,   // greys by which one colour may differ, after JPEG
    NOISE = 16, // by which it may do elsewhere, if it does so on the border
};

// ---- Kinds --------------------------------------------------------------------------------------

#define KIND(kind, name, endings) {name, picture_is_##kind, picture_decode_##kind},
static const struct kind {
    const char *name;
    picture_is *is;
    picture_decoder *decode;
} kinds[] = {PICTURE_KIND_ROWS(KIND, KIND, KIND)};
#undef KIND

static const struct kind *kind_of(const struct bytes *bytes)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i].is(bytes))
            return &kinds[i];
    return NULL;
}

static bool decode(struct pixels *pixels, struct picture_file *file, struct status *status)
{
    if (file->bytes.size == 0)
        return status_fail(status, STATUS_BAD_DATA, tr("%s is empty: choose another picture"),
                           file->path);
    const struct kind *kind = kind_of(&file->bytes);
    if (kind) {
        file->kind = kind->name;
        return kind->decode(pixels, file, status);
    }
    if (foreign_explain(file->path, &file->bytes, status))
        return false;
    return status_fail(status, STATUS_BAD_DATA,
                       tr("%s is not a picture: %s are read; choose such a file"), file->path,
                       picture_kinds_named());
}

// ---- Ink ----------------------------------------------------------------------------------------

static const uint8_t *pixel_at(const struct pixels *pixels, int x, int y)
{
    return pixels->rgba[(size_t)y * (size_t)pixels->width + (size_t)x];
}

// What the paper is like.
struct background {
    uint8_t colour[3];
    bool even;  // the border has one colour, as drawn pictures have
    bool noisy; // but not to the last bit
};

struct border {
    int count[256];   // opaque pixels by luminance
    int part[3][256]; // the same by red, green and blue
    int opaque, all;
};

static void count_border_pixel(struct border *border, const uint8_t rgba[4])
{
    border->all++;
    if (rgba[3] < 128)
        return;
    border->opaque++;
    border->count[tone_luminance(rgba)]++;
    for (int part = 0; part < 3; part++)
        border->part[part][rgba[part]]++;
}

static struct border count_border(const struct pixels *pixels)
{
    struct border border = {0};
    for (int x = 0; x < pixels->width; x++) {
        count_border_pixel(&border, pixel_at(pixels, x, 0));
        count_border_pixel(&border, pixel_at(pixels, x, pixels->height - 1));
    }
    for (int y = 1; y < pixels->height - 1; y++) {
        count_border_pixel(&border, pixel_at(pixels, 0, y));
        count_border_pixel(&border, pixel_at(pixels, pixels->width - 1, y));
    }
    return border;
}

static uint32_t mean_luminance(const struct pixels *pixels)
{
    uint64_t sum = 0, weight = 0;
    for (int y = 0; y < pixels->height; y++)
        for (int x = 0; x < pixels->width; x++) {
            const uint8_t *rgba = pixel_at(pixels, x, y);
            sum += (uint64_t)tone_luminance(rgba) * rgba[3];
            weight += rgba[3];
        }
    return weight ? (uint32_t)(sum / weight) : 0;
}

static uint8_t median_of(const int count[256], int all)
{
    uint8_t median = 0;
    for (int seen = count[0]; 2 * seen < all; seen += count[median])
        median++;
    return median;
}

// A border that is mostly transparent says nothing: then what is opaque is the ink.
static struct background find_paper(const struct pixels *pixels)
{
    struct border border = count_border(pixels);
    if (2 * border.opaque < border.all) {
        uint8_t light = mean_luminance(pixels) < 128 ? 255 : 0;
        return (struct background){{light, light, light}, true, false};
    }
    struct background paper;
    for (int part = 0; part < 3; part++)
        paper.colour[part] = median_of(border.part[part], border.opaque);
    int alike = 0, median = median_of(border.count, border.opaque);
    for (int level = median > EVEN ? median - EVEN : 0; level <= median + EVEN && level < 256;
         level++)
        alike += border.count[level];
    paper.noisy = 10 * border.count[median] < 9 * border.opaque;
    paper.even = 10 * alike >= 9 * border.opaque;
    return paper;
}

// Of a pixel, from the paper; what is transparent is paper.
static float difference_of(const struct tone *tone, const uint8_t rgba[4])
{
    return tone_difference(tone, rgba) * (float)rgba[3] / 255;
}

// What is lighter than the paper (or further along the axis of its colours), and what is darker.
struct sides {
    double lighter, darker; // sums of squares
    float lightest, darkest;
};

static void add_to_sides(struct sides *sides, float difference)
{
    if (difference > 0) {
        sides->lighter += difference * difference;
        sides->lightest = difference > sides->lightest ? difference : sides->lightest;
    } else {
        sides->darker += difference * difference;
        sides->darkest = -difference > sides->darkest ? -difference : sides->darkest;
    }
}

// How much of ink each pixel is: of all that is lighter than the paper, or of all that is darker,
// whichever is more. Lightness is measured from the paper to white or black, colour to the most
// that is there. False if there is none.
static bool lay_ink(struct ink *ink, const struct pixels *pixels, const struct background *paper)
{
    struct tone tone = tone_of_drawn(pixels, paper->colour);
    struct sides sides = {0};
    float least = paper->noisy ? NOISE : 0;
    size_t count = (size_t)pixels->width * (size_t)pixels->height;
    for (size_t i = 0; i < count; i++) {
        float difference = difference_of(&tone, pixels->rgba[i]);
        if (difference > least || difference < -least)
            add_to_sides(&sides, difference);
    }
    bool dark = sides.darker >= sides.lighter;
    float most = dark ? sides.darkest : sides.lightest;
    if (most <= 0)
        return false;
    if (!tone.colour)
        most = dark ? tone.paper : 255 - tone.paper;
    for (size_t i = 0; i < count; i++) {
        float difference = difference_of(&tone, pixels->rgba[i]);
        float depth = dark ? -difference : difference;
        ink->grey[i] = depth > least ? (uint8_t)(depth * 255 / most) : 0;
    }
    return true;
}

static bool digits_of_photograph(struct digits *digits, const struct pixels *pixels,
                                 struct status *status)
{
    size_t count = (size_t)pixels->width * (size_t)pixels->height;
    struct tone tone;
    if (!tone_of_photograph(&tone, pixels, status))
        return false;
    uint8_t *light = malloc(count);
    if (!light)
        return status_fail(status, STATUS_NO_MEMORY, tr("no memory for the picture"));
    for (size_t i = 0; i < count; i++)
        light[i] = tone_light(&tone, pixels->rgba[i]);
    bool done = photo_find_digits(digits, light, pixels->width, pixels->height, status);
    free(light);
    return done;
}

// Paper has more room than ink; else what the border shows is a frame.
static bool is_mostly_ink(const struct ink *ink)
{
    uint64_t sum = 0, count = (uint64_t)ink->width * (uint64_t)ink->height;
    for (uint64_t i = 0; i < count; i++)
        sum += ink->grey[i];
    return 2 * sum > 255 * count;
}

// A drawn picture is measured against the one colour of its paper. If nothing is stronger than
// noise, there may be faint ink on a photograph whose light is even.
static bool digits_of_drawn(struct digits *digits, const struct pixels *pixels,
                            const struct background *paper, struct status *status)
{
    struct ink ink;
    if (!ink_init(&ink, pixels->width, pixels->height, status))
        return false;
    bool drawn = (lay_ink(&ink, pixels, paper) || !paper->noisy) && !is_mostly_ink(&ink);
    struct digits_sheet sheet = {.ink = &ink, .drawn = true};
    bool done =
        drawn ? digits_find(digits, &sheet, status) : digits_of_photograph(digits, pixels, status);
    ink_free(&ink);
    return done;
}

bool picture_decode_digits(struct digits *digits, const char *name, const struct bytes *bytes,
                           struct status *status)
{
    struct picture_file file = {.path = name, .bytes = *bytes};
    struct pixels pixels = {0};
    if (!decode(&pixels, &file, status))
        return false;
    struct background paper = find_paper(&pixels);
    bool ready = paper.even ? digits_of_drawn(digits, &pixels, &paper, status)
                            : digits_of_photograph(digits, &pixels, status);
    pixels_free(&pixels);
    return ready;
}

bool picture_load_digits(struct digits *digits, const char *path, struct status *status)
{
    struct bytes bytes;
    if (!file_read(&bytes, path, MAX_FILE, status))
        return false;
    bool ready = picture_decode_digits(digits, path, &bytes, status);
    bytes_free(&bytes);
    return ready;
}

bool picture_decode(struct ink *ink, const char *name, const struct bytes *bytes,
                    struct status *status)
{
    struct digits digits;
    if (!picture_decode_digits(&digits, name, bytes, status))
        return false;
    digits_take_main(ink, &digits);
    return true;
}

bool picture_load(struct ink *ink, const char *path, struct status *status)
{
    struct digits digits;
    if (!picture_load_digits(&digits, path, status))
        return false;
    digits_take_main(ink, &digits);
    return true;
}

bool picture_recognised(const char *path)
{
    uint8_t head[PICTURE_HEAD];
    struct bytes bytes = {head, file_read_start(head, sizeof head, path)};
    return kind_of(&bytes) || path_has_ending(path, PICTURE_ENDINGS);
}

// ---- Saving -------------------------------------------------------------------------------------

bool picture_save_canvas(const struct canvas *canvas, const char *path, struct status *status)
{
    size_t count = (size_t)canvas->width * (size_t)canvas->height;
    uint8_t(*rgb)[3] = malloc(count * sizeof *rgb);
    if (!rgb)
        return status_fail(status, STATUS_NO_MEMORY, tr("out of memory while saving %s"), path);
    for (size_t i = 0; i < count; i++)
        for (int part = 0; part < 3; part++)
            rgb[i][part] = (uint8_t)(canvas->pixel[i] >> (16 - 8 * part));
    bool done =
        picture_save_png(rgb[0], canvas->width, canvas->height, PICTURE_PNG_RGB, path, status);
    free(rgb);
    return done;
}

bool picture_save_grey(const uint8_t *grey, int width, int height, const char *path,
                       struct status *status)
{
    return picture_save_png(grey, width, height, PICTURE_PNG_GREY, path, status);
}

bool picture_save_ink(const struct ink *ink, const char *path, struct status *status)
{
    size_t count = (size_t)ink->width * (size_t)ink->height;
    uint8_t *light = malloc(count);
    if (!light)
        return status_fail(status, STATUS_NO_MEMORY, tr("out of memory while saving %s"), path);
    for (size_t i = 0; i < count; i++)
        light[i] = (uint8_t)(255 - ink->grey[i]);
    bool done = picture_save_png(light, ink->width, ink->height, PICTURE_PNG_GREY, path, status);
    free(light);
    return done;
}
