// Where in the figure the stage is: its layer in a frame, and the cell or the kernel that its
// numbers are of.
#include "app/window/views/step/view_step_figure.h"
#include "app/session/step/slow_motion.h"
#include "app/window/views/cell/view_cell.h"
#include "app/window/views/shared/view_common.h"

static bool is_seen(const struct app *app, enum lenet_layer_id layer)
{
    return !(app->layout.hidden_layers & 1u << layer);
}

static void frame_layer(struct app *app, enum lenet_layer_id layer)
{
    int line = ui_px(&app->ui, 2);
    if (is_seen(app, layer))
        canvas_outline(&app->canvas, rect_inset(app->layout.layer[layer].area, -2 * line), 0,
                       (float)line, app->ui.theme->accent);
}

static void mark(struct app *app, struct rect rect)
{
    int line = ui_px(&app->ui, 2);
    canvas_outline(&app->canvas, rect_inset(rect, -line), 0, (float)line, 0xFF000000u | VIEW_MARK);
}

static void mark_cell(struct app *app, struct terms_cell cell)
{
    if (is_seen(app, cell.layer))
        mark(app, view_cell_rect(app, cell));
}

// The map that the kernel makes, and all that its weight at hand is multiplied with in the one that
// it looks at.
static void mark_kernel(struct app *app)
{
    struct slow_motion_kernel kernel = slow_motion_kernel(&app->session);
    struct one_step_weight weight = kernel.weight;
    enum lenet_layer_id layer = weight.to.layer, below = layer - 1;
    const struct layout *layout = &app->layout;
    if (is_seen(app, layer))
        mark(app, layout_map(layout, layer, weight.to.map));
    if (!is_seen(app, below))
        return;
    bool pools = kernel.count == 1;
    struct rect map = layout_map(layout, below, pools ? weight.to.map : weight.from);
    if (kernel.count == 25) {
        int cell = layout->layer[below].cell, side = lenet_layers[layer].side;
        map = (struct rect){map.x + weight.column * cell, map.y + weight.row * cell, side * cell,
                            side * cell};
    }
    mark(app, map);
}

void view_step_figure(struct app *app)
{
    if (!app->session.slow_motion.on)
        return;
    struct slow_motion_stage stage = slow_motion_at(&app->session);
    bool kernel = stage.kind == SLOW_MOTION_GRADIENT || stage.kind == SLOW_MOTION_UPDATE;
    if (kernel) {
        mark_kernel(app);
        return;
    }
    frame_layer(app, stage.layer);
    if (stage.kind != SLOW_MOTION_FORWARD && stage.kind != SLOW_MOTION_BACK)
        return;
    struct terms_cell cell;
    bool shown = view_cell_shown(app, &cell);
    if (!(stage.kind == SLOW_MOTION_BACK && stage.layer == LENET_OUTPUT)) // its page is of all ten
        mark_cell(app, slow_motion_cell(&app->session, shown ? &cell : NULL));
}
