// Nobody loses what he looks at because something else opens: where several want the card, each has
// a tab.
#include "app/window/views/shared/view_tabs.h"
#include "app/language/tr.h"
#include "app/window/screen/request.h"
#include "app/window/views/shared/view_common.h"
#include "nn/base/name_list.h"
#include <stdio.h>

static void choose_tab(struct app *app, int tab)
{
    app->side_tab = (enum side_tab)tab;
}

// The longest that fits.
static const char *name_tab(struct app *app, enum side_tab tab, int width, char cell[64])
{
    const struct terms_cell *at = &app->session.pin.cell;
    const struct lenet_layer *layer = &lenet_layers[at->layer];
    if (tab == SIDE_TRAINING)
        return view_fitting(app, TEXT_BODY, width, tr("Training"), tr("Run"));
    if (tab == SIDE_OPERATING)
        return view_fitting(app, TEXT_BODY, width, tr("Operating table"),
                            view_fitting(app, TEXT_BODY, width, tr("Operating"), tr("Table")));
    if (tab == SIDE_STEP)
        return view_fitting(app, TEXT_BODY, width, tr("Slow motion"), tr("Step"));
    if (layer->side > 1)
        snprintf(cell, 64, "%s %d (%d, %d)", layer->name, at->map, at->row, at->column);
    else
        snprintf(cell, 64, "%s %d", layer->name, at->map);
    return view_fitting(app, TEXT_BODY, width, cell,
                        view_fitting(app, TEXT_BODY, width, layer->name, tr("Cell")));
}

bool view_tabs(struct app *app, struct rect rect)
{
    enum side_tab tabs[SIDE_TABS];
    char labels[160] = "", cell[64];
    int count = 0, front = 0;
    for (int i = 0; i < SIDE_TABS; i++) {
        if (!screen_has_tab(app, (enum side_tab)i))
            continue;
        front = (enum side_tab)i == screen_tab(app) ? count : front;
        tabs[count++] = (enum side_tab)i;
    }
    if (count < 2)
        return false;
    for (int i = 0; i < count; i++)
        name_list_add(labels, sizeof labels, "|",
                      name_tab(app, tabs[i], rect.w / count - ui_px(&app->ui, 8), cell));
    if (ui_choice(&app->ui, ui_id("side", 0), rect, labels, &front, 0))
        request(app, choose_tab, (int)tabs[front]);
    return true;
}
