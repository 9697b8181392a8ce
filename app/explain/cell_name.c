// Several commands take a cell, and a script that names one must be told when there is none such.
#include "app/explain/cell_name.h"
#include <stdio.h>
#include <string.h>

bool cell_name_parse(struct terms_cell *cell, const char *text, struct status *status)
{
    char name[8] = "", end;
    *cell = (struct terms_cell){LENET_LAYERS, 0, 0, 0};
    int read =
        sscanf(text, "%7[A-Z0-9],%d,%d,%d%c", name, &cell->map, &cell->row, &cell->column, &end);
    for (int i = 0; i < LENET_LAYERS; i++)
        if (read >= 1 && read <= 4 && strcmp(name, lenet_layers[i].name) == 0)
            cell->layer = (enum lenet_layer_id)i;
    return terms_cell_exists(*cell) ||
           status_fail(
               status, STATUS_USAGE,
               "'%s' is no cell; one is written LAYER,MAP,ROW,COLUMN, counted from 0: C3,6,4,5",
               text);
}
