// A run is set up in the real window, by keys alone and by the pointer alone: what it was begun
// with stands in its record.
#include "tests/support/x_desk.h"

#include "app/system/text_sdl.h"
#include "app/training/runs/run_record.h"
#include "app/training/setup/run_setup.h"
#include "app/window/dialogs/dialog_setup.h"
#include "app/window/shell.h"

#include <glob.h>

// Waits for the record of the only run that has come to its end, and takes its set-up.
static struct run_setup await_record(void)
{
    struct run_record record = {0};
    double end = now() + DEADLINE_SECONDS;
    do {
        glob_t found;
        nap();
        if (glob(".local/share/lenetpad/runs/*/" RUN_RECORD_FILE, 0, NULL, &found) != 0)
            continue;
        assert_int_equal(found.gl_pathc, 1);
        bool good = run_record_load(&record, found.gl_pathv[0], NULL);
        globfree(&found);
        if (good && record.end == RUN_RECORD_FINISHED)
            return record.setup;
    } while (now() < end);
    fail_msg("no run has come to its end");
    return record.setup;
}

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
    keys("2 Tab 1 6 Tab 0 period 5 Tab Right Tab Tab Tab Left Left Tab Tab Right Tab 9 Return");
    struct run_setup setup = await_record();
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

static struct {
    const char *words;
    struct rect rect;
} search;

static void compare(void *context, const struct text_drawn *drawn)
{
    (void)context;
    if (drawn->bytes == strlen(search.words) &&
        strncmp(drawn->string, search.words, drawn->bytes) == 0)
        search.rect = drawn->rect;
}

// Where the words stand in the form of a window of this size: drawn here as it is there.
static struct rect place_of(const struct desk *desk, const char *words)
{
    struct app *app = NULL;
    struct glyph_source glyphs;
    int width, height;
    get_size(desk, &width, &height);
    assert_true(text_sdl_source(&glyphs, NULL));
    glyphs.drawn = compare;
    assert_true(app_open(&app, glyphs, &(struct session_options){.own_digits = ""}, NULL));
    assert_true(app_resize(app, width, height, 1, NULL));
    app->session.questions.open = QUESTION_NONE;
    app->session.setup.part[RUN_PART_MNIST].used = false;
    dialog_setup_open(app);
    search.words = words;
    search.rect = (struct rect){0};
    for (int i = 0; i < 4; i++)
        app_frame(app);
    app_close(app);
    if (search.rect.w == 0)
        fail_msg("\"%s\" is not in the form", words);
    return search.rect;
}

static void click_words(const struct desk *desk, const char *words)
{
    struct rect rect = place_of(desk, words);
    xdotool("mousemove --window %s %d %d sleep 0.1 click 1 sleep 0.1", desk->window,
            rect.x + rect.w / 2, rect.y + rect.h / 2);
}

static void test_a_run_is_set_up_by_the_pointer_alone(void **state)
{
    const struct desk *desk = *state;
    forget_runs();
    keys("ctrl+t");
    click_words(desk, "First look");
    click_words(desk, "Constant");
    click_words(desk, "Affine");
    click_words(desk, "Start");
    struct run_setup setup = await_record();
    assert_int_equal(setup.options.epochs, 4);
    assert_int_equal(setup.options.batch, 32);
    assert_int_equal(setup.options.images, 0);
    assert_int_equal(setup.options.schedule, TRAIN_SCHEDULE_CONSTANT);
    assert_int_equal(setup.options.augment, AUGMENT_AFFINE);
    assert_int_equal(setup.options.average, TRAIN_AVERAGE_ON);
    assert_true(setup.part[RUN_PART_PRACTICE].used); // as it was chosen by keys, and remembered
    assert_int_equal(setup.part[RUN_PART_PRACTICE].share, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_run_is_set_up_by_keys_alone),
        cmocka_unit_test(test_a_run_is_set_up_by_the_pointer_alone),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, desk_open_program, desk_close_program);
}
