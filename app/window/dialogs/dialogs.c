// See dialogs.h. One function per dialog; each lays its contents out from the bottom (a row of
// buttons) and fills what is left, so that a small window shortens only the middle.
#include "app/window/dialogs/dialogs.h"
#include "app/window/actions.h"
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
    files_free(&dialogs->files);
}

// ---- Pieces ----

int dialog_buttons(struct app *app, struct rect *inside, const struct dialog_button *buttons,
                   int count)
{
    struct ui *ui = &app->ui;
    int height = ui_px(ui, 32), gap = ui_px(ui, 8), pressed = -1, width[4], all = -gap;
    for (int i = 0; i < count; i++) {
        int text = text_width(app->text, TEXT_STRONG, buttons[i].label) + ui_px(ui, 32);
        width[i] = text > ui_px(ui, 88) ? text : ui_px(ui, 88);
        all += width[i] + gap;
    }
    int x = inside->x + inside->w - all, y = inside->y + inside->h - height;
    for (int i = 0; i < count; i++) {
        struct rect rect = {x, y, width[i], height};
        if (ui_button(ui, ui_id(buttons[i].label, i), rect, buttons[i].label, buttons[i].flags))
            pressed = i;
        x += width[i] + gap;
    }
    inside->h -= height + 2 * gap;
    return pressed;
}

int dialog_height(struct app *app, const char *text, int width, int extra)
{
    int padding = ui_px(&app->ui, 40);
    struct rect rect = {0, 0, ui_px(&app->ui, (float)width) - padding, 1 << 20};
    int widest = app->canvas.width - ui_px(&app->ui, 32) - padding;
    rect.w = rect.w > widest ? widest : rect.w;
    int height = text_draw_wrapped(NULL, app->text, TEXT_BODY, rect, 0, text);
    return (int)((float)height / app->layout.scale) + 132 + extra;
}

void dialog_text(struct app *app, struct rect rect, const char *text)
{
    text_draw_wrapped(&app->canvas, app->text, TEXT_BODY, rect, app->ui.theme->text, text);
}

int dialog_ask(struct app *app, const char *title, const char *text,
               const struct dialog_button *buttons, int count)
{
    bool open = true;
    struct rect inside =
        ui_dialog_begin(&app->ui, title, 480, dialog_height(app, text, 480, 0), &open);
    int pressed = dialog_buttons(app, &inside, buttons, count);
    dialog_text(app, inside, text);
    ui_dialog_end(&app->ui);
    if (!open || pressed >= 0)
        dialog_close(app);
    return pressed < 0 ? (open ? ASK_UNANSWERED : ASK_DISMISSED) : pressed;
}

// ---- Messages ----

static void draw_error(struct app *app)
{
    struct dialogs *dialogs = &app->dialogs;
    static const struct dialog_button ok = {"OK", UI_PRIMARY};
    bool open = true;
    struct rect inside = ui_dialog_begin(&app->ui, dialogs->title, 520,
                                         dialog_height(app, dialogs->message, 520, 0), &open);
    if (dialog_buttons(app, &inside, &ok, 1) == 0)
        open = false;
    dialog_text(app, inside, dialogs->message);
    ui_dialog_end(&app->ui);
    if (!open)
        dialog_close(app);
}

static void draw_about(struct app *app)
{
    static const struct dialog_button close = {"Close", UI_PRIMARY};
    char text[1200];
    snprintf(text, sizeof text,
             "Version %s\n\nDraw a digit and watch LeNet-5 read it. The network is that of Yann "
             "LeCun, Léon Bottou, Yoshua Bengio and Patrick Haffner, “Gradient-Based Learning "
             "Applied to Document Recognition”, 1998: 61,750 weights, every one of which was "
             "learned from examples.\n\nWeights in use: %s",
             LENETPAD_VERSION, app->session.weights_note);
    bool open = true;
    struct rect inside =
        ui_dialog_begin(&app->ui, "LeNet Pad", 480, dialog_height(app, text, 480, 0), &open);
    if (dialog_buttons(app, &inside, &close, 1) == 0)
        open = false;
    dialog_text(app, inside, text);
    ui_dialog_end(&app->ui);
    if (!open)
        dialog_close(app);
}

// ---- Keys ----

struct key_row {
    const char *label; // a heading if `keys` is empty
    char keys[64];
};

enum { POINTER_ROWS = 6 };
static const struct key_row pointer_rows[POINTER_ROWS] = {
    {"Pointer on the pad", ""}, {"Draw", "Left button"},
    {"Erase", "Right button"},  {"Straight line", "Shift while drawing"},
    {"Brush size", "Wheel"},    {"Open a file", "Drop it on the window"},
};

// Row `row` of the list: pointer, then every menu as a heading and its actions.
static struct key_row key_row(int row)
{
    if (row < POINTER_ROWS)
        return pointer_rows[row];
    row -= POINTER_ROWS;
    struct key_row result = {"", ""};
    for (int i = 0, menu = -1; i < actions_count; i++) {
        if ((int)actions[i].menu != menu) {
            menu = (int)actions[i].menu;
            if (row-- == 0) {
                result.label = menu_names[menu];
                return result;
            }
        }
        if (row-- == 0) {
            result.label = actions[i].label;
            char *end = result.keys;
            if (action_label(actions[i].id) >= 0)
                end += snprintf(end, 16, "K, then ");
            for (int j = 0; j < ACTION_KEYS_MAX && actions[i].key[j].key && j < 2; j++) {
                if (j > 0)
                    end += snprintf(end, 8, "  or  ");
                action_shortcut(actions[i].key[j], end, 28);
                end += strlen(end);
            }
            return result;
        }
    }
    return result;
}

static void draw_key_row(struct ui *ui, struct rect rect, int row, bool selected, void *context)
{
    (void)selected;
    (void)context;
    struct key_row key = key_row(row);
    rect.x += ui_px(ui, 8);
    rect.w -= ui_px(ui, 16);
    ui_label(ui, key.keys[0] ? TEXT_BODY : TEXT_STRONG, ALIGN_LEFT, rect, key.label);
    ui_label_muted(ui, TEXT_BODY, ALIGN_RIGHT, rect, key.keys);
}

static void draw_keys(struct app *app)
{
    static const struct dialog_button close = {"Close", UI_PRIMARY};
    bool open = true;
    int none = -1;
    struct rect inside = ui_dialog_begin(&app->ui, "Keys", 480, 640, &open);
    if (dialog_buttons(app, &inside, &close, 1) == 0)
        open = false;
    ui_list(&app->ui, ui_id("keys", 0), inside, POINTER_ROWS + actions_count + MENUS, &none,
            draw_key_row, NULL);
    ui_dialog_end(&app->ui);
    if (!open)
        dialog_close(app);
}

// ---- Data ----

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

static void draw_missing_data(struct app *app)
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
        dialog_open_files(app, FILES_DATA_FOLDER);
    } else if (pressed == 2) {
        start_download(app);
    }
}

static void draw_download(struct app *app)
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

// ---- Runs ----

static void draw_new_run(struct app *app)
{
    bool ended = kept_run_is_at_end(&app->session.kept);
    const struct dialog_button buttons[] = {
        {"Cancel", 0}, {"Start new", 0}, {ended ? "Use its weights" : "Continue it", UI_PRIMARY}};
    const char *data = app_data_name(app->session.kept.data);
    char text[256];
    if (ended)
        snprintf(text, sizeof text,
                 "The weights of a run on %.64s that came to its end are kept in no model yet. "
                 "Starting a new one discards them.",
                 data);
    else
        snprintf(text, sizeof text,
                 "A run on %.64s that stopped at epoch %d of %d is kept. Starting a new one "
                 "discards it.",
                 data, app->session.kept.epoch + 1, app->session.kept.epochs);
    int pressed = dialog_ask(app, "Start a new run?", text, buttons, 3);
    if (pressed == 1)
        app_train(app, app->dialogs.target, false);
    else if (pressed == 2)
        app_train(app, NULL, true);
}

static void draw_leave_run(struct app *app)
{
    bool shipped = !app->dialogs.target[0];
    const struct dialog_button buttons[] = {
        {"Cancel", 0}, {shipped ? "Stop and go back" : "Stop and open", UI_PRIMARY}};
    char text[128];
    bool kept = app->session.run_file[0] && !fine_tuning_runs(app);
    snprintf(text, sizeof text, "Training goes on. Stop it and %s?%s",
             shipped ? "go back to the shipped weights" : "open the model",
             kept ? " The run is kept and can be continued." : "");
    int pressed = dialog_ask(app, "Stop training?", text, buttons, 2);
    if (pressed == 1 && shipped)
        app_use_shipped(app);
    else if (pressed == 1)
        app_open_or_explain(app, app->dialogs.target);
}

static void draw_resume(struct app *app)
{
    bool ended = kept_run_is_at_end(&app->session.kept);
    const struct dialog_button buttons[] = {
        {"Discard", 0}, {"Later", 0}, {ended ? "Use its weights" : "Continue", UI_PRIMARY}};
    const char *data = app_data_name(app->session.kept.data);
    char text[256];
    if (ended)
        snprintf(text, sizeof text,
                 "A training run has come to its end: %d epochs of %.64s. Its weights are kept, "
                 "but not in use yet; later, from the menu Train.",
                 app->session.kept.epochs, data);
    else
        snprintf(text, sizeof text,
                 "A stopped training run is kept: epoch %d of %d, %.64s. It can go on exactly "
                 "where it stopped; later, from the menu Train.",
                 app->session.kept.epoch + 1, app->session.kept.epochs, data);
    const char *title = ended ? "Use the trained weights?" : "Continue training?";
    int pressed = dialog_ask(app, title, text, buttons, 3);
    if (pressed == 0)
        app_discard_checkpoint(app);
    else if (pressed == 2)
        app_train(app, NULL, true);
    else if (pressed == 1 || pressed == ASK_DISMISSED)
        app_postpone_checkpoint(app);
}

void dialogs_draw(struct app *app)
{
    switch (app->dialogs.open) {
    case DIALOG_NONE:
        break;
    case DIALOG_ERROR:
        draw_error(app);
        break;
    case DIALOG_ABOUT:
        draw_about(app);
        break;
    case DIALOG_KEYS:
        draw_keys(app);
        break;
    case DIALOG_FILES:
        dialog_draw_files(app);
        break;
    case DIALOG_OVERWRITE:
        dialog_draw_overwrite(app);
        break;
    case DIALOG_MISSING_DATA:
        draw_missing_data(app);
        break;
    case DIALOG_DOWNLOAD:
        draw_download(app);
        break;
    case DIALOG_NEW_RUN:
        draw_new_run(app);
        break;
    case DIALOG_LEAVE_RUN:
        draw_leave_run(app);
        break;
    case DIALOG_RESUME:
        draw_resume(app);
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
