// The layers of a run and what is wrong with them, reached without the pointer.
#include "tests/support/app_support.h"

#include "app/session/health.h"

#include <string.h>

static const char *const sentences[] = {"It is so.", "It is otherwise.", "It is neither."};

static int open_ill(void **state)
{
    struct app *app = app_support_open(&(struct session_options){.own_digits = ""});
    struct health *health = &app->session.health;
    health->there = true;
    health->answer.stats = (struct layer_stats){.digits = 32, .finite = true};
    for (int i = LENET_C1; i < LENET_LAYERS; i++) {
        struct layer_stats_layer *layer = &health->answer.stats.layer[i];
        for (int bin = 0; bin < LAYER_STATS_BINS; bin++)
            layer->values[bin] = layer->errors[bin] = 1;
        layer->high = 1;
    }
    for (int i = 0; i < 3; i++) {
        struct diagnosis_warning *warning = &health->diagnosis.warning[i];
        warning->layer = LENET_C1;
        snprintf(warning->title, sizeof warning->title, "Wrong");
        for (int k = 0; k < 16; k++) // long enough for one at a time
            strncat(warning->text, sentences[i], sizeof warning->text - 1 - strlen(warning->text));
    }
    health->diagnosis.count = 3;
    app->page = PAGE_TRAINING;
    app->lab.part = LAB_LAYERS;
    assert_true(app_resize(app, 1024, 700, 1, NULL));
    app_frame(app);
    *state = app;
    return 0;
}

static int close_ill(void **state)
{
    app_close(*state);
    return 0;
}

static void expect_at(const struct app *app, int layer, int bin, bool errors)
{
    assert_int_equal(app->lab.layer, layer);
    assert_int_equal(app->lab.bin, bin);
    assert_int_equal(app->lab.errors, errors);
}

static void test_every_bar_is_reached(void **state)
{
    struct app *app = *state;
    ui_focus(&app->ui, ui_id("layer bins", 0));
    app_frame(app);
    press(app, KEY_RIGHT, 0);
    expect_at(app, 0, 1, false);
    press(app, KEY_DOWN, 0);
    expect_at(app, 0, 1, true);
    press(app, KEY_PAGE_DOWN, 0);
    expect_at(app, 1, 1, true);
    press(app, KEY_LEFT, 0);
    press(app, KEY_LEFT, 0); // the last one of the layer before
    expect_at(app, 0, LAYER_STATS_BINS - 1, true);
    press(app, KEY_UP, 0);
    press(app, KEY_END, 0);
    expect_at(app, LENET_OUTPUT - LENET_C1, LAYER_STATS_BINS - 1, false);
    press(app, KEY_RIGHT, 0);
    expect_at(app, LENET_OUTPUT - LENET_C1, LAYER_STATS_BINS - 1, false);
    press(app, KEY_HOME, 0);
    expect_at(app, 0, 0, false);
}

static void test_every_warning_is_reached(void **state)
{
    struct app *app = *state;
    ui_focus(&app->ui, ui_id("warnings", 0));
    app_frame(app);
    press(app, KEY_DOWN, 0);
    assert_int_equal(app->lab.warning, 1);
    press(app, KEY_RIGHT, 0);
    press(app, KEY_RIGHT, 0); // there are no more
    assert_int_equal(app->lab.warning, 2);
    press(app, KEY_HOME, 0);
    assert_int_equal(app->lab.warning, 0);
    press(app, KEY_END, 0);
    press(app, KEY_LEFT, 0);
    assert_int_equal(app->lab.warning, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_bar_is_reached, open_ill, close_ill),
        cmocka_unit_test_setup_teardown(test_every_warning_is_reached, open_ill, close_ill),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
