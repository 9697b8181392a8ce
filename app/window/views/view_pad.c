// The card one draws in: the pad with its ring, the tools, the brush.
#include "app/language/tr.h"
#include "app/window/pen/key_pen.h"
#include "app/window/views/cell/view_cell.h"
#include "app/window/views/shared/view_common.h"
#include "app/window/views/view_why.h"
#include "app/window/views/views.h"
#include <math.h>
#include <stdio.h>

struct tool {
    enum ui_icon icon;
    enum action_id action;
    const char *words, *other; // of its hint
};

static const struct tool tools[LAYOUT_TOOLS] = {
    {ICON_UNDO, ACTION_UNDO, TR("Undo"), NULL},
    {ICON_REDO, ACTION_REDO, TR("Redo"), NULL},
    {ICON_ERASER, ACTION_ERASER, TR("Eraser"), TR("or the right button")},
    {ICON_CLEAR, ACTION_CLEAR, TR("Clear"), NULL},
    {ICON_RANDOM, ACTION_RANDOM, TR("Random test digit"), NULL},
};

static void draw_tools(struct app *app)
{
    for (int i = 0; i < LAYOUT_TOOLS; i++) {
        const struct tool *tool = &tools[i];
        int flags = UI_QUIET;
        char hint[ACTION_HINT_SIZE];
        if (!action_enabled(app, tool->action))
            flags |= UI_DISABLED;
        if (action_checked(app, tool->action))
            flags |= UI_CHECKED;
        if (ui_icon_button(&app->ui, ui_id("tool", i), app->layout.tool[i], tool->icon,
                           action_hint(app, tool->action, tr(tool->words),
                                       tool->other ? tr(tool->other) : NULL, hint),
                           flags))
            request_action(app, tool->action);
    }
}

// The ring shows where and how wide the pen is, dark on a light rim so that it is seen on both
// paper and ink; a bar in it is the eraser.
static void draw_ring(struct app *app)
{
    struct canvas *canvas = &app->canvas;
    bool erasing = app->session.pad.active ? app->erasing : app->session.eraser;
    float unit = (float)app->layout.pad.w / PAD_SIDE;
    float radius = session_brush_diameter(&app->session, erasing) / 2 * unit;
    float x = app->ui.pointer_x, y = app->ui.pointer_y, line = app->layout.scale;
    const struct theme *theme = app->ui.theme;
    canvas_ring(canvas, x, y, radius + line, line, colour_with_alpha(theme->paper, 0.7f));
    canvas_ring(canvas, x, y, radius, line * 1.25f,
                erasing ? theme->bad : colour_with_alpha(theme->ink, 0.8f));
    if (erasing) // which takes away
        canvas_line(canvas, x - radius / 2, y, x + radius / 2, y, line * 1.25f, theme->bad);
}

static void set_brush(struct app *app, int thousandths)
{
    session_set_brush(&app->session, (float)thousandths);
}

static void draw_brush(struct app *app)
{
    const struct layout *layout = &app->layout;
    float brush = app->session.settings.brush / 10; // hundredths read better
    bool labelled = layout->brush_label.h > 0;
    char label[48], number[16];
    ui_name(&app->ui, tr("Brush"));
    if (ui_slider(&app->ui, ui_id("brush", 0), layout->brush, &brush, SESSION_BRUSH_MIN / 10.0f,
                  SESSION_BRUSH_MAX / 10.0f, 0.5f, labelled ? NULL : "%.0f%%", 0))
        request(app, set_brush, (int)lrintf(brush * 10));
    tr_print(label, sizeof label, "Brush %.0f%%", (double)brush);
    tr_print(number, sizeof number, "%.0f%%", (double)brush);
    if (labelled)
        ui_label_muted(&app->ui, TEXT_BODY, ALIGN_LEFT, layout->brush_label,
                       view_fitting(app, TEXT_BODY, layout->brush_label.w, label, number));
    ui_tooltip(&app->ui, layout->brush, tr("Brush, in hundredths of the pad  (wheel, [ and ])"));
}

// What is known of the digit, at the pad's lower edge.
static void draw_note(struct app *app)
{
    struct rect pad = app->layout.pad;
    int height = ui_px(&app->ui, 16), edge = ui_px(&app->ui, 4);
    struct rect line = {pad.x + edge, pad.y + pad.h - height, pad.w - 2 * edge, height};
    struct rect plate = {pad.x, line.y, text_width(app->text, TEXT_SMALL, app->session.digit_note),
                         height};
    plate.w += 2 * edge;
    canvas_fill(&app->canvas, rect_intersect(plate, pad), app->ui.theme->paper); // ink may be there
    ui_label_muted(&app->ui, TEXT_SMALL, ALIGN_LEFT, line, app->session.digit_note);
}

// Which of several digits is looked at, around all of its ink.
static void draw_frame(struct app *app)
{
    const struct digit_row *row = &app->session.row;
    if (row->count == 0)
        return;
    const struct drawing_extent *place = &row->digit[row->current].place;
    double unit = (double)app->layout.pad.w / PAD_SIDE;
    double pen = row->ink ? 5 : (double)session_brush_diameter(&app->session, false) * 0.75;
    double left = (place->left - pen) * unit, top = (place->top - pen) * unit;
    double right = (place->right + pen) * unit, bottom = (place->bottom + pen) * unit;
    struct rect frame = {app->layout.pad.x + (int)lrint(left), app->layout.pad.y + (int)lrint(top),
                         (int)lrint(right - left), (int)lrint(bottom - top)};
    canvas_outline(&app->canvas, frame, 6 * app->ui.scale, view_line(app),
                   colour_with_alpha(app->ui.theme->accent, 0.6f));
}

void view_pad(struct app *app)
{
    struct ui *ui = &app->ui;
    const struct layout *layout = &app->layout;
    const struct theme *theme = ui->theme;
    ui_card(ui, layout->card[PANEL_PAD], NULL);
    bool by_keys = key_pen_widget(app);
    const char *title = tr("Draw");
    bool strong = text_width(app->text, TEXT_STRONG, title) <= layout->draw_title.w;
    ui_label(ui, strong ? TEXT_STRONG : TEXT_SMALL, ALIGN_LEFT, layout->draw_title, title);
    draw_brush(app);
    canvas_coverage(&app->canvas, layout->pad, app->session.pad.sheet.grey, PAD_SIDE, PAD_SIDE,
                    theme->paper, theme->ink);
    canvas_outline(&app->canvas, layout->pad, 0, view_line(app), theme->control_edge);
    struct rect clip = canvas_clip(&app->canvas, layout->pad);
    if (app->session.pad.done == 0 && !app->over_pad && !by_keys)
        ui_label_muted(ui, TEXT_BODY, ALIGN_CENTRE, layout->pad, tr("Draw a digit here"));
    else if (view_place_note(app) == VIEW_NOTE_ON_PAD)
        draw_note(app);
    draw_frame(app);
    view_why_on_pad(app);
    view_field_on_pad(app);
    if (app->over_pad)
        draw_ring(app);
    key_pen_draw(app);
    app->canvas.clip = clip;
    draw_tools(app);
}
