// The operating table, without a window: what is done to the network, taken back, counted and
// saved.
#include "tests/support/home.h"

#include "app/base/clock.h"
#include "app/session/operating.h"
#include "app/session/saving.h"
#include "app/session/weights/weights.h"
#include "app/session/why.h"
#include "nn/data/dataset_folder.h"
#include "nn/explain/gradient.h"
#include "tests/support/drawn_session.h"
#include "tests/support/practice_data.h"
#include <math.h>

static const struct terms_cell c3_map = {LENET_C3, 5, -1, -1}, c1_cell = {LENET_C1, 2, 11, 7},
                               f6_layer = {LENET_F6, -1, -1, -1};

static struct session *open_with(int digit)
{
    struct session *session = drawn_session_open(digit);
    snprintf(session->settings.data, PATH_SIZE, "%s", "digits");
    return session;
}

// What is read now must be what the ablated network makes of the same input.
static void expect_read(struct session *session, const struct lenet *lenet,
                        const struct ablation *ablation)
{
    struct lenet_activations expected;
    session_read(session);
    memcpy(expected.input, session->reading.activations.input, sizeof expected.input);
    ablation_forward(&expected, lenet, ablation);
    assert_memory_equal(&session->reading.activations, &expected, sizeof expected);
    assert_int_equal(session->reading.best, lenet_best(expected.logits));
}

static struct operating_kernel kernel_at(enum lenet_layer_id layer, int map, int from)
{
    struct operating_kernel kernel;
    assert_true(operating_kernel_of(&kernel, (struct terms_cell){layer, map, 0, 0}, from));
    return kernel;
}

static void wait_for_count(struct session *session)
{
    for (int i = 0; i < 100000 && !operating_is_tested(session); i++) {
        clock_pause(2);
        session_read(session);
        session_follow(session);
    }
    assert_true(operating_is_tested(session));
    assert_int_equal(session->operating.tested.failure.code, STATUS_OK);
}

// ---- Silence, noise, kernels --------------------------------------------------------------------

static void test_what_is_silenced_is_silent_in_the_reading_at_once(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    struct ablation ablation = {.seed = 1};
    operating_toggle(session, c3_map);
    operating_toggle(session, c1_cell);
    ablation_silence(&ablation, c3_map, NULL);
    ablation_silence(&ablation, c1_cell, NULL);
    expect_read(session, &session->weights, &ablation);
    assert_true(operating_is(session) && operating_silences(session, c3_map));
    assert_true(session->reading.activations.c3[5][4][4] == 0);
    operating_toggle(session, c3_map); // has its voice again, the cell not
    ablation_heal(&ablation, c3_map);
    expect_read(session, &session->weights, &ablation);
    assert_false(operating_silences(session, c3_map));
    // A whole layer leaves only biases: every drawing is read alike.
    operating_toggle(session, f6_layer);
    session_read(session);
    for (int k = 0; k < LENET_CLASSES; k++)
        assert_true(session->reading.activations.logits[k] == session->weights.output_bias[k]);
    drawn_session_close(session);
}

static void test_input_and_output_cannot_be_silenced(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    operating_toggle(session, (struct terms_cell){LENET_INPUT, 0, 3, 3});
    operating_toggle(session, (struct terms_cell){LENET_OUTPUT, 4, 0, 0});
    assert_false(operating_is(session));
    assert_int_equal(session->operating.steps.count, 0);
    drawn_session_close(session);
}

static void test_noise_reaches_the_reading_and_a_gesture_is_one_step(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    struct ablation ablation = {.seed = 1};
    operating_set_noise(session, LENET_C3, 0.1f, false);
    operating_set_noise(session, LENET_C3, 0.2f, true);
    operating_set_noise(session, LENET_C3, 0.3f, true);
    assert_int_equal(session->operating.steps.done, 1);
    operating_set_noise(session, LENET_S2, 0.1f, true); // of another layer
    assert_int_equal(session->operating.steps.done, 2);
    ablation.noise[LENET_C3] = 0.3f;
    ablation.noise[LENET_S2] = 0.1f;
    expect_read(session, &session->weights, &ablation);
    operating_undo(session);
    ablation.noise[LENET_S2] = 0;
    expect_read(session, &session->weights, &ablation);
    operating_set_noise(session, LENET_C3, 0, false);
    assert_false(operating_is(session));
    drawn_session_close(session);
}

static void test_a_painted_kernel_is_read_with_and_the_weights_stay(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    struct lenet *expected = malloc(sizeof *expected), whole = session->weights;
    struct ablation none = {.seed = 1};
    *expected = whole;
    struct operating_kernel kernel = kernel_at(LENET_C3, 5, 2);
    assert_ptr_equal(operating_kernel_weights(session, kernel), session->weights.c3_weight[5][2]);
    operating_paint(session, kernel, 1, 3, 0.5f, false);
    operating_paint(session, kernel, 1, 3, 0.75f, true);
    operating_paint(session, kernel, 1, 4, -2, true);
    assert_int_equal(session->operating.steps.done, 1);
    expected->c3_weight[5][2][1][3] = 0.75f;
    expected->c3_weight[5][2][1][4] = -2;
    expect_read(session, expected, &none);
    operating_negate(session, kernel_at(LENET_C1, 4, 0));
    operating_zero(session, kernel_at(LENET_C5, 119, 15));
    for (int i = 0; i < 25; i++) {
        expected->c1_weight[4][i / 5][i % 5] *= -1;
        expected->c5_weight[119][15][i / 5][i % 5] = 0;
    }
    expect_read(session, expected, &none);
    assert_memory_equal(session_network(session), expected, sizeof *expected);
    assert_memory_equal(&session->weights, &whole, sizeof whole);
    assert_int_equal(session->operating.steps.painted, 3);
    assert_true(operating_kernel_is_painted(session, kernel));
    operating_negate(session, kernel_at(LENET_C1, 4, 0)); // painted back is not painted
    assert_int_equal(session->operating.steps.painted, 2);
    assert_false(operating_kernel_is_painted(session, kernel_at(LENET_C1, 4, 0)));
    assert_false(operating_kernel_of(&kernel, (struct terms_cell){LENET_F6, 3, 0, 0}, 0));
    free(expected);
    drawn_session_close(session);
}

static void test_why_is_asked_of_the_operated_network(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    struct lenet_activations gradient;
    float combination[LENET_CLASSES] = {[3] = 1};
    operating_toggle(session, c3_map);
    operating_negate(session, kernel_at(LENET_C1, 4, 0));
    session_read(session);
    why_ask(session, 3, -1);
    for (int i = 0; i < 50000 && !why_is_current(session); i++) {
        clock_pause(2);
        why_follow(session);
    }
    gradient_of_logits(&gradient, session_network(session), &session->operating.steps.ablation,
                       &session->reading.activations, combination);
    assert_memory_equal(session->why.answer.map, gradient.input, sizeof gradient.input);
    assert_true(session->why.answer.logit == (double)session->reading.activations.logits[3]);
    drawn_session_close(session);
}

// ---- Ways back ----------------------------------------------------------------------------------

static void test_healing_gives_back_the_bytes_and_is_a_step_itself(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    struct lenet whole = session->weights;
    struct lenet_activations before = session->reading.activations;
    operating_zero(session, kernel_at(LENET_C1, 0, 0));
    operating_toggle(session, c3_map);
    operating_set_noise(session, LENET_C5, 0.5f, false);
    session_read(session);
    struct lenet_activations operated = session->reading.activations;
    operating_heal_all(session);
    session_read(session);
    assert_false(operating_is(session));
    assert_memory_equal(session_network(session), &whole, sizeof whole);
    assert_memory_equal(&session->reading.activations, &before, sizeof before);
    operating_undo(session);
    session_read(session);
    assert_memory_equal(&session->reading.activations, &operated, sizeof operated);
    operating_redo(session);
    assert_false(operating_is(session));
    operating_heal_all(session); // nothing to heal: no step
    assert_int_equal(session->operating.steps.count, 4);
    drawn_session_close(session);
}

static void draw_line(struct session *session)
{
    assert_true(pad_begin(&session->pad, PAD_STROKE, 100, 100, 30));
    assert_true(pad_move(&session->pad, 300, 420, 30));
    pad_end(&session->pad);
}

static void test_undo_takes_back_what_was_done_last_drawn_or_operated(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    operating_toggle(session, c3_map);
    draw_line(session);
    operating_toggle(session, c1_cell);
    size_t drawn = session->pad.done;
    operating_undo(session);
    assert_true(!operating_silences(session, c1_cell) && session->pad.done == drawn);
    operating_undo(session);
    assert_true(operating_silences(session, c3_map) && session->pad.done == drawn - 1);
    operating_undo(session);
    assert_true(!operating_is(session) && session->pad.done == drawn - 1);
    operating_undo(session);
    assert_int_equal(session->pad.done, drawn - 2);
    assert_false(operating_can_undo(session));
    operating_redo(session);
    assert_true(!operating_is(session) && session->pad.done == drawn - 1);
    operating_redo(session);
    assert_true(operating_silences(session, c3_map) && session->pad.done == drawn - 1);
    operating_redo(session);
    assert_true(!operating_silences(session, c1_cell) && session->pad.done == drawn);
    operating_redo(session);
    assert_true(operating_silences(session, c1_cell));
    assert_false(operating_can_redo(session));
    drawn_session_close(session);
}

// Else Undo would take back the stroke before the operation that came after it.
static void test_what_was_taken_back_is_gone_once_something_is_drawn_instead(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    operating_toggle(session, c3_map);
    operating_toggle(session, c1_cell);
    operating_undo(session);
    assert_true(operating_can_redo(session));
    draw_line(session);
    assert_false(operating_can_redo(session));
    operating_redo(session);
    assert_true(!operating_silences(session, c1_cell) && operating_silences(session, c3_map));
    operating_undo(session); // the line
    operating_undo(session);
    assert_false(operating_is(session));
    operating_redo(session);
    operating_redo(session); // the line again, and not the cell
    assert_true(operating_silences(session, c3_map) && !operating_silences(session, c1_cell));
    assert_false(operating_can_redo(session));
    drawn_session_close(session);
}

static void test_other_weights_end_what_was_operated_and_a_run_does_not(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    struct lenet *trained = malloc(sizeof *trained);
    struct weights_origin origin = {.from = WEIGHTS_TRAINER};
    lenet_init(trained, 5);
    weights_note(session, WEIGHTS_TRAINER, "In training", "");
    operating_toggle(session, c3_map);
    operating_zero(session, kernel_at(LENET_C1, 0, 0));
    session->weights = *trained; // the next batch
    weights_note(session, WEIGHTS_TRAINER, "In training", "");
    assert_true(operating_silences(session, c3_map));
    memset(trained->c1_weight[0], 0, sizeof trained->c1_weight[0]);
    assert_memory_equal(session_network(session), trained, sizeof *trained);
    weights_put_back(session, trained, &origin); // of another run
    assert_false(operating_is(session));
    operating_toggle(session, c3_map);
    weights_note(session, WEIGHTS_FILE, "a file", "");
    assert_false(operating_is(session));
    assert_true(!operating_can_redo(session) && session->operating.steps.count == 0);
    assert_ptr_equal(session_network(session), &session->weights);
    free(trained);
    drawn_session_close(session);
}

// ---- Test sets and files ------------------------------------------------------------------------

static void test_a_test_set_is_counted_before_and_after(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    struct dataset digits = {0};
    struct evaluation whole, operated;
    struct threads *threads;
    assert_true(dataset_load(&digits, "digits", DATASET_TEST, NULL));
    assert_true(threads_open(&threads, 1, NULL));
    session_follow(session);
    assert_null(session->operating.tester); // no thread for those who do not operate
    operating_toggle(session, c3_map);
    operating_zero(session, kernel_at(LENET_C1, 3, 0));
    wait_for_count(session);
    const struct tester_answer *tested = &session->operating.tested;
    assert_true(evaluation_run(&whole, &session->weights, &digits, threads, NULL, NULL));
    assert_true(ablation_evaluate(&operated, session_network(session),
                                  &session->operating.steps.ablation, &digits, threads, NULL));
    assert_int_equal(tested->tested, digits.count);
    assert_int_equal(tested->wrong_whole, whole.wrong);
    assert_int_equal(tested->wrong_operated, operated.wrong);
    assert_int_not_equal(whole.wrong, operated.wrong);
    assert_string_equal(tested->data, "digits");
    operating_undo(session);
    assert_false(operating_is_tested(session));
    wait_for_count(session);
    assert_int_not_equal(tested->wrong_operated, operated.wrong);
    threads_close(threads);
    dataset_free(&digits);
    drawn_session_close(session);
}

// A run has new weights ten times a second; each would be read for as long as a batch takes.
static void test_a_run_is_counted_once_an_epoch_and_whenever_something_is_operated(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    weights_note(session, WEIGHTS_TRAINER, "In training", "");
    session->progress.phase = TRAINER_RUNNING;
    operating_toggle(session, c3_map);
    operating_follow(session);
    uint64_t asked = session->operating.asked;
    for (int i = 0; i < 30000 && session->operating.waits; i++) {
        clock_pause(2);
        operating_follow(session);
    }
    assert_true(operating_is_tested(session));
    weights_note(session, WEIGHTS_TRAINER, "In training", ""); // the next batch
    operating_follow(session);
    assert_true(session->operating.asked == asked && operating_is_tested(session));
    operating_toggle(session, c1_cell);
    operating_follow(session);
    assert_true(session->operating.asked > asked && !operating_is_tested(session));
    asked = session->operating.asked;
    for (int i = 0; i < 30000 && session->operating.waits; i++) {
        clock_pause(2);
        operating_follow(session);
    }
    session->progress.epoch++;
    weights_note(session, WEIGHTS_TRAINER, "In training", "");
    operating_follow(session);
    assert_true(session->operating.asked > asked);
    session->progress.phase = TRAINER_IDLE;
    drawn_session_close(session);
}

// What is counted before the mean is known is silenced to 0.
static void test_a_run_is_counted_with_the_mean_once_that_is_known(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    weights_note(session, WEIGHTS_TRAINER, "In training", "");
    session->progress.phase = TRAINER_RUNNING;
    operating_choose_mean(session, true);
    operating_toggle(session, c3_map);
    do {
        operating_follow(session);
        clock_pause(2);
    } while (session->operating.waits);
    assert_true(operating_is_tested(session));
    assert_true(session->operating.steps.mean_there);
    assert_int_equal(session->operating.tested.number, session->weights_version);
    session->progress.phase = TRAINER_IDLE;
    drawn_session_close(session);
}

static void test_practice_digits_are_counted_where_there_is_no_test_set(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    snprintf(session->settings.data, PATH_SIZE, "%s", "nowhere");
    operating_toggle(session, c3_map);
    wait_for_count(session);
    assert_string_equal(session->operating.tested.data, "practice");
    assert_int_equal(session->operating.tested.tested, PRACTICE_TEST_COUNT);
    drawn_session_close(session);
}

static void test_a_test_set_that_comes_later_is_counted_from_then_on(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    snprintf(session->settings.data, PATH_SIZE, "%s", "later");
    operating_toggle(session, c3_map);
    wait_for_count(session);
    assert_string_equal(session->operating.tested.data, "practice");
    assert_int_equal(rename("digits", "later"), 0); // it was downloaded
    operating_toggle(session, c1_cell);
    wait_for_count(session);
    assert_string_equal(session->operating.tested.data, "later");
    assert_int_equal(rename("later", "digits"), 0);
    drawn_session_close(session);
}

static void test_a_part_is_silenced_to_its_mean_over_the_test_set(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    struct dataset digits = {0};
    struct lenet_activations *mean = malloc(sizeof *mean);
    struct ablation ablation = {.seed = 1};
    assert_true(dataset_load(&digits, "digits", DATASET_TEST, NULL));
    assert_true(ablation_means(mean, &session->weights, &digits, NULL));
    operating_toggle(session, c3_map);
    operating_choose_mean(session, true);
    wait_for_count(session);
    ablation_silence(&ablation, c3_map, mean);
    expect_read(session, &session->weights, &ablation);
    operating_choose_mean(session, false);
    ablation_silence(&ablation, c3_map, NULL);
    expect_read(session, &session->weights, &ablation);
    free(mean);
    dataset_free(&digits);
    drawn_session_close(session);
}

static void test_an_operated_model_says_so_in_its_file(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    struct lenet *saved = malloc(sizeof *saved);
    struct model_info info;
    char said[160];
    saving_say_operated(session, said, sizeof said);
    assert_string_equal(said, "");
    operating_toggle(session, c3_map);
    operating_zero(session, kernel_at(LENET_C1, 3, 0));
    assert_true(saving_write(session, FILE_PURPOSE_SAVE_MODEL, "operated.safetensors", NULL));
    assert_true(model_load(saved, &info, "operated.safetensors", NULL));
    assert_memory_equal(saved, session_network(session), sizeof *saved);
    assert_non_null(strstr(info.description, "operated by hand: 1 kernel painted"));
    assert_false(info.calibrated); // nobody has measured these
    saving_say_operated(session, said, sizeof said);
    assert_non_null(strstr(said, "1 kernel painted by hand"));
    assert_non_null(strstr(said, "not in it"));
    operating_heal_all(session);
    assert_true(saving_write(session, FILE_PURPOSE_SAVE_MODEL, "healed.safetensors", NULL));
    assert_true(model_load(saved, &info, "healed.safetensors", NULL));
    assert_memory_equal(saved, &session->weights, sizeof *saved);
    assert_null(strstr(info.description, "operated"));
    free(saved);
    drawn_session_close(session);
}

static void test_what_is_operated_is_said_in_words(void **state)
{
    (void)state;
    struct session *session = open_with(3);
    char said[160];
    operating_say(session, said, sizeof said);
    assert_string_equal(said, "");
    operating_toggle(session, c3_map);
    operating_toggle(session, c1_cell);
    operating_toggle(session, (struct terms_cell){LENET_F6, 7, -1, -1});
    operating_toggle(session, (struct terms_cell){LENET_F6, 8, 0, 0});
    operating_zero(session, kernel_at(LENET_C1, 3, 0));
    operating_set_noise(session, LENET_C1, 0.1f, false);
    operating_set_noise(session, LENET_C5, 0.1f, false);
    operating_say(session, said, sizeof said);
    assert_string_equal(said, "1 map, 2 units, 1 cell silenced, 1 kernel painted, noise in C1, C5");
    drawn_session_close(session);
}

// ---- All ----------------------------------------------------------------------------------------

static int enter_with_digits(void **state)
{
    return home_enter(state) || !practice_data_save("digits", 20, 500, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_silenced_is_silent_in_the_reading_at_once),
        cmocka_unit_test(test_input_and_output_cannot_be_silenced),
        cmocka_unit_test(test_noise_reaches_the_reading_and_a_gesture_is_one_step),
        cmocka_unit_test(test_a_painted_kernel_is_read_with_and_the_weights_stay),
        cmocka_unit_test(test_why_is_asked_of_the_operated_network),
        cmocka_unit_test(test_healing_gives_back_the_bytes_and_is_a_step_itself),
        cmocka_unit_test(test_undo_takes_back_what_was_done_last_drawn_or_operated),
        cmocka_unit_test(test_what_was_taken_back_is_gone_once_something_is_drawn_instead),
        cmocka_unit_test(test_other_weights_end_what_was_operated_and_a_run_does_not),
        cmocka_unit_test(test_a_test_set_is_counted_before_and_after),
        cmocka_unit_test(test_a_run_is_counted_once_an_epoch_and_whenever_something_is_operated),
        cmocka_unit_test(test_a_run_is_counted_with_the_mean_once_that_is_known),
        cmocka_unit_test(test_practice_digits_are_counted_where_there_is_no_test_set),
        cmocka_unit_test(test_a_test_set_that_comes_later_is_counted_from_then_on),
        cmocka_unit_test(test_a_part_is_silenced_to_its_mean_over_the_test_set),
        cmocka_unit_test(test_an_operated_model_says_so_in_its_file),
        cmocka_unit_test(test_what_is_operated_is_said_in_words),
    };
    return cmocka_run_group_tests_name("operating", tests, enter_with_digits, support_leave_folder);
}
