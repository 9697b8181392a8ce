// Hover previews, a click pins, keys walk: which cell that is, and what is asked for.
#include "app/window/views/cell/view_cell.h"
#include "app/explain/cell_name.h"
#include "app/language/tr.h"
#include "app/session/operating.h"
#include "app/window/projector/projector.h"
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
    return layout_shows(&app->layout, PANEL_SIDE) && screen_tab(app) == SIDE_CELL;
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

// A cell, or its whole map.
static void silence_hovered(struct app *app, int whole_map)
{
    struct terms_cell cell = hovered(app);
    if (whole_map)
        cell.row = cell.column = -1;
    if (app->hovering)
        operating_toggle(&app->session, cell);
    screen_show_operated(app);
}

// Of a double click, the first has pinned and the second lets go.
static void toggle_large(struct app *app, int value)
{
    (void)value;
    if (!projector_is_large(app))
        projector_enlarge(app, hovered(app).layer);
    else
        projector_all_layers(app);
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
    if (projector_is_large(app) && !is_seen(app, pin->cell)) {
        pin->cell = (struct terms_cell){app->projector.layer, 0, 0, 0};
        return;
    }
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
    char cell[CELL_NAME_SIZE] = "";
    ui_name(ui, tr("The network's cells"));
    struct ui_walk state = ui_walk(ui, figure_id(), touch);
    if (pin->held)
        cell_name_format(cell, pin->cell);
    ui_state(ui, figure_id(), cell);
    if (state.clicked)
        request(app, state.alt ? silence_hovered : toggle_hovered, state.shift);
    if (state.twice && !state.alt)
        request(app, toggle_large, 0);
    for (int key; (key = ui_walk_key(ui, &state)) != KEY_NONE;)
        request(app, walk, key);
    if (!state.ring || !is_seen(app, pin->cell))
        return;
    view_ring(app, rect_inset(view_cell_rect(app, pin->cell), -2 * ui_px(ui, 2)));
}

void view_cell_take_keys(struct app *app)
{
    ui_focus(&app->ui, figure_id());
}
