// No model is read that its format does not allow, or that no reading could come from.
#include "tests/support/model_parts.h"

#include <math.h>

// ---- Files taken apart and put together ---------------------------------------------------------

// Refuses the model after `old` in its header has become `new`.
static void expect_change_refused(const char *old, const char *new, const char *words)
{
    struct parts parts = take_apart("good.safetensors");
    char *header = replaced(parts.header, old, new);
    put_together("bad.safetensors", header, strlen(header), &parts);
    expect_refused("bad.safetensors", STATUS_BAD_DATA, words);
    free(header);
    parts_free(&parts);
}

// ---- What is refused ----------------------------------------------------------------------------

static void test_every_truncation_is_refused(void **state)
{
    (void)state;
    size_t size;
    struct parts parts = take_apart("good.safetensors");
    uint8_t *file = support_read("good.safetensors", &size);
    size_t data_at = 8 + parts.header_size;
    for (size_t length = 0; length < size; length += length < data_at + 8 ? 1 : 4999) {
        support_write("cut.safetensors", file, length);
        expect_refused("cut.safetensors", STATUS_BAD_DATA, length > 8 ? "cut short" : "only");
    }
    support_write("cut.safetensors", file, size - 1);
    expect_refused("cut.safetensors", STATUS_BAD_DATA,
                   "cut short: tensor output.bias ends at byte "
                   "247000, but there are only 246999");
    free(file);
    parts_free(&parts);
}

static void test_bytes_after_the_last_tensor_are_refused(void **state)
{
    (void)state;
    static const size_t excess[] = {1, 4, 4096};
    struct parts parts = take_apart("good.safetensors");
    for (size_t i = 0; i < 3; i++) {
        parts.data = realloc(parts.data, parts.data_size + excess[i]);
        memset(parts.data + parts.data_size, 0, excess[i]);
        put_together_as("more.safetensors", parts.header_size, parts.header, parts.header_size,
                        parts.data, parts.data_size + excess[i]);
        expect_refused("more.safetensors", STATUS_BAD_DATA, "bytes follow the last tensor");
    }
    parts_free(&parts);
}

static void test_wrong_header_lengths_are_refused(void **state)
{
    (void)state;
    struct parts parts = take_apart("good.safetensors");
    uint64_t right = parts.header_size, whole = right + parts.data_size;
    const uint64_t lengths[] = {0,          1,          2,          right - 8,
                                right + 1,  right + 8,  whole,      whole + 1,
                                99999999,   100000000,  100000001,  1u << 31,
                                1ull << 32, 1ull << 63, UINT64_MAX, UINT64_MAX - 7};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        if (lengths[i] == right - 8 && parts.header[right - 9] == '}')
            continue; // only spaces would be missing
        put_together_as("length.safetensors", lengths[i], parts.header, parts.header_size,
                        parts.data, parts.data_size);
        expect_refused("length.safetensors", STATUS_BAD_DATA,
                       lengths[i] > 100000000 ? "at most 100000000"
                       : lengths[i] > whole   ? "cut short"
                                              : "header");
    }
    parts_free(&parts);
}

static void test_other_files_are_not_taken_for_models(void **state)
{
    (void)state;
    support_write("empty", "", 0);
    expect_refused("empty", STATUS_BAD_DATA, "only 0 bytes");
    support_write("picture.png", "\x89PNG\r\n\x1a\n........................", 32);
    expect_refused("picture.png", STATUS_BAD_DATA, "not a safetensors model");
    support_write("text", "digit 7 writer 12\nstroke 1,2 3,4\n", 33);
    expect_refused("text", STATUS_BAD_DATA, "not a safetensors model");
    put_together_as("array", 2, "[]", 2, "", 0);
    expect_refused("array", STATUS_BAD_DATA, "does not begin with {");
    put_together_as("none", 2, "{}", 2, "", 0);
    expect_refused("none", STATUS_BAD_DATA, "the tensor c1.weight is missing");
    expect_refused("nowhere", STATUS_MISSING, "no such file");
    expect_refused("/tmp", STATUS_IO, "folder");
}

static void test_broken_headers_are_refused(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"{\"__metadata__\"", " {\"__metadata__\"", "does not begin with {"},
        {"{\"__metadata__\"", "\xef\xbb\xbf{\"__metadata__\"", "does not begin with {"},
        {"\"F32\"", "F32", "not valid JSON"},
        {"[6,1,5,5]", "[6,1,5,5", "not valid JSON"},
        {"247000]}}", "247000]},}", "not valid JSON"},
        {"247000]}}", "247000]}", "not valid JSON"},
        {"247000]}}", "247000]}} x", "followed by something else"},
        {"247000]}}", "247000]}}}", "followed by something else"},
        {"247000]}}", "247000]}}\n", "followed by something else"},
        {"a description",
         "a\x01"
         "description",
         "control character"},
        {"a description", "a\ndescription", "control character"},
        {"{\"__metadata__\"", "{\x0b\"__metadata__\"", "control character"},
        {"a description", "a\\u0000description", "zero character"},
        {"\"c1.weight\"", "\"c1.weight\\u0000\"", "zero character"},
        {"a description", "a\xff", "not UTF-8"},
        {"a description", "a\xc0\xaf", "not UTF-8"},
        {"a description", "a\xed\xa0\x80", "not UTF-8"},
        {"a description", "a\\ud800", "not valid JSON"},
        {"\"dtype\":\"F32\"", "\"dtype\":\"F16\"", "c1.weight has 600 bytes, expected 300"},
        {"\"dtype\":\"F32\"", "\"dtype\":\"I32\"",
         "c1.weight is of type I32, and F32, F16, BF16 and F64"},
        {"\"dtype\":\"F32\"", "\"dtype\":32", "c1.weight is of type ?, and F32"},
        {"\"dtype\":\"F32\",", "", "c1.weight is of type ?, and F32"},
        {"[6,1,5,5]", "[6,5,1,5]", "c1.weight has another shape than [6,1,5,5]"},
        {"[6,1,5,5]", "[150]", "another shape than [6,1,5,5]"},
        {"[6,1,5,5]", "[6,1,5,5,1]", "another shape"},
        {"[6,1,5,5]", "[6,1,5,\"5\"]", "another shape"},
        {"[6,1,5,5]", "[-6,-1,5,5]", "another shape"},
        {"[6,1,5,5]", "[6,1,5,5.5]", "another shape"},
        {"[6,1,5,5]", "[4294967302,4294967297,5,5]", "another shape"},
        {"[6,1,5,5]", "150", "another shape"},
        {"\"shape\":[6,1,5,5],", "", "another shape"},
        {"[0,600]", "[0,604]", "c1.weight has 604 bytes, expected 600"},
        {"[0,600]", "[0,0]", "c1.weight has 0 bytes, expected 600"},
        {"[0,600]", "[600,0]", "no two rising whole numbers"},
        {"[0,600]", "[-600,0]", "no two rising whole numbers"},
        {"[0,600]", "[0.5,600.5]", "no two rising whole numbers"},
        {"[0,600]", "[18446744073709551616,18446744073709552216]", "no two rising whole numbers"},
        {"[0,600]", "[1e300,1e301]", "no two rising whole numbers"},
        {"[0,600]", "[9007199254740392,9007199254740992]", "ends at byte 9007199254740992"},
        {"[0,600]", "[0,600,1]", "no two rising whole numbers"},
        {"[0,600]", "[600]", "no two rising whole numbers"},
        {"[0,600]", "[\"0\",\"600\"]", "no two rising whole numbers"},
        {"[0,600]", "{\"0\":600}", "no two rising whole numbers"},
        {",\"data_offsets\":[0,600]", "", "no two rising whole numbers"},
        {"[0,600]", "[4,604]", "leave a hole at byte 0"},
        {"[600,624]", "[596,620]", "overlap at byte 600"},
        {"[600,624]", "[0,24]", "overlap"},
        {"\"c1.bias\"", "\"c1.weight\"", "\"c1.weight\" stands twice in its header"},
        {"\"c1.bias\"", "\"c1.bia\\u0073\":{},\"c1.bias\"", "\"c1.bias\" stands twice"},
        {"\"c1.weight\"", "\"__metadata__\":{},\"c1.weight\"", "\"__metadata__\" stands twice"},
        {"\"command\"", "\"format\"", "\"format\" stands twice in its __metadata__"},
        {"\"dtype\":\"F32\"", "\"dtype\":\"F32\",\"dtype\":\"F32\"",
         "\"dtype\" stands twice in c1.weight"},
        {"\"format\":\"pt\"", "\"format\":1", "\"format\" in its __metadata__ is no text"},
        {"\"c1.bias\"", "\"C1.bias\"", "it has no tensor \"C1.bias\""},
        {"\"c1.bias\"", "\"momentum.c1.bias\"", "it has no tensor"},
        {"\"c1.bias\"", "\"\\u001b[31m\"", "it has no tensor \"?[31m\""},
        {"\"c1.bias\"", "\"velocity.c1.bias\"", "the tensor c1.bias is missing"},
        {"\"c1.weight\":{", "\"c1.weight\":[],\"x\":{",
         "the entry of tensor c1.weight is no object"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_change_refused(cases[i][0], cases[i][1], cases[i][2]);
}

static void test_metadata_of_another_kind_is_refused(void **state)
{
    (void)state;
    expect_change_refused("\"__metadata__\":{", "\"__metadata__\":[],\"x\":{", "is no object");
}

static void test_each_missing_tensor_is_named(void **state)
{
    (void)state;
    static const char *const names[] = {"c1.weight",     "c1.bias",    "s2.weight", "s2.bias",
                                        "c3.weight",     "c3.bias",    "s4.weight", "s4.bias",
                                        "c5.weight",     "c5.bias",    "f6.weight", "f6.bias",
                                        "output.weight", "output.bias"};
    struct parts parts = take_apart("good.safetensors");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char quoted[32], words[64];
        snprintf(quoted, sizeof quoted, ",\"%s\"", names[i]);
        snprintf(words, sizeof words, "the tensor %s is missing", names[i]);
        char *header = strdup(parts.header), *entry = strstr(header, quoted);
        char *end = strchr(entry, '}') + 1;
        memmove(entry, end, strlen(end) + 1);
        put_together("missing.safetensors", header, strlen(header), &parts);
        expect_refused("missing.safetensors", STATUS_BAD_DATA, words);
        free(header);
    }
    parts_free(&parts);
}

static void test_a_zero_byte_does_not_end_the_header_early(void **state)
{
    (void)state;
    struct parts parts = take_apart("good.safetensors");
    size_t end = strlen(parts.header);
    while (parts.header[end - 1] != '}')
        end--;
    static const char tail[] = "\0{\"x\":1}";
    char *header = malloc(end + sizeof tail);
    memcpy(header, parts.header, end);
    memcpy(header + end, tail, sizeof tail);
    put_together("zero.safetensors", header, end + sizeof tail, &parts);
    expect_refused("zero.safetensors", STATUS_BAD_DATA, "control character");
    put_together("zero.safetensors", header, end + 1, &parts);
    expect_refused("zero.safetensors", STATUS_BAD_DATA, "control character");
    free(header);
    parts_free(&parts);
}

static void expect_bomb_refused(const char *opening, char filling, size_t times, const char *words)
{
    struct parts parts = take_apart("good.safetensors");
    size_t size = strlen(opening) + times;
    char *header = malloc(size);
    memcpy(header, opening, strlen(opening));
    memset(header + strlen(opening), filling, times);
    put_together("bomb.safetensors", header, size, &parts);
    expect_refused("bomb.safetensors", STATUS_BAD_DATA, words);
    free(header);
    parts_free(&parts);
}

static void test_headers_that_would_eat_stack_or_memory_are_refused(void **state)
{
    (void)state;
    expect_bomb_refused("{\"a\":", '[', 90000, "not valid JSON");
    expect_bomb_refused("{\"a\":", '[', 5000000, "more than 100000 entries");
    expect_bomb_refused("{\"a\":[0", ',', 5000000, "more than 100000 entries");
}

static void test_many_equal_keys_are_refused_quickly(void **state)
{
    (void)state;
    struct parts parts = take_apart("good.safetensors");
    enum { KEYS = 90000 };
    char *many = malloc(KEYS * 16), *at = many;
    for (int i = 0; i < KEYS; i++)
        at += sprintf(at, "\"k%d\":\"\",", i);
    strcpy(at, "\"k5\":\"\",\"format\"");
    char *header = replaced(parts.header, "\"format\"", many);
    put_together("keys.safetensors", header, strlen(header), &parts);
    expect_refused("keys.safetensors", STATUS_BAD_DATA, "\"k5\" stands twice");
    free(header);
    free(many);
    parts_free(&parts);
}

static void test_weights_that_are_not_finite_are_refused(void **state)
{
    (void)state;
    static const uint8_t bad[][4] = {
        {0, 0, 0xc0, 0x7f}, {1, 0, 0x80, 0x7f}, {0, 0, 0x80, 0x7f}, {0, 0, 0x80, 0xff}};
    for (size_t i = 0; i < 4; i++) {
        struct parts parts = take_apart("good.safetensors");
        memcpy(parts.data + 608, bad[i], 4);
        put_together("wild.safetensors", parts.header, parts.header_size, &parts);
        expect_refused("wild.safetensors", STATUS_BAD_DATA,
                       "number 2 of tensor c1.bias is not finite");
        parts_free(&parts);
    }
}

static void test_weights_that_are_not_finite_are_not_saved(void **state)
{
    (void)state;
    struct status status = {0};
    struct lenet *lenet = make_lenet(1);
    save_model("kept.safetensors", 5);
    lenet->c5_bias[3] = NAN;
    assert_false(model_save("kept.safetensors", lenet, NULL, &status));
    support_assert_says(&status, STATUS_BAD_DATA, "kept.safetensors: not all weights are finite");
    expect_loads("kept.safetensors", 5);
    free(lenet);
}

// Sums of finite weights need not be finite, and then no reading is.
static void test_weights_too_large_to_read_with_are_refused(void **state)
{
    (void)state;
    struct status status = {0};
    struct lenet *lenet = make_lenet(1);
    struct parts parts = take_apart("good.safetensors");
    for (size_t i = 9000; i < 9010; i++) // of C5
        memcpy(parts.data + 4 * i, (uint8_t[]){0, 0, 0x7f, 0x7f}, 4);
    put_together("huge.safetensors", parts.header, parts.header_size, &parts);
    expect_refused("huge.safetensors", STATUS_BAD_DATA, "so large that no image can be read");
    parts_free(&parts);
    lenet->f6_bias[3] = FLT_MAX;
    assert_false(model_save("huge.safetensors", lenet, NULL, &status));
    support_assert_says(&status, STATUS_BAD_DATA, "so large that no image can be read");
    free(lenet);
}

// ---- Other types of number ----------------------------------------------------------------------

static bool is_finite(const struct lenet *lenet)
{
    for (size_t i = 0; i < LENET_PARAMETERS; i++) {
        if (!isfinite(((const float *)lenet)[i]))
            return false;
    }
    return true;
}

static void test_flipped_bits_in_the_header_are_refused_or_harmless(void **state)
{
    (void)state;
    size_t size, loaded = 0;
    struct random random;
    struct parts parts = take_apart("good.safetensors");
    uint8_t *file = support_read("good.safetensors", &size);
    struct lenet *lenet = calloc(1, sizeof *lenet);
    random_init(&random, 11, 0);
    for (int i = 0; i < 3000; i++) {
        struct status status = {0};
        uint32_t flipped[4], flips = 1 + random_below(&random, 4);
        for (uint32_t k = 0; k < flips; k++) {
            flipped[k] = random_below(&random, (uint32_t)(8 + parts.header_size) * 8);
            file[flipped[k] / 8] ^= (uint8_t)(1u << (flipped[k] % 8));
        }
        support_write("flipped.safetensors", file, size);
        if (model_load(lenet, NULL, "flipped.safetensors", &status)) {
            loaded++;
            assert_true(is_finite(lenet));
        } else {
            support_assert_says(&status, STATUS_BAD_DATA, "flipped.safetensors: ");
        }
        for (uint32_t k = 0; k < flips; k++)
            file[flipped[k] / 8] ^= (uint8_t)(1u << (flipped[k] % 8));
    }
    assert_true(loaded < 300); // only the words about the model can change unnoticed
    free(lenet);
    free(file);
    parts_free(&parts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_truncation_is_refused),
        cmocka_unit_test(test_bytes_after_the_last_tensor_are_refused),
        cmocka_unit_test(test_wrong_header_lengths_are_refused),
        cmocka_unit_test(test_other_files_are_not_taken_for_models),
        cmocka_unit_test(test_broken_headers_are_refused),
        cmocka_unit_test(test_metadata_of_another_kind_is_refused),
        cmocka_unit_test(test_each_missing_tensor_is_named),
        cmocka_unit_test(test_a_zero_byte_does_not_end_the_header_early),
        cmocka_unit_test(test_headers_that_would_eat_stack_or_memory_are_refused),
        cmocka_unit_test(test_many_equal_keys_are_refused_quickly),
        cmocka_unit_test(test_weights_that_are_not_finite_are_refused),
        cmocka_unit_test(test_weights_that_are_not_finite_are_not_saved),
        cmocka_unit_test(test_weights_too_large_to_read_with_are_refused),
        cmocka_unit_test(test_flipped_bits_in_the_header_are_refused_or_harmless),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
