// The file dialog, and the question before a file is replaced.
#include "app/session/next_start.h"
#include "app/window/dialogs/dialogs_private.h"
#include "app/window/shell.h"
#include "app/window/shell_private.h"
#include "nn/files/file_kind.h"
#include "nn/files/place.h"
#include <stdio.h>
#include <string.h>

void dialog_open_files(struct app *app, enum file_purpose purpose)
{
    struct dialogs *dialogs = &app->dialogs;
    struct status status = {0};
    char folder[PATH_SIZE];
    dialogs->files.purpose = purpose;
    dialogs->files.all = false;
    folder_listing_start(folder, app->session.settings.folder);
    const char *name = file_purposes[purpose].new_name;
    snprintf(dialogs->name, sizeof dialogs->name, "%s", name ? name : "");
    dialogs->selected = -1;
    if (folder_listing_read(&dialogs->files, folder, &status))
        dialog_open(app, DIALOG_FILES);
    else
        dialog_error(app, "This folder cannot be shown", &status);
}

static void draw_file_row(struct ui *ui, struct rect rect, int row, bool selected, void *context)
{
    (void)selected;
    const struct folder_listing *files = context;
    const struct folder_entry *entry = &files->entry[row];
    int icon = ui_px(ui, 16);
    struct rect name = {rect.x + icon + ui_px(ui, 16), rect.y, rect.w - icon - ui_px(ui, 24),
                        rect.h};
    struct rect place = {rect.x + ui_px(ui, 8), rect.y + (rect.h - icon) / 2, icon, icon};
    ui_draw_icon(ui, entry->folder ? ICON_FOLDER : ICON_FILE, place, ui->theme->text_muted);
    ui_label(ui, TEXT_BODY, ALIGN_LEFT, name, entry->name);
}

// A path that is too long loses its beginning: its end says where one is.
static const char *path_tail(struct app *app, const char *path, int width, char *room, size_t size)
{
    if (text_width(app->text, TEXT_BODY, path) <= width)
        return path;
    for (const char *tail = path; *tail; tail++) {
        if (*tail != '/')
            continue;
        snprintf(room, size, "…%s", tail);
        if (text_width(app->text, TEXT_BODY, room) <= width)
            return room;
    }
    return path_name(path);
}

static void go_to_folder(struct app *app, const char *folder)
{
    struct dialogs *dialogs = &app->dialogs;
    struct status status = {0};
    if (!folder_listing_read(&dialogs->files, folder, &status)) {
        dialog_error(app, "This folder cannot be shown", &status);
        return;
    }
    snprintf(app->session.settings.folder, PATH_SIZE, "%s", dialogs->files.folder);
    dialogs->selected = -1;
    if (!file_purposes[dialogs->files.purpose].new_name)
        dialogs->name[0] = '\0';
}

static void save_target(struct app *app)
{
    struct dialogs *dialogs = &app->dialogs;
    struct status status = {0};
    if (!app_save(app, dialogs->files.purpose, dialogs->target, &status)) {
        dialog_error(app, "The file could not be saved", &status);
        return;
    }
    path_folder(app->session.settings.folder, dialogs->target);
    bool model = dialogs->files.purpose == FILE_PURPOSE_SAVE_MODEL;
    bool taken = model && next_start_take_saved(app, dialogs->target);
    char text[PATH_SIZE + 64];
    snprintf(text, sizeof text,
             taken ? "The next start begins with these weights. Saved %s" : "Saved %s",
             dialogs->target);
    bool undoable = taken && action_enabled(app, ACTION_WEIGHTS_BEFORE);
    app_toast(app, text, undoable ? ACTION_WEIGHTS_BEFORE : ACTION_NONE, taken ? 8 : 3);
    dialog_open(app, DIALOG_NONE);
}

// The file that was typed or picked.
static void accept_path(struct app *app, const char *path)
{
    struct dialogs *dialogs = &app->dialogs;
    const struct file_purpose_traits *kind = &file_purposes[dialogs->files.purpose];
    struct status status = {0};
    snprintf(dialogs->target, PATH_SIZE, "%s", path);
    if (kind->new_name) {
        if (!file_purpose_complete(dialogs->target, dialogs->files.purpose, &status))
            dialog_error(app, "This name cannot be used", &status);
        else if (place_exists(dialogs->target))
            dialog_push(app, DIALOG_OVERWRITE);
        else
            save_target(app);
        return;
    }
    if (app_open_leaves_run(app, path)) {
        dialog_ask_leave_run(app, path);
    } else if (app_open_beside(app, path, &status)) {
        path_folder(app->session.settings.folder, path);
        dialog_open(app, DIALOG_NONE);
    } else {
        dialog_error(app, "This file could not be opened", &status);
    }
}

static void accept_data_folder(struct app *app, const char *path)
{
    struct status status = {0};
    if (!place_is_folder(path)) {
        const char *kind = file_kind_if_no_folder(path);
        status_fail(&status, STATUS_MISSING,
                    "%s is %s%s. Check the spelling, or pick one in the list.", path,
                    kind ? "not a folder but a " : "not there", kind ? kind : "");
        dialog_error(app, "This folder cannot be used", &status);
        return;
    }
    snprintf(app->session.settings.folder, PATH_SIZE, "%s", path);
    dialog_open(app, DIALOG_NONE);
    app_train_folder(app, path);
}

static void accept_name(struct app *app)
{
    struct dialogs *dialogs = &app->dialogs;
    char path[PATH_SIZE];
    struct status status = {0};
    if (!folder_listing_resolve(path, &dialogs->files, dialogs->name, &status))
        dialog_error(app, "This name cannot be used", &status);
    else if (dialogs->files.purpose == FILE_PURPOSE_DATA_FOLDER)
        accept_data_folder(app, dialogs->name[0] ? path : dialogs->files.folder);
    else if (dialogs->name[0] && place_is_folder(path))
        go_to_folder(app, path);
    else if (dialogs->name[0])
        accept_path(app, path);
}

static void draw_place(struct app *app, struct rect row)
{
    struct dialogs *dialogs = &app->dialogs;
    struct ui *ui = &app->ui;
    struct rect up = {row.x, row.y, row.h, row.h};
    struct rect label = {row.x + row.h + ui_px(ui, 8), row.y, row.w - row.h - ui_px(ui, 8), row.h};
    char tail[PATH_SIZE + 8];
    ui_label(ui, TEXT_BODY, ALIGN_LEFT, label,
             path_tail(app, dialogs->files.folder, label.w, tail, sizeof tail));
    if (ui_icon_button(ui, ui_id("up", 0), up, ICON_UP, "The folder above", 0)) {
        struct status status = {0};
        if (folder_listing_read_parent(&dialogs->files, &status))
            go_to_folder(app, dialogs->files.folder);
        else
            dialog_error(app, "This folder cannot be shown", &status);
    }
}

static void draw_list(struct app *app, struct rect rect)
{
    struct dialogs *dialogs = &app->dialogs;
    int before = dialogs->selected;
    int activated = ui_list(&app->ui, ui_id("files", 0), rect, (int)dialogs->files.count,
                            &dialogs->selected, draw_file_row, &dialogs->files);
    if (dialogs->files.count == 0)
        ui_label_muted(&app->ui, TEXT_BODY, ALIGN_CENTRE, rect,
                       file_purposes[dialogs->files.purpose].nothing);
    if (dialogs->selected != before && dialogs->selected >= 0) {
        const struct folder_entry *entry = &dialogs->files.entry[dialogs->selected];
        if (!entry->folder || !file_purposes[dialogs->files.purpose].new_name)
            snprintf(dialogs->name, sizeof dialogs->name, "%s", entry->name);
    }
    if (activated < 0 || activated >= (int)dialogs->files.count)
        return;
    char path[PATH_SIZE];
    if (!path_join(path, dialogs->files.folder, dialogs->files.entry[activated].name, NULL))
        return;
    if (dialogs->files.entry[activated].folder)
        go_to_folder(app, path);
    else if (dialogs->files.purpose != FILE_PURPOSE_DATA_FOLDER)
        accept_path(app, path);
}

static void draw_filter(struct app *app, struct rect row)
{
    struct dialogs *dialogs = &app->dialogs;
    char labels[96];
    int value = dialogs->files.all;
    snprintf(labels, sizeof labels, "%s|All files", file_purposes[dialogs->files.purpose].filter);
    if (ui_choice(&app->ui, ui_id("filter", 0), row, labels, &value, 0)) {
        dialogs->files.all = value == 1;
        go_to_folder(app, dialogs->files.folder);
    }
}

void dialog_draw_files(struct app *app)
{
    struct dialogs *dialogs = &app->dialogs;
    struct ui *ui = &app->ui;
    const struct file_purpose_traits *kind = &file_purposes[dialogs->files.purpose];
    const struct dialog_button buttons[] = {{"Cancel", 0}, {kind->button, UI_PRIMARY}};
    bool open = true;
    struct rect inside = ui_dialog_begin(ui, kind->title, 640, 560, &open);
    int pressed = dialog_buttons(app, &inside, buttons, 2);
    int row = ui_px(ui, 28), gap = ui_px(ui, 8);
    struct rect place = {inside.x, inside.y, inside.w, row};
    struct rect field = {inside.x, inside.y + inside.h - row, inside.w, row};
    struct rect list = {inside.x, place.y + row + gap, inside.w, field.y - place.y - row - 2 * gap};
    if (dialogs->files.purpose != FILE_PURPOSE_DATA_FOLDER && list.h > 4 * row) {
        struct rect filter = {inside.x, field.y - gap - row, inside.w, row};
        list.h -= row + gap;
        draw_filter(app, filter);
    }
    draw_place(app, place);
    draw_list(app, list);
    bool entered = ui_text_field(ui, ui_id("name", 0), field, dialogs->name, sizeof dialogs->name,
                                 "Name or path", 0);
    ui_dialog_end(ui);
    if (dialogs->open != DIALOG_FILES)
        return; // done, or an error on top
    if (!open || pressed == 0)
        dialog_close(app);
    else if (entered || pressed == 1)
        accept_name(app);
}

void dialog_draw_overwrite(struct app *app)
{
    static const struct dialog_button buttons[] = {{"Replace", 0}, {"Cancel", UI_PRIMARY}};
    char text[PATH_SIZE + 64];
    snprintf(text, sizeof text, "%s is already there. Replace it?", app->dialogs.target);
    bool open = true;
    struct rect inside = ui_dialog_begin(&app->ui, "Replace the file?", 480,
                                         dialog_height(app, text, 480, 0), &open);
    int pressed = dialog_buttons(app, &inside, buttons, 2);
    dialog_text(app, inside, text);
    ui_dialog_end(&app->ui);
    if (!open || pressed == 1)
        dialog_close(app);
    else if (pressed == 0)
        save_target(app);
}
