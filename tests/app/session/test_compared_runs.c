// Any number of runs of the past are laid over each other, and where memory ends, it is told.
#include "tests/support/app_support.h"

#include "app/session/past_runs.h"
#include "app/window/views/lab/lab_run_look.h"
#include "nn/base/grow.h"
#include "tests/support/home.h"
#include "tests/support/stubborn.h"

enum { MANY = 60 };

static char runs[PATH_SIZE];
static bool memory_ends;

// Of `ld --wrap`.
void *__real_grow_array(void *array, size_t count, size_t more, size_t item_size);
void *__wrap_grow_array(void *array, size_t count, size_t more, size_t item_size);
void *__wrap_grow_array(void *array, size_t count, size_t more, size_t item_size)
{
    return memory_ends ? NULL : __real_grow_array(array, count, more, item_size);
}

// Its loss tells which one it is.
static void keep_run(int number)
{
    char folder[PATH_SIZE];
    struct lock *lock;
    struct run_setup setup;
    struct run_record record;
    struct run_curves *curves = calloc(1, sizeof *curves);
    struct train_state *state = calloc(1, sizeof *state);
    assert_true(curves && state);
    run_setup_default(&setup);
    run_record_begin(&record, &setup);
    snprintf(record.began, sizeof record.began, "2026-10-01 09:%02d", number);
    assert_true(run_library_begin(folder, &lock, runs, &record, NULL, NULL));
    train_begin(state, &setup.options);
    state->epoch = 1;
    curve_add(&curves->loss, 1, (float)number);
    assert_true(run_library_keep(folder, &record, state, 60000, curves, NULL));
    lock_release(lock);
    free(state);
    free(curves);
}

static int make_library(void **state)
{
    if (home_enter(state) != 0 || !stubborn_save("model.safetensors", 7))
        return -1;
    snprintf(runs, sizeof runs, "%s/runs", (char *)*state);
    for (int i = 0; i < MANY; i++)
        keep_run(i);
    return 0;
}

static struct app *open_window(void)
{
    struct app *app =
        app_support_open(&(struct session_options){.model = "model.safetensors", .runs = runs});
    past_runs_read(&app->session);
    assert_int_equal(app->session.past.list.count, MANY);
    return app;
}

// Each under its own name, with its own curves.
static void assert_whole(const struct session *session, int count)
{
    assert_int_equal(session->compared.count, count);
    for (int i = 0; i < count; i++) {
        const struct compared_run *run = &session->compared.run[i];
        char time[8];
        snprintf(time, sizeof time, "-09%02d-", (int)run->curves.loss.y[0]);
        assert_int_equal(run->curves.loss.count, 1);
        assert_non_null(strstr(run->name, time));
    }
}

static void test_sixty_runs_are_laid_over_each_other_and_taken_away_again(void **state)
{
    (void)state;
    struct app *app = open_window();
    struct session *session = &app->session;
    for (int i = 0; i < MANY; i++) {
        past_runs_compare(session, (size_t)i);
        assert_whole(session, i + 1);
    }
    assert_int_equal(session->questions.open, QUESTION_NONE);
    for (int i = 0; i < MANY; i += 2)
        past_runs_compare(session, (size_t)i);
    assert_whole(session, MANY / 2);
    for (int i = 0; i < MANY; i++)
        assert_int_equal(past_runs_is_compared(session, session->past.list.entry[i].name), i % 2);
    past_runs_compare(session, 0);
    assert_whole(session, MANY / 2 + 1);
    app_close(app);
}

static void test_where_memory_ends_those_before_stay(void **state)
{
    (void)state;
    struct app *app = open_window();
    struct session *session = &app->session;
    for (int i = 0; i < 8; i++)
        past_runs_compare(session, (size_t)i);
    memory_ends = true;
    past_runs_compare(session, 8);
    memory_ends = false;
    assert_int_equal(session->questions.open, QUESTION_ERROR);
    assert_string_equal(session->questions.title, "This run cannot be compared, too");
    assert_non_null(strstr(session->questions.message, "no memory"));
    assert_whole(session, 8);
    questions_close(&session->questions);
    past_runs_compare(session, 8);
    assert_whole(session, 9);
    app_close(app);
}

// ---- What they look like ------------------------------------------------------------------------

static int difference(uint32_t a, uint32_t b)
{
    int sum = 0;
    for (int shift = 0; shift < 24; shift += 8)
        sum += abs((int)(a >> shift & 0xff) - (int)(b >> shift & 0xff));
    return sum;
}

static void check_looks(const struct theme *theme)
{
    struct plot_curve curve[LAB_RUN_LOOKS + 1] = {0};
    for (int i = 0; i <= LAB_RUN_LOOKS; i++) {
        lab_run_look_put(&curve[i], theme, i);
        assert_true(curve[i].beside && curve[i].colour >> 24 == 0xff);
        assert_true(difference(curve[i].colour, theme->panel) >= 100);
        for (int k = 0; k < i && i < LAB_RUN_LOOKS; k++)
            assert_true(curve[k].pattern != curve[i].pattern ||
                        difference(curve[k].colour, curve[i].colour) >= 24);
    }
    assert_true(curve[0].colour == curve[LAB_RUN_LOOKS].colour &&
                curve[0].pattern == curve[LAB_RUN_LOOKS].pattern);
}

static void test_dozens_look_unlike_each_other(void **state)
{
    (void)state;
    check_looks(&theme_light);
    check_looks(&theme_dark);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sixty_runs_are_laid_over_each_other_and_taken_away_again),
        cmocka_unit_test(test_where_memory_ends_those_before_stay),
        cmocka_unit_test(test_dozens_look_unlike_each_other),
    };
    return cmocka_run_group_tests(tests, make_library, support_leave_folder);
}
