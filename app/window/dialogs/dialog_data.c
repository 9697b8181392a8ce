// Data that is not there, and its download.
#include "app/base/amount.h"
#include "app/session/fetching.h"
#include "app/session/weights/training.h"
#include "app/training/data_source.h"
#include "app/window/dialogs/dialog_files.h"
#include "app/window/dialogs/dialog_pieces.h"
#include <stdio.h>

static void answer_missing_data(struct app *app, int button)
{
    if (button == 1) {
        dialog_files_open(app, FILE_PURPOSE_DATA_FOLDER);
        return;
    }
    if (button == 2) {
        fetching_begin(&app->session, true);
        return;
    }
    questions_close(&app->session.questions);
    if (button == 0)
        training_ask_begin(&app->session, DATA_SOURCE_PRACTICE);
}

void dialog_draw_missing_data(struct app *app)
{
    static const struct dialog_button buttons[] = {
        {"Practice digits", 0}, {"Choose folder…", 0}, {"Download", UI_PRIMARY}};
    char text[1600];
    snprintf(text, sizeof text,
             "%s.\n\nDownload it (11.6 MB), choose the folder where it is, or train on the "
             "built-in practice digits.",
             app->session.questions.missing);
    const struct questions *questions = &app->session.questions;
    const char *title = questions->missing_damaged ? "MNIST is damaged on this computer"
                        : questions->missing_named ? "No MNIST in this folder"
                                                   : "MNIST is not on this computer";
    bool open = true;
    struct rect inside =
        ui_dialog_begin(&app->ui, title, 560, dialog_height(app, text, 560, 0), &open);
    int pressed = dialog_buttons(app, &inside, buttons, 3);
    dialog_text(app, inside, text);
    ui_dialog_end(&app->ui);
    if (!open || pressed >= 0)
        request(app, answer_missing_data, pressed >= 0 ? pressed : ASK_DISMISSED);
}

static void cancel_download(struct app *app, int button)
{
    (void)button;
    fetching_cancel(&app->session);
}

// How fast it comes and how long that takes, once there is something to tell it by.
static void describe_rate(char *text, size_t size, const struct download_progress *progress)
{
    double came = (double)(progress->done - progress->first), rate = came / progress->seconds;
    char left[AMOUNT_SIZE];
    snprintf(text, size, "Each file is verified before it is used.");
    if (progress->seconds < 1 || came <= 0 || progress->done > progress->expected)
        return;
    amount_rough_time(left, (double)(progress->expected - progress->done) / rate);
    snprintf(text, size, rate < 1e5 ? "%.1f kB/s, %s left" : "%.1f MB/s, %s left",
             rate < 1e5 ? rate / 1e3 : rate / 1e6, left);
}

void dialog_draw_download(struct app *app)
{
    static const struct dialog_button cancel = {"Cancel", 0};
    const struct download_progress *progress = &app->session.download_progress;
    struct ui *ui = &app->ui;
    char text[400], rate[120], size[AMOUNT_SIZE];
    amount_of_megabytes(size, progress->done, progress->expected);
    if (progress->expected > 0)
        snprintf(text, sizeof text, "%s: %s", progress->name, size);
    else
        snprintf(text, sizeof text, "Connecting…");
    describe_rate(rate, sizeof rate, progress);
    bool open = true;
    struct rect inside = ui_dialog_begin(ui, "Downloading MNIST", 480, 200, &open);
    if (dialog_buttons(app, &inside, &cancel, 1) == 0)
        open = false;
    struct rect line = {inside.x, inside.y, inside.w, ui_px(ui, 20)};
    ui_label(ui, TEXT_BODY, ALIGN_LEFT, line, text);
    line.y += line.h;
    ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, line, rate);
    struct rect bar = {inside.x, line.y + line.h + ui_px(ui, 8), inside.w, ui_px(ui, 8)};
    ui_progress(ui, bar,
                progress->expected > 0 ? (float)progress->done / (float)progress->expected : -1);
    ui_dialog_end(ui);
    if (!open)
        request(app, cancel_download, 0);
}
