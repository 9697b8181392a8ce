// lenetpad test: its line, its tables, JSON and CSV agree; bad models are refused.
#include "tests/support/command_line.h"

static void test_the_error_line_and_both_tables_are_printed(void **state)
{
    (void)state;
    struct result result = run("test", "--data", "small", "--model", "model", NULL);
    int wrong, count;
    double percent;
    assert_done(&result);
    assert_string_equal(result.err, "");
    assert_int_equal(sscanf(result.out, "error %lf%% (%d of %d)\n", &percent, &wrong, &count), 3);
    assert_int_equal(count, 100);
    assert_true(percent > wrong - 0.01 && percent < wrong + 0.01);
    assert_int_equal(count_matches(result.out, "^ +[0-9] +10 +[0-9]+ +[0-9.]+%"), 10);
    assert_non_null(strstr(result.out, "confusion"));
    result_free(&result);
}

static void test_json_agrees_with_the_text(void **state)
{
    (void)state;
    struct result text = run("test", "--data", "small", "--model", "model", NULL);
    struct result result = run("test", "--data", "small", "--model", "model", "--json", NULL);
    int wrong;
    assert_done(&result);
    assert_int_equal(sscanf(text.out, "error %*f%% (%d of 100)\n", &wrong), 1);
    cJSON *json = parse_only_json(result.out);
    assert_true(number_of(json, "count") == 100);
    assert_true(number_of(json, "wrong") == wrong);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(json, "digits")), 10);
    double sum = 0, diagonal = 0;
    const cJSON *confusion = cJSON_GetObjectItem(json, "confusion");
    for (int i = 0; i < 10; i++)
        for (int j = 0; j < 10; j++) {
            double cell = cJSON_GetArrayItem(cJSON_GetArrayItem(confusion, i), j)->valuedouble;
            sum += cell;
            diagonal += i == j ? cell : 0;
        }
    assert_true(sum == 100);
    assert_true(sum - diagonal == wrong);
    cJSON_Delete(json);
    result_free(&text);
    result_free(&result);
}

static void test_json_tidies_paths(void **state)
{
    struct result result =
        run("test", "--data", "small/../small", "--model", "./small/../model", "--json", NULL);
    char model[512], data[512];
    assert_done(&result);
    snprintf(model, sizeof model, "%s/model", (const char *)*state);
    snprintf(data, sizeof data, "%s/small", (const char *)*state);
    cJSON *json = parse_only_json(result.out);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(json, "model")), model);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(json, "data")), data);
    cJSON_Delete(json);
    result_free(&result);
}

// Every misread image of the CSV stands in the list, and no other.
static void test_mistakes_are_listed_as_the_csv_has_them(void **state)
{
    (void)state;
    struct result result = run("test", "--data", "small", "--model", "model", "--mistakes",
                               "--json", "--csv", "mistakes.csv", NULL);
    struct result text = run("test", "--data", "small", "--model", "model", "--mistakes", NULL);
    assert_done(&result);
    assert_done(&text);
    cJSON *json = parse_only_json(result.out);
    const cJSON *item = cJSON_GetObjectItem(json, "mistakes")->child;
    char *csv = read_text("mistakes.csv"), *rest = NULL;
    strtok_r(csv, "\n", &rest);
    for (char *line; (line = strtok_r(NULL, "\n", &rest));) {
        int number, label, reading;
        char row[80];
        assert_int_equal(sscanf(line, "%d,%d,%d", &number, &label, &reading), 3);
        if (label == reading)
            continue;
        assert_non_null(item);
        assert_true(number_of(item, "image") == number);
        assert_true(number_of(item, "label") == label);
        assert_true(number_of(item, "reading") == reading);
        snprintf(row, sizeof row, "\n%7d  %5d  %7d  %9.2f%%", number, label, reading,
                 100 * number_of(item, "confidence"));
        assert_non_null(strstr(text.out, row));
        item = item->next;
    }
    assert_null(item);
    assert_true(number_of(json, "wrong") ==
                cJSON_GetArraySize(cJSON_GetObjectItem(json, "mistakes")));
    cJSON_Delete(json);
    free(csv);
    result_free(&text);
    result_free(&result);
}

// The sum of the probabilities of one line; the reading must be the largest.
static double sum_of_csv_line(const char *line, int image, int *wrong)
{
    int number, label, reading, used, best = 0;
    double probability[10], sum = 0;
    assert_int_equal(sscanf(line, "%d,%d,%d%n", &number, &label, &reading, &used), 3);
    assert_int_equal(number, image);
    for (int k = 0; k < 10; k++) {
        char *end;
        assert_int_equal(line[used], ',');
        probability[k] = strtod(line + used + 1, &end);
        used = (int)(end - line);
        sum += probability[k];
        best = probability[k] > probability[best] ? k : best;
    }
    assert_int_equal(line[used], '\0');
    assert_int_equal(reading, best);
    *wrong += reading != label;
    return sum;
}

static void test_csv_has_a_line_for_each_image_with_probabilities_that_sum_to_one(void **state)
{
    (void)state;
    struct result result =
        run("test", "--data", "small", "--model", "model", "--csv", "readings.csv", NULL);
    int images = 0, wrong = 0, printed;
    assert_done(&result);
    char *csv = read_text("readings.csv"), *rest = NULL;
    char *line = strtok_r(csv, "\n", &rest);
    assert_string_equal(line, "image,label,reading,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9");
    while ((line = strtok_r(NULL, "\n", &rest))) {
        double sum = sum_of_csv_line(line, images++, &wrong);
        assert_true(sum > 1 - 1e-5 && sum < 1 + 1e-5);
    }
    assert_int_equal(images, 100);
    assert_int_equal(sscanf(result.out, "error %*f%% (%d of 100)\n", &printed), 1);
    assert_int_equal(wrong, printed);
    free(csv);
    result_free(&result);
}

static void test_bad_models_are_refused_by_every_command_that_reads(void **state)
{
    (void)state;
    size_t size;
    uint8_t *model = support_read("model", &size);
    support_write("half-model", model, size / 2);
    free(model);
    support_write("empty-model", "", 0);
    static const char *const bad[] = {"half-model", "empty-model", "no-model", "small"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_refused(run("test", "--data", "small", "--model", bad[i], NULL), 1, bad[i]);
        assert_refused(run("classify", "--model", bad[i], "x.png", NULL), 1, bad[i]);
        assert_refused(run("strokes", "--model", bad[i], "x.txt", NULL), 1, bad[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_error_line_and_both_tables_are_printed),
        cmocka_unit_test(test_json_agrees_with_the_text),
        cmocka_unit_test(test_json_tidies_paths),
        cmocka_unit_test(test_mistakes_are_listed_as_the_csv_has_them),
        cmocka_unit_test(test_csv_has_a_line_for_each_image_with_probabilities_that_sum_to_one),
        cmocka_unit_test(test_bad_models_are_refused_by_every_command_that_reads),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
