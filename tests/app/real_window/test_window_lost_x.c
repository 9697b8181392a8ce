// The display server ends under a window: with it goes the window, and nothing else.
#include "tests/support/x_desk.h"

#include "app/training/kept_run.h"
#include "app/work/settings.h"

static char runs[PATH_SIZE], settings_path[PATH_SIZE];

static int set_up(void **state)
{
    if (desk_open(state, 1400, 900) != 0)
        return -1;
    struct desk *desk = *state;
    start_program(desk);
    close_dialogs(desk);
    return path_of_checkpoint(runs, NULL) && path_of_settings(settings_path, NULL) ? 0 : -1;
}

static void end_server(struct desk *desk)
{
    kill(desk->server, SIGTERM); // so that it leaves no lock on its number
    assert_int_equal(waitpid(desk->server, NULL, 0), desk->server);
    desk->server = 0;
    assert_int_equal(end_of_program(desk), 1);
    assert_int_equal(system("grep -q 'the display is gone' program.log"), 0);
}

static void assert_theme(int theme)
{
    struct settings settings;
    assert_true(settings_load(&settings, settings_path, NULL));
    assert_int_equal(settings.theme, theme);
}

// The reading changes with every batch or so.
static void train(const struct desk *desk)
{
    char before[200];
    xdotool("key ctrl+p");
    xdotool("mousemove --sync --window %s 150 250 mousedown 1 mousemove_relative --sync 60 120 "
            "mouseup 1",
            desk->window);
    await_title(desk, "nothing drawn", true);
    for (int i = 0; i < 3; i++) {
        get_title(desk, before);
        await_title(desk, before, true);
    }
}

static void test_the_run_is_kept(void **state)
{
    struct desk *desk = *state;
    struct kept_run run;
    char lock[PATH_SIZE + 8];
    train(desk);
    end_server(desk);
    assert_true(kept_run_find(&run, runs, ""));
    assert_string_equal(run.data, "practice");
    snprintf(lock, sizeof lock, "%s.lock", runs);
    assert_int_not_equal(access(lock, F_OK), 0);
}

static void test_the_settings_are_kept_before_they_have_rested(void **state)
{
    struct desk *desk = *state;
    uint32_t *light = still_screen(desk);
    xdotool("key F6"); // dark
    await_change(desk, light, desk->width * desk->height / 2);
    free(light);
    end_server(desk);
    assert_theme(THEME_DARK);
}

#define WINDOW(test) cmocka_unit_test_setup_teardown(test, set_up, desk_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WINDOW(test_the_run_is_kept),
        WINDOW(test_the_settings_are_kept_before_they_have_rested),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
