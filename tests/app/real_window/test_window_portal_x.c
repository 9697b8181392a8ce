// The real window with a portal on the bus: files are chosen in the desktop's dialog, which is
// closed with Escape and with the window; when it goes, the window's own comes; and the window
// turns dark and light as the desktop says.
#include "tests/support/x_desk.h"

#ifdef HAVE_DBUS
#include "tests/support/bus_desk.h"

static struct bus_desk bus;

static int open_all(void **state)
{
    if (desk_open(state, 1400, 900) != 0)
        return -1;
    bus_open_desk(&bus);
    return 0;
}

static int close_all(void **state)
{
    bus_close_desk(&bus);
    return desk_close(state);
}

// The program, once it has found this portal.
static void start_with(struct desk *desk, const char *way, const char *uri)
{
    bus_start_portal(&bus, way, uri);
    start_program(desk);
    bus_await("Read 'org.freedesktop.appearance' 'contrast'");
    close_dialogs(desk);
}

// In the desktop's high-contrast theme (fake_portal.c), whose window is black.
static bool is_black(const struct desk *desk)
{
    uint32_t *screen = copy_screen(desk);
    int black = 0;
    for (int i = 0; i < desk->width * desk->height; i++)
        black += (screen[i] & 0xffffff) == 0;
    free(screen);
    return black > desk->width * desk->height / 2;
}

static void test_a_drawing_is_saved_and_opened_through_the_desktops_dialog(void **state)
{
    struct desk *desk = *state;
    char uri[PATH_SIZE];
    snprintf(uri, sizeof uri, "file://%s/my%%20digit%%25.strokes", desk->folder);
    start_with(desk, "choose", uri);
    draw_stroke(desk);
    xdotool("key ctrl+s");
    double end = now() + DEADLINE_SECONDS;
    while (access("my digit%.strokes", R_OK) != 0 && now() < end)
        nap();
    assert_int_equal(access("my digit%.strokes", R_OK), 0);
    bus_await("SaveFile 'x11:");
    xdotool("key ctrl+n");
    await_title(desk, "nothing drawn", false);
    xdotool("key ctrl+o");
    await_title(desk, "nothing drawn", true);
    bus_await("OpenFile 'x11:");
    assert_int_equal(quit(desk), 0);
}

static void test_escape_and_the_end_of_the_window_close_the_desktops_dialog(void **state)
{
    struct desk *desk = *state;
    start_with(desk, "hold", NULL);
    uint32_t *before = still_screen(desk);
    xdotool("key ctrl+o");
    bus_await("OpenFile");
    await_change(desk, before, 2000); // the window says so
    xdotool("key Escape");
    bus_await("Close\n");
    await_change(desk, before, -200);
    free(before);
    remove(PORTAL_LOG);
    xdotool("key ctrl+q");
    assert_int_equal(end_of_program(desk), 0);
    start_with(desk, "hold", NULL);
    xdotool("key ctrl+o");
    bus_await("OpenFile");
    assert_int_equal(quit(desk), 0);
    bus_await("Close\n");
}

static void test_a_portal_that_ends_leaves_the_window_with_its_own_dialog(void **state)
{
    struct desk *desk = *state;
    support_write("plain.strokes", "", 0);
    start_with(desk, "die", NULL);
    uint32_t *before = still_screen(desk);
    xdotool("key ctrl+o");
    await_change(desk, before, 100000); // larger than the question that says where the dialog is
    free(before);
    free(still_screen(desk));
    xdotool("key Escape");
    draw_stroke(desk); // nothing is held any more
    assert_int_equal(quit(desk), 0);
}

static void test_the_desktops_looks_are_followed(void **state)
{
    struct desk *desk = *state;
    start_with(desk, "none", NULL);
    double end = now() + DEADLINE_SECONDS;
    while (!is_black(desk) && now() < end)
        nap();
    assert_true(is_black(desk));
    assert_int_equal(quit(desk), 0);
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, open_all, close_all)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_a_drawing_is_saved_and_opened_through_the_desktops_dialog),
        DESK_TEST(test_escape_and_the_end_of_the_window_close_the_desktops_dialog),
        DESK_TEST(test_a_portal_that_ends_leaves_the_window_with_its_own_dialog),
        DESK_TEST(test_the_desktops_looks_are_followed),
    };
    if (!desk_possible() || !bus_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

int main(void)
{
    printf("this build has no libdbus: skipped\n");
    return SKIPPED;
}

#endif
