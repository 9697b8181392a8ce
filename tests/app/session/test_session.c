// A session without a window: what the program does, from its start to its end, and what it leaves
// for whoever shows it. Nothing here knows a canvas, a widget or a layout.
#include "tests/support/home.h"

#include "app/session/labelling.h"
#include "app/session/opening.h"
#include "app/session/saving.h"
#include "app/session/session_life.h"
#include "app/session/shown_digits.h"
#include "app/session/weights/fine_tuning.h"
#include "app/session/weights/training.h"
#include "app/session/weights/weights_before.h"
#include "app/session/weights/weights_file.h"
#include "app/training/data_source.h"
#include "nn/data/practice.h"
#include "nn/files/file.h"
#include "nn/net/model.h"

#include <time.h>

static const char settings[] = "settings.json", mine[] = "mine.strokes", run[] = "run.safetensors";

// Ten digits' worth of MNIST's files, so that nothing is waited for.
static bool make_data(const char *folder)
{
    struct dataset train = {0}, test = {0};
    bool ok = file_make_folder(folder, NULL) &&
              practice_make(&train, 200, 1, DATASET_TRAIN, NULL) &&
              practice_make(&test, 100, 1, DATASET_TEST, NULL) && chdir(folder) == 0 &&
              dataset_save(&train, "train-images-idx3-ubyte", "train-labels-idx1-ubyte", NULL) &&
              dataset_save(&test, "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", NULL) &&
              chdir("..") == 0;
    dataset_free(&train);
    dataset_free(&test);
    return ok;
}

static int enter_folder(void **state)
{
    if (home_enter(state) != 0)
        return -1;
    return make_data("data") ? setenv("LENETPAD_DATA", "data", 1) : -1;
}

static struct session *open_session(void)
{
    struct session *session = calloc(1, sizeof *session);
    struct status status = {0};
    assert_non_null(session);
    if (!session_open(session,
                      &(struct session_options){
                          .settings_path = settings, .checkpoint = run, .own_digits = mine},
                      &status))
        fail_msg("%s", status.message);
    session->training.epochs = 1;
    session->training.batch = 10;
    return session;
}

static void close_session(struct session *session)
{
    session_close(session);
    free(session);
}

static void draw(struct session *session, float x)
{
    struct pad *pad = &session->pad;
    assert_true(pad_begin(pad, PAD_STROKE, x, 100, session_brush_diameter(session, false)));
    assert_true(pad_move(pad, x, 400, session_brush_diameter(session, false)));
    pad_end(pad);
    session->drawn_pad = pad->version;
    session_read(session);
}

// However slow the machine is.
static void await_end_of_run(struct session *session)
{
    for (int i = 0; i < 120000 && session_trains(session); i++) {
        nanosleep(&(struct timespec){0, 1000000}, NULL);
        session_follow(session);
    }
    assert_int_equal(session->progress.phase, TRAINER_FINISHED);
}

static void expect_notice(struct session *session, const char *words, enum action_id action)
{
    assert_true(session->notice.fresh);
    assert_non_null(strstr(session->notice.text, words));
    assert_int_equal(session->notice.action, action);
    session->notice.fresh = false; // as whoever shows it
}

static void expect_question(struct session *session, enum question question)
{
    assert_int_equal(session->questions.open, question);
    assert_true(session->questions.changed);
    session->questions.changed = false;
}

// ---- A life -------------------------------------------------------------------------------------

static void draw_and_teach(struct session *session)
{
    assert_int_equal(session->weights_from, WEIGHTS_SHIPPED);
    assert_int_equal(session->questions.open, QUESTION_NONE);
    for (size_t i = 1; i <= 3; i++) {
        session->changed = false;
        draw(session, 200 + (float)i);
        assert_false(session->reading.empty);
        assert_true(session->changed);
        labelling_add(session, 7);
        expect_notice(session, "Kept as a 7", ACTION_FORGET_LAST);
        assert_true(pad_empty(&session->pad));
        assert_int_equal(session->own_digits.strokes.count, i);
    }
}

static void train(struct session *session)
{
    struct lenet *before = malloc(sizeof *before);
    assert_non_null(before);
    *before = session->weights;
    training_begin_mnist(session);
    assert_true(session_trains(session));
    await_end_of_run(session);
    expect_notice(session, "Training is finished", ACTION_SAVE_MODEL);
    assert_int_equal(session->weights_from, WEIGHTS_TRAINER);
    assert_non_null(strstr(session->weights_note, "1 epoch of data, test error "));
    assert_int_equal(session->model_info.maker, MODEL_MAKER_RUN);
    assert_true(session->model_info.tested);
    assert_true(session->model_info.test_error == 100 * session->progress.test_error);
    assert_memory_equal(&session->before.weights, before, sizeof *before);
    assert_true(weights_before_can(session));
    free(before);
}

static void fine_tune(struct session *session)
{
    fine_tuning_begin(session);
    assert_true(fine_tuning_runs(session));
    await_end_of_run(session);
    assert_int_equal(session->questions.open, QUESTION_NONE); // until somebody can show it
    fine_tuning_ask(session);
    expect_question(session, QUESTION_LEARNED);
    assert_int_equal(session->fine_tuning.result.digits, 3);
    assert_int_equal(session->fine_tuning.result.tested, 100);
    questions_close(&session->questions);
    fine_tuning_keep(session);
    expect_notice(session, "kept for the next start", ACTION_SAVE_MODEL);
    assert_true(fine_tuning_can_undo(session));
}

static void test_a_session_lives_without_a_window(void **state)
{
    (void)state;
    struct status status = {0};
    struct lenet *saved = malloc(sizeof *saved);
    struct session *session = open_session();
    assert_non_null(saved);
    draw_and_teach(session);
    train(session);
    fine_tune(session);
    assert_true(saving_write(session, FILE_PURPOSE_SAVE_MODEL, "saved.safetensors", &status));
    assert_true(model_load(saved, NULL, "saved.safetensors", &status));
    session_set_brush(session, 90);
    close_session(session);

    session = open_session();
    expect_notice(session, "The weights that learned your digits are loaded: ", ACTION_SHIPPED);
    assert_memory_equal(&session->weights, saved, sizeof *saved);
    assert_int_equal(session->own_digits.strokes.count, 3);
    assert_true(session->settings.brush == 90);
    weights_file_use_shipped(session);
    assert_int_equal(session->weights_from, WEIGHTS_SHIPPED);
    close_session(session);
    free(saved);
}

// ---- What is asked ------------------------------------------------------------------------------

// A run that stopped is not lost by the key that begins another one.
static void test_a_kept_run_is_asked_about_before_another_begins(void **state)
{
    (void)state;
    struct session *session = open_session();
    session->training.epochs = 1000;
    training_begin(session, DATA_SOURCE_PRACTICE, false);
    for (int i = 0; i < 120000 && session->progress.phase != TRAINER_RUNNING; i++) {
        nanosleep(&(struct timespec){0, 1000000}, NULL);
        session_follow(session);
    }
    for (int i = 0; i < 120000 && session->progress.batch == 0 && session->progress.epoch == 0;
         i++) {
        nanosleep(&(struct timespec){0, 1000000}, NULL);
        session_follow(session);
    }
    close_session(session);

    session = open_session();
    expect_question(session, QUESTION_RESUME);
    assert_true(session->checkpoint_there);
    questions_close(&session->questions);
    training_ask_begin(session, "data");
    expect_question(session, QUESTION_NEW_RUN);
    assert_string_equal(session->questions.about, "data");
    assert_false(session_trains(session));
    training_discard_kept(session);
    assert_false(session->checkpoint_there);
    close_session(session);
}

static void test_data_that_is_not_there_is_asked_for(void **state)
{
    (void)state;
    struct session *session = open_session();
    training_begin_folder(session, "nowhere");
    while (session_trains(session)) {
        nanosleep(&(struct timespec){0, 1000000}, NULL);
        session_follow(session);
    }
    expect_question(session, QUESTION_MISSING_DATA);
    assert_true(session->questions.missing_named);
    assert_non_null(strstr(session->questions.missing, "nowhere"));
    assert_int_equal(session->weights_from, WEIGHTS_SHIPPED);
    close_session(session);
}

static void test_a_run_has_begun_only_when_its_data_has_loaded(void **state)
{
    (void)state;
    struct session *session = open_session();
    for (int there = 0; there < 2; there++) {
        session->training.epochs = 1000;
        session->notice.fresh = false;
        training_begin_folder(session, there ? "data" : "nowhere");
        assert_false(session->notice.fresh);
        while (session->progress.phase == TRAINER_LOADING) {
            nanosleep(&(struct timespec){0, 1000000}, NULL);
            session_follow(session);
        }
        if (there)
            expect_notice(session, "Training has begun", ACTION_WEIGHTS_BEFORE);
        assert_false(session->notice.fresh);
        questions_close(&session->questions);
    }
    close_session(session);
}

static void test_the_start_after_a_finished_run_says_whose_weights_it_loads(void **state)
{
    (void)state;
    remove(run);
    struct session *session = open_session();
    training_begin_mnist(session);
    await_end_of_run(session);
    close_session(session);
    session = open_session();
    expect_notice(session, "The weights of your finished run are loaded: 1 epoch of data",
                  ACTION_SHIPPED);
    weights_file_use_shipped(session);
    close_session(session);
}

static void test_a_kept_run_that_cannot_be_read_is_told_at_the_start(void **state)
{
    (void)state;
    remove(run);
    support_write("run-2.safetensors", "no run at all", 13);
    struct session *session = open_session();
    expect_question(session, QUESTION_ERROR);
    assert_string_equal(session->questions.title, "A stopped run could not be read");
    assert_non_null(strstr(session->questions.message, "run-2.safetensors"));
    close_session(session);
    assert_int_equal(remove("run-2.safetensors"), 0);
}

static void test_a_file_that_does_not_open_is_explained_and_the_drawing_stays(void **state)
{
    (void)state;
    struct session *session = open_session();
    draw(session, 250);
    uint64_t version = session->pad.version;
    opening_or_explain(session, "not/there.png");
    expect_question(session, QUESTION_ERROR);
    assert_string_equal(session->questions.title, "This file could not be opened");
    assert_non_null(strstr(session->questions.message, "not/there.png does not exist"));
    assert_true(session->pad.version == version);
    close_session(session);
}

static void test_a_saved_drawing_comes_back_as_strokes(void **state)
{
    (void)state;
    struct status status = {0};
    struct session *session = open_session();
    draw(session, 250);
    assert_true(saving_write(session, FILE_PURPOSE_SAVE_STROKES, "drawn.strokes", &status));
    float before[LENET_CLASSES];
    memcpy(before, session->reading.probability, sizeof before);
    pad_clear(&session->pad);
    session_read(session);
    assert_true(session->reading.empty);
    assert_true(opening_file(session, "drawn.strokes", 0, &status));
    session_read(session);
    assert_memory_equal(before, session->reading.probability, sizeof before);
    assert_int_equal(session->strokes.count, 1);
    assert_false(shown_digits_can_step(session, 1));
    close_session(session);
}

// ---- Questions and notices ----------------------------------------------------------------------

static void test_an_error_lies_on_top_and_what_was_open_comes_back(void **state)
{
    (void)state;
    struct questions questions = {0};
    struct status status = {.code = STATUS_IO, .message = "the disk is full"};
    questions_open(&questions, QUESTION_FILES);
    questions_error(&questions, "It was not saved", &status);
    assert_int_equal(questions.open, QUESTION_ERROR);
    assert_string_equal(questions.message, "The disk is full"); // a sentence
    questions_error(&questions, "Nor now", &status);            // of two errors, the latest
    questions.changed = false;
    questions_close(&questions);
    assert_true(questions.changed);
    assert_int_equal(questions.open, QUESTION_FILES);
    questions_error(&questions, "Once more", &status);
    questions_open(&questions, QUESTION_ABOUT); // something else altogether
    questions_close(&questions);
    assert_int_equal(questions.open, QUESTION_NONE);
}

static void test_the_latest_notice_is_the_one(void **state)
{
    (void)state;
    struct notice notice = {0};
    notice_say(&notice, "Opening large.png…", ACTION_NONE, 60);
    notice_say(&notice, "Kept as a 7", ACTION_FORGET_LAST, 6);
    assert_true(notice.fresh);
    assert_string_equal(notice.text, "Kept as a 7");
    assert_int_equal(notice.action, ACTION_FORGET_LAST);
    assert_true(notice.seconds == 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_session_lives_without_a_window),
        cmocka_unit_test(test_a_kept_run_is_asked_about_before_another_begins),
        cmocka_unit_test(test_data_that_is_not_there_is_asked_for),
        cmocka_unit_test(test_a_file_that_does_not_open_is_explained_and_the_drawing_stays),
        cmocka_unit_test(test_a_saved_drawing_comes_back_as_strokes),
        cmocka_unit_test(test_a_run_has_begun_only_when_its_data_has_loaded),
        cmocka_unit_test(test_the_start_after_a_finished_run_says_whose_weights_it_loads),
        cmocka_unit_test(test_a_kept_run_that_cannot_be_read_is_told_at_the_start),
        cmocka_unit_test(test_an_error_lies_on_top_and_what_was_open_comes_back),
        cmocka_unit_test(test_the_latest_notice_is_the_one),
    };
    return cmocka_run_group_tests(tests, enter_folder, support_leave_folder);
}
