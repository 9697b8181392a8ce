// "-" is standard input where a command reads a file, and standard output where it writes one. The
// real program, in a shell as people use it.
#include "tests/support/shell.h"

#include "app/commands/command.h"
#include "app/commands/window_options.h"
#include "app/manual/value_words.h"
#include "app/session/opening.h"
#include "app/session/session_life.h"
#include "nn/files/input.h"
#include "nn/strokes/strokes_text.h"
#include "tests/support/practice_data.h"
#include "tests/support/practice_strokes.h"

#include <fcntl.h>
#include <sys/wait.h>

// ---- Standard input -----------------------------------------------------------------------------

// The name that is printed becomes that of standard input.
static void call_standard_input(const char *name)
{
    char command[200];
    snprintf(command, sizeof command, "sed -i 's#\\(/[^\"]*/\\|\\)%s#standard input#' out", name);
    assert_int_equal(system(command), 0);
}

// The shell that has <(...).
static void expect_done_by_bash(const char *command)
{
    support_write("command.sh", command, strlen(command));
    expect_done("bash command.sh");
}

// By its name, and as the shell makes it.
static void expect_same_of_pipes(const char *format, const char *file)
{
    char command[400], other[600];
    snprintf(command, sizeof command, format, "pipe");
    snprintf(other, sizeof other, "rm -f pipe; mkfifo pipe; cat %s >pipe & { %s; }", file, command);
    expect_done(other);
    call_standard_input("pipe");
    support_assert_same("out", "expected");
    snprintf(other, sizeof other, "<(cat %s)", file);
    snprintf(command, sizeof command, format, other);
    expect_done_by_bash(command);
    call_standard_input("fd/[0-9]*");
    support_assert_same("out", "expected");
    snprintf(command, sizeof command, format, "/dev/stdin");
    snprintf(other, sizeof other, "cat %s | { %s; }", file, command);
    expect_done(other);
    call_standard_input("stdin");
    support_assert_same("out", "expected");
}

// A command prints the same of a file, whichever way it comes.
static void test_every_file_that_is_read_may_come_from_a_pipe_or_a_redirection(void **state)
{
    (void)state;
    static const struct {
        const char *file, *command; // %s: where the file is named
    } cases[] = {
        {"picture.png", "$L classify %s"},
        {"picture.png", "$L classify --json %s"},
        {"picture.png", "$L explain %s"},
        {"digits.strokes", "$L explain --index 1 %s"},
        {"digits.strokes", "$L strokes %s"},
        {"digits.strokes", "$L calibrate --strokes %s"},
        {"digits.strokes", "$L shot --strokes %s --index 1 --size 200x200 --out shot.png; "
                           "cksum shot.png"},
        {"picture.png", "$L shot --strokes %s --size 200x200 --out shot.png; cksum shot.png"},
        {"model", "$L shot --panel reading --model %s --out shot.png; cksum shot.png"},
        {"model", "$L classify --model %s picture.png"},
        {"model", "$L test --data small --model %s"},
        {"model", "$L strokes --model=%s digits.strokes"},
        {"model", "$L explain --model %s picture.png"},
        {"model", "$L calibrate --model %s --temperature 1 --probability 0.5 --logit 1"},
        {"model", "$L blend --with %s --out blended; cksum blended"},
        {"model", "$L blend --model %s --with model --out blended; cksum blended"},
        {"model", "$L export --format c-header --model %s exported; cksum exported"},
        {"picture.png", "$L export --format npy --drawing %s exported; cksum exported"},
        {"model", "$L train --data small --epochs 1 --augment none --threads 1 --from %s "
                  "--out trained | sed 's/% [0-9]* images.*//'; cksum trained"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *file = cases[i].file;
        char command[400], other[600];
        snprintf(command, sizeof command, cases[i].command, file);
        expect_done(command);
        call_standard_input(file);
        assert_int_equal(rename("out", "expected"), 0);
        snprintf(command, sizeof command, cases[i].command, "-");
        snprintf(other, sizeof other, "cat %s | { %s; }", file, command);
        expect_done(other);
        support_assert_same("out", "expected");
        snprintf(other, sizeof other, "{ %s; } < %s", command, file);
        expect_done(other);
        support_assert_same("out", "expected");
        expect_same_of_pipes(cases[i].command, file);
    }
}

static void test_several_pipes_are_read_each_as_a_file(void **state)
{
    (void)state;
    expect_done("$L classify --model model picture.png other.png");
    assert_int_equal(rename("out", "expected"), 0);
    expect_done_by_bash("mkfifo first; cat picture.png >first & "
                        "$L classify --model <(cat model) first <(cat other.png) | "
                        "sed 's#^first#picture.png#; s#^/dev/fd/[0-9]*#other.png#'");
    support_assert_same("out", "expected");
    expect_fails("mkfifo twice; $L classify twice ./twice", 2,
                 "PICTURE ./twice: it is given twice, and can be read as one file");
    expect_fails("cat picture.png | $L classify - /dev/stdin", 2,
                 "PICTURE /dev/stdin: it is given");
}

static void test_standard_input_is_named_once(void **state)
{
    (void)state;
    expect_fails("$L classify --model - - <model", 2,
                 "PICTURE -: standard input can be read as one file; name another here or for "
                 "--model");
    expect_fails("$L classify - - <picture.png", 2, "name another here or for PICTURE");
    expect_fails("$L calibrate --strokes - --model - <model", 2, "for --model");
    expect_fails("$L - --model - <model", 2, "FILE -: ");
}

static void test_what_is_cut_short_or_empty_is_refused_by_its_name(void **state)
{
    (void)state;
    expect_fails("head -c 200 picture.png | $L classify -", 1,
                 "standard input is a PNG picture that is damaged or cut short");
    expect_fails("head -c 5000 model | $L classify --model - picture.png", 1, "standard input");
    expect_fails("head -c 9 digits.strokes | $L strokes -", 1, "standard input");
    expect_fails("$L classify - </dev/null", 1, "standard input is empty");
    expect_fails("$L classify - <&-", 1, "standard input is empty");
    expect_fails("$L strokes - </dev/null", 1, "standard input");
    expect_fails("$L strokes --model - digits.strokes </dev/null", 1, "standard input");
    expect_fails("$L classify - <small", 1, "cannot read standard input: Is a directory");
}

static void test_what_never_ends_is_refused(void **state)
{
    (void)state;
    expect_fails("$L classify - </dev/zero", 1, "standard input: too long");
    expect_fails("$L strokes - </dev/zero", 1, "standard input is of no kind");
    expect_fails("$L classify --model - picture.png </dev/zero", 1, "standard input: too long");
    expect_fails("yes | $L classify -", 1, "standard input: too long");
    expect_fails("mkfifo endless; yes >endless & $L classify endless", 1, "endless: too long");
    expect_fails("$L classify /dev/stdin </dev/zero", 1, "/dev/stdin: too long");
    expect_fails("$L classify /dev/zero", 1, "/dev/zero is not a file but a device");
}

static void test_a_file_of_that_name_is_read_by_its_path(void **state)
{
    (void)state;
    expect_done("cp picture.png ./-; cp picture.png './standard input'; $L classify ./-");
    expect_done("$L classify - 'standard input' <other.png; grep -c '^standard input: ' out | "
                "grep -x 1; grep -c '^./standard input: ' out | grep -x 1");
    expect_done("$L classify -- - <other.png");
}

static void test_what_needs_a_name_refuses_standard_input(void **state)
{
    (void)state;
    expect_fails("$L test --data -", 2, "--data -: this needs a name; what is called - is ./-");
    expect_fails("$L train --out new --strokes a - b", 2, "--strokes -: this needs a name");
    expect_fails("$L train --out new --record -", 2, "--record -: this needs a name");
    expect_fails("$L export --format torch --model - new.py <model", 2, "--model -: what torch");
    expect_fails("mkfifo named; $L export --format torch --model named new.py", 2,
                 "--model named: what torch");
    expect_fails("mkfifo part; $L train --data small --out new --strokes part", 1,
                 "part is not a file but a named pipe");
}

static void test_a_file_that_is_standard_input_is_not_written_over(void **state)
{
    (void)state;
    expect_fails("$L shot --strokes - --out picture.png <picture.png", 2,
                 "--out would be written over what --strokes reads");
}

static void test_a_terminal_is_waited_for_with_words(void **state)
{
    (void)state;
    if (sh("command -v script") != 0)
        skip();
    expect_fails("{ sleep 1; printf '\\004'; } | script -qec \"$L classify -\" typed; "
                 "cat typed >&2; exit 1",
                 1, "waiting for standard input, which is this terminal; Ctrl-D ends it");
}

static void test_waiting_for_a_terminal_can_be_interrupted(void **state)
{
    (void)state;
    if (sh("command -v script") != 0)
        skip();
    static const char *const words[] = {"-", "classify -", "train --out new --from -"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        char command[200];
        snprintf(command, sizeof command,
                 "{ sleep 0.7; printf '\\003'; } | script -qec \"$L %s\" typed; "
                 "grep waiting typed && ! grep -E 'empty|display|lenetpad: standard' typed",
                 words[i]);
        expect_done(command);
    }
}

// As cat does; nobody writes into it.
static void test_waiting_for_a_pipe_can_be_interrupted(void **state)
{
    (void)state;
    static const char *const words[] = {"silent", "classify silent",
                                        "train --out new --from silent"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        char command[200];
        snprintf(command, sizeof command,
                 "rm -f silent; mkfifo silent; timeout --preserve-status -s INT 0.7 $L %s",
                 words[i]);
        expect_fails(command, 130, "");
        expect_done("test ! -s err");
    }
}

// A window is not needed to open what it would show.
static void test_the_window_opens_it_too_and_does_not_remember_it(void **state)
{
    (void)state;
    struct session *session = calloc(1, sizeof *session);
    const struct session_options options = {0};
    struct status status = {0};
    static const char *const files[] = {"model", "picture.png", "digits.strokes"};
    assert_true(session_open(session, &options, &status));
    int kept = dup(0);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        int file = open(files[i], O_RDONLY);
        dup2(file, 0);
        close(file);
        assert_true(input_open(INPUT_NAME, NULL, &status));
        if (!opening_file(session, INPUT_NAME, 0, &status))
            fail_msg("%s: %s", files[i], status.message);
        input_close();
    }
    dup2(kept, 0);
    close(kept);
    assert_string_equal(session->weights_name, INPUT_NAME);
    assert_int_equal(system("mkfifo weights; cat model >weights &"), 0);
    assert_true(input_open("weights", NULL, &status));
    assert_true(opening_file(session, "weights", 0, &status));
    input_close();
    assert_string_equal(session->weights_name, "weights");
    assert_string_equal(session->settings.model, "");
    session_close(session);
    free(session);
}

// ---- Standard output ----------------------------------------------------------------------------

static void test_a_file_that_goes_to_standard_output_is_alone_there(void **state)
{
    (void)state;
    static const char *const commands[] = {
        "$L shot --size 200x200 --out",
        "$L export --format onnx",
        "$L export --format c-file",
        "$L calibrate --temperature 1 --probability 0.5 --logit 1 --out",
        "$L test --data small --csv",
        "$L train --data small --epochs 1 --augment none --threads 1 --out",
    };
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        char command[400];
        snprintf(command, sizeof command, "%s file", commands[i]);
        expect_done(command);
        snprintf(command, sizeof command, "%s - | cat; test ! -e ./-.checkpoint", commands[i]);
        expect_done(command);
        assert_int_equal(system("cmp out file"), 0);
    }
}

static void test_models_go_from_pipe_to_pipe(void **state)
{
    (void)state;
    expect_done("$L calibrate --temperature 1 --probability 0.5 --logit 1 --model - --out - "
                "<model | $L classify --model - picture.png");
}

static void test_standard_output_is_named_once(void **state)
{
    (void)state;
    expect_fails("$L train --data small --out - --log - | cat; exit 2", 2,
                 "--log -: standard output can be one file; name another here or for --out");
    assert_int_equal(sh("$L test --data small --csv - --json"), 2);
}

static void test_a_terminal_gets_no_bytes(void **state)
{
    (void)state;
    if (sh("command -v script") != 0)
        skip();
    expect_fails("script -qec \"$L shot --out -\" typed; code=$?; cat typed >&2; exit $code", 2,
                 "--out -: a terminal cannot show such a file; add > FILE or | COMMAND");
}

// ---- Tables -------------------------------------------------------------------------------------

// Whoever adds an option that names a file says what "-" is there.
static void check_table(void *context, const struct command_line *line)
{
    int *checked = context;
    struct value_words words;
    for (size_t i = 0; i < line->option_count; i++) {
        const struct option *option = &line->options[i];
        value_words_of(&words, option->value);
        if ((words.files || words.folders) != (option->dash != OPTION_DASH_TEXT))
            fail_msg("%s --%s %s: is it a file, and what is - there?", line->command, option->name,
                     option->value);
        *checked += option->dash != OPTION_DASH_TEXT;
    }
    value_words_of(&words, line->operand_word);
    if ((words.files || words.folders) != (line->operand_dash != OPTION_DASH_TEXT))
        fail_msg("%s %s: is it a file, and what is - there?", line->command, line->operand_word);
}

static void test_every_option_that_names_a_file_says_what_a_dash_is(void **state)
{
    (void)state;
    int (*const commands[])(int argc, char **argv) = {
        command_train,   command_test,    command_calibrate, command_classify,
        command_strokes, command_explain, command_export,    command_shot,
        command_fetch,   command_bench,   command_blend,     command_window};
    char name[] = "lenetpad";
    char *words[] = {name, NULL};
    int checked = 0;
    command_line_hand_to((struct command_line_reader){check_table, &checked});
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        commands[i](1, words);
    command_line_hand_to((struct command_line_reader){0});
    assert_true(checked > 20);
}

static void test_help_and_manual_say_what_a_dash_is(void **state)
{
    (void)state;
    expect_done("$L classify --help | grep 'A - as --model or PICTURE is standard input'");
    expect_done("$L shot --help | grep 'as --out standard output'");
    expect_done("$L help --man classify | grep 'is standard input; a file that is called so'");
    expect_done("! $L fetch --help | grep 'A - as'");
}

// ---- Set-up -------------------------------------------------------------------------------------

static int set_up(void **state)
{
    if (support_enter_folder(state) != 0 || !practice_data_save("small", 60, 20, 7))
        return -1;
    setenv("HOME", *state, 1);
    setenv("L", LENETPAD_BINARY, 1);
    static const char *const unwanted[] = {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME",
                                           "XDG_CACHE_HOME", "LENETPAD_DATA"};
    for (size_t i = 0; i < sizeof unwanted / sizeof unwanted[0]; i++)
        unsetenv(unwanted[i]);
    struct strokes strokes = practice_strokes(30);
    assert_true(strokes_save(&strokes, "digits.strokes", NULL));
    strokes_free(&strokes);
    return sh("$L shot --panel pad --index 4 --out picture.png && "
              "$L shot --panel pad --index 1 --out other.png && "
              "$L train --data small --epochs 2 --augment none --threads 1 --out model");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_file_that_is_read_may_come_from_a_pipe_or_a_redirection),
        cmocka_unit_test(test_several_pipes_are_read_each_as_a_file),
        cmocka_unit_test(test_standard_input_is_named_once),
        cmocka_unit_test(test_what_is_cut_short_or_empty_is_refused_by_its_name),
        cmocka_unit_test(test_what_never_ends_is_refused),
        cmocka_unit_test(test_a_file_of_that_name_is_read_by_its_path),
        cmocka_unit_test(test_what_needs_a_name_refuses_standard_input),
        cmocka_unit_test(test_a_file_that_is_standard_input_is_not_written_over),
        cmocka_unit_test(test_a_terminal_is_waited_for_with_words),
        cmocka_unit_test(test_waiting_for_a_terminal_can_be_interrupted),
        cmocka_unit_test(test_waiting_for_a_pipe_can_be_interrupted),
        cmocka_unit_test(test_the_window_opens_it_too_and_does_not_remember_it),
        cmocka_unit_test(test_a_file_that_goes_to_standard_output_is_alone_there),
        cmocka_unit_test(test_models_go_from_pipe_to_pipe),
        cmocka_unit_test(test_standard_output_is_named_once),
        cmocka_unit_test(test_a_terminal_gets_no_bytes),
        cmocka_unit_test(test_every_option_that_names_a_file_says_what_a_dash_is),
        cmocka_unit_test(test_help_and_manual_say_what_a_dash_is),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
