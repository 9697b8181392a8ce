// A run that an earlier window trained is looked back at and gone on with, by keys and by the
// pointer; and one whose window was killed is not lost when another begins.
#include "tests/support/x_words.h"

#include "app/session/past_runs.h"
#include "app/training/runs/run_library.h"

static const char library[] = ".local/share/lenetpad/runs";

// The shell's words, until they hold.
static void await_shell(const char *words)
{
    double end = now() + DEADLINE_SECONDS;
    while (system(words) != 0) {
        if (now() > end)
            fail_msg("it never holds: %s", words);
        nap();
    }
}

static void begin_again(struct desk *desk)
{
    start_program(desk);
    close_dialogs(desk); // the offer to go on: later
}

// A run on practice digits, of some batches, that is kept.
static void train_for_a_moment(struct desk *desk)
{
    char checkpoint[PATH_SIZE], words[PATH_SIZE + 16];
    assert_true(path_of_checkpoint(checkpoint, NULL));
    snprintf(words, sizeof words, "test -s '%s'", checkpoint);
    xdotool("key ctrl+p");
    await_title(desk, "training", false);
    await_shell(words);
}

static void look_by_pointer(const struct desk *desk)
{
    char whole[PATH_SIZE];
    assert_true(path_absolute(whole, library, NULL));
    struct app *twin =
        twin_open(desk, 1, &(struct session_options){.own_digits = "", .runs = whole});
    xdotool("key ctrl+shift+r");
    twin_press(twin, 'r', MOD_CTRL | MOD_SHIFT);
    click_words(desk, twin, "Look back");
    app_close(twin);
}

static void test_a_run_of_an_earlier_window_is_looked_back_at_and_goes_on(void **state)
{
    struct desk *desk = *state;
    train_for_a_moment(desk);
    xdotool("key ctrl+period");
    await_title(desk, "training", true);
    assert_int_equal(quit(desk), 0);
    for (int i = 0; i < 2; i++) {
        begin_again(desk);
        if (i == 0)
            xdotool("key ctrl+shift+l");
        else
            look_by_pointer(desk);
        await_title(desk, "the past", false);
        xdotool("key alt+Left");
        xdotool("key alt+End");
        await_title(desk, "the past", true);
        xdotool("key alt+Left");
        await_title(desk, "the past", false);
        xdotool("key ctrl+Return");
        await_title(desk, "training", false);
        await_shell(i == 0 ? "test $(ls .local/share/lenetpad/runs | grep -cv lock) = 2"
                           : "test $(ls .local/share/lenetpad/runs | grep -cv lock) = 3");
        xdotool("key ctrl+period");
        await_title(desk, "training", true);
        assert_int_equal(quit(desk), 0);
    }
    begin_again(desk);
}

static void test_a_killed_run_has_its_weights_in_the_library_when_another_begins(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(quit(desk), 0);
    assert_int_equal(system("rm -rf .local .config"), 0);
    begin_again(desk);
    train_for_a_moment(desk);
    stop(&desk->program); // as kill -9 does
    assert_int_not_equal(system("ls .local/share/lenetpad/runs/*/weights.safetensors 2>&1"), 0);
    begin_again(desk);
    xdotool("key ctrl+p");
    free(still_screen(desk));
    xdotool("key Tab Tab space"); // Start new
    await_title(desk, "training", false);
    await_shell("ls .local/share/lenetpad/runs/*/weights.safetensors >/dev/null 2>&1");
    xdotool("key ctrl+period");
    await_title(desk, "training", true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_run_of_an_earlier_window_is_looked_back_at_and_goes_on),
        cmocka_unit_test(test_a_killed_run_has_its_weights_in_the_library_when_another_begins),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, desk_open_program, desk_close_program);
}
