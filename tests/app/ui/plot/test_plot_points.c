// A plot is drawn whatever its points are, and however many: peaks stay.
#include "tests/support/ui_desk.h"

#include "app/ui/plot/plot.h"

#include <math.h>

// Draws one frame with only a plot in it.
static void draw_plot(struct desk *desk, const struct plot_curve *curves, int count, bool percent,
                      bool logarithmic)
{
    struct ui *ui = &desk->ui;
    ui_begin(ui, &desk->canvas, &theme_light, 1);
    canvas_fill(&desk->canvas, desk->canvas.clip, theme_light.panel);
    plot_draw(ui, (struct rect){100, 100, 400, 300},
              &(struct plot){.curve = curves,
                             .count = count,
                             .x_title = "epoch",
                             .y_title = "error",
                             .percent = percent,
                             .logarithmic = logarithmic});
    ui_end(ui);
}

static int count_red(const struct desk *desk)
{
    int count = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        count += (desk->canvas.pixel[i] >> 16 & 255) > 200 && (desk->canvas.pixel[i] & 255) < 80;
    return count;
}

static void test_a_plot_survives_every_kind_of_data(void **state)
{
    struct desk *desk = *state;
    const float one[] = {0.5f}, gaps[] = {NAN, 1, NAN, NAN, 2, INFINITY, 3, -1, 0};
    const float huge[] = {-3e38f, 3e38f, 1e-38f}, flat[] = {7, 7, 7, 7};
    const struct plot_curve curves[] = {
        {"one", one, NULL, 1, 0xff010203, false, false, false, PLOT_WHOLE, NULL},
        {"gaps", gaps, NULL, 9, 0xff010203, true, false, false, PLOT_WHOLE, NULL},
        {"huge", huge, NULL, 3, 0xff010203, false, false, false, PLOT_WHOLE, NULL},
        {"flat", flat, NULL, 4, 0xffff0000, false, false, false, PLOT_WHOLE, NULL},
        {"none", NULL, NULL, 0, 0xff010203, false, false, false, PLOT_WHOLE, NULL}};
    move(desk, 300, 200);
    for (int logarithmic = 0; logarithmic < 2; logarithmic++) {
        for (int i = 0; i < 5; i++)
            draw_plot(desk, &curves[i], 1, true, logarithmic);
        draw_plot(desk, curves, 5, false, logarithmic);
        draw_plot(desk, NULL, 0, false, logarithmic);
    }
    draw_plot(desk, &curves[3], 1, false, false);
    assert_true(count_red(desk) > 100);
}

static void test_a_long_curve_keeps_its_peaks(void **state)
{
    struct desk *desk = *state;
    enum { POINTS = 100000 };
    float *y = calloc(POINTS, sizeof *y);
    y[54321] = 1;
    struct plot_curve curve = {"spike", y,     NULL,  POINTS,     0xff010203,
                               false,   false, false, PLOT_WHOLE, NULL};
    send(desk, (struct event){.type = EVENT_POINTER_LEAVE});
    draw_plot(desk, &curve, 1, false, false);
    int columns = 0;
    for (int x = 100; x < 500; x++)
        columns += pixel(desk, x, 200) != theme_light.panel && pixel(desk, x, 202) == 0xff010203;
    assert_in_range(columns, 1, 3);
    free(y);
}

// Its disc reaches over the plot's edge, at which it lies.
static void test_a_single_point_is_a_whole_disc(void **state)
{
    struct desk *desk = *state;
    const float one[] = {0.5f};
    const struct plot_curve curve = {"",    one,  NULL,  1,          0xffff0000,
                                     false, true, false, PLOT_WHOLE, NULL};
    int left = WIDTH, right = 0, top = HEIGHT, bottom = 0;
    send(desk, (struct event){.type = EVENT_POINTER_LEAVE});
    draw_plot(desk, &curve, 1, false, false);
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        if (desk->canvas.pixel[i] == 0xffff0000) {
            left = i % WIDTH < left ? i % WIDTH : left;
            right = i % WIDTH > right ? i % WIDTH : right;
            top = i / WIDTH < top ? i / WIDTH : top;
            bottom = i / WIDTH;
        }
    assert_true(right > left);
    assert_in_range(right - left, bottom - top - 1, bottom - top + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_a_plot_survives_every_kind_of_data),
        DESK(test_a_long_curve_keeps_its_peaks),
        DESK(test_a_single_point_is_a_whole_disc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
