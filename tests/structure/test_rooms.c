// The rule of the rooms (ARCHITECTURE.md), held by tests/structure/rooms.sh; and that the script
// sees each way to break it.
#include "tests/support/support.h"

#include <stdlib.h>
#include <sys/stat.h>

// Runs the script on `root`; its exit code, and what it prints.
static int check(const char *root, const char *objects, char *printed, size_t size)
{
    char command[1024];
    snprintf(command, sizeof command, "sh '%s/structure/rooms.sh' '%s' %s >printed.txt 2>&1",
             TESTS_DIR, root, objects);
    int code = system(command);
    FILE *file = fopen("printed.txt", "r");
    assert_non_null(file);
    printed[fread(printed, 1, size - 1, file)] = '\0';
    fclose(file);
    return WEXITSTATUS(code);
}

static void write_text(const char *path, const char *text)
{
    support_write(path, text, strlen(text));
}

// A house of two rooms, the lower one first.
static void build_house(void)
{
    assert_int_equal(system("rm -rf app nn ARCHITECTURE.md && mkdir -p nn/low app/high"), 0);
    write_text("ARCHITECTURE.md", "| `nn/low` | below |\n| `app/high` | above |\n");
    write_text("nn/low/stone.h", "");
    write_text("nn/low/stone.c", "#include \"nn/low/stone.h\"\n");
    write_text("nn/low/sand.h", "");
    write_text("app/high/roof.h", "");
    write_text("app/high/roof.c", "#include \"app/high/roof.h\"\n#include \"nn/low/stone.h\"\n");
}

static void expect_breach(const char *breach)
{
    char printed[4096];
    int code = check(".", "", printed, sizeof printed);
    if (code != 1 || !strstr(printed, breach))
        fail_msg("expected \"%s\", got exit code %d and \"%s\"", breach, code, printed);
}

static void test_this_tree_keeps_the_rule(void **state)
{
    (void)state;
    char printed[16384];
    if (check(TESTS_DIR "/..", "'" OBJECTS_LIST "'", printed, sizeof printed) != 0) {
        fputs(printed, stderr);
        fail_msg("the rule of ARCHITECTURE.md is broken: see above");
    }
}

static void test_a_house_in_order_passes(void **state)
{
    (void)state;
    char printed[4096];
    build_house();
    if (check(".", "", printed, sizeof printed) != 0)
        fail_msg("%s", printed);
    assert_string_equal(printed, "");
}

static void test_an_include_that_runs_up_is_found(void **state)
{
    (void)state;
    build_house();
    write_text("nn/low/sand.c", "#include \"nn/low/sand.h\"\n#include \"app/high/roof.h\"\n");
    expect_breach("nn/low/sand.c: include of app/high/roof.h runs up");
}

static void test_no_way_to_write_an_include_hides_it(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "# include \"app/high/roof.h\"\n", "  #include \"app/high/roof.h\"\n",
        "#include  \"app/high/roof.h\"\n", "\t#\tinclude\t\"app/high/roof.h\" // why\n"};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        build_house();
        write_text("nn/low/sand.c", ways[i]);
        expect_breach("nn/low/sand.c: include of app/high/roof.h runs up");
    }
}

static void test_an_include_that_cannot_be_followed_is_found(void **state)
{
    (void)state;
    static const char *const ways[] = {"#include \"stone.h\"\n",
                                       "#include \"../../app/high/roof.h\"\n",
                                       "#include \"nn/../app/high/roof.h\"\n",
                                       "#include ROOF\n",
                                       "#include \"tests/support/support.h\"\n",
                                       "#include \"nn/low/absent.h\"\n"};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        build_house();
        write_text("nn/low/sand.c", ways[i]);
        expect_breach("nn/low/sand.c: includes");
    }
    build_house();
    write_text("nn/low/sand.c", "#include <app/high/roof.h>\n");
    expect_breach("nn/low/sand.c: includes app/high/roof.h as if it were the system's");
}

static void test_what_a_room_never_knows_is_found(void **state)
{
    (void)state;
    build_house();
    write_text("ARCHITECTURE.md", "| `nn/low` | below |\n| `app/high` | above |\n\n"
                                  "- `app` never knows `nn/base`, `nn/low`: for once.\n");
    expect_breach("app/high/roof.c: include of nn/low/stone.h, which app never knows");
}

static void test_a_circle_within_a_room_is_found(void **state)
{
    (void)state;
    build_house();
    write_text("nn/low/stone.h", "#include \"nn/low/sand.h\"\n");
    write_text("nn/low/sand.c", "#include \"nn/low/stone.h\"\n");
    expect_breach("nn/low/sand: in a circle with nn/low/stone");
    expect_breach("nn/low/stone: in a circle with nn/low/sand");
}

static void test_a_folder_that_is_no_room_is_found(void **state)
{
    (void)state;
    build_house();
    assert_int_equal(mkdir("app/attic", 0777), 0);
    write_text("app/attic/box.c", "");
    expect_breach("app/attic: no room of ARCHITECTURE.md");
}

static void test_too_long_a_file_and_too_full_a_folder_are_found(void **state)
{
    (void)state;
    build_house();
    assert_int_equal(system("yes '//' | head -n 601 >app/high/long.c;"
                            "for i in $(seq 23); do : >nn/low/x$i.h; done"),
                     0);
    expect_breach("app/high/long.c: 601 lines");
    expect_breach("nn/low: 26 files");
}

// As objects: a call that no include tells of. `kind` stands before each function.
static void expect_calls_found(const char *kind)
{
    char printed[4096], text[256];
    build_house();
    snprintf(text, sizeof text, "%s void roof(void); %s void stone(void);\n", kind, kind);
    write_text("calls.h", text);
    write_text("nn/low/stone.c", "#include \"calls.h\"\nvoid stone(void) { roof(); }\n");
    write_text("app/high/roof.c", "#include \"calls.h\"\nvoid roof(void) { stone(); }\n");
    assert_int_equal(
        system("mkdir -p CMakeFiles/x.dir/nn/low CMakeFiles/x.dir/app/high &&"
               "${CC:-cc} -I. -c nn/low/stone.c -o CMakeFiles/x.dir/nn/low/stone.c.o &&"
               "${CC:-cc} -I. -c app/high/roof.c -o CMakeFiles/x.dir/app/high/roof.c.o &&"
               "ls \"$PWD\"/CMakeFiles/x.dir/*/*/*.o >objects.txt"),
        0);
    assert_int_equal(check(".", "objects.txt", printed, sizeof printed), 1);
    assert_non_null(strstr(printed, "nn/low/stone.c: call of app/high/roof.c runs up"));
    assert_non_null(strstr(printed, "nn/low/stone: in a circle with app/high/roof"));
    assert_int_equal(check(".", "nowhere.txt", printed, sizeof printed), 1);
}

static void test_calls_that_run_up_or_in_a_circle_are_found(void **state)
{
    (void)state;
    expect_calls_found("");
    expect_calls_found("__attribute__((weak))");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_this_tree_keeps_the_rule),
        cmocka_unit_test(test_a_house_in_order_passes),
        cmocka_unit_test(test_an_include_that_runs_up_is_found),
        cmocka_unit_test(test_no_way_to_write_an_include_hides_it),
        cmocka_unit_test(test_an_include_that_cannot_be_followed_is_found),
        cmocka_unit_test(test_what_a_room_never_knows_is_found),
        cmocka_unit_test(test_a_circle_within_a_room_is_found),
        cmocka_unit_test(test_a_folder_that_is_no_room_is_found),
        cmocka_unit_test(test_too_long_a_file_and_too_full_a_folder_are_found),
        cmocka_unit_test(test_calls_that_run_up_or_in_a_circle_are_found),
    };
    return cmocka_run_group_tests_name("rooms", tests, support_enter_folder, support_leave_folder);
}
