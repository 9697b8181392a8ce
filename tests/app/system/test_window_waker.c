// The thread that wakes the window, without a window: its promises to those who ask. Nothing here
// is atomic that the waker orders, so that the thread sanitizer sees what it does not.
#include "app/system/window_waker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <SDL.h>

#include <cmocka.h>

enum { ASKERS = 4, ASKS = 500 };

struct window {
    int news[ASKERS]; // as each asker left it, before it asked
    int seen;         // of asker 0's
    int woken;
    SDL_threadID asking, waking;
    SDL_sem *came, *go_on; // NULL: nobody waits
};

static void wake(void *context)
{
    struct window *window = context;
    window->waking = SDL_ThreadID();
    window->seen = window->news[0];
    window->woken++;
    if (window->came)
        SDL_SemPost(window->came);
    if (window->go_on)
        SDL_SemWait(window->go_on);
}

static void test_what_was_done_before_asking_is_seen_in_another_thread(void **state)
{
    (void)state;
    struct window window = {.asking = SDL_ThreadID(), .came = SDL_CreateSemaphore(0)};
    struct window_waker *waker = window_waker_open(wake, &window);
    assert_non_null(waker);
    for (int i = 1; i <= ASKS; i++) {
        window.news[0] = i;
        window_waker_ask(waker);
        SDL_SemWait(window.came);
        assert_int_equal(window.seen, i);
        assert_int_equal(window.woken, i);
    }
    assert_true(window.waking != window.asking);
    window_waker_close(waker);
    SDL_DestroySemaphore(window.came);
}

static void test_asking_never_waits_for_a_waker_that_is_stuck(void **state)
{
    (void)state;
    struct window window = {.came = SDL_CreateSemaphore(0), .go_on = SDL_CreateSemaphore(0)};
    struct window_waker *waker = window_waker_open(wake, &window);
    window_waker_ask(waker);
    SDL_SemWait(window.came); // and now it is stuck
    for (int i = 0; i < ASKS; i++)
        window_waker_ask(waker);
    assert_int_equal(window.woken, 1);
    for (int i = 0; i <= ASKS; i++)
        SDL_SemPost(window.go_on);
    for (int i = 0; i < ASKS; i++)
        SDL_SemWait(window.came);
    window_waker_close(waker);
    assert_int_equal(window.woken, 1 + ASKS);
    SDL_DestroySemaphore(window.came);
    SDL_DestroySemaphore(window.go_on);
}

struct asker {
    struct window *window;
    struct window_waker *waker;
    int number;
};

static int ask_often(void *context)
{
    struct asker *asker = context;
    for (int i = 1; i <= ASKS; i++) {
        if (asker->number > 0) // the waker reads asker 0's
            asker->window->news[asker->number] = i;
        window_waker_ask(asker->waker);
    }
    return 0;
}

static void test_many_may_ask_and_nothing_is_woken_once_it_is_closed(void **state)
{
    (void)state;
    struct window *window = calloc(1, sizeof *window);
    struct window_waker *waker = window_waker_open(wake, window);
    struct asker asker[ASKERS];
    SDL_Thread *thread[ASKERS];
    for (int i = 0; i < ASKERS; i++) {
        asker[i] = (struct asker){window, waker, i};
        thread[i] = SDL_CreateThread(ask_often, "asker", &asker[i]);
        assert_non_null(thread[i]);
    }
    for (int i = 0; i < ASKERS; i++)
        SDL_WaitThread(thread[i], NULL);
    window_waker_close(waker); // with asks that nobody has answered
    assert_in_range(window->woken, 0, ASKERS * ASKS);
    free(window); // a sanitizer would tell
}

static void test_no_waker_is_closed_as_well(void **state)
{
    (void)state;
    window_waker_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_done_before_asking_is_seen_in_another_thread),
        cmocka_unit_test(test_asking_never_waits_for_a_waker_that_is_stuck),
        cmocka_unit_test(test_many_may_ask_and_nothing_is_woken_once_it_is_closed),
        cmocka_unit_test(test_no_waker_is_closed_as_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
