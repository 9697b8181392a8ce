// Where the commands' files go: pipes, standard output and open files work as places, a place that
// cannot work is refused before the work, and what cannot be written in the middle of a training
// does not cost the model. The real program, in a shell as people use it.
#include "tests/support/shell.h"

#include "tests/support/practice_data.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define TRAIN "$L train --data small --augment none --threads 1 "
#define ENDLESS TRAIN "--epochs 100000 "

static bool there(const char *path)
{
    return access(path, F_OK) == 0;
}

// ---- Standard output and pipes as places --------------------------------------------------------

static void test_every_file_can_go_to_standard_output(void **state)
{
    (void)state;
    static const struct {
        const char *command, *option, *told; // told: what is printed beside the file
    } cases[] = {
        {TRAIN "--epochs 2", "--out", "epoch 2/2 loss"},
        {"$L test --data small --model model", "--csv", "confusion"},
        {"$L calibrate --model model --temperature 1 --probability 0.5 --logit 1", "--out",
         "--temperature"},
        {"$L blend --model model --with model", "--out", "apart"},
        {"$L shot --view empty --size 200x200", "--out", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char command[400];
        snprintf(command, sizeof command, "%s %s file", cases[i].command, cases[i].option);
        expect_done(command);
        expect_says("out", cases[i].told);
        static const char *const names[] = {"/dev/stdout", "/dev/fd/1", "to-stdout"};
        for (int n = 0; n < 3; n++) {
            snprintf(command, sizeof command, "%s %s %s | cat", cases[i].command, cases[i].option,
                     names[n]);
            expect_done(command);
            support_assert_same("out", "file"); // and nothing else
            expect_says("err", cases[i].told);
            snprintf(command, sizeof command, "%s %s %s", cases[i].command, cases[i].option,
                     names[n]);
            expect_done(command); // into an ordinary file
            support_assert_same("out", "file");
        }
    }
}

static void test_a_named_pipe_can_be_the_place(void **state)
{
    (void)state;
    expect_done(TRAIN "--epochs 2 --out file");
    assert_int_equal(mkfifo("fifo", 0600), 0);
    expect_done("cat fifo >received & " TRAIN "--epochs 2 --out fifo && wait");
    support_assert_same("received", "file");
    assert_false(there("fifo.checkpoint"));
    expect_says("err", "no checkpoint can be kept");
    assert_int_equal(sh(TRAIN "--resume --out fifo & cat fifo; wait $!"), 2);
}

static void test_two_results_on_standard_output_are_refused(void **state)
{
    (void)state;
    expect_fails("$L test --data small --model model --json --csv /dev/stdout", 2, "--csv");
    expect_empty("out");
}

// ---- Refused before the work --------------------------------------------------------------------

// The run would take days: it ends now, or the test's time limit does.
static void expect_refused(const char *out, const char *words)
{
    char command[300];
    snprintf(command, sizeof command, ENDLESS "--out %s", out);
    expect_fails(command, 1, words);
    expect_empty("out");
}

static void test_where_no_model_could_go_is_said_before_training(void **state)
{
    (void)state;
    assert_int_equal(symlink("missing/model", "to-missing"), 0);
    assert_int_equal(symlink("/proc/model", "to-read-only"), 0);
    assert_int_equal(symlink("round-b", "round-a"), 0);
    assert_int_equal(symlink("round-a", "round-b"), 0);
    assert_int_equal(mkfifo("unread", 0600), 0);
    assert_int_equal(mkdir("taken.checkpoint", 0777), 0);
    expect_refused("small", "small: it is a folder");
    expect_refused("to-missing", "to-missing: its folder does not exist");
    expect_refused("to-read-only", "to-read-only:");
    expect_refused("round-a", "leads back to itself");
    expect_refused("unread", "nothing reads from it");
    expect_refused("/dev/full", "/dev/full: No space left on device");
    expect_refused("/dev/stdout >/dev/full", "No space left on device");
    expect_refused("/dev/stdout >&-", "it is not open");
    expect_refused("taken", "taken.checkpoint: it is a folder");
    assert_false(there("taken"));
}

static void test_a_table_or_picture_that_could_not_go_anywhere_is_refused(void **state)
{
    (void)state;
    expect_fails("$L test --data small --csv absent/x.csv", 1, "its folder does not exist");
    expect_empty("out");
    expect_fails("$L calibrate --data small --out /dev/full", 1, "No space left on device");
    expect_empty("out");
    expect_fails("$L shot --out absent/x.png", 1, "its folder does not exist");
    expect_empty("out");
}

// ---- In the middle of the work ------------------------------------------------------------------

static void test_a_checkpoint_that_cannot_be_written_does_not_cost_the_model(void **state)
{
    (void)state;
    expect_done(TRAIN "--epochs 3 --out whole");
    // 400 kB hold a model (250 kB), but not a checkpoint (740 kB). sh counts in blocks of 512
    // bytes.
    expect_done("ulimit -f 800; " TRAIN "--epochs 3 --out tight");
    support_assert_same("tight", "whole");
    assert_false(there("tight.checkpoint"));
    expect_says("err", "cannot write tight.checkpoint: File too large");
    expect_says("err", "the run goes on without a checkpoint");
    char *errors = read_text("err");
    assert_null(strstr(strstr(errors, "goes on") + 1, "goes on")); // said once
    free(errors);
}

static void test_a_model_that_cannot_be_written_can_be_had_from_the_checkpoint(void **state)
{
    (void)state;
    expect_done(TRAIN "--epochs 100 --out whole");
    // While it trains, a folder takes the model's place.
    assert_int_equal(sh("rm -rf late; { " TRAIN
                        "--epochs 100 --out late | { read first; mkdir late; "
                        "cat; }; }; test -f late.checkpoint"),
                     0);
    expect_says("err", "late: it is a folder");
    expect_says("err", "continue with: lenetpad train --resume --data small --out late");
    expect_done("rmdir late; " TRAIN "--resume --out late");
    support_assert_same("late", "whole");
}

static void test_two_runs_do_not_share_a_checkpoint(void **state)
{
    (void)state;
    expect_done(ENDLESS "--out shared & while ! test -f shared.checkpoint; do sleep 0.05; done; "
                        "$L train --data small --out shared; test $? = 1; result=$?; "
                        "kill -TERM $!; wait; exit $result");
    expect_says("err", "shared.checkpoint is being written by lenetpad train (process ");
}

// ---- Nobody reads -------------------------------------------------------------------------------

// Runs the program with a standard output that nobody reads. The signal that ended it, or minus its
// exit code.
static int run_unread(char *const *arguments)
{
    int pipes[2], state;
    assert_int_equal(pipe(pipes), 0);
    close(pipes[0]);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(pipes[1], 1);
        execv(LENETPAD_BINARY, arguments);
        _exit(127);
    }
    close(pipes[1]);
    assert_int_equal(waitpid(child, &state, 0), child);
    return WIFSIGNALED(state) ? WTERMSIG(state) : -WEXITSTATUS(state);
}

static void test_a_reader_that_leaves_costs_no_file(void **state)
{
    (void)state;
    char *train[] = {"lenetpad", "train",    "--data", "small", "--augment",    "none", "--threads",
                     "1",        "--epochs", "3",      "--out", "unread-model", NULL};
    char *help[] = {"lenetpad", "--help", NULL};
    expect_done(TRAIN "--epochs 3 --out whole");
    assert_int_equal(run_unread(train), SIGPIPE); // as with other programs, but at the end
    support_assert_same("unread-model", "whole");
    assert_int_equal(run_unread(help), SIGPIPE);
}

// ---- Set-up -------------------------------------------------------------------------------------

static int set_up(void **state)
{
    if (support_enter_folder(state) != 0 || !practice_data_save("small", 100, 20, 7))
        return -1;
    setenv("HOME", *state, 1);
    setenv("L", LENETPAD_BINARY, 1);
    static const char *const unwanted[] = {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME",
                                           "XDG_CACHE_HOME", "LENETPAD_DATA"};
    for (size_t i = 0; i < sizeof unwanted / sizeof unwanted[0]; i++)
        unsetenv(unwanted[i]);
    return symlink("/dev/stdout", "to-stdout") | sh(TRAIN "--epochs 2 --out model");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_file_can_go_to_standard_output),
        cmocka_unit_test(test_a_named_pipe_can_be_the_place),
        cmocka_unit_test(test_two_results_on_standard_output_are_refused),
        cmocka_unit_test(test_where_no_model_could_go_is_said_before_training),
        cmocka_unit_test(test_a_table_or_picture_that_could_not_go_anywhere_is_refused),
        cmocka_unit_test(test_a_checkpoint_that_cannot_be_written_does_not_cost_the_model),
        cmocka_unit_test(test_a_model_that_cannot_be_written_can_be_had_from_the_checkpoint),
        cmocka_unit_test(test_two_runs_do_not_share_a_checkpoint),
        cmocka_unit_test(test_a_reader_that_leaves_costs_no_file),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
