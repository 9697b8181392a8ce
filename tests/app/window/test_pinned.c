// A cell of the figure is pointed at, pinned and walked from, by pointer and by keys.
#include "tests/support/shell_events.h"

#include "app/base/clock.h"
#include "app/session/weights/training.h"
#include "app/training/data_source.h"
#include "app/window/views/cell/view_cell.h"
#include <math.h>

// ---- Events -------------------------------------------------------------------------------------

static int open_shipped(void **state)
{
    *state = app_support_open(&(struct session_options){0}); // the shipped weights
    return 0;
}

static void point_at(struct app *app, struct terms_cell cell)
{
    struct rect rect = view_cell_rect(app, cell);
    send_pointer(app, EVENT_POINTER_MOVE, (float)rect.x + 0.5f, (float)rect.y + 0.5f, 0);
    app_frame(app);
}

static void click(struct app *app, struct terms_cell cell)
{
    struct rect rect = view_cell_rect(app, cell);
    point_at(app, cell);
    send_pointer(app, EVENT_POINTER_DOWN, (float)rect.x + 0.5f, (float)rect.y + 0.5f, BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_UP, (float)rect.x + 0.5f, (float)rect.y + 0.5f, BUTTON_LEFT);
    app_frame(app);
}

static void tab_into_figure(struct app *app)
{
    press(app, KEY_TAB, MOD_SHIFT); // it is the last panel
}

static bool shows(struct app *app, struct terms_cell wanted)
{
    struct terms_cell cell;
    return view_cell_shown(app, &cell) && cell.layer == wanted.layer && cell.map == wanted.map &&
           cell.row == wanted.row && cell.column == wanted.column;
}

static bool pinned(const struct app *app, struct terms_cell wanted)
{
    const struct pin *pin = &app->session.pin;
    return pin->held && pin->cell.layer == wanted.layer && pin->cell.map == wanted.map &&
           pin->cell.row == wanted.row && pin->cell.column == wanted.column;
}

static const struct terms_cell cell_a = {LENET_C3, 6, 4, 5}, cell_b = {LENET_C1, 1, 2, 3};

// ---- Pinning ------------------------------------------------------------------------------------

static void test_a_click_pins_and_another_one_lets_go(void **state)
{
    struct app *app = *state;
    point_at(app, cell_a);
    assert_true(shows(app, cell_a));
    assert_false(app->session.pin.held);
    click(app, cell_a);
    assert_true(pinned(app, cell_a));
    point_at(app, cell_b);
    assert_true(shows(app, cell_b)); // a preview
    send(app, (struct event){.type = EVENT_POINTER_LEAVE});
    app_frame(app);
    assert_true(shows(app, cell_a));
    click(app, cell_a);
    assert_false(app->session.pin.held);
}

static void test_escape_lets_go_before_it_leaves_anything_else(void **state)
{
    struct app *app = *state;
    press(app, 'k', 0);
    assert_true(app->session.correcting);
    click(app, cell_a);
    press(app, KEY_ESCAPE, 0);
    assert_false(app->session.pin.held);
    assert_true(app->session.correcting);
    press(app, KEY_ESCAPE, 0);
    assert_false(app->session.correcting);
}

static void test_a_click_beside_the_cells_changes_nothing(void **state)
{
    struct app *app = *state;
    struct rect card = app->layout.card[PANEL_FIGURE];
    click(app, cell_a);
    send_pointer(app, EVENT_POINTER_MOVE, (float)card.x + 3, (float)card.y + 3, 0);
    send_pointer(app, EVENT_POINTER_DOWN, (float)card.x + 3, (float)card.y + 3, BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_UP, (float)card.x + 3, (float)card.y + 3, BUTTON_LEFT);
    app_frame(app);
    press(app, KEY_RIGHT, 0); // nor does the figure keep the keys
    assert_true(pinned(app, cell_a));
}

static void test_the_pin_survives_drawing_and_its_numbers_follow_the_stroke(void **state)
{
    struct app *app = *state;
    struct terms before, after;
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    click(app, cell_a);
    terms_of(&before, &app->session.weights, &app->session.reading.activations, cell_a);
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, .3f), pad_y(app, .2f), 0);
    send_pointer(app, EVENT_POINTER_DOWN, pad_x(app, .3f), pad_y(app, .2f), BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, .8f), pad_y(app, .5f), 0);
    app_frame(app); // the button is still down
    assert_true(pinned(app, cell_a));
    assert_true(shows(app, cell_a));
    terms_of(&after, &app->session.weights, &app->session.reading.activations, cell_a);
    assert_true(before.value != after.value);
    send_pointer(app, EVENT_POINTER_UP, pad_x(app, .8f), pad_y(app, .5f), BUTTON_LEFT);
    press(app, 'c', 0);
    assert_true(pinned(app, cell_a));
}

// ---- Walking ------------------------------------------------------------------------------------

static void test_the_keyboard_alone_reaches_any_cell(void **state)
{
    struct app *app = *state;
    tab_into_figure(app);
    struct terms_cell first = app->session.pin.cell;
    assert_true(shows(app, first));
    assert_false(app->session.pin.held);
    for (int i = 0; i < 4; i++)
        press(app, KEY_HOME, 0); // to C3
    assert_int_equal(app->session.pin.cell.layer, LENET_C3);
    for (int i = 0; i < 6; i++)
        press(app, KEY_PAGE_DOWN, 0);
    for (int i = 0; i < 10; i++) {
        press(app, KEY_UP, 0);
        press(app, KEY_LEFT, 0);
    }
    for (int i = 0; i < 4; i++)
        press(app, KEY_DOWN, 0);
    for (int i = 0; i < 5; i++)
        press(app, KEY_RIGHT, 0);
    assert_true(shows(app, cell_a));
    assert_false(app->session.pin.held);
    press(app, KEY_ENTER, 0);
    assert_true(pinned(app, cell_a));
    press(app, KEY_END, 0);
    assert_int_equal(app->session.pin.cell.layer, LENET_S4);
}

static void test_enter_goes_down_and_backspace_returns(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .3f, .2f, .6f, .8f);
    tab_into_figure(app);
    press(app, KEY_ENTER, 0);
    struct terms_cell way[LENET_LAYERS];
    for (int layer = LENET_OUTPUT; layer > LENET_INPUT; layer--) {
        assert_int_equal(app->session.pin.cell.layer, layer);
        way[layer] = app->session.pin.cell;
        press(app, KEY_ENTER, 0);
    }
    assert_int_equal(app->session.pin.cell.layer, LENET_INPUT);
    for (int layer = LENET_C1; layer < LENET_LAYERS; layer++) {
        press(app, KEY_BACKSPACE, 0);
        assert_true(pinned(app, way[layer]));
    }
}

static void test_arrows_walk_on_from_a_click_though_the_pointer_rests_there(void **state)
{
    struct app *app = *state;
    click(app, cell_a);
    press(app, KEY_RIGHT, 0);
    struct terms_cell beside = {cell_a.layer, cell_a.map, cell_a.row, cell_a.column + 1};
    assert_true(pinned(app, beside));
    assert_true(shows(app, beside));
    point_at(app, cell_b); // moving it previews again
    assert_true(shows(app, cell_b));
}

static void test_keys_that_walk_are_shortcuts_again_elsewhere(void **state)
{
    struct app *app = *state;
    struct terms_cell before = app->session.pin.cell;
    press(app, KEY_HOME, 0);
    press(app, KEY_ENTER, 0);
    press(app, KEY_TAB, 0); // to the pad
    press(app, KEY_PAGE_DOWN, 0);
    assert_memory_equal(&app->session.pin.cell, &before, sizeof before);
    assert_false(app->session.pin.held);
}

static void test_the_walk_never_stands_in_a_hidden_layer(void **state)
{
    struct app *app = *state;
    app->session.settings.hidden_layers = 1u << LENET_OUTPUT | 1u << LENET_S4;
    app_frame(app);
    tab_into_figure(app);
    struct terms_cell cell;
    assert_false(view_cell_shown(app, &cell)); // OUTPUT's
    press(app, KEY_UP, 0);
    assert_int_equal(app->session.pin.cell.layer, LENET_F6);
    press(app, KEY_HOME, 0);
    press(app, KEY_HOME, 0);
    assert_int_equal(app->session.pin.cell.layer, LENET_C3);
}

// ---- The training panel -------------------------------------------------------------------------

static void click_at(struct app *app, int x, int y)
{
    send_pointer(app, EVENT_POINTER_MOVE, (float)x, (float)y, 0);
    app_frame(app);
    send_pointer(app, EVENT_POINTER_DOWN, (float)x, (float)y, BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_UP, (float)x, (float)y, BUTTON_LEFT);
    app_frame(app);
    app_frame(app);
}

static void test_hovering_leaves_the_training_panel_where_it_is(void **state)
{
    struct app *app = *state;
    press(app, 't', 0);
    point_at(app, cell_a);
    assert_true(shows(app, cell_a));
    assert_false(view_cell_in_card(app));
    press(app, 't', 0);
    assert_true(view_cell_in_card(app));
}

static void test_the_pinned_cell_and_the_training_panel_have_a_tab_each(void **state)
{
    struct app *app = *state;
    struct rect title = app->layout.side_title;
    click(app, cell_a);
    press(app, 't', 0);
    assert_false(view_cell_in_card(app)); // it was just asked for
    int middle = title.y + title.h / 2;
    click_at(app, title.x + title.w * 2 / 3, middle);
    assert_true(view_cell_in_card(app));
    click_at(app, title.x + 10, middle);
    assert_false(view_cell_in_card(app));
    press(app, KEY_RIGHT, 0); // the tabs have the keyboard
    assert_true(view_cell_in_card(app));
    assert_true(pinned(app, cell_a));
    press(app, KEY_ESCAPE, 0);
    assert_false(view_cell_in_card(app));
    click(app, cell_b); // who pins a cell wants to see it
    assert_true(view_cell_in_card(app));
    assert_true(app->session.settings.show_training);
}

static void test_the_pin_stays_while_the_network_trains_and_its_numbers_follow(void **state)
{
    struct app *app = *state;
    struct terms before, after;
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    click(app, cell_a);
    terms_of(&before, &app->session.weights, &app->session.reading.activations, cell_a);
    training_begin(&app->session, DATA_SOURCE_PRACTICE, false);
    for (int i = 0; i < 20000 && app->session.progress.batch < 5; i++) {
        clock_pause(5);
        app_frame(app);
    }
    assert_true(session_trains(&app->session));
    assert_true(pinned(app, cell_a));
    terms_of(&after, &app->session.weights, &app->session.reading.activations, cell_a);
    assert_true(before.value != after.value);
}

// ---- The receptive field ------------------------------------------------------------------------

// The middle of the digit's ink, as the network sees it, is where the ink on the pad has its own.
static void test_points_of_the_input_are_found_on_the_pad(void **state)
{
    struct app *app = *state;
    for (int slanted = 0; slanted < 2; slanted++) {
        press(app, 'c', 0);
        stroke(app, BUTTON_LEFT, slanted ? .7f : .4f, .3f, .4f, .9f);
        const struct normalized *normalized = &app->session.reading.normalized;
        float x, y;
        reading_point_on_pad(normalized, &app->session.pad, normalized->mass_x, normalized->mass_y,
                             &x, &y);
        assert_true(fabsf(x / PAD_SIDE - (slanted ? .55f : .4f)) < .03f);
        assert_true(fabsf(y / PAD_SIDE - .6f) < .03f);
    }
}

static void test_points_of_the_input_are_found_on_a_picture(void **state)
{
    struct app *app = *state;
    struct ink picture;
    assert_true(ink_init(&picture, 1000, 600, NULL));
    for (int y = 100; y < 300; y++) // its middle is (840, 200) of a square from (0, -200) on
        for (int x = 820; x < 860; x++)
            picture.grey[y * 1000 + x] = 255;
    assert_true(pad_set_picture(&app->session.pad, &picture, NULL));
    app_frame(app);
    const struct normalized *normalized = &app->session.reading.normalized;
    assert_non_null(pad_untouched_picture(&app->session.pad));
    float x, y;
    reading_point_on_pad(normalized, &app->session.pad, normalized->mass_x, normalized->mass_y, &x,
                         &y);
    assert_true(fabsf(x / PAD_SIDE - .84f) < .01f);
    assert_true(fabsf(y / PAD_SIDE - .4f) < .01f);
    ink_free(&picture);
}

#define SHIPPED_TEST(test) cmocka_unit_test_setup_teardown(test, open_shipped, app_support_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SHIPPED_TEST(test_a_click_pins_and_another_one_lets_go),
        SHIPPED_TEST(test_escape_lets_go_before_it_leaves_anything_else),
        SHIPPED_TEST(test_a_click_beside_the_cells_changes_nothing),
        SHIPPED_TEST(test_the_pin_survives_drawing_and_its_numbers_follow_the_stroke),
        SHIPPED_TEST(test_the_keyboard_alone_reaches_any_cell),
        SHIPPED_TEST(test_enter_goes_down_and_backspace_returns),
        SHIPPED_TEST(test_arrows_walk_on_from_a_click_though_the_pointer_rests_there),
        SHIPPED_TEST(test_keys_that_walk_are_shortcuts_again_elsewhere),
        SHIPPED_TEST(test_the_walk_never_stands_in_a_hidden_layer),
        SHIPPED_TEST(test_hovering_leaves_the_training_panel_where_it_is),
        SHIPPED_TEST(test_the_pinned_cell_and_the_training_panel_have_a_tab_each),
        SHIPPED_TEST(test_the_pin_stays_while_the_network_trains_and_its_numbers_follow),
        SHIPPED_TEST(test_points_of_the_input_are_found_on_the_pad),
        SHIPPED_TEST(test_points_of_the_input_are_found_on_a_picture),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
