// What is said of the weights in use.
#include "app/window/shell_private.h"
#include "nn/base/printable.h"
#include <stdio.h>

void app_note_weights(struct app *app, enum weights_from from, const char *what,
                      const char *description)
{
    app->session.weights_from = from;
    app->session.weights_version++;
    app->dirty = true;
    app->session.model_info.calibrated = false;
    app->session.model_info.calibration = calibration_unknown;
    snprintf(app->session.model_info.description, sizeof app->session.model_info.description, "%s",
             description);
    snprintf(app->session.weights_note, sizeof app->session.weights_note, "%s%s%s", what,
             description[0] ? ": " : "", description);
    printable_line(app->session.weights_note);
}
