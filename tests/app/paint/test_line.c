// Lines whose letters join, or are read from the right: what stands where, and that it is measured
// as it is drawn. Each letter is a block whose height says which it is, so that the order can be
// read off the pixels.
#include "tests/support/support.h"

#include "app/paint/canvas_recorder.h"
#include "app/paint/text.h"

static const uint32_t black = 0xff000000, white = 0xffffffff;
static const char letters[] = "אבגדabc123()…"; // as high as their number here
enum { BLOCK = 3, STEP = 4, HALF = 2, ROWS = 30 };

struct page {
    struct text *text;
    struct canvas canvas;
    int rendered, shaped;
};

static int height_of(uint32_t code)
{
    int height = 1;
    for (const char *at = letters; *at; height++)
        if (text_next(&at) == code)
            return height;
    return 20;
}

static void put_block(struct glyph *glyph, int x, uint32_t code)
{
    for (int y = ROWS - height_of(code); y < ROWS; y++)
        memset(glyph->alpha + y * glyph->width + x, 255, BLOCK);
}

static bool render(void *self, struct glyph *glyph, uint32_t code, int pixels, bool bold)
{
    struct page *page = self;
    (void)pixels, (void)bold;
    page->rendered++;
    *glyph = (struct glyph){.advance = STEP};
    if (code == ' ')
        return true;
    *glyph = (struct glyph){calloc(ROWS, BLOCK), BLOCK, ROWS, 0, ROWS, STEP};
    put_block(glyph, 0, code);
    return true;
}

// Letters of a run overlap by one: together they are narrower than by themselves. Marks have no
// width, and of a run that begins with Thai none of these fonts has the letters.
static bool shape(void *self, struct glyph *glyph, const struct glyph_run *run, int pixels,
                  bool bold)
{
    struct page *page = self;
    uint32_t code[64], count = 0, before = 0;
    (void)pixels, (void)bold;
    page->shaped++;
    if (strcmp(run->script, "Thai") == 0)
        return false;
    for (const char *at = run->string; at < run->string + run->bytes;) {
        uint32_t next = text_next(&at);
        if (count == 0 || !character_joins(before, next))
            code[count++] = next;
        before = next;
    }
    int width = BLOCK * (int)count;
    *glyph = (struct glyph){calloc(ROWS, (size_t)width), width, ROWS, 0, ROWS, width};
    for (uint32_t i = 0; i < count; i++)
        put_block(glyph, BLOCK * (int)i, code[run->right_to_left ? count - 1 - i : i]);
    return true;
}

static void metrics(void *self, int *ascent, int *descent, int pixels, bool bold)
{
    (void)self, (void)pixels, (void)bold;
    *ascent = ROWS;
    *descent = 0;
}

static int open_page(void **state)
{
    struct page *page = calloc(1, sizeof *page);
    struct glyph_source source = {page, render, metrics, NULL, NULL, NULL, shape};
    *state = page;
    canvas_resize(&page->canvas, 300, 200);
    return text_open(&page->text, source, NULL) ? 0 : -1;
}

static int close_page(void **state)
{
    struct page *page = *state;
    text_close(page->text);
    canvas_free(&page->canvas);
    free(page);
    return 0;
}

// The letters on the canvas from left to right, read off in the middle of each block.
static const char *seen_in(struct page *page, struct rect rect, enum text_align align,
                           const char *string)
{
    static char seen[256];
    canvas_fill(&page->canvas, page->canvas.clip, black);
    text_draw_in(&page->canvas, page->text, TEXT_BODY, align, rect, white, string);
    seen[0] = '\0';
    for (int x = 0, wide = 0; x < page->canvas.width; x++) {
        int height = 0;
        for (int y = 0; y < page->canvas.height; y++)
            height += page->canvas.pixel[y * page->canvas.width + x] != black;
        wide = height > 0 ? wide + 1 : 0;
        if (wide % BLOCK != HALF)
            continue;
        const char *letter = letters, *end = letters;
        for (int i = 0; i < height && *end; i++) {
            letter = end;
            text_next(&end);
        }
        strncat(seen, letter, (size_t)(end - letter));
    }
    return seen;
}

static const char *seen(struct page *page, const char *string)
{
    return seen_in(page, (struct rect){0, 0, 300, 40}, ALIGN_LEFT, string);
}

static void test_hebrew_is_read_from_the_right(void **state)
{
    struct page *page = *state;
    assert_string_equal(seen(page, "אבג"), "גבא");
    assert_string_equal(seen(page, "אב גד"), "דגבא");
    assert_true(text_is_from_right("12 אבג abc"));
    assert_false(text_is_from_right("abc אבג"));
    assert_false(text_is_from_right("12 日本"));
}

static void test_numbers_and_latin_words_within_it_keep_their_order(void **state)
{
    struct page *page = *state;
    assert_string_equal(seen(page, "אבג 12 abc ד"), "דabc12גבא");
    assert_string_equal(seen(page, "12 אב"), "בא12");
}

static void test_a_hebrew_word_within_latin_is_turned_alone(void **state)
{
    struct page *page = *state;
    assert_string_equal(seen(page, "abc אבג abc"), "abcגבאabc");
    assert_string_equal(seen(page, "abc אבג 12"), "abc12גבא"); // the number belongs to it
}

static void test_brackets_open_to_where_they_are_read_from(void **state)
{
    struct page *page = *state;
    assert_string_equal(seen(page, "א(ב)ג"), "ג(ב)א");
    assert_string_equal(seen(page, "א (12)"), "(12)א");
    assert_string_equal(seen(page, "a(b)c"), "a(b)c");
}

static void test_marks_of_direction_are_obeyed_and_not_seen(void **state)
{
    struct page *page = *state;
    assert_string_equal(seen(page, "\u200fabc אב"), "באabc");
    assert_int_equal(text_width(page->text, TEXT_BODY, "\u200fabc"), 3 * STEP);
}

static void test_a_word_is_shaped_whole_and_once(void **state)
{
    struct page *page = *state;
    assert_int_equal(text_width(page->text, TEXT_BODY, "אבג"), 3 * BLOCK); // not 3 * STEP
    assert_int_equal(page->shaped, 1);
    assert_int_equal(text_width(page->text, TEXT_BODY, "אבג אבג"), 6 * BLOCK + STEP);
    assert_int_equal(page->shaped, 1);
    text_width(page->text, TEXT_STRONG, "אבג");
    assert_int_equal(page->shaped, 2);
}

static void test_what_is_plain_is_never_shaped(void **state)
{
    struct page *page = *state;
    const char *string = "abc ü Ω Ж 日本ー語 … → 12%";
    int width = 0;
    for (const char *at = string; *at; width += STEP)
        text_next(&at);
    assert_int_equal(text_width(page->text, TEXT_BODY, string), width);
    seen(page, string);
    assert_int_equal(page->shaped, 0);
}

static void test_what_cannot_be_shaped_is_placed_letter_by_letter(void **state)
{
    struct page *page = *state;
    assert_int_equal(text_width(page->text, TEXT_BODY, "กข"), 2 * STEP);
    assert_true(page->shaped > 0);
}

static void test_words_that_are_no_more_seen_are_forgotten(void **state)
{
    struct page *page = *state;
    char word[16] = "אאאא";
    text_width(page->text, TEXT_BODY, word);
    for (int i = 1; i < 4000; i++) {
        for (int k = 0, n = i; k < 4; k++, n /= 8)
            word[2 * k + 1] = (char)(0x90 + n % 8);
        text_width(page->text, TEXT_BODY, word);
    }
    assert_int_equal(page->shaped, 4000);
    assert_int_equal(text_width(page->text, TEXT_BODY, "אאאא"), 4 * BLOCK);
    assert_int_equal(page->shaped, 4001); // anew
}

static void test_the_dots_of_a_shortened_line_stand_where_it_would_go_on(void **state)
{
    struct page *page = *state;
    struct rect rect = {0, 0, 3 * BLOCK + STEP, 40};
    assert_string_equal(seen_in(page, rect, ALIGN_LEFT, "אבגדא"), "…גבא");
    assert_string_equal(seen_in(page, rect, ALIGN_LEFT, "abcab"), "ab…");
    assert_string_equal(seen_in(page, rect, ALIGN_LEFT, "ab אבגד"), "ab…"); // no space before it
}

// ---- What is read as one ------------------------------------------------------------------------

static void test_clusters_are_not_cut(void **state)
{
    (void)state;
    static const char *const clusters[] = {
        "e\u0301", "a\u0323\u0308", "שׁ",       "بَّ",        "कि", "क्षि", "ก้",  "か\u3099",
        "각",      "x\u200d",       "☺\ufe0f", "👩\u200d🔬", "நி", "a",   "日",
    };
    for (size_t i = 0; i < sizeof clusters / sizeof clusters[0]; i++) {
        char text[64];
        size_t length = strlen(clusters[i]);
        snprintf(text, sizeof text, "a%sb", clusters[i]);
        assert_int_equal(cluster_end(clusters[i]) - clusters[i], length);
        assert_int_equal(cluster_next(text, length + 2, 1), length + 1);
        assert_int_equal(cluster_previous(text, length + 1), 1);
    }
    assert_int_equal(cluster_next("كتاب", 8, 0), 2); // joined letters are several
    assert_int_equal(cluster_previous("กข", 6), 3);
    assert_int_equal(cluster_next("\u0301e", 3, 0), 2);
}

struct lines {
    struct canvas_recorder recorder;
    char line[64][64];
    int lines;
    bool from_right;
};

static void take(struct canvas_recorder *recorder, const struct canvas_shape *shape)
{
    struct lines *lines = (struct lines *)recorder;
    assert_true(lines->lines < 64);
    snprintf(lines->line[lines->lines++], 64, "%.*s", (int)shape->text.bytes, shape->text.string);
    lines->from_right = shape->text.from_right;
}

static void test_no_mark_is_cut_from_its_base(void **state)
{
    struct page *page = *state;
    const char *string = "e\u0301u\u0308o\u0302 शब्दि か\u3099き\u3099く\u3099 שׁלׁמׁ",
               *marks = "\u0301\u0308\u0302\u093f\u3099\u05c1";
    for (int width = 0; width < 60; width++) {
        struct lines lines = {.recorder = {take}};
        page->canvas.recorder = &lines.recorder;
        text_draw_wrapped(&page->canvas, page->text, TEXT_BODY, (struct rect){0, 0, width, 100},
                          white, string);
        text_draw_in(&page->canvas, page->text, TEXT_BODY, ALIGN_LEFT,
                     (struct rect){0, 0, width, 40}, white, string);
        page->canvas.recorder = NULL;
        for (int i = 0; i < lines.lines; i++) {
            const char *found = strstr(string, lines.line[i]);
            if (strcmp(lines.line[i], "…") == 0)
                continue;
            assert_non_null(found);
            const char *end = found + strlen(lines.line[i]), *next = end;
            char mark[8] = "";
            if (*end)
                text_next(&next);
            memcpy(mark, end, (size_t)(next - end));
            assert_true(mark[0] == '\0' || !strstr(marks, mark));
        }
    }
}

static void test_an_svg_is_given_the_text_in_the_order_of_reading(void **state)
{
    struct page *page = *state;
    struct lines lines = {.recorder = {take}};
    page->canvas.recorder = &lines.recorder;
    text_draw_in(&page->canvas, page->text, TEXT_BODY, ALIGN_LEFT, (struct rect){0, 0, 200, 40},
                 white, "אבג abc 12");
    page->canvas.recorder = NULL;
    assert_int_equal(lines.lines, 1);
    assert_string_equal(lines.line[0], "אבג abc 12");
    assert_true(lines.from_right);
}

// ---- Paragraphs and carets ----------------------------------------------------------------------

static int left_ink(const struct page *page, int top, int rows)
{
    for (int x = 0; x < page->canvas.width; x++)
        for (int y = top; y < top + rows; y++)
            if (page->canvas.pixel[y * page->canvas.width + x] != black)
                return x;
    return -1;
}

static void test_a_paragraph_read_from_the_right_stands_there(void **state)
{
    struct page *page = *state;
    int width = 4 * BLOCK + STEP;
    canvas_fill(&page->canvas, page->canvas.clip, black);
    text_draw_wrapped(&page->canvas, page->text, TEXT_BODY, (struct rect){0, 0, width, 200}, white,
                      "אב גד\nab\nאב גד ab");
    int line = ROWS + (13 + 4) / 8;
    assert_int_equal(left_ink(page, 0, ROWS), 0); // fills its line exactly
    assert_int_equal(left_ink(page, line, ROWS), 0);
    assert_int_equal(left_ink(page, 2 * line, ROWS), 0);
    // "ab" alone in the third paragraph's second line: its paragraph is read from the right
    assert_int_equal(left_ink(page, 3 * line, ROWS), width - 2 * STEP);
}

static void test_every_beginning_of_a_line_is_as_wide_as_it_is_drawn(void **state)
{
    struct page *page = *state;
    const char *string = "אב abc (גד) 12";
    for (size_t at = 0; at < strlen(string);) {
        at = cluster_next(string, strlen(string), at);
        char part[64];
        snprintf(part, sizeof part, "%.*s", (int)at, string);
        int width = text_width(page->text, TEXT_BODY, part);
        canvas_fill(&page->canvas, page->canvas.clip, black);
        text_draw_in(&page->canvas, page->text, TEXT_BODY, ALIGN_RIGHT,
                     (struct rect){0, 0, 200, 40}, white, part);
        int left = left_ink(page, 0, 40);
        assert_in_range(200 - width, left - STEP, left); // a space may stand there
    }
}

static void test_the_caret_stands_where_the_next_letter_begins(void **state)
{
    struct page *page = *state;
    struct text *text = page->text;
    assert_int_equal(text_caret(text, TEXT_BODY, "abc", 2), 2 * STEP);
    assert_int_equal(text_caret(text, TEXT_BODY, "אבג", 0), 3 * BLOCK);
    assert_int_equal(text_caret(text, TEXT_BODY, "אבג", 2), 2 * BLOCK);
    assert_int_equal(text_caret(text, TEXT_BODY, "אבג", 6), 0);
    assert_int_equal(text_caret(text, TEXT_BODY, "ab אב", 0), 0);
    assert_int_equal(text_caret(text, TEXT_BODY, "ab אב", 3), 3 * STEP + 2 * BLOCK);
    assert_int_equal(text_caret(text, TEXT_BODY, "ab אב", 7), 3 * STEP);
    assert_int_equal(text_caret(text, TEXT_BODY, "", 0), 0);
    assert_int_equal(text_caret(text, TEXT_BODY, "\u200f", 3), 0);
}

static void test_what_is_selected_stands_where_its_letters_do(void **state)
{
    struct page *page = *state;
    struct text_span span[4];
    assert_int_equal(text_spans(page->text, TEXT_BODY, "abc", 1, 2, span, 4), 1);
    assert_int_equal(span[0].left, STEP);
    assert_int_equal(span[0].right, 2 * STEP);
    // "ab אב": from the b to the א, which is the rightmost
    assert_int_equal(text_spans(page->text, TEXT_BODY, "ab אב", 1, 5, span, 4), 2);
    assert_int_equal(span[0].left, STEP);
    assert_int_equal(span[0].right, 3 * STEP);
    assert_int_equal(span[1].left, 3 * STEP + BLOCK);
    assert_int_equal(span[1].right, 3 * STEP + 2 * BLOCK);
}

#define ON_A_PAGE(test) cmocka_unit_test_setup_teardown(test, open_page, close_page)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_PAGE(test_hebrew_is_read_from_the_right),
        ON_A_PAGE(test_numbers_and_latin_words_within_it_keep_their_order),
        ON_A_PAGE(test_a_hebrew_word_within_latin_is_turned_alone),
        ON_A_PAGE(test_brackets_open_to_where_they_are_read_from),
        ON_A_PAGE(test_marks_of_direction_are_obeyed_and_not_seen),
        ON_A_PAGE(test_a_word_is_shaped_whole_and_once),
        ON_A_PAGE(test_what_is_plain_is_never_shaped),
        ON_A_PAGE(test_what_cannot_be_shaped_is_placed_letter_by_letter),
        ON_A_PAGE(test_words_that_are_no_more_seen_are_forgotten),
        ON_A_PAGE(test_the_dots_of_a_shortened_line_stand_where_it_would_go_on),
        cmocka_unit_test(test_clusters_are_not_cut),
        ON_A_PAGE(test_no_mark_is_cut_from_its_base),
        ON_A_PAGE(test_an_svg_is_given_the_text_in_the_order_of_reading),
        ON_A_PAGE(test_a_paragraph_read_from_the_right_stands_there),
        ON_A_PAGE(test_every_beginning_of_a_line_is_as_wide_as_it_is_drawn),
        ON_A_PAGE(test_the_caret_stands_where_the_next_letter_begins),
        ON_A_PAGE(test_what_is_selected_stands_where_its_letters_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
