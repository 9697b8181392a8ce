// The dialog of File > Export: opened and used by keys alone, what cannot be written says why, what
// was chosen is remembered, and nothing is lost where writing fails.
#include "tests/support/export_keys.h"

#include "app/window/export/export_picture.h"
#include "app/work/settings.h"

#include <png.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

static struct settings_export *chosen(struct app *app)
{
    return &app->session.settings.export;
}

static void open_dialog(struct app *app)
{
    press(app, 'e', MOD_CTRL | MOD_SHIFT);
    assert_int_equal(app->session.questions.open, QUESTION_EXPORT);
    app_frame(app);
}

static void read_size(const char *path, int *width, int *height)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_file(&image, path))
        fail_msg("%s: %s", path, image.message);
    *width = (int)image.width;
    *height = (int)image.height;
    png_image_free(&image);
}

// ---- Keys ---------------------------------------------------------------------------------------

static void test_all_of_it_is_chosen_by_keys(void **state)
{
    struct app *app = *state;
    int width, height;
    draw_digit(app);
    open_dialog(app);
    press(app, KEY_DOWN, 0); // the figure,
    press(app, KEY_DOWN, 0); // one panel
    assert_int_equal(chosen(app)->what, EXPORT_PANEL);
    press(app, KEY_TAB, 0);
    press(app, KEY_DOWN, 0);
    press(app, KEY_DOWN, 0); // the reading
    press(app, KEY_TAB, 0);
    press(app, KEY_RIGHT, 0); // SVG
    assert_true(chosen(app)->svg);
    press(app, KEY_LEFT, 0);
    press(app, KEY_TAB, 0);
    press(app, KEY_RIGHT, 0);
    press(app, KEY_RIGHT, 0); // 3 times
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_FILES);
    app_frame(app);
    assert_string_equal(app->file_dialog.name, "reading.png");
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    read_size("reading.png", &width, &height);
    assert_int_equal(width, 3 * app->layout.card[PANEL_READING].w);
    assert_int_equal(height, 3 * app->layout.card[PANEL_READING].h);
}

static void test_escape_leads_back_to_what_was_chosen_and_then_out(void **state)
{
    struct app *app = *state;
    open_dialog(app);
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_FILES);
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(app->session.questions.open, QUESTION_EXPORT);
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
}

static void test_what_was_written_is_said_with_its_place_and_size(void **state)
{
    struct app *app = *state;
    char size[48];
    struct stat there;
    draw_digit(app);
    chosen(app)->what = EXPORT_WINDOW;
    chosen(app)->times = 2;
    export_as(app, NULL);
    assert_int_equal(stat("window.png", &there), 0);
    snprintf(size, sizeof size, "(%.1f kB)", (double)there.st_size / 1e3);
    const char *said = ui_toast_text(&app->ui);
    assert_non_null(strstr(said, "/window.png"));
    assert_non_null(strstr(said, size));
    assert_non_null(strstr(said, "2560×1600"));
}

static void test_names_and_suffixes_are_those_of_what_is_written(void **state)
{
    static const struct {
        struct settings_export export;
        const char *name;
    } cases[] = {
        {{.what = EXPORT_WINDOW, .times = 4}, "window.png"},
        {{.what = EXPORT_FIGURE, .times = 1, .svg = true}, "figure.svg"},
        {{.what = EXPORT_PANEL, .times = 1, .panel = 1}, "sees.png"},
        {{.what = EXPORT_IMAGE, .times = 1, .svg = true}, "digit-32x32.png"},
        {{.what = EXPORT_IMAGE, .times = 1, .idx = true}, "digit-32x32.idx3-ubyte"},
        {{.what = EXPORT_VALUES, .times = 1}, "activations.npz"},
        {{.what = EXPORT_VALUES, .times = 1, .npy = true, .array = 3}, "activations-C3.npy"},
        {{.what = EXPORT_LESSON, .times = 1}, "lesson.strokes"},
    };
    struct app *app = *state;
    teach(app, 3);
    draw_digit(app);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        *chosen(app) = cases[i].export;
        unlink(cases[i].name);
        export_as(app, NULL);
        if (access(cases[i].name, F_OK) != 0)
            fail_msg("no %s was written", cases[i].name);
        unlink(cases[i].name);
    }
}

static void test_another_kind_s_suffix_is_refused(void **state)
{
    struct app *app = *state;
    chosen(app)->what = EXPORT_FIGURE;
    chosen(app)->svg = true;
    open_dialog(app);
    press(app, KEY_ENTER, 0);
    app_frame(app);
    press(app, 'a', MOD_CTRL);
    type(app, "figure.png");
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_ERROR);
    assert_non_null(strstr(app->session.questions.message, "ends in .png"));
    assert_int_not_equal(access("figure.png", F_OK), 0);
}

// ---- The pictures -------------------------------------------------------------------------------

static void test_the_dialog_is_not_on_the_picture(void **state)
{
    struct app *app = *state;
    size_t size, expected;
    draw_digit(app);
    assert_true(export_picture_png(app, EXPORT_WHOLE_WINDOW, 1, "without.png", NULL));
    chosen(app)->what = EXPORT_WINDOW;
    export_as(app, "with.png");
    uint8_t *with = support_read("with.png", &size),
            *without = support_read("without.png", &expected);
    assert_int_equal(size, expected);
    assert_memory_equal(with, without, size);
    free(with);
    free(without);
}

// A letter that was only enlarged would be blocks of one colour, as cells are.
static void test_letters_are_drawn_in_the_size_of_the_picture(void **state)
{
    struct app *app = *state;
    int mixed = 0;
    draw_digit(app);
    chosen(app)->what = EXPORT_WINDOW;
    chosen(app)->times = 4;
    export_as(app, "large.png");
    png_image image = {.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_file(&image, "large.png") != 0);
    assert_int_equal(image.width, 5120);
    assert_int_equal(image.height, 3200);
    image.format = PNG_FORMAT_GRAY;
    uint8_t *grey = malloc(PNG_IMAGE_SIZE(image));
    assert_true(png_image_finish_read(&image, NULL, grey, 0, NULL) != 0);
    struct rect words = app->layout.layer[LENET_C1].name;
    for (int y = words.y; y < words.y + words.h; y++)
        for (int x = words.x; x < words.x + words.w; x++) {
            const uint8_t *block = grey + (size_t)(4 * y) * 5120 + (size_t)(4 * x);
            bool same = true;
            for (int i = 0; i < 16; i++)
                same = same && block[i / 4 * 5120 + i % 4] == block[0];
            mixed += !same;
        }
    free(grey);
    assert_true(mixed > 10);
}

// ---- What cannot be written ---------------------------------------------------------------------

static void assert_refuses(struct app *app, const char *why)
{
    char words[EXPORT_WORDS];
    assert_false(export_choice_can(app, words));
    if (!strstr(words, why))
        fail_msg("\"%s\" does not say \"%s\"", words, why);
    open_dialog(app);
    press(app, KEY_ENTER, 0); // the button is disabled
    assert_int_equal(app->session.questions.open, QUESTION_EXPORT);
    press(app, KEY_ESCAPE, 0);
}

static void test_what_is_not_there_says_why_and_goes_no_further(void **state)
{
    struct app *app = *state;
    chosen(app)->what = EXPORT_IMAGE;
    assert_refuses(app, "Nothing is drawn");
    chosen(app)->what = EXPORT_VALUES;
    assert_refuses(app, "Nothing is drawn");
    chosen(app)->what = EXPORT_CURVES;
    assert_refuses(app, "No run has trained");
    chosen(app)->what = EXPORT_LESSON;
    assert_refuses(app, "taught no digits");
    chosen(app)->what = EXPORT_PANEL;
    chosen(app)->panel = EXPORT_PANELS - 1; // the page, in whose place the figure is
    assert_refuses(app, "not in the window");
    chosen(app)->what = EXPORT_WINDOW;
    chosen(app)->times = 4;
    assert_true(app_resize(app, 10000, 100, 1, NULL));
    app_frame(app);
    assert_refuses(app, "too large");
}

static void test_a_lesson_of_no_digit_is_refused(void **state)
{
    struct app *app = *state;
    char words[EXPORT_WORDS];
    teach(app, 4);
    chosen(app)->what = EXPORT_LESSON;
    open_dialog(app);
    tab_to(app, ui_id("lesson", 0));
    press(app, KEY_SPACE, 0);
    assert_false(export_choice_can(app, words));
    assert_non_null(strstr(words, "No digit is ticked"));
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_EXPORT);
}

static void test_a_lesson_never_takes_the_place_of_the_person_s_own_digits(void **state)
{
    struct app *app = *state;
    struct status status = {0};
    size_t size;
    (void)state;
    app_close(app);
    *state = app = open_app(
        &(struct session_options){.model = "seven.safetensors", .own_digits = "mine.strokes"});
    teach(app, 4);
    teach(app, 5);
    chosen(app)->what = EXPORT_LESSON;
    open_dialog(app);
    uint8_t *before = support_read("mine.strokes", &size);
    assert_false(export_choice_write(app, "mine.strokes", &status));
    assert_non_null(strstr(status.message, "your taught digits"));
    size_t after_size;
    uint8_t *after = support_read("mine.strokes", &after_size);
    assert_int_equal(size, after_size);
    assert_memory_equal(before, after, size);
    free(before);
    free(after);
}

// ---- Failures -----------------------------------------------------------------------------------

static bool write_on_full_disk(struct app *app, const char *path, struct status *status)
{
    struct rlimit before, small = {512, 512};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    bool written = export_choice_write(app, path, status);
    setrlimit(RLIMIT_FSIZE, &before);
    return written;
}

static void test_a_full_disk_leaves_the_old_file_and_nothing_else(void **state)
{
    struct app *app = *state;
    for (int i = 0; i < 3; i++)
        teach(app, i);
    draw_digit(app);
    open_dialog(app);
    for (int what = 0; what < EXPORT_WHATS; what++) {
        struct status status = {0};
        size_t size;
        if (what == EXPORT_CURVES)
            continue;
        chosen(app)->what = what;
        chosen(app)->image_times = 3;
        support_write("kept", "before", 6);
        assert_false(write_on_full_disk(app, "kept", &status));
        assert_non_null(strstr(status.message, "kept"));
        uint8_t *kept = support_read("kept", &size);
        assert_int_equal(size, 6);
        assert_memory_equal(kept, "before", 6);
        free(kept);
    }
}

static void test_a_folder_that_is_not_there_is_said_and_another_name_can_be_chosen(void **state)
{
    struct app *app = *state;
    chosen(app)->what = EXPORT_FIGURE;
    open_dialog(app);
    press(app, KEY_ENTER, 0);
    app_frame(app);
    press(app, 'a', MOD_CTRL);
    type(app, "nowhere/figure.png");
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_ERROR);
    assert_string_equal(app->session.questions.title, "The file could not be written");
    assert_non_null(strstr(app->session.questions.message, "nowhere"));
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_FILES);
    app_frame(app);
    press(app, 'a', MOD_CTRL);
    type(app, "here.png");
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_int_equal(access("here.png", F_OK), 0);
}

static void test_a_file_that_is_there_is_replaced_only_when_asked(void **state)
{
    struct app *app = *state;
    size_t size;
    support_write("taken.png", "mine", 4);
    chosen(app)->what = EXPORT_FIGURE;
    open_dialog(app);
    press(app, KEY_ENTER, 0);
    app_frame(app);
    press(app, 'a', MOD_CTRL);
    type(app, "taken");
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_OVERWRITE);
    press(app, KEY_ENTER, 0); // Cancel
    free(support_read("taken.png", &size));
    assert_int_equal(size, 4);
}

// ---- The next time ------------------------------------------------------------------------------

static void test_what_was_chosen_last_is_chosen_at_the_next_start(void **state)
{
    struct app *app = *state;
    const struct session_options options = {.model = "seven.safetensors",
                                            .settings_path = "settings.json"};
    app_close(app);
    app = open_app(&options);
    open_dialog(app);
    for (int i = 0; i < EXPORT_VALUES; i++)
        press(app, KEY_DOWN, 0);
    press(app, KEY_TAB, 0);
    press(app, KEY_RIGHT, 0); // NPY
    press(app, KEY_TAB, 0);
    press(app, KEY_RIGHT, 0); // C1
    press(app, KEY_ESCAPE, 0);
    app_close(app);
    *state = app = open_app(&options);
    assert_int_equal(chosen(app)->what, EXPORT_VALUES);
    assert_true(chosen(app)->npy);
    assert_int_equal(chosen(app)->array, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        EXPORT_TEST(test_all_of_it_is_chosen_by_keys),
        EXPORT_TEST(test_escape_leads_back_to_what_was_chosen_and_then_out),
        EXPORT_TEST(test_what_was_written_is_said_with_its_place_and_size),
        EXPORT_TEST(test_names_and_suffixes_are_those_of_what_is_written),
        EXPORT_TEST(test_another_kind_s_suffix_is_refused),
        EXPORT_TEST(test_the_dialog_is_not_on_the_picture),
        EXPORT_TEST(test_letters_are_drawn_in_the_size_of_the_picture),
        EXPORT_TEST(test_what_is_not_there_says_why_and_goes_no_further),
        EXPORT_TEST(test_a_lesson_of_no_digit_is_refused),
        EXPORT_TEST(test_a_lesson_never_takes_the_place_of_the_person_s_own_digits),
        EXPORT_TEST(test_a_full_disk_leaves_the_old_file_and_nothing_else),
        EXPORT_TEST(test_a_folder_that_is_not_there_is_said_and_another_name_can_be_chosen),
        EXPORT_TEST(test_a_file_that_is_there_is_replaced_only_when_asked),
        EXPORT_TEST(test_what_was_chosen_last_is_chosen_at_the_next_start),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
