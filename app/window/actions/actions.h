// Every action of the window, once: the menu bar, the keyboard and the help all read this table. A
// menu is a file beside this one; an entry is a row of it, with its handlers above.
#ifndef APP_WINDOW_ACTIONS_ACTIONS_H
#define APP_WINDOW_ACTIONS_ACTIONS_H

#include "app/window/screen/action.h"

extern const struct action_table actions_of_window;

// Does nothing while it is not enabled.
void action_run(struct app *app, enum action_id id);
void action_run_row(struct app *app, const struct action *row);
// Even then: for rows whose key works only within another, and which say themselves why they
// cannot.
void action_run_within(struct app *app, const struct action *row);

#endif
