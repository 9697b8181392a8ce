// What opens the sheet stands in views (a layer's name) and in a menu; both know this.
#include "app/window/screen/weight_sheet.h"

enum lenet_layer_id weight_sheet_layer(const struct app *app)
{
    enum lenet_layer_id layer = app->sheet.layer;
    return layer == LENET_INPUT ? LENET_C1 : layer; // in the beginning
}

void weight_sheet_choose(struct app *app, enum lenet_layer_id layer)
{
    const struct pin *pin = &app->session.pin;
    if (layer == LENET_INPUT)
        return;
    if (layer != app->sheet.layer)
        app->sheet.row = app->sheet.column = 0;
    app->sheet.layer = layer;
    if (layer == LENET_C5 && pin->held && pin->cell.layer == LENET_C5)
        app->sheet.unit = pin->cell.map;
}

void weight_sheet_open(struct app *app, enum lenet_layer_id layer)
{
    weight_sheet_choose(app, layer);
    questions_open(&app->session.questions, QUESTION_KERNELS);
}
