// UTF-8: what is a character, and the way from one to the next and back.
#include "tests/support/support.h"

#include "nn/base/utf8.h"

static void test_a_character_has_its_length_and_its_number(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length;
        unsigned code;
    } cases[] = {{"a", 1, 'a'},
                 {"\xc3\xa9", 2, 0xe9},
                 {"\xe2\x80\xa6", 3, 0x2026},
                 {"\xf0\x9f\x98\x80", 4, 0x1f600},
                 {"\xf4\x8f\xbf\xbf", 4, 0x10ffff}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(utf8_length(cases[i].text, UTF8_LONGEST), cases[i].length);
        assert_int_equal(utf8_code(cases[i].text, cases[i].length), cases[i].code);
    }
}

static void test_what_is_no_character_has_no_length(void **state)
{
    (void)state;
    static const char *const broken[] = {"\x80",         "\xc0\x80",         "\xe0\x9f\xbf",
                                         "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
                                         "\xe2\x82"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        assert_int_equal(utf8_length(broken[i], UTF8_LONGEST), 0);
    assert_int_equal(utf8_length("\xc3\xa9", 1), 0); // cut short
}

static void test_steps_lead_from_character_to_character_and_back(void **state)
{
    (void)state;
    static const char text[] = "a\xc3\xa9\xe2\x80\xa6\xf0\x9f\x98\x80z";
    static const size_t begins[] = {0, 1, 3, 6, 10, 11};
    enum { LAST = sizeof begins / sizeof *begins - 1 };
    for (size_t i = 0; i < LAST; i++) {
        assert_int_equal(utf8_next(text, sizeof text - 1, begins[i]), begins[i + 1]);
        assert_int_equal(utf8_previous(text, begins[i + 1]), begins[i]);
    }
    assert_int_equal(utf8_next(text, sizeof text - 1, begins[LAST]), begins[LAST]);
    assert_int_equal(utf8_previous(text, 0), 0);
}

static void test_steps_end_in_broken_text_too(void **state)
{
    (void)state;
    static const char text[] = "\x80\x80\xff\xe2\x82";
    assert_int_equal(utf8_next(text, 5, 0), 2);
    assert_int_equal(utf8_next(text, 5, 2), 3);
    assert_int_equal(utf8_next(text, 5, 3), 5); // not past the end
    assert_int_equal(utf8_previous(text, 2), 0);
    assert_true(utf8_is_inner(text[0]) && !utf8_is_inner(text[2]) && !utf8_is_inner('a'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_character_has_its_length_and_its_number),
        cmocka_unit_test(test_what_is_no_character_has_no_length),
        cmocka_unit_test(test_steps_lead_from_character_to_character_and_back),
        cmocka_unit_test(test_steps_end_in_broken_text_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
