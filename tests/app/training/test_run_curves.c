// The curves of a run that was left again and again are those of one that was never left.
#include "tests/support/support.h"

#include "app/training/curves/run_curves.h"
#include "app/training/kept_run.h"
#include "app/training/run.h"
#include "tests/support/practice_data.h"
#include <math.h>

enum { IMAGES = 1000, BATCHES = 125, EPOCHS = 2, STEPS = 7 };

static const char checkpoint[] = "kept/run.safetensors";

struct watched {
    struct run run;
    struct run_curves curves;
    int steps_left; // before it is left
};

static bool may_go_on(void *context)
{
    struct watched *watched = context;
    return watched->steps_left-- > 0;
}

static bool stepped(void *context, double seconds, bool epoch_trained, struct status *status)
{
    (void)seconds, (void)status;
    struct watched *watched = context;
    run_curves_add_step(&watched->curves, watched->run.train,
                        training_set_count(&watched->run.set.data), epoch_trained);
    return true;
}

static bool tested(void *context, const struct evaluation *test, const struct evaluation *held,
                   struct status *status)
{
    (void)held;
    (void)status;
    struct watched *watched = context;
    curve_add(&watched->curves.test, (float)run_state(&watched->run)->epoch,
              (float)test->wrong / (float)test->count);
    return true;
}

static bool keep(void *context, struct status *status)
{
    const struct watched *watched = context;
    return kept_run_save(checkpoint, run_state(&watched->run), "data", &watched->curves, NULL,
                         status);
}

static const struct run_watcher watcher = {may_go_on, stepped, tested, keep, RUN_KEEPS_ALL, 3600};

// From `state` until it is left; the state is the one then.
static enum run_end go(struct watched *watched, struct train_state *state)
{
    const struct data_split_request request = {.data = "data", .quiet = true};
    struct status status = {0};
    assert_true(run_load(&watched->run, &request, &status));
    assert_true(run_begin(&watched->run, state, 1, &watcher, watched, &status));
    assert_int_equal(train_batches_per_epoch(watched->run.train), BATCHES);
    enum run_end end = run_go(&watched->run, &status);
    if (end == RUN_LEFT)
        assert_true(run_keep(&watched->run, &status));
    *state = *run_state(&watched->run);
    run_close(&watched->run);
    return end;
}

static struct watched *begin(struct train_state **state)
{
    struct watched *watched = calloc(1, sizeof *watched);
    struct train_options options = train_default_options();
    *state = calloc(1, sizeof **state);
    assert_true(watched && *state);
    options.epochs = EPOCHS;
    options.batch = IMAGES / BATCHES;
    train_begin(*state, &options);
    return watched;
}

static void assert_same_curve(const struct curve *a, const struct curve *b)
{
    assert_true(a->count > 0 && a->count == b->count);
    assert_memory_equal(a->x, b->x, sizeof(float) * (size_t)a->count);
    assert_memory_equal(a->y, b->y, sizeof(float) * (size_t)a->count);
}

static void test_a_run_that_is_left_again_and_again_has_the_same_curves(void **state)
{
    (void)state;
    struct train_state *whole_state, *state_now;
    struct watched *whole = begin(&whole_state), *left = begin(&state_now);
    char data[PATH_SIZE];
    whole->steps_left = EPOCHS * BATCHES;
    assert_int_equal(go(whole, whole_state), RUN_DONE);
    for (left->steps_left = STEPS; go(left, state_now) == RUN_LEFT; left->steps_left = STEPS) {
        memset(left, 0, sizeof *left); // all that is left is the file
        assert_true(kept_run_load(state_now, data, &left->curves, NULL, checkpoint, NULL));
    }
    assert_memory_equal(&state_now->average, &whole_state->average, sizeof state_now->average);
    assert_same_curve(&left->curves.loss, &whole->curves.loss);
    assert_same_curve(&left->curves.test, &whole->curves.test);
    assert_int_equal(whole->curves.loss.count,
                     EPOCHS * 42); // of 125 batches every third, and the end
    free(whole), free(left), free(whole_state), free(state_now);
}

// Of a run of 300 epochs: its beginning is whole, and no part of it is told much more closely than
// another, whenever one looks.
static void test_long_runs_keep_their_beginning_and_tell_all_as_closely(void **state)
{
    (void)state;
    struct curve *curve = calloc(1, sizeof *curve);
    for (int i = 1; i <= 300 * 40; i++) {
        float x = (float)i / 40;
        curve_add(curve, x, i <= 40 ? 0.1f - 0.002f * (float)i : x);
        float least = INFINITY, most = 0;
        for (int k = CURVE_BEGINNING; k + 3 < curve->count; k++) { // the latest still grow
            float step = curve->x[k] - curve->x[k - 1];
            least = fminf(least, step);
            most = fmaxf(most, step);
            float told = (curve->x[k] + curve->x[k - 1]) / 2 + 1.0f / 80; // the mean of its points
            assert_float_equal(curve->y[k], told, 2e-3);
        }
        if (curve->count == CURVE_POINTS && i > 2 * CURVE_POINTS)
            assert_true(most < 4.1f * least);
        assert_float_equal(curve->x[curve->count - 1], x, 0);
    }
    assert_int_equal(curve->count, CURVE_POINTS);
    for (int k = 0; k < CURVE_BEGINNING; k++) {
        assert_float_equal(curve->x[k], (float)(k + 1) / 40, 0);
        assert_float_equal(curve->y[k], 0.1f - 0.002f * (float)(k + 1), 0);
    }
    free(curve);
}

// How much wider the widest step between its points is than the narrowest, but for its beginning
// and its latest.
static float unevenness(const struct curve *curve)
{
    float least = INFINITY, most = 0;
    for (int k = CURVE_BEGINNING; k + 3 < curve->count; k++) {
        float step = curve->x[k] - curve->x[k - 1];
        least = fminf(least, step);
        most = fmaxf(most, step);
    }
    return most / least;
}

static void test_ten_thousand_epochs_are_told_as_closely_also_if_they_were_left(void **state)
{
    (void)state;
    enum { POINTS = 10000 * 40, LEFT_EVERY = 997 };
    struct curve *whole = calloc(1, sizeof *whole), *left = calloc(1, sizeof *left);
    char *text = malloc(CURVE_TEXT);
    assert_true(whole && left && text);
    for (int i = 1; i <= POINTS; i++) {
        float x = (float)i / 40, y = i <= 40 ? 1 / (float)i : 0.01f + (float)(i % 7) / 1000;
        curve_add(whole, x, y);
        curve_add(left, x, y);
        if (i % LEFT_EVERY != 0 && i != POINTS)
            continue;
        assert_true(i < 2 * CURVE_POINTS || unevenness(whole) < 4.1f);
        assert_float_equal(whole->x[0], 1.0f / 40, 0);
        assert_float_equal(whole->y[0], 1, 0);
        assert_float_equal(whole->x[whole->count - 1], x, 0);
        curve_write(text, left);
        *left = (struct curve){.count = 0};
        assert_true(curve_read(left, text));
        assert_same_curve(left, whole);
    }
    free(whole), free(left), free(text);
}

static int make_data(void **state)
{
    if (support_enter_folder(state) != 0)
        return -1;
    return practice_data_save("data", IMAGES, 20, 1) ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_run_that_is_left_again_and_again_has_the_same_curves),
        cmocka_unit_test(test_long_runs_keep_their_beginning_and_tell_all_as_closely),
        cmocka_unit_test(test_ten_thousand_epochs_are_told_as_closely_also_if_they_were_left),
    };
    return cmocka_run_group_tests(tests, make_data, support_leave_folder);
}
