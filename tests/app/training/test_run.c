// The loop of a run: what its watcher is told, in which order, and how it ends a run.
#include "tests/support/support.h"

#include "app/training/run.h"
#include "nn/train/evaluation.h"
#include "tests/support/practice_data.h"

#include <math.h>

enum { TRAIN_IMAGES = 96, TEST_IMAGES = 20, BATCHES = 3, EPOCHS = 2 };

// What happened, a letter each: s a step, e one that ended an epoch, t a test, k kept.
struct story {
    struct run run;
    char told[64];
    int begun;      // epochs, before it goes on
    int steps_left; // before it is not to go on
    char fails_at;  // the event that fails
};

static bool tell(struct story *story, char event, struct status *status)
{
    size_t length = strlen(story->told);
    assert_true(length + 1 < sizeof story->told);
    story->told[length] = event;
    return event != story->fails_at || status_fail(status, STATUS_IO, "%c failed", event);
}

static bool may_go_on(void *context)
{
    struct story *story = context;
    return story->steps_left-- > 0;
}

static bool stepped(void *context, double seconds, bool epoch_trained, struct status *status)
{
    assert_true(seconds >= 0);
    return tell(context, epoch_trained ? 'e' : 's', status);
}

static bool tested(void *context, const struct evaluation *test, const struct evaluation *held,
                   struct status *status)
{
    assert_null(held);
    assert_int_equal(test->count, TEST_IMAGES);
    return tell(context, 't', status);
}

static bool keep(void *context, struct status *status)
{
    return tell(context, 'k', status);
}

static int make_data(void **state)
{
    if (support_enter_folder(state) != 0)
        return -1;
    return practice_data_save("data", TRAIN_IMAGES, TEST_IMAGES, 1) ? 0 : -1;
}

static struct run_watcher watcher_of(enum run_keeping keeping, double keep_seconds)
{
    return (struct run_watcher){may_go_on, stepped, tested, keep, keeping, keep_seconds};
}

// Goes through a run of two epochs of three batches.
static enum run_end go(struct story *story, const struct run_watcher *watcher,
                       struct status *status)
{
    struct train_options options = train_default_options();
    struct train_state *state = malloc(sizeof *state);
    const struct data_split_request request = {.data = "data", .quiet = true};
    assert_non_null(state);
    options.epochs = EPOCHS;
    train_begin(state, &options);
    state->epoch = story->begun;
    assert_true(run_load(&story->run, &request, status));
    assert_true(run_begin(&story->run, state, 1, watcher, story, status));
    assert_int_equal(train_batches_per_epoch(story->run.train), BATCHES);
    enum run_end end = run_go(&story->run, status);
    run_close(&story->run);
    free(state);
    return end;
}

static void test_each_epoch_is_tested_and_kept_when_the_watcher_wants(void **state)
{
    (void)state;
    struct story before = {.steps_left = 99}, after = {.steps_left = 99},
                 often = {.steps_left = 99};
    struct run_watcher watcher = watcher_of(RUN_KEEPS_ALL, INFINITY);
    assert_int_equal(go(&before, &watcher, NULL), RUN_DONE);
    assert_string_equal(before.told, "ssetk"
                                     "ssetk");
    watcher = watcher_of(RUN_KEEPS_ALL_BUT_LAST, INFINITY);
    assert_int_equal(go(&after, &watcher, NULL), RUN_DONE);
    assert_string_equal(after.told, "ssetk"
                                    "sset");
    watcher = watcher_of(RUN_KEEPS_ALL_BUT_LAST, -1); // at every chance
    assert_int_equal(go(&often, &watcher, NULL), RUN_DONE);
    assert_string_equal(often.told, "sksketk"
                                    "sksket");
}

// Killed at any moment, it can be gone on with, also one that went on from another's middle.
static void test_a_run_is_kept_after_its_first_step(void **state)
{
    (void)state;
    struct story fresh = {.steps_left = 99};
    struct run_watcher watcher = watcher_of(RUN_KEEPS_ALL, RUN_KEEP_SECONDS + 3600);
    assert_int_equal(go(&fresh, &watcher, NULL), RUN_DONE);
    assert_string_equal(fresh.told, "sksetk"
                                    "ssetk");
    struct story branch = {.begun = 1, .steps_left = 99};
    assert_int_equal(go(&branch, &watcher, NULL), RUN_DONE);
    assert_string_equal(branch.told, "sksetk");
    assert_true(RUN_KEEP_SECONDS < 10);
}

static void test_a_run_is_left_before_the_step_that_is_not_wanted(void **state)
{
    (void)state;
    struct story none = {.steps_left = 0}, some = {.steps_left = 4};
    struct run_watcher watcher = watcher_of(RUN_KEEPS_ALL_BUT_LAST, INFINITY);
    assert_int_equal(go(&none, &watcher, NULL), RUN_LEFT);
    assert_string_equal(none.told, "");
    assert_false(none.run.moved);
    assert_int_equal(go(&some, &watcher, NULL), RUN_LEFT);
    assert_string_equal(some.told, "ssetk"
                                   "s");
    assert_true(some.run.moved);
}

static void test_whatever_fails_ends_the_run_with_its_reason(void **state)
{
    (void)state;
    const struct {
        char fails_at;
        const char *told;
    } cases[] = {{'s', "s"}, {'e', "sse"}, {'t', "sset"}, {'k', "ssetk"}};
    struct run_watcher watcher = watcher_of(RUN_KEEPS_ALL_BUT_LAST, INFINITY);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct story story = {.steps_left = 99, .fails_at = cases[i].fails_at};
        struct status status = {0};
        assert_int_equal(go(&story, &watcher, &status), RUN_FAILED);
        assert_string_equal(story.told, cases[i].told);
        assert_int_equal(status.code, STATUS_IO);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_epoch_is_tested_and_kept_when_the_watcher_wants),
        cmocka_unit_test(test_a_run_is_kept_after_its_first_step),
        cmocka_unit_test(test_a_run_is_left_before_the_step_that_is_not_wanted),
        cmocka_unit_test(test_whatever_fails_ends_the_run_with_its_reason),
    };
    return cmocka_run_group_tests(tests, make_data, support_leave_folder);
}
