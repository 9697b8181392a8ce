// The whole window, driven by events without a display.
#include "tests/support/app_support.h"

#include "app/session/saving.h"
#include "app/session/shown_digits.h"
#include "app/session/weights/training.h"
#include "nn/base/random.h"
#include "nn/files/file.h"
#include "tests/support/practice_data.h"

enum { WIDTH = 1280, HEIGHT = 800 };

static struct fake_glyphs fake;

// A network that says 7 to everything, so that what is read can be foretold.
static bool save_model(const char *path, int answer)
{
    struct lenet *lenet = calloc(1, sizeof *lenet);
    struct model_info info = {.description = "a stubborn network"};
    lenet->output_bias[answer] = 8;
    bool ok = model_save(path, lenet, &info, NULL);
    free(lenet);
    return ok;
}

static int make_files(void **state)
{
    return app_support_enter_folder(state) == 0 && save_model("seven.safetensors", 7) &&
                   save_model("two.safetensors", 2) && practice_data_save("data", 640, 100, 1)
               ? 0
               : -1;
}

static struct app *open_app(const struct session_options *options)
{
    struct app *app = app_support_open(options);
    app->session.training.epochs = 20;
    return app;
}

static int open_test_app(void **state)
{
    *state = open_app(&(struct session_options){.model = "seven.safetensors"});
    return 0;
}

// ---- Events -------------------------------------------------------------------------------------

static void send(struct app *app, struct event event)
{
    app_event(app, &event);
}

static void send_pointer(struct app *app, enum event_type type, float x, float y, int button)
{
    send(app, (struct event){
                  .type = type, .x = x, .y = y, .button = button, .clicks = 1, .pressure = 1});
}

static void click(struct app *app, struct rect rect)
{
    float x = (float)rect.x + (float)rect.w / 2, y = (float)rect.y + (float)rect.h / 2;
    send_pointer(app, EVENT_POINTER_MOVE, x, y, 0);
    app_frame(app);
    send_pointer(app, EVENT_POINTER_DOWN, x, y, BUTTON_LEFT);
    app_frame(app);
    send_pointer(app, EVENT_POINTER_UP, x, y, BUTTON_LEFT);
    app_frame(app);
    app_frame(app);
}

// A point of the pad (0..1 both ways) in window pixels.
static float pad_x(const struct app *app, float x)
{
    return (float)app->layout.pad.x + x * (float)app->layout.pad.w;
}

static float pad_y(const struct app *app, float y)
{
    return (float)app->layout.pad.y + y * (float)app->layout.pad.h;
}

static void stroke(struct app *app, int button, float x0, float y0, float x1, float y1)
{
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, x0), pad_y(app, y0), 0);
    send_pointer(app, EVENT_POINTER_DOWN, pad_x(app, x0), pad_y(app, y0), button);
    for (int i = 1; i <= 10; i++) {
        float t = (float)i / 10;
        send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, x0 + (x1 - x0) * t),
                     pad_y(app, y0 + (y1 - y0) * t), 0);
    }
    send_pointer(app, EVENT_POINTER_UP, pad_x(app, x1), pad_y(app, y1), button);
    app_frame(app);
}

static void type(struct app *app, const char *text)
{
    struct event event = {.type = EVENT_TEXT};
    for (; *text; text++) {
        event.text[0] = *text;
        send(app, event);
        app_frame(app);
    }
}

static void drop(struct app *app, const char *path)
{
    struct event event = {.type = EVENT_DROP};
    snprintf(event.path, sizeof event.path, "%s", path);
    send(app, event);
    app_frame(app);
    app_frame(app);
}

static bool title_says(const struct app *app, const char *words)
{
    return strstr(app->title, words) != NULL;
}

// ---- Drawing ------------------------------------------------------------------------------------

static void test_a_stroke_is_read_while_it_moves(void **state)
{
    struct app *app = *state;
    assert_string_equal(app->title, "LeNet Pad – nothing drawn");
    send_pointer(app, EVENT_POINTER_DOWN, pad_x(app, .3f), pad_y(app, .2f), BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, .6f), pad_y(app, .7f), 0);
    app_frame(app); // the button is still down
    assert_true(title_says(app, "LeNet Pad – 7 ("));
    assert_true(app->capture_pointer);
    send_pointer(app, EVENT_POINTER_UP, pad_x(app, .6f), pad_y(app, .7f), BUTTON_LEFT);
    assert_false(app->capture_pointer);
}

static void test_the_right_button_and_the_eraser_take_ink_away(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .2f, .5f, .8f, .5f);
    stroke(app, BUTTON_RIGHT, .1f, .5f, .9f, .5f);
    assert_true(title_says(app, "nothing drawn"));
    press(app, 'z', MOD_CTRL);
    assert_false(title_says(app, "nothing drawn"));
    press(app, 'e', 0);
    stroke(app, BUTTON_LEFT, .1f, .5f, .9f, .5f);
    assert_true(title_says(app, "nothing drawn"));
}

static void test_keys_undo_redo_and_clear(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .2f, .2f, .8f, .8f);
    press(app, 'c', 0);
    assert_true(title_says(app, "nothing drawn"));
    press(app, 'z', MOD_CTRL);
    assert_true(title_says(app, "7 ("));
    press(app, 'z', MOD_CTRL);
    assert_true(title_says(app, "nothing drawn"));
    press(app, 'y', MOD_CTRL);
    assert_true(title_says(app, "7 ("));
    press(app, 'z', MOD_CTRL | MOD_SHIFT);
    assert_true(title_says(app, "nothing drawn"));
    press(app, 'z', MOD_CTRL);
    press(app, 'n', MOD_CTRL);
    assert_true(title_says(app, "nothing drawn"));
    press(app, 'z', MOD_CTRL);
    assert_true(title_says(app, "7 ("));
}

static void test_a_stroke_begins_only_on_the_pad_and_survives_leaving_it(void **state)
{
    struct app *app = *state;
    struct rect card = app->layout.card[PANEL_FIGURE];
    send_pointer(app, EVENT_POINTER_DOWN, (float)card.x + 4, (float)card.y + 4, BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, .5f), pad_y(app, .5f), 0);
    send_pointer(app, EVENT_POINTER_UP, pad_x(app, .5f), pad_y(app, .5f), BUTTON_LEFT);
    assert_int_equal(app->session.pad.count, 0);
    send_pointer(app, EVENT_POINTER_DOWN, pad_x(app, .9f), pad_y(app, .3f), BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, 2), pad_y(app, .3f), 0);
    send(app, (struct event){.type = EVENT_POINTER_LEAVE});
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, .9f), pad_y(app, .6f), 0);
    assert_true(app->session.pad.active);
    send_pointer(app, EVENT_POINTER_UP, pad_x(app, 2), pad_y(app, .6f), BUTTON_LEFT);
    assert_int_equal(app->session.pad.count, 1);
}

static void test_another_button_does_not_end_a_stroke(void **state)
{
    struct app *app = *state;
    send_pointer(app, EVENT_POINTER_DOWN, pad_x(app, .2f), pad_y(app, .3f), BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_DOWN, pad_x(app, .2f), pad_y(app, .3f), BUTTON_RIGHT);
    send_pointer(app, EVENT_POINTER_UP, pad_x(app, .2f), pad_y(app, .3f), BUTTON_RIGHT);
    assert_true(app->session.pad.active);
    send_pointer(app, EVENT_POINTER_UP, pad_x(app, .2f), pad_y(app, .3f), BUTTON_LEFT);
    assert_false(app->session.pad.active);
    assert_int_equal(app->session.pad.count, 1);
}

static void test_the_wheel_sets_the_brush_within_its_limits(void **state)
{
    struct app *app = *state;
    float before = app->session.settings.brush;
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, .5f), pad_y(app, .5f), 0);
    send(app, (struct event){.type = EVENT_WHEEL, .wheel = 1});
    assert_true(app->session.settings.brush > before);
    send(app, (struct event){.type = EVENT_WHEEL, .wheel = 500});
    assert_true(app->session.settings.brush == SESSION_BRUSH_MAX);
    send(app, (struct event){.type = EVENT_WHEEL, .wheel = -500});
    assert_true(app->session.settings.brush == SESSION_BRUSH_MIN);
    press(app, ']', 0);
    assert_true(app->session.settings.brush == SESSION_BRUSH_MIN + SESSION_BRUSH_STEP);
}

static void test_tool_buttons_do_what_they_say(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .2f, .5f, .8f, .5f);
    click(app, app->layout.tool[0]);
    assert_true(pad_empty(&app->session.pad));
    click(app, app->layout.tool[1]);
    assert_false(pad_empty(&app->session.pad));
    click(app, app->layout.tool[2]);
    assert_true(app->session.eraser);
    click(app, app->layout.tool[3]);
    assert_true(pad_empty(&app->session.pad));
    click(app, app->layout.tool[4]);
    assert_false(pad_empty(&app->session.pad));
}

static void test_nothing_is_drawn_anew_while_nothing_happens(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .2f, .2f, .8f, .8f);
    send(app, (struct event){.type = EVENT_POINTER_LEAVE});
    for (int i = 0; i < 5 && app_needs_frame(app); i++)
        app_frame(app);
    assert_false(app_needs_frame(app));
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, .5f), pad_y(app, .5f), 0);
    assert_true(app_needs_frame(app));
}

// ---- Files --------------------------------------------------------------------------------------

static void test_a_saved_drawing_reads_the_same_when_it_is_opened(void **state)
{
    struct app *app = *state;
    struct normalized before;
    stroke(app, BUTTON_LEFT, .2f, .2f, .8f, .3f);
    stroke(app, BUTTON_LEFT, .8f, .3f, .4f, .9f);
    before = app->session.reading.normalized;
    assert_true(saving_write(&app->session, FILE_PURPOSE_SAVE_STROKES, "digit.strokes", NULL));
    press(app, 'c', 0);
    drop(app, "digit.strokes");
    int difference = 0;
    for (int row = 0; row < DIGIT_SIDE; row++) {
        for (int column = 0; column < DIGIT_SIDE; column++)
            difference +=
                abs(before.digit[row][column] - app->session.reading.normalized.digit[row][column]);
    }
    assert_true(difference < 400); // the file's decimals
    press(app, 'z', MOD_CTRL);
    assert_true(title_says(app, "nothing drawn")); // opening is one step
}

static void test_a_saved_picture_is_read_as_the_drawing(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    assert_true(saving_write(&app->session, FILE_PURPOSE_SAVE_PICTURE, "digit.png", NULL));
    press(app, 'c', 0);
    drop(app, "digit.png");
    assert_false(app->session.reading.empty);
    assert_non_null(pad_untouched_picture(&app->session.pad));
}

static void test_a_drop_with_a_path_too_long_is_explained(void **state)
{
    struct app *app = *state;
    drop(app, ""); // as such a drop arrives
    assert_int_equal(app->session.questions.open, QUESTION_ERROR);
    assert_non_null(strstr(app->session.questions.message, "longer than 1023 characters"));
}

static void test_a_dropped_model_takes_over_and_a_bad_one_does_not(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    drop(app, "two.safetensors");
    assert_true(title_says(app, "2 ("));
    support_write("bad.safetensors", "{}", 2);
    drop(app, "bad.safetensors");
    assert_int_equal(app->session.questions.open, QUESTION_ERROR);
    assert_non_null(strstr(app->session.questions.message, "bad.safetensors"));
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_true(title_says(app, "2 ("));
    assert_false(app->quit);
}

static void test_files_that_cannot_be_opened_are_explained_and_change_nothing(void **state)
{
    struct app *app = *state;
    support_write("empty", "", 0);
    support_write("noise.png", "\x89PNG but not really", 18);
    support_write("words.strokes", "hello", 5);
    static const char *const names[] = {"gone.png", "empty", "noise.png", "words.strokes", "data"};
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    uint64_t version = app->session.pad.version;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        drop(app, names[i]);
        if (app->session.questions.open != QUESTION_ERROR ||
            !strstr(app->session.questions.message, names[i]))
            fail_msg("%s: \"%s\"", names[i], app->session.questions.message);
        press(app, KEY_ENTER, 0); // OK
        assert_int_equal(app->session.questions.open, QUESTION_NONE);
    }
    assert_true(app->session.pad.version == version);
}

static void test_the_file_dialog_saves_under_a_typed_name_and_asks_before_replacing(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    press(app, 's', MOD_CTRL);
    assert_int_equal(app->session.questions.open, QUESTION_FILES);
    assert_string_equal(app->file_dialog.name, "digit.strokes");
    app_frame(app);
    press(app, 'a', MOD_CTRL);
    type(app, "typed");
    assert_string_equal(app->file_dialog.name, "typed");
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_int_equal(access("typed.strokes", F_OK), 0);
    support_write("typed.strokes", "", 0);
    press(app, 's', MOD_CTRL);
    app_frame(app);
    press(app, 'a', MOD_CTRL);
    type(app, "typed.strokes");
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_OVERWRITE);
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(app->session.questions.open, QUESTION_FILES);
    size_t size;
    free(support_read("typed.strokes", &size));
    assert_int_equal(size, 0);
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_OVERWRITE);
    press(app, KEY_ENTER, 0); // Cancel is the default
    assert_int_equal(app->session.questions.open, QUESTION_FILES);
    press(app, KEY_ENTER, 0);
    press(app, KEY_TAB, 0);
    press(app, KEY_ENTER, 0); // Replace
    free(support_read("typed.strokes", &size));
    assert_true(size > 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_non_null(strstr(ui_toast_text(&app->ui), "typed.strokes"));
}

static void test_letters_typed_into_a_dialog_are_no_shortcuts(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    press(app, 'o', MOD_CTRL);
    app_frame(app);
    uint64_t version = app->session.pad.version;
    press(app, 'c', 0);
    type(app, "c");
    press(app, KEY_DELETE, 0);
    assert_true(app->session.pad.version == version);
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
}

static void test_keys_after_escape_reach_what_lies_below(void **state)
{
    struct app *app = *state;
    static const struct event keys[] = {{.type = EVENT_KEY, .key = KEY_F1},
                                        {.type = EVENT_KEY, .key = KEY_ESCAPE},
                                        {.type = EVENT_KEY, .key = 'i', .modifiers = MOD_CTRL}};
    for (int i = 0; i < 3; i++)
        send(app, keys[i]); // no frame between
    assert_int_equal(app->session.questions.open, QUESTION_ABOUT);
}

static void test_page_keys_walk_the_digits_of_a_strokes_file(void **state)
{
    struct app *app = *state;
    static const char text[] = "digit 4\nstroke 10,10 20,20\ndigit 5\nstroke 10,10 90,20\n";
    assert_false(shown_digits_can_step(&app->session, 1));
    support_write("two.strokes", text, strlen(text));
    drop(app, "two.strokes");
    assert_string_equal(app->session.digit_note, "1 of 2, labelled 4");
    assert_false(shown_digits_can_step(&app->session, -1));
    press(app, KEY_PAGE_DOWN, 0);
    assert_string_equal(app->session.digit_note, "2 of 2, labelled 5");
    assert_true(app->session.digit_pad == app->session.pad.version);
    assert_false(shown_digits_can_step(&app->session, 1));
    press(app, KEY_PAGE_UP, 0);
    assert_string_equal(app->session.digit_note, "1 of 2, labelled 4");
    press(app, 'n', MOD_CTRL);
    assert_false(shown_digits_can_step(&app->session, 1));
}

static void test_a_toast_leaves_by_itself_and_costs_nothing_meanwhile(void **state)
{
    struct app *app = *state;
    ui_toast(&app->ui, "Saved", NULL, 3);
    for (int i = 0; i < 3; i++) {
        ui_set_time(&app->ui, 100); // long after it was said
        app_frame(app);
    }
    assert_string_equal(ui_toast_text(&app->ui), "Saved");
    assert_in_range(ui_wait_ms(&app->ui), 2900, 3100);
    ui_set_time(&app->ui, 103.1);
    assert_int_equal(ui_wait_ms(&app->ui), 0);
    app_frame(app);
    assert_string_equal(ui_toast_text(&app->ui), "");
}

// ---- Training -----------------------------------------------------------------------------------

// Only a run that has moved is kept.
static void await_batch(struct app *app)
{
    await_phase(app, TRAINER_RUNNING);
    while (session_trains(&app->session) && app->session.progress.epoch == 0 &&
           app->session.progress.batch == 0) {
        nanosleep(&(struct timespec){0, 1000000}, NULL);
        send(app, (struct event){.type = EVENT_WAKE});
    }
}

static void test_training_changes_the_reading_while_one_draws(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    float before = app->session.reading.activations.probability[7];
    snprintf(app->session.settings.data, PATH_SIZE, "data");
    press(app, 't', MOD_CTRL);
    assert_true(session_trains(&app->session));
    assert_true(layout_shows(&app->layout, PANEL_SIDE) && app->session.settings.show_training);
    press(app, KEY_SPACE, 0);
    await_phase(app, TRAINER_PAUSED);
    stroke(app, BUTTON_LEFT, .3f, .2f, .5f, .2f);
    assert_true(app->session.reading.activations.probability[7] != before);
    before = app->session.reading.activations.probability[7];
    press(app, KEY_SPACE, 0);
    await_phase(app, TRAINER_FINISHED);
    assert_true(app->session.reading.activations.probability[7] != before);
    assert_int_equal(app->session.weights_from, WEIGHTS_TRAINER);
    assert_non_null(strstr(app->session.weights_note, "20 epochs of data"));
}

static void test_stopping_keeps_the_weights_and_offers_to_continue(void **state)
{
    (void)state;
    struct app *app = open_app(
        &(struct session_options){.model = "seven.safetensors", .checkpoint = "run.safetensors"});
    training_begin(&app->session, "practice", false);
    await_batch(app);
    press(app, '.', MOD_CTRL);
    await_phase(app, TRAINER_STOPPED);
    assert_true(action_enabled(app, ACTION_TRAIN_CONTINUE));
    app_close(app);
    app = open_app(
        &(struct session_options){.model = "seven.safetensors", .checkpoint = "run.safetensors"});
    assert_int_equal(app->session.questions.open, QUESTION_RESUME);
    app_frame(app);
    press(app, KEY_ENTER, 0); // Continue
    assert_true(session_trains(&app->session));
    app_close(app); // while training: stops cleanly, keeps the place
    app = open_app(
        &(struct session_options){.model = "seven.safetensors", .checkpoint = "run.safetensors"});
    assert_int_equal(app->session.questions.open, QUESTION_RESUME);
    training_discard_kept(&app->session);
    assert_false(app->session.checkpoint_there);
    app_close(app);
    assert_int_not_equal(access("run.safetensors", F_OK), 0);
}

static void test_missing_mnist_is_explained_with_what_works(void **state)
{
    struct app *app = *state;
    snprintf(app->session.settings.data, PATH_SIZE, "nowhere");
    press(app, 't', MOD_CTRL);
    await_phase(app, TRAINER_IDLE); // nothing ran
    assert_int_equal(app->session.questions.open, QUESTION_MISSING_DATA);
    assert_non_null(strstr(app->session.questions.missing, "nowhere"));
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_string_equal(app->session.settings.data, ""); // it does not stand in the way again
}

static void test_a_named_folder_is_remembered_once_it_has_loaded(void **state)
{
    struct app *app = *state;
    assert_true(file_make_folder("empty folder", NULL));
    training_begin_folder(&app->session, "empty folder");
    await_phase(app, TRAINER_IDLE);
    assert_int_equal(app->session.questions.open, QUESTION_MISSING_DATA);
    assert_true(app->session.questions.missing_named);
    assert_string_equal(app->session.settings.data, "");
    press(app, KEY_ESCAPE, 0);
    training_begin_folder(&app->session, "data");
    await_phase(app, TRAINER_FINISHED);
    assert_string_equal(path_name(app->session.settings.data), "data");
    assert_int_equal(app->session.settings.data[0], '/'); // wherever the next start is
    assert_non_null(strstr(ui_toast_text(&app->ui), "in use"));
}

static void test_the_variable_wins_over_the_remembered_folder(void **state)
{
    struct app *app = *state;
    snprintf(app->session.settings.data, PATH_SIZE, "nowhere");
    setenv("LENETPAD_DATA", "data", 1);
    press(app, 't', MOD_CTRL);
    unsetenv("LENETPAD_DATA");
    await_phase(app, TRAINER_FINISHED);
    assert_string_equal(path_name(app->session.progress.data), "data");
}

static void test_the_first_return_uses_a_typed_data_folder(void **state)
{
    struct app *app = *state;
    press(app, 'd', MOD_CTRL);
    type(app, "no such folder");
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_ERROR);
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_FILES);
    press(app, 'a', MOD_CTRL);
    type(app, "data");
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_true(session_trains(&app->session));
    assert_string_equal(path_name(app->session.settings.folder), "data");
}

static void test_a_new_run_asks_before_it_discards_a_kept_one(void **state)
{
    (void)state;
    struct session_options options = {.model = "seven.safetensors",
                                      .checkpoint = "kept.safetensors"};
    struct app *app = open_app(&options);
    training_begin(&app->session, "practice", false);
    await_batch(app);
    press(app, '.', MOD_CTRL);
    await_phase(app, TRAINER_STOPPED);
    press(app, 'p', MOD_CTRL);
    assert_int_equal(app->session.questions.open, QUESTION_NEW_RUN);
    press(app, KEY_ESCAPE, 0);
    assert_false(session_trains(&app->session));
    assert_true(app->session.checkpoint_there);
    press(app, 'p', MOD_CTRL);
    press(app, KEY_ENTER, 0); // Continue it
    assert_true(session_trains(&app->session));
    app_close(app);
    app = open_app(&options);
    assert_int_equal(app->session.questions.open, QUESTION_RESUME);
    press(app, KEY_ESCAPE, 0); // Later
    app_close(app);
    app = open_app(&options);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_true(action_enabled(app, ACTION_TRAIN_CONTINUE));
    training_discard_kept(&app->session);
    app_close(app);
}

static void test_a_model_opened_while_training_asks_first(void **state)
{
    struct app *app = *state;
    training_begin(&app->session, "practice", false);
    await_phase(app, TRAINER_RUNNING);
    drop(app, "two.safetensors");
    assert_int_equal(app->session.questions.open, QUESTION_LEAVE_RUN);
    press(app, KEY_ESCAPE, 0);
    assert_true(session_trains(&app->session));
    assert_int_equal(app->session.weights_from, WEIGHTS_TRAINER);
    drop(app, "two.safetensors");
    press(app, KEY_ENTER, 0); // Stop and open
    await_phase(app, TRAINER_STOPPED);
    assert_int_equal(app->session.weights_from, WEIGHTS_FILE);
}

// ---- Everything ---------------------------------------------------------------------------------

static void test_settings_are_remembered(void **state)
{
    (void)state;
    struct session_options options = {.model = "seven.safetensors",
                                      .settings_path = "settings.json"};
    struct app *app = open_app(&options);
    press(app, KEY_F1 + 5, 0); // dark
    press(app, KEY_F1 + 2, 0); // cividis
    press(app, 'm', 0);
    app_close(app);
    app = open_app(&options);
    assert_int_equal(app->session.settings.theme, THEME_DARK);
    assert_int_equal(app->session.settings.colour_map, 1);
    assert_false(app->session.settings.shared_scale);
    app_close(app);
}

static void run_and_draw(struct app *app, const struct action *row)
{
    stroke(app, BUTTON_LEFT, .2f, .2f, .8f, .8f);
    action_run_row(app, row);
    app_frame(app);
    app_frame(app);
    assert_true(app->quit == (strcmp(row->label, "Quit") == 0));
    app->quit = false;
    press(app, KEY_ESCAPE, 0);
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
}

static void test_every_action_runs_and_its_frame_is_drawn(void **state)
{
    struct app *app = *state;
    const struct action *row;
    for (int i = 0; (row = action_at(&actions_of_window, i)); i++)
        if (row->id != ACTION_TRAIN_MNIST && row->id != ACTION_TRAIN_PRACTICE)
            run_and_draw(app, row);
}

static void test_every_view_is_drawn_at_every_size(void **state)
{
    struct app *app = *state;
    static const int sizes[][2] = {{1024, 700}, {1280, 800}, {1920, 1080}, {3840, 2160}};
    static const float scales[] = {1, 1.5f, 2, 3};
    stroke(app, BUTTON_LEFT, .2f, .2f, .8f, .8f);
    for (int i = 0; i < 16; i++) {
        assert_true(app_resize(app, sizes[i / 4][0], sizes[i / 4][1], 1, NULL));
        app->session.settings.scale = scales[i % 4];
        for (enum question dialog = QUESTION_NONE; dialog < QUESTION_COUNT; dialog++) {
            app->session.settings.show_training = dialog % 2;
            questions_open(&app->session.questions, dialog);
            app_frame(app);
        }
        questions_open(&app->session.questions, QUESTION_NONE);
        app_frame(app);
        for (int layer = 0; layer < LENET_LAYERS; layer++) {
            struct layout_hit hit = {(enum lenet_layer_id)layer, lenet_layers[layer].maps - 1,
                                     lenet_layers[layer].side - 1, 0};
            app->session.settings.show_training = false;
            struct rect cell = layout_cell(&app->layout, &hit);
            send_pointer(app, EVENT_POINTER_MOVE, (float)cell.x, (float)cell.y, 0);
            app_frame(app);
            assert_true(app->hovering && (int)app->hover.layer == layer);
        }
    }
}

static void send_anything(struct app *app, struct random *random)
{
    struct event event = {
        .type = (enum event_type)random_below(random, EVENT_TEXT + 1),
        .x = random_between(random, -50, WIDTH + 50),
        .y = random_between(random, -50, HEIGHT + 50),
        .button = (int)random_below(random, 4),
        .clicks = (int)random_below(random, 3),
        .wheel = random_between(random, -3, 3),
        .modifiers = (int)random_below(random, 8),
        .touch = random_below(random, 4) == 0,
        .pressure = random_float(random),
        .text = "x",
    };
    static const int keys[] = {KEY_ESCAPE, KEY_TAB, KEY_ENTER, KEY_SPACE, KEY_DELETE, KEY_LEFT,
                               KEY_RIGHT,  KEY_UP,  KEY_DOWN,  KEY_HOME,  KEY_END,    KEY_F1,
                               KEY_F10,    KEY_F11, 'c',       'e',       'r',        'o',
                               'z',        'y',     'n',       '[',       ']',        'm',
                               'k',        '7',     '8',       'f'};
    event.key = keys[random_below(random, sizeof keys / sizeof *keys)];
    app_event(app, &event);
}

static void test_any_events_in_any_order_do_no_harm(void **state)
{
    struct app *app = *state;
    struct random random;
    random_init(&random, 11, 0);
    for (int i = 0; i < 6000; i++) {
        send_anything(app, &random);
        if (random_below(&random, 8) == 0)
            app_frame(app);
        assert_true(app->session.pad.done <= app->session.pad.count);
        if (session_trains(&app->session))
            trainer_stop(app->session.trainer);
    }
    app_frame(app);
}

static void test_without_a_model_the_window_opens_and_says_so(void **state)
{
    (void)state;
    struct session_options options = {.settings_path = "lost.json"};
    struct settings settings;
    settings_default(&settings);
    snprintf(settings.model, sizeof settings.model, "lost.safetensors");
    assert_true(settings_save(&settings, NULL, "lost.json", NULL));
    struct app *app = open_app(&options);
    assert_int_equal(app->session.questions.open, QUESTION_ERROR);
    assert_non_null(strstr(app->session.questions.message, "lost.safetensors"));
    press(app, KEY_ENTER, 0);
    stroke(app, BUTTON_LEFT, .2f, .2f, .8f, .8f);
    assert_false(app->session.reading.empty);
    app_close(app);
}

static void test_a_bad_model_on_the_command_line_opens_no_window(void **state)
{
    (void)state;
    struct app *app = NULL;
    struct status status = {0};
    support_write("bad.safetensors", "{}", 2);
    assert_false(app_open(&app, fake_source(&fake),
                          &(struct session_options){.model = "bad.safetensors"}, &status));
    assert_null(app);
    assert_non_null(strstr(status.message, "bad.safetensors"));
}

#define APP_TEST(test) cmocka_unit_test_setup_teardown(test, open_test_app, app_support_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        APP_TEST(test_a_stroke_is_read_while_it_moves),
        APP_TEST(test_the_right_button_and_the_eraser_take_ink_away),
        APP_TEST(test_keys_undo_redo_and_clear),
        APP_TEST(test_a_stroke_begins_only_on_the_pad_and_survives_leaving_it),
        APP_TEST(test_another_button_does_not_end_a_stroke),
        APP_TEST(test_the_wheel_sets_the_brush_within_its_limits),
        APP_TEST(test_tool_buttons_do_what_they_say),
        APP_TEST(test_nothing_is_drawn_anew_while_nothing_happens),
        APP_TEST(test_a_saved_drawing_reads_the_same_when_it_is_opened),
        APP_TEST(test_a_saved_picture_is_read_as_the_drawing),
        APP_TEST(test_a_dropped_model_takes_over_and_a_bad_one_does_not),
        APP_TEST(test_a_drop_with_a_path_too_long_is_explained),
        APP_TEST(test_files_that_cannot_be_opened_are_explained_and_change_nothing),
        APP_TEST(test_the_file_dialog_saves_under_a_typed_name_and_asks_before_replacing),
        APP_TEST(test_letters_typed_into_a_dialog_are_no_shortcuts),
        APP_TEST(test_training_changes_the_reading_while_one_draws),
        cmocka_unit_test(test_stopping_keeps_the_weights_and_offers_to_continue),
        APP_TEST(test_keys_after_escape_reach_what_lies_below),
        APP_TEST(test_page_keys_walk_the_digits_of_a_strokes_file),
        APP_TEST(test_a_toast_leaves_by_itself_and_costs_nothing_meanwhile),
        APP_TEST(test_a_named_folder_is_remembered_once_it_has_loaded),
        APP_TEST(test_the_variable_wins_over_the_remembered_folder),
        APP_TEST(test_the_first_return_uses_a_typed_data_folder),
        cmocka_unit_test(test_a_new_run_asks_before_it_discards_a_kept_one),
        APP_TEST(test_a_model_opened_while_training_asks_first),
        APP_TEST(test_missing_mnist_is_explained_with_what_works),
        cmocka_unit_test(test_settings_are_remembered),
        APP_TEST(test_every_action_runs_and_its_frame_is_drawn),
        APP_TEST(test_every_view_is_drawn_at_every_size),
        APP_TEST(test_any_events_in_any_order_do_no_harm),
        cmocka_unit_test(test_without_a_model_the_window_opens_and_says_so),
        cmocka_unit_test(test_a_bad_model_on_the_command_line_opens_no_window),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
