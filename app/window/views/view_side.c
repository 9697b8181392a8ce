// The card at the right: the training panel if it is open, but the inspector as long as the pointer
// rests on a cell.
#include "app/window/views/views.h"

void view_side(struct app *app)
{
    if (app->session.settings.show_training && !app->hovering)
        view_training(app);
    else
        view_inspector(app);
}
