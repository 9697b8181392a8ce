// What went wrong.
#include "app/window/dialogs/dialogs_private.h"

void dialog_draw_error(struct app *app)
{
    struct dialogs *dialogs = &app->dialogs;
    static const struct dialog_button ok = {"OK", UI_PRIMARY};
    bool open = true;
    struct rect inside = ui_dialog_begin(&app->ui, dialogs->title, 520,
                                         dialog_height(app, dialogs->message, 520, 0), &open);
    if (dialog_buttons(app, &inside, &ok, 1) == 0)
        open = false;
    dialog_text(app, inside, dialogs->message);
    ui_dialog_end(&app->ui);
    if (!open)
        dialog_close(app);
}
