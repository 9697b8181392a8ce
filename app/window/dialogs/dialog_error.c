// Says what went wrong, and waits: unlike a message that leaves, it is not overlooked.
#include "app/window/dialogs/shared/dialog_pieces.h"

void dialog_draw_error(struct app *app)
{
    const struct questions *error = &app->session.questions;
    static const struct dialog_button ok = {"OK", UI_PRIMARY};
    bool open = true;
    struct rect inside = ui_dialog_begin(&app->ui, error->title, 520,
                                         dialog_height(app, error->message, 520, 0), &open);
    if (dialog_buttons(app, &inside, &ok, 1) == 0)
        open = false;
    dialog_text(app, inside, error->message);
    ui_dialog_end(&app->ui);
    if (!open)
        request(app, dialog_close, 0);
}
