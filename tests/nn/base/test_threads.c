// The pool: every piece is done once, whatever the number of threads.
#include "nn/base/threads.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

enum { PIECES = 1000 };

struct count {
    atomic_int done[PIECES];
    atomic_int wrong_thread;
    int threads;
};

static void count_piece(void *context, int piece, int thread)
{
    struct count *count = context;
    atomic_fetch_add(&count->done[piece], 1);
    if (thread < 0 || thread >= count->threads)
        atomic_fetch_add(&count->wrong_thread, 1);
}

static void test_every_piece_is_done_once(void **state)
{
    (void)state;
    for (int n = 1; n <= 8; n++) {
        struct threads *threads;
        assert_true(threads_open(&threads, n, NULL));
        assert_int_equal(threads_count(threads), n);
        for (int pieces = 0; pieces <= PIECES; pieces += 125) {
            static struct count count;
            count = (struct count){.threads = n};
            threads_run(threads, pieces, count_piece, &count);
            for (int i = 0; i < PIECES; i++)
                assert_int_equal(atomic_load(&count.done[i]), i < pieces);
            assert_int_equal(atomic_load(&count.wrong_thread), 0);
        }
        threads_close(threads);
    }
}

static void add_piece(void *context, int piece, int thread)
{
    (void)thread;
    ((int64_t *)context)[piece] += piece;
}

// Work of one run must be visible to the next, also when the pool has gone to sleep in between.
static void test_runs_follow_each_other(void **state)
{
    (void)state;
    struct threads *threads;
    assert_true(threads_open(&threads, 3, NULL));
    int64_t sum[8] = {0};
    for (int run = 0; run < 2000; run++) {
        threads_run(threads, 8, add_piece, sum);
        if (run % 500 == 0)
            nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    }
    for (int i = 0; i < 8; i++)
        assert_int_equal(sum[i], 2000 * i);
    threads_close(threads);
}

static void test_impossible_counts_are_refused(void **state)
{
    (void)state;
    struct threads *threads;
    struct status status = {0};
    assert_false(threads_open(&threads, -1, &status));
    assert_int_equal(status.code, STATUS_USAGE);
    assert_false(threads_open(&threads, 100000, &status));
    assert_null(threads);
}

static void test_zero_means_every_processor(void **state)
{
    (void)state;
    struct threads *threads;
    assert_true(threads_open(&threads, 0, NULL));
    assert_int_equal(threads_count(threads), threads_processors());
    threads_close(threads);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_piece_is_done_once),
        cmocka_unit_test(test_runs_follow_each_other),
        cmocka_unit_test(test_impossible_counts_are_refused),
        cmocka_unit_test(test_zero_means_every_processor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
