// Eight layers of very different shape must fill one card evenly. No formula does that at every
// size: cells of maps are whole device pixels and grow one at a time while everything still fits.
#include "app/window/screen/layout_figure.h"

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
