// Brings the window to each view that `lenetpad shot` can draw, by the actions that a person runs:
// a picture of a window that was only set up to look so would prove nothing.
#include "app/commands/desktop_module/shot_view.h"
#include "app/base/clock.h"
#include "app/session/exam/mistakes.h"
#include "app/session/labelling.h"
#include "app/session/opening.h"
#include "app/session/operating.h"
#include "app/session/past_runs.h"
#include "app/session/step/slow_motion.h"
#include "app/session/weights/looking_back.h"
#include "app/session/weights/training.h"
#include "app/training/data_source.h"
#include "app/window/actions/actions.h"
#include "app/window/export/export_choice.h"
#include "app/window/projector/projector.h"
#include "nn/data/practice.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

const char *const shot_view_names[SHOT_VIEWS] = {
    "main",           "empty",        "inspector",    "training",   "menu-file",
    "menu-edit",      "menu-view",    "menu-layers",  "menu-train", "menu-run",
    "menu-teach",     "menu-explain", "menu-operate", "menu-help",  "keys",
    "about",          "error",        "open",         "save",       "missing-data",
    "fetch",          "resume",       "correct",      "taught",     "learning",
    "learned",        "forgotten",    "forget-hand",  "weights",    "operating",
    "runs",           "lab",          "step",         "step-loss",  "step-error",
    "step-gradient",  "step-update",  "step-after",   "mistakes",   "mistakes-digits",
    "mistakes-curve", "lab-layers",   "timeline",     "lab-runs",   "lab-steer",
    "setup",          "projector",    "layer",        "past-run",   "export",
    "export-lesson",  "language",     "overwrite",    "elsewhere",  "download",
    "stop-run",       "new-run",      "leave-run",    "delete-run"};

// Trains on practice digits until the curves show something.
static void train_a_moment(struct app *app)
{
    training_begin(&app->session, DATA_SOURCE_PRACTICE, false);
    for (int i = 0; i < 3000 && session_trains(&app->session) && app->session.progress.epoch < 3;
         i++) {
        clock_pause(20);
        app_refresh(app);
    }
}

// Practice digits, taught one after another.
static void teach_digits(struct app *app, int count)
{
    for (int i = 0; i < count; i++) {
        struct drawing drawing;
        if (!practice_drawing(&drawing, i % LENET_CLASSES, 100 + (uint64_t)i, NULL))
            return;
        if (pad_fit_drawing(&app->session.pad, &drawing,
                            session_brush_diameter(&app->session, false), NULL))
            labelling_add(&app->session, i % LENET_CLASSES);
        drawing_free(&drawing);
    }
}

// Until some of it, or (all) everything is done.
static void learn_a_moment(struct app *app, bool all)
{
    app_frame(app);
    action_run(app, ACTION_LEARN);
    for (int i = 0; i < 6000 && session_trains(&app->session) &&
                    (all || app->session.progress.fraction < 0.3f);
         i++) {
        clock_pause(20);
        app_refresh(app);
    }
}

static void show_teaching(struct app *app, enum shot_view view)
{
    app->session.correcting = true;
    if (view == SHOT_VIEW_CORRECT)
        return;
    teach_digits(app, 12);
    if (view != SHOT_VIEW_TAUGHT)
        notice_say(&app->session.notice, "", ACTION_NONE, 0);
    if (view == SHOT_VIEW_FORGET_HAND)
        action_run(app, ACTION_FORGET_OWN_DIGITS);
    if (view == SHOT_VIEW_LEARNING || view == SHOT_VIEW_LEARNED || view == SHOT_VIEW_FORGOTTEN)
        learn_a_moment(app, view != SHOT_VIEW_LEARNING);
    if (view == SHOT_VIEW_FORGOTTEN) // as if it had cost a lot
        app->session.fine_tuning.result.wrong_after += app->session.fine_tuning.result.tested / 300;
}

static void operate(struct app *app)
{
    struct operating_kernel kernel;
    pin_hold(&app->session.pin, (struct terms_cell){LENET_C3, 5, 3, 3});
    app_frame(app);
    action_run(app, ACTION_SILENCE);
    operating_toggle(&app->session, (struct terms_cell){LENET_C1, 2, -1, -1});
    operating_toggle(&app->session, (struct terms_cell){LENET_F6, 7, -1, -1});
    operating_set_noise(&app->session, LENET_S4, 0.1f, false);
    if (operating_kernel_of(&kernel, (struct terms_cell){LENET_C1, 4, 0, 0}, 0))
        operating_negate(&app->session, kernel);
    app->operating_shown = false; // its key opens it
    action_run(app, ACTION_OPERATING_TABLE);
    for (int i = 0; i < 12000 && !operating_is_tested(&app->session); i++) {
        clock_pause(10);
        app_refresh(app);
    }
}

// A library of its own, of runs that never were: their dates are always the same.
static bool keep_run(struct app *app, const char *began, int epoch, uint64_t wrong)
{
    const float last = (float)wrong / 10000;
    char folder[PATH_SIZE];
    struct lock *lock;
    struct run_setup setup;
    struct run_record record;
    struct run_curves *curves = calloc(1, sizeof *curves);
    struct train_state *state = malloc(sizeof *state);
    run_setup_default(&setup);
    setup.part[RUN_PART_PRACTICE].used = epoch < 20;
    setup.part[RUN_PART_PRACTICE].share = 50;
    setup.options.epochs = 20;
    run_record_begin(&record, &setup);
    snprintf(record.began, sizeof record.began, "%s", began);
    bool kept = curves && state &&
                run_library_begin(folder, &lock, app->session.past.library, &record, NULL, NULL);
    if (kept) {
        train_begin(state, &setup.options);
        state->epoch = epoch;
        record.end = epoch < 20 ? RUN_RECORD_STOPPED : RUN_RECORD_FINISHED;
        record.tested = wrong > 0 ? 10000 : 0;
        record.wrong = wrong;
        for (int i = 1; i <= epoch; i++) {
            float left = expf(-(float)i / 3);
            curve_add(&curves->loss, (float)i, last + 0.3f * left);
            curve_add(&curves->train, (float)i, 1.5f * last + 0.3f * left);
            curve_add(&curves->test, (float)i, last + 0.2f * left);
        }
        kept = run_library_keep(folder, &record, state, 60000, curves, NULL);
        lock_release(lock);
    }
    free(state);
    free(curves);
    return kept;
}

// Makes an empty library. False if it cannot be made.
static bool open_library(struct app *app)
{
    char library[] = "/tmp/lenetpad-runs-XXXXXX";
    if (!mkdtemp(library))
        return false;
    snprintf(app->session.past.library, PATH_SIZE, "%s", library);
    return true;
}

// Leaves nothing of it but what is shown.
static void remove_library(struct app *app)
{
    const struct past *past = &app->session.past;
    bool left;
    for (size_t i = 0; i < past->list.count; i++)
        run_library_delete(past->library, past->list.entry[i].name, &left, NULL);
    rmdir(past->library);
}

static void show_past_runs(struct app *app)
{
    if (!open_library(app))
        return;
    keep_run(app, "2026-11-25 09:12", 20, 43);
    keep_run(app, "2026-11-26 18:40", 7, 121);
    keep_run(app, "2026-11-27 14:03", 20, 52);
    action_run(app, ACTION_PAST_RUNS);
    past_runs_compare(&app->session, 0);
    remove_library(app);
}

static void lay_over_each_other(struct app *app)
{
    char began[24];
    if (!open_library(app))
        return;
    for (int i = 0; i < 30; i++) {
        snprintf(began, sizeof began, "2026-11-%02d 09:12", i + 1);
        keep_run(app, began, 10 + i % 11, (uint64_t)(40 + 9 * i));
    }
    past_runs_read(&app->session);
    for (size_t i = 0; i < app->session.past.list.count; i++)
        past_runs_compare(&app->session, i);
    remove_library(app);
    screen_show_page(app, PAGE_TRAINING);
    app_frame(app);
    app_event(app,
              &(struct event){.type = EVENT_POINTER_MOVE,
                              .x = (float)(app->layout.page_body.x + app->layout.page_body.w / 5),
                              .y = (float)(app->layout.page_body.y + app->layout.page_body.h / 2)});
}

static void await_rest(struct app *app)
{
    for (int i = 0; i < 3000 && session_trains(&app->session); i++) {
        clock_pause(20);
        app_refresh(app);
    }
}

// A run that was stopped, and is looked back at as a later session does.
static void show_past_run(struct app *app)
{
    if (!open_library(app))
        return;
    train_a_moment(app);
    action_run(app, ACTION_STOP);
    await_rest(app);
    trainer_forget(app->session.trainer);
    app_refresh(app);
    past_runs_read(&app->session);
    if (app->session.past.list.count > 0 &&
        past_runs_rename(&app->session, 0, "my best run", NULL)) {
        action_run(app, ACTION_LOOK_BACK);
        await_rest(app);
        looking_back_at(&app->session, app->session.looking.moments.count / 3);
    }
    remove_library(app);
}

// With a wrong label, so that there is something to learn.
static void take_step(struct app *app, enum shot_view view)
{
    static const int stage[] = {2, 8, 13, 16, 17, 18};
    struct session *session = &app->session;
    action_run(app, ACTION_SLOW_MOTION);
    if (!session->slow_motion.on)
        return;
    slow_motion_choose_label(session, session->reading.second);
    for (int i = 0; i < stage[view - SHOT_VIEW_STEP]; i++)
        action_run(app, ACTION_STEP_NEXT);
    for (int i = 0; i < 3 && view == SHOT_VIEW_STEP_AFTER; i++)
        action_run(app, ACTION_STEP_AGAIN);
}

static void show_mistakes(struct app *app, enum shot_view view)
{
    screen_show_page(app, PAGE_MISTAKES);
    for (int i = 0; i < 1000 && !mistakes_is_current(&app->session); i++) {
        clock_pause(10);
        app_refresh(app);
    }
    mistakes_choose(&app->session, 1, 7);
    if (view == SHOT_VIEW_MISTAKES_CURVE) {
        mistakes_show(&app->session, EXAM_CALIBRATION);
    } else if (view == SHOT_VIEW_MISTAKES_DIGITS) {
        mistakes_choose(&app->session, -1, -1);
        mistakes_ask_for(&app->session, MISTAKES_SUREST);
        mistakes_show(&app->session, EXAM_DIGITS);
        mistakes_put(&app->session);
    }
}

static void keep_a_run(struct app *app)
{
    app->session.kept.epoch = 3;
    app->session.kept.epochs = 20;
    snprintf(app->session.kept.data, PATH_SIZE, DATA_SOURCE_PRACTICE);
}

// As if it came.
static void download(struct app *app)
{
    app->session.fetching.progress = (struct download_progress){
        .phase = DOWNLOAD_RUNNING,
        .name = "train-images-idx3-ubyte.gz",
        .done = 4000000,
        .expected = 11594722,
        .seconds = 2,
    };
    questions_open(&app->session.questions, QUESTION_DOWNLOAD);
}

static void ask_to_overwrite(struct app *app)
{
    action_run(app, ACTION_SAVE_STROKES);
    snprintf(app->file_dialog.target, PATH_SIZE, "/home/me/digits/three.strokes");
    questions_push(&app->session.questions, QUESTION_OVERWRITE);
}

static void ask_elsewhere(struct app *app)
{
    app->file_dialog.files.purpose = FILE_PURPOSE_OPEN;
    app->elsewhere.news = FILE_CHOOSER_IS_OPEN;
    questions_open(&app->session.questions, QUESTION_ELSEWHERE);
}

// Questions of which most come up at rare moments.
static void ask(struct app *app, enum shot_view view)
{
    struct questions *questions = &app->session.questions;
    switch (view) {
    case SHOT_VIEW_LANGUAGE:
        action_run(app, ACTION_LANGUAGE);
        break;
    case SHOT_VIEW_OVERWRITE:
        ask_to_overwrite(app);
        break;
    case SHOT_VIEW_ELSEWHERE:
        ask_elsewhere(app);
        break;
    case SHOT_VIEW_DOWNLOAD:
        download(app);
        break;
    case SHOT_VIEW_RESUME:
        keep_a_run(app);
        questions_open(questions, QUESTION_RESUME);
        break;
    case SHOT_VIEW_NEW_RUN:
        keep_a_run(app);
        questions_new_run(questions, DATA_SOURCE_PRACTICE);
        break;
    case SHOT_VIEW_STOP_RUN:
        questions_open(questions, QUESTION_STOP_TO_SET_UP);
        break;
    case SHOT_VIEW_LEAVE_RUN:
        questions_leave_run(questions, "");
        break;
    case SHOT_VIEW_DELETE_RUN:
        show_past_runs(app);
        questions_push(questions, QUESTION_DELETE_RUN);
        break;
    default:
        break;
    }
}

void shot_view_show(struct app *app, enum shot_view view)
{
    struct status status = {0};
    switch (view) {
    case SHOT_VIEW_TRAINING:
        train_a_moment(app);
        break;
    case SHOT_VIEW_LAB_LAYERS: // of a run that fails, which shows most
        app->session.training.init = TRAIN_INIT_DEFAULT;
        train_a_moment(app);
        screen_show_page(app, PAGE_TRAINING);
        app->lab.part = LAB_LAYERS;
        break;
    case SHOT_VIEW_LAB:
        train_a_moment(app);
        screen_show_page(app, PAGE_TRAINING);
        break;
    case SHOT_VIEW_LAB_RUNS:
        lay_over_each_other(app);
        break;
    case SHOT_VIEW_LAB_STEER:
        app->lab.part = LAB_STEER;
        /* fall through */
    case SHOT_VIEW_TIMELINE:
        train_a_moment(app);
        screen_show_page(app, PAGE_TRAINING);
        looking_back_at(&app->session, app->session.looking.moments.count / 3);
        break;
    case SHOT_VIEW_KEYS:
        action_run(app, ACTION_KEYS);
        break;
    case SHOT_VIEW_ABOUT:
        action_run(app, ACTION_ABOUT);
        break;
    case SHOT_VIEW_WEIGHTS:
        action_run(app, ACTION_ALL_WEIGHTS);
        break;
    case SHOT_VIEW_RUNS:
        show_past_runs(app);
        break;
    case SHOT_VIEW_PAST_RUN:
        show_past_run(app);
        break;
    case SHOT_VIEW_OPERATING:
        operate(app);
        break;
    case SHOT_VIEW_STEP:
    case SHOT_VIEW_STEP_LOSS:
    case SHOT_VIEW_STEP_ERROR:
    case SHOT_VIEW_STEP_GRADIENT:
    case SHOT_VIEW_STEP_UPDATE:
    case SHOT_VIEW_STEP_AFTER:
        take_step(app, view);
        break;
    case SHOT_VIEW_MISTAKES:
    case SHOT_VIEW_MISTAKES_DIGITS:
    case SHOT_VIEW_MISTAKES_CURVE:
        show_mistakes(app, view);
        break;
    case SHOT_VIEW_PROJECTOR:
        projector_toggle(app);
        break;
    case SHOT_VIEW_LAYER:
        projector_enlarge(app, LENET_C3);
        break;
    case SHOT_VIEW_SETUP:
        action_run(app, ACTION_SET_UP);
        break;
    case SHOT_VIEW_EXPORT:
        app->session.settings.export.what = EXPORT_PANEL;
        action_run(app, ACTION_EXPORT);
        break;
    case SHOT_VIEW_EXPORT_LESSON:
        teach_digits(app, 30);
        notice_say(&app->session.notice, "", ACTION_NONE, 0);
        app->session.settings.export.what = EXPORT_LESSON;
        action_run(app, ACTION_EXPORT);
        break;
    case SHOT_VIEW_ERROR:
        opening_or_explain(&app->session, "digits/three.png");
        break;
    case SHOT_VIEW_OPEN:
        action_run(app, ACTION_OPEN);
        break;
    case SHOT_VIEW_SAVE:
        action_run(app, ACTION_SAVE_STROKES);
        break;
    case SHOT_VIEW_FETCH:
        status_fail(
            &status, STATUS_IO,
            "cannot get train-images-idx3-ubyte.gz (https://ossci-datasets.s3.amazonaws.com/"
            "mnist/: Could not resolve host: ossci-datasets.s3.amazonaws.com; "
            "https://storage.googleapis.com/cvdf-datasets/mnist/: Could not resolve host: "
            "storage.googleapis.com); check the network connection and try again, or name "
            "another mirror");
        app->session.fetching.failed = true;
        questions_fetch(&app->session.questions, &status);
        break;
    case SHOT_VIEW_MISSING_DATA: {
        struct dataset none = {0};
        if (!data_source_load(&none, "no/such/folder", DATASET_TRAIN, &status))
            questions_missing_data(&app->session.questions, &status, false);
        break;
    }
    case SHOT_VIEW_RESUME:
    case SHOT_VIEW_LANGUAGE:
    case SHOT_VIEW_OVERWRITE:
    case SHOT_VIEW_ELSEWHERE:
    case SHOT_VIEW_DOWNLOAD:
    case SHOT_VIEW_STOP_RUN:
    case SHOT_VIEW_NEW_RUN:
    case SHOT_VIEW_LEAVE_RUN:
    case SHOT_VIEW_DELETE_RUN:
        ask(app, view);
        break;
    case SHOT_VIEW_CORRECT:
    case SHOT_VIEW_TAUGHT:
    case SHOT_VIEW_LEARNING:
    case SHOT_VIEW_LEARNED:
    case SHOT_VIEW_FORGOTTEN:
    case SHOT_VIEW_FORGET_HAND:
        show_teaching(app, view);
        break;
    default:
        break;
    }
}

static void point_at(struct app *app, enum lenet_layer_id layer, int map, int row, int column)
{
    struct rect cell = layout_cell(&app->layout, &(struct layout_hit){layer, map, row, column});
    struct event event = {.type = EVENT_POINTER_MOVE,
                          .x = (float)cell.x + 0.5f,
                          .y = (float)cell.y + 0.5f,
                          .pressure = 1};
    app_event(app, &event);
}

void shot_view_draw(struct app *app, enum shot_view view)
{
    app_frame(app);
    if (view >= SHOT_VIEW_MENU_FILE && view <= SHOT_VIEW_MENU_HELP)
        ui_menu_open(&app->ui, (int)(view - SHOT_VIEW_MENU_FILE));
    if (view == SHOT_VIEW_TRAINING || view == SHOT_VIEW_LAB || view == SHOT_VIEW_LAB_LAYERS ||
        view == SHOT_VIEW_TIMELINE || view == SHOT_VIEW_LAB_STEER || view == SHOT_VIEW_PAST_RUN)
        ui_set_time(&app->ui, 60); // the words about its beginning have gone
    if (view == SHOT_VIEW_INSPECTOR)
        point_at(app, LENET_C3, 6, 4, 5);
    for (int i = 0; i < 3; i++)
        app_frame(app);
}
