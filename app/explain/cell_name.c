// Several commands take a cell, and a script that names one must be told what is wrong with it:
// another cell explained in its place would be believed.
#include "app/explain/cell_name.h"

#include <stdio.h>
#include <string.h>

enum { FIELDS = 3, FIELD_MOST = 10000 }; // no layer has as many of anything

static const char *const field_names[FIELDS] = {"map", "row", "column"};

static bool refuse(const char *text, const char *why, struct status *status)
{
    return status_fail(status, STATUS_USAGE,
                       "'%s' is no cell: %s; one is written LAYER,MAP,ROW,COLUMN, counted from 0: "
                       "C3,6,4,5",
                       text, why);
}

// The layer whose name stands before the first comma, or LENET_LAYERS.
static enum lenet_layer_id find_layer(const char *text)
{
    size_t length = strcspn(text, ",");
    int layer = LENET_INPUT;
    while (layer < LENET_LAYERS && (strlen(lenet_layers[layer].name) != length ||
                                    strncmp(lenet_layers[layer].name, text, length) != 0))
        layer++;
    return (enum lenet_layer_id)layer;
}

// Reads ",6,4,5" and shorter, whole numbers only. False if it is written otherwise.
static bool read_fields(int field[FIELDS], const char *at)
{
    int count = 0;
    for (; *at == ','; count++) {
        at++;
        if (count == FIELDS || *at < '0' || *at > '9')
            return false;
        for (field[count] = 0; *at >= '0' && *at <= '9'; at++)
            if (field[count] < FIELD_MOST)
                field[count] = field[count] * 10 + (*at - '0');
    }
    return *at == '\0';
}

// Reads all that is there; what is left out at the end is `left_out`.
static bool read_cell(struct terms_cell *cell, int left_out, const char *text,
                      struct status *status)
{
    int field[FIELDS] = {left_out, left_out, left_out};
    enum lenet_layer_id layer = find_layer(text);
    if (layer == LENET_LAYERS)
        return refuse(text, "it begins with no layer", status);
    const struct lenet_layer *shape = &lenet_layers[layer];
    const int end[FIELDS] = {shape->maps, shape->side, shape->side};
    if (!read_fields(field, text + strlen(shape->name)))
        return refuse(text, "up to three whole numbers follow the layer, with commas", status);
    for (int i = 0; i < FIELDS; i++) {
        char why[64];
        snprintf(why, sizeof why, "the last %s of %s is %d", field_names[i], shape->name,
                 end[i] - 1);
        if (field[i] >= end[i])
            return refuse(text, why, status);
    }
    *cell = (struct terms_cell){layer, field[0], field[1], field[2]};
    return true;
}

bool cell_name_parse(struct terms_cell *cell, const char *text, struct status *status)
{
    return read_cell(cell, 0, text, status);
}

bool cell_name_parse_part(struct terms_cell *part, const char *text, struct status *status)
{
    if (!read_cell(part, -1, text, status))
        return false;
    if (part->layer == LENET_INPUT || part->layer == LENET_OUTPUT)
        return refuse(text, "only C1 to F6 can be silenced", status);
    return part->row < 0 || part->column >= 0 || refuse(text, "its column is missing", status);
}

void cell_name_format(char text[CELL_NAME_SIZE], struct terms_cell part)
{
    const struct lenet_layer *layer = &lenet_layers[part.layer];
    if (part.map < 0)
        snprintf(text, CELL_NAME_SIZE, "%s", layer->name);
    else if (part.row < 0 || layer->side == 1)
        snprintf(text, CELL_NAME_SIZE, "%s,%d", layer->name, part.map);
    else
        snprintf(text, CELL_NAME_SIZE, "%s,%d,%d,%d", layer->name, part.map, part.row, part.column);
}
