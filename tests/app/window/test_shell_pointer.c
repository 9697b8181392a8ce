// What the pointer does between two frames of a slow window means what it would have meant in a
// quick one.
#include "tests/support/support.h"

#include "app/window/shell.h"
#include "tests/support/fake_glyphs.h"

static struct fake_glyphs fake;

static int open_app(void **state)
{
    struct app *app = NULL;
    struct status status = {0};
    if (!app_open(&app, fake_source(&fake), &(struct session_options){.model = "m"}, &status))
        fail_msg("%s", status.message);
    app_resize(app, 1280, 800, 1, NULL);
    app_frame(app);
    *state = app;
    return 0;
}

static int close_app(void **state)
{
    app_close(*state);
    return 0;
}

static int make_model(void **state)
{
    struct lenet *lenet = calloc(1, sizeof *lenet);
    struct model_info info = {.description = "zeros"};
    if (support_enter_folder(state) != 0 || !lenet || !model_save("m", lenet, &info, NULL))
        return -1;
    free(lenet);
    setenv("HOME", *state, 1);
    return 0;
}

// No frame follows.
static void point(struct app *app, enum event_type type, int x, int y)
{
    app_event(app, &(struct event){.type = type,
                                   .x = (float)x,
                                   .y = (float)y,
                                   .button = type == EVENT_POINTER_MOVE ? 0 : BUTTON_LEFT,
                                   .clicks = 1,
                                   .pressure = 1});
}

static void click(struct app *app, struct rect rect)
{
    int x = rect.x + rect.w / 2, y = rect.y + rect.h / 2;
    point(app, EVENT_POINTER_MOVE, x, y);
    point(app, EVENT_POINTER_DOWN, x, y);
    point(app, EVENT_POINTER_UP, x, y);
}

static void test_a_stroke_that_ended_chooses_nothing_from_a_menu_opened_after_it(void **state)
{
    struct app *app = *state;
    struct rect pad = app->layout.pad;
    for (int y = app->layout.menu.h + 4; y < 300; y += 8) { // down the File menu
        point(app, EVENT_POINTER_DOWN, pad.x + pad.w / 2, pad.y + pad.h / 3);
        point(app, EVENT_POINTER_MOVE, pad.x + pad.w / 2, pad.y + pad.h / 2);
        point(app, EVENT_POINTER_UP, pad.x + pad.w / 2, pad.y + pad.h / 2);
        app_event(app, &(struct event){.type = EVENT_KEY, .key = KEY_F10});
        point(app, EVENT_POINTER_MOVE, 30, y);
        app_frame(app);
        assert_true(ui_modal(&app->ui)); // the menu is there
        assert_false(app->quit);
        assert_int_equal(app->session.questions.open, QUESTION_NONE);
        app_event(app, &(struct event){.type = EVENT_KEY, .key = KEY_ESCAPE});
        app_frame(app);
        assert_false(ui_modal(&app->ui));
    }
    assert_false(pad_empty(&app->session.pad));
}

static void test_a_click_counts_although_the_pointer_goes_on_at_once(void **state)
{
    struct app *app = *state;
    struct rect pad = app->layout.pad;
    click(app, app->layout.correct);
    point(app, EVENT_POINTER_MOVE, pad.x + 5, pad.y + 5);
    app_frame(app);
    assert_true(app->session.correcting);
    click(app, app->layout.correct);
    app_event(app, &(struct event){.type = EVENT_POINTER_LEAVE});
    app_frame(app);
    assert_false(app->session.correcting);
}

int main(void)
{
#define APP_TEST(test) cmocka_unit_test_setup_teardown(test, open_app, close_app)
    const struct CMUnitTest tests[] = {
        APP_TEST(test_a_stroke_that_ended_chooses_nothing_from_a_menu_opened_after_it),
        APP_TEST(test_a_click_counts_although_the_pointer_goes_on_at_once),
    };
    return cmocka_run_group_tests(tests, make_model, support_leave_folder);
}
