// Strokes files: every promise of the format, every kind of mistake with its line, and numbers
// that survive any locale.
#include "tests/support/support.h"

#include "nn/base/random.h"
#include "nn/strokes/strokes.h"
#include "nn/strokes/strokes_text.h"
#include <math.h>

static struct strokes parse(const char *text)
{
    struct status status = {0};
    struct strokes strokes;
    if (!strokes_parse(&strokes, text, strlen(text), "t.txt", &status))
        fail_msg("%s", status.message);
    return strokes;
}

static void expect_refused_bytes(const char *text, size_t size, const char *words)
{
    struct status status = {0};
    struct strokes strokes;
    // An exact copy, so that a read past the end is seen by the address sanitizer.
    char *exact = malloc(size > 0 ? size : 1);
    memcpy(exact, text, size);
    if (strokes_parse(&strokes, exact, size, "t.txt", &status))
        fail_msg("accepted: %s", text);
    support_assert_says(&status, STATUS_BAD_DATA, words);
    assert_null(strokes.digit);
    assert_int_equal(strokes.count, 0);
    free(exact);
}

static void expect_refused(const char *text, const char *words)
{
    expect_refused_bytes(text, strlen(text), words);
}

static void expect_same_drawing(const struct drawing *a, const struct drawing *b)
{
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->stroke[i].count, b->stroke[i].count);
        assert_memory_equal(a->stroke[i].point, b->stroke[i].point,
                            a->stroke[i].count * sizeof(struct point));
    }
}

static void expect_same(const struct strokes *a, const struct strokes *b)
{
    assert_true(a->box_width == b->box_width && a->box_height == b->box_height);
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->digit[i].label, b->digit[i].label);
        assert_string_equal(a->digit[i].writer, b->digit[i].writer);
        expect_same_drawing(&a->digit[i].drawing, &b->digit[i].drawing);
    }
}

static void expect_survives(const struct strokes *strokes, const char *path)
{
    struct status status = {0};
    struct strokes loaded;
    if (!strokes_save(strokes, path, &status) || !strokes_load(&loaded, path, &status))
        fail_msg("%s", status.message);
    expect_same(strokes, &loaded);
    strokes_free(&loaded);
}

// ---- The format ---------------------------------------------------------------------------------

static void test_everything_the_format_has_is_read(void **state)
{
    (void)state;
    struct strokes s = parse("# a comment\n"
                             "box 640 480.5\n"
                             "\n"
                             "digit 7 writer Anna Maria  # and another\n"
                             "  stroke 10,12\t11,14 12.5,20\n"
                             "stroke -1,+2 # 3,4\n"
                             "digit ?\n"
                             "digit 0 # writer 5\n"
                             "digit 1 writer c#\n");
    assert_true(s.box_width == 640.0f && s.box_height == 480.5f);
    assert_int_equal(s.count, 4);
    assert_int_equal(s.digit[0].label, 7);
    assert_string_equal(s.digit[0].writer, "Anna Maria");
    assert_int_equal(s.digit[0].drawing.count, 2);
    assert_int_equal(s.digit[0].drawing.stroke[0].count, 3);
    assert_true(s.digit[0].drawing.stroke[0].point[2].x == 12.5f);
    assert_true(s.digit[0].drawing.stroke[0].point[2].y == 20.0f);
    assert_int_equal(s.digit[0].drawing.stroke[1].count, 1);
    assert_true(s.digit[0].drawing.stroke[1].point[0].x == -1.0f);
    assert_int_equal(s.digit[1].label, -1);
    assert_string_equal(s.digit[1].writer, "");
    assert_int_equal(s.digit[1].drawing.count, 0);
    assert_string_equal(s.digit[3].writer, "c#");
    strokes_free(&s);
}

static void test_the_box_is_500_unless_given(void **state)
{
    (void)state;
    struct strokes s = parse("digit 3\nstroke 1,2");
    assert_true(s.box_width == 500.0f && s.box_height == 500.0f);
    strokes_free(&s);
}

static void test_windows_line_ends_and_byte_order_mark_are_accepted(void **state)
{
    (void)state;
    struct strokes unix_like = parse("box 10 20\ndigit 3 writer me\nstroke 1,2 3,4\n");
    struct strokes windows = parse("\xef\xbb\xbf"
                                   "box 10 20\r\ndigit 3 writer me\r\nstroke 1,2 3,4\r\n");
    expect_same(&unix_like, &windows);
    strokes_free(&unix_like);
    strokes_free(&windows);
}

static void test_lines_of_any_length_are_read(void **state)
{
    (void)state;
    enum { POINTS = 200000, SIZE = 32 * POINTS };
    char *text = malloc(SIZE);
    size_t at = (size_t)sprintf(text, "digit 5\nstroke");
    for (int i = 0; i < POINTS; i++)
        at += (size_t)sprintf(text + at, " %d,%d", i, -i);
    struct strokes s = parse(text);
    assert_int_equal(s.digit[0].drawing.stroke[0].count, POINTS);
    assert_true(s.digit[0].drawing.stroke[0].point[POINTS - 1].y == 1.0f - POINTS);
    strokes_free(&s);
    free(text);
}

static void test_numbers_are_read_like_everyone_reads_them(void **state)
{
    (void)state;
    static const char *const numbers[] = {
        "0",
        "-0",
        "+7",
        "12.5",
        ".5",
        "5.",
        "1e3",
        "1E-3",
        "1.25e+2",
        "0.1",
        "123456.789",
        "999999.94",
        "1e-40",
        "1.4e-45",
        "1e-46",
        "1e-9999",
        "0e9999",
        "0.000000000000000000000000001",
        "100000000000000000000000000e-25",
        "3.14159265358979323846264338327950288",
        "0000000000000000000000000000000000001.5",
        "16777217",
        "1000000",
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char text[128];
        snprintf(text, sizeof text, "digit 1\nstroke %s,0", numbers[i]);
        bool inside = strtof(numbers[i], NULL) <= 1e6f;
        if (!inside) {
            expect_refused(text, "t.txt:2: the point");
            continue;
        }
        struct strokes s = parse(text);
        float got = s.digit[0].drawing.stroke[0].point[0].x;
        if (got != strtof(numbers[i], NULL))
            fail_msg("%s read as %.9g", numbers[i], (double)got);
        strokes_free(&s);
    }
}

// ---- Mistakes -----------------------------------------------------------------------------------

static void test_mistakes_are_named_with_file_and_line(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"digit 10\n", "t.txt:1: expected \"digit 0\" to \"digit 9\""},
        {"# one\n\r\ndigit x\n", "t.txt:3: expected \"digit 0\""},
        {"digit\n", "t.txt:1: expected \"digit 0\""},
        {"digit -1\n", "t.txt:1: expected \"digit 0\""},
        {"digit 1 2\n", "t.txt:1: expected \"writer NAME\" or nothing"},
        {"digit 1 writer\n", "t.txt:1: \"writer\" lacks a name"},
        {"digit 1 writer # none\n", "t.txt:1: \"writer\" lacks a name"},
        {"digit 1 writer abcdefghijklmnopqrstuvwxyzabcdef\n", "longer than 31 bytes"},
        {"digit 1 writer a\x01z\n", "control character"},
        {"stroke 1,2\n", "t.txt:1: a stroke before the first \"digit\""},
        {"digit 1\nstroke\n", "t.txt:2: a stroke without points"},
        {"digit 1\nstroke # 1,2\n", "t.txt:2: a stroke without points"},
        {"digit 1\nstroke 1\n", "t.txt:2: expected x,y pairs such as 12.5,20, found \"1\""},
        {"digit 1\nstroke 1,\n", "found \"1,\""},
        {"digit 1\nstroke ,1\n", "found \",1\""},
        {"digit 1\nstroke 1,2,3\n", "found \"1,2,3\""},
        {"digit 1\nstroke 1, 2\n", "found \"1,\""},
        {"digit 1\nstroke 1;2\n", "found \"1;2\""},
        {"digit 1\nstroke 0x1,2\n", "found \"0x1,2\""},
        {"digit 1\nstroke 1e,2\n", "found \"1e,2\""},
        {"digit 1\nstroke 1,2e+\n", "found \"1,2e+\""},
        {"digit 1\nstroke --1,2\n", "found \"--1,2\""},
        {"digit 1\nstroke .,2\n", "found \".,2\""},
        {"digit 1\nstroke nan,2\n", "found \"nan,2\""},
        {"digit 1\nstroke inf,2\n", "found \"inf,2\""},
        {"digit 1\nstroke 1e7,2\n", "t.txt:2: the point 1e7,2 lies outside"},
        {"digit 1\nstroke 0,-1000001\n", "lies outside"},
        {"digit 1\nstroke 1e999999999999,2\n", "lies outside"},
        {"digit 1\nstroke 1\x01,2\n", "found \"1?,2\""},
        {"box 1\n", "t.txt:1: expected \"box WIDTH HEIGHT\""},
        {"box 1 0\n", "expected \"box WIDTH HEIGHT\""},
        {"box -1 1\n", "expected \"box WIDTH HEIGHT\""},
        {"box 1 1e9\n", "expected \"box WIDTH HEIGHT\""},
        {"box 1 2 3\n", "\"3\" is one word too many"},
        {"box 1 2\nbox 1 2\n", "t.txt:2: the box has been given before"},
        {"digit 1\nbox 1 2\n", "t.txt:2: the box must come before"},
        {"hello\n", "t.txt:1: expected \"digit\", \"stroke\", \"box\" or a # comment"},
        {"Digit 1\n", "found \"Digit\""},
        {"", "t.txt: holds no digits"},
        {"# nothing\nbox 3 4\n", "t.txt: holds no digits"},
        {"\xef\xbb\xbf", "t.txt: holds no digits"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_refused(cases[i][0], cases[i][1]);
}

static void test_bytes_that_are_no_text_are_refused_readably(void **state)
{
    (void)state;
    expect_refused_bytes("\0digit 1\n", 9, "t.txt:1: expected \"digit\"");
    expect_refused_bytes("digit 1\0\n", 9, "t.txt:1: expected \"digit 0\"");
    expect_refused_bytes("digit 1\nstroke 1,2\0 3,4\n", 24, "t.txt:2: expected x,y pairs");
    expect_refused_bytes("\xff\xfe"
                         "d\0i\0g\0",
                         8, "found \"??d?i?g?\"");
    char longest[100000];
    memset(longest, 'x', sizeof longest);
    expect_refused_bytes(longest, sizeof longest, "...\"");
}

static void test_every_truncation_loads_or_says_why(void **state)
{
    (void)state;
    static const char text[] = "\xef\xbb\xbf# comment\r\nbox 500 400\r\ndigit 7 writer 12\r\n"
                               "stroke 10,12 11.25,-14e-1 12.5,20\r\nstroke 1,2\ndigit ? # end\n";
    size_t loaded = 0;
    for (size_t length = 0; length < sizeof text; length++) {
        struct status status = {0};
        struct strokes strokes;
        char *exact = malloc(length > 0 ? length : 1);
        memcpy(exact, text, length);
        if (strokes_parse(&strokes, exact, length, "cut", &status)) {
            loaded++;
            strokes_free(&strokes);
        } else {
            support_assert_says(&status, STATUS_BAD_DATA, "cut:");
        }
        free(exact);
    }
    assert_true(loaded > 20 && loaded < sizeof text - 60);
}

static void test_spoiled_bytes_load_or_say_why(void **state)
{
    (void)state;
    static const char text[] = "box 500 400\ndigit 7 writer 12\nstroke 10,12 11.25,-14e-1 12.5,20\n"
                               "stroke 1,2\ndigit ? # end\n";
    struct random random;
    random_init(&random, 1, 0);
    for (int i = 0; i < 20000; i++) {
        struct status status = {0};
        struct strokes strokes;
        char spoiled[sizeof text - 1];
        memcpy(spoiled, text, sizeof spoiled);
        for (uint32_t k = random_below(&random, 4); k <= 3; k++)
            spoiled[random_below(&random, sizeof spoiled)] = (char)random_next(&random);
        if (strokes_parse(&strokes, spoiled, sizeof spoiled, "spoiled", &status))
            strokes_free(&strokes);
        else
            support_assert_says(&status, STATUS_BAD_DATA, "spoiled:");
    }
}

static void test_a_missing_file_and_a_folder_are_told_apart(void **state)
{
    (void)state;
    struct status status = {0};
    struct strokes strokes;
    assert_false(strokes_load(&strokes, "none.txt", &status));
    support_assert_says(&status, STATUS_MISSING, "none.txt");
    assert_false(strokes_load(&strokes, "/tmp", &status));
    support_assert_says(&status, STATUS_IO, "/tmp");
    assert_null(strokes.digit);
}

// ---- Saving -------------------------------------------------------------------------------------

static void make_random_strokes(struct strokes *strokes, struct random *random)
{
    char text[] = "digit 4 writer a b\ndigit ?\ndigit 9\n";
    *strokes = parse(text);
    strokes->box_width = random_between(random, 0.001f, 1e6f);
    for (size_t i = 0; i < strokes->count; i++) {
        for (size_t k = 0; k < 3; k++) {
            struct stroke *stroke = drawing_add_stroke(&strokes->digit[i].drawing);
            for (uint32_t n = random_below(random, 20) + 1; n > 0; n--) {
                float size = powf(10.0f, random_between(random, -30.0f, 6.0f));
                assert_true(stroke_add(stroke, random_between(random, -size, size),
                                       random_between(random, -1000.0f, 1000.0f)));
            }
        }
    }
}

static void test_saved_floats_load_to_the_last_bit(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 2, 0);
    for (int i = 0; i < 100; i++) {
        struct strokes strokes;
        make_random_strokes(&strokes, &random);
        expect_survives(&strokes, "round.txt");
        strokes_free(&strokes);
    }
}

static void test_any_float_within_bounds_survives(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 3, 0);
    struct strokes strokes = parse("digit 1\nstroke 0,0");
    struct stroke *stroke = &strokes.digit[0].drawing.stroke[0];
    while (stroke->count < 50000) {
        uint32_t bits[2] = {(uint32_t)random_next(&random), (uint32_t)random_next(&random)};
        float xy[2];
        memcpy(xy, bits, sizeof xy);
        if (fabsf(xy[0]) <= 1e6f && fabsf(xy[1]) <= 1e6f)
            assert_true(stroke_add(stroke, xy[0], xy[1]));
    }
    expect_survives(&strokes, "floats.txt");
    strokes_free(&strokes);
}

static void test_plain_numbers_are_saved_plainly(void **state)
{
    (void)state;
    struct status status = {0};
    struct strokes s = parse("digit 7 writer 12\nstroke 10,12.5 0.1,-3\ndigit ?\n");
    assert_true(strokes_save(&s, "plain.txt", &status));
    size_t size;
    char *text = (char *)support_read("plain.txt", &size);
    text[size] = '\0';
    assert_string_equal(text, "box 500 500\ndigit 7 writer 12\nstroke 10,12.5 0.1,-3\ndigit ?\n");
    free(text);
    strokes_free(&s);
}

static void test_a_locale_with_a_decimal_comma_changes_nothing(void **state)
{
    (void)state;
    if (!support_use_decimal_comma())
        skip();
    test_plain_numbers_are_saved_plainly(state);
    struct strokes s = parse("digit 1\nstroke 12.5,0.25");
    assert_true(s.digit[0].drawing.stroke[0].point[0].x == 12.5f);
    expect_survives(&s, "comma.txt");
    strokes_free(&s);
    setlocale(LC_ALL, "C");
}

static void test_what_the_format_cannot_hold_is_not_saved(void **state)
{
    (void)state;
    static const char *const writers[] = {" a", "a ", "a\nb", "# a", "a #b", "\x7f"};
    struct status status = {0};
    struct strokes s = parse("digit 1\nstroke 1,2");
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        strcpy(s.digit[0].writer, writers[i]);
        assert_false(strokes_save(&s, "never.txt", &status));
        support_assert_says(&status, STATUS_USAGE, "never.txt: the writer's name of digit 1");
    }
    s.digit[0].writer[0] = '\0';
    static const float bad[] = {NAN, INFINITY, -2e6f};
    for (size_t i = 0; i < 3; i++) {
        s.digit[0].drawing.stroke[0].point[0].y = bad[i];
        assert_false(strokes_save(&s, "never.txt", &status));
        support_assert_says(&status, STATUS_USAGE, "digit 1 has a point outside");
    }
    s.digit[0].drawing.stroke[0].point[0].y = 0.0f;
    s.digit[0].label = 10;
    assert_false(strokes_save(&s, "never.txt", &status));
    s.digit[0].label = 1;
    s.box_width = 0.0f;
    assert_false(strokes_save(&s, "never.txt", &status));
    assert_int_equal(access("never.txt", F_OK), -1);
    strokes_free(&s);
}

static void test_strokes_without_points_are_left_out(void **state)
{
    (void)state;
    struct status status = {0};
    struct strokes loaded, s = parse("digit 1\nstroke 1,2");
    assert_non_null(drawing_add_stroke(&s.digit[0].drawing));
    assert_true(strokes_save(&s, "pointless.txt", &status));
    assert_true(strokes_load(&loaded, "pointless.txt", &status));
    assert_int_equal(loaded.digit[0].drawing.count, 1);
    strokes_free(&loaded);
    strokes_free(&s);
}

// ---- In memory ----------------------------------------------------------------------------------

static void test_copies_are_equal_and_grow_apart(void **state)
{
    (void)state;
    // Copies of every length take further points: their room must be what their count tells.
    for (size_t points = 0; points <= 70; points++) {
        struct drawing drawing = {0}, copy;
        struct stroke *stroke = drawing_add_stroke(&drawing);
        for (size_t i = 0; i < points; i++)
            assert_true(stroke_add(stroke, (float)i, 1.0f));
        assert_true(drawing_copy(&copy, &drawing));
        expect_same_drawing(&drawing, &copy);
        for (size_t i = 0; i < 70; i++)
            assert_true(stroke_add(&copy.stroke[0], (float)i, 2.0f));
        for (size_t i = 0; i < 70; i++)
            assert_non_null(drawing_add_stroke(&copy));
        assert_int_equal(drawing.count, 1);
        assert_int_equal(drawing.stroke[0].count, points);
        assert_true(copy.stroke[0].point[points].y == 2.0f);
        drawing_free(&copy);
        drawing_free(&drawing);
    }
}

static void test_shortened_strokes_grow_again(void **state)
{
    (void)state;
    struct stroke stroke = {0};
    for (size_t full = 1; full < 40; full++) {
        for (size_t kept = 0; kept < full; kept++) {
            while (stroke.count < full)
                assert_true(stroke_add(&stroke, (float)stroke.count, 0.0f));
            stroke.count = kept;
            assert_true(stroke_add(&stroke, (float)kept, 0.0f));
            for (size_t i = 0; i <= kept; i++)
                assert_true(stroke.point[i].x == (float)i);
        }
    }
    free(stroke.point);
}

// The digits of 30 people (UCI's pendigits-orig.tra, as a strokes file or as it is distributed),
// which are no part of the repository: LENETPAD_PENS names their file.
static void test_real_peoples_digits_load_and_survive(void **state)
{
    (void)state;
    const char *path = getenv("LENETPAD_PENS");
    if (!path || !*path)
        skip();
    struct status status = {0};
    struct strokes strokes;
    if (!strokes_load(&strokes, path, &status))
        fail_msg("%s", status.message);
    assert_int_equal(strokes.count, 7494);
    assert_string_equal(strokes.digit[0].writer, "12");
    expect_survives(&strokes, "pens.txt");
    strokes_free(&strokes);
}

static void test_a_file_without_digits_is_not_written(void **state)
{
    (void)state;
    const struct strokes none = {.box_width = 500, .box_height = 500};
    struct status status = {0};
    assert_false(strokes_save(&none, "never-written.txt", &status));
    assert_int_equal(status.code, STATUS_USAGE);
    assert_int_not_equal(access("never-written.txt", F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_without_digits_is_not_written),
        cmocka_unit_test(test_everything_the_format_has_is_read),
        cmocka_unit_test(test_the_box_is_500_unless_given),
        cmocka_unit_test(test_windows_line_ends_and_byte_order_mark_are_accepted),
        cmocka_unit_test(test_lines_of_any_length_are_read),
        cmocka_unit_test(test_numbers_are_read_like_everyone_reads_them),
        cmocka_unit_test(test_mistakes_are_named_with_file_and_line),
        cmocka_unit_test(test_bytes_that_are_no_text_are_refused_readably),
        cmocka_unit_test(test_every_truncation_loads_or_says_why),
        cmocka_unit_test(test_spoiled_bytes_load_or_say_why),
        cmocka_unit_test(test_a_missing_file_and_a_folder_are_told_apart),
        cmocka_unit_test(test_saved_floats_load_to_the_last_bit),
        cmocka_unit_test(test_any_float_within_bounds_survives),
        cmocka_unit_test(test_plain_numbers_are_saved_plainly),
        cmocka_unit_test(test_a_locale_with_a_decimal_comma_changes_nothing),
        cmocka_unit_test(test_what_the_format_cannot_hold_is_not_saved),
        cmocka_unit_test(test_strokes_without_points_are_left_out),
        cmocka_unit_test(test_copies_are_equal_and_grow_apart),
        cmocka_unit_test(test_shortened_strokes_grow_again),
        cmocka_unit_test(test_real_peoples_digits_load_and_survive),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
