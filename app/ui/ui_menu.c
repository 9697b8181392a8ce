// The menu bar. The entry under the pointer is highlighted while a menu is down; a click on a title
// opens and closes; moving to another title switches; a press on a title dragged onto an entry and
// let go there chooses it; anything outside closes. Arrows, Enter and Escape do the same from the
// keyboard. Input is handled in ui_menu_bar, so that what is drawn after it knows that a menu is
// down; the open menu itself is drawn in ui_end, on top of everything.
#include "app/ui/ui_parts.h"

#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

struct bar {
    const struct ui_menu *menus;
    int count;
};

static bool can_choose(const struct ui_menu_entry *entry)
{
    return entry->label && !entry->disabled;
}

static void open_menu(struct ui *ui, int index, bool by_keyboard)
{
    struct menu_state *menu = &ui->parts->menu;
    menu->open = index;
    ui->core->popup = index >= 0;
    menu->item = -1;
    menu->to_first = by_keyboard;
    menu->scroll = 0;
    menu->dragging = false;
    ui->core->redraw = true;
}

void ui_menu_open(struct ui *ui, int index)
{
    open_menu(ui, index, index >= 0);
}

// The menu that a letter opens; -1: none.
static int menu_of_letter(const struct menu_state *menu, int key)
{
    return key >= 'a' && key <= 'z' ? menu->of_letter[key - 'a'] : -1;
}

// F10, a lonely Alt, or Alt and the letter of a title.
bool ui_menu_key(struct ui *ui, const struct event *event)
{
    const struct menu_state *menu = &ui->parts->menu;
    if (menu->title[0].w == 0) // no bar was drawn
        return false;
    bool plain = !(event->modifiers & ~MOD_ALT);
    if (plain && (event->key == KEY_F10 || event->key == KEY_ALT)) {
        open_menu(ui, 0, true);
        return true;
    }
    int index = menu_of_letter(menu, event->key);
    if (event->modifiers != MOD_ALT || index < 0)
        return false;
    open_menu(ui, index, true);
    return true;
}

// ---- Places -------------------------------------------------------------------------------------

// On each side of a title; less where the bar is so narrow that little else has room on it.
static int title_padding(struct ui *ui, struct rect rect, struct bar bar)
{
    int wide = ui_px(ui, 10), less = ui_px(ui, 5), words = ui_px(ui, 6);
    for (int i = 0; i < bar.count; i++)
        words += text_width(ui->text, TEXT_BODY, bar.menus[i].label);
    if (words + 2 * bar.count * wide <= rect.w * 2 / 3)
        return wide;
    return words + 2 * bar.count * less <= rect.w * 3 / 4 ? less : ui_px(ui, 3);
}

static void take_letter(struct menu_state *menu, int index, const char *label, int at)
{
    int letter = tolower((unsigned char)label[at]) - 'a';
    if (letter < 0 || letter >= 26 || menu->of_letter[letter] >= 0)
        return;
    menu->of_letter[letter] = index;
    menu->letter_at[index] = at;
}

// A title's letter is its first one; where another title before it has that, the next one that is
// no other's.
static void choose_letters(struct menu_state *menu, struct bar bar)
{
    for (int letter = 0; letter < 26; letter++)
        menu->of_letter[letter] = -1;
    for (int i = 0; i < bar.count; i++) {
        menu->letter_at[i] = -1;
        take_letter(menu, i, bar.menus[i].label, 0);
    }
    for (int i = 0; i < bar.count; i++)
        for (int at = 1; menu->letter_at[i] < 0 && bar.menus[i].label[at]; at++)
            take_letter(menu, i, bar.menus[i].label, at);
}

static void place_titles(struct ui *ui, struct rect rect, struct bar bar)
{
    struct menu_state *menu = &ui->parts->menu;
    int x = rect.x + ui_px(ui, 6), padding = title_padding(ui, rect, bar);
    choose_letters(menu, bar);
    for (int i = 0; i < bar.count; i++) {
        const char *label = bar.menus[i].label;
        int width = text_width(ui->text, TEXT_BODY, label) + 2 * padding;
        menu->title[i] = (struct rect){x, rect.y, width, rect.h};
        x += width;
    }
    menu->rest = (struct rect){x, rect.y, rect.x + rect.w > x ? rect.x + rect.w - x : 0, rect.h};
}

bool ui_menu_is_open(const struct ui *ui)
{
    return ui->parts->menu.open >= 0;
}

struct rect ui_menu_bar_rest(const struct ui *ui)
{
    return ui->parts->menu.rest;
}

static int popup_height(struct ui *ui, const struct ui_menu *of, int row, int rule)
{
    int height = 2 * ui_px(ui, 4);
    for (int i = 0; i < of->count; i++)
        height += of->entries[i].label ? row : rule;
    return height;
}

static int popup_width(struct ui *ui, const struct ui_menu *of)
{
    int labels = 0, shortcuts = 0;
    for (int i = 0; i < of->count; i++) {
        const struct ui_menu_entry *entry = &of->entries[i];
        int label = entry->label ? text_width(ui->text, TEXT_BODY, entry->label) : 0;
        int shortcut = entry->shortcut ? text_width(ui->text, TEXT_BODY, entry->shortcut) : 0;
        labels = label > labels ? label : labels;
        shortcuts = shortcut > shortcuts ? shortcut : shortcuts;
    }
    return labels + (shortcuts ? shortcuts + ui_px(ui, 32) : 0) + ui_px(ui, 28 + 16 + 8);
}

// Under its title; moved left or up, and with tighter rows, where the window is too small.
static void place_popup(struct ui *ui, const struct ui_menu *of)
{
    struct menu_state *menu = &ui->parts->menu;
    struct rect title = menu->title[menu->open];
    int window_w = ui->canvas->width, window_h = ui->canvas->height, margin = ui_px(ui, 4);
    menu->row_height = ui_px(ui, 26);
    menu->rule_height = ui_px(ui, 9);
    int top = title.y + title.h, room = window_h - top - margin;
    int smallest = text_height(ui->text, TEXT_BODY);
    while (menu->row_height > smallest &&
           popup_height(ui, of, menu->row_height, menu->rule_height) > room)
        menu->row_height--;
    while (menu->rule_height > ui_px(ui, 3) &&
           popup_height(ui, of, menu->row_height, menu->rule_height) > room)
        menu->rule_height--;
    int width = popup_width(ui, of);
    int height = popup_height(ui, of, menu->row_height, menu->rule_height);
    int x = title.x, y = top;
    if (x + width > window_w - margin)
        x = window_w - margin - width > 0 ? window_w - margin - width : 0;
    if (height > room) {
        y = window_h - margin - height > 0 ? window_h - margin - height : 0;
        height = height < window_h - y ? height : window_h - y;
    }
    menu->popup = (struct rect){x, y, width < window_w ? width : window_w, height};
}

// The rectangle of an entry of the open menu.
static struct rect entry_rect(struct ui *ui, int index)
{
    const struct menu_state *menu = &ui->parts->menu;
    int y = menu->popup.y + ui_px(ui, 4) - menu->scroll;
    for (int i = 0; i < index; i++)
        y += menu->entry[i].label ? menu->row_height : menu->rule_height;
    return (struct rect){menu->popup.x + ui_px(ui, 4), y, menu->popup.w - 2 * ui_px(ui, 4),
                         menu->entry[index].label ? menu->row_height : menu->rule_height};
}

static void limit_scroll(struct ui *ui, const struct ui_menu *of)
{
    struct menu_state *menu = &ui->parts->menu;
    int most = popup_height(ui, of, menu->row_height, menu->rule_height) - menu->popup.h;
    menu->scroll = menu->scroll > most ? most : menu->scroll;
    menu->scroll = menu->scroll < 0 ? 0 : menu->scroll;
}

static void show_item(struct ui *ui, const struct ui_menu *of)
{
    struct menu_state *menu = &ui->parts->menu;
    if (menu->item < 0)
        return;
    struct rect rect = entry_rect(ui, menu->item), popup = menu->popup;
    int pad = ui_px(ui, 4);
    if (rect.y < popup.y + pad)
        menu->scroll -= popup.y + pad - rect.y;
    else if (rect.y + rect.h > popup.y + popup.h - pad)
        menu->scroll += rect.y + rect.h - popup.y - popup.h + pad;
    limit_scroll(ui, of);
}

// Keeps what the open menu needs until ui_end draws it.
static void take_entries(struct ui *ui, const struct ui_menu *of)
{
    struct menu_state *menu = &ui->parts->menu;
    assert(of->count <= UI_ENTRIES);
    menu->entries = of->count;
    menu->name = of->label;
    memcpy(menu->entry, of->entries, (size_t)of->count * sizeof *menu->entry);
    place_popup(ui, of);
    limit_scroll(ui, of);
}

// ---- Input --------------------------------------------------------------------------------------

static int title_at(const struct ui *ui, int count, float x, float y)
{
    for (int i = 0; i < count && (ui->parts->menu.open >= 0 || !ui_covered(ui, x, y)); i++)
        if (rect_contains(ui->parts->menu.title[i], (int)floorf(x), (int)floorf(y)))
            return i;
    return -1;
}

static int entry_at(struct ui *ui, float x, float y)
{
    const struct menu_state *menu = &ui->parts->menu;
    if (!rect_contains(menu->popup, (int)floorf(x), (int)floorf(y)))
        return -1;
    for (int i = 0; i < menu->entries; i++)
        if (can_choose(&menu->entry[i]) &&
            rect_contains(entry_rect(ui, i), (int)floorf(x), (int)floorf(y)))
            return i;
    return -1;
}

static void press(struct ui *ui, struct bar bar)
{
    struct ui_core *core = ui->core;
    struct menu_state *menu = &ui->parts->menu;
    int title = title_at(ui, bar.count, core->press_x, core->press_y);
    bool was_open = menu->open >= 0;
    bool in_popup = was_open && rect_contains(menu->popup, (int)floorf(core->press_x),
                                              (int)floorf(core->press_y));
    if (was_open || title >= 0) {
        core->claimed = true;
        ui->pressed = false; // nothing below sees this press
        core->redraw = true;
    }
    if (in_popup)
        return;
    if (title >= 0 && title != menu->open) {
        open_menu(ui, title, false);
        menu->dragging = true;
    } else if (was_open) {
        open_menu(ui, -1, false);
    }
}

// The next entry that can be chosen from `from` in steps of +-1, around the ends; -1 if none can.
static int next_item(const struct menu_state *menu, int from, int step)
{
    for (int i = 1; i <= menu->entries; i++) {
        int at = (from + step * i + 2 * menu->entries) % menu->entries;
        if (can_choose(&menu->entry[at]))
            return at;
    }
    return -1;
}

static void switch_menu(struct ui *ui, struct bar bar, int to, bool by_keyboard)
{
    struct menu_state *menu = &ui->parts->menu;
    bool dragging = menu->dragging;
    open_menu(ui, to, by_keyboard);
    menu->dragging = dragging;
    take_entries(ui, &bar.menus[to]);
}

static void first_item(struct menu_state *menu)
{
    if (menu->to_first)
        menu->item = menu->entries > 0 ? next_item(menu, -1, 1) : -1;
    menu->to_first = false;
}

// One key of an open menu; the command if it chose one.
static int menu_key(struct ui *ui, struct bar bar, int key, int modifiers)
{
    struct menu_state *menu = &ui->parts->menu;
    int other = modifiers & ~MOD_ALT ? -1 : menu_of_letter(menu, key);
    int step = key == KEY_LEFT || key == KEY_UP ? -1 : 1;
    if (key == KEY_LEFT || key == KEY_RIGHT) {
        switch_menu(ui, bar, (menu->open + step + bar.count) % bar.count, true);
        first_item(menu);
    } else if (other >= 0) {
        switch_menu(ui, bar, other, true);
        first_item(menu);
    } else if (key == KEY_UP || key == KEY_DOWN) {
        menu->item = next_item(menu, menu->item < 0 && step < 0 ? 0 : menu->item, step);
    } else if (key == KEY_HOME) {
        menu->item = next_item(menu, -1, 1);
    } else if (key == KEY_END) {
        menu->item = next_item(menu, menu->entries, -1);
    } else if (key == KEY_ESCAPE || key == KEY_F10 || key == KEY_ALT) {
        open_menu(ui, -1, false);
    } else if ((key == KEY_ENTER || key == KEY_SPACE) && menu->item >= 0) {
        int command = menu->entry[menu->item].command;
        open_menu(ui, -1, false);
        return command;
    }
    show_item(ui, &bar.menus[menu->open >= 0 ? menu->open : 0]);
    return 0;
}

static int menu_keys(struct ui *ui, struct bar bar)
{
    struct ui_core *core = ui->core;
    int command = 0;
    while (core->keys > 0 && ui->parts->menu.open >= 0 && !command) {
        struct key_press press = core->key[0];
        ui_drop_key(ui, 0);
        command = menu_key(ui, bar, press.key, press.modifiers);
    }
    return command;
}

static void hover(struct ui *ui, struct bar bar)
{
    int title = title_at(ui, bar.count, ui->pointer_x, ui->pointer_y);
    if (title >= 0 && title != ui->parts->menu.open)
        switch_menu(ui, bar, title, false);
    ui->parts->menu.item = entry_at(ui, ui->pointer_x, ui->pointer_y);
}

static int release(struct ui *ui, struct bar bar)
{
    struct menu_state *menu = &ui->parts->menu;
    int item = entry_at(ui, ui->pointer_x, ui->pointer_y);
    int title = title_at(ui, bar.count, ui->pointer_x, ui->pointer_y);
    bool dragged = menu->dragging;
    menu->dragging = false;
    // A menu that covers its bar is not chosen from by the click that opened it.
    if (item >= 0 && !(dragged && title >= 0)) {
        int command = menu->entry[item].command;
        open_menu(ui, -1, false);
        return command;
    }
    bool inside =
        rect_contains(menu->popup, (int)floorf(ui->pointer_x), (int)floorf(ui->pointer_y));
    if (dragged && !inside && title < 0)
        open_menu(ui, -1, false);
    return 0;
}

static int menu_input(struct ui *ui, struct bar bar)
{
    struct ui_core *core = ui->core;
    struct menu_state *menu = &ui->parts->menu;
    if (menu->open >= bar.count)
        open_menu(ui, -1, false);
    if (menu->open >= 0)
        take_entries(ui, &bar.menus[menu->open]);
    if (ui->pressed)
        press(ui, bar);
    if (core->other_press && menu->open >= 0)
        open_menu(ui, -1, false);
    if (menu->open < 0)
        return 0;
    take_entries(ui, &bar.menus[menu->open]);
    first_item(menu);
    if (ui->wheel != 0) {
        menu->scroll -= (int)(ui->wheel * 2 * (float)menu->row_height);
        limit_scroll(ui, &bar.menus[menu->open]);
    }
    if (core->moved || ui->wheel != 0)
        hover(ui, bar);
    int command = ui->released ? release(ui, bar) : 0;
    return command ? command : menu_keys(ui, bar);
}

// ---- Drawing ------------------------------------------------------------------------------------

// Under the letter that opens a menu, while one is down: then it does so without Alt.
static void underline_letter(struct ui *ui, int index, const char *label)
{
    int at = ui->parts->menu.letter_at[index], line = ui_px(ui, 1);
    struct rect title = ui->parts->menu.title[index];
    struct text_span letter;
    if (at < 0 || ui->parts->menu.open < 0)
        return;
    if (text_spans(ui->text, TEXT_BODY, label, (size_t)at, (size_t)at + 1, &letter, 1) == 0)
        return;
    int height = text_height(ui->text, TEXT_BODY);
    int x = title.x + (title.w - text_width(ui->text, TEXT_BODY, label)) / 2;
    canvas_fill(ui->canvas,
                (struct rect){x + letter.left, title.y + (title.h + height) / 2 - line,
                              letter.right - letter.left, line},
                ui->theme->text);
}

static void draw_title(struct ui *ui, int index, const char *label)
{
    const struct menu_state *menu = &ui->parts->menu;
    const struct theme *theme = ui->theme;
    struct rect title = menu->title[index];
    struct rect pill = {title.x, title.y + ui_px(ui, 3), title.w, title.h - 2 * ui_px(ui, 3)};
    bool hovered = ui_live(ui) && ui->core->active == 0 && ui_pointer_in(ui, title);
    if (index == menu->open)
        canvas_round_fill(ui->canvas, pill, 4 * ui->scale, theme->control_pressed);
    else if (hovered)
        canvas_round_fill(ui->canvas, pill, 4 * ui->scale, theme->control_hover);
    text_draw_in(ui->canvas, ui->text, TEXT_BODY, ALIGN_CENTRE, title, theme->text, label);
    underline_letter(ui, index, label);
}

int ui_menu_bar(struct ui *ui, struct rect rect, const struct ui_menu *menus, int count)
{
    assert(count <= UI_MENUS);
    struct bar bar = {menus, count};
    const struct theme *theme = ui->theme;
    place_titles(ui, rect, bar);
    int command = ui_on_top(ui) ? menu_input(ui, bar) : 0;
    int line = ui_hairline(ui);
    canvas_fill(ui->canvas, rect, theme->panel);
    canvas_fill(ui->canvas, (struct rect){rect.x, rect.y + rect.h - line, rect.w, line},
                theme->panel_edge);
    for (int i = 0; i < count; i++)
        draw_title(ui, i, menus[i].label);
    return command;
}

static void draw_entry(struct ui *ui, struct rect rect, const struct ui_menu_entry *entry,
                       bool highlighted)
{
    const struct theme *theme = ui->theme;
    if (!entry->label) {
        int line = ui_hairline(ui);
        canvas_fill(ui->canvas, (struct rect){rect.x, rect.y + rect.h / 2, rect.w, line},
                    theme->panel_edge);
        return;
    }
    uint32_t label = entry->disabled ? theme->disabled_text
                     : highlighted   ? theme->text_on_accent
                                     : theme->text;
    uint32_t shortcut = entry->disabled || highlighted ? label : theme->text_muted;
    if (highlighted)
        canvas_round_fill(ui->canvas, rect, 4 * ui->scale, theme->accent);
    int mark = ui_px(ui, 16);
    struct rect box = {rect.x + ui_px(ui, 5), rect.y + (rect.h - mark) / 2, mark, mark};
    if (entry->checked && entry->radio)
        canvas_disc(ui->canvas, (float)box.x + (float)mark / 2, (float)box.y + (float)mark / 2,
                    3.5f * ui->scale, label);
    else if (entry->checked)
        ui_draw_check(ui, box, label);
    struct rect words = {rect.x + ui_px(ui, 28), rect.y, rect.w - ui_px(ui, 28 + 12), rect.h};
    text_draw_in(ui->canvas, ui->text, TEXT_BODY, ALIGN_LEFT, words, label, entry->label);
    if (entry->shortcut)
        text_draw_in(ui->canvas, ui->text, TEXT_BODY, ALIGN_RIGHT, words, shortcut,
                     entry->shortcut);
}

void ui_menu_draw_open(struct ui *ui)
{
    const struct menu_state *menu = &ui->parts->menu;
    if (menu->open < 0)
        return;
    struct canvas *canvas = ui->canvas;
    struct rect popup = menu->popup;
    struct rect below = {popup.x, popup.y + ui_px(ui, 4), popup.w, popup.h};
    canvas_shadow(canvas, below, ui_radius(ui), 20 * ui->scale, ui->theme->shadow);
    canvas_round_fill(canvas, popup, ui_radius(ui), ui->theme->panel);
    canvas_outline(canvas, popup, ui_radius(ui), (float)ui_hairline(ui), ui->theme->panel_edge);
    struct rect clip = canvas_clip(canvas, rect_inset(popup, ui_hairline(ui)));
    for (int i = 0; i < menu->entries; i++)
        draw_entry(ui, entry_rect(ui, i), &menu->entry[i], i == menu->item);
    canvas->clip = clip;
}
