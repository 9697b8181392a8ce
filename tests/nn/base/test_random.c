// The generator is the published one, its draws are even, and a seed means the same everywhere.
#include "tests/support/support.h"

#include "nn/base/random.h"

#include <math.h>

static void test_the_published_sequence_comes_out(void **state)
{
    (void)state;
    // The reference implementation of xoshiro256** started at 1, 2, 3, 4.
    static const uint64_t expected[] = {
        11520u,
        0u,
        1509978240u,
        1215971899390074240u,
        1216172134540287360u,
        607988272756665600u,
        16172922978634559625u,
        8476171486693032832u,
        10595114339597558777u,
        2904607092377533576u,
    };
    struct random random = {{1, 2, 3, 4}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_int_equal(random_next(&random), expected[i]);
}

static void test_seeding_is_the_published_splitmix(void **state)
{
    (void)state;
    // splitmix64 of 0 begins with e220a8397b1dcdaf; of 1234567 with these.
    static const uint64_t expected[4] = {6457827717110365317u, 3203168211198807973u,
                                         9817491932198370423u, 4593380528125082431u};
    struct random random;
    random_init(&random, 1234567u ^ 0xe220a8397b1dcdafu, 0);
    assert_memory_equal(random.state, expected, sizeof expected);
}

static void test_same_seed_and_stream_repeat(void **state)
{
    (void)state;
    struct random a, b;
    random_init(&a, 42, 7);
    random_init(&b, 42, 7);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(random_next(&a), random_next(&b));
}

static void test_streams_and_seeds_differ(void **state)
{
    (void)state;
    uint64_t first[64];
    for (size_t i = 0; i < 64; i++) {
        struct random random;
        random_init(&random, i / 8, i % 8);
        first[i] = random_next(&random);
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(first[i], first[j]);
    }
}

static void test_neighbouring_streams_are_not_correlated(void **state)
{
    (void)state;
    struct random a, b;
    random_init(&a, 1, 0);
    random_init(&b, 1, 1);
    double sum = 0;
    for (int i = 0; i < 100000; i++)
        sum += (random_float(&a) - 0.5) * (random_float(&b) - 0.5) * 12.0;
    assert_true(sum / 100000 > -0.02 && sum / 100000 < 0.02); // six standard errors
}

static void test_floats_are_even_and_below_one(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 3, 0);
    uint32_t bin[16] = {0};
    for (int i = 0; i < 160000; i++) {
        float x = random_float(&random);
        assert_true(x >= 0.0f && x < 1.0f);
        bin[(int)(x * 16.0f)]++;
    }
    for (int i = 0; i < 16; i++)
        assert_in_range(bin[i], 9400, 10600); // six standard errors
}

static void test_between_stays_between(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 4, 0);
    float least = 1e9f, most = -1e9f;
    for (int i = 0; i < 10000; i++) {
        float x = random_between(&random, -3.0f, 5.0f);
        least = x < least ? x : least;
        most = x > most ? x : most;
    }
    assert_true(least >= -3.0f && least < -2.9f);
    assert_true(most < 5.0f && most > 4.9f);
}

// Half of a triangle over [-1, 1) lies within 0.293 of its middle.
static void test_about_is_near_more_often_than_far(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 9, 0);
    double sum = 0;
    int near = 0;
    for (int i = 0; i < 40000; i++) {
        float about = random_about(&random, 10, 2);
        assert_true(about >= 8 && about <= 12);
        sum += (double)about;
        near += fabsf(about - 10) < 2 * 0.29289f;
    }
    assert_float_equal(sum / 40000, 10, 0.02);
    assert_in_range(near, 19500, 20500);
}

static void test_below_is_even_for_limits_that_do_not_divide(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 5, 0);
    uint32_t bin[7] = {0};
    for (int i = 0; i < 70000; i++)
        bin[random_below(&random, 7)]++;
    for (int i = 0; i < 7; i++)
        assert_in_range(bin[i], 9400, 10600);
    // A plain remainder would favour the lower half of this limit two to one.
    uint32_t limit = 3u << 30, low = 0;
    for (int i = 0; i < 30000; i++)
        low += random_below(&random, limit) < limit / 3;
    assert_in_range(low, 9400, 10600);
}

static void test_below_one_is_zero(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 6, 0);
    for (int i = 0; i < 10; i++)
        assert_int_equal(random_below(&random, 1), 0);
}

static void test_shuffle_is_a_permutation(void **state)
{
    (void)state;
    enum { COUNT = 1000 };
    struct random random;
    random_init(&random, 7, 0);
    uint32_t items[COUNT];
    for (uint32_t i = 0; i < COUNT; i++)
        items[i] = i;
    random_shuffle(&random, items, COUNT);
    bool seen[COUNT] = {false};
    size_t at_home = 0;
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_true(items[i] < COUNT && !seen[items[i]]);
        seen[items[i]] = true;
        at_home += items[i] == i;
    }
    assert_true(at_home < 10); // one is expected
    random_shuffle(&random, items, 0);
}

static void test_shuffle_reaches_every_order_evenly(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 8, 0);
    uint32_t times[27] = {0};
    for (int i = 0; i < 60000; i++) {
        uint32_t items[3] = {0, 1, 2};
        random_shuffle(&random, items, 3);
        times[items[0] * 9 + items[1] * 3 + items[2]]++;
    }
    static const int orders[6] = {0 * 9 + 1 * 3 + 2, 0 * 9 + 2 * 3 + 1, 1 * 9 + 0 * 3 + 2,
                                  1 * 9 + 2 * 3 + 0, 2 * 9 + 0 * 3 + 1, 2 * 9 + 1 * 3 + 0};
    for (int i = 0; i < 6; i++)
        assert_in_range(times[orders[i]], 9400, 10600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_published_sequence_comes_out),
        cmocka_unit_test(test_seeding_is_the_published_splitmix),
        cmocka_unit_test(test_same_seed_and_stream_repeat),
        cmocka_unit_test(test_streams_and_seeds_differ),
        cmocka_unit_test(test_neighbouring_streams_are_not_correlated),
        cmocka_unit_test(test_floats_are_even_and_below_one),
        cmocka_unit_test(test_between_stays_between),
        cmocka_unit_test(test_about_is_near_more_often_than_far),
        cmocka_unit_test(test_below_is_even_for_limits_that_do_not_divide),
        cmocka_unit_test(test_below_one_is_zero),
        cmocka_unit_test(test_shuffle_is_a_permutation),
        cmocka_unit_test(test_shuffle_reaches_every_order_evenly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
