// A run beside the window is looked into as it goes: what is found is there for whoever shows it,
// and belongs to this run alone.
#include "tests/support/home.h"
#include "tests/support/practice_data.h"

#include "app/session/health.h"
#include "app/session/session_life.h"
#include "app/session/weights/training.h"
#include "nn/data/dataset_folder.h"

#include <time.h>

static struct session *session;

static int begin(void **state)
{
    (void)state;
    struct status status = {0};
    session = calloc(1, sizeof *session);
    assert_non_null(session);
    if (!session_open(session, &(struct session_options){.settings_path = "settings.json"},
                      &status))
        fail_msg("%s", status.message);
    session->training.augment = AUGMENT_NONE;
    return 0;
}

static int end(void **state)
{
    (void)state;
    session_close(session);
    free(session);
    return 0;
}

// However slow the machine is. False if the run ended before.
static bool await(bool (*what)(void))
{
    for (int i = 0; i < 120000; i++) {
        session_follow(session);
        if (what())
            return true;
        if (!session_trains(session) && !session->health.waits)
            return false;
        nanosleep(&(struct timespec){0, 1000000}, NULL);
    }
    return false;
}

static bool is_looked_into(void)
{
    return health_stats(session) != NULL;
}

static bool is_over(void)
{
    return session->progress.phase == TRAINER_FINISHED && !session->health.waits;
}

static bool overshoots(void)
{
    const struct diagnosis *diagnosis = health_diagnosis(session);
    return diagnosis->count > 0 && diagnosis->warning[0].kind == DIAGNOSIS_EXPLODING;
}

static bool memorises(void)
{
    const struct diagnosis *diagnosis = health_diagnosis(session);
    return diagnosis->count == 1 && diagnosis->warning[0].kind == DIAGNOSIS_MEMORISING;
}

// ---- Tests --------------------------------------------------------------------------------------

static void test_before_a_run_nothing_is_known(void **state)
{
    (void)state;
    session_follow(session);
    assert_null(health_stats(session));
    assert_int_equal(health_diagnosis(session)->count, 0);
}

static void test_a_run_is_looked_into_to_its_end(void **state)
{
    (void)state;
    session->training.epochs = 20;
    training_begin_folder(session, "digits");
    assert_true(await(is_looked_into));
    assert_int_equal(health_stats(session)->digits, 32);
    assert_true(await(is_over));
    // The last look is at the weights that it ended with.
    assert_true(session->health.generation == session->progress.generation);
    struct layer_stats last;
    struct layer_stats_work *work = calloc(1, sizeof *work);
    struct dataset test = {0};
    assert_non_null(work);
    assert_true(dataset_load(&test, "digits", DATASET_TEST, NULL));
    const digit_row *digit[CHECKUP_DIGITS];
    uint8_t label[CHECKUP_DIGITS];
    for (size_t i = 0; i < CHECKUP_DIGITS; i++) {
        digit[i] = (const digit_row *)test.image[i * (test.count / CHECKUP_DIGITS)];
        label[i] = test.label[i * (test.count / CHECKUP_DIGITS)];
    }
    assert_true(
        layer_stats_of(&last, work, &session->weights, digit, label, CHECKUP_DIGITS, NULL, NULL));
    assert_memory_equal(&last, health_stats(session), sizeof last);
    dataset_free(&test);
    free(work);
}

static void test_what_is_wrong_with_a_run_is_said_while_it_goes_on(void **state)
{
    (void)state;
    session->training.epochs = 1000;
    session->training.rate = 100;
    training_begin_folder(session, "digits");
    assert_true(await(overshoots));
    assert_true(session_trains(session));
    // Another run begins without what was said of this one.
    trainer_stop(session->trainer);
    while (session_trains(session))
        session_follow(session);
    session->training.rate = 1;
    training_begin_folder(session, "digits");
    session_follow(session);
    assert_int_equal(health_diagnosis(session)->count, 0);
    assert_null(health_stats(session));
}

static void test_few_digits_are_said_to_be_learnt_by_heart(void **state)
{
    (void)state;
    session->training.epochs = 1000;
    session->training.images = 100;
    training_begin_folder(session, "digits");
    assert_true(await(memorises));
    assert_non_null(strstr(health_diagnosis(session)->warning[0].text, "by heart"));
}

static int enter(void **state)
{
    return home_enter(state) || !practice_data_save("digits", 500, 200, 3);
}

int main(void)
{
#define HEALTH_TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        HEALTH_TEST(test_before_a_run_nothing_is_known),
        HEALTH_TEST(test_a_run_is_looked_into_to_its_end),
        HEALTH_TEST(test_what_is_wrong_with_a_run_is_said_while_it_goes_on),
        HEALTH_TEST(test_few_digits_are_said_to_be_learnt_by_heart),
    };
    return cmocka_run_group_tests(tests, enter, support_leave_folder);
}
