// The window's own file dialog, what follows from a choice wherever it was made, and the question
// before a file is replaced.
#include "app/window/dialogs/files/dialog_files.h"
#include "app/language/tr.h"
#include "app/session/opening.h"
#include "app/session/past_runs.h"
#include "app/session/saving.h"
#include "app/session/weights/next_start.h"
#include "app/session/weights/set_up.h"
#include "app/session/weights/training.h"
#include "app/session/weights/weights_before.h"
#include "app/window/dialogs/shared/dialog_pieces.h"
#include "app/window/export/export_choice.h"
#include "nn/files/file_kind.h"
#include "nn/files/place.h"
#include <stdio.h>
#include <string.h>

void dialog_files_open(struct app *app, enum file_purpose purpose)
{
    struct file_dialog *dialog = &app->file_dialog;
    struct status status = {0};
    char folder[PATH_SIZE];
    dialog->files.purpose = purpose;
    dialog->files.all = false;
    folder_listing_start(folder, app->session.settings.folder);
    const char *name = file_purposes[purpose].new_name;
    snprintf(dialog->name, sizeof dialog->name, "%s", name ? name : "");
    dialog->selected = -1;
    if (folder_listing_read(&dialog->files, folder, &status))
        questions_open(&app->session.questions, QUESTION_FILES);
    else
        questions_error(&app->session.questions, tr("This folder cannot be shown"), &status);
}

void dialog_files_open_named(struct app *app, enum file_purpose purpose, const char *name)
{
    dialog_files_open(app, purpose);
    snprintf(app->file_dialog.name, sizeof app->file_dialog.name, "%s", name);
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
    struct file_dialog *dialog = &app->file_dialog;
    struct status status = {0};
    if (!folder_listing_read(&dialog->files, folder, &status)) {
        questions_error(&app->session.questions, tr("This folder cannot be shown"), &status);
        return;
    }
    snprintf(app->session.settings.folder, PATH_SIZE, "%s", dialog->files.folder);
    dialog->selected = -1;
    if (!file_purposes[dialog->files.purpose].new_name)
        dialog->name[0] = '\0';
}

static void export_target(struct app *app)
{
    const char *path = app->file_dialog.target;
    struct status status = {0};
    char text[sizeof app->session.notice.text];
    if (!export_choice_write(app, path, &status)) {
        questions_error(&app->session.questions, tr("The file could not be written"), &status);
        return;
    }
    path_folder(app->session.settings.folder, path);
    export_choice_say(app, path, text, sizeof text);
    notice_say(&app->session.notice, text, ACTION_NONE, 6);
    questions_open(&app->session.questions, QUESTION_NONE);
}

static void save_target(struct app *app)
{
    struct file_dialog *dialog = &app->file_dialog;
    struct status status = {0};
    if (file_purpose_exports(dialog->files.purpose)) {
        export_target(app);
        return;
    }
    if (!saving_write(&app->session, dialog->files.purpose, dialog->target, &status)) {
        questions_error(&app->session.questions, tr("The file could not be saved"), &status);
        return;
    }
    path_folder(app->session.settings.folder, dialog->target);
    bool model = dialog->files.purpose == FILE_PURPOSE_SAVE_MODEL;
    bool painted = app->session.operating.steps.painted > 0; // others than those in use
    bool taken = model && !painted && next_start_take_saved(&app->session, dialog->target);
    char text[PATH_SIZE + 96], operated[160] = "";
    if (model)
        saving_say_operated(&app->session, operated, sizeof operated);
    tr_print(text, sizeof text,
             taken ? "The next start begins with these weights. Saved %.*s%s" : "Saved %.*s%s",
             PATH_SIZE - 200, dialog->target, operated);
    bool undoable = taken && weights_before_can(&app->session);
    notice_say(&app->session.notice, text, undoable ? ACTION_WEIGHTS_BEFORE : ACTION_NONE,
               taken || operated[0] ? 8 : 3);
    questions_open(&app->session.questions, QUESTION_NONE);
}

// What a run that is being set up learns from: back to its form. A folder is shown with its
// neighbours at the next time.
static void accept_for_setup(struct app *app, const char *path)
{
    bool folder = app->file_dialog.files.purpose == FILE_PURPOSE_SETUP_FOLDER;
    struct run_part *part = &app->session.setup.part[folder ? RUN_PART_FOLDER : RUN_PART_STROKES];
    snprintf(part->path, PATH_SIZE, "%s", path);
    path_folder(app->session.settings.folder, path);
    set_up_open(&app->session);
}

// The file that was typed or picked. `replaces`: whoever chose it knows that it is there.
static void accept_path(struct app *app, const char *path, bool replaces)
{
    struct file_dialog *dialog = &app->file_dialog;
    const struct file_purpose_traits *kind = &file_purposes[dialog->files.purpose];
    struct status status = {0};
    if (dialog->files.purpose == FILE_PURPOSE_SETUP_STROKES) {
        accept_for_setup(app, path);
        return;
    }
    snprintf(dialog->target, PATH_SIZE, "%s", path);
    if (kind->new_name) {
        if (!file_purpose_complete(dialog->target, dialog->files.purpose, &status))
            questions_error(&app->session.questions, tr("This name cannot be used"), &status);
        else if (place_exists(dialog->target) && !(replaces && !strcmp(dialog->target, path)))
            questions_push(&app->session.questions, QUESTION_OVERWRITE);
        else
            save_target(app);
        return;
    }
    if (opening_leaves_run(&app->session, path)) {
        questions_leave_run(&app->session.questions, path);
    } else if (opening_beside(&app->session, path, &status)) {
        path_folder(app->session.settings.folder, path);
        questions_open(&app->session.questions, QUESTION_NONE);
    } else {
        questions_error(&app->session.questions, tr("This file could not be opened"), &status);
    }
}

// Folders have no file's suffix.
static bool wants_folder(const struct app *app)
{
    return !*file_purposes[app->file_dialog.files.purpose].suffixes;
}

static void export_run(struct app *app, const char *path)
{
    struct status status = {0};
    if (past_runs_export(&app->session, (size_t)app->past_dialog.selected, path, &status))
        questions_open(&app->session.questions, QUESTION_NONE);
    else
        questions_error(&app->session.questions, tr("The run could not be copied"), &status);
}

static void accept_folder(struct app *app, const char *path)
{
    struct status status = {0};
    if (!place_is_folder(path)) {
        const char *kind = file_kind_if_no_folder(path);
        if (kind)
            status_fail(&status, STATUS_MISSING,
                        tr("%s is not a folder but a %s. Check the spelling, or pick one in the "
                           "list."),
                        path, tr(kind));
        else
            status_fail(&status, STATUS_MISSING,
                        tr("%s is not there. Check the spelling, or pick one in the list."), path);
        questions_error(&app->session.questions, tr("This folder cannot be used"), &status);
        return;
    }
    if (app->file_dialog.files.purpose == FILE_PURPOSE_SETUP_FOLDER) {
        accept_for_setup(app, path);
        return;
    }
    snprintf(app->session.settings.folder, PATH_SIZE, "%s", path);
    if (app->file_dialog.files.purpose == FILE_PURPOSE_EXPORT_RUN) {
        export_run(app, path);
        return;
    }
    questions_open(&app->session.questions, QUESTION_NONE);
    training_begin_folder(&app->session, path);
}

// "Open", "Save", or Enter in the field. Not if something else has closed or covered the dialog.
static void accept_name(struct app *app, int button)
{
    (void)button;
    struct file_dialog *dialog = &app->file_dialog;
    char path[PATH_SIZE];
    struct status status = {0};
    if (app->session.questions.open != QUESTION_FILES)
        return;
    if (!folder_listing_resolve(path, &dialog->files, dialog->name, &status))
        questions_error(&app->session.questions, tr("This name cannot be used"), &status);
    else if (wants_folder(app))
        accept_folder(app, dialog->name[0] ? path : dialog->files.folder);
    else if (dialog->name[0] && place_is_folder(path))
        go_to_folder(app, path);
    else if (dialog->name[0])
        accept_path(app, path, false);
}

void dialog_files_take(struct app *app, const char *path)
{
    if (wants_folder(app))
        accept_folder(app, path);
    else
        accept_path(app, path, true);
}

// The one that was to be copied is still chosen there.
static void back_to_runs(struct app *app)
{
    questions_open(&app->session.questions, QUESTION_PAST_RUNS);
    app->past_dialog.fresh = 1;
}

void dialog_files_leave(struct app *app)
{
    enum file_purpose purpose = app->file_dialog.files.purpose;
    if (purpose == FILE_PURPOSE_SETUP_FOLDER || purpose == FILE_PURPOSE_SETUP_STROKES)
        set_up_open(&app->session);
    else if (purpose == FILE_PURPOSE_EXPORT_RUN)
        back_to_runs(app);
    else if (file_purpose_exports(purpose))
        questions_open(&app->session.questions, QUESTION_EXPORT);
    else
        questions_close(&app->session.questions);
}

static void cancel(struct app *app, int button)
{
    (void)button;
    if (app->session.questions.open == QUESTION_FILES)
        dialog_files_leave(app);
}

static void go_up(struct app *app, int button)
{
    struct folder_listing *files = &app->file_dialog.files;
    struct status status = {0};
    (void)button;
    if (folder_listing_read_parent(files, &status))
        go_to_folder(app, files->folder);
    else
        questions_error(&app->session.questions, tr("This folder cannot be shown"), &status);
}

static void accept_row(struct app *app, int row)
{
    const struct folder_listing *files = &app->file_dialog.files;
    char path[PATH_SIZE];
    if (row >= (int)files->count || !path_join(path, files->folder, files->entry[row].name, NULL))
        return;
    if (files->entry[row].folder)
        go_to_folder(app, path);
    else if (!wants_folder(app))
        accept_path(app, path, false);
}

static void show_all(struct app *app, int all)
{
    app->file_dialog.files.all = all;
    go_to_folder(app, app->file_dialog.files.folder);
}

static void replace_target(struct app *app, int button)
{
    (void)button;
    save_target(app);
}

static void draw_place(struct app *app, struct rect row)
{
    struct file_dialog *dialog = &app->file_dialog;
    struct ui *ui = &app->ui;
    struct rect up = {row.x, row.y, row.h, row.h};
    struct rect label = {row.x + row.h + ui_px(ui, 8), row.y, row.w - row.h - ui_px(ui, 8), row.h};
    char tail[PATH_SIZE + 8];
    ui_label(ui, TEXT_BODY, ALIGN_LEFT, label,
             path_tail(app, dialog->files.folder, label.w, tail, sizeof tail));
    if (ui_icon_button(ui, ui_id("up", 0), up, ICON_UP, tr("The folder above"), 0))
        request(app, go_up, 0);
}

// What stands in the list is taken into the name.
static void select_row(struct app *app, int row)
{
    struct file_dialog *dialog = &app->file_dialog;
    if (row >= (int)dialog->files.count)
        return; // another folder is shown since
    const struct folder_entry *entry = &dialog->files.entry[row];
    dialog->selected = row;
    if (!entry->folder || !file_purposes[dialog->files.purpose].new_name)
        snprintf(dialog->name, sizeof dialog->name, "%s", entry->name);
}

static void draw_list(struct app *app, struct rect rect)
{
    struct file_dialog *dialog = &app->file_dialog;
    int selected = dialog->selected;
    ui_list_from_field(&app->ui, ui_id("files", 0), ui_id("name", 0));
    ui_name(&app->ui, tr("Files"));
    int activated = ui_list(&app->ui, ui_id("files", 0), rect, (int)dialog->files.count, &selected,
                            draw_file_row, &dialog->files);
    if (dialog->files.count == 0)
        ui_label_muted(&app->ui, TEXT_BODY, ALIGN_CENTRE, rect,
                       tr(file_purposes[dialog->files.purpose].nothing));
    if (selected != dialog->selected && selected >= 0)
        request(app, select_row, selected);
    if (activated >= 0)
        request(app, accept_row, activated);
}

static void draw_filter(struct app *app, struct rect row)
{
    struct file_dialog *dialog = &app->file_dialog;
    char labels[96];
    int value = dialog->files.all;
    tr_print(labels, sizeof labels, "%s|All files",
             tr(file_purposes[dialog->files.purpose].filter));
    if (ui_choice(&app->ui, ui_id("filter", 0), row, labels, &value, 0))
        request(app, show_all, value == 1);
}

void dialog_draw_files(struct app *app)
{
    struct file_dialog *dialog = &app->file_dialog;
    struct ui *ui = &app->ui;
    const struct file_purpose_traits *kind = &file_purposes[dialog->files.purpose];
    const struct dialog_button buttons[] = {{tr("Cancel"), 0}, {tr(kind->button), UI_PRIMARY}};
    bool open = true;
    struct rect inside = ui_dialog_begin(ui, tr(kind->title), 640, 560, &open);
    int pressed = dialog_buttons(app, &inside, buttons, 2);
    int row = ui_px(ui, 28), gap = ui_px(ui, 8);
    struct rect place = {inside.x, inside.y, inside.w, row};
    struct rect field = {inside.x, inside.y + inside.h - row, inside.w, row};
    struct rect list = {inside.x, place.y + row + gap, inside.w, field.y - place.y - row - 2 * gap};
    if (!wants_folder(app) && list.h > 4 * row) {
        struct rect filter = {inside.x, field.y - gap - row, inside.w, row};
        list.h -= row + gap;
        draw_filter(app, filter);
    }
    draw_place(app, place);
    draw_list(app, list);
    bool entered = ui_text_field(ui, ui_id("name", 0), field, dialog->name, sizeof dialog->name,
                                 tr("Name or path"), 0);
    ui_dialog_end(ui);
    if (!open || pressed == 0)
        request(app, cancel, pressed);
    else if (entered || pressed == 1)
        request(app, accept_name, pressed);
}

void dialog_draw_overwrite(struct app *app)
{
    static const struct dialog_button buttons[] = {{TR("Replace"), 0}, {TR("Cancel"), UI_PRIMARY}};
    char text[PATH_SIZE + 64];
    tr_print(text, sizeof text, "%s is already there. Replace it?", app->file_dialog.target);
    bool open = true;
    struct rect inside = ui_dialog_begin(&app->ui, tr("Replace the file?"), 480,
                                         dialog_height(app, text, 480, 0), &open);
    int pressed = dialog_buttons(app, &inside, buttons, 2);
    dialog_text(app, inside, text);
    ui_dialog_end(&app->ui);
    if (!open || pressed == 1)
        request(app, dialog_close, pressed);
    else if (pressed == 0)
        request(app, replace_target, pressed);
}
