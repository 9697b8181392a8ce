// The whole window, driven by events without a display: every action and view, any events, any
// model.
#include "tests/support/shell_events.h"

#include "nn/base/random.h"

static struct fake_glyphs fake;

static void test_settings_are_remembered(void **state)
{
    (void)state;
    struct session_options options = {.model = "seven.safetensors",
                                      .settings_path = "settings.json"};
    struct app *app = open_app(&options);
    press(app, KEY_F1 + 5, 0); // dark
    press(app, KEY_F1 + 2, 0); // cividis
    press(app, 'm', 0);
    app_close(app);
    app = open_app(&options);
    assert_int_equal(app->session.settings.theme, THEME_DARK);
    assert_int_equal(app->session.settings.colour_map, 1);
    assert_false(app->session.settings.shared_scale);
    app_close(app);
}

static void run_and_draw(struct app *app, const struct action *row)
{
    stroke(app, BUTTON_LEFT, .2f, .2f, .8f, .8f);
    action_run_row(app, row);
    app_frame(app);
    app_frame(app);
    assert_true(app->quit == (strcmp(row->label, "Quit") == 0));
    app->quit = false;
    press(app, KEY_ESCAPE, 0);
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
}

static void test_every_action_runs_and_its_frame_is_drawn(void **state)
{
    struct app *app = *state;
    const struct action *row;
    for (int i = 0; (row = action_at(&actions_of_window, i)); i++)
        if (row->id != ACTION_SET_UP && row->id != ACTION_TRAIN_PRACTICE)
            run_and_draw(app, row);
}

static void test_every_view_is_drawn_at_every_size(void **state)
{
    struct app *app = *state;
    static const int sizes[][2] = {{1024, 700}, {1280, 800}, {1920, 1080}, {3840, 2160}};
    static const float scales[] = {1, 1.5f, 2, 3};
    stroke(app, BUTTON_LEFT, .2f, .2f, .8f, .8f);
    for (int i = 0; i < 16; i++) {
        assert_true(app_resize(app, sizes[i / 4][0], sizes[i / 4][1], 1, NULL));
        app->session.settings.scale = scales[i % 4];
        for (enum question dialog = QUESTION_NONE; dialog < QUESTION_COUNT; dialog++) {
            app->session.settings.show_training = dialog % 2;
            questions_open(&app->session.questions, dialog);
            app_frame(app);
        }
        questions_open(&app->session.questions, QUESTION_NONE);
        app_frame(app);
        for (int layer = 0; layer < LENET_LAYERS; layer++) {
            struct layout_hit hit = {(enum lenet_layer_id)layer, lenet_layers[layer].maps - 1,
                                     lenet_layers[layer].side - 1, 0};
            app->session.settings.show_training = false;
            struct rect cell = layout_cell(&app->layout, &hit);
            send_pointer(app, EVENT_POINTER_MOVE, (float)cell.x, (float)cell.y, 0);
            app_frame(app);
            assert_true(app->hovering && (int)app->hover.layer == layer);
        }
    }
}

static void send_anything(struct app *app, struct random *random)
{
    struct event event = {
        .type = (enum event_type)random_below(random, EVENT_TEXT + 1),
        .x = random_between(random, -50, WIDTH + 50),
        .y = random_between(random, -50, HEIGHT + 50),
        .button = (int)random_below(random, 4),
        .clicks = (int)random_below(random, 3),
        .wheel = random_between(random, -3, 3),
        .modifiers = (int)random_below(random, 8),
        .touch = random_below(random, 4) == 0,
        .pressure = random_float(random),
        .text = "x",
    };
    static const int keys[] = {KEY_ESCAPE, KEY_TAB, KEY_ENTER, KEY_SPACE, KEY_DELETE, KEY_LEFT,
                               KEY_RIGHT,  KEY_UP,  KEY_DOWN,  KEY_HOME,  KEY_END,    KEY_F1,
                               KEY_F10,    KEY_F11, 'c',       'e',       'r',        'o',
                               'z',        'y',     'n',       '[',       ']',        'm',
                               'k',        '7',     '8',       'f'};
    event.key = keys[random_below(random, sizeof keys / sizeof *keys)];
    app_event(app, &event);
}

static void test_any_events_in_any_order_do_no_harm(void **state)
{
    struct app *app = *state;
    struct random random;
    random_init(&random, 11, 0);
    for (int i = 0; i < 6000; i++) {
        send_anything(app, &random);
        if (random_below(&random, 8) == 0)
            app_frame(app);
        assert_true(app->session.pad.done <= app->session.pad.count);
        if (session_trains(&app->session))
            trainer_stop(app->session.trainer);
    }
    app_frame(app);
}

static void test_without_a_model_the_window_opens_and_says_so(void **state)
{
    (void)state;
    struct session_options options = {.settings_path = "lost.json"};
    struct settings settings;
    settings_default(&settings);
    snprintf(settings.model, sizeof settings.model, "lost.safetensors");
    assert_true(settings_save(&settings, NULL, "lost.json", NULL));
    struct app *app = open_app(&options);
    assert_int_equal(app->session.questions.open, QUESTION_ERROR);
    assert_non_null(strstr(app->session.questions.message, "lost.safetensors"));
    press(app, KEY_ENTER, 0);
    stroke(app, BUTTON_LEFT, .2f, .2f, .8f, .8f);
    assert_false(app->session.reading.empty);
    app_close(app);
}

static void test_a_bad_model_on_the_command_line_opens_no_window(void **state)
{
    (void)state;
    struct app *app = NULL;
    struct status status = {0};
    support_write("bad.safetensors", "{}", 2);
    assert_false(app_open(&app, fake_source(&fake),
                          &(struct session_options){.model = "bad.safetensors"}, &status));
    assert_null(app);
    assert_non_null(strstr(status.message, "bad.safetensors"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_settings_are_remembered),
        APP_TEST(test_every_action_runs_and_its_frame_is_drawn),
        APP_TEST(test_every_view_is_drawn_at_every_size),
        APP_TEST(test_any_events_in_any_order_do_no_harm),
        cmocka_unit_test(test_without_a_model_the_window_opens_and_says_so),
        cmocka_unit_test(test_a_bad_model_on_the_command_line_opens_no_window),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
