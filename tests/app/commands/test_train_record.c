// lenetpad train --record: whatever run is kept in the library, repeating it ends in the bytes of
// its weights; and what is not the same any more is refused.
#include "tests/support/command_line.h"

#include "app/training/run.h"
#include "app/training/runs/run_library.h"

#include <math.h>

// A run as the window has it: set up, perhaps steered, perhaps stopped, and kept.
struct recorded {
    struct run_setup setup;
    const struct lenet *start;
    struct steering steering;
    int stop_epoch, stop_batch; // 0, 0: it goes to its end
    bool untested;              // whoever stopped it had not seen a test of it
    struct run run;
    struct evaluation test;
    char folder[PATH_SIZE];
};

static bool may_go_on(void *context)
{
    const struct recorded *recorded = context;
    const struct train_state *state = run_state(&recorded->run);
    bool stop = recorded->stop_epoch + recorded->stop_batch > 0;
    return !stop || state->epoch < recorded->stop_epoch || state->batch < recorded->stop_batch;
}

// Changes as a person would make them: when the step has come.
static bool stepped(void *context, double seconds, bool epoch_trained, struct status *status)
{
    (void)seconds;
    (void)epoch_trained;
    (void)status;
    struct recorded *recorded = context;
    const struct train_state *state = run_state(&recorded->run);
    for (int i = 0; i < recorded->steering.count; i++) {
        const struct steering_change *change = &recorded->steering.change[i];
        if (change->epoch == state->epoch && change->batch == state->batch)
            assert_true(train_steer(recorded->run.train, change->rate, change->augment));
    }
    return true;
}

static bool tested(void *context, const struct evaluation *test, const struct evaluation *held,
                   struct status *status)
{
    (void)held;
    (void)status;
    ((struct recorded *)context)->test = *test;
    return true;
}

static bool keep(void *context, struct status *status)
{
    (void)context;
    (void)status;
    return true;
}

static struct recorded *small(int epochs)
{
    struct recorded *recorded = calloc(1, sizeof *recorded);
    assert_non_null(recorded);
    run_setup_default(&recorded->setup);
    snprintf(recorded->setup.part[RUN_PART_MNIST].path, PATH_SIZE, "small");
    recorded->setup.options.epochs = epochs;
    recorded->setup.options.augment = AUGMENT_AFFINE;
    return recorded;
}

// Trains it on two threads, and keeps it.
static void train_and_keep(struct recorded *recorded)
{
    static const struct run_watcher watcher = {may_go_on, stepped,       tested,
                                               keep,      RUN_KEEPS_ALL, 1e9};
    struct status status = {0};
    struct lock *lock;
    struct run_record *record = calloc(1, sizeof *record);
    struct run_curves *curves = calloc(1, sizeof *curves);
    struct train_state *state = malloc(sizeof *state);
    run_record_begin(record, &recorded->setup);
    assert_true(
        run_library_begin(recorded->folder, &lock, "runs", record, recorded->start, &status));
    if (recorded->start)
        train_begin_from(state, &recorded->setup.options, recorded->start);
    else
        train_begin(state, &recorded->setup.options);
    if (!run_load_setup(&recorded->run, &recorded->setup, &status) ||
        !run_begin(&recorded->run, state, 2, &watcher, recorded, &status))
        fail_msg("%s", status.message);
    enum run_end end = run_go(&recorded->run, &status);
    assert_true(end != RUN_FAILED);
    record->end = end == RUN_DONE ? RUN_RECORD_FINISHED : RUN_RECORD_STOPPED;
    if (!recorded->untested) {
        record->tested = recorded->test.count;
        record->wrong = recorded->test.wrong;
    }
    if (!run_library_keep(recorded->folder, record, run_state(&recorded->run),
                          train_items(recorded->run.train), curves, &status))
        fail_msg("%s", status.message);
    lock_release(lock);
    run_close(&recorded->run);
    free(state);
    free(curves);
    free(record);
}

static void weights_of(const struct recorded *recorded, char path[PATH_SIZE])
{
    assert_true(path_join(path, recorded->folder, "weights.safetensors", NULL));
}

static void assert_repeats(struct recorded *recorded, const char *out)
{
    char weights[PATH_SIZE];
    train_and_keep(recorded);
    weights_of(recorded, weights);
    struct result result =
        run("train", "--record", recorded->folder, "--threads", "1", "--out", out, NULL);
    if (result.exit_code != 0)
        fail_msg("%s", result.err);
    result_free(&result);
    support_assert_same(weights, out);
    free(recorded);
}

static void assert_says_no(const char *why, const char *folder, const char *option,
                           const char *value)
{
    struct result result =
        run("train", "--record", folder, "--out", "refused", option ? option : NULL, value, NULL);
    if (result.exit_code == 0 || !strstr(result.err, why))
        fail_msg("\"%s\" does not say \"%s\"", result.err, why);
    result_free(&result);
    assert_false(there("refused"));
}

static void write_pens(const char *path, int count)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (int i = 0; i < count; i++)
        fprintf(file, "digit %d\nstroke %d,0 80,0 30,120\n", i % 10, i);
    fclose(file);
}

static void test_a_run_from_random_weights_is_repeated(void **state)
{
    (void)state;
    assert_repeats(small(2), "random");
    assert_false(there("random.checkpoint"));
}

static void test_one_with_shares_strokes_own_and_held_out_digits_is_repeated(void **state)
{
    (void)state;
    char own[PATH_SIZE];
    struct recorded *recorded = small(3);
    write_pens("pens.strokes", 30);
    assert_true(path_of_own_digits(own, NULL) && path_make_parent(own, NULL));
    write_pens(own, 7);
    struct run_part *part = recorded->setup.part;
    part[RUN_PART_MNIST].share = 60;
    part[RUN_PART_PRACTICE] = (struct run_part){.used = true, .share = 1};
    part[RUN_PART_STROKES] = (struct run_part){.used = true, .share = 50, .path = "pens.strokes"};
    part[RUN_PART_OWN] = (struct run_part){.used = true, .share = 300};
    recorded->setup.hold_out = 40;
    assert_repeats(recorded, "mixed");
}

static void test_the_log_of_a_repeated_run_tells_of_its_held_out_images(void **state)
{
    (void)state;
    struct recorded *recorded = small(1);
    char line[256] = "", held[32] = "", test[32] = "";
    recorded->setup.hold_out = 40;
    train_and_keep(recorded);
    struct result result =
        run("train", "--record", recorded->folder, "--log", "log.csv", "--out", "logged", NULL);
    assert_int_equal(result.exit_code, 0);
    result_free(&result);
    FILE *file = fopen("log.csv", "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) // to the last one, with the epoch's errors
        continue;
    fclose(file);
    sscanf(line, "%*[^,],%*[^,],%*[^,],%*[^,],%31[^,],%31[^,]", held, test);
    assert_true(held[0] && test[0]);
    double error = (double)recorded->test.wrong / (double)recorded->test.count;
    assert_true(fabs(strtod(test, NULL) - error) < 1e-6);
    free(recorded);
}

static void test_one_from_given_weights_is_repeated(void **state)
{
    (void)state;
    static struct lenet start;
    struct recorded *recorded = small(1);
    assert_true(model_load(&start, NULL, "model", NULL));
    recorded->start = &start;
    assert_repeats(recorded, "given");
}

static void test_one_that_was_steered_is_repeated(void **state)
{
    (void)state;
    struct recorded *recorded = small(3);
    recorded->steering =
        (struct steering){2, {{0, 5, 0.2f, AUGMENT_NONE}, {2, 0, 1.5f, AUGMENT_FULL}}};
    assert_repeats(recorded, "steered");
}

static void test_one_that_was_stopped_is_repeated_as_far_as_it_came(void **state)
{
    (void)state;
    struct recorded *recorded = small(4);
    recorded->stop_epoch = 1;
    recorded->stop_batch = 6;
    assert_repeats(recorded, "stopped");
}

// It went on from the end of an epoch, and was stopped before its first batch.
static void test_one_that_was_stopped_untested_is_repeated(void **state)
{
    (void)state;
    struct recorded *recorded = small(4);
    recorded->stop_epoch = 2;
    recorded->untested = true;
    assert_repeats(recorded, "untested");
}

static void test_other_data_and_other_weights_are_refused(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    static struct lenet start;
    struct recorded *recorded = small(1);
    assert_true(model_load(&start, NULL, "model", NULL));
    recorded->start = &start;
    recorded->setup.part[RUN_PART_STROKES] =
        (struct run_part){.used = true, .share = 100, .path = "changing.strokes"};
    write_pens("changing.strokes", 5);
    train_and_keep(recorded);
    write_pens("changing.strokes", 6);
    assert_says_no("are not those that the run of", recorded->folder, NULL, NULL);
    write_pens("changing.strokes", 5);
    assert_says_no("there is no", "nowhere", NULL, NULL);
    assert_true(path_join(path, recorded->folder, "start.safetensors", NULL));
    struct model_info info = {.description = "others"};
    assert_true(model_save(path, &start, &info, NULL));
    assert_says_no("other weights than those", recorded->folder, NULL, NULL);
    assert_int_equal(remove(path), 0);
    assert_says_no("start.safetensors", recorded->folder, NULL, NULL);
    free(recorded);
}

static void test_options_that_contradict_a_record_are_refused(void **state)
{
    (void)state;
    struct recorded *recorded = small(1);
    train_and_keep(recorded);
    assert_says_no("--epochs contradicts --record", recorded->folder, "--epochs", "2");
    assert_says_no("--seed contradicts", recorded->folder, "--seed", "2");
    assert_says_no("--hold-out contradicts", recorded->folder, "--hold-out", "2");
    assert_says_no("--from contradicts", recorded->folder, "--from", "model");
    assert_says_no("--strokes contradicts", recorded->folder, "--strokes", "pens.strokes");
    // What says the same does not; nor does where its images are now.
    assert_int_equal(rename("small", "moved"), 0);
    assert_says_no("small", recorded->folder, NULL, NULL);
    struct result result = run("train", "--record", recorded->folder, "--epochs", "1", "--data",
                               "moved", "--out", "same", NULL);
    if (result.exit_code != 0)
        fail_msg("%s", result.err);
    result_free(&result);
    assert_int_equal(rename("moved", "small"), 0);
    free(recorded);
}

static void test_a_result_with_other_bytes_is_told(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    struct status status = {0};
    struct recorded *recorded = small(1);
    static struct run_record record;
    train_and_keep(recorded);
    assert_true(path_join(path, recorded->folder, "record.json", NULL));
    assert_true(run_record_load(&record, path, &status));
    record.weights[0] = record.weights[0] == '0' ? '1' : '0';
    assert_true(run_record_save(&record, path, &status));
    struct result result = run("train", "--record", path, "--out", "other", NULL);
    assert_int_not_equal(result.exit_code, 0);
    assert_non_null(strstr(result.err, "is written, but it is not what"));
    result_free(&result);
    free(recorded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_run_from_random_weights_is_repeated),
        cmocka_unit_test(test_one_with_shares_strokes_own_and_held_out_digits_is_repeated),
        cmocka_unit_test(test_the_log_of_a_repeated_run_tells_of_its_held_out_images),
        cmocka_unit_test(test_one_from_given_weights_is_repeated),
        cmocka_unit_test(test_one_that_was_steered_is_repeated),
        cmocka_unit_test(test_one_that_was_stopped_is_repeated_as_far_as_it_came),
        cmocka_unit_test(test_one_that_was_stopped_untested_is_repeated),
        cmocka_unit_test(test_other_data_and_other_weights_are_refused),
        cmocka_unit_test(test_options_that_contradict_a_record_are_refused),
        cmocka_unit_test(test_a_result_with_other_bytes_is_told),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
