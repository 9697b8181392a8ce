// The network is operated on in the window: by pointer and by keys, while one draws, and healed.
#include "tests/support/shell_events.h"

#include "app/base/clock.h"
#include "app/language/languages.h"
#include "app/language/tr.h"
#include "app/session/operating.h"
#include "app/window/views/cell/view_cell.h"
#include "app/window/views/views.h"

static const struct terms_cell cell = {LENET_C3, 6, 4, 5}, map = {LENET_C3, 6, -1, -1},
                               layer = {LENET_C3, -1, -1, -1};

static int open_shipped(void **state)
{
    struct app *app = app_support_open(&(struct session_options){0}); // the shipped weights
    snprintf(app->session.settings.data, PATH_SIZE, "data");          // to be read in no time
    *state = app;
    return 0;
}

static bool silences(const struct app *app, struct terms_cell part)
{
    return operating_silences(&app->session, part);
}

static void click_at(struct app *app, float x, float y, int modifiers)
{
    struct event event = {
        .x = x, .y = y, .clicks = 1, .pressure = 1, .button = BUTTON_LEFT, .modifiers = modifiers};
    send_pointer(app, EVENT_POINTER_MOVE, x, y, 0);
    app_frame(app);
    event.type = EVENT_POINTER_DOWN;
    send(app, event);
    event.type = EVENT_POINTER_UP;
    send(app, event);
    app_frame(app);
    app_frame(app);
}

static void click(struct app *app, struct terms_cell at, int modifiers)
{
    struct rect rect = view_cell_rect(app, at);
    click_at(app, (float)rect.x + 0.5f, (float)rect.y + 0.5f, modifiers);
}

static void click_name(struct app *app, enum lenet_layer_id of, int modifiers)
{
    struct rect name = app->layout.layer[of].name;
    click_at(app, (float)(name.x + name.w / 2), (float)(name.y + name.h / 2), modifiers);
}

static void drag_from(struct app *app, float x, float y, float to_x, float to_y)
{
    send_pointer(app, EVENT_POINTER_MOVE, x, y, 0);
    app_frame(app);
    app_frame(app);
    send_pointer(app, EVENT_POINTER_DOWN, x, y, BUTTON_LEFT);
    app_frame(app);
    for (int i = 1; i <= 5; i++) {
        float part = (float)i / 5;
        send_pointer(app, EVENT_POINTER_MOVE, x + (to_x - x) * part, y + (to_y - y) * part, 0);
        app_frame(app);
    }
    send_pointer(app, EVENT_POINTER_UP, to_x, to_y, BUTTON_LEFT);
    app_frame(app);
    app_frame(app);
}

// ---- Silence ------------------------------------------------------------------------------------

static void test_keys_silence_the_pinned_cell_its_map_and_its_layer(void **state)
{
    struct app *app = *state;
    press(app, 'x', 0); // nothing is looked at
    assert_false(operating_is(&app->session));
    click(app, cell, 0);
    press(app, 'x', 0);
    assert_true(silences(app, cell) && !silences(app, map));
    press(app, 'x', MOD_SHIFT);
    assert_true(silences(app, map) && !silences(app, layer));
    press(app, 'x', MOD_CTRL | MOD_SHIFT);
    assert_true(silences(app, layer));
    press(app, 'z', MOD_CTRL);
    assert_true(silences(app, map) && !silences(app, layer));
    press(app, 'z', MOD_CTRL);
    press(app, 'x', 0); // it has its voice again
    assert_false(operating_is(&app->session));
    assert_true(app->session.pin.held);
}

static void send_key(struct app *app, int key)
{
    app_event(app, &(struct event){.type = EVENT_KEY, .key = key});
}

// No frame is drawn in between, as when a machine is slow.
static void test_keys_act_in_the_order_in_which_they_are_pressed(void **state)
{
    struct app *app = *state;
    struct terms_cell right = cell, last = cell;
    pin_hold(&app->session.pin, cell);
    app_frame(app);
    press(app, KEY_TAB, MOD_SHIFT); // into the figure
    send_key(app, KEY_RIGHT);
    send_key(app, 'x');
    right.column++;
    assert_true(silences(app, right) && !silences(app, cell));
    send_key(app, KEY_RIGHT); // the keyboard is still there
    send_key(app, KEY_RIGHT);
    send_key(app, KEY_TAB); // not the next widget's
    app_frame(app);
    last.column += 3;
    assert_memory_equal(&app->session.pin.cell, &last, sizeof last);
}

static void test_no_key_is_lost_where_many_come_at_once(void **state)
{
    struct app *app = *state;
    pin_hold(&app->session.pin, (struct terms_cell){LENET_C1, 2, 9, 0});
    app_frame(app);
    press(app, KEY_TAB, MOD_SHIFT);
    for (int i = 0; i < 25; i++)
        send_key(app, KEY_RIGHT);
    app_frame(app);
    assert_int_equal(app->session.pin.cell.column, 25);
}

static void test_alt_and_click_silences_and_a_click_alone_pins(void **state)
{
    struct app *app = *state;
    click(app, cell, MOD_ALT);
    assert_true(silences(app, cell) && !silences(app, map) && !app->session.pin.held);
    click(app, cell, MOD_ALT | MOD_SHIFT);
    assert_true(silences(app, map) && !app->session.pin.held);
    click_name(app, LENET_C3, MOD_ALT);
    assert_true(silences(app, layer));
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    click(app, cell, 0);
    assert_true(app->session.pin.held);
    click_name(app, LENET_C3, 0);
    assert_int_equal(app->session.questions.open, QUESTION_KERNELS);
}

static void test_a_stroke_goes_on_while_one_operates(void **state)
{
    struct app *app = *state;
    click(app, cell, 0);
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, .3f), pad_y(app, .2f), 0);
    send_pointer(app, EVENT_POINTER_DOWN, pad_x(app, .3f), pad_y(app, .2f), BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, .6f), pad_y(app, .5f), 0);
    press(app, 'x', MOD_SHIFT);
    assert_true(silences(app, map) && app->session.pad.active);
    assert_true(app->session.reading.activations.c3[6][4][5] == 0);
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, .6f), pad_y(app, .8f), 0);
    app_frame(app);
    assert_true(app->session.reading.activations.c3[6][4][5] == 0); // of the longer stroke, too
    send_pointer(app, EVENT_POINTER_UP, pad_x(app, .6f), pad_y(app, .8f), BUTTON_LEFT);
    app_frame(app);
    assert_int_equal(app->session.pad.done, 1);
}

// ---- Kernels and noise --------------------------------------------------------------------------

static void test_the_open_kernel_is_negated_and_zeroed(void **state)
{
    struct app *app = *state;
    struct operating_kernel kernel;
    float before[OPERATION_WEIGHTS];
    press(app, 'n', 0); // nothing is pinned
    assert_false(operating_is(&app->session));
    click(app, cell, 0);
    pin_unfold(&app->session.pin, 4);
    assert_true(operating_kernel_of(&kernel, cell, 4));
    memcpy(before, app->session.weights.c3_weight[6][4], sizeof before);
    press(app, 'n', 0);
    for (int i = 0; i < OPERATION_WEIGHTS; i++)
        assert_true(operating_kernel_weights(&app->session, kernel)[i] == -before[i]);
    press(app, 'n', MOD_SHIFT);
    for (int i = 0; i < OPERATION_WEIGHTS; i++)
        assert_true(operating_kernel_weights(&app->session, kernel)[i] == 0);
    assert_int_equal(app->session.operating.steps.painted, 1);
    press(app, 'h', 0);
    assert_memory_equal(session_network(&app->session), &app->session.weights,
                        sizeof app->session.weights);
    assert_false(operating_is(&app->session));
}

// The card's numbers, by keys: the figure is the last panel, they are the last of the one before.
static void tab_to_kernel(struct app *app, struct operating_kernel *kernel, int open)
{
    pin_hold(&app->session.pin, cell);
    pin_unfold(&app->session.pin, open);
    app_frame(app);
    press(app, KEY_TAB, MOD_SHIFT);
    press(app, KEY_TAB, MOD_SHIFT);
    assert_true(operating_kernel_of(kernel, cell, open));
}

static void test_keys_raise_lower_and_zero_the_weight_that_they_are_at(void **state)
{
    struct app *app = *state;
    struct operating_kernel kernel;
    press(app, '+', 0); // nothing is at hand
    assert_false(operating_is(&app->session));
    tab_to_kernel(app, &kernel, 2);
    press(app, KEY_DOWN, 0);
    press(app, KEY_RIGHT, 0);
    press(app, KEY_RIGHT, 0);
    float before = app->session.weights.c3_weight[6][2][1][2];
    press(app, '+', 0);
    press(app, '+', 0);
    const float *weights = operating_kernel_weights(&app->session, kernel);
    float raised = weights[7];
    assert_true(raised > before);
    for (int i = 0; i < OPERATION_WEIGHTS; i++)
        assert_true(i == 7 || weights[i] == app->session.weights.c3_weight[6][2][i / 5][i % 5]);
    press(app, '-', 0);
    weights = operating_kernel_weights(&app->session, kernel);
    assert_true(weights[7] < raised && weights[7] > before);
    press(app, '0', 0); // not the digit, while a weight is at hand
    weights = operating_kernel_weights(&app->session, kernel);
    for (int i = 0; i < OPERATION_WEIGHTS; i++)
        assert_true(weights[i] == 0);
    press(app, 'w', 0); // takes the keyboard from the numbers
    press(app, '0', 0);
    assert_int_equal(app->session.why.digit, 0);
}

static void test_one_paints_on_by_keys_after_taking_a_step_back(void **state)
{
    struct app *app = *state;
    struct operating_kernel kernel;
    tab_to_kernel(app, &kernel, 2);
    press(app, '+', 0);
    float raised = operating_kernel_weights(&app->session, kernel)[0];
    press(app, 'z', MOD_CTRL);
    assert_false(operating_is(&app->session));
    press(app, '+', 0);
    assert_true(operating_kernel_weights(&app->session, kernel)[0] == raised);
    press(app, 'h', 0);
    press(app, KEY_RIGHT, 0);
    press(app, '+', 0);
    assert_true(operating_kernel_weights(&app->session, kernel)[1] >
                app->session.weights.c3_weight[6][2][0][1]);
}

static void test_0_zeroes_the_open_kernel_while_no_digit_is_meant(void **state)
{
    struct app *app = *state;
    click(app, cell, 0);
    press(app, 'w', 0);
    press(app, '0', 0); // why 0
    assert_false(operating_is(&app->session));
    press(app, 'w', 0);
    press(app, '0', 0);
    assert_int_equal(app->session.operating.steps.painted, 1);
}

// The silenced or noisy value stands below the sum, and follows from what stands above it.
static void test_the_card_says_what_is_passed_on(void **state)
{
    struct app *app = *state;
    click(app, cell, 0);
    assert_true(app_resize(app, 1920, 1080, 1, NULL));
    app_frame(app);
    assert_null(strstr(app_support_words(app), "noise"));
    operating_set_noise(&app->session, LENET_C3, 0.5f, false);
    app_frame(app);
    const char *words = app_support_words(app);
    const char *value = strstr(words, "its sigmoid\n"), *noise = strstr(words, "+ noise\n"),
               *sum = strstr(words, "= with noise\n");
    assert_true(value && noise && sum);
    double printed = strtod(value + 12, NULL) + strtod(noise + 8, NULL);
    assert_float_equal(printed, strtod(sum + 13, NULL), 1e-9);
    assert_true(strtod(noise + 8, NULL) != 0);
    press(app, 'x', 0);
    words = app_support_words(app);
    assert_non_null(strstr(words, "silenced to\n0.0000\n"));
    assert_null(strstr(words, "+ noise\n"));
}

// Where a number of the kernel is drawn: found by what the pointer has at hand, in the middle third
// of the card.
static bool find_weight(struct app *app, float *x, float *y)
{
    struct rect body = app->layout.side_body;
    for (*y = (float)body.y; *y < (float)(body.y + body.h); *y += 6)
        for (*x = (float)body.x + (float)body.w * 0.4f; *x < (float)body.x + (float)body.w * 0.6f;
             *x += 6) {
            send_pointer(app, EVENT_POINTER_MOVE, *x, *y, 0);
            app_frame(app);
            app_frame(app);
            if (app->patch.pointed)
                return true;
        }
    return false;
}

static void test_wheel_and_drag_paint_the_weight_under_the_pointer(void **state)
{
    struct app *app = *state;
    struct operating_kernel kernel;
    float x = 0, y = 0;
    pin_hold(&app->session.pin, cell);
    pin_unfold(&app->session.pin, 2);
    app_frame(app);
    assert_true(operating_kernel_of(&kernel, cell, 2));
    assert_true(find_weight(app, &x, &y));
    int at = app->patch.row * 5 + app->patch.column;
    float before = operating_kernel_weights(&app->session, kernel)[at];
    send(app, (struct event){.type = EVENT_WHEEL, .x = x, .y = y, .wheel = 1});
    app_frame(app);
    app_frame(app);
    float wheeled = operating_kernel_weights(&app->session, kernel)[at];
    assert_true(wheeled > before);
    size_t steps = app->session.operating.steps.done;
    drag_from(app, x, y, x, y - 60); // upwards, off the card's grid
    assert_true(operating_kernel_weights(&app->session, kernel)[at] > wheeled);
    assert_int_equal(app->session.operating.steps.done, steps + 1);
    drag_from(app, x, y, x, y + 200);
    assert_true(operating_kernel_weights(&app->session, kernel)[at] < wheeled);
    press(app, 'z', MOD_CTRL);
    press(app, 'z', MOD_CTRL);
    assert_true(operating_kernel_weights(&app->session, kernel)[at] == wheeled);
    press(app, 'h', 0);
    assert_true(operating_kernel_weights(&app->session, kernel)[at] == before);
    drag_from(app, x, y, x, y); // a click alone paints nothing
    assert_false(operating_is(&app->session));
}

// Else the next key would change the kernel of whichever map weighs most then.
static void test_the_kernel_that_is_changed_stays_open(void **state)
{
    struct app *app = *state;
    float x = 0, y = 0;
    click(app, cell, 0);
    app_frame(app);
    int open = view_terms_open_map(app, cell); // which weighs most
    assert_int_equal(app->session.pin.open, PIN_LARGEST);
    press(app, 'n', MOD_SHIFT);
    assert_int_equal(view_terms_open_map(app, cell), open);
    press(app, 'h', 0);
    pin_unfold(&app->session.pin, PIN_LARGEST);
    assert_true(find_weight(app, &x, &y));
    assert_int_equal(view_terms_open_map(app, cell), open);
    struct terms terms;
    terms_of(&terms, &app->session.weights, &app->session.reading.activations, cell);
    const struct terms_group *group = &terms.group[open];
    double input = terms.input[group->first + app->patch.row * 5 + app->patch.column];
    float notch = group->sum * input > 0 ? -2 : 2; // towards 0
    for (int i = 0; i < 100; i++) {
        send(app, (struct event){.type = EVENT_WHEEL, .x = x, .y = y, .wheel = notch});
        app_frame(app);
        app_frame(app);
        assert_int_equal(app->session.operating.steps.painted, 1);
        assert_int_equal(view_terms_open_map(app, cell), open);
    }
}

// The slider of a layer, found as a person does: by what moves when it is dragged.
static void drag(struct app *app, float from, float to, float y)
{
    drag_from(app, from, y, to, y);
}

static float noise_of_all(const struct app *app)
{
    float sum = 0;
    for (int i = LENET_C1; i <= LENET_F6; i++)
        sum += app->session.operating.steps.ablation.noise[i];
    return sum;
}

static void test_a_slider_puts_noise_into_a_layer_and_a_drag_is_one_step(void **state)
{
    struct app *app = *state;
    press(app, 'p', 0);
    assert_int_equal(screen_tab(app), SIDE_OPERATING);
    struct rect body = app->layout.side_body;
    int layers = 0;
    for (int y = body.y; y < body.y + body.h; y += 8) {
        size_t steps = app->session.operating.steps.done;
        float before = noise_of_all(app);
        drag(app, (float)body.x + (float)body.w * 0.4f, (float)body.x + (float)body.w * 0.7f,
             (float)y);
        if (noise_of_all(app) == before)
            continue;
        assert_int_equal(app->session.operating.steps.done, steps + 1);
        layers++;
        press(app, 'z', MOD_CTRL);
        assert_true(noise_of_all(app) == before);
    }
    assert_true(layers >= LENET_F6 - LENET_C1 + 1);
}

static void test_each_drag_of_a_slider_is_a_step_of_its_own(void **state)
{
    struct app *app = *state;
    const struct operations *steps = &app->session.operating.steps;
    press(app, 'p', 0);
    struct rect body = app->layout.side_body;
    float x = (float)body.x + (float)body.w * 0.6f, y = (float)body.y;
    for (; y < (float)(body.y + body.h) && steps->done == 0; y += 8)
        drag(app, (float)body.x + (float)body.w * 0.4f, x, y);
    y -= 8;
    float first = noise_of_all(app);
    drag(app, x, x + 20, y); // taken by its knob, where the press alone changes nothing
    assert_int_equal(steps->done, 2);
    // The pointer has gone on since the last frame when it is released.
    send_pointer(app, EVENT_POINTER_DOWN, x + 20, y, BUTTON_LEFT);
    app_frame(app);
    send_pointer(app, EVENT_POINTER_MOVE, x + 10, y, 0);
    app_frame(app);
    send_pointer(app, EVENT_POINTER_MOVE, x - 20, y, 0);
    send_pointer(app, EVENT_POINTER_UP, x - 20, y, BUTTON_LEFT);
    app_frame(app);
    app_frame(app);
    assert_int_equal(steps->done, 3);
    press(app, 'z', MOD_CTRL);
    press(app, 'z', MOD_CTRL);
    assert_true(noise_of_all(app) == first);
}

// ---- The table ----------------------------------------------------------------------------------

static void test_the_table_has_a_tab_beside_the_cell_and_goes_when_it_is_closed(void **state)
{
    struct app *app = *state;
    struct rect title = app->layout.side_title;
    float middle = (float)(title.y + title.h / 2);
    click(app, cell, 0);
    press(app, 'x', 0);
    assert_int_equal(screen_tab(app), SIDE_CELL); // which is not pushed out
    click_at(app, (float)title.x + (float)title.w * 0.7f, middle, 0);
    assert_int_equal(screen_tab(app), SIDE_OPERATING);
    press(app, 't', 0); // three share the card
    assert_int_equal(screen_tab(app), SIDE_TRAINING);
    assert_true(screen_has_tab(app, SIDE_CELL) && screen_has_tab(app, SIDE_OPERATING));
    press(app, 'p', 0);
    assert_false(screen_has_tab(app, SIDE_OPERATING));
    assert_true(operating_is(&app->session)); // closing is not healing
    press(app, 't', 0);
    assert_int_equal(screen_tab(app), SIDE_CELL);
}

struct sliders {
    struct rect body;
    int inside;
};

static void count_slider(void *context, const struct text_drawn *drawn)
{
    struct sliders *sliders = context;
    const struct rect *body = &sliders->body, *text = &drawn->rect;
    sliders->inside += drawn->bytes == 4 && strncmp(drawn->string, "0.00", 4) == 0 &&
                       text->x >= body->x && text->y >= body->y &&
                       text->y + text->h <= body->y + body->h;
}

static void test_the_table_opens_in_every_window_with_all_its_layers(void **state)
{
    struct app *app = *state;
    static const int sizes[][2] = {{480, 400}, {640, 480}, {800, 600}, {1024, 700}, {1920, 1080}};
    press(app, 'p', 0);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        assert_true(app_resize(app, sizes[i][0], sizes[i][1], 1, NULL));
        app_frame(app);
        assert_true(layout_shows(&app->layout, PANEL_SIDE));
        struct sliders sliders = {app->layout.side_body, 0};
        app_support_watch(app, count_slider, &sliders);
        assert_int_equal(sliders.inside, LENET_F6 - LENET_C1 + 1);
    }
}

static void test_the_table_says_what_its_rows_do_in_every_language(void **state)
{
    struct app *app = *state;
    static const char *const codes[] = {"en", "de", "ja"};
    static const int sizes[][2] = {{1024, 700}, {1280, 800}, {1920, 1080}};
    languages_load(LENETPAD_SOURCE_ASSETS "/languages", NULL);
    press(app, 'p', 0);
    for (int i = 0; i < 9; i++) {
        languages_choose(codes[i % 3]);
        assert_true(app_resize(app, sizes[i / 3][0], sizes[i / 3][1], 1, NULL));
        app_frame(app);
        const char *words = app_support_words(app);
        char whole[16]; // its line is broken somewhere behind this
        snprintf(whole, sizeof whole, "%.9s", tr("The network is whole."));
        assert_non_null(strstr(words, whole));
        assert_non_null(strstr(words, tr("Silence")));
        assert_non_null(strstr(words, tr("Noise")));
    }
    languages_choose("en");
}

static void test_one_way_leads_back_to_the_whole_network_from_every_size(void **state)
{
    struct app *app = *state;
    static const int widths[] = {640, 1024, 1280, 1920};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        assert_true(app_resize(app, widths[i], 700, 1, NULL));
        app_frame(app);
        click(app, cell, MOD_ALT);
        assert_true(operating_is(&app->session));
        struct rect menu = app->layout.menu;
        click_at(app, (float)(menu.x + menu.w - 20), (float)(menu.y + menu.h / 2), 0);
        assert_false(operating_is(&app->session));
    }
}

#define SHIPPED_TEST(test) cmocka_unit_test_setup_teardown(test, open_shipped, app_support_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SHIPPED_TEST(test_keys_silence_the_pinned_cell_its_map_and_its_layer),
        SHIPPED_TEST(test_keys_act_in_the_order_in_which_they_are_pressed),
        SHIPPED_TEST(test_no_key_is_lost_where_many_come_at_once),
        SHIPPED_TEST(test_alt_and_click_silences_and_a_click_alone_pins),
        SHIPPED_TEST(test_a_stroke_goes_on_while_one_operates),
        SHIPPED_TEST(test_the_open_kernel_is_negated_and_zeroed),
        SHIPPED_TEST(test_keys_raise_lower_and_zero_the_weight_that_they_are_at),
        SHIPPED_TEST(test_one_paints_on_by_keys_after_taking_a_step_back),
        SHIPPED_TEST(test_0_zeroes_the_open_kernel_while_no_digit_is_meant),
        SHIPPED_TEST(test_the_card_says_what_is_passed_on),
        SHIPPED_TEST(test_wheel_and_drag_paint_the_weight_under_the_pointer),
        SHIPPED_TEST(test_the_kernel_that_is_changed_stays_open),
        SHIPPED_TEST(test_a_slider_puts_noise_into_a_layer_and_a_drag_is_one_step),
        SHIPPED_TEST(test_each_drag_of_a_slider_is_a_step_of_its_own),
        SHIPPED_TEST(test_the_table_has_a_tab_beside_the_cell_and_goes_when_it_is_closed),
        SHIPPED_TEST(test_the_table_opens_in_every_window_with_all_its_layers),
        SHIPPED_TEST(test_the_table_says_what_its_rows_do_in_every_language),
        SHIPPED_TEST(test_one_way_leads_back_to_the_whole_network_from_every_size),
    };
    return cmocka_run_group_tests_name("operating table", tests, make_files, support_leave_folder);
}
