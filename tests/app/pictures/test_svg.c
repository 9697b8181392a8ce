// What an SVG says of text.
#include "tests/support/support.h"

#include "app/pictures/svg.h"

static const char *written(const char *string, bool from_right)
{
    static char text[4096];
    struct rect view = {0, 0, 200, 40};
    struct svg *svg = svg_open(view, "text");
    struct canvas_recorder *recorder = svg_recorder(svg);
    struct canvas_shape shape = {CANVAS_TEXT,
                                 .clip = view,
                                 .xy = (float[]){20, 30},
                                 .points = 1,
                                 .colour = 0xff000000,
                                 .text = {string, strlen(string), 13, 100, false, from_right}};
    struct status status = {0};
    size_t size;
    recorder->take(recorder, &shape);
    assert_true(svg_save(svg, "text.svg", &status));
    svg_close(svg);
    char *file = (char *)support_read("text.svg", &size);
    snprintf(text, sizeof text, "%.*s", (int)size, file);
    free(file);
    return text;
}

// Its reader joins and orders the letters, so it has them as they are read; its left end is where
// it was drawn.
static void test_text_read_from_the_right_says_so_and_ends_at_its_left(void **state)
{
    (void)state;
    const char *text = written("אבג abc", true);
    assert_non_null(strstr(text, ">אבג abc</text>"));
    assert_non_null(strstr(text, "<text x=\"20\""));
    assert_non_null(strstr(text, " direction=\"rtl\" text-anchor=\"end\""));
}

static void test_other_text_says_nothing_of_it(void **state)
{
    (void)state;
    const char *text = written("abc אבג", false);
    assert_non_null(strstr(text, ">abc אבג</text>"));
    assert_null(strstr(text, "direction"));
    assert_null(strstr(text, "text-anchor"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_read_from_the_right_says_so_and_ends_at_its_left),
        cmocka_unit_test(test_other_text_says_nothing_of_it),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
