// The menu bar, built from the table of actions: it knows none of them.
#include "app/window/bar/menus.h"
#include "app/language/tr.h"
#include "app/window/screen/request.h"
#include "app/window/screen/screen.h"
#include <assert.h>

static struct ui_menu_entry *add_entry(struct menus *menus, int menu)
{
    int *count = &menus->menu[menu].count;
    assert(*count < MENU_ENTRIES_MAX);
    struct ui_menu_entry *entry = &menus->entry[menu][(*count)++];
    *entry = (struct ui_menu_entry){0}; // a separator, so far
    return entry;
}

static void add_row(struct menus *menus, int menu, const struct app *app, const struct action *row,
                    int command)
{
    if (row->group)
        add_entry(menus, menu);
    struct ui_menu_entry *entry = add_entry(menus, menu);
    char *name = menus->name[menu][entry - menus->entry[menu]];
    char *shortcut = menus->shortcut[menu][entry - menus->entry[menu]];
    if (row->name)
        row->name(app, name);
    if (action_checked(app, row->within))
        action_shortcut(row->key[0], shortcut, ACTION_SHORTCUT_SIZE);
    else
        action_shortcut_within(app, row, 0, ", ", shortcut, ACTION_SHORTCUT_SIZE);
    *entry = (struct ui_menu_entry){
        .label = row->name ? name : tr(row->label),
        .shortcut = shortcut,
        .command = command,
        .disabled = !row->enabled(app, row->value),
        .checked = row->checked && row->checked(app, row->value),
        .radio = row->radio,
    };
}

void menus_build(struct menus *menus, const struct app *app)
{
    int command = 0;
    assert(app->actions->count <= MENUS_MAX);
    for (int i = 0; i < app->actions->count; i++) {
        const struct action_menu *menu = app->actions->menu[i];
        menus->menu[i] = (struct ui_menu){tr(menu->name), menus->entry[i], 0};
        for (int j = 0; j < menu->count; j++)
            add_row(menus, i, app, &menu->row[j], ++command);
    }
}

void menus_draw(struct menus *menus, struct app *app)
{
    menus_build(menus, app);
    int command = ui_menu_bar(&app->ui, app->layout.menu, menus->menu, app->actions->count);
    if (!command)
        return;
    const struct action *row = action_at(app->actions, command - 1);
    action_release_keys(app, row);
    request_row(app, row);
}
