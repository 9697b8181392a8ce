// Normalisation against its definition, written out naively, and against MNIST's own statistics.
#include "tests/support/support.h"

#include "nn/base/random.h"
#include "nn/data/practice.h"
#include "nn/ink/normalize.h"
#include "tests/support/likeness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BOX = NORMALIZE_BOX, PIXELS = DIGIT_SIDE * DIGIT_SIDE };

static struct ink new_sheet(int width, int height)
{
    struct ink ink;
    assert_true(ink_init(&ink, width, height, NULL));
    return ink;
}

static void normalize_ink(struct normalized *out, const struct ink *ink)
{
    normalize_grey(out, ink->grey, ink->width, ink->height, (size_t)ink->width);
}

// A few strokes at random: a shape that no symmetry helps.
static void scribble(struct ink *ink, struct random *random, float pen)
{
    float w = (float)ink->width, h = (float)ink->height;
    for (int i = 0; i < 4; i++) {
        struct point a = {random_between(random, 0.1f * w, 0.9f * w),
                          random_between(random, 0.1f * h, 0.9f * h)};
        struct point b = {random_between(random, 0.1f * w, 0.9f * w),
                          random_between(random, 0.1f * h, 0.9f * h)};
        ink_draw(ink, a, b, pen);
    }
}

// A cross on a line at some height: it leans to neither side.
static void draw_cross(struct ink *ink, struct random *random, float pen)
{
    float w = (float)ink->width, h = (float)ink->height, y = random_between(random, 0.2f, 0.8f) * h;
    ink_draw(ink, (struct point){0.1f * w, 0.1f * h}, (struct point){0.9f * w, 0.9f * h}, pen);
    ink_draw(ink, (struct point){0.9f * w, 0.1f * h}, (struct point){0.1f * w, 0.9f * h}, pen);
    ink_draw(ink, (struct point){0.1f * w, y}, (struct point){0.9f * w, y}, pen);
}

static void mass_of(double *x, double *y, const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE])
{
    double total = 0;
    *x = *y = 0;
    for (int i = 0; i < PIXELS; i++) {
        double grey = digit[i / DIGIT_SIDE][i % DIGIT_SIDE];
        total += grey;
        *x += grey * (i % DIGIT_SIDE + 0.5);
        *y += grey * (i / DIGIT_SIDE + 0.5);
    }
    *x /= total;
    *y /= total;
}

static int peak_of(const struct normalized *normalized)
{
    int peak = 0;
    for (int i = 0; i < PIXELS; i++) {
        int grey = normalized->digit[i / DIGIT_SIDE][i % DIGIT_SIDE];
        peak = grey > peak ? grey : peak;
    }
    return peak;
}

// The share of [from, to] in pixel's [pixel, pixel + 1].
static double naive_overlap(int pixel, double from, double to)
{
    double shared = fmin(pixel + 1, to) - fmax(pixel, from);
    return shared > 0 ? shared : 0;
}

// The definition: the mean grey under one cell of the box.
static double naive_cell(const struct ink *ink, double left, double top, double size)
{
    double sum = 0;
    for (int y = 0; y < ink->height; y++) {
        double high = naive_overlap(y, top, top + size);
        for (int x = 0; high > 0 && x < ink->width; x++)
            sum += ink->grey[y * ink->width + x] * high * naive_overlap(x, left, left + size);
    }
    return sum / (size * size);
}

static void naive_bounds(int bounds[4], const struct ink *ink)
{
    int most = 0;
    for (int i = 0; i < ink->width * ink->height; i++)
        most = ink->grey[i] > most ? ink->grey[i] : most;
    bounds[0] = bounds[1] = 1 << 20;
    bounds[2] = bounds[3] = 0;
    for (int i = 0; i < ink->width * ink->height; i++) {
        int x = i % ink->width, y = i / ink->width;
        if (ink->grey[i] * 8 < most)
            continue;
        bounds[0] = x < bounds[0] ? x : bounds[0];
        bounds[1] = y < bounds[1] ? y : bounds[1];
        bounds[2] = x + 1 > bounds[2] ? x + 1 : bounds[2];
        bounds[3] = y + 1 > bounds[3] ? y + 1 : bounds[3];
    }
}

static void naive_box(double box[BOX][BOX], const struct ink *ink)
{
    int bounds[4];
    naive_bounds(bounds, ink);
    int width = bounds[2] - bounds[0], height = bounds[3] - bounds[1];
    int side = width > height ? width : height;
    double size = (double)side / BOX, most = 0;
    for (int i = 0; i < BOX * BOX; i++) {
        double *cell = &box[i / BOX][i % BOX];
        int left = bounds[0] - (side - width) / 2, top = bounds[1] - (side - height) / 2;
        *cell = naive_cell(ink, left + i % BOX * size, top + i / BOX * size, size);
        most = fmax(most, *cell);
    }
    for (int i = 0; i < BOX * BOX; i++)
        box[i / BOX][i % BOX] *= 255 / most;
}

static void expect_as_defined(const struct ink *ink)
{
    double box[BOX][BOX];
    naive_box(box, ink);
    struct normalized normalized;
    normalize_ink(&normalized, ink);
    assert_false(normalized.empty);
    for (int i = 0; i < BOX * BOX; i++) {
        int row = i / BOX + (int)normalized.box_y - 2;
        int column = i % BOX + (int)normalized.box_x - 2;
        assert_true(fabs(normalized.digit[row][column] - box[i / BOX][i % BOX]) <= 0.51);
    }
}

static void test_resampling_is_by_area(void **state)
{
    (void)state;
    const int sizes[][2] = {{28, 28}, {61, 40}, {333, 217}, {1300, 900}, {70, 90}};
    struct random random;
    random_init(&random, 4, 0);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct ink ink = new_sheet(sizes[i][0], sizes[i][1]);
        int longer = sizes[i][0] > sizes[i][1] ? sizes[i][0] : sizes[i][1];
        draw_cross(&ink, &random, 0.11f * (float)longer); // MNIST's width: the ink is left as it is
        expect_as_defined(&ink);
        ink_free(&ink);
    }
}

static void test_large_solid_sheets_are_dots(void **state)
{
    (void)state;
    struct ink ink = new_sheet(6000, 6000);
    memset(ink.grey, 255, 6000 * 6000);
    struct normalized normalized;
    normalize_ink(&normalized, &ink);
    assert_false(normalized.empty);
    assert_int_equal(peak_of(&normalized), 255);
    assert_true(normalized.mass_x >= 16 && normalized.mass_x <= 17);
    ink_free(&ink);
}

static void test_centre_of_mass_falls_on_the_centre(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 5, 0);
    double sum_x = 0, sum_y = 0;
    enum { TRIALS = 200 };
    for (int trial = 0; trial < TRIALS; trial++) {
        struct ink ink = new_sheet(90, 110);
        scribble(&ink, &random, 7);
        struct normalized normalized;
        normalize_ink(&normalized, &ink);
        double x, y;
        mass_of(&x, &y, (const uint8_t(*)[DIGIT_SIDE])normalized.digit);
        assert_true(x > 14 && x <= 15 && y > 14 && y <= 15);
        assert_true(fabs(x + 2 - (double)normalized.mass_x) < 1e-4);
        assert_true(fabs(y + 2 - (double)normalized.mass_y) < 1e-4);
        sum_x += x;
        sum_y += y;
        ink_free(&ink);
    }
    assert_true(fabs(sum_x / TRIALS - 14.5) < 0.1 && fabs(sum_y / TRIALS - 14.5) < 0.1);
}

static void test_lopsided_ink_stays_in_the_field(void **state)
{
    (void)state;
    struct ink ink = new_sheet(40, 40);
    const float near = (LENET_SIDE - DIGIT_SIDE) / 2.0f, far = near + DIGIT_SIDE - BOX;
    for (int corner = 0; corner < 4; corner++) {
        int x = corner % 2 ? 35 : 0, y = corner / 2 ? 35 : 0;
        memset(ink.grey, 0, 1600);
        for (int row = 0; row < 5; row++) {
            memset(ink.grey + (y + row) * 40 + x, 255, 5);
            memset(ink.grey + (y + row) * 40 + 35 - x, 33, 5);
            memset(ink.grey + (35 - y + row) * 40 + x, 33, 5);
        }
        struct normalized normalized;
        normalize_ink(&normalized, &ink);
        assert_true(normalized.box_x == (x ? near : far));
        assert_true(normalized.box_y == (y ? near : far));
    }
    ink_free(&ink);
}

static void test_place_on_the_sheet_does_not_matter(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 6, 0);
    struct ink small = new_sheet(70, 60), large = new_sheet(300, 200);
    scribble(&small, &random, 6); // it leans
    struct normalized wanted, moved;
    normalize_ink(&wanted, &small);
    const int places[][2] = {{0, 0}, {230, 140}, {101, 77}};
    for (int i = 0; i < 3; i++) {
        ink_clear(&large);
        for (int row = 0; row < 60; row++)
            memcpy(large.grey + (row + places[i][1]) * 300 + places[i][0], small.grey + row * 70,
                   70);
        normalize_ink(&moved, &large);
        assert_memory_equal(moved.digit, wanted.digit, PIXELS);
        float across = (float)places[i][0] + wanted.slant * (float)places[i][1];
        assert_true(fabsf(moved.origin_x - wanted.origin_x - across) < 1e-3f);
        assert_true(fabsf(moved.origin_y - wanted.origin_y - (float)places[i][1]) < 1e-3f);
    }
    ink_free(&small);
    ink_free(&large);
}

static void test_pixels_beyond_the_width_are_not_read(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 7, 0);
    struct ink ink = new_sheet(64, 48), part = new_sheet(40, 48);
    scribble(&part, &random, 5);
    memset(ink.grey, 255, 64 * 48);
    for (int row = 0; row < 48; row++)
        memcpy(ink.grey + row * 64, part.grey + row * 40, 40);
    struct normalized wanted, read;
    normalize_ink(&wanted, &part);
    normalize_grey(&read, ink.grey, 40, 48, 64);
    assert_memory_equal(read.digit, wanted.digit, PIXELS);
    ink_free(&ink);
    ink_free(&part);
}

static void test_faint_ink_is_brightened(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 8, 0);
    struct ink ink = new_sheet(100, 100);
    scribble(&ink, &random, 12);
    struct normalized wanted, faint;
    normalize_ink(&wanted, &ink);
    for (int i = 0; i < 100 * 100; i++)
        ink.grey[i] = ink.grey[i] / 5;
    normalize_ink(&faint, &ink);
    assert_int_equal(peak_of(&wanted), 255);
    assert_int_equal(peak_of(&faint), 255);
    assert_true(mean_difference(&faint, &wanted) < 1);
    ink_free(&ink);
}

static void test_smudges_on_the_paper_do_not_move_the_box(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 9, 0);
    struct ink ink = new_sheet(100, 100);
    scribble(&ink, &random, 12);
    struct normalized clean, smudged;
    normalize_ink(&clean, &ink);
    ink.grey[0] = ink.grey[100 * 100 - 1] = 255 / 8;
    normalize_ink(&smudged, &ink);
    assert_memory_equal(clean.digit, smudged.digit, PIXELS);
    ink.grey[0] = 255 / 8 + 1;
    normalize_ink(&smudged, &ink);
    assert_true(smudged.scale > clean.scale);
    ink_free(&ink);
}

static void test_mapping_leads_back_to_the_ink(void **state)
{
    (void)state;
    struct ink ink = new_sheet(300, 300);
    for (int row = 40; row < 160; row++)
        memset(ink.grey + row * 300 + 100, 255, 15);
    struct normalized normalized;
    normalize_ink(&normalized, &ink);
    assert_true(fabsf(normalized.scale - 6) < 1e-5f);
    float top = normalized.origin_y + normalized.scale * normalized.box_y;
    float left = normalized.origin_x + normalized.scale * normalized.box_x;
    float mass_y = normalized.origin_y + normalized.scale * normalized.mass_y;
    float mass_x = normalized.origin_x + normalized.scale * normalized.mass_x;
    assert_true(fabsf(top - 40) < 1e-3f && fabsf(left - 48) < 1e-3f);
    assert_true(fabsf(mass_y - 100) < 1e-3f);
    assert_true(fabsf(mass_x - 107.5f) < 0.15f); // the sides lie within cells of 6 pixels
    ink_free(&ink);
}

static void test_blank_sheet_is_empty(void **state)
{
    (void)state;
    struct ink ink = new_sheet(50, 20);
    struct normalized normalized;
    memset(&normalized, 1, sizeof normalized);
    normalize_ink(&normalized, &ink);
    assert_true(normalized.empty);
    assert_int_equal(peak_of(&normalized), 0);
    normalize_grey(&normalized, NULL, 0, 0, 0);
    assert_true(normalized.empty);
    ink_free(&ink);
}

static void test_drawing_without_points_is_empty(void **state)
{
    (void)state;
    struct point bad[] = {{NAN, 3}, {3, INFINITY}};
    struct stroke strokes[] = {{NULL, 0}, {bad, 2}};
    struct normalized normalized;
    normalize_drawing(&normalized, &(struct drawing){NULL, 0});
    assert_true(normalized.empty);
    normalize_drawing(&normalized, &(struct drawing){strokes, 2});
    assert_true(normalized.empty);
    assert_int_equal(peak_of(&normalized), 0);
}

// A seven: two straight lines.
static void seven(struct point points[3], float x, float y, float size)
{
    points[0] = (struct point){x, y};
    points[1] = (struct point){x + 0.75f * size, y + 0.125f * size};
    points[2] = (struct point){x + 0.25f * size, y + size};
}

static void test_drawings_become_the_same_digits_on_every_machine(void **state)
{
    (void)state;
    uint32_t hash = SUPPORT_HASH;
    for (uint64_t seed = 0; seed < 2000; seed++) {
        struct drawing drawing;
        struct normalized normalized;
        assert_true(practice_drawing(&drawing, (int)(seed % 10), seed, NULL));
        if (seed % 3 == 0)
            normalize_drawing(&normalized, &drawing);
        else
            normalize_drawing_with_pen(&normalized, &drawing, 0.5f + (float)(seed % 7) / 2);
        hash = support_hash(hash, &normalized.digit, sizeof normalized.digit);
        drawing_free(&drawing);
    }
    assert_int_equal(hash, 0x197381db);
}

static void test_sheets_of_all_sizes_become_the_same_digits_on_every_machine(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 23, 0);
    uint32_t hash = SUPPORT_HASH;
    for (int sheet = 0; sheet < 300; sheet++) {
        int width = 1 + (int)random_below(&random, 200),
            height = 1 + (int)random_below(&random, 200);
        struct ink ink = new_sheet(width, height);
        scribble(&ink, &random, random_between(&random, 1, 20));
        struct normalized normalized;
        normalize_ink(&normalized, &ink);
        hash = support_hash(hash, &normalized.digit, sizeof normalized.digit);
        ink_free(&ink);
    }
    assert_int_equal(hash, 0x2b633b7a);
}

static void test_size_and_place_of_a_drawing_do_not_matter(void **state)
{
    (void)state;
    struct normalized wanted, other;
    struct point points[3];
    struct stroke stroke = {points, 3};
    struct drawing drawing = {&stroke, 1};
    seven(points, 0, 0, 128);
    normalize_drawing(&wanted, &drawing);
    const float variants[][3] = {{4096, -512, 2}, {3, 5, 16}, {0, 0, 0.5f}, {-70000, 9000, 65536}};
    for (int i = 0; i < 4; i++) {
        seven(points, variants[i][0], variants[i][1], variants[i][2]);
        normalize_drawing(&other, &drawing);
        assert_memory_equal(other.digit, wanted.digit, PIXELS);
    }
}

static void test_drawing_fills_the_box_with_its_ink(void **state)
{
    (void)state;
    struct point points[3];
    struct stroke stroke = {points, 3};
    struct normalized normalized;
    seven(points, 10, 20, 300);
    normalize_drawing(&normalized, &(struct drawing){&stroke, 1});
    int first = DIGIT_SIDE, last = 0;
    for (int i = 0; i < PIXELS; i++) {
        if (normalized.digit[i / DIGIT_SIDE][i % DIGIT_SIDE] < 64)
            continue;
        first = i / DIGIT_SIDE < first ? i / DIGIT_SIDE : first;
        last = i / DIGIT_SIDE > last ? i / DIGIT_SIDE : last;
    }
    assert_int_equal(last - first + 1, BOX);
    // The pen's lower edge, half a pen below the last point, is the box's lower edge.
    float bottom = normalized.origin_y + normalized.scale * (normalized.box_y + BOX);
    assert_true(fabsf(bottom - (320 + NORMALIZE_PEN / 2 * normalized.scale)) < 0.01f * 300);
}

static void test_points_that_are_not_finite_are_left_out(void **state)
{
    (void)state;
    struct point clean[3], dirty[5];
    seven(clean, 0, 0, 100);
    dirty[0] = clean[0];
    dirty[1] = (struct point){NAN, 1};
    dirty[2] = clean[1];
    dirty[3] = clean[2];
    dirty[4] = (struct point){-INFINITY, 1};
    struct stroke clean_stroke = {clean, 3}, dirty_stroke = {dirty, 5};
    struct normalized wanted, read;
    normalize_drawing(&wanted, &(struct drawing){&clean_stroke, 1});
    normalize_drawing(&read, &(struct drawing){&dirty_stroke, 1});
    assert_memory_equal(read.digit, wanted.digit, PIXELS);
}

static void test_single_dot_is_a_dot(void **state)
{
    (void)state;
    struct point point = {123, 77};
    struct stroke stroke = {&point, 1};
    struct normalized normalized;
    normalize_drawing(&normalized, &(struct drawing){&stroke, 1});
    assert_false(normalized.empty);
    double ink = 0;
    for (int i = 0; i < PIXELS; i++)
        ink += normalized.digit[i / DIGIT_SIDE][i % DIGIT_SIDE] / 255.0;
    assert_true(ink > 3 && ink < 8);
    assert_true(normalized.mass_x > 16 && normalized.mass_x <= 17);
    float x = normalized.origin_x + normalized.scale * normalized.mass_x;
    assert_true(fabsf(x - 123) < 0.01f);
}

static void test_slow_hand_draws_what_a_fast_hand_draws(void **state)
{
    (void)state;
    enum { MANY = 20000 };
    struct point ends[2] = {{0, 0}, {300, 400}};
    struct point *many = malloc(MANY * sizeof *many);
    assert_non_null(many);
    for (int i = 0; i < MANY; i++) {
        float along = (float)i / (MANY - 1);
        many[i] = (struct point){300 * along, 400 * along};
    }
    struct stroke fast = {ends, 2}, slow = {many, MANY};
    struct normalized wanted, read;
    normalize_drawing(&wanted, &(struct drawing){&fast, 1});
    normalize_drawing(&read, &(struct drawing){&slow, 1});
    assert_true(mean_difference(&read, &wanted) < 0.05);
    free(many);
}

// MNIST's test digits, measured once over all 10,000 with the two functions below: the mean of the
// ink, the median of the stroke width.
static const double mnist_ink = 0.1325, mnist_width = 2.52;

static double mean_ink(const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE])
{
    double sum = 0;
    for (int i = 0; i < PIXELS; i++)
        sum += digit[i / DIGIT_SIDE][i % DIGIT_SIDE] / 255.0;
    return sum / PIXELS;
}

// A line of width w and length l has the area w x l and twice its length of edge; the length of the
// edges is the sum of the gradient.
static double stroke_width(const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE])
{
    double edges = 0;
    for (int row = 0; row + 1 < DIGIT_SIDE; row++)
        for (int column = 0; column + 1 < DIGIT_SIDE; column++) {
            double a = digit[row][column], b = digit[row][column + 1];
            double c = digit[row + 1][column], d = digit[row + 1][column + 1];
            edges += hypot(b + d - a - c, c + d - a - b) / 2 / 255;
        }
    return 2 * mean_ink(digit) * PIXELS / edges;
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void test_strokes_are_as_wide_as_mnists(void **state)
{
    (void)state;
    enum { DRAWINGS = 1000 };
    double *width = malloc(DRAWINGS * sizeof *width), ink = 0;
    assert_non_null(width);
    for (int i = 0; i < DRAWINGS; i++) {
        struct drawing drawing;
        assert_true(practice_drawing(&drawing, i % 10, (uint64_t)i, NULL));
        struct normalized normalized;
        normalize_drawing(&normalized, &drawing);
        width[i] = stroke_width((const uint8_t(*)[DIGIT_SIDE])normalized.digit);
        ink += mean_ink((const uint8_t(*)[DIGIT_SIDE])normalized.digit) / DRAWINGS;
        drawing_free(&drawing);
    }
    qsort(width, DRAWINGS, sizeof *width, compare_doubles);
    assert_true(fabs(width[DRAWINGS / 2] - mnist_width) < 0.1);
    assert_true(fabs(ink - mnist_ink) < 0.01);
    free(width);
}

// Pastes a digit at `scale` times its size.
static void paste(struct ink *ink, const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE], int left, int top,
                  int scale)
{
    for (int y = 0; y < DIGIT_SIDE * scale; y++)
        for (int x = 0; x < DIGIT_SIDE * scale; x++)
            ink->grey[(top + y) * ink->width + left + x] = digit[y / scale][x / scale];
}

static void test_digit_pasted_anywhere_at_any_size_comes_back(void **state)
{
    (void)state;
    enum { DIGITS = 200 };
    struct ink ink = new_sheet(260, 240);
    double difference = 0;
    for (int i = 0; i < DIGITS; i++) {
        struct drawing drawing;
        struct normalized wanted, read;
        assert_true(practice_drawing(&drawing, i % 10, (uint64_t)i, NULL));
        normalize_drawing(&wanted, &drawing);
        drawing_free(&drawing);
        ink_clear(&ink);
        paste(&ink, (const uint8_t(*)[DIGIT_SIDE])wanted.digit, i % 33, i % 13, 1 + i % 8);
        normalize_ink(&read, &ink);
        difference += mean_difference(&wanted, &read) / DIGITS;
    }
    assert_true(difference < 5); // two different digits are 50 apart
    ink_free(&ink);
}

static void test_input_levels_are_lecuns(void **state)
{
    (void)state;
    assert_true(lenet_input_level(0) == -0.1f);
    assert_true(fabsf(lenet_input_level(255) - 1.175f) < 1e-6f);
    for (int grey = 1; grey < 256; grey++)
        assert_true(lenet_input_level((uint8_t)grey) > lenet_input_level((uint8_t)(grey - 1)));
}

static void test_input_levels_are_rounded_once_as_the_kernels_round(void **state)
{
    (void)state;
    for (int grey = 0; grey < 256; grey++)
        assert_true(lenet_input_level((uint8_t)grey) ==
                    fmaf((float)grey, INPUT_STEP, INPUT_BACKGROUND));
}

static void test_digit_lies_in_the_middle_of_the_input(void **state)
{
    (void)state;
    uint8_t digit[DIGIT_SIDE][DIGIT_SIDE];
    float input[LENET_SIDE][LENET_SIDE];
    for (int i = 0; i < PIXELS; i++)
        digit[i / DIGIT_SIDE][i % DIGIT_SIDE] = (uint8_t)(i % 251 + 1);
    lenet_input_from_digit(input, (const uint8_t(*)[DIGIT_SIDE])digit);
    for (int row = 0; row < LENET_SIDE; row++)
        for (int column = 0; column < LENET_SIDE; column++) {
            bool border = row < 2 || row >= 30 || column < 2 || column >= 30;
            float wanted = border ? -0.1f : lenet_input_level(digit[row - 2][column - 2]);
            assert_true(input[row][column] == wanted);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_resampling_is_by_area),
        cmocka_unit_test(test_large_solid_sheets_are_dots),
        cmocka_unit_test(test_centre_of_mass_falls_on_the_centre),
        cmocka_unit_test(test_lopsided_ink_stays_in_the_field),
        cmocka_unit_test(test_place_on_the_sheet_does_not_matter),
        cmocka_unit_test(test_pixels_beyond_the_width_are_not_read),
        cmocka_unit_test(test_faint_ink_is_brightened),
        cmocka_unit_test(test_smudges_on_the_paper_do_not_move_the_box),
        cmocka_unit_test(test_mapping_leads_back_to_the_ink),
        cmocka_unit_test(test_blank_sheet_is_empty),
        cmocka_unit_test(test_drawing_without_points_is_empty),
        cmocka_unit_test(test_drawings_become_the_same_digits_on_every_machine),
        cmocka_unit_test(test_sheets_of_all_sizes_become_the_same_digits_on_every_machine),
        cmocka_unit_test(test_size_and_place_of_a_drawing_do_not_matter),
        cmocka_unit_test(test_drawing_fills_the_box_with_its_ink),
        cmocka_unit_test(test_points_that_are_not_finite_are_left_out),
        cmocka_unit_test(test_single_dot_is_a_dot),
        cmocka_unit_test(test_slow_hand_draws_what_a_fast_hand_draws),
        cmocka_unit_test(test_strokes_are_as_wide_as_mnists),
        cmocka_unit_test(test_digit_pasted_anywhere_at_any_size_comes_back),
        cmocka_unit_test(test_input_levels_are_lecuns),
        cmocka_unit_test(test_input_levels_are_rounded_once_as_the_kernels_round),
        cmocka_unit_test(test_digit_lies_in_the_middle_of_the_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
