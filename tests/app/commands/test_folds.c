// The scripts that measure what the README says of people whom a network has not seen. Training is
// played by a small script, since only who is left out of which fold is asked here.
#include "tests/support/support.h"

enum { WRITERS = 13 };

static const char player[] =
    "#!/bin/sh\n"
    "if [ \"$1\" != train ]; then exec '" LENETPAD_BINARY "' \"$@\"; fi\n"
    "while [ $# -gt 1 ]; do\n"
    "    if [ \"$1\" = --out ]; then cp \"$MODEL\" \"$2\"; fi\n"
    "    if [ \"$1\" = --hold-out-writers ]; then echo \"$2\" >>held-out.txt; fi\n"
    "    shift\n"
    "done\n"
    "echo 'epoch 1/1 loss 0.1 train-error 1.00% test-error 0.50% 1 images/s'\n";

static int set_up(void **state)
{
    if (support_enter_folder(state) != 0)
        return -1;
    support_write("player", player, sizeof player - 1);
    return system("chmod +x player") | setenv("LENETPAD", "./player", 1) |
           setenv("MODEL", TESTS_DIR "/../assets/lenet5.safetensors", 1);
}

static char *read_text(const char *path)
{
    size_t size;
    char *text = (char *)support_read(path, &size);
    text[size] = '\0';
    return text;
}

// Two digits of each writer, the writers in no order: 13, 5, 10, 2, ... Every digit is a 1.
static void write_strokes(const char *path, const char *format)
{
    char text[4096] = "";
    for (int turn = 0; turn < 2 * WRITERS; turn++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, format, 1 + (turn + 1) * 5 % WRITERS);
    }
    support_write(path, text, strlen(text));
}

static void assert_folds(const char *strokes)
{
    static const char folds[] = "1,7,13\n2,8\n3,9\n4,10\n5,11\n6,12\n";
    char command[512];
    unlink("held-out.txt");
    snprintf(command, sizeof command,
             "KEEP=kept sh " TESTS_DIR "/reference/six_fold.sh data %s >said.txt 2>&1", strokes);
    int ended = system(command);
    char *said = read_text("said.txt");
    if (ended != 0)
        fail_msg("%s: %s", strokes, said);
    char *held_out = read_text("held-out.txt");
    assert_string_equal(held_out, folds);
    assert_non_null(strstr(said, "fold 1, writers 1,7,13: correct 100.00% (6 of 6); MNIST held "
                                 "out: test-error 0.50%\n"));
    assert_non_null(strstr(said, "all folds: correct 100.00% (26 of 26)"));
    free(held_out);
    free(said);
}

static const char own_format[] = "digit 1 writer %d\nstroke 200,100 205,200 210,400\n";
static const char unipen[] = ".SEGMENT DIGIT 0 ? \"1\"\n.COMMENT 1 %d 7\n.PEN_DOWN\n"
                             "200 400\n205 300\n210 100\n.PEN_UP\n.DT 100\n\n";

static void test_the_folds_of_a_strokes_file_are_every_sixth_writer(void **state)
{
    (void)state;
    write_strokes("own.txt", own_format);
    assert_folds("own.txt");
}

static void test_the_folds_of_a_unipen_file_are_the_same(void **state)
{
    (void)state;
    write_strokes("pens.tra", unipen);
    assert_folds("pens.tra");
}

static void test_each_fold_is_read_again_by_the_network_that_left_it_out(void **state)
{
    (void)state;
    write_strokes("named.txt", "digit 1 writer ann-%d\nstroke 200,100 205,200 210,400\n");
    assert_int_equal(system("KEEP=kept sh " TESTS_DIR "/reference/six_fold.sh data named.txt "
                            ">/dev/null && TEMPERATURE=1 PROBABILITY=0.1 LOGIT=-100 sh " TESTS_DIR
                            "/reference/read_folds.sh kept named.txt >again.txt"),
                     0);
    char *said = read_text("again.txt");
    assert_string_equal(said, "correct 100.00% (26 of 26)\n"
                              "sure of 100.00%, right in 100.00% of these (0 wrong)\n");
    free(said);
}

static void test_too_few_writers_are_refused(void **state)
{
    (void)state;
    write_strokes("nobody.txt", "digit 1\nstroke 200,100 205,200 210,%d\n");
    assert_int_not_equal(
        system("sh " TESTS_DIR "/reference/six_fold.sh data nobody.txt >said.txt 2>&1"), 0);
    char *said = read_text("said.txt");
    assert_string_equal(said, "nobody.txt names fewer than six writers\n");
    free(said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_folds_of_a_strokes_file_are_every_sixth_writer),
        cmocka_unit_test(test_the_folds_of_a_unipen_file_are_the_same),
        cmocka_unit_test(test_each_fold_is_read_again_by_the_network_that_left_it_out),
        cmocka_unit_test(test_too_few_writers_are_refused),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
