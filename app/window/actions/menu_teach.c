// The menu Teach: the person's own digits.
#include "app/language/tr.h"
#include "app/session/labelling.h"
#include "app/session/why.h"
#include "app/window/actions/menu_rows.h"
#include "app/window/screen/screen.h"
#include <stdio.h>

static bool is_teaching(const struct app *app, int value)
{
    (void)value;
    return app->session.correcting;
}

static void toggle_teaching(struct app *app, int value)
{
    (void)value;
    app->session.correcting = !app->session.correcting;
    if (app->session.correcting)
        why_drop(&app->session); // digit keys say what the drawing is now
}

static void label_drawing(struct app *app, int digit)
{
    labelling_add(&app->session, digit);
}

static bool has_own_digits(const struct app *app, int value)
{
    (void)value;
    return app->session.own_digits.strokes.count > 0;
}

static void forget_last(struct app *app, int value)
{
    (void)value;
    labelling_forget_last(&app->session);
}

static void name_forget_last(const struct app *app, char text[ACTION_NAME_SIZE])
{
    tr_print(text, ACTION_NAME_SIZE,
             labelling_shows(&app->session) ? "Forget this one" : "Forget the last one");
}

static void ask_to_forget_all(struct app *app, int value)
{
    (void)value;
    questions_open(&app->session.questions, QUESTION_FORGET_OWN_DIGITS);
}

static bool can_bring_back(const struct app *app, int value)
{
    (void)value;
    return own_digits_can_bring_back(&app->session.own_digits) > 0;
}

static void bring_back(struct app *app, int value)
{
    (void)value;
    labelling_bring_back(&app->session);
}

static void show_own_digits(struct app *app, int value)
{
    (void)value;
    labelling_show(&app->session);
}

#define LABEL_ROW(digit, words)                                                                    \
    {                                                                                              \
        .label = words, .key = {{'0' + digit, 0}}, .run = label_drawing,                           \
        .enabled = menu_has_drawing, .value = digit, .within = ACTION_CORRECT,                     \
        .group = digit == 0,                                                                       \
    }

static const struct action rows[] = {
    {
        .label = TR("Teach digits"),
        .key = {{'k', 0}},
        .takes_keys = true,
        .run = toggle_teaching,
        .enabled = menu_always,
        .checked = is_teaching,
        .id = ACTION_CORRECT,
    },
    LABEL_ROW(0, TR("It was a 0")),
    LABEL_ROW(1, TR("It was a 1")),
    LABEL_ROW(2, TR("It was a 2")),
    LABEL_ROW(3, TR("It was a 3")),
    LABEL_ROW(4, TR("It was a 4")),
    LABEL_ROW(5, TR("It was a 5")),
    LABEL_ROW(6, TR("It was a 6")),
    LABEL_ROW(7, TR("It was a 7")),
    LABEL_ROW(8, TR("It was an 8")),
    LABEL_ROW(9, TR("It was a 9")),
    {
        .label = TR("Forget the last one"),
        .key = {{'f', MOD_CTRL}},
        .run = forget_last,
        .enabled = has_own_digits,
        .name = name_forget_last,
        .id = ACTION_FORGET_LAST,
        .group = true,
    },
    {
        .label = TR("Forget all my digits…"),
        .key = {{'f', MOD_CTRL | MOD_SHIFT}},
        .run = ask_to_forget_all,
        .enabled = has_own_digits,
        .id = ACTION_FORGET_OWN_DIGITS,
    },
    {
        .label = TR("Bring back what was forgotten"),
        .key = {{'g', MOD_CTRL}},
        .run = bring_back,
        .enabled = can_bring_back,
        .id = ACTION_BRING_BACK,
    },
    {
        .label = TR("Show my digits"),
        .key = {{'h', MOD_CTRL}},
        .run = show_own_digits,
        .enabled = has_own_digits,
        .group = true,
    },
    {
        .label = TR("Save my digits as…"),
        .key = {{'h', MOD_CTRL | MOD_SHIFT}},
        .run = menu_choose_file,
        .enabled = has_own_digits,
        .value = FILE_PURPOSE_SAVE_OWN_DIGITS,
    },
};

const struct action_menu menu_teach = MENU_ROWS(TR("Teach"), rows);
