// Large pictures are made smaller by areas, small ones larger by straight lines between their
// pixels.
#include "app/work/pad_picture.h"

#include "nn/ink/resample.h"
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
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory for the picture");
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

bool pad_picture_make(struct pad_picture *out, const struct ink *picture, struct status *status)
{
    bool small = longer_side(picture) <= PAD_SIDE;
    float side = (float)longer_side(picture);
    *out = (struct pad_picture){.normalized = malloc(sizeof *out->normalized),
                                .left = ((float)picture->width - side) / 2,
                                .top = ((float)picture->height - side) / 2,
                                .side = side};
    if (!out->normalized)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory for the picture");
    if (!(small ? copy : reduce)(&out->fitted, picture, status)) {
        pad_picture_free(out);
        return false;
    }
    normalize_grey(out->normalized, picture->grey, picture->width, picture->height,
                   (size_t)picture->width);
    return true;
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
    *out->normalized = seen;
    return true;
}

void pad_picture_free(struct pad_picture *picture)
{
    ink_free(&picture->fitted);
    free(picture->normalized);
    *picture = (struct pad_picture){0};
}

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
