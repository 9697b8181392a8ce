// Speaking through a daemon that answers, hangs, ends, or is not there: what it is told, and that
// nobody waits for it.
#include "tests/support/ssip_server.h"

#include "app/base/clock.h"
#include "app/system/speech/speech.h"

#include <stdatomic.h>

static atomic_int wakes;

static void count_wake(void *context)
{
    (void)context;
    atomic_fetch_add(&wakes, 1);
}

static struct speech *open_speech(int patience)
{
    struct speech *speech = speech_open(count_wake, NULL, patience);
    assert_non_null(speech);
    return speech;
}

static enum speech_failure await_failure(struct speech *speech)
{
    for (int i = 0; i < 500 && speech_failure(speech) == SPEECH_WORKS; i++)
        clock_pause(20);
    return speech_failure(speech);
}

static void test_what_is_to_be_said_is_said_in_its_order_and_language(void **state)
{
    struct ssip_server server;
    (void)state;
    ssip_start(&server, "ssip", SSIP_ANSWERS);
    struct speech *speech = open_speech(SPEECH_PATIENCE);
    speech_say(speech, "first", "en", SPEECH_MESSAGE, false);
    speech_say(speech, "zweitens", "de", SPEECH_MESSAGE, false);
    ssip_await(&server, "text zweitens", 1);
    assert_int_equal(ssip_count(&server, "text first"), 1);
    assert_true(ssip_before(&server, "language en", "text first"));
    assert_true(ssip_before(&server, "text first", "language de"));
    assert_int_equal(ssip_count(&server, "cancel"), 0);
    assert_int_equal(speech_failure(speech), SPEECH_WORKS);
    speech_close(speech, true);
    ssip_await(&server, "gone", 1);
    ssip_stop(&server);
}

static void test_a_hush_ends_what_is_being_said(void **state)
{
    struct ssip_server server;
    (void)state;
    ssip_start(&server, "ssip", SSIP_ANSWERS);
    struct speech *speech = open_speech(SPEECH_PATIENCE);
    speech_say(speech, "first", "en", SPEECH_MESSAGE, false);
    ssip_await(&server, "text first", 1);
    speech_say(speech, "second", "en", SPEECH_NEWS, true);
    ssip_await(&server, "text second", 1);
    assert_int_equal(ssip_count(&server, "cancel"), 1);
    speech_close(speech, true);
    ssip_stop(&server);
}

// While a daemon starts, what is outdated is not kept for it.
static void test_only_the_latest_news_wait_for_their_turn(void **state)
{
    struct ssip_server server;
    (void)state;
    ssip_start(&server, "ssip", SSIP_SILENT); // at first
    struct speech *speech = open_speech(SPEECH_PATIENCE);
    speech_say(speech, "hello", "en", SPEECH_MESSAGE, false);
    for (int i = 0; i < 100; i++) {
        char text[20];
        snprintf(text, sizeof text, "news %d", i);
        speech_say(speech, text, "en", SPEECH_NEWS, false);
    }
    while (server.peer < 0)
        clock_pause(5);
    clock_pause(50);
    server.manner = SSIP_ANSWERS;
    ssip_answer(&server, "208 OK\r\n"); // to who it is
    ssip_await(&server, "text news 99", 1);
    assert_int_equal(ssip_count(&server, "text hello"), 1);
    assert_int_equal(ssip_count(&server, "text news 98"), 0);
    speech_close(speech, true);
    ssip_stop(&server);
}

static void test_without_a_daemon_that_is_told_once(void **state)
{
    (void)state;
    setenv("SPEECHD_ADDRESS", "unix_socket:nowhere", 1);
    atomic_store(&wakes, 0);
    struct speech *speech = open_speech(SPEECH_PATIENCE);
    speech_say(speech, "hello", "en", SPEECH_MESSAGE, false);
    assert_int_equal(await_failure(speech), SPEECH_MISSING);
    speech_close(speech, true);
    assert_int_equal(atomic_load(&wakes), 1);
}

static void test_a_daemon_that_ends_is_a_failure_and_not_the_end(void **state)
{
    struct ssip_server server;
    (void)state;
    for (int manner = SSIP_CLOSES; manner <= SSIP_REFUSES; manner++) {
        ssip_start(&server, "ssip", (enum ssip_manner)manner);
        atomic_store(&wakes, 0);
        struct speech *speech = open_speech(SPEECH_PATIENCE);
        for (int i = 0; i < 20; i++)
            speech_say(speech, "hello", "en", SPEECH_MESSAGE, false);
        assert_int_equal(await_failure(speech), SPEECH_LOST);
        speech_close(speech, true);
        assert_int_equal(atomic_load(&wakes), 1);
        ssip_stop(&server);
    }
}

static void test_a_daemon_that_hangs_keeps_nobody_waiting(void **state)
{
    struct ssip_server server;
    (void)state;
    static const enum ssip_manner manners[] = {SSIP_SILENT, SSIP_FALLS_SILENT};
    for (int i = 0; i < 2; i++) {
        ssip_start(&server, "ssip", manners[i]);
        double before = clock_seconds();
        struct speech *speech = open_speech(300);
        for (int j = 0; j < 50; j++)
            speech_say(speech, "hello", "en", SPEECH_MESSAGE, false);
        assert_true(clock_seconds() - before < 0.3); // nor was it in saying
        while (speech_failure(speech) == SPEECH_WORKS) {
            int wait = speech_wait_ms(speech);
            clock_pause(wait < 0 || wait > 50 ? 10 : wait + 1);
        }
        assert_int_equal(speech_failure(speech), SPEECH_HANGS);
        before = clock_seconds();
        speech_close(speech, true);
        assert_true(clock_seconds() - before < 5);
        ssip_stop(&server); // what was left behind ends with it
        clock_pause(100);
    }
}

static void test_who_does_not_wait_is_not_kept(void **state)
{
    struct ssip_server server;
    (void)state;
    ssip_start(&server, "ssip", SSIP_SILENT);
    struct speech *speech = open_speech(SPEECH_PATIENCE);
    speech_say(speech, "hello", "en", SPEECH_MESSAGE, false);
    while (server.peer < 0)
        clock_pause(5);
    double before = clock_seconds();
    for (int i = 0; i < 20; i++) { // as often as somebody presses the key
        speech_close(speech, false);
        speech = open_speech(SPEECH_PATIENCE);
    }
    assert_true(clock_seconds() - before < 2);
    speech_close(speech, false);
    ssip_stop(&server);
    clock_pause(300); // for those that were left behind
}

static void test_a_text_of_any_length_is_cut_within_no_character(void **state)
{
    struct ssip_server server;
    char text[3 * SPEECH_TEXT + 1] = "";
    (void)state;
    for (int i = 0; i < SPEECH_TEXT; i++)
        memcpy(text + 3 * i, "\xe6\x95\xb0", 4);
    ssip_start(&server, "ssip", SSIP_ANSWERS);
    struct speech *speech = open_speech(SPEECH_PATIENCE);
    speech_say(speech, text, "ja", SPEECH_MESSAGE, false);
    text[SPEECH_TEXT / 3 * 3] = '\0';
    char line[SPEECH_TEXT + 10];
    snprintf(line, sizeof line, "text %s", text);
    ssip_await(&server, line, 1);
    speech_close(speech, true);
    ssip_stop(&server);
}

int main(void)
{
    if (!speech_is_there())
        return 77; // a build without libspeechd
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_to_be_said_is_said_in_its_order_and_language),
        cmocka_unit_test(test_a_hush_ends_what_is_being_said),
        cmocka_unit_test(test_only_the_latest_news_wait_for_their_turn),
        cmocka_unit_test(test_without_a_daemon_that_is_told_once),
        cmocka_unit_test(test_a_daemon_that_ends_is_a_failure_and_not_the_end),
        cmocka_unit_test(test_a_daemon_that_hangs_keeps_nobody_waiting),
        cmocka_unit_test(test_who_does_not_wait_is_not_kept),
        cmocka_unit_test(test_a_text_of_any_length_is_cut_within_no_character),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
