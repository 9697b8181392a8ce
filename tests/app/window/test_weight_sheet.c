// The sheet of all weights: every weight is on it, in its place and with its number, and it opens
// from a layer's name.
#include "tests/support/one_window.h"

#include "app/window/screen/weight_sheet.h"
#include "app/window/views/shared/kernel_sheet.h"

#include <math.h>
#include <stdlib.h>

static void point(enum event_type type, float x, float y)
{
    app_event(app, &(struct event){.type = type,
                                   .x = x,
                                   .y = y,
                                   .button = type == EVENT_POINTER_MOVE ? 0 : BUTTON_LEFT,
                                   .clicks = 1,
                                   .pressure = 1});
    app_frame(app);
}

static bool is_open(void)
{
    return app->session.questions.open == QUESTION_KERNELS;
}

// ---- Which weights ------------------------------------------------------------------------------

// Weights that are all different: each is its place in the network, in ten-thousandths.
static struct lenet numbered;

static int number_weights(void **state)
{
    (void)state;
    float *weight = lenet_parameters(&numbered);
    for (int i = 0; i < LENET_PARAMETERS; i++)
        weight[i] = (float)i / 10000;
    return 0;
}

static double sum_of(enum lenet_layer_id layer, int unit)
{
    struct kernel_sheet sheet = kernel_sheet_of(&numbered, layer, unit);
    double sum = 0;
    for (int down = 0; down < sheet.down; down++)
        for (int across = 0; across < sheet.across; across++)
            for (int i = 0; i < sheet.rows * sheet.columns; i++)
                sum += (double)kernel_sheet_kernel(&sheet, across, down)[i];
    return sum;
}

static double sum_of_weights(const float *weight, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += (double)weight[i];
    return sum;
}

static void test_every_weight_is_on_a_sheet(void **state)
{
    (void)state;
    double c5 = 0;
    for (int unit = 0; unit < 120; unit++)
        c5 += sum_of(LENET_C5, unit);
    assert_true(sum_of(LENET_C1, 0) == sum_of_weights(numbered.c1_weight[0][0], 150));
    assert_true(fabs(sum_of(LENET_C3, 0) - sum_of_weights(numbered.c3_weight[0][0][0], 2400)) <
                1e-6);
    assert_true(fabs(c5 - sum_of_weights(numbered.c5_weight[0][0][0], 48000)) < 1e-6);
    assert_true(sum_of(LENET_F6, 0) == sum_of_weights(numbered.f6_weight[0], 10080));
    assert_true(sum_of(LENET_OUTPUT, 0) == sum_of_weights(numbered.output_weight[0], 840));
}

static void assert_described(enum lenet_layer_id layer, int unit, int row, int column,
                             const char *expected)
{
    struct kernel_sheet sheet = kernel_sheet_of(&numbered, layer, unit);
    char text[128];
    kernel_sheet_describe(&sheet, row, column, text, sizeof text);
    assert_string_equal(text, expected);
}

static void test_a_weight_is_described_by_its_place_counted_from_0(void **state)
{
    (void)state;
    char text[128];
    assert_described(LENET_C1, 0, 0, 0, "C1 map 0, row 0, column 0: 0.0000");
    snprintf(text, sizeof text, "C1 map 4, row 3, column 2: %.4f",
             (double)numbered.c1_weight[4][3][2]);
    assert_described(LENET_C1, 0, 5 + 3, 5 + 2, text);
    snprintf(text, sizeof text, "C3 map 15 from S2 map 5, row 4, column 1: %.4f",
             (double)numbered.c3_weight[15][5][4][1]);
    assert_described(LENET_C3, 0, 5 * 5 + 4, 15 * 5 + 1, text);
    snprintf(text, sizeof text, "C5 unit 17 from S4 map 9, row 2, column 0: %.4f",
             (double)numbered.c5_weight[17][9][2][0]);
    assert_described(LENET_C5, 17, 5 + 2, 5, text);
    snprintf(text, sizeof text, "F6 unit 83 from C5 unit 7: %.4f (bias %.4f)",
             (double)numbered.f6_weight[83][7], (double)numbered.f6_bias[83]);
    assert_described(LENET_F6, 0, 83, 7, text);
    snprintf(text, sizeof text, "OUTPUT digit 6 from F6 unit 80: %.4f (bias %.4f)",
             (double)numbered.output_weight[6][80], (double)numbered.output_bias[6]);
    assert_described(LENET_OUTPUT, 0, 6, 80, text);
}

// ---- In the window ------------------------------------------------------------------------------

static void test_a_layers_name_opens_its_weights_and_escape_closes_them(void **state)
{
    (void)state;
    for (enum lenet_layer_id layer = LENET_INPUT; layer < LENET_LAYERS; layer++) {
        struct rect name = app->layout.layer[layer].name;
        float x = (float)(name.x + name.w / 2), y = (float)(name.y + name.h / 2);
        point(EVENT_POINTER_MOVE, x, y);
        point(EVENT_POINTER_DOWN, x, y);
        point(EVENT_POINTER_UP, x, y);
        assert_int_equal(is_open(), layer != LENET_INPUT); // which has none
        if (layer != LENET_INPUT)
            assert_int_equal(weight_sheet_layer(app), layer);
        press(app, KEY_ESCAPE, 0);
        assert_false(is_open());
    }
}

static void test_the_key_opens_the_weights_of_what_is_pinned(void **state)
{
    (void)state;
    press(app, 'a', 0);
    assert_true(is_open() && weight_sheet_layer(app) == LENET_C1);
    press(app, KEY_ESCAPE, 0);
    pin_hold(&app->session.pin, (struct terms_cell){LENET_C5, 77, 0, 0});
    press(app, 'a', 0);
    assert_true(is_open() && weight_sheet_layer(app) == LENET_C5);
    assert_int_equal(app->sheet.unit, 77);
    assert_non_null(strstr(app_support_words(app), "unit 77\n"));
}

// Reads "..., row 2, column 3: 0.1234" and compares it with the weights.
static int check_told(const char *text)
{
    int map, from, row, column;
    float weight;
    const char *line = strstr(text, "C3 map ");
    if (!line || sscanf(line, "C3 map %d from S2 map %d, row %d, column %d: %f", &map, &from, &row,
                        &column, &weight) != 5)
        return -1;
    assert_true(fabsf(weight - app->session.weights.c3_weight[map][from][row][column]) < 0.00006f);
    return ((map * 6 + from) * 5 + row) * 5 + column;
}

// Those further right are of later maps of C3, those further down of later maps of S2.
static void test_the_pointer_reads_the_weight_that_it_rests_on(void **state)
{
    (void)state;
    int count = 0, last_row = -1;
    weight_sheet_open(app, LENET_C3);
    app_frame(app);
    for (int y = 170; y < 640; y += 67) {
        int last_column = -1, row = -1;
        for (int x = 80; x < 1200; x += 41) {
            app_event(app,
                      &(struct event){.type = EVENT_POINTER_MOVE, .x = (float)x, .y = (float)y});
            int weight = check_told(app_support_words(app));
            if (weight < 0)
                continue;
            int column = weight / 150 * 5 + weight % 5;
            row = weight / 25 % 6 * 5 + weight / 5 % 5;
            assert_true(column > last_column && row >= last_row);
            last_column = column;
            count++;
        }
        last_row = row >= 0 ? row + 1 : last_row;
    }
    assert_true(count > 100);
}

static void test_keys_walk_from_weight_to_weight(void **state)
{
    (void)state;
    weight_sheet_open(app, LENET_C3);
    app_frame(app);
    for (int i = 0; i < 8 && check_told(app_support_words(app)) < 0; i++)
        press(app, KEY_TAB, 0);
    assert_int_equal(check_told(app_support_words(app)), 0);
    press(app, KEY_RIGHT, 0);
    press(app, KEY_DOWN, 0);
    assert_int_equal(check_told(app_support_words(app)), 6);
    press(app, KEY_PAGE_DOWN, 0);
    assert_int_equal(check_told(app_support_words(app)), 25 + 6); // of the next map of S2
    press(app, KEY_END, 0);
    assert_int_equal(check_told(app_support_words(app)), (15 * 6 + 1) * 25 + 5 + 4);
    press(app, KEY_DOWN, 0);
    for (int i = 0; i < 9; i++)
        press(app, KEY_PAGE_UP, 0);
    assert_int_equal(check_told(app_support_words(app)), 15 * 6 * 25 + 4); // the edges stop
}

static void test_the_sheet_follows_the_weights_with_its_legend(void **state)
{
    (void)state;
    weight_sheet_open(app, LENET_C1);
    assert_null(strstr(app_support_words(app), "-9.5\n"));
    app->session.weights.c1_weight[3][1][2] = -9.5f; // as a run that goes on
    app->session.weights_version++;
    const char *words = app_support_words(app);
    assert_true(strstr(words, "-9.50\n") && strstr(words, "-9.5\n") && strstr(words, "\n9.5\n"));
}

static void test_pools_are_a_table(void **state)
{
    (void)state;
    char number[32];
    weight_sheet_open(app, LENET_S4);
    const char *words = app_support_words(app);
    for (int map = 0; map < 16; map++) {
        snprintf(number, sizeof number, "\n%d\n%.4f\n%.4f\n", map,
                 (double)app->session.weights.s4_weight[map],
                 (double)app->session.weights.s4_bias[map]);
        assert_non_null(strstr(words, number));
    }
}

#define IN_WINDOW(test) cmocka_unit_test_setup_teardown(test, open_app, close_app)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_weight_is_on_a_sheet),
        cmocka_unit_test(test_a_weight_is_described_by_its_place_counted_from_0),
        IN_WINDOW(test_a_layers_name_opens_its_weights_and_escape_closes_them),
        IN_WINDOW(test_the_key_opens_the_weights_of_what_is_pinned),
        IN_WINDOW(test_the_pointer_reads_the_weight_that_it_rests_on),
        IN_WINDOW(test_keys_walk_from_weight_to_weight),
        IN_WINDOW(test_the_sheet_follows_the_weights_with_its_legend),
        IN_WINDOW(test_pools_are_a_table),
    };
    return cmocka_run_group_tests(tests, number_weights, NULL);
}
