// Lists of writers on the command line.
#include "nn/strokes/strokes_text.h"
#include "tests/support/support.h"

#include "app/measure/writers.h"

static void test_a_list_names_its_writers_and_nobody_else(void **unused)
{
    (void)unused;
    struct writers writers;
    assert_true(writers_parse(&writers, "1,12,Ada L.", NULL));
    assert_true(writers_include(&writers, "1"));
    assert_true(writers_include(&writers, "Ada L."));
    assert_false(writers_include(&writers, "2"));
    assert_false(writers_include(&writers, ""));
    assert_true(writers_parse(&writers, NULL, NULL));
    assert_false(writers_include(&writers, "1"));
}

static void test_lists_that_make_no_sense_are_refused(void **unused)
{
    (void)unused;
    struct writers writers;
    struct status status = {0};
    char many[WRITERS_MOST * 2 + 2];
    for (size_t i = 0; i + 1 < sizeof many; i++)
        many[i] = i % 2 ? ',' : '7';
    many[sizeof many - 1] = '\0';
    const char *const bad[] = {"",  "1,", ",1", "1,,2", "a name that is much longer than it may be",
                               many};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(writers_parse(&writers, bad[i], &status));
        support_assert_says(&status, STATUS_USAGE, "a list of writers");
    }
}

static void test_a_writer_who_was_never_met_is_named(void **unused)
{
    (void)unused;
    struct writers writers;
    struct status status = {0};
    assert_true(writers_parse(&writers, "1,99", NULL));
    writers_include(&writers, "1");
    assert_false(writers_check_met(&writers, &status));
    support_assert_says(&status, STATUS_USAGE, "no digit by writer 99");
    writers_include(&writers, "99");
    assert_true(writers_check_met(&writers, &status));
}

static void test_only_the_chosen_writers_digits_are_kept(void **unused)
{
    (void)unused;
    static const char text[] = "digit 1 writer a\nstroke 1,1\ndigit 2 writer b\nstroke 1,1\n"
                               "digit 3\nstroke 1,1\ndigit 4 writer a\nstroke 1,1\n";
    struct strokes strokes;
    struct writers writers;
    assert_true(strokes_parse(&strokes, text, strlen(text), "text", NULL));
    assert_true(writers_parse(&writers, "a", NULL));
    writers_keep_only(&writers, &strokes);
    assert_int_equal(strokes.count, 2);
    assert_int_equal(strokes.digit[0].label, 1);
    assert_int_equal(strokes.digit[1].label, 4);
    strokes_free(&strokes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_list_names_its_writers_and_nobody_else),
        cmocka_unit_test(test_lists_that_make_no_sense_are_refused),
        cmocka_unit_test(test_a_writer_who_was_never_met_is_named),
        cmocka_unit_test(test_only_the_chosen_writers_digits_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
