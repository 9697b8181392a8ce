// The page of the training in the real window: by the pointer and by keys, on a run that is paused
// so that the screen stands still between two gestures.
#include "tests/support/x_place.h"

#include "app/window/screen/layout_compute.h"
#include "app/window/views/lab/lab_layout.h"

enum { CROSSHAIR = 80 }; // pixels that a cross-hair changes at least

static struct layout layout;
static struct lab_layout lab;

static void point_at(const struct desk *desk, int x, int y)
{
    xdotool("mousemove --window %s %d %d sleep 0.05", desk->window, x, y);
}

static void park(const struct desk *desk)
{
    point_at(desk, 900, 15); // beside the menus
}

static void click_in(const struct desk *desk, struct rect rect, int part, int parts)
{
    point_at(desk, rect.x + rect.w * (2 * part + 1) / (2 * parts), rect.y + rect.h / 2);
    xdotool("click 1");
    park(desk);
}

// The plot of the loss, between its axes and around.
static struct rect loss_plot(void)
{
    struct rect plot = lab.part[LAB_CURVES];
    plot.w = plot.w / 2 - 6;
    plot.h = 120;
    return plot;
}

static void find_places(const struct desk *desk)
{
    int width, height;
    get_size(desk, &width, &height);
    layout_compute(&layout, width, height, 1, true, 0);
    layout_compute_page(&layout);
    lab_layout_compute(&lab, &layout, LAB_CURVES);
    assert_true(lab.first == LAB_KERNELS && lab.last == LAB_LAYERS);
    place_find_window(desk);
    park(desk);
}

// ---- Gestures -----------------------------------------------------------------------------------

static void point_at_the_curve(const struct desk *desk)
{
    uint32_t *still = still_screen(desk);
    struct rect plot = loss_plot();
    point_at(desk, plot.x + plot.w / 2, plot.y + plot.h / 2);
    await_in(desk, still, plot, CROSSHAIR, "pointing at the curve");
    park(desk);
    await_in(desk, still, plot, -1, "leaving the curve");
    free(still);
}

static void walk_to_the_curve(const struct desk *desk)
{
    uint32_t *still = still_screen(desk);
    for (int i = 0; i < 40 && count_in(desk, still, loss_plot()) < CROSSHAIR; i++) {
        xdotool("key Tab");
        free(still_screen(desk));
    }
    assert_true(count_in(desk, still, loss_plot()) >= CROSSHAIR);
    uint32_t *walked = still_screen(desk);
    xdotool("key Page_Down key Home");
    await_in(desk, walked, loss_plot(), SOME, "Home");
    xdotool("key End");
    await_in(desk, walked, loss_plot(), -1, "End");
    xdotool("key Escape");
    await_in(desk, still, loss_plot(), -1, "Escape");
    free(walked);
    free(still);
}

static void change_the_scale(const struct desk *desk)
{
    uint32_t *still = still_screen(desk);
    xdotool("key shift+l");
    await_in(desk, still, loss_plot(), SOME, "Shift+L");
    click_in(desk, lab.scale, 1, 2);
    await_in(desk, still, loss_plot(), -1, "a click on Logarithmic");
    free(still);
}

// From bar to bar of the graphs, and back to where it was.
static void walk_the_layers(const struct desk *desk, struct rect right)
{
    click_in(desk, right, 1, 2); // in the graphs, which have the keyboard then
    xdotool("key Page_Down key Home");
    uint32_t *first = still_screen(desk);
    xdotool("key Page_Down");
    await_in(desk, first, right, SOME, "Page Down in the layers");
    xdotool("key Page_Up");
    await_in(desk, first, right, -1, "Page Up in the layers");
    xdotool("key Down key Right");
    await_in(desk, first, right, SOME, "Down and Right in the layers");
    xdotool("key Escape"); // the keyboard leaves them
    free(first);
}

static void look_at_the_layers(const struct desk *desk)
{
    struct rect right = lab.part[LAB_KERNELS];
    uint32_t *still = still_screen(desk);
    click_in(desk, lab.tabs, 1, 2);
    await_in(desk, still, right, 1000, "a click on Layers");
    walk_the_layers(desk, right);
    click_in(desk, lab.tabs, 0, 2);
    await_in(desk, still, right, -1, "a click on Kernels");
    free(still);
}

static void take_one_batch(const struct desk *desk)
{
    uint32_t *still = still_screen(desk);
    click_in(desk, lab.button[2], 0, 1);
    await_in(desk, still, lab.place, SOME, "a click on One batch");
    free(still);
}

// Until the words about the beginning have gone and the layers have been looked into.
static void await_silence(void)
{
    for (double end = now() + 8; now() < end;)
        nap();
}

// A click on a curve leads to the moment that lies there, and a key back to now.
static void look_back(const struct desk *desk)
{
    uint32_t *still = still_screen(desk);
    struct rect plot = loss_plot();
    click_in(desk, plot, 0, 1);
    await_in(desk, still, lab.timeline, 100, "a click on the curve");
    xdotool("key alt+End");
    await_in(desk, still, lab.timeline, -1, "Alt+End");
    free(still);
}

// Until the loss has been drawn anew some times: so that its curve has a beginning and an end.
static void await_curve(const struct desk *desk)
{
    for (int i = 0; i < 40; i++)
        nap();
    for (int i = 0; i < 6; i++) {
        uint32_t *before = copy_screen(desk);
        await_in(desk, before, loss_plot(), SOME, "a while of training");
        free(before);
    }
}

static void test_a_run_is_watched_by_pointer_and_keys(void **state)
{
    struct desk *desk = *state;
    draw_stroke(desk);
    xdotool("key t"); // the panel beside makes room for itself now, and not when the run begins
    xdotool("key alt+2");
    xdotool("key ctrl+p");
    await_title(desk, "– training", false);
    await_title(desk, "– training 0%", false);
    find_places(desk);
    await_curve(desk);
    xdotool("key space");
    await_title(desk, ", paused", false);
    await_silence();
    point_at_the_curve(desk);
    walk_to_the_curve(desk);
    change_the_scale(desk);
    look_at_the_layers(desk);
    look_back(desk);
    take_one_batch(desk);
    click_in(desk, lab.button[4], 0, 1); // Stop
    await_title(desk, "training", true);
    xdotool("key alt+1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_run_is_watched_by_pointer_and_keys),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, desk_open_program, desk_close_program);
}
