// The menu Help.
#include "app/window/actions/menu_rows.h"
#include "app/window/dialogs/dialogs.h"

// `dialog`: enum dialog.
static void show(struct app *app, int dialog)
{
    dialog_open(app, (enum dialog)dialog);
}

static const struct action rows[] = {
    {
        .label = "Keys",
        .key = {{KEY_F1, 0}, {'?', 0}},
        .run = show,
        .enabled = menu_always,
        .value = DIALOG_KEYS,
        .id = ACTION_KEYS,
    },
    {
        .label = "About LeNet Pad",
        .key = {{'i', MOD_CTRL}},
        .run = show,
        .enabled = menu_always,
        .value = DIALOG_ABOUT,
        .id = ACTION_ABOUT,
    },
};

const struct action_menu menu_help = MENU_ROWS("Help", rows);
