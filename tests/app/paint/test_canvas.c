// The canvas promises exact areas: what a shape covers, summed over its pixels, is its area, and
// nothing outside the clip changes.
#include "app/paint/canvas.h"
#include "app/paint/colour_maps.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SIDE = 96 };
static const uint32_t black = 0xff000000, white = 0xffffffff;

static struct canvas make_canvas(int width, int height)
{
    struct canvas canvas = {0};
    assert_true(canvas_resize(&canvas, width, height));
    canvas_fill(&canvas, canvas.clip, black);
    return canvas;
}

static uint32_t at(const struct canvas *canvas, int x, int y)
{
    return canvas->pixel[y * canvas->width + x];
}

// The share of white in black, summed over the canvas.
static double covered(const struct canvas *canvas)
{
    double sum = 0;
    for (int i = 0; i < canvas->width * canvas->height; i++)
        sum += (canvas->pixel[i] & 255) / 255.0;
    return sum;
}

static void assert_area(struct canvas *canvas, double area, double tolerance)
{
    double sum = covered(canvas);
    if (fabs(sum - area) > tolerance)
        fail_msg("covers %g pixels instead of %g", sum, area);
    canvas_free(canvas);
}

static void test_discs_cover_their_area(void **state)
{
    (void)state;
    for (float radius = 1.5f; radius < 40; radius *= 1.7f) {
        struct canvas canvas = make_canvas(SIDE, SIDE);
        canvas_disc(&canvas, 47.3f, 48.6f, radius, white);
        double area = 3.14159265 * (double)(radius * radius);
        assert_area(&canvas, area, 0.02 * area + 0.3);
    }
}

static void test_lines_cover_length_times_width_plus_round_ends(void **state)
{
    (void)state;
    for (float width = 0.5f; width < 12; width *= 2)
        for (float angle = 0; angle < 3; angle += 0.37f) {
            struct canvas canvas = make_canvas(SIDE, SIDE);
            float dx = 30 * cosf(angle), dy = 30 * sinf(angle);
            canvas_line(&canvas, 48 - dx, 48 - dy, 48 + dx, 48 + dy, width, white);
            double w = (double)width, area = 60 * w + 3.14159265 * w * w / 4;
            assert_area(&canvas, area, 0.02 * area + 0.6);
        }
}

static void test_rings_cover_circumference_times_width(void **state)
{
    (void)state;
    struct canvas canvas = make_canvas(SIDE, SIDE);
    canvas_ring(&canvas, 48, 48, 30, 3, white);
    assert_area(&canvas, 2 * 3.14159265 * 30 * 3, 4);
}

static void test_triangles_cover_their_area_in_either_order(void **state)
{
    (void)state;
    const float one[] = {10, 10, 80, 20, 30, 85}, other[] = {10, 10, 30, 85, 80, 20};
    double area = 0.5 * fabs((80.0 - 10) * (85 - 10) - (30.0 - 10) * (20 - 10));
    struct canvas canvas = make_canvas(SIDE, SIDE);
    canvas_triangle(&canvas, one, white);
    assert_area(&canvas, area, 4);
    canvas = make_canvas(SIDE, SIDE);
    canvas_triangle(&canvas, other, white);
    assert_area(&canvas, area, 4);
}

static void test_round_rectangles_lose_only_their_corners(void **state)
{
    (void)state;
    for (float radius = 0; radius < 25; radius += 3.5f) {
        struct canvas canvas = make_canvas(SIDE, SIDE);
        canvas_round_fill(&canvas, (struct rect){5, 7, 70, 50}, radius, white);
        double r = (double)radius;
        assert_area(&canvas, 70 * 50 - (4 - 3.14159265) * r * r, 1.5);
    }
}

static void test_round_rectangles_are_symmetric(void **state)
{
    (void)state;
    for (int width = 9; width < 12; width++) {
        struct canvas canvas = make_canvas(SIDE, SIDE);
        struct rect rect = {3, 4, width, 15};
        canvas_round_fill(&canvas, rect, 4.3f, 0xc0ffffff);
        canvas_outline(&canvas, rect, 4.3f, 1.5f, 0xff808080);
        for (int y = 0; y < rect.h; y++)
            for (int x = 0; x < rect.w; x++) {
                uint32_t pixel = at(&canvas, rect.x + x, rect.y + y);
                assert_int_equal(pixel, at(&canvas, rect.x + rect.w - 1 - x, rect.y + y));
                assert_int_equal(pixel, at(&canvas, rect.x + x, rect.y + rect.h - 1 - y));
            }
        canvas_free(&canvas);
    }
}

static void test_outlines_cover_circumference_times_thickness(void **state)
{
    (void)state;
    for (float thickness = 1; thickness < 4; thickness += 0.5f) {
        struct canvas canvas = make_canvas(SIDE, SIDE);
        canvas_outline(&canvas, (struct rect){5, 7, 70, 50}, 0, thickness, white);
        double t = (double)thickness;
        assert_area(&canvas, 2 * t * (70 + 50) - 4 * t * t, 3);
    }
}

static void test_half_transparent_polylines_have_no_dark_joints(void **state)
{
    (void)state;
    struct canvas canvas = make_canvas(SIDE, SIDE);
    const float zigzag[] = {10, 10, 80, 50, 12, 52, 70, 85, 10, 10};
    canvas_polyline(&canvas, zigzag, 5, 5, 0x80ffffff);
    uint32_t most = 0;
    for (int i = 0; i < SIDE * SIDE; i++)
        most = (canvas.pixel[i] & 255) > most ? canvas.pixel[i] & 255 : most;
    assert_in_range(most, 127, 129);
    canvas_free(&canvas);
}

// Everything that can be drawn, around and across the edges of the canvas.
static void draw_everything(struct canvas *canvas)
{
    static uint8_t grey[40 * 40];
    static float value[49];
    memset(grey, 200, sizeof grey);
    const float zigzag[] = {-500, 10, 300, 50, -12, 52, 70, 900};
    const float triangle[] = {-30, -30, 200, 20, 30, 300};
    for (int offset = -60; offset <= 120; offset += 45) {
        struct rect rect = {offset, offset / 2, 73, 51};
        canvas_fill(canvas, rect, 0x80ff0000);
        canvas_round_fill(canvas, rect, 9, 0x8000ff00);
        canvas_outline(canvas, rect, 9, 3, white);
        canvas_shadow(canvas, rect, 9, 20, 0x80000000);
        canvas_disc(canvas, (float)offset, (float)offset, 20, white);
        canvas_ring(canvas, (float)offset, 30, 20, 4, white);
        canvas_values(canvas, rect, value, 7, 7, &colour_maps[0], 0, 1);
        canvas_coverage(canvas, rect, grey, 40, 40, 0x80ffffff, 0xff000000);
        canvas_mask(canvas, offset, offset, grey, 40, 40, 40, 0xff0000ff);
    }
    canvas_polyline(canvas, zigzag, 4, 7, white);
    canvas_triangle(canvas, triangle, white);
    canvas_line(canvas, NAN, 3, 4, INFINITY, 2, white);
}

static void test_nothing_is_drawn_outside_the_clip(void **state)
{
    (void)state;
    struct canvas canvas = make_canvas(SIDE, SIDE);
    struct rect clip = {11, 17, 50, 40};
    canvas_clip(&canvas, clip);
    draw_everything(&canvas);
    int changed = 0;
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++) {
            if (!rect_contains(clip, x, y))
                assert_int_equal(at(&canvas, x, y), black);
            changed += at(&canvas, x, y) != black;
        }
    assert_true(changed > clip.w * clip.h / 2);
    canvas_free(&canvas);
}

static void test_nothing_is_written_beside_the_canvas(void **state)
{
    (void)state;
    enum { GUARD = 500, PIXELS = SIDE * SIDE };
    uint32_t *memory = malloc((PIXELS + 2 * GUARD) * sizeof *memory);
    for (int i = 0; i < PIXELS + 2 * GUARD; i++)
        memory[i] = 0x12345678;
    struct canvas canvas = {memory + GUARD, SIDE, SIDE, {0, 0, SIDE, SIDE}, NULL};
    draw_everything(&canvas);
    for (int i = 0; i < GUARD; i++) {
        assert_int_equal(memory[i], 0x12345678);
        assert_int_equal(memory[GUARD + PIXELS + i], 0x12345678);
    }
    free(memory);
}

static void test_pixels_stay_opaque(void **state)
{
    (void)state;
    struct canvas canvas = make_canvas(SIDE, SIDE);
    draw_everything(&canvas);
    for (int i = 0; i < SIDE * SIDE; i++)
        assert_int_equal(canvas.pixel[i] >> 24, 255);
    canvas_free(&canvas);
}

static void test_clips_only_ever_narrow(void **state)
{
    (void)state;
    struct canvas canvas = make_canvas(SIDE, SIDE);
    struct rect whole = canvas_clip(&canvas, (struct rect){10, 10, 20, 20});
    canvas_clip(&canvas, (struct rect){25, 0, 200, 200});
    assert_int_equal(canvas.clip.x, 25);
    assert_int_equal(canvas.clip.w, 5);
    assert_int_equal(canvas.clip.y, 10);
    assert_int_equal(canvas.clip.h, 20);
    canvas.clip = whole;
    canvas_clip(&canvas, (struct rect){-50, 3, 20, 20});
    assert_int_equal(canvas.clip.w, 0);
    canvas_fill(&canvas, (struct rect){0, 0, SIDE, SIDE}, white);
    assert_true(covered(&canvas) == 0);
    canvas_free(&canvas);
}

static void test_full_blending_is_exact(void **state)
{
    (void)state;
    assert_int_equal(colour_mix(0xff123456, 0xfffedcba, 0), 0xff123456);
    assert_int_equal(colour_mix(0xff123456, 0xfffedcba, 1), 0xfffedcba);
    struct canvas canvas = make_canvas(4, 4);
    canvas_fill(&canvas, canvas.clip, 0xff654321);
    canvas_fill(&canvas, canvas.clip, 0x00ffffff);
    assert_int_equal(at(&canvas, 2, 2), 0xff654321);
    canvas_fill(&canvas, canvas.clip, 0x80ffffff);
    assert_in_range(at(&canvas, 2, 2) >> 16 & 255, 0xb1, 0xb3);
    canvas_free(&canvas);
}

static void test_value_cells_fill_the_rectangle_without_gaps(void **state)
{
    (void)state;
    enum { CELLS = 28 };
    static float value[CELLS * CELLS];
    for (int i = 0; i < CELLS * CELLS; i++)
        value[i] = (float)(1 + i % 2);
    struct canvas canvas = make_canvas(SIDE, SIDE);
    struct rect rect = {3, 5, 83, 61}; // no multiple of 28
    canvas_values(&canvas, rect, value, CELLS, CELLS, &colour_maps[2], 0, 2);
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
            assert_int_equal(at(&canvas, x, y) != black, rect_contains(rect, x, y));
    canvas_free(&canvas);
}

static void test_values_map_to_the_ends_of_the_colour_map(void **state)
{
    (void)state;
    const struct colour_map *map = &colour_maps[0];
    const float value[] = {-1, 1, -5, 5, NAN, 0};
    struct canvas canvas = make_canvas(12, 2);
    canvas_values(&canvas, canvas.clip, value, 1, 6, map, -1, 1);
    const uint32_t expected[] = {map->colour[0],   map->colour[255], map->colour[0],
                                 map->colour[255], map->colour[0],   map->colour[128]};
    for (int i = 0; i < 6; i++)
        assert_int_equal(at(&canvas, 2 * i + 1, 1), expected[i]);
    canvas_values(&canvas, canvas.clip, value, 1, 6, map, 1, 1);
    assert_int_equal(at(&canvas, 3, 1), map->colour[0]);
    canvas_free(&canvas);
}

static double relative_luminance(uint32_t colour)
{
    static const double weight[3] = {0.0722, 0.7152, 0.2126};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double level = (colour >> (8 * i) & 255) / 255.0;
        sum += weight[i] * (level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double lightness(uint32_t colour)
{
    double y = relative_luminance(colour);
    return y > 0.008856 ? 116 * cbrt(y) - 16 : 903.3 * y;
}

// By its place here a settings file knows a map.
static void test_colour_maps_keep_their_places(void **state)
{
    (void)state;
    assert_int_equal(colour_maps[0].colour[0], 0xff440154);   // viridis
    assert_int_equal(colour_maps[1].colour[0], 0xff00224e);   // cividis
    assert_int_equal(colour_maps[2].colour[128], 0xff808080); // grey
}

// How far a colour is from grey.
static int colourfulness(uint32_t colour)
{
    int red = colour >> 16 & 255, green = colour >> 8 & 255, blue = colour & 255;
    int most = red > green ? red : green, least = red < green ? red : green;
    return (most > blue ? most : blue) - (least < blue ? least : blue);
}

static void test_the_signed_map_is_grey_at_0_and_as_strong_on_either_side(void **state)
{
    (void)state;
    const uint32_t *colour = colour_map_signed.colour;
    assert_true(colourfulness(colour[127]) < 4 && colourfulness(colour[128]) < 4);
    for (int i = 0; i < 128; i++)
        assert_true(fabs(lightness(colour[127 - i]) - lightness(colour[128 + i])) < 1.5);
    for (int i = 8; i < 128; i += 8) {
        double step = lightness(colour[128 + i - 8]) - lightness(colour[128 + i]);
        assert_true(step > 1.5 && step < 5);
    }
    assert_true((colour[0] >> 16 & 255) > (colour[0] & 255));     // orange
    assert_true((colour[255] & 255) > (colour[255] >> 16 & 255)); // blue
}

static void test_colour_maps_grow_lighter_evenly(void **state)
{
    (void)state;
    for (int m = 0; m < COLOUR_MAPS; m++) {
        const uint32_t *colour = colour_maps[m].colour;
        double range = lightness(colour[255]) - lightness(colour[0]);
        assert_true(range > 70);
        for (int i = 8; i < 256; i += 8) {
            double step = lightness(colour[i]) - lightness(colour[i - 8]);
            assert_true(step > 0.4 * range / 32 && step < 1.8 * range / 32);
        }
        for (int i = 1; i < 256; i++)
            assert_true(lightness(colour[i]) > lightness(colour[i - 1]) - 0.35);
    }
}

// What arrives on the canvas, in units of the sheet's full ink.
static double sheet_total(int side, int length, const uint8_t *grey)
{
    struct canvas canvas = make_canvas(SIDE, SIDE);
    canvas_coverage(&canvas, (struct rect){2, 3, length, length}, grey, side, side, black, white);
    double sum = covered(&canvas) / length / length;
    canvas_free(&canvas);
    return sum;
}

static void test_sheets_keep_their_mean_at_every_size(void **state)
{
    (void)state;
    enum { SHEET = 50 };
    static uint8_t grey[SHEET * SHEET];
    double mean = 0;
    for (int i = 0; i < SHEET * SHEET; i++) {
        int x = i % SHEET - 25, y = i / SHEET - 25;
        grey[i] = x * x + y * y < 300 ? 255 : 0;
        mean += grey[i] / 255.0 / SHEET / SHEET;
    }
    static const int lengths[] = {7, 25, 49, 50, 51, 90};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
        assert_true(fabs(sheet_total(SHEET, lengths[i], grey) - mean) < 0.01);
}

static void test_uniform_sheets_stay_uniform(void **state)
{
    (void)state;
    static uint8_t grey[64 * 64];
    static const int lengths[] = {1, 13, 31, 63, 64, 65, 90};
    memset(grey, 255, sizeof grey);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        struct canvas canvas = make_canvas(SIDE, SIDE);
        struct rect rect = {1, 2, lengths[i], lengths[i]};
        canvas_coverage(&canvas, rect, grey, 64, 64, 0xff102030, 0xfff0e0d0);
        for (int y = 0; y < rect.h; y++)
            for (int x = 0; x < rect.w; x++)
                assert_int_equal(at(&canvas, rect.x + x, rect.y + y), 0xfff0e0d0);
        canvas_free(&canvas);
    }
}

static void test_wide_sheets_shrink_across_bands(void **state)
{
    (void)state;
    enum { WIDE = 6000 };
    uint8_t *grey = malloc(WIDE * 2);
    for (int i = 0; i < WIDE * 2; i++)
        grey[i] = i % WIDE < WIDE / 2 ? 0 : 255;
    struct canvas canvas = make_canvas(600, 4);
    canvas_coverage(&canvas, canvas.clip, grey, WIDE, 2, black, white);
    assert_int_equal(at(&canvas, 298, 1), black);
    assert_int_equal(at(&canvas, 301, 1), white);
    assert_int_equal(at(&canvas, 599, 3), white);
    canvas_free(&canvas);
    free(grey);
}

static void test_shadows_fade_with_distance(void **state)
{
    (void)state;
    struct canvas canvas = make_canvas(SIDE, SIDE);
    canvas_shadow(&canvas, (struct rect){40, 40, 20, 20}, 4, 20, white);
    for (int x = 20; x < 39; x++)
        assert_true((at(&canvas, x, 50) & 255) <= (at(&canvas, x + 1, 50) & 255));
    assert_int_equal(at(&canvas, 50, 50), white);
    assert_int_equal(at(&canvas, 10, 50), black);
    canvas_free(&canvas);
}

static void test_resizing_keeps_the_canvas_whole(void **state)
{
    (void)state;
    struct canvas canvas = make_canvas(10, 10);
    uint32_t *before = canvas.pixel;
    assert_true(canvas_resize(&canvas, 10, 10));
    assert_ptr_equal(canvas.pixel, before);
    assert_true(canvas_resize(&canvas, 300, 20));
    assert_int_equal(canvas.clip.w, 300);
    canvas_fill(&canvas, canvas.clip, white);
    assert_int_equal(at(&canvas, 299, 19), white);
    canvas_free(&canvas);
    assert_null(canvas.pixel);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_discs_cover_their_area),
        cmocka_unit_test(test_lines_cover_length_times_width_plus_round_ends),
        cmocka_unit_test(test_rings_cover_circumference_times_width),
        cmocka_unit_test(test_triangles_cover_their_area_in_either_order),
        cmocka_unit_test(test_round_rectangles_lose_only_their_corners),
        cmocka_unit_test(test_round_rectangles_are_symmetric),
        cmocka_unit_test(test_outlines_cover_circumference_times_thickness),
        cmocka_unit_test(test_half_transparent_polylines_have_no_dark_joints),
        cmocka_unit_test(test_nothing_is_drawn_outside_the_clip),
        cmocka_unit_test(test_nothing_is_written_beside_the_canvas),
        cmocka_unit_test(test_pixels_stay_opaque),
        cmocka_unit_test(test_clips_only_ever_narrow),
        cmocka_unit_test(test_full_blending_is_exact),
        cmocka_unit_test(test_value_cells_fill_the_rectangle_without_gaps),
        cmocka_unit_test(test_values_map_to_the_ends_of_the_colour_map),
        cmocka_unit_test(test_colour_maps_keep_their_places),
        cmocka_unit_test(test_colour_maps_grow_lighter_evenly),
        cmocka_unit_test(test_the_signed_map_is_grey_at_0_and_as_strong_on_either_side),
        cmocka_unit_test(test_sheets_keep_their_mean_at_every_size),
        cmocka_unit_test(test_uniform_sheets_stay_uniform),
        cmocka_unit_test(test_wide_sheets_shrink_across_bands),
        cmocka_unit_test(test_shadows_fade_with_distance),
        cmocka_unit_test(test_resizing_keeps_the_canvas_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
