// The card at the right: what is in front of what it can show.
#include "app/window/views/cell/view_cell.h"
#include "app/window/views/step/view_step.h"
#include "app/window/views/views.h"

void view_side(struct app *app)
{
    static void (*const draw[SIDE_TABS])(struct app *) = {
        [SIDE_TRAINING] = view_training,
        [SIDE_CELL] = view_inspector,
        [SIDE_OPERATING] = view_operating,
        [SIDE_STEP] = view_step,
    };
    draw[screen_tab(app)](app);
}
