// Real windows that are closed from outside, and two of them at once: what they would lose.
#include "tests/support/x_desk.h"

#include "app/training/kept_run.h"
#include "app/work/own_digits.h"
#include "app/work/settings.h"

#include <stdlib.h>

static const char *runs(void)
{
    static char path[PATH_SIZE];
    assert_true(path_of_checkpoint(path, NULL));
    return path;
}

static void forget_everything(void)
{
    assert_int_equal(system("rm -rf .config .local"), 0);
}

static bool is_held(const char *path)
{
    struct lock *lock;
    bool held = lock_try(&lock, path, "test", NULL) == LOCK_HELD;
    lock_release(lock);
    return held;
}

static void await_held(const char *path)
{
    double end = now() + DEADLINE_SECONDS;
    while (!is_held(path)) {
        assert_true(now() < end);
        nap();
    }
}

static void draw(const struct desk *desk)
{
    xdotool("mousemove --sync --window %s 150 250 mousedown 1 mousemove_relative --sync 60 120 "
            "mouseup 1",
            desk->window);
    await_title(desk, "nothing drawn", true);
}

// The reading changes with every batch or so.
static void await_learning(const struct desk *desk)
{
    char before[200];
    draw(desk);
    for (int i = 0; i < 3; i++) {
        get_title(desk, before);
        await_title(desk, before, true);
    }
}

// Ctrl+P: on practice digits.
static void train(const struct desk *desk)
{
    xdotool("windowactivate --sync %s key ctrl+p", desk->window);
    await_learning(desk);
}

static struct kept_run kept_run(void)
{
    struct kept_run run;
    assert_true(kept_run_find(&run, runs(), ""));
    return run;
}

static void check_signal(struct desk *desk, int number)
{
    struct settings settings;
    char path[PATH_SIZE];
    forget_everything();
    start_program(desk);
    close_dialogs(desk);
    xdotool("key F6"); // the dark theme
    train(desk);
    assert_int_equal(kill(desk->program, number), 0);
    assert_int_equal(end_of_program(desk), 0);
    assert_string_equal(kept_run().data, "practice");
    assert_true(path_of_settings(path, NULL) && settings_load(&settings, path, NULL));
    assert_int_equal(settings.theme, THEME_DARK);
}

static void test_a_window_closed_by_a_signal_keeps_run_and_settings(void **state)
{
    check_signal(*state, SIGHUP);
    check_signal(*state, SIGINT);
    check_signal(*state, SIGTERM);
}

static void test_a_closed_terminal_closes_no_window_that_was_to_survive_it(void **state)
{
    struct desk *desk = *state;
    forget_everything();
    signal(SIGHUP, SIG_IGN); // as nohup does
    start_program(desk);
    signal(SIGHUP, SIG_DFL);
    close_dialogs(desk);
    assert_int_equal(kill(desk->program, SIGHUP), 0);
    free(still_screen(desk));
    assert_true(program_runs(desk));
    assert_int_equal(quit(desk), 0);
}

static void test_settings_are_there_before_the_window_closes(void **state)
{
    struct desk *desk = *state;
    struct settings settings = {0};
    char path[PATH_SIZE];
    forget_everything();
    start_program(desk);
    close_dialogs(desk);
    xdotool("key F6");
    double end = now() + DEADLINE_SECONDS;
    assert_true(path_of_settings(path, NULL));
    while (settings.theme != THEME_DARK) {
        assert_true(now() < end && settings_load(&settings, path, NULL));
        nap();
    }
    stop(&desk->program); // a crash
}

// ---- Two ----------------------------------------------------------------------------------------

static struct desk second_window(const struct desk *first)
{
    struct desk second = *first;
    char ids[100];
    second.program = start("second.log", (char *[]){(char *)(uintptr_t)LENETPAD_BINARY, NULL});
    second.window[0] = '\0';
    for (double end = now() + DEADLINE_SECONDS; !second.window[0] && now() < end; nap()) {
        output_of(ids, sizeof ids,
                  "xdotool search --onlyvisible --name '^LeNet Pad' | grep -v '^%s$'",
                  first->window);
        snprintf(second.window, sizeof second.window, "%.30s", ids);
    }
    assert_string_not_equal(second.window, "");
    xdotool("windowactivate --sync %s", second.window);
    return second;
}

static void activate(const struct desk *desk)
{
    xdotool("windowactivate --sync %s", desk->window);
}

static void test_two_windows_train_without_touching_each_others_run(void **state)
{
    struct desk *first = *state;
    char other[PATH_SIZE];
    forget_everything();
    start_program(first);
    close_dialogs(first);
    train(first);
    await_held(runs());
    struct desk second = second_window(first);
    train(&second);
    snprintf(other, sizeof other, "%.*s-2.safetensors",
             (int)(strlen(runs()) - strlen(".safetensors")), runs());
    await_held(other);
    assert_int_equal(kill(second.program, SIGTERM), 0);
    assert_int_equal(end_of_program(&second), 0);
    assert_int_equal(access(other, F_OK), 0);
    assert_true(is_held(runs())); // the first one goes on
    activate(first);
    assert_int_equal(quit(first), 0);
    struct kept_run run = kept_run();
    assert_string_equal(run.path, runs());
    kept_run_discard(run.path);
    assert_string_equal(kept_run().path, other);
}

static void teach(const struct desk *desk, int digit)
{
    draw(desk);
    xdotool("key %d", digit);
    await_title(desk, "nothing drawn", false);
}

static void test_two_windows_keep_each_others_settings_and_digits(void **state)
{
    struct desk *first = *state;
    struct settings settings;
    struct own_digits own;
    char path[PATH_SIZE];
    forget_everything();
    start_program(first);
    close_dialogs(first);
    xdotool("key k");
    teach(first, 1);
    struct desk second = second_window(first);
    close_dialogs(&second);
    xdotool("key k");
    teach(&second, 2);
    xdotool("key F6"); // dark
    activate(first);
    teach(first, 3);
    xdotool("key F3"); // other colours
    activate(&second);
    assert_int_equal(quit(&second), 0);
    activate(first);
    assert_int_equal(quit(first), 0);
    assert_true(path_of_settings(path, NULL) && settings_load(&settings, path, NULL));
    assert_int_equal(settings.theme, THEME_DARK);
    assert_int_equal(settings.colour_map, 1);
    assert_true(path_of_own_digits(path, NULL) && own_digits_open(&own, path, 512, NULL));
    assert_int_equal(own.strokes.count, 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(own.strokes.digit[i].label, i + 1);
    own_digits_free(&own);
}

static int set_up(void **state)
{
    return desk_open(state, 1400, 900);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_window_closed_by_a_signal_keeps_run_and_settings),
        cmocka_unit_test(test_a_closed_terminal_closes_no_window_that_was_to_survive_it),
        cmocka_unit_test(test_settings_are_there_before_the_window_closes),
        cmocka_unit_test(test_two_windows_train_without_touching_each_others_run),
        cmocka_unit_test(test_two_windows_keep_each_others_settings_and_digits),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, set_up, desk_close);
}
