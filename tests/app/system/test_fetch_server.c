// Downloads from a server that is slow, cuts off, lies about sizes, sends elsewhere or serves
// something else: the right files arrive all the same where they can, nothing wrong ever gets a
// name, and what came is gone on with.
#include "tests/support/http_server.h"

#include "app/base/sha256.h"
#include "app/system/fetch/fetch.h"
#include "nn/base/random.h"
#include "nn/files/file.h"
#include "tests/support/small_files.h"

#include <sys/stat.h>

enum { SIZE = 30000 };

static struct http_server server;
static uint8_t contents[SIZE];
static char hash[SHA256_TEXT], address[3][100];
static const char *mirrors[3] = {address[0], address[1], address[2]};
static const struct fetch_file file = {"digits", SIZE, hash};

static int start(void **state)
{
    struct random random;
    if (support_enter_folder(state) != 0)
        return -1;
    random_init(&random, 1, 1);
    for (int i = 0; i < SIZE; i++)
        contents[i] = (uint8_t)random_below(&random, 256);
    sha256(hash, contents, SIZE);
    assert_int_equal(mkdir("served", 0700), 0);
    support_write("served/digits", contents, SIZE);
    http_server_start(&server, "served");
    return 0;
}

static int stop(void **state)
{
    http_server_stop(&server);
    return support_leave_folder(state);
}

// From one or two mirrors: ways of the server, "" for none.
static bool fetch_watched(const char *first, const char *second, transfer_progress *progress,
                          void *context, struct status *status)
{
    size_t count = 0;
    for (const char *const *way = (const char *const[]){first, second, NULL}; *way; way++)
        if (**way)
            snprintf(address[count++], sizeof address[0], "%s/%s/", server.base, *way);
    struct fetch_source source = {&file, 1, mirrors, count, 1};
    status->code = STATUS_OK;
    return fetch_files("out", &source, progress, context, status);
}

static bool fetch(const char *first, const char *second, struct status *status)
{
    return fetch_watched(first, second, NULL, NULL, status);
}

static void begin(void)
{
    char text[2000];
    assert_int_equal(system("rm -rf out"), 0);
    http_server_log(&server, text, sizeof text);
}

static void assert_arrived(void)
{
    support_assert_same("served/digits", "out/digits");
    assert_int_equal(support_count_files("out"), 1);
}

static void assert_asked(const char *expected)
{
    char text[2000];
    http_server_log(&server, text, sizeof text);
    assert_string_equal(text, expected);
}

static void test_a_slow_mirror_is_waited_for(void **state)
{
    (void)state;
    struct status status;
    begin();
    assert_true(fetch("slow", "", &status));
    assert_arrived();
}

static void test_a_mirror_that_cuts_off_is_asked_for_the_rest(void **state)
{
    (void)state;
    struct status status;
    begin();
    assert_true(fetch("cut", "cut", &status)); // 6 tries of 4000 bytes each are not enough
    assert_arrived();
    assert_asked("/cut/digits 0\n/cut/digits 4000\n/cut/digits 8000\n/cut/digits 12000\n"
                 "/cut/digits 16000\n/cut/digits 20000\n/cut/digits 24000\n/cut/digits 28000\n");
}

static void test_a_mirror_that_stalls_is_left_for_the_next(void **state)
{
    (void)state;
    struct status status;
    begin();
    assert_true(fetch("stall", "good", &status));
    assert_arrived();
}

// Half of it came from the mirror before; a mirror without ranges serves all of it.
static void test_a_mirror_that_cannot_begin_in_the_middle_serves_the_whole(void **state)
{
    (void)state;
    struct status status;
    begin();
    assert_true(fetch("stall", "norange", &status));
    assert_arrived();
}

static void test_lies_about_sizes_and_contents_lead_to_the_next_mirror(void **state)
{
    (void)state;
    static const char *const ways[] = {"more", "less",  "huge",   "wrong",  "page",
                                       "gone", "round", "inside", "endless"};
    struct status status;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        begin();
        assert_true(fetch(ways[i], "good", &status));
        assert_arrived();
    }
}

static void test_what_no_mirror_has_right_gets_no_name_and_each_is_named(void **state)
{
    (void)state;
    static const char *const ways[] = {"less", "huge", "wrong", "page", "gone", "round", "inside"};
    struct status status;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        begin();
        assert_false(fetch(ways[i], ways[i], &status));
        assert_non_null(strstr(status.message, address[0]));
        assert_int_not_equal(access("out/digits", F_OK), 0);
    }
}

static void test_a_redirection_is_followed(void **state)
{
    (void)state;
    struct status status;
    begin();
    assert_true(fetch("moved", "", &status));
    assert_arrived();
    assert_asked("/moved/digits 0\n/good/digits 0\n");
}

static void test_what_came_is_gone_on_with_by_the_next_call(void **state)
{
    (void)state;
    struct status status;
    begin();
    assert_false(fetch("stall", "", &status));
    struct stat part;
    assert_int_equal(stat("out/digits.part", &part), 0);
    assert_int_equal(part.st_size, SIZE / 2);
    assert_int_equal(support_count_files("out"), 1);
    assert_asked("/stall/digits 0\n/stall/digits 15000\n");
    assert_true(fetch("good", "", &status));
    assert_asked("/good/digits 15000\n");
    assert_arrived();
}

static void test_what_a_full_disk_had_room_for_is_gone_on_with(void **state)
{
    (void)state;
    struct status status;
    begin();
    small_files_begin(SIZE / 3);
    bool fetched = fetch("good", "", &status);
    small_files_end();
    assert_false(fetched);
    support_assert_says(&status, STATUS_IO, "cannot write out/digits: ");
    assert_int_equal(support_count_files("out"), 1);
    assert_asked("/good/digits 0\n");
    assert_true(fetch("good", "", &status));
    assert_asked("/good/digits 10000\n");
    assert_arrived();
}

static void put_part(const void *data, size_t size)
{
    assert_int_equal(mkdir("out", 0700), 0);
    support_write("out/digits.part", data, size);
}

// Of another file, one bit off, as long as the whole, longer than the whole.
static void test_a_part_that_is_wrong_is_fetched_anew(void **state)
{
    (void)state;
    struct status status;
    uint8_t wrong[SIZE + 10];
    memcpy(wrong, contents, SIZE);
    memset(wrong + SIZE, 'x', 10);
    wrong[100] ^= 1;
    static const size_t sizes[] = {101, 20000, SIZE - 1, SIZE, SIZE + 10};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        begin();
        put_part(wrong, sizes[i]);
        assert_true(fetch("good", "", &status));
        assert_arrived();
    }
}

static void test_a_part_that_is_a_link_or_a_folder_is_left_alone(void **state)
{
    (void)state;
    struct status status;
    begin();
    support_write("mine", "mine", 4);
    assert_int_equal(mkdir("out", 0700), 0);
    assert_int_equal(symlink("../mine", "out/digits.part"), 0);
    assert_true(fetch("good", "", &status));
    support_assert_same("served/digits", "out/digits");
    struct stat mine;
    assert_int_equal(stat("mine", &mine), 0);
    assert_int_equal(mine.st_size, 4);
    assert_int_equal(system("rm -rf out && mkdir -p out/digits.part"), 0);
    assert_true(fetch("good", "", &status));
    support_assert_same("served/digits", "out/digits");
}

static bool cancel_in_the_middle(void *context, const char *name, size_t done, size_t expected)
{
    (void)context, (void)name, (void)expected;
    return done < SIZE / 3;
}

static void test_what_came_before_it_was_cancelled_is_kept(void **state)
{
    (void)state;
    struct status status;
    char text[200], *from;
    begin();
    assert_false(fetch_watched("slow", "good", cancel_in_the_middle, NULL, &status));
    assert_int_equal(status.code, STATUS_CANCELLED);
    assert_asked("/slow/digits 0\n");
    assert_true(fetch("good", "", &status));
    http_server_log(&server, text, sizeof text);
    assert_non_null(from = strrchr(text, ' '));
    assert_true(atoi(from) >= SIZE / 3);
    assert_arrived();
}

// A killed program had no time for anything.
static void test_what_came_before_a_kill_is_gone_on_with(void **state)
{
    (void)state;
    struct status status;
    struct stat part = {0};
    begin();
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(fetch("slow", "", &status));
    for (int i = 0; i < 20000 && part.st_size < 5000; i++) {
        usleep(2000);
        if (stat("out/digits.part", &part) != 0)
            part.st_size = 0;
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    assert_true(part.st_size >= 5000);
    assert_int_not_equal(access("out/digits", F_OK), 0);
    assert_true(fetch("good", "", &status));
    assert_arrived();
}

static void test_the_proxy_of_the_environment_is_asked(void **state)
{
    (void)state;
    struct status status = {0};
    begin();
    setenv("http_proxy", server.base, 1);
    snprintf(address[0], sizeof address[0], "http://mirror.invalid/good/");
    struct fetch_source source = {&file, 1, mirrors, 1, 1};
    bool fetched = fetch_files("out", &source, NULL, NULL, &status);
    unsetenv("http_proxy");
    assert_true(fetched);
    assert_arrived();
    assert_asked("proxy /good/digits 0\n");
}

int main(void)
{
#ifdef HAVE_CURL
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_slow_mirror_is_waited_for),
        cmocka_unit_test(test_a_mirror_that_cuts_off_is_asked_for_the_rest),
        cmocka_unit_test(test_a_mirror_that_stalls_is_left_for_the_next),
        cmocka_unit_test(test_a_mirror_that_cannot_begin_in_the_middle_serves_the_whole),
        cmocka_unit_test(test_lies_about_sizes_and_contents_lead_to_the_next_mirror),
        cmocka_unit_test(test_what_no_mirror_has_right_gets_no_name_and_each_is_named),
        cmocka_unit_test(test_a_redirection_is_followed),
        cmocka_unit_test(test_what_came_is_gone_on_with_by_the_next_call),
        cmocka_unit_test(test_what_a_full_disk_had_room_for_is_gone_on_with),
        cmocka_unit_test(test_a_part_that_is_wrong_is_fetched_anew),
        cmocka_unit_test(test_a_part_that_is_a_link_or_a_folder_is_left_alone),
        cmocka_unit_test(test_what_came_before_it_was_cancelled_is_kept),
        cmocka_unit_test(test_what_came_before_a_kill_is_gone_on_with),
        cmocka_unit_test(test_the_proxy_of_the_environment_is_asked),
    };
    return cmocka_run_group_tests(tests, start, stop);
#else
    return 77;
#endif
}
