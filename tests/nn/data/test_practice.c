// The practice digits: balanced, repeatable, varied, and as MNIST's digits are.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "nn/data/practice.h"
#include "nn/data/practice_templates.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIXELS = DIGIT_SIDE * DIGIT_SIDE, TRAIN = 2000, TEST = 500 };

static struct dataset make(size_t count, uint64_t seed, enum dataset_part part)
{
    struct dataset dataset;
    assert_true(practice_make(&dataset, count, seed, part, NULL));
    assert_int_equal(dataset.count, count);
    return dataset;
}

static const uint8_t *pixels(const struct dataset *dataset, size_t i)
{
    return &dataset->image[i][0][0];
}

static long squared_distance(const uint8_t *a, const uint8_t *b)
{
    long sum = 0;
    for (int i = 0; i < PIXELS; i++)
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
}

static void test_classes_are_equal_to_within_one(void **state)
{
    (void)state;
    struct dataset dataset = make(1003, 1, DATASET_TRAIN);
    int count[10] = {0};
    for (size_t i = 0; i < dataset.count; i++)
        count[dataset.label[i]]++;
    for (int digit = 0; digit < 10; digit++)
        assert_in_range(count[digit], 100, 101);
    dataset_free(&dataset);
}

static void test_order_of_classes_is_random(void **state)
{
    (void)state;
    struct dataset dataset = make(1000, 1, DATASET_TRAIN);
    int follows[10][10] = {{0}};
    for (size_t i = 1; i < dataset.count; i++)
        follows[dataset.label[i - 1]][dataset.label[i]]++;
    for (int digit = 0; digit < 10; digit++)
        for (int next = 0; next < 10; next++)
            assert_true(follows[digit][next] < 30);
    dataset_free(&dataset);
}

static void test_same_seed_gives_the_same_digits(void **state)
{
    (void)state;
    struct dataset first = make(200, 5, DATASET_TRAIN);
    struct dataset again = make(200, 5, DATASET_TRAIN);
    struct dataset other = make(200, 6, DATASET_TRAIN);
    assert_memory_equal(first.image, again.image, 200 * PIXELS);
    assert_memory_equal(first.label, again.label, 200);
    assert_memory_not_equal(first.image, other.image, 200 * PIXELS);
    assert_memory_not_equal(first.label, other.label, 200);
    dataset_free(&first);
    dataset_free(&again);
    dataset_free(&other);
}

static void test_a_digit_does_not_depend_on_how_many_follow(void **state)
{
    (void)state;
    struct dataset few = make(37, 5, DATASET_TEST), many = make(120, 5, DATASET_TEST);
    assert_memory_equal(few.image, many.image, 37 * PIXELS);
    assert_memory_equal(few.label, many.label, 37);
    dataset_free(&few);
    dataset_free(&many);
}

static uint64_t hash(uint64_t sum, const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ bytes[i]) * 0x100000001b3u;
    return sum;
}

// Whoever changes the templates or how they are distorted writes the new number here: it shows
// that other compilers and machines still draw the same digits.
static void test_digits_are_the_same_on_every_machine(void **state)
{
    (void)state;
    struct dataset dataset = make(500, 1, DATASET_TRAIN);
    uint64_t sum = hash(0xcbf29ce484222325u, pixels(&dataset, 0), 500 * PIXELS);
    sum = hash(sum, dataset.label, 500);
    assert_int_equal(sum, 0xd0dd2a224f53e3ccu);
    dataset_free(&dataset);
}

static void test_no_test_digit_is_a_training_digit(void **state)
{
    (void)state;
    struct dataset train = make(TRAIN, 1, DATASET_TRAIN), test = make(TEST, 1, DATASET_TEST);
    for (size_t i = 0; i < test.count; i++)
        for (size_t j = 0; j < train.count; j++)
            assert_true(memcmp(pixels(&test, i), pixels(&train, j), PIXELS) != 0);
    dataset_free(&train);
    dataset_free(&test);
}

// The simplest reader there is must tell them apart, or templates are mislabelled or distorted
// beyond reading.
static void test_nearest_neighbour_reads_them(void **state)
{
    (void)state;
    struct dataset train = make(TRAIN, 1, DATASET_TRAIN), test = make(TEST, 1, DATASET_TEST);
    int wrong = 0;
    for (size_t i = 0; i < test.count; i++) {
        long best = -1;
        uint8_t label = 0;
        for (size_t j = 0; j < train.count; j++) {
            long distance = squared_distance(pixels(&test, i), pixels(&train, j));
            if (best < 0 || distance < best) {
                best = distance;
                label = train.label[j];
            }
        }
        wrong += label != test.label[i];
    }
    assert_true(wrong <= TEST * 6 / 100);
    dataset_free(&train);
    dataset_free(&test);
}

static void test_digits_of_a_class_differ(void **state)
{
    (void)state;
    struct dataset dataset = make(400, 2, DATASET_TRAIN);
    for (size_t i = 0; i < dataset.count; i++)
        for (size_t j = 0; j < i; j++)
            assert_true(memcmp(pixels(&dataset, i), pixels(&dataset, j), PIXELS) != 0);
    dataset_free(&dataset);
}

// MNIST's mean ink is 0.13 of the field; its centre of mass lies within 14..15.
static void test_digits_lie_as_mnists_do(void **state)
{
    (void)state;
    struct dataset dataset = make(1000, 3, DATASET_TRAIN);
    double ink = 0;
    for (size_t i = 0; i < dataset.count; i++) {
        double total = 0, x = 0, y = 0;
        for (int p = 0; p < PIXELS; p++) {
            double grey = pixels(&dataset, i)[p];
            total += grey;
            x += grey * (p % DIGIT_SIDE + 0.5);
            y += grey * (p / DIGIT_SIDE + 0.5);
        }
        assert_true(x / total > 13.99 && x / total < 15.01);
        assert_true(y / total > 13.99 && y / total < 15.01);
        ink += total / 255 / PIXELS;
    }
    ink /= (double)dataset.count;
    assert_true(ink > 0.11 && ink < 0.155);
    dataset_free(&dataset);
}

static void test_every_digit_has_ten_different_templates(void **state)
{
    (void)state;
    const char *seen[PRACTICE_TEMPLATES];
    for (int digit = 0; digit < 10; digit++) {
        int count = 0;
        for (int style = 0; style < PRACTICE_STYLES; style++)
            for (int variant = 0; variant < PRACTICE_VARIANTS; variant++) {
                const char *text = practice_styles[style].digit[digit][variant];
                assert_non_null(text);
                for (int i = 0; i < count; i++)
                    assert_string_not_equal(text, seen[i]);
                seen[count++] = text;
            }
        assert_true(count >= 10);
    }
}

// Points "x,y" with "!" for a corner, "|" between strokes of at least two points.
static void expect_well_formed(const char *text)
{
    int points = 0, of_stroke = 0;
    while (*text) {
        int x, y, used;
        assert_int_equal(sscanf(text, "%d,%d%n", &x, &y, &used), 2);
        assert_in_range(x, 0, 100);
        assert_in_range(y, 0, 100);
        text += used;
        text += *text == '!';
        points++;
        of_stroke++;
        if (strncmp(text, " | ", 3) == 0) {
            assert_true(of_stroke >= 2);
            of_stroke = 0;
            text += 3;
        } else if (*text) {
            assert_int_equal(*text, ' ');
            text++;
            assert_true(isdigit((unsigned char)*text));
        }
    }
    assert_true(of_stroke >= 2);
    assert_in_range(points, 2, 24);
}

static void test_every_template_is_well_formed(void **state)
{
    (void)state;
    for (int i = 0; i < 10 * PRACTICE_TEMPLATES; i++) {
        const struct practice_style *style = &practice_styles[i / 10 / PRACTICE_VARIANTS];
        expect_well_formed(style->digit[i % 10][i / 10 % PRACTICE_VARIANTS]);
    }
}

static void test_drawing_is_repeatable_and_finite(void **state)
{
    (void)state;
    for (int label = 0; label < 10; label++)
        for (uint64_t seed = 0; seed < 40; seed++) {
            struct drawing first, again;
            assert_true(practice_drawing(&first, label, seed, NULL));
            assert_true(practice_drawing(&again, label, seed, NULL));
            assert_true(first.count >= 1 && first.count == again.count);
            for (size_t i = 0; i < first.count; i++) {
                const struct stroke *stroke = &first.stroke[i];
                assert_true(stroke->count >= 2 && stroke->count == again.stroke[i].count);
                assert_memory_equal(stroke->point, again.stroke[i].point,
                                    stroke->count * sizeof *stroke->point);
                for (size_t j = 0; j < stroke->count; j++)
                    assert_true(isfinite(stroke->point[j].x) && isfinite(stroke->point[j].y));
            }
            drawing_free(&first);
            drawing_free(&again);
        }
}

static void test_no_digits_are_no_digits(void **state)
{
    (void)state;
    struct dataset dataset = make(0, 1, DATASET_TRAIN);
    dataset_free(&dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_classes_are_equal_to_within_one),
        cmocka_unit_test(test_order_of_classes_is_random),
        cmocka_unit_test(test_same_seed_gives_the_same_digits),
        cmocka_unit_test(test_a_digit_does_not_depend_on_how_many_follow),
        cmocka_unit_test(test_digits_are_the_same_on_every_machine),
        cmocka_unit_test(test_no_test_digit_is_a_training_digit),
        cmocka_unit_test(test_nearest_neighbour_reads_them),
        cmocka_unit_test(test_digits_of_a_class_differ),
        cmocka_unit_test(test_digits_lie_as_mnists_do),
        cmocka_unit_test(test_every_digit_has_ten_different_templates),
        cmocka_unit_test(test_every_template_is_well_formed),
        cmocka_unit_test(test_drawing_is_repeatable_and_finite),
        cmocka_unit_test(test_no_digits_are_no_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
