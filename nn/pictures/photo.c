// Paper is what is left of a picture when everything narrower than a window is filled in (a grey
// closing: the lightest in the window, then the darkest of these). Unlike a blur it follows the
// edge of a shadow, so that the edge does not look like ink. What is darker than the paper, as a
// share of the paper's light, is ink or noise; which pieces of it are digits is for
// nn/pictures/digits.h to say. Light ink on dark paper is turned round first.
#include "nn/pictures/photo.h"

#include "nn/ink/resample.h"
#include "nn/pictures/around.h"
#include "nn/pictures/flat.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    WIDE_SIDE = PHOTO_SIDE * 3 / 2, // enough for the window around on both sides
    MOST_DEPTH = 200,               // of 255: ink is at least so strong, whatever the noise
    LEAST_DEPTH = 12,               // of 255: fainter than any pencil
    NOISE_FACTOR = 5,               // ink is so many times stronger than the paper's noise
    PLAIN = 64,                     // of 255: stronger ink is plain to see
    DARK = 64,                      // of 255: on darker paper noise would look strong
};

struct photo {
    int width, height;
    uint8_t *light;  // (row, column): turned round if the ink was light
    uint8_t *depth;  // (row, column): how much darker than the paper
    int32_t *piece;  // (row, column): number of the piece from 1, 0 paper, -1 not yet known
    uint8_t *buffer; // as large as light
    uint8_t *wide;   // with the window's reach all around
    int32_t *stack;
};

static int longer_side(int width, int height)
{
    return width > height ? width : height;
}

static void picture_free(struct photo *photo)
{
    free(photo->light);
    free(photo->depth);
    free(photo->piece);
    free(photo->buffer);
    free(photo->wide);
    free(photo->stack);
}

static bool picture_init(struct photo *photo, int width, int height)
{
    size_t count = (size_t)width * (size_t)height;
    *photo = (struct photo){.width = width, .height = height};
    photo->light = malloc(count);
    photo->depth = malloc(count);
    photo->buffer = malloc(count);
    photo->piece = malloc(count * sizeof *photo->piece);
    photo->stack = malloc(count * sizeof *photo->stack);
    size_t more = 2 * (size_t)around_reach(width, height);
    photo->wide = malloc(((size_t)width + more) * ((size_t)height + more));
    return photo->light && photo->depth && photo->buffer && photo->wide && photo->piece &&
           photo->stack;
}

// One line of `count` pixels, `step` apart, through a filter of 1, 2, 1.
static void soften_line(uint8_t *line, int count, int step)
{
    int before = line[0];
    for (int i = 0; i < count; i++) {
        int own = line[i * step], after = line[(i + 1 < count ? i + 1 : i) * step];
        line[i * step] = (uint8_t)((before + 2 * own + after + 2) / 4);
        before = own;
    }
}

static void soften(struct photo *photo)
{
    for (int y = 0; y < photo->height; y++)
        soften_line(photo->light + y * photo->width, photo->width, 1);
    for (int x = 0; x < photo->width; x++)
        soften_line(photo->light + x, photo->height, photo->width);
}

// The largest value within `reach` of each pixel of a line, or the smallest; `flip` is 0 or 255.
// The queue holds what can still become the largest, in falling order.
static void extreme_line(uint8_t *line, int count, int step, int reach, uint8_t flip)
{
    uint8_t source[WIDE_SIDE];
    int queue[WIDE_SIDE], first = 0, end = 0;
    for (int i = 0; i < count; i++)
        source[i] = line[i * step] ^ flip;
    for (int i = 0; i < count + reach; i++) {
        while (i < count && end > first && source[queue[end - 1]] <= source[i])
            end--;
        if (i < count)
            queue[end++] = i;
        if (i < reach)
            continue;
        while (queue[first] < i - 2 * reach)
            first++;
        line[(i - reach) * step] = source[queue[first]] ^ flip;
    }
}

// A picture with more of it around, as far as the window reaches.
struct wide {
    int width, height, reach;
    uint8_t *light;
};

// How the light at one end of a line goes on past it: as steeply as it came.
static void extend_line(uint8_t *line, int count, int step, int reach)
{
    uint8_t *last = line + (reach + count - 1) * step, *first = line + reach * step;
    for (int i = 1; i <= reach; i++) {
        int back = (i < count ? i : count - 1) * step;
        int before = 2 * *first - first[back], after = 2 * *last - last[-back];
        first[-i * step] = (uint8_t)(before < 0 ? 0 : before > 255 ? 255 : before);
        last[i * step] = (uint8_t)(after < 0 ? 0 : after > 255 ? 255 : after);
    }
}

static void widen(struct wide *wide, const struct photo *photo)
{
    for (int y = 0; y < photo->height; y++) {
        uint8_t *row = wide->light + (y + wide->reach) * wide->width;
        memcpy(row + wide->reach, photo->light + y * photo->width, (size_t)photo->width);
        extend_line(row, photo->width, 1, wide->reach);
    }
    for (int x = 0; x < wide->width; x++)
        extend_line(wide->light + x, photo->height, wide->width, wide->reach);
}

static void extreme(struct wide *wide, uint8_t flip)
{
    for (int y = 0; y < wide->height; y++)
        extreme_line(wide->light + y * wide->width, wide->width, 1, wide->reach, flip);
    for (int x = 0; x < wide->width; x++)
        extreme_line(wide->light + x, wide->height, wide->width, wide->reach, flip);
}

// Fills in what is darker and narrower than the window.
static void find_paper(struct photo *photo)
{
    int reach = around_reach(photo->width, photo->height);
    struct wide wide = {photo->width + 2 * reach, photo->height + 2 * reach, reach, photo->wide};
    widen(&wide, photo);
    extreme(&wide, 0);
    extreme(&wide, 255);
    for (int y = 0; y < photo->height; y++)
        memcpy(photo->buffer + y * photo->width, wide.light + (y + reach) * wide.width + reach,
               (size_t)photo->width);
}

static void find_depth(struct photo *photo)
{
    find_paper(photo);
    for (int i = 0; i < photo->width * photo->height; i++) {
        int paper = photo->buffer[i], light = photo->light[i];
        int most = paper > DARK ? paper : DARK;
        photo->depth[i] = (uint8_t)(paper > light ? (paper - light) * 255 / most : 0);
    }
}

static void turn_round(struct photo *photo)
{
    for (int i = 0; i < photo->width * photo->height; i++)
        photo->light[i] ^= 255;
}

static uint8_t quantile_of(const uint8_t *grey, int count, int percent)
{
    int seen = 0, number[256] = {0}, level = 0;
    for (int i = 0; i < count; i++)
        number[grey[i]]++;
    for (seen = number[0]; 100 * (int64_t)seen < (int64_t)count * percent; seen += number[level])
        level++;
    return (uint8_t)level;
}

// Marks in `piece` what differs from its surroundings either way, but not the edges of shadows.
static void mark_details(struct photo *photo)
{
    int count = photo->width * photo->height;
    memset(photo->piece, 0, (size_t)count * sizeof *photo->piece);
    for (int way = 0; way < 2; way++) {
        find_depth(photo);
        for (int i = 0; i < count; i++)
            photo->piece[i] |= photo->depth[i] >= PLAIN / 2;
        turn_round(photo);
    }
}

// Ink is rare and far from the paper, so that cubes of the differences from the mean around show on
// which side it lies. Noise spreads evenly.
static bool ink_is_light(struct photo *photo)
{
    int64_t cubes = 0;
    int reach = around_reach(photo->width, photo->height), width = photo->width;
    int margin = around_margin(reach);
    mark_details(photo);
    around_sum(photo->stack, photo->light, width, photo->height);
    for (int y = margin; y < photo->height - margin; y++)
        for (int x = margin; x < width - margin; x++) {
            int32_t sum = around_total(photo->stack, width, x, y, reach);
            int64_t difference = photo->light[y * width + x] - sum / around_area(reach);
            if (photo->piece[y * width + x])
                cubes += difference * difference * difference;
        }
    return cubes > PLAIN * PLAIN * PLAIN; // at least as much as one plain pixel
}

// The depth of the darkest ink, leaving out a few specks and whatever lies near the edges.
static int darkest_ink(struct photo *photo)
{
    enum { FEW = 2000 }; // one of so many pixels
    int count = 0, width = photo->width, height = photo->height, number[256] = {0};
    for (int y = height / 8; y < height - height / 8; y++)
        for (int x = width / 8; x < width - width / 8; x++) {
            number[photo->depth[y * width + x]]++;
            count++;
        }
    int level = 255;
    for (int seen = number[255]; level > 0 && seen <= count / FEW; seen += number[level])
        level--;
    return level;
}

static int faintest_of(struct photo *photo)
{
    int noise = quantile_of(photo->depth, photo->width * photo->height, 50);
    int least = NOISE_FACTOR * noise / 2 + LEAST_DEPTH;
    return least < MOST_DEPTH ? least : MOST_DEPTH;
}

static int threshold_of(struct photo *photo, int faintest)
{
    int half = darkest_ink(photo) / 2;
    return half > faintest ? half : faintest;
}

// Light and depth of the picture, made smaller if need be.
static bool look(struct photo *photo, const struct sheet *sheet)
{
    int longer = longer_side(sheet->width, sheet->height);
    int side = longer < PHOTO_SIDE ? longer : PHOTO_SIDE;
    int across = (int)((int64_t)sheet->width * side / longer),
        down = (int)((int64_t)sheet->height * side / longer);
    if (!picture_init(photo, across > 0 ? across : 1, down > 0 ? down : 1))
        return false;
    resample_whole(photo->light, photo->width, photo->height, sheet);
    soften(photo);
    if (ink_is_light(photo))
        turn_round(photo);
    find_depth(photo);
    return true;
}

static bool find_on_photograph(struct digits *digits, const struct sheet *light, bool one,
                               struct status *status)
{
    struct photo photo;
    bool good = look(&photo, light);
    if (good) {
        struct ink depth = {photo.width, photo.height, photo.depth};
        int faintest = faintest_of(&photo);
        struct digits_sheet sheet = {.ink = &depth,
                                     .threshold = threshold_of(&photo, faintest),
                                     .faint = faintest,
                                     .one = one};
        good = digits_find(digits, &sheet, status);
        if (good)
            digits_scale(digits, light->width, light->height, photo.width, photo.height);
    } else {
        status_fail(status, STATUS_NO_MEMORY, "no memory to look at the picture");
    }
    picture_free(&photo);
    return good;
}

static bool find_digits(struct digits *digits, const struct sheet *light, bool one,
                        struct status *status)
{
    struct ink drawn;
    enum flat_result flat = flat_find_ink(&drawn, light);
    if (flat == FLAT_NOT)
        return find_on_photograph(digits, light, one, status);
    if (flat == FLAT_NO_MEMORY)
        return status_fail(status, STATUS_NO_MEMORY, "no memory to look at the picture");
    struct digits_sheet sheet = {.ink = &drawn, .drawn = true, .one = one};
    bool good = digits_find(digits, &sheet, status);
    ink_free(&drawn);
    return good;
}

bool photo_find_digits(struct digits *digits, const uint8_t *light, int width, int height,
                       struct status *status)
{
    assert(width > 0 && height > 0);
    struct sheet sheet = {light, width, height, (size_t)width};
    return find_digits(digits, &sheet, false, status);
}

bool photo_find_ink(struct ink *ink, const uint8_t *light, int width, int height,
                    struct status *status)
{
    assert(width > 0 && height > 0);
    struct sheet sheet = {light, width, height, (size_t)width};
    struct digits digits;
    if (!find_digits(&digits, &sheet, true, status))
        return false;
    digits_take_main(ink, &digits);
    return true;
}
