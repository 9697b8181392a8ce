// Data that is not there, and its download.
#include "app/session/session.h"
#include "app/training/data_source.h"
#include "app/window/dialogs/dialogs_private.h"
#include "app/window/shell.h"
#include <stdio.h>
#include <string.h>

static void start_download(struct app *app)
{
    struct dialogs *dialogs = &app->dialogs;
    struct status status = {0};
    char folder[PATH_SIZE];
    download_close(dialogs->download);
    dialogs->download = NULL;
    memset(&dialogs->progress, 0, sizeof dialogs->progress);
    if (path_of_default_data(folder, &status) &&
        download_open(&dialogs->download, folder, NULL, app->session.wake,
                      app->session.wake_context, &status))
        dialog_open(app, DIALOG_DOWNLOAD);
    else
        dialog_error(app, "The download could not begin", &status); // on top of the offer
}

void dialog_draw_missing_data(struct app *app)
{
    static const struct dialog_button buttons[] = {
        {"Practice digits", 0}, {"Choose folder…", 0}, {"Download", UI_PRIMARY}};
    char text[1600];
    snprintf(text, sizeof text,
             "%s.\n\nDownload it (11.6 MB), choose the folder where it is, or train on the "
             "built-in practice digits.",
             app->dialogs.missing);
    const char *title =
        app->dialogs.missing_named ? "No MNIST in this folder" : "MNIST is not on this computer";
    bool open = true;
    struct rect inside =
        ui_dialog_begin(&app->ui, title, 560, dialog_height(app, text, 560, 0), &open);
    int pressed = dialog_buttons(app, &inside, buttons, 3);
    dialog_text(app, inside, text);
    ui_dialog_end(&app->ui);
    if (!open)
        dialog_close(app);
    if (pressed == 0) {
        dialog_close(app);
        app_start_training(app, DATA_SOURCE_PRACTICE);
    } else if (pressed == 1) {
        dialog_open_files(app, FILE_PURPOSE_DATA_FOLDER);
    } else if (pressed == 2) {
        start_download(app);
    }
}

void dialog_draw_download(struct app *app)
{
    static const struct dialog_button cancel = {"Cancel", 0};
    const struct download_progress *progress = &app->dialogs.progress;
    struct ui *ui = &app->ui;
    char text[400];
    if (progress->expected > 0)
        snprintf(text, sizeof text, "%s: %.1f of %.1f MB", progress->name,
                 (double)progress->done / 1e6, (double)progress->expected / 1e6);
    else
        snprintf(text, sizeof text, "Connecting…");
    bool open = true;
    struct rect inside = ui_dialog_begin(ui, "Downloading MNIST", 480, 176, &open);
    if (dialog_buttons(app, &inside, &cancel, 1) == 0)
        open = false;
    struct rect line = {inside.x, inside.y, inside.w, ui_px(ui, 20)};
    ui_label(ui, TEXT_BODY, ALIGN_LEFT, line, text);
    struct rect bar = {inside.x, line.y + line.h + ui_px(ui, 8), inside.w, ui_px(ui, 8)};
    ui_progress(ui, bar,
                progress->expected > 0 ? (float)progress->done / (float)progress->expected : -1);
    ui_dialog_end(ui);
    if (!open) {
        download_cancel(app->dialogs.download);
        dialog_open(app, DIALOG_MISSING_DATA); // where it was begun
    }
}

void dialogs_poll(struct app *app)
{
    struct dialogs *dialogs = &app->dialogs;
    if (!dialogs->download)
        return;
    download_get_progress(dialogs->download, &dialogs->progress);
    app->dirty = true;
    if (dialogs->progress.phase == DOWNLOAD_RUNNING)
        return;
    download_close(dialogs->download);
    dialogs->download = NULL;
    if (dialogs->progress.phase == DOWNLOAD_FAILED) {
        if (dialogs->progress.failure.code != STATUS_CANCELLED) {
            dialog_open(app, DIALOG_MISSING_DATA);
            dialog_error(app, "The download failed", &dialogs->progress.failure);
        }
        return;
    }
    if (dialogs->open == DIALOG_DOWNLOAD)
        dialog_open(app, DIALOG_NONE);
    app->session.settings.data[0] = '\0'; // the default folder has it now
    app_train_mnist(app);
}
