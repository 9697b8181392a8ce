// What becomes of a run that is kept or goes on.
#include "app/language/tr.h"
#include "app/session/opening.h"
#include "app/session/weights/fine_tuning.h"
#include "app/session/weights/set_up.h"
#include "app/session/weights/training.h"
#include "app/session/weights/weights_file.h"
#include "app/training/data_source.h"
#include "app/window/dialogs/shared/dialog_pieces.h"
#include <stdio.h>

static void answer_new_run(struct app *app, int button)
{
    questions_close(&app->session.questions);
    if (button == 1 && !app->session.questions.about[0])
        set_up_begin_now(&app->session);
    else if (button == 1)
        training_begin(&app->session, app->session.questions.about, false);
    else if (button == 2)
        training_begin(&app->session, NULL, true);
}

void dialog_draw_new_run(struct app *app)
{
    const struct kept_run *kept = &app->session.kept;
    bool ended = kept_run_is_at_end(kept);
    const struct dialog_button buttons[] = {
        {tr("Cancel"), 0},
        {tr("Start new"), 0},
        {ended ? tr("Use its weights") : tr("Continue it"), UI_PRIMARY}};
    const char *data = tr(data_source_title(kept->data));
    char text[320];
    if (ended)
        tr_print(
            text, sizeof text,
            "The weights of a run on %.64s that came to its end are kept in no model yet. %s", data,
            kept->recorded ? tr("If a new one starts, they stay in Train > Runs, with its curves.")
                           : tr("Starting a new one discards them."));
    else
        tr_print(
            text, sizeof text, "A run on %.64s that stopped at epoch %d of %d can be continued. %s",
            data, kept->epoch + 1, kept->epochs,
            kept->recorded ? tr("If a new one starts, it stays in Train > Runs with its curves, "
                                "its weights and its moments; Look back there can go on with it.")
                           : tr("Starting a new one discards it."));
    dialog_ask(app, tr("Start a new run?"), text, buttons, 3, answer_new_run);
}

// It opens when the run has stopped, which takes a moment: its place is kept first.
static void answer_stop_to_set_up(struct app *app, int button)
{
    app->setup_form.waits = button == 1;
    if (button == 1)
        trainer_stop(app->session.trainer);
    else
        questions_close(&app->session.questions);
}

static void open_form(struct app *app, int value)
{
    (void)value;
    app->setup_form.waits = false;
    set_up_open(&app->session);
}

void dialog_draw_stop_to_set_up(struct app *app)
{
    bool waits = app->setup_form.waits;
    const struct dialog_button buttons[] = {
        {tr("Cancel"), 0}, {tr("Stop and set up…"), UI_PRIMARY | (waits ? UI_DISABLED : 0)}};
    bool paused = app->session.progress.phase == TRAINER_PAUSED;
    char text[200];
    snprintf(text, sizeof text, "%s%s",
             waits    ? tr("It is being stopped…")
             : paused ? tr("A run stands still.")
                      : tr("A run goes on."),
             waits || !app->session.run_file[0]
                 ? ""
                 : tr(" Stop it? It is kept, and can be continued from the menu Train."));
    dialog_ask(app, tr("Stop this run and set up another?"), text, buttons, 2,
               answer_stop_to_set_up);
    if (waits && !session_trains(&app->session))
        request(app, open_form, 0);
}

static void answer_leave_run(struct app *app, int button)
{
    const char *model = app->session.questions.about;
    questions_close(&app->session.questions);
    if (button == 1 && !model[0])
        weights_file_use_shipped(&app->session);
    else if (button == 1)
        opening_or_explain(&app->session, model);
}

void dialog_draw_leave_run(struct app *app)
{
    bool shipped = !app->session.questions.about[0];
    const struct dialog_button buttons[] = {
        {tr("Cancel"), 0}, {shipped ? tr("Stop and go back") : tr("Stop and open"), UI_PRIMARY}};
    char text[160];
    bool paused = app->session.progress.phase == TRAINER_PAUSED;
    bool kept = app->session.run_file[0] && !fine_tuning_runs(&app->session);
    tr_print(text, sizeof text, "%s Stop it and %s?%s",
             paused ? tr("Training stands still.") : tr("Training goes on."),
             shipped ? tr("go back to the shipped weights") : tr("open the model"),
             kept ? tr(" The run is kept and can be continued.") : "");
    dialog_ask(app, tr("Stop training?"), text, buttons, 2, answer_leave_run);
}

static void answer_resume(struct app *app, int button)
{
    questions_close(&app->session.questions);
    if (button == 0)
        training_discard_kept(&app->session);
    else if (button == 2)
        training_begin(&app->session, NULL, true);
    else
        training_postpone_kept(&app->session); // later, or dismissed
}

void dialog_draw_resume(struct app *app)
{
    bool ended = kept_run_is_at_end(&app->session.kept);
    const struct dialog_button buttons[] = {
        {tr("Discard"), 0},
        {tr("Later"), 0},
        {ended ? tr("Use its weights") : tr("Continue"), UI_PRIMARY}};
    const char *data = tr(data_source_title(app->session.kept.data));
    char text[256];
    if (ended)
        tr_print(text, sizeof text,
                 "A training run has come to its end: %d epochs of %.64s. Its weights are kept, "
                 "but not in use yet; later, from the menu Train.",
                 app->session.kept.epochs, data);
    else
        tr_print(text, sizeof text,
                 "A stopped training run is kept: epoch %d of %d, %.64s. It can go on exactly "
                 "where it stopped; later, from the menu Train.",
                 app->session.kept.epoch + 1, app->session.kept.epochs, data);
    const char *title = ended ? tr("Use the trained weights?") : tr("Continue training?");
    dialog_ask(app, title, text, buttons, 3, answer_resume);
}
