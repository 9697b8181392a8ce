// What the figure shows of a layer: after the sigmoid or before it, and on which scale.
#include "tests/support/one_window.h"

#include "app/session/step/slow_motion.h"
#include "app/window/views/cell/view_cell.h"
#include "app/window/views/shared/view_common.h"
#include "nn/data/practice.h"

#include <math.h>

static void put_digit(int digit)
{
    struct drawing drawing;
    assert_true(practice_drawing(&drawing, digit, (uint64_t)digit, NULL));
    assert_true(pad_fit_drawing(&app->session.pad, &drawing, 30, NULL));
    drawing_free(&drawing);
    app_frame(app);
}

// ---- Before the sigmoid -------------------------------------------------------------------------

static double sum_at(struct terms_cell cell)
{
    struct terms terms;
    terms_of(&terms, &app->session.weights, &app->session.reading.activations, cell);
    return terms.sum;
}

static double shown_at(struct terms_cell cell)
{
    int side = lenet_layers[cell.layer].side;
    return (double)view_values(app, cell.layer)[(cell.map * side + cell.row) * side + cell.column];
}

static const struct terms_cell cells[] = {
    {LENET_C1, 2, 9, 12}, {LENET_S2, 3, 4, 5},  {LENET_C3, 6, 4, 5},    {LENET_S4, 9, 2, 2},
    {LENET_C5, 17, 0, 0}, {LENET_F6, 83, 0, 0}, {LENET_OUTPUT, 4, 0, 0}};
enum { CELLS = sizeof cells / sizeof *cells };

static void assert_sums_are_shown(void)
{
    for (int i = 0; i < CELLS; i++)
        assert_true(fabs(shown_at(cells[i]) - sum_at(cells[i])) < 1e-4);
}

static void test_sums_are_shown_while_that_is_on_whatever_is_drawn(void **state)
{
    (void)state;
    put_digit(3);
    press(app, 'b', 0);
    assert_sums_are_shown();
    put_digit(8);
    assert_sums_are_shown();
    press(app, 'b', 0);
    for (int i = 0; i < CELLS; i++)
        if (view_values(app, cells[i].layer) ==
            lenet_layer_values(&app->session.sums, cells[i].layer))
            fail_msg("sums are shown still");
    assert_true(shown_at(cells[2]) >= 0 && shown_at(cells[2]) <= 1);
    assert_true(shown_at(cells[6]) == (double)app->session.reading.probability[4]);
}

static void test_sums_are_of_the_weights_that_are_in_use(void **state)
{
    (void)state;
    put_digit(3);
    press(app, 'b', 0);
    app->session.weights.c3_bias[6] += 1;
    app->session.weights_version++;
    double before = shown_at(cells[2]);
    app_frame(app);
    assert_true(fabs(shown_at(cells[2]) - before - 1) < 1e-4);
}

// ---- What is said -------------------------------------------------------------------------------

static bool says(const char *words)
{
    return strstr(app_support_words(app), words);
}

static void test_the_card_says_which_value_it_shows(void **state)
{
    (void)state;
    put_digit(3);
    assert_true(app_resize(app, 1920, 1080, 1, NULL));
    pin_hold(&app->session.pin, cells[2]);
    assert_false(says("before the sigmoid"));
    press(app, 'b', 0);
    assert_true(says("before the sigmoid"));
    pin_hold(&app->session.pin, cells[1]); // has no sigmoid
    assert_false(says("before the sigmoid"));
    pin_hold(&app->session.pin, cells[6]);
    assert_true(says("the logit, before the softmax"));
}

// ---- Scales -------------------------------------------------------------------------------------

static bool is_range(enum lenet_layer_id layer, int map, float low, float high)
{
    float from, to;
    view_range(app, layer, map, &from, &to);
    return from == low && to == high;
}

static void test_a_fixed_scale_is_0_to_1_after_a_sigmoid_and_around_0_elsewhere(void **state)
{
    (void)state;
    press(app, 's', 0);
    for (int digit = 0; digit < 3; digit++) {
        put_digit(digit);
        assert_true(is_range(LENET_C1, digit, 0, 1) && is_range(LENET_C3, digit, 0, 1) &&
                    is_range(LENET_C5, 0, 0, 1) && is_range(LENET_F6, 0, 0, 1) &&
                    is_range(LENET_OUTPUT, 0, 0, 1));
        assert_true(is_range(LENET_S2, digit, -4, 4) && is_range(LENET_S4, digit, -4, 4));
    }
    press(app, 'b', 0);
    assert_true(is_range(LENET_C1, 0, -8, 8) && is_range(LENET_C3, 5, -8, 8) &&
                is_range(LENET_C5, 0, -8, 8) && is_range(LENET_F6, 0, -8, 8));
    assert_true(is_range(LENET_S2, 0, -4, 4) && is_range(LENET_OUTPUT, 0, -12, 12));
}

static void test_a_scale_is_of_the_layer_or_of_the_map(void **state)
{
    (void)state;
    float low[2], high[2];
    put_digit(3);
    press(app, 's', 0);
    press(app, 'l', 0);
    view_range(app, LENET_S2, 0, &low[0], &high[0]);
    view_range(app, LENET_S2, 1, &low[1], &high[1]);
    assert_true(low[0] == low[1] && high[0] == high[1]);
    press(app, 's', 0);
    press(app, 'm', 0);
    view_range(app, LENET_S2, 0, &low[0], &high[0]);
    view_range(app, LENET_S2, 1, &low[1], &high[1]);
    assert_true(low[0] != low[1] && high[0] != high[1]);
}

static void test_the_legend_tells_its_scale_in_words_and_numbers(void **state)
{
    (void)state;
    put_digit(3);
    assert_true(says("\nper layer\n") && says("\nlow\n"));
    press(app, 'm', 0);
    assert_true(says("\nper map\n"));
    press(app, 's', 0);
    press(app, 'b', 0);
    pin_hold(&app->session.pin, cells[2]);
    assert_true(says("\nfixed\n") && says("\n-8.00\n") && says("\n8.00\n") && !says("\nlow\n"));
}

// The colours of kernels and products are told in numbers where they stand.
static void test_a_kernel_has_a_legend_in_numbers(void **state)
{
    (void)state;
    put_digit(3);
    pin_hold(&app->session.pin, cells[0]);
    float most = 0;
    for (int i = 0; i < 25; i++)
        most = fmaxf(most, fabsf(app->session.weights.c1_weight[2][i / 5][i % 5]));
    char numbers[2][32];
    snprintf(numbers[0], sizeof numbers[0], "\n-%.3g\n", (double)most);
    snprintf(numbers[1], sizeof numbers[1], "\n%.3g\n", (double)most);
    assert_true(says(numbers[0]) && says(numbers[1]) && says("\n0\n"));
}

// ---- Signs --------------------------------------------------------------------------------------

// Whether a dash stands in the middle of the cell, on its colour.
static bool has_dash(const struct layout_layer *place, int cell)
{
    int column = cell % place->columns, row = cell / place->columns;
    int left = place->area.x + column * place->area.w / place->columns;
    int upper = place->area.y + row * place->area.h / place->rows;
    int width = place->area.w / place->columns, height = place->area.h / place->rows;
    const uint32_t *middle =
        app->canvas.pixel + (ptrdiff_t)(upper + height / 2) * app->canvas.width + left + width / 2;
    return *middle != middle[-(ptrdiff_t)(height / 4) * app->canvas.width];
}

static void test_errors_below_0_have_a_dash_whatever_their_colour(void **state)
{
    (void)state;
    int below = 0, above = 0;
    put_digit(3);
    slow_motion_begin(&app->session);
    slow_motion_choose_label(&app->session, 5);
    while (!view_shows_errors(app, LENET_C5))
        slow_motion_next(&app->session);
    app_frame(app);
    const float *error = view_values(app, LENET_C5);
    for (int i = 0; i < 120; i++) {
        assert_int_equal(has_dash(&app->layout.layer[LENET_C5], i), error[i] < 0);
        below += error[i] < 0;
        above += error[i] > 0;
    }
    assert_true(below > 10 && above > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_sums_are_shown_while_that_is_on_whatever_is_drawn,
                                        open_app, close_app),
        cmocka_unit_test_setup_teardown(test_sums_are_of_the_weights_that_are_in_use, open_app,
                                        close_app),
        cmocka_unit_test_setup_teardown(test_the_card_says_which_value_it_shows, open_app,
                                        close_app),
        cmocka_unit_test_setup_teardown(
            test_a_fixed_scale_is_0_to_1_after_a_sigmoid_and_around_0_elsewhere, open_app,
            close_app),
        cmocka_unit_test_setup_teardown(test_a_scale_is_of_the_layer_or_of_the_map, open_app,
                                        close_app),
        cmocka_unit_test_setup_teardown(test_the_legend_tells_its_scale_in_words_and_numbers,
                                        open_app, close_app),
        cmocka_unit_test_setup_teardown(test_a_kernel_has_a_legend_in_numbers, open_app, close_app),
        cmocka_unit_test_setup_teardown(test_errors_below_0_have_a_dash_whatever_their_colour,
                                        open_app, close_app),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
