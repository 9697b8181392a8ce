// What is no digit, and what the shipped weights say of it.
#include "tests/support/support.h"

#include "nn/data/nondigits.h"
#include "nn/data/practice.h"
#include "nn/ink/reading.h"
#include "nn/net/model.h"

#include <string.h>

enum { EACH = 200 };

static void test_the_same_seed_gives_the_same_drawings(void **state)
{
    (void)state;
    for (int kind = 0; kind < NONDIGIT_KINDS; kind++) {
        struct drawing one, same, other;
        assert_true(nondigits_draw(&one, (enum nondigit)kind, NONDIGITS_ALL, 1, 7, NULL));
        assert_true(nondigits_draw(&same, (enum nondigit)kind, NONDIGITS_ALL, 1, 7, NULL));
        assert_true(nondigits_draw(&other, (enum nondigit)kind, NONDIGITS_ALL, 1, 8, NULL));
        assert_int_equal(one.count, same.count);
        for (size_t i = 0; i < one.count; i++) {
            assert_int_equal(one.stroke[i].count, same.stroke[i].count);
            assert_memory_equal(one.stroke[i].point, same.stroke[i].point,
                                one.stroke[i].count * sizeof *one.stroke[i].point);
        }
        if (kind != NONDIGIT_NOTHING)
            assert_true(one.stroke[0].point[0].x != other.stroke[0].point[0].x ||
                        one.stroke[0].count != other.stroke[0].count);
        drawing_free(&one);
        drawing_free(&same);
        drawing_free(&other);
    }
}

// Compilers work out arguments in different orders: none may decide which number is drawn first.
static void test_every_compiler_makes_the_same_drawings(void **state)
{
    (void)state;
    static const uint32_t expected[NONDIGIT_NOTHING] = {0x13a77e46, 0x9c7f45c8, 0x142a487,
                                                        0xdcc2da3d};
    for (int kind = 0; kind < NONDIGIT_NOTHING; kind++) {
        uint32_t hash = SUPPORT_HASH;
        for (uint32_t index = 0; index < EACH; index++) {
            struct drawing drawing;
            assert_true(
                nondigits_draw(&drawing, (enum nondigit)kind, NONDIGITS_ALL, 1, index, NULL));
            for (size_t i = 0; i < drawing.count; i++)
                hash = support_hash(hash, drawing.stroke[i].point,
                                    drawing.stroke[i].count * sizeof(struct point));
            drawing_free(&drawing);
        }
        assert_int_equal(hash, expected[kind]);
    }
}

static void test_all_kinds_are_made_and_nothing_has_a_label(void **state)
{
    (void)state;
    struct strokes strokes;
    int count[NONDIGIT_KINDS] = {0};
    assert_true(nondigits_make(&strokes, 52, NONDIGITS_ALL, 1, NULL));
    assert_int_equal(strokes.count, 52);
    for (size_t i = 0; i < strokes.count; i++) {
        assert_int_equal(strokes.digit[i].label, -1);
        for (int kind = 0; kind < NONDIGIT_KINDS; kind++)
            count[kind] += strcmp(strokes.digit[i].writer, nondigits_names[kind]) == 0;
    }
    for (int kind = 0; kind < NONDIGIT_KINDS; kind++)
        assert_in_range(count[kind], 10, 11);
    strokes_free(&strokes);
}

// The shipped weights, as they are calibrated.
struct shipped {
    struct lenet lenet;
    struct model_info info;
    struct reading reading;
};

static struct shipped *open_shipped(void)
{
    struct status status = {0};
    struct shipped *shipped = calloc(1, sizeof *shipped);
    assert_non_null(shipped);
    if (!model_load(&shipped->lenet, &shipped->info, LENETPAD_SOURCE_ASSETS "/lenet5.safetensors",
                    &status))
        fail_msg("%s", status.message);
    return shipped;
}

static int count_sure(struct shipped *shipped, enum nondigit kind)
{
    int sure = 0;
    for (uint32_t i = 0; i < EACH; i++) {
        struct drawing drawing;
        assert_true(nondigits_draw(&drawing, kind, NONDIGITS_ALL, 3, i, NULL));
        reading_of_drawing(&shipped->reading, &shipped->lenet, &shipped->info.calibration, &drawing,
                           NONDIGIT_SIDE);
        sure += shipped->reading.sure;
        drawing_free(&drawing);
    }
    return sure;
}

static void test_four_of_five_non_digits_are_not_called_sure(void **state)
{
    (void)state;
    struct shipped *shipped = open_shipped();
    int sure = 0;
    for (int kind = 0; kind < NONDIGIT_KINDS; kind++)
        sure += count_sure(shipped, (enum nondigit)kind);
    assert_in_range(sure, 0, NONDIGIT_KINDS * EACH / 5);
    assert_int_equal(count_sure(shipped, NONDIGIT_DOT), 0);
    assert_int_equal(count_sure(shipped, NONDIGIT_NOTHING), 0);
    free(shipped);
}

// So that the test above cannot pass by refusing everything.
static void test_most_practice_digits_are_called_sure_and_are_right(void **state)
{
    (void)state;
    struct shipped *shipped = open_shipped();
    int sure = 0, right = 0;
    for (int i = 0; i < 500; i++) {
        struct drawing drawing;
        assert_true(practice_drawing(&drawing, i % 10, (uint64_t)i, NULL));
        reading_of_drawing(&shipped->reading, &shipped->lenet, &shipped->info.calibration, &drawing,
                           NONDIGIT_SIDE);
        sure += shipped->reading.sure;
        right += shipped->reading.sure && shipped->reading.best == i % 10;
        drawing_free(&drawing);
    }
    assert_in_range(sure, 350, 500);
    assert_in_range(right, sure * 98 / 100, sure);
    free(shipped);
}

static bool has_one_of(enum nondigit kind, enum nondigit_part part, size_t strokes)
{
    bool found = false;
    for (uint32_t i = 0; i < EACH && !found; i++) {
        struct drawing drawing;
        assert_true(nondigits_draw(&drawing, kind, part, 4, i, NULL));
        found = drawing.count == strokes;
        drawing_free(&drawing);
    }
    return found;
}

// Only one sign, #, has four strokes.
static void test_what_is_kept_back_is_not_learnt(void **state)
{
    (void)state;
    assert_true(has_one_of(NONDIGIT_SIGN, NONDIGITS_ALL, 4));
    assert_true(has_one_of(NONDIGIT_SIGN, NONDIGITS_LEARNT, 4) !=
                has_one_of(NONDIGIT_SIGN, NONDIGITS_KEPT_BACK, 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same_seed_gives_the_same_drawings),
        cmocka_unit_test(test_every_compiler_makes_the_same_drawings),
        cmocka_unit_test(test_all_kinds_are_made_and_nothing_has_a_label),
        cmocka_unit_test(test_what_is_kept_back_is_not_learnt),
        cmocka_unit_test(test_four_of_five_non_digits_are_not_called_sure),
        cmocka_unit_test(test_most_practice_digits_are_called_sure_and_are_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
