// Tried out rather than derived: a change of many pixels, or from paper to ink, is far beyond where
// a gradient tells anything. Every image differs from the last in a few pixels, but the kernels are
// so fast that reading it whole is simplest.
#include "nn/explain/change.h"

#include "nn/net/forward.h"

#include <math.h>
#include <string.h>

static const float full_ink = 255 * INPUT_STEP + INPUT_BACKGROUND;

static double combined(const float logits[LENET_CLASSES], const float combination[LENET_CLASSES])
{
    double sum = 0;
    for (int k = 0; k < LENET_CLASSES; k++)
        sum += (double)combination[k] * (double)logits[k];
    return sum;
}

static void blank(float image[LENET_SIDE][LENET_SIDE], int row, int column, int reach)
{
    for (int y = row - reach; y <= row + reach; y++)
        for (int x = column - reach; x <= column + reach; x++)
            if (y >= 0 && y < LENET_SIDE && x >= 0 && x < LENET_SIDE)
                image[y][x] = INPUT_BACKGROUND;
}

bool change_occlusion(float fall[LENET_SIDE][LENET_SIDE], const struct lenet *lenet,
                      const float input[LENET_SIDE][LENET_SIDE],
                      const float combination[LENET_CLASSES], int reach, change_go_on *go_on,
                      void *context)
{
    struct lenet_activations a;
    memcpy(a.input, input, sizeof a.input);
    lenet_forward(&a, lenet);
    double whole = combined(a.logits, combination);
    for (int row = 0; row < LENET_SIDE; row++) {
        if (go_on && !go_on(context))
            return false;
        for (int column = 0; column < LENET_SIDE; column++) {
            memcpy(a.input, input, sizeof a.input);
            blank(a.input, row, column, reach);
            lenet_forward(&a, lenet);
            fall[row][column] = (float)(whole - combined(a.logits, combination));
        }
    }
    return true;
}

// ---- The fewest pixels --------------------------------------------------------------------------

// How far the best other digit (or the wanted one) is above the others or, without a wanted one,
// above `from`.
static double lead(const float logits[LENET_CLASSES], int from, int wanted)
{
    double best = -INFINITY, rest = -INFINITY;
    for (int k = 0; k < LENET_CLASSES; k++)
        if (wanted < 0 ? k != from : k == wanted)
            best = fmax(best, (double)logits[k]);
        else
            rest = fmax(rest, (double)logits[k]);
    return best - rest;
}

// The best change of one pixel of the image, and what is then read.
struct best_change {
    struct change_pixel pixel;
    double lead;
    int reads;
};

// A pixel that was changed once stays as it is, so that no two changes undo each other.
static bool is_changed(const struct change_flip *flip, int row, int column)
{
    for (int i = 0; i < flip->count; i++)
        if (flip->pixel[i].row == row && flip->pixel[i].column == column)
            return true;
    return false;
}

static float level_of(struct change_pixel pixel)
{
    return pixel.ink ? full_ink : INPUT_BACKGROUND;
}

static void try_pixel(struct best_change *best, struct lenet_activations *a,
                      const struct lenet *lenet, struct change_pixel pixel,
                      const struct change_flip *flip, int wanted)
{
    float *at = &a->input[pixel.row][pixel.column], before = *at;
    float after = level_of(pixel);
    if (fabsf(after - before) < 1e-6f || is_changed(flip, pixel.row, pixel.column))
        return;
    *at = after;
    lenet_forward(a, lenet);
    *at = before;
    double ahead = lead(a->logits, flip->from, wanted);
    if (ahead > best->lead)
        *best = (struct best_change){pixel, ahead, lenet_best(a->logits)};
}

static bool is_other(const struct change_flip *flip, int wanted)
{
    return wanted < 0 ? flip->to != flip->from : flip->to == wanted;
}

// The input has a margin around the digit, which no drawing reaches.
static struct change_pixel pixel_of_digit(int row, int column, bool ink)
{
    return (struct change_pixel){(uint8_t)(LENET_BORDER + row), (uint8_t)(LENET_BORDER + column),
                                 ink};
}

bool change_find_flip(struct change_flip *flip, const struct lenet *lenet,
                      const float input[LENET_SIDE][LENET_SIDE], int wanted, change_go_on *go_on,
                      void *context)
{
    struct lenet_activations a;
    memcpy(a.input, input, sizeof a.input);
    lenet_forward(&a, lenet);
    *flip = (struct change_flip){.from = lenet_best(a.logits)};
    flip->to = flip->from;
    while (!is_other(flip, wanted) && flip->count < CHANGE_MOST) {
        struct best_change best = {.lead = -INFINITY};
        for (int row = 0; row < DIGIT_SIDE; row++) {
            if (go_on && !go_on(context))
                return false;
            for (int i = 0; i < 2 * DIGIT_SIDE; i++)
                try_pixel(&best, &a, lenet, pixel_of_digit(row, i / 2, i % 2), flip, wanted);
        }
        flip->pixel[flip->count++] = best.pixel;
        flip->to = best.reads;
        a.input[best.pixel.row][best.pixel.column] = level_of(best.pixel);
    }
    flip->finished = is_other(flip, wanted);
    return true;
}

void change_apply_to_digit(uint8_t digit[DIGIT_SIDE][DIGIT_SIDE], const struct change_flip *flip)
{
    for (int i = 0; i < flip->count; i++)
        digit[flip->pixel[i].row - LENET_BORDER][flip->pixel[i].column - LENET_BORDER] =
            flip->pixel[i].ink ? 255 : 0;
}
