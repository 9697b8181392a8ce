// What is said of runs: of those that are made to fail, each its own warning within the first
// seconds; of good ones, nothing once they have begun.
#include "tests/support/support.h"

#include "app/explain/diagnosis.h"
#include "app/training/setup/setup_presets.h"
#include "nn/data/practice.h"
#include "nn/train/evaluation.h"
#include "nn/train/train.h"

#include <math.h>

enum { IMAGES = 20000, TESTS = 200, DIGITS = 32, MOMENT = 50 };

static struct dataset train_digits, test_digits;
static struct threads *threads;
static struct train_state state;
static struct layer_stats stats;
static struct layer_stats_work work;
static struct diagnosis diagnosis;

static int make_digits(void **unused)
{
    (void)unused;
    return !(practice_make(&train_digits, IMAGES, 1, DATASET_TRAIN, NULL) &&
             practice_make(&test_digits, TESTS, 1, DATASET_TEST, NULL) &&
             threads_open(&threads, 2, NULL));
}

static int drop_digits(void **unused)
{
    (void)unused;
    threads_close(threads);
    dataset_free(&train_digits);
    dataset_free(&test_digits);
    return 0;
}

static bool is_said(enum diagnosis_kind kind)
{
    for (int i = 0; i < diagnosis.count; i++)
        if (diagnosis.warning[i].kind == kind)
            return true;
    return false;
}

static void print_all(void)
{
    for (int i = 0; i < diagnosis.count; i++)
        print_message("  %s: %s\n", diagnosis.warning[i].title, diagnosis.warning[i].text);
}

// ---- Runs ---------------------------------------------------------------------------------------

// What a window knows at this moment of a run.
struct watched {
    struct train *train;
    struct diagnosis_facts facts;
    double told_sum;
    uint64_t told_seen;
    int tests; // one an epoch: with few digits they are what takes time
};

static void look(struct watched *watched)
{
    const digit_row *digit[DIGITS];
    for (int i = 0; i < DIGITS; i++)
        digit[i] = (const digit_row *)test_digits.image[i];
    assert_true(layer_stats_of(&stats, &work, &train_get_state(watched->train)->average, digit,
                               test_digits.label, DIGITS, NULL, NULL));
    watched->facts.stats = &stats;
    diagnosis_make(&diagnosis, &watched->facts);
}

static void finish_epoch(struct watched *watched)
{
    struct evaluation test;
    assert_true(evaluation_run(&test, &train_get_state(watched->train)->average, &test_digits,
                               threads, NULL, NULL));
    watched->facts.train_error = (float)train_epoch_error(watched->train);
    watched->facts.test_error = (float)test.wrong / (float)test.count;
    watched->facts.loss = (float)train_epoch_loss(watched->train);
    watched->told_sum = 0;
    watched->told_seen = 0;
    watched->tests++;
}

static void tell_loss(struct watched *watched)
{
    const struct train_state *now = train_get_state(watched->train);
    if (now->seen - watched->told_seen < 500)
        return;
    watched->facts.loss =
        (float)((now->loss_sum - watched->told_sum) / (double)(now->seen - watched->told_seen));
    watched->told_sum = now->loss_sum;
    watched->told_seen = now->seen;
}

static void step(struct watched *watched)
{
    const struct train_state *now = train_get_state(watched->train);
    if (train_step(watched->train))
        finish_epoch(watched);
    else
        tell_loss(watched);
    watched->facts.seen =
        (double)now->epoch * (double)train_items(watched->train) + (double)now->seen;
}

static void open_run(struct watched *watched, const struct train_options *options)
{
    *watched = (struct watched){.facts = {.loss = NAN, .train_error = NAN, .test_error = NAN}};
    train_begin(&state, options);
    assert_true(train_open(&watched->train, &state, &(struct training_set){.images = &train_digits},
                           threads, NULL));
}

// Whether it is said, and goes on to be said for a while, before so many steps are done. Returns
// how many tests there were before it was.
static int assert_said(const struct train_options *options, enum diagnosis_kind kind, int steps)
{
    struct watched watched;
    int done = 0;
    open_run(&watched, options);
    do {
        for (int i = 0; i < MOMENT && !train_done(watched.train); i++, done++)
            step(&watched);
        look(&watched);
    } while (!is_said(kind) && done < steps);
    if (!is_said(kind))
        fail_msg("nothing after %d steps, but loss %g and %d others", done,
                 (double)watched.facts.loss, diagnosis.count);
    int tests = watched.tests;
    print_message("after %d steps and %d tests:\n", done, tests);
    print_all();
    for (int i = 0; i < 2 * MOMENT && !train_done(watched.train); i++)
        step(&watched);
    look(&watched);
    assert_true(is_said(kind));
    train_close(watched.train);
    return tests;
}

static void assert_silent(const struct train_options *options, int steps)
{
    struct watched watched;
    open_run(&watched, options);
    for (int done = 0; done < steps; done++) {
        step(&watched);
        if (done % MOMENT != 0)
            continue;
        look(&watched);
        print_all();
        assert_int_equal(diagnosis.count, 0);
    }
    train_close(watched.train);
}

static struct train_options options_of(int preset)
{
    struct run_setup setup;
    run_setup_default(&setup);
    setup_preset_apply(&setup, preset);
    return setup.options;
}

static struct train_options undistorted(void)
{
    struct train_options options = train_default_options();
    options.augment = AUGMENT_NONE;
    options.epochs = 10;
    return options;
}

// ---- Tests --------------------------------------------------------------------------------------

static void test_each_recipe_that_fails_has_its_own_warning(void **unused)
{
    (void)unused;
    static const struct {
        const char *name;
        enum diagnosis_kind kind;
        int steps, tests;
    } expected[] = {{"Default initialisation", DIAGNOSIS_VANISHING, 100, 0},
                    {"Rate far too high", DIAGNOSIS_EXPLODING, 100, 0},
                    {"100 images only", DIAGNOSIS_MEMORISING, 600, 25},
                    {"Shuffled labels", DIAGNOSIS_NOTHING, 1000, 2}};
    int failing = 0, found = 0;
    for (int i = 0; i < SETUP_PRESETS; i++) {
        failing += setup_presets[i].fails;
        for (int j = 0; j < 4; j++) {
            if (strcmp(setup_presets[i].name, expected[j].name) != 0)
                continue;
            struct train_options options = options_of(i);
            print_message("%s, ", expected[j].name);
            int tests = assert_said(&options, expected[j].kind, expected[j].steps);
            assert_true(tests <= expected[j].tests);
            found++;
        }
    }
    assert_int_equal(failing, 4);
    assert_int_equal(found, 4);
}

// Two epochs of each; of the one in small steps so many that something must have been learnt.
static void test_the_recipes_that_work_have_none(void **unused)
{
    (void)unused;
    for (int i = 0; i < SETUP_PRESETS; i++) {
        struct train_options options = options_of(i);
        if (!setup_presets[i].fails)
            assert_silent(&options, options.batch < 32 ? 4000 : 1250);
    }
}

static void test_a_rate_beyond_all_bounds_saturates(void **unused)
{
    (void)unused;
    struct train_options options = undistorted();
    options.rate = 1000;
    options.momentum = 0.99f;
    assert_said(&options, DIAGNOSIS_SATURATED, 100);
    assert_true(is_said(DIAGNOSIS_EXPLODING));
}

static void test_few_shuffled_labels_are_learnt_by_heart(void **unused)
{
    (void)unused;
    struct train_options options = undistorted();
    options.epochs = 1000;
    options.images = 100;
    options.labels = TRAIN_LABELS_SHUFFLED;
    assert_said(&options, DIAGNOSIS_MEMORISING, 2000);
    assert_string_equal(diagnosis.warning[0].title, "Learning by heart");
}

static void test_what_is_not_known_is_not_said(void **unused)
{
    (void)unused;
    diagnosis_make(
        &diagnosis,
        &(struct diagnosis_facts){.seen = 1e6, .loss = NAN, .train_error = NAN, .test_error = NAN});
    assert_int_equal(diagnosis.count, 0);
    diagnosis_make(&diagnosis,
                   &(struct diagnosis_facts){
                       .diverged = true, .loss = NAN, .train_error = NAN, .test_error = NAN});
    assert_int_equal(diagnosis.count, 1);
    assert_int_equal(diagnosis.warning[0].kind, DIAGNOSIS_EXPLODING);
}

static void test_digits_that_taught_nothing_are_counted_as_people_write_them(void **unused)
{
    (void)unused;
    diagnosis_make(&diagnosis,
                   &(struct diagnosis_facts){
                       .seen = 1234567, .loss = 100, .train_error = NAN, .test_error = NAN});
    assert_int_equal(diagnosis.count, 1);
    assert_non_null(strstr(diagnosis.warning[0].text, "1,234,567 digits were seen"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_recipe_that_fails_has_its_own_warning),
        cmocka_unit_test(test_the_recipes_that_work_have_none),
        cmocka_unit_test(test_a_rate_beyond_all_bounds_saturates),
        cmocka_unit_test(test_few_shuffled_labels_are_learnt_by_heart),
        cmocka_unit_test(test_what_is_not_known_is_not_said),
        cmocka_unit_test(test_digits_that_taught_nothing_are_counted_as_people_write_them),
    };
    return cmocka_run_group_tests(tests, make_digits, drop_digits);
}
