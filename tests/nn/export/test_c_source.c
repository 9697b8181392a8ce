// Exported C: it compiles without a warning wherever C or C++ does, and reads as the engine reads.
#include "tests/support/exported.h"

#include "nn/data/practice.h"
#include "nn/net/forward.h"

#include <math.h>

typedef int read_float(const float image[32][32], float probability[10]);
typedef int read_int8(const uint8_t image[32][32], uint16_t probability[10]);
typedef void make_image(float image[32][32], const unsigned char grey[28][28]);

enum { DIGITS = 400 };

static struct exported_network network;
static struct dataset digits;

static int prepare(void **state)
{
    if (support_enter_folder(state) != 0)
        return -1;
    exported_shipped(&network);
    return practice_make(&digits, DIGITS, 5, DATASET_TEST, NULL) ? 0 : -1;
}

static int clear(void **state)
{
    dataset_free(&digits);
    return support_leave_folder(state);
}

static const uint8_t (*digit_at(size_t i))[DIGIT_SIDE]
{
    return (const uint8_t(*)[DIGIT_SIDE])digits.image[i];
}

static float difference(const float *a, const float *b)
{
    float most = 0;
    for (int k = 0; k < LENET_CLASSES; k++)
        most = fmaxf(most, fabsf(a[k] - b[k]));
    return most;
}

// The largest difference of a probability from the engine's, with these weights there.
static float compare_named(void *library, const char *name, const struct lenet *lenet)
{
    char image_name[64], read_name[64];
    snprintf(image_name, sizeof image_name, "%s_image", name);
    snprintf(read_name, sizeof read_name, "%s_read", name);
    struct lenet_activations activations;
    float image[32][32], probability[10], most = 0;
    make_image *make;
    read_float *read;
    exported_find(&make, library, image_name);
    exported_find(&read, library, read_name);
    for (size_t i = 0; i < digits.count; i++) {
        make(image, (const unsigned char(*)[28])digit_at(i));
        lenet_input_from_digit(activations.input, digit_at(i));
        for (int row = 0; row < 32; row++)
            for (int column = 0; column < 32; column++)
                assert_true(fabsf(image[row][column] - activations.input[row][column]) < 1e-6f);
        lenet_forward(&activations, lenet);
        int best = read((const float(*)[32])image, probability);
        assert_int_equal(best, lenet_best(probability));
        most = fmaxf(most, difference(probability, activations.probability));
    }
    return most;
}

static float compare_floats(void *library, const struct lenet *lenet)
{
    return compare_named(library, "lenet", lenet);
}

static void test_a_c_file_reads_as_the_engine_does(void **state)
{
    (void)state;
    exported_write("shipped.c", EXPORT_C_FILE, &network);
    assert_true(compare_floats(exported_compile("shipped.c", "shipped.so"), &network.lenet) <
                1e-5f);
    struct exported_network *drawn = calloc(1, sizeof *drawn);
    assert_non_null(drawn);
    drawn->info.calibration = calibration_unknown;
    lenet_init(&drawn->lenet, 7);
    exported_write("drawn.c", EXPORT_C_FILE, drawn);
    assert_true(compare_floats(exported_compile("drawn.c", "drawn.so"), &drawn->lenet) < 1e-5f);
    free(drawn);
}

// Each with its own weights, and its own temperature.
static void test_networks_of_different_names_fit_into_one_program(void **state)
{
    (void)state;
    read_int8 *read;
    uint16_t probability[10];
    const uint8_t image[32][32] = {{0}};
    struct exported_network *drawn = calloc(1, sizeof *drawn);
    assert_non_null(drawn);
    drawn->info.calibration = calibration_unknown;
    lenet_init(&drawn->lenet, 7);
    exported_write_named("first.c", EXPORT_C_FILE, &network, "first");
    exported_write_named("second.c", EXPORT_C_FILE, drawn, "second_Net2");
    exported_write_named("third.c", EXPORT_C_INT8, &network, "third");
    exported_write("plain.c", EXPORT_C_INT8, &network);
    void *all = exported_compile("first.c second.c third.c plain.c", "all.so");
    assert_true(compare_named(all, "first", &network.lenet) < 1e-5f);
    assert_true(compare_named(all, "second_Net2", &drawn->lenet) < 1e-5f);
    exported_find(&read, all, "third_read");
    const int third = read(image, probability);
    exported_find(&read, all, "lenet_read");
    assert_int_equal(third, read(image, probability));
    // Nothing of the usual name is left in one of another.
    assert_int_equal(system("! grep -i 'lenet_' first.c second.c third.c"), 0);
    free(drawn);
}

static void test_headers_of_different_names_fit_into_one_file(void **state)
{
    static const char source[] =
        "#include \"first.h\"\n#include \"second.h\"\n#include \"first.h\"\n"
        "float find(int i);\n"
        "float find(int i)\n{\n    return i ? second_c1_bias[0] : first_c1_bias[0];\n}\n";
    float (*find)(int);
    (void)state;
    struct exported_network *altered = malloc(sizeof *altered);
    assert_non_null(altered);
    *altered = network;
    altered->lenet.c1_bias[0] += 1;
    exported_write_named("first.h", EXPORT_C_HEADER, &network, "first");
    exported_write_named("second.h", EXPORT_C_HEADER, altered, "second");
    support_write("both.c", source, strlen(source));
    exported_find(&find, exported_compile("-Wno-unused-variable both.c", "both.so"), "find");
    assert_true(find(0) == network.lenet.c1_bias[0]);
    assert_true(find(1) == altered->lenet.c1_bias[0]);
    free(altered);
}

static void test_names_are_those_of_c(void **state)
{
    static const char *const fit[] = {"lenet", "a", "a_", "a_b9",
                                      "l23456789_123456789_123456789_123456789_12345678"};
    static const char *const unfit[] = {"",
                                        "_a",
                                        "A",
                                        "aB",
                                        "__a",
                                        "9a",
                                        "a-b",
                                        "a b",
                                        "a.b",
                                        "\xc3\xbc",
                                        "a;",
                                        "@NAMED@",
                                        "l23456789_123456789_123456789_123456789_1234567890"};
    (void)state;
    for (size_t i = 0; i < sizeof fit / sizeof *fit; i++)
        assert_true(export_name_fits(fit[i]));
    for (size_t i = 0; i < sizeof unfit / sizeof *unfit; i++)
        assert_false(export_name_fits(unfit[i]));
}

static void test_one_altered_weight_of_a_c_file_is_seen(void **state)
{
    (void)state;
    struct exported_network *altered = malloc(sizeof *altered);
    assert_non_null(altered);
    *altered = network;
    altered->lenet.c5_weight[3][2][1][0] += 0.5f;
    exported_write("altered.c", EXPORT_C_FILE, altered);
    assert_true(compare_floats(exported_compile("altered.c", "altered.so"), &network.lenet) >
                1e-5f);
    free(altered);
}

static void test_a_c_header_has_the_same_bits(void **state)
{
    static const char source[] =
        "#include \"weights.h\"\n"
        "const float *find(int i);\n"
        "const float *find(int i)\n{\n"
        "    const float *const all[] = {&lenet_c1_weight[0][0][0], lenet_c1_bias, lenet_s2_weight,"
        " lenet_s2_bias, &lenet_c3_weight[0][0][0][0], lenet_c3_bias, lenet_s4_weight,"
        " lenet_s4_bias, &lenet_c5_weight[0][0][0][0], lenet_c5_bias, &lenet_f6_weight[0][0],"
        " lenet_f6_bias, &lenet_output_weight[0][0], lenet_output_bias};\n"
        "    return all[i];\n}\n";
    const float *(*find)(int);
    (void)state;
    exported_write("weights.h", EXPORT_C_HEADER, &network);
    support_write("find.c", source, strlen(source));
    exported_find(&find, exported_compile("find.c", "find.so"), "find");
    for (int i = 0; i < MODEL_TENSORS; i++) {
        struct model_tensor tensor = model_tensor(&network.lenet, i);
        assert_memory_equal(find(i), tensor.value,
                            safetensors_values(tensor.layout) * sizeof(float));
    }
}

static void test_whole_numbers_read_as_the_engine_does(void **state)
{
    (void)state;
    uint16_t probability[10];
    read_int8 *read;
    int different = 0;
    exported_write("int8.c", EXPORT_C_INT8, &network);
    exported_find(&read, exported_compile("int8.c", "int8.so"), "lenet_read");
    for (size_t i = 0; i < digits.count; i++) {
        struct lenet_activations activations;
        uint8_t image[32][32] = {{0}};
        float as_share[10];
        for (int row = 0; row < DIGIT_SIDE; row++)
            memcpy(&image[row + 2][2], digit_at(i)[row], DIGIT_SIDE);
        lenet_input_from_digit(activations.input, digit_at(i));
        lenet_forward(&activations, &network.lenet);
        int best = read((const uint8_t(*)[32])image, probability);
        different += best != lenet_best(activations.probability);
        for (int k = 0; k < 10; k++)
            as_share[k] = probability[k] / 10000.0f;
        assert_true(difference(as_share, activations.probability) < 0.2f);
    }
    assert_in_range(different, 0, 1); // of 400
}

// A model's file may say anything of itself.
static void test_no_description_ends_its_comment(void **state)
{
    static const char *const descriptions[] = {"ends \\",
                                               "ends ?\?/",
                                               "/* begun",
                                               "ended */ int x",
                                               "@WEIGHTS@ @VERSION@",
                                               "\xc3\xbc and \n int y;",
                                               ""};
    (void)state;
    struct exported_network *named = malloc(sizeof *named);
    assert_non_null(named);
    *named = network;
    for (size_t i = 0; i < sizeof descriptions / sizeof *descriptions; i++) {
        snprintf(named->info.description, sizeof named->info.description, "%s", descriptions[i]);
        exported_write("named.c", EXPORT_C_INT8, named);
        // What is said stands above the code, far from the values.
        assert_int_equal(system("sed '/^const int8_t lenet_c1_weight/,$d' named.c >code.c && "
                                "grep -q lenet_read code.c"),
                         0);
        assert_int_equal(system(LENETPAD_CC " " EXPORTED_STRICT "-c -o code.o code.c"), 0);
    }
    free(named);
}

static void test_exported_c_is_cxx_too(void **state)
{
    (void)state;
    if (system("command -v c++ >/dev/null") != 0)
        skip();
    exported_write("float.c", EXPORT_C_FILE, &network);
    exported_write("int8.c", EXPORT_C_INT8, &network);
    exported_write("weights.h", EXPORT_C_HEADER, &network);
    assert_int_equal(system("for file in float.c int8.c weights.h; do "
                            "c++ -x c++ -std=c++11 -pedantic -Wall -Wextra -Wno-unused-variable "
                            "-Werror -fsyntax-only $file || exit 1; done"),
                     0);
}

// About 200 lines besides the weights, and none too long, whatever the model says of itself.
static void test_a_c_file_can_be_read_by_people(void **state)
{
    (void)state;
    size_t size;
    int lines = 0, longest = 0, length = 0;
    struct exported_network *named = malloc(sizeof *named);
    assert_non_null(named);
    *named = network;
    const size_t room = sizeof named->info.description;
    for (size_t used = 0; used + 1 < room; used += strlen("words "))
        snprintf(named->info.description + used, room - used, "words ");
    exported_write("float.c", EXPORT_C_FILE, named);
    free(named);
    char *text = (char *)support_read("float.c", &size);
    text[size] = '\0';
    char *values = strstr(text, "\nconst float lenet_c1_weight[6][5][5] =\n");
    assert_non_null(values);
    for (const char *at = text; *at != '\0'; at++) {
        length = *at == '\n' ? 0 : length + 1;
        longest = length > longest ? length : longest;
        lines += *at == '\n' && at < values;
    }
    assert_in_range(lines, 150, 220);
    assert_in_range(longest, 60, 140);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_c_file_reads_as_the_engine_does),
        cmocka_unit_test(test_networks_of_different_names_fit_into_one_program),
        cmocka_unit_test(test_headers_of_different_names_fit_into_one_file),
        cmocka_unit_test(test_names_are_those_of_c),
        cmocka_unit_test(test_one_altered_weight_of_a_c_file_is_seen),
        cmocka_unit_test(test_a_c_header_has_the_same_bits),
        cmocka_unit_test(test_whole_numbers_read_as_the_engine_does),
        cmocka_unit_test(test_no_description_ends_its_comment),
        cmocka_unit_test(test_exported_c_is_cxx_too),
        cmocka_unit_test(test_a_c_file_can_be_read_by_people),
    };
    return cmocka_run_group_tests(tests, prepare, clear);
}
