// Models: the same bits back, the format's own bytes out, their words and calibration kept.
#include "tests/support/model_parts.h"

#include <math.h>

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

static struct model_info saved_and_loaded(struct model_info info)
{
    struct model_info loaded;
    struct lenet *lenet = make_lenet(1);
    assert_true(model_save("made.safetensors", lenet, &info, NULL));
    assert_true(model_load(lenet, &loaded, "made.safetensors", NULL));
    free(lenet);
    return loaded;
}

static void test_how_the_weights_came_about_is_kept_with_them(void **state)
{
    (void)state;
    for (int maker = MODEL_MAKER_RUN; maker <= MODEL_MAKER_HAND; maker++) {
        struct model_info info = saved_and_loaded((struct model_info){
            .maker = (enum model_maker)maker, .tested = true, .test_error = 3.25f});
        assert_int_equal(info.maker, maker);
        assert_true(info.tested && info.test_error == 3.25f);
    }
    assert_false(saved_and_loaded((struct model_info){.maker = MODEL_MAKER_RUN}).tested);
    assert_int_equal(saved_and_loaded((struct model_info){0}).maker, MODEL_MAKER_UNKNOWN);
}

// They said it in words only; those of a file that says more are for people.
static void test_the_error_in_files_of_earlier_versions_is_known(void **state)
{
    (void)state;
    struct model_info info =
        saved_and_loaded((struct model_info){.description = "2 epochs of MNIST, test error 0.61%"});
    assert_true(info.tested && info.test_error == 0.61f);
    static const char *const others[] = {"", "test error", "test error none", "test error 120%",
                                         "held-out error 2%"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        info = (struct model_info){0};
        snprintf(info.description, sizeof info.description, "%s", others[i]);
        assert_false(saved_and_loaded(info).tested);
    }
    info = (struct model_info){.description = "painted; before that: test error 0.61%",
                               .maker = MODEL_MAKER_HAND};
    assert_false(saved_and_loaded(info).tested);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weights_come_back_to_the_last_bit),
        cmocka_unit_test(test_the_same_model_gives_the_same_bytes),
        cmocka_unit_test(test_the_file_is_laid_out_as_the_format_says),
        cmocka_unit_test(test_words_about_the_model_survive),
        cmocka_unit_test(test_words_that_are_no_text_are_made_text),
        cmocka_unit_test(test_a_calibration_is_kept_with_the_weights),
        cmocka_unit_test(test_how_the_weights_came_about_is_kept_with_them),
        cmocka_unit_test(test_the_error_in_files_of_earlier_versions_is_known),
        cmocka_unit_test(test_a_calibration_that_makes_no_sense_is_refused),
        cmocka_unit_test(test_long_words_of_others_are_cut_between_characters),
        cmocka_unit_test(test_a_model_without_words_is_fine),
        cmocka_unit_test(test_what_the_format_allows_is_accepted),
        cmocka_unit_test(test_tensors_may_come_in_any_order),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
