// See fine_tuning.h.
#include "app/session/fine_tuning.h"
#include "app/base/amount.h"
#include "app/session/next_start.h"
#include "app/window/actions.h"
#include "app/window/shell_private.h"
#include <stdio.h>
#include <string.h>

static const char learned_name[] = "learned";

bool fine_tuning_runs(const struct app *app)
{
    return app->session.fine_tuning.phase == FINE_TUNING_RUNS;
}

bool fine_tuning_can_begin(const struct app *app)
{
    return app->session.own_digits.strokes.count > 0 && !app_training(app) &&
           app->session.fine_tuning.phase != FINE_TUNING_ASKS;
}

bool fine_tuning_can_undo(const struct app *app)
{
    return app->session.fine_tuning.phase == FINE_TUNING_KEPT && !app_training(app);
}

bool fine_tuning_forgot_much(const struct fine_tuning_result *result)
{
    return result->wrong_after > result->wrong_before &&
           (result->wrong_after - result->wrong_before) * 1000 > result->tested * 2;
}

void fine_tuning_forget(struct app *app)
{
    app->session.fine_tuning.phase = FINE_TUNING_NONE;
}

void fine_tuning_free(struct fine_tuning *tuning)
{
    stroke_dataset_free(&tuning->data.drawings);
    strokes_free(&tuning->digits);
}

// ---- The digits ----

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
            return status_fail(status, STATUS_NO_MEMORY, "not enough memory for your digits");
    return tuning->digits.count > 0 ||
           status_fail(status, STATUS_BAD_DATA,
                       "%s: no digit in it has a label and strokes, so that nothing can be learnt "
                       "from it",
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

// ---- The run ----

static void remember_before(struct app *app)
{
    struct fine_tuning *tuning = &app->session.fine_tuning;
    tuning->data.weights = app->session.weights;
    tuning->weights_from = (int)app->session.weights_from;
    tuning->info = app->session.model_info;
    snprintf(tuning->note, sizeof tuning->note, "%s", app->session.weights_note);
    snprintf(tuning->model, PATH_SIZE, "%s", app->session.settings.model);
    tuning->at_next_start = next_start_has_weights(app);
}

void fine_tuning_begin(struct app *app)
{
    struct fine_tuning *tuning = &app->session.fine_tuning;
    struct status status = {0};
    if (!fine_tuning_can_begin(app))
        return;
    fine_tuning_forget(app);
    fine_tuning_free(tuning);
    if (!own_digits_refresh(&app->session.own_digits, &status) ||
        !take_digits(tuning, &app->session.own_digits, &status)) {
        dialog_error(app, "Your digits cannot be learned", &status);
        return;
    }
    remember_before(app);
    tuning->result = (struct fine_tuning_result){.digits = tuning->digits.count};
    tuning->result.right_before = count_right(tuning, &tuning->data.weights);
    tuning->phase = FINE_TUNING_RUNS;
    struct trainer_job job = {.tuning = &tuning->data, .or_practice = true};
    job.options.epochs = 1; // until the data is there
    app_data_folder(app, job.data);
    if (!job.data[0])
        snprintf(job.data, PATH_SIZE, DATA_SOURCE_PRACTICE);
    app_begin_run(app, &job);
}

// The old weights, and all that was said of them.
static void go_back(struct app *app)
{
    struct fine_tuning *tuning = &app->session.fine_tuning;
    app->session.follow_trainer = false;
    app->session.weights = tuning->data.weights;
    app_note_weights(app, (enum weights_from)tuning->weights_from, "", "");
    app->session.model_info = tuning->info;
    snprintf(app->session.weights_note, sizeof app->session.weights_note, "%s", tuning->note);
    trainer_forget(app->session.trainer);
    trainer_get_progress(app->session.trainer, &app->session.progress);
}

static void end_run(struct app *app)
{
    struct fine_tuning_result *result = &app->session.fine_tuning.result;
    result->right_after = count_right(&app->session.fine_tuning, &app->session.weights);
    result->tested = app->session.progress.tested;
    result->wrong_before = app->session.progress.wrong_before;
    result->wrong_after = app->session.progress.wrong;
    snprintf(result->data, PATH_SIZE, "%s", app->session.progress.data);
    app->session.fine_tuning.phase = FINE_TUNING_ASKS;
    app->dirty = true;
}

void fine_tuning_follow(struct app *app)
{
    enum trainer_phase phase = app->session.progress.phase;
    struct status failure = app->session.progress.failure;
    app->dirty = true;
    if (phase == TRAINER_FINISHED) {
        end_run(app);
    } else if (phase == TRAINER_STOPPED || phase == TRAINER_FAILED) {
        go_back(app);
        fine_tuning_forget(app);
        if (phase == TRAINER_FAILED)
            dialog_error(app, "Your digits could not be learned", &failure);
        else
            ui_toast(&app->ui, "Learning was stopped. The weights are as they were.", NULL, 6);
    }
}

void fine_tuning_ask(struct app *app)
{
    if (app->session.fine_tuning.phase == FINE_TUNING_ASKS && app->dialogs.open == DIALOG_NONE)
        dialog_open(app, DIALOG_LEARNED);
}

// ---- The answer ----

void fine_tuning_keep_calibration(struct app *app)
{
    app->session.model_info.calibrated = app->session.fine_tuning.info.calibrated;
    app->session.model_info.calibration = app->session.fine_tuning.info.calibration;
}

void fine_tuning_keep(struct app *app)
{
    const struct fine_tuning_result *result = &app->session.fine_tuning.result;
    struct status status = {0};
    char description[512];
    if (app->session.fine_tuning.phase != FINE_TUNING_ASKS)
        return;
    app->session.fine_tuning.phase = FINE_TUNING_KEPT;
    snprintf(description, sizeof description,
             "%zu digits of one hand among %.100s, test error %.2f%%; before that: %.300s",
             result->digits, app_data_name(result->data),
             amount_percent(result->wrong_after, result->tested),
             app->session.fine_tuning.info.description[0]
                 ? app->session.fine_tuning.info.description
                 : "weights of unknown origin");
    app_note_weights(app, WEIGHTS_TRAINER, "Learned here", description);
    fine_tuning_keep_calibration(app);
    app->session.model_info.command[0] = '\0';
    bool kept = next_start_keep(app, learned_name, &status);
    if (status.code != STATUS_OK)
        dialog_error(app, "The new weights are in use, but could not be kept", &status);
    else
        app_toast(app,
                  kept ? "The new weights are in use, and kept for the next start."
                       : "The new weights are in use.",
                  ACTION_SAVE_MODEL, 12);
}

void fine_tuning_undo(struct app *app)
{
    struct status status = {0};
    if (app->session.fine_tuning.phase != FINE_TUNING_ASKS && !fine_tuning_can_undo(app))
        return;
    weights_before_keep(app);
    go_back(app);
    if (!next_start_go_back(app, app->session.fine_tuning.model,
                            app->session.fine_tuning.at_next_start, &status))
        dialog_error(app, "The old weights are in use, but could not be kept", &status);
    fine_tuning_forget(app);
    ui_toast(&app->ui, "The old weights are in use again.", NULL, 6);
    app->dirty = true;
}
