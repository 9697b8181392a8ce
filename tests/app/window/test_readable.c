// Every text of the window can be read, at every size and scale: none is cut off, none lies on
// another, and what a small window shortens is not left out. Drawn with the real font.
#include "tests/support/readable.h"

#include "app/session/step/slow_motion.h"
#include "app/session/weights/set_up.h"
#include "app/window/actions/actions.h"
#include "app/window/dialogs/dialogs.h"
#include "app/window/screen/weight_sheet.h"
#include "nn/data/practice.h"

#include <math.h>

static void put_digit(struct app *app, int label)
{
    struct drawing drawing;
    assert_true(practice_drawing(&drawing, label, 3, NULL));
    assert_true(pad_fit_drawing(&app->session.pad, &drawing, 30, NULL));
    drawing_free(&drawing);
    app_refresh(app);
}

// ---- Reading and teaching -----------------------------------------------------------------------

// What is said beside the digit, its lines joined.
static const char *verdict_words(const struct app *app)
{
    static char words[200];
    words[0] = '\0';
    for (int i = 0; i < drawn_count; i++) {
        struct rect in = rect_intersect(drawn[i].rect, app->layout.verdict_note);
        if (in.w == drawn[i].rect.w && in.h > drawn[i].rect.h / 2)
            snprintf(words + strlen(words), sizeof words - strlen(words), "%s%.30s",
                     words[0] ? " " : "", drawn[i].string);
    }
    return words;
}

static void check_reading(struct app *app)
{
    char expected[32] = "nothing drawn";
    const struct reading *reading = &app->session.reading;
    if (!reading->empty && reading->sure)
        snprintf(expected, sizeof expected, "%d%% sure",
                 reading_percent(reading->probability[reading->best]));
    else if (!reading->empty)
        snprintf(expected, sizeof expected, "not sure");
    if (!reading->empty && !reading->sure && !reading->evidence.possible)
        snprintf(expected, sizeof expected, "not a digit?");
    draw(app);
    assert_readable(app);
    assert_shown("Teach");
    bool smallest = app->canvas.width < 1280;                         // two shorter words do
    bool unlike = !reading->sure && reading->doubt == READING_UNLIKE; // which is not sure, either
    bool touching = !reading->sure && reading->doubt == READING_TOUCHING; // where there is room,
    bool outline = !reading->sure && reading->doubt == READING_OUTLINE;   // what it looks like
    if (!strstr(verdict_words(app), expected) &&
        !(touching && strstr(verdict_words(app), "more than one digit?")) &&
        !(outline && strstr(verdict_words(app), "only an outline?")) &&
        !(unlike && strcmp(verdict_words(app), "like no digit") == 0) &&
        !(reading->empty && smallest && strcmp(verdict_words(app), "no ink") == 0))
        complain("%s: \"%s\" is said instead of \"%s\"", place, verdict_words(app), expected);
}

static void test_the_reading_can_be_read(void **state)
{
    struct app *app = *state;
    for (int training = 0; training < 2; training++) {
        app->session.settings.show_training = training;
        while (pad_can_undo(&app->session.pad))
            pad_undo(&app->session.pad);
        app_refresh(app);
        everywhere(app, "empty", check_reading);
        for (int label = 1; label < 10; label += 4) {
            put_digit(app, label);
            everywhere(app, "a digit", check_reading);
        }
        app->session.reading.sure = false;
        app->session.reading.evidence.possible = true;
        app->session.reading.doubt = READING_CLOSE;
        app->session.reading.rival = 4;
        everywhere(app, "unsure", check_reading);
        app->session.reading.doubt = READING_UNLIKE;
        app->session.reading.rival = -1;
        everywhere(app, "unlike", check_reading);
        app->session.reading.evidence.possible = false;
        for (int doubt = READING_DOT; doubt < READING_UNLIKE; doubt++) {
            app->session.reading.doubt = (enum reading_doubt)doubt;
            everywhere(app, "no digit", check_reading);
        }
    }
}

static void check_taught(struct app *app)
{
    draw(app);
    assert_readable(app);
    assert_shown("Learn");
    if (app->session.digit_pad == app->session.pad.version) {
        assert_shown(app->session.digit_note);
    }
}

static void test_own_digits_can_be_learned_and_are_named_everywhere(void **state)
{
    struct app *app = *state;
    for (int i = 0; i < 4; i++) {
        put_digit(app, i);
        app->session.correcting = true;
        app_event(app, &(struct event){.type = EVENT_KEY, .key = '0' + i});
    }
    assert_int_equal(app->session.own_digits.strokes.count, 4);
    for (int mode = 0; mode < 4; mode++) {
        app->session.correcting = mode & 1;
        app->session.settings.show_training = mode & 2;
        everywhere(app, "taught", check_taught);
    }
    app_event(app, &(struct event){.type = EVENT_KEY, .key = 'h', .modifiers = MOD_CTRL});
    app_refresh(app);
    assert_string_equal(app->session.digit_note, "1 of 4, labelled 0");
    for (int mode = 0; mode < 4; mode++) {
        app->session.correcting = mode & 1;
        app->session.settings.show_training = mode & 2;
        everywhere(app, "shown", check_taught);
    }
}

// ---- Messages -----------------------------------------------------------------------------------

static const char *message;

static void check_message(struct app *app)
{
    layout_compute(&app->layout, app->canvas.width, app->canvas.height, app->session.settings.scale,
                   false, 0);
    text_set_scale(app->text, app->layout.scale);
    ui_toast(&app->ui, message, "Back to the weights before", 5);
    drawn_count = 0;
    ui_begin(&app->ui, &app->canvas, &theme_light, app->layout.scale);
    ui_toast_draw(&app->ui);
    ui_end(&app->ui);
    assert_readable(app);
    assert_true(drawn_count >= 2);
}

static void test_messages_can_be_read_to_their_end(void **state)
{
    message = "Training is finished. The new weights are in use, and kept for the next start.";
    everywhere(*state, "a long message", check_message);
    message = "Done.";
    everywhere(*state, "a short message", check_message);
}

// ---- The sheet of all weights -------------------------------------------------------------------

static void check_dialog(struct app *app)
{
    layout_compute(&app->layout, app->canvas.width, app->canvas.height, app->session.settings.scale,
                   false, 0);
    text_set_scale(app->text, app->layout.scale);
    for (int i = 0; i < 2; i++) { // the first one takes the focus
        drawn_count = 0;
        ui_begin(&app->ui, &app->canvas, &theme_light, app->layout.scale);
        dialogs_draw(app);
        ui_end(&app->ui);
    }
    assert_readable(app);
}

static void check_weights(struct app *app)
{
    check_dialog(app);
    assert_true(drawn_count > 20);
}

static void test_the_weights_of_every_layer_can_be_read(void **state)
{
    struct app *app = *state;
    for (enum lenet_layer_id layer = LENET_C1; layer < LENET_LAYERS; layer++) {
        weight_sheet_open(app, layer);
        everywhere(app, lenet_layers[layer].name, check_weights);
    }
}

// ---- The form of a run's set-up -----------------------------------------------------------------

// From its top to its end, by the wheel.
static void check_form(struct app *app)
{
    for (int part = 0; part < 8; part++) {
        layout_compute(&app->layout, app->canvas.width, app->canvas.height,
                       app->session.settings.scale, false, 0);
        text_set_scale(app->text, app->layout.scale);
        app->ui.pointer_x = (float)app->canvas.width / 2;
        app->ui.pointer_y = (float)app->canvas.height / 2;
        app->ui.pointer_inside = true;
        app->ui.wheel = part > 0 ? -2 : 100;
        for (int i = 0; i < 4; i++) { // the first ones take the focus, and measure
            drawn_count = 0;
            ui_begin(&app->ui, &app->canvas, &theme_light, app->layout.scale);
            dialogs_draw(app);
            ui_end(&app->ui);
            for (int k = 0; k < app->requests.count; k++)
                app->requests.list[k].call(app, app->requests.list[k].value);
            app->requests.count = 0;
        }
        assert_readable(app);
        assert_shown("Cancel");
        assert_true(drawn_count > 6);
    }
}

static void test_the_form_of_a_set_up_can_be_read(void **state)
{
    struct app *app = *state;
    struct run_setup *setup = &app->session.setup;
    set_up_open(&app->session);
    everywhere(app, "set-up that lacks MNIST", check_form);
    setup->part[RUN_PART_MNIST].used = false;
    setup->part[RUN_PART_PRACTICE].used = true;
    everywhere(app, "set-up on practice digits", check_form);
    for (int i = 0; i < RUN_PARTS; i++)
        setup->part[i].used = i != RUN_PART_MNIST;
    setup->options.epochs = 100000;
    setup->options.rate = 1e-6f;
    setup->options.images = 1000000;
    setup->options.seed = 999999999;
    setup->hold_out = 1000000;
    app->session.progress.images_per_second = 60000;
    everywhere(app, "set-up of everything", check_form);
}

// ---- The runs of the past -----------------------------------------------------------------------

static void check_runs(struct app *app)
{
    check_dialog(app);
    assert_shown("Use its weights");
    assert_shown("Delete…");
    assert_shown("Rename");
    assert_shown("Close");
}

static void test_the_runs_of_the_past_can_be_read(void **state)
{
    struct app *app = *state;
    struct run_list *list = &app->session.past.list;
    list->entry = calloc(3, sizeof *list->entry);
    assert_non_null(list->entry);
    list->count = 3;
    for (size_t i = 0; i < list->count; i++) {
        struct run_entry *entry = &list->entry[i];
        struct run_setup setup;
        run_setup_default(&setup);
        run_record_begin(&entry->record, &setup);
        snprintf(entry->name, sizeof entry->name, "run-%zu", i);
        entry->readable = i < 2;
        entry->record.epoch = i == 0 ? 300 : 299;
        entry->record.tested = i == 0 ? 10000 : 0;
    }
    questions_open(&app->session.questions, QUESTION_PAST_RUNS);
    for (int i = 0; i < 3; i++) {
        app->past_dialog.selected = i;
        everywhere(app, "runs of the past", check_runs);
    }
    questions_open(&app->session.questions, QUESTION_NONE);
    questions_push(&app->session.questions, QUESTION_DELETE_RUN);
    everywhere(app, "deleting a run", check);
}

// ---- The keys -----------------------------------------------------------------------------------

static void check_keys(struct app *app)
{
    enum { ROWS = 260, STEP = 7 };
    for (app->help_row = 0; app->help_row < ROWS; app->help_row += STEP)
        check_dialog(app);
}

static void test_the_list_of_keys_can_be_read(void **state)
{
    struct app *app = *state;
    questions_open(&app->session.questions, QUESTION_KEYS);
    everywhere(app, "keys", check_keys);
}

// ---- The inspector ------------------------------------------------------------------------------

static void test_the_inspector_can_be_read(void **state)
{
    struct app *app = *state;
    app->session.settings.show_training = false;
    put_digit(app, 3);
    everywhere(app, "inspector", check);
    app->hovering = true;
    for (int layer = 0; layer < LENET_LAYERS; layer++) {
        app->hover = (struct layout_hit){(enum lenet_layer_id)layer, 0, 0, 0};
        // Where its card has no room, a word stands over the headings instead.
        for (int i = 0; i < 2; i++) {
            assert_true(app_resize(app, i ? 1280 : 1024, i ? 800 : 700, 1, NULL));
            app->session.settings.scale = 1;
            snprintf(place, sizeof place, "hover over %d", layer);
            check(app);
        }
    }
    app->hovering = false;
}

static void check_with_card(struct app *app)
{
    draw(app);
    if (layout_shows(&app->layout, PANEL_SIDE)) // else a word stands over the headings
        assert_readable(app);
}

static void test_the_arithmetic_of_a_pinned_cell_can_be_read(void **state)
{
    struct app *app = *state;
    app->session.settings.show_training = false;
    put_digit(app, 3);
    for (int layer = 0; layer <= LENET_LAYERS; layer++) {
        int last = layer < LENET_LAYERS ? layer : LENET_OUTPUT;
        app->session.pin.softmax = layer == LENET_LAYERS;
        pin_hold(&app->session.pin, (struct terms_cell){(enum lenet_layer_id)last, 0, 0, 0});
        everywhere(app, lenet_layers[last].name, check_with_card);
    }
    app->session.settings.show_training = true; // two tabs
    for (int front = 0; front < 2; front++) {
        app->side_tab = front ? SIDE_CELL : SIDE_TRAINING;
        pin_hold(&app->session.pin, (struct terms_cell){LENET_INPUT, 0, 31, 31});
        everywhere(app, "a pinned cell beside training", check_with_card);
    }
}

static void test_the_number_at_hand_can_be_read(void **state)
{
    static const struct terms_cell cells[] = {
        {LENET_C1, 2, 9, 12}, {LENET_C3, 6, 4, 5}, {LENET_C5, 17, 0, 0}};
    struct app *app = *state;
    app->session.settings.show_training = false;
    app->patch = (struct patch_place){.row = 2, .column = 3, .pointed = true};
    put_digit(app, 3);
    for (int i = 0; i < 3; i++) {
        pin_hold(&app->session.pin, cells[i]);
        everywhere(app, "a number at hand", check_with_card);
    }
    bool said = false;
    assert_true(app_resize(app, 1280, 800, 1, NULL));
    app->session.settings.scale = 1;
    draw(app);
    for (int i = 0; i < drawn_count; i++)
        said = said || strstr(drawn[i].string, " × ");
    assert_true(said);
}

static void check_step(struct app *app)
{
    check_with_card(app);
    if (layout_shows(&app->layout, PANEL_SIDE)) {
        assert_shown("Back");
        assert_shown("Next");
        assert_shown("Again");
    }
}

static void test_every_stage_of_slow_motion_can_be_read(void **state)
{
    static const struct terms_cell pins[] = {{LENET_C5, 117, 0, 0}, {LENET_F6, 83, 0, 0}};
    struct app *app = *state;
    app->session.settings.show_training = false;
    app->side_tab = SIDE_STEP;
    put_digit(app, 3);
    slow_motion_begin(&app->session);
    slow_motion_choose_label(&app->session, app->session.reading.second);
    for (int i = 0; i < SLOW_MOTION_STAGES; i++, slow_motion_next(&app->session))
        everywhere(app, "slow motion", check_step);
    for (int i = 0; i < 2; i++) {
        pin_hold(&app->session.pin, pins[i]);
        app->session.slow_motion.stage = SLOW_MOTION_STAGES - 3; // the gradient
        everywhere(app, "slow motion of a pinned cell", check_step);
    }
}

// Written small and large, beside the bar and over the column, it is the same probability.
static void test_one_probability_is_shown_and_its_temperature_explained(void **state)
{
    struct app *app = *state;
    app->session.settings.show_training = false;
    put_digit(app, 3);
    struct reading *reading = &app->session.reading;
    reading->sure = true;
    reading->probability[3] = 0.6172f;
    reading->activations.probability[3] = 0.8311f;
    app->session.model_info.calibration.temperature = 1.5f;
    app->hovering = true;
    app->hover = (struct layout_hit){LENET_OUTPUT, 3, 0, 0};
    app->session.settings.scale = 1;
    for (int small = 0; small < 2; small++) { // in a card, and in a word over the headings
        assert_true(app_resize(app, small ? 800 : 1600, small ? 560 : 1100, 1, NULL));
        draw(app);
        assert_shown("62%");
        if (!small)
            assert_shown("0.617");
        bool explained = false;
        for (int i = 0; i < drawn_count; i++) {
            explained |= strstr(drawn[i].string, "divided by 1.5") != NULL;
            assert_null(strstr(drawn[i].string, "0.831"));
        }
        assert_true(explained);
    }
    app->hovering = false;
}

// ---- Which weights ------------------------------------------------------------------------------

static const struct drawn *find_in_bar(const struct app *app, const char *words)
{
    for (int i = 0; i < drawn_count; i++) {
        struct rect in = rect_intersect(drawn[i].rect, app->layout.menu);
        if (in.h == drawn[i].rect.h && strstr(drawn[i].string, words))
            return &drawn[i];
    }
    return NULL;
}

// Beside the titles of the menus, and on none of them.
static void check_status(struct app *app)
{
    app_frame(app); // the first one places
    drawn_count = 0;
    app_frame(app);
    bool shipped = app->session.weights_from == WEIGHTS_SHIPPED;
    const struct drawn *help = find_in_bar(app, "Help");
    const struct drawn *status = find_in_bar(app, shipped ? "Shipped" : "Back to");
    if (!status && !shipped)
        status = find_in_bar(app, "Own");
    if (!help || !status || status->rect.x <= help->rect.x + help->rect.w || status->cut ||
        status->rect.x + status->rect.w > app->canvas.width)
        complain("%s: it is not to be read which weights are in use", place);
}

static void test_which_weights_are_in_use_can_be_read_at_every_size(void **state)
{
    struct app *app = *state;
    for (int own = 0; own < 2; own++) {
        if (own)
            app->session.weights_from = WEIGHTS_FILE;
        everywhere(app, "weights", check_status);
        assert_true(app_resize(app, 512, 350, 1, NULL));
        app->session.settings.scale = 1;
        snprintf(place, sizeof place, "weights, smallest");
        check_status(app);
    }
}

static void test_the_bar_leads_back_to_the_shipped_weights(void **state)
{
    struct app *app = *state;
    app->session.weights_from = WEIGHTS_FILE;
    snprintf(app->session.weights_note, sizeof app->session.weights_note,
             "mine: 1 epoch of MNIST, test error 3.21%%");
    app->session.settings.scale = 1;
    assert_true(app_resize(app, 1280, 800, 1, NULL));
    check_status(app);
    const struct drawn *line = find_in_bar(app, "mine: 1 epoch of MNIST, test error 3.21%");
    const struct drawn *link = find_in_bar(app, "Back to the shipped weights");
    assert_true(line && link && strstr(line->string, "calibrated"));
    struct event event = {.button = BUTTON_LEFT,
                          .clicks = 1,
                          .x = (float)(link->rect.x + link->rect.w / 2),
                          .y = (float)(link->rect.y + link->rect.h / 2)};
    static const enum event_type types[] = {EVENT_POINTER_MOVE, EVENT_POINTER_DOWN,
                                            EVENT_POINTER_UP};
    for (int i = 0; i < 3; i++) {
        event.type = types[i];
        drawn_count = 0;
        app_event(app, &event);
        app_frame(app);
    }
    assert_int_equal(app->session.weights_from, WEIGHTS_SHIPPED);
    check_status(app);
    assert_null(find_in_bar(app, "Back to"));
}

// What the bar says in fewer words is made of what is known, not of the words for all of it.
static void test_the_bar_tells_the_error_where_not_all_words_fit(void **state)
{
    struct app *app = *state;
    struct session *session = &app->session;
    session->weights_from = WEIGHTS_FILE;
    memset(session->weights_note, 'w', sizeof session->weights_note - 1);
    snprintf(session->weights_name, sizeof session->weights_name, "mine");
    session->model_info.test_error = 3.21f;
    session->settings.scale = 1;
    assert_true(app_resize(app, 1280, 800, 1, NULL));
    for (int tested = 1; tested >= 0; tested--) {
        session->model_info.tested = tested;
        check_status(app);
        assert_non_null(find_in_bar(app, tested ? "mine, test error 3.21%" : "mine"));
        assert_true(tested == (find_in_bar(app, "test error") != NULL));
    }
}

#define APP_TEST(test) cmocka_unit_test_setup_teardown(test, open_test_app, close_test_app)

int main(void)
{
    const struct CMUnitTest tests[] = {
        APP_TEST(test_the_reading_can_be_read),
        APP_TEST(test_own_digits_can_be_learned_and_are_named_everywhere),
        APP_TEST(test_messages_can_be_read_to_their_end),
        APP_TEST(test_the_weights_of_every_layer_can_be_read),
        APP_TEST(test_the_form_of_a_set_up_can_be_read),
        APP_TEST(test_the_runs_of_the_past_can_be_read),
        APP_TEST(test_the_list_of_keys_can_be_read),
        APP_TEST(test_the_inspector_can_be_read),
        APP_TEST(test_the_arithmetic_of_a_pinned_cell_can_be_read),
        APP_TEST(test_the_number_at_hand_can_be_read),
        APP_TEST(test_every_stage_of_slow_motion_can_be_read),
        APP_TEST(test_which_weights_are_in_use_can_be_read_at_every_size),
        APP_TEST(test_the_bar_leads_back_to_the_shipped_weights),
        APP_TEST(test_the_bar_tells_the_error_where_not_all_words_fit),
        APP_TEST(test_one_probability_is_shown_and_its_temperature_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
