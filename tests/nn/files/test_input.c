// Standard input and pipes are read once and can be read as often as a file.
#include "tests/support/support.h"

#include "nn/files/file.h"
#include "nn/files/input.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <zlib.h>

static int waited;

static void count_waiting(void)
{
    waited++;
}

// Standard input becomes a pipe with this in it, that has ended.
static void pipe_in(const void *data, size_t size)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], data, size), (ssize_t)size);
    close(ends[1]);
    dup2(ends[0], 0);
    close(ends[0]);
    assert_true(input_open(INPUT_NAME, count_waiting, NULL));
}

static void device_in(const char *device)
{
    int file = open(device, O_RDONLY);
    assert_true(file >= 0);
    dup2(file, 0);
    close(file);
    assert_true(input_open(INPUT_NAME, NULL, NULL));
}

static int forget(void **state)
{
    (void)state;
    input_close();
    waited = 0;
    return 0;
}

static void expect_contents_of(const char *path, const char *text)
{
    struct status status = {0};
    struct bytes bytes;
    if (!file_read(&bytes, path, 100, &status))
        fail_msg("%s", status.message);
    assert_int_equal(bytes.size, strlen(text));
    assert_memory_equal(bytes.data, text, bytes.size);
    bytes_free(&bytes);
}

static void expect_contents(const char *text)
{
    expect_contents_of(INPUT_NAME, text);
}

static void test_a_pipe_can_be_read_again_from_its_beginning(void **state)
{
    (void)state;
    char start[4];
    pipe_in("seven", 5);
    assert_int_equal(file_read_start(start, sizeof start, INPUT_NAME), 4);
    assert_memory_equal(start, "seve", 4);
    expect_contents("seven");
    expect_contents("seven");
    assert_int_equal(file_read_start(start, sizeof start, INPUT_NAME), 4);
    assert_int_equal(waited, 1);
}

static void test_nothing_is_an_empty_file(void **state)
{
    (void)state;
    pipe_in("", 0);
    expect_contents("");
}

static void test_what_is_compressed_is_decompressed(void **state)
{
    (void)state;
    size_t size;
    gzFile file = gzopen("seven.gz", "wb");
    gzputs(file, "seven");
    gzclose(file);
    uint8_t *packed = support_read("seven.gz", &size);
    pipe_in(packed, size);
    expect_contents("seven");
    expect_contents("seven");
    free(packed);
}

static void test_what_never_ends_is_refused(void **state)
{
    (void)state;
    struct status status = {0};
    struct bytes bytes;
    device_in("/dev/zero");
    assert_false(file_read(&bytes, INPUT_NAME, 300000, &status));
    support_assert_says(&status, STATUS_BAD_DATA, "standard input: too long");
    assert_null(bytes.data);
}

static void test_no_more_is_kept_than_the_longest_file_has(void **state)
{
    (void)state;
    struct status status = {0};
    char byte;
    size_t got;
    device_in("/dev/zero");
    assert_true(input_read(&byte, INPUT_NAME, INPUT_MOST - 1, 1, &got, &status));
    assert_int_equal(got, 1);
    assert_false(input_read(&byte, INPUT_NAME, INPUT_MOST, 1, &got, &status));
    support_assert_says(&status, STATUS_BAD_DATA, "standard input is too long");
}

static void test_what_cannot_be_read_gives_the_reason(void **state)
{
    (void)state;
    struct status status = {0};
    struct bytes bytes;
    device_in("/");
    assert_false(file_read(&bytes, INPUT_NAME, 10, &status));
    support_assert_says(&status, STATUS_IO, "cannot read standard input: Is a directory");
}

static void test_a_pipe_that_does_not_wait_is_waited_for(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    dup2(ends[0], 0);
    pid_t writer = fork();
    if (writer == 0) {
        usleep(50000);
        _exit(write(ends[1], "seven", 5) == 5 ? 0 : 1);
    }
    close(ends[0]);
    close(ends[1]);
    assert_true(input_open(INPUT_NAME, NULL, NULL));
    expect_contents("seven");
}

static void test_it_can_be_waited_for_before_it_is_read(void **state)
{
    (void)state;
    struct status status = {0};
    char byte;
    pipe_in("seven", 5);
    assert_true(input_await(&status));
    assert_int_equal(read(0, &byte, 1), 0); // nothing is left
    expect_contents("seven");
}

static void test_the_name_is_a_files_until_standard_input_is_asked_for(void **state)
{
    (void)state;
    support_write(INPUT_NAME, "file", 4);
    assert_false(input_is(INPUT_NAME));
    expect_contents("file");
    pipe_in("pipe", 4);
    assert_true(input_is(INPUT_NAME));
    assert_false(input_is("./" INPUT_NAME));
    expect_contents("pipe");
    input_close();
    expect_contents("file");
}

// ---- Pipes with a name --------------------------------------------------------------------------

// Somebody who writes this into it, a moment later.
static pid_t write_into(const char *path, const char *text)
{
    pid_t writer = fork();
    if (writer == 0) {
        usleep(50000);
        int file = open(path, O_WRONLY);
        _exit(write(file, text, strlen(text)) == (ssize_t)strlen(text) ? 0 : 1);
    }
    return writer;
}

static void test_named_pipes_are_waited_for_and_can_be_read_again(void **state)
{
    (void)state;
    struct status status = {0};
    struct bytes bytes;
    char start[4];
    assert_int_equal(mkfifo("one", 0600), 0);
    assert_int_equal(mkfifo("other", 0600), 0);
    assert_false(file_read(&bytes, "one", 100, &status)); // before it is asked for
    support_assert_says(&status, STATUS_IO, "one is not a file but a named pipe");
    assert_true(input_is_pipe("one"));
    assert_true(input_open("one", count_waiting, NULL));
    assert_true(input_open("other", NULL, NULL));
    pid_t first = write_into("one", "seven"), second = write_into("other", "eight");
    expect_contents_of("one", "seven");
    expect_contents_of("other", "eight");
    assert_int_equal(file_read_start(start, sizeof start, "one"), 4);
    assert_memory_equal(start, "seve", 4);
    expect_contents_of("one", "seven");
    assert_int_equal(waited, 1);
    waitpid(first, NULL, 0);
    waitpid(second, NULL, 0);
    input_close();
    assert_false(file_read(&bytes, "one", 100, NULL));
}

// As the shell's <(...) is given.
static void test_a_pipe_that_was_given_open_is_read_by_its_descriptor(void **state)
{
    (void)state;
    int ends[2];
    char path[32];
    assert_int_equal(pipe(ends), 0);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_int_equal(write(ends[1], "seven", 5), 5);
    close(ends[1]);
    assert_true(input_is_pipe(path));
    assert_true(input_open(path, NULL, NULL));
    assert_true(input_await(NULL));
    close(ends[0]);
    expect_contents_of(path, "seven");
}

static void test_a_pipe_is_given_once_by_whatever_name(void **state)
{
    (void)state;
    struct status status = {0};
    assert_int_equal(mkfifo("once", 0600), 0);
    assert_int_equal(symlink("once", "link"), 0);
    assert_true(input_open("once", NULL, NULL));
    assert_false(input_open("once", NULL, &status));
    support_assert_says(&status, STATUS_USAGE, "given twice");
    assert_false(input_open("link", NULL, NULL));
    pipe_in("seven", 5);
    assert_false(input_open("/dev/stdin", NULL, NULL));
}

static void test_files_folders_and_devices_are_no_pipes(void **state)
{
    (void)state;
    support_write("plain", "file", 4);
    assert_false(input_is_pipe("plain"));
    assert_false(input_is_pipe("."));
    assert_false(input_is_pipe("none"));
    assert_false(input_is_pipe("/dev/zero"));
    assert_false(input_is_pipe("/dev/fd/999"));
    int file = open("plain", O_RDONLY);
    dup2(file, 0);
    close(file);
    assert_false(input_is_pipe("/dev/stdin"));
    file = open("/dev/zero", O_RDONLY);
    dup2(file, 0);
    close(file);
    assert_true(input_is_pipe("/dev/stdin"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_a_pipe_can_be_read_again_from_its_beginning, forget),
        cmocka_unit_test_teardown(test_nothing_is_an_empty_file, forget),
        cmocka_unit_test_teardown(test_what_is_compressed_is_decompressed, forget),
        cmocka_unit_test_teardown(test_what_never_ends_is_refused, forget),
        cmocka_unit_test_teardown(test_no_more_is_kept_than_the_longest_file_has, forget),
        cmocka_unit_test_teardown(test_what_cannot_be_read_gives_the_reason, forget),
        cmocka_unit_test_teardown(test_a_pipe_that_does_not_wait_is_waited_for, forget),
        cmocka_unit_test_teardown(test_it_can_be_waited_for_before_it_is_read, forget),
        cmocka_unit_test_teardown(test_named_pipes_are_waited_for_and_can_be_read_again, forget),
        cmocka_unit_test_teardown(test_a_pipe_that_was_given_open_is_read_by_its_descriptor,
                                  forget),
        cmocka_unit_test_teardown(test_a_pipe_is_given_once_by_whatever_name, forget),
        cmocka_unit_test_teardown(test_files_folders_and_devices_are_no_pipes, forget),
        cmocka_unit_test_teardown(test_the_name_is_a_files_until_standard_input_is_asked_for,
                                  forget),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
