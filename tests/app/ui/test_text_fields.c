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

static void test_the_arrows_lead_the_way_that_a_text_is_read(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    type(desk, "\u05d0\u05d1\u05d2");
    key(desk, KEY_RIGHT); // back: the first letter is the rightmost
    type(desk, "x");
    assert_string_equal(desk->field, "\u05d0\u05d1x\u05d2");
    key(desk, KEY_LEFT);
    key(desk, KEY_BACKSPACE);
    assert_string_equal(desk->field, "\u05d0\u05d1x");
}

static void test_a_letter_and_its_accent_are_passed_and_deleted_as_one(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    type(desk, "ae\u0301b");
    key(desk, KEY_LEFT);
    key(desk, KEY_LEFT);
    type(desk, "X");
    assert_string_equal(desk->field, "aXe\u0301b");
    key(desk, KEY_DELETE);
    assert_string_equal(desk->field, "aXb");
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

// ---- Input methods ------------------------------------------------------------------------------

enum { ADVANCE = 6, LEFT = 18 }; // of a character, and of the field's text

// A text in the making, its caret at its end; the characters between two bytes are being converted.
static void compose(struct desk *desk, const char *string, size_t chosen, size_t chosen_end)
{
    struct event event = {.type = EVENT_COMPOSE};
    snprintf(event.composition.text, sizeof event.composition.text, "%s", string);
    event.composition.caret = strlen(string);
    event.composition.chosen = chosen;
    event.composition.chosen_end = chosen_end;
    send(desk, event);
}

// How long a line of the text's colour is from the field's left on, behind where a caret may be.
static int underlined(const struct desk *desk, int row)
{
    int x = LEFT + 1, y = field.y + field.h / 2 + row;
    while (x < WIDTH && pixel(desk, x, y) == theme_light.text)
        x++;
    return x - LEFT - 1;
}

static int underlining(const struct desk *desk)
{
    int most = 0;
    for (int row = 6; row < 12; row++)
        most = underlined(desk, row) > most ? underlined(desk, row) : most;
    return most;
}

static void test_what_is_composed_is_shown_and_is_no_text_yet(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    assert_int_equal(underlining(desk), 0);
    compose(desk, "\xe3\x81\xab\xe3\x81\xbb", 0, 0); // two characters
    assert_string_equal(desk->field, "");
    assert_true(ui_composes(&desk->ui));
    assert_int_equal(underlining(desk), 2 * ADVANCE - 1);
    type(desk, "\xe6\x97\xa5\xe6\x9c\xac");
    assert_string_equal(desk->field, "\xe6\x97\xa5\xe6\x9c\xac");
    assert_false(ui_composes(&desk->ui));
    assert_int_equal(underlining(desk), 0);
}

static void test_keys_belong_to_what_composes(void **state)
{
    struct desk *desk = *state;
    open_dialog(desk, true);
    type(desk, "ab");
    compose(desk, "x", 0, 0);
    static const int keys[] = {KEY_ENTER, KEY_ESCAPE, KEY_BACKSPACE, KEY_LEFT, KEY_TAB, 'c'};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_true(key(desk, keys[i]));
    assert_true(key_with(desk, 'a', MOD_CTRL));
    assert_true(desk->dialog_open && desk->accepted == 0);
    compose(desk, "", 0, 0); // given up
    type(desk, "c");
    assert_string_equal(desk->dialog_field, "abc"); // the caret has not moved
    key(desk, KEY_ESCAPE);
    assert_false(desk->dialog_open);
}

static void test_it_is_composed_where_the_caret_is_and_in_place_of_what_was_selected(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    type(desk, "abcd");
    key(desk, KEY_LEFT);
    key_with(desk, KEY_LEFT, MOD_SHIFT);
    compose(desk, "xy", 0, 0);
    assert_string_equal(desk->field, "abd");
    assert_int_equal(ui_text_caret(&desk->ui).x, LEFT + 4 * ADVANCE); // behind "abxy"
    type(desk, "z");
    assert_string_equal(desk->field, "abzd");
}

static void test_what_is_being_converted_stands_out(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    compose(desk, "abcd", 1, 3);
    int y = field.y + field.h / 2, thin = 0, thick = 0;
    for (int row = 6; row < 14; row++) {
        thin += pixel(desk, LEFT + 2, y + row) == theme_light.text;
        thick += pixel(desk, LEFT + ADVANCE + 2, y + row) == theme_light.text;
    }
    assert_true(thick > thin && thin > 0);
}

static void test_a_long_one_stays_within_its_field(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    uint32_t beside[4][30], below = pixel(desk, 12, field.y + field.h + 2);
    int edge = field.x + field.w;
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < field.h; j++)
            beside[i][j] = pixel(desk, edge - 2 + 2 * i, field.y + j);
    char text[201];
    memset(text, 'x', 200);
    text[200] = '\0';
    compose(desk, text, 0, 0);
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < field.h; j++)
            assert_int_equal(pixel(desk, edge - 2 + 2 * i, field.y + j), beside[i][j]);
    assert_int_equal(pixel(desk, 12, field.y + field.h + 2), below);
    struct rect caret = ui_text_caret(&desk->ui);
    assert_true(caret.x > edge - 20 && caret.x < edge); // its end is in sight
    assert_true(caret.y >= field.y && caret.y + caret.h <= field.y + field.h);
}

static void test_who_leaves_the_field_keeps_what_was_composed_and_who_stays_does_not(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    type(desk, "ab");
    key(desk, KEY_LEFT);
    compose(desk, "xy", 0, 0);
    click(desk, first);
    assert_string_equal(desk->field, "axyb");
    assert_false(ui_composes(&desk->ui));
    click(desk, field);
    compose(desk, "z", 0, 0);
    click(desk, field);
    assert_false(ui_composes(&desk->ui));
    assert_string_equal(desk->field, "axyb");
    key(desk, KEY_END);
    compose(desk, "q", 0, 0);
    click_at(desk, 700, 500); // on nothing
    frame(desk);
    assert_string_equal(desk->field, "axybq");
}

static void test_without_a_field_nothing_is_composed(void **state)
{
    struct desk *desk = *state;
    click(desk, first);
    compose(desk, "x", 0, 0);
    assert_false(ui_composes(&desk->ui));
    assert_false(key(desk, 'c')); // a shortcut as before
    click(desk, field);
    compose(desk, "x", 0, 0);
    open_dialog(desk, false);
    frame(desk);
    assert_false(ui_composes(&desk->ui));
    key(desk, KEY_ESCAPE);
    assert_false(desk->dialog_open);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_typed_text_goes_to_the_focused_field_only),
        DESK(test_the_caret_moves_and_deletes_whole_characters),
        DESK(test_the_arrows_lead_the_way_that_a_text_is_read),
        DESK(test_a_letter_and_its_accent_are_passed_and_deleted_as_one),
        DESK(test_shift_selects_and_typing_replaces),
        DESK(test_control_keys_use_the_clipboard),
        DESK(test_control_moves_and_deletes_by_words),
        DESK(test_a_full_field_takes_no_half_characters),
        DESK(test_the_pointer_places_the_caret_and_selects),
        DESK(test_enter_in_a_field_is_reported_once),
        DESK(test_a_text_that_changed_under_the_caret_is_safe),
        DESK(test_what_is_composed_is_shown_and_is_no_text_yet),
        DESK(test_keys_belong_to_what_composes),
        DESK(test_it_is_composed_where_the_caret_is_and_in_place_of_what_was_selected),
        DESK(test_what_is_being_converted_stands_out),
        DESK(test_a_long_one_stays_within_its_field),
        DESK(test_who_leaves_the_field_keeps_what_was_composed_and_who_stays_does_not),
        DESK(test_without_a_field_nothing_is_composed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
