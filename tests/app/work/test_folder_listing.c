// The file dialog's model.
#include "tests/support/support.h"

#include "app/work/folder_listing.h"
#include "nn/files/file.h"

#include <sys/stat.h>

static int make_tree(void **state)
{
    static const char *const names[] = {"b.png", "a.SAFETENSORS", "three.strokes", "notes.md",
                                        ".hidden.png"};
    if (support_enter_folder(state) != 0)
        return -1;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        support_write(names[i], "x", 1);
    return file_make_folder("zoo/inner", NULL) && file_make_folder("Alps", NULL) ? 0 : -1;
}

static void test_folders_come_first_and_the_rest_is_filtered_by_kind(void **state)
{
    struct folder_listing files = {.purpose = FILE_PURPOSE_OPEN};
    assert_true(folder_listing_read(&files, *state, NULL));
    static const char *const expected[] = {"Alps", "zoo", "a.SAFETENSORS", "b.png",
                                           "three.strokes"};
    assert_int_equal(files.count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(files.entry[i].name, expected[i]);
        assert_int_equal(files.entry[i].folder, i < 2);
    }
    files.all = true;
    assert_true(folder_listing_read(&files, *state, NULL));
    assert_int_equal(files.count, 6); // hidden files stay hidden
    folder_listing_free(&files);
}

static void test_a_data_folder_is_chosen_among_folders(void **state)
{
    struct folder_listing files = {.purpose = FILE_PURPOSE_DATA_FOLDER, .all = true};
    assert_true(folder_listing_read(&files, *state, NULL));
    assert_int_equal(files.count, 2);
    folder_listing_free(&files);
}

static void test_a_folder_that_cannot_be_read_leaves_the_listing(void **state)
{
    struct folder_listing files = {.purpose = FILE_PURPOSE_OPEN};
    struct status status;
    assert_true(folder_listing_read(&files, *state, NULL));
    assert_false(folder_listing_read(&files, "b.png", &status));
    support_assert_says(&status, STATUS_IO, "cannot list b.png: it is not a folder but a file");
    assert_false(folder_listing_read(&files, "/no/such/folder", &status));
    support_assert_says(&status, STATUS_MISSING, "/no/such/folder");
    assert_string_equal(files.folder, *state);
    assert_int_equal(files.count, 5);
    folder_listing_free(&files);
}

static void test_up_leads_to_the_root_and_no_further(void **state)
{
    struct folder_listing files = {.purpose = FILE_PURPOSE_OPEN};
    char inner[PATH_SIZE];
    snprintf(inner, sizeof inner, "%s/zoo/inner/", (const char *)*state);
    assert_true(folder_listing_read(&files, inner, NULL));
    assert_int_equal(files.count, 0);
    assert_true(folder_listing_read_parent(&files, NULL));
    assert_string_equal(files.entry[0].name, "inner");
    for (int i = 0; i < 9; i++)
        assert_true(folder_listing_read_parent(&files, NULL));
    assert_string_equal(files.folder, "/");
    folder_listing_free(&files);
}

static void test_typed_names_are_absolute_at_home_or_in_the_folder(void **state)
{
    (void)state;
    struct folder_listing files = {.purpose = FILE_PURPOSE_OPEN, .folder = "/folder"};
    struct status status;
    char path[PATH_SIZE], lengthy[PATH_SIZE + 8];
    setenv("HOME", "/home/somebody", 1);
    assert_true(folder_listing_resolve(path, &files, "/abs/x.png", NULL));
    assert_string_equal(path, "/abs/x.png");
    assert_true(folder_listing_resolve(path, &files, "~/x.png", NULL));
    assert_string_equal(path, "/home/somebody/x.png");
    assert_true(folder_listing_resolve(path, &files, "x.png", NULL));
    assert_string_equal(path, "/folder/x.png");
    memset(lengthy, 'a', sizeof lengthy);
    lengthy[0] = '/';
    lengthy[sizeof lengthy - 1] = '\0';
    assert_false(folder_listing_resolve(path, &files, lengthy, &status));
    assert_false(folder_listing_resolve(path, &files, lengthy + 1, &status));
}

static void test_the_dialog_begins_in_the_nearest_folder_that_is_there(void **state)
{
    char wanted[PATH_SIZE], folder[PATH_SIZE];
    snprintf(wanted, sizeof wanted, "%s/zoo/gone/deeper", (const char *)*state);
    folder_listing_start(folder, wanted);
    assert_string_equal(path_name(folder), "zoo");
    setenv("HOME", *state, 1);
    folder_listing_start(folder, "");
    assert_string_equal(folder, *state);
    setenv("HOME", "/no/such/home", 1);
    folder_listing_start(folder, "");
    assert_string_equal(folder, "/");
}

static void test_a_name_gets_its_suffix_or_is_refused_with_the_reason(void **state)
{
    (void)state;
    struct status status;
    char path[PATH_SIZE] = "one";
    assert_true(file_purpose_complete(path, FILE_PURPOSE_SAVE_PICTURE, NULL));
    assert_string_equal(path, "one.png");
    assert_true(file_purpose_complete(path, FILE_PURPOSE_SAVE_PICTURE, NULL));
    assert_string_equal(path, "one.png");
    assert_false(file_purpose_complete(path, FILE_PURPOSE_SAVE_MODEL, &status));
    support_assert_says(&status, STATUS_USAGE, "one.png");
    assert_non_null(strstr(status.message, ".safetensors"));
    assert_true(file_purpose_complete(path, FILE_PURPOSE_SAVE_STROKES, NULL)); // any ending is fine
    snprintf(path, sizeof path, "/dev/full");
    assert_false(file_purpose_complete(path, FILE_PURPOSE_SAVE_PICTURE, &status));
    support_assert_says(&status, STATUS_USAGE, "/dev/full");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folders_come_first_and_the_rest_is_filtered_by_kind),
        cmocka_unit_test(test_a_data_folder_is_chosen_among_folders),
        cmocka_unit_test(test_a_folder_that_cannot_be_read_leaves_the_listing),
        cmocka_unit_test(test_up_leads_to_the_root_and_no_further),
        cmocka_unit_test(test_typed_names_are_absolute_at_home_or_in_the_folder),
        cmocka_unit_test(test_a_name_gets_its_suffix_or_is_refused_with_the_reason),
        cmocka_unit_test(test_the_dialog_begins_in_the_nearest_folder_that_is_there),
    };
    return cmocka_run_group_tests(tests, make_tree, support_leave_folder);
}
