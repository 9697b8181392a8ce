// Printed digits add up.
#include "tests/support/support.h"

#include "app/base/printed.h"
#include "nn/base/random.h"

#include <math.h>

static void assert_text(double value, const char *wanted)
{
    char text[PRINTED_TEXT];
    printed_text(printed_units(value), text);
    assert_string_equal(text, wanted);
}

static void test_numbers_have_four_decimals_and_no_negative_zero(void **state)
{
    (void)state;
    assert_text(1.23456, "1.2346");
    assert_text(-0.00004, "0.0000");
    assert_text(-1.5, "-1.5000");
    assert_text(3e38, "3e+38");
}

// As someone with paper and pencil would add them.
static void test_printed_parts_and_the_residue_give_the_printed_sum(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 1, 0);
    int off = 0;
    for (int i = 0; i < 1000; i++) {
        double parts[17], sum = 0;
        long long printed = 0;
        char text[PRINTED_TEXT];
        for (int j = 0; j < 17; j++) {
            parts[j] = (double)random_between(&random, -3, 3);
            sum += parts[j];
            printed_text(printed_units(parts[j]), text);
            printed += llround(strtod(text, NULL) * 10000);
        }
        double residue = printed_residue(sum, parts, 17);
        off += residue != 0;
        printed_text(printed_units(sum), text);
        assert_int_equal(printed + (long long)residue, llround(strtod(text, NULL) * 10000));
    }
    assert_true(off > 100); // there was something to tell
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_have_four_decimals_and_no_negative_zero),
        cmocka_unit_test(test_printed_parts_and_the_residue_give_the_printed_sum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
