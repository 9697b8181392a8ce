// Cells of the network as a command line names them: "C3,6,4,5".
#ifndef APP_EXPLAIN_CELL_NAME_H
#define APP_EXPLAIN_CELL_NAME_H

#include "nn/base/status.h"
#include "nn/explain/terms.h"

// Reads "LAYER,MAP,ROW,COLUMN", counted from 0; what is left out is 0. Fails, saying how one is
// written, for what is no cell.
bool cell_name_parse(struct terms_cell *cell, const char *text, struct status *status);

#endif
