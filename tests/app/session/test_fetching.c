// MNIST is fetched beside everything else: for a run that waits for it, or for later.
#include "tests/support/app_support.h"
#include "tests/support/home.h"
#include "tests/support/practice_data.h"

#include "app/base/clock.h"
#include "app/session/fetching.h"

#include <stdatomic.h>

static atomic_bool may_end, fails, deaf;

// Tells of half, waits, and brings practice digits under MNIST's names.
static bool bring(const void *source, const char *folder, download_note *note, void *context,
                  struct status *status)
{
    (void)source;
    while (!atomic_load(&may_end)) {
        if (!note(context, "train-images-idx3-ubyte.gz", 500, 1000) && !atomic_load(&deaf))
            return status_fail(status, STATUS_CANCELLED, "the download was cancelled");
        clock_pause(2);
    }
    if (atomic_load(&fails))
        return status_fail(status, STATUS_IO, "no mirror answers");
    return file_make_folder(folder, status) && practice_data_save(folder, 100, 20, 1) &&
           (note(context, "t10k-labels-idx1-ubyte.gz", 1000, 1000) || atomic_load(&deaf));
}

static struct app *open_app(void)
{
    struct app *app = app_support_open(&(struct session_options){0});
    app->session.bring = bring;
    atomic_store(&may_end, false);
    atomic_store(&fails, false);
    atomic_store(&deaf, false);
    return app;
}

static void await_half(struct app *app)
{
    for (int i = 0; i < 2000 && app->session.download_progress.done == 0; i++) {
        clock_pause(5);
        app_frame(app);
    }
    assert_int_equal(app->session.download_progress.done, 500);
    assert_int_equal(app->session.questions.open, QUESTION_DOWNLOAD);
}

static void await_end(struct app *app)
{
    for (int i = 0; i < 2000 && app->session.download; i++) {
        clock_pause(5);
        app_frame(app);
    }
    assert_null(app->session.download);
}

static bool is_said(const struct app *app, const char *words)
{
    return strstr(app->session.notice.text, words) != NULL;
}

static void test_what_was_fetched_for_later_is_told_of_and_begins_nothing(void **state)
{
    (void)state;
    struct app *app = open_app();
    fetching_begin(&app->session, false);
    await_half(app);
    atomic_store(&may_end, true);
    await_end(app);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_true(is_said(app, "MNIST is on this computer"));
    assert_false(session_trains(&app->session));
    app_close(app);
}

static void test_the_run_that_waited_begins(void **state)
{
    (void)state;
    struct app *app = open_app();
    fetching_begin(&app->session, true);
    await_half(app);
    atomic_store(&may_end, true);
    await_end(app);
    assert_true(session_trains(&app->session));
    app_close(app);
}

static void test_cancelling_goes_back_to_where_it_was_begun(void **state)
{
    (void)state;
    for (int for_run = 0; for_run < 2; for_run++) {
        struct app *app = open_app();
        fetching_begin(&app->session, for_run);
        await_half(app);
        fetching_cancel(&app->session);
        await_end(app);
        assert_int_equal(app->session.questions.open,
                         for_run ? QUESTION_MISSING_DATA : QUESTION_NONE);
        assert_true(is_said(app, "goes on from there"));
        app_close(app);
    }
}

// The last byte may be there already when somebody cancels.
static void test_nothing_begins_once_it_was_cancelled(void **state)
{
    (void)state;
    struct app *app = open_app();
    atomic_store(&deaf, true);
    fetching_begin(&app->session, true);
    await_half(app);
    fetching_cancel(&app->session);
    atomic_store(&may_end, true);
    await_end(app);
    assert_false(session_trains(&app->session));
    app_close(app);
}

static void test_a_failure_is_said_where_it_was_begun(void **state)
{
    (void)state;
    for (int for_run = 0; for_run < 2; for_run++) {
        struct app *app = open_app();
        atomic_store(&fails, true);
        fetching_begin(&app->session, for_run);
        await_half(app);
        atomic_store(&may_end, true);
        await_end(app);
        assert_int_equal(app->session.questions.open, QUESTION_ERROR);
        assert_non_null(strstr(app->session.questions.message, "o mirror answers"));
        questions_close(&app->session.questions);
        assert_int_equal(app->session.questions.open,
                         for_run ? QUESTION_MISSING_DATA : QUESTION_NONE);
        app_close(app);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_fetched_for_later_is_told_of_and_begins_nothing),
        cmocka_unit_test(test_the_run_that_waited_begins),
        cmocka_unit_test(test_cancelling_goes_back_to_where_it_was_begun),
        cmocka_unit_test(test_nothing_begins_once_it_was_cancelled),
        cmocka_unit_test(test_a_failure_is_said_where_it_was_begun),
    };
    return cmocka_run_group_tests(tests, home_enter, support_leave_folder);
}
