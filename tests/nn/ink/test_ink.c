// The pen: coverage against brute force, how ink combines, and that nothing is touched outside.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "nn/base/random.h"
#include "nn/ink/ink.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SIDE = 40, SAMPLES = 16 };

static struct ink new_sheet(void)
{
    struct ink ink;
    assert_true(ink_init(&ink, SIDE, SIDE, NULL));
    return ink;
}

static int grey_at(const struct ink *ink, int column, int row)
{
    return ink->grey[row * ink->width + column];
}

static double grey_sum(const struct ink *ink)
{
    double sum = 0;
    for (int i = 0; i < ink->width * ink->height; i++)
        sum += ink->grey[i];
    return sum / 255;
}

static struct point random_point(struct random *random, float low, float high)
{
    float x = random_between(random, low, high);
    return (struct point){x, random_between(random, low, high)};
}

// The specification: distance from a point to a segment, in plain words.
static double naive_distance(double x, double y, struct point a, struct point b)
{
    double dx = (double)b.x - (double)a.x, dy = (double)b.y - (double)a.y;
    double square = dx * dx + dy * dy;
    double along = square > 0 ? ((x - (double)a.x) * dx + (y - (double)a.y) * dy) / square : 0;
    along = along < 0 ? 0 : along > 1 ? 1 : along;
    return hypot(x - (double)a.x - along * dx, y - (double)a.y - along * dy);
}

// How much of a pixel a pen without soft edge would cover, by counting sample points.
static double sampled_coverage(int column, int row, struct point a, struct point b, double radius)
{
    int inside = 0;
    for (int i = 0; i < SAMPLES * SAMPLES; i++) {
        double x = column + (i % SAMPLES + 0.5) / SAMPLES;
        double y = row + (i / SAMPLES + 0.5) / SAMPLES;
        inside += naive_distance(x, y, a, b) <= radius;
    }
    return (double)inside / (SAMPLES * SAMPLES);
}

static void test_capsule_covers_what_a_pen_covers(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 1, 0);
    struct ink ink = new_sheet();
    for (int trial = 0; trial < 60; trial++) {
        struct point a = random_point(&random, -5, SIDE + 5);
        struct point b = trial % 5 ? random_point(&random, -5, SIDE + 5) : a;
        float diameter = random_between(&random, 2, 12);
        ink_clear(&ink);
        ink_draw(&ink, a, b, diameter);
        for (int i = 0; i < SIDE * SIDE; i++) {
            double wanted = sampled_coverage(i % SIDE, i / SIDE, a, b, (double)diameter / 2);
            // A soft edge that depends on distance alone differs from area by at most about 1/8.
            assert_true(fabs(ink.grey[i] / 255.0 - wanted) < 0.15);
        }
    }
    ink_free(&ink);
}

static void test_edge_is_one_pixel_soft(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 2, 0);
    struct ink ink = new_sheet();
    for (int trial = 0; trial < 60; trial++) {
        struct point a = random_point(&random, 0, SIDE);
        struct point b = random_point(&random, 0, SIDE);
        float diameter = random_between(&random, 1, 12);
        ink_clear(&ink);
        ink_draw(&ink, a, b, diameter);
        for (int i = 0; i < SIDE * SIDE; i++) {
            double distance = naive_distance(i % SIDE + 0.5, i / SIDE + 0.5, a, b);
            double wanted = fmin(fmax((double)diameter / 2 + 0.5 - distance, 0), 1) * 255;
            assert_true(fabs(ink.grey[i] - wanted) <= 0.5001);
        }
    }
    ink_free(&ink);
}

static void test_hairline_keeps_its_ink(void **state)
{
    (void)state;
    struct ink ink = new_sheet();
    ink_draw(&ink, (struct point){-5, 10.5f}, (struct point){SIDE + 5, 10.5f}, 0.25f);
    assert_int_equal(grey_at(&ink, 20, 10), 64);
    assert_int_equal(grey_at(&ink, 20, 9), 0);
    assert_true(fabs(grey_sum(&ink) / SIDE - 0.25) < 0.01);
    ink_free(&ink);
}

static void test_dot_is_round_and_of_the_pens_size(void **state)
{
    (void)state;
    struct ink ink = new_sheet();
    struct point centre = {20, 20};
    ink_draw(&ink, centre, centre, 16);
    for (int row = 0; row < SIDE; row++)
        for (int column = 0; column < SIDE; column++) {
            assert_int_equal(grey_at(&ink, column, row), grey_at(&ink, row, column));
            assert_int_equal(grey_at(&ink, column, row), grey_at(&ink, SIDE - 1 - column, row));
        }
    assert_true(fabs(grey_sum(&ink) - 3.14159265 * 64) < 2);
    ink_free(&ink);
}

static void test_cutting_a_stroke_changes_nothing(void **state)
{
    (void)state;
    struct ink whole = new_sheet(), cut = new_sheet();
    struct point a = {3, 5}, middle = {17, 18}, b = {31, 31};
    ink_draw(&whole, a, b, 5);
    ink_draw(&cut, a, middle, 5);
    ink_draw(&cut, middle, b, 5);
    assert_memory_equal(whole.grey, cut.grey, SIDE * SIDE);
    ink_draw(&whole, b, a, 5);
    assert_memory_equal(whole.grey, cut.grey, SIDE * SIDE);
    ink_free(&whole);
    ink_free(&cut);
}

static void test_overlap_is_no_darker_than_either_stroke(void **state)
{
    (void)state;
    struct ink first = new_sheet(), second = new_sheet(), both = new_sheet();
    struct point a = {4, 4.3f}, b = {36, 35}, c = {36, 4}, d = {4, 33};
    ink_draw(&first, a, b, 3);
    ink_draw(&second, c, d, 5);
    ink_draw(&both, a, b, 3);
    ink_draw(&both, c, d, 5);
    for (int i = 0; i < SIDE * SIDE; i++) {
        uint8_t darker = first.grey[i] > second.grey[i] ? first.grey[i] : second.grey[i];
        assert_int_equal(both.grey[i], darker);
    }
    ink_free(&first);
    ink_free(&second);
    ink_free(&both);
}

static void test_eraser_takes_away_exactly_its_shape(void **state)
{
    (void)state;
    struct ink ink = new_sheet(), shape = new_sheet();
    struct point a = {8, 9}, b = {30, 22};
    memset(ink.grey, 200, SIDE * SIDE);
    ink_erase(&ink, a, b, 7);
    ink_draw(&shape, a, b, 7);
    for (int i = 0; i < SIDE * SIDE; i++)
        assert_int_equal(ink.grey[i], shape.grey[i] > 55 ? 255 - shape.grey[i] : 200);
    ink_free(&ink);
    ink_free(&shape);
}

static void test_nothing_changes_outside_the_reported_area(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 3, 0);
    struct ink ink = new_sheet();
    for (int trial = 0; trial < 400; trial++) {
        ink_clear(&ink);
        struct point a = random_point(&random, -30, SIDE + 30);
        struct point b = random_point(&random, -30, SIDE + 30);
        struct ink_area area = ink_draw(&ink, a, b, random_between(&random, 0.1f, 9));
        assert_true(area.left >= 0 && area.top >= 0);
        assert_true(area.right <= SIDE && area.bottom <= SIDE);
        for (int i = 0; i < SIDE * SIDE; i++) {
            bool inside = i % SIDE >= area.left && i % SIDE < area.right && i / SIDE >= area.top &&
                          i / SIDE < area.bottom;
            assert_true(inside || ink.grey[i] == 0);
        }
    }
    ink_free(&ink);
}

static void test_far_and_impossible_points_are_ignored(void **state)
{
    (void)state;
    struct ink ink = new_sheet();
    struct point inside = {20, 20};
    const struct point bad[] = {{NAN, 5}, {5, INFINITY}, {-INFINITY, NAN}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct ink_area area = ink_draw(&ink, inside, bad[i], 4);
        assert_true(area.left >= area.right);
        ink_draw(&ink, bad[i], inside, 4);
    }
    struct point far = {1e30f, -3e38f};
    struct ink_area area = ink_draw(&ink, far, far, 4);
    assert_true(area.left >= area.right);
    const float bad_pens[] = {0, -3, NAN, INFINITY};
    for (size_t i = 0; i < sizeof bad_pens / sizeof *bad_pens; i++)
        ink_draw(&ink, inside, inside, bad_pens[i]);
    assert_true(grey_sum(&ink) == 0);
    ink_free(&ink);
}

static void test_segment_from_far_away_crosses_the_sheet(void **state)
{
    (void)state;
    struct ink ink = new_sheet();
    ink_draw(&ink, (struct point){-1e6f, 12.5f}, (struct point){1e6f, 12.5f}, 3);
    for (int column = 0; column < SIDE; column++) {
        assert_int_equal(grey_at(&ink, column, 11), 255);
        assert_int_equal(grey_at(&ink, column, 13), 255);
        assert_int_equal(grey_at(&ink, column, 10), 0);
        assert_int_equal(grey_at(&ink, column, 14), 0);
    }
    ink_free(&ink);
}

static void test_drawing_is_its_strokes_and_dots(void **state)
{
    (void)state;
    struct point line[] = {{5, 5}, {20, 8}, {30, 30}};
    struct point dot[] = {{10, 30}};
    struct stroke strokes[] = {{line, 3}, {dot, 1}, {NULL, 0}};
    struct drawing drawing = {strokes, 3};
    struct ink ink = new_sheet(), wanted = new_sheet();
    ink_draw_drawing(&ink, &drawing, 4);
    ink_draw(&wanted, line[0], line[1], 4);
    ink_draw(&wanted, line[1], line[2], 4);
    ink_draw(&wanted, dot[0], dot[0], 4);
    assert_memory_equal(ink.grey, wanted.grey, SIDE * SIDE);
    assert_int_equal(grey_at(&ink, 10, 30), 255);
    ink_free(&ink);
    ink_free(&wanted);
}

// A stroke that goes to and fro under a fat pen.
static struct drawing scribble(int points)
{
    struct drawing drawing = {0};
    struct random random;
    random_init(&random, 7, 0);
    struct stroke *stroke = drawing_add_stroke(&drawing);
    assert_non_null(stroke);
    for (int i = 0; i < points; i++) {
        struct point point = random_point(&random, 175, 337);
        assert_true(stroke_add(stroke, point.x, point.y));
    }
    return drawing;
}

// What is known to be full is passed over, and nothing else.
static void test_a_drawing_is_the_sum_of_its_segments_under_any_pen(void **state)
{
    (void)state;
    static const float pens[] = {0.7f, 5, 60, 300, 900};
    struct drawing drawing = scribble(60);
    const struct stroke *stroke = drawing.stroke;
    for (size_t pen = 0; pen < sizeof pens / sizeof pens[0]; pen++)
        for (int width = 3; width < 512; width += 127) {
            struct ink whole, parts;
            assert_true(ink_init(&whole, width, 500, NULL));
            assert_true(ink_init(&parts, width, 500, NULL));
            ink_draw_drawing(&whole, &drawing, pens[pen]);
            for (size_t i = 1; i < stroke->count; i++)
                ink_draw(&parts, stroke->point[i - 1], stroke->point[i], pens[pen]);
            assert_memory_equal(whole.grey, parts.grey, (size_t)width * 500);
            ink_free(&whole);
            ink_free(&parts);
        }
    drawing_free(&drawing);
}

static double seconds_of(const struct drawing *drawing, float pen)
{
    double best = 1e9;
    for (int i = 0; i < 3; i++) {
        struct ink ink;
        assert_true(ink_init(&ink, 512, 512, NULL));
        clock_t start = clock();
        ink_draw_drawing(&ink, drawing, pen);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        best = seconds < best ? seconds : best;
        ink_free(&ink);
    }
    return best;
}

// A pen a hundred times as wide has ten thousand times the area; but all of it is full soon.
static void test_a_fat_pen_costs_its_edge_and_not_its_area(void **state)
{
    (void)state;
#ifdef LENETPAD_SANITIZED
    skip(); // checks cost as much as the work
#endif
    struct drawing drawing = scribble(3000);
    double fat = seconds_of(&drawing, 300), thin = seconds_of(&drawing, 3);
    drawing_free(&drawing);
    if (fat > 25 * thin)
        fail_msg("%.4f s instead of %.4f s", fat, thin);
}

static void test_sheet_without_area_is_refused(void **state)
{
    (void)state;
    struct ink ink;
    struct status status = {0};
    assert_false(ink_init(&ink, 0, 5, &status));
    assert_int_equal(status.code, STATUS_USAGE);
    assert_false(ink_init(&ink, 5, -1, &status));
    assert_null(ink.grey);
    ink_free(&ink);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_capsule_covers_what_a_pen_covers),
        cmocka_unit_test(test_edge_is_one_pixel_soft),
        cmocka_unit_test(test_hairline_keeps_its_ink),
        cmocka_unit_test(test_dot_is_round_and_of_the_pens_size),
        cmocka_unit_test(test_cutting_a_stroke_changes_nothing),
        cmocka_unit_test(test_overlap_is_no_darker_than_either_stroke),
        cmocka_unit_test(test_eraser_takes_away_exactly_its_shape),
        cmocka_unit_test(test_nothing_changes_outside_the_reported_area),
        cmocka_unit_test(test_far_and_impossible_points_are_ignored),
        cmocka_unit_test(test_segment_from_far_away_crosses_the_sheet),
        cmocka_unit_test(test_drawing_is_its_strokes_and_dots),
        cmocka_unit_test(test_a_drawing_is_the_sum_of_its_segments_under_any_pen),
        cmocka_unit_test(test_a_fat_pen_costs_its_edge_and_not_its_area),
        cmocka_unit_test(test_sheet_without_area_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
