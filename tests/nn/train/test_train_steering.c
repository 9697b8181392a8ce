// A run whose rate and distortion are changed as it goes on is repeated, and gone on with, to the
// same bits; what it cannot be steered to is refused.
#include "tests/support/bar_runs.h"

// What is changed before which step of 33.
static const struct {
    int step;
    float rate;
    enum augment augment;
} turns[] = {{0, 0.5f, AUGMENT_NONE},
             {7, 0.25f, AUGMENT_NONE},
             {7, 0.3f, AUGMENT_AFFINE},
             {11, 2, AUGMENT_AFFINE},
             {23, 0.1f, AUGMENT_FULL}};
enum { TURNS = sizeof turns / sizeof *turns };

// From `state` on to `end`, steering as a person would.
static void steer_until(int end)
{
    struct threads *threads = pool(2);
    struct train *train;
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    int step = state.epoch * train_batches_per_epoch(train) + state.batch;
    for (; step < end; step++) {
        for (int i = 0; i < TURNS; i++)
            if (turns[i].step == step)
                assert_true(train_steer(train, turns[i].rate, turns[i].augment));
        train_step(train);
    }
    state = *train_get_state(train);
    train_close(train);
    threads_close(threads);
}

static void assert_same_result(const struct train_state *expected)
{
    assert_memory_equal(&expected->weights, &state.weights, sizeof state.weights);
    assert_memory_equal(&expected->velocity, &state.velocity, sizeof state.velocity);
    assert_memory_equal(&expected->average, &state.average, sizeof state.average);
    assert_memory_equal(&expected->steering, &state.steering, sizeof state.steering);
}

static void test_a_steered_run_can_be_repeated_and_resumed(void **unused)
{
    (void)unused;
    static struct train_state steered;
    struct train_options o = options(3, 32, AUGMENT_FULL);
    train_begin(&state, &o);
    run_to_end(1);
    static struct lenet straight;
    straight = state.average;
    train_begin(&state, &o);
    steer_until(33);
    steered = state;
    assert_int_equal(steered.steering.count, 4); // two of them stood at one step
    assert_memory_not_equal(&straight, &steered.average, sizeof straight);
    // With the list alone, from the beginning.
    train_begin(&state, &o);
    state.steering = steered.steering;
    run_to_end(3);
    assert_same_result(&steered);
    // Stopped anywhere, before, at and after each change, and gone on.
    for (int stop = 0; stop < 33; stop++) {
        train_begin(&state, &o);
        steer_until(stop);
        steer_until(33);
        assert_same_result(&steered);
    }
}

// The first step is the first with the new rate and the new distortion, not the one after it.
static void test_steering_acts_from_the_next_step_on(void **unused)
{
    (void)unused;
    static struct train_state steered;
    struct train_options o = options(3, 32, AUGMENT_NONE);
    train_begin(&state, &o);
    take_steps_and_close(5);
    static struct train_state before;
    before = state;
    struct threads *threads = pool(1);
    struct train *train;
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    assert_true(train_steer(train, 3, AUGMENT_AFFINE));
    assert_true(train_rate(train) == 3 && train_augment(train) == AUGMENT_AFFINE);
    train_step(train);
    steered = *train_get_state(train);
    train_close(train);
    threads_close(threads);
    state = before;
    state.options.rate = 3;
    state.options.augment = AUGMENT_AFFINE;
    take_steps_and_close(1);
    assert_memory_equal(&steered.weights, &state.weights, sizeof state.weights);
}

static void test_whoever_steers_a_repetition_leaves_its_way(void **unused)
{
    (void)unused;
    struct train_options o = options(3, 32, AUGMENT_NONE);
    train_begin(&state, &o);
    steer_until(33);
    struct steering list = state.steering;
    train_begin(&state, &o);
    state.steering = list;
    take_steps_and_close(9);
    assert_int_equal(state.steering.count, 4); // the two ahead are known
    struct threads *threads = pool(1);
    struct train *train;
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    assert_true(train_steer(train, 0.7f, AUGMENT_NONE));
    assert_int_equal(train_get_state(train)->steering.count, 3);
    train_step(train);
    train_step(train);
    train_step(train);
    assert_true(train_rate(train) == 0.7f);
    train_close(train);
    threads_close(threads);
}

static void test_a_run_keeps_so_many_changes_and_no_more(void **unused)
{
    (void)unused;
    struct steering steering = {0}, full;
    for (int i = 0; i < STEERING_MOST; i++)
        assert_true(steering_add(&steering, &(struct steering_change){i, 0, 1, AUGMENT_NONE}));
    full = steering;
    assert_false(
        steering_add(&steering, &(struct steering_change){STEERING_MOST, 0, 1, AUGMENT_NONE}));
    assert_memory_equal(&steering, &full, sizeof full);
    // The last of them can still be changed.
    assert_true(
        steering_add(&steering, &(struct steering_change){STEERING_MOST - 1, 0, 2, AUGMENT_NONE}));
    assert_int_equal(steering.count, STEERING_MOST);
    assert_true(steering_at(&steering, STEERING_MOST, 0)->rate == 2);
    assert_null(steering_at(&(struct steering){0}, 5, 5));
}

static void test_what_cannot_be_trained_with_is_not_steered_to(void **unused)
{
    (void)unused;
    struct threads *threads = pool(1);
    struct train *train;
    struct status status = {0};
    struct train_options o = options(1, 32, AUGMENT_NONE);
    train_begin(&state, &o);
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    assert_false(train_steer(train, 0, AUGMENT_NONE));
    assert_false(train_steer(train, (float)atof("nan"), AUGMENT_NONE));
    assert_false(train_steer(train, 1001, AUGMENT_NONE));
    assert_false(train_steer(train, 1, AUGMENT_KINDS));
    assert_int_equal(train_get_state(train)->steering.count, 0);
    while (!train_done(train))
        train_step(train);
    assert_false(train_steer(train, 1, AUGMENT_NONE));
    train_close(train);
    train_begin(&state, &o);
    state.steering = (struct steering){1, {{0, 3, -1, AUGMENT_NONE}}};
    assert_false(train_open(&train, &state, &mixed, threads, &status));
    assert_int_equal(status.code, STATUS_BAD_DATA);
    threads_close(threads);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_steered_run_can_be_repeated_and_resumed),
        cmocka_unit_test(test_steering_acts_from_the_next_step_on),
        cmocka_unit_test(test_whoever_steers_a_repetition_leaves_its_way),
        cmocka_unit_test(test_a_run_keeps_so_many_changes_and_no_more),
        cmocka_unit_test(test_what_cannot_be_trained_with_is_not_steered_to),
    };
    return cmocka_run_group_tests(tests, make_data, drop_data);
}
