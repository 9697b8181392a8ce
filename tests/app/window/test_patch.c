// The numbers of a patch, its kernel and their products, one at hand: by the pointer, by keys, in
// words, and marked wherever it stands.
#include "tests/support/shell_events.h"

#include "app/window/views/cell/view_cell.h"
#include "app/window/views/shared/view_common.h"
#include <math.h>

static const struct terms_cell of_c1 = {LENET_C1, 2, 9, 12}, of_c3 = {LENET_C3, 6, 4, 5},
                               of_s2 = {LENET_S2, 3, 4, 5};

// A 3 is drawn, and the window is large.
static int open_large(void **state)
{
    struct app *app = app_support_open(&(struct session_options){0});
    assert_true(app_resize(app, 1920, 1080, 1, NULL));
    app_frame(app);
    stroke(app, BUTTON_LEFT, .3f, .2f, .6f, .8f);
    *state = app;
    return 0;
}

static void settle_frames(struct app *app)
{
    app_frame(app);
    for (int i = 0; i < 3 && app_needs_frame(app); i++)
        app_frame(app);
}

static void point_at(struct app *app, float x, float y)
{
    send_pointer(app, EVENT_POINTER_MOVE, x, y, 0);
    settle_frames(app);
}

static void pin(struct app *app, struct terms_cell cell)
{
    pin_hold(&app->session.pin, cell);
    settle_frames(app);
}

// The figure is the last panel, the numbers are the last of the one before.
static void tab_to_numbers(struct app *app)
{
    press(app, KEY_TAB, MOD_SHIFT);
    press(app, KEY_TAB, MOD_SHIFT);
}

static bool is_at_hand(struct app *app)
{
    struct terms_cell cell, input;
    return view_terms_at_hand(app, &cell, &input);
}

// ---- What is said -------------------------------------------------------------------------------

// "0.8431 × -0.2170 = -0.1830; row 2, column 3 of the patch", and these are the numbers of the term
// that `cell` has there in the map that is unfolded.
static bool says(struct app *app, struct terms_cell cell, int row, int column)
{
    struct terms terms;
    char number[3][32], line[160];
    terms_of(&terms, &app->session.weights, &app->session.reading.activations, cell);
    int term = terms.group[pin_open_group(&app->session.pin, &terms)].first + row * 5 + column;
    const double value[3] = {terms.input[term], terms.weight[term], terms.product[term]};
    for (int i = 0; i < 3; i++)
        snprintf(number[i], sizeof number[i], "%.4f", fabs(value[i]) < 5e-5 ? 0 : value[i]);
    snprintf(line, sizeof line, "\n%s × %s = %s; row %d, column %d of the patch\n", number[0],
             number[1], number[2], row, column);
    return strstr(app_support_words(app), line);
}

// ---- By keys ------------------------------------------------------------------------------------

static void test_keys_reach_every_number_and_stop_at_the_edges(void **state)
{
    struct app *app = *state;
    pin(app, of_c1);
    assert_false(is_at_hand(app));
    tab_to_numbers(app);
    assert_true(is_at_hand(app) && says(app, of_c1, 0, 0));
    for (int row = 0; row < 5; row++) {
        for (int column = 0; column < 5; column++) {
            assert_true(says(app, of_c1, row, column));
            press(app, KEY_RIGHT, 0);
        }
        assert_true(says(app, of_c1, row, 4));
        press(app, KEY_HOME, 0);
        press(app, KEY_DOWN, 0);
    }
    assert_true(says(app, of_c1, 4, 0));
    press(app, KEY_END, 0);
    press(app, KEY_UP, 0);
    press(app, KEY_LEFT, 0);
    assert_true(says(app, of_c1, 3, 3));
}

static void test_page_keys_walk_the_maps_in_the_same_place(void **state)
{
    struct app *app = *state;
    pin(app, of_c3);
    tab_to_numbers(app);
    press(app, KEY_DOWN, 0);
    for (int i = 0; i < 7; i++)
        press(app, KEY_PAGE_UP, 0);
    for (int map = 0; map < 6; map++) {
        struct terms_cell cell, input;
        assert_true(view_terms_at_hand(app, &cell, &input));
        assert_int_equal(input.map, map);
        assert_true(says(app, of_c3, 1, 0));
        press(app, KEY_PAGE_DOWN, 0);
    }
    assert_int_equal(app->session.pin.open, 5);
}

// Else the numbers would change places under the keys while one draws.
static void test_a_map_that_is_walked_in_stays_unfolded(void **state)
{
    struct app *app = *state;
    pin(app, of_c3);
    tab_to_numbers(app);
    assert_int_equal(app->session.pin.open, PIN_LARGEST);
    struct terms_cell cell, input;
    assert_true(view_terms_at_hand(app, &cell, &input));
    press(app, KEY_RIGHT, 0);
    assert_int_equal(app->session.pin.open, input.map);
}

static void test_enter_goes_into_the_cell_of_the_number_and_backspace_returns(void **state)
{
    struct app *app = *state;
    pin(app, of_c3);
    tab_to_numbers(app);
    press(app, KEY_DOWN, 0);
    press(app, KEY_RIGHT, 0);
    press(app, KEY_RIGHT, 0);
    struct terms_cell cell, input;
    assert_true(view_terms_at_hand(app, &cell, &input));
    assert_true(input.layer == LENET_S2 && input.row == of_c3.row + 1 &&
                input.column == of_c3.column + 2);
    press(app, KEY_ENTER, 0);
    assert_memory_equal(&app->session.pin.cell, &input, sizeof input);
    press(app, KEY_BACKSPACE, 0);
    assert_memory_equal(&app->session.pin.cell, &of_c3, sizeof of_c3);
}

// ---- By the pointer -----------------------------------------------------------------------------

// Somewhere on the patch.
static void point_at_patch(struct app *app)
{
    struct rect body = app->layout.side_body;
    for (int y = body.y; y < body.y + body.h; y += 4) {
        point_at(app, (float)body.x + 6.5f, (float)y + .5f);
        if (app->patch.pointed)
            return;
    }
    fail_msg("there are no numbers");
}

// Where rows begin, and the columns of each of the three, found with the pointer.
struct edges {
    int x[15], y[5];
    int columns, rows;
};

static struct edges find_edges(struct app *app)
{
    struct edges edges = {0};
    struct rect body = app->layout.side_body;
    point_at_patch(app);
    int on_patch = (int)app->ui.pointer_y, before = -1;
    for (int x = body.x - 1; x < body.x + body.w; x++) {
        point_at(app, (float)x + .5f, (float)on_patch + .5f);
        int column = app->patch.pointed ? app->patch.column : -1;
        if (column >= 0 && column != before && edges.columns < 15)
            edges.x[edges.columns++] = x;
        before = column;
    }
    before = -1;
    for (int y = body.y; y < body.y + body.h; y++) {
        point_at(app, (float)body.x + 6.5f, (float)y + .5f);
        int row = app->patch.pointed ? app->patch.row : -1;
        if (row >= 0 && row != before && edges.rows < 5)
            edges.y[edges.rows++] = y;
        before = row;
    }
    assert_true(edges.columns == 15 && edges.rows == 5);
    return edges;
}

static bool is_marked(const struct app *app, int x, int y)
{
    const struct canvas *canvas = &app->canvas;
    return (canvas->pixel[(y - 1) * canvas->width + x - 1] & 0xFFFFFF) == VIEW_MARK;
}

static void test_the_pointer_reads_a_number_and_it_is_marked_in_all_three(void **state)
{
    struct app *app = *state;
    assert_true(app_resize(app, 1280, 800, 1, NULL)); // fewer pixels
    pin(app, of_c1);
    struct edges at = find_edges(app);
    for (int i = 0; i < 75; i++) {
        int row = i / 15, column = i % 5, other = (column + 2) % 5;
        point_at(app, (float)at.x[i % 15] + .5f, (float)at.y[row] + .5f);
        assert_true(app->patch.row == row && app->patch.column == column);
        for (int grid = 0; grid < 3; grid++) {
            assert_true(is_marked(app, at.x[grid * 5 + column], at.y[row]));
            assert_false(is_marked(app, at.x[grid * 5 + other], at.y[row]));
        }
    }
}

// On row 1 and column 1 of the patch.
static void point_at_second(struct app *app)
{
    point_at_patch(app);
    float x = app->ui.pointer_x, y = app->ui.pointer_y;
    for (int i = 0; i < 40 && app->patch.row < 1; i++)
        point_at(app, x, y += 2);
    for (int i = 0; i < 40 && app->patch.column < 1; i++)
        point_at(app, x += 2, y);
    assert_true(app->patch.pointed && app->patch.row == 1 && app->patch.column == 1);
}

static void test_the_pointer_says_the_number_until_it_leaves(void **state)
{
    struct app *app = *state;
    pin(app, of_c1);
    point_at_second(app);
    assert_true(is_at_hand(app) && says(app, of_c1, 1, 1));
    assert_null(strstr(app_support_words(app), "\nPatch\n"));
    point_at(app, 3, 500);
    assert_false(is_at_hand(app));
    assert_non_null(strstr(app_support_words(app), "\nPatch\n"));
}

static void test_keys_walk_on_from_a_click_though_the_pointer_rests_there(void **state)
{
    struct app *app = *state;
    pin(app, of_c1);
    point_at_second(app);
    float x = app->ui.pointer_x, y = app->ui.pointer_y;
    send_pointer(app, EVENT_POINTER_DOWN, x, y, BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_UP, x, y, BUTTON_LEFT);
    settle_frames(app);
    press(app, KEY_DOWN, 0);
    press(app, KEY_RIGHT, 0);
    settle_frames(app);
    assert_true(says(app, of_c1, 2, 2));
}

// ---- Elsewhere ----------------------------------------------------------------------------------

static void test_the_figure_marks_the_cell_of_the_number(void **state)
{
    struct app *app = *state;
    pin(app, of_c3);
    point_at(app, 3, 500);
    tab_to_numbers(app);
    press(app, KEY_DOWN, 0);
    press(app, KEY_RIGHT, 0); // off the frame of the patch
    press(app, KEY_RIGHT, 0);
    struct terms_cell cell, input;
    assert_true(view_terms_at_hand(app, &cell, &input));
    struct rect rect = view_cell_rect(app, input);
    assert_true(is_marked(app, rect.x, rect.y + rect.h / 2 + 1));
    press(app, KEY_RIGHT, 0);
    press(app, KEY_RIGHT, 0);
    assert_false(is_marked(app, rect.x, rect.y + rect.h / 2 + 1));
}

static void test_nothing_is_at_hand_where_no_numbers_are_shown(void **state)
{
    struct app *app = *state;
    pin(app, of_c1);
    point_at_second(app);
    pin(app, of_s2);
    assert_false(is_at_hand(app));
    pin(app, of_c1);
    assert_true(is_at_hand(app));
    press(app, 't', 0); // the training panel, which comes to the front
    app->side_tab = SIDE_TRAINING;
    settle_frames(app);
    assert_false(is_at_hand(app));
    press(app, 't', 0);
    assert_true(is_at_hand(app));
    press(app, KEY_ESCAPE, 0);
    assert_false(is_at_hand(app));
}

#define IN_WINDOW(test) cmocka_unit_test_setup_teardown(test, open_large, app_support_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WINDOW(test_keys_reach_every_number_and_stop_at_the_edges),
        IN_WINDOW(test_page_keys_walk_the_maps_in_the_same_place),
        IN_WINDOW(test_a_map_that_is_walked_in_stays_unfolded),
        IN_WINDOW(test_enter_goes_into_the_cell_of_the_number_and_backspace_returns),
        IN_WINDOW(test_the_pointer_reads_a_number_and_it_is_marked_in_all_three),
        IN_WINDOW(test_the_pointer_says_the_number_until_it_leaves),
        IN_WINDOW(test_keys_walk_on_from_a_click_though_the_pointer_rests_there),
        IN_WINDOW(test_the_figure_marks_the_cell_of_the_number),
        IN_WINDOW(test_nothing_is_at_hand_where_no_numbers_are_shown),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
