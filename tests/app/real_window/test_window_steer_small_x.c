// A run is steered in windows with little room, where what steers it is a tab of the page Training:
// by the pointer, by Tab and Space, and by the keys of the menu. What became of it stands in the
// runs' records and curves.
#include "tests/support/x_words.h"

#include "app/session/weights/training.h"
#include "app/training/runs/run_library.h"
#include "app/training/setup/setup_file.h"
#include "app/window/screen/action.h"
#include "app/window/views/lab/lab_layout.h"
#include "app/work/settings.h"

// Said below the slider while a run stands at its start; one more with each batch after it.
static const char first_moment[] = "1 moment of this run is kept";
static const char library[] = ".local/share/lenetpad/runs";

static const struct room {
    int screen_width, screen_height, width, height;
    float scale;
} rooms[] = {{800, 600, 800, 600, 1}, {1400, 900, 1024, 700, 2}};
enum { ROOMS = sizeof rooms / sizeof *rooms };

// ---- The desk -----------------------------------------------------------------------------------

// Epochs of ten batches, without end. All practice digits are made before the first one: there is
// time to let the run begin paused.
static struct run_setup endless_setup(void)
{
    struct run_setup setup;
    run_setup_default(&setup);
    setup.part[RUN_PART_MNIST].used = false;
    setup.part[RUN_PART_PRACTICE].used = true;
    setup.options.epochs = 100000;
    setup.options.images = 320;
    setup.options.batch = 32;
    setup.options.rate = 0.5f;
    return setup;
}

static bool lay_down(const struct room *room)
{
    struct run_setup setup = endless_setup();
    struct settings settings;
    settings_default(&settings);
    settings.window_width = room->width;
    settings.window_height = room->height;
    settings.scale = room->scale;
    return setup_file_save(&setup, ".config/lenetpad/setup.json", NULL) &&
           settings_save(&settings, NULL, ".config/lenetpad/settings.json", NULL);
}

// Until the window lies on the screen, with its frame: no window is smaller than 1024x700 but where
// the screen is.
static void await_place_on_screen(const struct desk *desk)
{
    int width, height;
    double end = now() + DEADLINE_SECONDS;
    for (;;) {
        get_size(desk, &width, &height);
        place_find_window(desk);
        if (top > 0 && left + width <= desk->width && top + height <= desk->height)
            return;
        if (now() > end)
            fail_msg("the window has %dx%d at %d,%d", width, height, left, top);
        nap();
    }
}

// A run of the test's own, which stands still at its beginning, with the same page and tab.
static struct app *twin_of_run(const struct desk *desk, const struct room *room)
{
    struct app *twin = twin_open(desk, 1, &(struct session_options){.own_digits = ""});
    double end = now() + DEADLINE_SECONDS;
    twin->session.settings.scale = room->scale;
    twin->session.setup = endless_setup();
    training_begin_set_up(&twin->session);
    trainer_toggle_pause(twin->session.trainer);
    while (twin->session.progress.phase != TRAINER_PAUSED) {
        if (now() > end)
            fail_msg("the test's own run does not begin");
        nap();
        app_frame(twin);
    }
    twin_press(twin, '2', MOD_ALT);
    return twin;
}

// ---- Two hands and a third ----------------------------------------------------------------------

struct command {
    enum action_id action;
    const char *key;
    const char *words[2]; // on its button: the first that is there
    const char *name;     // of its buttons, among the widgets
};

static const struct command pause_run = {ACTION_PAUSE, "space", {"Run", "Pause"}, "lab"},
                            one_batch = {ACTION_ONE_BATCH, "period", {"One batch"}, "lab"},
                            one_epoch = {ACTION_ONE_EPOCH, "comma", {"One epoch"}, "lab"},
                            stop_run = {ACTION_STOP, "ctrl+period", {"Stop"}, "lab"},
                            to_start = {ACTION_TO_START, "ctrl+Home", {"To the start"}, "lab"},
                            rate_up = {ACTION_RATE_UP, "ctrl+Up", {"+"}, "timeline"},
                            rate_down = {ACTION_RATE_DOWN,
                                         "ctrl+Down",
                                         {"\xe2\x88\x92"},
                                         "timeline"},
                            distortion = {ACTION_DISTORTION, "d", {"Distorted"}, "timeline"};

static void steer_by_pointer(const struct desk *desk, struct app *twin,
                             const struct command *command)
{
    click_words(desk, twin, command->words[0]);
}

// The test's window is walked through beside the real one, and says when it is there.
static void walk_to(struct app *twin, uint32_t id)
{
    for (int i = 0; i < 60 && !ui_has_focus(&twin->ui, id); i++) {
        twin_press(twin, KEY_TAB, 0);
        xdotool("key Tab");
    }
    assert_true(ui_has_focus(&twin->ui, id));
}

static void steer_by_walking(const struct desk *desk, struct app *twin,
                             const struct command *command)
{
    (void)desk;
    walk_to(twin, ui_id(command->name, (int)command->action));
    xdotool("key space");
}

static void steer_by_keys(const struct desk *desk, struct app *twin, const struct command *command)
{
    (void)desk;
    (void)twin;
    xdotool("key %s", command->key);
}

static void show_tab_by_pointer(const struct desk *desk, struct app *twin)
{
    twin_press(twin, '1', MOD_ALT); // where the real window still is
    click_words(desk, twin, "View");
    for (int i = 0; i < twin->actions->count; i++)
        if (strcmp(twin->actions->menu[i]->name, "View") == 0)
            ui_menu_open(&twin->ui, i);
    click_words(desk, twin, "Training");
    ui_menu_open(&twin->ui, -1);
    twin_press(twin, '2', MOD_ALT);
    await_words(desk, twin, "Steer");
    click_words(desk, twin, "Steer");
    twin->lab.part = LAB_STEER;
    await_words(desk, twin, "To the start");
}

static void show_tab_by_keys(const struct desk *desk, struct app *twin)
{
    xdotool("key alt+2");
    walk_to(twin, ui_id("lab part", 0));
    for (int i = 0; i < LAB_STEER; i++) {
        twin_press(twin, KEY_RIGHT, 0);
        xdotool("key Right");
    }
    assert_int_equal(twin->lab.part, LAB_STEER);
    await_words(desk, twin, "To the start");
}

static const struct hand {
    const char *name;
    void (*show_tab)(const struct desk *desk, struct app *twin);
    void (*steer)(const struct desk *desk, struct app *twin, const struct command *command);
} pointer = {"the pointer", show_tab_by_pointer, steer_by_pointer},
  walking = {"Tab and Space", show_tab_by_keys, steer_by_walking},
  shortcuts = {"the menu's keys", show_tab_by_keys, steer_by_keys};

// ---- Effects ------------------------------------------------------------------------------------

// Steers, and waits for another picture in this place.
static void steer_seen(const struct desk *desk, struct app *twin, const struct hand *hand,
                       const struct command *command, struct rect place)
{
    uint32_t *before = copy_screen(desk);
    hand->steer(desk, twin, command);
    await_place(desk, before, place, true, command->key);
    free(before);
}

// The number between the buttons that change it.
static struct rect rate_place(struct app *twin)
{
    struct rect less = twin_find(twin, rate_down.words[0], false);
    struct rect more = twin_find(twin, rate_up.words[0], false);
    int apart = (more.x - less.x) / 4;
    return (struct rect){less.x + apart, less.y - 2, 2 * apart, less.h + 4};
}

// Waits until the record of one of `count` runs says this, the first one's being 0; takes it.
static struct run_entry await_kept(size_t count, size_t which, enum run_record_end state, int epoch)
{
    struct run_list list;
    double end = now() + DEADLINE_SECONDS;
    for (;;) {
        assert_true(run_library_list(&list, library, NULL));
        struct run_entry entry = {0};
        size_t there = list.count;
        if (there == count)
            entry = list.entry[count - 1 - which]; // the newest is the first
        run_list_free(&list);
        if (entry.readable && entry.record.end == state && entry.record.epoch >= epoch)
            return entry;
        if (now() > end)
            fail_msg("%zu runs are kept; one stands at epoch %d, batch %d, and its end is %d",
                     there, entry.record.epoch, entry.record.batch, (int)entry.record.end);
        nap();
    }
}

static void assert_steered(const struct run_record *record)
{
    assert_true(record->steering.count > 0);
    const struct steering_change *last = &record->steering.change[record->steering.count - 1];
    assert_true(last->rate == 0.5f * 1.25f * 1.25f / 1.25f);
    assert_int_equal(last->augment, (record->setup.options.augment + 1) % AUGMENT_KINDS);
    assert_int_equal(record->steering.change[0].epoch, 0);
    assert_int_equal(record->steering.change[0].batch, 0);
}

static void assert_curves(const struct run_entry *entry)
{
    struct run_curves *curves = calloc(1, sizeof *curves);
    assert_non_null(curves);
    assert_true(run_library_load_curves(curves, library, entry->name, NULL));
    assert_true(curves->test.count >= 1 && curves->loss.count >= 1);
    free(curves);
}

// ---- Tests --------------------------------------------------------------------------------------

static void begin_paused(const struct desk *desk)
{
    xdotool("key ctrl+t Return space");
    await_title(desk, "training 0%, paused", false);
}

static void change_it(const struct desk *desk, struct app *twin, const struct hand *hand)
{
    struct rect rate = rate_place(twin), other = twin_find(twin, distortion.words[0], false);
    steer_seen(desk, twin, hand, &rate_up, rate);
    steer_seen(desk, twin, hand, &rate_up, rate);
    steer_seen(desk, twin, hand, &rate_down, rate);
    steer_seen(desk, twin, hand, &distortion, other);
}

static void take_batches_and_an_epoch(const struct desk *desk, struct app *twin,
                                      const struct hand *hand)
{
    struct rect moments = twin_find(twin, first_moment, true);
    for (int i = 0; i < 3; i++) {
        steer_seen(desk, twin, hand, &one_batch, moments);
        await_title(desk, ", paused", false);
    }
    steer_seen(desk, twin, hand, &one_epoch, moments);
    struct run_entry kept = await_kept(1, 0, RUN_RECORD_GOES_ON, 1);
    await_title(desk, ", paused", false);
    assert_int_equal(kept.record.epoch, 1);
    assert_int_equal(kept.record.batch, 0);
}

static void go_on_and_back_to_the_start(const struct desk *desk, struct app *twin,
                                        const struct hand *hand)
{
    hand->steer(desk, twin, &pause_run);
    await_title(desk, ", paused", true);
    await_kept(1, 0, RUN_RECORD_GOES_ON, 2);
    hand->steer(desk, twin, &pause_run);
    await_title(desk, ", paused", false);
    hand->steer(desk, twin, &to_start);
    await_words(desk, twin, first_moment);
    await_title(desk, "training 0%, paused", false);
    struct run_entry kept = await_kept(1, 0, RUN_RECORD_STOPPED, 2);
    assert_steered(&kept.record);
    assert_curves(&kept);
}

static void stop_behind_the_first_epoch(const struct desk *desk, struct app *twin,
                                        const struct hand *hand)
{
    hand->steer(desk, twin, &one_epoch);
    await_kept(2, 1, RUN_RECORD_GOES_ON, 1);
    await_title(desk, ", paused", false);
    hand->steer(desk, twin, &stop_run);
    await_title(desk, "training", true);
    struct run_entry kept = await_kept(2, 1, RUN_RECORD_STOPPED, 1);
    assert_int_equal(kept.record.epoch, 1);
    assert_int_equal(kept.record.batch, 0);
}

static void steer_in(const struct room *room, const struct hand *hand)
{
    void *state = NULL;
    print_message("%dx%d at %g, by %s\n", room->width, room->height, (double)room->scale,
                  hand->name);
    assert_int_equal(desk_open(&state, room->screen_width, room->screen_height), 0);
    struct desk *desk = state;
    assert_true(lay_down(room));
    start_program(desk);
    close_dialogs(desk);
    await_place_on_screen(desk);
    struct app *twin = twin_of_run(desk, room);
    begin_paused(desk);
    hand->show_tab(desk, twin);
    change_it(desk, twin, hand);
    take_batches_and_an_epoch(desk, twin, hand);
    go_on_and_back_to_the_start(desk, twin, hand);
    stop_behind_the_first_epoch(desk, twin, hand);
    app_close(twin);
    assert_int_equal(quit(desk), 0);
    assert_int_equal(desk_close(&state), 0);
}

static void test_a_run_is_steered_by_the_pointer(void **state)
{
    (void)state;
    for (int i = 0; i < ROOMS; i++)
        steer_in(&rooms[i], &pointer);
}

static void test_a_run_is_steered_by_tab_and_space(void **state)
{
    (void)state;
    for (int i = 0; i < ROOMS; i++)
        steer_in(&rooms[i], &walking);
}

static void test_a_run_is_steered_by_the_keys_of_the_menu(void **state)
{
    (void)state;
    for (int i = 0; i < ROOMS; i++)
        steer_in(&rooms[i], &shortcuts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_run_is_steered_by_the_pointer),
        cmocka_unit_test(test_a_run_is_steered_by_tab_and_space),
        cmocka_unit_test(test_a_run_is_steered_by_the_keys_of_the_menu),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
