// Answers to "why this digit?", at once and beside the window.
#include "tests/support/support.h"

#include "app/base/clock.h"
#include "app/explain/explainer.h"
#include "nn/explain/gradient.h"
#include "tests/support/explained.h"
#include <math.h>
#include <pthread.h>

static struct explained shipped;

static const float (*input_of(int digit))[LENET_SIDE]
{
    return (const float(*)[LENET_SIDE])shipped.activations[digit].input;
}

static int read_of(int digit)
{
    return lenet_best(shipped.activations[digit].logits);
}

static struct explainer_subject subject_of(int digit)
{
    return (struct explainer_subject){&shipped.lenet, NULL, input_of(digit)};
}

static void answer_about(struct explainer_answer *answer, const struct explainer_question *question,
                         int digit)
{
    struct explainer_subject subject = subject_of(digit);
    explainer_answer(answer, question, &subject);
}

static void ask_about(struct explainer *explainer, const struct explainer_question *question,
                      int digit)
{
    struct explainer_subject subject = subject_of(digit);
    explainer_ask(explainer, question, &subject);
}

// ---- At once ------------------------------------------------------------------------------------

static void test_the_gradient_is_that_of_the_difference_of_logits(void **state)
{
    (void)state;
    struct explainer_answer answer;
    struct lenet_activations gradient;
    for (int i = 0; i < EXPLAINED; i++) {
        int digit = read_of(i), instead = (digit + 3) % LENET_CLASSES;
        float combination[LENET_CLASSES] = {0};
        combination[digit] = 1;
        combination[instead] = -1;
        const struct explainer_question question = {digit, instead, EXPLAINER_GRADIENT, false, 0};
        answer_about(&answer, &question, i);
        gradient_of_logits(&gradient, &shipped.lenet, NULL, &shipped.activations[i], combination);
        assert_memory_equal(answer.map, gradient.input, sizeof answer.map);
        const float *logits = shipped.activations[i].logits;
        assert_true(answer.logit == (double)logits[digit] - (double)logits[instead]);
        float largest = 0;
        for (int k = 0; k < LENET_SIDE * LENET_SIDE; k++)
            largest = fmaxf(largest, fabsf(answer.map[k / LENET_SIDE][k % LENET_SIDE]));
        assert_true(answer.largest == largest && largest > 0);
    }
}

static double sum_of(const float map[LENET_SIDE][LENET_SIDE])
{
    double sum = 0;
    for (int k = 0; k < LENET_SIDE * LENET_SIDE; k++)
        sum += (double)map[k / LENET_SIDE][k % LENET_SIDE];
    return sum;
}

static void test_integrated_gradients_add_up_to_what_the_drawing_adds(void **state)
{
    (void)state;
    struct explainer_answer answer;
    struct lenet_activations empty;
    static const uint8_t nothing[DIGIT_SIDE][DIGIT_SIDE];
    lenet_input_from_digit(empty.input, nothing);
    lenet_forward(&empty, &shipped.lenet);
    for (int i = 0; i < EXPLAINED; i++) {
        const struct explainer_question question = {read_of(i), -1, EXPLAINER_INTEGRATED, false, 0};
        answer_about(&answer, &question, i);
        double added = answer.logit - (double)empty.logits[read_of(i)];
        assert_true(fabs(sum_of(answer.map) - added) < 0.05 * fabs(added) + 0.05);
    }
}

// Reads it anew with the changes; what it is then.
static int read_changed(int digit, const struct change_flip *flip)
{
    struct lenet_activations changed;
    memcpy(changed.input, input_of(digit), sizeof changed.input);
    explained_apply(changed.input, flip);
    lenet_forward(&changed, &shipped.lenet);
    return lenet_best(changed.logits);
}

static void test_the_fewest_pixels_turn_the_reading(void **state)
{
    (void)state;
    struct explainer_answer answer;
    for (int i = 0; i < 4; i++) {
        struct explainer_question question = {read_of(i), -1, EXPLAINER_GRADIENT, true, 0};
        answer_about(&answer, &question, i);
        assert_true(answer.flip.finished && answer.flip.count > 0);
        assert_int_not_equal(read_changed(i, &answer.flip), read_of(i));
        // One pixel fewer does not.
        answer.flip.count--;
        assert_int_equal(read_changed(i, &answer.flip), read_of(i));
    }
}

static void test_asking_for_another_digit_turns_the_reading_into_that(void **state)
{
    (void)state;
    struct explainer_answer answer;
    int wanted = (read_of(0) + 1) % LENET_CLASSES;
    const struct explainer_question why_not = {read_of(0), wanted, EXPLAINER_GRADIENT, true, 0};
    const struct explainer_question why = {wanted, -1, EXPLAINER_GRADIENT, true, 0};
    answer_about(&answer, &why_not, 0);
    assert_true(answer.flip.finished);
    assert_int_equal(read_changed(0, &answer.flip), wanted);
    answer_about(&answer, &why, 0);
    assert_int_equal(read_changed(0, &answer.flip), wanted);
}

// The map is that of the operated network, by every method, and so is what turns its reading.
static void test_an_operated_network_is_asked_as_it_is(void **state)
{
    (void)state;
    static struct ablation ablation;
    static struct explainer_answer answer, whole;
    static struct lenet_activations read;
    ablation_silence(&ablation, (struct terms_cell){LENET_C3, 6, -1, -1}, NULL);
    struct explainer_subject subject = {&shipped.lenet, &ablation, input_of(1)};
    memcpy(read.input, input_of(1), sizeof read.input);
    ablation_forward(&read, &shipped.lenet, &ablation);
    int best = lenet_best(read.logits);
    for (int method = 0; method < EXPLAINER_METHODS; method++) {
        struct explainer_question question = {best, -1, (enum explainer_method)method, true, 0};
        explainer_answer(&answer, &question, &subject);
        answer_about(&whole, &question, 1);
        assert_true(answer.logit == (double)read.logits[best] && answer.logit != whole.logit);
        assert_memory_not_equal(answer.map, whole.map, sizeof whole.map);
        explained_apply(read.input, &answer.flip);
        ablation_forward(&read, &shipped.lenet, &ablation);
        assert_int_equal(lenet_best(read.logits), answer.flip.to);
        assert_int_not_equal(answer.flip.to, best);
        memcpy(read.input, input_of(1), sizeof read.input);
        ablation_forward(&read, &shipped.lenet, &ablation);
    }
}

// ---- Beside the window --------------------------------------------------------------------------

struct bell {
    pthread_mutex_t lock;
    pthread_cond_t rung;
    int rings;
};

static void ring(void *context)
{
    struct bell *bell = context;
    pthread_mutex_lock(&bell->lock);
    bell->rings++;
    pthread_cond_signal(&bell->rung);
    pthread_mutex_unlock(&bell->lock);
}

// Until there is an answer to question `number`.
static void wait_for(struct explainer *explainer, struct bell *bell, uint64_t number,
                     struct explainer_answer *answer)
{
    for (int seen = 0;;) {
        if (explainer_take(explainer, answer) && answer->question.number == number)
            return;
        pthread_mutex_lock(&bell->lock);
        while (bell->rings == seen)
            pthread_cond_wait(&bell->rung, &bell->lock);
        seen = bell->rings;
        pthread_mutex_unlock(&bell->lock);
    }
}

static void test_the_newest_question_is_answered_and_an_answer_is_taken_once(void **state)
{
    (void)state;
    struct bell bell = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
    struct explainer *explainer;
    struct explainer_answer answer, direct;
    struct explainer_question question = {0, -1, EXPLAINER_OCCLUSION, true, 0};
    assert_true(explainer_open(&explainer, ring, &bell, NULL));
    assert_false(explainer_take(explainer, &answer));
    for (int i = 0; i < EXPLAINED; i++) { // as fast as a stroke, faster than the answers
        question.digit = read_of(i);
        question.number = (uint64_t)i + 1;
        ask_about(explainer, &question, i);
    }
    wait_for(explainer, &bell, EXPLAINED, &answer);
    answer_about(&direct, &question, EXPLAINED - 1);
    assert_memory_equal(answer.map, direct.map, sizeof direct.map);
    assert_int_equal(answer.flip.count, direct.flip.count);
    assert_false(explainer_take(explainer, &answer));
    assert_true(bell.rings <= EXPLAINED);
    explainer_close(explainer);
}

// Questions come much faster than maps can be made and pixels found, until there is a map.
static void test_a_map_comes_while_the_drawing_goes_on_changing(void **state)
{
    (void)state;
    enum { MOST = 5000 };
    struct bell bell = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
    struct explainer *explainer;
    struct explainer_answer answer, direct;
    struct explainer_question question = {1, -1, EXPLAINER_OCCLUSION, true, 0};
    bool there = false;
    assert_true(explainer_open(&explainer, ring, &bell, NULL));
    while (!there && question.number < MOST) {
        question.number++;
        ask_about(explainer, &question, (int)(question.number % EXPLAINED));
        clock_pause(1);
        there = explainer_take(explainer, &answer);
    }
    assert_true(there);
    answer_about(&direct, &question, (int)(answer.question.number % EXPLAINED));
    assert_memory_equal(answer.map, direct.map, sizeof direct.map); // of the drawing that it names
    // The last one waits for nothing else, and has the pixels, too.
    if (answer.question.number != question.number)
        wait_for(explainer, &bell, question.number, &answer);
    answer_about(&direct, &question, (int)(question.number % EXPLAINED));
    assert_true(answer.flip.count > 0 && answer.flip.count == direct.flip.count);
    explainer_close(explainer);
}

static void test_an_operated_network_is_asked_as_it_is_beside_the_window(void **state)
{
    (void)state;
    static struct ablation ablation;
    struct bell bell = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
    struct explainer *explainer;
    struct explainer_answer answer, direct;
    struct explainer_question question = {read_of(1), -1, EXPLAINER_GRADIENT, false, 1};
    struct explainer_subject subject = {&shipped.lenet, &ablation, input_of(1)};
    assert_true(explainer_open(&explainer, ring, &bell, NULL));
    for (int operated = 1; operated >= 0; operated--) { // and healed again
        question.number++;
        if (operated)
            ablation_silence(&ablation, (struct terms_cell){LENET_C1, 2, -1, -1}, NULL);
        else
            ablation_heal(&ablation, (struct terms_cell){LENET_C1, 2, -1, -1});
        explainer_ask(explainer, &question, &subject);
        wait_for(explainer, &bell, question.number, &answer);
        explainer_answer(&direct, &question, &subject);
        assert_memory_equal(answer.map, direct.map, sizeof direct.map);
        answer_about(&direct, &question, 1);
        assert_true((answer.logit == direct.logit) == !operated);
    }
    explainer_close(explainer);
}

static void test_closing_does_not_wait_for_the_answer(void **state)
{
    (void)state;
    struct bell bell = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
    struct explainer *explainer;
    const struct explainer_question question = {1, 2, EXPLAINER_OCCLUSION, true, 0};
    for (int i = 0; i < 50; i++) {
        assert_true(explainer_open(&explainer, ring, &bell, NULL));
        ask_about(explainer, &question, 0);
        explainer_close(explainer);
    }
    explainer_close(NULL);
}

static int load(void **state)
{
    (void)state;
    explained_load(&shipped);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_gradient_is_that_of_the_difference_of_logits),
        cmocka_unit_test(test_integrated_gradients_add_up_to_what_the_drawing_adds),
        cmocka_unit_test(test_the_fewest_pixels_turn_the_reading),
        cmocka_unit_test(test_asking_for_another_digit_turns_the_reading_into_that),
        cmocka_unit_test(test_an_operated_network_is_asked_as_it_is),
        cmocka_unit_test(test_the_newest_question_is_answered_and_an_answer_is_taken_once),
        cmocka_unit_test(test_a_map_comes_while_the_drawing_goes_on_changing),
        cmocka_unit_test(test_an_operated_network_is_asked_as_it_is_beside_the_window),
        cmocka_unit_test(test_closing_does_not_wait_for_the_answer),
    };
    return cmocka_run_group_tests_name("explainer", tests, load, NULL);
}
