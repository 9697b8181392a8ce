// Several digits in one drawing are told apart, and the strokes of one digit are not.
#include "tests/support/support.h"

#include "nn/base/random.h"
#include "nn/strokes/outline.h"
#include "nn/strokes/split.h"
#include "nn/strokes/strokes_text.h"

#include "tests/support/fitted.h"
#include "tests/support/practice_strokes.h"

#include <math.h>

// Outlines ("x,y x,y | ..."), each as strokes of one drawing.
static struct drawing drawn(const char *text)
{
    struct outline outline;
    struct drawing drawing = {0};
    outline_parse(&outline, text);
    assert_true(outline_draw(&drawing, &outline));
    return drawing;
}

static size_t count_digits(const struct drawing *drawing)
{
    struct split split;
    split_drawing(&split, drawing);
    return split.count;
}

static size_t count_of(const char *text)
{
    struct drawing drawing = drawn(text);
    size_t count = count_digits(&drawing);
    drawing_free(&drawing);
    return count;
}

static void test_the_strokes_of_one_digit_stay_together(void **state)
{
    (void)state;
    // A 5 whose flag flew away, to the right and above; one whose flag is left of it.
    assert_int_equal(count_of("20,10! 20,45! 50,50 50,90 15,95 | 45,5! 75,5!"), 1);
    assert_int_equal(count_of("20,20! 20,45! 50,50 50,90 15,95 | 20,2! 60,2!"), 1);
    // 4: crossed, open, wide open, its bar far away.
    assert_int_equal(count_of("30,0! 10,60! 70,60! | 50,30! 50,100!"), 1);
    assert_int_equal(count_of("10,0! 10,55! 50,55! | 60,0! 60,100!"), 1);
    assert_int_equal(count_of("10,20! 10,60! 40,65! | 80,0! 80,100!"), 1);
    // 7 and 0 with a stroke through them.
    assert_int_equal(count_of("10,0! 60,0! 30,100! | 20,50! 60,50!"), 1);
    assert_int_equal(count_of("40,0 10,50 40,100 70,50 40,0 | 80,0! 0,100!"), 1);
    // An 8 of two loops that do not meet; a 1 with head and foot.
    assert_int_equal(count_of("30,0 10,20 30,40 50,20 30,0 | 30,52 10,75 30,98 50,75 30,52"), 1);
    assert_int_equal(count_of("30,5! 30,90! | 5,25! 22,8! | 5,100! 55,100!"), 1);
}

static void test_digits_beside_each_other_are_several(void **state)
{
    (void)state;
    assert_int_equal(count_of("10,0! 10,100! | 30,0! 30,100!"), 2); // 11
    // 10, near; 14 with an open 4; 55 with flags; three that climb.
    assert_int_equal(count_of("10,0! 10,100! | 40,0 20,50 40,100 60,50 40,0"), 2);
    assert_int_equal(count_of("0,0! 0,100! | 25,0! 25,55! 65,55! | 75,0! 75,100!"), 2);
    assert_int_equal(count_of("10,5! 10,45! 40,50 40,90 5,95 | 12,2! 45,2! | "
                              "80,5! 80,45! 110,50 110,90 75,95 | 82,2! 115,2!"),
                     2);
    assert_int_equal(count_of("10,40! 10,140! | 60,20! 60,120! | 110,0! 110,100!"), 3);
    // Leaning ones: their boxes overlap, the white between them leans.
    assert_int_equal(count_of("40,0! 0,100! | 70,0! 30,100!"), 2);
}

static void order_is(const char *text, const char *wanted)
{
    struct drawing drawing = drawn(text);
    struct split split;
    split_drawing(&split, &drawing);
    assert_int_equal(drawing.count, strlen(wanted));
    for (size_t i = 0; i < drawing.count; i++)
        assert_int_equal(split.of[i], wanted[i] - '0');
    drawing_free(&drawing);
}

static void test_digits_come_from_left_to_right_and_the_top_row_first(void **state)
{
    (void)state;
    order_is("60,0! 60,100! | 110,0! 110,100! | 10,0! 10,100!", "120");
    order_is("10,130! 10,230! | 60,120! 60,220! | 60,0! 60,100! | 10,0! 10,100!", "2310");
    order_is("10,160! 10,260! | 10,0! 10,100!", "10"); // one above another, well apart
}

static void test_a_digit_is_its_own_strokes(void **state)
{
    (void)state;
    struct drawing drawing = drawn("0,0! 0,100! | 25,0! 25,55! 65,55! | 75,0! 75,100!");
    struct stroke strokes[SPLIT_STROKES];
    struct split split;
    split_drawing(&split, &drawing);
    struct drawing four = split_digit(&split, &drawing, 1, strokes);
    assert_int_equal(four.count, 2);
    assert_ptr_equal(four.stroke[0].point, drawing.stroke[1].point);
    assert_ptr_equal(four.stroke[1].point, drawing.stroke[2].point);
    drawing_free(&drawing);
}

static struct drawing bars(size_t count)
{
    struct drawing drawing = {0};
    for (size_t i = 0; i < count; i++) {
        struct stroke *stroke = drawing_add_stroke(&drawing);
        assert_true(stroke_add(stroke, 40 * (float)i, 0));
        assert_true(stroke_add(stroke, 40 * (float)i, 100));
    }
    return drawing;
}

static size_t count_bars(size_t count)
{
    struct drawing drawing = bars(count);
    size_t found = count_digits(&drawing);
    drawing_free(&drawing);
    return found;
}

static void test_whatever_is_drawn_has_an_answer(void **state)
{
    (void)state;
    struct drawing drawing = {0}, bar = bars(2);
    assert_int_equal(count_digits(&drawing), 1);
    assert_int_equal(count_bars(1), 1);
    assert_int_equal(count_bars(SPLIT_STROKES), SPLIT_STROKES);
    assert_int_equal(count_bars(SPLIT_STROKES + 1), 1);
    assert_true(stroke_add(drawing_add_stroke(&drawing), 3, 4)); // dots have no height
    assert_true(stroke_add(drawing_add_stroke(&drawing), 50, 4));
    assert_int_equal(count_digits(&drawing), 1);
    assert_int_equal(count_of("10,0! 10,100! | 90,90! 90,91!"), 2); // and stand apart
    bar.stroke[1].point[0].x = NAN;                                 // which leaves a dot
    bar.stroke[1].point[1].y = INFINITY;
    assert_int_equal(count_digits(&bar), 1);
    drawing_free(&drawing);
    drawing_free(&bar);
}

static void test_where_it_stands_and_how_large_it_is_does_not_matter(void **state)
{
    (void)state;
    struct drawing drawing = bars(3);
    fit_by(&drawing, 0.01f, (struct point){0, 0}, (struct point){900, -700});
    assert_int_equal(count_digits(&drawing), 3);
    drawing_free(&drawing);
}

// ---- Many digits --------------------------------------------------------------------------------

// Sets a digit at the right end of the others, `white` of its height away and at most 0.1 higher or
// lower than the middle.
static void set_beside(struct drawing *joined, size_t digit_of[], size_t digit, double *right,
                       const struct drawing *drawing, struct random *random)
{
    struct drawing_extent extent = drawing_extent(drawing, 0);
    float scale = random_between(random, 85, 115) / (float)(extent.bottom - extent.top);
    float middle = (float)(extent.top + extent.bottom) / 2, left = (float)*right;
    float up = random_between(random, -10, 10);
    for (size_t i = 0; i < drawing->count; i++) {
        digit_of[joined->count] = digit;
        struct stroke *stroke = drawing_add_stroke(joined);
        assert_non_null(stroke);
        for (size_t k = 0; k < drawing->stroke[i].count; k++) {
            struct point point = drawing->stroke[i].point[k];
            assert_true(stroke_add(stroke, left + scale * (point.x - (float)extent.left),
                                   up + scale * (point.y - middle)));
        }
    }
    *right += (double)scale * (extent.right - extent.left) + (double)random_between(random, 15, 60);
}

static bool is_one(const struct drawing *drawing)
{
    return count_digits(drawing) == 1;
}

// What lost its strokes has no height to be a digit.
static bool is_flat(const struct drawing *drawing)
{
    struct drawing_extent extent = drawing_extent(drawing, 0);
    return extent.bottom - extent.top <= 0.4 * (extent.right - extent.left);
}

// Two to four digits of a list, a few places from one another: they are mostly one person's.
static bool joined_are_split_right(const struct strokes *digits, struct random *random)
{
    struct drawing joined = {0};
    struct split split;
    size_t digit_of[1024], count = 2 + random_below(random, 3);
    size_t first = random_below(random, (uint32_t)digits->count);
    double right = 0;
    for (size_t digit = 0; digit < count;) {
        size_t place = (first + random_below(random, 100)) % digits->count;
        const struct drawing *drawing = &digits->digit[place].drawing;
        if (is_one(drawing) && !is_flat(drawing))
            set_beside(&joined, digit_of, digit++, &right, drawing, random);
    }
    split_drawing(&split, &joined);
    bool good = split.count == count;
    for (size_t i = 0; good && i < joined.count; i++)
        good = split.of[i] == digit_of[i];
    drawing_free(&joined);
    return good;
}

static size_t count_split(const struct strokes *digits)
{
    size_t count = 0;
    for (size_t i = 0; i < digits->count; i++)
        count += !is_one(&digits->digit[i].drawing);
    return count;
}

enum { JOINED = 2000 };

static size_t count_joined_right(const struct strokes *digits)
{
    struct random random;
    size_t good = 0;
    random_init(&random, 5, 0);
    for (int i = 0; i < JOINED; i++)
        good += joined_are_split_right(digits, &random);
    return good;
}

static void test_practice_digits_are_one_each_and_several_side_by_side(void **state)
{
    (void)state;
    struct strokes digits = practice_strokes(2000);
    assert_int_equal(count_split(&digits), 0);
    assert_in_range(count_joined_right(&digits), JOINED * 99 / 100, JOINED);
    strokes_free(&digits);
}

// Where the digits of 30 people are (LENETPAD_PENS, as in test_strokes.c), theirs, too.
static void test_peoples_digits_are_one_each_and_several_side_by_side(void **state)
{
    (void)state;
    const char *path = getenv("LENETPAD_PENS");
    struct strokes digits;
    struct status status = {0};
    if (!path || !*path)
        skip();
    if (!strokes_load(&digits, path, &status))
        fail_msg("%s", status.message);
    size_t divided = count_split(&digits), right = count_joined_right(&digits);
    print_message("%zu of %zu single digits are split; of %d joined ones %zu are split right\n",
                  divided, digits.count, JOINED, right);
    assert_in_range(divided * 1000, 0, digits.count * 4);
    assert_in_range(right, JOINED * 98 / 100, JOINED);
    strokes_free(&digits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_strokes_of_one_digit_stay_together),
        cmocka_unit_test(test_digits_beside_each_other_are_several),
        cmocka_unit_test(test_digits_come_from_left_to_right_and_the_top_row_first),
        cmocka_unit_test(test_a_digit_is_its_own_strokes),
        cmocka_unit_test(test_whatever_is_drawn_has_an_answer),
        cmocka_unit_test(test_where_it_stands_and_how_large_it_is_does_not_matter),
        cmocka_unit_test(test_practice_digits_are_one_each_and_several_side_by_side),
        cmocka_unit_test(test_peoples_digits_are_one_each_and_several_side_by_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
