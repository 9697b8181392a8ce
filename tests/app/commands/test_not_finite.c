// Weights with which sums overflow, and training that diverges: nothing that is not a number may be
// printed, written or used as an index, and the reason is said.
#include "tests/support/support.h"

#include "app/training/beside/trainer.h"
#include "nn/data/practice.h"
#include "nn/net/calibration.h"
#include "nn/net/forward.h"
#include "nn/net/model.h"
#include "nn/train/checkpoint.h"
#include "nn/train/train.h"

#include <float.h>
#include <math.h>
#include <sys/wait.h>

static struct lenet lenet;

static int run(const char *words)
{
    char command[1024];
    snprintf(command, sizeof command, "'%s' %s >out 2>err", LENETPAD_BINARY, words);
    int state = system(command);
    return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
}

static void assert_in(const char *path, const char *words, bool there)
{
    size_t size;
    char *text = (char *)support_read(path, &size);
    text[size] = '\0';
    if (!!strstr(text, words) != there)
        fail_msg("%s %s in: %s", words, there ? "is not" : "is", text);
    free(text);
}

static void assert_no_wild_number(const char *path)
{
    assert_in(path, "nan", false);
    assert_in(path, "inf ", false);
    assert_in(path, "null", false);
}

// The saved model with one number of F6 changed, past what model_save would write.
static void save_huge(const char *path)
{
    size_t size;
    lenet_init(&lenet, 1);
    assert_true(model_save(path, &lenet, NULL, NULL));
    uint8_t *file = support_read(path, &size);
    for (size_t i = size - 4000; i < size - 3000; i += 4)
        memcpy(file + i, (uint8_t[]){0xff, 0xff, 0x7f, 0x7f}, 4);
    support_write(path, file, size);
    free(file);
}

static void test_a_model_that_overflows_is_refused_by_every_command(void **state)
{
    (void)state;
    static const char *const commands[] = {"test --data practice --model huge",
                                           "test --data practice --json --model huge",
                                           "test --data practice --csv x.csv --model huge",
                                           "strokes --model huge digit.strokes",
                                           "strokes --json --model huge digit.strokes",
                                           "calibrate --data practice --model huge",
                                           "classify --json --model huge digit.pgm",
                                           "train --data practice --epochs 1 --from huge --out y"};
    save_huge("huge");
    support_write("digit.strokes", "digit 1\nstroke 1,1 1,9\n", 23);
    support_write("digit.pgm", "P2 2 2 255 0 255 0 255\n", 23);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        assert_int_equal(run(commands[i]), 1);
        assert_in("err", "huge: its weights are so large that no image can be read", true);
        assert_no_wild_number("out");
    }
    assert_int_not_equal(access("x.csv", F_OK), 0);
    assert_int_not_equal(access("y", F_OK), 0);
}

static void test_soundness_is_that_no_sum_can_overflow(void **state)
{
    (void)state;
    static struct lenet_activations activations;
    lenet_init(&lenet, 1);
    assert_true(lenet_is_sound(&lenet));
    float *places[] = {&lenet.c1_weight[5][4][4],
                       &lenet.c1_bias[0],
                       &lenet.s2_weight[3],
                       &lenet.s2_bias[5],
                       &lenet.c3_weight[15][5][4][4],
                       &lenet.c3_bias[2],
                       &lenet.s4_weight[15],
                       &lenet.s4_bias[0],
                       &lenet.c5_weight[119][15][4][4],
                       &lenet.c5_bias[7],
                       &lenet.f6_weight[83][119],
                       &lenet.f6_bias[1],
                       &lenet.output_weight[9][83],
                       &lenet.output_bias[4]};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const float wild[] = {FLT_MAX / 2, -FLT_MAX / 2, INFINITY, -INFINITY, NAN};
        float before = *places[i];
        for (size_t k = 0; k < sizeof wild / sizeof *wild; k++) {
            *places[i] = wild[k];
            assert_false(lenet_is_sound(&lenet));
        }
        *places[i] = FLT_MAX / 1e8f; // large, and harmless
        assert_true(lenet_is_sound(&lenet));
        for (int k = 0; k < LENET_SIDE * LENET_SIDE; k++)
            activations.input[k / LENET_SIDE][k % LENET_SIDE] = k % 7 < 3 ? 1.175f : -0.1f;
        lenet_forward(&activations, &lenet);
        for (size_t k = 0; k < sizeof activations / sizeof(float); k++)
            assert_true(isfinite(((const float *)&activations)[k]));
        *places[i] = before;
    }
    lenet.s2_weight[0] = 1e20f; // each alone would do
    lenet.c3_weight[0][0][0][0] = 1e20f;
    assert_false(lenet_is_sound(&lenet));
}

static void test_logits_that_are_no_numbers_are_counted_as_knowing_nothing(void **state)
{
    (void)state;
    const float logits[4][LENET_CLASSES] = {{NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN},
                                            {INFINITY, INFINITY, 0},
                                            {0, NAN, 3},
                                            {-INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY,
                                             -INFINITY, -INFINITY, -INFINITY, -INFINITY,
                                             -INFINITY}};
    const uint8_t label[4] = {0, 1, 2, 3};
    struct calibration_set set = {logits, label, 4};
    for (int i = 0; i < 4; i++) {
        float probability[LENET_CLASSES];
        calibration_softmax(probability, logits[i], 1);
        for (int k = 0; k < LENET_CLASSES; k++)
            assert_true(probability[k] == 0.1f);
    }
    assert_true(fabs(calibration_error(&set, 1) - 0.15) < 1e-6); // 1 of 4 right at 10%
    assert_true(fabs(calibration_loss(&set, 1) - log(10)) < 1e-6);
    float temperature = calibration_fit_temperature(&set);
    assert_true(temperature >= 0.05f && temperature <= 20);
}

// Sound weights whose next steps are not: all units of F6 say 0.5, the outputs 3 and 5 are level,
// and their huge weights are the slopes of the loss.
static void make_about_to_diverge(void)
{
    lenet_init(&lenet, 1);
    memset(lenet.f6_weight, 0, sizeof lenet.f6_weight);
    memset(lenet.f6_bias, 0, sizeof lenet.f6_bias);
    memset(lenet.output_weight, 0, sizeof lenet.output_weight);
    for (int i = 0; i < 84; i++)
        lenet.output_weight[i % 2 ? 3 : 5][i] = 1e36f;
}

static void test_a_run_that_diverges_ends_and_says_why(void **state)
{
    (void)state;
    make_about_to_diverge();
    assert_true(model_save("edge", &lenet, NULL, NULL));
    assert_int_equal(
        run("train --data practice --from edge --rate 1000 --momentum 0.999 --augment none "
            "--epochs 3 --out wild"),
        1);
    assert_in("err", "the training has diverged after",
              true); // an epoch, or in it on a slow machine
    assert_in("err", "start again with a lower rate", true);
    assert_in("err", "continue with", false);
    assert_no_wild_number("out");
    assert_int_not_equal(access("wild", F_OK), 0);
}

static void nobody_wakes(void *context)
{
    (void)context;
}

static void test_the_window_s_run_that_diverges_fails_and_shows_no_wild_weights(void **state)
{
    (void)state;
    static struct train_state begun;
    static struct trainer_progress progress;
    static struct lenet seen;
    struct trainer *trainer;
    struct trainer_job job = {.resume = true, .checkpoint = "edge.checkpoint", .threads = 1};
    const struct checkpoint_note note = {"note.data", "practice"};
    struct train_options options = train_default_options();
    train_begin(&begun, &options);
    for (int i = 0; i < LENET_PARAMETERS; i++)
        lenet_parameters(&begun.velocity)[i] = 1e38f;
    assert_true(checkpoint_save_noted("edge.checkpoint", &begun, &note, 1, NULL));
    support_write("edge.checkpoint.data", "practice", 8);
    assert_true(trainer_open(&trainer, nobody_wakes, NULL, NULL));
    trainer_start(trainer, &job);
    do {
        usleep(2000);
        trainer_get_progress(trainer, &progress);
    } while (progress.phase != TRAINER_FAILED && progress.phase != TRAINER_FINISHED);
    assert_int_equal(progress.phase, TRAINER_FAILED);
    support_assert_says(&progress.failure, STATUS_BAD_DATA, "has diverged");
    uint64_t generation = 0;
    assert_true(trainer_snapshot(trainer, &seen, &generation));
    assert_true(lenet_is_sound(&seen));
    trainer_close(trainer);
}

// What calibrate fits must be what a file can keep.
static void test_thresholds_of_wild_logits_can_be_read_again(void **state)
{
    (void)state;
    lenet_init(&lenet, 1);
    for (int k = 0; k < LENET_CLASSES; k++)
        lenet.output_bias[k] = -1e30f;
    assert_true(model_save("low", &lenet, NULL, NULL));
    assert_int_equal(run("calibrate --data practice --model low --out fitted"), 0);
    assert_in("out", "--logit -1000\n", true);
    assert_int_equal(run("test --data practice --json --model fitted"), 0);
    assert_no_wild_number("out");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_model_that_overflows_is_refused_by_every_command),
        cmocka_unit_test(test_soundness_is_that_no_sum_can_overflow),
        cmocka_unit_test(test_logits_that_are_no_numbers_are_counted_as_knowing_nothing),
        cmocka_unit_test(test_thresholds_of_wild_logits_can_be_read_again),
        cmocka_unit_test(test_a_run_that_diverges_ends_and_says_why),
        cmocka_unit_test(test_the_window_s_run_that_diverges_fails_and_shows_no_wild_weights),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
