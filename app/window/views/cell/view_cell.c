// Hover previews, a click pins, keys walk: which cell that is, and what is asked for.
#include "app/window/views/cell/view_cell.h"
#include "app/window/screen/request.h"
#include "app/window/views/shared/view_common.h"
#include <stdio.h>

static uint32_t figure_id(void)
{
    return ui_id("figure", 0);
}

static bool is_seen(const struct app *app, struct terms_cell cell)
{
    return !(app->layout.hidden_layers & 1u << cell.layer);
}

static struct terms_cell hovered(const struct app *app)
{
    const struct layout_hit *hit = &app->hover;
    return (struct terms_cell){hit->layer, hit->map, hit->row, hit->column};
}

bool view_cell_shown(const struct app *app, struct terms_cell *cell)
{
    const struct pin *pin = &app->session.pin;
    *cell = app->hovering ? hovered(app) : pin->cell;
    return app->hovering || pin->held ||
           (is_seen(app, pin->cell) && ui_focus_seen(&app->ui, figure_id()));
}

bool view_cell_in_card(const struct app *app)
{
    return layout_shows(&app->layout, PANEL_SIDE) &&
           (!app->session.settings.show_training || (app->session.pin.held && app->cell_in_front));
}

struct rect view_cell_rect(const struct app *app, struct terms_cell cell)
{
    return layout_cell(&app->layout,
                       &(struct layout_hit){cell.layer, cell.map, cell.row, cell.column});
}

// ---- What is asked for --------------------------------------------------------------------------

static void toggle_hovered(struct app *app, int value)
{
    (void)value;
    if (app->hovering)
        pin_toggle(&app->session.pin, hovered(app));
    screen_show_cell(app);
}

// Enter pins where the keyboard is, and goes on from there.
static void enter(struct app *app)
{
    struct session *session = &app->session;
    if (session->pin.held) {
        pin_go_down(&session->pin, session_network(session), &session->reading.activations,
                    session->settings.hidden_layers);
    } else {
        pin_hold(&session->pin, session->pin.cell);
        screen_show_cell(app);
    }
}

static void walk(struct app *app, int key)
{
    struct pin *pin = &app->session.pin;
    unsigned hidden = app->session.settings.hidden_layers;
    int columns = app->layout.layer[pin->cell.layer].columns;
    app->walked = true; // the pointer that rests somewhere previews nothing then
    if (!is_seen(app, pin->cell) &&
        (pin_step_layer(pin, -1, hidden) || pin_step_layer(pin, 1, hidden)))
        return;
    switch (key) {
    case KEY_UP:
    case KEY_DOWN:
        pin_step(pin, key == KEY_DOWN ? 1 : -1, 0, columns);
        break;
    case KEY_LEFT:
    case KEY_RIGHT:
        pin_step(pin, 0, key == KEY_RIGHT ? 1 : -1, columns);
        break;
    case KEY_PAGE_UP:
    case KEY_PAGE_DOWN:
        pin_step_map(pin, key == KEY_PAGE_DOWN ? 1 : -1);
        break;
    case KEY_HOME:
    case KEY_END:
        pin_step_layer(pin, key == KEY_END ? 1 : -1, hidden);
        break;
    case KEY_ENTER:
        enter(app);
        break;
    case KEY_BACKSPACE:
        pin_go_back(pin);
        break;
    default:
        break;
    }
}

void view_cell_walk(struct app *app)
{
    struct ui *ui = &app->ui;
    const struct pin *pin = &app->session.pin;
    struct rect touch = app->hovering ? app->layout.card[PANEL_FIGURE] : (struct rect){0};
    struct ui_walk state = ui_walk(ui, figure_id(), touch);
    if (state.clicked)
        request(app, toggle_hovered, 0);
    for (int key; (key = ui_walk_key(ui, &state)) != KEY_NONE;)
        request(app, walk, key);
    if (!state.ring || !is_seen(app, pin->cell))
        return;
    int line = ui_px(ui, 2);
    canvas_outline(&app->canvas, rect_inset(view_cell_rect(app, pin->cell), -3 * line), 0,
                   (float)line, ui->theme->focus);
}

void view_cell_take_keys(struct app *app)
{
    ui_focus(&app->ui, figure_id());
}

// ---- The tabs of the card -----------------------------------------------------------------------

static void choose_tab(struct app *app, int tab)
{
    app->cell_in_front = tab;
}

bool view_cell_tabs(struct app *app, struct rect rect)
{
    char cell[64], labels[96];
    const struct terms_cell *at = &app->session.pin.cell;
    const struct lenet_layer *layer = &lenet_layers[at->layer];
    int tab = app->cell_in_front, half = rect.w / 2 - ui_px(&app->ui, 8);
    if (!app->session.settings.show_training || !app->session.pin.held)
        return false;
    if (layer->side > 1)
        snprintf(cell, sizeof cell, "%s %d (%d, %d)", layer->name, at->map, at->row, at->column);
    else
        snprintf(cell, sizeof cell, "%s %d", layer->name, at->map);
    snprintf(labels, sizeof labels, "%s|%s", view_fitting(app, TEXT_BODY, half, "Training", "Run"),
             view_fitting(app, TEXT_BODY, half, cell,
                          view_fitting(app, TEXT_BODY, half, layer->name, "Cell")));
    if (ui_choice(&app->ui, ui_id("side", 0), rect, labels, &tab, 0))
        request(app, choose_tab, tab);
    return true;
}
