// Numbers in texts: right at the ends of their range, and read in a time that their length decides.
#include "tests/support/support.h"

#include "nn/base/words.h"

#include <math.h>
#include <time.h>

static float number_of(const char *text)
{
    float number = NAN;
    const char *end = text + strlen(text);
    assert_ptr_equal(words_number(&number, text, end), end);
    return number;
}

static void test_numbers_out_of_range_become_zero_or_infinite(void **state)
{
    (void)state;
    assert_true(number_of("1e-99999") == 0);
    assert_true(number_of("-1e-999999999999") == 0);
    assert_true(signbit(number_of("-1e-99999")));
    assert_true(number_of("9999999999999999999e-420") == 0);
    assert_true(isinf(number_of("1e99999")) && number_of("1e99999") > 0);
    assert_true(isinf(number_of("-1e999999999999")) && number_of("-1e999999999999") < 0);
    assert_true(number_of("0e999999999999") == 0);
    assert_true(number_of("3e38") == 3e38f && isinf(number_of("4e38")));
    assert_true(number_of("1e-45") == 0x1p-149f && number_of("1e-46") == 0);
}

// A number of `zeros` zeros that an exponent takes back.
static void test_many_digits_and_a_large_exponent_meet_in_the_middle(void **state)
{
    (void)state;
    enum { ZEROS = 30000 };
    char *text = malloc(ZEROS + 32);
    assert_non_null(text);
    memcpy(text, "0.", 2);
    memset(text + 2, '0', ZEROS);
    strcpy(text + 2 + ZEROS, "125e30002");
    assert_true(number_of(text) == 12.5f);
    text[0] = '7';
    memset(text + 1, '0', ZEROS);
    strcpy(text + 1 + ZEROS, "e-30000");
    assert_true(number_of(text) == 7);
    free(text);
}

static double seconds_for(const char *text)
{
    clock_t start = clock();
    const char *end = text + strlen(text);
    for (int i = 0; i < 50000; i++) {
        float number;
        assert_ptr_equal(words_number(&number, text, end), end);
    }
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

// It took 5,000 divisions.
static void test_an_exponent_takes_no_longer_than_its_digits(void **state)
{
    (void)state;
    double plain = 1e-4 + seconds_for("12345678");
    assert_true(seconds_for("1e-99999") < 30 * plain);
    assert_true(seconds_for("1e+99999") < 30 * plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_out_of_range_become_zero_or_infinite),
        cmocka_unit_test(test_many_digits_and_a_large_exponent_meet_in_the_middle),
        cmocka_unit_test(test_an_exponent_takes_no_longer_than_its_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
