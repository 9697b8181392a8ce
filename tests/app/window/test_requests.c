// One rule for all widgets: what they are told is done once the frame is drawn, so that a frame
// shows one state.
#include "tests/support/app_support.h"

#include "app/window/screen/request.h"
#include "nn/net/model.h"

// ---- A window whose actions only note that they ran ---------------------------------------------

enum { ROWS = 200, MENUS = 16 };
static struct action rows[ROWS];
static struct action_menu menus[MENUS];
static const struct action_menu *menu_places[MENUS];
static struct action_table table;
static int ran, ran_value; // the number of the row, counted from 1, and what it was given

// The pixel that is drawn last of all panels: one of the figure.
static uint32_t *last_pixel(struct app *app)
{
    struct rect card = app->layout.card[PANEL_FIGURE];
    return &app->canvas.pixel[(card.y + card.h / 2) * app->canvas.width + card.x + card.w / 2];
}

static void note(struct app *app, int row)
{
    ran = row;
    assert_true(*last_pixel(app) != app->ui.theme->window); // the frame is drawn
}

static bool always(const struct app *app, int value)
{
    (void)app;
    (void)value;
    return true;
}

static int open_noting(void **state)
{
    struct app *app = app_support_open(&(struct session_options){.model = "m"});
    int count = 0;
    table = (struct action_table){menu_places, actions_of_window.count};
    for (int i = 0; i < table.count; i++) {
        menus[i] = *actions_of_window.menu[i];
        menu_places[i] = &menus[i];
        for (int j = 0; j < menus[i].count; j++) {
            struct action *row = &rows[count + j];
            *row = menus[i].row[j];
            row->run = note;
            row->enabled = always;
            row->checked = NULL; // it would not know the number
            row->value = count + j + 1;
        }
        menus[i].row = &rows[count];
        count += menus[i].count;
    }
    app->actions = &table;
    ran = 0;
    *state = app;
    return 0;
}

static int make_model(void **state)
{
    static struct lenet lenet;
    return home_enter(state) == 0 && model_save("m", &lenet, &(struct model_info){0}, NULL) ? 0
                                                                                            : -1;
}

// A frame on an empty canvas.
static void frame(struct app *app)
{
    memset(app->canvas.pixel, 0,
           (size_t)app->canvas.width * (size_t)app->canvas.height * sizeof *app->canvas.pixel);
    app_frame(app);
}

static void click(struct app *app, struct rect rect)
{
    static const enum event_type types[] = {EVENT_POINTER_MOVE, EVENT_POINTER_DOWN,
                                            EVENT_POINTER_UP};
    for (int i = 0; i < 3; i++) {
        app_event(app, &(struct event){.type = types[i],
                                       .x = (float)rect.x + (float)rect.w / 2,
                                       .y = (float)rect.y + (float)rect.h / 2,
                                       .button = i > 0 ? BUTTON_LEFT : 0,
                                       .clicks = 1,
                                       .pressure = 1});
        frame(app);
    }
}

// ---- Who asks -----------------------------------------------------------------------------------

static void assert_runs(struct app *app, enum action_id id, const char *what)
{
    const struct action *row = action_find(app, id);
    if (!row || ran != row->value)
        fail_msg("%s ran row %d", what, ran);
    ran = 0;
}

static void test_a_button_of_a_panel_acts_after_the_frame(void **state)
{
    static const enum action_id tools[LAYOUT_TOOLS] = {ACTION_UNDO, ACTION_REDO, ACTION_ERASER,
                                                       ACTION_CLEAR, ACTION_RANDOM};
    struct app *app = *state;
    for (int i = 0; i < LAYOUT_TOOLS; i++) {
        click(app, app->layout.tool[i]);
        assert_runs(app, tools[i], "a tool");
    }
    click(app, app->layout.correct);
    assert_runs(app, ACTION_CORRECT, "Teach");
}

static void test_a_menu_acts_after_the_frame(void **state)
{
    struct app *app = *state;
    static const int keys[] = {KEY_F10, KEY_DOWN, KEY_ENTER};
    for (int i = 0; i < 3; i++) {
        app_event(app, &(struct event){.type = EVENT_KEY, .key = keys[i]});
        frame(app);
        frame(app);
    }
    assert_runs(app, ACTION_OPEN, "the second entry of File");
}

static void note_call(struct app *app, int value)
{
    ran = ran * 10 + value;
    ran_value = app->requests.count;
}

static void test_what_is_asked_for_is_done_in_order_and_once(void **state)
{
    struct app *app = *state;
    request(app, note_call, 1);
    request(app, note_call, 2);
    request(app, note_call, 3);
    assert_int_equal(ran, 0);
    frame(app);
    assert_int_equal(ran, 123);
    assert_int_equal(ran_value, 0);
    frame(app);
    assert_int_equal(ran, 123);
}

// What can no longer be done when the frame is drawn is not done.
static bool never(const struct app *app, int value)
{
    (void)app;
    (void)value;
    return false;
}

static void test_a_request_is_weighed_when_it_is_done(void **state)
{
    struct app *app = *state;
    request_action(app, ACTION_KEYS);
    for (int i = 0; i < ROWS; i++)
        rows[i].enabled = never;
    frame(app);
    assert_int_equal(ran, 0);
}

static void test_more_requests_than_there_is_room_for_do_no_harm(void **state)
{
    struct app *app = *state;
    for (int i = 0; i < 3 * REQUESTS_MAX; i++)
        request(app, note_call, 0);
    request_action(app, ACTION_NONE);
    frame(app);
    assert_int_equal(app->requests.count, 0);
}

#define WINDOW(test) cmocka_unit_test_setup_teardown(test, open_noting, app_support_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WINDOW(test_a_button_of_a_panel_acts_after_the_frame),
        WINDOW(test_a_menu_acts_after_the_frame),
        WINDOW(test_what_is_asked_for_is_done_in_order_and_once),
        WINDOW(test_a_request_is_weighed_when_it_is_done),
        WINDOW(test_more_requests_than_there_is_room_for_do_no_harm),
    };
    return cmocka_run_group_tests(tests, make_model, support_leave_folder);
}
