// The rows of the table of actions: every one has its handlers and keys of its own, can be run
// exactly when it should, and does what it promises and nothing that another row does. What each
// promises is said by the tests, each of some menus.
#ifndef TESTS_SUPPORT_ACTION_PROMISES_H
#define TESTS_SUPPORT_ACTION_PROMISES_H

#include "tests/support/app_support.h"

#include "app/language/languages.h"
#include "app/paint/colour_maps.h"
#include "app/session/labelling.h"
#include "app/session/opening.h"
#include "app/session/operating.h"
#include "app/session/step/slow_motion.h"
#include "app/session/weights/training.h"
#include "app/training/data_source.h"
#include "app/window/actions/actions.h"
#include "app/window/actions/menu_rows.h"
#include "nn/data/practice.h"
#include "nn/strokes/strokes_text.h"
#include "tests/support/practice_data.h"
#include "tests/support/stubborn.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- Scenes -------------------------------------------------------------------------------------

static inline bool save_strokes(const char *path, int count)
{
    struct strokes strokes = {.box_width = PAD_SIDE, .box_height = PAD_SIDE};
    bool ok = true;
    for (int i = 0; ok && i < count; i++) {
        struct strokes_digit digit = {.label = i};
        ok = practice_drawing(&digit.drawing, i, (uint64_t)i, NULL) &&
             strokes_add_digit(&strokes, &digit);
    }
    ok = ok && strokes_save(&strokes, path, NULL);
    strokes_free(&strokes);
    return ok;
}

static inline int make_files(void **state)
{
    return home_enter(state) == 0 && stubborn_save("seven.safetensors", 7) &&
                   stubborn_save("two.safetensors", 2) && save_strokes("three.txt", 3) &&
                   practice_data_save("data", 640, 100, 1) &&
                   languages_load(LENETPAD_SOURCE_ASSETS "/languages", NULL)
               ? 0
               : -1;
}

static inline bool always_can(void *self, enum file_chooser_kind kind)
{
    (void)self;
    (void)kind;
    return true;
}

// The desktop has file dialogs of its own, which are not wanted.
static inline struct app *open_fresh(void)
{
    struct app *app =
        app_support_open(&(struct session_options){.model = "seven.safetensors", .runs = "runs"});
    app->voice.there = true;
    app->chooser = (struct file_chooser){.self = app, .can = always_can};
    app->session.settings.system_dialogs = false;
    return app;
}

static inline void draw(struct app *app, float x)
{
    struct pad *pad = &app->session.pad;
    assert_true(pad_begin(pad, PAD_STROKE, x, 100, 30) && pad_move(pad, x, 400, 30));
    pad_end(pad);
    app_refresh(app);
}

static inline void teach(struct app *app, int label)
{
    draw(app, 100 + 20 * (float)label);
    labelling_add(&app->session, label);
}

// Everything can be done but what needs a run that goes on or one that has learned: the second of
// three digits, a 1 at its right, another one undone; two digits taught, one forgotten; weights
// before these, which have noise; a pinned cell; a layer that is hidden; a kept run.
static inline struct app *open_rich(void)
{
    struct app *app = open_fresh();
    teach(app, 1);
    teach(app, 2);
    teach(app, 3);
    labelling_forget_last(&app->session);
    assert_true(opening_file(&app->session, "two.safetensors", 0, NULL));
    snprintf(app->session.settings.data, PATH_SIZE, "data"); // read soon where one operates
    operating_set_noise(&app->session, LENET_C1, 0.1f, false);
    pin_hold(&app->session.pin, (struct terms_cell){LENET_C3, 5, 4, 4});
    assert_true(opening_file(&app->session, "three.txt", 1, NULL));
    draw(app, 480);
    draw(app, 300);
    pad_undo(&app->session.pad);
    app->session.settings.hidden_layers = 1u << LENET_C3;
    app->session.settings.scale = 1.25f;
    app_frame(app);
    app->session.checkpoint_there = true;
    snprintf(app->session.kept.data, PATH_SIZE, DATA_SOURCE_PRACTICE);
    return app;
}

static inline struct app *open_training(void)
{
    struct app *app = open_rich();
    app->session.checkpoint_there = false;
    app->session.training.epochs = 100000;
    training_begin(&app->session, "data", false);
    await_phase(app, TRAINER_RUNNING);
    return app;
}

static inline struct app *open_learned(void)
{
    struct app *app = open_rich();
    app->session.fine_tuning.phase = FINE_TUNING_KEPT;
    return app;
}

// Rich, and in slow motion at its third stage.
static inline struct app *open_slow(void)
{
    struct app *app = open_rich();
    slow_motion_begin(&app->session);
    slow_motion_next(&app->session);
    slow_motion_next(&app->session);
    return app;
}

enum scene { FRESH, RICH, TRAINING, LEARNED, SLOW, SCENES };

static inline struct app *open_scene(enum scene scene)
{
    static struct app *(*const open[SCENES])(void) = {open_fresh, open_rich, open_training,
                                                      open_learned, open_slow};
    languages_choose("en"); // the row before may have chosen another
    return open[scene]();
}

// ---- What can be seen of an action --------------------------------------------------------------

enum mark {
    NO_MARK,
    STEPS, // done on the pad
    EMPTY,
    BRUSH,
    ERASER,
    BY_KEYS,
    DIGITS_OF_FILE,
    DIGIT_OF_FILE,
    RANDOM_DIGITS,
    LOOKED_AT, // of several digits
    JOINED,
    PANEL,
    LINEAR_CURVES,
    SYSTEM_DIALOGS,
    PAGE,
    COLOURS,
    THEME,
    LANGUAGE, // 1: another than the environment's is asked for
    SPEAKS,
    SCALE, // in hundredths
    FULL_SCREEN,
    PROJECTOR,
    LARGE, // layer, counted from 1
    HIDDEN_LAYERS,
    SHARED_SCALE,
    FIXED_SCALE,
    BEFORE_SIGMOID,
    TEACHING,
    WHY, // 10: whatever is read; -1: nothing
    METHOD,
    SEARCHES,
    STAGE,      // of slow motion, counted from 1; 0: it is off
    STEP_LABEL, // then
    PINNED,     // a unit of OUTPUT, counted from 1
    SILENCED,   // cells
    PAINTED,
    NOISY,
    TO_MEAN,
    TABLE,
    OWN_DIGITS,
    LATEST_LABEL,
    FORGOTTEN,
    WEIGHTS, // what they answer
    LEARNING,
    RUN,
    PAUSING,
    RATE, // in hundredths
    DISTORTION,
    LOOKING_BACK,
    QUESTION,
    PURPOSE, // of the file dialog
    ABOUT_PRACTICE,
    QUIT,
    MARKS
};

static inline int answer(const struct lenet *lenet)
{
    for (int i = 0; i < LENET_CLASSES; i++)
        if (lenet->output_bias[i] == 8)
            return i;
    return -1;
}

static inline int latest_label(const struct strokes *strokes)
{
    return strokes->count > 0 ? strokes->digit[strokes->count - 1].label : -1;
}

static inline void look(const struct app *app, int mark[MARKS])
{
    const struct session *session = &app->session;
    const struct settings *settings = &session->settings;
    bool run = session_trains(&app->session);
    memset(mark, 0, MARKS * sizeof *mark);
    mark[STEPS] = (int)session->pad.done;
    mark[EMPTY] = pad_empty(&session->pad);
    mark[BRUSH] = (int)settings->brush;
    mark[ERASER] = session->eraser;
    mark[BY_KEYS] = app->pen.in_hand;
    mark[DIGITS_OF_FILE] = (int)session->strokes.count;
    mark[DIGIT_OF_FILE] = (int)session->strokes_index;
    mark[RANDOM_DIGITS] = (int)session->random_count;
    mark[LOOKED_AT] = session->row.current;
    mark[JOINED] = session_joins_digits(session);
    mark[PANEL] = settings->show_training;
    mark[LINEAR_CURVES] = settings->linear_curves;
    mark[SYSTEM_DIALOGS] = settings->system_dialogs;
    mark[PAGE] = (int)app->page;
    mark[COLOURS] = settings->colour_map;
    mark[THEME] = settings->theme;
    mark[LANGUAGE] = settings->language[0] != '\0';
    mark[SPEAKS] = settings->speech;
    mark[SCALE] = (int)(settings->scale * 100);
    mark[FULL_SCREEN] = app->full_screen;
    mark[PROJECTOR] = app->projector.on;
    mark[LARGE] = app->projector.enlarged ? 1 + (int)app->projector.layer : 0;
    mark[HIDDEN_LAYERS] = (int)settings->hidden_layers;
    mark[SHARED_SCALE] = settings->shared_scale;
    mark[FIXED_SCALE] = settings->fixed_scale;
    mark[BEFORE_SIGMOID] = session->before_sigmoid;
    mark[TEACHING] = session->correcting;
    mark[WHY] = !session->why.asked ? -1 : session->why.digit >= 0 ? session->why.digit : 10;
    mark[METHOD] = (int)session->why.method;
    mark[SEARCHES] = session->why.flip;
    mark[STAGE] = session->slow_motion.on ? session->slow_motion.stage + 1 : 0;
    mark[STEP_LABEL] = session->slow_motion.on ? session->slow_motion.step->label : -1;
    mark[PINNED] = session->pin.held && session->pin.cell.layer == LENET_OUTPUT
                       ? session->pin.cell.map + 1
                       : 0;
    const struct operations *steps = &session->operating.steps;
    mark[SILENCED] = steps->ablation.silenced_count;
    mark[PAINTED] = (int)steps->painted;
    mark[NOISY] = steps->ablation.noise[LENET_C1] != 0;
    mark[TO_MEAN] = steps->to_mean;
    mark[TABLE] = app->operating_shown;
    mark[OWN_DIGITS] = (int)session->own_digits.strokes.count;
    mark[LATEST_LABEL] = latest_label(&session->own_digits.strokes);
    mark[FORGOTTEN] = (int)own_digits_can_bring_back(&session->own_digits);
    mark[WEIGHTS] = answer(&session->weights);
    mark[LEARNING] = (int)session->fine_tuning.phase;
    mark[RUN] = run;
    mark[PAUSING] = session->progress.pausing;
    // Learning one's own digits has a rate of its own, which its thread tells sooner or later.
    bool steered = run && session->fine_tuning.phase != FINE_TUNING_RUNS;
    mark[RATE] = steered ? (int)lrintf(100 * session->progress.rate) : 0;
    mark[DISTORTION] = steered ? (int)session->progress.augment : 0;
    mark[LOOKING_BACK] = session->looking.there;
    mark[QUESTION] = (int)session->questions.open;
    mark[PURPOSE] = (int)app->file_dialog.files.purpose;
    mark[ABOUT_PRACTICE] = strcmp(session->questions.about, DATA_SOURCE_PRACTICE) == 0;
    mark[QUIT] = app->quit;
}

// ---- What every row promises --------------------------------------------------------------------

enum { CHANGES_MAX = 4, HIDES_C3 = 1 << LENET_C3 };

struct change {
    enum mark mark;
    int to;
};

struct promise {
    const char *label;
    const char
        *enabled;     // a letter for each scene in which it is; in a rich one, then in slow motion
    enum scene scene; // in which it is run
    struct change change[CHANGES_MAX];
};

// clang-format off
#define ASKS_FOR(purpose) {QUESTION, QUESTION_FILES}, {PURPOSE, purpose}
#define HIDES(layer) {HIDDEN_LAYERS, HIDES_C3 ^ 1 << (layer)}
#define TAUGHT(digit) {OWN_DIGITS, 3}, {LATEST_LABEL, digit}, {LOOKED_AT, 0} // one of two
// clang-format on

// What every row of some menus promises.
struct promises {
    const struct promise *promise;
    int count;
    bool of_weights; // the menus whose rows they are: see below
};

static const struct promises *promises; // of the test

// The menus of what changes weights; the others are of what is drawn, seen and asked.
static inline bool is_of_weights(const struct action_menu *menu)
{
    return menu == &menu_train || menu == &menu_run || menu == &menu_teach || menu == &menu_operate;
}

static inline const struct promise *promise_of(const struct action *row)
{
    for (int i = 0; i < promises->count; i++)
        if (strcmp(promises->promise[i].label, row->label) == 0)
            return &promises->promise[i];
    fail_msg("no test says what \"%s\" promises", row->label);
    return NULL;
}

// ---- Every row ----------------------------------------------------------------------------------

// Calls `check` for the rows of these menus.
static inline int each_row(void (*check)(const struct action *row))
{
    int count = 0;
    for (int i = 0; i < actions_of_window.count; i++) {
        const struct action_menu *menu = actions_of_window.menu[i];
        for (int k = 0; is_of_weights(menu) == promises->of_weights && k < menu->count;
             k++, count++)
            check(&menu->row[k]);
    }
    return count;
}

// The name of its last part, too.
static inline void check_shortcut(const struct action *row, struct action_key key)
{
    char text[ACTION_SHORTCUT_SIZE];
    action_shortcut(key, text, sizeof text);
    size_t length = strlen(text);
    if (length == 0 || (text[length - 1] == '+' && key.key != '+'))
        fail_msg("a key of \"%s\" is shown as \"%s\"", row->label, text);
}

static inline void check_row(const struct action *row)
{
    assert_true(row->label && row->label[0]);
    if (!row->run || !row->enabled)
        fail_msg("\"%s\" has no handler", row->label);
    if (!row->key[0].key)
        fail_msg("\"%s\" has no key", row->label);
    for (int i = 0; i < ACTION_KEYS_MAX && row->key[i].key; i++)
        check_shortcut(row, row->key[i]);
}

static inline void test_every_row_has_its_handlers_and_a_key(void **state)
{
    (void)state;
    assert_int_equal(each_row(check_row), promises->count);
}

static inline void check_keys(const struct action *row)
{
    struct app app = {.actions = &actions_of_window};
    for (int i = 0; i < ACTION_KEYS_MAX && row->key[i].key; i++) {
        struct event event = {
            .type = EVENT_KEY, .key = row->key[i].key, .modifiers = row->key[i].modifiers};
        const struct action *other = action_of_key(&app, &event);
        // Digits are keys of what is asked and of what is taught, whichever is on.
        // One that may go before others does so only then.
        if (other != row && !row->first &&
            (!row->within || !other->within || row->within == other->within))
            fail_msg("\"%s\" and \"%s\" share a key", row->label, other->label);
    }
}

static inline void test_no_two_rows_share_a_key(void **state)
{
    (void)state;
    each_row(check_keys);
}

static inline void check_effect(const struct action *row)
{
    const struct promise *promise = promise_of(row);
    struct app *app = open_scene(promise->scene);
    int expected[MARKS], mark[MARKS];
    // What a radio row would choose is not chosen yet.
    app->session.settings.colour_map = (row->value + 1) % COLOUR_MAPS;
    app->session.settings.theme = (row->value + 1) % 4;
    app->session.settings.shared_scale = !row->value;
    app->session.settings.fixed_scale = row->value != 2;
    app->session.why.method = (enum explainer_method)((row->value + 1) % EXPLAINER_METHODS);
    look(app, expected);
    for (int i = 0; i < CHANGES_MAX && promise->change[i].mark != NO_MARK; i++)
        expected[promise->change[i].mark] = promise->change[i].to;
    action_run_row(app, row);
    if (row->id == ACTION_STOP)
        await_phase(app, TRAINER_STOPPED);
    if (row->id == ACTION_ONE_BATCH || row->id == ACTION_ONE_EPOCH || row->id == ACTION_TO_START)
        await_phase(app, TRAINER_PAUSED);
    if (row->id == ACTION_PAUSE || row->id == ACTION_STOP)
        app_refresh(app);
    look(app, mark);
    if (promise->scene == TRAINING)
        mark[WEIGHTS] = expected[WEIGHTS]; // which go on learning
    for (int i = 0; i < MARKS; i++)
        if (mark[i] != expected[i])
            fail_msg("after \"%s\" mark %d is %d, not %d", row->label, i, mark[i], expected[i]);
    app_close(app);
}

static inline void test_a_row_does_what_it_promises_and_no_more(void **state)
{
    (void)state;
    each_row(check_effect);
}

static enum scene scene;
static struct app *scene_app;

static inline void check_enabled(const struct action *row)
{
    const char *enabled = promise_of(row)->enabled;
    bool expected = strchr(enabled, "frtls"[scene]) || (scene == SLOW && strchr(enabled, 'r'));
    if (row->enabled(scene_app, row->value) != expected)
        fail_msg("\"%s\" should%s be enabled in scene %d", row->label, expected ? "" : " not",
                 scene);
}

static inline void test_a_row_is_enabled_when_it_can_be_done(void **state)
{
    (void)state;
    for (scene = FRESH; scene < SCENES; scene++) {
        scene_app = open_scene(scene);
        each_row(check_enabled);
        app_close(scene_app);
    }
}

// One of several is on once it was chosen; anything else is on and off by turns.
static inline void check_checked(const struct action *row)
{
    if (!row->checked)
        return;
    for (int i = 0; i < 2; i++) {
        bool before = row->checked(scene_app, row->value);
        action_run_row(scene_app, row);
        if (row->checked(scene_app, row->value) != (row->radio ? true : !before))
            fail_msg("\"%s\" does not show what it did", row->label);
    }
}

static inline void test_a_row_that_can_be_on_shows_it(void **state)
{
    (void)state;
    scene_app = open_fresh();
    draw(scene_app, 200);
    draw(scene_app, 400);
    pin_hold(&scene_app->session.pin, (struct terms_cell){LENET_C3, 5, 4, 4});
    each_row(check_checked);
    app_close(scene_app);
}

#define ACTION_TESTS                                                                               \
    cmocka_unit_test(test_every_row_has_its_handlers_and_a_key),                                   \
        cmocka_unit_test(test_no_two_rows_share_a_key),                                            \
        cmocka_unit_test(test_a_row_does_what_it_promises_and_no_more),                            \
        cmocka_unit_test(test_a_row_is_enabled_when_it_can_be_done),                               \
        cmocka_unit_test(test_a_row_that_can_be_on_shows_it)

#endif
