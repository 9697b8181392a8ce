// What File > Export writes besides pictures of the window, read back: the image that the network
// sees, what its cells hold, the curves of a run, and a lesson of the person's own digits. All by
// the keys that a person presses.
#include "tests/support/export_keys.h"

#include "app/session/past_runs.h"
#include "app/training/runs/run_files.h"
#include "app/window/export/export_curves.h"
#include "nn/base/byte_order.h"
#include "nn/data/dataset.h"
#include "nn/export/npz.h"
#include "nn/strokes/strokes_text.h"
#include "tests/support/program.h"

#include <png.h>

// ---- The image ----------------------------------------------------------------------------------

static uint8_t *read_grey(const char *path, int side)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_file(&image, path))
        fail_msg("%s: %s", path, image.message);
    assert_int_equal(image.format, PNG_FORMAT_GRAY);
    assert_int_equal(image.width, side);
    assert_int_equal(image.height, side);
    uint8_t *grey = malloc((size_t)side * (size_t)side);
    assert_true(png_image_finish_read(&image, NULL, grey, 0, NULL) != 0);
    return grey;
}

// Of the 32x32 image.
static int seen_at(const struct app *app, int row, int column)
{
    int y = row - LENET_BORDER, x = column - LENET_BORDER;
    bool inside = y >= 0 && x >= 0 && y < DIGIT_SIDE && x < DIGIT_SIDE;
    return inside ? app->session.reading.normalized.digit[y][x] : 0;
}

static void test_the_image_as_png_is_what_the_network_sees_at_every_size(void **state)
{
    struct app *app = *state;
    draw_digit(app);
    for (int i = 0; i < SETTINGS_EXPORT_TIMES; i++) {
        int times = export_image_times[i], side = LENET_SIDE * times;
        app->session.settings.export =
            (struct settings_export){.what = EXPORT_IMAGE, .times = 1, .image_times = i};
        export_as(app, "image.png");
        uint8_t *grey = read_grey("image.png", side);
        for (int row = 0; row < side; row++)
            for (int column = 0; column < side; column++)
                assert_int_equal(grey[row * side + column],
                                 seen_at(app, row / times, column / times));
        free(grey);
        unlink("image.png");
    }
}

static void test_the_image_as_png_is_read_as_the_drawing(void **state)
{
    struct app *app = *state;
    draw_digit(app);
    app->session.settings.export =
        (struct settings_export){.what = EXPORT_IMAGE, .times = 1, .image_times = 2};
    export_as(app, "again.png");
    struct normalized before = app->session.reading.normalized;
    press(app, 'c', 0);
    drop(app, "again.png");
    long difference = 0;
    for (int row = 0; row < DIGIT_SIDE; row++)
        for (int column = 0; column < DIGIT_SIDE; column++)
            difference +=
                abs(before.digit[row][column] - app->session.reading.normalized.digit[row][column]);
    assert_false(app->session.reading.empty);
    assert_true(difference < 255 * 60); // another pen's edge
}

static void test_the_image_as_idx_is_read_by_the_reader_of_mnist(void **state)
{
    struct app *app = *state;
    static const uint8_t label[] = {0, 0, 8, 1, 0, 0, 0, 1, 7};
    struct dataset dataset;
    struct status status = {0};
    size_t size;
    draw_digit(app);
    app->session.settings.export =
        (struct settings_export){.what = EXPORT_IMAGE, .times = 1, .idx = true};
    export_as(app, NULL); // the name that is proposed
    uint8_t *file = support_read("digit-32x32.idx3-ubyte", &size);
    assert_int_equal(size, 16 + 32 * 32);
    assert_int_equal(big32(file), 0x00000803);
    assert_int_equal(big32(file + 4), 1);
    assert_int_equal(big32(file + 8), 32);
    assert_int_equal(big32(file + 12), 32);
    for (int i = 0; i < 32 * 32; i++)
        assert_int_equal(file[16 + i], seen_at(app, i / 32, i % 32));
    free(file);
    support_write("label.idx1-ubyte", label, sizeof label);
    if (!dataset_load_files(&dataset, "digit-32x32.idx3-ubyte", "label.idx1-ubyte", &status))
        fail_msg("%s", status.message);
    assert_int_equal(dataset.count, 1);
    assert_memory_equal(dataset.image[0], app->session.reading.normalized.digit,
                        sizeof dataset.image[0]);
    dataset_free(&dataset);
}

// ---- Activations --------------------------------------------------------------------------------

// The values behind the header of a .npy file, whose shape is this.
static const uint8_t *npy_values(const uint8_t *file, size_t size, const char *shape, size_t values)
{
    static const uint8_t magic[] = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    char expected[128];
    assert_true(size > 10);
    assert_memory_equal(file, magic, sizeof magic);
    size_t header = 10 + (size_t)(file[8] | file[9] << 8);
    assert_int_equal(header % 64, 0);
    assert_int_equal(size, header + values * sizeof(float));
    snprintf(expected, sizeof expected, "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }",
             shape);
    assert_memory_equal(file + 10, expected, strlen(expected));
    return file + header;
}

static void test_one_array_of_the_activations_is_what_the_cells_hold(void **state)
{
    static const struct {
        const char *name, *shape;
        size_t values;
    } arrays[SETTINGS_EXPORT_ARRAYS] = {
        {"INPUT", "(32, 32, )", 1024}, {"C1", "(6, 28, 28, )", 6 * 784},
        {"S2", "(6, 14, 14, )", 1176}, {"C3", "(16, 10, 10, )", 1600},
        {"S4", "(16, 5, 5, )", 400},   {"C5", "(120, )", 120},
        {"F6", "(84, )", 84},          {"OUTPUT", "(10, )", 10},
        {"logits", "(10, )", 10},      {"probability", "(10, )", 10},
    };
    struct app *app = *state;
    draw_digit(app);
    for (int i = 0; i < SETTINGS_EXPORT_ARRAYS; i++) {
        char path[64];
        size_t size;
        app->session.settings.export =
            (struct settings_export){.what = EXPORT_VALUES, .times = 1, .npy = true, .array = i};
        export_as(app, NULL);
        snprintf(path, sizeof path, "activations-%s.npy", arrays[i].name);
        uint8_t *file = support_read(path, &size);
        const uint8_t *values = npy_values(file, size, arrays[i].shape, arrays[i].values);
        const struct lenet_activations *activations = &app->session.reading.activations;
        const float *expected = i == NPZ_LOGITS ? activations->logits
                                : i == NPZ_PROBABILITY
                                    ? app->session.reading.probability
                                    : lenet_layer_values(activations, (enum lenet_layer_id)i);
        assert_memory_equal(values, expected, arrays[i].values * sizeof(float));
        free(file);
    }
}

// And none of the weights, which `lenetpad export` writes.
static void test_all_arrays_are_in_one_file_by_name(void **state)
{
    static const char *const names[SETTINGS_EXPORT_ARRAYS] = {
        "INPUT", "C1", "S2", "C3", "S4", "C5", "F6", "OUTPUT", "logits", "probability"};
    struct app *app = *state;
    size_t size, entries = 0;
    draw_digit(app);
    app->session.settings.export = (struct settings_export){.what = EXPORT_VALUES, .times = 1};
    export_as(app, NULL);
    uint8_t *file = support_read("activations.npz", &size);
    for (size_t at = 0; at + 30 < size && memcmp(file + at, "PK\3\4", 4) == 0; entries++) {
        size_t length = file[at + 26] | (size_t)file[at + 27] << 8;
        size_t content = file[at + 18] | (size_t)file[at + 19] << 8 | (size_t)file[at + 20] << 16;
        char name[32];
        snprintf(name, sizeof name, "%s.npy", names[entries]);
        assert_int_equal(length, strlen(name));
        assert_memory_equal(file + at + 30, name, length);
        at += 30 + length + content;
    }
    assert_int_equal(entries, SETTINGS_EXPORT_ARRAYS);
    free(file);
}

// ---- Curves -------------------------------------------------------------------------------------

static void test_the_curves_of_the_run_are_a_table_with_their_points(void **state)
{
    struct app *app = *state;
    struct trainer_progress *run = &app->session.progress;
    run->items = 1000;
    curve_add(&run->loss_curve, 0.5f, 0.75f);
    curve_add(&run->loss_curve, 1, 0.25f);
    curve_add(&run->train_curve, 1, 0.125f);
    curve_add(&run->test_curve, 1, 0.0625f);
    app->session.settings.export = (struct settings_export){.what = EXPORT_CURVES, .times = 1};
    assert_true(export_curves_csv(&app->session, "curves.csv", NULL));
    char *text = program_read_text("curves.csv");
    assert_string_equal(text, "epoch,images,loss,training_error,held_out_error,test_error,rate,"
                              "images_per_second\n"
                              "0.500000,500,0.75,,,,,\n"
                              "1.000000,1000,0.25,0.125,,0.0625,,\n");
    free(text);
}

// In the library every point has its rate, too, and none is merged with its neighbour.
static void test_a_run_that_is_recorded_is_told_by_its_own_table(void **state)
{
    struct app *app = *state;
    size_t size, expected;
    press(app, 't', MOD_CTRL | MOD_SHIFT);
    training_begin(&app->session, "data", false);
    await_phase(app, TRAINER_FINISHED);
    app_frame(app);
    press(app, KEY_ESCAPE, 0);
    app->session.settings.export = (struct settings_export){.what = EXPORT_CURVES, .times = 1};
    export_as(app, "run.csv");
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "runs/%s/" RUN_FILES_CURVES, app->session.progress.recorded);
    uint8_t *ours = support_read("run.csv", &size), *its = support_read(path, &expected);
    assert_int_equal(size, expected);
    assert_memory_equal(ours, its, size);
    free(ours);
    free(its);
}

#define COLUMNS "epoch,images,loss,training_error,held_out_error,test_error,rate,images_per_second"

// These are in no library: what is shown of them is written.
static void test_runs_that_are_laid_over_it_follow_and_are_named(void **state)
{
    struct app *app = *state;
    struct session *session = &app->session;
    struct compared_run *others = calloc(2, sizeof *others);
    assert_non_null(others);
    session->compared = (struct compared){2, others};
    snprintf(others[0].name, sizeof others[0].name, "first");
    others[0].curves.items = 2000;
    curve_add(&others[0].curves.loss, 0.5f, 0.5f);
    curve_add(&others[0].curves.held, 0.5f, 0.25f);
    snprintf(others[1].name, sizeof others[1].name, "a \"b\", c");
    curve_add(&others[1].curves.loss, 1, 0.125f);
    session->settings.export = (struct settings_export){.what = EXPORT_CURVES, .times = 1};
    export_as(app, "others.csv"); // without one that trained here
    assert_non_null(strstr(session->notice.text, "one table of 2 runs"));
    char *text = program_read_text("others.csv");
    assert_string_equal(text, COLUMNS ",run\n"
                                      "0.500000,1000,0.5,,0.25,,,,first\n"
                                      "1.000000,,0.125,,,,,,\"a \"\"b\"\", c\"\n");
    free(text);
    session->progress.items = 1000;
    curve_add(&session->progress.loss_curve, 1, 0.75f);
    curve_add(&session->progress.train_curve, 1, 0.5f);
    assert_int_equal(export_curves_runs(session), 3);
    assert_true(export_curves_csv(session, "three.csv", NULL));
    text = program_read_text("three.csv");
    assert_string_equal(text, COLUMNS ",run\n"
                                      "1.000000,1000,0.75,0.5,,,,,this run\n"
                                      "0.500000,1000,0.5,,0.25,,,,first\n"
                                      "1.000000,,0.125,,,,,,\"a \"\"b\"\", c\"\n");
    free(text);
}

// Every line of a run's own file, with its name behind it; and none twice.
static void test_recorded_runs_that_are_laid_over_each_other_keep_all_their_columns(void **state)
{
    struct app *app = *state;
    struct session *session = &app->session;
    char before[RUN_LIBRARY_NAME];
    for (int i = 0; i < 2; i++) {
        snprintf(before, sizeof before, "%s", session->progress.recorded);
        press(app, 't', MOD_CTRL | MOD_SHIFT);
        training_begin(session, "data", false);
        await_phase(app, TRAINER_FINISHED);
        app_frame(app);
        press(app, KEY_ESCAPE, 0);
    }
    past_runs_read(session);
    for (size_t i = 0; i < session->past.list.count; i++)
        if (strcmp(session->past.list.entry[i].name, before) == 0 ||
            strcmp(session->past.list.entry[i].name, session->progress.recorded) == 0)
            past_runs_compare(session, i);
    assert_int_equal(session->compared.count, 2); // the present one is laid over itself
    assert_int_equal(export_curves_runs(session), 2);
    session->settings.export = (struct settings_export){.what = EXPORT_CURVES, .times = 1};
    export_as(app, "both.csv");
    setenv("NEW", session->progress.recorded, 1);
    setenv("OLD", before, 1);
    assert_int_equal(system("(sed '1s/$/,run/; 2,$s/$/,'\"$NEW\"'/' \"runs/$NEW/curves.csv\" && "
                            "sed '1d; s/$/,'\"$OLD\"'/' \"runs/$OLD/curves.csv\") >expected.csv && "
                            "cmp expected.csv both.csv && "
                            "! cmp -s \"runs/$NEW/curves.csv\" \"runs/$OLD/curves.csv\" && "
                            "test $(wc -l <both.csv) -gt 4"),
                     0);
}

// ---- A lesson -----------------------------------------------------------------------------------

static void assert_same_digit(const struct strokes_digit *a, const struct strokes_digit *b)
{
    assert_int_equal(a->label, b->label);
    assert_int_equal(a->drawing.count, b->drawing.count);
    for (size_t i = 0; i < a->drawing.count; i++) {
        assert_int_equal(a->drawing.stroke[i].count, b->drawing.stroke[i].count);
        assert_memory_equal(a->drawing.stroke[i].point, b->drawing.stroke[i].point,
                            a->drawing.stroke[i].count * sizeof(struct point));
    }
}

// Tab leads from the kinds to the digits.
static void test_the_digits_that_are_ticked_are_the_lesson_to_the_last_bit(void **state)
{
    struct app *app = *state;
    struct strokes lesson;
    struct status status = {0};
    for (int i = 0; i < 6; i++)
        teach(app, i % 3);
    app->session.settings.export = (struct settings_export){.what = EXPORT_LESSON, .times = 1};
    press(app, 'e', MOD_CTRL | MOD_SHIFT);
    app_frame(app);
    tab_to(app, ui_id("lesson", 0));
    press(app, '1', 0);       // all 1s are left out
    press(app, KEY_RIGHT, 0); // to the second one,
    press(app, KEY_SPACE, 0); // which is in again
    press(app, KEY_END, 0);   // and the last one is not
    press(app, KEY_SPACE, 0);
    press(app, KEY_ENTER, 0);
    app_frame(app);
    assert_string_equal(app->file_dialog.name, "lesson.strokes");
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    if (!strokes_load(&lesson, "lesson.strokes", &status))
        fail_msg("%s", status.message);
    static const int kept[] = {0, 1, 2, 3};
    assert_int_equal(lesson.count, 4);
    for (int i = 0; i < 4; i++)
        assert_same_digit(&lesson.digit[i], &app->session.own_digits.strokes.digit[kept[i]]);
    strokes_free(&lesson);
    drop(app, "lesson.strokes");
    assert_int_equal(app->session.strokes.count, 4);
    assert_int_equal(app->session.own_digits.strokes.count, 6); // it is a copy
    program_assert_done("strokes lesson.strokes --model seven.safetensors");
}

static void test_a_digit_is_ticked_by_a_click_and_all_or_none_by_buttons(void **state)
{
    struct app *app = *state;
    for (int i = 0; i < 5; i++)
        teach(app, i);
    app->session.settings.export = (struct settings_export){.what = EXPORT_LESSON, .times = 1};
    press(app, 'e', MOD_CTRL | MOD_SHIFT);
    app_frame(app);
    assert_int_equal(export_lesson_count(app), 5);
    tab_to(app, ui_id("lesson tick", 0));
    press(app, KEY_SPACE, 0);
    assert_int_equal(export_lesson_count(app), 0);
    tab_to(app, ui_id("lesson tick", 1));
    press(app, KEY_SPACE, 0);
    assert_int_equal(export_lesson_count(app), 5);
    struct rect grid = focus_of(app, ui_id("lesson", 0));
    click(app, (float)grid.x + 20, (float)grid.y + 20); // on the first
    assert_int_equal(export_lesson_count(app), 4);
    assert_false(app->export_form.chosen[0]);
}

static void test_another_window_that_forgets_digits_changes_no_lesson(void **state)
{
    struct app *app = *state;
    struct strokes lesson;
    int label;
    for (int i = 0; i < 3; i++)
        teach(app, i);
    app->session.settings.export = (struct settings_export){.what = EXPORT_LESSON, .times = 1};
    press(app, 'e', MOD_CTRL | MOD_SHIFT);
    assert_true(own_digits_forget_last(&app->session.own_digits, &label, NULL));
    app_frame(app);
    press(app, KEY_ENTER, 0);
    app_frame(app);
    press(app, 'a', MOD_CTRL);
    type(app, "as-shown");
    press(app, KEY_ENTER, 0);
    assert_true(strokes_load(&lesson, "as-shown.strokes", NULL));
    assert_int_equal(lesson.count, 3);
    strokes_free(&lesson);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        EXPORT_TEST(test_the_image_as_png_is_what_the_network_sees_at_every_size),
        EXPORT_TEST(test_the_image_as_png_is_read_as_the_drawing),
        EXPORT_TEST(test_the_image_as_idx_is_read_by_the_reader_of_mnist),
        EXPORT_TEST(test_one_array_of_the_activations_is_what_the_cells_hold),
        EXPORT_TEST(test_all_arrays_are_in_one_file_by_name),
        EXPORT_TEST(test_the_curves_of_the_run_are_a_table_with_their_points),
        EXPORT_TEST(test_a_run_that_is_recorded_is_told_by_its_own_table),
        EXPORT_TEST(test_runs_that_are_laid_over_it_follow_and_are_named),
        EXPORT_TEST(test_recorded_runs_that_are_laid_over_each_other_keep_all_their_columns),
        EXPORT_TEST(test_the_digits_that_are_ticked_are_the_lesson_to_the_last_bit),
        EXPORT_TEST(test_a_digit_is_ticked_by_a_click_and_all_or_none_by_buttons),
        EXPORT_TEST(test_another_window_that_forgets_digits_changes_no_lesson),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
