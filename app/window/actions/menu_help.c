// The menu Help.
#include "app/language/tr.h"
#include "app/window/actions/menu_rows.h"
#include "app/window/screen/screen.h"

// `question`: enum question.
static void show(struct app *app, int question)
{
    app->help_row = 0;
    questions_open(&app->session.questions, (enum question)question);
}

static const struct action rows[] = {
    {
        .label = TR("Keys"),
        .key = {{KEY_F1, 0}, {'?', 0}},
        .run = show,
        .enabled = menu_always,
        .value = QUESTION_KEYS,
        .id = ACTION_KEYS,
    },
    {
        .label = TR("About LeNet Pad"),
        .key = {{'i', MOD_CTRL}},
        .run = show,
        .enabled = menu_always,
        .value = QUESTION_ABOUT,
        .id = ACTION_ABOUT,
    },
};

const struct action_menu menu_help = MENU_ROWS(TR("Help"), rows);
