// See fine_tuning.h.
#include "app/session/fine_tuning.h"
#include "app/session/next_start.h"
#include "app/window/actions.h"
#include "app/window/shell_private.h"
#include <stdio.h>
#include <string.h>

static const char learned_name[] = "learned";

bool learning_runs(const struct app *app)
{
    return app->learning.phase == LEARNING_RUNS;
}

bool learning_can_begin(const struct app *app)
{
    return app->hand.strokes.count > 0 && !app_training(app) &&
           app->learning.phase != LEARNING_ASKS;
}

bool learning_can_undo(const struct app *app)
{
    return app->learning.phase == LEARNING_KEPT && !app_training(app);
}

bool learning_forgot_much(const struct learning_result *result)
{
    return result->wrong_after > result->wrong_before &&
           (result->wrong_after - result->wrong_before) * 1000 > result->tested * 2;
}

void learning_forget(struct app *app)
{
    app->learning.phase = LEARNING_NONE;
}

void learning_free(struct learning *learning)
{
    handwriting_free(&learning->lesson.drawings);
    strokes_free(&learning->digits);
}

// ---- The digits ----

static bool add_digit(struct learning *learning, const struct strokes_digit *digit)
{
    switch (handwriting_add(&learning->lesson.drawings, digit)) {
    case HANDWRITING_NO_MEMORY:
        return false;
    case HANDWRITING_ADDED:
        break;
    default:
        return true; // nothing to be learnt from it
    }
    struct strokes_digit copy = *digit;
    if (!drawing_copy(&copy.drawing, &digit->drawing))
        return false;
    if (strokes_add_digit(&learning->digits, &copy))
        return true;
    drawing_free(&copy.drawing);
    return false;
}

static bool take_digits(struct learning *learning, const struct hand *hand, struct status *status)
{
    for (size_t i = 0; i < hand->strokes.count; i++)
        if (!add_digit(learning, &hand->strokes.digit[i]))
            return status_fail(status, STATUS_NO_MEMORY, "not enough memory for your digits");
    return learning->digits.count > 0 ||
           status_fail(status, STATUS_BAD_DATA,
                       "%s: no digit in it has a label and strokes, so that nothing can be learnt "
                       "from it",
                       hand->path);
}

static size_t count_right(struct learning *learning, const struct lenet *weights)
{
    size_t right = 0;
    for (size_t i = 0; i < learning->digits.count; i++) {
        const struct strokes_digit *digit = &learning->digits.digit[i];
        reading_of_drawing(&learning->reading, weights, &calibration_unknown, &digit->drawing,
                           PAD_SIDE);
        right += !learning->reading.empty && learning->reading.best == digit->label;
    }
    return right;
}

// ---- The run ----

static void remember_before(struct app *app)
{
    struct learning *learning = &app->learning;
    learning->lesson.weights = app->weights;
    learning->weights_from = (int)app->weights_from;
    learning->info = app->model_info;
    snprintf(learning->note, sizeof learning->note, "%s", app->weights_note);
    snprintf(learning->model, PATH_SIZE, "%s", app->settings.model);
    learning->at_next_start = next_start_has_weights(app);
}

void learning_begin(struct app *app)
{
    struct learning *learning = &app->learning;
    struct status status = {0};
    if (!learning_can_begin(app))
        return;
    learning_forget(app);
    learning_free(learning);
    if (!hand_refresh(&app->hand, &status) || !take_digits(learning, &app->hand, &status)) {
        dialog_error(app, "Your digits cannot be learned", &status);
        return;
    }
    remember_before(app);
    learning->result = (struct learning_result){.digits = learning->digits.count};
    learning->result.right_before = count_right(learning, &learning->lesson.weights);
    learning->phase = LEARNING_RUNS;
    struct trainer_job job = {.lesson = &learning->lesson, .or_practice = true};
    job.options.epochs = 1; // until the data is there
    app_data_folder(app, job.data);
    if (!job.data[0])
        snprintf(job.data, PATH_SIZE, DATA_PRACTICE);
    app_begin_run(app, &job);
}

// The old weights, and all that was said of them.
static void go_back(struct app *app)
{
    struct learning *learning = &app->learning;
    app->follow_trainer = false;
    app->weights = learning->lesson.weights;
    app_note_weights(app, (enum weights_from)learning->weights_from, "", "");
    app->model_info = learning->info;
    snprintf(app->weights_note, sizeof app->weights_note, "%s", learning->note);
    trainer_forget(app->trainer);
    trainer_get_progress(app->trainer, &app->progress);
}

static void end_run(struct app *app)
{
    struct learning_result *result = &app->learning.result;
    result->right_after = count_right(&app->learning, &app->weights);
    result->tested = app->progress.tested;
    result->wrong_before = app->progress.wrong_before;
    result->wrong_after = app->progress.wrong;
    snprintf(result->data, PATH_SIZE, "%s", app->progress.data);
    app->learning.phase = LEARNING_ASKS;
    app->dirty = true;
}

void learning_follow(struct app *app)
{
    enum trainer_phase phase = app->progress.phase;
    struct status failure = app->progress.failure;
    app->dirty = true;
    if (phase == TRAINER_FINISHED) {
        end_run(app);
    } else if (phase == TRAINER_STOPPED || phase == TRAINER_FAILED) {
        go_back(app);
        learning_forget(app);
        if (phase == TRAINER_FAILED)
            dialog_error(app, "Your digits could not be learned", &failure);
        else
            ui_toast(&app->ui, "Learning was stopped. The weights are as they were.", NULL, 6);
    }
}

void learning_ask(struct app *app)
{
    if (app->learning.phase == LEARNING_ASKS && app->dialogs.open == DIALOG_NONE)
        dialog_open(app, DIALOG_LEARNED);
}

// ---- The answer ----

void learning_keep_calibration(struct app *app)
{
    app->model_info.calibrated = app->learning.info.calibrated;
    app->model_info.calibration = app->learning.info.calibration;
}

void learning_keep(struct app *app)
{
    const struct learning_result *result = &app->learning.result;
    struct status status = {0};
    char description[512];
    if (app->learning.phase != LEARNING_ASKS)
        return;
    app->learning.phase = LEARNING_KEPT;
    snprintf(description, sizeof description,
             "%zu digits of one hand among %.100s, test error %.2f%%; before that: %.300s",
             result->digits, app_data_name(result->data),
             100 * (double)result->wrong_after / (double)result->tested,
             app->learning.info.description[0] ? app->learning.info.description
                                               : "weights of unknown origin");
    app_note_weights(app, WEIGHTS_TRAINER, "Learned here", description);
    learning_keep_calibration(app);
    app->model_info.command[0] = '\0';
    bool kept = next_start_keep(app, learned_name, &status);
    if (status.code != STATUS_OK)
        dialog_error(app, "The new weights are in use, but could not be kept", &status);
    else
        app_toast(app,
                  kept ? "The new weights are in use, and kept for the next start."
                       : "The new weights are in use.",
                  ACTION_SAVE_MODEL, 12);
}

void learning_undo(struct app *app)
{
    struct status status = {0};
    if (app->learning.phase != LEARNING_ASKS && !learning_can_undo(app))
        return;
    weights_before_keep(app);
    go_back(app);
    if (!next_start_go_back(app, app->learning.model, app->learning.at_next_start, &status))
        dialog_error(app, "The old weights are in use, but could not be kept", &status);
    learning_forget(app);
    ui_toast(&app->ui, "The old weights are in use again.", NULL, 6);
    app->dirty = true;
}
