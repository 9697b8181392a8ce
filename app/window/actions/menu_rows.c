// Handlers that rows of several menus have.
#include "app/window/actions/menu_rows.h"
#include "app/window/dialogs/files/dialog_elsewhere.h"
#include "app/window/screen/screen.h"

bool menu_always(const struct app *app, int value)
{
    (void)app;
    (void)value;
    return true;
}

bool menu_has_drawing(const struct app *app, int value)
{
    (void)value;
    return !app->session.reading.empty;
}

void menu_choose_file(struct app *app, int purpose)
{
    dialog_elsewhere_open(app, (enum file_purpose)purpose);
}
