// lenetpad train: what it prints, that it learns the same on every machine, and what it refuses
// first.
#include "tests/support/command_line.h"

#include "nn/net/kernels.h"
#include "nn/net/model.h"

#include <math.h>

static void test_training_prints_one_line_per_epoch(void **state)
{
    (void)state;
    struct result result = run("train", "--data", "small", "--epochs", "3", "--out", "x", NULL);
    assert_done(&result);
    assert_int_equal(count_matches(result.out, "^.*$"), 3);
    assert_int_equal(count_matches(result.out, EPOCH_LINE), 3);
    // Not a terminal: a line per epoch there too, and no control characters.
    assert_int_equal(count_matches(result.err, "^epoch [1-3] of 3"), 3);
    assert_null(strpbrk(result.err, "\r\033"));
    assert_true(there("x"));
    assert_false(there("x.checkpoint"));
    result_free(&result);
}

static void test_training_learns_practice_digits(void **state)
{
    (void)state;
    struct result result = run("train", "--data", "practice", "--epochs", "1", "--augment", "none",
                               "--out", "p", NULL);
    double error = 100;
    assert_done(&result);
    const char *found = strstr(result.out, "test-error ");
    assert_non_null(found);
    assert_int_equal(sscanf(found, "test-error %lf%%", &error), 1);
    assert_true(error < 20); // 90 is what ignorance gives
    result_free(&result);
}

static void train_into(const char *out, const char *threads, const char *isa, const char *seed)
{
    struct result result =
        run("train", "--data", "small", "--epochs", "3", "--augment", "full", "--threads", threads,
            "--isa", isa, "--seed", seed, "--out", out, NULL);
    assert_done(&result);
    result_free(&result);
}

static void test_threads_and_instruction_sets_do_not_change_a_bit(void **state)
{
    (void)state;
    static const char *const counts[] = {"2", "3", "4", "8"};
    train_into("one", "1", "auto", "1");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        train_into("other", counts[i], "auto", "1");
        support_assert_same("one", "other");
    }
    for (int i = 0; i < kernels_count() && kernels_at(i)->fused; i++) {
        train_into("other", "2", kernels_at(i)->name, "1");
        support_assert_same("one", "other");
    }
    train_into("other", "1", "auto", "2");
    size_t size;
    uint8_t *a = support_read("one", &size), *b = support_read("other", &size);
    assert_memory_not_equal(a, b, size);
    free(a);
    free(b);
}

static void test_mistakes_are_found_before_training(void **state)
{
    (void)state;
    assert_refused(run("train", "--data", "small", NULL), 2, "--out FILE is missing");
    assert_refused(run("train", "--data", "small", "--out", "no/such/folder/x", NULL), 1,
                   "no/such/folder/x");
    assert_refused(run("train", "--data", "small", "--out", "small", NULL), 1, "is a folder");
    assert_refused(run("train", "--data", "small", "--out", "x", "--epochs", "0", NULL), 2,
                   "--epochs 0");
    assert_refused(run("train", "--data", "small", "--out", "x", "--augment", "much", NULL), 2,
                   "none, affine, full");
    assert_refused(run("train", "--data", "small", "--out", "x", "--isa", "z80", NULL), 2, "z80");
    assert_refused(run("train", "--data", "nowhere", "--out", "x", NULL), 1, "nowhere");
}

static void test_training_can_go_on_from_a_models_weights(void **state)
{
    (void)state;
    assert_refused(run("train", "--from", "gone", "--data", "small", "--out", "x", NULL), 1,
                   "gone");
    assert_refused(run("train", "--from", "model", "--resume", "--out", "x", NULL), 2, "--from");
    struct result result = run("train", "--from", "model", "--data", "small", "--rate", "0.0001",
                               "--epochs", "1", "--augment", "none", "--out", "further", NULL);
    assert_done(&result);
    result_free(&result);
    struct lenet *before = malloc(sizeof *before), *after = malloc(sizeof *after);
    struct model_info info;
    assert_true(model_load(before, NULL, "model", NULL) &&
                model_load(after, &info, "further", NULL));
    assert_non_null(strstr(info.command, "--from FILE"));
    const float *from = lenet_parameters(before), *to = lenet_parameters(after);
    int moved = 0;
    for (int i = 0; i < LENET_PARAMETERS; i++) {
        assert_true(fabsf(from[i] - to[i]) < 0.02f);
        moved += from[i] != to[i];
    }
    assert_true(moved > LENET_PARAMETERS / 10);
    free(before);
    free(after);
}

static void assert_made_by(const char *model, const char *end)
{
    struct model_info info;
    struct lenet *lenet = malloc(sizeof *lenet);
    assert_true(model_load(lenet, &info, model, NULL));
    size_t length = strlen(info.command), tail = strlen(end);
    assert_true(length > tail);
    assert_string_equal(info.command + length - tail, end);
    free(lenet);
}

// The usual ones that came later go without saying: a run as of old gives the same file as of old.
static void test_a_model_says_which_options_were_not_the_usual_ones(void **state)
{
    (void)state;
    struct result result =
        run("train", "--data", "small", "--epochs", "2", "--schedule", "cosine", "--decay",
            "0.00002", "--images", "0", "--average", "on", "--out", "usual", NULL);
    assert_done(&result);
    result_free(&result);
    assert_made_by("usual", " --augment full --seed 1 --out FILE");
    result = run("train", "--data", "small", "--epochs", "2", "--schedule", "steps", "--decay",
                 "0.0001", "--init", "default", "--images", "20", "--labels", "shuffled",
                 "--average", "off", "--out", "unusual", NULL);
    assert_done(&result);
    result_free(&result);
    assert_made_by("unusual",
                   " --seed 1 --schedule steps --decay 0.0001 --init default --images 20 "
                   "--labels shuffled --average off --out FILE");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_training_prints_one_line_per_epoch),
        cmocka_unit_test(test_training_learns_practice_digits),
        cmocka_unit_test(test_threads_and_instruction_sets_do_not_change_a_bit),
        cmocka_unit_test(test_mistakes_are_found_before_training),
        cmocka_unit_test(test_training_can_go_on_from_a_models_weights),
        cmocka_unit_test(test_a_model_says_which_options_were_not_the_usual_ones),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
