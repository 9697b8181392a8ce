// Decimals: short, and the same number again when they are read, in any locale.
#include "tests/support/support.h"

#include "nn/base/decimal.h"
#include "nn/base/random.h"
#include "nn/base/words.h"
#include <math.h>

static void expect_text(float number, const char *expected)
{
    char text[DECIMAL_SIZE];
    decimal_write(text, number);
    assert_string_equal(text, expected);
}

static void test_numbers_are_as_short_as_they_can_be(void **state)
{
    (void)state;
    expect_text(0, "0");
    expect_text(0.1f, "0.1");
    expect_text(0.99f, "0.99");
    expect_text(100, "100");
    expect_text(-3.25f, "-3.25");
    expect_text(1e-5f, "1e-05");
    expect_text(1.0f / 3, "0.33333334");
    expect_text(16777217.0f, "16777216");
}

static void test_every_number_reads_back_the_same(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 7, 0);
    for (int i = 0; i < 20000; i++) {
        uint32_t bits = (uint32_t)random_next(&random);
        float number, again;
        char text[DECIMAL_SIZE];
        memcpy(&number, &bits, sizeof number);
        if (!isfinite(number))
            continue;
        decimal_write(text, number);
        const char *end = text + strlen(text);
        assert_ptr_equal(words_number(&again, text, end), end);
        assert_memory_equal(&again, &number, sizeof number);
    }
}

static void test_the_point_is_a_point_in_every_locale(void **state)
{
    (void)state;
    if (!support_use_decimal_comma())
        skip();
    expect_text(0.5f, "0.5");
    setlocale(LC_ALL, "C");
}

static void test_exponents_below_zero_are_spelled_out(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"2e-05", "0.00002"},
                                           {"-2.5e-06", "-0.0000025"},
                                           {"0.25", "0.25"},
                                           {"1e+20", "1e+20"},
                                           {"1e-12", "0.000000000001"},
                                           {"1e-13", "1e-13"},
                                           {"1.23456789e-05", "0.0000123456789"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[DECIMAL_SIZE];
        snprintf(text, sizeof text, "%s", cases[i][0]);
        decimal_spell_out(text);
        assert_string_equal(text, cases[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_as_short_as_they_can_be),
        cmocka_unit_test(test_exponents_below_zero_are_spelled_out),
        cmocka_unit_test(test_every_number_reads_back_the_same),
        cmocka_unit_test(test_the_point_is_a_point_in_every_locale),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
