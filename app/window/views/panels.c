// The panels are drawn by the list of them in layout.h, so that a new one is added there.
#include "app/window/views/panels.h"
#include "app/window/views/views.h"

void panels_draw(struct app *app)
{
    static void (*const draw[PANELS])(struct app *) = {
#define PANELS_VIEW(id, name) [PANEL_##id] = view_##name,
        LAYOUT_PANELS(PANELS_VIEW)
#undef PANELS_VIEW
    };
    for (int i = 0; i < PANELS; i++)
        if (layout_shows(&app->layout, (enum layout_panel)i))
            draw[i](app);
}
