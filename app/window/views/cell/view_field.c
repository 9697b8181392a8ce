// What a cell is computed from, marked wherever it is on the screen: in every earlier layer, in the
// image that the network sees, and on the pad, where those pixels came from.
#include "app/paint/colour_maps.h"
#include "app/window/views/cell/view_cell.h"
#include "app/window/views/shared/view_common.h"
#include <math.h>

enum { LINKS = 12 }; // to the largest contributors

// ---- In the figure ------------------------------------------------------------------------------

// S2 and S4 read only the map of their own number. One layer further back, through the single map
// of a subsampling layer, it is everything.
static bool map_feeds(struct terms_cell cell, enum lenet_layer_id layer, int map)
{
    bool pools = cell.layer == LENET_S2 || cell.layer == LENET_S4;
    return !pools || layer + 1 != cell.layer || map == cell.map;
}

static struct rect field_rect(const struct layout *layout, enum lenet_layer_id layer, int map,
                              struct terms_field field)
{
    struct rect rect = layout_map(layout, layer, map);
    int cell = layout->layer[layer].cell;
    return (struct rect){rect.x + field.column * cell, rect.y + field.row * cell,
                         field.columns * cell, field.rows * cell};
}

static void outline(struct app *app, struct rect rect, int line)
{
    canvas_outline(&app->canvas, rect_inset(rect, -line), 0, (float)line, 0xFF000000u | VIEW_MARK);
}

// Two lines from the right edge of what feeds a cell to the cell, as in the paper's figure.
static void draw_rays(struct app *app, struct rect from, struct rect to)
{
    float line = fmaxf(1, app->layout.scale * 0.75f), x = (float)(from.x + from.w);
    uint32_t colour = 0x90000000u | VIEW_MARK;
    canvas_line(&app->canvas, x, (float)from.y, (float)to.x, (float)to.y, line, colour);
    canvas_line(&app->canvas, x, (float)(from.y + from.h), (float)to.x, (float)(to.y + to.h), line,
                colour);
}

// Outlines what feeds the cell in one layer; the rays begin at the right edge of `source`.
static void draw_source(struct app *app, struct terms_cell cell, enum lenet_layer_id layer,
                        struct rect *source)
{
    const struct layout *layout = &app->layout;
    int line = ui_px(&app->ui, 1);
    *source = layout->layer[layer].area;
    if (lenet_layers[layer].side == 1) { // all units
        outline(app, rect_inset(*source, -line), line);
        return;
    }
    struct terms_field field = terms_receptive_field(cell, layer);
    bool first = true;
    for (int map = 0; map < lenet_layers[layer].maps; map++) {
        if (!map_feeds(cell, layer, map))
            continue;
        struct rect rect = field_rect(layout, layer, map, field);
        outline(app, rect, line);
        // The last column of maps: from its topmost field to its lowest.
        if (first || rect.x > source->x)
            *source = rect;
        else if (rect.x == source->x)
            source->h = rect.y + rect.h - source->y;
        first = false;
    }
}

// Lines from what adds or takes away most, which are dashed: the width says how much of the most.
static void draw_links(struct app *app, struct terms_cell cell)
{
    const struct session *session = &app->session;
    if (cell.layer == LENET_INPUT || session->reading.empty ||
        app->layout.hidden_layers & 1u << (cell.layer - 1))
        return;
    struct terms terms;
    int order[LINKS];
    terms_of(&terms, session_network(session), &session->reading.activations, cell);
    int count = pin_largest(&terms, order, LINKS);
    struct rect to = view_cell_rect(app, cell);
    double most = fabs(terms.product[order[0]]);
    for (int i = count - 1; i >= 0 && most > 0; i--) {
        double product = terms.product[order[i]];
        struct rect from = view_cell_rect(app, pin_contributor(&terms, order[i]));
        float share = (float)(fabs(product) / most);
        uint32_t colour = colour_map_signed.colour[product < 0 ? 0 : 255];
        const float xy[4] = {(float)from.x + (float)from.w / 2, (float)from.y + (float)from.h / 2,
                             (float)to.x, (float)to.y + (float)to.h / 2};
        float width = app->layout.scale * (0.5f + 2.5f * share);
        colour = colour_with_alpha(colour, 0.35f + 0.55f * share);
        if (product < 0)
            ui_draw_dashes(&app->ui, xy, 2, width, colour);
        else
            canvas_line(&app->canvas, xy[0], xy[1], xy[2], xy[3], width, colour);
    }
}

// Where the number comes from that is at hand in the card.
static void draw_at_hand(struct app *app)
{
    struct terms_cell cell, input;
    if (!view_terms_at_hand(app, &cell, &input) || app->layout.hidden_layers & 1u << input.layer)
        return;
    outline(app, view_cell_rect(app, input), ui_px(&app->ui, 2));
}

void view_field(struct app *app, struct terms_cell cell)
{
    const struct layout *layout = &app->layout;
    if (layout->hidden_layers & 1u << cell.layer)
        return;
    struct rect target = view_cell_rect(app, cell);
    bool nearest = true;
    for (int i = (int)cell.layer - 1; i >= 0; i--) {
        struct rect source;
        if (layout->hidden_layers & 1u << i)
            continue;
        draw_source(app, cell, (enum lenet_layer_id)i, &source);
        if (nearest)
            draw_rays(app, source, target);
        nearest = false;
    }
    draw_links(app, cell);
    outline(app, target, ui_px(&app->ui, 2));
    draw_at_hand(app);
}

// ---- In the image and on the pad ----------------------------------------------------------------

// Seen on paper and on ink.
static void draw_frame(struct app *app, const float xy[10])
{
    float line = view_line(app);
    canvas_polyline(&app->canvas, xy, 5, 3 * line, 0x90000000u);
    canvas_polyline(&app->canvas, xy, 5, 1.5f * line, 0xFF000000u | VIEW_MARK);
}

// The corners in input pixels, the first one once more at the end; false if no cell is shown.
static bool input_frame(const struct app *app, float xy[10])
{
    struct terms_cell cell;
    if (app->session.reading.empty || !view_cell_shown(app, &cell))
        return false;
    struct terms_field field = terms_receptive_field(cell, LENET_INPUT);
    if (cell.layer >= LENET_F6) // through C5, all that one of its units sees
        field = terms_receptive_field((struct terms_cell){LENET_C5, 0, 0, 0}, LENET_INPUT);
    static const int right[5] = {0, 1, 1, 0, 0}, below[5] = {0, 0, 1, 1, 0};
    for (int i = 0; i < 5; i++) {
        xy[2 * i] = (float)(field.column + right[i] * field.columns);
        xy[2 * i + 1] = (float)(field.row + below[i] * field.rows);
    }
    return true;
}

void view_field_in_input(struct app *app, struct rect image)
{
    float xy[10], pixel = (float)image.w / LENET_SIDE;
    if (!input_frame(app, xy))
        return;
    for (int i = 0; i < 10; i += 2) {
        xy[i] = (float)image.x + xy[i] * pixel;
        xy[i + 1] = (float)image.y + xy[i + 1] * pixel;
    }
    draw_frame(app, xy);
}

void view_field_on_pad(struct app *app)
{
    struct rect pad = app->layout.pad;
    float xy[10], unit = (float)pad.w / PAD_SIDE;
    if (!input_frame(app, xy))
        return;
    for (int i = 0; i < 10; i += 2) {
        float x, y;
        reading_point_on_pad(&app->session.reading.normalized, &app->session.pad, xy[i], xy[i + 1],
                             &x, &y);
        xy[i] = (float)pad.x + x * unit;
        xy[i + 1] = (float)pad.y + y * unit;
    }
    draw_frame(app, xy);
}
