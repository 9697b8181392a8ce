// From SDL's events of an input method to a file's name: the whole way, with SDL's dummy driver.
#include "tests/support/shell_events.h"

#include "app/system/window.h"

#include <SDL.h>

struct both {
    struct window *window;
    struct app *app;
};

static void follow(struct both *both)
{
    window_text_input(both->window, ui_wants_text(&both->app->ui), ui_text_caret(&both->app->ui));
    if (!ui_composes(&both->app->ui))
        window_end_composition(both->window);
}

// Everything that waits, then a frame.
static void run(struct both *both)
{
    struct event event;
    while (window_event(both->window, &event, 0))
        app_event(both->app, &event);
    app_frame(both->app);
    app_frame(both->app);
    follow(both);
}

static int open_both(void **state)
{
    static struct both both;
    struct status status;
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    if (!window_open(&both.window, "LeNet Pad", 1100, 720, &status))
        return -1;
    both.app = app_support_open(&(struct session_options){.model = "seven.safetensors"});
    run(&both);
    *state = &both;
    return 0;
}

static int close_both(void **state)
{
    struct both *both = *state;
    app_close(both->app);
    window_close(both->window);
    return 0;
}

static void push(struct both *both, SDL_Event event)
{
    assert_int_equal(SDL_PushEvent(&event), 1);
    run(both);
}

static void push_key(struct both *both, SDL_Keycode sym, Uint16 modifiers)
{
    SDL_KeyboardEvent key = {
        .type = SDL_KEYDOWN,
        .keysym = {.sym = sym, .scancode = SDL_GetScancodeFromKey(sym), .mod = modifiers}};
    push(both, (SDL_Event){.key = key});
}

// `start` and `length` in characters, as SDL counts them.
static void push_editing(struct both *both, const char *text, int start, int length)
{
    SDL_Event event = {.edit = {.type = SDL_TEXTEDITING, .start = start, .length = length}};
    SDL_strlcpy(event.edit.text, text, sizeof event.edit.text);
    push(both, event);
}

static void push_text(struct both *both, const char *text)
{
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
    SDL_strlcpy(event.text.text, text, sizeof event.text.text);
    push(both, event);
}

// The dialog in which a name is typed.
static void ask_for_name(struct both *both)
{
    push_key(both, 's', KMOD_LCTRL);
    assert_int_equal(both->app->session.questions.open, QUESTION_FILES);
    push_key(both, 'a', KMOD_LCTRL);
    push_key(both, SDLK_BACKSPACE, 0);
    assert_string_equal(both->app->file_dialog.name, "");
}

static void test_a_name_is_composed_and_typed(void **state)
{
    struct both *both = *state;
    stroke(both->app, BUTTON_LEFT, 0.4f, 0.2f, 0.4f, 0.8f);
    ask_for_name(both);
    assert_true(SDL_IsTextInputActive());
    push_editing(both, "\xe3\x81\x99\xe3\x81\x86\xe3\x81\x98", 2, 1);
    const struct composition *composition = &both->app->ui.core->composition;
    assert_int_equal(composition->caret, 6); // bytes
    assert_int_equal(composition->chosen, 6);
    assert_int_equal(composition->chosen_end, 9);
    push_key(both, SDLK_BACKSPACE, 0);
    push_key(both, SDLK_RETURN, 0); // it takes what was chosen,
    push_key(both, SDLK_ESCAPE, 0);
    assert_int_equal(both->app->session.questions.open, QUESTION_FILES); // and does not save
    assert_string_equal(both->app->file_dialog.name, "");
    push_text(both, "\xe6\x95\xb0\xe5\xad\x97");
    push_editing(both, "", 0, 0);
    assert_string_equal(both->app->file_dialog.name, "\xe6\x95\xb0\xe5\xad\x97");
    push_key(both, SDLK_RETURN, 0);
    assert_int_equal(both->app->session.questions.open, QUESTION_NONE);
    assert_int_equal(access("\xe6\x95\xb0\xe5\xad\x97.strokes", F_OK), 0);
    assert_false(SDL_IsTextInputActive()); // single letters are shortcuts again
}

static void test_numbers_that_make_no_sense_do_no_harm(void **state)
{
    struct both *both = *state;
    stroke(both->app, BUTTON_LEFT, 0.4f, 0.2f, 0.4f, 0.8f);
    ask_for_name(both);
    static const int numbers[][2] = {
        {-1, -1}, {100, 100}, {0, 100}, {3, -5}, {2147483647, 2147483647}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        push_editing(both, "\xe3\x81\x99\xe3\x81\x86", numbers[i][0], numbers[i][1]);
        const struct composition *composition = &both->app->ui.core->composition;
        assert_true(composition->caret <= 6 && composition->chosen_end <= 6);
    }
}

#if SDL_VERSION_ATLEAST(2, 0, 22)
static void test_a_long_one_arrives_cut_within_no_character(void **state)
{
    struct both *both = *state;
    char *text = SDL_malloc(3 * 200 + 1);
    for (int i = 0; i < 200; i++)
        memcpy(text + 3 * i, "\xe3\x81\x99", 4);
    stroke(both->app, BUTTON_LEFT, 0.4f, 0.2f, 0.4f, 0.8f);
    ask_for_name(both);
    push(both, (SDL_Event){.editExt = {.type = SDL_TEXTEDITING_EXT, .text = text, .start = 200}});
    const struct composition *composition = &both->app->ui.core->composition;
    assert_int_equal(strlen(composition->text), 255); // 85 characters
    assert_int_equal(composition->caret, 255);
}
#endif

static void test_what_is_composed_ends_when_the_window_is_left(void **state)
{
    struct both *both = *state;
    stroke(both->app, BUTTON_LEFT, 0.4f, 0.2f, 0.4f, 0.8f);
    ask_for_name(both);
    push_editing(both, "x", 1, 0);
    assert_true(ui_composes(&both->app->ui));
    push(both,
         (SDL_Event){.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_FOCUS_LOST}});
    assert_false(ui_composes(&both->app->ui));
    push_key(both, SDLK_ESCAPE, 0);
    assert_int_equal(both->app->session.questions.open, QUESTION_NONE);
}

#define WITH_BOTH(test) cmocka_unit_test_setup_teardown(test, open_both, close_both)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BOTH(test_a_name_is_composed_and_typed),
        WITH_BOTH(test_numbers_that_make_no_sense_do_no_harm),
#if SDL_VERSION_ATLEAST(2, 0, 22)
        WITH_BOTH(test_a_long_one_arrives_cut_within_no_character),
#endif
        WITH_BOTH(test_what_is_composed_ends_when_the_window_is_left),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
