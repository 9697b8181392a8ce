// A training that was interrupted goes on to the same bytes, and its checkpoint is kept safely.
#include "tests/support/command_line.h"

#include "nn/strokes/strokes.h"

// Starts a run that would take for ever, interrupts it after its first epoch, and returns the exit
// code.
static int interrupt_endless_run(const char *out, int signal_number)
{
    char text[8192];
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    char *arguments[] = {(char *)(uintptr_t)LENETPAD_BINARY,
                         "train",
                         "--data",
                         "small",
                         "--epochs",
                         "100000",
                         "--threads",
                         "2",
                         "--augment",
                         "none",
                         "--out",
                         (char *)(uintptr_t)out,
                         NULL};
    int err = open("err.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
    pid_t child = start_with(arguments, pipes[1], err);
    close(pipes[1]);
    close(err);
    bool began = read_until(pipes[0], "epoch 1/100000", text, sizeof text);
    kill(child, signal_number);
    int exit_code = wait_for(child);
    close(pipes[0]);
    assert_true(began);
    return exit_code;
}

static void test_an_interrupted_run_resumes_to_the_same_bytes(void **state)
{
    (void)state;
    assert_refused(run_interrupted("train", "--data", "small", "--epochs", "2", "--augment",
                                   "affine", "--out", "cut", NULL),
                   130, "lenetpad train --resume --data small --out cut");
    for (int batch = 2; batch <= 5; batch++) {
        char place[64];
        snprintf(place, sizeof place, "epoch 1 of 2 after batch %d of 16", batch);
        assert_refused(
            run_interrupted("train", "--resume", "--data", "small", "--out", "cut", NULL), 130,
            place);
    }
    assert_false(there("cut"));
    assert_true(there("cut.checkpoint"));
    struct result whole = run("train", "--data", "small", "--epochs", "2", "--augment", "affine",
                              "--out", "whole", NULL);
    struct result resumed = run("train", "--resume", "--data", "small", "--out", "cut", NULL);
    assert_done(&whole);
    assert_done(&resumed);
    support_assert_same("cut", "whole");
    assert_false(there("cut.checkpoint"));
    result_free(&whole);
    result_free(&resumed);
}

static void test_a_run_on_practice_digits_goes_on_with_them_without_being_told(void **state)
{
    (void)state;
    assert_refused(
        run_interrupted("train", "--data", "practice", "--epochs", "1", "--out", "p", NULL), 130,
        "after batch 1 of");
    struct result result = run_interrupted("train", "--resume", "--out", "p", NULL);
    assert_non_null(strstr(result.err, "began on practice digits and goes on with them"));
    assert_non_null(strstr(result.err, "after batch 2 of"));
    assert_non_null(strstr(result.err, "--resume --data practice --out p"));
    result_free(&result);
    result = run_interrupted("train", "--resume", "--data", "small", "--out", "p", NULL);
    assert_non_null(strstr(result.err, "other training data")); // as it is told, it is done
    result_free(&result);
}

static void test_an_interrupted_epoch_is_reported_as_a_whole(void **state)
{
    (void)state;
    double loss[2];
    for (int cut = 0; cut < 2; cut++) {
        if (cut)
            assert_refused(
                run_interrupted("train", "--data", "small", "--epochs", "1", "--out", "e", NULL),
                130, "stopped in epoch 1 of 1");
        struct result result =
            cut ? run("train", "--resume", "--data", "small", "--out", "e", NULL)
                : run("train", "--data", "small", "--epochs", "1", "--out", "e", NULL);
        assert_done(&result);
        assert_int_equal(sscanf(result.out, "epoch 1/1 loss %lf", &loss[cut]), 1);
        result_free(&result);
    }
    assert_true(loss[0] == loss[1]);
}

static void test_a_running_training_can_be_interrupted(void **state)
{
    (void)state;
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (int i = 0; i < 3; i++) {
        unlink("endless.checkpoint");
        assert_int_equal(interrupt_endless_run("endless", signals[i]), 130);
        assert_true(there("endless.checkpoint"));
        assert_false(there("endless"));
    }
}

static void test_resuming_refuses_options_that_contradict(void **state)
{
    (void)state;
    struct result cut =
        run_interrupted("train", "--data", "small", "--epochs", "4", "--out", "again", NULL);
    assert_int_equal(cut.exit_code, 130);
    result_free(&cut);
    assert_refused(
        run("train", "--resume", "--data", "small", "--epochs", "5", "--out", "again", NULL), 2,
        "--epochs differs");
    assert_refused(
        run("train", "--resume", "--data", "small", "--rate", "0.5", "--out", "again", NULL), 2,
        "--rate differs");
    assert_true(there("again.checkpoint"));
    // The same value given again is no contradiction.
    assert_refused(run_interrupted("train", "--resume", "--data", "small", "--epochs", "4", "--out",
                                   "again", NULL),
                   130, "after batch 2 of 16");
}

static void test_without_a_checkpoint_there_is_nothing_to_resume(void **state)
{
    (void)state;
    assert_refused(run("train", "--resume", "--data", "small", "--out", "never-begun", NULL), 1,
                   "nothing to resume");
}

static void test_a_resumed_run_from_a_models_weights_ends_in_the_same_bytes(void **state)
{
    (void)state;
    assert_refused(run_interrupted("train", "--from", "model", "--data", "small", "--epochs", "2",
                                   "--out", "from-cut", NULL),
                   130, "stopped in epoch 1 of 2");
    struct result whole = run("train", "--from", "model", "--data", "small", "--epochs", "2",
                              "--out", "from-whole", NULL);
    struct result resumed = run("train", "--resume", "--data", "small", "--out", "from-cut", NULL);
    assert_done(&whole);
    assert_done(&resumed);
    support_assert_same("from-cut", "from-whole");
    result_free(&whole);
    result_free(&resumed);
}

static void test_the_words_to_continue_with_can_be_given_to_a_shell(void **state)
{
    (void)state;
    static const char strokes[] = "digit 1\nstroke 1,1 2,9\n";
    support_write("it's; a $HOME.strokes", strokes, sizeof strokes - 1);
    struct result cut =
        run_interrupted("train", "--data", "small", "--strokes", "it's; a $HOME.strokes",
                        "--epochs", "2", "--out", "a `b` \"c\"", NULL);
    assert_int_equal(cut.exit_code, 130);
    char *words = strstr(cut.err, "continue with: lenetpad ");
    char command[1000];
    assert_non_null(words);
    words += strlen("continue with: lenetpad ");
    snprintf(command, sizeof command, LENETPAD_BINARY " %.*s >/dev/null 2>&1",
             (int)strcspn(words, "\n"), words);
    assert_int_equal(system(command), 0);
    assert_true(there("a `b` \"c\""));
    result_free(&cut);
}

static void test_a_checkpoint_is_as_private_as_the_model(void **state)
{
    (void)state;
    struct stat info;
    mode_t old = umask(022);
    support_write("private", "old", 3);
    assert_int_equal(chmod("private", 0600), 0);
    assert_refused(
        run_interrupted("train", "--data", "small", "--epochs", "2", "--out", "private", NULL), 130,
        "stopped");
    umask(old);
    assert_int_equal(stat("private.checkpoint", &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
}

static void test_starting_afresh_keeps_the_run_that_was_there(void **state)
{
    (void)state;
    assert_refused(
        run_interrupted("train", "--data", "small", "--epochs", "2", "--out", "old", NULL), 130,
        "after batch 1 of 16");
    struct result result =
        run("train", "--data", "small", "--epochs", "1", "--seed", "2", "--out", "old", NULL);
    assert_done(&result);
    assert_non_null(strstr(result.err, "old.checkpoint is of an interrupted run, which --resume "
                                       "would have continued; it will be kept as "
                                       "old.checkpoint-before"));
    assert_false(there("old.checkpoint"));
    result_free(&result);
    assert_int_equal(rename("old.checkpoint-before", "old.checkpoint"), 0);
    result = run("train", "--resume", "--data", "small", "--out", "old", NULL);
    assert_done(&result);
    assert_non_null(strstr(result.out, "epoch 2/2"));
    result_free(&result);
}

static void test_a_broken_checkpoint_is_refused(void **state)
{
    (void)state;
    support_write("bad.checkpoint", "not a checkpoint", 16);
    assert_refused(run("train", "--resume", "--data", "small", "--out", "bad", NULL), 1,
                   "bad.checkpoint");
    size_t size;
    uint8_t *model = support_read("model", &size);
    support_write("bad.checkpoint", model, size); // a model, but no place in a run
    free(model);
    assert_refused(run("train", "--resume", "--data", "small", "--out", "bad", NULL), 1,
                   "bad.checkpoint");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_interrupted_run_resumes_to_the_same_bytes),
        cmocka_unit_test(test_a_run_on_practice_digits_goes_on_with_them_without_being_told),
        cmocka_unit_test(test_an_interrupted_epoch_is_reported_as_a_whole),
        cmocka_unit_test(test_a_running_training_can_be_interrupted),
        cmocka_unit_test(test_resuming_refuses_options_that_contradict),
        cmocka_unit_test(test_without_a_checkpoint_there_is_nothing_to_resume),
        cmocka_unit_test(test_a_resumed_run_from_a_models_weights_ends_in_the_same_bytes),
        cmocka_unit_test(test_the_words_to_continue_with_can_be_given_to_a_shell),
        cmocka_unit_test(test_a_checkpoint_is_as_private_as_the_model),
        cmocka_unit_test(test_starting_afresh_keeps_the_run_that_was_there),
        cmocka_unit_test(test_a_broken_checkpoint_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
