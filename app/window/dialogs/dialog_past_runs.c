// The library of runs: what each learned from and how well it reads, and what can be done with it.
// Whatever has a button has a key, too: Tab walks them, the list has the arrows.
#include "app/window/dialogs/dialog_past_runs.h"
#include "app/language/tr.h"
#include "app/session/opening.h"
#include "app/session/past_runs.h"
#include "app/window/dialogs/files/dialog_elsewhere.h"
#include "app/window/dialogs/past_run_words.h"
#include "app/window/dialogs/shared/dialog_pieces.h"
#include "app/window/layout/layout_spacing.h"
#include <stdio.h>
#include <string.h>

static const struct run_entry *chosen(const struct app *app)
{
    const struct run_list *list = &app->session.past.list;
    int selected = app->past_dialog.selected;
    return selected >= 0 && selected < (int)list->count ? &list->entry[selected] : NULL;
}

// Its name stands in the field, to be changed there.
static void choose(struct app *app, int row)
{
    app->past_dialog.selected = row;
    const struct run_entry *entry = chosen(app);
    snprintf(app->past_dialog.name, sizeof app->past_dialog.name, "%s", entry ? entry->name : "");
}

void dialog_past_runs_open(struct app *app)
{
    past_runs_open(&app->session);
    choose(app, app->session.past.list.count > 0 ? 0 : -1);
    app->past_dialog.fresh = 1;
}

static void grow_old(struct app *app, int value)
{
    (void)value;
    app->past_dialog.fresh--;
}

// Not to the field, which has it by itself: a name is not what one comes for. At once, so that a
// key that comes before the next frame is the list's, too.
static void focus_list(struct app *app)
{
    if (app->past_dialog.fresh == 0)
        return;
    ui_focus(&app->ui, ui_id("past runs", 0));
    request(app, grow_old, 0);
}

// ---- What is done -------------------------------------------------------------------------------

// Of the chosen run; another window may have taken the list's last one away meanwhile.
static bool is_open(const struct app *app)
{
    return app->session.questions.open == QUESTION_PAST_RUNS && chosen(app);
}

static void use_weights(struct app *app, int value)
{
    (void)value;
    char path[PATH_SIZE];
    struct status status = {0};
    if (!is_open(app))
        return;
    if (!past_runs_weights(&app->session, (size_t)app->past_dialog.selected, path, &status)) {
        questions_error(&app->session.questions, tr("This run's weights cannot be used"), &status);
    } else if (opening_leaves_run(&app->session, path)) {
        questions_leave_run(&app->session.questions, path);
    } else {
        questions_close(&app->session.questions);
        opening_or_explain(&app->session, path);
    }
}

static void compare(struct app *app, int value)
{
    (void)value;
    if (is_open(app))
        past_runs_compare(&app->session, (size_t)app->past_dialog.selected);
}

// Its timeline is on the page of the training.
static void look_back(struct app *app, int value)
{
    (void)value;
    if (!is_open(app) || !past_runs_can_look(&app->session, chosen(app)))
        return;
    questions_close(&app->session.questions);
    past_runs_look(&app->session, (size_t)app->past_dialog.selected);
    screen_show_page(app, PAGE_TRAINING);
}

static void set_up_again(struct app *app, int value)
{
    (void)value;
    if (is_open(app) && chosen(app)->readable)
        past_runs_set_up(&app->session, (size_t)app->past_dialog.selected);
}

static void rename_run(struct app *app, int value)
{
    (void)value;
    struct status status = {0};
    if (!is_open(app))
        return;
    if (!past_runs_rename(&app->session, (size_t)app->past_dialog.selected, app->past_dialog.name,
                          &status)) {
        questions_error(&app->session.questions, tr("The run keeps its name"), &status);
        return;
    }
    for (size_t i = 0; i < app->session.past.list.count; i++)
        if (strcmp(app->session.past.list.entry[i].name, app->past_dialog.name) == 0)
            app->past_dialog.selected = (int)i;
}

static void export_run(struct app *app, int value)
{
    (void)value;
    if (is_open(app))
        dialog_elsewhere_open(app, FILE_PURPOSE_EXPORT_RUN);
}

static void ask_delete(struct app *app, int value)
{
    (void)value;
    if (is_open(app))
        questions_push(&app->session.questions, QUESTION_DELETE_RUN);
}

static void answer_delete(struct app *app, int button)
{
    questions_close(&app->session.questions);
    app->past_dialog.fresh = 2; // in the first of them the question still has the keyboard
    if (button != 0 || !chosen(app))
        return;
    past_runs_delete(&app->session, (size_t)app->past_dialog.selected);
    int last = (int)app->session.past.list.count - 1;
    choose(app, app->past_dialog.selected < last ? app->past_dialog.selected : last);
}

void dialog_draw_delete_run(struct app *app)
{
    static const struct dialog_button buttons[] = {{TR("Delete"), 0}, {TR("Keep"), UI_PRIMARY}};
    const struct run_entry *entry = chosen(app);
    char text[RUN_LIBRARY_NAME + 160];
    tr_print(text, sizeof text,
             "Delete the run %s, with its record, its curves, its weights and its snapshots? This "
             "cannot be undone.",
             entry ? entry->name : "");
    dialog_ask(app, tr("Delete this run?"), text, buttons, 2, answer_delete);
}

// ---- What is shown ------------------------------------------------------------------------------

struct columns {
    struct rect mark, name, recipe, data, epochs, error;
};

// How the name, the recipe and the data share what is left: where there is less room the data,
// which the name tells as well, has none, and then the recipe.
static void share(const struct ui *ui, int rest, struct columns *at)
{
    if (rest >= ui_px(ui, 480)) {
        at->name.w = rest * 9 / 20;
        at->recipe.w = rest * 6 / 20;
    } else {
        at->name.w = rest >= ui_px(ui, 300) ? rest / 2 : rest * 11 / 20;
        at->recipe.w = rest >= ui_px(ui, 300) ? rest - at->name.w : 0;
    }
    at->data.w = rest - at->name.w - at->recipe.w;
}

static struct columns columns_of(const struct ui *ui, struct rect row)
{
    int gap = ui_px(ui, 8);
    struct columns at = {.mark = row, .epochs = row, .error = row};
    at.mark.x += gap / 2;
    at.mark.w = ui_px(ui, 12);
    at.epochs.w = ui_px(ui, 84);
    at.error.w = ui_px(ui, 76);
    at.name = at.recipe = at.data = row;
    share(ui, row.w - at.mark.w - at.epochs.w - at.error.w - 7 * gap, &at);
    at.name.x = at.mark.x + at.mark.w + gap;
    at.recipe.x = at.name.x + at.name.w + gap;
    at.data.x = at.recipe.x + at.recipe.w + (at.recipe.w > 0 ? gap : 0);
    at.epochs.x = at.data.x + at.data.w + gap;
    at.error.x = at.epochs.x + at.epochs.w + gap;
    return at;
}

static void draw_row(struct ui *ui, struct rect rect, int row, bool selected, void *context)
{
    (void)selected;
    const struct app *app = context;
    const struct run_entry *entry = &app->session.past.list.entry[row];
    struct columns at = columns_of(ui, rect);
    char words[256] = "", epochs[48], error[32], recipe[PAST_RUN_WORDS];
    if (entry->readable)
        run_record_say_data(words, sizeof words, &entry->record.setup);
    past_run_words_epochs(epochs, sizeof epochs, &app->session, entry);
    past_run_words_error(error, sizeof error, &app->session, entry);
    past_run_words_recipe(recipe, entry);
    if (past_runs_is_compared(&app->session, entry->name)) {
        int side = ui_px(ui, 10);
        struct rect dot = {at.mark.x, at.mark.y + (at.mark.h - side) / 2, side, side};
        canvas_round_fill(ui->canvas, dot, (float)side / 2, ui->theme->accent);
    }
    ui_label(ui, TEXT_BODY, ALIGN_LEFT, at.name, entry->name);
    if (at.recipe.w > 0)
        ui_label(ui, TEXT_BODY, ALIGN_LEFT, at.recipe, recipe);
    if (at.data.w > 0)
        ui_label(ui, TEXT_BODY, ALIGN_LEFT, at.data, words);
    ui_label(ui, TEXT_BODY, ALIGN_RIGHT, at.epochs, epochs);
    ui_label(ui, TEXT_BODY, ALIGN_RIGHT, at.error, error);
}

// Beside the bar of the list, as its rows are.
static void draw_head(struct app *app, struct rect row, struct rect list)
{
    struct ui *ui = &app->ui;
    row = rect_inset(row, ui_px(ui, 4));
    row.w -= ui_list_bar(ui, list, (int)app->session.past.list.count);
    struct columns at = columns_of(ui, row);
    ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, at.name, tr("name"));
    if (at.recipe.w > 0)
        ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, at.recipe, tr("recipe"));
    if (at.data.w > 0)
        ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, at.data, tr("learned from"));
    ui_label_muted(ui, TEXT_SMALL, ALIGN_RIGHT, at.epochs, tr("epochs"));
    ui_label_muted(ui, TEXT_SMALL, ALIGN_RIGHT, at.error, tr("test error"));
}

static void draw_list(struct app *app, struct rect rect)
{
    const struct run_list *list = &app->session.past.list;
    int selected = app->past_dialog.selected;
    ui_dialog_starts_at(&app->ui, ui_id("past runs", 0));
    ui_name(&app->ui, tr("Runs"));
    int activated =
        ui_list(&app->ui, ui_id("past runs", 0), rect, (int)list->count, &selected, draw_row, app);
    if (list->count == 0)
        ui_label_muted(
            &app->ui, TEXT_BODY, ALIGN_CENTRE, rect,
            tr("No run is kept yet. Each run that trains here is, from its first batch."));
    if (selected != app->past_dialog.selected)
        request(app, choose, selected);
    if (activated >= 0)
        request(app, compare, activated);
}

static void draw_details(struct app *app, struct rect rect)
{
    const struct run_entry *entry = chosen(app);
    char text[PAST_RUN_LINES][PAST_RUN_WORDS];
    int line = rect.h / PAST_RUN_LINES;
    if (!entry)
        return;
    past_run_words_all(text, &app->session, entry);
    for (int i = 0; i < PAST_RUN_LINES; i++) {
        struct rect row = {rect.x, rect.y + i * line, rect.w, line};
        ui_label_muted(&app->ui, TEXT_SMALL, ALIGN_LEFT, row, text[i]);
        if (text[i][0])
            ui_tooltip(&app->ui, row, text[i]);
    }
}

enum deed_needs { NEEDS_RUN, NEEDS_RECORD, NEEDS_WEIGHTS, NEEDS_REST, NEEDS_END };

struct deed {
    const char *label;
    request_call *call;
    enum deed_needs needs;
};

static const struct deed deeds[] = {
    {TR("Compare"), compare, NEEDS_RUN},      {TR("Use its weights"), use_weights, NEEDS_WEIGHTS},
    {TR("Look back"), look_back, NEEDS_REST}, {TR("Set up again"), set_up_again, NEEDS_RECORD},
    {TR("Export…"), export_run, NEEDS_RUN},   {TR("Delete…"), ask_delete, NEEDS_END},
};
enum { DEEDS = sizeof deeds / sizeof *deeds };

// In this window or another: it is stopped before it is deleted or renamed.
static bool goes_on(const struct app *app, const struct run_entry *entry)
{
    return entry->busy || past_runs_is_present(&app->session, entry->name);
}

static bool can_do(const struct app *app, const struct deed *deed)
{
    const struct run_entry *entry = chosen(app);
    if (!entry)
        return false;
    switch (deed->needs) {
    case NEEDS_RECORD:
        return entry->readable;
    case NEEDS_WEIGHTS:
        return entry->weights;
    case NEEDS_REST:
        return past_runs_can_look(&app->session, entry);
    case NEEDS_END:
        return !goes_on(app, entry);
    default:
        return true;
    }
}

static void tell_look(struct app *app, struct rect button)
{
    const struct run_entry *entry = chosen(app);
    if (!entry || !entry->readable)
        return;
    ui_tooltip(&app->ui, button,
               session_trains(&app->session) ? tr("Once the run that goes on here has been stopped")
               : entry->busy                 ? tr("Once it has been stopped in its window")
                             : tr("Its timeline: look at its moments, and go on from "
                                  "any of them"));
}

static int deed_width(struct app *app, int i)
{
    return text_width(app->text, TEXT_BODY, tr(deeds[i].label)) + ui_px(&app->ui, 24);
}

// In as many rows as the width asks for. Returns their height; draws them if `draw`.
static int place_deeds(struct app *app, struct rect rect, bool draw)
{
    struct ui *ui = &app->ui;
    const struct run_entry *entry = chosen(app);
    int gap = ui_px(ui, 8), height = ui_px(ui, 28), x = rect.x, y = rect.y;
    for (int i = 0; i < DEEDS; i++) {
        int width = min_int(deed_width(app, i), rect.w);
        if (x > rect.x && x + width > rect.x + rect.w) {
            x = rect.x;
            y += height + gap;
        }
        bool compared = i == 0 && entry && past_runs_is_compared(&app->session, entry->name);
        int flags = (can_do(app, &deeds[i]) ? 0 : UI_DISABLED) | (compared ? UI_CHECKED : 0);
        struct rect place = {x, y, width, height};
        if (draw && ui_button(ui, ui_id("deed", i), place, tr(deeds[i].label), flags))
            request(app, deeds[i].call, 0);
        if (draw && deeds[i].needs == NEEDS_REST)
            tell_look(app, place);
        if (draw && deeds[i].needs == NEEDS_END && entry && goes_on(app, entry))
            ui_tooltip(ui, place, tr("Once the run has been stopped"));
        x += width + gap;
    }
    return y + height - rect.y;
}

static void draw_name(struct app *app, struct rect row)
{
    struct ui *ui = &app->ui;
    const struct run_entry *entry = chosen(app);
    int flags = entry && !goes_on(app, entry) ? 0 : UI_DISABLED, gap = ui_px(ui, 8);
    int width = text_width(app->text, TEXT_BODY, tr("Rename")) + ui_px(ui, 24);
    struct rect button = {row.x + row.w - width, row.y, width, row.h};
    row.w -= width + gap;
    bool entered = ui_text_field(ui, ui_id("run name", 0), row, app->past_dialog.name,
                                 sizeof app->past_dialog.name, tr("Name of the run"), flags);
    bool pressed = ui_button(ui, ui_id("rename", 0), button, tr("Rename"), flags);
    if (entered || pressed)
        request(app, rename_run, 0);
}

void dialog_draw_past_runs(struct app *app)
{
    static const struct dialog_button buttons[] = {{TR("Close"), 0}};
    struct ui *ui = &app->ui;
    bool open = true;
    struct rect inside = ui_dialog_begin(ui, tr("Runs"), 820, 560, &open);
    focus_list(app);
    int pressed = dialog_buttons(app, &inside, buttons, 1);
    int gap = ui_px(ui, 8), row = ui_px(ui, 28), line = text_height(app->text, TEXT_SMALL) + 2;
    int deeds_height = place_deeds(app, inside, false);
    int below = deeds_height + row + 2 * gap;
    int words = PAST_RUN_LINES * line;
    bool details = inside.h > below + words + 5 * row;
    struct rect head = {inside.x, inside.y, inside.w, line + gap};
    struct rect list = {inside.x, head.y + head.h, inside.w, inside.h - head.h - below};
    list.h = max_int(list.h - (details ? words + gap : 0), row);
    int y = list.y + list.h + gap;
    draw_head(app, head, list);
    draw_list(app, list);
    if (details)
        draw_details(app, (struct rect){inside.x, y, inside.w, words});
    y += details ? words + gap : 0;
    place_deeds(app, (struct rect){inside.x, y, inside.w, deeds_height}, true);
    draw_name(app, (struct rect){inside.x, y + deeds_height + gap, inside.w, row});
    ui_dialog_end(ui);
    if (!open || pressed == 0)
        request(app, dialog_close, pressed);
}
