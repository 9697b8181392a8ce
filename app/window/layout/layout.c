// Which panels have a card, which cell of which layer stands where, and which one lies under the
// pointer: the way there and back, over the same numbers, so that the two cannot disagree.
#include "app/window/layout/layout.h"
#include <stddef.h>

bool layout_shows(const struct layout *layout, enum layout_panel panel)
{
    return layout->card[panel].w > 0;
}

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

// ---- Pictures -----------------------------------------------------------------------------------

struct move {
    int x, y, times;
};

static void enlarge(struct rect *rects, size_t count, struct move move)
{
    for (size_t i = 0; i < count; i++)
        rects[i] =
            (struct rect){(rects[i].x - move.x) * move.times, (rects[i].y - move.y) * move.times,
                          rects[i].w * move.times, rects[i].h * move.times};
}

static void enlarge_layer(struct layout_layer *layer, struct move move)
{
    struct rect *const places[] = {&layer->area, &layer->name, &layer->size, &layer->kind,
                                   &layer->range};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        enlarge(places[i], 1, move);
    layer->cell *= move.times;
    layer->cell_height *= move.times;
    layer->gap *= move.times;
    layer->label *= move.times;
}

void layout_enlarge(struct layout *layout, int x, int y, int times)
{
    const struct move move = {x, y, times};
    struct rect *const places[] = {
        &layout->menu,          &layout->draw_title,   &layout->pad,        &layout->brush,
        &layout->brush_label,   &layout->sees_title,   &layout->sees_image, &layout->sees_caption,
        &layout->reading_title, &layout->reading_body, &layout->digits,     &layout->verdict,
        &layout->verdict_note,  &layout->correct,      &layout->learn,      &layout->side_title,
        &layout->side_body,     &layout->page_ways,    &layout->page_head,  &layout->page_body,
        &layout->legend,        &layout->layer_ways};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        enlarge(places[i], 1, move);
    enlarge(layout->card, PANELS, move);
    enlarge(layout->tool, LAYOUT_TOOLS, move);
    enlarge(layout->bar, LENET_CLASSES, move);
    enlarge(layout->link, LENET_LAYERS, move);
    for (int i = 0; i < LENET_LAYERS; i++)
        enlarge_layer(&layout->layer[i], move);
    layout->width *= times;
    layout->height *= times;
    layout->scale *= (float)times;
}
