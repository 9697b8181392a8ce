// See menus.h.
#include "app/window/menus.h"
#include "app/session/labelling.h"
#include "app/window/actions.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

_Static_assert((int)MENUS == (int)MENU_COUNT, "one menu for each in the table of actions");

static const char *label_of(struct app *app, const struct action *action)
{
    if (action->id == ACTION_PAUSE && app->session.progress.pausing)
        return "Resume";
    if (action->id == ACTION_TRAIN_CONTINUE && app->session.checkpoint_there) {
        if (kept_run_is_at_end(&app->session.kept))
            return "Use the weights of the finished run";
        snprintf(app->menus.continue_label, sizeof app->menus.continue_label,
                 "Continue the stopped run, epoch %d of %d", app->session.kept.epoch + 1,
                 app->session.kept.epochs);
        return app->menus.continue_label;
    }
    if (action->id == ACTION_LEARN && app->session.own_digits.strokes.count > 0) {
        char count[32];
        labelling_count(app, count);
        snprintf(app->menus.learn_label, sizeof app->menus.learn_label, "Learn my %s", count);
        return app->menus.learn_label;
    }
    if (action->id == ACTION_FORGET_LAST && labelling_shows(app))
        return "Forget this one";
    return action->label;
}

// "Ctrl+Z"; of a key that works only while another one has switched it on, both: "K, 7".
static void describe_keys(const struct app *app, const struct action *action, char *text,
                          size_t size)
{
    size_t used = 0;
    for (int i = 0; action_label(action->id) >= 0 && !app->session.correcting && i < actions_count;
         i++) {
        if (actions[i].id != ACTION_CORRECT)
            continue;
        action_shortcut(actions[i].key[0], text, size - 2);
        used = strlen(strcat(text, ", "));
    }
    action_shortcut(action->key[0], text + used, size - used);
}

static void add_entry(struct app *app, const struct action *action)
{
    struct menus *menus = &app->menus;
    int *count = &menus->menu[action->menu].count;
    assert(*count + 2 <= MENU_ENTRIES_MAX);
    struct ui_menu_entry *entry = &menus->entry[action->menu][*count];
    if (action->group) {
        *entry++ = (struct ui_menu_entry){0};
        (*count)++;
    }
    char *shortcut = menus->shortcut[action->menu][*count];
    describe_keys(app, action, shortcut, sizeof menus->shortcut[0][0]);
    *entry = (struct ui_menu_entry){
        .label = label_of(app, action),
        .shortcut = shortcut,
        .command = (int)action->id,
        .disabled = !action_enabled(app, action->id),
        .checked = action->id != ACTION_PAUSE && action_checked(app, action->id),
        .radio = action->radio,
    };
    (*count)++;
}

int menus_draw(struct app *app)
{
    struct menus *menus = &app->menus;
    for (int i = 0; i < MENU_COUNT; i++)
        menus->menu[i] = (struct ui_menu){menu_names[i], menus->entry[i], 0};
    for (int i = 0; i < actions_count; i++)
        add_entry(app, &actions[i]);
    return ui_menu_bar(&app->ui, app->layout.menu, menus->menu, MENU_COUNT);
}
