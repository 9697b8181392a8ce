// Text is laid out from glyphs; here they are blocks of known width (see fake_glyphs.h).
#include "tests/support/fake_glyphs.h"

#include "app/system/text_sdl.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static const uint32_t black = 0xff000000, white = 0xffffffff;
enum { BODY = 13 / 2 }; // the width of a character of TEXT_BODY

struct page {
    struct fake_glyphs fake;
    struct text *text;
    struct canvas canvas;
};

static int open_page(void **state)
{
    struct page *page = calloc(1, sizeof *page);
    *state = page;
    canvas_resize(&page->canvas, 300, 120);
    canvas_fill(&page->canvas, page->canvas.clip, black);
    return text_open(&page->text, fake_source(&page->fake), NULL) ? 0 : -1;
}

static int close_page(void **state)
{
    struct page *page = *state;
    text_close(page->text);
    assert_int_equal(page->fake.closed, 1);
    canvas_free(&page->canvas);
    free(page);
    return 0;
}

// The smallest rectangle around everything that was drawn.
static struct rect drawn_area(const struct canvas *canvas)
{
    int left = canvas->width, right = 0, top = canvas->height, bottom = 0;
    for (int y = 0; y < canvas->height; y++)
        for (int x = 0; x < canvas->width; x++) {
            if (canvas->pixel[y * canvas->width + x] == black)
                continue;
            left = x < left ? x : left;
            right = x + 1 > right ? x + 1 : right;
            top = y < top ? y : top;
            bottom = y + 1;
        }
    return (struct rect){left, top, right - left, bottom - top};
}

static void test_utf8_is_decoded(void **state)
{
    (void)state;
    const char *at = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80";
    assert_int_equal(text_next(&at), 'a');
    assert_int_equal(text_next(&at), 0xe9);
    assert_int_equal(text_next(&at), 0x20ac);
    assert_int_equal(text_next(&at), 0x1f600);
    assert_int_equal(*at, '\0');
}

static void test_broken_bytes_are_stepped_over_one_by_one(void **state)
{
    (void)state;
    static const char *const broken[] = {"\x80"
                                         "a",
                                         "\xc3"
                                         "a",
                                         "\xc0\xaf"
                                         "a",
                                         "\xe2\x82"
                                         "a",
                                         "\xed\xa0\x80"
                                         "a",
                                         "\xf5\x80\x80\x80"
                                         "a",
                                         "\xff\xfe"
                                         "a",
                                         "\xe2\x82"};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        const char *at = broken[i], *end = at + strlen(at);
        assert_int_equal(text_next(&at), TEXT_BROKEN);
        assert_ptr_equal(at, broken[i] + 1);
        while (at < end)
            text_next(&at);
        assert_ptr_equal(at, end); // never past the end
    }
}

static void test_widths_count_characters_not_bytes(void **state)
{
    struct page *page = *state;
    assert_int_equal(text_width(page->text, TEXT_BODY, "abcd"), 4 * BODY);
    assert_int_equal(text_width(page->text, TEXT_BODY, "\xc3\xa9\xe2\x82\xac"), 2 * BODY);
    assert_int_equal(text_caret(page->text, TEXT_BODY, "\xc3\xa9\xe2\x82\xac", 2), BODY);
    assert_int_equal(text_width(page->text, TEXT_BODY, ""), 0);
}

static void test_scale_multiplies_sizes(void **state)
{
    struct page *page = *state;
    text_set_scale(page->text, 2);
    assert_int_equal(text_width(page->text, TEXT_BODY, "ab"), 2 * 13);
    assert_int_equal(text_height(page->text, TEXT_BODY), 26 + 26 / 4);
    text_set_scale(page->text, 1);
    assert_int_equal(text_width(page->text, TEXT_BODY, "ab"), 2 * BODY);
}

// With the top left of its line at (x, y).
static void draw(struct page *page, int x, int y, const char *string)
{
    struct rect rect = {x, y, page->canvas.width - x, page->canvas.height - y};
    text_draw_wrapped(&page->canvas, page->text, TEXT_BODY, rect, white, string);
}

static void test_each_glyph_is_rendered_once(void **state)
{
    struct page *page = *state;
    draw(page, 0, 0, "banana");
    int first = page->fake.rendered;
    assert_true(first <= 4); // b, a, n and the H that measures capitals
    for (int i = 0; i < 50; i++)
        draw(page, 0, 0, "banana");
    assert_int_equal(page->fake.rendered, first);
}

static void test_a_line_begins_and_stands_where_it_is_put(void **state)
{
    struct page *page = *state;
    draw(page, 10, 20, "abc");
    struct rect area = drawn_area(&page->canvas);
    assert_int_equal(area.x, 10);
    assert_int_equal(area.y + area.h, 20 + 13); // on the baseline
}

static void test_missing_and_broken_characters_draw_a_box(void **state)
{
    struct page *page = *state;
    draw(page, 10, 20, "\xf0\x9f\x98\x80");
    struct rect area = drawn_area(&page->canvas);
    assert_true(area.w >= 5 && area.h >= 8);
    int middle = (area.y + area.h / 2) * page->canvas.width + area.x + area.w / 2;
    assert_int_equal(page->canvas.pixel[middle], black); // hollow
    assert_true(text_width(page->text, TEXT_BODY, "\xff") > 0);
}

static bool says_failed(void *self)
{
    return ((struct fake_glyphs *)self)->rendered > 2; // the first is an H, to be measured
}

static void test_text_that_its_source_could_not_render_is_not_complete(void **state)
{
    (void)state;
    struct fake_glyphs fake = {0};
    struct glyph_source source = fake_source(&fake);
    struct text *text;
    source.has_failed = says_failed;
    assert_true(text_open(&text, source, NULL));
    text_width(text, TEXT_BODY, "a");
    assert_true(text_complete(text));
    text_width(text, TEXT_BODY, "ab");
    assert_false(text_complete(text));
    text_close(text);
}

static void test_long_text_is_shortened_inside_its_rectangle(void **state)
{
    struct page *page = *state;
    struct rect rect = {20, 10, 50, 30};
    for (int align = ALIGN_LEFT; align <= ALIGN_RIGHT; align++) {
        canvas_fill(&page->canvas, page->canvas.clip, black);
        text_draw_in(&page->canvas, page->text, TEXT_BODY, (enum text_align)align, rect, white,
                     "a sentence that is much too long");
        struct rect area = drawn_area(&page->canvas);
        assert_true(area.x >= rect.x && area.x + area.w <= rect.x + rect.w);
        assert_true(area.w > 30);
    }
}

static void test_text_that_fits_exactly_is_not_shortened(void **state)
{
    struct page *page = *state;
    struct rect rect = {20, 10, 5 * BODY, 30};
    text_draw_in(&page->canvas, page->text, TEXT_BODY, ALIGN_LEFT, rect, white, "abcde");
    assert_int_equal(drawn_area(&page->canvas).w, 5 * BODY - 1);
}

static void test_alignment_places_text_at_the_edges_and_the_middle(void **state)
{
    struct page *page = *state;
    struct rect rect = {20, 10, 100, 30};
    const int left[] = {20, 20 + (100 - 2 * BODY) / 2, 120 - 2 * BODY};
    for (int align = ALIGN_LEFT; align <= ALIGN_RIGHT; align++) {
        canvas_fill(&page->canvas, page->canvas.clip, black);
        text_draw_in(&page->canvas, page->text, TEXT_BODY, (enum text_align)align, rect, white,
                     "HH");
        struct rect area = drawn_area(&page->canvas);
        assert_int_equal(area.x, left[align]);
        assert_in_range(2 * area.y + area.h, 2 * 25 - 1, 2 * 25 + 1); // capitals in the middle
    }
}

static void test_paragraphs_break_at_spaces_and_newlines(void **state)
{
    struct page *page = *state;
    struct rect rect = {10, 0, 9 * BODY, 100};
    int one = text_draw_wrapped(NULL, page->text, TEXT_BODY, rect, white, "aaaa bbbb");
    int two = text_draw_wrapped(NULL, page->text, TEXT_BODY, rect, white, "aaaa bbbbb");
    int three = text_draw_wrapped(NULL, page->text, TEXT_BODY, rect, white, "aaaa\n\nbbbb");
    assert_int_equal(one, text_height(page->text, TEXT_BODY));
    assert_true(two > one && three - two == two - one);
    assert_int_equal(text_draw_wrapped(NULL, page->text, TEXT_BODY, rect, white, ""), 0);
    assert_int_equal(
        text_draw_wrapped(&page->canvas, page->text, TEXT_BODY, rect, white, "aaaa bbbbb"), two);
    struct rect area = drawn_area(&page->canvas);
    assert_int_equal(area.w, 5 * BODY - 1);
}

static void test_a_word_longer_than_the_line_is_cut(void **state)
{
    struct page *page = *state;
    struct rect rect = {10, 0, 5 * BODY, 100};
    int height =
        text_draw_wrapped(&page->canvas, page->text, TEXT_BODY, rect, white, "aaaaaaaaaaaa");
    assert_true(height > 2 * text_height(page->text, TEXT_BODY));
    assert_true(drawn_area(&page->canvas).w <= rect.w);
    rect.w = 1; // not even one character fits: one a line, and an end
    assert_true(text_draw_wrapped(NULL, page->text, TEXT_BODY, rect, white, "abc") > 0);
}

static void test_long_paths_break_after_a_slash(void **state)
{
    struct page *page = *state;
    struct rect rect = {10, 0, 8 * BODY, 100};
    text_draw_wrapped(&page->canvas, page->text, TEXT_BODY, rect, white, "/home/anna");
    assert_int_equal(drawn_area(&page->canvas).w, 6 * BODY - 1);
}

static void test_fitted_text_has_capitals_as_high_as_its_rectangle(void **state)
{
    struct page *page = *state;
    for (int height = 10; height <= 90; height += 16) {
        canvas_fill(&page->canvas, page->canvas.clip, black);
        text_draw_fitted(&page->canvas, page->text, (struct rect){100, 15, 80, height}, white, "7");
        struct rect area = drawn_area(&page->canvas);
        assert_true(area.h <= height && area.h >= height - 5);
        assert_in_range(2 * area.x + area.w, 2 * 140 - 3, 2 * 140 + 3);
    }
}

static void test_the_cache_empties_itself_before_it_grows_without_end(void **state)
{
    struct page *page = *state;
    for (uint32_t code = 0x4e00; code < 0x4e00 + 3000; code++) {
        char utf8[4] = {(char)(0xe0 | code >> 12), (char)(0x80 | (code >> 6 & 63)),
                        (char)(0x80 | (code & 63)), '\0'};
        assert_int_equal(text_width(page->text, TEXT_BODY, utf8), BODY);
    }
    for (int height = 100; height < 700; height += 4)
        text_draw_fitted(&page->canvas, page->text, (struct rect){0, 0, 300, height}, white,
                         "0123456789");
    assert_int_equal(text_width(page->text, TEXT_BODY, "ab"), 2 * BODY);
}

static void test_light_text_on_dark_is_not_thinner_than_dark_on_light(void **state)
{
    struct page *page = *state;
    uint8_t half[1] = {128};
    canvas_mask(&page->canvas, 0, 0, half, 1, 1, 1, white);
    uint32_t light = page->canvas.pixel[0] & 255;
    canvas_fill(&page->canvas, page->canvas.clip, white);
    canvas_mask(&page->canvas, 0, 0, half, 1, 1, 1, black);
    uint32_t dark = page->canvas.pixel[0] & 255;
    assert_in_range(light, 140, 200);
    assert_in_range(dark, 120, 136);
}

static void test_the_real_font_has_digits_and_sensible_metrics(void **state)
{
    (void)state;
    struct glyph_source source;
    struct status status = {0};
    assert_true(text_sdl_source(&source, &status));
    struct glyph seven = {0}, space = {0};
    int ascent, descent;
    source.metrics(source.self, &ascent, &descent, 32, true);
    assert_true(source.render(source.self, &seven, '7', 32, true));
    assert_true(source.render(source.self, &space, ' ', 32, true));
    assert_true(ascent > 24 && ascent < 48 && descent > 2 && descent < 16);
    assert_true(seven.height > 18 && seven.height <= 32 && seven.top == seven.height);
    assert_true(seven.width > 8 && seven.advance >= seven.width);
    assert_null(space.alpha);
    assert_true(space.advance > 4);
    free(seven.alpha);
    source.close(source.self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8_is_decoded),
        cmocka_unit_test(test_broken_bytes_are_stepped_over_one_by_one),
        cmocka_unit_test_setup_teardown(test_widths_count_characters_not_bytes, open_page,
                                        close_page),
        cmocka_unit_test_setup_teardown(test_scale_multiplies_sizes, open_page, close_page),
        cmocka_unit_test_setup_teardown(test_each_glyph_is_rendered_once, open_page, close_page),
        cmocka_unit_test_setup_teardown(test_a_line_begins_and_stands_where_it_is_put, open_page,
                                        close_page),
        cmocka_unit_test(test_text_that_its_source_could_not_render_is_not_complete),
        cmocka_unit_test_setup_teardown(test_missing_and_broken_characters_draw_a_box, open_page,
                                        close_page),
        cmocka_unit_test_setup_teardown(test_long_text_is_shortened_inside_its_rectangle, open_page,
                                        close_page),
        cmocka_unit_test_setup_teardown(test_text_that_fits_exactly_is_not_shortened, open_page,
                                        close_page),
        cmocka_unit_test_setup_teardown(test_alignment_places_text_at_the_edges_and_the_middle,
                                        open_page, close_page),
        cmocka_unit_test_setup_teardown(test_paragraphs_break_at_spaces_and_newlines, open_page,
                                        close_page),
        cmocka_unit_test_setup_teardown(test_a_word_longer_than_the_line_is_cut, open_page,
                                        close_page),
        cmocka_unit_test_setup_teardown(test_long_paths_break_after_a_slash, open_page, close_page),
        cmocka_unit_test_setup_teardown(test_fitted_text_has_capitals_as_high_as_its_rectangle,
                                        open_page, close_page),
        cmocka_unit_test_setup_teardown(test_the_cache_empties_itself_before_it_grows_without_end,
                                        open_page, close_page),
        cmocka_unit_test_setup_teardown(test_light_text_on_dark_is_not_thinner_than_dark_on_light,
                                        open_page, close_page),
        cmocka_unit_test(test_the_real_font_has_digits_and_sensible_metrics),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
