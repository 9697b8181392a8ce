// lenetpad export: what it writes is read elsewhere, and what cannot be is refused before anything
// is written.
#include "tests/support/program.h"

#include "tests/support/practice_data.h"
#include "tests/support/practice_strokes.h"

#include "nn/strokes/strokes_text.h"

#include <sys/stat.h>

static int prepare(void **state)
{
    if (program_enter_folder(state) != 0)
        return -1;
    return practice_data_save("small", 20, 300, 4) ? 0 : -1;
}

static bool there(const char *path)
{
    return access(path, F_OK) == 0;
}

// Compilers, NumPy, PyTorch, ONNX's checker and runtime and an emulator, as far as they are there.
static void test_exported_files_are_read_elsewhere_as_here(void **state)
{
    (void)state;
    setenv("PROGRAM", LENETPAD_BINARY, 1);
    setenv("EMULATED", "3", 1);
    int ended = system("bash " TESTS_DIR "/reference/export/measure.sh small >measured.txt 2>&1");
    char *said = program_read_text("measured.txt");
    if (ended != 0)
        fail_msg("%s", said);
    assert_non_null(strstr(said, "c-file       300 images"));
    assert_non_null(strstr(said, "c-int8       300 images"));
    free(said);
}

static void test_a_format_is_named_and_known(void **state)
{
    (void)state;
    program_assert_refused("export net.onnx", 2, "--format");
    program_assert_refused("export --drawing x net.npz", 2, "--format npy");
    program_assert_refused("export --format onx net.onnx", 2, "onnx");
    program_assert_done("export --help");
    char *help = program_read_text("out.txt");
    assert_null(strstr(help, "(default: c-header)"));
    free(help);
    program_assert_refused("export --format c-fil net.c", 2, "c-file");
    program_assert_refused("export --format onnx", 2, "FILE");
    assert_false(there("net.onnx") || there("net.c"));
}

// With its own weights each, and the one without a name as ever.
static void test_two_networks_of_different_names_are_called_by_one_program(void **state)
{
    static const char caller[] =
        "#include <stdio.h>\n"
        "int lenet_read(const float image[32][32], float probability[10]);\n"
        "int other_read(const float image[32][32], float probability[10]);\n"
        "int main(void)\n{\n"
        "    static const float image[32][32];\n"
        "    float one[10], two[10];\n"
        "    lenet_read(image, one);\n"
        "    other_read(image, two);\n"
        "    return printf(\"%.6f %.6f\\n\", one[0], two[0]) < 0;\n}\n";
    (void)state;
    support_write("caller.c", caller, strlen(caller));
    program_assert_done("train --data small --epochs 1 --seed 3 --out other.safetensors");
    program_assert_done("export --format c-file one.c");
    program_assert_done("export --format c-file --name lenet same.c");
    program_assert_done("export --format c-file --model other.safetensors --name other two.c");
    program_assert_done("export --format c-file --model other.safetensors alone.c");
    assert_int_equal(system("cmp one.c same.c && sed 's/ --name other//; s/other_/lenet_/g; "
                            "s/OTHER_/LENET_/g' two.c | cmp - alone.c && "
                            "! cmp -s one.c alone.c"),
                     0);
    assert_int_equal(system(LENETPAD_CC " -std=c99 -Wall -Werror -o both caller.c one.c two.c -lm "
                                        "&& sed 's/other_read/lenet_read/' caller.c >single.c && "
                                        "sed -i '3d' single.c && " LENETPAD_CC
                                        " -std=c99 -o first single.c one.c -lm && " LENETPAD_CC
                                        " -std=c99 -o second single.c alone.c -lm && "
                                        "set -- $(./both) $(./first) $(./second) && "
                                        "test $1 = $3 && test $2 = $5 && test $1 != $2"),
                     0);
}

static void test_a_name_is_one_of_c(void **state)
{
    (void)state;
    program_assert_refused("export --format c-file --name 9lives not.c", 2, "9lives");
    program_assert_refused("export --format c-header --name my-net not.c", 2, "--name my-net");
    program_assert_refused("export --format c-int8 --name= not.c", 2, "--name");
    program_assert_refused("export --format onnx --name mine not.c", 2, "--format c-header");
    program_assert_refused("export --format torch --name mine not.c", 2,
                           "--format c-header or c-file or c-int8");
    assert_false(there("not.c"));
}

static void test_what_cannot_be_written_is_said_before_anything_is_read(void **state)
{
    (void)state;
    program_assert_refused("export --format onnx --model none nowhere/net.onnx", 1, "nowhere");
    program_assert_refused("export --format onnx small", 1, "small");
}

static void test_a_model_of_another_kind_is_no_network(void **state)
{
    (void)state;
    support_write("text", "no model\n", 9);
    program_assert_refused("export --format onnx --model text net.onnx", 1, "text");
    program_assert_refused("export --format onnx --model none net.onnx", 1, "none");
    assert_false(there("net.onnx"));
}

static void test_no_model_is_written_over(void **state)
{
    (void)state;
    size_t size, after;
    uint8_t *model = support_read(LENETPAD_SOURCE_ASSETS "/lenet5.safetensors", &size);
    support_write("net", model, size);
    program_assert_refused("export --format torch --model net ./net", 2,
                           "would be written over what --model reads");
    uint8_t *still = support_read("net", &after);
    assert_int_equal(after, size);
    assert_memory_equal(still, model, size);
    free(still);
    free(model);
}

static void test_an_old_file_keeps_its_name_until_the_new_one_is_whole(void **state)
{
    (void)state;
    support_write("old.c", "old", 3);
    program_assert_refused("export --format c-file --model none old.c", 1, "none");
    char *old = program_read_text("old.c");
    assert_string_equal(old, "old");
    free(old);
    size_t files = support_count_files(".");
    program_assert_done("export --format c-file old.c");
    assert_int_equal(support_count_files("."), files);
}

static void test_standard_output_gets_the_file_alone(void **state)
{
    (void)state;
    program_assert_done("export --format onnx net.onnx");
    program_assert_done("export --format onnx /dev/stdout");
    assert_int_equal(system("cmp out.txt net.onnx"), 0);
}

static void test_a_drawing_goes_with_arrays_alone(void **state)
{
    (void)state;
    program_assert_refused("export --format onnx --drawing x not.onnx", 2, "--drawing");
    program_assert_refused("export --format npy --index 0 not.npz", 2, "--drawing");
    program_assert_refused("export --format npy --drawing x --part 0 not.npz", 2, "--index");
    program_assert_refused("export --format npy --drawing small not.npz", 1, "small");
    assert_false(there("not.npz") || there("not.onnx"));
}

static void test_arrays_have_the_activations_of_a_drawing(void **state)
{
    (void)state;
    size_t with, without;
    struct strokes strokes = practice_strokes(3);
    assert_true(strokes_save(&strokes, "drawn.txt", NULL));
    strokes_free(&strokes);
    program_assert_refused("export --format npy --drawing drawn.txt net.npz", 2, "--index");
    program_assert_refused("export --format npy --drawing drawn.txt --index 3 net.npz", 2,
                           "3 digits");
    program_assert_done("export --format npy net.npz");
    free(support_read("net.npz", &without));
    program_assert_done("export --format npy --drawing drawn.txt --index 1 net.npz");
    free(support_read("net.npz", &with));
    assert_true(with > without + 4 * (1024 + 6 * 784 + 6 * 196 + 1600 + 400 + 120 + 84 + 20));
    if (system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") == 0)
        assert_int_equal(system("difference=$(/usr/bin/python3 " TESTS_DIR
                                "/reference/export/numpy_reader.py net.npz) && echo $difference | "
                                "awk '{ exit !($1 < 0.00001) }'"),
                         0);
}

// It can be used from another folder, whatever the folder is called.
static void test_a_python_file_names_the_whole_path(void **state)
{
    (void)state;
    size_t size;
    mkdir("a\"b", 0700);
    uint8_t *model = support_read(LENETPAD_SOURCE_ASSETS "/lenet5.safetensors", &size);
    support_write("a\"b/net", model, size);
    free(model);
    program_assert_done("export --format torch --model a\"b/net net.py");
    char *text = program_read_text("net.py");
    assert_non_null(strstr(text, "/a\\x22b/net\""));
    free(text);
}

// It is there to be read, and copied.
static void test_a_python_file_has_thirty_lines(void **state)
{
    (void)state;
    program_assert_done("export --format torch short.py");
    char *text = program_read_text("short.py");
    int lines = 0;
    size_t longest = 0;
    for (const char *at = text; *at != '\0'; at += strcspn(at, "\n"), at += *at == '\n') {
        lines += *at != '#';                  // what the model says of itself may be long
        if (strncmp(at, "def load(", 9) != 0) // which names the model's path
            longest = strcspn(at, "\n") > longest ? strcspn(at, "\n") : longest;
    }
    assert_in_range(lines, 20, 30);
    assert_in_range(longest, 60, 120);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exported_files_are_read_elsewhere_as_here),
        cmocka_unit_test(test_a_format_is_named_and_known),
        cmocka_unit_test(test_two_networks_of_different_names_are_called_by_one_program),
        cmocka_unit_test(test_a_name_is_one_of_c),
        cmocka_unit_test(test_what_cannot_be_written_is_said_before_anything_is_read),
        cmocka_unit_test(test_a_model_of_another_kind_is_no_network),
        cmocka_unit_test(test_no_model_is_written_over),
        cmocka_unit_test(test_an_old_file_keeps_its_name_until_the_new_one_is_whole),
        cmocka_unit_test(test_standard_output_gets_the_file_alone),
        cmocka_unit_test(test_a_drawing_goes_with_arrays_alone),
        cmocka_unit_test(test_arrays_have_the_activations_of_a_drawing),
        cmocka_unit_test(test_a_python_file_names_the_whole_path),
        cmocka_unit_test(test_a_python_file_has_thirty_lines),
    };
    return cmocka_run_group_tests(tests, prepare, support_leave_folder);
}
