// Files of the whole window: opened, dropped, saved and refused, in dialogs and without.
#include "tests/support/shell_events.h"

#include "app/session/saving.h"
#include "app/session/shown_digits.h"
#include "app/ui/ui_core.h"

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

static void test_a_picture_is_told_to_have_no_strokes_before_a_name_is_asked_for(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    press(app, 's', MOD_CTRL);
    assert_int_equal(app->session.questions.open, QUESTION_FILES);
    press(app, KEY_ESCAPE, 0);
    assert_true(saving_write(&app->session, FILE_PURPOSE_SAVE_PICTURE, "digit.png", NULL));
    press(app, 'c', 0);
    drop(app, "digit.png");
    press(app, 's', MOD_CTRL);
    assert_int_equal(app->session.questions.open, QUESTION_ERROR);
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

// In every size that a window may have; the longest word that a run says.
static void test_a_message_hides_no_panel_and_no_title_where_there_is_room(void **state)
{
    static const struct {
        int width, height;
        float scale;
        bool titles; // that all of them stay is asked, too
    } sizes[] = {{1280, 800, 1, true},
                 {1024, 700, 1, true},
                 {1280, 800, 1.5f, false},
                 {1280, 800, 2.5f, false},
                 {2560, 1600, 2, true}};
    struct app *app = *state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        assert_true(app_resize(app, sizes[i].width, sizes[i].height, 1, NULL));
        app->session.settings.scale = sizes[i].scale;
        notice_say(&app->session.notice,
                   "Training is finished. The new weights are in use, and kept for the next start.",
                   ACTION_SAVE_MODEL, 5);
        app_frame(app);
        struct rect cover = app->ui.core->cover, rest = ui_menu_bar_rest(&app->ui);
        assert_true(cover.w > 0 && cover.x + cover.w <= sizes[i].width);
        for (int panel = 0; panel < PANELS; panel++)
            assert_int_equal(rect_intersect(cover, app->layout.card[panel]).h, 0);
        if (sizes[i].titles)
            assert_true(cover.x >= rest.x);
    }
}

static void click_rect(struct app *app, struct rect rect)
{
    float x = (float)(rect.x + rect.w / 2), y = (float)(rect.y + rect.h / 2);
    send_pointer(app, EVENT_POINTER_MOVE, x, y, 0);
    send_pointer(app, EVENT_POINTER_DOWN, x, y, BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_UP, x, y, BUTTON_LEFT);
    app_frame(app);
}

static void test_a_message_takes_what_is_pressed_on_it(void **state)
{
    static const char whole[] =
        "This message is so long that in a window as small as that it lies over the titles of the "
        "menus, and over what stands below them, too: nobody can tell what is there.";
    struct app *app = *state;
    assert_true(app_resize(app, 512, 350, 1, NULL));
    ui_toast(&app->ui, whole, NULL, 60);
    app_frame(app);
    struct rect title = app->ui.parts->menu.title[3];
    assert_true(rect_contains(app->ui.core->cover, title.x, title.y + title.h / 2));
    click_rect(app, title);
    assert_int_equal(app->ui.parts->menu.open, -1);
    assert_string_equal(ui_toast_text(&app->ui), "");
    click_rect(app, title); // which is there again
    assert_int_equal(app->ui.parts->menu.open, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        APP_TEST(test_a_saved_drawing_reads_the_same_when_it_is_opened),
        APP_TEST(test_a_saved_picture_is_read_as_the_drawing),
        APP_TEST(test_a_dropped_model_takes_over_and_a_bad_one_does_not),
        APP_TEST(test_a_picture_is_told_to_have_no_strokes_before_a_name_is_asked_for),
        APP_TEST(test_a_drop_with_a_path_too_long_is_explained),
        APP_TEST(test_files_that_cannot_be_opened_are_explained_and_change_nothing),
        APP_TEST(test_the_file_dialog_saves_under_a_typed_name_and_asks_before_replacing),
        APP_TEST(test_letters_typed_into_a_dialog_are_no_shortcuts),
        APP_TEST(test_keys_after_escape_reach_what_lies_below),
        APP_TEST(test_page_keys_walk_the_digits_of_a_strokes_file),
        APP_TEST(test_a_toast_leaves_by_itself_and_costs_nothing_meanwhile),
        APP_TEST(test_a_message_hides_no_panel_and_no_title_where_there_is_room),
        APP_TEST(test_a_message_takes_what_is_pressed_on_it),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
