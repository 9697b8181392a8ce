// Words that a shell takes as they were, and that a terminal can be given: the shell itself is
// asked. The way on from an interrupted run is such a line.
#include "tests/support/program.h"

#include "app/console/shell_word.h"
#include "app/training/train_record.h"
#include "nn/base/utf8.h"
#include "nn/net/model.h"

#include <signal.h>

static char *printed(const char *word)
{
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    shell_print(to, word);
    assert_int_equal(fclose(to), 0);
    return text;
}

static void assert_clean_line(const char *text)
{
    size_t left = strlen(text);
    for (size_t length; left > 0; text += length, left -= length) {
        length = utf8_printable_length(text, left);
        if (length == 0)
            fail_msg("byte 0x%02x before %s", (unsigned char)*text, text + 1);
    }
}

static void test_a_word_is_written_as_plainly_as_can_be(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"a/b-1.txt", " a/b-1.txt"},
        {"", " ''"},
        {"it's", " 'it'\\''s'"},
        {"a b", " 'a b'"},
        {"J\xc3\xb6rg", " 'J\xc3\xb6rg'"},
        {"J\xf6rg", " $'J\\366rg'"},
        {"\x1b[2J", " $'\\033[2J'"},
        {"a\n'\\\xc2\x9b\xc3\xb6", " $'a\\012\\'\\\\\\302\\233\xc3\xb6'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = printed(cases[i][0]);
        assert_string_equal(text, cases[i][1]);
        free(text);
    }
}

static void test_a_shell_gives_every_byte_back(void **state)
{
    (void)state;
    for (int byte = 1; byte < 256; byte++) {
        const char word[] = {'1', (char)byte, '\'', '7', '\\', (char)byte, '\0'};
        char *text = printed(word), script[100];
        assert_clean_line(text);
        int length = snprintf(script, sizeof script, "printf %%s%s >>given\n", text);
        FILE *to = fopen("script", byte == 1 ? "w" : "a");
        assert_non_null(to);
        assert_int_equal(fwrite(script, 1, (size_t)length, to), length);
        assert_int_equal(fclose(to), 0);
        free(text);
    }
    assert_int_equal(system("bash script"), 0);
    size_t size;
    uint8_t *given = support_read("given", &size);
    assert_int_equal(size, 255 * 6);
    for (int byte = 1; byte < 256; byte++)
        assert_memory_equal(given + 6 * (byte - 1),
                            ((const uint8_t[]){'1', (uint8_t)byte, '\'', '7', '\\', (uint8_t)byte}),
                            6);
    free(given);
}

// Runs a line of a shell, in which $L is the program, with a SIGINT that waits from the beginning
// if it is to stop after one batch.
static int shell(const char *line, bool interrupted)
{
    char command[2048];
    sigset_t interrupt, before;
    int ended;
    snprintf(command, sizeof command, "exec %s </dev/null >out.txt 2>err.txt", line);
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    if (interrupted)
        sigprocmask(SIG_BLOCK, &interrupt, &before);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        signal(SIGINT, SIG_DFL);
        execlp("bash", "bash", "-c", command, NULL);
        _exit(127);
    }
    if (interrupted) {
        kill(child, SIGINT);
        sigprocmask(SIG_SETMASK, &before, NULL);
    }
    assert_int_equal(waitpid(child, &ended, 0), child);
    return WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
}

static void assert_ends(const char *line, bool interrupted, int exit_code)
{
    int got = shell(line, interrupted);
    if (got != exit_code)
        fail_msg("%s: exit %d: %s", line, got, program_read_text("err.txt"));
}

#define TRAIN                                                                                      \
    "\"$L\" train --data practice --epochs 1 --batch 4096 --strokes $'st\\033\\xff' "              \
    "--hold-out-writers $'M\\xfcller,J\\xc3\\xb6rg' --out "

static void test_a_run_goes_on_whatever_bytes_its_words_are(void **state)
{
    (void)state;
    static const char strokes[] = "digit 1 writer M\xfcller\nstroke 5,1 5,9\n"
                                  "digit 1 writer J\xc3\xb6rg\nstroke 5,1 5,9\n"
                                  "digit 1 writer Ada\nstroke 5,1 5,9\n";
    static const char words[] = "continue with: lenetpad ";
    char line[2000];
    struct model_info info;
    struct lenet *lenet = malloc(sizeof *lenet);
    assert_non_null(lenet);
    support_write("st\x1b\xff", strokes, sizeof strokes - 1);
    assert_ends(TRAIN "$'o\\n\\xff'", true, 130);
    char *said = program_read_text("err.txt"), *on = strstr(said, words);
    assert_non_null(on);
    on[strcspn(on, "\n")] = '\0';
    assert_clean_line(on);
    snprintf(line, sizeof line, "\"$L\" %s", on + strlen(words));
    assert_ends(line, false, 0);
    assert_ends(TRAIN "whole", false, 0);
    support_assert_same("o\n\xff", "whole");
    // What made it is said exactly, in the file, too.
    assert_true(model_load(lenet, &info, "whole", NULL));
    assert_non_null(strstr(info.command, "--hold-out-writers $'M\\374ller,J\xc3\xb6rg'"));
    free(said);
    free(lenet);
}

// Writers may be so many that what made the model is cut.
static void test_a_long_record_is_cut_between_characters(void **state)
{
    (void)state;
    static struct train_record record;
    static char writers[4002];
    struct data_split set = {0};
    struct status status = {0};
    struct train_options options = train_default_options();
    for (int shift = 0; shift < 2; shift++) {
        memset(writers, 'x', 1);
        for (size_t i = (size_t)shift; i + 2 < sizeof writers; i += 2)
            memcpy(writers + i, "\xc3\xbc", 3);
        const struct data_split_request request = {.data = "practice", .hold_out_writers = writers};
        assert_true(train_record_make(&record, &set, &request, &options, false, &status));
        assert_in_range(strlen(record.command), sizeof record.command - 2,
                        sizeof record.command - 1);
        assert_clean_line(record.command);
    }
}

static int set_up(void **state)
{
    return program_enter_folder(state) | setenv("L", LENETPAD_BINARY, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_word_is_written_as_plainly_as_can_be),
        cmocka_unit_test(test_a_shell_gives_every_byte_back),
        cmocka_unit_test(test_a_run_goes_on_whatever_bytes_its_words_are),
        cmocka_unit_test(test_a_long_record_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
