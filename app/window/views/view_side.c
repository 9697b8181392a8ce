// The card at the right: the training panel if it is open, but the pinned cell where that was asked
// for; else the inspector.
#include "app/window/views/cell/view_cell.h"
#include "app/window/views/views.h"

void view_side(struct app *app)
{
    if (view_cell_in_card(app))
        view_inspector(app);
    else
        view_training(app);
}
