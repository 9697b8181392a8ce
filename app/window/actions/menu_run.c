// The menu Run: a run that is there: how far it goes, what is changed of it, and its past.
#include "app/language/tr.h"
#include "app/session/weights/looking_back.h"
#include "app/session/weights/training.h"
#include "app/training/setup/option_words.h"
#include "app/window/actions/menu_rows.h"
#include "app/window/screen/screen.h"
#include <stdio.h>

// ---- How far it goes ----------------------------------------------------------------------------

static bool is_training(const struct app *app, int value)
{
    (void)value;
    return session_trains(&app->session);
}

static void toggle_pause(struct app *app, int value)
{
    (void)value;
    trainer_toggle_pause(app->session.trainer);
}

static void name_pause(const struct app *app, char text[ACTION_NAME_SIZE])
{
    tr_print(text, ACTION_NAME_SIZE, app->session.progress.pausing ? "Resume" : "Pause");
}

// While data is loading there is no batch to take.
static bool can_step(const struct app *app, int value)
{
    (void)value;
    enum trainer_phase phase = app->session.progress.phase;
    return phase == TRAINER_RUNNING || phase == TRAINER_PAUSED;
}

static void go(struct app *app, int stride)
{
    trainer_go(app->session.trainer, (enum trainer_stride)stride);
}

static void stop(struct app *app, int value)
{
    (void)value;
    trainer_stop(app->session.trainer);
}

// ---- What is changed of a run that goes on ------------------------------------------------------

static bool can_go_to_start(const struct app *app, int value)
{
    (void)value;
    return training_can_go_to_start(&app->session);
}

static void go_to_start(struct app *app, int value)
{
    (void)value;
    training_go_to_start(&app->session);
}

static bool can_steer(const struct app *app, int value)
{
    (void)value;
    return training_can_steer(&app->session);
}

// The page Training shows what is in use; elsewhere it is said.
static void tell_change(struct app *app, const char *words)
{
    if (app->page != PAGE_TRAINING)
        notice_say(&app->session.notice, words, ACTION_NONE, 3);
}

// By a quarter up, by a fifth down: so both ways meet.
static void change_rate(struct app *app, int up)
{
    const struct trainer_progress *progress = &app->session.progress;
    float rate = up ? progress->rate * 1.25f : progress->rate / 1.25f;
    char number[OPTION_WORDS_NUMBER], words[64];
    training_steer(&app->session, rate, progress->augment);
    option_words_number(number, (double)rate, 3);
    tr_print(words, sizeof words, "The rate is %s from now on.", number);
    tell_change(app, words);
}

static void name_rate(const struct app *app, const char *words, char text[ACTION_NAME_SIZE])
{
    char number[OPTION_WORDS_NUMBER];
    option_words_number(number, (double)app->session.progress.rate, 3);
    if (training_can_steer(&app->session))
        tr_print(text, ACTION_NAME_SIZE, "%s than %s", words, number);
    else
        snprintf(text, ACTION_NAME_SIZE, "%s", words);
}

static void name_rate_up(const struct app *app, char text[ACTION_NAME_SIZE])
{
    name_rate(app, tr("A higher rate"), text);
}

static void name_rate_down(const struct app *app, char text[ACTION_NAME_SIZE])
{
    name_rate(app, tr("A lower rate"), text);
}

static enum augment next_distortion(const struct app *app)
{
    return (enum augment)(((int)app->session.progress.augment + 1) % AUGMENT_KINDS);
}

static void change_distortion(struct app *app, int value)
{
    char distortion[TRAIN_OPTION_TEXT], words[128];
    enum augment next = next_distortion(app);
    (void)value;
    training_steer(&app->session, app->session.progress.rate, next);
    option_words_distortion(distortion, next);
    tr_print(words, sizeof words, "Distortion of the images from now on: %s.", distortion);
    tell_change(app, words);
}

static void name_distortion(const struct app *app, char text[ACTION_NAME_SIZE])
{
    char next[TRAIN_OPTION_TEXT], now[TRAIN_OPTION_TEXT];
    if (!training_can_steer(&app->session)) {
        tr_print(text, ACTION_NAME_SIZE, "Distort images otherwise");
        return;
    }
    option_words_distortion(next, next_distortion(app));
    option_words_distortion(now, app->session.progress.augment);
    tr_print(text, ACTION_NAME_SIZE, "Distort images: %s instead of %s", next, now);
}

// ---- Moments of the past ------------------------------------------------------------------------

static bool can_look(const struct app *app, int by)
{
    int index = looking_back_index(&app->session) + by;
    return looking_back_can(&app->session) && index >= 0 &&
           index <= app->session.looking.moments.count;
}

static void look(struct app *app, int by)
{
    looking_back_at(&app->session, looking_back_index(&app->session) + by);
}

static bool looks_back(const struct app *app, int value)
{
    (void)value;
    return app->session.looking.there;
}

static void look_at_now(struct app *app, int value)
{
    (void)value;
    looking_back_end(&app->session);
}

static bool can_go_on_from_here(const struct app *app, int value)
{
    (void)value;
    return training_can_go_on_from_here(&app->session);
}

static void go_on_from_here(struct app *app, int value)
{
    (void)value;
    training_go_on_from_here(&app->session);
}

static const struct action rows[] = {
    {
        .label = TR("Pause"),
        .key = {{KEY_SPACE, 0}},
        .run = toggle_pause,
        .enabled = is_training,
        .name = name_pause,
        .id = ACTION_PAUSE,
    },
    {
        .label = TR("One batch, then pause"),
        .key = {{'.', 0}},
        .run = go,
        .enabled = can_step,
        .value = TRAINER_ONE_BATCH,
        .id = ACTION_ONE_BATCH,
        .repeats = true,
    },
    {
        .label = TR("One epoch, then pause"),
        .key = {{',', 0}},
        .run = go,
        .enabled = can_step,
        .value = TRAINER_ONE_EPOCH,
        .id = ACTION_ONE_EPOCH,
    },
    {
        .label = TR("Stop"),
        .key = {{'.', MOD_CTRL}},
        .run = stop,
        .enabled = is_training,
        .id = ACTION_STOP,
    },
    {
        .label = TR("Back to the start of the run"),
        .key = {{KEY_HOME, MOD_CTRL}},
        .run = go_to_start,
        .enabled = can_go_to_start,
        .id = ACTION_TO_START,
    },
    {
        .label = TR("A higher rate"),
        .key = {{KEY_UP, MOD_CTRL}},
        .run = change_rate,
        .enabled = can_steer,
        .name = name_rate_up,
        .value = true,
        .id = ACTION_RATE_UP,
        .group = true,
    },
    {
        .label = TR("A lower rate"),
        .key = {{KEY_DOWN, MOD_CTRL}},
        .run = change_rate,
        .enabled = can_steer,
        .name = name_rate_down,
        .value = false,
        .id = ACTION_RATE_DOWN,
    },
    {
        .label = TR("Distort images otherwise"),
        .key = {{'d', 0}},
        .run = change_distortion,
        .enabled = can_steer,
        .name = name_distortion,
        .id = ACTION_DISTORTION,
    },
    {
        .label = TR("Look at the moment before"),
        .key = {{KEY_LEFT, MOD_ALT}},
        .run = look,
        .enabled = can_look,
        .value = -1,
        .id = ACTION_MOMENT_BEFORE,
        .group = true,
        .repeats = true,
    },
    {
        .label = TR("Look at the moment after"),
        .key = {{KEY_RIGHT, MOD_ALT}},
        .run = look,
        .enabled = can_look,
        .value = 1,
        .id = ACTION_MOMENT_AFTER,
        .repeats = true,
    },
    {
        .label = TR("Back to now"),
        .key = {{KEY_END, MOD_ALT}},
        .run = look_at_now,
        .enabled = looks_back,
        .id = ACTION_NOW,
    },
    {
        .label = TR("Go on from here"),
        .key = {{KEY_ENTER, MOD_CTRL}},
        .run = go_on_from_here,
        .enabled = can_go_on_from_here,
        .id = ACTION_GO_ON_FROM_HERE,
    },
};

const struct action_menu menu_run = MENU_ROWS(TR("Run"), rows);
