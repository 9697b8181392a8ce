// Occlusion against blanking by hand, and that the pixels that are said to turn a digit into
// another do, and fewer of them do not.
#include "tests/support/support.h"

#include "nn/explain/change.h"
#include "tests/support/explained.h"
#include "tests/support/naive_operated.h"

static struct explained shipped;
static struct ablation ablation; // C3 without three of its maps, and C5 with noise, for some tests

static int load_shipped(void **state)
{
    (void)state;
    explained_load(&shipped);
    for (int map = 4; map < 7; map++)
        ablation_silence(&ablation, (struct terms_cell){LENET_C3, map, -1, -1}, NULL);
    ablation.noise[LENET_C5] = 0.05f;
    return 0;
}

// By the specification, in double precision.
static double logit_without(const struct lenet_activations *at, int row, int column, int digit,
                            const struct ablation *operated, const struct lenet_activations *noise)
{
    static struct naive naive;
    static const struct ablation none;
    for (int y = 0; y < 32; y++)
        for (int x = 0; x < 32; x++) {
            bool blank = abs(y - row) <= 2 && abs(x - column) <= 2;
            naive.input[y][x] = blank ? (double)INPUT_BACKGROUND : (double)at->input[y][x];
        }
    naive_operated(&naive, &shipped.lenet, operated ? operated : &none, noise);
    return naive.logits[digit];
}

static void expect_what_blanking_does(const struct ablation *operated)
{
    static float fall[LENET_SIDE][LENET_SIDE];
    static struct lenet_activations noise;
    const struct lenet_activations *at = &shipped.activations[2];
    int digit = lenet_best(at->logits);
    float combination[LENET_CLASSES] = {0};
    combination[digit] = 1;
    if (operated)
        naive_find_noise(&noise, &shipped.lenet, operated, LENET_C5);
    assert_true(
        change_occlusion(fall, &shipped.lenet, operated, at->input, combination, 2, NULL, NULL));
    double largest = 0, whole = logit_without(at, -9, -9, digit, operated, &noise);
    for (int i = 0; i < 1024; i++)
        largest = fmax(largest, fabs((double)(&fall[0][0])[i]));
    for (int i = 0; i < 1024; i += 5) {
        double right = whole - logit_without(at, i / 32, i % 32, digit, operated, &noise);
        if (fabs(right - (double)(&fall[0][0])[i]) > 1e-4 * largest)
            fail_msg("pixel %d: %g, not %g", i, (double)(&fall[0][0])[i], right);
    }
    assert_true(largest > 0.1 && fall[0][0] == 0);
}

static void test_occlusion_is_what_blanking_does(void **state)
{
    (void)state;
    expect_what_blanking_does(NULL);
}

static void test_occlusion_of_an_operated_network_is_what_blanking_does(void **state)
{
    (void)state;
    expect_what_blanking_does(&ablation);
}

static bool never(void *context)
{
    ++*(int *)context;
    return false;
}

static void test_work_that_is_told_to_end_ends(void **state)
{
    (void)state;
    static float fall[LENET_SIDE][LENET_SIDE];
    struct change_flip flip;
    const float combination[LENET_CLASSES] = {1};
    int asked = 0;
    assert_false(change_occlusion(fall, &shipped.lenet, NULL, shipped.activations[0].input,
                                  combination, 2, never, &asked));
    assert_false(change_find_flip(&flip, &shipped.lenet, NULL, shipped.activations[0].input, -1,
                                  never, &asked));
    assert_int_equal(asked, 2);
}

// What is read with the first `count` changes.
static int read_with(const struct lenet_activations *at, struct change_flip flip, int count,
                     const struct ablation *operated)
{
    static struct lenet_activations changed;
    memcpy(changed.input, at->input, sizeof changed.input);
    flip.count = count;
    explained_apply(changed.input, &flip);
    ablation_forward(&changed, &shipped.lenet, operated);
    return lenet_best(changed.logits);
}

static void expect_few_to_turn(int digits, const struct ablation *operated)
{
    int counts = 0;
    for (int i = 0; i < digits; i++) {
        struct change_flip flip;
        const struct lenet_activations *at = &shipped.activations[i];
        assert_true(change_find_flip(&flip, &shipped.lenet, operated, at->input, -1, NULL, NULL));
        assert_true(flip.finished && flip.count > 0);
        assert_int_equal(flip.from, read_with(at, flip, 0, operated));
        assert_int_equal(read_with(at, flip, flip.count, operated), flip.to);
        assert_int_not_equal(flip.to, flip.from);
        assert_int_equal(read_with(at, flip, flip.count - 1, operated), flip.from);
        counts += flip.count;
    }
    assert_in_range(counts, digits, digits * 30);
}

static void test_the_fewest_pixels_turn_the_reading(void **state)
{
    (void)state;
    expect_few_to_turn(6, NULL);
}

static void test_the_fewest_pixels_turn_the_reading_of_an_operated_network(void **state)
{
    (void)state;
    expect_few_to_turn(4, &ablation);
}

static void test_a_wanted_digit_is_reached(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct change_flip flip;
        const struct lenet_activations *at = &shipped.activations[i];
        int wanted = (lenet_best(at->logits) + 5) % 10;
        assert_true(change_find_flip(&flip, &shipped.lenet, NULL, at->input, wanted, NULL, NULL));
        if (!flip.finished)
            fail_msg("digit %d: no %d after %d changes", i, wanted, flip.count);
        assert_int_equal(read_with(at, flip, flip.count, NULL), wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_occlusion_is_what_blanking_does),
        cmocka_unit_test(test_occlusion_of_an_operated_network_is_what_blanking_does),
        cmocka_unit_test(test_work_that_is_told_to_end_ends),
        cmocka_unit_test(test_the_fewest_pixels_turn_the_reading),
        cmocka_unit_test(test_the_fewest_pixels_turn_the_reading_of_an_operated_network),
        cmocka_unit_test(test_a_wanted_digit_is_reached),
    };
    return cmocka_run_group_tests(tests, load_shipped, NULL);
}
