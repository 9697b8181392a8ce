// MNIST is fetched beside everything else: for a run that waits for it, or for later.
#include "tests/support/app_support.h"
#include "tests/support/home.h"
#include "tests/support/practice_data.h"

#include "app/base/clock.h"
#include "app/session/fetching.h"

#include <stdatomic.h>

static atomic_bool may_end, fails, deaf;
static char asked[8][PATH_SIZE]; // addresses, in turn; "": the usual mirrors
static atomic_int asked_count;

// Tells of half, waits, and brings practice digits under MNIST's names. Addresses with "gone" in
// them bring nothing.
static bool bring(const void *from, const char *folder, download_note *note, void *context,
                  struct status *status)
{
    int number = atomic_fetch_add(&asked_count, 1);
    assert_true(number < 8);
    snprintf(asked[number], PATH_SIZE, "%s", from ? (const char *)from : "");
    if (strstr(asked[number], "gone"))
        return status_fail(status, STATUS_IO, "no such host");
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
    atomic_store(&asked_count, 0);
    return app;
}

static void await_half(struct app *app)
{
    for (int i = 0; i < 20000 && app->session.fetching.progress.done == 0; i++) {
        clock_pause(5);
        app_frame(app);
    }
    assert_int_equal(app->session.fetching.progress.done, 500);
    assert_int_equal(app->session.questions.open, QUESTION_DOWNLOAD);
}

static void await_end(struct app *app)
{
    for (int i = 0; i < 20000 && app->session.fetching.download; i++) {
        clock_pause(5);
        app_frame(app);
    }
    assert_null(app->session.fetching.download);
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

static void await_question(struct app *app, enum question question)
{
    for (int i = 0; i < 20000 && app->session.questions.open != question; i++) {
        clock_pause(5);
        app_frame(app);
    }
    assert_int_equal(app->session.questions.open, question);
    app_frame(app);
}

static void test_a_failure_asks_for_an_address_and_leads_back_to_where_it_was_begun(void **state)
{
    (void)state;
    for (int for_run = 0; for_run < 2; for_run++) {
        struct app *app = open_app();
        atomic_store(&fails, true);
        fetching_begin(&app->session, for_run);
        await_half(app);
        atomic_store(&may_end, true);
        await_question(app, QUESTION_FETCH);
        const char *words = app_support_words(app);
        assert_non_null(strstr(words, "\nMNIST could not be fetched\n"));
        assert_non_null(strstr(words, "No mirror answers"));
        assert_non_null(strstr(words, "SHA-256"));
        press(app, KEY_ESCAPE, 0);
        assert_int_equal(app->session.questions.open,
                         for_run ? QUESTION_MISSING_DATA : QUESTION_NONE);
        app_close(app);
    }
}

static void test_enter_tries_again(void **state)
{
    (void)state;
    struct app *app = open_app();
    atomic_store(&fails, true);
    atomic_store(&may_end, true);
    fetching_begin(&app->session, true);
    await_question(app, QUESTION_FETCH);
    atomic_store(&fails, false);
    press(app, KEY_ENTER, 0);
    await_end(app);
    assert_true(session_trains(&app->session));
    assert_int_equal(atomic_load(&asked_count), 2);
    assert_string_equal(app->session.settings.mirror, "");
    app_close(app);
}

static void type(struct app *app, const char *text)
{
    struct event event = {.type = EVENT_TEXT};
    for (; *text; text++) {
        event.text[0] = *text;
        app_event(app, &event);
        app_frame(app);
    }
}

static void test_an_address_that_was_typed_is_asked_alone_and_remembered(void **state)
{
    (void)state;
    struct app *app = open_app();
    fetching_begin(&app->session, false);
    await_half(app);
    app_frame(app); // a dialog has the keyboard from its second frame on
    press(app, KEY_TAB, 0);
    press(app, KEY_ENTER, 0); // "Another address…"
    await_question(app, QUESTION_FETCH);
    assert_non_null(strstr(app_support_words(app), "\nMNIST from another address\n"));
    type(app, " http://mirror.example/mnist ");
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_DOWNLOAD);
    atomic_store(&may_end, true);
    for (int i = 0; i < 20000 && app->session.questions.open != QUESTION_NONE; i++) {
        clock_pause(5);
        app_frame(app);
    }
    assert_true(is_said(app, "MNIST is on this computer"));
    assert_int_equal(atomic_load(&asked_count), 2);
    assert_string_equal(asked[1], "http://mirror.example/mnist");
    assert_string_equal(app->session.settings.mirror, "http://mirror.example/mnist");
    app_close(app);
}

static void test_what_is_no_web_address_is_said_and_asked_of_nobody(void **state)
{
    (void)state;
    static const char *const wrong[] = {"file:///etc/", "mirror.example/mnist", "http://",
                                        "https:// x",   "http:///mnist",        "http://a b/mnist"};
    struct app *app = open_app();
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        snprintf(app->session.fetching.address, PATH_SIZE, "%s", wrong[i]);
        fetching_try(&app->session);
        assert_int_equal(app->session.questions.open, QUESTION_FETCH);
        assert_non_null(strstr(app_support_words(app), "The address must begin with https://"));
    }
    assert_int_equal(atomic_load(&asked_count), 0);
    assert_null(app->session.fetching.download);
    app_close(app);
}

static void test_a_remembered_address_that_fails_is_followed_by_the_usual_mirrors(void **state)
{
    (void)state;
    struct app *app = open_app();
    snprintf(app->session.settings.mirror, PATH_SIZE, "https://gone.example/");
    atomic_store(&may_end, true);
    fetching_begin(&app->session, false);
    await_end(app);
    assert_true(is_said(app, "MNIST is on this computer"));
    assert_string_equal(asked[0], "https://gone.example/");
    assert_string_equal(asked[1], "");
    assert_string_equal(app->session.settings.mirror, "");
    // Where these fail, too, both are asked again.
    snprintf(app->session.settings.mirror, PATH_SIZE, "https://gone.example/");
    atomic_store(&fails, true);
    fetching_begin(&app->session, false);
    await_question(app, QUESTION_FETCH);
    assert_int_equal(atomic_load(&asked_count), 4);
    assert_string_equal(app->session.fetching.address, "https://gone.example/");
    assert_string_equal(app->session.settings.mirror, "https://gone.example/");
    app_close(app);
}

// Nobody waits for its end; what is wished meanwhile begins then.
static void test_after_cancelling_the_next_begins_by_itself(void **state)
{
    (void)state;
    struct app *app = open_app();
    atomic_store(&deaf, true);
    fetching_begin(&app->session, false);
    await_half(app);
    fetching_cancel(&app->session);
    assert_non_null(app->session.fetching.download);
    press(app, 'm', MOD_CTRL);
    assert_int_equal(app->session.questions.open, QUESTION_DOWNLOAD);
    assert_int_equal(atomic_load(&asked_count), 1);
    atomic_store(&fails, true);
    atomic_store(&may_end, true);
    for (int i = 0; i < 20000 && atomic_load(&asked_count) < 2; i++) {
        clock_pause(5);
        app_frame(app);
    }
    assert_int_equal(atomic_load(&asked_count), 2);
    await_question(app, QUESTION_FETCH);
    app_close(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_fetched_for_later_is_told_of_and_begins_nothing),
        cmocka_unit_test(test_the_run_that_waited_begins),
        cmocka_unit_test(test_cancelling_goes_back_to_where_it_was_begun),
        cmocka_unit_test(test_nothing_begins_once_it_was_cancelled),
        cmocka_unit_test(test_a_failure_asks_for_an_address_and_leads_back_to_where_it_was_begun),
        cmocka_unit_test(test_enter_tries_again),
        cmocka_unit_test(test_an_address_that_was_typed_is_asked_alone_and_remembered),
        cmocka_unit_test(test_what_is_no_web_address_is_said_and_asked_of_nobody),
        cmocka_unit_test(test_a_remembered_address_that_fails_is_followed_by_the_usual_mirrors),
        cmocka_unit_test(test_after_cancelling_the_next_begins_by_itself),
    };
    return cmocka_run_group_tests(tests, home_enter, support_leave_folder);
}
