// Settings: what is saved comes back, and no file, however broken, keeps the program from starting.
#include "tests/support/support.h"

#include "app/base/lock.h"
#include "app/work/remembering.h"
#include "app/work/settings.h"
#include "nn/net/lenet.h"

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
    saved.fixed_scale = true;
    saved.scale = 1.5f;
    saved.brush = 33.25f;
    saved.show_training = true;
    saved.linear_curves = true;
    saved.speech = true;
    saved.system_dialogs = false;
    saved.window_width = 1920;
    saved.window_maximised = true;
    saved.window_height = 1080;
    strcpy(saved.model, "/m/\"quoted\" \xc3\xa9.safetensors");
    strcpy(saved.data, "practice");
    strcpy(saved.folder, "/tmp/a\\b");
    saved.hidden_layers = 1u << LENET_C3;
    saved.export = (struct settings_export){.what = 6,
                                            .panel = 4,
                                            .svg = true,
                                            .times = 4,
                                            .idx = true,
                                            .image_times = 3,
                                            .npy = true,
                                            .array = 8};
    assert_true(settings_save(&saved, NULL, "new/folders/settings.json", &status));
    assert_true(settings_load(&loaded, "new/folders/settings.json", &status));
    assert_int_equal(loaded.theme, saved.theme);
    assert_int_equal(loaded.colour_map, saved.colour_map);
    assert_int_equal(loaded.shared_scale, saved.shared_scale);
    assert_true(loaded.fixed_scale);
    assert_false(loaded.system_dialogs);
    assert_true(loaded.scale == saved.scale);
    assert_true(loaded.brush == saved.brush);
    assert_int_equal(loaded.show_training, saved.show_training);
    assert_int_equal(loaded.linear_curves, saved.linear_curves);
    assert_true(loaded.speech);
    assert_int_equal(loaded.window_width, saved.window_width);
    assert_true(loaded.window_maximised);
    assert_int_equal(loaded.window_height, saved.window_height);
    assert_string_equal(loaded.model, saved.model);
    assert_string_equal(loaded.data, saved.data);
    assert_string_equal(loaded.folder, saved.folder);
    assert_int_equal(loaded.hidden_layers, saved.hidden_layers);
    assert_int_equal(loaded.export.what, 6);
    assert_int_equal(loaded.export.panel, 4);
    assert_true(loaded.export.svg && loaded.export.idx && loaded.export.npy);
    assert_int_equal(loaded.export.times, 4);
    assert_int_equal(loaded.export.image_times, 3);
    assert_int_equal(loaded.export.array, 8);
    assert_true(settings_equal(&loaded, &saved));
}

static void assert_default(const struct settings *settings)
{
    struct settings expected;
    settings_default(&expected);
    assert_int_equal(settings->theme, expected.theme);
    assert_int_equal(settings->colour_map, expected.colour_map);
    assert_int_equal(settings->shared_scale, expected.shared_scale);
    assert_int_equal(settings->fixed_scale, expected.fixed_scale);
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
    assert_true(settings_save(&settings, NULL, "whole.json", &status));
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

// What a version wrote that knew two scales, it means still.
static void test_the_scale_of_an_older_file_is_kept(void **state)
{
    (void)state;
    struct settings settings;
    write_text("old.json", "{\"shared_scale\": false}");
    assert_true(settings_load(&settings, "old.json", NULL));
    assert_false(settings.shared_scale || settings.fixed_scale);
    write_text("old.json", "{\"shared_scale\": true}");
    assert_true(settings_load(&settings, "old.json", NULL));
    assert_true(settings.shared_scale && !settings.fixed_scale);
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
    assert_false(settings_save(&settings, NULL, "a-folder", &status));
}

static void test_a_failed_save_keeps_the_old_file(void **state)
{
    (void)state;
    struct settings settings;
    struct status status;
    settings_default(&settings);
    write_text("file", "x");
    assert_false(settings_save(&settings, NULL, "file/settings.json", &status));
    assert_true(strlen(status.message) > 0);
    size_t size;
    uint8_t *data = support_read("file", &size);
    assert_int_equal(size, 1);
    free(data);
}

static void test_only_what_changed_is_written(void **state)
{
    (void)state;
    struct settings first, second, before;
    write_text("shared.json", "{\"theme\": 1, \"brush\": 40, \"from_the_future\": [1, 2]}");
    assert_true(settings_load(&before, "shared.json", NULL)); // as two windows do
    first = second = before;
    first.theme = THEME_DARK;
    second.brush = 80;
    assert_true(settings_save(&first, &before, "shared.json", NULL));
    assert_true(settings_save(&second, &before, "shared.json", NULL));
    support_assert_text("shared.json", "{\n\t\"theme\":\t2,\n\t\"brush\":\t80,\n"
                                       "\t\"from_the_future\":\t[1, 2]\n}");
}

static void test_without_a_change_nothing_is_written(void **state)
{
    (void)state;
    struct settings settings;
    write_text("slip.json", "{\"theme\": 2,}"); // a comma too many
    assert_false(settings_load(&settings, "slip.json", NULL));
    assert_true(settings_save(&settings, &settings, "slip.json", NULL));
    support_assert_text("slip.json", "{\"theme\": 2,}");
    assert_true(settings_save(&settings, &settings, "not-made/at-all.json", NULL));
    assert_int_not_equal(access("not-made", F_OK), 0);
}

// Else a window manager that fits the window to the screen would take the file away.
static void test_the_window_s_size_takes_no_unreadable_file_away(void **state)
{
    (void)state;
    static const char text[] = "{\"theme\": 2,}";
    struct settings before, now;
    write_text("fitted.json", text);
    assert_false(settings_load(&before, "fitted.json", NULL));
    now = before;
    now.window_width = 1272;
    now.window_height = 770;
    now.window_maximised = true;
    assert_true(settings_save(&now, &before, "fitted.json", NULL));
    support_assert_text("fitted.json", text);
    assert_int_not_equal(access("fitted.json.broken", F_OK), 0);
    before = now; // saved, as far as the window knows
    now.colour_map = 1;
    assert_true(settings_save(&now, &before, "fitted.json", NULL));
    support_assert_text("fitted.json.broken", text);
    support_assert_text("fitted.json",
                        "{\n\t\"colour_map\":\t1,\n\t\"window_width\":\t1272,\n"
                        "\t\"window_height\":\t770,\n\t\"window_maximised\":\ttrue\n}");
}

static void test_the_place_of_a_slip_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *text, *place;
    } slips[] = {
        {"{\"window_width\": 1100, \"theme\": \"dark\", \"brush\": 9,,}",
         "line 1, near column 53;"},
        {"{\n  \"theme\": 2\n  \"brush\": 9\n}", "line 3, near column 3;"},
        {"{\"model\": \"\xc3\xa4\", theme: 2}", "line 1, near column 17;"},
        {"", "line 1, near column 1;"},
    };
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        struct settings settings;
        struct status status = {0};
        write_text("slips.json", slips[i].text);
        assert_false(settings_load(&settings, "slips.json", &status));
        support_assert_says(&status, STATUS_BAD_DATA, slips[i].place);
    }
}

static void test_what_could_not_be_read_is_kept_beside(void **state)
{
    (void)state;
    struct settings before, now;
    struct status status = {0};
    static const char *const kept[] = {"odd.json.broken", "odd.json.broken-2"};
    for (int i = 0; i < 2; i++) {
        char text[32];
        snprintf(text, sizeof text, "{\"theme\": %d,}", i);
        write_text("odd.json", text);
        assert_false(settings_load(&before, "odd.json", &status));
        support_assert_says(&status, STATUS_BAD_DATA, "odd.json.broken");
        now = before;
        now.colour_map = 1;
        assert_true(settings_save(&now, &before, "odd.json", NULL));
        support_assert_text(kept[i], text);
        support_assert_text("odd.json", "{\n\t\"colour_map\":\t1\n}");
    }
    support_assert_text(kept[0], "{\"theme\": 0,}");
}

static void test_hidden_layers_are_told_by_name(void **state)
{
    (void)state;
    struct settings settings;
    write_text("layers.json",
               "{\"hidden_layers\": [\"S4\", \"C1\", \"INPUT\", 7, \"X9\", \"s2\"]}");
    assert_true(settings_load(&settings, "layers.json", NULL));
    assert_int_equal(settings.hidden_layers, 1u << LENET_C1 | 1u << LENET_S4);
    settings.hidden_layers = 1u << LENET_F6 | 1u << LENET_S2;
    struct settings defaults;
    settings_default(&defaults);
    assert_true(settings_save(&settings, &defaults, "layers.json", NULL));
    support_assert_text("layers.json", "{\n\t\"hidden_layers\":\t[\"S2\", \"F6\"]\n}");
    write_text("layers.json", "{\"hidden_layers\": 6}");
    assert_true(settings_load(&settings, "layers.json", NULL));
    assert_int_equal(settings.hidden_layers, 0);
}

static void test_a_held_file_is_told_with_its_holder(void **state)
{
    (void)state;
    struct settings before, now;
    struct status status = {0};
    struct lock *lock;
    settings_default(&before);
    now = before;
    now.theme = THEME_DARK;
    assert_int_equal(lock_try(&lock, "held.json", "another window", NULL), LOCK_TAKEN);
    assert_false(settings_save(&now, &before, "held.json", &status));
    support_assert_says(&status, STATUS_IO, "being changed by another window (process ");
    lock_release(lock);
    assert_true(settings_save(&now, &before, "held.json", &status));
}

// ---- When they are written ----------------------------------------------------------------------

static void test_settings_are_written_when_they_have_rested(void **state)
{
    (void)state;
    struct remembering remembering;
    struct settings settings, loaded;
    assert_true(remembering_begin(&remembering, &settings, "rest.json", NULL));
    assert_int_equal(remembering_wait_ms(&remembering, &settings, 100), -1);
    settings.brush = 10;
    assert_true(remembering_step(&remembering, &settings, 100, NULL));
    settings.brush = 20; // a wheel that turns
    assert_true(remembering_step(&remembering, &settings, 100.2, NULL));
    assert_true(remembering_step(&remembering, &settings, 100.4, NULL));
    assert_int_not_equal(access("rest.json", F_OK), 0);
    int wait = remembering_wait_ms(&remembering, &settings, 100.4);
    assert_in_range(wait, 100, 101);
    assert_true(remembering_step(&remembering, &settings, 100.4 + wait / 1000.0, NULL));
    assert_true(settings_load(&loaded, "rest.json", NULL));
    assert_true(loaded.brush == 20);
    assert_int_equal(remembering_wait_ms(&remembering, &settings, 102), -1);
    // What another window writes meanwhile stays.
    struct settings other = loaded;
    other.theme = THEME_DARK;
    assert_true(settings_save(&other, &loaded, "rest.json", NULL));
    settings.colour_map = 1;
    assert_true(remembering_save(&remembering, &settings, NULL));
    assert_true(settings_load(&loaded, "rest.json", NULL));
    assert_true(loaded.theme == THEME_DARK && loaded.colour_map == 1 && loaded.brush == 20);
}

// A slider that is never let go: killed then, all but the latest seconds are kept.
static void test_settings_that_go_on_changing_are_written_now_and_then(void **state)
{
    (void)state;
    struct remembering remembering;
    struct settings settings, loaded;
    int writes = 0;
    assert_true(remembering_begin(&remembering, &settings, "slider.json", NULL));
    for (int i = 0; i < 1000; i++) { // ten seconds
        settings.brush = 10 + (float)i / 100;
        assert_true(remembering_step(&remembering, &settings, 50 + i / 100.0, NULL));
        writes += settings_equal(&remembering.written, &settings);
    }
    assert_in_range(writes, 3, 4);
    assert_true(settings_load(&loaded, "slider.json", NULL));
    assert_true(loaded.brush > 16);
}

static void test_what_cannot_be_written_is_told_once(void **state)
{
    (void)state;
    struct remembering remembering;
    struct settings settings;
    struct status status = {0};
    assert_true(remembering_begin(&remembering, &settings, "way/settings.json", NULL));
    write_text("way", ""); // no folder can be made here
    settings.brush = 10;
    assert_true(remembering_step(&remembering, &settings, 0, &status));
    assert_false(remembering_step(&remembering, &settings, 2, &status));
    support_assert_says(&status, STATUS_IO, "way");
    assert_true(remembering_step(&remembering, &settings, 2.1, &status));
    assert_true(remembering_step(&remembering, &settings, 100, &status));
    assert_true(remembering_wait_ms(&remembering, &settings, 100) > 1000);
    remove("way");
    assert_true(remembering_step(&remembering, &settings, 200, &status));
    assert_int_equal(access("way/settings.json", F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_saved_settings_come_back),
        cmocka_unit_test(test_a_missing_file_is_the_first_start),
        cmocka_unit_test(test_broken_files_give_the_defaults_and_say_so),
        cmocka_unit_test(test_every_truncation_gives_the_defaults),
        cmocka_unit_test(test_values_out_of_range_fall_back_one_by_one),
        cmocka_unit_test(test_the_scale_of_an_older_file_is_kept),
        cmocka_unit_test(test_a_path_that_is_too_long_is_ignored),
        cmocka_unit_test(test_a_folder_in_place_of_the_file_is_an_error),
        cmocka_unit_test(test_a_failed_save_keeps_the_old_file),
        cmocka_unit_test(test_only_what_changed_is_written),
        cmocka_unit_test(test_without_a_change_nothing_is_written),
        cmocka_unit_test(test_the_window_s_size_takes_no_unreadable_file_away),
        cmocka_unit_test(test_the_place_of_a_slip_is_told),
        cmocka_unit_test(test_what_could_not_be_read_is_kept_beside),
        cmocka_unit_test(test_hidden_layers_are_told_by_name),
        cmocka_unit_test(test_a_held_file_is_told_with_its_holder),
        cmocka_unit_test(test_settings_are_written_when_they_have_rested),
        cmocka_unit_test(test_settings_that_go_on_changing_are_written_now_and_then),
        cmocka_unit_test(test_what_cannot_be_written_is_told_once),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
