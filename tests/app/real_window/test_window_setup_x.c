// A run is set up in the real window, by keys alone and by the pointer alone: what it was begun
// with stands in its record.
#include "tests/support/x_record.h"
#include "tests/support/x_words.h"

#include "app/session/weights/set_up.h"
#include "app/training/setup/run_setup.h"
#include "app/training/setup/setup_file.h"

static void forget_runs(void)
{
    assert_int_equal(system("rm -rf .local/share/lenetpad/runs"), 0);
}

// Each followed by a moment, so that none is lost on a slow server.
static void keys(const char *keys)
{
    char rest[400];
    snprintf(rest, sizeof rest, "%s", keys);
    for (char *key = strtok(rest, " "); key; key = strtok(NULL, " "))
        xdotool("key %s sleep 0.05", key);
}

static void test_a_run_is_set_up_by_keys_alone(void **state)
{
    (void)state;
    forget_runs();
    keys("ctrl+t Tab space Tab space Tab 3 Tab Tab Tab Tab 5 0 0 Tab 6 0 Tab Tab Tab"); // epochs
    keys("2 Tab 1 6 Tab 0 period 5 Tab Right Tab Tab Tab Left Left Tab Tab Tab Tab Right Tab 9 "
         "Return");
    struct run_setup setup = await_record().setup;
    assert_false(setup.part[RUN_PART_MNIST].used);
    assert_true(setup.part[RUN_PART_PRACTICE].used);
    assert_int_equal(setup.part[RUN_PART_PRACTICE].share, 3);
    assert_int_equal(setup.hold_out, 60);
    assert_int_equal(setup.options.images, 500);
    assert_int_equal(setup.options.epochs, 2);
    assert_int_equal(setup.options.batch, 16);
    assert_true(setup.options.rate == 0.5f);
    assert_int_equal(setup.options.schedule, TRAIN_SCHEDULE_CONSTANT);
    assert_int_equal(setup.options.augment, AUGMENT_NONE);
    assert_int_equal(setup.options.average, TRAIN_AVERAGE_OFF);
    assert_int_equal(setup.options.seed, 9);
}

// ---- The pointer --------------------------------------------------------------------------------

static const char plus[] = "+", minus[] = "\xe2\x88\x92"; // what stands on the steppers

// Where the words stand in the form of a window of this size, or the sign beside them: drawn here
// as it is there while no path is asked for above them.
static struct rect place_of(const struct desk *desk, const char *words, const char *sign)
{
    struct app *twin = twin_open(desk, 1, &(struct session_options){.own_digits = ""});
    twin->session.setup.part[RUN_PART_MNIST].used = false;
    set_up_open(&twin->session);
    struct rect found = sign ? twin_find_beside(twin, words, sign) : twin_find(twin, words, false);
    app_close(twin);
    return found;
}

static void click_in(const struct desk *desk, struct rect rect, int times)
{
    xdotool("mousemove --window %s %d %d sleep 0.1", desk->window, rect.x + rect.w / 2,
            rect.y + rect.h / 2);
    for (int i = 0; i < times; i++) {
        xdotool("click 1");
        free(still_screen(desk));
    }
}

// The run of the test before may still be shown as it ends.
static void open_form(const struct desk *desk)
{
    free(still_screen(desk));
    keys("ctrl+t");
    free(still_screen(desk));
}

static void click_field(const struct desk *desk, const char *words)
{
    click_in(desk, place_of(desk, words, NULL), 1);
}

static void click_sign(const struct desk *desk, const char *words, const char *sign, int times)
{
    click_in(desk, place_of(desk, words, sign), times);
}

static void test_a_recipe_is_chosen_and_begun_by_the_pointer_alone(void **state)
{
    const struct desk *desk = *state;
    forget_runs();
    open_form(desk);
    click_field(desk, "First look");
    click_field(desk, "Constant");
    click_field(desk, "Affine");
    click_field(desk, "Start");
    struct run_setup setup = await_record().setup;
    assert_int_equal(setup.options.epochs, 4);
    assert_int_equal(setup.options.batch, 32);
    assert_int_equal(setup.options.images, 0);
    assert_int_equal(setup.options.schedule, TRAIN_SCHEDULE_CONSTANT);
    assert_int_equal(setup.options.augment, AUGMENT_AFFINE);
    assert_int_equal(setup.options.average, TRAIN_AVERAGE_ON);
    assert_true(setup.part[RUN_PART_PRACTICE].used); // as it was chosen by keys, and remembered
    assert_int_equal(setup.part[RUN_PART_PRACTICE].share, 3);
}

// Waits until the form is put away with all of these parts, and takes what it wrote.
static struct run_setup await_written(void)
{
    struct run_setup setup;
    char note[SETUP_FILE_NOTE];
    double end = now() + DEADLINE_SECONDS;
    do {
        nap();
        if (setup_file_load(&setup, ".config/lenetpad/setup.json", note, NULL) &&
            setup.part[RUN_PART_OWN].used)
            return setup;
    } while (now() < end);
    fail_msg("what was set up was not written");
    return setup;
}

// From the lowest upwards: a path is asked for below what it is of.
static void test_all_digits_and_the_beginning_are_chosen_by_the_pointer_alone(void **state)
{
    const struct desk *desk = *state;
    static const struct {
        enum run_part_kind kind;
        const char *sign;
        int share;
    } chosen[] = {{RUN_PART_OWN, plus, 110},
                  {RUN_PART_STROKES, minus, 90},
                  {RUN_PART_FOLDER, minus, 90},
                  {RUN_PART_MNIST, minus, 90}};
    enum { CHOSEN = sizeof chosen / sizeof *chosen };
    open_form(desk);
    for (int i = 0; i < CHOSEN; i++) {
        click_field(desk, run_parts[chosen[i].kind].title);
        click_sign(desk, run_parts[chosen[i].kind].title, chosen[i].sign, 1);
    }
    click_field(desk, "Weights in use");
    click_field(desk, "Cancel");
    struct run_setup setup = await_written();
    assert_true(setup.from_weights);
    for (int i = 0; i < CHOSEN; i++) {
        assert_true(setup.part[chosen[i].kind].used);
        assert_int_equal(setup.part[chosen[i].kind].share, chosen[i].share);
    }
    open_form(desk);
    for (int i = CHOSEN; i-- > 0;) // from above downwards, each path going before the next
        click_field(desk, run_parts[chosen[i].kind].title);
    click_field(desk, "Random weights");
    click_field(desk, "Cancel");
}

static void test_every_field_is_set_by_the_pointer_alone(void **state)
{
    const struct desk *desk = *state;
    forget_runs();
    open_form(desk);
    click_field(desk, "First look");
    click_sign(desk, "Practice digits", plus, 1);
    click_sign(desk, "Only the first", plus, 6);
    click_sign(desk, "Held out", plus, 1);
    click_field(desk, "Shuffled");
    click_sign(desk, "Epochs", minus, 1);
    click_sign(desk, "Batch", plus, 1);
    click_sign(desk, "Learning rate", minus, 1);
    click_field(desk, "Steps");
    click_sign(desk, "Momentum", minus, 1);
    click_sign(desk, "Weight decay", plus, 1);
    click_field(desk, "Affine");
    click_field(desk, "Distort anew");
    click_sign(desk, "Rarer ways", minus, 1);
    click_sign(desk, "Non-digits", plus, 1);
    click_field(desk, "Default");
    click_field(desk, "Off");
    click_sign(desk, "Seed", plus, 1);
    click_sign(desk, "Threads", plus, 1);
    click_field(desk, "Start");
    struct run_setup setup = await_record().setup;
    const struct train_options expected = {.epochs = 2,
                                           .batch = 64,
                                           .rate = 0.5f,
                                           .momentum = 0.85f,
                                           .augment = AUGMENT_AFFINE,
                                           .ways = 0.9f,
                                           .nondigits = 100,
                                           .seed = 10,
                                           .schedule = TRAIN_SCHEDULE_STEPS,
                                           .decay = 5e-5f,
                                           .init = TRAIN_INIT_DEFAULT,
                                           .images = 500,
                                           .labels = TRAIN_LABELS_SHUFFLED,
                                           .average = TRAIN_AVERAGE_OFF};
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++)
        if (!train_option_same(&train_option_table[i], &setup.options, &expected))
            fail_msg("%s is not what was clicked", train_option_table[i].word);
    for (int i = 0; i < RUN_PARTS; i++)
        assert_int_equal(setup.part[i].used, i == RUN_PART_PRACTICE);
    assert_int_equal(setup.part[RUN_PART_PRACTICE].share, 10);
    assert_int_equal(setup.hold_out, 100);
    assert_false(setup.from_weights);
    assert_int_equal(setup.threads, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_run_is_set_up_by_keys_alone),
        cmocka_unit_test(test_a_recipe_is_chosen_and_begun_by_the_pointer_alone),
        cmocka_unit_test(test_all_digits_and_the_beginning_are_chosen_by_the_pointer_alone),
        cmocka_unit_test(test_every_field_is_set_by_the_pointer_alone),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, desk_open_program, desk_close_program);
}
