// Questions to a thread: only the newest counts, and asking never waits.
#include "tests/support/support.h"

#include "app/base/clock.h"
#include "app/base/newest.h"
#include <stdatomic.h>

struct desk {
    struct newest *newest;
    atomic_int wakes, begun;
    atomic_bool held; // the work waits until nobody wants it any more
};

static void wake(void *context)
{
    struct desk *desk = context;
    atomic_fetch_add(&desk->wakes, 1);
}

static bool twice(void *context, struct newest *newest, void *answer, const void *question)
{
    struct desk *desk = context;
    atomic_fetch_add(&desk->begun, 1);
    while (atomic_load(&desk->held) && newest_wanted(newest))
        clock_pause(1);
    *(int *)answer = 2 * *(const int *)question;
    return newest_wanted(newest);
}

// As twice, but what was begun is finished.
static bool twice_in_any_case(void *context, struct newest *newest, void *answer,
                              const void *question)
{
    struct desk *desk = context;
    atomic_fetch_add(&desk->begun, 1);
    while (atomic_load(&desk->held) && newest_goes_on(newest))
        clock_pause(1);
    *(int *)answer = 2 * *(const int *)question;
    return newest_goes_on(newest);
}

static void open_desk(struct desk *desk, newest_work *work)
{
    struct newest_task task = {sizeof(int), sizeof(int), work, desk, wake, desk};
    *desk = (struct desk){0};
    assert_true(newest_open(&desk->newest, &task, NULL));
}

static void ask(struct desk *desk, int question)
{
    *(int *)newest_begin(desk->newest) = question;
    newest_ask(desk->newest);
}

static void wait_for(atomic_int *count, int least)
{
    for (int i = 0; i < 50000 && atomic_load(count) < least; i++)
        clock_pause(1);
    assert_true(atomic_load(count) >= least);
}

static void test_a_question_is_answered_once(void **state)
{
    (void)state;
    struct desk desk;
    int answer = 0;
    open_desk(&desk, twice);
    assert_false(newest_take(desk.newest, &answer));
    ask(&desk, 21);
    wait_for(&desk.wakes, 1);
    assert_true(newest_take(desk.newest, &answer));
    assert_int_equal(answer, 42);
    assert_false(newest_take(desk.newest, &answer));
    newest_close(desk.newest);
}

static void test_a_newer_question_ends_the_work_on_the_one_before(void **state)
{
    (void)state;
    struct desk desk;
    int answer = 0;
    open_desk(&desk, twice);
    atomic_store(&desk.held, true);
    ask(&desk, 1);
    wait_for(&desk.begun, 1);
    ask(&desk, 2); // ends 1, and is held itself
    wait_for(&desk.begun, 2);
    assert_false(newest_take(desk.newest, &answer));
    atomic_store(&desk.held, false);
    wait_for(&desk.wakes, 1);
    assert_true(newest_take(desk.newest, &answer));
    assert_int_equal(answer, 4);
    assert_int_equal(atomic_load(&desk.wakes), 1);
    newest_close(desk.newest);
}

static void test_work_that_is_to_be_finished_is_finished_before_the_newest_question(void **state)
{
    (void)state;
    struct desk desk;
    int answer = 0;
    open_desk(&desk, twice_in_any_case);
    atomic_store(&desk.held, true);
    ask(&desk, 1);
    wait_for(&desk.begun, 1);
    ask(&desk, 2); // is replaced by 3, while 1 is held
    ask(&desk, 3);
    assert_int_equal(atomic_load(&desk.begun), 1);
    atomic_store(&desk.held, false);
    wait_for(&desk.wakes, 2);
    assert_true(newest_take(desk.newest, &answer));
    assert_int_equal(answer, 6);
    assert_int_equal(atomic_load(&desk.begun), 2);
    newest_close(desk.newest);
}

static void test_closing_gives_up_what_is_worked_out(void **state)
{
    (void)state;
    static newest_work *const works[] = {twice, twice_in_any_case};
    for (int i = 0; i < 2; i++) {
        struct desk desk;
        open_desk(&desk, works[i]);
        atomic_store(&desk.held, true);
        ask(&desk, 1);
        wait_for(&desk.begun, 1);
        newest_close(desk.newest);
        assert_int_equal(atomic_load(&desk.wakes), 0);
    }
    newest_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_question_is_answered_once),
        cmocka_unit_test(test_a_newer_question_ends_the_work_on_the_one_before),
        cmocka_unit_test(test_work_that_is_to_be_finished_is_finished_before_the_newest_question),
        cmocka_unit_test(test_closing_gives_up_what_is_worked_out),
    };
    return cmocka_run_group_tests_name("newest", tests, NULL, NULL);
}
