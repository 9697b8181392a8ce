// Standard input is read once and can be read as often as a file.
#include "tests/support/support.h"

#include "nn/files/file.h"
#include "nn/files/input.h"
#include <fcntl.h>
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
    input_open(count_waiting);
}

static void device_in(const char *device)
{
    int file = open(device, O_RDONLY);
    assert_true(file >= 0);
    dup2(file, 0);
    close(file);
    input_open(NULL);
}

static int forget(void **state)
{
    (void)state;
    input_close();
    waited = 0;
    return 0;
}

static void expect_contents(const char *text)
{
    struct status status = {0};
    struct bytes bytes;
    if (!file_read(&bytes, INPUT_NAME, 100, &status))
        fail_msg("%s", status.message);
    assert_int_equal(bytes.size, strlen(text));
    assert_memory_equal(bytes.data, text, bytes.size);
    bytes_free(&bytes);
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
    assert_true(input_read(&byte, INPUT_MOST - 1, 1, &got, &status));
    assert_int_equal(got, 1);
    assert_false(input_read(&byte, INPUT_MOST, 1, &got, &status));
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
    input_open(NULL);
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
        cmocka_unit_test_teardown(test_the_name_is_a_files_until_standard_input_is_asked_for,
                                  forget),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
