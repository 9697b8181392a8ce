// Keyboards that this machine may not have: their layouts are told to the translation, and SDL is
// not started.
#include "app/system/keys_sdl.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static int key_of(bool latin, SDL_Keycode sym, SDL_Scancode place)
{
    struct keys keys = {.latin = latin};
    struct event event = {0};
    SDL_KeyboardEvent from = {.type = SDL_KEYDOWN, .keysym = {.sym = sym, .scancode = place}};
    return keys_take(&keys, &event, &from) ? event.key : KEY_NONE;
}

static void test_punctuation_on_a_letter_key_is_a_letter_only_without_latin_letters(void **state)
{
    (void)state;
    assert_int_equal(key_of(false, '/', SDL_SCANCODE_Q), 'q');          // Hebrew
    assert_int_equal(key_of(true, ',', SDL_SCANCODE_M), ',');           // French
    assert_int_equal(key_of(true, '\'', SDL_SCANCODE_Q), '\'');         // Dvorak
    assert_int_equal(key_of(false, SDLK_UNKNOWN, SDL_SCANCODE_B), 'b'); // Arabic: two letters
    assert_int_equal(key_of(true, SDLK_UNKNOWN, SDL_SCANCODE_EQUALS), KEY_NONE); // a dead key
}

static void test_punctuation_stays_what_it_is(void **state)
{
    (void)state;
    assert_int_equal(key_of(false, '.', SDL_SCANCODE_SLASH), '.'); // Russian
    assert_int_equal(key_of(false, '-', SDL_SCANCODE_MINUS), '-');
    assert_int_equal(key_of(false, SDLK_RETURN, SDL_SCANCODE_RETURN), KEY_ENTER);
    assert_int_equal(key_of(false, SDLK_F11, SDL_SCANCODE_F11), KEY_F11);
    assert_int_equal(key_of(false, 0x661, SDL_SCANCODE_1), '1'); // Arabic digits
}

static int released(SDL_Keycode sym, int held)
{
    struct keys keys = {.latin = true};
    struct event event = {0};
    SDL_KeyboardEvent from = {.type = SDL_KEYUP, .keysym = {.sym = sym, .mod = (Uint16)held}};
    return keys_take(&keys, &event, &from) && event.type == EVENT_KEY_UP ? event.key : KEY_NONE;
}

static void test_only_keys_that_move_are_told_when_they_are_let_go(void **state)
{
    (void)state;
    assert_int_equal(released(SDLK_LEFT, KMOD_NONE), KEY_LEFT);
    assert_int_equal(released(SDLK_PAGEDOWN, KMOD_LSHIFT), KEY_PAGE_DOWN);
    assert_int_equal(released(SDLK_KP_8, KMOD_NUM), KEY_UP); // NumLock was switched meanwhile
    assert_int_equal(released(SDLK_a, KMOD_NONE), KEY_NONE);
    assert_int_equal(released(SDLK_KP_5, KMOD_NONE), KEY_NONE);
    assert_int_equal(released(SDLK_LALT, KMOD_NONE), KEY_NONE);
}

// Windows reports AltGr as Ctrl and the right Alt.
static void test_altgr_is_neither_ctrl_nor_alt(void **state)
{
    (void)state;
    assert_int_equal(keys_modifiers(KMOD_LCTRL | KMOD_RALT), MOD_ALTGR);
    assert_int_equal(keys_modifiers(KMOD_MODE | KMOD_LSHIFT), MOD_ALTGR | MOD_SHIFT);
    assert_int_equal(keys_modifiers(KMOD_LALT | KMOD_RCTRL), MOD_ALT | MOD_CTRL);
    assert_true(keys_type_others(KMOD_RALT) && keys_type_others(KMOD_LSHIFT));
    assert_false(keys_type_others(KMOD_LCTRL | KMOD_NUM | KMOD_CAPS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_keys_that_move_are_told_when_they_are_let_go),
        cmocka_unit_test(test_punctuation_on_a_letter_key_is_a_letter_only_without_latin_letters),
        cmocka_unit_test(test_punctuation_stays_what_it_is),
        cmocka_unit_test(test_altgr_is_neither_ctrl_nor_alt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
