// What destroys can be undone: drawings, the person's digits, weights.
#include "tests/support/app_support.h"

#include "app/session/opening.h"
#include "nn/net/model.h"
#include "nn/strokes/strokes_text.h"
#include "tests/support/practice_data.h"

static const char mine[] = "mine.strokes", settings[] = "settings.json";

// A data set, and weights that nobody has trained.
static int make_files(void **state)
{
    if (home_enter(state) != 0)
        return -1;
    struct lenet *weights = malloc(sizeof *weights);
    lenet_init(weights, 5);
    bool ok = model_save("other.safetensors", weights, &(struct model_info){0}, NULL) &&
              practice_data_save("data", 200, 200, 3);
    free(weights);
    return ok ? 0 : -1;
}

static struct app *open_app(uint64_t seed)
{
    struct app *app = app_support_open(&(struct session_options){
        .settings_path = settings, .own_digits = mine, .random_seed = seed});
    snprintf(app->session.settings.data, PATH_SIZE, "data");
    app->session.training.epochs = app->session.setup.options.epochs = 2;
    app_frame(app);
    return app;
}

static int open_test_app(void **state)
{
    remove(mine);
    remove(settings);
    *state = open_app(0);
    return 0;
}

static void draw(struct app *app, float x)
{
    pad_begin(&app->session.pad, PAD_STROKE, x, 100, 30);
    pad_move(&app->session.pad, x + 20, 400, 30);
    pad_end(&app->session.pad);
    app_frame(app);
}

static void teach(struct app *app, int label, float x)
{
    draw(app, x);
    app->session.correcting = true;
    press(app, '0' + label, 0);
}

// The labels of the hand's file, as text.
static const char *labels_of_file(void)
{
    static char text[32];
    struct strokes strokes = {0};
    size_t count = 0;
    if (access(mine, F_OK) == 0) {
        assert_true(strokes_load(&strokes, mine, NULL));
        for (; count < strokes.count; count++)
            text[count] = (char)('0' + strokes.digit[count].label);
    }
    text[count] = '\0';
    strokes_free(&strokes);
    return text;
}

static uint8_t *copy_sheet(const struct app *app)
{
    uint8_t *copy = malloc(PAD_SIDE * PAD_SIDE);
    memcpy(copy, app->session.pad.sheet.grey, PAD_SIDE * PAD_SIDE);
    return copy;
}

// ---- Drawings -----------------------------------------------------------------------------------

static void test_nothing_that_replaces_a_drawing_destroys_it(void **state)
{
    struct app *app = *state;
    uint8_t grey[28 * 28] = {[28 * 14 + 14] = 255};
    const struct ink picture = {28, 28, grey};
    static const char two[] = "digit 1\nstroke 0,0 0,9\ndigit 2\nstroke 0,0 9,9\n";
    support_write("two.strokes", two, sizeof two - 1);
    for (int way = 0; way < 6; way++) {
        while (pad_can_undo(&app->session.pad))
            pad_undo(&app->session.pad);
        draw(app, 200);
        uint8_t *before = copy_sheet(app);
        if (way == 0)
            press(app, 'n', MOD_CTRL);
        else if (way == 1)
            press(app, 'c', 0);
        else if (way == 2)
            press(app, 'r', 0);
        else if (way == 3)
            assert_true(opening_file(&app->session, "two.strokes", 0, NULL));
        else if (way == 4)
            press(app, KEY_PAGE_DOWN, 0);
        else
            assert_true(pad_set_picture(&app->session.pad, &picture, NULL));
        assert_memory_not_equal(before, app->session.pad.sheet.grey, PAD_SIDE * PAD_SIDE);
        press(app, 'z', MOD_CTRL);
        assert_memory_equal(before, app->session.pad.sheet.grey, PAD_SIDE * PAD_SIDE);
        free(before);
    }
}

static void test_random_digits_are_others_at_another_start(void **state)
{
    struct app *app = *state, *same = open_app(0), *other = open_app(1);
    int equal[2] = {0};
    for (int i = 0; i < 20; i++) {
        press(app, 'r', 0);
        press(same, 'r', 0);
        press(other, 'r', 0);
        equal[0] += strcmp(app->session.digit_note, same->session.digit_note) == 0;
        equal[1] += strcmp(app->session.digit_note, other->session.digit_note) == 0;
    }
    assert_int_equal(equal[0], 20);
    assert_in_range(equal[1], 0, 5);
    app_close(same);
    app_close(other);
}

// ---- The person's digits ------------------------------------------------------------------------

static void test_a_digit_that_is_shown_is_relabelled_and_not_added(void **state)
{
    struct app *app = *state;
    for (int i = 0; i < 3; i++)
        teach(app, i, 150 + 50 * (float)i);
    press(app, 'h', MOD_CTRL);
    press(app, KEY_PAGE_DOWN, 0);
    press(app, '7', 0);
    assert_string_equal(labels_of_file(), "072");
    assert_non_null(strstr(ui_toast_text(&app->ui), "kept as a 7 now, no longer as a 1"));
    assert_non_null(strstr(app->session.digit_note, "2 of 3, labelled 7"));
    press(app, '7', 0);
    assert_string_equal(labels_of_file(), "072");
    press(app, '1', 0); // back
    assert_string_equal(labels_of_file(), "012");
    draw(app, 400); // another drawing now
    press(app, '5', 0);
    assert_string_equal(labels_of_file(), "0125");
}

static void test_a_digit_that_came_back_onto_the_pad_is_not_kept_twice(void **state)
{
    struct app *app = *state;
    teach(app, 3, 150);
    teach(app, 7, 200);
    press(app, 'f', MOD_CTRL);
    assert_false(pad_empty(&app->session.pad));
    press(app, 'g', MOD_CTRL);
    assert_string_equal(labels_of_file(), "37");
    assert_true(pad_empty(&app->session.pad)); // as after it was taught
    press(app, '7', 0);
    assert_string_equal(labels_of_file(), "37");
    press(app, 'f', MOD_CTRL);
    assert_string_equal(labels_of_file(), "3");
    assert_false(pad_empty(&app->session.pad));
    press(app, '7', 0);
    assert_string_equal(labels_of_file(), "37");
    press(app, 'z', MOD_CTRL);
    assert_false(pad_empty(&app->session.pad));
    press(app, '1', 0); // it was meant
    assert_string_equal(labels_of_file(), "31");
    assert_true(pad_empty(&app->session.pad));
    // Another drawing than the one that is brought back stays.
    teach(app, 5, 250);
    press(app, 'f', MOD_CTRL);
    press(app, 'f', MOD_CTRL);
    assert_string_equal(labels_of_file(), "3");
    press(app, 'g', MOD_CTRL);
    assert_string_equal(labels_of_file(), "31");
    assert_false(pad_empty(&app->session.pad));
    press(app, 'g', MOD_CTRL);
    assert_string_equal(labels_of_file(), "315");
    assert_true(pad_empty(&app->session.pad));
}

static void test_the_digit_that_is_shown_is_forgotten_and_comes_back(void **state)
{
    struct app *app = *state;
    for (int i = 0; i < 4; i++)
        teach(app, i, 150 + 50 * (float)i);
    press(app, 'h', MOD_CTRL);
    press(app, KEY_PAGE_DOWN, 0);
    press(app, 'f', MOD_CTRL);
    assert_string_equal(labels_of_file(), "023");
    assert_non_null(strstr(app->session.digit_note, "2 of 3, labelled 2")); // the next one
    press(app, 'f', MOD_CTRL);
    assert_string_equal(labels_of_file(), "03");
    press(app, 'g', MOD_CTRL);
    assert_string_equal(labels_of_file(), "023");
    press(app, 'g', MOD_CTRL);
    assert_string_equal(labels_of_file(), "0123");
    assert_false(action_enabled(app, ACTION_BRING_BACK));
}

static void test_every_forgotten_digit_comes_back_as_it_was(void **state)
{
    struct app *app = *state;
    for (int i = 0; i < 4; i++)
        teach(app, i, 150 + 50 * (float)i);
    size_t size, back_size;
    uint8_t *before = support_read(mine, &size);
    while (pad_can_undo(&app->session.pad))
        pad_undo(&app->session.pad);
    press(app, 'f', MOD_CTRL);
    press(app, 'f', MOD_CTRL);
    assert_string_equal(labels_of_file(), "01");
    press(app, 'f', MOD_CTRL | MOD_SHIFT);
    press(app, KEY_TAB, 0);
    press(app, KEY_ENTER, 0);
    assert_string_equal(labels_of_file(), "");
    press(app, 'g', MOD_CTRL); // the two that were forgotten at once
    assert_string_equal(labels_of_file(), "01");
    press(app, 'g', MOD_CTRL);
    press(app, 'g', MOD_CTRL);
    uint8_t *back = support_read(mine, &back_size);
    assert_int_equal(back_size, size);
    assert_memory_equal(back, before, size);
    free(before);
    free(back);
}

// ---- Weights ------------------------------------------------------------------------------------

static void await_end(struct app *app)
{
    while (session_trains(&app->session)) {
        nanosleep(&(struct timespec){0, 1000000}, NULL);
        app_event(app, &(struct event){.type = EVENT_WAKE});
    }
    app_frame(app);
    app_frame(app);
}

static void test_a_run_that_was_started_by_mistake_leaves_the_weights_before(void **state)
{
    struct app *app = *state;
    struct lenet *before = malloc(sizeof *before), *trained = malloc(sizeof *trained);
    static const int keys[] = {'t', 'p'};
    char note[sizeof app->session.weights_note];
    app->session.training.epochs = app->session.setup.options.epochs = 1;
    for (int i = 0; i < 2; i++) {
        assert_false(i == 0 && action_enabled(app, ACTION_WEIGHTS_BEFORE));
        *before = app->session.weights;
        snprintf(note, sizeof note, "%s", app->session.weights_note);
        press(app, keys[i], MOD_CTRL);
        if (keys[i] == 't')
            press(app, KEY_ENTER, 0);
        while (session_trains(&app->session) && app->session.weights_from != WEIGHTS_TRAINER)
            app_event(app, &(struct event){.type = EVENT_WAKE});
        press(app, 'b', MOD_CTRL | MOD_SHIFT);
        await_end(app);
        assert_memory_equal(before, &app->session.weights, sizeof *before);
        assert_string_equal(app->session.weights_note, note);
        press(app, 'b', MOD_CTRL | MOD_SHIFT); // and forth
        assert_memory_not_equal(before, &app->session.weights, sizeof *before);
        press(app, 'b', MOD_CTRL | MOD_SHIFT);
        assert_memory_equal(before, &app->session.weights, sizeof *before);
    }
    free(before);
    free(trained);
}

static void test_trained_weights_come_back_after_others_were_opened(void **state)
{
    struct app *app = *state;
    struct lenet *trained = malloc(sizeof *trained);
    press_set_up_and_start(app);
    await_end(app);
    *trained = app->session.weights;
    for (int way = 0; way < 3; way++) {
        if (way == 0)
            app_event(app, &(struct event){.type = EVENT_DROP, .path = "other.safetensors"});
        else if (way == 1)
            press(app, 'b', MOD_CTRL);
        else
            assert_false(
                opening_file(&app->session, "missing.safetensors", 0, NULL)); // changes nothing
        assert_true(way == 2 || memcmp(trained, &app->session.weights, sizeof *trained) != 0);
        if (way < 2)
            press(app, 'b', MOD_CTRL | MOD_SHIFT);
        assert_memory_equal(trained, &app->session.weights, sizeof *trained);
        assert_string_equal(path_name(app->session.settings.model), "trained.safetensors");
    }
    free(trained);
}

static void test_a_second_run_leaves_the_file_of_the_first(void **state)
{
    struct app *app = *state;
    struct lenet *first = malloc(sizeof *first), *read = malloc(sizeof *read);
    char file[PATH_SIZE];
    press_set_up_and_start(app);
    await_end(app);
    *first = app->session.weights;
    snprintf(file, sizeof file, "%s", app->session.settings.model);
    app->session.setup.options.seed = 9;
    press_set_up_and_start(app);
    await_end(app);
    assert_string_not_equal(app->session.settings.model, file);
    assert_true(model_load(read, NULL, file, NULL));
    assert_memory_equal(read, first, sizeof *read);
    assert_true(model_load(read, NULL, app->session.settings.model, NULL));
    assert_memory_equal(read, &app->session.weights, sizeof *read);
    free(first);
    free(read);
}

#define APP_TEST(test) cmocka_unit_test_setup_teardown(test, open_test_app, app_support_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        APP_TEST(test_nothing_that_replaces_a_drawing_destroys_it),
        APP_TEST(test_random_digits_are_others_at_another_start),
        APP_TEST(test_a_digit_that_is_shown_is_relabelled_and_not_added),
        APP_TEST(test_a_digit_that_came_back_onto_the_pad_is_not_kept_twice),
        APP_TEST(test_the_digit_that_is_shown_is_forgotten_and_comes_back),
        APP_TEST(test_every_forgotten_digit_comes_back_as_it_was),
        APP_TEST(test_a_run_that_was_started_by_mistake_leaves_the_weights_before),
        APP_TEST(test_trained_weights_come_back_after_others_were_opened),
        APP_TEST(test_a_second_run_leaves_the_file_of_the_first),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
