// The menu Train: beginnings of runs, learning from the person's digits, and the ways back to other
// weights.
#include "app/language/tr.h"
#include "app/session/fetching.h"
#include "app/session/labelling.h"
#include "app/session/past_runs.h"
#include "app/session/weights/fine_tuning.h"
#include "app/session/weights/past_look.h"
#include "app/session/weights/set_up.h"
#include "app/session/weights/training.h"
#include "app/session/weights/weights_before.h"
#include "app/session/weights/weights_file.h"
#include "app/training/data_source.h"
#include "app/window/actions/menu_rows.h"
#include "app/window/dialogs/dialog_past_runs.h"
#include "app/window/screen/screen.h"
#include <stdio.h>

// ---- Runs ---------------------------------------------------------------------------------------

static bool is_idle(const struct app *app, int value)
{
    (void)value;
    return !session_trains(&app->session);
}

static bool can_set_up(const struct app *app, int value)
{
    (void)value;
    return !session_trains(&app->session) || !fine_tuning_runs(&app->session);
}

// A run that goes on is stopped first, if its person says so.
static void set_up(struct app *app, int value)
{
    (void)value;
    app->setup_form.waits = false;
    if (session_trains(&app->session))
        questions_open(&app->session.questions, QUESTION_STOP_TO_SET_UP);
    else
        set_up_open(&app->session);
}

static void start_on_practice(struct app *app, int value)
{
    (void)value;
    training_ask_begin(&app->session, DATA_SOURCE_PRACTICE);
}

static bool can_continue(const struct app *app, int value)
{
    (void)value;
    return !session_trains(&app->session) && app->session.checkpoint_there;
}

static void continue_run(struct app *app, int value)
{
    (void)value;
    training_begin(&app->session, NULL, true);
}

static void name_continue(const struct app *app, char text[ACTION_NAME_SIZE])
{
    const struct kept_run *kept = &app->session.kept;
    if (!can_continue(app, 0)) // what goes on is no stopped run
        tr_print(text, ACTION_NAME_SIZE, "Continue the stopped run");
    else if (kept_run_is_at_end(kept))
        tr_print(text, ACTION_NAME_SIZE, "Use the weights of the finished run");
    else
        tr_print(text, ACTION_NAME_SIZE, "Continue the stopped run, epoch %d of %d",
                 kept->epoch + 1, kept->epochs);
}

static bool has_library(const struct app *app, int value)
{
    (void)value;
    return app->session.past.library[0];
}

static void show_past_runs(struct app *app, int value)
{
    (void)value;
    dialog_past_runs_open(app);
}

static bool can_look_back(const struct app *app, int value)
{
    (void)value;
    return past_look_can(&app->session);
}

static void look_back(struct app *app, int value)
{
    (void)value;
    if (past_runs_look_latest(&app->session))
        screen_show_page(app, PAGE_TRAINING);
}

// ---- Other weights ------------------------------------------------------------------------------

static bool can_learn(const struct app *app, int value)
{
    (void)value;
    return fine_tuning_can_begin(&app->session);
}

static void learn(struct app *app, int value)
{
    (void)value;
    fine_tuning_begin(&app->session);
}

static void name_learn(const struct app *app, char text[ACTION_NAME_SIZE])
{
    char count[LABELLING_COUNT];
    labelling_count(&app->session, count);
    bool any = app->session.own_digits.strokes.count > 0;
    tr_print(text, ACTION_NAME_SIZE, "Learn my %s", any ? count : tr("digits"));
}

static bool can_undo_learning(const struct app *app, int value)
{
    (void)value;
    return fine_tuning_can_undo(&app->session);
}

static void undo_learning(struct app *app, int value)
{
    (void)value;
    fine_tuning_undo(&app->session);
}

static bool has_weights_before(const struct app *app, int value)
{
    (void)value;
    return weights_before_can(&app->session);
}

static void swap_weights(struct app *app, int value)
{
    (void)value;
    weights_before_swap(&app->session);
}

static bool can_use_shipped(const struct app *app, int value)
{
    (void)value;
    const struct session *session = &app->session;
    return session->shipped_there &&
           (session_trains(&app->session) || session->weights_from != WEIGHTS_SHIPPED ||
            session->settings.model[0]);
}

static void use_shipped(struct app *app, int value)
{
    (void)value;
    if (session_trains(&app->session))
        questions_leave_run(&app->session.questions, "");
    else
        weights_file_use_shipped(&app->session);
}

// ---- Data ---------------------------------------------------------------------------------------

static bool can_fetch(const struct app *app, int value)
{
    (void)value;
    return !app->session.fetching.download || app->session.fetching.cancelled;
}

static void fetch(struct app *app, int value)
{
    (void)value;
    fetching_begin(&app->session, false);
}

static const struct action rows[] = {
    {
        .label = TR("Set up and train…"),
        .key = {{'t', MOD_CTRL}},
        .run = set_up,
        .enabled = can_set_up,
        .id = ACTION_SET_UP,
    },
    {
        .label = TR("Start on practice digits"),
        .key = {{'p', MOD_CTRL}},
        .run = start_on_practice,
        .enabled = is_idle,
        .id = ACTION_TRAIN_PRACTICE,
    },
    {
        .label = TR("Start on another folder…"),
        .key = {{'d', MOD_CTRL}},
        .run = menu_choose_file,
        .enabled = is_idle,
        .value = FILE_PURPOSE_DATA_FOLDER,
    },
    {
        .label = TR("Continue the stopped run"),
        .key = {{'r', MOD_CTRL}},
        .run = continue_run,
        .enabled = can_continue,
        .name = name_continue,
        .id = ACTION_TRAIN_CONTINUE,
    },
    {
        .label = TR("Runs…"),
        .key = {{'r', MOD_CTRL | MOD_SHIFT}},
        .run = show_past_runs,
        .enabled = has_library,
        .id = ACTION_PAST_RUNS,
    },
    {
        .label = TR("Look back at the latest run"),
        .key = {{'l', MOD_CTRL | MOD_SHIFT}},
        .run = look_back,
        .enabled = can_look_back,
        .id = ACTION_LOOK_BACK,
    },
    {
        .label = TR("Learn my digits"),
        .key = {{'l', MOD_CTRL}},
        .run = learn,
        .enabled = can_learn,
        .name = name_learn,
        .id = ACTION_LEARN,
        .group = true,
    },
    {
        .label = TR("Undo learning"),
        .key = {{'u', MOD_CTRL}},
        .run = undo_learning,
        .enabled = can_undo_learning,
        .id = ACTION_UNDO_LEARNING,
    },
    {
        .label = TR("Back to the weights before"),
        .key = {{'b', MOD_CTRL | MOD_SHIFT}},
        .run = swap_weights,
        .enabled = has_weights_before,
        .id = ACTION_WEIGHTS_BEFORE,
        .group = true,
    },
    {
        .label = TR("Back to the shipped weights"),
        .key = {{'b', MOD_CTRL}},
        .run = use_shipped,
        .enabled = can_use_shipped,
        .id = ACTION_SHIPPED,
    },
    {
        .label = TR("Get MNIST…"),
        .key = {{'m', MOD_CTRL}},
        .run = fetch,
        .enabled = can_fetch,
        .group = true,
    },
};

const struct action_menu menu_train = MENU_ROWS(TR("Train"), rows);
