// Screens smaller than the window would like, and what is remembered of its size.
#include "tests/support/x_desk.h"

#include "app/work/settings.h"

struct place {
    int x, y, width, height;
    int left, right, top, bottom; // of the frame
};

static struct place window_place(const struct desk *desk)
{
    struct place place = {0};
    char text[200];
    // Without --shell xdotool counts the frame twice.
    output_of(text, sizeof text,
              "xwininfo -id %s | tr '\n' ' ' | sed -n "
              "'s/.*Absolute upper-left X: *\\([-0-9]*\\).*upper-left Y: *\\([-0-9]*\\).*Width: "
              "*\\([0-9]*\\).*Height: *\\([0-9]*\\).*/\\1 \\2 \\3 \\4/p'",
              desk->window);
    assert_int_equal(sscanf(text, "%d %d %d %d", &place.x, &place.y, &place.width, &place.height),
                     4);
    output_of(text, sizeof text, "xprop -id %s _NET_FRAME_EXTENTS", desk->window);
    char *numbers = strchr(text, '=');
    if (numbers)
        sscanf(numbers, "= %d, %d, %d, %d", &place.left, &place.right, &place.top, &place.bottom);
    return place;
}

// The system needs a moment to move and to size.
static bool lies_on_screen(const struct desk *desk)
{
    double end = now() + DEADLINE_SECONDS;
    while (now() < end) {
        struct place p = window_place(desk);
        if (p.top > 0 && p.x >= p.left && p.y >= p.top && p.x + p.width + p.right <= desk->width &&
            p.y + p.height + p.bottom <= desk->height)
            return true;
        nap();
    }
    return false;
}

static void check_screen(int width, int height)
{
    void *state = NULL;
    assert_int_equal(desk_open(&state, width, height), 0);
    struct desk *desk = state;
    start_program(desk);
    if (!lies_on_screen(desk)) {
        struct place p = window_place(desk);
        fail_msg("on %dx%d the window is at %d,%d and has %dx%d", width, height, p.x, p.y, p.width,
                 p.height);
    }
    close_dialogs(desk);
    assert_int_equal(quit(desk), 0);
    assert_int_equal(desk_close(&state), 0);
}

static void test_window_and_frame_lie_on_every_screen(void **state)
{
    (void)state;
    if (!have("xwininfo") || !have("xprop"))
        skip();
    check_screen(800, 600);
    check_screen(1024, 600);
    check_screen(1280, 800);
    check_screen(1366, 768);
}

static void await_size(const struct desk *desk, int width, int height)
{
    int w = 0, h = 0;
    double end = now() + DEADLINE_SECONDS;
    while (now() < end) {
        get_size(desk, &w, &h);
        if (w == width && h == height)
            return;
        nap();
    }
    fail_msg("the window should get %dx%d, but has %dx%d", width, height, w, h);
}

static void set_maximised(const struct desk *desk, bool maximised)
{
    char command[200];
    snprintf(command, sizeof command, "wmctrl -i -r %s -b %s,maximized_vert,maximized_horz",
             desk->window, maximised ? "add" : "remove");
    assert_int_equal(system(command), 0);
}

static void test_a_maximised_window_comes_back_maximised(void **state)
{
    void *opened = NULL;
    (void)state;
    if (!have("wmctrl"))
        skip();
    assert_int_equal(desk_open(&opened, 1600, 1000), 0);
    struct desk *desk = opened;
    int width, height;
    start_program(desk);
    close_dialogs(desk);
    xdotool("windowsize %s 1150 760", desk->window);
    await_size(desk, 1150, 760);
    free(still_screen(desk));
    nanosleep(&(struct timespec){1, 0}, NULL); // a size that stood
    set_maximised(desk, true);
    do {
        nap();
        get_size(desk, &width, &height);
    } while (width != 1600);
    free(still_screen(desk));
    assert_int_equal(quit(desk), 0);
    start_program(desk);
    await_size(desk, width, height);
    set_maximised(desk, false);
    await_size(desk, 1150, 760);
    // The full screen over it changes nothing of that.
    set_maximised(desk, true);
    await_size(desk, width, height);
    xdotool("windowactivate --sync %s key F11", desk->window);
    await_size(desk, 1600, 1000);
    xdotool("key Escape");
    await_size(desk, width, height);
    assert_int_equal(quit(desk), 0);
    assert_int_equal(desk_close(&opened), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_window_and_frame_lie_on_every_screen),
        cmocka_unit_test(test_a_maximised_window_comes_back_maximised),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
