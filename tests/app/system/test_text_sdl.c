// The system's fonts: what the first one lacks, another one gives, and what none has is known.
#include "tests/support/support.h"

#include "app/system/text_sdl.h"

static struct text *text;

static int open_text(void **state)
{
    struct glyph_source source;
    struct status status = {0};
    (void)state;
    if (text_sdl_source(&source, &status) && text_open(&text, source, &status))
        return 0;
    print_error("%s\n", status.message);
    return -1;
}

static int close_text(void **state)
{
    (void)state;
    text_close(text);
    return 0;
}

static void test_the_first_font_has_the_letters_of_europe(void **state)
{
    (void)state;
    assert_true(text_can_show(text, "Deutsch"));
    assert_true(text_can_show(text, "Žluťoučký kůň"));
    assert_true(text_can_show(text, "Ελληνικά"));
    assert_true(text_can_show(text, "Русский"));
    assert_true(text_can_show(text, ""));
}

static void test_what_no_font_has_is_known(void **state)
{
    (void)state;
    assert_false(text_can_show(text, "\U00050000")); // of no script, and never will be
    assert_false(text_can_show(text, "good\U00050000"));
    assert_false(text_can_show(text, "\xff"));
    assert_true(text_complete(text)); // it is no want of memory
}

static void test_a_letter_of_another_font_is_as_large_as_its_line(void **state)
{
    (void)state;
    if (!text_can_show(text, "日本語")) {
        print_message("no font with Japanese is here\n");
        skip();
    }
    text_set_scale(text, 1);
    int one = text_width(text, TEXT_BODY, "日"), three = text_width(text, TEXT_BODY, "日本語");
    assert_in_range(one, 10, 16); // an em of 13 pixels
    assert_int_equal(three, 3 * one);
    text_set_scale(text, 2);
    assert_in_range(text_width(text, TEXT_BODY, "日"), 2 * one - 2, 2 * one + 2);
    text_set_scale(text, 1);
    assert_int_equal(text_width(text, TEXT_BODY, "日"), one);
    assert_int_equal(text_width(text, TEXT_BODY, "a日b"),
                     text_width(text, TEXT_BODY, "a") + one + text_width(text, TEXT_BODY, "b"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_first_font_has_the_letters_of_europe),
        cmocka_unit_test(test_what_no_font_has_is_known),
        cmocka_unit_test(test_a_letter_of_another_font_is_as_large_as_its_line),
    };
    return cmocka_run_group_tests(tests, open_text, close_text);
}
