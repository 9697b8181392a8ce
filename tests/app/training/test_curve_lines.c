// Curves as characters: they fit their terminal, show what they should, and stay out of files.
#include "tests/support/support.h"

#include "app/training/curves/curve_lines.h"

#include <fcntl.h>

// Of a run of `epochs` epochs that falls tenfold from the first to the last.
static struct run_curves *curves_of(int epochs)
{
    struct run_curves *curves = calloc(1, sizeof *curves);
    assert_non_null(curves);
    for (int i = 0; i <= 4 * epochs; i++)
        curve_add(&curves->loss, (float)i / 4, 1 / (float)(1 + i));
    for (int i = 1; i <= epochs; i++) {
        float part = (float)(i - 1) / (float)(epochs > 1 ? epochs - 1 : 1);
        curve_add(&curves->train, (float)i, 0.9f - 0.81f * part);
        curve_add(&curves->test, (float)i, 0.5f - 0.45f * part);
    }
    return curves;
}

// What is printed; freed by the caller.
static char *print(struct curve_lines_style style, const struct run_curves *curves)
{
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    curve_lines_print(to, &style, curves);
    assert_int_equal(fclose(to), 0);
    return text;
}

// Of the longest line, as a terminal counts them.
static int columns_of(const char *text)
{
    int columns = 0, most = 0;
    for (; *text; text++) {
        if (*text == '\033')
            text += strcspn(text, "m");
        else if (*text == '\n')
            columns = 0;
        else if (((unsigned char)*text & 0xc0) != 0x80)
            columns++;
        most = columns > most ? columns : most;
    }
    return most;
}

static int count_lines(const char *text)
{
    int lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static void test_a_curve_fits_its_terminal(void **state)
{
    (void)state;
    struct run_curves *curves = curves_of(30);
    for (int columns = 1; columns < 300; columns++) {
        for (int kind = 0; kind < 4; kind++) {
            char *text = print((struct curve_lines_style){columns, kind & 1, kind & 2}, curves);
            if (columns < 21) {
                assert_string_equal(text, ""); // not worth it
            } else {
                assert_int_equal(count_lines(text), 10);
                if (columns >= 64) // its heading is that wide
                    assert_true(columns_of(text) < columns);
                assert_true(columns_of(text) <= 80);
            }
            free(text);
        }
    }
    free(curves);
}

static void test_without_unicode_all_is_ascii_and_without_colours_nothing_is_coloured(void **state)
{
    (void)state;
    struct run_curves *curves = curves_of(5);
    char *plain = print((struct curve_lines_style){80, false, false}, curves);
    for (const char *c = plain; *c; c++)
        assert_true(*c == '\n' || (*c >= ' ' && *c <= '~'));
    assert_non_null(strstr(plain, "** test error"));
    assert_non_null(strstr(plain, ".. training error"));
    char *dots = print((struct curve_lines_style){80, true, false}, curves);
    assert_null(strchr(dots, '\033'));
    assert_non_null(strstr(dots, "\u28c0")); // a braille character
    char *coloured = print((struct curve_lines_style){80, true, true}, curves);
    assert_non_null(strstr(coloured, "\033[33m"));
    assert_non_null(strstr(coloured, "\033[36m"));
    free(plain), free(dots), free(coloured), free(curves);
}

// The first column of a row's picture that has the character; -1: none.
static int column_in_row(const char *text, int row, char character)
{
    for (; row > 0; row--)
        text = strchr(text, '\n') + 1;
    const char *end = strchr(text, '\n'),
               *found = memchr(text + 8, character, (size_t)(end - text - 8));
    return found ? (int)(found - text) - 8 : -1;
}

static void test_a_falling_error_falls_and_the_scale_says_how_far(void **state)
{
    (void)state;
    struct run_curves *curves = curves_of(40);
    char *text = print((struct curve_lines_style){80, false, false}, curves);
    assert_int_equal(column_in_row(text, 1, '.'), 0); // the training error stands highest
    int last = column_in_row(text, 8, '*');
    assert_true(last > 40);             // the test error lowest, at the end
    for (int row = 3; row < 8; row++) { // and on the way it falls
        int here = column_in_row(text, row, '*'), next = column_in_row(text, row + 1, '*');
        assert_true(here >= 0 && next > here);
    }
    assert_non_null(strstr(text, "  99.0% ")); // a tenth above the highest
    assert_non_null(strstr(text, " 4.55% ") ? text : strstr(text, "4.5% "));
    assert_non_null(strstr(text, "epoch 1 "));
    assert_non_null(strstr(text, " 40\n"));
    free(text), free(curves);
}

static void test_one_epoch_shows_its_loss_and_no_point_nothing(void **state)
{
    (void)state;
    struct run_curves *one = curves_of(1), *none = calloc(1, sizeof *none);
    assert_non_null(none);
    char *text = print((struct curve_lines_style){80, false, false}, one);
    assert_non_null(strstr(text, "** loss\n"));
    char *nothing = print((struct curve_lines_style){80, true, true}, none);
    assert_string_equal(nothing, "");
    free(text), free(nothing), free(one), free(none);
}

static void test_errors_of_nothing_and_of_all_can_be_drawn(void **state)
{
    (void)state;
    for (int kind = 0; kind < 3; kind++) {
        struct run_curves *curves = calloc(1, sizeof *curves);
        assert_non_null(curves);
        for (int i = 1; i <= 3; i++) {
            curve_add(&curves->train, (float)i, kind == 0 ? 0 : 1);
            curve_add(&curves->held, (float)i, kind == 1 ? 1 : 0);
        }
        char *text = print((struct curve_lines_style){80, false, false}, curves);
        assert_int_equal(count_lines(text), 10);
        assert_non_null(strstr(text, "** held-out error"));
        assert_null(strstr(text, "nan"));
        assert_null(strstr(text, "inf"));
        if (kind != 1)
            assert_int_equal(column_in_row(text, 8, '*'), 0); // no error lies at the bottom
        free(text), free(curves);
    }
}

// A terminal of its own.
static int open_terminal(int *other)
{
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0);
    *other = open(ptsname(terminal), O_RDWR | O_NOCTTY);
    assert_true(*other >= 0);
    return terminal;
}

static void test_the_style_is_what_the_terminal_can(void **state)
{
    (void)state;
    const struct {
        const char *all, *type, *language, *terminal, *no_colour;
        bool unicode, colour;
    } cases[] = {
        {"", "", "de_DE.UTF-8", "xterm-256color", "", true, true},
        {"", "", "C.utf8", "xterm", "", true, true},
        {"", "", "de_DE.ISO-8859-1", "xterm", "", false, true},
        {"", "", "C", "xterm", "", false, true},
        {"", "", "", "xterm", "", false, true},
        {"C", "", "de_DE.UTF-8", "xterm", "", false, true}, // the first that is set counts
        {"", "en_US.UTF-8", "C", "xterm", "", true, true},
        {"", "", "de_DE.UTF-8", "xterm", "1", true, false},
        {"", "", "de_DE.UTF-8", "dumb", "", false, false},
        {"", "", "de_DE.UTF-8", "linux", "", false, true}, // its font has no braille
    };
    struct curve_lines_style style;
    int other, terminal = open_terminal(&other);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setenv("LC_ALL", cases[i].all, 1);
        setenv("LC_CTYPE", cases[i].type, 1);
        setenv("LANG", cases[i].language, 1);
        setenv("TERM", cases[i].terminal, 1);
        setenv("NO_COLOR", cases[i].no_colour, 1);
        assert_true(curve_lines_style_of(&style, other));
        assert_int_equal(style.unicode, cases[i].unicode);
        assert_int_equal(style.colour, cases[i].colour);
    }
    close(other), close(terminal);
    int file = open("/dev/null", O_WRONLY);
    assert_false(curve_lines_style_of(&style, file));
    close(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_curve_fits_its_terminal),
        cmocka_unit_test(test_without_unicode_all_is_ascii_and_without_colours_nothing_is_coloured),
        cmocka_unit_test(test_a_falling_error_falls_and_the_scale_says_how_far),
        cmocka_unit_test(test_one_epoch_shows_its_loss_and_no_point_nothing),
        cmocka_unit_test(test_errors_of_nothing_and_of_all_can_be_drawn),
        cmocka_unit_test(test_the_style_is_what_the_terminal_can),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
