// Which dialog a question has: found by its name, so that nobody can forget one here.
#include "app/window/dialogs/dialogs.h"
#include "app/window/dialogs/shared/dialog_pieces.h"

#define DIALOG_ROW(kind, name) [QUESTION_##kind] = dialog_draw_##name,
static void (*const draw[QUESTION_COUNT])(struct app *app) = {QUESTIONS(DIALOG_ROW)};
#undef DIALOG_ROW

void dialogs_draw(struct app *app)
{
    if (app->session.questions.open != QUESTION_NONE)
        draw[app->session.questions.open](app);
}
