// Practice digits on sheets whose places are known, because they were laid there.
#include "tests/support/support.h"

#include "nn/data/practice.h"
#include "nn/ink/normalize.h"
#include "nn/pictures/digits.h"

#include "tests/support/fitted.h"
#include "tests/support/likeness.h"

enum { SEEDS = 10, WIDTH = 600, HEIGHT = 300, SIZE = 140 };

// Where a digit is wanted: the middle of its box, whose longer side without the pen is `size`.
struct place {
    float x, y, size;
};

static const struct place in_the_middle = {HEIGHT / 2, HEIGHT / 2, SIZE}; // of HEIGHT x HEIGHT

static void draw(struct ink *ink, int label, int seed, struct place place)
{
    struct drawing drawing;
    assert_true(practice_drawing(&drawing, label, (uint64_t)seed, NULL));
    fit_at_middle(&drawing, place.size, (struct point){place.x, place.y});
    ink_draw_drawing(ink, &drawing, place.size / 12);
    drawing_free(&drawing);
}

// A square sheet with a digit on it.
static struct ink sheet_with(int side, int label, int seed, struct place place)
{
    struct ink ink;
    assert_true(ink_init(&ink, side, side, NULL));
    draw(&ink, label, seed, place);
    return ink;
}

static struct digits find(struct ink *ink)
{
    struct digits digits;
    struct digits_sheet sheet = {.ink = ink, .drawn = true};
    assert_true(digits_find(&digits, &sheet, NULL));
    return digits;
}

static void assert_count(const struct digits *digits, int wanted, int label, int seed)
{
    if (digits->count != wanted)
        fail_msg("label %d, seed %d: %d digits, not %d", label, seed, digits->count, wanted);
}

// Whether what was found looks like the digit drawn alone.
static void assert_is(const struct found_digit *found, int label, int seed)
{
    struct drawing drawing;
    struct normalized wanted, normalized;
    assert_true(practice_drawing(&drawing, label, (uint64_t)seed, NULL));
    normalize_drawing(&wanted, &drawing);
    drawing_free(&drawing);
    const struct ink *ink = &found->ink;
    normalize_grey(&normalized, ink->grey, ink->width, ink->height, (size_t)ink->width);
    double alike = likeness(&normalized, &wanted);
    if (alike < 0.8)
        fail_msg("label %d, seed %d: likeness %.2f", label, seed, alike);
}

static void assert_is_at(const struct found_digit *found, struct place place)
{
    assert_float_equal((float)found->left + (float)found->width / 2, place.x, 3);
    assert_float_equal((float)found->top + (float)found->height / 2, place.y, 3);
    int longer = found->width > found->height ? found->width : found->height;
    assert_float_equal((float)longer, place.size * 13 / 12, 4);
}

// That the digit is found alone. Where it is is asked unless `place` is NULL.
static void assert_one(struct ink *ink, int label, int seed, const struct place *place)
{
    struct digits digits = find(ink);
    assert_count(&digits, 1, label, seed);
    if (place)
        assert_is_at(digits.digit, *place);
    assert_is(digits.digit, label, seed);
    digits_free(&digits);
}

// That all the ink there is is one digit's, and stays as it is.
static void assert_one_of_all(struct ink *ink)
{
    size_t size = (size_t)(ink->width * ink->height);
    uint8_t *before = malloc(size);
    assert_non_null(before);
    memcpy(before, ink->grey, size);
    struct digits digits = find(ink);
    assert_int_equal(digits.count, 1);
    assert_memory_equal(digits.digit->ink.grey, before, size);
    digits_free(&digits);
    free(before);
}

static void
test_three_digits_side_by_side_are_found_from_left_to_right_with_their_places(void **state)
{
    (void)state;
    for (int seed = 0; seed < SEEDS; seed++) {
        struct ink ink;
        assert_true(ink_init(&ink, WIDTH, HEIGHT, NULL));
        const struct place places[] = {{100, 140, SIZE}, {300, 160, SIZE}, {500, 150, SIZE}};
        for (int i = 0; i < 3; i++)
            draw(&ink, (seed + 3 * i) % 10, seed, places[i]);
        struct digits digits = find(&ink);
        assert_count(&digits, 3, seed % 10, seed);
        for (int i = 0; i < 3; i++) {
            assert_is_at(&digits.digit[i], places[i]);
            assert_is(&digits.digit[i], (seed + 3 * i) % 10, seed);
        }
        digits_free(&digits);
        ink_free(&ink);
    }
}

static void test_what_is_laid_out_again_is_all_of_the_digits_and_nothing_else(void **state)
{
    (void)state;
    enum { SMALLER = 400 }; // than what is looked at in a smaller size
    struct ink ink, before, laid;
    assert_true(ink_init(&ink, SMALLER, SMALLER, NULL) &&
                ink_init(&before, SMALLER, SMALLER, NULL));
    for (int i = 0; i < 3; i++)
        draw(&ink, 3 * i + 1, i, (struct place){80 + 120 * (float)i, 200, 80});
    memcpy(before.grey, ink.grey, SMALLER * SMALLER);
    ink_draw(&ink, (struct point){40, 40}, (struct point){42, 40}, 3); // a speck
    struct digits digits = find(&ink);
    assert_count(&digits, 3, 0, 0);
    assert_true(digits_lay(&laid, &digits, NULL));
    assert_int_equal(laid.width, SMALLER);
    assert_int_equal(laid.height, SMALLER);
    assert_memory_equal(laid.grey, before.grey, SMALLER * SMALLER);
    digits_free(&digits);
    ink_free(&laid);
    ink_free(&before);
    ink_free(&ink);
}

static void test_one_digit_alone_is_one_however_large_it_is(void **state)
{
    (void)state;
    const int sides[] = {28, 40, 63, 100, 300};
    for (int trial = 0; trial < 5 * SEEDS * 10; trial++) {
        int side = sides[trial % 5], label = trial / 5 % 10, seed = trial / 50;
        float middle = (float)side / 2;
        const struct place place = {middle, middle, (float)side * 0.6f};
        struct ink ink = sheet_with(side, label, seed, place);
        assert_one(&ink, label, seed, NULL);
        ink_free(&ink);
    }
}

// As a scan leaves it: a zero whose halves do not touch, cut close.
static void test_a_broken_digit_in_a_small_crop_is_one_with_all_its_ink(void **state)
{
    (void)state;
    struct ink ink;
    assert_true(ink_init(&ink, 28, 28, NULL));
    ink_draw(&ink, (struct point){3, 1}, (struct point){3, 27}, 4);
    ink_draw(&ink, (struct point){25, 1}, (struct point){25, 27}, 4);
    assert_one_of_all(&ink);
    ink_free(&ink);
}

static void line(struct ink *ink, float x0, float y0, float x1, float y1, float pen)
{
    ink_draw(ink, (struct point){x0, y0}, (struct point){x1, y1}, pen);
}

// A square frame from `low` to `high`, both ways.
static void frame(struct ink *ink, float low, float high, float pen)
{
    line(ink, low, low, high, low, pen);
    line(ink, high, low, high, high, pen);
    line(ink, high, high, low, high, pen);
    line(ink, low, high, low, low, pen);
}

static void test_a_frame_around_a_digit_is_not_in_it(void **state)
{
    (void)state;
    for (int trial = 0; trial < SEEDS * 10; trial++) {
        int label = trial % 10, seed = trial / 10;
        struct ink ink = sheet_with(HEIGHT, label, seed, in_the_middle);
        frame(&ink, 25, 275, 5);
        assert_one(&ink, label, seed, &in_the_middle);
        ink_free(&ink);
    }
}

static int find_count(struct ink *ink)
{
    struct digits digits = find(ink);
    int count = digits.count;
    digits_free(&digits);
    return count;
}

static void test_a_frame_near_the_edge_is_not_in_the_digit_alone_or_double(void **state)
{
    (void)state;
    for (int trial = 0; trial < SEEDS * 10; trial++) {
        int label = trial % 10, seed = trial / 10;
        struct ink ink = sheet_with(HEIGHT, label, seed, in_the_middle);
        for (int i = 0; i <= seed % 2; i++) {
            float low = (float)(9 + 10 * i);
            frame(&ink, low, HEIGHT - low, 3);
        }
        assert_one(&ink, label, seed, &in_the_middle);
        ink_free(&ink);
    }
}

// An eight's outline around both its loops.
static void test_an_axis_to_the_left_and_below_is_not_a_one(void **state)
{
    (void)state;
    for (int trial = 0; trial < SEEDS * 10; trial++) {
        int label = trial % 10, seed = trial / 10;
        struct ink ink = sheet_with(HEIGHT, label, seed, in_the_middle);
        line(&ink, 40, 25, 40, 268, 4);
        line(&ink, 32, 260, 275, 260, 4);
        assert_one(&ink, label, seed, &in_the_middle);
        ink_free(&ink);
    }
}

// Digits in a row, their middles `apart`, the first at `place`.
static void draw_row(struct ink *ink, int count, int seed, struct place place, float apart)
{
    for (int i = 0; i < count; i++) {
        draw(ink, (seed + 3 * i) % 10, seed, place);
        place.x += apart;
    }
}

static void assert_row(struct digits *digits, int count, int seed)
{
    assert_count(digits, count, seed % 10, seed);
    for (int i = 0; i < count; i++)
        assert_is(&digits->digit[i], (seed + 3 * i) % 10, seed);
    digits_free(digits);
}

static void test_a_frame_around_a_row_is_not_in_its_digits(void **state)
{
    (void)state;
    for (int seed = 0; seed < SEEDS; seed++) {
        struct ink ink;
        assert_true(ink_init(&ink, WIDTH, 160, NULL));
        draw_row(&ink, 3, seed, (struct place){130, 80, 90}, 170);
        line(&ink, 6, 6, WIDTH - 6, 6, 3);
        line(&ink, 6, 154, WIDTH - 6, 154, 3);
        line(&ink, 6, 6, 6, 154, 3);
        line(&ink, WIDTH - 6, 6, WIDTH - 6, 154, 3);
        struct digits digits = find(&ink);
        assert_row(&digits, 3, seed);
        ink_free(&ink);
    }
}

// How much of a photograph is its edge depends on its shorter side.
static void test_a_row_near_the_edges_of_a_long_photograph_is_found_whole(void **state)
{
    (void)state;
    for (int seed = 0; seed < SEEDS; seed++) {
        struct ink ink;
        struct digits digits;
        assert_true(ink_init(&ink, WIDTH, 130, NULL));
        draw_row(&ink, 3, seed, (struct place){70, 65, 100}, 230);
        struct digits_sheet photograph = {.ink = &ink, .threshold = 100};
        assert_true(digits_find(&digits, &photograph, NULL));
        assert_row(&digits, 3, seed);
        ink_free(&ink);
    }
}

static void test_two_digits_in_few_pixels_are_two(void **state)
{
    (void)state;
    for (int seed = 0; seed < SEEDS; seed++) {
        struct ink ink;
        assert_true(ink_init(&ink, 56, 28, NULL));
        draw_row(&ink, 2, seed, (struct place){14, 14, 18}, 28);
        struct digits digits = find(&ink);
        assert_row(&digits, 2, seed);
        ink_free(&ink);
    }
}

// Two digits side by side; the second one's ink is so dark, of 255, with darker spots.
static struct ink two_inks(int seed, int second)
{
    struct ink ink, other;
    assert_true(ink_init(&ink, WIDTH, HEIGHT, NULL) && ink_init(&other, WIDTH, HEIGHT, NULL));
    draw(&ink, seed % 10, seed, (struct place){150, 150, SIZE});
    draw(&other, (seed + 3) % 10, seed, (struct place){400, 150, SIZE});
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            int dark = second * (x / 6 % 3 || y / 6 % 3 ? 19 : 21) / 20, at = y * WIDTH + x;
            ink.grey[at] |= (uint8_t)(other.grey[at] * dark / 255);
        }
    ink_free(&other);
    return ink;
}

// On a drawing and on a photograph alike.
static void test_a_second_digit_in_lighter_ink_is_found_too(void **state)
{
    (void)state;
    static const int inks[] = {45, 80, 102, 128, 200};
    for (int i = 0; i < (int)(sizeof inks / sizeof inks[0]); i++)
        for (int seed = 0; seed < SEEDS; seed++)
            for (int photograph = 0; photograph < 2; photograph++) {
                struct digits digits;
                struct ink ink = two_inks(seed, inks[i]);
                struct digits_sheet sheet = {.ink = &ink, .drawn = !photograph};
                if (photograph)
                    sheet.threshold = 128, sheet.faint = 25;
                assert_true(digits_find(&digits, &sheet, NULL));
                assert_count(&digits, 2, seed % 10, seed);
                assert_is(&digits.digit[0], seed % 10, seed);
                assert_is(&digits.digit[1], (seed + 3) % 10, seed);
                digits_free(&digits);
                ink_free(&ink);
            }
}

// A shadow of the stroke to one side, as of a raised pen: it is the digit's, not another's.
static void test_what_is_faint_and_touches_a_digit_is_no_other_digit(void **state)
{
    (void)state;
    enum { ASIDE = 6 };
    for (int seed = 0; seed < SEEDS; seed++) {
        struct ink ink = sheet_with(HEIGHT, seed % 10, seed, in_the_middle);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = HEIGHT - 1; x >= ASIDE; x--) {
                int shadow = ink.grey[y * HEIGHT + x - ASIDE] / 4;
                if (shadow > ink.grey[y * HEIGHT + x])
                    ink.grey[y * HEIGHT + x] = (uint8_t)shadow;
            }
        struct digits digits = find(&ink);
        assert_count(&digits, 1, seed % 10, seed);
        digits_free(&digits);
        ink_free(&ink);
    }
}

// A photograph's, where rules that are fainter than ink stay.
static void test_digits_on_a_faint_line_are_digits_still(void **state)
{
    (void)state;
    for (int seed = 0; seed < SEEDS; seed++) {
        struct ink ink = two_inks(seed, 200);
        for (int i = 200 * WIDTH; i < 203 * WIDTH; i++)
            ink.grey[i] |= 40;
        struct digits digits;
        struct digits_sheet sheet = {.ink = &ink, .threshold = 128, .faint = 25};
        assert_true(digits_find(&digits, &sheet, NULL));
        assert_count(&digits, 2, seed % 10, seed);
        digits_free(&digits);
        ink_free(&ink);
    }
}

// However long the line: so long that the digit on it is but a spot of it.
static void test_a_small_digit_on_a_faint_line_is_a_digit_still(void **state)
{
    (void)state;
    for (int seed = 0; seed < SEEDS; seed++) {
        struct ink ink;
        assert_true(ink_init(&ink, WIDTH, HEIGHT, NULL));
        draw(&ink, seed % 10, seed, (struct place){150, 150, WIDTH / 6});
        for (int i = 170 * WIDTH; i < 173 * WIDTH; i++)
            ink.grey[i] |= 40;
        struct digits digits;
        struct digits_sheet sheet = {.ink = &ink, .threshold = 128, .faint = 25};
        assert_true(digits_find(&digits, &sheet, NULL));
        assert_count(&digits, 1, seed % 10, seed);
        assert_is(&digits.digit[0], seed % 10, seed);
        digits_free(&digits);
        ink_free(&ink);
    }
}

static void test_a_faint_stroke_beside_a_digit_is_not_in_it(void **state)
{
    (void)state;
    for (int seed = 0; seed < SEEDS; seed++) {
        struct ink ink = sheet_with(HEIGHT, seed % 10, seed, in_the_middle), stroke;
        assert_true(ink_init(&stroke, HEIGHT, HEIGHT, NULL));
        const float y = HEIGHT / 2 + (seed % 2 ? 1 : -1) * (SIZE / 2 + 20); // below, above
        ink_draw(&stroke, (struct point){HEIGHT / 2 - 30, y}, (struct point){HEIGHT / 2 + 30, y},
                 8);
        for (int i = 0; i < HEIGHT * HEIGHT; i++)
            ink.grey[i] |= stroke.grey[i] / 4;
        assert_one(&ink, seed % 10, seed, &in_the_middle);
        ink_free(&stroke);
        ink_free(&ink);
    }
}

static void test_an_outline_that_goes_around_loops_is_no_frame(void **state)
{
    (void)state;
    struct ink ink;
    assert_true(ink_init(&ink, HEIGHT, HEIGHT, NULL));
    const struct point outer[] = {{150, 20},  {200, 80},  {165, 150}, {200, 220},
                                  {150, 280}, {100, 220}, {135, 150}, {100, 80}};
    for (int i = 0; i < 8; i++)
        ink_draw(&ink, outer[i], outer[(i + 1) % 8], 5);
    for (int i = 0; i < 2; i++) {
        float y = (float)(80 + 140 * i);
        line(&ink, 150, y - 45, 172, y, 5);
        line(&ink, 172, y, 150, y + 45, 5);
        line(&ink, 150, y + 45, 128, y, 5);
        line(&ink, 128, y, 150, y - 45, 5);
    }
    assert_one_of_all(&ink);
    ink_free(&ink);
}

// A closed line of eight corners.
static void ring(struct ink *ink, float x, float y, float half_width, float half_height)
{
    static const float across[] = {1, 0.76f, 0, -0.76f, -1, -0.76f, 0, 0.76f};
    for (int i = 0; i < 8; i++)
        line(ink, x + across[i] * half_width, y + across[(i + 6) % 8] * half_height,
             x + across[(i + 1) % 8] * half_width, y + across[(i + 7) % 8] * half_height, 5);
}

struct oval {
    float y, half_width, half_height; // in the middle from left to right
};

static void assert_ovals_are_one(struct oval outer, struct oval inner)
{
    struct ink ink;
    assert_true(ink_init(&ink, HEIGHT, HEIGHT, NULL));
    ring(&ink, 150, outer.y, outer.half_width, outer.half_height);
    ring(&ink, 150, inner.y, inner.half_width, inner.half_height);
    assert_one_of_all(&ink);
    ink_free(&ink);
}

// As the outline of a zero is drawn. The inner line is too small to be a digit in a circle.
static void test_a_ring_within_a_ring_is_of_the_same_digit(void **state)
{
    (void)state;
    assert_ovals_are_one((struct oval){150, 110, 110}, (struct oval){150, 28, 28});
}

// As the outline of an eight is, whose waist does not show because it leans.
static void test_a_round_outline_of_a_low_loop_is_no_frame(void **state)
{
    (void)state;
    assert_ovals_are_one((struct oval){150, 75, 120}, (struct oval){200, 40, 32});
}

// A five whose upper part does not touch the lower one, and runs out over it to the right.
static void broken_five(struct ink *ink, float x, float y)
{
    line(ink, x + 90, y, x + 40, y + 15, 8);
    line(ink, x + 40, y + 15, x + 30, y + 45, 8);
    line(ink, x + 25, y + 62, x + 55, y + 75, 8);
    line(ink, x + 55, y + 75, x + 45, y + 110, 8);
    line(ink, x + 45, y + 110, x, y + 112, 8);
}

static void test_a_broken_digit_is_one_alone_and_beside_others(void **state)
{
    (void)state;
    for (int others = 0; others < 4; others++) {
        struct ink ink;
        assert_true(ink_init(&ink, WIDTH, HEIGHT, NULL));
        broken_five(&ink, 200, 60);
        if (others & 1)
            line(&ink, 190, 50, 160, 170, 8); // nearer to the five's box than its parts' boxes are
        if (others & 2)
            line(&ink, 330, 50, 300, 170, 8);
        assert_int_equal(find_count(&ink), 1 + (others & 1) + (others >> 1));
        ink_free(&ink);
    }
}

static void test_two_digits_one_above_the_other_are_two(void **state)
{
    (void)state;
    for (int trial = 0; trial < SEEDS * 10; trial++) {
        struct ink ink;
        int label = trial % 10, seed = trial / 10;
        assert_true(ink_init(&ink, HEIGHT, HEIGHT, NULL));
        const struct place above = {150, 80, 100}, below = {150, 215, 100};
        draw(&ink, label, seed, above);
        draw(&ink, (label + 3) % 10, seed, below);
        struct digits digits = find(&ink);
        assert_count(&digits, 2, label, seed);
        assert_is(&digits.digit[0], label, seed);
        assert_is(&digits.digit[1], (label + 3) % 10, seed);
        digits_free(&digits);
        ink_free(&ink);
    }
}

static void test_rules_of_the_paper_are_not_in_the_digit_however_faint(void **state)
{
    (void)state;
    for (int trial = 0; trial < SEEDS * 10; trial++) {
        int label = trial % 10, seed = trial / 10, grey = seed % 2 ? 70 : 120;
        struct ink ink = sheet_with(HEIGHT, label, seed, in_the_middle);
        for (int y = 20; y < HEIGHT; y += 40)
            for (int i = 0; i < 2 * HEIGHT; i++)
                if (ink.grey[y * HEIGHT + i] < grey)
                    ink.grey[y * HEIGHT + i] = (uint8_t)grey;
        assert_one(&ink, label, seed, NULL);
        ink_free(&ink);
    }
}

static void test_a_sevens_bar_in_few_pixels_is_no_rule(void **state)
{
    (void)state;
    struct ink ink;
    assert_true(ink_init(&ink, 20, 20, NULL));
    line(&ink, 1, 3, 19, 3, 2);
    line(&ink, 14, 3, 8, 16, 2);
    assert_one_of_all(&ink);
    ink_free(&ink);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            test_three_digits_side_by_side_are_found_from_left_to_right_with_their_places),
        cmocka_unit_test(test_what_is_laid_out_again_is_all_of_the_digits_and_nothing_else),
        cmocka_unit_test(test_one_digit_alone_is_one_however_large_it_is),
        cmocka_unit_test(test_a_broken_digit_in_a_small_crop_is_one_with_all_its_ink),
        cmocka_unit_test(test_a_frame_around_a_digit_is_not_in_it),
        cmocka_unit_test(test_a_frame_near_the_edge_is_not_in_the_digit_alone_or_double),
        cmocka_unit_test(test_an_axis_to_the_left_and_below_is_not_a_one),
        cmocka_unit_test(test_a_frame_around_a_row_is_not_in_its_digits),
        cmocka_unit_test(test_a_row_near_the_edges_of_a_long_photograph_is_found_whole),
        cmocka_unit_test(test_two_digits_in_few_pixels_are_two),
        cmocka_unit_test(test_a_second_digit_in_lighter_ink_is_found_too),
        cmocka_unit_test(test_what_is_faint_and_touches_a_digit_is_no_other_digit),
        cmocka_unit_test(test_digits_on_a_faint_line_are_digits_still),
        cmocka_unit_test(test_a_small_digit_on_a_faint_line_is_a_digit_still),
        cmocka_unit_test(test_a_faint_stroke_beside_a_digit_is_not_in_it),
        cmocka_unit_test(test_an_outline_that_goes_around_loops_is_no_frame),
        cmocka_unit_test(test_a_ring_within_a_ring_is_of_the_same_digit),
        cmocka_unit_test(test_a_round_outline_of_a_low_loop_is_no_frame),
        cmocka_unit_test(test_a_broken_digit_is_one_alone_and_beside_others),
        cmocka_unit_test(test_two_digits_one_above_the_other_are_two),
        cmocka_unit_test(test_rules_of_the_paper_are_not_in_the_digit_however_faint),
        cmocka_unit_test(test_a_sevens_bar_in_few_pixels_is_no_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
