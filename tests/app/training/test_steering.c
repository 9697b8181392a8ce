// What a run is told while it goes on: by batches and epochs, to a pause and on.
#include "tests/support/trained.h"

#include "nn/strokes/strokes_text.h"
#include "tests/support/practice_strokes.h"

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

// ---- Branches -----------------------------------------------------------------------------------

static struct snapshot_list *moments(void)
{
    static struct snapshot_list list;
    snapshots_get_list(trainer_snapshots(trainer), &list);
    return &list;
}

static void branch_at(uint64_t step, int epochs)
{
    struct trainer_job job = job_of(epochs);
    job.from = malloc(sizeof *job.from);
    job.branch = true;
    assert_non_null(job.from);
    assert_true(snapshots_get(trainer_snapshots(trainer), step, job.from));
    trainer_start(trainer, &job);
}

static void test_a_branch_of_any_moment_ends_in_the_same_bits_and_curves(void **state)
{
    (void)state;
    int count;
    enum { EPOCHS = 6 };
    uint64_t *sums = expected_sums(EPOCHS, &count);
    struct trainer_job job = job_of(EPOCHS);
    trainer_start(trainer, &job);
    assert_int_equal(await_end(trainer), TRAINER_FINISHED);
    struct trainer_progress whole = *progress_of(trainer);
    struct snapshot_list list = *moments();
    assert_true(list.step[0] == 0 && list.step[list.count - 1] == EPOCHS * BATCHES);
    for (int i = list.count - 2; i >= 0; i -= 13) { // from later to earlier: those stay
        branch_at(list.step[i], EPOCHS);
        assert_int_equal(await_end(trainer), TRAINER_FINISHED);
        check_weights(sums[count - 1]);
        const struct trainer_progress *progress = progress_of(trainer);
        assert_memory_equal(&progress->loss_curve, &whole.loss_curve, sizeof whole.loss_curve);
        assert_memory_equal(&progress->train_curve, &whole.train_curve, sizeof whole.train_curve);
        assert_memory_equal(&progress->test_curve, &whole.test_curve, sizeof whole.test_curve);
        assert_int_equal(moments()->count, list.count);
        assert_memory_equal(moments()->step, list.step, sizeof *list.step * (size_t)list.count);
    }
    free(sums);
}

// ---- What stays of its curves -------------------------------------------------------------------

// The lines of the only run in the library, without how fast it was; every one has its rate and
// speed.
static char *kept_lines(void)
{
    size_t size;
    assert_int_equal(system("cp runs/*/curves.csv kept.csv"), 0);
    char *text = (char *)support_read("kept.csv", &size), *to = text;
    text[size] = '\0';
    char *line = strtok(text, "\n");
    for (int number = 0; line; line = strtok(NULL, "\n"), number++) {
        char *speed = strrchr(line, ',');
        assert_true(speed && speed[1] && speed[-1] != ',');
        *speed = '\0';
        size_t length = strlen(line);
        memmove(to, line, length);
        to[length] = '\n';
        to += length + 1;
    }
    *to = '\0';
    return text;
}

// To its end, or until it is left a batch after so many epochs: it stands still there, however fast
// it is.
static void go_in_library(bool resume, int epochs, int leave_after)
{
    struct trainer_job job = job_of(epochs);
    job.resume = resume;
    job.paused = leave_after > 0;
    snprintf(job.library, PATH_SIZE, "runs");
    trainer_start(trainer, &job);
    if (leave_after > 0) {
        await_phase(trainer, TRAINER_PAUSED);
        while (progress_of(trainer)->epoch < leave_after) {
            int epoch = progress_of(trainer)->epoch + 1;
            trainer_go(trainer, TRAINER_ONE_EPOCH);
            await_rest_at(epoch * BATCHES);
        }
        trainer_go(trainer, TRAINER_ONE_BATCH);
        await_rest_at(leave_after * BATCHES + 1);
        trainer_stop(trainer);
    }
    await_end(trainer);
}

// As if the program had been killed two points after it had kept the run.
static void add_lines_behind(const char *whole)
{
    char *lines = kept_lines();
    const char *at = whole + strlen(lines);
    FILE *file = fopen("behind.csv", "w");
    assert_non_null(file);
    for (int i = 0; i < 2; i++, at = strchr(at, '\n') + 1)
        fprintf(file, "%.*s,777\n", (int)strcspn(at, "\n"), at);
    fclose(file);
    assert_int_equal(system("cat behind.csv >>$(echo runs/*/curves.csv)"), 0);
    free(lines);
}

static void test_a_run_has_rate_and_speed_of_every_point_also_if_it_was_left(void **state)
{
    (void)state;
    enum { EPOCHS = 30 }; // more points than a curve has room for
    assert_int_equal(system("rm -rf runs"), 0);
    go_in_library(false, EPOCHS, 0);
    char *whole = kept_lines();
    int lines = 0;
    for (const char *c = whole; *c; c++)
        lines += *c == '\n';
    assert_int_equal(lines, 1 + EPOCHS * (BATCHES < 40 ? BATCHES : 40));
    trainer_settle(trainer, true);
    assert_int_equal(system("rm -rf runs"), 0);
    go_in_library(false, EPOCHS, 3);
    add_lines_behind(whole);
    go_in_library(true, EPOCHS, 9);
    go_in_library(true, EPOCHS, 0);
    char *left = kept_lines();
    assert_string_equal(left, whole);
    trainer_settle(trainer, true);
    free(whole), free(left);
}

// The same run without a trainer, steered at these steps.
struct turn {
    int step;
    float rate;
    enum augment augment;
};
static const struct turn turns[] = {
    {0, 0.5f, AUGMENT_AFFINE}, {7, 2, AUGMENT_NONE}, {30, 0.25f, AUGMENT_FULL}};
enum { TURNS = sizeof turns / sizeof *turns };

static uint64_t steered_sum(int epochs)
{
    struct trainer_job job = job_of(epochs);
    struct dataset data;
    struct threads *threads;
    struct train *train;
    struct train_state *state = malloc(sizeof *state);
    assert_true(state && dataset_load(&data, "data", DATASET_TRAIN, NULL));
    train_begin(state, &job.options);
    assert_true(threads_open(&threads, 2, NULL));
    assert_true(train_open(&train, state, &(struct training_set){.images = &data}, threads, NULL));
    for (int step = 0; !train_done(train); step++) {
        for (int i = 0; i < TURNS; i++)
            if (turns[i].step == step)
                assert_true(train_steer(train, turns[i].rate, turns[i].augment));
        train_step(train);
    }
    uint64_t sum = checksum(&train_get_state(train)->average);
    train_close(train);
    threads_close(threads);
    dataset_free(&data);
    free(state);
    return sum;
}

static void steer(int turn)
{
    trainer_steer(trainer, turns[turn].rate, turns[turn].augment);
    assert_true(progress_of(trainer)->rate == turns[turn].rate);
    while (progress_of(trainer)->changes < turn + 1)
        nap();
    assert_true(progress_of(trainer)->rate == turns[turn].rate);
    assert_true(progress_of(trainer)->augment == turns[turn].augment);
}

static void step_to(int batches)
{
    int left = batches - batches_done();
    for (int i = 0; i < left; i++)
        trainer_go(trainer, TRAINER_ONE_BATCH);
    await_rest_at(batches);
}

static void test_a_branch_of_a_steered_run_keeps_what_was_steered_before(void **state)
{
    (void)state;
    enum { EPOCHS = 3 };
    uint64_t sum = steered_sum(EPOCHS);
    start_paused(EPOCHS);
    for (int i = 0; i < TURNS; i++) {
        step_to(turns[i].step);
        steer(i);
    }
    trainer_go(trainer, TRAINER_TO_THE_END);
    assert_int_equal(await_end(trainer), TRAINER_FINISHED);
    check_weights(sum);
    static const uint64_t later[] = {59, 45, 30}; // than the last turn
    for (int i = 0; i < 3; i++) {
        branch_at(later[i], EPOCHS);
        assert_int_equal(await_end(trainer), TRAINER_FINISHED);
        check_weights(sum);
    }
    branch_at(20, EPOCHS); // before the last turn: another run
    assert_int_equal(await_end(trainer), TRAINER_FINISHED);
    assert_int_equal(progress_of(trainer)->changes, 2);
    struct lenet *weights = snapshot(trainer);
    assert_true(checksum(weights) != sum);
    free(weights);
}

static void test_a_moment_at_which_a_run_was_steered_goes_on_as_the_run_did(void **state)
{
    (void)state;
    enum { EPOCHS = 3 }; // each of its batches is a moment
    struct snapshot_list list;
    struct run_moment *moment = malloc(sizeof *moment);
    start_paused(EPOCHS);
    trainer_go(trainer, TRAINER_TO_THE_END);
    do // in the middle of it, not where it rests
        snapshots_get_list(trainer_snapshots(trainer), &list);
    while (list.count < 3);
    trainer_steer(trainer, 0.125f, AUGMENT_NONE);
    assert_int_equal(await_end(trainer), TRAINER_FINISHED);
    assert_true(snapshots_get(trainer_snapshots(trainer), EPOCHS * BATCHES, moment));
    assert_int_equal(moment->state.steering.count, 1);
    struct steering_change change = moment->state.steering.change[0];
    uint64_t step = (uint64_t)(change.epoch * BATCHES + change.batch);
    assert_true(snapshots_get(trainer_snapshots(trainer), step, moment));
    assert_int_equal(moment->state.steering.count, 1);
    free(moment);
}

static void test_a_run_that_goes_on_is_steered_at_once(void **state)
{
    (void)state;
    struct trainer_job job = job_of(100000);
    trainer_start(trainer, &job);
    await_batches(trainer, 0, 3);
    trainer_steer(trainer, 0.125f, AUGMENT_NONE);
    await_batches(trainer, progress_of(trainer)->epoch + 2, 0); // it may have been over already
    assert_int_equal(progress_of(trainer)->changes, 1);
    assert_true(progress_of(trainer)->rate == 0.125f);
    trainer_stop(trainer);
    assert_int_equal(await_end(trainer), TRAINER_STOPPED);
    job.resume = true; // and is kept
    job.paused = true;
    trainer_start(trainer, &job);
    await_phase(trainer, TRAINER_PAUSED);
    assert_true(progress_of(trainer)->rate == 0.125f);
    assert_int_equal(progress_of(trainer)->augment, AUGMENT_NONE);
}

static void test_the_same_run_has_the_same_moments_each_time(void **state)
{
    (void)state;
    struct trainer_job job = job_of(8);
    struct snapshot_list first;
    for (int i = 0; i < 2; i++) {
        trainer_start(trainer, &job);
        if (i > 0) // however it is driven
            trainer_go(trainer, TRAINER_ONE_EPOCH);
        while (!is_over(progress_of(trainer)->phase)) {
            if (progress_of(trainer)->phase == TRAINER_PAUSED)
                trainer_go(trainer, TRAINER_ONE_EPOCH);
            nap();
        }
        if (i == 0)
            first = *moments();
    }
    assert_int_equal(moments()->count, first.count);
    assert_memory_equal(moments()->step, first.step, sizeof *first.step * (size_t)first.count);
}

static void save_strokes(const char *path)
{
    struct strokes strokes = practice_strokes(30);
    assert_true(strokes_save(&strokes, path, NULL));
    strokes_free(&strokes);
}

// Drawings are drawn anew in every epoch; half of the images are left out.
static void test_a_branch_of_a_run_with_strokes_ends_in_the_same_bits(void **state)
{
    (void)state;
    struct trainer_job job = job_of(4);
    save_strokes("pen.strokes");
    job.by_setup = true;
    run_setup_default(&job.setup);
    job.setup.part[RUN_PART_MNIST].used = false;
    job.setup.part[RUN_PART_FOLDER] = (struct run_part){.used = true, .share = 50, .path = "data"};
    job.setup.part[RUN_PART_STROKES] =
        (struct run_part){.used = true, .share = 150, .path = "pen.strokes"};
    trainer_start(trainer, &job);
    assert_int_equal(await_end(trainer), TRAINER_FINISHED);
    struct lenet *weights = snapshot(trainer);
    struct snapshot_list list = *moments();
    uint64_t sum = checksum(weights);
    assert_true(list.batches < BATCHES);
    for (int i = list.count - 2; i >= 0; i -= 11) {
        job.from = malloc(sizeof *job.from);
        job.branch = true;
        assert_true(job.from && snapshots_get(trainer_snapshots(trainer), list.step[i], job.from));
        trainer_start(trainer, &job);
        assert_int_equal(await_end(trainer), TRAINER_FINISHED);
        check_weights(sum);
    }
    free(weights);
}

static void test_a_resumed_run_has_its_moments_and_branches_to_the_same_bits(void **state)
{
    (void)state;
    enum { EPOCHS = 6 };
    int count;
    uint64_t *sums = expected_sums(EPOCHS, &count);
    struct trainer_job job = job_of(EPOCHS);
    job.paused = true;
    snprintf(job.library, sizeof job.library, "runs");
    trainer_start(trainer, &job);
    await_phase(trainer, TRAINER_PAUSED);
    step_to(4 * BATCHES + 7);
    trainer_close(trainer);
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    job.resume = true;
    trainer_start(trainer, &job);
    await_phase(trainer, TRAINER_PAUSED);
    struct snapshot_list list = *moments();
    assert_true(list.count > 8 && list.step[0] == 0);
    assert_true(list.step[list.count - 1] == 4 * BATCHES + 7);
    trainer_stop(trainer);
    assert_int_equal(await_end(trainer), TRAINER_STOPPED);
    for (int i = list.count - 2; i >= 0; i -= 6) {
        branch_at(list.step[i], EPOCHS);
        assert_int_equal(await_end(trainer), TRAINER_FINISHED);
        check_weights(sums[count - 1]);
    }
    free(sums);
}

static void test_a_run_that_is_closed_before_it_begins_frees_its_moment(void **state)
{
    (void)state;
    start_paused(3);
    trainer_stop(trainer);
    await_end(trainer);
    branch_at(0, 3);
    trainer_end(trainer);
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
        WITH_TRAINER(test_a_run_has_rate_and_speed_of_every_point_also_if_it_was_left),
        WITH_TRAINER(test_a_branch_of_any_moment_ends_in_the_same_bits_and_curves),
        WITH_TRAINER(test_a_branch_of_a_steered_run_keeps_what_was_steered_before),
        WITH_TRAINER(test_a_moment_at_which_a_run_was_steered_goes_on_as_the_run_did),
        WITH_TRAINER(test_a_run_that_goes_on_is_steered_at_once),
        WITH_TRAINER(test_the_same_run_has_the_same_moments_each_time),
        WITH_TRAINER(test_a_branch_of_a_run_with_strokes_ends_in_the_same_bits),
        WITH_TRAINER(test_a_resumed_run_has_its_moments_and_branches_to_the_same_bits),
        WITH_TRAINER(test_a_run_that_is_closed_before_it_begins_frees_its_moment),
    };
    return cmocka_run_group_tests(tests, make_data, support_leave_folder);
}
