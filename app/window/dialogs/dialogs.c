// See dialogs.h. One function per dialog; each lays its contents out from the bottom (a row of
// buttons) and fills what is left, so that a small window shortens only the middle.
#include "app/window/dialogs/dialogs.h"
#include "app/window/dialogs/dialogs_private.h"
#include "app/window/shell.h"
#include <stdio.h>
#include <string.h>

// ---- Opening and closing ----

void dialog_open(struct app *app, enum dialog dialog)
{
    if (dialog != DIALOG_ERROR && dialog != DIALOG_OVERWRITE)
        app->dialogs.after = DIALOG_NONE;
    app->dialogs.open = dialog;
    app->dirty = app->unsettled = true;
}

void dialog_close(struct app *app)
{
    struct dialogs *dialogs = &app->dialogs;
    dialogs->open = dialogs->after;
    dialogs->after = DIALOG_NONE;
    app->dirty = app->unsettled = true;
}

void dialog_push(struct app *app, enum dialog dialog)
{
    if (app->dialogs.open != DIALOG_ERROR && app->dialogs.open != DIALOG_OVERWRITE)
        app->dialogs.after = app->dialogs.open;
    dialog_open(app, dialog);
}

// Messages are written to follow "lenetpad: "; here they begin a sentence. File names stay as they
// are.
static void copy_sentence(char *text, size_t size, const char *message)
{
    static const char *const beginnings[] = {"no ", "not ", "cannot ", "the ", "there ", "out "};
    snprintf(text, size, "%s", message);
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        if (strncmp(text, beginnings[i], strlen(beginnings[i])) == 0)
            text[0] = (char)(text[0] - 'a' + 'A');
    }
}

void dialog_error(struct app *app, const char *title, const struct status *status)
{
    struct dialogs *dialogs = &app->dialogs;
    snprintf(dialogs->title, sizeof dialogs->title, "%s", title);
    copy_sentence(dialogs->message, sizeof dialogs->message, status->message);
    dialog_push(app, DIALOG_ERROR);
}

void dialog_missing_data(struct app *app, const struct status *status)
{
    struct dialogs *dialogs = &app->dialogs;
    copy_sentence(dialogs->missing, sizeof dialogs->missing, status->message);
    char *advice = strrchr(dialogs->missing, ';');
    if (advice) // the dialog has its own, with buttons
        *advice = '\0';
    size_t length = strlen(dialogs->missing);
    if (length > 0 && dialogs->missing[length - 1] == '.')
        dialogs->missing[length - 1] = '\0';
    dialogs->missing_named = false;
    dialog_open(app, DIALOG_MISSING_DATA);
}

void dialog_ask_new_run(struct app *app, const char *data)
{
    snprintf(app->dialogs.target, PATH_SIZE, "%s", data);
    dialog_open(app, DIALOG_NEW_RUN);
}

void dialog_ask_leave_run(struct app *app, const char *path)
{
    snprintf(app->dialogs.target, PATH_SIZE, "%s", path);
    dialog_open(app, DIALOG_LEAVE_RUN);
}

void dialogs_free(struct dialogs *dialogs)
{
    download_close(dialogs->download);
    folder_listing_free(&dialogs->files);
}

void dialogs_draw(struct app *app)
{
    switch (app->dialogs.open) {
    case DIALOG_NONE:
        break;
    case DIALOG_ERROR:
        dialog_draw_error(app);
        break;
    case DIALOG_ABOUT:
        dialog_draw_about(app);
        break;
    case DIALOG_KEYS:
        dialog_draw_keys(app);
        break;
    case DIALOG_FILES:
        dialog_draw_files(app);
        break;
    case DIALOG_OVERWRITE:
        dialog_draw_overwrite(app);
        break;
    case DIALOG_MISSING_DATA:
        dialog_draw_missing_data(app);
        break;
    case DIALOG_DOWNLOAD:
        dialog_draw_download(app);
        break;
    case DIALOG_NEW_RUN:
        dialog_draw_new_run(app);
        break;
    case DIALOG_LEAVE_RUN:
        dialog_draw_leave_run(app);
        break;
    case DIALOG_RESUME:
        dialog_draw_resume(app);
        break;
    case DIALOG_LEARNED:
        dialog_draw_learned(app);
        break;
    case DIALOG_FORGET_OWN_DIGITS:
        dialog_draw_forget_own_digits(app);
        break;
    case DIALOGS:
        break;
    }
}
