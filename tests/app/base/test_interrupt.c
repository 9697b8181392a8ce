// Signals that ask to stop are noticed between hold and release; ignored ones are not.
#include "tests/support/support.h"

#include "app/base/interrupt.h"

#include <signal.h>
#include <stdatomic.h>

static void test_what_asks_to_stop_waits_to_be_asked_for(void **state)
{
    (void)state;
    const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (int i = 0; i < 3; i++) {
        struct interrupt *interrupt = interrupt_hold();
        assert_non_null(interrupt);
        assert_false(interrupt_pending(interrupt));
        raise(signals[i]);
        assert_true(interrupt_pending(interrupt));
        interrupt_release(interrupt); // drops it: else this process would end here
    }
}

static void test_an_ignored_signal_stays_ignored(void **state)
{
    (void)state;
    signal(SIGHUP, SIG_IGN); // as nohup does
    struct interrupt *interrupt = interrupt_hold();
    assert_non_null(interrupt);
    raise(SIGHUP);
    assert_false(interrupt_pending(interrupt));
    raise(SIGINT);
    assert_true(interrupt_pending(interrupt));
    interrupt_release(interrupt);
    signal(SIGHUP, SIG_DFL);
}

static void note(void *context)
{
    atomic_fetch_add((atomic_int *)context, 1);
}

static void test_a_sleeper_is_told(void **state)
{
    (void)state;
    const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (int i = 0; i < 3; i++) {
        atomic_int told = 0;
        struct interrupt *interrupt = interrupt_hold();
        assert_true(interrupt_watch(interrupt, note, &told));
        assert_false(interrupt_pending(interrupt));
        kill(getpid(), signals[i]);
        while (atomic_load(&told) == 0)
            usleep(1000);
        assert_true(interrupt_pending(interrupt));
        kill(getpid(), signals[i]); // once more while we end
        interrupt_release(interrupt);
    }
}

static void test_what_came_before_the_watch_is_told_and_what_is_ignored_is_not(void **state)
{
    (void)state;
    atomic_int told = 0;
    signal(SIGHUP, SIG_IGN);
    struct interrupt *interrupt = interrupt_hold();
    kill(getpid(), SIGHUP);
    assert_true(interrupt_watch(interrupt, note, &told));
    assert_false(interrupt_pending(interrupt));
    kill(getpid(), SIGTERM);
    while (atomic_load(&told) == 0)
        usleep(1000);
    interrupt_release(interrupt);
    interrupt = interrupt_hold();
    kill(getpid(), SIGINT);
    assert_true(interrupt_watch(interrupt, note, &told));
    while (atomic_load(&told) < 2)
        usleep(1000);
    interrupt_release(interrupt);
    signal(SIGHUP, SIG_DFL);
}

static void test_nobody_is_told_when_everything_is_ignored(void **state)
{
    (void)state;
    const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (int i = 0; i < 3; i++)
        signal(signals[i], SIG_IGN);
    struct interrupt *interrupt = interrupt_hold();
    assert_false(interrupt_watch(interrupt, note, NULL));
    interrupt_release(interrupt);
    for (int i = 0; i < 3; i++)
        signal(signals[i], SIG_DFL);
}

static void test_nothing_held_is_nothing_pending(void **state)
{
    (void)state;
    assert_false(interrupt_pending(NULL));
    interrupt_release(NULL);
}

int main(void)
{
    // Whoever started this test may have had them ignored.
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_asks_to_stop_waits_to_be_asked_for),
        cmocka_unit_test(test_an_ignored_signal_stays_ignored),
        cmocka_unit_test(test_a_sleeper_is_told),
        cmocka_unit_test(test_what_came_before_the_watch_is_told_and_what_is_ignored_is_not),
        cmocka_unit_test(test_nobody_is_told_when_everything_is_ignored),
        cmocka_unit_test(test_nothing_held_is_nothing_pending),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
