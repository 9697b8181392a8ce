// lenetpad strokes: labelled digits are counted, others read one by one, broken files refused.
#include "tests/support/command_line.h"

#include "nn/strokes/strokes.h"
#include "nn/strokes/strokes_text.h"
#include "tests/support/practice_strokes.h"
#include "tests/support/several_digits.h"

static void make_strokes(const char *path, int count, bool labelled)
{
    struct strokes strokes = practice_strokes(count);
    for (size_t i = 0; i < strokes.count; i++)
        if (!labelled)
            strokes.digit[i].label = -1;
    assert_true(strokes_save(&strokes, path, NULL));
    strokes_free(&strokes);
}

// What `strokes` says of a file.
static struct result read_strokes(const char *model, const char *path)
{
    struct result result = run("strokes", "--model", model, path, NULL);
    assert_done(&result);
    return result;
}

// The same as JSON.
static cJSON *read_strokes_json(const char *model, const char *path)
{
    struct result result = run("strokes", "--model", model, "--json", path, NULL);
    assert_done(&result);
    cJSON *json = parse_only_json(result.out);
    result_free(&result);
    return json;
}

static void test_labelled_strokes_are_counted(void **state)
{
    (void)state;
    make_strokes("labelled.txt", 130, true);
    struct result result = read_strokes("model", "labelled.txt");
    double percent;
    int correct;
    assert_int_equal(sscanf(result.out, "correct %lf%% (%d of 130)\n", &percent, &correct), 2);
    assert_true(percent > 100.0 * correct / 130 - 0.01 && percent < 100.0 * correct / 130 + 0.01);
    assert_true(correct > 26); // twice what ignorance gives
    assert_int_equal(count_matches(result.out, "^ +[0-9] +13 +[0-9]+ +[0-9.]+%"), 10);
    result_free(&result);
}

static void test_digits_are_read_as_written_in_a_rarer_way(void **state)
{
    (void)state;
    make_strokes("labelled.txt", 130, true);
    struct result result = run("strokes", "--way", "zero-stroke", "labelled.txt", NULL);
    int correct;
    assert_done(&result);
    assert_int_equal(sscanf(result.out, "correct %*f%% (%d of 13)\n", &correct), 1);
    assert_true(correct >= 11);
    result_free(&result);
    assert_refused(run("strokes", "--way", "zero", "labelled.txt", NULL), 2,
                   "zero-open, zero-stroke");
    assert_refused(run("strokes", "--way", "zero-open", "--non-digits", NULL), 2, "--way");
    make_strokes("zero.txt", 1, true);
    assert_refused(run("strokes", "--way", "one-flag", "zero.txt", NULL), 1, "no 1");
}

static int count_correct(const char *const options[6])
{
    struct result result = run("strokes", "--model", "model", "labelled.txt", options[0],
                               options[1], options[2], options[3], options[4], options[5], NULL);
    int correct;
    assert_done(&result);
    assert_int_equal(sscanf(result.out, "correct %*f%% (%d of 130)\n", &correct), 1);
    result_free(&result);
    return correct;
}

static void test_size_and_place_on_the_pad_hardly_matter(void **state)
{
    (void)state;
    make_strokes("labelled.txt", 130, true);
    int plain = count_correct((const char *[6]){NULL});
    int moved = count_correct((const char *[6]){"--scale", "0.2", "--shift", "1"});
    int sheet = count_correct((const char *[6]){"--through", "sheet", "--scale", "0.5"});
    int turned = count_correct((const char *[6]){"--slant", "60"});
    assert_true(abs(moved - plain) <= 3);
    assert_true(abs(sheet - plain) <= 8);
    assert_true(turned < plain); // or the options would do nothing
    assert_refused(run("strokes", "--scale", "2", "labelled.txt", NULL), 2, "scale");
    assert_refused(run("strokes", "--through", "glass", "labelled.txt", NULL), 2, "glass");
}

static void test_unlabelled_strokes_are_read_one_by_one(void **state)
{
    (void)state;
    make_strokes("unlabelled.txt", 12, false);
    struct result result = read_strokes("model", "unlabelled.txt");
    assert_int_equal(count_matches(result.out, "^[0-9]+: "), 12);
    assert_null(strstr(result.out, "correct"));
    result_free(&result);
    cJSON *json = read_strokes_json("model", "unlabelled.txt");
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(json, "readings")), 12);
    cJSON_Delete(json);
}

static void test_an_empty_drawing_is_a_mistake_not_a_crash(void **state)
{
    (void)state;
    static const char text[] = "digit 3\ndigit ?\ndigit 1\nstroke 10,10 10,90\n";
    support_write("some.txt", text, sizeof text - 1);
    struct result result = read_strokes("model", "some.txt");
    assert_non_null(strstr(result.out, "2: nothing drawn\n"));
    assert_int_equal(count_matches(result.out, "^correct [0-9.]+% \\([01] of 2\\)$"), 1);
    assert_non_null(strstr(result.out, "\n1 without a stroke, counted as wrong\n"));
    assert_int_equal(count_matches(result.out, "^ +3 +1 +1 +100.00%  nothing drawn \\(1\\)$"), 1);
    result_free(&result);
    cJSON *json = read_strokes_json("model", "some.txt");
    assert_true(number_of(json, "labelled") == 2);
    assert_true(number_of(json, "count") == 2);
    assert_true(number_of(json, "empty") == 1);
    assert_true(number_of(json, "correct") + number_of(json, "wrong") == 2);
    const cJSON *three = cJSON_GetArrayItem(cJSON_GetObjectItem(json, "digits"), 3);
    assert_true(number_of(three, "count") == 1 && number_of(three, "wrong") == 1);
    cJSON_Delete(json);
}

static const char shipped[] = LENETPAD_SOURCE_ASSETS "/lenet5.safetensors";

// A drawing of "328", and one of "5" alone.
static void make_several(const char *path, bool labelled)
{
    struct strokes strokes = {.box_width = 500, .box_height = 500};
    const char *const texts[] = {"328", "5"};
    for (int i = 0; i < 2; i++) {
        struct strokes_digit digit = {.label = labelled ? 3 + 2 * i : -1};
        several_digits_drawing(&digit.drawing, texts[i]);
        assert_true(strokes_add_digit(&strokes, &digit));
    }
    assert_true(strokes_save(&strokes, path, NULL));
    strokes_free(&strokes);
}

static void test_several_side_by_side_are_read_each(void **state)
{
    (void)state;
    make_several("several.txt", false);
    struct result result = read_strokes(shipped, "several.txt");
    assert_int_equal(
        count_matches(result.out,
                      "^1: 3 digits: 3 \\([0-9]+%\\), 2 \\([0-9]+%\\), 8 \\([0-9]+%\\)$"),
        1);
    assert_int_equal(count_matches(result.out, "^2: 5 \\([0-9]+%\\)$"), 1);
    result_free(&result);
    cJSON *json = read_strokes_json(shipped, "several.txt");
    const cJSON *readings = cJSON_GetObjectItem(json, "readings");
    const cJSON *first = cJSON_GetArrayItem(readings, 0);
    const cJSON *each = cJSON_GetObjectItem(first, "several");
    assert_true(cJSON_IsFalse(cJSON_GetObjectItem(first, "sure"))); // of all as one
    assert_int_equal(cJSON_GetArraySize(each), 3);
    for (int i = 0; i < 3; i++) {
        const cJSON *one = cJSON_GetArrayItem(each, i);
        assert_true(number_of(one, "reading") == "328"[i] - '0');
        assert_true(cJSON_IsTrue(cJSON_GetObjectItem(one, "sure")));
        assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(one, "probabilities")), 10);
    }
    assert_null(cJSON_GetObjectItem(cJSON_GetArrayItem(readings, 1), "several"));
    cJSON_Delete(json);
}

static void test_labelled_ones_that_look_like_several_are_named(void **state)
{
    (void)state;
    make_several("several.txt", true);
    struct result result = read_strokes(shipped, "several.txt");
    assert_int_equal(
        count_matches(result.out, "^look like several digits, but are read as one: 1$"), 1);
    assert_non_null(strstr(result.out, " of 2)\n")); // each drawing counts as one
    result_free(&result);
}

static void test_broken_strokes_are_refused_with_file_and_line(void **state)
{
    (void)state;
    static const char text[] = "digit 3\nstroke 1,2 oops\n";
    support_write("broken.txt", text, sizeof text - 1);
    struct result result = run("strokes", "--model", "model", "broken.txt", NULL);
    assert_non_null(strstr(result.err, "2"));
    assert_refused(result, 1, "broken.txt");
    assert_refused(run("strokes", "--model", "model", "missing.txt", NULL), 1, "missing.txt");
    support_write("a-picture", "P2 1 1 255 0\n", 13);
    assert_refused(run("strokes", "--model", "model", "a-picture", NULL), 1,
                   "a-picture is a picture: use lenetpad classify");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labelled_strokes_are_counted),
        cmocka_unit_test(test_digits_are_read_as_written_in_a_rarer_way),
        cmocka_unit_test(test_size_and_place_on_the_pad_hardly_matter),
        cmocka_unit_test(test_unlabelled_strokes_are_read_one_by_one),
        cmocka_unit_test(test_an_empty_drawing_is_a_mistake_not_a_crash),
        cmocka_unit_test(test_several_side_by_side_are_read_each),
        cmocka_unit_test(test_labelled_ones_that_look_like_several_are_named),
        cmocka_unit_test(test_broken_strokes_are_refused_with_file_and_line),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
