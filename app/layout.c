// See layout.h. From top to bottom: the menu bar, a row of cards, the figure. Lengths are logical
// pixels until px() turns them into device pixels; cells of maps are whole device pixels and grow
// one at a time while everything still fits.
#include "app/layout.h"
#include <math.h>
#include <string.h>

static const float min_logical_width = 512, min_logical_height = 350;

// What changes with the room there is, in device pixels.
struct spacing {
    int gap;     // around and between cards
    int padding; // inside cards
    int title;   // height of a card's title row
    int row;     // between a title row and what follows
    int tool;    // side of a tool button
    int small;   // height of a line of small text
};

static int px(const struct layout *layout, float logical)
{
    return (int)lrintf(logical * layout->scale);
}

static int min_int(int a, int b)
{
    return a < b ? a : b;
}

static int max_int(int a, int b)
{
    return a > b ? a : b;
}

static struct spacing choose_spacing(const struct layout *layout)
{
    float logical_height = (float)layout->height / layout->scale;
    float logical_width = (float)layout->width / layout->scale;
    bool roomy = logical_height >= 640 && logical_width >= 960;
    bool tight = logical_height < 480 || logical_width < 640;
    struct spacing spacing = {
        .gap = px(layout, tight ? 4 : 8),
        .padding = px(layout, tight   ? 6
                              : roomy ? 12
                                      : 8),
        .title = px(layout, tight ? 20 : 24),
        .row = px(layout, tight ? 4 : 8),
        .tool = px(layout, roomy   ? 32
                           : tight ? 20
                                   : 28),
        .small = px(layout, 16),
    };
    return spacing;
}

// ---- The row of cards ----

static struct rect card_title(const struct spacing *spacing, struct rect card)
{
    return (struct rect){card.x + spacing->padding, card.y + spacing->padding,
                         card.w - 2 * spacing->padding, spacing->title};
}

static struct rect card_body(const struct spacing *spacing, struct rect card)
{
    int top = spacing->padding + spacing->title + spacing->row;
    return (struct rect){card.x + spacing->padding, card.y + top, card.w - 2 * spacing->padding,
                         card.h - top - spacing->padding};
}

static int draw_card_width(const struct layout *layout, const struct spacing *spacing, int height)
{
    struct rect body = card_body(spacing, (struct rect){0, 0, layout->width, height});
    return body.h + spacing->row + spacing->tool + 2 * spacing->padding;
}

static void place_draw_card(struct layout *layout, const struct spacing *spacing, struct rect card)
{
    layout->draw_card = card;
    layout->draw_title = card_title(spacing, card);
    struct rect body = card_body(spacing, card);
    layout->pad = (struct rect){body.x, body.y, body.h, body.h};
    int gap = min_int(spacing->row, (body.h - LAYOUT_TOOLS * spacing->tool) / (LAYOUT_TOOLS - 1));
    for (int i = 0; i < LAYOUT_TOOLS; i++)
        layout->tool[i] =
            (struct rect){body.x + body.h + spacing->row, body.y + i * (spacing->tool + gap),
                          spacing->tool, spacing->tool};
    // The brush shares the title's row, and ends where the pad ends.
    int label = px(layout, 56);
    layout->brush = layout->draw_title;
    layout->brush.x += label;
    layout->brush.w -= label;
    layout->draw_title.w = label;
}

// Returns the width that the card needs at this height.
static int sees_card_width(const struct layout *layout, const struct spacing *spacing, int height,
                           int *image, int *caption)
{
    struct rect body = card_body(spacing, (struct rect){0, 0, layout->width, height});
    *caption = body.h > px(layout, 200) ? 2 * spacing->small + spacing->row : 0;
    *image = max_int(1, (body.h - *caption) / LENET_SIDE) * LENET_SIDE;
    return max_int(*image, px(layout, 124)) + 2 * spacing->padding;
}

static void place_sees_card(struct layout *layout, const struct spacing *spacing, struct rect card,
                            int image, int caption)
{
    layout->sees_visible = true;
    layout->sees_card = card;
    layout->sees_title = card_title(spacing, card);
    struct rect body = card_body(spacing, card);
    layout->sees_image = (struct rect){body.x + (body.w - image) / 2, body.y, image, image};
    layout->sees_caption = (struct rect){body.x, body.y + image + spacing->row, body.w,
                                         caption ? caption - spacing->row : 0};
}

static void place_reading_card(struct layout *layout, const struct spacing *spacing,
                               struct rect card)
{
    layout->reading_card = card;
    layout->reading_title = card_title(spacing, card);
    struct rect body = card_body(spacing, card);
    int verdict = min_int(body.w * 36 / 100, body.h);
    int note = body.h - verdict >= spacing->small * 2 ? spacing->small * 2 : 0;
    int top = body.y + (body.h - verdict - note) / 2;
    layout->verdict = (struct rect){body.x, top, verdict, verdict};
    layout->verdict_note = (struct rect){body.x, top + verdict, verdict, note};
    int left = body.x + verdict + 2 * spacing->row;
    int pitch = min_int(body.h / LENET_CLASSES, px(layout, 36));
    int first = body.y + (body.h - pitch * LENET_CLASSES) / 2;
    for (int i = 0; i < LENET_CLASSES; i++)
        layout->bar[i] = (struct rect){left, first + i * pitch, body.x + body.w - left, pitch};
}

static void place_side_card(struct layout *layout, const struct spacing *spacing, struct rect card)
{
    layout->side_visible = true;
    layout->side_card = card;
    layout->side_title = card_title(spacing, card);
    layout->side_body = card_body(spacing, card);
}

static void place_cards(struct layout *layout, const struct spacing *spacing, struct rect row,
                        bool training)
{
    int image, caption;
    struct rect draw = row, sees = row, reading = row, side = row;
    draw.w = draw_card_width(layout, spacing, row.h);
    sees.w = sees_card_width(layout, spacing, row.h, &image, &caption);
    sees.x = draw.x + draw.w + spacing->gap;
    int reading_min = px(layout, 228), side_min = px(layout, 196);
    int rest = row.x + row.w - (sees.x + sees.w + spacing->gap);
    bool room_for_side = rest >= reading_min + spacing->gap + side_min;
    place_draw_card(layout, spacing, draw);
    if (room_for_side || !training)
        place_sees_card(layout, spacing, sees, image, caption);
    if (room_for_side) {
        reading.w = max_int(reading_min, min_int((rest - spacing->gap) * 11 / 20, px(layout, 480)));
        reading.x = sees.x + sees.w + spacing->gap;
        side.x = reading.x + reading.w + spacing->gap;
        side.w = row.x + row.w - side.x;
        place_side_card(layout, spacing, side);
    } else if (training) {
        reading.x = sees.x;
        reading.w = reading_min;
        side.x = reading.x + reading.w + spacing->gap;
        side.w = row.x + row.w - side.x;
        place_side_card(layout, spacing, side);
    } else {
        reading.x = sees.x + sees.w + spacing->gap;
        reading.w = rest;
    }
    place_reading_card(layout, spacing, reading);
}

// ---- The figure ----

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
        if (layer_height(&layout->layer[id]) > height)
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
    layer->area = (struct rect){x + (width - w) / 2, body.y + (body.h - h) / 2, w, h};
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
    int height = px(layout, 36), width = max_int(input->area.w, px(layout, 72));
    int below = body.y + body.h - (input->area.y + input->area.h);
    layout->legend = (struct rect){0, 0, 0, 0};
    if (below < height + px(layout, 12) || width > input->name.w)
        return;
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

static void place_figure(struct layout *layout, const struct spacing *spacing, struct rect card)
{
    layout->figure_card = card;
    struct rect inside = rect_inset(card, spacing->padding);
    int line = spacing->small;
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

float layout_scale(int width, int height, float wanted)
{
    return fminf(wanted,
                 fminf((float)width / min_logical_width, (float)height / min_logical_height));
}

void layout_compute(struct layout *layout, int width, int height, float scale, bool training,
                    unsigned hidden_layers)
{
    memset(layout, 0, sizeof *layout);
    layout->width = width;
    layout->height = height;
    layout->scale = layout_scale(width, height, scale);
    layout->hidden_layers = hidden_layers;
    struct spacing spacing = choose_spacing(layout);
    int menu = px(layout, (float)height / layout->scale < 480 ? 28 : 32);
    layout->menu = (struct rect){0, 0, width, menu};
    struct rect inside = {spacing.gap, menu + spacing.gap, width - 2 * spacing.gap,
                          height - menu - 2 * spacing.gap};
    // The pad takes about two fifths of the height, and not more than fits beside the others.
    bool tight = (float)height / layout->scale < 480;
    int top = min_int(height * (tight ? 45 : 40) / 100, width * 25 / 100 + px(layout, 32));
    struct rect row = {inside.x, inside.y, inside.w, top};
    struct rect figure = {inside.x, inside.y + top + spacing.gap, inside.w,
                          inside.h - top - spacing.gap};
    place_cards(layout, &spacing, row, training);
    place_figure(layout, &spacing, figure);
}

// ---- Cells ----

static bool is_units(enum lenet_layer_id layer)
{
    return layer == LENET_C5 || layer == LENET_F6 || layer == LENET_OUTPUT;
}

struct rect layout_map(const struct layout *layout, enum lenet_layer_id id, int map)
{
    if (is_units(id))
        return layout_cell(layout, &(struct layout_hit){id, map, 0, 0});
    const struct layout_layer *layer = &layout->layer[id];
    int side = layer->columns * layer->cell;
    return (struct rect){layer->area.x + map % layer->map_columns * (side + layer->gap),
                         layer->area.y + map / layer->map_columns * (side + layer->gap), side,
                         side};
}

struct rect layout_cell(const struct layout *layout, const struct layout_hit *hit)
{
    const struct layout_layer *layer = &layout->layer[hit->layer];
    struct rect map = layer->area;
    int row = hit->row, column = hit->column;
    if (is_units(hit->layer)) {
        row = hit->map / layer->columns;
        column = hit->map % layer->columns;
    } else {
        map = layout_map(layout, hit->layer, hit->map);
    }
    return (struct rect){map.x + column * layer->cell, map.y + row * layer->cell_height,
                         layer->cell, layer->cell_height};
}

static bool hit_units(const struct layout *layout, enum lenet_layer_id id, int x, int y,
                      struct layout_hit *hit)
{
    const struct layout_layer *layer = &layout->layer[id];
    int column = id == LENET_OUTPUT ? 0 : (x - layer->area.x) / layer->cell;
    int unit = (y - layer->area.y) / layer->cell_height * layer->columns + column;
    *hit = (struct layout_hit){id, unit, 0, 0};
    return true;
}

static bool hit_maps(const struct layout *layout, enum lenet_layer_id id, int x, int y,
                     struct layout_hit *hit)
{
    const struct layout_layer *layer = &layout->layer[id];
    int pitch = layer->columns * layer->cell + layer->gap;
    int map_column = (x - layer->area.x) / pitch, map_row = (y - layer->area.y) / pitch;
    int column = (x - layer->area.x) % pitch / layer->cell;
    int row = (y - layer->area.y) % pitch / layer->cell;
    *hit = (struct layout_hit){id, map_row * layer->map_columns + map_column, row, column};
    return column < layer->columns && row < layer->rows; // else between two maps
}

bool layout_hit(const struct layout *layout, int x, int y, struct layout_hit *hit)
{
    for (int i = 0; i < LENET_LAYERS; i++) {
        enum lenet_layer_id id = (enum lenet_layer_id)i;
        if (rect_contains(layout->layer[i].area, x, y))
            return is_units(id) ? hit_units(layout, id, x, y, hit)
                                : hit_maps(layout, id, x, y, hit);
    }
    return false;
}
