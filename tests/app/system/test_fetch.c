// Downloads: right files arrive whole, wrong ones never get their name, and the next mirror is
// asked. Mirrors are folders here (file://); no network is used.
#include "tests/support/support.h"

#include "app/base/lock.h"
#include "app/base/sha256.h"
#include "app/system/fetch/fetch.h"
#include "nn/files/file.h"
#include "tests/support/small_files.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

// Bytes that the disk has room for. These two stand in for the C library's own.
enum { PLENTY = 1 << 30 };
static off_t room = PLENTY;

ssize_t write(int file, const void *data, size_t size)
{
    off_t taken = (off_t)size > room ? room : (off_t)size;
    if (taken == 0 && size > 0) {
        errno = ENOSPC;
        return -1;
    }
    if (room != PLENTY)
        room -= taken;
    return syscall(SYS_write, file, data, (size_t)taken);
}

int unlink(const char *path)
{
    struct stat there;
    if (room != PLENTY && lstat(path, &there) == 0 && S_ISREG(there.st_mode))
        room += there.st_size;
    return unlinkat(AT_FDCWD, path, 0);
}

static const char first[] = "the first file", second[] = "and the second";
static char first_hash[SHA256_TEXT], second_hash[SHA256_TEXT];

struct mirrors {
    char url[3][200];
    const char *list[3];
    struct fetch_file file[2];
    struct fetch_source source;
};

static void put(const char *folder, const char *name, const char *text)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    // A name in .gz makes file_write compress.
    assert_true(file_write(path, text, strlen(text), NULL));
}

// Folders m0, m1, m2 as mirrors, and two files that ought to be there.
static void set_up(struct mirrors *mirrors, size_t count)
{
    char here[100];
    assert_int_equal(system("rm -rf m0 m1 m2 out && mkdir m0 m1 m2"), 0);
    assert_non_null(getcwd(here, sizeof here));
    *mirrors =
        (struct mirrors){.file = {{"first.gz", 40, first_hash}, {"second.gz", 40, second_hash}}};
    for (int i = 0; i < 3; i++) {
        snprintf(mirrors->url[i], sizeof mirrors->url[i], "file://%s/m%d/", here, i);
        mirrors->list[i] = mirrors->url[i];
    }
    mirrors->source = (struct fetch_source){mirrors->file, 2, mirrors->list, count, 0};
}

static void fill(const char *folder)
{
    put(folder, "first.gz", first);
    put(folder, "second.gz", second);
}

static void test_sha256_gives_the_published_answers(void **state)
{
    (void)state;
    char text[SHA256_TEXT];
    sha256(text, "", 0);
    assert_string_equal(text, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    sha256(text, "abc", 3);
    assert_string_equal(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const char *two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    sha256(text, two_blocks, 56);
    assert_string_equal(text, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    char *million = malloc(1000000);
    assert_non_null(million);
    memset(million, 'a', 1000000);
    sha256(text, million, 1000000);
    free(million);
    assert_string_equal(text, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void test_files_arrive_as_they_are_served(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct status status;
    set_up(&mirrors, 1);
    fill("m0");
    assert_true(fetch_files("out/deep", &mirrors.source, NULL, NULL, &status));
    support_assert_same("m0/first.gz", "out/deep/first.gz");
    support_assert_same("m0/second.gz", "out/deep/second.gz");
    assert_int_equal(support_count_files("out/deep"), 2);
}

static void test_a_mirror_without_a_final_slash_works(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct status status;
    set_up(&mirrors, 1);
    fill("m0");
    mirrors.url[0][strlen(mirrors.url[0]) - 1] = '\0';
    assert_true(fetch_files("out", &mirrors.source, NULL, NULL, &status));
}

static void test_wrong_contents_lead_to_the_next_mirror(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct status status;
    set_up(&mirrors, 3);
    put("m0", "first.gz", "something else");
    fill("m2");
    assert_true(fetch_files("out", &mirrors.source, NULL, NULL, &status));
    support_assert_same("m2/first.gz", "out/first.gz");
    assert_int_equal(support_count_files("out"), 2);
}

static void test_when_no_mirror_helps_each_is_named_with_its_reason(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct status status;
    set_up(&mirrors, 2);
    fill("m1");
    put("m1", "second.gz", "wrong");
    assert_false(fetch_files("out", &mirrors.source, NULL, NULL, &status));
    support_assert_says(&status, STATUS_BAD_DATA, "second.gz");
    support_assert_says(&status, STATUS_BAD_DATA, mirrors.url[0]);
    support_assert_says(&status, STATUS_BAD_DATA, mirrors.url[1]);
    support_assert_says(&status, STATUS_BAD_DATA, "the contents are wrong");
    assert_int_equal(support_count_files("out"), 1); // the first file only, nothing half-done
}

static void test_every_truncation_of_a_download_is_noticed(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct status status;
    size_t size;
    set_up(&mirrors, 1);
    fill("m0");
    uint8_t *whole = support_read("m0/first.gz", &size);
    for (size_t cut = 0; cut < size; cut++) {
        support_write("m0/first.gz", whole, cut);
        assert_false(fetch_files("out", &mirrors.source, NULL, NULL, &status));
        assert_int_not_equal(access("out", F_OK), 0); // made in vain, and taken away
    }
    free(whole);
}

static void test_right_files_are_kept_without_asking_a_mirror(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct status status;
    set_up(&mirrors, 1); // the mirror is empty
    assert_int_equal(mkdir("out", 0700), 0);
    fill("out");
    assert_true(fetch_files("out", &mirrors.source, NULL, NULL, &status));
}

static void test_a_wrong_file_that_is_there_is_replaced(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct status status;
    set_up(&mirrors, 1);
    fill("m0");
    assert_int_equal(mkdir("out", 0700), 0);
    support_write("out/first.gz", "\x1f\x8b broken", 9);
    assert_true(fetch_files("out", &mirrors.source, NULL, NULL, &status));
    support_assert_same("m0/first.gz", "out/first.gz");
}

static void test_a_wrong_file_stays_if_nothing_better_comes(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct status status;
    set_up(&mirrors, 1);
    assert_int_equal(mkdir("out", 0700), 0);
    support_write("out/first.gz", "mine", 4);
    assert_false(fetch_files("out", &mirrors.source, NULL, NULL, &status));
    size_t size;
    uint8_t *data = support_read("out/first.gz", &size);
    assert_int_equal(size, 4);
    free(data);
}

struct seen {
    int calls, cancel_at;
    size_t done, expected;
    bool backwards;
};

static bool watch(void *context, const char *name, size_t done, size_t expected)
{
    struct seen *seen = context;
    assert_non_null(name);
    seen->backwards |= done < seen->done;
    seen->done = done;
    seen->expected = expected;
    return ++seen->calls != seen->cancel_at;
}

static void test_progress_grows_to_the_sum_of_the_sizes(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct seen seen = {0};
    struct status status;
    size_t size;
    set_up(&mirrors, 1);
    fill("m0");
    for (int i = 0; i < 2; i++) {
        free(support_read(i ? "m0/second.gz" : "m0/first.gz", &size));
        mirrors.file[i].size = size;
    }
    assert_true(fetch_files("out", &mirrors.source, watch, &seen, &status));
    assert_true(seen.calls >= 3);
    assert_int_equal(seen.done, seen.expected);
    assert_int_equal(seen.expected, mirrors.file[0].size + mirrors.file[1].size);
    assert_false(seen.backwards);
}

static void test_cancelling_stops_without_asking_other_mirrors(void **state)
{
    (void)state;
    for (int at = 1; at <= 2; at++) {
        struct mirrors mirrors;
        struct seen seen = {.cancel_at = at};
        struct status status;
        set_up(&mirrors, 3);
        fill("m0");
        fill("m1");
        assert_false(fetch_files("out", &mirrors.source, watch, &seen, &status));
        support_assert_says(&status, STATUS_CANCELLED, "cancelled");
        assert_int_not_equal(access("out", F_OK), 0); // made in vain, and taken away
    }
}

static void test_other_addresses_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"ftp://example.org/", "/tmp", "example.org", "", "https:"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct status status;
        assert_false(fetch_mnist("out2", bad[i], NULL, NULL, &status));
        support_assert_says(&status, STATUS_USAGE, "not an https://, http:// or file:// address");
    }
}

static void test_a_failed_download_leaves_only_the_folders_that_were_there(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct status status;
    set_up(&mirrors, 1); // the mirror is empty
    assert_int_equal(mkdir("before", 0700), 0);
    assert_false(fetch_files("before/made/too", &mirrors.source, NULL, NULL, &status));
    assert_int_equal(support_count_files("before"), 0);
    assert_false(fetch_files("before", &mirrors.source, NULL, NULL, &status));
    assert_int_equal(access("before", F_OK), 0);
}

static void test_a_folder_that_cannot_be_made_is_an_error(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct status status;
    set_up(&mirrors, 1);
    fill("m0");
    support_write("a-file", "x", 1);
    assert_false(fetch_files("a-file/out", &mirrors.source, NULL, NULL, &status));
    support_assert_says(&status, STATUS_IO, "a-file");
}

// ---- Several at once ----------------------------------------------------------------------------

static pid_t fetch_elsewhere(const struct fetch_source *source, transfer_progress *progress,
                             void *context)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(fetch_files("out", source, progress, context, NULL) ? 0 : 1);
    return child;
}

static int exit_code_of(pid_t child)
{
    int state;
    assert_int_equal(waitpid(child, &state, 0), child);
    return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
}

static void test_several_that_fill_one_folder_all_succeed(void **state)
{
    (void)state;
    enum { TIMES = 12, AT_ONCE = 4 };
    struct mirrors mirrors;
    for (int i = 0; i < TIMES; i++) {
        pid_t child[AT_ONCE];
        set_up(&mirrors, 1);
        fill("m0");
        for (int k = 0; k < AT_ONCE; k++)
            child[k] = fetch_elsewhere(&mirrors.source, NULL, NULL);
        for (int k = 0; k < AT_ONCE; k++)
            assert_int_equal(exit_code_of(child[k]), 0);
        assert_int_equal(support_count_files("out"), 2);
    }
}

// One that fails takes away the folder that it made, while another one is about to use it.
static void test_one_that_fails_beside_others_harms_none(void **state)
{
    (void)state;
    enum { TIMES = 12 };
    struct mirrors good, bad;
    for (int i = 0; i < TIMES; i++) {
        set_up(&good, 1);
        fill("m0");
        bad = good;
        bad.source.mirror = (const char *const[]){good.url[1]}; // an empty one
        bad.source.file = bad.file;
        pid_t failing = fetch_elsewhere(&bad.source, NULL, NULL);
        pid_t succeeding = fetch_elsewhere(&good.source, NULL, NULL);
        exit_code_of(failing); // if it comes second, all is there
        assert_int_equal(exit_code_of(succeeding), 0);
        assert_int_equal(support_count_files("out"), 2);
    }
}

// Tells by one byte that it waits, and goes on waiting or (`cancels`) not.
struct waiting {
    int tell;
    bool cancels, told;
};

static bool tell_waiting(void *context, const char *name, size_t done, size_t expected)
{
    (void)done, (void)expected;
    struct waiting *waiting = context;
    if (strncmp(name, "waiting for lenetpad fetch (process ", 36) != 0)
        return true;
    if (!waiting->told && write(waiting->tell, "w", 1) != 1)
        _exit(2);
    waiting->told = true;
    return !waiting->cancels;
}

static void test_who_comes_second_says_for_whom_it_waits(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct lock *lock;
    char byte;
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    for (int cancels = 0; cancels < 2; cancels++) {
        struct waiting waiting = {pipes[1], cancels, false};
        set_up(&mirrors, 1);
        fill("m0");
        assert_true(file_make_folder("out", NULL));
        assert_int_equal(lock_try(&lock, "out/.fetch", "lenetpad fetch", NULL), LOCK_TAKEN);
        pid_t child = fetch_elsewhere(&mirrors.source, tell_waiting, &waiting);
        assert_int_equal(read(pipes[0], &byte, 1), 1);
        if (cancels)
            assert_int_equal(exit_code_of(child), 1);
        lock_release(lock);
        if (!cancels)
            assert_int_equal(exit_code_of(child), 0);
    }
    close(pipes[0]);
    close(pipes[1]);
}

// ---- What is said -------------------------------------------------------------------------------

static void test_a_full_disk_is_not_called_a_bad_network(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct status status = {0};
    set_up(&mirrors, 2);
    fill("m0");
    fill("m1");
    assert_true(file_make_folder("out", NULL));
    small_files_begin(10);
    bool fetched = fetch_files("out", &mirrors.source, NULL, NULL, &status);
    small_files_end();
    assert_false(fetched);
    support_assert_says(&status, STATUS_IO, "cannot write out/first.gz: File too large");
    assert_null(strstr(status.message, "network"));
    assert_null(strstr(status.message, "mirror"));
    struct stat part;
    assert_int_equal(stat("out/first.gz.part", &part), 0); // as much as there was room for
    assert_int_equal(part.st_size, 10);
    assert_int_equal(support_count_files("out"), 1);
    assert_true(fetch_files("out", &mirrors.source, NULL, NULL, &status));
    assert_int_equal(support_count_files("out"), 2);
}

// The part would take the room that the whole file needs.
static void test_room_for_one_file_is_enough(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct status status;
    struct stat served, part;
    set_up(&mirrors, 1);
    fill("m0");
    mirrors.source.file_count = 1;
    assert_int_equal(stat("m0/first.gz", &served), 0);
    assert_true(file_make_folder("out", NULL));
    room = served.st_size + served.st_size / 2;
    bool fetched = fetch_files("out", &mirrors.source, NULL, NULL, &status);
    room = PLENTY;
    if (!fetched)
        fail_msg("%s", status.message);
    support_assert_same("m0/first.gz", "out/first.gz");
    assert_int_equal(unlink("out/first.gz"), 0);
    room = served.st_size - 1;
    assert_false(fetch_files("out", &mirrors.source, NULL, NULL, &status));
    room = PLENTY;
    support_assert_says(&status, STATUS_IO, "make room on the disk");
    assert_int_equal(stat("out/first.gz.part", &part), 0);
    assert_int_equal(part.st_size, served.st_size - 1);
    assert_int_equal(support_count_files("out"), 1);
}

static void test_a_folder_that_takes_no_files_is_said_before_anything_is_asked_for(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct status status;
    set_up(&mirrors, 1); // whose mirror has nothing
    assert_true(file_make_folder("out/first.gz", NULL));
    assert_false(fetch_files("out", &mirrors.source, NULL, NULL, &status));
    support_assert_says(&status, STATUS_IO, "cannot write out/first.gz: it is a folder");
}

static void test_a_folder_without_the_files_is_not_called_a_bad_network(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct status status = {0};
    set_up(&mirrors, 1);
    assert_false(fetch_files("out", &mirrors.source, NULL, NULL, &status));
    support_assert_says(&status, STATUS_IO, "name a folder that holds the files");
    assert_null(strstr(status.message, "network"));
}

static void test_protocols_may_be_in_capitals(void **state)
{
    (void)state;
    struct mirrors mirrors;
    struct status status = {0};
    set_up(&mirrors, 1);
    fill("m0");
    memcpy(mirrors.url[0], "FILE", 4);
    assert_true(fetch_files("out", &mirrors.source, NULL, NULL, &status));
    static const char *const nobody[] = {"HTTP://127.0.0.1:1/", "Https://127.0.0.1:1/"};
    for (int i = 0; i < 2; i++) { // nothing listens there
        set_up(&mirrors, 1);
        mirrors.list[0] = nobody[i];
        assert_false(fetch_files("out", &mirrors.source, NULL, NULL, &status));
        support_assert_says(&status, STATUS_IO, "check the network");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sha256_gives_the_published_answers),
#ifdef HAVE_CURL
        cmocka_unit_test(test_files_arrive_as_they_are_served),
        cmocka_unit_test(test_a_mirror_without_a_final_slash_works),
        cmocka_unit_test(test_wrong_contents_lead_to_the_next_mirror),
        cmocka_unit_test(test_when_no_mirror_helps_each_is_named_with_its_reason),
        cmocka_unit_test(test_every_truncation_of_a_download_is_noticed),
        cmocka_unit_test(test_right_files_are_kept_without_asking_a_mirror),
        cmocka_unit_test(test_a_wrong_file_that_is_there_is_replaced),
        cmocka_unit_test(test_a_wrong_file_stays_if_nothing_better_comes),
        cmocka_unit_test(test_progress_grows_to_the_sum_of_the_sizes),
        cmocka_unit_test(test_cancelling_stops_without_asking_other_mirrors),
        cmocka_unit_test(test_other_addresses_are_refused),
        cmocka_unit_test(test_a_failed_download_leaves_only_the_folders_that_were_there),
        cmocka_unit_test(test_a_folder_that_cannot_be_made_is_an_error),
        cmocka_unit_test(test_several_that_fill_one_folder_all_succeed),
        cmocka_unit_test(test_one_that_fails_beside_others_harms_none),
        cmocka_unit_test(test_who_comes_second_says_for_whom_it_waits),
        cmocka_unit_test(test_a_full_disk_is_not_called_a_bad_network),
        cmocka_unit_test(test_room_for_one_file_is_enough),
        cmocka_unit_test(test_a_folder_that_takes_no_files_is_said_before_anything_is_asked_for),
        cmocka_unit_test(test_a_folder_without_the_files_is_not_called_a_bad_network),
        cmocka_unit_test(test_protocols_may_be_in_capitals),
#endif
    };
    sha256(first_hash, first, strlen(first));
    sha256(second_hash, second, strlen(second));
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
