// Amounts as people are told them.
#include "tests/support/support.h"

#include "app/base/amount.h"

static void test_a_share_of_nothing_is_nothing(void **state)
{
    (void)state;
    assert_true(amount_percent(0, 0) == 0);
    assert_true(amount_percent(1, 4) == 25);
    assert_true(amount_percent(7, 7) == 100);
}

static void test_a_clock_counts_hours_minutes_and_seconds(void **state)
{
    (void)state;
    static const struct {
        double seconds;
        const char *text;
    } cases[] = {{-3, "0:00"},   {0.4, "0:00"},     {7, "0:07"},       {59.6, "1:00"},
                 {750, "12:30"}, {3723, "1:02:03"}, {1e5, "27:46:40"}, {1e99, "27777:46:40"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[AMOUNT_SIZE];
        amount_clock(text, cases[i].seconds);
        assert_string_equal(text, cases[i].text);
    }
}

static void test_what_is_left_is_told_in_its_largest_unit(void **state)
{
    (void)state;
    static const struct {
        double seconds;
        const char *text;
    } cases[] = {{0, "0 s"},     {0.1, "1 s"},     {89.5, "90 s"},  {90, "2 min"},
                 {121, "3 min"}, {5399, "90 min"}, {5400, "1.5 h"}, {36000, "10.0 h"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[AMOUNT_SIZE];
        amount_rough_time(text, cases[i].seconds);
        assert_string_equal(text, cases[i].text);
    }
}

static void test_what_has_come_is_told_of_the_whole(void **state)
{
    (void)state;
    char text[AMOUNT_SIZE];
    amount_of_megabytes(text, 1540000, 11594722);
    assert_string_equal(text, "1.5 of 11.6 MB");
}

static void test_a_file_is_as_long_as_one_says_it(void **state)
{
    (void)state;
    static const struct {
        uint64_t bytes;
        const char *text;
    } cases[] = {{0, "0 bytes"},       {999, "999 bytes"}, {1000, "1.0 kB"},     {1040, "1.0 kB"},
                 {999949, "999.9 kB"}, {999950, "1.0 MB"}, {12345678, "12.3 MB"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[AMOUNT_SIZE];
        amount_bytes(text, cases[i].bytes);
        assert_string_equal(text, cases[i].text);
    }
}

static void test_thousands_stand_apart(void **state)
{
    (void)state;
    static const struct {
        uint64_t count;
        const char *text;
    } cases[] = {{0, "0"},
                 {999, "999"},
                 {1000, "1,000"},
                 {1234567, "1,234,567"},
                 {UINT64_MAX, "18,446,744,073,709,551,615"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[AMOUNT_SIZE];
        amount_count(text, cases[i].count);
        assert_string_equal(text, cases[i].text);
    }
}

// As an error is kept in a curve, and as it is counted.
static void test_a_share_is_printed_as_its_counts_are(void **state)
{
    (void)state;
    static const size_t tested[] = {10000, 60000, 2000, 8000};
    int apart = 0;
    for (int i = 0; i < 4; i++)
        for (size_t wrong = 0; wrong <= tested[i]; wrong++) {
            char counted[32], kept[32], naive[32];
            float share = (float)wrong / (float)tested[i];
            snprintf(counted, sizeof counted, "%.2f", amount_percent(wrong, tested[i]));
            snprintf(kept, sizeof kept, "%.2f", amount_percent_of((double)share));
            snprintf(naive, sizeof naive, "%.2f", 100 * (double)share);
            assert_string_equal(kept, counted);
            apart += strcmp(naive, counted) != 0;
        }
    assert_true(apart > 0); // it makes a difference
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_share_of_nothing_is_nothing),
        cmocka_unit_test(test_a_share_is_printed_as_its_counts_are),
        cmocka_unit_test(test_a_clock_counts_hours_minutes_and_seconds),
        cmocka_unit_test(test_what_is_left_is_told_in_its_largest_unit),
        cmocka_unit_test(test_what_has_come_is_told_of_the_whole),
        cmocka_unit_test(test_a_file_is_as_long_as_one_says_it),
        cmocka_unit_test(test_thousands_stand_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
