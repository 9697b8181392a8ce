// The menu Layers: which layers the figure shows, and on which scale their colours stand.
#include "app/window/actions/menu_rows.h"
#include "app/window/screen/screen.h"

// `layer`: enum lenet_layer_id.
static bool is_shown(const struct app *app, int layer)
{
    return !(app->session.settings.hidden_layers & 1u << layer);
}

static void toggle_layer(struct app *app, int layer)
{
    app->session.settings.hidden_layers ^= 1u << layer;
}

static bool hides_some(const struct app *app, int value)
{
    (void)value;
    return app->session.settings.hidden_layers != 0;
}

static void show_all(struct app *app, int value)
{
    (void)value;
    app->session.settings.hidden_layers = 0;
}

static bool has_scale(const struct app *app, int shared)
{
    return app->session.settings.shared_scale == shared;
}

static void choose_scale(struct app *app, int shared)
{
    app->session.settings.shared_scale = shared;
}

#define LAYER_ROW(layer, digit, words)                                                             \
    {                                                                                              \
        .label = words, .key = {{digit, MOD_CTRL}}, .run = toggle_layer, .enabled = menu_always,   \
        .checked = is_shown, .value = layer,                                                       \
    }

static const struct action rows[] = {
    LAYER_ROW(LENET_C1, '1', "C1  convolution"),
    LAYER_ROW(LENET_S2, '2', "S2  average"),
    LAYER_ROW(LENET_C3, '3', "C3  convolution"),
    LAYER_ROW(LENET_S4, '4', "S4  average"),
    LAYER_ROW(LENET_C5, '5', "C5  convolution"),
    LAYER_ROW(LENET_F6, '6', "F6  full connection"),
    {
        .label = "Show all layers",
        .key = {{'a', MOD_CTRL}},
        .run = show_all,
        .enabled = hides_some,
    },
    {
        .label = "Shared colour scale in a layer",
        .key = {{'l', 0}},
        .run = choose_scale,
        .enabled = menu_always,
        .checked = has_scale,
        .value = true,
        .group = true,
        .radio = true,
    },
    {
        .label = "Each map on its own scale",
        .key = {{'m', 0}},
        .run = choose_scale,
        .enabled = menu_always,
        .checked = has_scale,
        .value = false,
        .radio = true,
    },
};

const struct action_menu menu_layers = MENU_ROWS("Layers", rows);
