// The menu File: drawings, pictures and models in and out.
#include "app/language/tr.h"
#include "app/session/shown_digits.h"
#include "app/window/actions/menu_rows.h"
#include "app/window/dialogs/dialog_export.h"
#include "app/window/dialogs/files/dialog_elsewhere.h"
#include "app/window/screen/screen.h"
#include "app/work/pad_cut.h"

static bool has_drawing_or_file(const struct app *app, int value)
{
    (void)value;
    return !app->session.reading.empty || app->session.strokes.count > 0;
}

static void start_anew(struct app *app, int value)
{
    (void)value;
    pad_clear(&app->session.pad); // and not its history: undo brings the drawing back
    shown_digits_forget(&app->session);
}

static bool has_system_dialogs(const struct app *app, int value)
{
    (void)value;
    return app->session.settings.system_dialogs;
}

static void toggle_system_dialogs(struct app *app, int value)
{
    (void)value;
    app->session.settings.system_dialogs = !app->session.settings.system_dialogs;
}

// A picture is told so before a name is asked for.
static void save_strokes(struct app *app, int purpose)
{
    struct drawing drawing;
    struct status status = {0};
    if (pad_cut_strokes(&app->session.pad, &drawing, &status)) {
        drawing_free(&drawing);
        menu_choose_file(app, purpose);
    } else {
        questions_error(&app->session.questions, tr("The drawing has no strokes to save"), &status);
    }
}

static void ask_export(struct app *app, int value)
{
    (void)value;
    dialog_export_open(app);
}

static void quit(struct app *app, int value)
{
    (void)value;
    app->quit = true;
}

static const struct action rows[] = {
    {
        .label = TR("New drawing"),
        .key = {{'n', MOD_CTRL}},
        .run = start_anew,
        .enabled = has_drawing_or_file,
    },
    {
        .label = TR("Open model, picture or strokes…"),
        .key = {{'o', MOD_CTRL}},
        .run = menu_choose_file,
        .enabled = menu_always,
        .value = FILE_PURPOSE_OPEN,
        .id = ACTION_OPEN,
    },
    {
        .label = TR("Save drawing as strokes…"),
        .key = {{'s', MOD_CTRL}},
        .run = save_strokes,
        .enabled = menu_has_drawing,
        .value = FILE_PURPOSE_SAVE_STROKES,
        .id = ACTION_SAVE_STROKES,
        .group = true,
    },
    {
        .label = TR("Save drawing as PNG…"),
        .key = {{'e', MOD_CTRL}},
        .run = menu_choose_file,
        .enabled = menu_has_drawing,
        .value = FILE_PURPOSE_SAVE_PICTURE,
    },
    {
        .label = TR("Save model…"),
        .key = {{'s', MOD_CTRL | MOD_SHIFT}},
        .run = menu_choose_file,
        .enabled = menu_always,
        .value = FILE_PURPOSE_SAVE_MODEL,
        .id = ACTION_SAVE_MODEL,
    },
    {
        .label = TR("Export…"),
        .key = {{'e', MOD_CTRL | MOD_SHIFT}},
        .run = ask_export,
        .enabled = menu_always,
        .id = ACTION_EXPORT,
        .group = true,
    },
    {
        .label = TR("The system's file dialogs"),
        .key = {{'o', MOD_CTRL | MOD_SHIFT}},
        .run = toggle_system_dialogs,
        .enabled = dialog_elsewhere_can,
        .checked = has_system_dialogs,
        .group = true,
    },
    {
        .label = TR("Quit"),
        .key = {{'q', MOD_CTRL}},
        .run = quit,
        .enabled = menu_always,
        .group = true,
        .on_top = true,
    },
};

const struct action_menu menu_file = MENU_ROWS(TR("File"), rows);
