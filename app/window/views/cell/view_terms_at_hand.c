// Which number of the card's patch is at hand: what painting a kernel and drawing it both have to
// know.
#include "app/session/operating.h"
#include "app/window/views/cell/view_terms_page.h"

enum { SIDE = 5 };

uint32_t view_terms_at_hand_id(void)
{
    return ui_id("patch", 0);
}

const struct terms_group *view_terms_at_hand_unfold(const struct app *app, struct terms_cell cell,
                                                    struct terms *terms)
{
    const struct session *session = &app->session;
    terms_of(terms, session_network(session), &session->reading.activations, cell);
    return &terms->group[pin_open_group(&session->pin, terms)];
}

bool view_terms_at_hand(const struct app *app, struct terms_cell *cell, struct terms_cell *input)
{
    struct terms terms;
    if (!view_cell_in_card(app) || !view_cell_shown(app, cell) ||
        !operating_has_kernels(cell->layer) ||
        !(app->patch.pointed || ui_focus_seen(&app->ui, view_terms_at_hand_id())))
        return false;
    const struct terms_group *group = view_terms_at_hand_unfold(app, *cell, &terms);
    *input = pin_contributor(&terms, group->first + app->patch.row * SIDE + app->patch.column);
    return true;
}
