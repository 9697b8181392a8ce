// What stands at a path, and the parts of one.
#include "tests/support/support.h"

#include "nn/files/place.h"
#include <sys/stat.h>

static void test_files_folders_and_strangers_are_told_apart(void **state)
{
    (void)state;
    support_write("file", "x", 1);
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_int_equal(symlink("folder", "link"), 0);
    assert_int_equal(symlink("nothing", "dangling"), 0);
    static const struct {
        const char *path;
        bool exists, folder, file;
    } cases[] = {{"file", true, false, true},       {"folder", true, true, false},
                 {"pipe", true, false, false},      {"link", true, true, false},
                 {"dangling", false, false, false}, {"nothing", false, false, false},
                 {"", false, false, false},         {"file/inside", false, false, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(place_exists(cases[i].path), cases[i].exists);
        assert_int_equal(place_is_folder(cases[i].path), cases[i].folder);
        assert_int_equal(place_is_file(cases[i].path), cases[i].file);
    }
}

static void test_a_path_is_its_folder_and_a_name(void **state)
{
    (void)state;
    assert_int_equal(place_folder_length("/a/b.txt"), 3);
    assert_int_equal(place_folder_length("/b"), 1);
    assert_int_equal(place_folder_length("a/"), 2);
    assert_int_equal(place_folder_length("b.txt"), 0);
    assert_int_equal(place_folder_length(""), 0);
    char beside[PATH_MAX];
    assert_true(place_sibling(beside, "/a/b.txt", "c"));
    assert_string_equal(beside, "/a/c");
    assert_true(place_sibling(beside, "b.txt", "c"));
    assert_string_equal(beside, "c");
}

static void test_one_file_has_many_paths(void **state)
{
    (void)state;
    assert_int_equal(system("mkdir -p deep/er && echo > one && ln one hard && ln -s one soft && "
                            "ln -s ../new deep/to_new && ln -s deep/er way"),
                     0);
    static const char *const same[][2] = {
        {"one", "./one"},       {"one", "hard"},           {"one", "soft"},  {"one", "deep/../one"},
        {"deep", "./deep/"},    {"deep/er", "way"},        {"new", "./new"}, {"new", "deep/to_new"},
        {"new", "deep/../new"}, {"way/new", "deep/er/new"}};
    static const char *const others[][2] = {
        {"one", "new"},  {"new", "newer"},           {"new", "deep/new"},
        {"one", "deep"}, {"/dev/null", "/dev/null"}, {"no/x", "no/x"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (!place_same(same[i][0], same[i][1]) || !place_same(same[i][1], same[i][0]))
            fail_msg("%s is %s", same[i][0], same[i][1]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (place_same(others[i][0], others[i][1]) || place_same(others[i][1], others[i][0]))
            fail_msg("%s is not %s", others[i][0], others[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files_folders_and_strangers_are_told_apart),
        cmocka_unit_test(test_a_path_is_its_folder_and_a_name),
        cmocka_unit_test(test_one_file_has_many_paths),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
