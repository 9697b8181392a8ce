// Which layer is large, and when: by a double click, a key, the ways above it, and by wherever the
// pinned cell goes.
#include "app/window/projector/projector.h"

#include "app/session/step/slow_motion.h"
#include "app/window/projector/projector_layout.h"

#include <string.h>

void projector_toggle(struct app *app)
{
    app->projector.on = !app->projector.on;
    if (app->projector.on) {
        app->projector.page = app->page;
        screen_show_page(app, PAGE_NETWORK);
    } else if (app->page == PAGE_NETWORK) {
        screen_show_page(app, app->projector.page);
    }
    app->dirty = true;
}

void projector_enlarge(struct app *app, enum lenet_layer_id layer)
{
    app->projector.layer = layer;
    app->projector.enlarged = !app->projector.on; // that mode has a large one anyway
    app->hovering = false;
    app->dirty = true;
}

bool projector_is_large(const struct app *app)
{
    return app->page == PAGE_NETWORK && (app->projector.on || app->projector.enlarged);
}

void projector_all_layers(struct app *app)
{
    app->projector.enlarged = false;
    app->dirty = true;
}

uint32_t projector_ways_id(void)
{
    return ui_id("layers", 0);
}

void projector_take_keys(struct app *app)
{
    ui_enter(&app->ui, projector_ways_id());
}

bool projector_step(struct app *app, const struct event *event)
{
    int by = event->key == KEY_RIGHT ? 1 : event->key == KEY_LEFT ? -1 : 0;
    int layer = (int)app->projector.layer + by;
    if (by == 0 || event->modifiers || !projector_is_large(app))
        return false;
    if (layer >= 0 && layer < LENET_LAYERS)
        projector_enlarge(app, (enum lenet_layer_id)layer);
    return true;
}

enum lenet_layer_id projector_layer_at_hand(const struct app *app)
{
    if (app->hovering)
        return app->hover.layer;
    return app->session.pin.held ? app->session.pin.cell.layer : app->projector.layer;
}

void projector_follow(struct app *app)
{
    const struct pin *pin = &app->session.pin;
    struct projector *projector = &app->projector;
    bool other = memcmp(&pin->cell, &projector->cell, sizeof pin->cell) != 0;
    if (app->page != PAGE_NETWORK)
        app->projector.on = false; // which is about the network
    if (projector_is_large(app) && (other || (pin->held && !projector->held)))
        projector->layer = pin->cell.layer;
    const struct session *session = &app->session;
    int stage = session->slow_motion.on ? session->slow_motion.stage : -1;
    if (projector_is_large(app) && stage >= 0 && stage != projector->stage)
        projector->layer = slow_motion_at(session).layer;
    projector->stage = stage;
    projector->cell = pin->cell;
    projector->held = pin->held;
}

void projector_place(struct app *app, float scale)
{
    const struct session *session = &app->session;
    struct projector_shows shows = {
        .layer = app->projector.layer,
        .menu = ui_menu_is_open(&app->ui),
        .side = session->settings.show_training || session->pin.held || app->operating_shown ||
                session->slow_motion.on,
        .sees = session->why.asked,
    };
    projector_layout(&app->layout, app->canvas.width, app->canvas.height, scale, &shows);
}
