// Finding actions by id or key, and the names of their keys: what menus, keyboard, help and views
// need of them without knowing a single one.
#include "app/window/screen/action.h"
#include "app/language/tr.h"
#include "app/window/screen/screen.h"
#include <stdio.h>
#include <string.h>

const struct action *action_at(const struct action_table *table, int index)
{
    for (int i = 0; i < table->count; i++) {
        if (index < table->menu[i]->count)
            return &table->menu[i]->row[index];
        index -= table->menu[i]->count;
    }
    return NULL;
}

const struct action *action_find(const struct app *app, enum action_id id)
{
    const struct action *row = NULL;
    for (int i = 0; id != ACTION_NONE && (row = action_at(app->actions, i)); i++)
        if (row->id == id)
            return row;
    return NULL;
}

static bool has_key(const struct action *row, const struct event *event)
{
    for (int i = 0; i < ACTION_KEYS_MAX && row->key[i].key; i++)
        if (row->key[i].key == event->key && row->key[i].modifiers == event->modifiers)
            return true;
    return false;
}

// Of rows that share a key, since each works only within another one: that whose other one is on;
// or one that goes before all.
const struct action *action_of_key(const struct app *app, const struct event *event)
{
    const struct action *row, *found = NULL;
    for (int i = 0; (row = action_at(app->actions, i)); i++)
        if (has_key(row, event) && (!found || action_checked(app, row->within) ||
                                    (row->first && row->first(app, row->value))))
            found = row;
    return found && event->repeat && !found->repeats ? NULL : found;
}

void action_release_keys(struct app *app, const struct action *row)
{
    bool needed = row->takes_keys && !app->pen.in_hand; // the pen takes no letters
    if (needed || !ui_walks(&app->ui))
        ui_release_focus(&app->ui);
}

bool action_enabled(const struct app *app, enum action_id id)
{
    const struct action *row = action_find(app, id);
    return row && row->enabled(app, row->value);
}

bool action_checked(const struct app *app, enum action_id id)
{
    const struct action *row = action_find(app, id);
    return row && row->checked && row->checked(app, row->value);
}

// ---- Keys ---------------------------------------------------------------------------------------

void action_shortcut(struct action_key key, char *text, size_t size)
{
    static const char *const names[] = {
        [KEY_SPACE] = TR("Space"),
        [KEY_DELETE] = TR("Delete"),
        [KEY_ENTER] = TR("Enter"),
        [KEY_TAB] = TR("Tab"),
        [KEY_ESCAPE] = TR("Escape"),
        [KEY_BACKSPACE] = TR("Backspace"),
        [KEY_LEFT] = TR("Left"),
        [KEY_RIGHT] = TR("Right"),
        [KEY_UP] = TR("Up"),
        [KEY_DOWN] = TR("Down"),
        [KEY_HOME] = TR("Home"),
        [KEY_END] = TR("End"),
        [KEY_PAGE_UP] = TR("Page Up"),
        [KEY_PAGE_DOWN] = TR("Page Down"),
        ['-'] = "−",
    };
    char name[16] = "";
    if (key.key >= KEY_F1 && key.key <= KEY_F12)
        snprintf(name, sizeof name, "F%d", key.key - KEY_F1 + 1);
    else if (key.key > 0 && key.key < (int)(sizeof names / sizeof *names) && names[key.key])
        snprintf(name, sizeof name, "%s", tr(names[key.key]));
    else if (key.key > ' ' && key.key < 127)
        snprintf(name, sizeof name, "%c",
                 key.key >= 'a' && key.key <= 'z' ? key.key - 'a' + 'A' : key.key);
    snprintf(text, size, "%s%s%s%s", key.modifiers & MOD_CTRL ? tr("Ctrl+") : "",
             key.modifiers & MOD_ALT ? tr("Alt+") : "",
             key.modifiers & MOD_SHIFT ? tr("Shift+") : "", name);
}

void action_shortcut_within(const struct app *app, const struct action *row, int key,
                            const char *between, char *text, size_t size)
{
    const struct action *outer = action_find(app, row->within);
    text[0] = '\0';
    if (outer) {
        action_shortcut(outer->key[0], text, size);
        strncat(text, between, size - strlen(text) - 1);
    }
    size_t used = strlen(text);
    action_shortcut(row->key[key], text + used, size - used);
}

const char *action_hint(const struct app *app, enum action_id id, const char *words,
                        const char *other, char text[ACTION_HINT_SIZE])
{
    const struct action *row = action_find(app, id);
    char key[ACTION_SHORTCUT_SIZE] = "";
    if (row)
        action_shortcut(row->key[0], key, sizeof key);
    snprintf(text, ACTION_HINT_SIZE, "%s  (%s%s%s)", words, key, other ? ", " : "",
             other ? other : "");
    return text;
}
