// The table of all menus, and the one place where an action is run.
#include "app/window/actions/actions.h"
#include "app/window/actions/menu_rows.h"
#include "app/window/screen/screen.h"

static const struct action_menu *const menus[] = {
    &menu_file, &menu_edit,  &menu_view,    &menu_layers,  &menu_train,
    &menu_run,  &menu_teach, &menu_explain, &menu_operate, &menu_help,
};

const struct action_table actions_of_window = {menus, sizeof menus / sizeof *menus};

void action_run_within(struct app *app, const struct action *row)
{
    app->dirty = true;
    row->run(app, row->value);
}

void action_run_row(struct app *app, const struct action *row)
{
    if (!row || !row->enabled(app, row->value))
        return;
    action_run_within(app, row);
}

void action_run(struct app *app, enum action_id id)
{
    action_run_row(app, action_find(app, id));
}
