// The page of mistakes in the real window, under an X server: from the matrix to a digit on the pad
// by keys alone, by the mouse alone, and while the network trains. The window's title says what is
// read: of the practice digits, the surest mistake of the shipped weights is a 7, "not sure: 1 or
// 7", the second is a 2, "not sure: 1 or 2".
#include "tests/support/x_desk.h"

#include "app/window/screen/layout_compute.h"

static struct layout layout;

static void find_layout(const struct desk *desk)
{
    int width, height;
    get_size(desk, &width, &height);
    layout_compute(&layout, width, height, 1, false, 0);
    layout_compute_page(&layout);
}

static void clear(const struct desk *desk)
{
    xdotool("key c");
    await_title(desk, "nothing drawn", false);
}

// Keys again and again, as a person does who waits for the test set to be read.
static void press_until(const struct desk *desk, const char *keys, const char *words)
{
    char title[200];
    double end = now() + DEADLINE_SECONDS;
    do {
        xdotool("key %s", keys);
        for (int i = 0; i < 10; i++) {
            get_title(desk, title);
            if (strstr(title, words))
                return;
            nap();
        }
    } while (now() < end);
    fail_msg("%s: the title is \"%s\", not \"%s\"", keys, title, words);
}

static void test_keys_alone_put_the_surest_mistakes_on_the_pad_one_by_one(void **state)
{
    struct desk *desk = *state;
    clear(desk);
    xdotool("key alt+3");
    xdotool("key s");
    press_until(desk, "Return", "not sure: 1 or 7");
    xdotool("key Page_Down");
    await_title(desk, "1 or 2", false);
    xdotool("key Page_Up");
    await_title(desk, "1 or 7", false);
    xdotool("key alt+1"); // at the figure, the same keys walk on
    xdotool("key Page_Down");
    await_title(desk, "1 or 2", false);
    clear(desk);
}

static void click_at(const struct desk *desk, int x, int y)
{
    xdotool("mousemove --window %s %d %d sleep 0.1 click 1", desk->window, x, y);
}

// The cell of the 8 that is read as a 0 lies near the lower left corner of the matrix, the first of
// its digits under the filters.
static void test_the_mouse_alone_leads_from_the_matrix_to_a_digit_on_the_pad(void **state)
{
    struct desk *desk = *state;
    find_layout(desk);
    struct rect body = layout.page_body;
    uint32_t *before = still_screen(desk);
    click_at(desk, 118, 16); // the menu View
    click_at(desk, 155, 101);
    await_change(desk, before, 5000);
    free(before);
    click_at(desk, body.x + 30, body.y + 13); // "Matrix"
    before = still_screen(desk);
    click_at(desk, body.x + 40, body.y + 34 + 17 + (body.h - 34 - 2 * 17) * 17 / 20);
    await_change(desk, before, 5000); // its digits
    free(before);
    click_at(desk, body.x + 25, body.y + 34 + 62 + 25);
    await_title(desk, "not sure: 0 or 8", false);
    xdotool("key alt+1");
    clear(desk);
}

static void test_while_it_trains_the_digits_are_there_and_go_onto_the_pad(void **state)
{
    struct desk *desk = *state;
    xdotool("key ctrl+p");
    await_title(desk, "training", false);
    xdotool("key alt+3");
    xdotool("key u");
    press_until(desk, "Return", " or "); // what is not sure
    xdotool("key alt+1");
    clear(desk);
    await_title(desk, "training", false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_alone_put_the_surest_mistakes_on_the_pad_one_by_one),
        cmocka_unit_test(test_the_mouse_alone_leads_from_the_matrix_to_a_digit_on_the_pad),
        cmocka_unit_test(test_while_it_trains_the_digits_are_there_and_go_onto_the_pad),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, desk_open_program, desk_close_program);
}
