// Curves: they come to their end whatever their points are.
#include "tests/support/support.h"

#include "app/ui/plot/plot.h"
#include "app/ui/ui_parts.h"
#include "app/window/screen/layout_compute.h"
#include "tests/support/fake_glyphs.h"

#include <math.h>

struct desk {
    struct fake_glyphs fake;
    struct text *text;
    struct canvas canvas;
    struct ui ui;
};

// The canvas is small: most of what is drawn lies outside, and costs little.
static int open_desk(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    *state = desk;
    return desk && text_open(&desk->text, fake_source(&desk->fake), NULL) &&
                   ui_open(&desk->ui, desk->text, NULL) && canvas_resize(&desk->canvas, 64, 64)
               ? 0
               : -1;
}

static int close_desk(void **state)
{
    struct desk *desk = *state;
    ui_close(&desk->ui);
    text_close(desk->text);
    canvas_free(&desk->canvas);
    free(desk);
    return 0;
}

static float noise(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return (float)(*state >> 8) / (float)(1 << 24);
}

// How a training error falls: fast, then slowly, never smoothly.
static float simulated_error(int epoch, uint32_t *state)
{
    return 0.002f + 0.6f / (1 + (float)epoch) * (0.7f + 0.6f * noise(state));
}

// Two frames of each epoch of a run, as the training panel draws them.
static void draw_run(struct desk *desk, struct rect rect, float scale, uint32_t seed)
{
    enum { EPOCHS = 300 };
    float x[EPOCHS], train[EPOCHS], test[EPOCHS];
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        x[epoch] = (float)(epoch + 1);
        train[epoch] = simulated_error(epoch, &seed);
        test[epoch] = simulated_error(epoch, &seed);
        ui_begin(&desk->ui, &desk->canvas, &theme_light, scale);
        const struct plot_curve curves[] = {
            {"training error", train, x, epoch + 1, 0xff008000, true, false, false, PLOT_WHOLE,
             NULL},
            {"test error", test, x, epoch + 1, 0xff800000, true, false, false, PLOT_WHOLE, NULL}};
        plot_draw(&desk->ui, rect,
                  &(struct plot){.curve = curves,
                                 .count = 2,
                                 .x_title = "epoch",
                                 .y_title = "error",
                                 .percent = true,
                                 .logarithmic = true});
        ui_end(&desk->ui);
    }
}

static void test_the_curves_of_long_runs_end_in_every_window(void **state)
{
    static const int sizes[][2] = {{1024, 700}, {1280, 800}, {1920, 1080}, {2560, 1440}};
    static const float scales[] = {1, 1.25f, 1.5f, 2, 2.5f, 3};
    struct layout layout;
    for (int size = 0; size < 4; size++)
        for (int i = 0; i < 6; i++) {
            float scale = layout_scale(sizes[size][0], sizes[size][1], scales[i]);
            layout_compute(&layout, sizes[size][0], sizes[size][1], scale, true, 0);
            text_set_scale(((struct desk *)*state)->text, scale);
            for (uint32_t seed = 0; seed < 4; seed++)
                draw_run(*state, layout.side_body, scale, seed);
        }
}

static double length_of(const float *xy, int points)
{
    double length = 0;
    for (int i = 0; i + 1 < points; i++, xy += 2)
        length += hypot((double)(xy[2] - xy[0]), (double)(xy[3] - xy[1]));
    return length;
}

static void test_dashes_are_as_many_as_the_curve_is_long(void **state)
{
    enum { POINTS = 1000 };
    struct desk *desk = *state;
    float xy[2 * POINTS];
    uint32_t seed = 7;
    for (int run = 0; run < 200; run++) {
        float scale = 1 + 2 * noise(&seed), step = 0.001f + 20 * noise(&seed);
        xy[0] = 1000 * noise(&seed);
        xy[1] = 1000 * noise(&seed);
        for (int i = 2; i < 2 * POINTS; i++)
            xy[i] = xy[i - 2] + step * (noise(&seed) - (i & 1 ? 0.5f : 0));
        ui_begin(&desk->ui, &desk->canvas, &theme_light, scale);
        int steps = ui_draw_dashes(&desk->ui, xy, POINTS, 1, 0xff000000);
        ui_end(&desk->ui);
        double periods = length_of(xy, POINTS) / (9 * (double)scale);
        assert_true(steps >= (int)periods && steps <= (int)periods + POINTS + 1);
    }
}

static int lit(const struct desk *desk, int x, int y)
{
    return desk->canvas.pixel[y * 64 + x] == 0xff000000;
}

static void test_dashes_are_five_long_and_four_apart(void **state)
{
    struct desk *desk = *state;
    const float once[] = {0, 8, 60, 8};
    const float parts[] = {0, 20, 3.5f, 20, 3.5f, 20, 17, 20, 60, 20};
    ui_begin(&desk->ui, &desk->canvas, &theme_light, 1);
    canvas_fill(&desk->canvas, (struct rect){0, 0, 64, 64}, 0xffffffff);
    ui_draw_dashes(&desk->ui, once, 2, 4, 0xff000000);
    ui_draw_dashes(&desk->ui, parts, 5, 4, 0xff000000);
    ui_end(&desk->ui);
    for (int x = 0; x < 54; x++) // the ends are soft and reach two pixels further
        if (x % 9 == 2 || x % 9 == 7) {
            assert_int_equal(lit(desk, x, 8), x % 9 == 2);
            assert_int_equal(lit(desk, x, 20), x % 9 == 2);
        }
}

static void test_dashes_leave_out_what_is_nowhere(void **state)
{
    struct desk *desk = *state;
    const float odd[] = {0, 0, INFINITY, 0, NAN, 3, 3e38f, -3e38f, 5, 5, 5, 5};
    ui_begin(&desk->ui, &desk->canvas, &theme_light, 1);
    assert_in_range(ui_draw_dashes(&desk->ui, odd, 6, 1, 0xff000000), 0, 2);
    ui_end(&desk->ui);
}

// 2^40 and the next float: one epoch more is nothing beside them.
static void test_ticks_end_where_a_step_is_nothing(void **state)
{
    struct desk *desk = *state;
    static const float places[] = {0, 1, 1e9f, 1.0995116e12f, 1e20f, 3e38f, -3e38f};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        for (int more = 0; more < 2; more++) {
            const float x[] = {places[i], more ? nextafterf(places[i], INFINITY) : places[i]};
            const float y[] = {places[i], places[i]};
            const struct plot_curve curve = {"curve", y,     x,     2,          0xff000000,
                                             true,    false, false, PLOT_WHOLE, NULL};
            ui_begin(&desk->ui, &desk->canvas, &theme_light, 1);
            for (int kind = 0; kind < 4; kind++)
                plot_draw(&desk->ui, (struct rect){0, 0, 400, 300},
                          &(struct plot){.curve = &curve,
                                         .count = 1,
                                         .x_title = "x",
                                         .y_title = "y",
                                         .percent = kind & 1,
                                         .logarithmic = kind & 2});
            ui_end(&desk->ui);
        }
}

// ---- The numbers on the axes --------------------------------------------------------------------

struct numbers {
    int along_x, powers, others; // below the plot; at its left, in either notation
    int bottom;
};

static void count_number(void *context, const struct text_drawn *text)
{
    struct numbers *numbers = context;
    const char *string = text->string;
    if (string[0] < '0' || string[0] > '9')
        return;
    if (text->rect.y > numbers->bottom)
        numbers->along_x++;
    else if (memchr(string, 'e', text->bytes))
        numbers->powers++;
    else
        numbers->others++;
}

static struct numbers numbers_of(struct desk *desk, int width, int epochs, float least)
{
    enum { HEIGHT = 300 };
    static float x[1000], y[1000];
    struct numbers numbers = {.bottom = HEIGHT - 20};
    for (int i = 0; i < epochs; i++) {
        x[i] = (float)(i + 1);
        y[i] = powf(least, (float)i / (float)epochs);
    }
    const struct plot_curve curve = {"loss", y,     x,     epochs,     0xff000000,
                                     false,  false, false, PLOT_WHOLE, NULL};
    assert_true(canvas_resize(&desk->canvas, width, HEIGHT));
    ui_begin(&desk->ui, &desk->canvas, &theme_light, 1);
    desk->fake.watch = count_number;
    desk->fake.context = &numbers;
    plot_draw(&desk->ui, (struct rect){0, 0, width, HEIGHT},
              &(struct plot){.curve = &curve,
                             .count = 1,
                             .x_title = "epoch",
                             .y_title = "loss",
                             .logarithmic = true});
    desk->fake.watch = NULL;
    ui_end(&desk->ui);
    return numbers;
}

static void test_the_epochs_are_numbered_however_many_there_are(void **state)
{
    for (int width = 160; width <= 480; width += 20)
        for (int epochs = 2; epochs < 1000; epochs += epochs < 20 ? 1 : 7)
            if (numbers_of(*state, width, epochs, 0.01f).along_x == 0)
                fail_msg("no epoch of %d is named, %d wide", epochs, width);
}

static void test_an_axis_has_one_notation(void **state)
{
    for (float least = 0.5f; least > 1e-10f; least /= 3) {
        struct numbers numbers = numbers_of(*state, 300, 100, least);
        assert_true(numbers.powers + numbers.others >= 2);
        assert_int_equal(numbers.powers, 0); // it would change in the midst of a run
    }
}

static void test_curves_are_drawn_in_a_window_of_a_few_pixels(void **state)
{
    struct desk *desk = *state;
    for (int side = 1; side < 8; side++)
        draw_run(desk, (struct rect){0, 0, side, side}, layout_scale(side, side, 1), 1);
    desk->ui.scale = 0.001f;
    assert_int_equal(ui_px(&desk->ui, 32), 1);
    assert_int_equal(ui_px(&desk->ui, 0), 0);
}

#define DESK(test) cmocka_unit_test_setup_teardown(test, open_desk, close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_the_curves_of_long_runs_end_in_every_window),
        DESK(test_dashes_are_as_many_as_the_curve_is_long),
        DESK(test_dashes_are_five_long_and_four_apart),
        DESK(test_dashes_leave_out_what_is_nowhere),
        DESK(test_ticks_end_where_a_step_is_nothing),
        DESK(test_the_epochs_are_numbered_however_many_there_are),
        DESK(test_an_axis_has_one_notation),
        DESK(test_curves_are_drawn_in_a_window_of_a_few_pixels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
