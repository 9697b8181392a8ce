// What the program does, and what it says is missing, without its desktop module or its weights.
#include "tests/support/command_line.h"

#include "app/pictures/picture.h"
#include "nn/ink/ink.h"
#include "nn/strokes/strokes.h"

// Runs a copy of the program that has no desktop module, the words as its arguments.
static struct result run_alone(const char *words)
{
    char command[1200];
    snprintf(command, sizeof command,
             "mkdir -p alone && cp '%s' alone/lenetpad && alone/lenetpad %s >out.txt 2>err.txt",
             LENETPAD_BINARY, words);
    int state = system(command);
    struct result result = {.exit_code = WIFEXITED(state) ? WEXITSTATUS(state) : -1};
    result.out = read_text("out.txt");
    result.err = read_text("err.txt");
    return result;
}

static void test_reading_a_picture_needs_no_module(void **state)
{
    (void)state;
    struct ink ink;
    assert_true(ink_init(&ink, 60, 60, NULL));
    ink_draw(&ink, (struct point){30, 10}, (struct point){30, 50}, 6);
    assert_true(picture_save_ink(&ink, "alone.png", NULL));
    ink_free(&ink);
    static const char pnm[] = "P1 3 5 000 010 010 010 000";
    FILE *file = fopen("alone.pnm", "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(pnm, 1, sizeof pnm, file), sizeof pnm);
    assert_int_equal(fclose(file), 0);
    struct result result = run_alone("classify --model model alone.png alone.pnm");
    assert_done(&result);
    assert_int_equal(count_matches(result.out, "^alone.png: "), 1);
    assert_int_equal(count_matches(result.out, "^alone.pnm: "), 1);
    result_free(&result);
}

static void test_without_its_module_the_program_says_what_is_missing(void **state)
{
    (void)state;
    assert_refused(run_alone("shot --out x.png"), 1, LENETPAD_MODULE);
    assert_refused(run_alone(""), 1, "install the program again");
}

static bool names(const char *path, const char *words)
{
    size_t size;
    uint8_t *data = support_read(path, &size);
    bool found = memmem(data, size, words, strlen(words)) != NULL;
    free(data);
    return found;
}

static void test_the_program_does_not_name_the_source_trees_assets(void **state)
{
    (void)state;
    char module[1024];
    const char *end = strrchr(LENETPAD_BINARY, '/');
    snprintf(module, sizeof module, "%.*s/" LENETPAD_MODULE, (int)(end - LENETPAD_BINARY),
             LENETPAD_BINARY);
    assert_false(names(LENETPAD_BINARY, LENETPAD_SOURCE_ASSETS));
    assert_false(names(module, LENETPAD_SOURCE_ASSETS));
    assert_true(names(LENETPAD_BINARY, "../share/lenetpad"));
}

static void test_no_picture_is_taken_without_weights(void **state)
{
    (void)state;
    char command[2048];
    const char *end = strrchr(LENETPAD_BINARY, '/');
    snprintf(command, sizeof command, "mkdir -p alone && cp %.*s/" LENETPAD_MODULE " alone/",
             (int)(end - LENETPAD_BINARY), LENETPAD_BINARY);
    assert_int_equal(system(command), 0);
    assert_refused(run_alone("shot --view empty --out weightless.png"), 1, "lenet5.safetensors");
    assert_false(there("weightless.png"));
    assert_int_equal(unlink("alone/" LENETPAD_MODULE), 0);
}

static void test_a_foreign_module_is_refused(void **state)
{
    (void)state;
    assert_int_equal(system("mkdir -p alone && echo no >alone/" LENETPAD_MODULE), 0);
    assert_refused(run_alone("shot --out x.png"), 1, LENETPAD_MODULE);
    assert_int_equal(unlink("alone/" LENETPAD_MODULE), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reading_a_picture_needs_no_module),
        cmocka_unit_test(test_without_its_module_the_program_says_what_is_missing),
        cmocka_unit_test(test_the_program_does_not_name_the_source_trees_assets),
        cmocka_unit_test(test_no_picture_is_taken_without_weights),
        cmocka_unit_test(test_a_foreign_module_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
