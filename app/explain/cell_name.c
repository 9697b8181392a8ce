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

// Reads ",6,4,5" and shorter, whole numbers only. Returns how many there are, or -1.
static int read_fields(int field[FIELDS], const char *at)
{
    int count = 0;
    for (; *at == ','; count++) {
        at++;
        if (count == FIELDS || *at < '0' || *at > '9')
            return -1;
        for (field[count] = 0; *at >= '0' && *at <= '9'; at++)
            if (field[count] < FIELD_MOST)
                field[count] = field[count] * 10 + (*at - '0');
    }
    return *at == '\0' ? count : -1;
}

bool cell_name_parse(struct terms_cell *cell, const char *text, struct status *status)
{
    int field[FIELDS] = {0};
    enum lenet_layer_id layer = find_layer(text);
    if (layer == LENET_LAYERS)
        return refuse(text, "it begins with no layer", status);
    const struct lenet_layer *shape = &lenet_layers[layer];
    const int end[FIELDS] = {shape->maps, shape->side, shape->side};
    if (read_fields(field, text + strlen(shape->name)) < 0)
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
