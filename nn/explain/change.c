// Tried out rather than derived: a change of many pixels, or from paper to ink, is far beyond where
// a gradient tells anything. Every image differs from the last in a few pixels, but the kernels are
// so fast that reading it whole is simplest; with an ablation, sixteen at a time.
#include "nn/explain/change.h"

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

_Static_assert(LENET_SIDE % BLOCK_IMAGES == 0, "a row is whole blocks");

bool change_occlusion(float fall[LENET_SIDE][LENET_SIDE], const struct lenet *lenet,
                      const struct ablation *ablation, const float input[LENET_SIDE][LENET_SIDE],
                      const float combination[LENET_CLASSES], int reach, change_go_on *go_on,
                      void *context)
{
    float image[BLOCK_IMAGES][LENET_SIDE][LENET_SIDE], logits[BLOCK_IMAGES][LENET_CLASSES];
    memcpy(image[0], input, sizeof image[0]);
    ablation_logits(logits, image, 1, lenet, ablation);
    double whole = combined(logits[0], combination);
    for (int pixel = 0; pixel < LENET_SIDE * LENET_SIDE; pixel += BLOCK_IMAGES) {
        int row = pixel / LENET_SIDE, column = pixel % LENET_SIDE;
        if (go_on && !go_on(context))
            return false;
        for (int i = 0; i < BLOCK_IMAGES; i++) {
            memcpy(image[i], input, sizeof image[i]);
            blank(image[i], row, column + i, reach);
        }
        ablation_logits(logits, image, BLOCK_IMAGES, lenet, ablation);
        for (int i = 0; i < BLOCK_IMAGES; i++)
            fall[row][column + i] = (float)(whole - combined(logits[i], combination));
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

// One pixel after the other is tried.
struct search {
    const struct lenet *lenet;
    const struct ablation *ablation;
    struct change_flip *flip; // what was found so far
    int wanted;
    float input[LENET_SIDE][LENET_SIDE]; // with that
    // Changes of one more pixel that wait to be read:
    int count;
    struct change_pixel pixel[BLOCK_IMAGES];
    float image[BLOCK_IMAGES][LENET_SIDE][LENET_SIDE];
    // The best one of those that were, and what is then read.
    struct change_pixel best;
    double best_lead;
    int best_reads;
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

static void read_waiting(struct search *search)
{
    float logits[BLOCK_IMAGES][LENET_CLASSES];
    ablation_logits(logits, search->image, search->count, search->lenet, search->ablation);
    for (int i = 0; i < search->count; i++) {
        double ahead = lead(logits[i], search->flip->from, search->wanted);
        if (ahead > search->best_lead) {
            search->best = search->pixel[i];
            search->best_lead = ahead;
            search->best_reads = lenet_best(logits[i]);
        }
    }
    search->count = 0;
}

static void try_pixel(struct search *search, struct change_pixel pixel)
{
    float after = level_of(pixel);
    if (fabsf(after - search->input[pixel.row][pixel.column]) < 1e-6f ||
        is_changed(search->flip, pixel.row, pixel.column))
        return;
    memcpy(search->image[search->count], search->input, sizeof search->input);
    search->image[search->count][pixel.row][pixel.column] = after;
    search->pixel[search->count++] = pixel;
    if (search->count == BLOCK_IMAGES)
        read_waiting(search);
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

// Tries every pixel. False if it was told to end.
static bool find_best(struct search *search, change_go_on *go_on, void *context)
{
    search->best_lead = -INFINITY;
    for (int row = 0; row < DIGIT_SIDE; row++) {
        if (go_on && !go_on(context))
            return false;
        for (int i = 0; i < 2 * DIGIT_SIDE; i++)
            try_pixel(search, pixel_of_digit(row, i / 2, i % 2));
    }
    read_waiting(search);
    return true;
}

bool change_find_flip(struct change_flip *flip, const struct lenet *lenet,
                      const struct ablation *ablation, const float input[LENET_SIDE][LENET_SIDE],
                      int wanted, change_go_on *go_on, void *context)
{
    struct search search = {lenet, ablation, .flip = flip, .wanted = wanted};
    float logits[1][LENET_CLASSES];
    memcpy(search.input, input, sizeof search.input);
    ablation_logits(logits, &search.input, 1, lenet, ablation);
    *flip = (struct change_flip){.from = lenet_best(logits[0])};
    flip->to = flip->from;
    while (!is_other(flip, wanted) && flip->count < CHANGE_MOST) {
        if (!find_best(&search, go_on, context))
            return false;
        flip->pixel[flip->count++] = search.best;
        flip->to = search.best_reads;
        search.input[search.best.row][search.best.column] = level_of(search.best);
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
