// "Why this digit?", asked of a session that is drawn in.
#include "tests/support/home.h"

#include "app/base/clock.h"
#include "app/session/operating.h"
#include "app/session/why.h"
#include "nn/explain/gradient.h"
#include "tests/support/drawn_session.h"
#include "tests/support/explained.h"
#include <math.h>
#include <stdlib.h>

static void wait_for_answer(struct session *session)
{
    for (int i = 0; i < 50000 && !why_is_current(session); i++) {
        clock_pause(2);
        session_read(session);
        why_follow(session);
    }
    assert_true(why_is_current(session));
}

static void expect_gradient_of(const struct session *session, int digit, int instead)
{
    struct lenet_activations gradient;
    float combination[LENET_CLASSES] = {0};
    combination[digit] = 1;
    if (instead >= 0)
        combination[instead] = -1;
    gradient_of_logits(&gradient, session_network(session), &session->operating.steps.ablation,
                       &session->reading.activations, combination);
    assert_memory_equal(session->why.answer.map, gradient.input, sizeof gradient.input);
}

static void test_nothing_is_asked_before_it_is_asked(void **state)
{
    (void)state;
    struct session *session = drawn_session_open(3);
    why_follow(session);
    assert_int_equal(why_digit(session), -1);
    assert_false(why_is_answered(session));
    assert_false(why_apply_flip(session));
    assert_null(session->why.explainer); // no thread for those who do not ask
    drawn_session_close(session);
}

static void test_the_answer_is_about_the_digit_and_follows_the_drawing(void **state)
{
    (void)state;
    struct session *session = drawn_session_open(3);
    why_ask(session, -1, -1);
    wait_for_answer(session);
    assert_int_equal(why_digit(session), 3);
    expect_gradient_of(session, 3, -1);
    assert_true(pad_begin(&session->pad, PAD_STROKE, 100, 100, 30));
    assert_true(pad_move(&session->pad, 300, 420, 30));
    session_read(session);
    why_follow(session);
    assert_false(why_is_current(session)); // shown as what it is: of a moment ago
    wait_for_answer(session);
    expect_gradient_of(session, session->reading.best, -1);
    drawn_session_close(session);
}

static void test_why_this_and_not_that_is_the_difference(void **state)
{
    (void)state;
    struct session *session = drawn_session_open(3);
    why_ask(session, 3, 5);
    wait_for_answer(session);
    expect_gradient_of(session, 3, 5);
    // An answer about another pair is none.
    why_ask(session, 8, -1);
    why_follow(session);
    assert_false(why_is_current(session));
    wait_for_answer(session);
    expect_gradient_of(session, 8, -1);
    why_choose_method(session, EXPLAINER_OCCLUSION);
    wait_for_answer(session);
    assert_int_equal(session->why.answer.question.method, EXPLAINER_OCCLUSION);
    drawn_session_close(session);
}

static void test_the_question_is_about_the_network_as_it_is_operated(void **state)
{
    (void)state;
    struct session *session = drawn_session_open(3);
    struct lenet_activations whole;
    why_ask(session, 3, -1);
    wait_for_answer(session);
    memcpy(whole.input, session->why.answer.map, sizeof whole.input);
    operating_toggle(session, (struct terms_cell){LENET_C3, 6, -1, -1});
    wait_for_answer(session);
    expect_gradient_of(session, 3, -1);
    assert_memory_not_equal(session->why.answer.map, whole.input, sizeof whole.input);
    drawn_session_close(session);
}

static void test_asking_the_same_again_or_an_empty_pad_end_the_answer(void **state)
{
    (void)state;
    struct session *session = drawn_session_open(3);
    why_ask(session, 3, -1);
    wait_for_answer(session);
    pad_clear(&session->pad);
    session_read(session);
    why_follow(session);
    assert_false(why_is_answered(session));
    pad_undo(&session->pad);
    wait_for_answer(session);
    why_ask(session, 3, -1);
    assert_false(why_is_answered(session));
    assert_int_equal(why_digit(session), -1);
    drawn_session_close(session);
}

static void test_what_it_would_take_turns_the_reading_and_undo_takes_it_back(void **state)
{
    (void)state;
    struct session *session = drawn_session_open(3);
    struct lenet_activations before = session->reading.activations;
    why_ask(session, -1, -1);
    why_search(session, true);
    wait_for_answer(session);
    const struct change_flip flip = session->why.answer.flip;
    assert_true(flip.finished && flip.count > 0);
    assert_true(why_apply_flip(session));
    assert_false(why_apply_flip(session)); // of this drawing, not of the next
    session_read(session);
    assert_int_equal(session->reading.best, flip.to);
    assert_int_not_equal(session->reading.best, 3);
    // Just these pixels.
    explained_apply(before.input, &flip);
    assert_memory_equal(session->reading.activations.input, before.input, sizeof before.input);
    pad_undo(&session->pad);
    session_read(session);
    assert_int_equal(session->reading.best, 3);
    drawn_session_close(session);
}

// A run has other weights ten times a second; here they come each time that one looks.
static void test_what_takes_longer_is_worked_out_while_a_run_goes_on(void **state)
{
    (void)state;
    struct session *session = drawn_session_open(3);
    session->progress.phase = TRAINER_RUNNING;
    why_ask(session, -1, -1);
    why_search(session, true);
    for (int i = 0; i < 50000 && !why_is_current(session); i++) {
        clock_pause(1);
        session->weights_version++;
        session_read(session);
        why_follow(session);
    }
    assert_true(why_is_current(session) && session->why.answer.flip.finished);
    assert_true(why_apply_flip(session));
    session_read(session);
    assert_int_not_equal(session->reading.best, 3);
    assert_false(why_is_current(session)); // it was about the drawing before
    session->progress.phase = TRAINER_IDLE;
    drawn_session_close(session);
}

static void test_a_session_closes_while_an_answer_is_worked_out(void **state)
{
    (void)state;
    for (int i = 0; i < 10; i++) {
        struct session *session = drawn_session_open(3);
        why_ask(session, -1, -1);
        why_choose_method(session, EXPLAINER_OCCLUSION);
        why_search(session, true);
        why_follow(session);
        drawn_session_close(session);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_asked_before_it_is_asked),
        cmocka_unit_test(test_the_answer_is_about_the_digit_and_follows_the_drawing),
        cmocka_unit_test(test_why_this_and_not_that_is_the_difference),
        cmocka_unit_test(test_the_question_is_about_the_network_as_it_is_operated),
        cmocka_unit_test(test_asking_the_same_again_or_an_empty_pad_end_the_answer),
        cmocka_unit_test(test_what_it_would_take_turns_the_reading_and_undo_takes_it_back),
        cmocka_unit_test(test_what_takes_longer_is_worked_out_while_a_run_goes_on),
        cmocka_unit_test(test_a_session_closes_while_an_answer_is_worked_out),
    };
    return cmocka_run_group_tests_name("why", tests, home_enter, support_leave_folder);
}
