// UNIPEN text: the same digits as from a strokes file, and nothing that is not a digit.
#include "tests/support/support.h"

#include "nn/ink/normalize.h"
#include "nn/strokes/strokes.h"
#include "nn/strokes/strokes_text.h"

#define HEAD ".INCLUDE        some.doc\n\n.LEXICON \"0\" \"1\"\n.HIERARCHY      DIGIT\n\n"

static const char two_digits[] = HEAD ".SEGMENT DIGIT    0 ? \"7\"\n"
                                      ".COMMENT 7 12  224\n"
                                      ".PEN_DOWN\n"
                                      " 100  400\n 220  402\n 150  210\n"
                                      ".PEN_UP\n"
                                      ".DT 100\n"
                                      ".PEN_DOWN\n"
                                      " 120  300\n 190  305\n"
                                      ".PEN_UP\n"
                                      ".DT 100\n\n"
                                      ".SEGMENT DIGIT    1 ? \"1\"\n"
                                      ".COMMENT 1 3  54\n"
                                      ".PEN_DOWN\n"
                                      " 249.5  234\n 249  35\n"
                                      ".PEN_UP\n"
                                      ".DT 100\n";

// The same, shifted into the corner, as a strokes file.
static const char same_digits[] = "digit 7 writer 12\n"
                                  "stroke 0,2 120,0 50,192\n"
                                  "stroke 20,102 90,97\n"
                                  "digit 1 writer 3\n"
                                  "stroke 0.5,0 0,199\n";

static bool parse(struct strokes *strokes, const char *text, struct status *status)
{
    return strokes_parse(strokes, text, strlen(text), "pen.tra", status);
}

static void expect_refused(const char *text, const char *words)
{
    struct strokes strokes;
    struct status status = {0};
    assert_false(parse(&strokes, text, &status));
    support_assert_says(&status, STATUS_BAD_DATA, words);
    assert_null(strokes.digit);
}

static void test_labels_writers_and_strokes_are_read(void **unused)
{
    (void)unused;
    struct strokes strokes;
    assert_true(parse(&strokes, two_digits, NULL));
    assert_int_equal(strokes.count, 2);
    assert_int_equal(strokes.digit[0].label, 7);
    assert_string_equal(strokes.digit[0].writer, "12");
    assert_int_equal(strokes.digit[0].drawing.count, 2);
    assert_int_equal(strokes.digit[0].drawing.stroke[0].count, 3);
    assert_int_equal(strokes.digit[0].drawing.stroke[1].count, 2);
    assert_int_equal(strokes.digit[1].label, 1);
    assert_string_equal(strokes.digit[1].writer, "3");
    strokes_free(&strokes);
}

static void test_y_is_turned_downwards_within_the_box(void **unused)
{
    (void)unused;
    struct strokes strokes;
    assert_true(parse(&strokes, two_digits, NULL));
    struct point first = strokes.digit[0].drawing.stroke[0].point[0];
    assert_true(first.x == 100 && first.y == 100);
    assert_true(strokes.box_width == 500 && strokes.box_height == 500);
    strokes_free(&strokes);
    assert_true(parse(&strokes,
                      ".X_DIM 300\n.Y_DIM 200\n.SEGMENT DIGIT 0 ? \"1\"\n.PEN_DOWN\n5 180\n5 20\n",
                      NULL));
    first = strokes.digit[0].drawing.stroke[0].point[0];
    assert_true(first.x == 5 && first.y == 20);
    assert_true(strokes.box_width == 300 && strokes.box_height == 200);
    strokes_free(&strokes);
}

static void test_both_formats_give_the_same_digits(void **unused)
{
    (void)unused;
    struct strokes a, b;
    assert_true(parse(&a, two_digits, NULL));
    assert_true(parse(&b, same_digits, NULL));
    assert_int_equal(a.count, b.count);
    for (size_t i = 0; i < a.count; i++) {
        struct normalized from_a, from_b;
        normalize_drawing(&from_a, &a.digit[i].drawing);
        normalize_drawing(&from_b, &b.digit[i].drawing);
        assert_int_equal(a.digit[i].label, b.digit[i].label);
        assert_string_equal(a.digit[i].writer, b.digit[i].writer);
        assert_memory_equal(from_a.digit, from_b.digit, sizeof from_a.digit);
    }
    // Turned the other way round they would not be the same.
    struct normalized right, upside_down;
    normalize_drawing(&right, &a.digit[0].drawing);
    for (size_t k = 0; k < 2; k++)
        for (size_t p = 0; p < a.digit[0].drawing.stroke[k].count; p++)
            a.digit[0].drawing.stroke[k].point[p].y *= -1;
    normalize_drawing(&upside_down, &a.digit[0].drawing);
    assert_memory_not_equal(right.digit, upside_down.digit, sizeof right.digit);
    strokes_free(&a);
    strokes_free(&b);
}

static void test_a_file_is_recognised_by_its_contents(void **unused)
{
    (void)unused;
    struct strokes strokes;
    struct status status = {0};
    support_write("a", two_digits, strlen(two_digits));
    support_write("b.tra", same_digits, strlen(same_digits));
    if (!strokes_load(&strokes, "a", &status))
        fail_msg("%s", status.message);
    assert_int_equal(strokes.count, 2);
    strokes_free(&strokes);
    if (!strokes_load(&strokes, "b.tra", &status))
        fail_msg("%s", status.message);
    assert_int_equal(strokes.count, 2);
    strokes_free(&strokes);
}

static void test_a_mark_blank_lines_and_carriage_returns_do_not_matter(void **unused)
{
    (void)unused;
    struct strokes strokes;
    assert_true(parse(&strokes,
                      "\xef\xbb\xbf\r\n \r\n.SEGMENT DIGIT 0 ? \"4\"\r\n.PEN_DOWN\r\n1 2\r\n3 4",
                      NULL));
    assert_int_equal(strokes.digit[0].label, 4);
    assert_int_equal(strokes.digit[0].drawing.stroke[0].count, 2);
    strokes_free(&strokes);
}

static void test_labels_may_be_unknown(void **unused)
{
    (void)unused;
    struct strokes strokes;
    assert_true(parse(&strokes,
                      ".SEGMENT DIGIT 0 ? \"?\"\n.COMMENT 3 4 5\n.PEN_DOWN\n1 2\n"
                      ".SEGMENT DIGIT\n.PEN_DOWN\n1 2\n",
                      NULL));
    assert_int_equal(strokes.digit[0].label, -1);
    assert_string_equal(strokes.digit[0].writer, "4");
    assert_int_equal(strokes.digit[1].label, -1);
    assert_string_equal(strokes.digit[1].writer, "");
    strokes_free(&strokes);
}

static void test_what_is_no_stroke_leaves_no_ink(void **unused)
{
    (void)unused;
    struct strokes strokes;
    assert_true(parse(&strokes,
                      ".COORD X Y T\n.COMMENT 12 points a second\n.DATA_INFO\nwords of any kind\n"
                      ".SEGMENT DIGIT 0 ? \"4\"\n.COMMENT written\non a Tuesday\n"
                      ".PEN_DOWN 1 2 7\n.5 4 8\n.PEN_UP\n9 9 9\n.DT 100\n",
                      NULL));
    assert_int_equal(strokes.count, 1);
    assert_int_equal(strokes.digit[0].drawing.count, 1);
    assert_int_equal(strokes.digit[0].drawing.stroke[0].count, 2);
    assert_true(strokes.digit[0].drawing.stroke[0].point[1].x == 0.5f);
    strokes_free(&strokes);
}

#define SEGMENT ".SEGMENT DIGIT 0 ? \"4\"\n"

static void test_bad_text_is_refused_with_its_line(void **unused)
{
    (void)unused;
    expect_refused(HEAD, "pen.tra: holds no digits");
    expect_refused(".PEN_DOWN\n1 2\n", "pen.tra:1: a .PEN_DOWN before the first .SEGMENT");
    expect_refused(".SEGMENT DIGIT 0 ? \"x\"\n", "pen.tra:1: expected a label");
    expect_refused(".SEGMENT DIGIT 0 ? \"12\"\n", "pen.tra:1: expected a label");
    expect_refused(".SEGMENT DIGIT 0 ? 4\n", "pen.tra:1: expected a label");
    expect_refused(".SEGMENT DIGIT 0 ? \"4\" more\n", "one word too many");
    expect_refused(SEGMENT, "pen.tra:1: a .SEGMENT without a .PEN_DOWN");
    expect_refused(SEGMENT SEGMENT, "pen.tra:2: a .SEGMENT without a .PEN_DOWN");
    expect_refused(SEGMENT ".PEN_DOWN\n.PEN_UP\n", "pen.tra:3: a .PEN_DOWN without points");
    expect_refused(SEGMENT ".PEN_DOWN\n", "pen.tra:2: a .PEN_DOWN without points");
    expect_refused(SEGMENT ".PEN_DOWN\n1\n", "pen.tra:3: a point lacks its last number");
    expect_refused(SEGMENT ".PEN_DOWN\n1 2 3\n", "pen.tra:3: a point lacks its last number");
    expect_refused(SEGMENT ".PEN_DOWN\n1 b\n", "pen.tra:3: expected a number, found \"b\"");
    expect_refused(SEGMENT ".PEN_DOWN\n1 nan\n", "pen.tra:3: expected a number, found \"nan\"");
    expect_refused(SEGMENT ".PEN_DOWN\n1e7 2\n", "pen.tra:3: 1e7 lies outside");
    expect_refused(SEGMENT ".PEN_DOWN\n1 1e999\n", "pen.tra:3: 1e999 lies outside");
    expect_refused(SEGMENT ".PEN_DOWN\n1 2\n.PEN_UP\nx y\n", "pen.tra:5: expected a number");
    expect_refused(SEGMENT ".COMMENT 5 12 224\n", "pen.tra:2: the comment's digit 5");
    expect_refused(SEGMENT ".COMMENT 4 12345678901234567890123456789012 1\n",
                   "pen.tra:2: the writer's number");
    expect_refused(".COORD Y X\n", "pen.tra:1: only coordinates that begin with X Y");
    expect_refused(SEGMENT ".COORD X Y\n", "pen.tra:2: .COORD must come before");
    expect_refused(".X_DIM 0\n", "pen.tra:1: expected a number above 0");
    expect_refused(".Y_DIM -1\n", "pen.tra:1: expected a number above 0");
    expect_refused(SEGMENT ".Y_DIM 5\n", "pen.tra:2: the box must come before");
}

// Every cut and every changed byte either parses or is refused; sanitizers look on.
static void test_damaged_text_does_no_harm(void **unused)
{
    (void)unused;
    char text[sizeof two_digits];
    size_t refused = 0;
    for (size_t at = 0; at < sizeof two_digits - 1; at++) {
        struct strokes strokes;
        if (strokes_parse(&strokes, two_digits, at, "pen.tra", NULL))
            strokes_free(&strokes);
        for (const char *byte = "\n. \"9\xff"; *byte; byte++) {
            memcpy(text, two_digits, sizeof text);
            text[at] = *byte;
            if (parse(&strokes, text, NULL))
                strokes_free(&strokes);
            else
                refused++;
        }
    }
    assert_true(refused > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels_writers_and_strokes_are_read),
        cmocka_unit_test(test_y_is_turned_downwards_within_the_box),
        cmocka_unit_test(test_both_formats_give_the_same_digits),
        cmocka_unit_test(test_a_file_is_recognised_by_its_contents),
        cmocka_unit_test(test_a_mark_blank_lines_and_carriage_returns_do_not_matter),
        cmocka_unit_test(test_labels_may_be_unknown),
        cmocka_unit_test(test_what_is_no_stroke_leaves_no_ink),
        cmocka_unit_test(test_bad_text_is_refused_with_its_line),
        cmocka_unit_test(test_damaged_text_does_no_harm),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
