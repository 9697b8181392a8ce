// lenetpad bench: every figure is there, in words and as JSON, and no target without its figure.
// How fast anything is, is not asked here.
#include "tests/support/program.h"

#include "tests/support/practice_data.h"

#include <cjson/cJSON.h>
#include <math.h>

static int set_up(void **state)
{
    if (program_enter_folder(state) != 0)
        return -1;
    return practice_data_save("small", 500, 100, 1) ? 0 : -1;
}

// With the words that introduce each to people. Those marked have a target on any machine.
static const struct {
    const char *key, *name;
    bool target;
} figures[] = {
    {"peak_one_core_gflops", "multiply-add peak, one core", false},
    {"peak_all_cores_gflops", "multiply-add peak, all cores", false},
    {"train_one_core", "training, batch 32, one core", true},
    {"train_all_cores", "training, batch 32, all cores", true},
    {"train_scaling", "all cores against one", false},
    {"train_augmented", "training, batch 32, full augmentation", true},
    {"train_batch_16", "training, batch 16, all cores", true},
    {"train_batch_32", "training, batch 32, all cores", true},
    {"train_batch_64", "training, batch 64, all cores", true},
    {"train_batch_128", "training, batch 128, all cores", true},
    {"train_batch_256", "training, batch 256, all cores", true},
    {"one_image_us", "reading one image, one core, median", true},
    {"one_image_p99_us", "99th percentile", true},
    {"forward", "reading in blocks of 16, one core", true},
    {"evaluation_s", "reading the 100 test images, all cores", false},
    {"normalize_strokes_us", "strokes -> 32x32", true},
    {"normalize_sheet_us", "a 512x512 sheet of ink -> 32x32", true},
    {"frame_ms", "drawing one frame, 1280x800", false},
    {"frame_explained_p99_ms", "99th percentile, explained", true},
    {"frame_training_p99_ms", "99th percentile, training", true},
    {"classify_ms", "lenetpad classify, start to result", true},
    {"train_memory_mb", "memory of a training run", true},
};
enum { FIGURES = sizeof figures / sizeof figures[0] };

static double number_of(const cJSON *json, const char *key)
{
    const cJSON *item = cJSON_GetObjectItem(json, key);
    if (!cJSON_IsNumber(item))
        fail_msg("%s is no number", key);
    return item->valuedouble;
}

static void assert_target(const cJSON *target)
{
    const cJSON *least = cJSON_GetObjectItem(target, "at_least");
    const cJSON *most = cJSON_GetObjectItem(target, "at_most");
    const cJSON *met = cJSON_GetObjectItem(target, "met");
    assert_true((least != NULL) != (most != NULL));
    assert_true(cJSON_IsBool(met));
    double reached = number_of(target, "reached");
    bool right = least ? reached >= least->valuedouble : reached <= most->valuedouble;
    assert_int_equal(cJSON_IsTrue(met), right);
}

static void test_json_has_every_figure_and_nothing_else_is_printed(void **state)
{
    (void)state;
    program_assert_done("bench --rounds 1 --data small --json");
    char *out = program_read_text("out.txt");
    const char *end;
    cJSON *json = cJSON_ParseWithOpts(out, &end, 0);
    assert_non_null(json);
    assert_string_equal(end, "\n");
    const cJSON *targets = cJSON_GetObjectItem(json, "targets");
    for (int i = 0; i < FIGURES; i++) {
        double value = number_of(json, figures[i].key);
        if (!isfinite(value) || value <= 0)
            fail_msg("%s is %g", figures[i].key, value);
        const cJSON *target = cJSON_GetObjectItem(targets, figures[i].key);
        if (figures[i].target && !target)
            fail_msg("%s has no target", figures[i].key);
        if (target)
            assert_target(target);
    }
    for (const cJSON *target = targets->child; target; target = target->next)
        number_of(json, target->string); // no target without a figure
    number_of(json, "train_one_core_share_of_peak");
    number_of(json, "train_all_cores_share_of_peak");
    number_of(json, "forward_share_of_peak");
    assert_true(cJSON_IsString(cJSON_GetObjectItem(json, "instruction_set")));
    cJSON_Delete(json);
    free(out);
}

static void test_people_get_a_line_for_each_figure(void **state)
{
    (void)state;
    program_assert_done("bench --rounds 1 --data small");
    char *out = program_read_text("out.txt");
    assert_non_null(strstr(out, "instruction set "));
    for (int i = 0; i < FIGURES; i++)
        if (!strstr(out, figures[i].name))
            fail_msg("%s is missing in: %s", figures[i].name, out);
    int lines = 0;
    for (const char *at = out; (at = strchr(at, '\n')); at++)
        lines++;
    assert_int_equal(lines, FIGURES + 1);
    free(out);
}

static void test_what_cannot_be_measured_is_refused(void **state)
{
    (void)state;
    program_assert_refused("bench --isa z80", 2, "z80");
    program_assert_refused("bench --rounds 0", 2, "--rounds 0");
    program_assert_refused("bench --rounds 10", 2, "from 1 to 9");
    program_assert_refused("bench --data nowhere", 1, "nowhere");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_has_every_figure_and_nothing_else_is_printed),
        cmocka_unit_test(test_people_get_a_line_for_each_figure),
        cmocka_unit_test(test_what_cannot_be_measured_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
