// The real window on a real X server: it is drawn in, taught, trained and closed by pointer and
// keys.
#include "tests/support/x_desk.h"

#include "app/window/actions/actions.h"
#include "app/window/screen/layout_compute.h"
#include "nn/net/model.h"
#include "nn/strokes/strokes.h"
#include "nn/strokes/strokes_text.h"
#include "nn/train/checkpoint.h"

#include <math.h>

enum { SCREEN_WIDTH = 1400, SCREEN_HEIGHT = 900 };

static int desk_set_up(void **state)
{
    return desk_open(state, SCREEN_WIDTH, SCREEN_HEIGHT);
}

// ---- Drawing ------------------------------------------------------------------------------------

static struct layout get_layout(const struct desk *desk)
{
    struct layout layout;
    int width, height;
    get_size(desk, &width, &height);
    layout_compute(&layout, width, height, 1, false, 0);
    return layout;
}

// A digit as one curve through points of the unit square.
struct pen_curve {
    float x[64], y[64];
    int count;
};

static void add_point(struct pen_curve *curve, double x, double y)
{
    curve->x[curve->count] = (float)x;
    curve->y[curve->count++] = (float)y;
}

static void add_arc(struct pen_curve *curve, double x, double y, double rx, double ry, double from,
                    double to)
{
    const double degree = 3.14159265358979 / 180;
    for (int i = 0; i <= 12; i++) {
        double angle = (from + (to - from) * i / 12) * degree;
        add_point(curve, x + rx * cos(angle), y + ry * sin(angle));
    }
}

static void add_line(struct pen_curve *curve, double x0, double y0, double x1, double y1)
{
    for (int i = 0; i <= 5; i++)
        add_point(curve, x0 + (x1 - x0) * i / 5, y0 + (y1 - y0) * i / 5);
}

static struct pen_curve curve_of(int digit)
{
    struct pen_curve curve = {.count = 0};
    switch (digit) {
    case 0:
        add_arc(&curve, 0.5, 0.5, 0.2, 0.32, -90, 270);
        break;
    case 1:
        add_line(&curve, 0.52, 0.18, 0.48, 0.82);
        break;
    case 3:
        add_arc(&curve, 0.48, 0.34, 0.18, 0.16, -150, 90);
        add_arc(&curve, 0.48, 0.67, 0.21, 0.17, -90, 150);
        break;
    case 7:
        add_line(&curve, 0.28, 0.22, 0.72, 0.22);
        add_line(&curve, 0.7, 0.26, 0.44, 0.82);
        break;
    default:
        fail();
    }
    return curve;
}

// Moves the pointer through points first..last-1 of the curve, at a hand's pace: the server merges
// motions that it has not delivered yet.
static void move_along(const struct desk *desk, const struct pen_curve *curve, int first, int last)
{
    struct layout layout = get_layout(desk);
    char moves[8000] = "";
    for (int i = first; i < last; i++) {
        size_t used = strlen(moves);
        snprintf(moves + used, sizeof moves - used, "mousemove --window %s %d %d sleep 0.01 ",
                 desk->window, layout.pad.x + (int)(curve->x[i] * (float)layout.pad.w),
                 layout.pad.y + (int)(curve->y[i] * (float)layout.pad.h));
    }
    xdotool("%s", moves);
}

static void draw(const struct desk *desk, int digit)
{
    struct pen_curve curve = curve_of(digit);
    move_along(desk, &curve, 0, 1);
    xdotool("mousedown 1");
    move_along(desk, &curve, 1, curve.count);
    xdotool("mouseup 1");
}

// ---- Tests --------------------------------------------------------------------------------------

static void test_the_window_opens_with_nothing_drawn(void **state)
{
    struct desk *desk = *state;
    start_program(desk);
    await_title(desk, "LeNet Pad – nothing drawn", false);
    close_dialogs(desk);
}

static void test_a_stroke_is_read_while_it_is_being_drawn(void **state)
{
    struct desk *desk = *state;
    char half_title[200];
    struct pen_curve curve = curve_of(3);
    move_along(desk, &curve, 0, 1);
    xdotool("mousedown 1");
    move_along(desk, &curve, 1, curve.count / 3);
    await_title(desk, "nothing drawn", true); // the button is still down
    get_title(desk, half_title);
    move_along(desk, &curve, curve.count / 3, curve.count);
    if (shipped_model_there())
        await_reading(desk, 3);
    else
        await_title(desk, half_title, true);
    xdotool("mouseup 1 key c");
    await_title(desk, "nothing drawn", false);
}

static void test_drawn_digits_are_read_as_what_they_are(void **state)
{
    struct desk *desk = *state;
    static const int digits[] = {3, 1, 0, 7};
    for (size_t i = 0; i < sizeof digits / sizeof digits[0]; i++) {
        draw(desk, digits[i]);
        if (shipped_model_there())
            await_reading(desk, digits[i]);
        else
            await_title(desk, "nothing drawn", true);
        xdotool("key Delete");
        await_title(desk, "nothing drawn", false);
    }
}

static void test_undo_and_redo_bring_strokes_and_clearings_back(void **state)
{
    struct desk *desk = *state;
    char drawn[200];
    draw(desk, 0);
    await_title(desk, "nothing drawn", true);
    free(still_screen(desk));
    get_title(desk, drawn);
    xdotool("key ctrl+z");
    await_title(desk, "nothing drawn", false);
    xdotool("key ctrl+y");
    await_title(desk, drawn, false);
    xdotool("key c");
    await_title(desk, "nothing drawn", false);
    xdotool("key ctrl+z");
    await_title(desk, drawn, false);
    xdotool("key c");
    await_title(desk, "nothing drawn", false);
}

// A stroke that leaves the pad and comes back is one stroke: one undo takes all of it away.
static void test_a_stroke_survives_leaving_the_pad(void **state)
{
    struct desk *desk = *state;
    struct pen_curve curve = {
        .x = {0.5f, 0.5f, 0.5f, 0.6f, 0.6f}, .y = {0.5f, 0.7f, 1.6f, 1.6f, 0.6f}, .count = 5};
    move_along(desk, &curve, 0, 1);
    xdotool("mousedown 1");
    move_along(desk, &curve, 1, curve.count);
    xdotool("mouseup 1");
    await_title(desk, "nothing drawn", true);
    xdotool("key ctrl+z");
    await_title(desk, "nothing drawn", false);
}

// "It was a 4", and back.
static void test_digit_keys_teach_while_correct_is_on(void **state)
{
    struct desk *desk = *state;
    char path[PATH_SIZE], drawn[200];
    assert_true(path_of_own_digits(path, NULL));
    draw(desk, 0);
    await_title(desk, "nothing drawn", true);
    free(still_screen(desk));
    get_title(desk, drawn);
    xdotool("key 4 k 4");
    await_title(desk, "nothing drawn", false);
    struct strokes strokes;
    assert_true(strokes_load(&strokes, path, NULL));
    assert_int_equal(strokes.count, 1);
    assert_int_equal(strokes.digit[0].label, 4);
    strokes_free(&strokes);
    xdotool("key ctrl+f k");
    await_title(desk, drawn, false);
    assert_int_not_equal(access(path, F_OK), 0);
    xdotool("key c");
    await_title(desk, "nothing drawn", false);
}

static void test_a_click_leaves_a_dot(void **state)
{
    struct desk *desk = *state;
    struct pen_curve curve = {.x = {0.5f}, .y = {0.5f}, .count = 1};
    move_along(desk, &curve, 0, 1);
    xdotool("click 1");
    await_title(desk, "nothing drawn", true);
    xdotool("key c");
    await_title(desk, "nothing drawn", false);
}

static void test_every_menu_opens_and_closes(void **state)
{
    struct desk *desk = *state;
    struct layout layout = get_layout(desk);
    xdotool("mousemove --window %s %d %d", desk->window, layout.width / 2, layout.menu.y + 5);
    uint32_t *before = still_screen(desk);
    for (int menu = 0; menu < actions_of_window.count; menu++) {
        char rights[200] = "";
        for (int i = 0; i < menu; i++)
            strcat(rights, " Right");
        xdotool("key F10%s", rights);
        await_change(desk, before, 4000);
        uint32_t *open = still_screen(desk);
        await_change(desk, before, 4000); // it stays open
        xdotool("key Escape");
        await_change(desk, open, 4000);
        await_change(desk, before, -400); // all but the focus ring is as it was
        free(open);
    }
    free(before);
}

static void test_a_click_opens_a_menu(void **state)
{
    struct desk *desk = *state;
    struct layout layout = get_layout(desk);
    uint32_t *before = still_screen(desk);
    xdotool("mousemove --window %s %d %d click 1", desk->window, layout.menu.x + 20,
            layout.menu.y + layout.menu.h / 2);
    await_change(desk, before, 4000);
    xdotool("key Escape");
    xdotool("mousemove --window %s %d %d", desk->window, layout.width / 2, layout.menu.y + 5);
    await_change(desk, before, -400);
    free(before);
}

static void test_the_window_can_be_resized_and_fill_the_screen(void **state)
{
    struct desk *desk = *state;
    int width = 0, height = 0;
    double end = now() + DEADLINE_SECONDS;
    xdotool("key F11");
    while (now() < end && (width != SCREEN_WIDTH || height != SCREEN_HEIGHT)) {
        nap();
        get_size(desk, &width, &height);
    }
    assert_int_equal(width, SCREEN_WIDTH);
    assert_int_equal(height, SCREEN_HEIGHT);
    xdotool("key F11");
    while (now() < end && width == SCREEN_WIDTH) {
        nap();
        get_size(desk, &width, &height);
    }
    xdotool("windowsize %s 1100 760", desk->window);
    while (now() < end && (width != 1100 || height != 760)) {
        nap();
        get_size(desk, &width, &height);
    }
    assert_int_equal(width, 1100);
    free(still_screen(desk));
    draw(desk, 1);
    await_title(desk, "nothing drawn", true);
    xdotool("key c");
    await_title(desk, "nothing drawn", false);
}

static double processor_seconds(const struct desk *desk)
{
    char path[64], text[1024] = "";
    unsigned long user = 0, kernel = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)desk->program);
    FILE *file = fopen(path, "r");
    if (!file)
        skip();
    size_t size = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[size] = '\0';
    const char *after_name = strrchr(text, ')');
    assert_non_null(after_name);
    assert_int_equal(sscanf(after_name + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
                            &user, &kernel),
                     2);
    return (double)(user + kernel) / (double)sysconf(_SC_CLK_TCK);
}

static void test_an_idle_window_sleeps(void **state)
{
    struct desk *desk = *state;
    free(still_screen(desk));
    double before = processor_seconds(desk), start = now();
    while (now() < start + 2)
        nap();
    assert_true(processor_seconds(desk) - before < 0.1 * (now() - start));
}

// The entry "Start on practice digits" of the menu Train.
static void choose_practice_training(void)
{
    xdotool("key F10 Right Right Right Right Down Return");
}

static void test_training_from_the_menu_changes_the_reading(void **state)
{
    struct desk *desk = *state;
    char before[200];
    draw(desk, 3);
    await_title(desk, "nothing drawn", true);
    free(still_screen(desk));
    get_title(desk, before);
    choose_practice_training();
    await_title(desk, before, true); // fresh weights, then learning ones
    // It keeps moving: one goes on drawing while the weights change.
    uint32_t *screen = copy_screen(desk);
    await_change(desk, screen, 200);
    free(screen);
    xdotool("key c");
    await_title(desk, "nothing drawn", false);
    draw(desk, 1);
    await_title(desk, "nothing drawn", true);
}

static void test_quitting_while_training_keeps_a_checkpoint(void **state)
{
    struct desk *desk = *state;
    char path[PATH_SIZE];
    struct status status;
    assert_int_equal(quit(desk), 0);
    assert_true(path_of_checkpoint(path, &status));
    struct train_state *training = calloc(1, sizeof *training);
    assert_non_null(training);
    if (!checkpoint_load(training, path, &status))
        fail_msg("%s", status.message);
    assert_true(training->epoch > 0 || training->batch > 0);
    free(training);
}

static void test_the_next_start_works_and_remembers(void **state)
{
    struct desk *desk = *state;
    char path[PATH_SIZE];
    assert_true(path_of_settings(path, NULL));
    assert_int_equal(access(path, R_OK), 0);
    start_program(desk);
    await_title(desk, "nothing drawn", false);
    close_dialogs(desk);
    assert_int_equal(quit(desk), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_window_opens_with_nothing_drawn),
        cmocka_unit_test(test_a_stroke_is_read_while_it_is_being_drawn),
        cmocka_unit_test(test_drawn_digits_are_read_as_what_they_are),
        cmocka_unit_test(test_undo_and_redo_bring_strokes_and_clearings_back),
        cmocka_unit_test(test_a_stroke_survives_leaving_the_pad),
        cmocka_unit_test(test_a_click_leaves_a_dot),
        cmocka_unit_test(test_every_menu_opens_and_closes),
        cmocka_unit_test(test_a_click_opens_a_menu),
        cmocka_unit_test(test_the_window_can_be_resized_and_fill_the_screen),
        cmocka_unit_test(test_an_idle_window_sleeps),
        cmocka_unit_test(test_digit_keys_teach_while_correct_is_on),
        cmocka_unit_test(test_training_from_the_menu_changes_the_reading),
        cmocka_unit_test(test_quitting_while_training_keeps_a_checkpoint),
        cmocka_unit_test(test_the_next_start_works_and_remembers),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, desk_set_up, desk_close);
}
