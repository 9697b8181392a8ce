// Settings: what is saved comes back, and no file, however broken, keeps the program from starting.
#include "tests/support.h"

#include "app/settings.h"

static void write_text(const char *path, const char *text)
{
    support_write(path, text, strlen(text));
}

static void test_saved_settings_come_back(void **state)
{
    (void)state;
    struct settings saved, loaded;
    struct status status;
    settings_default(&saved);
    saved.theme = THEME_DARK;
    saved.colour_map = 2;
    saved.shared_scale = !saved.shared_scale;
    saved.scale = 1.5f;
    saved.brush = 33.25f;
    saved.show_training = true;
    saved.window_width = 1920;
    saved.window_height = 1080;
    strcpy(saved.model, "/m/\"quoted\" \xc3\xa9.safetensors");
    strcpy(saved.data, "practice");
    strcpy(saved.folder, "/tmp/a\\b");
    assert_true(settings_save(&saved, "new/folders/settings.json", &status));
    assert_true(settings_load(&loaded, "new/folders/settings.json", &status));
    assert_int_equal(loaded.theme, saved.theme);
    assert_int_equal(loaded.colour_map, saved.colour_map);
    assert_int_equal(loaded.shared_scale, saved.shared_scale);
    assert_true(loaded.scale == saved.scale);
    assert_true(loaded.brush == saved.brush);
    assert_int_equal(loaded.show_training, saved.show_training);
    assert_int_equal(loaded.window_width, saved.window_width);
    assert_int_equal(loaded.window_height, saved.window_height);
    assert_string_equal(loaded.model, saved.model);
    assert_string_equal(loaded.data, saved.data);
    assert_string_equal(loaded.folder, saved.folder);
}

static void assert_default(const struct settings *settings)
{
    struct settings expected;
    settings_default(&expected);
    assert_int_equal(settings->theme, expected.theme);
    assert_int_equal(settings->colour_map, expected.colour_map);
    assert_int_equal(settings->shared_scale, expected.shared_scale);
    assert_true(settings->scale == expected.scale);
    assert_true(settings->brush == expected.brush);
    assert_int_equal(settings->show_training, expected.show_training);
    assert_int_equal(settings->window_width, expected.window_width);
    assert_int_equal(settings->window_height, expected.window_height);
    assert_string_equal(settings->model, expected.model);
    assert_string_equal(settings->data, expected.data);
    assert_string_equal(settings->folder, expected.folder);
}

static void test_a_missing_file_is_the_first_start(void **state)
{
    (void)state;
    struct settings settings;
    struct status status;
    assert_true(settings_load(&settings, "no-such-file.json", &status));
    assert_default(&settings);
}

static void test_broken_files_give_the_defaults_and_say_so(void **state)
{
    (void)state;
    static const char *const broken[] = {"",
                                         "{",
                                         "[]",
                                         "3",
                                         "null",
                                         "{\"theme\": }",
                                         "{\"theme\": 2",
                                         "\xff\xfe",
                                         "not json at all"};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        struct settings settings;
        struct status status = {0};
        write_text("broken.json", broken[i]);
        assert_false(settings_load(&settings, "broken.json", &status));
        support_assert_says(&status, STATUS_BAD_DATA, "broken.json");
        assert_default(&settings);
    }
}

static void test_every_truncation_gives_the_defaults(void **state)
{
    (void)state;
    struct settings settings;
    struct status status;
    size_t size;
    settings_default(&settings);
    settings.theme = THEME_DARK;
    assert_true(settings_save(&settings, "whole.json", &status));
    uint8_t *whole = support_read("whole.json", &size);
    size_t end = size;
    while (end > 0 && whole[end - 1] != '}')
        end--;
    for (size_t cut = 0; cut < end; cut++) {
        support_write("cut.json", whole, cut);
        assert_false(settings_load(&settings, "cut.json", &status));
        assert_default(&settings);
    }
    free(whole);
}

static void test_values_out_of_range_fall_back_one_by_one(void **state)
{
    (void)state;
    struct settings settings;
    struct status status;
    write_text("odd.json", "{\"theme\": 99, \"colour_map\": -1, \"scale\": 0.5, \"brush\": 1e9,"
                           " \"window_width\": 10, \"window_height\": 800.5,"
                           " \"shared_scale\": \"yes\", \"model\": 7, \"show_training\": true,"
                           " \"from_the_future\": [1, 2]}");
    assert_true(settings_load(&settings, "odd.json", &status));
    assert_true(settings.show_training);
    settings.show_training = false;
    assert_default(&settings);
}

static void test_a_path_that_is_too_long_is_ignored(void **state)
{
    (void)state;
    struct settings settings;
    struct status status;
    char text[3 * PATH_SIZE];
    snprintf(text, sizeof text, "{\"model\": \"%0*d\", \"theme\": 1}", PATH_SIZE, 0);
    write_text("long.json", text);
    assert_true(settings_load(&settings, "long.json", &status));
    assert_string_equal(settings.model, "");
    assert_int_equal(settings.theme, THEME_LIGHT);
}

static void test_a_folder_in_place_of_the_file_is_an_error(void **state)
{
    (void)state;
    struct settings settings;
    struct status status;
    assert_int_equal(system("mkdir a-folder"), 0);
    assert_false(settings_load(&settings, "a-folder", &status));
    assert_default(&settings);
    assert_false(settings_save(&settings, "a-folder", &status));
}

static void test_a_failed_save_keeps_the_old_file(void **state)
{
    (void)state;
    struct settings settings;
    struct status status;
    settings_default(&settings);
    write_text("file", "x");
    assert_false(settings_save(&settings, "file/settings.json", &status));
    assert_true(strlen(status.message) > 0);
    size_t size;
    uint8_t *data = support_read("file", &size);
    assert_int_equal(size, 1);
    free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_saved_settings_come_back),
        cmocka_unit_test(test_a_missing_file_is_the_first_start),
        cmocka_unit_test(test_broken_files_give_the_defaults_and_say_so),
        cmocka_unit_test(test_every_truncation_gives_the_defaults),
        cmocka_unit_test(test_values_out_of_range_fall_back_one_by_one),
        cmocka_unit_test(test_a_path_that_is_too_long_is_ignored),
        cmocka_unit_test(test_a_folder_in_place_of_the_file_is_an_error),
        cmocka_unit_test(test_a_failed_save_keeps_the_old_file),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
