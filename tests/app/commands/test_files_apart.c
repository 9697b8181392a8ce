// No file that a command is given is written to twice, or lost by what is written over it, however
// its path is written; and nothing is begun before that is known.
#include "tests/support/command_line.h"

#include "app/training/runs/run_record.h"

// Into `out`, from which nothing may have gone, and to which nothing may have come.
static int make_files(void **state)
{
    (void)state;
    return system("rm -rf out && mkdir out && echo 'digit 3' > out/pens && cp $PWD/model out/m && "
                  "cp -r small out/data && ln -s . out/again");
}

static void expect_mistake(struct result result, const char *words)
{
    assert_refused(result, 2, words);
    assert_int_equal(system("cmp -s model out/m && test \"$(cat out/pens)\" = 'digit 3' && "
                            "diff -r small out/data && test $(ls out | wc -l) = 4"),
                     0);
}

static void test_no_file_is_written_to_twice(void **state)
{
    (void)state;
    expect_mistake(run("train", "--data", "small", "--log", "./out/x", "--out", "out/x", NULL),
                   "--log and --out are the same file: ./out/x");
    expect_mistake(run("train", "--data", "small", "--log", "out/again/x", "--out", "out/x", NULL),
                   "--log and --out are the same file");
    expect_mistake(
        run("train", "--data", "small", "--log", "out/x.checkpoint", "--out", "out/x", NULL),
        "--log and the checkpoint of --out are the same file");
}

static void test_no_file_is_lost_by_what_is_written_over_it(void **state)
{
    (void)state;
    expect_mistake(
        run("train", "--data", "small", "--strokes", "out/pens", "--out", "./out/pens", NULL),
        "--out would be written over what --strokes reads: ./out/pens");
    expect_mistake(
        run("train", "--data", "small", "--from", "out/m", "--log", "out/m", "--out", "x", NULL),
        "--log would be written over what --from reads");
    expect_mistake(
        run("train", "--data", "out/data", "--out", "out/again/data/train-labels-idx1-ubyte", NULL),
        "--out would be written over what --data reads");
    expect_mistake(run("test", "--data", "small", "--model", "out/m", "--csv", "./out/m", NULL),
                   "--csv would be written over what --model reads");
    expect_mistake(
        run("test", "--data", "out/data", "--csv", "out/data/t10k-labels-idx1-ubyte", NULL),
        "--csv would be written over what --data reads");
    expect_mistake(run("calibrate", "--strokes", "out/pens", "--out", "out/again/pens", NULL),
                   "--out would be written over what --strokes reads");
    expect_mistake(run("shot", "--strokes", "out/pens", "--out", "out/pens", NULL),
                   "--out would be written over what --strokes reads");
}

static void test_no_record_is_lost_by_its_repetition(void **state)
{
    (void)state;
    struct run_record record;
    struct run_setup setup;
    run_setup_default(&setup);
    run_record_begin(&record, &setup);
    assert_int_equal(mkdir("run", 0777), 0);
    assert_true(run_record_save(&record, "run/record.json", NULL));
    assert_refused(run("train", "--record", "run", "--out", "run/record.json", NULL), 2,
                   "--out would be written over what --record reads");
    assert_refused(run("train", "--record", "run/record.json", "--out", "x", "--log",
                       "./run/" RUN_RECORD_START, NULL),
                   2, "--log would be written over what --record reads");
    assert_int_equal(support_count_files("run"), 1);
}

static void test_a_model_may_be_written_over_the_one_that_it_was_made_from(void **state)
{
    (void)state;
    struct result result = run("train", "--data", "small", "--epochs", "1", "--from", "out/m",
                               "--out", "./out/m", NULL);
    assert_done(&result);
    result_free(&result);
    result = run("calibrate", "--data", "small", "--model", "out/m", "--out", "out/m", NULL);
    assert_done(&result);
    result_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_no_file_is_written_to_twice, make_files),
        cmocka_unit_test_setup(test_no_file_is_lost_by_what_is_written_over_it, make_files),
        cmocka_unit_test(test_no_record_is_lost_by_its_repetition),
        cmocka_unit_test_setup(test_a_model_may_be_written_over_the_one_that_it_was_made_from,
                               make_files),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
