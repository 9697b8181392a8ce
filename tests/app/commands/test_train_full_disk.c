// A training on a disk without room: what fits is written, what does not leaves what was there, the
// run goes on, and only a model that cannot be written makes it fail.
#include "tests/support/command_line.h"
#include "tests/support/small_files.h"

// A model has 248 thousand bytes, its checkpoint 740 and more.
enum { ROOM_FOR_MODEL = 400000, ROOM_FOR_NONE = 100000, ROOM_FOR_LINES = 2000 };

// In the folder `out`, with so much room for each file. The signal that tells of it is as usual.
static struct result train_small(rlim_t room, const char *out, const char *option,
                                 const char *value)
{
    small_files_limit(room);
    struct result result = run("train", "--data", "small", "--epochs", "2", "--batch", "8", "--out",
                               out, option, value, NULL);
    small_files_end();
    return result;
}

static void train_whole(const char *out)
{
    struct result result =
        run("train", "--data", "small", "--epochs", "2", "--batch", "8", "--out", out, NULL);
    assert_done(&result);
    result_free(&result);
}

static void expect_failure(const struct result *result, const char *words)
{
    if (result->exit_code != 1 || !strstr(result->err, words))
        fail_msg("expected exit 1 and \"%s\", got %d: %s", words, result->exit_code, result->err);
}

static int make_folder(void **state)
{
    (void)state;
    return system("rm -rf out && mkdir out");
}

static void test_without_room_for_a_checkpoint_the_model_is_the_same(void **state)
{
    (void)state;
    train_whole("whole");
    struct result result = train_small(ROOM_FOR_MODEL, "out/m", NULL, NULL);
    assert_done(&result);
    assert_int_equal(count_matches(result.err, "cannot write out/m.checkpoint: .*raise the limit.*"
                                               "the run goes on without a checkpoint"),
                     1); // of two epochs
    support_assert_same("out/m", "whole");
    assert_int_equal(support_count_files("out"), 1);
    result_free(&result);
}

static void test_without_room_for_the_model_the_old_one_stays(void **state)
{
    (void)state;
    support_write("out/m", "old", 3);
    struct result result = train_small(ROOM_FOR_NONE, "out/m", NULL, NULL);
    expect_failure(&result, "cannot write out/m: ");
    assert_int_equal(count_matches(result.err, "ulimit -f"), 2); // and the checkpoint
    support_assert_text("out/m", "old");
    assert_int_equal(support_count_files("out"), 1);
    result_free(&result);
}

static void test_the_checkpoint_of_a_run_before_is_lost_to_none_that_cannot_be_written(void **state)
{
    (void)state;
    support_write("out/m.checkpoint", "before", 6);
    struct result result = train_small(ROOM_FOR_NONE, "out/m", NULL, NULL);
    expect_failure(&result, "cannot write out/m: ");
    support_assert_text("out/m.checkpoint", "before");
    assert_int_equal(support_count_files("out"), 1);
    result_free(&result);
    result = train_small(ROOM_FOR_MODEL, "out/m", NULL, NULL);
    assert_done(&result);
    support_assert_text("out/m.checkpoint-before", "before"); // as is said at the beginning
    assert_int_equal(support_count_files("out"), 2);
    result_free(&result);
}

static void test_a_run_that_goes_on_without_room_can_go_on_again(void **state)
{
    (void)state;
    size_t size, size_after;
    train_whole("whole");
    assert_refused(run_interrupted("train", "--data", "small", "--epochs", "2", "--batch", "8",
                                   "--out", "out/m", NULL),
                   130, "--resume");
    uint8_t *before = support_read("out/m.checkpoint", &size);
    struct result result = train_small(ROOM_FOR_NONE, "out/m", "--resume", NULL);
    expect_failure(&result, "the run goes on, its last checkpoint stays");
    assert_non_null(strstr(result.err, "cannot write out/m: "));
    assert_non_null(strstr(result.err, "continue with: lenetpad train --resume"));
    uint8_t *after = support_read("out/m.checkpoint", &size_after);
    assert_int_equal(size_after, size);
    assert_memory_equal(before, after, size);
    assert_int_equal(support_count_files("out"), 1);
    result_free(&result);
    result = run("train", "--data", "small", "--resume", "--out", "out/m", NULL);
    assert_done(&result);
    support_assert_same("out/m", "whole");
    result_free(&result);
    free(before);
    free(after);
}

static void test_a_log_without_room_has_whole_lines(void **state)
{
    (void)state;
    size_t size;
    struct result result = train_small(ROOM_FOR_LINES, "out/m", "--log", "out/log.csv");
    expect_failure(&result, "cannot write out/m: ");
    assert_int_equal(count_matches(result.err,
                                   "cannot write out/log.csv: .*the run goes on without "
                                   "a log"),
                     1);
    char *log = (char *)support_read("out/log.csv", &size);
    assert_true(size > ROOM_FOR_LINES / 2 && size <= ROOM_FOR_LINES);
    assert_int_equal(log[size - 1], '\n');
    assert_int_equal(support_count_files("out"), 1);
    free(log);
    result_free(&result);
}

static void test_a_table_of_readings_without_room_leaves_the_old_one(void **state)
{
    (void)state;
    support_write("out/readings.csv", "old", 3);
    small_files_limit(500);
    struct result result = run("test", "--data", "small", "--csv", "out/readings.csv", NULL);
    small_files_end();
    expect_failure(&result, "cannot write out/readings.csv: ");
    support_assert_text("out/readings.csv", "old");
    assert_int_equal(support_count_files("out"), 1);
    result_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_without_room_for_a_checkpoint_the_model_is_the_same,
                               make_folder),
        cmocka_unit_test_setup(test_without_room_for_the_model_the_old_one_stays, make_folder),
        cmocka_unit_test_setup(
            test_the_checkpoint_of_a_run_before_is_lost_to_none_that_cannot_be_written,
            make_folder),
        cmocka_unit_test_setup(test_a_run_that_goes_on_without_room_can_go_on_again, make_folder),
        cmocka_unit_test_setup(test_a_log_without_room_has_whole_lines, make_folder),
        cmocka_unit_test_setup(test_a_table_of_readings_without_room_leaves_the_old_one,
                               make_folder),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
