// What is learnt as no digit.
#include "tests/support/support.h"

#include "nn/data/nondigits.h"
#include "nn/data/practice.h"
#include "nn/data/unreadable.h"

#include <string.h>

enum { MADE = 400 };

static struct stroke_dataset make(uint64_t seed, const struct stroke_dataset *digits)
{
    struct stroke_dataset set = {0};
    struct status status = {0};
    if (!unreadable_make(&set, MADE, seed, digits, &status))
        fail_msg("%s", status.message);
    return set;
}

static struct stroke_dataset practice(void)
{
    struct stroke_dataset digits = {0};
    for (int i = 0; i < 100; i++) {
        struct strokes_digit digit = {.label = i % 10};
        assert_true(practice_drawing(&digit.drawing, i % 10, (uint64_t)i, NULL));
        assert_int_equal(stroke_dataset_add(&digits, &digit), STROKE_DATASET_ADDED);
        drawing_free(&digit.drawing);
    }
    return digits;
}

static bool same(const struct stroke_dataset *a, const struct stroke_dataset *b)
{
    return a->points == b->points && memcmp(a->point, b->point, a->points * sizeof *a->point) == 0;
}

// Compilers work out arguments in different orders: none may decide which number is drawn first.
static void test_every_compiler_makes_the_same(void **state)
{
    (void)state;
    struct stroke_dataset digits = practice(), set = make(1, &digits);
    uint32_t hash = support_hash(SUPPORT_HASH, set.point, set.points * sizeof *set.point);
    assert_int_equal(hash, 0xe478c41a);
    stroke_dataset_free(&set);
    stroke_dataset_free(&digits);
}

static void test_all_are_labelled_as_no_digit_and_have_ink(void **state)
{
    (void)state;
    const struct stroke_dataset none = {0};
    struct stroke_dataset digits = practice(), set = make(1, &digits), without = make(1, &none);
    assert_int_equal(set.count, MADE);
    assert_int_equal(without.count, MADE);
    for (size_t i = 0; i < MADE; i++) {
        assert_int_equal(set.digit[i].label, DIGIT_NONE);
        assert_true(set.digit[i].strokes >= 1 && set.digit[i].points[0] >= 1);
    }
    stroke_dataset_free(&without);
    stroke_dataset_free(&set);
    stroke_dataset_free(&digits);
}

static void test_the_same_seed_and_digits_give_the_same(void **state)
{
    (void)state;
    const struct stroke_dataset none = {0};
    struct stroke_dataset digits = practice();
    struct stroke_dataset one = make(1, &digits), again = make(1, &digits),
                          other = make(2, &digits), without = make(1, &none);
    assert_true(same(&one, &again));
    assert_false(same(&one, &other));
    assert_false(same(&one, &without));
    stroke_dataset_free(&one);
    stroke_dataset_free(&again);
    stroke_dataset_free(&other);
    stroke_dataset_free(&without);
    stroke_dataset_free(&digits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_compiler_makes_the_same),
        cmocka_unit_test(test_all_are_labelled_as_no_digit_and_have_ink),
        cmocka_unit_test(test_the_same_seed_and_digits_give_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
