// Projector mode and one large layer: what leads there and away, and that all that is said there,
// explanations too, can be read at every size and scale.
#include "tests/support/readable.h"

#include "app/session/step/slow_motion.h"
#include "app/session/why.h"
#include "app/window/projector/projector.h"
#include "nn/data/practice.h"

#include <time.h>

static void put_digit(struct app *app, int label)
{
    struct drawing drawing;
    assert_true(practice_drawing(&drawing, label, 3, NULL));
    assert_true(pad_fit_drawing(&app->session.pad, &drawing, 30, NULL));
    drawing_free(&drawing);
    app_refresh(app);
}

static void press(struct app *app, int key, int modifiers)
{
    drawn_count = 0;
    app_event(app, &(struct event){.type = EVENT_KEY, .key = key, .modifiers = modifiers});
    for (int i = 0; i < 3; i++)
        app_frame(app);
}

static void click(struct app *app, float x, float y, int clicks)
{
    drawn_count = 0;
    struct event event = {.type = EVENT_POINTER_MOVE, .x = x, .y = y, .pressure = 1};
    app_event(app, &event);
    app_frame(app);
    for (int i = 1; i <= clicks; i++) {
        event.button = BUTTON_LEFT;
        event.clicks = i;
        event.type = EVENT_POINTER_DOWN;
        app_event(app, &event);
        app_frame(app);
        event.type = EVENT_POINTER_UP;
        app_event(app, &event);
        app_frame(app);
    }
    app_frame(app);
}

static void double_click(struct app *app, enum lenet_layer_id layer)
{
    struct rect area = app->layout.layer[layer].area;
    click(app, (float)area.x + 3, (float)area.y + 3, 2);
}

// ---- There and away -----------------------------------------------------------------------------

static int open_plain(void **state)
{
    int result = open_test_app(state);
    struct app *app = *state;
    assert_true(app_resize(app, 1280, 800, 1, NULL));
    app->session.settings.scale = 1;
    put_digit(app, 3);
    app_frame(app);
    return result;
}

static void test_a_key_hides_the_bar_and_enlarges_pad_and_verdict(void **state)
{
    struct app *app = *state;
    int pad = app->layout.pad.w, verdict = app->layout.verdict.w;
    press(app, KEY_F1 + 8, 0);
    assert_true(app->layout.menu.y + app->layout.menu.h <= 0);
    assert_true(app->layout.pad.w > pad && app->layout.verdict.w > verdict);
    press(app, KEY_F10, 0); // it is there while it is needed
    assert_int_equal(app->layout.menu.y, 0);
    press(app, KEY_ESCAPE, 0);
    assert_true(app->layout.menu.y < 0 && app->projector.on);
    press(app, KEY_F1 + 8, 0);
    assert_int_equal(app->layout.pad.w, pad);
}

// Also as the first thing of all, before there was a frame.
static void test_the_first_layer_that_is_large_is_c1(void **state)
{
    struct app *app = *state;
    projector_toggle(app);
    app_frame(app);
    assert_int_equal(app->projector.layer, LENET_C1);
}

static void test_escape_leaves_one_thing_a_press(void **state)
{
    struct app *app = *state;
    press(app, KEY_F11, 0);
    press(app, KEY_F1 + 8, 0);
    press(app, 'w', 0);
    assert_true(app->session.why.asked);
    press(app, KEY_ESCAPE, 0);
    assert_true(app->full_screen && app->projector.on && !app->session.why.asked);
    press(app, 'k', 0);
    assert_true(app->full_screen && app->projector.on && app->session.correcting);
    press(app, KEY_ESCAPE, 0);
    assert_true(app->full_screen && app->projector.on && !app->session.correcting);
    press(app, KEY_ESCAPE, 0);
    assert_true(app->full_screen && !app->projector.on);
    press(app, KEY_ESCAPE, 0);
    assert_false(app->full_screen);
}

static void test_a_double_click_enlarges_a_layer_and_brings_all_back(void **state)
{
    struct app *app = *state;
    int cell = app->layout.layer[LENET_S2].cell;
    double_click(app, LENET_S2);
    assert_true(app->layout.layer[LENET_S2].cell > cell);
    assert_false(app->session.pin.held); // the second click takes back the first
    assert_int_equal(app->layout.layer[LENET_C1].area.w, 0);
    double_click(app, LENET_S2);
    assert_int_equal(app->layout.layer[LENET_S2].cell, cell);
    double_click(app, LENET_C3);
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(app->layout.layer[LENET_S2].cell, cell);
}

static void test_in_projector_mode_the_ways_lead_to_every_layer(void **state)
{
    struct app *app = *state;
    press(app, KEY_F1 + 8, 0);
    struct rect ways = app->layout.layer_ways;
    for (int layer = 0; layer < LENET_LAYERS; layer++) {
        click(app, (float)ways.x + ((float)layer + 0.5f) * (float)ways.w / LENET_LAYERS,
              (float)ways.y + 5, 1);
        for (int other = 0; other < LENET_LAYERS; other++)
            assert_int_equal(app->layout.layer[other].area.w > 0, other == layer);
    }
    press(app, KEY_LEFT, 0); // the ways have the keyboard
    assert_int_equal(app->projector.layer, LENET_F6);
}

static void test_arrows_choose_the_layer_at_once(void **state)
{
    struct app *app = *state;
    press(app, KEY_F1 + 8, 0);
    press(app, KEY_RIGHT, 0);
    assert_int_equal(app->projector.layer, LENET_S2);
    press(app, KEY_ESCAPE, 0);
    assert_false(projector_is_large(app)); // all of the figure is there again
    press(app, KEY_F1 + 8, MOD_SHIFT);
    press(app, KEY_LEFT, 0);
    assert_int_equal(app->projector.layer, LENET_C1);
    assert_true(app->projector.enlarged);
}

static void test_arrows_choose_the_layer_also_after_a_stroke(void **state)
{
    struct app *app = *state;
    press(app, KEY_F1 + 8, 0);
    struct rect pad = app->layout.pad;
    click(app, (float)(pad.x + pad.w / 2), (float)(pad.y + pad.h / 2), 1);
    press(app, KEY_RIGHT, 0);
    assert_int_equal(app->projector.layer, LENET_S2);
}

static void test_a_notice_lies_on_no_way_to_a_layer(void **state)
{
    struct app *app = *state;
    press(app, KEY_F1 + 8, 0);
    notice_say(&app->session.notice, "Training has begun, with random first weights.", ACTION_NOW,
               8);
    app_frame(app);
    app_frame(app);
    assert_true(ui_toast_shows(&app->ui));
    struct rect ways = app->layout.layer_ways;
    for (int layer = 0; layer < LENET_LAYERS; layer++) {
        click(app, (float)ways.x + ((float)layer + 0.5f) * (float)ways.w / LENET_LAYERS,
              (float)ways.y + 3, 1);
        assert_int_equal(app->projector.layer, layer);
    }
}

static void test_the_large_layer_follows_slow_motion(void **state)
{
    struct app *app = *state;
    press(app, KEY_F1 + 8, 0);
    press(app, 'z', 0);
    assert_true(app->session.slow_motion.on);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(app->projector.layer, slow_motion_at(&app->session).layer);
        press(app, KEY_SPACE, 0);
    }
}

static void test_the_page_that_was_there_comes_back(void **state)
{
    struct app *app = *state;
    screen_show_page(app, PAGE_TRAINING);
    app_frame(app);
    press(app, KEY_F1 + 8, 0);
    assert_int_equal(app->page, PAGE_NETWORK);
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(app->page, PAGE_TRAINING);
}

static void test_the_large_layer_follows_the_cell(void **state)
{
    struct app *app = *state;
    press(app, KEY_F1 + 8, 0);
    press(app, 'w', MOD_SHIFT); // what adds up to the digit
    assert_int_equal(app->projector.layer, LENET_OUTPUT);
    press(app, KEY_ENTER, 0); // into the largest contributor
    assert_int_equal(app->projector.layer, LENET_F6);
    press(app, KEY_HOME, 0);
    assert_int_equal(app->projector.layer, LENET_C5);
    assert_true(layout_shows(&app->layout, PANEL_SIDE));
    press(app, KEY_ESCAPE, 0);
    assert_false(layout_shows(&app->layout, PANEL_SIDE));
    assert_true(app->projector.on);
}

static void test_another_page_ends_it(void **state)
{
    struct app *app = *state;
    press(app, KEY_F1 + 8, 0);
    press(app, '2', MOD_ALT);
    assert_false(app->projector.on);
    assert_int_equal(app->layout.menu.y, 0);
    press(app, KEY_F1 + 8, 0);
    assert_true(app->projector.on && app->page == PAGE_NETWORK);
}

static void test_keys_enlarge_the_layer_at_hand(void **state)
{
    struct app *app = *state;
    pin_hold(&app->session.pin, (struct terms_cell){LENET_S4, 3, 1, 1});
    press(app, KEY_F1 + 8, MOD_SHIFT);
    assert_true(app->layout.layer[LENET_S4].area.w > 0 && app->layout.layer[LENET_C3].area.w == 0);
    press(app, KEY_F1 + 8, MOD_SHIFT);
    assert_true(app->layout.layer[LENET_C3].area.w > 0);
}

// ---- What can be read ---------------------------------------------------------------------------

static void check_frame(struct app *app)
{
    for (int i = 0; i < 3; i++) {
        drawn_count = 0;
        app_frame(app);
    }
    assert_readable(app);
    assert_true(drawn_count > 20);
}

static int open_projector(void **state)
{
    int result = open_test_app(state);
    struct app *app = *state;
    projector_toggle(app);
    return result;
}

static void test_what_is_projected_can_be_read(void **state)
{
    struct app *app = *state;
    everywhere(app, "nothing drawn", check_frame);
    put_digit(app, 3);
    for (int layer = 0; layer < LENET_LAYERS; layer++) {
        app->projector.layer = (enum lenet_layer_id)layer;
        everywhere(app, lenet_layers[layer].name, check_frame);
    }
    app->session.correcting = true;
    everywhere(app, "teaching", check_frame);
    app->session.settings.show_training = true;
    everywhere(app, "training", check_frame);
}

static void test_explanations_of_a_cell_can_be_read(void **state)
{
    struct app *app = *state;
    put_digit(app, 3);
    for (int layer = 0; layer < LENET_LAYERS; layer++) {
        pin_hold(&app->session.pin, (struct terms_cell){(enum lenet_layer_id)layer, 0, 0, 0});
        everywhere(app, lenet_layers[layer].name, check_frame);
    }
}

static void test_the_answer_to_why_can_be_read(void **state)
{
    struct app *app = *state;
    put_digit(app, 3);
    why_ask(&app->session, 3, 5);
    why_search(&app->session, true);
    for (int i = 0; i < 20000 && !why_is_current(&app->session); i++) {
        nanosleep(&(struct timespec){0, 2000000}, NULL);
        app_refresh(app);
    }
    assert_true(why_is_current(&app->session));
    everywhere(app, "why?", check_frame);
    assert_shown("Why 3, not 5?");
    pin_hold(&app->session.pin, (struct terms_cell){LENET_C3, 6, 4, 5});
    everywhere(app, "why, and a cell", check_frame);
}

static void test_slow_motion_can_be_read(void **state)
{
    struct app *app = *state;
    put_digit(app, 3);
    app->side_tab = SIDE_STEP;
    slow_motion_begin(&app->session);
    for (int i = 0; i < SLOW_MOTION_STAGES; i += 4) {
        everywhere(app, "slow motion", check_frame);
        for (int j = 0; j < 4; j++)
            slow_motion_next(&app->session);
    }
}

#define PLAIN(test) cmocka_unit_test_setup_teardown(test, open_plain, close_test_app)
#define PROJECTED(test) cmocka_unit_test_setup_teardown(test, open_projector, close_test_app)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLAIN(test_a_key_hides_the_bar_and_enlarges_pad_and_verdict),
        cmocka_unit_test_setup_teardown(test_the_first_layer_that_is_large_is_c1, open_test_app,
                                        close_test_app),
        PLAIN(test_escape_leaves_one_thing_a_press),
        PLAIN(test_a_double_click_enlarges_a_layer_and_brings_all_back),
        PLAIN(test_in_projector_mode_the_ways_lead_to_every_layer),
        PLAIN(test_arrows_choose_the_layer_at_once),
        PLAIN(test_arrows_choose_the_layer_also_after_a_stroke),
        PLAIN(test_a_notice_lies_on_no_way_to_a_layer),
        PLAIN(test_the_large_layer_follows_slow_motion),
        PLAIN(test_the_page_that_was_there_comes_back),
        PLAIN(test_the_large_layer_follows_the_cell),
        PLAIN(test_another_page_ends_it),
        PLAIN(test_keys_enlarge_the_layer_at_hand),
        PROJECTED(test_what_is_projected_can_be_read),
        PROJECTED(test_explanations_of_a_cell_can_be_read),
        PROJECTED(test_the_answer_to_why_can_be_read),
        PROJECTED(test_slow_motion_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
