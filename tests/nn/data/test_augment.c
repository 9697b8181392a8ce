// Distortions: repeatable, as large as they should be and no larger, and still the same digit.
#include "tests/support/support.h"

#include "nn/data/augment.h"
#include "nn/data/practice.h"
#include "nn/ink/normalize.h"

#include <limits.h>
#include <math.h>
#include <string.h>

enum { PIXELS = DIGIT_SIDE * DIGIT_SIDE };

struct digit {
    uint8_t grey[DIGIT_SIDE][DIGIT_SIDE];
};

static struct digit variant(const struct digit *digit, enum augment kind, uint64_t stream)
{
    struct random random;
    struct digit out;
    random_init(&random, 21, stream);
    augment_digit(out.grey, (const uint8_t(*)[DIGIT_SIDE])digit->grey, kind, &random);
    return out;
}

static struct digit filled(int left, int top, int right, int bottom)
{
    struct digit digit = {{{0}}};
    for (int row = top; row < bottom; row++)
        memset(&digit.grey[row][left], 255, (size_t)(right - left));
    return digit;
}

static struct digit upright_bar(void)
{
    return filled(12, 4, 16, 24);
}

static double ink_of(const struct digit *digit)
{
    double sum = 0;
    for (int i = 0; i < PIXELS; i++)
        sum += digit->grey[i / DIGIT_SIDE][i % DIGIT_SIDE] / 255.0;
    return sum;
}

static double ink_at_the_edge(const struct digit *digit)
{
    double sum = 0;
    for (int i = 0; i < DIGIT_SIDE; i++)
        sum += digit->grey[0][i] + digit->grey[DIGIT_SIDE - 1][i] + digit->grey[i][0] +
               digit->grey[i][DIGIT_SIDE - 1];
    return sum / 255;
}

// A line through the middles of the ink of each row: x = at + lean * y, and how far the worst row
// is off it.
struct line {
    double at, slant, worst;
};

static int row_middles(double middle[DIGIT_SIDE], double y[DIGIT_SIDE], const struct digit *digit)
{
    int count = 0;
    for (int row = 0; row < DIGIT_SIDE; row++) {
        double sum = 0, moment = 0;
        for (int column = 0; column < DIGIT_SIDE; column++) {
            sum += digit->grey[row][column];
            moment += digit->grey[row][column] * (column + 0.5);
        }
        if (sum < 400) // the ends of the bar
            continue;
        middle[count] = moment / sum;
        y[count++] = row + 0.5;
    }
    return count;
}

static struct line fit_line(const struct digit *digit)
{
    double x[DIGIT_SIDE], y[DIGIT_SIDE], sx = 0, sy = 0, sxy = 0, syy = 0;
    int first = 3, last = row_middles(x, y, digit) - 3; // slanted ends pull the middles aside
    int n = last - first;
    assert_true(n >= 4);
    for (int i = first; i < last; i++) {
        sx += x[i];
        sy += y[i];
        sxy += x[i] * y[i];
        syy += y[i] * y[i];
    }
    struct line line = {.slant = (n * sxy - sx * sy) / (n * syy - sy * sy)};
    line.at = (sx - line.slant * sy) / n;
    for (int i = first; i < last; i++)
        line.worst = fmax(line.worst, fabs(x[i] - line.at - line.slant * y[i]));
    return line;
}

static void test_names_are_those_of_the_command_line(void **state)
{
    (void)state;
    assert_string_equal(augment_names[AUGMENT_NONE], "none");
    assert_string_equal(augment_names[AUGMENT_AFFINE], "affine");
    assert_string_equal(augment_names[AUGMENT_FULL], "full");
}

static void test_none_changes_nothing(void **state)
{
    (void)state;
    struct digit digit = upright_bar();
    digit.grey[0][27] = 3;
    struct digit out = variant(&digit, AUGMENT_NONE, 1);
    assert_memory_equal(&out, &digit, sizeof out);
}

static void test_same_random_state_gives_the_same_variant(void **state)
{
    (void)state;
    struct digit digit = upright_bar();
    for (enum augment kind = AUGMENT_AFFINE; kind < AUGMENT_KINDS; kind++) {
        struct digit first = variant(&digit, kind, 1), again = variant(&digit, kind, 1);
        struct digit other = variant(&digit, kind, 2);
        assert_memory_equal(&first, &again, sizeof first);
        assert_memory_not_equal(&first, &other, sizeof first);
    }
}

// Whoever changes the distortions writes the new number here: it shows that other compilers and
// machines still give the same variants.
static void test_variants_are_the_same_on_every_machine(void **state)
{
    (void)state;
    uint64_t sum = 0xcbf29ce484222325u;
    struct digit digit = filled(5, 6, 23, 9);
    for (int i = 0; i < 18; i++)
        digit.grey[6 + i][20 - i / 2] = digit.grey[6 + i][21 - i / 2] = (uint8_t)(255 - 3 * i);
    for (int i = 0; i < 200; i++) {
        struct digit out = variant(&digit, i % 2 ? AUGMENT_FULL : AUGMENT_AFFINE, (uint64_t)i);
        for (int p = 0; p < PIXELS; p++)
            sum = (sum ^ out.grey[p / DIGIT_SIDE][p % DIGIT_SIDE]) * 0x100000001b3u;
    }
    assert_int_equal(sum, 0xf77e26f64901eec8u);
}

// Digits of all sizes: some need all the room there is, so that rounding decides where they go.
static void test_variants_of_digits_of_all_sizes_are_the_same_on_every_machine(void **state)
{
    (void)state;
    uint32_t hash = SUPPORT_HASH;
    for (uint64_t stream = 0; stream < 6000; stream++) {
        struct random random;
        random_init(&random, 22, stream);
        int width = 1 + (int)random_below(&random, DIGIT_SIDE);
        int height = 1 + (int)random_below(&random, DIGIT_SIDE);
        int left = (int)random_below(&random, (uint32_t)(DIGIT_SIDE - width + 1));
        int top = (int)random_below(&random, (uint32_t)(DIGIT_SIDE - height + 1));
        struct digit digit = filled(left, top, left + width, top + height);
        struct digit changed = variant(&digit, stream % 2 ? AUGMENT_FULL : AUGMENT_AFFINE, stream);
        hash = support_hash(hash, &changed, sizeof changed);
    }
    assert_int_equal(hash, 0x96376bae);
}

static void test_blank_stays_blank(void **state)
{
    (void)state;
    struct digit blank = {{{0}}};
    for (uint64_t i = 0; i < 20; i++) {
        struct digit out = variant(&blank, AUGMENT_FULL, i);
        assert_memory_equal(&out, &blank, sizeof out);
    }
}

static void test_affine_keeps_lines_straight_and_leans_them_both_ways(void **state)
{
    (void)state;
    struct digit bar = upright_bar();
    double least = 0, most = 0;
    for (uint64_t i = 0; i < 300; i++) {
        struct digit out = variant(&bar, AUGMENT_AFFINE, i);
        struct line line = fit_line(&out);
        assert_true(line.worst < 0.2);
        least = fmin(least, line.slant);
        most = fmax(most, line.slant);
    }
    // 15 degrees of rotation and a shear of 0.3 add up to about 0.63.
    assert_true(least < -0.35 && least > -0.7);
    assert_true(most > 0.35 && most < 0.7);
}

static void test_elastic_distortion_bends_lines(void **state)
{
    (void)state;
    struct digit bar = upright_bar();
    int bent = 0;
    for (uint64_t i = 0; i < 100; i++) {
        struct digit out = variant(&bar, AUGMENT_FULL, i);
        bent += fit_line(&out).worst > 0.3;
    }
    assert_true(bent > 30);
}

static void test_digits_move_both_ways_within_limits(void **state)
{
    (void)state;
    struct digit dot = filled(12, 12, 16, 16);
    double least = 0, most = 0, sum = 0;
    enum { TRIALS = 400 };
    for (uint64_t i = 0; i < TRIALS; i++) {
        struct digit out = variant(&dot, AUGMENT_AFFINE, i);
        double moment = 0;
        for (int p = 0; p < PIXELS; p++)
            moment += out.grey[p / DIGIT_SIDE][p % DIGIT_SIDE] * (p % DIGIT_SIDE + 0.5) / 255;
        double moved = moment / ink_of(&out) - 14;
        least = fmin(least, moved);
        most = fmax(most, moved);
        sum += moved;
    }
    assert_true(least < -1.8 && least > -2.5 && most > 1.8 && most < 2.5);
    assert_true(fabs(sum / TRIALS) < 0.3);
}

static void test_strokes_get_thinner_and_wider(void **state)
{
    (void)state;
    struct digit bar = upright_bar();
    double least = 1e9, most = 0;
    for (uint64_t i = 0; i < 200; i++) {
        struct digit out = variant(&bar, AUGMENT_FULL, i);
        double x[DIGIT_SIDE], y[DIGIT_SIDE];
        double width = ink_of(&out) / row_middles(x, y, &out);
        least = fmin(least, width);
        most = fmax(most, width);
    }
    assert_true(least < 3.4 && least > 2.2);
    assert_true(most > 4.6 && most < 6.5);
}

static void test_ink_is_kept_on_average(void **state)
{
    (void)state;
    enum { DIGITS = 300 };
    struct dataset digits;
    assert_true(practice_make(&digits, DIGITS, 4, DATASET_TRAIN, NULL));
    for (enum augment kind = AUGMENT_AFFINE; kind < AUGMENT_KINDS; kind++) {
        double before = 0, after = 0;
        for (uint64_t i = 0; i < DIGITS; i++) {
            struct digit digit;
            memcpy(&digit, digits.image[i], sizeof digit);
            struct digit out = variant(&digit, kind, i);
            before += ink_of(&digit);
            after += ink_of(&out);
            assert_true(ink_of(&out) > 0.4 * ink_of(&digit));
        }
        assert_true(fabs(after / before - 1) < 0.1);
    }
    dataset_free(&digits);
}

static void test_nothing_is_cut_off(void **state)
{
    (void)state;
    enum { DIGITS = 500 };
    struct dataset digits;
    assert_true(practice_make(&digits, DIGITS, 5, DATASET_TRAIN, NULL));
    int elastic_touches = 0;
    for (uint64_t i = 0; i < DIGITS; i++) {
        struct digit digit;
        memcpy(&digit, digits.image[i], sizeof digit);
        struct digit affine = variant(&digit, AUGMENT_AFFINE, i);
        struct digit full = variant(&digit, AUGMENT_FULL, i);
        assert_true(ink_at_the_edge(&affine) < 0.5);
        elastic_touches += ink_at_the_edge(&full) > 1;
    }
    assert_true(elastic_touches <= DIGITS * 3 / 100);
    dataset_free(&digits);
}

static void test_digit_of_any_size_and_place_is_kept_inside(void **state)
{
    (void)state;
    struct digit all = filled(0, 0, DIGIT_SIDE, DIGIT_SIDE), corner = filled(24, 0, 28, 4);
    for (uint64_t i = 0; i < 100; i++) {
        struct digit shrunk = variant(&all, AUGMENT_AFFINE, i);
        assert_true(ink_at_the_edge(&shrunk) < 8 && shrunk.grey[14][14] == 255);
        struct digit kept = variant(&corner, AUGMENT_AFFINE, i);
        assert_true(ink_of(&kept) > 8);
        variant(&all, AUGMENT_FULL, i);
    }
}

// The label of the example that looks most like a digit.
static int nearest_label(const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE],
                         const struct dataset *examples)
{
    const uint8_t *grey = &digit[0][0];
    int best = INT_MAX, label = -1;
    for (size_t i = 0; i < examples->count; i++) {
        const uint8_t *example = &examples->image[i][0][0];
        int distance = 0;
        for (int p = 0; p < PIXELS; p++)
            distance += (grey[p] - example[p]) * (grey[p] - example[p]);
        if (distance < best) {
            best = distance;
            label = examples->label[i];
        }
    }
    return label;
}

// The simplest reader there is, after normalisation, must still read most variants: or they have
// become other digits.
static void test_variants_are_still_the_same_digit(void **state)
{
    (void)state;
    enum { DIGITS = 300 };
    struct dataset digits, examples;
    assert_true(practice_make(&digits, DIGITS, 6, DATASET_TEST, NULL));
    assert_true(practice_make(&examples, 2000, 6, DATASET_TRAIN, NULL));
    int wrong = 0;
    for (size_t i = 0; i < DIGITS; i++) {
        struct digit digit;
        memcpy(&digit, digits.image[i], sizeof digit);
        struct digit out = variant(&digit, AUGMENT_FULL, i);
        struct normalized normalized;
        normalize_grey(&normalized, &out.grey[0][0], DIGIT_SIDE, DIGIT_SIDE, DIGIT_SIDE);
        const uint8_t(*upright)[DIGIT_SIDE] = (const uint8_t(*)[DIGIT_SIDE])normalized.digit;
        wrong += nearest_label(upright, &examples) != digits.label[i];
    }
    assert_true(wrong < DIGITS * 20 / 100);
    dataset_free(&digits);
    dataset_free(&examples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_are_those_of_the_command_line),
        cmocka_unit_test(test_none_changes_nothing),
        cmocka_unit_test(test_same_random_state_gives_the_same_variant),
        cmocka_unit_test(test_variants_are_the_same_on_every_machine),
        cmocka_unit_test(test_variants_of_digits_of_all_sizes_are_the_same_on_every_machine),
        cmocka_unit_test(test_blank_stays_blank),
        cmocka_unit_test(test_affine_keeps_lines_straight_and_leans_them_both_ways),
        cmocka_unit_test(test_elastic_distortion_bends_lines),
        cmocka_unit_test(test_digits_move_both_ways_within_limits),
        cmocka_unit_test(test_strokes_get_thinner_and_wider),
        cmocka_unit_test(test_ink_is_kept_on_average),
        cmocka_unit_test(test_nothing_is_cut_off),
        cmocka_unit_test(test_digit_of_any_size_and_place_is_kept_inside),
        cmocka_unit_test(test_variants_are_still_the_same_digit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
