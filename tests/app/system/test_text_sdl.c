// The system's fonts: what the first one lacks, another one gives, and what none has is known.
#include "tests/support/support.h"

#include "app/system/text_sdl.h"

#include <SDL.h>
#include <SDL_ttf.h>

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

// ---- Shaped text --------------------------------------------------------------------------------

static const char kitab[] = "كتاب"; // four letters, of which the first three join
enum { WIDE = 400, HIGH = 60 };

static bool can_join(void)
{
    int major = 0, minor, patch;
    TTF_GetHarfBuzzVersion(&major, &minor, &patch);
    text_set_scale(text, 1);
    if (SDL_TTF_VERSION_ATLEAST(2, 20, 0) && major > 0 && text_can_show(text, kitab) &&
        text_can_show(text, "להה"))
        return true;
    print_message("no font with Arabic and Hebrew is here, or SDL_ttf has no HarfBuzz\n");
    return false;
}

static struct canvas draw(const char *string)
{
    struct canvas canvas = {0};
    canvas_resize(&canvas, WIDE, HIGH);
    canvas_fill(&canvas, canvas.clip, 0xff000000);
    text_draw_in(&canvas, text, TEXT_TITLE, ALIGN_LEFT, (struct rect){20, 0, WIDE - 20, HIGH},
                 0xffffffff, string);
    return canvas;
}

// How high above the canvas' lower edge the highest ink of some columns is.
static int highest(const struct canvas *canvas, int left, int right)
{
    for (int y = 0; y < HIGH; y++)
        for (int x = left; x < right; x++)
            if (canvas->pixel[y * WIDE + x] != 0xff000000)
                return HIGH - y;
    return 0;
}

static bool same_pixels(const char *a, const char *b)
{
    struct canvas first = draw(a), second = draw(b);
    bool same = memcmp(first.pixel, second.pixel, WIDE * HIGH * sizeof *first.pixel) == 0;
    canvas_free(&first);
    canvas_free(&second);
    return same;
}

#if SDL_TTF_VERSION_ATLEAST(2, 20, 0)
static void test_joined_letters_are_as_wide_as_harfbuzz_says(void **state)
{
    (void)state;
    static const char path[] = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
    if (!can_join())
        skip();
    text_set_scale(text, 4);
    int width = text_width(text, TEXT_BODY, kitab), letters = 0, wanted, height;
    for (const char *at = kitab; *at;) {
        char letter[8] = "";
        const char *from = at;
        text_next(&at);
        memcpy(letter, from, (size_t)(at - from));
        letters += text_width(text, TEXT_BODY, letter);
    }
    text_set_scale(text, 1);
    assert_true(width < letters); // alone, each has its long form
    TTF_Font *font = TTF_OpenFont(path, 4 * 13);
    if (!font) {
        print_message("%s is not there to compare with\n", path);
        skip();
    }
    TTF_SetFontHinting(font, TTF_HINTING_LIGHT);
    assert_int_equal(TTF_SetFontDirection(font, TTF_DIRECTION_RTL), 0);
    assert_int_equal(TTF_SetFontScriptName(font, "Arab"), 0);
    assert_int_equal(TTF_SizeUTF8(font, kitab, &wanted, &height), 0);
    TTF_CloseFont(font);
    assert_in_range(width, wanted - 2, wanted); // ink that reaches beyond the pen is measured there
}
#endif

static void test_the_first_hebrew_letter_is_the_rightmost(void **state)
{
    (void)state;
    if (!can_join())
        skip();
    struct canvas canvas = draw("להה"); // a lamed is higher than any other letter
    int width = text_width(text, TEXT_TITLE, "להה"), third = width / 3;
    assert_true(highest(&canvas, 20 + width - third, WIDE) > highest(&canvas, 0, 20 + third));
    canvas_free(&canvas);
    canvas = draw("הה a ל"); // a line, too
    int last = text_width(text, TEXT_TITLE, "ל");
    assert_true(highest(&canvas, 0, 20 + last) > highest(&canvas, 20 + last, WIDE));
    canvas_free(&canvas);
}

static void test_an_accent_of_its_own_stands_on_its_letter(void **state)
{
    (void)state;
    assert_true(same_pixels("Ue\u0301n\u0303", "Uéñ"));
    assert_int_equal(text_width(text, TEXT_BODY, "e\u0301"), text_width(text, TEXT_BODY, "é"));
}

// What is drawn after a run was shaped is not turned, nor of another script.
static void test_shaping_leaves_the_font_as_it_was(void **state)
{
    (void)state;
    if (!can_join())
        skip();
    struct canvas before = draw("fi(7)");
    text_width(text, TEXT_TITLE, "فيل");
    assert_true(text_complete(text));
    close_text(NULL);
    assert_int_equal(open_text(NULL), 0);
    text_width(text, TEXT_TITLE, "فيل");
    struct canvas after = draw("fi(7)");
    assert_memory_equal(before.pixel, after.pixel, WIDE * HIGH * sizeof *before.pixel);
    canvas_free(&before);
    canvas_free(&after);
}

// Arabic vowels stand above and below, beyond what the font is high: nothing of them is lost, and
// the letters stay on their line.
static void test_marks_leave_the_letters_where_they_are(void **state)
{
    (void)state;
    static const char *const words[][2] = {
        {"كتب", "كَتُبَ"}, {"خطوطا", "خطوطًا"}, {"با", "بِا"}, {"طا", "طٍاً"}};
    if (!can_join())
        skip();
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct canvas plain = draw(words[i][0]), marked = draw(words[i][1]);
        int lost = 0, high = highest(&plain, 0, WIDE) - HIGH / 2;
        for (int y = HIGH / 2 - high; y < HIGH; y++) // all of what has no mark is in the other
            for (int x = 0; x < WIDE; x++)
                lost += plain.pixel[y * WIDE + x] == 0xffffffff &&
                        marked.pixel[y * WIDE + x] != 0xffffffff;
        assert_int_equal(lost, 0);
        assert_memory_not_equal(plain.pixel, marked.pixel, WIDE * HIGH * sizeof *plain.pixel);
        canvas_free(&plain);
        canvas_free(&marked);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_first_font_has_the_letters_of_europe),
        cmocka_unit_test(test_what_no_font_has_is_known),
        cmocka_unit_test(test_a_letter_of_another_font_is_as_large_as_its_line),
#if SDL_TTF_VERSION_ATLEAST(2, 20, 0)
        cmocka_unit_test(test_joined_letters_are_as_wide_as_harfbuzz_says),
#endif
        cmocka_unit_test(test_the_first_hebrew_letter_is_the_rightmost),
        cmocka_unit_test(test_an_accent_of_its_own_stands_on_its_letter),
        cmocka_unit_test(test_shaping_leaves_the_font_as_it_was),
        cmocka_unit_test(test_marks_leave_the_letters_where_they_are),
    };
    return cmocka_run_group_tests(tests, open_text, close_text);
}
