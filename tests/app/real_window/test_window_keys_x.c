// Keys that only a real X server has: what the window manager takes for itself, and keyboards of
// other countries. Keys are named by the number of their place (38 is A on an American keyboard).
#include "tests/support/x_desk.h"

#include "nn/strokes/strokes.h"
#include "nn/strokes/strokes_text.h"

enum { PLACE_8 = 17, PLACE_9 = 18, PLACE_C = 54, PLACE_Z = 52, CONTROL = 37, ALT_GR = 108 };
enum { KEYPAD_0 = 90, KEYPAD_5 = 84, NUM_LOCK = 77 };

// What a menu covers is more than this, what else may change is less.
enum { MENU_PIXELS = 4000 };

static bool opens_a_menu(const struct desk *desk, const char *keys)
{
    uint32_t *before = still_screen(desk);
    xdotool("%s", keys);
    free(still_screen(desk));
    bool open = count_changed(desk, before) >= MENU_PIXELS;
    free(before);
    if (open)
        close_dialogs(desk);
    return open;
}

static void test_alt_alone_opens_the_menu_bar(void **state)
{
    assert_true(opens_a_menu(*state, "keydown Alt_L sleep 0.1 keyup Alt_L"));
    assert_true(opens_a_menu(*state, "keydown Alt_L key f keyup Alt_L"));
    assert_true(opens_a_menu(*state, "keydown Alt_L sleep 0.1 keyup Alt_L"));
}

static void test_alt_of_the_window_manager_opens_nothing(void **state)
{
    struct desk *desk = *state;
    assert_false(opens_a_menu(desk, "keydown Alt_L sleep 0.1 key Tab sleep 0.1 keyup Alt_L"));
    assert_false(opens_a_menu(desk, "keydown Alt_L key Tab keyup Alt_L"));
    assert_false(opens_a_menu(desk, "keydown Alt_L key Tab sleep 0.1 key Escape keyup Alt_L"));
    assert_false(opens_a_menu(desk, "keydown Shift_L keydown Alt_L keyup Alt_L keyup Shift_L"));
    assert_false(opens_a_menu(desk, "keydown Alt_L keydown Shift_L keyup Alt_L keyup Shift_L"));
    assert_false(opens_a_menu(desk, "keydown Control_L keydown Alt_L keyup Alt_L keyup Control_L"));
    xdotool("mousemove --window %s 600 600", desk->window);
    // A click with Alt is openbox's, also one that moves nothing.
    assert_false(opens_a_menu(desk, "keydown Alt_L sleep 0.1 click 1 sleep 0.1 keyup Alt_L"));
    assert_false(opens_a_menu(desk, "keydown Alt_L click 1 keyup Alt_L"));
    xdotool("mousemove --window %s 600 -8", desk->window); // the title bar
    assert_false(opens_a_menu(desk, "keydown Alt_L sleep 0.1 click 1 sleep 0.1 keyup Alt_L"));
    assert_false(opens_a_menu(desk, "keydown Alt_L click 1 keyup Alt_L"));
}

static void use_layout(const char *name)
{
    char command[100];
    snprintf(command, sizeof command, "setxkbmap %s", name);
    assert_int_equal(system(command), 0);
}

static void test_shortcuts_are_at_their_place_on_keyboards_without_latin_letters(void **state)
{
    struct desk *desk = *state;
    static const char *const layouts[] = {"ru", "gr", "il", "ara", "us,ru", "us"};
    if (!have("setxkbmap"))
        skip();
    for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++) {
        use_layout(layouts[i]);
        draw_stroke(desk);
        xdotool("key %d", PLACE_C);
        await_title(desk, "nothing drawn", false);
        xdotool("keydown %d key %d keyup %d", CONTROL, PLACE_Z, CONTROL);
        await_title(desk, "nothing drawn", true);
        xdotool("key %d", PLACE_C);
        await_title(desk, "nothing drawn", false);
    }
}

// Taught digits, waited for: the drawing goes when it is kept.
static size_t taught(void)
{
    char path[PATH_SIZE];
    struct strokes strokes = {0};
    assert_true(path_of_own_digits(path, NULL));
    if (access(path, F_OK) != 0)
        return 0;
    assert_true(strokes_load(&strokes, path, NULL));
    size_t count = strokes.count;
    strokes_free(&strokes);
    return count;
}

static void test_altgr_types_brackets_and_teaches_nothing(void **state)
{
    struct desk *desk = *state;
    if (!have("setxkbmap"))
        skip();
    use_layout("de");
    draw_stroke(desk);
    xdotool("mousemove --window %s 900 30 key k", desk->window);
    uint32_t *before = still_screen(desk);
    xdotool("keydown %d key %d keyup %d", ALT_GR, PLACE_8, ALT_GR);
    await_change(desk, before, 20); // the brush's slider
    xdotool("keydown %d key %d keyup %d", ALT_GR, PLACE_9, ALT_GR);
    await_change(desk, before, -19);
    free(before);
    assert_int_equal(taught(), 0);
    await_title(desk, "nothing drawn", true);
    xdotool("key k c");
    await_title(desk, "nothing drawn", false);
    use_layout("us");
}

static void test_the_keypad_teaches_with_numlock_only(void **state)
{
    struct desk *desk = *state;
    draw_stroke(desk);
    xdotool("key k key %d key %d", KEYPAD_0, KEYPAD_5);
    free(still_screen(desk));
    assert_int_equal(taught(), 0);
    xdotool("key %d key %d", NUM_LOCK, KEYPAD_5);
    await_title(desk, "nothing drawn", false);
    xdotool("key %d", NUM_LOCK);
    assert_int_equal(taught(), 1);
    xdotool("key ctrl+f k");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alt_alone_opens_the_menu_bar),
        cmocka_unit_test(test_alt_of_the_window_manager_opens_nothing),
        cmocka_unit_test(test_shortcuts_are_at_their_place_on_keyboards_without_latin_letters),
        cmocka_unit_test(test_altgr_types_brackets_and_teaches_nothing),
        cmocka_unit_test(test_the_keypad_teaches_with_numlock_only),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, desk_open_program, desk_close_program);
}
