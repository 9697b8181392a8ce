// The download beside the window: what its thread tells, and that it ends when it is told to. The
// files are served from a folder.
#include "tests/support/support.h"

#include "app/base/sha256.h"
#include "app/system/fetch/fetch.h"
#include "app/work/download.h"
#include "nn/files/file.h"

#include <pthread.h>
#include <time.h>

static char url[300], hash[SHA256_TEXT];
static const char *const mirrors[] = {url};
static struct fetch_file files[] = {{"one.gz", 100, hash}, {"two.gz", 100, hash}};
static struct fetch_source source = {files, 2, mirrors, 1, 0};

static int set_up(void **state)
{
    if (support_enter_folder(state) != 0)
        return -1;
    snprintf(url, sizeof url, "file://%s/served", (const char *)*state);
    sha256(hash, "contents", 8);
    return file_make_folder("served", NULL) && file_write("served/one.gz", "contents", 8, NULL) &&
                   file_write("served/two.gz", "contents", 8, NULL)
               ? 0
               : -1;
}

// What wakes the window.
struct bell {
    pthread_mutex_t lock;
    int rung; // guarded by lock
};

static void ring(void *context)
{
    struct bell *bell = context;
    pthread_mutex_lock(&bell->lock);
    bell->rung++;
    pthread_mutex_unlock(&bell->lock);
}

static int rung(struct bell *bell)
{
    pthread_mutex_lock(&bell->lock);
    int count = bell->rung;
    pthread_mutex_unlock(&bell->lock);
    return count;
}

static bool bring(const void *from, const char *folder, download_note *note, void *context,
                  struct status *status)
{
    return fetch_files(folder, from, note, context, status);
}

// Waits for the end.
static struct download_progress progress_at_the_end(struct download *download)
{
    struct download_progress progress;
    for (int i = 0; i < 30000; i++) {
        download_get_progress(download, &progress);
        if (progress.phase != DOWNLOAD_RUNNING)
            return progress;
        nanosleep(&(struct timespec){0, 1000000}, NULL);
    }
    fail_msg("the download does not end");
    return progress;
}

static void test_a_download_tells_how_far_it_is_and_that_it_is_done(void **state)
{
    (void)state;
    struct bell bell = {.lock = PTHREAD_MUTEX_INITIALIZER};
    struct download *download;
    assert_true(download_open(&download, "got", bring, &source, ring, &bell, NULL));
    struct download_progress progress = progress_at_the_end(download);
    download_close(download);
    assert_int_equal(progress.phase, DOWNLOAD_DONE);
    assert_int_equal(progress.expected, 200);
    assert_int_equal(progress.done, 200);
    assert_string_equal(progress.name, "two.gz");
    assert_true(rung(&bell) >= 3); // each file, and the end
    support_assert_same("served/one.gz", "got/one.gz");
    support_assert_same("served/two.gz", "got/two.gz");
}

static void test_a_download_that_fails_says_why(void **state)
{
    (void)state;
    struct bell bell = {.lock = PTHREAD_MUTEX_INITIALIZER};
    struct fetch_file missing[] = {{"three.gz", 100, hash}};
    struct fetch_source nothing = {missing, 1, mirrors, 1, 0};
    struct download *download;
    assert_true(download_open(&download, "lost", bring, &nothing, ring, &bell, NULL));
    struct download_progress progress = progress_at_the_end(download);
    download_close(download);
    assert_int_equal(progress.phase, DOWNLOAD_FAILED);
    assert_non_null(strstr(progress.failure.message, "three.gz"));
    assert_int_not_equal(progress.failure.code, STATUS_CANCELLED);
    assert_true(rung(&bell) >= 1);
    assert_int_not_equal(access("lost", F_OK), 0);
}

// Cancels as soon as the first news come.
struct canceller {
    struct bell bell;
    struct download *download; // guarded by bell.lock until it is known
};

static void cancel_at_once(void *context)
{
    struct canceller *canceller = context;
    pthread_mutex_lock(&canceller->bell.lock);
    download_cancel(canceller->download);
    pthread_mutex_unlock(&canceller->bell.lock);
}

static void test_a_cancelled_download_ends_and_leaves_nothing(void **state)
{
    (void)state;
    struct canceller canceller = {.bell.lock = PTHREAD_MUTEX_INITIALIZER};
    pthread_mutex_lock(&canceller.bell.lock);
    assert_true(download_open(&canceller.download, "left", bring, &source, cancel_at_once,
                              &canceller, NULL));
    pthread_mutex_unlock(&canceller.bell.lock);
    struct download_progress progress = progress_at_the_end(canceller.download);
    download_close(canceller.download);
    assert_int_equal(progress.phase, DOWNLOAD_FAILED);
    assert_int_equal(progress.failure.code, STATUS_CANCELLED);
    assert_int_not_equal(access("left/two.gz", F_OK), 0);
}

static void test_closing_waits_for_the_thread(void **state)
{
    (void)state;
    struct bell bell = {.lock = PTHREAD_MUTEX_INITIALIZER};
    for (int i = 0; i < 20; i++) {
        struct download *download;
        assert_true(download_open(&download, "closed", bring, &source, ring, &bell, NULL));
        download_close(download);
        int count = rung(&bell);
        nanosleep(&(struct timespec){0, 2000000}, NULL);
        assert_int_equal(rung(&bell), count); // nobody rings any more
    }
    download_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_download_tells_how_far_it_is_and_that_it_is_done),
        cmocka_unit_test(test_a_download_that_fails_says_why),
        cmocka_unit_test(test_a_cancelled_download_ends_and_leaves_nothing),
        cmocka_unit_test(test_closing_waits_for_the_thread),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
