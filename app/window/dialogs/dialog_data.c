// Data that is not there, and its download.
#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/session/fetching.h"
#include "app/session/weights/training.h"
#include "app/training/data_source.h"
#include "app/window/dialogs/files/dialog_elsewhere.h"
#include "app/window/dialogs/shared/dialog_pieces.h"
#include <stdio.h>
#include <string.h>

// ---- Not there ----------------------------------------------------------------------------------

static void answer_missing_data(struct app *app, int button)
{
    if (button == 1) {
        dialog_elsewhere_open(app, FILE_PURPOSE_DATA_FOLDER);
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
        {TR("Practice digits"), 0}, {TR("Choose folder…"), 0}, {TR("Download"), UI_PRIMARY}};
    char text[1600];
    tr_print(text, sizeof text,
             "%s.\n\nDownload it (11.6 MB), choose the folder where it is, or train on the "
             "built-in practice digits.",
             app->session.questions.missing);
    const struct questions *questions = &app->session.questions;
    const char *title = questions->missing_damaged ? tr("MNIST is damaged on this computer")
                        : questions->missing_named ? tr("No MNIST in this folder")
                                                   : tr("MNIST is not on this computer");
    bool open = true;
    struct rect inside =
        ui_dialog_begin(&app->ui, title, 560, dialog_height(app, text, 560, 0), &open);
    int pressed = dialog_buttons(app, &inside, buttons, 3);
    dialog_text(app, inside, text);
    ui_dialog_end(&app->ui);
    if (!open || pressed >= 0)
        request(app, answer_missing_data, pressed >= 0 ? pressed : ASK_DISMISSED);
}

// ---- On its way ---------------------------------------------------------------------------------

static void answer_download(struct app *app, int button)
{
    if (button != 0) {
        fetching_cancel(&app->session);
        return;
    }
    app->address_fresh = 2; // a dialog has the keyboard from its second frame on
    fetching_ask(&app->session);
}

// How fast it comes and how long that takes, once there is something to tell it by.
static void describe_rate(char *text, size_t size, const struct download_progress *progress)
{
    double came = (double)(progress->done - progress->first), rate = came / progress->seconds;
    char left[AMOUNT_SIZE];
    tr_print(text, size, "Each file is verified before it is used.");
    if (progress->seconds < 1 || came <= 0 || progress->done > progress->expected)
        return;
    amount_rough_time(left, (double)(progress->expected - progress->done) / rate);
    tr_print(text, size, rate < 1e5 ? "%.1f kB/s, %s left" : "%.1f MB/s, %s left",
             rate < 1e5 ? rate / 1e3 : rate / 1e6, left);
}

void dialog_draw_download(struct app *app)
{
    static const struct dialog_button buttons[] = {{TR("Another address…"), 0}, {TR("Cancel"), 0}};
    const struct download_progress *progress = &app->session.fetching.progress;
    struct ui *ui = &app->ui;
    char text[400], rate[120], size[AMOUNT_SIZE];
    amount_of_megabytes(size, progress->done, progress->expected);
    if (progress->expected > 0)
        snprintf(text, sizeof text, "%s: %s", progress->name, size);
    else
        tr_print(text, sizeof text, "Connecting…");
    describe_rate(rate, sizeof rate, progress);
    bool open = true;
    struct rect inside = ui_dialog_begin(ui, tr("Downloading MNIST"), 480, 200, &open);
    int pressed = dialog_buttons(app, &inside, buttons, 2);
    struct rect line = {inside.x, inside.y, inside.w, ui_px(ui, 20)};
    ui_label(ui, TEXT_BODY, ALIGN_LEFT, line, text);
    line.y += line.h;
    ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, line, rate);
    struct rect bar = {inside.x, line.y + line.h + ui_px(ui, 8), inside.w, ui_px(ui, 8)};
    ui_progress(ui, bar,
                progress->expected > 0 ? (float)progress->done / (float)progress->expected : -1);
    ui_dialog_end(ui);
    if (!open || pressed >= 0)
        request(app, answer_download, pressed >= 0 ? pressed : ASK_DISMISSED);
}

// ---- Where from ---------------------------------------------------------------------------------

enum { FETCH_WIDTH = 560, FETCH_GAP = 10, FETCH_FIELD = 30 }; // logical

static void answer_fetch(struct app *app, int button)
{
    if (button == 2)
        fetching_try(&app->session);
    else if (button == 1)
        dialog_elsewhere_open(app, FILE_PURPOSE_DATA_FOLDER);
    else
        fetching_give_up(&app->session);
}

static void describe_fetch(const struct app *app, char text[1800])
{
    const char *why = app->session.questions.fetch;
    size_t length = strlen(why);
    tr_print(text, 1800,
             "%s%s%sName the address of a folder with MNIST's four files, or leave the field empty "
             "for the usual mirrors. Any address is safe: each file is used only if its SHA-256 is "
             "MNIST's. What has come is kept, and gone on with.",
             why, length > 0 && why[length - 1] != '.' ? "." : "", length > 0 ? "\n\n" : "");
}

// What has no room is scrolled.
static void draw_fetch_words(struct app *app, struct rect rect, const char *text)
{
    struct ui *ui = &app->ui;
    struct rect room = rect;
    int height = text_draw_wrapped(NULL, app->text, TEXT_BODY, room, 0, text);
    if (height > rect.h) { // beside the bar
        room.w -= ui_px(ui, 16);
        height = text_draw_wrapped(NULL, app->text, TEXT_BODY, room, 0, text);
    }
    dialog_text(app, ui_column_begin(ui, ui_id("fetch words", 0), rect, height), text);
    ui_column_end(ui);
}

static bool draw_address(struct app *app, struct rect rect)
{
    struct ui *ui = &app->ui;
    uint32_t id = ui_id("fetch address", 0);
    if (app->address_fresh > 0 && --app->address_fresh == 0)
        ui_focus(ui, id);
    ui_name(ui, tr("Address"));
    return ui_text_field(ui, id, rect, app->session.fetching.address, PATH_SIZE,
                         "https://… or http://…", 0);
}

void dialog_draw_fetch(struct app *app)
{
    struct ui *ui = &app->ui;
    bool failed = app->session.fetching.failed, open = true;
    const struct dialog_button buttons[] = {
        {tr("Close"), 0},
        {tr("Train on a folder…"), session_trains(&app->session) ? UI_DISABLED : 0},
        {failed ? tr("Try again") : tr("Get MNIST"), UI_PRIMARY}};
    char text[1800];
    describe_fetch(app, text);
    int height = dialog_height(app, text, FETCH_WIDTH, FETCH_FIELD + FETCH_GAP);
    struct rect inside = ui_dialog_begin(
        ui, failed ? tr("MNIST could not be fetched") : tr("MNIST from another address"),
        FETCH_WIDTH, height, &open);
    struct rect row = inside, field = inside;
    field.h = ui_px(ui, FETCH_FIELD);
    field.y += inside.h - ui_px(ui, 32) - 2 * ui_px(ui, 8) - field.h;
    inside.h = field.y - ui_px(ui, FETCH_GAP) - inside.y;
    draw_fetch_words(app, inside, text);
    bool entered = draw_address(app, field);
    int pressed = dialog_buttons(app, &row, buttons, 3);
    ui_dialog_end(ui);
    if (entered)
        pressed = 2;
    if (!open || pressed >= 0)
        request(app, answer_fetch, pressed >= 0 ? pressed : ASK_DISMISSED);
}
