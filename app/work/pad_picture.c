// Large pictures are made smaller by areas, small ones larger by straight lines between their
// pixels.
#include "app/work/pad_picture.h"

#include "app/language/tr.h"
#include "nn/ink/resample.h"
#include "nn/pictures/digits.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int longer_side(const struct ink *picture)
{
    return picture->width > picture->height ? picture->width : picture->height;
}

// The square around the picture, cut into the pad's pixels.
static bool reduce(struct ink *out, const struct ink *picture, struct status *status)
{
    enum { CELLS = PAD_SIDE * PAD_SIDE };
    int side = longer_side(picture);
    struct sheet sheet = {picture->grey, picture->width, picture->height, (size_t)picture->width};
    struct square square = {(picture->width - side) / 2, (picture->height - side) / 2, side};
    uint64_t full = (uint64_t)side * (uint64_t)side; // a cell's sum for each grey
    uint64_t *cells = malloc(CELLS * sizeof *cells);
    if (!cells)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for the picture"));
    bool room = ink_init(out, PAD_SIDE, PAD_SIDE, status);
    if (room) {
        resample_square(cells, PAD_SIDE, &sheet, square);
        for (int i = 0; i < CELLS; i++)
            out->grey[i] = (uint8_t)((cells[i] + full / 2) / full);
    }
    free(cells);
    return room;
}

static bool copy(struct ink *out, const struct ink *picture, struct status *status)
{
    if (!ink_init(out, picture->width, picture->height, status))
        return false;
    memcpy(out->grey, picture->grey, (size_t)picture->width * (size_t)picture->height);
    return true;
}

// All but what the digits are.
static bool fit(struct pad_picture *out, const struct ink *picture, struct status *status)
{
    bool small = longer_side(picture) <= PAD_SIDE;
    float side = (float)longer_side(picture);
    *out = (struct pad_picture){.left = ((float)picture->width - side) / 2,
                                .top = ((float)picture->height - side) / 2,
                                .side = side};
    return (small ? copy : reduce)(&out->fitted, picture, status);
}

// Takes the digits over.
static bool give_digits(struct pad_picture *out, struct pad_digit *digit, int count,
                        struct status *status)
{
    out->digit = digit;
    out->count = count;
    if (digit)
        return true;
    pad_picture_free(out);
    return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for the picture"));
}

bool pad_picture_make(struct pad_picture *out, const struct ink *picture, struct status *status)
{
    if (!fit(out, picture, status))
        return false;
    struct pad_digit *digit = calloc(1, sizeof *digit);
    if (digit)
        normalize_grey(&digit->normalized, picture->grey, picture->width, picture->height,
                       (size_t)picture->width);
    return give_digits(out, digit, 1, status);
}

bool pad_picture_make_digits(struct pad_picture *out, const struct digits *digits,
                             struct status *status)
{
    struct ink sheet;
    if (digits->count == 1)
        return pad_picture_make(out, &digits->digit->ink, status);
    if (!digits_lay(&sheet, digits, status))
        return false;
    bool fitted = fit(out, &sheet, status);
    ink_free(&sheet);
    return fitted && give_digits(out, pad_digits_make(digits), digits->count, status);
}

bool pad_picture_make_digit(struct pad_picture *out, const struct normalized *digit,
                            struct status *status)
{
    struct normalized seen = *digit;
    const struct ink picture = {DIGIT_SIDE, DIGIT_SIDE, &seen.digit[0][0]};
    if (!pad_picture_make(out, &picture, status))
        return false;
    seen.origin_x = seen.origin_y = -LENET_BORDER;
    seen.scale = 1;
    seen.slant = 0;
    out->digit->normalized = seen;
    return true;
}

void pad_picture_free(struct pad_picture *picture)
{
    ink_free(&picture->fitted);
    free(picture->digit);
    *picture = (struct pad_picture){0};
}

// ---- Digits -------------------------------------------------------------------------------------

// Moves the sheet's corner to where the ink lies on another.
static void move_source(struct normalized *normalized, float left, float top)
{
    normalized->origin_x += left + normalized->slant * top;
    normalized->origin_y += top;
}

static struct drawing_extent extent_of(const struct found_digit *found)
{
    int left = found->ink.width, top = found->ink.height, right = 0, bottom = 0;
    for (int y = 0; y < found->ink.height; y++)
        for (int x = 0; x < found->ink.width; x++) {
            if (found->ink.grey[y * found->ink.width + x] < 64)
                continue;
            left = x < left ? x : left;
            right = x >= right ? x + 1 : right;
            top = y < top ? y : top;
            bottom = y + 1;
        }
    return (struct drawing_extent){found->ink_left + left, found->ink_top + top,
                                   found->ink_left + right, found->ink_top + bottom};
}

struct pad_digit *pad_digits_make(const struct digits *digits)
{
    struct pad_digit *made = calloc((size_t)digits->count, sizeof *made);
    for (int i = 0; made && i < digits->count; i++) {
        const struct found_digit *found = &digits->digit[i];
        normalize_grey(&made[i].normalized, found->ink.grey, found->ink.width, found->ink.height,
                       (size_t)found->ink.width);
        move_source(&made[i].normalized, (float)found->ink_left, (float)found->ink_top);
        made[i].place = extent_of(found);
    }
    return made;
}

// ---- Painting -----------------------------------------------------------------------------------

// The grey of a picture at fractional coordinates (pixel centres at +0.5); paper outside.
static float picture_at(const struct ink *picture, float x, float y)
{
    float left = floorf(x - 0.5f), top = floorf(y - 0.5f);
    float fx = x - 0.5f - left, fy = y - 0.5f - top;
    float sum = 0;
    for (int dy = 0; dy < 2; dy++) {
        for (int dx = 0; dx < 2; dx++) {
            int column = (int)left + dx, row = (int)top + dy;
            if (column < 0 || row < 0 || column >= picture->width || row >= picture->height)
                continue;
            float weight = (dx ? fx : 1 - fx) * (dy ? fy : 1 - fy);
            sum += weight *
                   (float)picture->grey[(size_t)row * (size_t)picture->width + (size_t)column];
        }
    }
    return sum;
}

void pad_picture_paint(struct ink *sheet, const struct pad_picture *picture)
{
    const struct ink *fitted = &picture->fitted;
    int longer = longer_side(fitted);
    if (fitted->width == PAD_SIDE && fitted->height == PAD_SIDE) {
        memcpy(sheet->grey, fitted->grey, (size_t)PAD_SIDE * PAD_SIDE);
        return;
    }
    float step = (float)longer / PAD_SIDE; // picture pixels per pad unit
    float origin_x = ((float)fitted->width - (float)longer) / 2;
    float origin_y = ((float)fitted->height - (float)longer) / 2;
    for (int row = 0; row < PAD_SIDE; row++)
        for (int column = 0; column < PAD_SIDE; column++)
            sheet->grey[row * PAD_SIDE + column] =
                (uint8_t)lrintf(picture_at(fitted, origin_x + ((float)column + 0.5f) * step,
                                           origin_y + ((float)row + 0.5f) * step));
}
