// Words that fit, and values as colours: what several views draw alike.
#include "app/window/views/view_common.h"
#include "app/paint/colour_maps.h"
#include <math.h>

const char *view_fitting(struct app *app, enum text_style style, int width, const char *text,
                         const char *shorter)
{
    return text_width(app->text, style, text) <= width ? text : shorter;
}

float view_line(const struct app *app)
{
    return fmaxf(1, floorf(app->layout.scale));
}

void view_range(const struct app *app, enum lenet_layer_id layer, int map, float *low, float *high)
{
    if (layer == LENET_INPUT || layer == LENET_OUTPUT) {
        *low = layer == LENET_INPUT ? lenet_input_level(0) : 0;
        *high = layer == LENET_INPUT ? lenet_input_level(255) : 1;
        return;
    }
    const struct lenet_layer *shape = &lenet_layers[layer];
    const float *value = lenet_layer_values(&app->session.reading.activations, layer);
    int count = shape->maps * shape->side * shape->side;
    if (!app->session.settings.shared_scale && shape->side > 1) {
        count = shape->side * shape->side;
        value += map * count;
    }
    *low = *high = value[0];
    for (int i = 1; i < count; i++) {
        *low = fminf(*low, value[i]);
        *high = fmaxf(*high, value[i]);
    }
}

void view_weights(struct app *app, struct rect rect, const float *weight, int rows, int columns,
                  float largest)
{
    canvas_values(&app->canvas, rect, weight, rows, columns, &colour_map_signed, -largest, largest);
}
