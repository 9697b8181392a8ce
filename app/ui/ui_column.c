// A column of any widgets that moves under a window of its own. What the keyboard goes to is
// brought into sight, so that Tab walks through all of it.
#include "app/ui/ui_parts.h"

#include <assert.h>
#include <math.h>

static const float wheel_logical = 84;

static uint32_t bar_id(const struct column_state *column)
{
    return column->id ^ 0x5ca1ab1eu;
}

// One that was not there in the last frame begins at its top.
static void enter(struct ui *ui, struct column_state *column, uint32_t id)
{
    if (column->id != id || column->frame + 1 != ui->core->frame)
        *column = (struct column_state){.id = id, .moves = ui->core->focus_moves - 1};
    column->frame = ui->core->frame;
}

struct rect ui_column_begin(struct ui *ui, uint32_t id, struct rect rect, int height)
{
    struct column_state *column = &ui->parts->column;
    assert(!column->open);
    enter(ui, column, id);
    column->open = true;
    column->place = rect;
    column->total = height;
    column->offset = ui_scroll_limit(rect, height, column->offset);
    ui_scroll_drag(ui, bar_id(column), rect, height, &column->offset);
    column->clip = canvas_clip(ui->canvas, rect);
    ui->core->focus_rect = (struct rect){0};
    return (struct rect){rect.x, rect.y - (int)lroundf(column->offset),
                         rect.w - ui_scroll_width(ui, rect, height), height};
}

static void show(struct column_state *column, float top, float bottom)
{
    if (bottom > column->offset + (float)column->place.h)
        column->offset = bottom - (float)column->place.h;
    if (top < column->offset)
        column->offset = top;
}

// A widget that has just got the focus may be out of sight.
static void follow_focus(struct ui *ui, struct column_state *column)
{
    struct ui_core *core = ui->core;
    struct rect focus = core->focus_rect;
    if (focus.h == 0 || column->moves == core->focus_moves)
        return;
    float margin = (float)ui_px(ui, 8);
    float top = (float)(focus.y - column->place.y) + roundf(column->offset);
    column->moves = core->focus_moves;
    show(column, top - margin, top + (float)focus.h + margin);
}

void ui_column_end(struct ui *ui)
{
    struct column_state *column = &ui->parts->column;
    float before = column->offset;
    assert(column->open);
    column->open = false;
    if (ui_live(ui) && ui->wheel != 0 && ui_pointer_in(ui, column->place))
        column->offset -= ui->wheel * (float)ui_px(ui, wheel_logical);
    follow_focus(ui, column);
    column->offset = ui_scroll_limit(column->place, column->total, column->offset);
    ui->core->redraw |= column->offset != before;
    ui->canvas->clip = column->clip;
    ui_scroll_draw(ui, bar_id(column), column->place, column->total, column->offset);
}
