// Eight layers of very different shape must fill one card evenly. No formula does that at every
// size: cells of maps are whole device pixels and grow one at a time while everything still fits.
#include "app/window/layout/layout_figure.h"

#include <string.h>

// The ramp and its words, under INPUT; at least this far from it.
static const float legend_height = 28, legend_gap = 4;

// How a layer is arranged, how much room its headings need, and how large its cells are compared
// with the others'.
struct shape {
    int map_columns, map_rows, columns, rows;
    float heading;     // logical width
    float cell_weight; // cells grow in this proportion
};

static const struct shape shapes[LENET_LAYERS] = {
    [LENET_INPUT] = {1, 1, 32, 32, 50, 4}, [LENET_C1] = {2, 3, 28, 28, 56, 4},
    [LENET_S2] = {2, 3, 14, 14, 56, 3},    [LENET_C3] = {4, 4, 10, 10, 62, 6},
    [LENET_S4] = {4, 4, 5, 5, 50, 5},      [LENET_C5] = {1, 1, 8, 15, 30, 10},
    [LENET_F6] = {1, 1, 7, 12, 30, 10},    [LENET_OUTPUT] = {1, 1, 1, 10, 62, 0},
};

static int layer_width(const struct layout_layer *layer)
{
    return layer->map_columns * layer->columns * layer->cell +
           (layer->map_columns - 1) * layer->gap + layer->label;
}

static int layer_height(const struct layout_layer *layer)
{
    return layer->map_rows * layer->rows * layer->cell_height + (layer->map_rows - 1) * layer->gap;
}

static bool is_hidden(const struct layout *layout, int id)
{
    return layout->hidden_layers & 1u << id;
}

static int column_width(const struct layout *layout, enum lenet_layer_id id)
{
    return max_int(layer_width(&layout->layer[id]), px(layout, shapes[id].heading));
}

static bool figure_fits(const struct layout *layout, int width, int height, int min_link)
{
    int sum = -min_link;
    for (int id = 0; id < LENET_LAYERS; id++) {
        if (is_hidden(layout, id))
            continue;
        sum += min_link + column_width(layout, (enum lenet_layer_id)id);
        int legend = id == LENET_INPUT ? px(layout, legend_height + legend_gap) : 0;
        if (layer_height(&layout->layer[id]) + legend > height)
            return false;
    }
    return sum <= width;
}

// Grows the cells, always those that lag most behind their proportion, while everything fits.
static void grow_cells(struct layout *layout, int width, int height, int min_link)
{
    bool full[LENET_LAYERS] = {[LENET_OUTPUT] = true};
    for (;;) {
        int next = -1;
        float least = 0;
        for (int id = 0; id < LENET_LAYERS; id++) {
            float share = (float)layout->layer[id].cell / shapes[id].cell_weight;
            if (!full[id] && !is_hidden(layout, id) && (next < 0 || share < least)) {
                next = id;
                least = share;
            }
        }
        if (next < 0)
            return;
        struct layout_layer *layer = &layout->layer[next];
        layer->cell_height = ++layer->cell;
        if (!figure_fits(layout, width, height, min_link)) {
            layer->cell_height = --layer->cell;
            full[next] = true;
        }
    }
}

static void place_layer(struct layout *layout, enum lenet_layer_id id, int x, int width,
                        struct rect body, int line)
{
    struct layout_layer *layer = &layout->layer[id];
    int w = layer_width(layer), h = layer_height(layer);
    int below = id == LENET_INPUT ? px(layout, legend_height + legend_gap) : 0;
    int top = min_int((body.h - h) / 2, body.h - h - below);
    layer->area = (struct rect){x + (width - w) / 2, body.y + top, w, h};
    layer->name = (struct rect){x, body.y - line - px(layout, 4), width, line};
    layer->size = layer->name;
    if (!layout->one_line)
        layer->name.y -= line;
}

// Two lines below a layer, if the figure has room for them; they may reach into the space between
// the columns.
static void place_notes(struct layout *layout, struct rect body, int line)
{
    for (int id = 0; id < LENET_LAYERS; id++) {
        struct layout_layer *layer = &layout->layer[id];
        if (is_hidden(layout, id))
            continue;
        int before = id > 0 ? layout->link[id].w / 2 : 0;
        int after = id + 1 < LENET_LAYERS ? layout->link[id + 1].w / 2 : 0;
        int reach =
            min_int(min_int(id > 0 ? before : after, id + 1 < LENET_LAYERS ? after : before),
                    px(layout, 40));
        if (id == 0 || id + 1 == LENET_LAYERS)
            reach = 0;
        struct rect note = {layer->name.x - reach, body.y + body.h + px(layout, 4),
                            layer->name.w + 2 * reach, line};
        layer->kind = note;
        note.y += line;
        layer->range = note;
    }
}

static void place_legend(struct layout *layout, struct rect body)
{
    const struct layout_layer *input = &layout->layer[LENET_INPUT];
    int height = px(layout, legend_height);
    int width = min_int(max_int(input->area.w, px(layout, 72)), input->name.w);
    layout->legend = (struct rect){input->area.x + (input->area.w - width) / 2,
                                   body.y + body.h - height, width, height};
}

static void place_columns(struct layout *layout, struct rect inside, struct rect body)
{
    int used = 0, columns = 0;
    for (int id = 0; id < LENET_LAYERS; id++) {
        if (!is_hidden(layout, id)) {
            used += column_width(layout, (enum lenet_layer_id)id);
            columns++;
        }
    }
    int link = min_int((inside.w - used) / (columns - 1), px(layout, 96));
    int x = inside.x + (inside.w - used - link * (columns - 1)) / 2;
    for (int id = 0; id < LENET_LAYERS; id++) {
        if (is_hidden(layout, id))
            continue;
        int width = column_width(layout, (enum lenet_layer_id)id);
        if (id > 0) {
            layout->link[id] = (struct rect){x, body.y, link, body.h};
            x += link;
        }
        place_layer(layout, (enum lenet_layer_id)id, x, width, body, px(layout, 16));
        x += width;
    }
}

void layout_place_figure(struct layout *layout, const struct layout_spacing *spacing,
                         struct rect card)
{
    layout->card[PANEL_FIGURE] = card;
    struct rect inside = rect_inset(card, spacing->padding);
    int line = spacing->small, spare = min_int(px(layout, 4), spacing->padding / 2);
    inside.y -= spare; // headings and notes have air of their own
    inside.h += 2 * spare;
    bool notes = inside.h >= px(layout, 300);
    struct rect body = inside;
    bool wide = inside.w >= px(layout, 900);
    layout->one_line = wide;
    int heading = (wide ? 1 : 2) * line + px(layout, 4);
    body.y += heading;
    body.h -= heading + (notes ? 2 * line + px(layout, 4) : 0);
    for (int id = 0; id < LENET_LAYERS; id++) {
        const struct shape *shape = &shapes[id];
        layout->layer[id] = (struct layout_layer){
            .map_columns = shape->map_columns,
            .map_rows = shape->map_rows,
            .columns = shape->columns,
            .rows = shape->rows,
            .cell = 1,
            .cell_height = 1,
            .gap = max_int(1, px(layout, wide ? 4 : 2)),
        };
    }
    struct layout_layer *output = &layout->layer[LENET_OUTPUT];
    output->cell = output->cell_height = max_int(1, min_int(body.h / 10, px(layout, 24)));
    output->label = px(layout, wide ? 72 : 24);
    int min_link = px(layout, wide ? 20 : 10);
    grow_cells(layout, inside.w, body.h, min_link);

    place_columns(layout, inside, body);
    if (notes)
        place_notes(layout, body, line);
    place_legend(layout, body);
}

// ---- One layer ----------------------------------------------------------------------------------

// Cells as large as `room` has them in so many columns of maps, or of units; 0 if that does not
// part them evenly.
static int cell_in(const struct layout_layer *layer, int columns, struct rect room)
{
    int maps = layer->map_columns * layer->map_rows,
        parts = maps > 1 ? maps : layer->columns * layer->rows;
    int rows = parts / columns, side = maps > 1 ? layer->columns : 1,
        gap = maps > 1 ? layer->gap : 0;
    if (parts % columns != 0)
        return 0;
    return min_int((room.w - (columns - 1) * gap) / (columns * side),
                   (room.h - (rows - 1) * gap) / (rows * side));
}

// Maps, or units, stand in as many columns as let their cells be largest.
static void grow_layer(struct layout *layout, enum lenet_layer_id id, struct rect body)
{
    struct layout_layer *layer = &layout->layer[id];
    bool units = lenet_layers[id].side == 1, maps = lenet_layers[id].maps > 1 && !units;
    int parts = lenet_layers[id].maps, best = 1, cell = 0;
    if (id == LENET_OUTPUT) {
        layer->cell = layer->cell_height = max_int(1, min_int(body.h / 10, px(layout, 64)));
        layer->label = min_int(px(layout, 72), body.w - layer->cell);
        return;
    }
    for (int columns = 1; columns <= parts && (maps || units); columns++)
        if (cell_in(layer, columns, body) > cell) {
            best = columns;
            cell = cell_in(layer, columns, body);
        }
    if (units) {
        layer->columns = best;
        layer->rows = parts / best;
    } else if (maps) {
        layer->map_columns = best;
        layer->map_rows = parts / best;
    } else {
        cell = min_int(body.w, body.h) / layer->columns;
    }
    layer->cell = layer->cell_height = max_int(1, cell);
}

// At the lower edge: what the layer does and its range at the left, the legend at the right.
static void place_below(struct layout *layout, struct layout_layer *layer, struct rect below,
                        int line)
{
    int half = min_int(below.w / 2, px(layout, 168)), legend = min_int(half, px(layout, 160));
    layer->kind = (struct rect){below.x, below.y, half - px(layout, 8), line};
    layer->range = layer->kind;
    layer->range.y += line;
    layout->legend =
        (struct rect){below.x + below.w - legend, below.y, legend, px(layout, legend_height)};
}

// Where there is room for both, the name stands beside the ways to the other layers, else below
// them. Returns what is left of the body.
static struct rect place_heads(struct layout *layout, struct layout_layer *layer, struct rect body,
                               int line)
{
    int ways = px(layout, 24), name = px(layout, 140), gap = px(layout, 4);
    int width = min_int(body.w, px(layout, 8 * 72)), used = ways + gap;
    bool beside = width + name <= body.w;
    layout->layer_ways = (struct rect){body.x, body.y, width, ways};
    layer->name = (struct rect){body.x, body.y + ways + gap, body.w, line};
    if (beside)
        layer->name = (struct rect){body.x + body.w - name, body.y + (ways - line) / 2, name, line};
    else
        used += line + gap;
    layer->size = layer->name;
    return (struct rect){body.x, body.y + used, body.w, body.h - used};
}

void layout_place_layer(struct layout *layout, const struct layout_spacing *spacing,
                        struct rect card, enum lenet_layer_id id)
{
    struct rect body = rect_inset(card, spacing->padding);
    int line = spacing->small, below = 2 * line, corner = px(layout, 170);
    memset(layout->layer, 0, sizeof layout->layer);
    memset(layout->link, 0, sizeof layout->link);
    layout->card[PANEL_FIGURE] = card;
    layout->hidden_layers = ((1u << LENET_LAYERS) - 1) & ~(1u << id);
    layout->one_line = true;
    struct layout_layer *layer = &layout->layer[id];
    const struct shape *shape = &shapes[id];
    *layer = (struct layout_layer){.map_columns = shape->map_columns,
                                   .map_rows = shape->map_rows,
                                   .columns = shape->columns,
                                   .rows = shape->rows,
                                   .gap = max_int(1, px(layout, 4))};
    body = place_heads(layout, layer, body, line);
    struct rect rest = {body.x, body.y + body.h - below, body.w, below};
    place_below(layout, layer, rest, line);
    if (body.w >= px(layout, 800)) { // what stands below has the corners beside it
        body.x += corner;
        body.w -= 2 * corner;
    } else {
        body.h -= below + px(layout, 4);
    }
    grow_layer(layout, id, body);
    int w = layer_width(layer), h = layer_height(layer);
    layer->area = (struct rect){body.x + (body.w - w) / 2, body.y + (body.h - h) / 2, w, h};
}
