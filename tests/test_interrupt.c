// Signals that ask to stop are noticed between hold and release; ignored ones are not.
#include "support.h"

#include "app/interrupt.h"

#include <signal.h>

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
        cmocka_unit_test(test_nothing_held_is_nothing_pending),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
