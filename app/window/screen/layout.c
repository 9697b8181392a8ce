// See layout.h. From top to bottom: the menu bar, a row of cards, the figure. Lengths are logical
// pixels until px() turns them into device pixels; cells of maps are whole device pixels and grow
// one at a time while everything still fits.
#include "app/window/screen/layout.h"
#include <math.h>
#include <string.h>

static const float min_logical_width = 512, min_logical_height = 350;
static const float tools_width = 72; // two tool buttons beside each other

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

// Where there is room beside the pad for tools and brush, the pad has the card's whole height.
static int draw_card_width(const struct layout *layout, const struct spacing *spacing, int height,
                           bool beside)
{
    if (beside)
        return height + spacing->row + px(layout, tools_width);
    struct rect body = card_body(spacing, (struct rect){0, 0, layout->width, height});
    return body.h + spacing->row + spacing->tool + 2 * spacing->padding;
}

// The pad at the left; at the right the title, the tools in two columns, the brush at the bottom.
static void place_wide_draw_card(struct layout *layout, const struct spacing *spacing,
                                 struct rect card)
{
    struct rect body = rect_inset(card, spacing->padding);
    layout->pad = (struct rect){body.x, body.y, body.h, body.h};
    int x = body.x + body.h + spacing->row, w = body.x + body.w - x;
    int top = body.y + spacing->title + spacing->row, pitch = spacing->tool + spacing->row;
    layout->draw_title = (struct rect){x, body.y, w, spacing->title};
    for (int i = 0; i < LAYOUT_TOOLS; i++)
        layout->tool[i] =
            (struct rect){x + i % 2 * pitch, top + i / 2 * pitch, spacing->tool, spacing->tool};
    layout->brush = (struct rect){x, body.y + body.h - spacing->title, w, spacing->title};
    layout->brush_label = layout->brush;
    layout->brush_label.y -= spacing->title;
}

static void place_draw_card(struct layout *layout, const struct spacing *spacing, struct rect card)
{
    struct rect body = card_body(spacing, card);
    layout->pad = (struct rect){body.x, body.y, body.h, body.h};
    int gap = min_int(spacing->row, (body.h - LAYOUT_TOOLS * spacing->tool) / (LAYOUT_TOOLS - 1));
    for (int i = 0; i < LAYOUT_TOOLS; i++)
        layout->tool[i] =
            (struct rect){body.x + body.h + spacing->row, body.y + i * (spacing->tool + gap),
                          spacing->tool, spacing->tool};
    // The brush shares the title's row, and ends where the tools end.
    int label = px(layout, 56);
    layout->draw_title = card_title(spacing, card);
    layout->brush = layout->draw_title;
    layout->brush.x += label;
    layout->brush.w -= label;
    layout->draw_title.w = label;
}

// Three lines under the image, where they leave a large one.
static int sees_caption_height(const struct layout *layout, const struct spacing *spacing,
                               int body_height)
{
    return body_height > px(layout, 200) ? 3 * spacing->small : 0;
}

// The largest image that a row of this height has room for.
static int sees_image_side(const struct layout *layout, const struct spacing *spacing, int height)
{
    struct rect body = card_body(spacing, (struct rect){0, 0, layout->width, height});
    int caption = sees_caption_height(layout, spacing, body.h);
    return max_int(1, (body.h - caption) / LENET_SIDE) * LENET_SIDE;
}

static int sees_card_width(const struct layout *layout, const struct spacing *spacing, int image)
{
    return max_int(image, px(layout, 72)) + 2 * spacing->padding;
}

static void place_sees_card(struct layout *layout, const struct spacing *spacing, struct rect card,
                            int image)
{
    layout->sees_visible = true;
    layout->sees_card = card;
    layout->sees_title = card_title(spacing, card);
    struct rect body = card_body(spacing, card);
    int caption = sees_caption_height(layout, spacing, body.h);
    int above = caption > 0 ? 0 : (body.h - image) / 2;
    layout->sees_image =
        (struct rect){body.x + (body.w - image) / 2, body.y + max_int(0, above), image, image};
    // It begins a little under the image and ends a little inside the padding.
    int top = layout->sees_image.y + image + px(layout, 4);
    if (caption > 0)
        layout->sees_caption =
            (struct rect){body.x, top, body.w, body.y + body.h + px(layout, 4) - top};
}

// Where there is room under the bars, both buttons stand there; else the first shares the title's
// row. Shortens the body.
static void place_teaching(struct layout *layout, const struct spacing *spacing, struct rect *body)
{
    int height = px(layout, 28), correct = px(layout, 60), learn = px(layout, 76);
    layout->correct = layout->learn = (struct rect){0, 0, 0, 0};
    if (body->h < px(layout, 220) || body->w < correct + spacing->row + learn) {
        struct rect *title = &layout->reading_title;
        layout->correct = (struct rect){title->x + title->w - correct, title->y, correct, title->h};
        title->w -= correct + spacing->row;
        return;
    }
    int top = body->y + body->h - height, left = body->x + correct + spacing->row;
    layout->correct = (struct rect){body->x, top, correct, height};
    layout->learn = (struct rect){left, top, body->x + body->w - left, height};
    body->h -= height + spacing->row;
}

// What the digit is wide at least, for the words beneath it in two lines, if that leaves the bars
// enough. The words may reach a little into the space around.
static const float verdict_least = 42, bars_least = 80, note_reach = 4;

static int verdict_width(const struct layout *layout, int card, int gap, int share)
{
    int room = card - gap - px(layout, bars_least);
    return max_int(card * share / 100, min_int(px(layout, verdict_least), room));
}

static void place_reading_card(struct layout *layout, const struct spacing *spacing,
                               struct rect card)
{
    layout->reading_card = card;
    layout->reading_title = card_title(spacing, card);
    struct rect body = card_body(spacing, card);
    place_teaching(layout, spacing, &body);
    bool narrow = body.w < px(layout, 168);
    int note = 2 * spacing->small; // what is said of it is never left out
    int gap = (narrow ? 1 : 2) * spacing->row;
    int width = verdict_width(layout, body.w, gap, narrow ? 30 : 36);
    int verdict = min_int(width, body.h - note), reach = px(layout, note_reach);
    int top = body.y + (body.h - verdict - note) / 2;
    layout->verdict = (struct rect){body.x + (width - verdict) / 2, top, verdict, verdict};
    layout->verdict_note = (struct rect){body.x - reach, top + verdict, width + 2 * reach, note};
    int left = body.x + width + gap;
    int pitch = min_int(body.h / LENET_CLASSES, px(layout, 44));
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

// Logical widths that cards are read at with ease, and what they get where the image
// has to shrink for them (in the smallest windows they get a little less).
static const float reading_min = 228, side_min = 196, side_max = 440;
static const float reading_least = 150, side_least = 144, image_least = 72;

// Places what the network sees from `left` on; returns where the next card begins. The image grows
// with the row's height but leaves `others` to the cards at its right.
static int add_sees_card(struct layout *layout, const struct spacing *spacing, struct rect row,
                         int left, int others)
{
    int image = sees_image_side(layout, spacing, row.h);
    int room = row.x + row.w - left - others - spacing->gap;
    while (sees_card_width(layout, spacing, image) > room &&
           image - LENET_SIDE >= px(layout, image_least))
        image -= LENET_SIDE;
    struct rect sees = {left, row.y, sees_card_width(layout, spacing, image), row.h};
    place_sees_card(layout, spacing, sees, image);
    return sees.x + sees.w + spacing->gap;
}

// The width of the card at the right, of what it shares with the reading; 0 if there is no room.
static int side_card_width(const struct layout *layout, const struct spacing *spacing, int rest,
                           bool training)
{
    int shared = rest - spacing->gap;
    if (shared >= px(layout, reading_min) + px(layout, side_min))
        return min_int(px(layout, side_max), min_int(max_int(shared / 2, px(layout, side_min)),
                                                     shared - px(layout, reading_min)));
    if (!training)
        return 0;
    return (int)((float)shared * side_least / (reading_least + side_least));
}

static void place_cards(struct layout *layout, const struct spacing *spacing, struct rect row,
                        bool training)
{
    int image = sees_card_width(layout, spacing, sees_image_side(layout, spacing, row.h));
    int easy = px(layout, reading_min) + spacing->gap + px(layout, side_min);
    int least = px(layout, reading_least) + spacing->gap + px(layout, side_least);
    struct rect draw = row, reading = row, side = row;
    draw.w = draw_card_width(layout, spacing, row.h, true);
    bool beside = draw.w + image + easy + 2 * spacing->gap <= row.w;
    draw.w = draw_card_width(layout, spacing, row.h, beside);
    layout->draw_card = draw;
    if (beside)
        place_wide_draw_card(layout, spacing, draw);
    else
        place_draw_card(layout, spacing, draw);
    reading.x = add_sees_card(layout, spacing, row, draw.x + draw.w + spacing->gap,
                              training ? least : px(layout, 190));
    int rest = row.x + row.w - reading.x;
    side.w = side_card_width(layout, spacing, rest, training);
    side.x = row.x + row.w - side.w;
    reading.w = side.w > 0 ? side.x - spacing->gap - reading.x : rest;
    place_reading_card(layout, spacing, reading);
    if (side.w > 0)
        place_side_card(layout, spacing, side);
}

// ---- The figure ----

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

static void place_figure(struct layout *layout, const struct spacing *spacing, struct rect card)
{
    layout->figure_card = card;
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

float layout_scale(int width, int height, float wanted)
{
    return fminf(wanted,
                 fminf((float)width / min_logical_width, (float)height / min_logical_height));
}

// The cards take about two fifths of the height, more where the figure has plenty or the pad would
// be small.
static float top_share(float logical_height)
{
    if (logical_height < 480)
        return 0.45f;
    return 0.41f + fminf(fmaxf(logical_height - 800, 0) / 280, 1) * 0.05f;
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
    int top = min_int((int)((float)height * top_share((float)height / layout->scale)),
                      width * 25 / 100 + px(layout, 32));
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
