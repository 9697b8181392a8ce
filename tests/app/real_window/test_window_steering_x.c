// A run is steered in the real window, under an X server: every command by a key and by the mouse.
// The title says whether it trains or has paused, and which moment of the past is looked at.
#include "tests/support/x_desk.h"

#include "app/window/screen/layout_compute.h"
#include "app/window/views/lab/lab_layout.h"

static struct layout layout;
static struct lab_layout lab;

static void find_layout(const struct desk *desk)
{
    int width, height;
    get_size(desk, &width, &height);
    layout_compute(&layout, width, height, 1, true, 0);
    layout_compute_page(&layout);
    lab_layout_compute(&lab, &layout, LAB_CURVES);
}

static void begin_paused(const struct desk *desk, const char *key)
{
    xdotool("key alt+2");
    xdotool("key %s", key);
    await_title(desk, "training", false);
    xdotool("key space");
    await_title(desk, "paused", false);
}

static void stop_run(const struct desk *desk)
{
    xdotool("key ctrl+period");
    await_title(desk, "training", true);
}

static void test_every_command_has_a_key(void **state)
{
    struct desk *desk = *state;
    begin_paused(desk, "ctrl+p");
    uint32_t *before = still_screen(desk);
    xdotool("key ctrl+Up");
    await_change(desk, before, 10); // the rate
    xdotool("key d");
    free(before);
    before = still_screen(desk);
    xdotool("key period"); // one batch
    await_change(desk, before, 10);
    free(before);
    xdotool("key alt+Left");
    await_title(desk, "the past: epoch", false);
    xdotool("key alt+Left sleep 0.1 key alt+Left sleep 0.1 key alt+Right");
    await_title(desk, "the past: ", false);
    xdotool("key alt+End");
    await_title(desk, "the past", true);
    xdotool("key alt+Left sleep 0.1 key alt+Left");
    await_title(desk, "the past: ", false);
    xdotool("key ctrl+Return"); // a branch, which runs
    await_title(desk, "the past", true);
    await_title(desk, "paused", true);
    await_title(desk, "training", false);
    xdotool("key ctrl+Home");
    await_title(desk, "training 0%, paused", false);
    xdotool("key alt+Left");
    await_title(desk, "the past: the start", false);
    xdotool("key alt+End");
    xdotool("key comma"); // one epoch
    await_title(desk, "paused", true);
    stop_run(desk);
}

static void click_at(const struct desk *desk, int x, int y)
{
    xdotool("mousemove --window %s %d %d sleep 0.1 click 1", desk->window, x, y);
}

static void click_button(const struct desk *desk, int button)
{
    struct rect rect = lab.button[button];
    click_at(desk, rect.x + rect.w / 2, rect.y + rect.h / 2);
}

// So far from the right end of the timeline.
static void click_timeline(const struct desk *desk, int from_right)
{
    click_at(desk, lab.timeline.x + lab.timeline.w - from_right, lab.timeline.y + 10);
}

static void test_every_command_has_a_button(void **state)
{
    struct desk *desk = *state;
    begin_paused(desk, "ctrl+r"); // the one that was stopped
    find_layout(desk);
    xdotool("mousemove --window %s 5 500", desk->window);
    uint32_t *before = still_screen(desk);
    click_timeline(desk, 92 + 4 + 12);                   // a higher rate
    click_timeline(desk, 92 + 4 + 24 + 4 + 68 + 4 + 12); // a lower one
    click_timeline(desk, 46);                            // the distortion
    click_button(desk, 2);                               // one batch
    await_change(desk, before, 10);
    free(before);
    click_at(desk, lab.timeline.x + 2, lab.timeline.y + 10); // the slider's left end
    await_title(desk, "the past: the start", false);
    click_timeline(desk, 128 + 4 + 50); // back to now
    await_title(desk, "the past", true);
    click_at(desk, lab.timeline.x + 2, lab.timeline.y + 10);
    await_title(desk, "the past: the start", false);
    click_timeline(desk, 64); // go on from here
    await_title(desk, "the past", true);
    await_title(desk, "paused", true);
    click_button(desk, 1); // pause
    await_title(desk, "paused", false);
    click_button(desk, 1); // run
    await_title(desk, "paused", true);
    click_button(desk, 3);                                        // one epoch
    click_timeline(desk, 92 + 4 + 24 + 4 + 68 + 4 + 24 + 4 + 48); // to the start
    await_title(desk, "training 0%, paused", false);
    click_button(desk, 4); // stop
    await_title(desk, "training", true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_command_has_a_key),
        cmocka_unit_test(test_every_command_has_a_button),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, desk_open_program, desk_close_program);
}
