// Cells that are walked by keys. What a step means is the caller's: the widget only has the focus,
// the click and the keys.
#include "app/ui/ui_parts.h"

struct ui_walk ui_walk(struct ui *ui, uint32_t id, struct rect rect)
{
    struct ui_response state = ui_interact(ui, id, rect, FOCUS_WALK, 0);
    ui_told_widget(ui, id, state.ring, rect, NULL, "");
    ui_told_done(ui);
    return (struct ui_walk){.clicked = state.clicked,
                            .shift = ui->core->press_modifiers & MOD_SHIFT,
                            .alt = ui->core->press_modifiers & MOD_ALT,
                            .twice = state.clicked && ui->core->press_clicks == 2,
                            .focused = state.focused,
                            .ring = state.ring};
}

struct ui_walk ui_walk_with(struct ui *ui, uint32_t id, struct rect rect, const char *letters)
{
    struct ui_walk walk = ui_walk(ui, id, rect);
    ui->core->walk_letters = letters;
    ui->core->walk_id = id;
    return walk;
}

int ui_walk_press(struct ui *ui, const struct ui_walk *walk, int *modifiers)
{
    if (!walk->focused || !ui_live(ui) || ui->core->keys == 0)
        return KEY_NONE;
    int key = ui->core->key[0].key;
    *modifiers = ui->core->key[0].modifiers;
    ui_drop_key(ui, 0);
    return key;
}

int ui_walk_steps(int key, int columns, int rows, int count)
{
    int page = (rows > 1 ? rows : 1) * columns;
    switch (key) {
    case KEY_LEFT:
        return -1;
    case KEY_RIGHT:
        return 1;
    case KEY_UP:
        return -columns;
    case KEY_DOWN:
        return columns;
    case KEY_PAGE_UP:
        return -page;
    case KEY_PAGE_DOWN:
        return page;
    case KEY_HOME:
        return -count;
    case KEY_END:
        return count;
    default:
        return 0;
    }
}

int ui_walk_key(struct ui *ui, const struct ui_walk *walk)
{
    int modifiers;
    return ui_walk_press(ui, walk, &modifiers);
}

void ui_focus(struct ui *ui, uint32_t id)
{
    struct ui_core *core = ui->core;
    core->focus = id;
    core->focus_visible = true;
    core->focus_moves++;
    core->focus_first = core->focus_given = false;
    core->redraw = true;
}

void ui_enter(struct ui *ui, uint32_t id)
{
    ui_focus(ui, id);
    ui->core->focus_given = true;
}

bool ui_walks(const struct ui *ui)
{
    bool found;
    return ui_focus_kind(ui, &found) == FOCUS_WALK && found;
}

bool ui_focus_seen(const struct ui *ui, uint32_t id)
{
    return ui->core->focus == id && ui->core->focus_visible && !ui_modal(ui);
}

bool ui_has_focus(const struct ui *ui, uint32_t id)
{
    return ui->core->focus == id && ui_live(ui);
}

bool ui_points_at(const struct ui *ui, struct rect rect)
{
    return ui_hovers(ui, rect) && !ui->core->keyed;
}

bool ui_hovers(const struct ui *ui, struct rect rect)
{
    return ui_live(ui) && ui->core->active == 0 && ui_pointer_in(ui, rect);
}
