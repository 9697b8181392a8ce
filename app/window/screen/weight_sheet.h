// Which weights the sheet of all weights shows (app/window/dialogs/dialog_kernels.c), and where the
// keyboard is in it.
#ifndef APP_WINDOW_SCREEN_WEIGHT_SHEET_H
#define APP_WINDOW_SCREEN_WEIGHT_SHEET_H

#include "app/window/screen/screen.h"

// The layer whose weights the sheet shows: C1 to OUTPUT.
enum lenet_layer_id weight_sheet_layer(const struct app *app);
// Shows the weights of a layer; INPUT, which has none, leaves the choice as it was. Of C5 those of
// one unit: the pinned one, else the one that was shown last.
void weight_sheet_choose(struct app *app, enum lenet_layer_id layer);
// The same, and opens the sheet.
void weight_sheet_open(struct app *app, enum lenet_layer_id layer);

#endif
