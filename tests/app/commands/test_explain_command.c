// lenetpad explain: the numbers that it prints add up, and are those of the network.
#include "tests/support/command_line.h"

#include "nn/strokes/strokes_text.h"
#include <math.h>

enum { DIGITS = 5 };

static int make_strokes(void **state)
{
    struct strokes strokes = {.box_width = 500, .box_height = 500};
    if (set_up(state) != 0)
        return -1;
    for (int i = 0; i < DIGITS; i++) {
        struct strokes_digit digit = {.label = i};
        if (!practice_drawing(&digit.drawing, i, 7, NULL) || !strokes_add_digit(&strokes, &digit))
            return -1;
    }
    bool saved = strokes_save(&strokes, "digits.txt", NULL);
    strokes_free(&strokes);
    return saved ? 0 : -1;
}

// The number at the end of a line.
static double last_number(const char *line, const char *end)
{
    const char *at = end;
    while (at > line && at[-1] != ' ')
        at--;
    return strtod(at, NULL);
}

// Adds up the printed lines up to "= sum" in ten-thousandths: what is left is what they lack.
// Products in deeper lines are of the sums that follow them.
static long printed_lack(const char *text)
{
    long sum = 0;
    for (const char *line = strchr(text, '\n') + 1, *end; (end = strchr(line, '\n'));
         line = end + 1) {
        long units = lrint(last_number(line, end) * 1e4);
        if (strncmp(line, "  = sum", 7) == 0)
            return units - sum;
        if (strncmp(line, "  = their", 9) == 0)
            sum = units; // what was pooled
        else if (strncmp(line, "  ", 2) == 0 && line[2] != ' ')
            sum += units;
    }
    fail_msg("no sum in \"%s\"", text);
    return 0;
}

static void test_printed_digits_add_up_in_every_layer(void **state)
{
    (void)state;
    static const char *const units[] = {"C1,2,10,12", "S2,3,4,5", "C3,6,4,5", "S4,9,1,2",
                                        "C5,7",       "F6,12",    "OUTPUT,3"};
    for (int i = 0; i < DIGITS; i++)
        for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
            char index[8];
            snprintf(index, sizeof index, "%d", i);
            struct result result =
                run("explain", "--index", index, "--unit", units[u], "digits.txt", NULL);
            assert_done(&result);
            if (printed_lack(result.out) != 0)
                fail_msg("%s of digit %d: %ld is missing in %s", units[u], i,
                         printed_lack(result.out), result.out);
            result_free(&result);
        }
}

static double sum_of(const cJSON *list)
{
    double sum = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, list) sum += item->valuedouble;
    return sum;
}

static void test_json_has_every_term_of_the_sum(void **state)
{
    (void)state;
    struct result result =
        run("explain", "--json", "--index", "2", "--unit", "C3,6,4,5", "digits.txt", NULL);
    assert_done(&result);
    cJSON *json = parse_only_json(result.out);
    const cJSON *unit = cJSON_GetObjectItem(json, "unit"), *group;
    const cJSON *groups = cJSON_GetObjectItem(unit, "groups");
    double sum = number_of(unit, "bias");
    assert_int_equal(cJSON_GetArraySize(groups), 6);
    cJSON_ArrayForEach(group, groups)
    {
        assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(group, "product")), 25);
        assert_true(fabs(sum_of(cJSON_GetObjectItem(group, "product")) - number_of(group, "sum")) <
                    1e-9);
        sum += number_of(group, "sum");
    }
    assert_true(fabs(sum - number_of(unit, "sum")) < 1e-9);
    assert_true(fabs(1 / (1 + exp(-sum)) - number_of(unit, "value")) < 1e-9);
    cJSON_Delete(json);
    result_free(&result);
}

static void test_why_one_and_not_another_is_the_difference_of_both(void **state)
{
    (void)state;
    static const char *const whys[] = {"2", "3", "2,3"};
    double logit[3], first[3];
    for (int i = 0; i < 3; i++) {
        struct result result =
            run("explain", "--json", "--index", "2", "--why", whys[i], "digits.txt", NULL);
        assert_done(&result);
        cJSON *json = parse_only_json(result.out);
        const cJSON *why = cJSON_GetObjectItem(json, "why");
        const cJSON *map = cJSON_GetObjectItem(why, "map");
        assert_int_equal(cJSON_GetArraySize(map), 32);
        logit[i] = number_of(why, "logit");
        first[i] = cJSON_GetArrayItem(cJSON_GetArrayItem(map, 15), 15)->valuedouble;
        cJSON_Delete(json);
        result_free(&result);
    }
    assert_true(fabs(logit[0] - logit[1] - logit[2]) < 1e-5);
    assert_true(fabs(first[0] - first[1] - first[2]) < 1e-5 && first[0] != first[1]);
}

static void test_people_are_told_what_it_would_take(void **state)
{
    (void)state;
    struct result result =
        run("explain", "--index", "1", "--why", "1", "--flip", "digits.txt", NULL);
    assert_done(&result);
    assert_non_null(strstr(result.out, "why 1: logit "));
    assert_int_equal(count_matches(result.out, "^[0-9]+ pixels? would make it [0-9]:$"), 1);
    assert_true(count_matches(result.out, "^  row .*(ink|background)$") > 0);
    result_free(&result);
}

static void test_what_cannot_be_explained_is_refused_in_words(void **state)
{
    (void)state;
    assert_refused(run("explain", "--unit", "C9,1", "digits.txt", NULL), 2, "'C9,1' is no cell");
    assert_refused(run("explain", "--unit", "C3,16,0,0", "digits.txt", NULL), 2, "is no cell");
    assert_refused(run("explain", "--unit", "C3,1,2,3x", "digits.txt", NULL), 2, "is no cell");
    assert_refused(run("explain", "--unit", "INPUT,0,3,3", "digits.txt", NULL), 2, "later layer");
    assert_refused(run("explain", "--why", "6,6", "digits.txt", NULL), 2, "is no question");
    assert_refused(run("explain", "--why", "10", "digits.txt", NULL), 2, "is no question");
    assert_refused(run("explain", "--flip", "digits.txt", NULL), 2, "--why");
    assert_refused(run("explain", "--index", "9", "digits.txt", NULL), 2, "has 5 digits");
    assert_refused(run("explain", "missing.png", NULL), 1, "missing.png");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_printed_digits_add_up_in_every_layer),
        cmocka_unit_test(test_json_has_every_term_of_the_sum),
        cmocka_unit_test(test_why_one_and_not_another_is_the_difference_of_both),
        cmocka_unit_test(test_people_are_told_what_it_would_take),
        cmocka_unit_test(test_what_cannot_be_explained_is_refused_in_words),
    };
    return cmocka_run_group_tests_name("explain", tests, make_strokes, support_leave_folder);
}
