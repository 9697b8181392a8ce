// Training in its own thread: whole snapshots, pause, stop, and nothing lost.
#include "tests/support/trained.h"

#include "nn/files/file.h"
#include "nn/net/model.h"

#include <math.h>

static void test_every_snapshot_is_whole_and_the_last_is_the_result(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer;
    int count, seen = 0;
    uint64_t *sums = expected_sums(3, &count), generation = 0, last = 0;
    struct lenet *weights = malloc(sizeof *weights);
    struct trainer_job job = job_of(3);
    assert_non_null(weights);
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    for (bool over = false; !over; nap()) {
        over = is_over(progress_of(trainer)->phase);
        if (!trainer_snapshot(trainer, weights, &generation))
            continue;
        last = checksum(weights);
        int at = 0;
        while (at < count && sums[at] != last)
            at++;
        assert_true(at < count);
        seen++;
    }
    assert_int_equal(progress_of(trainer)->phase, TRAINER_FINISHED);
    assert_true(last == sums[count - 1]);
    assert_true(seen >= 3);
    assert_true(atomic_load(&wakes) >= seen);
    trainer_close(trainer);
    kept_run_discard(checkpoint);
    free(weights);
    free(sums);
}

static void test_the_epoch_is_never_past_the_last(void **state)
{
    (void)state;
    struct trainer_progress progress = {.phase = TRAINER_RUNNING, .epoch = 0, .epochs = 3};
    assert_int_equal(trainer_epoch(&progress), 1);
    progress.epoch = 1;
    progress.evaluating = true; // the one that was just trained
    assert_int_equal(trainer_epoch(&progress), 1);
    progress.evaluating = false;
    assert_int_equal(trainer_epoch(&progress), 2);
    progress.epoch = 3;
    assert_int_equal(trainer_epoch(&progress), 3);
}

static void test_a_finished_run_shows_its_curves(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer;
    struct trainer_job job = job_of(3);
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    assert_int_equal(await_end(trainer), TRAINER_FINISHED);
    const struct trainer_progress *progress = progress_of(trainer);
    assert_int_equal(progress->epoch, 3);
    assert_int_equal(trainer_epoch(progress), 3);
    assert_int_equal(progress->test_curve.count, 3);
    assert_int_equal(progress->train_curve.count, 3);
    assert_true(progress->loss_curve.count >= 30);
    for (int i = 1; i < progress->loss_curve.count; i++)
        assert_true(progress->loss_curve.x[i] > progress->loss_curve.x[i - 1]);
    assert_float_equal(progress->loss_curve.x[progress->loss_curve.count - 1], 3, 1e-4);
    assert_float_equal(progress->fraction, 1, 1e-6);
    assert_true(progress->images_per_second > 0);
    assert_true(progress->test_error >= 0 && progress->test_error <= 1);
    trainer_close(trainer);
    kept_run_discard(checkpoint);
}

static void test_a_finished_run_is_kept_and_locked_until_it_is_settled(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer;
    struct kept_run kept;
    struct status status = {0};
    for (int discard = 0; discard < 2; discard++) {
        struct trainer_job job = job_of(2);
        assert_true(kept_run_take_new(job.checkpoint, &job.lock, checkpoint, "", &status));
        assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
        trainer_start(trainer, &job);
        assert_int_equal(await_end(trainer), TRAINER_FINISHED);
        assert_false(is_kept(&kept)); // nobody else may have it
        assert_int_equal(access(checkpoint, F_OK), 0);
        assert_true(trainer_settle(trainer, discard) == !discard);
        assert_false(trainer_settle(trainer, true)); // once
        assert_true(is_kept(&kept) == !discard);
        trainer_close(trainer);
        kept_run_discard(checkpoint);
        assert_int_equal(support_count_files("kept"), 0);
    }
}

static void test_the_result_of_a_killed_trainer_is_had_without_its_data(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer;
    struct kept_run kept;
    int count;
    uint64_t *sums = expected_sums(3, &count);
    struct trainer_job job = job_of(3);
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    await_end(trainer);
    float test_error = progress_of(trainer)->test_error;
    trainer_close(trainer); // nobody has had the result
    assert_true(is_kept(&kept) && kept_run_is_at_end(&kept) && kept.epochs == 3);
    assert_int_equal(rename("data", "gone"), 0);
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    job.resume = true;
    trainer_start(trainer, &job);
    assert_int_equal(await_end(trainer), TRAINER_FINISHED);
    assert_int_equal(rename("gone", "data"), 0);
    struct lenet *result = snapshot(trainer);
    assert_true(checksum(result) == sums[count - 1]);
    assert_int_equal(progress_of(trainer)->epoch, 3);
    assert_int_equal(progress_of(trainer)->test_curve.count, 3);
    assert_true(progress_of(trainer)->test_error == test_error);
    assert_false(trainer_settle(trainer, true));
    assert_int_not_equal(access(checkpoint, F_OK), 0);
    trainer_close(trainer);
    free(result);
    free(sums);
}

static void test_a_stopped_run_goes_on_to_the_same_bits(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer;
    int count;
    struct kept_run kept;
    uint64_t *sums = expected_sums(40, &count);
    struct trainer_job job = job_of(40);
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    await_batches(trainer, 1, 3);
    trainer_stop(trainer);
    assert_int_equal(await_end(trainer), TRAINER_STOPPED);
    assert_true(is_kept(&kept));
    assert_int_equal(kept.epochs, 40);
    assert_string_equal(kept.data, "data");
    job.resume = true;
    job.data[0] = '\0'; // remembered
    trainer_start(trainer, &job);
    assert_int_equal(await_end(trainer), TRAINER_FINISHED);
    struct lenet *result = snapshot(trainer);
    assert_true(checksum(result) == sums[count - 1]);
    trainer_close(trainer);
    kept_run_discard(checkpoint);
    free(result);
    free(sums);
}

static void test_closing_keeps_a_checkpoint(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer;
    struct kept_run kept;
    struct trainer_job job = job_of(100000);
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    await_batches(trainer, 2, 0);
    trainer_close(trainer);
    assert_true(is_kept(&kept));
    assert_true(kept.epoch >= 2);
    kept_run_discard(checkpoint);
    assert_false(is_kept(&kept));
    assert_int_equal(support_count_files("kept"), 0);
}

// A pause may be long, and the program be killed in it.
static void test_a_paused_run_is_kept_as_it_stands(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer = NULL;
    struct train_state *kept = malloc(sizeof *kept);
    struct run_curves *curves = malloc(sizeof *curves);
    char data[PATH_SIZE];
    struct trainer_job job = job_of(100000);
    assert_true(kept && curves && trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    await_batches(trainer, 0, 3);
    trainer_toggle_pause(trainer);
    await_phase(trainer, TRAINER_PAUSED);
    const struct trainer_progress *progress = progress_of(trainer);
    assert_true(kept_run_load(kept, data, curves, NULL, checkpoint, NULL));
    assert_int_equal(kept->epoch, progress->epoch);
    assert_int_equal(kept->batch, progress->batch);
    trainer_close(trainer);
    kept_run_discard(checkpoint);
    free(kept);
    free(curves);
}

static void test_a_postponed_checkpoint_stays_so_until_another_is_written(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer;
    struct kept_run kept;
    struct trainer_job job = job_of(100000);
    for (int i = 0; i < 2; i++) {
        assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
        trainer_start(trainer, &job);
        await_batches(trainer, 0, 3);
        trainer_close(trainer);
        assert_true(is_kept(&kept) && !kept.postponed);
        assert_true(kept_run_postpone(checkpoint, NULL));
        assert_true(is_kept(&kept) && kept.postponed);
    }
    kept_run_discard(checkpoint);
    assert_int_equal(support_count_files("kept"), 0);
}

static void test_a_paused_run_stands_still_until_it_is_resumed(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer;
    struct trainer_job job = job_of(100000);
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    await_batches(trainer, 0, 5);
    trainer_toggle_pause(trainer);
    await_phase(trainer, TRAINER_PAUSED);
    struct lenet *before = snapshot(trainer);
    for (int i = 0; i < 50; i++)
        nap();
    struct lenet *after = snapshot(trainer);
    assert_memory_equal(before, after, sizeof *before);
    int batches = progress_of(trainer)->epoch * BATCHES + progress_of(trainer)->batch;
    trainer_toggle_pause(trainer);
    await_batches(trainer, 0, batches + 5);
    trainer_toggle_pause(trainer);
    await_phase(trainer, TRAINER_PAUSED);
    trainer_stop(trainer); // also while paused
    assert_int_equal(await_end(trainer), TRAINER_STOPPED);
    trainer_close(trainer);
    free(before);
    free(after);
    kept_run_discard(checkpoint);
}

static void test_missing_data_is_named_and_a_later_run_works(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer;
    struct trainer_job job = job_of(1);
    snprintf(job.data, sizeof job.data, "nowhere");
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    assert_int_equal(await_end(trainer), TRAINER_FAILED);
    support_assert_says(&progress_of(trainer)->failure, STATUS_MISSING, "nowhere");
    trainer_forget(trainer);
    assert_int_equal(progress_of(trainer)->phase, TRAINER_IDLE);
    snprintf(job.data, sizeof job.data, "data");
    trainer_start(trainer, &job);
    assert_int_equal(await_end(trainer), TRAINER_FINISHED);
    trainer_close(trainer);
    kept_run_discard(checkpoint);
}

static void test_resuming_without_a_checkpoint_fails(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer;
    struct trainer_job job = job_of(1);
    job.resume = true;
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    assert_int_equal(await_end(trainer), TRAINER_FAILED);
    assert_int_equal(progress_of(trainer)->failure.code, STATUS_MISSING);
    trainer_close(trainer);
}

static void test_a_broken_checkpoint_is_not_offered(void **state)
{
    (void)state;
    struct kept_run kept;
    assert_true(file_make_folder("kept", NULL));
    support_write(checkpoint, "not a model", 11);
    support_write("kept/training.safetensors.data", "data", 4);
    assert_false(is_kept(&kept));
    kept_run_discard(checkpoint);
}

static void test_a_checkpoint_that_cannot_be_written_is_told_and_ends_nothing(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer;
    struct trainer_job job = job_of(2);
    support_write("file", "", 0);
    snprintf(job.checkpoint, sizeof job.checkpoint, "file/inside.safetensors");
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    assert_int_equal(await_end(trainer), TRAINER_FINISHED);
    job.options.epochs = 100000;
    trainer_start(trainer, &job);
    await_batches(trainer, 2, 0);
    trainer_stop(trainer);
    assert_int_equal(await_end(trainer), TRAINER_STOPPED);
    assert_int_not_equal(progress_of(trainer)->failure.code, STATUS_OK);
    trainer_close(trainer);
}

// Loss, training and test error go on where they ended, point by point.
static void test_a_continued_run_has_the_curves_of_all_its_epochs(void **state)
{
    (void)state;
    enum { EPOCHS = 24 }; // few enough that no points are merged
    atomic_int wakes = 0;
    struct trainer *trainer;
    struct trainer_job job = job_of(EPOCHS);
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    await_batches(trainer, 3, 5);
    trainer_stop(trainer);
    assert_int_equal(await_end(trainer), TRAINER_STOPPED);
    struct trainer_progress *before = malloc(sizeof *before);
    assert_non_null(before);
    *before = *progress_of(trainer);
    trainer_close(trainer);
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL)); // another start of the program
    job.resume = true;
    trainer_start(trainer, &job);
    assert_int_equal(await_end(trainer), TRAINER_FINISHED);
    const struct trainer_progress *after = progress_of(trainer);
    assert_int_equal(after->test_curve.count, EPOCHS);
    assert_int_equal(after->train_curve.count, EPOCHS);
    assert_true(before->test_curve.count >= 3 && before->loss_curve.count >= 3);
    size_t size = sizeof(float) * (size_t)before->test_curve.count;
    assert_memory_equal(after->test_curve.y, before->test_curve.y, size);
    assert_memory_equal(after->train_curve.y, before->train_curve.y, size);
    for (int i = 0; i < EPOCHS; i++)
        assert_float_equal(after->test_curve.x[i], i + 1, 1e-6);
    assert_float_equal(after->loss_curve.x[0], before->loss_curve.x[0], 1e-6);
    for (int i = 1; i < after->loss_curve.count; i++)
        assert_true(after->loss_curve.x[i] > after->loss_curve.x[i - 1]);
    trainer_close(trainer);
    kept_run_discard(checkpoint);
    free(before);
}

static void test_a_continued_run_begins_with_the_numbers_it_ended_with(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer;
    struct trainer_job job = job_of(100000);
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    await_batches(trainer, 2, 3);
    trainer_stop(trainer);
    await_end(trainer);
    float test_error = progress_of(trainer)->test_error, loss = progress_of(trainer)->loss;
    job.resume = true;
    trainer_start(trainer, &job);
    trainer_stop(trainer); // before it has moved
    assert_int_equal(await_end(trainer), TRAINER_STOPPED);
    assert_true(progress_of(trainer)->test_error == test_error);
    assert_true(progress_of(trainer)->loss == loss);
    trainer_close(trainer);
    kept_run_discard(checkpoint);
}

// Between two epochs, which may take minutes.
static void test_the_run_is_kept_in_the_middle_of_an_epoch(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer = NULL;
    struct train_state *kept = malloc(sizeof *kept);
    struct run_curves *curves = malloc(sizeof *curves);
    char data[PATH_SIZE];
    struct trainer_job job = job_of(100000);
    job.options.batch = 1;
    job.checkpoint_seconds = 1e-9;
    assert_true(kept && curves && trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    while (access(checkpoint, F_OK) != 0) {
        assert_false(is_over(progress_of(trainer)->phase));
        nap();
    }
    assert_true(kept_run_load(kept, data, curves, NULL, checkpoint, NULL));
    assert_int_equal(kept->epoch, 0);
    assert_true(kept->batch > 0);
    trainer_close(trainer);
    kept_run_discard(checkpoint);
    free(kept);
    free(curves);
}

static void test_a_run_without_a_batch_is_not_kept(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer;
    struct kept_run kept;
    struct trainer_job job = job_of(100000);
    snprintf(job.data, sizeof job.data, DATA_SOURCE_PRACTICE); // making it takes a while
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    trainer_stop(trainer);
    assert_int_equal(await_end(trainer), TRAINER_STOPPED);
    assert_int_equal(progress_of(trainer)->failure.code, STATUS_OK);
    assert_false(is_kept(&kept));
    trainer_start(trainer, &job);
    trainer_close(trainer); // while the data is made
    assert_false(is_kept(&kept));
    assert_int_equal(support_count_files("kept"), 0);
}

static void test_a_pause_that_is_taken_back_while_loading_is_none(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer;
    struct trainer_job job = job_of(2);
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    trainer_toggle_pause(trainer);
    assert_true(progress_of(trainer)->pausing);
    trainer_toggle_pause(trainer);
    assert_false(progress_of(trainer)->pausing);
    assert_int_equal(await_end(trainer), TRAINER_FINISHED);
    trainer_close(trainer);
    kept_run_discard(checkpoint);
}

// While it runs nobody else finds it; afterwards everybody.
static void test_the_lock_of_a_run_ends_with_it(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    struct trainer *trainer;
    struct kept_run kept;
    struct lock *second;
    struct status status = {0};
    struct trainer_job job = job_of(100000);
    assert_true(kept_run_take_new(job.checkpoint, &job.lock, checkpoint, "", &status));
    assert_string_equal(job.checkpoint, checkpoint);
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    await_batches(trainer, 2, 0);
    assert_int_equal(access(checkpoint, F_OK), 0);
    assert_false(is_kept(&kept));
    assert_false(kept_run_take(&second, checkpoint, &status));
    support_assert_says(&status, STATUS_IO, "goes on in another window: lenetpad (process ");
    trainer_stop(trainer);
    await_end(trainer);
    assert_true(is_kept(&kept));
    assert_true(kept_run_take(&job.lock, checkpoint, &status));
    job.resume = true;
    trainer_start(trainer, &job);
    trainer_close(trainer);
    assert_true(is_kept(&kept));
    kept_run_discard(checkpoint);
    assert_int_equal(support_count_files("kept"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_snapshot_is_whole_and_the_last_is_the_result),
        cmocka_unit_test(test_the_epoch_is_never_past_the_last),
        cmocka_unit_test(test_a_finished_run_shows_its_curves),
        cmocka_unit_test(test_a_finished_run_is_kept_and_locked_until_it_is_settled),
        cmocka_unit_test(test_the_result_of_a_killed_trainer_is_had_without_its_data),
        cmocka_unit_test(test_a_stopped_run_goes_on_to_the_same_bits),
        cmocka_unit_test(test_closing_keeps_a_checkpoint),
        cmocka_unit_test(test_a_paused_run_is_kept_as_it_stands),
        cmocka_unit_test(test_a_postponed_checkpoint_stays_so_until_another_is_written),
        cmocka_unit_test(test_a_paused_run_stands_still_until_it_is_resumed),
        cmocka_unit_test(test_missing_data_is_named_and_a_later_run_works),
        cmocka_unit_test(test_resuming_without_a_checkpoint_fails),
        cmocka_unit_test(test_a_broken_checkpoint_is_not_offered),
        cmocka_unit_test(test_a_checkpoint_that_cannot_be_written_is_told_and_ends_nothing),
        cmocka_unit_test(test_a_continued_run_has_the_curves_of_all_its_epochs),
        cmocka_unit_test(test_a_continued_run_begins_with_the_numbers_it_ended_with),
        cmocka_unit_test(test_the_run_is_kept_in_the_middle_of_an_epoch),
        cmocka_unit_test(test_a_run_without_a_batch_is_not_kept),
        cmocka_unit_test(test_a_pause_that_is_taken_back_while_loading_is_none),
        cmocka_unit_test(test_the_lock_of_a_run_ends_with_it),
    };
    return cmocka_run_group_tests(tests, make_data, support_leave_folder);
}
