// The window without a display: SDL's dummy driver, asked for by name. Real X events are another
// test's.
#include "app/system/dark.h"
#include "app/system/window.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <SDL.h>

#include <cmocka.h>

static int open_dummy(void **state)
{
    struct window *window;
    struct status status;
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    if (!window_open(&window, "LeNet Pad", 1100, 720, &status))
        return -1;
    *state = window;
    struct event event;
    while (window_event(window, &event, 0))
        ;
    return 0;
}

static int close_dummy(void **state)
{
    window_close(*state);
    return 0;
}

static void push(SDL_Event event)
{
    assert_int_equal(SDL_PushEvent(&event), 1);
}

// The next event of a kind; the others are skipped.
static struct event expect(struct window *window, enum event_type type)
{
    struct event event;
    while (window_event(window, &event, 0))
        if (event.type == type)
            return event;
    fail_msg("no event of type %d", type);
    return event;
}

static void test_without_a_display_the_window_is_refused(void **state)
{
    (void)state;
    struct window *window;
    struct status status = {0};
    unsetenv("SDL_VIDEODRIVER");
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    assert_false(window_open(&window, "LeNet Pad", 1280, 800, &status));
    assert_null(window);
    assert_int_equal(status.code, STATUS_MISSING); // who opens it names what works without one
    assert_non_null(strstr(status.message, "DISPLAY"));
    setenv("DISPLAY", ":973", 1);
    assert_false(window_open(&window, "LeNet Pad", 1280, 800, &status));
    assert_non_null(strstr(status.message, ":973"));
    unsetenv("DISPLAY");
}

// (SDL's offscreen driver works as well, but loads OpenGL, which leaks at exit.)
static void test_a_driver_without_a_screen_opens_when_named(void **state)
{
    (void)state;
    struct window *window;
    struct status status = {0};
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    for (int i = 0; i < 2; i++) { // and again after closing
        if (!window_open(&window, "LeNet Pad", 1280, 800, &status))
            fail_msg("%s", status.message);
        window_close(window);
    }
}

static void test_the_window_shows_canvases_of_any_size(void **state)
{
    struct window *window = *state;
    int width, height;
    float scale;
    window_size(window, &width, &height, &scale);
    assert_true(scale > 0 && width >= 1024 && height >= 700);
    struct canvas canvas = {0};
    for (int i = 0; i < 4; i++) {
        canvas_resize(&canvas, width + i / 2, height - i);
        canvas_fill(&canvas, canvas.clip, 0xff336699);
        window_show(window, &canvas);
    }
    push((SDL_Event){.type = SDL_RENDER_DEVICE_RESET});
    expect(window, EVENT_WAKE);
    window_show(window, &canvas);
    canvas_free(&canvas);
}

// Without a graphics card SDL would show the finished picture through an OpenGL that the processor
// imitates.
static void test_finished_pixels_take_no_detour_without_a_graphics_card(void **state)
{
    (void)state;
    const char *acceleration = SDL_GetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION);
    assert_non_null(acceleration);
    assert_string_equal(acceleration, "0");
}

static void test_pointer_events_carry_their_own_place(void **state)
{
    struct window *window = *state;
    push((SDL_Event){.motion = {.type = SDL_MOUSEMOTION, .x = 30, .y = 40}});
    struct event event = expect(window, EVENT_POINTER_MOVE);
    assert_true(event.x == 30.5f && event.y == 40.5f && event.pressure == 1);
    push((SDL_Event){.button = {.type = SDL_MOUSEBUTTONDOWN,
                                .button = SDL_BUTTON_RIGHT,
                                .clicks = 2,
                                .x = 31,
                                .y = 41}});
    event = expect(window, EVENT_POINTER_DOWN);
    assert_int_equal(event.button, BUTTON_RIGHT);
    assert_int_equal(event.clicks, 2);
    assert_true(event.x == 31.5f);
    push((SDL_Event){.wheel = {.type = SDL_MOUSEWHEEL, .y = 1, .preciseY = 1.5f}});
    event = expect(window, EVENT_WHEEL);
    assert_true(event.wheel == 1.5f && event.x == 31.5f);
}

static void test_every_motion_sample_arrives(void **state)
{
    struct window *window = *state;
    for (int i = 0; i < 500; i++)
        push((SDL_Event){.motion = {.type = SDL_MOUSEMOTION, .x = i, .y = 1}});
    for (int i = 0; i < 500; i++)
        assert_true(expect(window, EVENT_POINTER_MOVE).x == (float)i + 0.5f);
}

static void test_mouse_events_made_from_touches_are_refused(void **state)
{
    struct window *window = *state;
    push((SDL_Event){
        .motion = {.type = SDL_MOUSEMOTION, .which = SDL_TOUCH_MOUSEID, .x = 30, .y = 40}});
    push((SDL_Event){
        .button = {
            .type = SDL_MOUSEBUTTONDOWN, .which = SDL_TOUCH_MOUSEID, .button = 1, .clicks = 1}});
    struct event event;
    while (window_event(window, &event, 0))
        assert_true(event.type != EVENT_POINTER_MOVE && event.type != EVENT_POINTER_DOWN);
}

static SDL_Event finger(Uint32 type, SDL_FingerID id, float x, float pressure)
{
    return (SDL_Event){
        .tfinger = {.type = type, .fingerId = id, .x = x, .y = 0.5f, .pressure = pressure}};
}

static void test_the_first_finger_draws_with_its_pressure(void **state)
{
    struct window *window = *state;
    int width, height;
    float scale;
    window_size(window, &width, &height, &scale);
    push(finger(SDL_FINGERDOWN, 7, 0.25f, 0.4f));
    push(finger(SDL_FINGERDOWN, 8, 0.9f, 1));
    push(finger(SDL_FINGERMOTION, 8, 0.8f, 1));
    push(finger(SDL_FINGERMOTION, 7, 0.5f, 0.6f));
    push(finger(SDL_FINGERUP, 7, 0.5f, 0));
    struct event event = expect(window, EVENT_POINTER_DOWN);
    assert_true(event.touch && event.pressure == 0.4f && event.button == BUTTON_LEFT);
    assert_true(event.x == 0.25f * (float)width && event.y == 0.5f * (float)height);
    event = expect(window, EVENT_POINTER_MOVE);
    assert_true(event.x == 0.5f * (float)width && event.pressure == 0.6f);
    assert_int_equal(expect(window, EVENT_POINTER_UP).button, BUTTON_LEFT);
    expect(window, EVENT_POINTER_LEAVE);
}

static struct event press_key(struct window *window, SDL_Keycode sym, Uint16 modifiers)
{
    push((SDL_Event){.key = {.type = SDL_KEYDOWN, .keysym = {.sym = sym, .mod = modifiers}}});
    return expect(window, EVENT_KEY);
}

static void test_keys_are_translated(void **state)
{
    struct window *window = *state;
    struct event event = press_key(window, SDLK_z, KMOD_LCTRL | KMOD_LSHIFT);
    assert_int_equal(event.key, 'z');
    assert_int_equal(event.modifiers, MOD_CTRL | MOD_SHIFT);
    assert_int_equal(press_key(window, SDLK_LEFT, 0).key, KEY_LEFT);
    assert_int_equal(press_key(window, SDLK_PAGEDOWN, 0).key, KEY_PAGE_DOWN);
    assert_int_equal(press_key(window, SDLK_F1, 0).key, KEY_F1);
    assert_int_equal(press_key(window, SDLK_F10, 0).key, KEY_F10);
    assert_int_equal(press_key(window, SDLK_F12, 0).key, KEY_F12);
    assert_int_equal(press_key(window, SDLK_KP_ENTER, 0).key, KEY_ENTER);
    assert_int_equal(press_key(window, SDLK_DELETE, 0).key, KEY_DELETE);
    assert_int_equal(press_key(window, SDLK_ESCAPE, 0).key, KEY_ESCAPE);
    assert_int_equal(press_key(window, SDLK_LEFTBRACKET, 0).key, '[');
}

static void push_key(Uint32 type, SDL_Keycode sym, SDL_Scancode place, Uint16 modifiers)
{
    push((SDL_Event){
        .key = {.type = type, .keysym = {.sym = sym, .scancode = place, .mod = modifiers}}});
}

static void push_alt(Uint32 type)
{
    push_key(type, SDLK_LALT, SDL_SCANCODE_LALT, type == SDL_KEYDOWN ? KMOD_LALT : 0);
}

static void push_text(const char *string)
{
    SDL_Event text = {.text = {.type = SDL_TEXTINPUT}};
    strcpy(text.text.text, string);
    push(text);
}

static void expect_no_key(struct window *window)
{
    struct event event;
    while (window_event(window, &event, 0))
        if (event.type == EVENT_KEY || (event.type == EVENT_TEXT && event.key))
            fail_msg("the key %d came", event.key);
}

static void test_only_a_lonely_alt_is_a_key(void **state)
{
    struct window *window = *state;
    push_alt(SDL_KEYDOWN);
    push_alt(SDL_KEYUP);
    assert_int_equal(expect(window, EVENT_KEY).key, KEY_ALT);
    push_alt(SDL_KEYDOWN);
    assert_int_equal(press_key(window, SDLK_f, KMOD_LALT).modifiers, MOD_ALT);
    push_alt(SDL_KEYUP);
    expect_no_key(window);
}

static void test_alt_with_a_second_modifier_is_no_key(void **state)
{
    struct window *window = *state;
    push_key(SDL_KEYDOWN, SDLK_LSHIFT, SDL_SCANCODE_LSHIFT, KMOD_LSHIFT);
    push_key(SDL_KEYDOWN, SDLK_LALT, SDL_SCANCODE_LALT, KMOD_LALT | KMOD_LSHIFT);
    push_key(SDL_KEYUP, SDLK_LALT, SDL_SCANCODE_LALT, KMOD_LSHIFT);
    push_key(SDL_KEYUP, SDLK_LSHIFT, SDL_SCANCODE_LSHIFT, 0);
    expect_no_key(window);
    push_alt(SDL_KEYDOWN);
    push_key(SDL_KEYDOWN, SDLK_LCTRL, SDL_SCANCODE_LCTRL, KMOD_LALT | KMOD_LCTRL);
    push_key(SDL_KEYUP, SDLK_LCTRL, SDL_SCANCODE_LCTRL, KMOD_LALT);
    push_alt(SDL_KEYUP);
    expect_no_key(window);
}

// A key that was pressed before and is let go meanwhile.
static void test_alt_over_another_key_or_button_is_no_key(void **state)
{
    struct window *window = *state;
    push_key(SDL_KEYDOWN, SDLK_x, SDL_SCANCODE_X, 0);
    expect(window, EVENT_KEY);
    push_alt(SDL_KEYDOWN);
    push_key(SDL_KEYUP, SDLK_x, SDL_SCANCODE_X, KMOD_LALT);
    push_alt(SDL_KEYUP);
    expect_no_key(window);
    SDL_Event button = {.button = {.type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_LEFT}};
    push(button);
    push_alt(SDL_KEYDOWN); // while a stroke is drawn
    push_alt(SDL_KEYUP);
    expect_no_key(window);
    push_alt(SDL_KEYDOWN);
    button.type = SDL_MOUSEBUTTONUP;
    push(button);
    push_alt(SDL_KEYUP);
    expect_no_key(window);
    push_alt(SDL_KEYDOWN);
    push((SDL_Event){.wheel = {.type = SDL_MOUSEWHEEL, .y = 1, .preciseY = 1}});
    push_alt(SDL_KEYUP);
    expect_no_key(window);
    push_alt(SDL_KEYDOWN);
    push_alt(SDL_KEYUP);
    assert_int_equal(expect(window, EVENT_KEY).key, KEY_ALT);
}

// SDL lets every key go before it says that the focus went.
static void test_alt_that_took_the_focus_away_is_no_key(void **state)
{
    struct window *window = *state;
    push_alt(SDL_KEYDOWN);
    push_alt(SDL_KEYUP);
    push((SDL_Event){.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_FOCUS_LOST}});
    expect_no_key(window);
}

static void test_letters_of_other_scripts_are_keys_by_their_place(void **state)
{
    struct window *window = *state;
    push_key(SDL_KEYDOWN, 0x44f, SDL_SCANCODE_Z, KMOD_LCTRL); // Russian
    struct event event = expect(window, EVENT_KEY);
    assert_int_equal(event.key, 'z');
    assert_int_equal(event.modifiers, MOD_CTRL);
    push_key(SDL_KEYDOWN, 0x3c1, SDL_SCANCODE_R, 0); // Greek
    assert_int_equal(expect(window, EVENT_KEY).key, 'r');
    push_key(SDL_KEYDOWN, 0x5d1, SDL_SCANCODE_C, 0); // Hebrew
    assert_int_equal(expect(window, EVENT_KEY).key, 'c');
    push_key(SDL_KEYDOWN, 0x644, SDL_SCANCODE_G, 0); // Arabic
    assert_int_equal(expect(window, EVENT_KEY).key, 'g');
    push_key(SDL_KEYDOWN, 0x445, SDL_SCANCODE_LEFTBRACKET, 0);
    assert_int_equal(expect(window, EVENT_KEY).key, '[');
    push_key(SDL_KEYDOWN, 'z', SDL_SCANCODE_Y, KMOD_LCTRL); // German: the letter counts
    assert_int_equal(expect(window, EVENT_KEY).key, 'z');
    push_key(SDL_KEYDOWN, 0xfc, SDL_SCANCODE_LEFTBRACKET, 0); // and its u umlaut is Latin
    expect_no_key(window);
}

static void test_a_key_with_altgr_is_what_it_types(void **state)
{
    struct window *window = *state;
    push_key(SDL_KEYDOWN, SDLK_8, SDL_SCANCODE_8, KMOD_RALT);
    push_text("[");
    struct event event = expect(window, EVENT_KEY);
    assert_int_equal(event.modifiers, MOD_ALTGR);
    event = expect(window, EVENT_TEXT);
    assert_int_equal(event.key, '[');
    assert_int_equal(event.modifiers, 0);
    push_key(SDL_KEYDOWN, 0xdf, SDL_SCANCODE_MINUS, KMOD_LSHIFT);
    push_text("?");
    assert_int_equal(expect(window, EVENT_TEXT).key, '?');
    push_key(SDL_KEYDOWN, 0xe8, SDL_SCANCODE_7, KMOD_LSHIFT); // French digits need Shift
    push_text("7");
    assert_int_equal(expect(window, EVENT_TEXT).key, '7');
    push_key(SDL_KEYDOWN, SDLK_LEFTBRACKET, SDL_SCANCODE_LEFTBRACKET, 0);
    push_text("[");
    expect(window, EVENT_KEY);
    assert_int_equal(expect(window, EVENT_TEXT).key, KEY_NONE); // once is enough
    push_key(SDL_KEYDOWN, SDLK_7, SDL_SCANCODE_7, KMOD_RALT);
    push_text("7");
    assert_int_equal(expect(window, EVENT_TEXT).key, KEY_NONE);
}

static int keypad(struct window *window, SDL_Keycode sym, Uint16 modifiers)
{
    push_key(SDL_KEYDOWN, sym, SDL_SCANCODE_KP_0, modifiers);
    struct event event;
    while (window_event(window, &event, 0))
        if (event.type == EVENT_KEY)
            return event.key;
    return KEY_NONE;
}

static void test_the_keypad_types_digits_only_with_numlock(void **state)
{
    static const struct {
        SDL_Keycode sym;
        int digit, moving;
    } keys[] = {
        {SDLK_KP_0, '0', KEY_NONE},        {SDLK_KP_1, '1', KEY_END},
        {SDLK_KP_2, '2', KEY_DOWN},        {SDLK_KP_3, '3', KEY_PAGE_DOWN},
        {SDLK_KP_4, '4', KEY_LEFT},        {SDLK_KP_5, '5', KEY_NONE},
        {SDLK_KP_6, '6', KEY_RIGHT},       {SDLK_KP_7, '7', KEY_HOME},
        {SDLK_KP_8, '8', KEY_UP},          {SDLK_KP_9, '9', KEY_PAGE_UP},
        {SDLK_KP_PERIOD, '.', KEY_DELETE}, {SDLK_KP_PLUS, '+', '+'},
        {SDLK_KP_MINUS, '-', '-'},         {SDLK_KP_ENTER, KEY_ENTER, KEY_ENTER},
        {SDLK_KP_DIVIDE, '/', '/'},        {SDLK_KP_MULTIPLY, '*', '*'},
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        assert_int_equal(keypad(*state, keys[i].sym, KMOD_NUM), keys[i].digit);
        assert_int_equal(keypad(*state, keys[i].sym, 0), keys[i].moving);
        assert_int_equal(keypad(*state, keys[i].sym, KMOD_NUM | KMOD_LSHIFT), keys[i].moving);
    }
}

static void test_text_drops_and_quit_arrive(void **state)
{
    struct window *window = *state;
    SDL_Event text = {.text = {.type = SDL_TEXTINPUT}};
    strcpy(text.text.text, "\xc3\xa9");
    window_text_input(window, true, (struct rect){0});
    push(text);
    assert_string_equal(expect(window, EVENT_TEXT).text, "\xc3\xa9");
    push((SDL_Event){.drop = {.type = SDL_DROPFILE, .file = SDL_strdup("/tmp/a digit.png")}});
    assert_string_equal(expect(window, EVENT_DROP).path, "/tmp/a digit.png");
    push((SDL_Event){.type = SDL_QUIT});
    expect(window, EVENT_QUIT);
}

static void test_a_drop_with_a_path_too_long_arrives_without_it(void **state)
{
    struct window *window = *state;
    for (size_t length = 1022; length <= 1025; length++) {
        char *path = SDL_malloc(length + 1);
        memset(path, 'x', length);
        path[length] = '\0';
        push((SDL_Event){.drop = {.type = SDL_DROPFILE, .file = path}});
        assert_int_equal(strlen(expect(window, EVENT_DROP).path), length < 1024 ? length : 0);
    }
}

static void *wake_often(void *window)
{
    for (int i = 0; i < 100; i++)
        window_wake(window);
    return NULL;
}

static void test_another_thread_ends_the_wait_once(void **state)
{
    struct window *window = *state;
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, wake_often, window), 0);
    struct event event;
    do {
        assert_true(window_event(window, &event, 10000));
    } while (event.type != EVENT_WAKE);
    pthread_join(thread, NULL);
    int wakes = 0;
    while (window_event(window, &event, 0))
        wakes += event.type == EVENT_WAKE;
    assert_true(wakes <= 1); // the thread may have gone on after the first
    for (int i = 0; i < 20; i++)
        window_wake(window);
    do {
        assert_true(window_event(window, &event, 10000));
    } while (event.type != EVENT_WAKE);
    while (window_event(window, &event, 0))
        assert_int_not_equal(event.type, EVENT_WAKE);
}

static void test_waiting_ends_without_an_event(void **state)
{
    struct event event;
    assert_false(window_event(*state, &event, 0));
    assert_false(window_event(*state, &event, 20));
}

static void test_the_clipboard_gives_back_what_was_put_in(void **state)
{
    (void)state;
    struct ui_clipboard clipboard = window_clipboard();
    clipboard.set(clipboard.self, "a\xc3\xa9");
    char *string = clipboard.get(clipboard.self);
    assert_string_equal(string, "a\xc3\xa9");
    free(string);
}

static void test_titles_cursors_and_modes_can_change(void **state)
{
    struct window *window = *state;
    window_set_title(window, "LeNet Pad \xe2\x80\x93 7 (98%)");
    window_show_cursor(window, false);
    window_show_cursor(window, true);
    window_text_input(window, true, (struct rect){0});
    assert_true(SDL_IsTextInputActive());
    window_text_input(window, false, (struct rect){0});
    assert_false(SDL_IsTextInputActive());
    window_capture_pointer(true);
    window_capture_pointer(false);
    window_set_full_screen(window, true);
    window_set_full_screen(window, false);
}

static void write_settings(const char *folder, const char *line)
{
    char path[300];
    snprintf(path, sizeof path, "%s/gtk-3.0/settings.ini", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "[Settings]\ngtk-font-name=Sans 10\n%s\n", line);
    fclose(file);
}

static void test_the_dark_preference_is_found(void **state)
{
    (void)state;
    char folder[] = "/tmp/lenetpad-window-XXXXXX", path[300];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/gtk-3.0", folder);
    mkdir(path, 0700);
    setenv("XDG_CONFIG_HOME", folder, 1);
    unsetenv("GTK_THEME");
    assert_false(dark_is_preferred(DESKTOP_NO_SCHEME));
    write_settings(folder, "gtk-application-prefer-dark-theme = 1");
    assert_true(dark_is_preferred(DESKTOP_NO_SCHEME));
    assert_false(dark_is_preferred(DESKTOP_LIGHT));
    write_settings(folder, "gtk-application-prefer-dark-theme=false");
    assert_true(dark_is_preferred(DESKTOP_DARK));
    assert_true(contrast_is_preferred(true));
    assert_false(dark_is_preferred(DESKTOP_NO_SCHEME));
    assert_false(contrast_is_preferred(false));
    write_settings(folder, "gtk-theme-name=HighContrastInverse");
    assert_true(contrast_is_preferred(false));
    setenv("GTK_THEME", "HighContrast", 1);
    assert_true(contrast_is_preferred(false));
    setenv("GTK_THEME", "Adwaita:dark", 1);
    assert_false(contrast_is_preferred(false));
    assert_true(dark_is_preferred(DESKTOP_NO_SCHEME));
    setenv("GTK_THEME", "Yaru-dark", 1);
    assert_true(dark_is_preferred(DESKTOP_NO_SCHEME));
    setenv("GTK_THEME", "Adwaita", 1);
    assert_false(dark_is_preferred(DESKTOP_NO_SCHEME));
    assert_false(dark_is_preferred(DESKTOP_DARK)); // who sets it for one program means that one
    assert_false(contrast_is_preferred(true));
    snprintf(path, sizeof path, "rm -r '%s'", folder);
    assert_int_equal(system(path), 0);
}

#define DUMMY(test) cmocka_unit_test_setup_teardown(test, open_dummy, close_dummy)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_a_display_the_window_is_refused),
        cmocka_unit_test(test_a_driver_without_a_screen_opens_when_named),
        DUMMY(test_the_window_shows_canvases_of_any_size),
        DUMMY(test_finished_pixels_take_no_detour_without_a_graphics_card),
        DUMMY(test_pointer_events_carry_their_own_place),
        DUMMY(test_every_motion_sample_arrives),
        DUMMY(test_mouse_events_made_from_touches_are_refused),
        DUMMY(test_the_first_finger_draws_with_its_pressure),
        DUMMY(test_keys_are_translated),
        DUMMY(test_only_a_lonely_alt_is_a_key),
        DUMMY(test_alt_with_a_second_modifier_is_no_key),
        DUMMY(test_alt_over_another_key_or_button_is_no_key),
        DUMMY(test_alt_that_took_the_focus_away_is_no_key),
        DUMMY(test_letters_of_other_scripts_are_keys_by_their_place),
        DUMMY(test_a_key_with_altgr_is_what_it_types),
        DUMMY(test_the_keypad_types_digits_only_with_numlock),
        DUMMY(test_text_drops_and_quit_arrive),
        DUMMY(test_a_drop_with_a_path_too_long_arrives_without_it),
        DUMMY(test_another_thread_ends_the_wait_once),
        DUMMY(test_waiting_ends_without_an_event),
        DUMMY(test_the_clipboard_gives_back_what_was_put_in),
        DUMMY(test_titles_cursors_and_modes_can_change),
        cmocka_unit_test(test_the_dark_preference_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
