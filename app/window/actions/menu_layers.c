// The menu Layers: which layers the figure shows, which of a unit's values, and on which scale
// their colours stand.
#include "app/language/tr.h"
#include "app/window/actions/menu_rows.h"
#include "app/window/projector/projector.h"
#include "app/window/screen/screen.h"
#include "app/window/screen/weight_sheet.h"

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

static bool is_large(const struct app *app, int value)
{
    (void)value;
    return app->projector.enlarged;
}

static void toggle_large(struct app *app, int value)
{
    (void)value;
    if (app->projector.enlarged) {
        projector_all_layers(app);
        return;
    }
    projector_enlarge(app, projector_layer_at_hand(app));
    projector_take_keys(app);
}

// Of the layer that is pinned, else of the one that was shown last.
static void open_weights(struct app *app, int value)
{
    const struct pin *pin = &app->session.pin;
    (void)value;
    weight_sheet_open(app, pin->held ? pin->cell.layer : weight_sheet_layer(app));
}

static bool shows_sums(const struct app *app, int value)
{
    (void)value;
    return app->session.before_sigmoid;
}

static void toggle_sums(struct app *app, int value)
{
    (void)value;
    session_show_before_sigmoid(&app->session, !app->session.before_sigmoid);
}

enum scale { SCALE_OF_MAP, SCALE_OF_LAYER, SCALE_FIXED };

static bool has_scale(const struct app *app, int scale)
{
    const struct settings *settings = &app->session.settings;
    return scale == (int)(settings->fixed_scale    ? SCALE_FIXED
                          : settings->shared_scale ? SCALE_OF_LAYER
                                                   : SCALE_OF_MAP);
}

static void choose_scale(struct app *app, int scale)
{
    struct settings *settings = &app->session.settings;
    settings->fixed_scale = scale == SCALE_FIXED;
    if (!settings->fixed_scale)
        settings->shared_scale = scale == SCALE_OF_LAYER;
}

#define LAYER_ROW(layer, digit, words)                                                             \
    {                                                                                              \
        .label = words, .key = {{digit, MOD_CTRL}}, .run = toggle_layer, .enabled = menu_always,   \
        .checked = is_shown, .value = layer, .of_figure = true,                                    \
    }

#define SCALE_ROW(scale, letter, words, first)                                                     \
    {                                                                                              \
        .label = words, .key = {{letter, 0}}, .run = choose_scale, .enabled = menu_always,         \
        .checked = has_scale, .value = scale, .group = first, .radio = true, .of_figure = true,    \
    }

static const struct action rows[] = {
    LAYER_ROW(LENET_C1, '1', TR("C1  convolution")),
    LAYER_ROW(LENET_S2, '2', TR("S2  average")),
    LAYER_ROW(LENET_C3, '3', TR("C3  convolution")),
    LAYER_ROW(LENET_S4, '4', TR("S4  average")),
    LAYER_ROW(LENET_C5, '5', TR("C5  convolution")),
    LAYER_ROW(LENET_F6, '6', TR("F6  full connection")),
    {
        .label = TR("Show all layers"),
        .key = {{'a', MOD_CTRL}},
        .run = show_all,
        .enabled = hides_some,
        .of_figure = true,
    },
    {
        .label = TR("One layer alone, large"),
        .key = {{KEY_F1 + 8, MOD_SHIFT}},
        .run = toggle_large,
        .enabled = menu_always,
        .checked = is_large,
        .of_figure = true,
    },
    {
        .label = TR("All weights of a layer"),
        .key = {{'a', 0}},
        .run = open_weights,
        .enabled = menu_always,
        .id = ACTION_ALL_WEIGHTS,
        .group = true,
    },
    {
        .label = TR("Value before the sigmoid"),
        .key = {{'b', 0}},
        .run = toggle_sums,
        .enabled = menu_always,
        .checked = shows_sums,
        .group = true,
        .of_figure = true,
    },
    SCALE_ROW(SCALE_OF_LAYER, 'l', TR("Shared colour scale in a layer"), true),
    SCALE_ROW(SCALE_OF_MAP, 'm', TR("Each map on its own scale"), false),
    SCALE_ROW(SCALE_FIXED, 's', TR("One fixed scale for every drawing"), false),
};

const struct action_menu menu_layers = MENU_ROWS(TR("Layers"), rows);
