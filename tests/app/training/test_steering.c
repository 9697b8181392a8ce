// What a run is told while it goes on: by batches and epochs, to a pause and on.
#include "tests/support/trained.h"

static struct trainer *trainer;
static atomic_int wakes;

static int open_trainer(void **state)
{
    (void)state;
    return trainer_open(&trainer, count_wake, &wakes, NULL) ? 0 : -1;
}

static int close_trainer(void **state)
{
    (void)state;
    trainer_close(trainer);
    kept_run_discard(checkpoint);
    return 0;
}

static void start_paused(int epochs)
{
    struct trainer_job job = job_of(epochs);
    job.paused = true;
    trainer_start(trainer, &job);
    await_phase(trainer, TRAINER_PAUSED);
}

static int batches_done(void)
{
    const struct trainer_progress *progress = progress_of(trainer);
    return progress->epoch * BATCHES + progress->batch;
}

// Until it has taken so many, and rests.
static void await_rest_at(int batches)
{
    const struct trainer_progress *progress;
    do {
        nap();
        progress = progress_of(trainer);
        assert_false(is_over(progress->phase));
        assert_true(progress->epoch * BATCHES + progress->batch <= batches);
    } while (progress->phase != TRAINER_PAUSED ||
             progress->epoch * BATCHES + progress->batch < batches);
}

static void check_weights(uint64_t sum)
{
    struct lenet *weights = snapshot(trainer);
    assert_true(checksum(weights) == sum);
    free(weights);
}

static void test_a_run_may_begin_paused_and_go_batch_by_batch(void **state)
{
    (void)state;
    int count;
    uint64_t *sums = expected_sums(3, &count);
    start_paused(3);
    assert_true(progress_of(trainer)->pausing);
    assert_int_equal(batches_done(), 0);
    check_weights(sums[0]);
    for (int i = 1; i <= 3; i++) {
        trainer_go(trainer, TRAINER_ONE_BATCH);
        await_rest_at(i);
        check_weights(sums[i]);
    }
    free(sums);
}

static void test_batches_that_are_asked_for_at_once_are_all_taken(void **state)
{
    (void)state;
    start_paused(3);
    for (int i = 0; i < 5; i++)
        trainer_go(trainer, TRAINER_ONE_BATCH);
    await_rest_at(5);
    for (int i = 0; i < 50; i++)
        nap();
    assert_int_equal(batches_done(), 5);
}

static void test_an_epoch_goes_to_its_end_and_its_test(void **state)
{
    (void)state;
    int count;
    uint64_t *sums = expected_sums(3, &count);
    start_paused(3);
    trainer_go(trainer, TRAINER_ONE_BATCH);
    await_rest_at(1);
    for (int epoch = 1; epoch <= 2; epoch++) {
        trainer_go(trainer, TRAINER_ONE_EPOCH);
        await_rest_at(epoch * BATCHES);
        assert_int_equal(progress_of(trainer)->test_curve.count, epoch);
        check_weights(sums[epoch * BATCHES]);
    }
    trainer_go(trainer, TRAINER_ONE_EPOCH); // the last one is the end of the run
    assert_int_equal(await_end(trainer), TRAINER_FINISHED);
    free(sums);
}

static void test_going_to_the_end_takes_the_pause_back(void **state)
{
    (void)state;
    start_paused(100000);
    trainer_go(trainer, TRAINER_ONE_EPOCH);
    trainer_go(trainer, TRAINER_TO_THE_END);
    await_batches(trainer, 3, 0);
    trainer_stop(trainer);
    assert_int_equal(await_end(trainer), TRAINER_STOPPED);
}

static void test_the_next_run_goes_without_the_strides_of_the_one_before(void **state)
{
    (void)state;
    struct trainer_job job = job_of(2);
    start_paused(3);
    trainer_go(trainer, TRAINER_ONE_EPOCH);
    trainer_stop(trainer);
    assert_int_equal(await_end(trainer), TRAINER_STOPPED);
    trainer_start(trainer, &job);
    assert_int_equal(await_end(trainer), TRAINER_FINISHED);
}

#define WITH_TRAINER(test) cmocka_unit_test_setup_teardown(test, open_trainer, close_trainer)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TRAINER(test_a_run_may_begin_paused_and_go_batch_by_batch),
        WITH_TRAINER(test_batches_that_are_asked_for_at_once_are_all_taken),
        WITH_TRAINER(test_an_epoch_goes_to_its_end_and_its_test),
        WITH_TRAINER(test_going_to_the_end_takes_the_pause_back),
        WITH_TRAINER(test_the_next_run_goes_without_the_strides_of_the_one_before),
    };
    return cmocka_run_group_tests(tests, make_data, support_leave_folder);
}
