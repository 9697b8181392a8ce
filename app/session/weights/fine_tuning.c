// Learning a person's hand takes seconds and can spoil the rest: so nothing is kept before the
// person has seen both figures.
#include "app/session/weights/fine_tuning.h"
#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/session/weights/looking_back.h"
#include "app/session/weights/next_start.h"
#include "app/session/weights/run_start.h"
#include "app/session/weights/weights.h"
#include "app/training/data_source.h"
#include <stdio.h>
#include <string.h>

static const char learned_name[] = "learned";

bool fine_tuning_runs(const struct session *session)
{
    return session->fine_tuning.phase == FINE_TUNING_RUNS;
}

bool fine_tuning_can_begin(const struct session *session)
{
    return session->own_digits.strokes.count > 0 && !session_trains(session) &&
           session->fine_tuning.phase != FINE_TUNING_ASKS;
}

bool fine_tuning_can_undo(const struct session *session)
{
    return session->fine_tuning.phase == FINE_TUNING_KEPT && !session_trains(session);
}

bool fine_tuning_forgot_much(const struct fine_tuning_result *result)
{
    return result->wrong_after > result->wrong_before &&
           (result->wrong_after - result->wrong_before) * 1000 > result->tested * 2;
}

void fine_tuning_forget(struct session *session)
{
    session->fine_tuning.phase = FINE_TUNING_NONE;
}

void fine_tuning_free(struct fine_tuning *tuning)
{
    stroke_dataset_free(&tuning->data.drawings);
    strokes_free(&tuning->digits);
}

// ---- The digits ---------------------------------------------------------------------------------

static bool add_digit(struct fine_tuning *tuning, const struct strokes_digit *digit)
{
    switch (stroke_dataset_add(&tuning->data.drawings, digit)) {
    case STROKE_DATASET_NO_MEMORY:
        return false;
    case STROKE_DATASET_ADDED:
        break;
    default:
        return true; // nothing to be learnt from it
    }
    struct strokes_digit copy = *digit;
    if (!drawing_copy(&copy.drawing, &digit->drawing))
        return false;
    if (strokes_add_digit(&tuning->digits, &copy))
        return true;
    drawing_free(&copy.drawing);
    return false;
}

static bool take_digits(struct fine_tuning *tuning, const struct own_digits *own,
                        struct status *status)
{
    for (size_t i = 0; i < own->strokes.count; i++)
        if (!add_digit(tuning, &own->strokes.digit[i]))
            return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for your digits"));
    return tuning->digits.count > 0 ||
           status_fail(
               status, STATUS_BAD_DATA,
               tr("%s: no digit in it has a label and strokes, so that nothing can be learnt "
                  "from it"),
               own->path);
}

static size_t count_right(struct fine_tuning *tuning, const struct lenet *weights)
{
    size_t right = 0;
    for (size_t i = 0; i < tuning->digits.count; i++) {
        const struct strokes_digit *digit = &tuning->digits.digit[i];
        reading_of_drawing(&tuning->reading, weights, &calibration_unknown, &digit->drawing,
                           PAD_SIDE);
        right += !tuning->reading.empty && tuning->reading.best == digit->label;
    }
    return right;
}

// ---- The run ------------------------------------------------------------------------------------

static void remember_before(struct session *session)
{
    struct fine_tuning *tuning = &session->fine_tuning;
    tuning->data.weights = session->weights;
    weights_take_origin(session, &tuning->before);
}

void fine_tuning_begin(struct session *session)
{
    struct fine_tuning *tuning = &session->fine_tuning;
    struct status status = {0};
    if (!fine_tuning_can_begin(session))
        return;
    looking_back_end(session); // what is learnt goes on from the weights of now
    fine_tuning_forget(session);
    fine_tuning_free(tuning);
    if (!own_digits_refresh(&session->own_digits, &status) ||
        !take_digits(tuning, &session->own_digits, &status)) {
        questions_error(&session->questions, tr("Your digits cannot be learned"), &status);
        return;
    }
    remember_before(session);
    tuning->result = (struct fine_tuning_result){.digits = tuning->digits.count};
    tuning->result.right_before = count_right(tuning, &tuning->data.weights);
    tuning->phase = FINE_TUNING_RUNS;
    struct trainer_job job = {.tuning = &tuning->data, .or_practice = true};
    job.options.epochs = 1; // until the data is there
    session_data_folder(session, job.data);
    if (!job.data[0])
        snprintf(job.data, PATH_SIZE, DATA_SOURCE_PRACTICE);
    run_start(session, &job);
}

// The old weights, and all that was said of them.
static void go_back(struct session *session)
{
    struct fine_tuning *tuning = &session->fine_tuning;
    session->follow_trainer = false;
    weights_put_back(session, &tuning->data.weights, &tuning->before);
    trainer_forget(session->trainer);
    trainer_get_progress(session->trainer, &session->progress);
}

static void end_run(struct session *session)
{
    struct fine_tuning_result *result = &session->fine_tuning.result;
    result->right_after = count_right(&session->fine_tuning, &session->weights);
    result->tested = session->progress.tested;
    result->wrong_before = session->progress.wrong_before;
    result->wrong_after = session->progress.wrong;
    snprintf(result->data, PATH_SIZE, "%s", session->progress.data);
    session->fine_tuning.phase = FINE_TUNING_ASKS;
    session->changed = true;
}

void fine_tuning_follow(struct session *session)
{
    enum trainer_phase phase = session->progress.phase;
    struct status failure = session->progress.failure;
    session->changed = true;
    if (phase == TRAINER_FINISHED) {
        end_run(session);
    } else if (phase == TRAINER_STOPPED || phase == TRAINER_FAILED) {
        go_back(session);
        fine_tuning_forget(session);
        if (phase == TRAINER_FAILED)
            questions_error(&session->questions, tr("Your digits could not be learned"), &failure);
        else
            notice_say(&session->notice, tr("Learning was stopped. The weights are as they were."),
                       ACTION_NONE, 6);
    }
}

void fine_tuning_ask(struct session *session)
{
    if (session->fine_tuning.phase == FINE_TUNING_ASKS && session->questions.open == QUESTION_NONE)
        questions_open(&session->questions, QUESTION_LEARNED);
}

// ---- The answer ---------------------------------------------------------------------------------

void fine_tuning_keep_calibration(struct session *session)
{
    session->model_info.calibrated = session->fine_tuning.before.info.calibrated;
    session->model_info.calibration = session->fine_tuning.before.info.calibration;
}

void fine_tuning_keep(struct session *session)
{
    const struct fine_tuning_result *result = &session->fine_tuning.result;
    struct status status = {0};
    char description[512];
    if (session->fine_tuning.phase != FINE_TUNING_ASKS)
        return;
    session->fine_tuning.phase = FINE_TUNING_KEPT;
    snprintf(description, sizeof description,
             "%zu digit%s of one hand among %.100s, test error %.2f%%; before that: %.300s",
             result->digits, result->digits == 1 ? "" : "s", data_source_title(result->data),
             amount_percent(result->wrong_after, result->tested),
             session->fine_tuning.before.info.description[0]
                 ? session->fine_tuning.before.info.description
                 : "weights of unknown origin");
    weights_note(session, WEIGHTS_TRAINER, TR("Learned here"), description);
    fine_tuning_keep_calibration(session);
    session->model_info.command[0] = '\0';
    session->model_info.maker = MODEL_MAKER_DIGITS;
    session->model_info.tested = true;
    session->model_info.test_error = (float)amount_percent(result->wrong_after, result->tested);
    bool kept = next_start_keep(session, learned_name, &status);
    if (status.code != STATUS_OK)
        questions_error(&session->questions,
                        tr("The new weights are in use, but could not be kept"), &status);
    else
        notice_say(&session->notice,
                   kept ? tr("The new weights are in use, and kept for the next start.")
                        : tr("The new weights are in use."),
                   ACTION_SAVE_MODEL, 12);
}

void fine_tuning_undo(struct session *session)
{
    struct status status = {0};
    if (session->fine_tuning.phase != FINE_TUNING_ASKS && !fine_tuning_can_undo(session))
        return;
    weights_keep_before(session);
    go_back(session);
    if (!next_start_go_back(session, session->fine_tuning.before.model,
                            session->fine_tuning.before.at_next_start, &status))
        questions_error(&session->questions,
                        tr("The old weights are in use, but could not be kept"), &status);
    fine_tuning_forget(session);
    notice_say(&session->notice, tr("The old weights are in use again."), ACTION_NONE, 6);
    session->changed = true;
}
