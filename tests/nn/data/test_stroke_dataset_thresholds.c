// What of a drawing becomes a digit to train with: its size, the points that are kept, how it
// varies, and which greys stay in the field.
#include "tests/support/turning_point.h"

#include "nn/data/stroke_dataset.h"

#include <math.h>

static struct stroke_dataset own;

static size_t points_kept(const struct point *points, size_t count)
{
    struct strokes_digit digit = {.label = 1};
    struct stroke *stroke = drawing_add_stroke(&digit.drawing);
    for (size_t i = 0; i < count; i++)
        assert_true(stroke_add(stroke, points[i].x, points[i].y));
    stroke_dataset_free(&own);
    assert_int_equal(stroke_dataset_add(&own, &digit), STROKE_DATASET_ADDED);
    drawing_free(&digit.drawing);
    return own.points;
}

static void test_a_drawing_spans_what_mnists_pen_leaves_of_the_box(void **state)
{
    (void)state;
    assert_int_equal(points_kept((struct point[]){{0, 0}, {0, 1000}}, 2),
                     6); // every 3.5 of 17.5 pixels
    assert_true(fabsf(own.point[5].y - own.point[0].y - 17.5f) < 1e-4f);
    stroke_dataset_free(&own);
}

// A line over the box, and one of some hundredths of a pixel; each of the first has six points.
static bool is_cut(int hundredths)
{
    float length = (float)hundredths / 100;
    return points_kept((struct point[]){{0, 0}, {17.5f, 0}, {17.5f, length}}, 3) > 7;
}

static bool bends(int thousandths)
{
    return points_kept(
               (struct point[]){
                   {0, 0}, {0, 17.5f}, {1.5f, 17.5f - (float)thousandths / 1000}, {3, 17.5f}},
               4) > 7;
}

static bool is_apart(int thousandths)
{
    float apart = (float)thousandths / 1000;
    return points_kept((struct point[]){{0, 0}, {0, 17.5f}, {apart, 17.5f + 0 * apart}, {apart, 0}},
                       4) > 11;
}

static void test_a_drawing_is_kept_to_a_tenth_of_a_pixel(void **state)
{
    (void)state;
    ASSERT_TURNS(is_cut, 400);
    ASSERT_TURNS(bends, 100);
    ASSERT_TURNS(is_apart, 51);
    struct point many[1000];
    for (int i = 0; i < 1000; i++)
        many[i] = (struct point){0, (float)i};
    assert_int_equal(points_kept(many, 1000), 7); // 64 points by one
    stroke_dataset_free(&own);
}

// Whoever changes how drawings vary writes the new number here: it shows that other compilers and
// machines still give the same variants.
static void test_variants_of_drawings_are_the_same_on_every_machine(void **state)
{
    (void)state;
    uint64_t sum = 0xcbf29ce484222325u;
    points_kept((struct point[]){{10, 10}, {110, 8}, {70, 60}, {40, 150}}, 4);
    for (int i = 0; i < 200; i++) {
        uint8_t digit[DIGIT_SIDE][DIGIT_SIDE];
        struct random random;
        random_init(&random, 4, (uint64_t)i);
        stroke_dataset_draw(digit, &own, 0, i % 2 ? AUGMENT_FULL : AUGMENT_AFFINE, 0, &random);
        for (int k = 0; k < DIGIT_SIDE * DIGIT_SIDE; k++)
            sum = (sum ^ digit[k / DIGIT_SIDE][k % DIGIT_SIDE]) * 0x100000001b3u;
    }
    stroke_dataset_free(&own);
    assert_int_equal(sum, 0x6f1bfb12c318d30eu);
}

// A block, and grey corners that must stay in the field if they are ink: then all is made smaller.
static bool grey_must_stay(int grey)
{
    uint8_t digit[DIGIT_SIDE][DIGIT_SIDE] = {{0}}, out[2][DIGIT_SIDE][DIGIT_SIDE];
    for (int row = 8; row < 20; row++)
        memset(&digit[row][10], 255, 8);
    for (int i = 0; i < 2; i++) {
        struct random random;
        random_init(&random, 6, 1);
        digit[0][0] = digit[27][27] = i ? (uint8_t)grey : 0;
        augment_digit(out[i], (const uint8_t(*)[DIGIT_SIDE])digit, AUGMENT_AFFINE, &random);
    }
    return memcmp(out[0][10], out[1][10], 8 * DIGIT_SIDE) != 0; // rows without corners
}

static void test_greys_from_40_on_stay_in_the_field(void **state)
{
    (void)state;
    ASSERT_TURNS(grey_must_stay, 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_drawing_spans_what_mnists_pen_leaves_of_the_box),
        cmocka_unit_test(test_a_drawing_is_kept_to_a_tenth_of_a_pixel),
        cmocka_unit_test(test_variants_of_drawings_are_the_same_on_every_machine),
        cmocka_unit_test(test_greys_from_40_on_stay_in_the_field),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
