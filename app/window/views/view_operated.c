// Who looks at the figure sees at once that it is not the whole network: what is silenced is
// crossed out, maps with painted kernels have a corner, layers with noise have its amount above
// them.
#include "app/language/tr.h"
#include "app/session/operating.h"
#include "app/window/views/shared/view_common.h"
#include "app/window/views/views.h"
#include <stdio.h>

enum { MARK = 0xFFE14A, RIM = 0x000000 }; // seen on every colour of every colour map

static const uint32_t opaque = 0xFF000000u;

// A line with a rim.
static void draw_line(struct app *app, float x1, float y1, float x2, float y2)
{
    const float xy[4] = {x1, y1, x2, y2};
    float width = view_line(app);
    canvas_polyline(&app->canvas, xy, 2, 2.5f * width, 0x90000000u | RIM);
    canvas_polyline(&app->canvas, xy, 2, width, opaque | MARK);
}

static void cross_out(struct app *app, struct rect rect)
{
    float left = (float)rect.x, right = left + (float)rect.w;
    float top = (float)rect.y, bottom = top + (float)rect.h;
    draw_line(app, left, top, right, bottom);
    draw_line(app, left, bottom, right, top);
}

static bool is_silenced(const struct app *app, enum lenet_layer_id layer, int map, int row,
                        int column)
{
    return operating_silences(&app->session, (struct terms_cell){layer, map, row, column});
}

// A map that is silenced whole is crossed out as one; else its cells are.
static void cross_out_map(struct app *app, enum lenet_layer_id layer, int map)
{
    int side = lenet_layers[layer].side;
    if (side > 1 && is_silenced(app, layer, map, -1, -1)) {
        cross_out(app, layout_map(&app->layout, layer, map));
        return;
    }
    for (int i = 0; i < side * side; i++)
        if (is_silenced(app, layer, map, i / side, i % side))
            cross_out(app, layout_cell(&app->layout,
                                       &(struct layout_hit){layer, map, i / side, i % side}));
}

static bool has_painted_kernel(const struct app *app, enum lenet_layer_id layer, int map)
{
    struct operating_kernel kernel;
    for (int from = 0; from < lenet_layers[layer - 1].maps; from++)
        if (operating_kernel_of(&kernel, (struct terms_cell){layer, map, 0, 0}, from) &&
            operating_kernel_is_painted(&app->session, kernel))
            return true;
    return false;
}

static void mark_corner(struct app *app, struct rect map)
{
    float size = (float)ui_px(&app->ui, 8);
    size = size < (float)map.w ? size : (float)map.w;
    float right = (float)(map.x + map.w), top = (float)map.y;
    const float rim[6] = {right - size - 2, top, right, top, right, top + size + 2};
    const float xy[6] = {right - size, top, right, top, right, top + size};
    canvas_triangle(&app->canvas, rim, opaque | RIM);
    canvas_triangle(&app->canvas, xy, opaque | MARK);
}

static void mark_noise(struct app *app, enum lenet_layer_id layer)
{
    const struct layout_layer *place = &app->layout.layer[layer];
    float noise = app->session.operating.steps.ablation.noise[layer];
    int width = ui_px(&app->ui, 2);
    if (noise == 0)
        return;
    struct rect area = rect_inset(place->area, -2 * width);
    canvas_outline(&app->canvas, area, 0, (float)width, opaque | MARK);
    char text[24];
    tr_print(text, sizeof text, "± %.2f", (double)noise);
    int needed = text_width(app->text, TEXT_SMALL, text) + ui_px(&app->ui, 6);
    struct rect tag = {area.x, area.y, needed, text_height(app->text, TEXT_SMALL)};
    int headings = place->size.y + place->size.h;
    tag.y = tag.y - tag.h > headings ? tag.y - tag.h : area.y + area.h;
    if (needed > area.w)
        return;
    canvas_fill(&app->canvas, tag, opaque | MARK);
    text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_CENTRE, tag, opaque | RIM, text);
}

void view_operated(struct app *app)
{
    if (!operating_is(&app->session))
        return;
    for (int i = LENET_C1; i <= LENET_F6; i++) {
        enum lenet_layer_id layer = (enum lenet_layer_id)i;
        if (app->layout.hidden_layers & 1u << i)
            continue;
        for (int map = 0; map < lenet_layers[i].maps; map++) {
            cross_out_map(app, layer, map);
            if (has_painted_kernel(app, layer, map))
                mark_corner(app, layout_map(&app->layout, layer, map));
        }
        mark_noise(app, layer);
    }
}
