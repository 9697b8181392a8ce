// Cells of the network as a command line names them: "C3,6,4,5".
#ifndef APP_EXPLAIN_CELL_NAME_H
#define APP_EXPLAIN_CELL_NAME_H

#include "nn/base/status.h"
#include "nn/explain/terms.h"

enum { CELL_NAME_SIZE = 32 };

// Reads "LAYER,MAP,ROW,COLUMN", counted from 0; what is left out at the end is 0. Fails, saying
// what is wrong with it, for what is no cell; `cell` is then unfinished.
bool cell_name_parse(struct terms_cell *cell, const char *text, struct status *status);
// Reads what can be silenced (see nn/explain/ablation.h): "C3" is the layer, "C3,6" a map or a
// unit, "C3,6,4,5" a cell; what is left out is -1. C1 to F6 only.
bool cell_name_parse_part(struct terms_cell *part, const char *text, struct status *status);

// Writes a cell or a part as both read it; of units, without the row and the column.
void cell_name_format(char text[CELL_NAME_SIZE], struct terms_cell part);

#endif
