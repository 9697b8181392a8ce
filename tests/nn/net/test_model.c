// Models and checkpoints: the same bits back, the format's own bytes out, and nothing accepted that
// the format does not allow.
#include "tests/support/support.h"

#include "nn/base/random.h"
#include "nn/files/tensor_type.h"
#include "nn/net/model.h"
#include "nn/train/checkpoint.h"
#include <cjson/cJSON.h>
#include <float.h>
#include <math.h>
#include <sys/stat.h>

enum { WEIGHT_BYTES = LENET_PARAMETERS * 4 };

static struct lenet *make_lenet(uint64_t seed)
{
    struct random random;
    struct lenet *lenet = malloc(sizeof *lenet);
    assert_non_null(lenet);
    random_init(&random, seed, 0);
    for (size_t i = 0; i < LENET_PARAMETERS; i++)
        ((float *)lenet)[i] = random_between(&random, -1.0f, 1.0f);
    ((float *)lenet)[0] = -0.0f;
    ((float *)lenet)[1] = FLT_TRUE_MIN;
    ((float *)lenet)[2] = -FLT_MAX / 8;
    ((float *)lenet)[LENET_PARAMETERS - 1] = 1.0f / 3.0f;
    return lenet;
}

static void save_model(const char *path, uint64_t seed)
{
    static const struct model_info info = {.description = "a description", .command = "a command"};
    struct status status = {0};
    struct lenet *lenet = make_lenet(seed);
    if (!model_save(path, lenet, &info, &status))
        fail_msg("%s", status.message);
    free(lenet);
}

// ---- Files taken apart and put together ---------------------------------------------------------

struct parts {
    char *header; // text, ends with a zero
    uint8_t *data;
    size_t header_size, data_size;
};

static struct parts take_apart(const char *path)
{
    size_t size;
    struct parts parts;
    uint8_t *file = support_read(path, &size);
    uint64_t length = 0;
    for (int i = 7; i >= 0; i--)
        length = length << 8 | file[i];
    assert_true(length < size - 8);
    parts.header_size = (size_t)length;
    parts.header = malloc(parts.header_size + 1);
    memcpy(parts.header, file + 8, parts.header_size);
    parts.header[parts.header_size] = '\0';
    parts.data_size = size - 8 - parts.header_size;
    parts.data = malloc(parts.data_size);
    memcpy(parts.data, file + 8 + parts.header_size, parts.data_size);
    free(file);
    return parts;
}

static void put_together_as(const char *path, uint64_t promised, const void *header,
                            size_t header_size, const void *data, size_t data_size)
{
    uint8_t *file = malloc(8 + header_size + data_size);
    for (int i = 0; i < 8; i++)
        file[i] = (uint8_t)(promised >> (8 * i));
    memcpy(file + 8, header, header_size);
    memcpy(file + 8 + header_size, data, data_size);
    support_write(path, file, 8 + header_size + data_size);
    free(file);
}

static void put_together(const char *path, const void *header, size_t header_size,
                         const struct parts *parts)
{
    put_together_as(path, header_size, header, header_size, parts->data, parts->data_size);
}

static void parts_free(struct parts *parts)
{
    free(parts->header);
    free(parts->data);
}

// The text with its first `old` replaced by `new`; the caller frees it.
static char *replaced(const char *text, const char *old, const char *new)
{
    const char *at = strstr(text, old);
    if (!at)
        fail_msg("no %s in %s", old, text);
    char *result = malloc(strlen(text) + strlen(new) + 1);
    sprintf(result, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
    return result;
}

// A refusal must leave the caller's weights as they were.
static void expect_refused(const char *path, enum status_code code, const char *words)
{
    struct status status = {0};
    struct lenet *lenet = malloc(sizeof *lenet), *before = malloc(sizeof *before);
    memset(lenet, 0x3e, sizeof *lenet);
    memset(before, 0x3e, sizeof *before);
    struct model_info info = {.description = "kept", .command = "kept too"};
    if (model_load(lenet, &info, path, &status))
        fail_msg("accepted %s, expected: %s", path, words);
    support_assert_says(&status, code, words);
    support_assert_says(&status, code, path);
    assert_memory_equal(lenet, before, sizeof *lenet);
    assert_string_equal(info.description, "kept");
    assert_string_equal(info.command, "kept too");
    free(before);
    free(lenet);
}

static void expect_loads(const char *path, uint64_t seed)
{
    struct status status = {0};
    struct lenet *expected = make_lenet(seed), *lenet = calloc(1, sizeof *lenet);
    if (!model_load(lenet, NULL, path, &status))
        fail_msg("%s", status.message);
    assert_memory_equal(lenet, expected, sizeof *lenet);
    free(expected);
    free(lenet);
}

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

// ---- Round trips --------------------------------------------------------------------------------

static void test_weights_come_back_to_the_last_bit(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 5; seed++) {
        save_model("round.safetensors", seed);
        expect_loads("round.safetensors", seed);
    }
}

static void test_the_same_model_gives_the_same_bytes(void **state)
{
    (void)state;
    size_t a_size, b_size;
    save_model("a.safetensors", 3);
    save_model("b.safetensors", 3);
    uint8_t *a = support_read("a.safetensors", &a_size);
    uint8_t *b = support_read("b.safetensors", &b_size);
    assert_int_equal(a_size, b_size);
    assert_memory_equal(a, b, a_size);
    free(a);
    free(b);
}

static void test_the_file_is_laid_out_as_the_format_says(void **state)
{
    (void)state;
    struct parts parts = take_apart("good.safetensors");
    assert_int_equal(parts.header_size % 8, 0);
    assert_int_equal(parts.header[0], '{');
    assert_int_equal(parts.data_size, WEIGHT_BYTES);
    static const char *const expected[] = {
        "{\"__metadata__\":{\"format\":\"pt\",\"description\":\"a description\",",
        "\"command\":\"a command\"},",
        "\"c1.weight\":{\"dtype\":\"F32\",\"shape\":[6,1,5,5],\"data_offsets\":[0,600]}",
        "\"c1.bias\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":[600,624]}",
        "\"c3.weight\":{\"dtype\":\"F32\",\"shape\":[16,6,5,5],\"data_offsets\":[672,10272]}",
        "\"c5.weight\":{\"dtype\":\"F32\",\"shape\":[120,16,5,5],",
        "\"f6.weight\":{\"dtype\":\"F32\",\"shape\":[84,120],",
        "\"output.weight\":{\"dtype\":\"F32\",\"shape\":[10,84],",
        "\"output.bias\":{\"dtype\":\"F32\",\"shape\":[10],\"data_offsets\":[246960,247000]}}",
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        if (!strstr(parts.header, expected[i]))
            fail_msg("no %s in %s", expected[i], parts.header);
    }
    static const uint8_t third[4] = {0xab, 0xaa, 0xaa, 0x3e}; // 1/3, little-endian
    assert_memory_equal(parts.data + WEIGHT_BYTES - 4, third, 4);
    parts_free(&parts);
}

static void expect_info(const struct model_info *saved, const struct model_info *expected)
{
    struct status status = {0};
    struct model_info loaded;
    struct lenet *lenet = make_lenet(1);
    assert_true(model_save("info.safetensors", lenet, saved, &status));
    if (!model_load(lenet, &loaded, "info.safetensors", &status))
        fail_msg("%s", status.message);
    assert_string_equal(loaded.description, expected->description);
    assert_string_equal(loaded.command, expected->command);
    free(lenet);
}

static void test_words_about_the_model_survive(void **state)
{
    (void)state;
    struct model_info info = {
        .description = "20 epochs, \"best\" \\ r\xc3\xa9seau \xf0\x9f\x98\x80",
        .command = "lenetpad train --out x",
    };
    expect_info(&info, &info);
    expect_info(&(struct model_info){.command = ""}, &(struct model_info){.command = ""});
    memset(info.description, 'x', sizeof info.description - 1);
    info.description[sizeof info.description - 1] = '\0';
    expect_info(&info, &info);
}

static void test_words_that_are_no_text_are_made_text(void **state)
{
    (void)state;
    struct model_info info = {.description = "a\xff\xc3=b", .command = "two\nlines\x1b[0m"};
    struct model_info clean = {
        .description = "a?"
                       "?=b",
        .command = "two?lines?[0m",
    };
    expect_info(&info, &clean);
}

static void test_a_calibration_is_kept_with_the_weights(void **state)
{
    (void)state;
    struct status status = {0};
    struct model_info loaded, info = {.calibrated = true, .calibration = {0.8125f, 0.95f, -6.5f}};
    struct lenet *lenet = make_lenet(1);
    assert_true(model_save("calibrated.safetensors", lenet, &info, &status));
    assert_true(model_load(lenet, &loaded, "calibrated.safetensors", &status));
    assert_true(loaded.calibrated);
    assert_memory_equal(&loaded.calibration, &info.calibration, sizeof info.calibration);
    assert_true(model_load(lenet, &loaded, "good.safetensors", &status));
    assert_false(loaded.calibrated);
    assert_true(loaded.calibration.temperature == 1);
    free(lenet);
}

static void test_a_calibration_that_makes_no_sense_is_refused(void **state)
{
    (void)state;
    static const char *const changes[][2] = {
        {"\"calibration.temperature\":\"0.812500\"", "\"calibration.temperature\":\"0\""},
        {"\"calibration.temperature\":\"0.812500\"", "\"calibration.temperature\":\"hot\""},
        {"\"calibration.probability\":\"0.950000\"", "\"calibration.probability\":\"2\""},
        {"\"calibration.logit\":\"-6.500000\"", "\"calibration.logit\":\"-6.5 or so\""},
        {"\"calibration.logit\":", "\"other\":"},
    };
    struct model_info info = {.calibrated = true, .calibration = {0.8125f, 0.95f, -6.5f}};
    struct lenet *lenet = make_lenet(1);
    assert_true(model_save("calibrated.safetensors", lenet, &info, NULL));
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct status status = {0};
        struct parts parts = take_apart("calibrated.safetensors");
        char *header = replaced(parts.header, changes[i][0], changes[i][1]);
        put_together("senseless.safetensors", header, strlen(header), &parts);
        assert_false(model_load(lenet, NULL, "senseless.safetensors", &status));
        assert_int_equal(status.code, STATUS_BAD_DATA);
        assert_non_null(strstr(status.message, "calibration"));
        free(header);
        parts_free(&parts);
    }
    free(lenet);
}

static void test_long_words_of_others_are_cut_between_characters(void **state)
{
    (void)state;
    struct status status = {0};
    struct model_info info;
    struct lenet *lenet = make_lenet(1);
    struct parts parts = take_apart("good.safetensors");
    char words[4 * 600 + 1] = "x";
    for (int i = 0; i < 600; i++)
        strcpy(words + 1 + 2 * i, "\xc3\xa9");
    char *header = replaced(parts.header, "a description", words);
    put_together("long.safetensors", header, strlen(header), &parts);
    assert_true(model_load(lenet, &info, "long.safetensors", &status));
    assert_int_equal(strlen(info.description), 511);
    assert_memory_equal(info.description, words, 511);
    free(header);
    parts_free(&parts);
    free(lenet);
}

static void test_a_model_without_words_is_fine(void **state)
{
    (void)state;
    struct status status = {0};
    struct model_info info = {.description = "old", .command = "old"};
    struct parts parts = take_apart("good.safetensors");
    char *rest = strstr(parts.header, "\"c1.weight\"") - 1;
    *rest = '{';
    put_together("wordless.safetensors", rest, strlen(rest), &parts);
    struct lenet *lenet = calloc(1, sizeof *lenet);
    if (!model_load(lenet, &info, "wordless.safetensors", &status))
        fail_msg("%s", status.message);
    assert_string_equal(info.description, "");
    assert_string_equal(info.command, "");
    free(lenet);
    parts_free(&parts);
}

static void test_what_the_format_allows_is_accepted(void **state)
{
    (void)state;
    static const char *const changes[][2] = {
        {"\"format\":\"pt\"", "\"format\":\"tf\",\"newer\":\"words\""},
        {"\"format\":\"pt\",", ""},
        {"{\"__metadata__\"", "{ \n\t\"__metadata__\""},
        {"\"c1.bias\"", "\"\\u0063\\u0031.bias\""},
        {"\"dtype\":\"F32\",\"shape\":[6,1,5,5]", "\"shape\":[ 6, 1,5,5 ], \"dtype\" : \"F32\""},
    };
    struct parts parts = take_apart("good.safetensors");
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char *header = replaced(parts.header, changes[i][0], changes[i][1]);
        put_together("allowed.safetensors", header, strlen(header), &parts);
        expect_loads("allowed.safetensors", 9);
        free(header);
    }
    parts_free(&parts);
}

static void test_tensors_may_come_in_any_order(void **state)
{
    (void)state;
    // c1.bias first, in the header and in the data.
    struct parts parts = take_apart("good.safetensors");
    char *a = replaced(parts.header, "[0,600]", "[24,624]");
    char *b = replaced(a, "[600,624]", "[0,24]");
    char *c =
        replaced(b, "\"c1.bias\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":[0,24]},", "");
    char *d = replaced(c, "{\"__metadata__\"",
                       "{\"c1.bias\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":[0,24]},"
                       "\"__metadata__\"");
    uint8_t bias[24];
    memcpy(bias, parts.data + 600, 24);
    memmove(parts.data + 24, parts.data, 600);
    memcpy(parts.data, bias, 24);
    put_together("order.safetensors", d, strlen(d), &parts);
    expect_loads("order.safetensors", 9);
    free(a), free(b), free(c), free(d);
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

// The good model with every number in another type, made from its float.
static void save_converted(const char *path, const char *type, size_t bytes,
                           void (*convert)(uint8_t *to, float number))
{
    struct parts parts = take_apart("plain.safetensors");
    cJSON *header = cJSON_Parse(parts.header), *entry;
    uint8_t *data = calloc(parts.data_size / 4, bytes);
    for (size_t i = 0; i < parts.data_size / 4; i++) {
        float number;
        memcpy(&number, parts.data + 4 * i, 4);
        convert(data + i * bytes, number);
    }
    cJSON_ArrayForEach(entry, header)
    {
        cJSON *offsets = cJSON_GetObjectItem(entry, "data_offsets"), *offset;
        if (!offsets)
            continue;
        cJSON_SetValuestring(cJSON_GetObjectItem(entry, "dtype"), type);
        cJSON_ArrayForEach(offset, offsets)
            cJSON_SetNumberValue(offset, offset->valuedouble / 4 * (double)bytes);
    }
    char *text = cJSON_PrintUnformatted(header);
    put_together_as(path, strlen(text), text, strlen(text), data, parts.data_size / 4 * bytes);
    cJSON_free(text);
    cJSON_Delete(header);
    free(data);
    parts_free(&parts);
}

static void to_f64(uint8_t *to, float number)
{
    double wide = (double)number;
    memcpy(to, &wide, sizeof wide);
}

static void to_bf16(uint8_t *to, float number)
{
    memcpy(to, (uint8_t *)&number + 2, 2);
}

// Numbers of the model are multiples of 1/64 below 2: their halves hold them exactly.
static void to_f16(uint8_t *to, float number)
{
    int exponent;
    float fraction = frexpf(fabsf(number), &exponent);
    unsigned bits =
        number == 0 ? 0 : (unsigned)(exponent + 14) << 10 | ((unsigned)ldexpf(fraction, 11) & 1023);
    bits |= number < 0 ? 0x8000u : 0;
    to[0] = (uint8_t)bits;
    to[1] = (uint8_t)(bits >> 8);
}

static void test_models_in_other_types_are_read_and_it_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        size_t bytes;
        void (*convert)(uint8_t *, float);
    } types[] = {{"F64", 8, to_f64}, {"BF16", 2, to_bf16}, {"F16", 2, to_f16}};
    struct lenet *lenet = calloc(1, sizeof *lenet), *read = calloc(1, sizeof *read);
    struct model_info info;
    struct status status = {0};
    for (int i = 0; i < LENET_PARAMETERS; i++)
        lenet_parameters(lenet)[i] = (float)(i % 127 - 63) / 64;
    assert_true(model_save("plain.safetensors", lenet, NULL, &status));
    assert_true(model_load(read, &info, "plain.safetensors", &status));
    assert_null(info.converted_from);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        save_converted("other.safetensors", types[i].type, types[i].bytes, types[i].convert);
        memset(read, 0, sizeof *read);
        if (!model_load(read, &info, "other.safetensors", &status))
            fail_msg("%s", status.message);
        assert_memory_equal(read, lenet, sizeof *lenet);
        assert_string_equal(info.converted_from, types[i].type);
    }
    free(lenet);
    free(read);
}

static void to_f64_beyond(uint8_t *to, float number)
{
    double wide = number < 0 ? -1e39 : (double)number;
    memcpy(to, &wide, sizeof wide);
}

static void to_f64_infinite(uint8_t *to, float number)
{
    double wide = number < 0 ? -INFINITY : (double)number;
    memcpy(to, &wide, sizeof wide);
}

static void test_weights_beyond_a_float_are_told_from_infinite_ones(void **state)
{
    (void)state;
    struct lenet *lenet = calloc(1, sizeof *lenet);
    lenet->c1_bias[2] = -1;
    assert_true(model_save("plain.safetensors", lenet, NULL, NULL));
    save_converted("other.safetensors", "F64", 8, to_f64_beyond);
    expect_refused("other.safetensors", STATUS_BAD_DATA,
                   "number 2 of tensor c1.bias is too large for the 32-bit floats");
    save_converted("other.safetensors", "F64", 8, to_f64_infinite);
    expect_refused("other.safetensors", STATUS_BAD_DATA,
                   "number 2 of tensor c1.bias is not finite");
    free(lenet);
}

static void test_halves_are_converted_as_ieee_says(void **state)
{
    (void)state;
    const struct tensor_type *f16 = tensor_type_find("F16"), *bf16 = tensor_type_find("BF16");
    static const struct {
        uint16_t bits;
        float number;
    } halves[] = {{0x3c00, 1},           {0xc000, -2},         {0x7bff, 65504},
                  {0x0001, 0x1p-24f},    {0x03ff, 0x3ffp-24f}, {0x0400, 0x1p-14f},
                  {0x3555, 0x1.554p-2f}, {0x8000, -0.0f},      {0xfc00, -INFINITY}};
    for (size_t i = 0; i < sizeof halves / sizeof *halves; i++) {
        uint8_t bytes[2] = {(uint8_t)halves[i].bits, (uint8_t)(halves[i].bits >> 8)};
        float number = f16->value(bytes);
        assert_memory_equal(&number, &halves[i].number, sizeof number);
    }
    assert_true(isnan(f16->value((uint8_t[]){1, 0x7c})));
    assert_true(bf16->value((uint8_t[]){0x80, 0x3f}) == 1);
    assert_true(bf16->value((uint8_t[]){0x81, 0xbf}) == -1.0078125f);
    assert_null(tensor_type_find("F8_E4M3"));
    assert_null(tensor_type_find("f32"));
}

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

// ---- Checkpoints --------------------------------------------------------------------------------

static struct train_state *make_state(void)
{
    struct train_state *s = calloc(1, sizeof *s);
    struct lenet *weights = make_lenet(21), *velocity = make_lenet(22), *average = make_lenet(23);
    s->weights = *weights;
    s->velocity = *velocity;
    s->average = *average;
    s->options = (struct train_options){.epochs = 30,
                                        .batch = 32,
                                        .rate = 0.1f,
                                        .momentum = 0.9f,
                                        .augment = AUGMENT_FULL,
                                        .seed = 0xfedcba9876543210u};
    s->epoch = 7;
    s->batch = 100;
    s->loss_sum = 1234.5678901234567;
    s->seen = 3200;
    s->wrong = 41;
    free(weights);
    free(velocity);
    free(average);
    s->data = 17946744073709551615u;
    return s;
}

static void save_checkpoint(const char *path, const struct train_state *s)
{
    struct status status = {0};
    if (!checkpoint_save(path, s, &status))
        fail_msg("%s", status.message);
}

static void expect_checkpoint_survives(const struct train_state *s)
{
    struct status status = {0};
    struct train_state *loaded = malloc(sizeof *loaded);
    memset(loaded, 0x55, sizeof *loaded);
    save_checkpoint("state.safetensors", s);
    if (!checkpoint_load(loaded, "state.safetensors", &status))
        fail_msg("%s", status.message);
    assert_memory_equal(&loaded->weights, &s->weights, sizeof s->weights);
    assert_memory_equal(&loaded->velocity, &s->velocity, sizeof s->velocity);
    assert_memory_equal(&loaded->average, &s->average, sizeof s->average);
    assert_int_equal(loaded->options.epochs, s->options.epochs);
    assert_int_equal(loaded->options.batch, s->options.batch);
    assert_true(loaded->options.rate == s->options.rate);
    assert_true(loaded->options.momentum == s->options.momentum);
    assert_int_equal(loaded->options.augment, s->options.augment);
    assert_int_equal(loaded->options.seed, s->options.seed);
    assert_int_equal(loaded->epoch, s->epoch);
    assert_int_equal(loaded->batch, s->batch);
    assert_true(loaded->loss_sum == s->loss_sum);
    assert_int_equal(loaded->seen, s->seen);
    assert_int_equal(loaded->wrong, s->wrong);
    free(loaded);
}

static void expect_checkpoint_refused(const char *path, const char *words)
{
    struct status status = {0};
    struct train_state *s = make_state(), *before = make_state();
    if (checkpoint_load(s, path, &status))
        fail_msg("accepted, expected: %s", words);
    support_assert_says(&status, STATUS_BAD_DATA, words);
    assert_memory_equal(s, before, sizeof *s);
    free(s);
    free(before);
}

static void test_a_checkpoint_comes_back_to_the_last_bit(void **state)
{
    (void)state;
    struct train_state *s = make_state();
    expect_checkpoint_survives(s);
    static const double sums[] = {0, 1, 0.1, 5e-324, DBL_MAX, 1.0 / 3.0, 4503599627370497.5};
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        s->loss_sum = sums[i];
        expect_checkpoint_survives(s);
    }
    s->options = (struct train_options){1, 1, FLT_TRUE_MIN, 0.0f, AUGMENT_NONE, 0};
    s->epoch = 1;
    s->batch = 0;
    s->seen = s->wrong = 0;
    expect_checkpoint_survives(s);
    s->options = (struct train_options){100000, 4096, 1000.0f, 0.999f, AUGMENT_AFFINE, UINT64_MAX};
    expect_checkpoint_survives(s);
    free(s);
}

static void test_notes_are_kept_in_the_checkpoint(void **state)
{
    (void)state;
    struct train_state *s = make_state(), *back = calloc(1, sizeof *back);
    char *long_text = malloc(100001), *memory = NULL;
    struct status status;
    assert_true(back && long_text);
    memset(long_text, 'n', 100000);
    long_text[100000] = '\0';
    const struct checkpoint_note notes[] = {{"note.a", "\"\xc3\xa9\\ 1,2"}, {"note.b", long_text}};
    struct checkpoint_note read[] = {{"note.b", ""}, {"note.c", ""}, {"note.a", ""}};
    assert_true(checkpoint_save_noted("noted", s, notes, 2, &status));
    assert_true(checkpoint_load_noted(back, "noted", read, 3, &memory, &status));
    assert_string_equal(read[0].text, long_text);
    assert_null(read[1].text);
    assert_string_equal(read[2].text, notes[0].text);
    assert_memory_equal(back, s, sizeof *s);
    free(memory);
    // Without notes it is the file that it always was, and one can be asked for notes, too.
    save_checkpoint("plain", s);
    assert_true(checkpoint_save_noted("none", s, NULL, 0, &status));
    support_assert_same("plain", "none");
    assert_true(checkpoint_load_noted(back, "plain", read, 3, &memory, &status));
    assert_true(!read[0].text && !read[1].text && !read[2].text);
    free(memory);
    assert_false(checkpoint_load_noted(back, "no such file", read, 3, &memory, &status));
    assert_null(memory);
    free(long_text);
    free(back);
    free(s);
}

// A writer's name in Latin-1, say: such a file would be refused when the run is to go on.
static void test_notes_that_are_no_text_are_made_text(void **state)
{
    (void)state;
    struct train_state *s = make_state();
    char *memory = NULL;
    struct status status = {0};
    const struct checkpoint_note notes[] = {{"note.a", "M\xfcller\n\x1b[2J\xc2\x9b \xc3\xbc"},
                                            {"note.b", "cut\xc3"}};
    struct checkpoint_note read[] = {{"note.a", ""}, {"note.b", ""}};
    assert_true(checkpoint_save_noted("noted", s, notes, 2, &status));
    if (!checkpoint_load_noted(s, "noted", read, 2, &memory, &status))
        fail_msg("%s", status.message);
    assert_string_equal(read[0].text, "M?ller??[2J? \xc3\xbc");
    assert_string_equal(read[1].text, "cut?");
    free(memory);
    free(s);
}

static void test_a_checkpoint_that_could_not_be_read_is_not_written(void **state)
{
    (void)state;
    enum { TOO_MANY = 100001, NAME = 16 };
    struct train_state *s = make_state();
    char(*names)[NAME] = malloc(TOO_MANY * sizeof *names);
    struct checkpoint_note *notes = malloc(TOO_MANY * sizeof *notes);
    struct status status = {0};
    size_t size;
    assert_true(names && notes);
    for (int i = 0; i < TOO_MANY; i++) {
        snprintf(names[i], NAME, "note.%d", i);
        notes[i] = (struct checkpoint_note){names[i], ""};
    }
    save_checkpoint("old", s);
    uint8_t *before = support_read("old", &size);
    assert_false(checkpoint_save_noted("old", s, notes, TOO_MANY, &status));
    support_assert_says(&status, STATUS_BAD_DATA, "more than 100000 entries");
    size_t size_now;
    uint8_t *now = support_read("old", &size_now);
    assert_int_equal(size_now, size);
    assert_memory_equal(now, before, size);
    free(now);
    free(before);
    free(notes);
    free(names);
    free(s);
}

static void test_a_checkpoint_opens_as_a_model(void **state)
{
    (void)state;
    struct status status = {0};
    struct model_info info;
    struct train_state *s = make_state();
    struct lenet *lenet = calloc(1, sizeof *lenet);
    save_checkpoint("state.safetensors", s);
    if (!model_load(lenet, &info, "state.safetensors", &status))
        fail_msg("%s", status.message);
    assert_memory_equal(lenet, &s->average, sizeof *lenet);
    assert_string_equal(info.description, "unfinished training: 7 of 30 epochs done");
    free(lenet);
    free(s);
}

static void test_a_model_is_not_taken_for_a_checkpoint(void **state)
{
    (void)state;
    expect_checkpoint_refused("good.safetensors", "good.safetensors: a model, not a checkpoint");
}

static void test_a_locale_with_a_decimal_comma_changes_no_checkpoint(void **state)
{
    (void)state;
    size_t plain_size, comma_size;
    struct train_state *s = make_state();
    save_checkpoint("plain.safetensors", s);
    if (!support_use_decimal_comma()) {
        free(s);
        skip();
    }
    save_checkpoint("comma.safetensors", s);
    expect_checkpoint_survives(s);
    setlocale(LC_ALL, "C");
    uint8_t *plain = support_read("plain.safetensors", &plain_size);
    uint8_t *comma = support_read("comma.safetensors", &comma_size);
    assert_int_equal(plain_size, comma_size);
    assert_memory_equal(plain, comma, plain_size);
    free(plain);
    free(comma);
    free(s);
}

static void test_impossible_numbers_of_a_checkpoint_are_refused(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"\"epochs\":\"30\"", "\"epochs\":\"0\"", "its \"epochs\" is \"0\""},
        {"\"epochs\":\"30\"", "\"epochs\":\"100001\"", "its \"epochs\" is"},
        {"\"epochs\":\"30\"", "\"epochs\":\"-30\"", "its \"epochs\" is"},
        {"\"epochs\":\"30\"", "\"epochs\":\" 30\"", "its \"epochs\" is"},
        {"\"epochs\":\"30\"", "\"epochs\":\"30x\"", "its \"epochs\" is"},
        {"\"epochs\":\"30\"", "\"epochs\":\"\"", "its \"epochs\" is"},
        {"\"epochs\":\"30\"", "\"epochs\":\"4294967326\"", "its \"epochs\" is"},
        {"\"epochs\":\"30\"", "\"epochs\":\"6\"", "epoch 7 of 6"},
        {"\"epochs\":\"30\"", "\"epochs\":\"7\"", "epoch 7 of 7, batch 100"},
        {"\"epochs\":\"30\",", "", "\"epochs\" is missing"},
        {"\"batch_size\":\"32\"", "\"batch_size\":\"4097\"", "its \"batch_size\" is"},
        {"\"batch_size\":\"32\"", "\"batch_size\":\"0\"", "its \"batch_size\" is"},
        {"\"batch_size\":\"32\"", "\"batch_size\":\"31\"", "do not fit together"},
        {"\"rate\":\"0x", "\"rate\":\"-0x", "its \"rate\" is"},
        {"\"rate\":\"0x", "\"rate\":\"nan0x", "its \"rate\" is"},
        {"\"rate\":\"", "\"rate\":\"0x0p0\",\"r\":\"", "its \"rate\" is \"0x0p0\""},
        {"\"rate\":\"", "\"rate\":\"0x1p10\",\"r\":\"", "its \"rate\" is \"0x1p10\""},
        {"\"rate\":\"", "\"rate\":\"0x1p99999\",\"r\":\"", "its \"rate\" is"},
        {"\"momentum\":\"", "\"momentum\":\"0x1p0\",\"m\":\"", "its \"momentum\" is"},
        {"\"full\"", "\"fuller\"", "its \"augment\" is \"fuller\""},
        {"\"seed\":\"18364758544493064720\"", "\"seed\":\"18446744073709551616\"",
         "its \"seed\" is"},
        {"\"data\":\"", "\"data\":\"-", "its \"data\" is"},
        {"\"epoch\":\"7\"", "\"epoch\":\"31\"", "epoch 31 of 30"},
        {"\"batch\":\"100\"", "\"batch\":\"-1\"", "its \"batch\" is"},
        {"\"batch\":\"100\"", "\"batch\":\"2147483648\"", "its \"batch\" is"},
        {"\"batch\":\"100\"", "\"batch\":\"99\"", "do not fit together"},
        {"\"batch\":\"100\"", "\"batch\":\"3201\"", "do not fit together"},
        {"\"loss_sum\":\"", "\"loss_sum\":\"inf\",\"l\":\"", "its \"loss_sum\" is \"inf\""},
        {"\"seen\":\"3200\"", "\"seen\":\"40\"", "do not fit together"},
        {"\"wrong\":\"41\"", "\"wrong\":\"3201\"", "do not fit together"},
    };
    struct train_state *s = make_state();
    save_checkpoint("state.safetensors", s);
    struct parts parts = take_apart("state.safetensors");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *header = replaced(parts.header, cases[i][0], cases[i][1]);
        put_together("bad.safetensors", header, strlen(header), &parts);
        expect_checkpoint_refused("bad.safetensors", cases[i][2]);
        free(header);
    }
    parts_free(&parts);
    free(s);
}

static void test_a_checkpoint_from_before_fingerprints_is_read(void **state)
{
    (void)state;
    struct status status = {0};
    struct train_state *s = make_state();
    save_checkpoint("state.safetensors", s);
    struct parts parts = take_apart("state.safetensors");
    char *header = replaced(parts.header, "\"data\":\"17946744073709551615\",", "");
    put_together("old.safetensors", header, strlen(header), &parts);
    if (!checkpoint_load(s, "old.safetensors", &status))
        fail_msg("%s", status.message);
    assert_true(s->data == 0);
    assert_int_equal(s->epoch, 7);
    free(header);
    parts_free(&parts);
    free(s);
}

static void test_a_checkpoint_with_half_a_velocity_is_refused(void **state)
{
    (void)state;
    struct train_state *s = make_state();
    save_checkpoint("state.safetensors", s);
    struct parts parts = take_apart("state.safetensors");
    char *last = strstr(parts.header, ",\"velocity.output.bias\"");
    strcpy(last, "}");
    put_together("half.safetensors", parts.header, strlen(parts.header), &parts);
    expect_refused("half.safetensors", STATUS_BAD_DATA, "velocity.output.bias is missing");
    expect_checkpoint_refused("half.safetensors", "velocity.output.bias is missing");
    parts_free(&parts);
    free(s);
}

static void test_a_run_that_diverged_does_not_spoil_the_checkpoint(void **state)
{
    (void)state;
    struct status status = {0};
    struct train_state *s = make_state();
    save_checkpoint("state.safetensors", s);
    s->loss_sum = NAN;
    assert_false(checkpoint_save("state.safetensors", s, &status));
    support_assert_says(&status, STATUS_BAD_DATA, "state.safetensors");
    s->loss_sum = 1;
    s->velocity.f6_bias[0] = INFINITY;
    assert_false(checkpoint_save("state.safetensors", s, &status));
    support_assert_says(&status, STATUS_BAD_DATA, "not all weights are finite");
    assert_true(checkpoint_load(s, "state.safetensors", &status));
    free(s);
}

static int set_up(void **state)
{
    if (support_enter_folder(state) != 0)
        return -1;
    save_model("good.safetensors", 9);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weights_come_back_to_the_last_bit),
        cmocka_unit_test(test_the_same_model_gives_the_same_bytes),
        cmocka_unit_test(test_the_file_is_laid_out_as_the_format_says),
        cmocka_unit_test(test_words_about_the_model_survive),
        cmocka_unit_test(test_words_that_are_no_text_are_made_text),
        cmocka_unit_test(test_a_calibration_is_kept_with_the_weights),
        cmocka_unit_test(test_a_calibration_that_makes_no_sense_is_refused),
        cmocka_unit_test(test_long_words_of_others_are_cut_between_characters),
        cmocka_unit_test(test_a_model_without_words_is_fine),
        cmocka_unit_test(test_what_the_format_allows_is_accepted),
        cmocka_unit_test(test_tensors_may_come_in_any_order),
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
        cmocka_unit_test(test_models_in_other_types_are_read_and_it_is_said),
        cmocka_unit_test(test_weights_beyond_a_float_are_told_from_infinite_ones),
        cmocka_unit_test(test_halves_are_converted_as_ieee_says),
        cmocka_unit_test(test_flipped_bits_in_the_header_are_refused_or_harmless),
        cmocka_unit_test(test_a_checkpoint_comes_back_to_the_last_bit),
        cmocka_unit_test(test_notes_are_kept_in_the_checkpoint),
        cmocka_unit_test(test_notes_that_are_no_text_are_made_text),
        cmocka_unit_test(test_a_checkpoint_that_could_not_be_read_is_not_written),
        cmocka_unit_test(test_a_checkpoint_opens_as_a_model),
        cmocka_unit_test(test_a_model_is_not_taken_for_a_checkpoint),
        cmocka_unit_test(test_a_locale_with_a_decimal_comma_changes_no_checkpoint),
        cmocka_unit_test(test_impossible_numbers_of_a_checkpoint_are_refused),
        cmocka_unit_test(test_a_checkpoint_from_before_fingerprints_is_read),
        cmocka_unit_test(test_a_checkpoint_with_half_a_velocity_is_refused),
        cmocka_unit_test(test_a_run_that_diverged_does_not_spoil_the_checkpoint),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
