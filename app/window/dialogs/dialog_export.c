// What to take out of the window as a file: kinds at the left, what can be chosen of one at the
// right, and below, whatever the size, what will be written or why it cannot be now. Where it goes
// is asked by the file dialog.
#include "app/window/dialogs/dialog_export.h"
#include "app/language/tr.h"
#include "app/window/dialogs/files/dialog_elsewhere.h"
#include "app/window/dialogs/shared/dialog_pieces.h"
#include "app/window/export/export_choice.h"
#include "app/window/export/export_lesson.h"
#include "app/window/export/lesson_grid.h"
#include "app/window/layout/layout_spacing.h"
#include "nn/base/name_list.h"
#include "nn/export/npz.h"
#include <stdio.h>

enum { ROW = 28, GAP = 8, LABEL = 64, LIST_ROW = 28 }; // logical

void dialog_export_open(struct app *app)
{
    export_lesson_begin(app);
    questions_open(&app->session.questions, QUESTION_EXPORT);
}

static struct settings_export *chosen(struct app *app)
{
    return &app->session.settings.export;
}

// ---- What is done -------------------------------------------------------------------------------

// Not if a key before this one has closed the dialog.
static void go_on(struct app *app, int value)
{
    (void)value;
    char name[64], words[EXPORT_WORDS];
    if (app->session.questions.open != QUESTION_EXPORT || !export_choice_can(app, words))
        return;
    export_choice_name(app, name);
    dialog_elsewhere_open_named(app, export_choice_purpose(app), name);
}

static void choose_what(struct app *app, int value)
{
    chosen(app)->what = value;
}

static void choose_panel(struct app *app, int value)
{
    chosen(app)->panel = value;
}

static void choose_svg(struct app *app, int value)
{
    chosen(app)->svg = value == 1;
}

static void choose_times(struct app *app, int value)
{
    chosen(app)->times = value + 1;
}

static void choose_idx(struct app *app, int value)
{
    chosen(app)->idx = value == 1;
}

static void choose_image_times(struct app *app, int value)
{
    chosen(app)->image_times = value;
}

static void choose_npy(struct app *app, int value)
{
    chosen(app)->npy = value == 1;
}

static void choose_array(struct app *app, int value)
{
    chosen(app)->array = value;
}

static void tick_all(struct app *app, int value)
{
    export_lesson_choose_all(app, value == 1);
}

// ---- Places -------------------------------------------------------------------------------------

static struct rect take_top(struct app *app, struct rect *rect, int height)
{
    int gap = ui_px(&app->ui, GAP);
    struct rect top = {rect->x, rect->y, rect->w, height};
    rect->y += height + gap;
    rect->h -= height + gap;
    return top;
}

static struct rect take_bottom(struct app *app, struct rect *rect, int height)
{
    rect->h -= height;
    struct rect bottom = {rect->x, rect->y + rect->h, rect->w, height};
    rect->h -= ui_px(&app->ui, GAP);
    return bottom;
}

// ---- What can be chosen -------------------------------------------------------------------------

// What a row of choices is about, what they are ("PNG|SVG"), and what carries one out.
struct choices {
    const char *label, *words;
    int value, flags;
    request_call *call;
};

static void draw_choices(struct app *app, struct rect *rest, const struct choices *choices)
{
    struct ui *ui = &app->ui;
    struct rect row = take_top(app, rest, ui_px(ui, ROW)), label = row;
    int value = choices->value;
    label.w = ui_px(ui, LABEL);
    row.x += label.w;
    row.w -= label.w;
    ui_label(ui, TEXT_BODY, ALIGN_LEFT, label, choices->label);
    if (ui_choice(ui, ui_id(choices->words, 0), row, choices->words, &value, choices->flags))
        request(app, choices->call, value);
}

// What cannot be had now says so not by its colour alone.
static void draw_row(struct ui *ui, struct rect rect, const char *name, bool there)
{
    rect = (struct rect){rect.x + ui_px(ui, 8), rect.y, rect.w - ui_px(ui, 16), rect.h};
    const char *not_now = tr("not now");
    int width = text_width(ui->text, TEXT_SMALL, not_now) + ui_px(ui, GAP);
    if (there) {
        ui_label(ui, ui_fitting_style(ui, rect.w, name), ALIGN_LEFT, rect, name);
        return;
    }
    text_draw_in(ui->canvas, ui->text, TEXT_SMALL, ALIGN_RIGHT, rect, ui->theme->disabled_text,
                 not_now);
    rect.w = max_int(0, rect.w - width);
    text_draw_in(ui->canvas, ui->text, ui_fitting_style(ui, rect.w, name), ALIGN_LEFT, rect,
                 ui->theme->disabled_text, name);
}

static void draw_panel_row(struct ui *ui, struct rect rect, int row, bool selected, void *context)
{
    (void)selected;
    draw_row(ui, rect, tr(export_panel_names[row]), export_choice_has_panel(context, row));
}

// True if one was chosen to be exported at once.
static bool draw_panels(struct app *app, struct rect *rest)
{
    struct ui *ui = &app->ui;
    int below = 2 * ui_px(ui, ROW + GAP), all = EXPORT_PANELS * ui_px(ui, LIST_ROW) + ui_px(ui, 8);
    int height = max_int(ui_px(ui, LIST_ROW + 8), min_int(all, rest->h - below));
    int panel = chosen(app)->panel;
    int activated = ui_list(ui, ui_id("export panels", 0), take_top(app, rest, height),
                            EXPORT_PANELS, &panel, draw_panel_row, app);
    if (panel != chosen(app)->panel)
        request(app, choose_panel, panel);
    return activated >= 0;
}

static void draw_picture(struct app *app, struct rect *rest)
{
    const struct settings_export *export = chosen(app);
    draw_choices(app, rest, &(struct choices){tr("Format"), "PNG|SVG", export->svg, 0, choose_svg});
    draw_choices(app, rest,
                 &(struct choices){tr("Size"), "1×|2×|3×|4×", export->times - 1,
                                   export->svg ? UI_DISABLED : 0, choose_times});
}

static void draw_image(struct app *app, struct rect *rest)
{
    const struct settings_export *export = chosen(app);
    draw_choices(app, rest, &(struct choices){tr("Format"), "PNG|IDX", export->idx, 0, choose_idx});
    draw_choices(app, rest,
                 &(struct choices){tr("Size"), "1×|4×|8×|16×", export->image_times,
                                   export->idx ? UI_DISABLED : 0, choose_image_times});
}

static void draw_values(struct app *app, struct rect *rest)
{
    char names[96] = "";
    for (int i = 0; i < NPZ_ARRAYS; i++)
        name_list_add(names, sizeof names, "|", npz_array_name(i));
    const struct settings_export *export = chosen(app);
    struct ui *ui = &app->ui;
    draw_choices(app, rest, &(struct choices){tr("Format"), "NPZ|NPY", export->npy, 0, choose_npy});
    struct rect row = take_top(app, rest, ui_px(ui, ROW));
    int array = export->array;
    if (ui_choice(ui, ui_id("export array", 0), row, names, &array, export->npy ? 0 : UI_DISABLED))
        request(app, choose_array, array);
}

// True if Enter was pressed among the digits.
static bool draw_lesson(struct app *app, struct rect *rest)
{
    static const char *const labels[] = {TR("Tick none"), TR("Tick all")};
    struct ui *ui = &app->ui;
    if (app->export_form.digits.count == 0)
        return false;
    struct rect row = take_bottom(app, rest, ui_px(ui, ROW));
    for (int i = 1; i >= 0; i--) {
        row.w = text_width(app->text, TEXT_BODY, tr(labels[i])) + ui_px(ui, 24);
        if (ui_button(ui, ui_id("lesson tick", i), row, tr(labels[i]), 0))
            request(app, tick_all, i);
        row.x += row.w + ui_px(ui, GAP);
    }
    return lesson_grid_draw(app, *rest);
}

static bool draw_options(struct app *app, struct rect rest)
{
    switch ((enum export_what)chosen(app)->what) {
    case EXPORT_WINDOW:
    case EXPORT_FIGURE:
        draw_picture(app, &rest);
        return false;
    case EXPORT_PANEL: {
        bool entered = draw_panels(app, &rest);
        draw_picture(app, &rest);
        return entered;
    }
    case EXPORT_IMAGE:
        draw_image(app, &rest);
        return false;
    case EXPORT_VALUES:
        draw_values(app, &rest);
        return false;
    case EXPORT_LESSON:
        return draw_lesson(app, &rest);
    default:
        return false;
    }
}

// ---- The dialog ---------------------------------------------------------------------------------

static void draw_what_row(struct ui *ui, struct rect rect, int row, bool selected, void *context)
{
    (void)selected;
    char why[EXPORT_WORDS];
    draw_row(ui, rect, tr(export_what_names[row]),
             export_choice_has(context, (enum export_what)row, why));
}

// True if one was chosen to be exported at once.
static bool draw_whats(struct app *app, struct rect rect)
{
    struct ui *ui = &app->ui;
    uint32_t id = ui_id("export whats", 0);
    int what = chosen(app)->what, all = EXPORT_WHATS * ui_px(ui, LIST_ROW) + ui_px(ui, 8);
    rect.h = min_int(rect.h, all);
    ui_dialog_starts_at(ui, id);
    int activated = ui_list(ui, id, rect, EXPORT_WHATS, &what, draw_what_row, app);
    if (what != chosen(app)->what)
        request(app, choose_what, what);
    return activated >= 0;
}

// What the kind is, where what can be chosen leaves room for that.
static void draw_help(struct app *app, struct rect *rest)
{
    static const int rows[EXPORT_WHATS] = {2, 2, 5, 2, 2, 0, 5}; // needed below
    int what = chosen(app)->what;
    const char *help = tr(export_what_help[what]);
    int height = text_draw_wrapped(NULL, app->text, TEXT_BODY, *rest, 0, help);
    if (height > rest->h - rows[what] * ui_px(&app->ui, ROW + GAP))
        return;
    text_draw_wrapped(&app->canvas, app->text, TEXT_BODY,
                      take_top(app, rest, height + ui_px(&app->ui, GAP / 2)),
                      app->ui.theme->text_muted, help);
}

void dialog_draw_export(struct app *app)
{
    struct ui *ui = &app->ui;
    char words[EXPORT_WORDS];
    bool open = true, can = export_choice_can(app, words);
    const struct dialog_button buttons[] = {
        {TR("Cancel"), 0}, {TR("Export to a file…"), UI_PRIMARY | (can ? 0 : UI_DISABLED)}};
    struct rect inside = ui_dialog_begin(ui, tr("Export"), 760, 500, &open);
    struct rect rest = inside;
    rest.h -= ui_px(ui, 32) + 2 * ui_px(ui, GAP); // the buttons
    struct rect line = take_bottom(app, &rest, 2 * text_height(app->text, TEXT_SMALL) + 4);
    struct rect list = rest;
    list.w = min_int(ui_px(ui, 232), rest.w * 2 / 5);
    rest.x += list.w + ui_px(ui, 2 * GAP);
    rest.w -= list.w + ui_px(ui, 2 * GAP);
    bool entered = draw_whats(app, list);
    draw_help(app, &rest);
    entered = draw_options(app, rest) || entered;
    text_draw_wrapped(&app->canvas, app->text, TEXT_SMALL, line,
                      can ? ui->theme->text_muted : ui->theme->bad, words);
    int pressed = dialog_buttons(app, &inside, buttons, 2);
    ui_dialog_end(ui);
    if (!open || pressed == 0)
        request(app, dialog_close, 0);
    else if (entered || pressed == 1)
        request(app, go_on, 0);
}
