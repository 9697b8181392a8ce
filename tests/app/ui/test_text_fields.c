// Text is typed, selected, cut and pasted in whole characters, wherever the caret stands.
#include "tests/support/ui_desk.h"

static void test_typed_text_goes_to_the_focused_field_only(void **state)
{
    struct desk *desk = *state;
    type(desk, "lost");
    assert_string_equal(desk->field, "");
    click(desk, field);
    assert_true(key(desk, 'c')); // no shortcut while typing
    type(desk, "h\xc3\xa9");
    assert_string_equal(desk->field, "h\xc3\xa9");
    click(desk, first);
    assert_false(key(desk, 'c'));
}

static void test_the_caret_moves_and_deletes_whole_characters(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    type(desk, "a\xc3\xa9\xe2\x82\xac");
    key(desk, KEY_LEFT);
    key(desk, KEY_BACKSPACE);
    assert_string_equal(desk->field, "a\xe2\x82\xac");
    key(desk, KEY_DELETE);
    assert_string_equal(desk->field, "a");
    key(desk, KEY_HOME);
    type(desk, "b");
    key(desk, KEY_END);
    type(desk, "c");
    assert_string_equal(desk->field, "bac");
}

static void test_shift_selects_and_typing_replaces(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    type(desk, "abcdef");
    key_with(desk, KEY_LEFT, MOD_SHIFT);
    key_with(desk, KEY_LEFT, MOD_SHIFT);
    type(desk, "X");
    assert_string_equal(desk->field, "abcdX");
    key_with(desk, KEY_HOME, MOD_SHIFT);
    key(desk, KEY_DELETE);
    assert_string_equal(desk->field, "");
}

static void test_control_keys_use_the_clipboard(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    type(desk, "one two");
    key_with(desk, 'a', MOD_CTRL);
    key_with(desk, 'c', MOD_CTRL);
    assert_string_equal(desk->clipboard, "one two");
    key_with(desk, 'x', MOD_CTRL);
    assert_string_equal(desk->field, "");
    strcpy(desk->clipboard, "a\nb");
    key_with(desk, 'v', MOD_CTRL);
    assert_string_equal(desk->field, "ab"); // one line
    assert_false(key_with(desk, 's', MOD_CTRL));
}

static void test_control_moves_and_deletes_by_words(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    type(desk, "one two/six");
    key_with(desk, KEY_BACKSPACE, MOD_CTRL);
    assert_string_equal(desk->field, "one two/");
    key_with(desk, KEY_LEFT, MOD_CTRL);
    type(desk, "X");
    assert_string_equal(desk->field, "one Xtwo/");
}

static void test_a_full_field_takes_no_half_characters(void **state)
{
    struct desk *desk = *state; // room for 15 bytes
    click(desk, field);
    type(desk, "0123456789012");
    type(desk, "\xe2\x82\xac\xe2\x82\xac");
    assert_string_equal(desk->field, "0123456789012");
    type(desk, "\xc3\xa9");
    assert_string_equal(desk->field, "0123456789012\xc3\xa9");
    type(desk, "x");
    assert_int_equal(strlen(desk->field), 15);
}

static void test_the_pointer_places_the_caret_and_selects(void **state)
{
    struct desk *desk = *state;
    enum { ADVANCE = 6, LEFT = 18 };
    click(desk, field);
    type(desk, "abcdef");
    click_at(desk, LEFT + 2 * ADVANCE + 1, 285);
    type(desk, "X");
    assert_string_equal(desk->field, "abXcdef");
    down(desk, LEFT + 1, 285);
    up(desk, LEFT + 3 * ADVANCE + 1, 285);
    key(desk, KEY_BACKSPACE);
    assert_string_equal(desk->field, "cdef");
    down_clicks(desk, LEFT + 8, 285, 1);
    down_clicks(desk, LEFT + 8, 285, 2);
    type(desk, "word");
    assert_string_equal(desk->field, "word");
}

static void test_enter_in_a_field_is_reported_once(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    key(desk, KEY_ENTER);
    frame(desk);
    assert_int_equal(desk->entered, 1);
    open_dialog(desk, true);
    key(desk, KEY_ENTER);
    assert_int_equal(desk->accepted, 0); // it is the field's
}

static void test_a_text_that_changed_under_the_caret_is_safe(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    type(desk, "abcdefgh");
    strcpy(desk->field, "ab");
    frame(desk);
    type(desk, "c");
    assert_string_equal(desk->field, "abc");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_typed_text_goes_to_the_focused_field_only),
        DESK(test_the_caret_moves_and_deletes_whole_characters),
        DESK(test_shift_selects_and_typing_replaces),
        DESK(test_control_keys_use_the_clipboard),
        DESK(test_control_moves_and_deletes_by_words),
        DESK(test_a_full_field_takes_no_half_characters),
        DESK(test_the_pointer_places_the_caret_and_selects),
        DESK(test_enter_in_a_field_is_reported_once),
        DESK(test_a_text_that_changed_under_the_caret_is_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
