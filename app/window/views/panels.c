// The panels are drawn by the list of them in layout.h, so that a new one is added there.
#include "app/window/views/panels.h"
#include "app/window/views/views.h"

void panels_draw_one(struct app *app, enum layout_panel panel)
{
    static void (*const draw[PANELS])(struct app *) = {
#define PANELS_VIEW(id, name) [PANEL_##id] = view_##name,
        LAYOUT_PANELS(PANELS_VIEW)
#undef PANELS_VIEW
    };
    if (layout_shows(&app->layout, panel))
        draw[panel](app);
}

void panels_draw(struct app *app)
{
    for (int i = 0; i < PANELS; i++)
        panels_draw_one(app, (enum layout_panel)i);
}
