// Window and session change apart from each other; here it is told together what that means for the
// next frame.
#include "app/window/screen/screen.h"

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

void screen_show_cell(struct app *app)
{
    app->cell_in_front = app->session.settings.show_training && app->session.pin.held;
}
