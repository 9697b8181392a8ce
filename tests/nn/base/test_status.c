// The words of a failure: whole, never longer than their room, and optional.
#include "tests/support/support.h"

static void test_failing_returns_false_and_keeps_code_and_words(void **state)
{
    (void)state;
    struct status status = {0};
    assert_false(status_fail(&status, STATUS_IO, "cannot read %s: line %d", "a.txt", 7));
    assert_int_equal(status.code, STATUS_IO);
    assert_string_equal(status.message, "cannot read a.txt: line 7");
}

static void test_a_caller_without_interest_may_pass_null(void **state)
{
    (void)state;
    assert_false(status_fail(NULL, STATUS_BAD_DATA, "%s", "nobody listens"));
}

static void test_long_words_are_cut_and_ended(void **state)
{
    (void)state;
    struct {
        struct status status;
        char guard[8];
    } room;
    memset(&room, '#', sizeof room);
    char words[4096];
    memset(words, 'x', sizeof words - 1);
    words[sizeof words - 1] = '\0';
    assert_false(status_fail(&room.status, STATUS_USAGE, "%s", words));
    assert_int_equal(strlen(room.status.message), sizeof room.status.message - 1);
    assert_memory_equal(room.guard, "########", 8);
}

static void test_later_words_replace_earlier_ones(void **state)
{
    (void)state;
    struct status status;
    status_fail(&status, STATUS_IO, "a first and rather long message");
    status_fail(&status, STATUS_MISSING, "second");
    assert_int_equal(status.code, STATUS_MISSING);
    assert_string_equal(status.message, "second");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_failing_returns_false_and_keeps_code_and_words),
        cmocka_unit_test(test_a_caller_without_interest_may_pass_null),
        cmocka_unit_test(test_long_words_are_cut_and_ended),
        cmocka_unit_test(test_later_words_replace_earlier_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
