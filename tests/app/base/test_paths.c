// Where things are kept, by the XDG base directory specification.
#include "tests/support/support.h"

#include "app/base/paths.h"

#include <sys/stat.h>

static void clear_environment(void)
{
    static const char *const names[] = {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME",
                                        "XDG_CACHE_HOME", "LENETPAD_DATA"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        unsetenv(names[i]);
    setenv("HOME", "/home/someone", 1);
}

static void test_without_variables_everything_is_below_home(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    struct status status;
    clear_environment();
    assert_true(path_of_settings(path, &status));
    assert_string_equal(path, "/home/someone/.config/lenetpad/settings.json");
    assert_true(path_of_checkpoint(path, &status));
    assert_string_equal(path, "/home/someone/.local/state/lenetpad/training.safetensors");
    assert_true(path_of_user_folder(path, &status));
    assert_string_equal(path, "/home/someone/.local/share/lenetpad");
    assert_true(path_of_own_digits(path, &status));
    assert_string_equal(path, "/home/someone/.local/share/lenetpad/my-digits.strokes");
    assert_true(path_of_default_data(path, &status));
    assert_string_equal(path, "/home/someone/.cache/lenetpad/mnist");
}

static void test_absolute_xdg_variables_are_obeyed(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    struct status status;
    clear_environment();
    setenv("XDG_CONFIG_HOME", "/c", 1);
    setenv("XDG_STATE_HOME", "/s/", 1);
    setenv("XDG_DATA_HOME", "/d", 1);
    setenv("XDG_CACHE_HOME", "/", 1);
    assert_true(path_of_settings(path, &status));
    assert_string_equal(path, "/c/lenetpad/settings.json");
    assert_true(path_of_checkpoint(path, &status));
    assert_string_equal(path, "/s/lenetpad/training.safetensors");
    assert_true(path_of_user_folder(path, &status));
    assert_string_equal(path, "/d/lenetpad");
    assert_true(path_of_default_data(path, &status));
    assert_string_equal(path, "/lenetpad/mnist");
}

static void test_relative_and_empty_xdg_variables_are_ignored(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    struct status status;
    clear_environment();
    setenv("XDG_CONFIG_HOME", "relative/folder", 1);
    assert_true(path_of_settings(path, &status));
    assert_string_equal(path, "/home/someone/.config/lenetpad/settings.json");
    setenv("XDG_CONFIG_HOME", "", 1);
    assert_true(path_of_settings(path, &status));
    assert_string_equal(path, "/home/someone/.config/lenetpad/settings.json");
}

static void test_a_relative_home_falls_back_to_the_user_database(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    struct status status;
    clear_environment();
    setenv("HOME", "here", 1);
    if (path_of_settings(path, &status))
        assert_int_equal(path[0], '/');
    else
        support_assert_says(&status, STATUS_MISSING, "set HOME or XDG_CONFIG_HOME");
}

static void test_the_data_folder_can_be_named(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    struct status status;
    clear_environment();
    setenv("LENETPAD_DATA", "my/mnist", 1);
    assert_true(path_of_default_data(path, &status));
    assert_string_equal(path, "my/mnist");
}

static void test_paths_that_are_too_long_are_refused(void **state)
{
    (void)state;
    char path[PATH_SIZE], folder[PATH_SIZE + 100];
    struct status status;
    memset(folder, 'x', sizeof folder);
    folder[0] = '/';
    folder[PATH_SIZE - 3] = '\0';
    assert_true(path_join(path, folder, "a", &status));
    assert_int_equal(strlen(path), PATH_SIZE - 1);
    assert_false(path_join(path, folder, "ab", &status));
    support_assert_says(&status, STATUS_USAGE, "longer than 1023 bytes");
    clear_environment();
    folder[PATH_SIZE - 3] = 'x';
    folder[PATH_SIZE + 50] = '\0';
    setenv("LENETPAD_DATA", folder, 1);
    assert_false(path_of_default_data(path, &status));
    setenv("XDG_CONFIG_HOME", folder, 1);
    assert_false(path_of_settings(path, &status));
    clear_environment();
}

static void test_joining_adds_one_separator(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    assert_true(path_join(path, "a", "b", NULL));
    assert_string_equal(path, "a/b");
    assert_true(path_join(path, "a/", "b", NULL));
    assert_string_equal(path, "a/b");
    assert_true(path_join(path, "", "b", NULL));
    assert_string_equal(path, "b");
    assert_true(path_join(path, path, "c", NULL)); // in place
    assert_string_equal(path, "b/c");
}

static void test_the_name_is_what_follows_the_last_separator(void **state)
{
    (void)state;
    assert_string_equal(path_name("/a/b.txt"), "b.txt");
    assert_string_equal(path_name("b.txt"), "b.txt");
    assert_string_equal(path_name("a/"), "");
    assert_string_equal(path_name(""), "");
}

static void expect_folder(const char *path, const char *expected)
{
    char folder[PATH_SIZE];
    path_folder(folder, path);
    assert_string_equal(folder, expected);
    snprintf(folder, sizeof folder, "%s", path);
    path_folder(folder, folder);
    assert_string_equal(folder, expected);
}

static void test_the_folder_of_a_path_ends_at_the_root(void **state)
{
    (void)state;
    expect_folder("/a/b/c.txt", "/a/b");
    expect_folder("/a", "/");
    expect_folder("/", "/");
    expect_folder("a/b", "a");
    expect_folder("a/", "a");
    expect_folder("a", "");
    expect_folder("", "");
}

static void test_endings_belong_to_the_name(void **state)
{
    (void)state;
    assert_string_equal(path_ending("/a.b/c.tar.gz"), ".gz");
    assert_string_equal(path_ending("/a.b/c"), "");
    assert_string_equal(path_ending(""), "");
    assert_true(path_has_ending("x.PNG", ".jpg .png"));
    assert_true(path_has_ending("x.jpg", ".jpg .png"));
    assert_false(path_has_ending("x.png", ".jpg"));
    assert_false(path_has_ending("x.png", ""));
    assert_false(path_has_ending("g", ".png"));
}

// This program stands in a build folder, so ../assets may hold the model only in some layouts; the
// source tree's is always looked at last.
static void test_the_shipped_model_is_found_or_the_places_are_named(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    struct status status;
    if (path_of_shipped_model(path, &status)) {
        assert_int_equal(access(path, R_OK), 0);
        assert_string_equal(path_name(path), "lenet5.safetensors");
    } else {
        support_assert_says(&status, STATUS_MISSING, "share/lenetpad");
        support_assert_says(&status, STATUS_MISSING, "../assets");
        support_assert_says(&status, STATUS_MISSING, "--model FILE");
    }
}

static void assert_absolute(const char *path, const char *expected)
{
    char out[PATH_SIZE];
    struct status status = {0};
    if (!path_absolute(out, path, &status))
        fail_msg("%s", status.message);
    assert_string_equal(out, expected);
}

static void test_a_relative_path_is_told_as_an_absolute_one(void **state)
{
    char expected[PATH_SIZE], deep[PATH_SIZE];
    snprintf(expected, sizeof expected, "%s/model.safetensors", (const char *)*state);
    assert_absolute("/a/../b/./c", "/a/../b/./c"); // already one: as it was given
    assert_absolute("", "");
    assert_absolute("model.safetensors", expected);
    assert_absolute(".//./model.safetensors", expected);
    assert_absolute(".", *state);
    snprintf(deep, sizeof deep, "%s/deep/er", (const char *)*state);
    assert_int_equal(mkdir("deep", 0777) | mkdir(deep, 0777), 0);
    assert_absolute("deep/er", deep);
    assert_absolute("deep/er/..", (snprintf(deep, sizeof deep, "%s/deep", (char *)*state), deep));
    assert_int_equal(chdir("deep/er"), 0);
    assert_absolute("../../model.safetensors", expected);
    assert_absolute("../..", *state);
    assert_int_equal(chdir("../.."), 0);
    // Up from where a link leads, not from where it stands.
    assert_int_equal(symlink("deep/er", "short"), 0);
    snprintf(expected, sizeof expected, "%s/deep/x", (const char *)*state);
    assert_absolute("short/../x", expected);
    snprintf(expected, sizeof expected, "%s/short",
             (const char *)*state); // it may be led elsewhere
    assert_absolute("short", expected);
    remove("short"), remove("deep/er"), remove("deep");
}

static void test_without_a_current_folder_no_relative_path_is_taken(void **state)
{
    char out[PATH_SIZE], longer[PATH_SIZE + 8];
    struct status status = {0};
    assert_int_equal(mkdir("gone", 0777) | chdir("gone") | rmdir("../gone"), 0);
    assert_false(path_absolute(out, "x", &status));
    support_assert_says(&status, STATUS_MISSING, "whole path");
    assert_true(path_absolute(out, "/x", &status));
    assert_int_equal(chdir(*state), 0);
    memset(longer, 'n', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_false(path_absolute(out, longer, &status));
}

static void test_the_folder_of_a_path_is_made(void **state)
{
    (void)state;
    assert_true(path_make_parent("new/folders/file", NULL));
    assert_int_equal(access("new/folders", F_OK), 0);
    assert_true(path_make_parent("file", NULL) && path_make_parent("/file", NULL));
    remove("new/folders"), remove("new");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_variables_everything_is_below_home),
        cmocka_unit_test(test_absolute_xdg_variables_are_obeyed),
        cmocka_unit_test(test_relative_and_empty_xdg_variables_are_ignored),
        cmocka_unit_test(test_a_relative_home_falls_back_to_the_user_database),
        cmocka_unit_test(test_the_data_folder_can_be_named),
        cmocka_unit_test(test_paths_that_are_too_long_are_refused),
        cmocka_unit_test(test_joining_adds_one_separator),
        cmocka_unit_test(test_a_relative_path_is_told_as_an_absolute_one),
        cmocka_unit_test(test_without_a_current_folder_no_relative_path_is_taken),
        cmocka_unit_test(test_the_folder_of_a_path_is_made),
        cmocka_unit_test(test_the_name_is_what_follows_the_last_separator),
        cmocka_unit_test(test_the_shipped_model_is_found_or_the_places_are_named),
        cmocka_unit_test(test_the_folder_of_a_path_ends_at_the_root),
        cmocka_unit_test(test_endings_belong_to_the_name),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
