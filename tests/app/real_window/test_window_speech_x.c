// The real window speaks, under an X server: to a speech-dispatcher that the test plays.
#include "tests/support/ssip_server.h"
#include "tests/support/x_desk.h"

#include "app/base/clock.h"
#include "app/system/speech/speech.h"

static struct ssip_server server;

static int open_with_server(void **state)
{
    if (desk_open(state, 1300, 820) != 0)
        return -1;
    ssip_start(&server, "ssip", SSIP_ANSWERS);
    start_program(*state);
    free(still_screen(*state)); // it is where it stays
    return 0;
}

static int close_with_server(void **state)
{
    int closed = desk_close_program(state);
    ssip_stop(&server);
    return closed;
}

static void rest(void)
{
    clock_pause(1500);
}

static void test_it_speaks_once_asked_and_says_a_reading_once(void **state)
{
    struct desk *desk = *state;
    draw_stroke(desk);
    rest();
    assert_string_equal(server.log, ""); // nobody asked, and nobody was called
    xdotool("key ctrl+z");
    await_title(desk, "nothing drawn", false);
    xdotool("key shift+F12");
    ssip_await(&server, "text LeNet Pad speaks.", 1);
    ssip_await(&server, "text nothing drawn", 1);
    draw_stroke(desk);
    ssip_await(&server, "text 1, sure", 1);
    for (int i = 0; i < 20; i++) // frames without news
        xdotool("mousemove --window %s %d 400", desk->window, 700 + 5 * i);
    rest();
    assert_int_equal(ssip_count(&server, "text 1, sure"), 1);
    assert_int_equal(ssip_count(&server, "text nothing drawn"), 1);
    assert_true(ssip_before(&server, "language en", "text LeNet Pad speaks."));
}

static void test_a_daemon_that_goes_leaves_the_window_as_it_is(void **state)
{
    struct desk *desk = *state;
    xdotool("key shift+F12");
    ssip_await(&server, "text nothing drawn", 1);
    server.manner = SSIP_CLOSES;
    draw_stroke(desk);
    ssip_await(&server, "gone", 1);
    xdotool("key ctrl+z");
    await_title(desk, "nothing drawn", false);
    assert_true(program_runs(desk));
}

static void test_a_daemon_that_hangs_does_not_keep_the_window_open(void **state)
{
    struct desk *desk = *state;
    server.manner = SSIP_SILENT;
    xdotool("key shift+F12");
    draw_stroke(desk); // and is read
    double before = now();
    assert_int_equal(quit(desk), 0);
    assert_true(now() - before < 10);
}

#define WITH_SERVER(test) cmocka_unit_test_setup_teardown(test, open_with_server, close_with_server)

int main(void)
{
    if (!desk_possible() || !speech_is_there())
        return SKIPPED;
    const struct CMUnitTest tests[] = {
        WITH_SERVER(test_it_speaks_once_asked_and_says_a_reading_once),
        WITH_SERVER(test_a_daemon_that_goes_leaves_the_window_as_it_is),
        WITH_SERVER(test_a_daemon_that_hangs_does_not_keep_the_window_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
