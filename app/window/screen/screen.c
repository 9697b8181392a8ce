// Window and session change apart from each other; here it is told together what that means for the
// next frame.
#include "app/window/screen/screen.h"
#include "app/session/operating.h"

bool screen_changed(const struct app *app)
{
    const struct session *session = &app->session;
    return app->dirty || session->changed || session->questions.changed || session->notice.fresh;
}

bool screen_unsettled(const struct app *app)
{
    return app->unsettled || app->session.questions.changed;
}

bool screen_modal(const struct app *app)
{
    return app->session.questions.open != QUESTION_NONE || ui_modal(&app->ui);
}

void screen_begin_frame(struct app *app)
{
    app->dirty = app->unsettled = false;
    app->session.changed = app->session.questions.changed = false;
}

void screen_show_page(struct app *app, enum page page)
{
    app->page = page;
    app->hovering = false;
    app->dirty = true;
}

void screen_show_cell(struct app *app)
{
    bool steps = app->session.slow_motion.on;
    if (!steps || app->side_tab != SIDE_STEP)
        app->side_tab = app->session.pin.held ? SIDE_CELL : steps ? SIDE_STEP : SIDE_TRAINING;
    if (app->session.pin.held)
        screen_show_page(app, PAGE_NETWORK);
}

void screen_show_operated(struct app *app)
{
    app->operating_shown |= operating_is(&app->session);
}

bool screen_has_tab(const struct app *app, enum side_tab tab)
{
    bool trains = app->session.settings.show_training;
    bool steps = app->session.slow_motion.on;
    return tab == SIDE_TRAINING ? trains
           : tab == SIDE_STEP   ? steps
           : tab == SIDE_CELL
               ? app->session.pin.held || (!trains && !app->operating_shown && !steps)
               : app->operating_shown;
}

enum side_tab screen_tab(const struct app *app)
{
    enum side_tab tab = app->side_tab;
    for (int i = 0; i < SIDE_TABS && !screen_has_tab(app, tab); i++)
        tab = (enum side_tab)i;
    return tab;
}
