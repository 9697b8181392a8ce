// lenetpad explain: the numbers that it prints add up, and are those of the network.
#include "tests/support/command_line.h"

#include "app/measure/strokes_file.h"
#include "nn/explain/terms.h"
#include "nn/ink/reading.h"
#include "nn/net/model.h"
#include "nn/strokes/strokes_text.h"
#include "tests/support/naive.h"
#include "tests/support/several_digits.h"
#include <math.h>

static const char shipped[] = LENETPAD_SOURCE_ASSETS "/lenet5.safetensors";

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
        if (strncmp(line, "  = sum", 7) == 0 || strncmp(line, "  = difference", 14) == 0)
            return units - sum;
        if (strncmp(line, "  = their", 9) == 0)
            sum = units; // what was pooled
        else if (strncmp(line, "  ", 2) == 0 && line[2] != ' ')
            sum += units;
    }
    fail_msg("no sum in \"%s\"", text);
    return 0;
}

// Of the softmax's lines, in ten-thousandths: both columns add up to what stands below them.
static void test_printed_exponentials_and_shares_add_up(void **state)
{
    (void)state;
    for (int digit = 0; digit < DIGITS; digit++) {
        char index[8];
        snprintf(index, sizeof index, "%d", digit);
        struct result result = run("explain", "--index", index, "digits.txt", NULL);
        const char *at = strstr(result.out, "softmax of");
        long sum[2] = {0};
        double number[2];
        int lines = 0;
        assert_non_null(at);
        while ((at = strstr(at, "  exponential "))) {
            assert_int_equal(sscanf(at, " exponential %lf share %lf", &number[0], &number[1]), 2);
            const char *name = at;
            while (name[-1] != '\n')
                name--;
            bool last = strncmp(name, "  = sum", 7) == 0;
            for (int i = 0; i < 2; i++)
                sum[i] += (last ? -1 : 1) * lrint(number[i] * 1e4);
            lines++;
            at++;
        }
        assert_in_range(lines, LENET_CLASSES + 1, LENET_CLASSES + 2);
        assert_int_equal(sum[0], 0);
        assert_int_equal(sum[1], 0);
        result_free(&result);
    }
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

// "--terms" adds lines to C1, C3 and C5: each product of a map, before the map's sum.
static void test_printed_products_add_up_to_the_printed_sum_of_their_map(void **state)
{
    (void)state;
    static const char *const units[] = {"C1,2,10,12", "C3,6,4,5", "C5,7"};
    static const int maps[] = {1, 6, 16};
    for (int u = 0; u < 3; u++) {
        struct result result =
            run("explain", "--index", "3", "--terms", "--unit", units[u], "digits.txt", NULL);
        assert_done(&result);
        long sum = 0;
        int seen = 0;
        for (const char *line = result.out, *end; (end = strchr(line, '\n')); line = end + 1) {
            long units_of_line = lrint(last_number(line, end) * 1e4);
            if (strncmp(line, "    cell ", 9) == 0 ||
                (sum && strncmp(line, "  + rounding", 12) == 0))
                sum += units_of_line;
            if (strncmp(line, "  map ", 6) == 0) {
                assert_int_equal(sum, units_of_line);
                sum = 0;
                seen++;
            }
        }
        assert_int_equal(seen, maps[u]);
        assert_int_equal(count_matches(result.out, "^    cell "), 25 * maps[u]);
        result_free(&result);
    }
}

static void test_contributions_of_f6_add_up_to_the_difference_as_printed(void **state)
{
    (void)state;
    static const char *const whys[] = {"2", "2,3", "7,1"};
    for (int i = 0; i < DIGITS; i++)
        for (int w = 0; w < 3; w++) {
            char index[8];
            snprintf(index, sizeof index, "%d", i);
            struct result result =
                run("explain", "--index", index, "--why", whys[w], "digits.txt", NULL);
            assert_done(&result);
            assert_int_equal(count_matches(result.out, "^  F6 [0-9]+: "), 10);
            if (printed_lack(result.out) != 0)
                fail_msg("%ld is missing in %s", printed_lack(result.out), result.out);
            result_free(&result);
        }
}

// ---- Against the network itself -----------------------------------------------------------------

struct own {
    struct lenet lenet;
    struct reading reading;
    float temperature;
};

// The same digit, read here.
static void read_own(struct own *own, int index)
{
    struct model_info info;
    struct strokes strokes;
    assert_true(model_load(&own->lenet, &info, shipped, NULL));
    assert_true(strokes_file_load(&strokes, "digits.txt", NULL));
    reading_of_drawing(&own->reading, &own->lenet, &info.calibration, &strokes.digit[index].drawing,
                       0);
    own->temperature = info.calibration.temperature;
    strokes_free(&strokes);
}

// The JSON of `explain` with up to three more words.
static cJSON *explained(const char *index, const char *a, const char *b, const char *c)
{
    struct result result =
        run("explain", "--json", "--model", shipped, "--index", index, "digits.txt", a, b, c, NULL);
    assert_done(&result);
    cJSON *json = parse_only_json(result.out);
    result_free(&result);
    return json;
}

// As far as fifteen digits tell, which is what cJSON writes of some numbers.
static bool is_same(double a, double b)
{
    return fabs(a - b) <= 1e-14 * fabs(b);
}

static void assert_numbers(const cJSON *list, const double *number, int count)
{
    assert_int_equal(cJSON_GetArraySize(list), count);
    for (int i = 0; i < count; i++)
        assert_true(is_same(cJSON_GetArrayItem(list, i)->valuedouble, number[i]));
}

static void test_json_is_what_the_network_makes_of_it(void **state)
{
    (void)state;
    static struct own own;
    static const struct terms_cell cells[] = {
        {LENET_C1, 2, 10, 12}, {LENET_S2, 3, 4, 5},  {LENET_C3, 6, 4, 5},     {LENET_S4, 9, 1, 2},
        {LENET_C5, 7, 0, 0},   {LENET_F6, 12, 0, 0}, {LENET_OUTPUT, 3, 0, 0},
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct terms terms;
        struct terms_softmax softmax;
        char unit[64];
        read_own(&own, 4);
        terms_of(&terms, &own.lenet, &own.reading.activations, cells[i]);
        snprintf(unit, sizeof unit, "--unit=%s,%d,%d,%d", lenet_layers[cells[i].layer].name,
                 cells[i].map, cells[i].row, cells[i].column);
        cJSON *json = explained("4", unit, NULL, NULL);
        const cJSON *there = cJSON_GetObjectItem(json, "unit"), *group;
        assert_true(number_of(json, "reading") == own.reading.best);
        int at = 0, groups = 0;
        cJSON_ArrayForEach(group, cJSON_GetObjectItem(there, "groups"))
        {
            int count = cJSON_GetArraySize(cJSON_GetObjectItem(group, "input"));
            assert_numbers(cJSON_GetObjectItem(group, "input"), terms.input + at, count);
            assert_numbers(cJSON_GetObjectItem(group, "weight"), terms.weight + at, count);
            assert_numbers(cJSON_GetObjectItem(group, "product"), terms.product + at, count);
            assert_true(is_same(number_of(group, "sum"), terms.group[groups++].sum));
            at += count;
        }
        assert_int_equal(at, terms.count);
        assert_true(is_same(number_of(there, "bias"), terms.bias));
        assert_true(is_same(number_of(there, "sum"), terms.sum));
        assert_true(is_same(number_of(there, "value"), terms.value));
        if (cells[i].layer == LENET_S2 || cells[i].layer == LENET_S4)
            assert_true(is_same(number_of(there, "average"), terms.average) &&
                        is_same(number_of(there, "coefficient"), terms.coefficient));
        if (cells[i].layer == LENET_OUTPUT) {
            const cJSON *shown = cJSON_GetObjectItem(there, "softmax");
            terms_of_softmax(&softmax, own.reading.activations.logits, own.temperature);
            assert_true(own.temperature != 1 &&
                        number_of(shown, "temperature") == softmax.temperature);
            assert_numbers(cJSON_GetObjectItem(shown, "shares"), softmax.share, LENET_CLASSES);
            assert_numbers(cJSON_GetObjectItem(shown, "logits"), softmax.logit, LENET_CLASSES);
        }
        cJSON_Delete(json);
    }
}

static void test_contributions_are_sorted_and_add_up_to_the_logit(void **state)
{
    (void)state;
    cJSON *json = explained("3", "--why=3,5", NULL, NULL);
    const cJSON *why = cJSON_GetObjectItem(json, "why"), *item;
    double sum = number_of(why, "bias"), before = HUGE_VAL;
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(why, "contributions")), 84);
    cJSON_ArrayForEach(item, cJSON_GetObjectItem(why, "contributions"))
    {
        double product = number_of(item, "product");
        assert_true(is_same(product, number_of(item, "input") * number_of(item, "weight")));
        assert_true(fabs(product) <= before * (1 + 1e-14));
        before = fabs(product);
        sum += product;
    }
    assert_true(fabs(sum - number_of(why, "logit")) < 1e-4); // of the engine's floats
    cJSON_Delete(json);
}

// What the specification reads of an input.
static int naive_best(const float input[LENET_SIDE][LENET_SIDE], const struct lenet *lenet,
                      struct naive *naive)
{
    int best = 0;
    for (int i = 0; i < LENET_SIDE * LENET_SIDE; i++)
        naive->input[i / LENET_SIDE][i % LENET_SIDE] =
            (double)input[i / LENET_SIDE][i % LENET_SIDE];
    naive_forward(naive, lenet);
    for (int k = 1; k < LENET_CLASSES; k++)
        best = naive->logits[k] > naive->logits[best] ? k : best;
    return best;
}

static void test_the_pixels_that_it_takes_turn_the_reading_of_the_specification(void **state)
{
    (void)state;
    static struct own own;
    static struct naive naive;
    static const char *const indices[] = {"0", "1", "2", "3", "4"};
    for (int i = 0; i < DIGITS; i++) {
        read_own(&own, i);
        float(*input)[LENET_SIDE] = own.reading.activations.input;
        cJSON *json = explained(indices[i], i == 3 ? "--why=3,8" : "--why=1", "--flip", NULL);
        const cJSON *flip = cJSON_GetObjectItem(cJSON_GetObjectItem(json, "why"), "flip"), *pixel;
        int to = (int)number_of(flip, "to");
        assert_true(cJSON_IsTrue(cJSON_GetObjectItem(flip, "finished")));
        assert_int_equal(naive_best((const float(*)[LENET_SIDE])input, &own.lenet, &naive),
                         (int)number_of(flip, "from"));
        assert_int_not_equal(to, (int)number_of(flip, "from"));
        cJSON_ArrayForEach(pixel, cJSON_GetObjectItem(flip, "pixels"))
            input[(int)number_of(pixel, "row")][(int)number_of(pixel, "column")] =
                cJSON_IsTrue(cJSON_GetObjectItem(pixel, "ink")) ? 1.175f : -0.1f;
        assert_int_equal(naive_best((const float(*)[LENET_SIDE])input, &own.lenet, &naive), to);
        cJSON_Delete(json);
    }
}

// A map of C3 is gone if S4 takes none of it, a unit of F6 if no weight does.
static void test_silencing_is_what_weights_of_zero_do(void **state)
{
    (void)state;
    static struct own own;
    static struct naive naive;
    read_own(&own, 2);
    own.lenet.s4_weight[6] = 0;
    for (int k = 0; k < LENET_CLASSES; k++)
        own.lenet.output_weight[k][71] = 0;
    int best =
        naive_best((const float(*)[LENET_SIDE])own.reading.activations.input, &own.lenet, &naive);
    cJSON *whole = explained("2", NULL, NULL, NULL);
    cJSON *json = explained("2", "--silence=C3,6", "--silence=F6,71", NULL);
    const cJSON *unit = cJSON_GetObjectItem(json, "unit");
    const cJSON *softmax = cJSON_GetObjectItem(unit, "softmax");
    double moved = 0;
    for (int k = 0; k < LENET_CLASSES; k++) {
        const cJSON *logits = cJSON_GetObjectItem(softmax, "logits");
        const cJSON *before = cJSON_GetObjectItem(
            cJSON_GetObjectItem(cJSON_GetObjectItem(whole, "unit"), "softmax"), "logits");
        double logit = cJSON_GetArrayItem(logits, k)->valuedouble;
        assert_true(fabs(logit - naive.logits[k]) < 1e-4);
        moved += fabs(logit - cJSON_GetArrayItem(before, k)->valuedouble);
    }
    assert_true(moved > 0.5);
    assert_int_equal((int)number_of(json, "reading"), best);
    assert_int_equal((int)number_of(json, "reading_whole"), own.reading.best);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(json, "silenced")), 2);
    cJSON_Delete(json);
    cJSON_Delete(whole);
}

static void test_why_is_asked_of_the_network_with_what_is_silenced(void **state)
{
    (void)state;
    static struct own own;
    static struct naive naive;
    read_own(&own, 2);
    own.lenet.s4_weight[6] = 0;
    float(*input)[LENET_SIDE] = own.reading.activations.input;
    int best = naive_best((const float(*)[LENET_SIDE])input, &own.lenet, &naive);
    cJSON *json = explained("2", "--silence=C3,6", "--why=2", "--flip");
    const cJSON *why = cJSON_GetObjectItem(json, "why"), *item;
    const cJSON *flip = cJSON_GetObjectItem(why, "flip");
    double logit = number_of(why, "logit"), sum = number_of(why, "bias");
    assert_true(fabs(logit - naive.logits[2]) < 1e-4);
    assert_true(fabs(logit - (double)own.reading.activations.logits[2]) > 0.1);
    cJSON_ArrayForEach(item, cJSON_GetObjectItem(why, "contributions")) sum +=
        number_of(item, "product");
    assert_true(fabs(sum - logit) < 1e-4);
    assert_int_equal((int)number_of(flip, "from"), best);
    cJSON_ArrayForEach(item, cJSON_GetObjectItem(flip, "pixels"))
        input[(int)number_of(item, "row")][(int)number_of(item, "column")] =
            lenet_input_level(cJSON_IsTrue(cJSON_GetObjectItem(item, "ink")) ? 255 : 0);
    assert_int_equal(naive_best((const float(*)[LENET_SIDE])input, &own.lenet, &naive),
                     (int)number_of(flip, "to"));
    cJSON_Delete(json);
}

static void test_people_are_told_what_is_silenced(void **state)
{
    (void)state;
    struct result result = run("explain", "--silence", "C1", "--silence", "C3,6", "--index", "1",
                               "--unit", "C3,6,2,2", "digits.txt", NULL);
    assert_done(&result);
    assert_int_equal(count_matches(result.out, "^with C1, C3,6 silenced; it is 1 otherwise$"), 1);
    assert_int_equal(count_matches(result.out, "^  silenced: what it passes on +0.0000$"), 1);
    result_free(&result);
}

// ---- JSON by itself -----------------------------------------------------------------------------

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

static void save_several(const char *path)
{
    struct strokes strokes = {.box_width = 500, .box_height = 500};
    struct strokes_digit digit = {.label = -1};
    several_digits_drawing(&digit.drawing, "328");
    assert_true(strokes_add_digit(&strokes, &digit) && strokes_save(&strokes, path, NULL));
    strokes_free(&strokes);
}

static void test_one_of_several_digits_is_explained_alone(void **state)
{
    (void)state;
    const char *const parts[] = {"0", "1", "2"}, *const patterns[] = {"^several.txt: 3 \\(",
                                                                      "^several.txt: 2 \\(",
                                                                      "^several.txt: 8 \\("};
    save_several("several.txt");
    for (int i = 0; i < 3; i++) {
        struct result result = run("explain", "--model", shipped, "--index", "0", "--part",
                                   parts[i], "--unit", "F6,9", "several.txt", NULL);
        assert_done(&result);
        assert_int_equal(count_matches(result.out, patterns[i]), 1);
        assert_true(labs(printed_lack(result.out)) == 0);
        assert_null(strstr(result.out, "--part"));
        result_free(&result);
    }
    struct result whole = run("explain", "--model", shipped, "--index", "0", "several.txt", NULL);
    assert_done(&whole);
    assert_non_null(strstr(whole.out, "several.txt: not sure: several digits\n"));
    assert_non_null(strstr(whole.out, "with --part, one of its 3 digits"));
    result_free(&whole);
    assert_refused(run("explain", "--index", "0", "--part", "3", "several.txt", NULL), 2,
                   "several.txt has 3 digits side by side there");
    assert_refused(run("explain", "--index", "1", "--part", "0", "digits.txt", NULL), 2,
                   "digits.txt has one digit there: leave --part out");
}

static void test_what_cannot_be_explained_is_refused_in_words(void **state)
{
    (void)state;
    assert_refused(run("explain", "--unit", "C9,1", "digits.txt", NULL), 2, "'C9,1' is no cell");
    assert_refused(run("explain", "--unit", "C3,16,0,0", "digits.txt", NULL), 2, "is no cell");
    assert_refused(run("explain", "--unit", "C3,6 foo", "digits.txt", NULL), 2, "is no cell");
    assert_refused(run("explain", "--unit", "C3,6,4,4294967301", "digits.txt", NULL), 2,
                   "last column of C3 is 9");
    assert_refused(run("explain", "--silence", "OUTPUT", "digits.txt", NULL), 2, "C1 to F6");
    assert_refused(run("explain", "--method", "gradient", "digits.txt", NULL), 2, "--why");
    assert_refused(run("explain", "--terms", "--json", "digits.txt", NULL), 2, "--json");
    assert_refused(run("explain", "--unit", "C3,1,2,3x", "digits.txt", NULL), 2, "is no cell");
    assert_refused(run("explain", "--unit", "INPUT,0,3,3", "digits.txt", NULL), 2, "later layer");
    assert_refused(run("explain", "--why", "6,6", "digits.txt", NULL), 2, "is no question");
    assert_refused(run("explain", "--why", "10", "digits.txt", NULL), 2, "is no question");
    assert_refused(run("explain", "--flip", "digits.txt", NULL), 2, "--why");
    assert_refused(run("explain", "--index", "9", "digits.txt", NULL), 2, "has 5 digits");
    assert_refused(run("explain", "digits.txt", NULL), 2,
                   "is a strokes file: choose one of its 5 digits with --index");
    support_write("a-picture", "P2 1 1 255 0\n", 13);
    assert_refused(run("explain", "--index", "0", "a-picture", NULL), 2,
                   "a-picture is a picture of one digit: leave --index out");
    assert_refused(run("explain", "missing.png", NULL), 1, "missing.png");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_printed_digits_add_up_in_every_layer),
        cmocka_unit_test(test_printed_exponentials_and_shares_add_up),
        cmocka_unit_test(test_printed_products_add_up_to_the_printed_sum_of_their_map),
        cmocka_unit_test(test_contributions_of_f6_add_up_to_the_difference_as_printed),
        cmocka_unit_test(test_json_is_what_the_network_makes_of_it),
        cmocka_unit_test(test_contributions_are_sorted_and_add_up_to_the_logit),
        cmocka_unit_test(test_the_pixels_that_it_takes_turn_the_reading_of_the_specification),
        cmocka_unit_test(test_silencing_is_what_weights_of_zero_do),
        cmocka_unit_test(test_why_is_asked_of_the_network_with_what_is_silenced),
        cmocka_unit_test(test_people_are_told_what_is_silenced),
        cmocka_unit_test(test_json_has_every_term_of_the_sum),
        cmocka_unit_test(test_why_one_and_not_another_is_the_difference_of_both),
        cmocka_unit_test(test_people_are_told_what_it_would_take),
        cmocka_unit_test(test_one_of_several_digits_is_explained_alone),
        cmocka_unit_test(test_what_cannot_be_explained_is_refused_in_words),
    };
    return cmocka_run_group_tests_name("explain", tests, make_strokes, support_leave_folder);
}
