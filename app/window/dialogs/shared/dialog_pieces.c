// The pieces that a dialog is made of. Its contents are laid out from the bottom (a row of buttons)
// and fill what is left, so that a small window shortens only the middle.
#include "app/window/dialogs/shared/dialog_pieces.h"
#include "app/language/tr.h"

int dialog_buttons(struct app *app, struct rect *inside, const struct dialog_button *buttons,
                   int count)
{
    struct ui *ui = &app->ui;
    int height = ui_px(ui, 32), gap = ui_px(ui, 8), pressed = -1, width[4], all = -gap;
    for (int i = 0; i < count; i++) {
        int text = text_width(app->text, TEXT_STRONG, tr(buttons[i].label)) + ui_px(ui, 32);
        width[i] = text > ui_px(ui, 88) ? text : ui_px(ui, 88);
        all += width[i] + gap;
    }
    int x = inside->x + inside->w - all, y = inside->y + inside->h - height;
    for (int i = 0; i < count; i++) {
        struct rect rect = {x, y, width[i], height};
        if (ui_button(ui, ui_id(buttons[i].label, i), rect, tr(buttons[i].label), buttons[i].flags))
            pressed = i;
        x += width[i] + gap;
    }
    inside->h -= height + 2 * gap;
    return pressed;
}

int dialog_height(struct app *app, const char *text, int width, int extra)
{
    int padding = ui_px(&app->ui, 40);
    struct rect rect = {0, 0, ui_px(&app->ui, (float)width) - padding, 1 << 20};
    int widest = app->canvas.width - ui_px(&app->ui, 32) - padding;
    rect.w = rect.w > widest ? widest : rect.w;
    int height = text_draw_wrapped(NULL, app->text, TEXT_BODY, rect, 0, text);
    return (int)((float)height / app->layout.scale) + 132 + extra;
}

void dialog_text(struct app *app, struct rect rect, const char *text)
{
    text_draw_wrapped(&app->canvas, app->text, TEXT_BODY, rect, app->ui.theme->text, text);
}

void dialog_ask(struct app *app, const char *title, const char *text,
                const struct dialog_button *buttons, int count, request_call *answer)
{
    bool open = true;
    struct rect inside =
        ui_dialog_begin(&app->ui, title, 480, dialog_height(app, text, 480, 0), &open);
    int pressed = dialog_buttons(app, &inside, buttons, count);
    dialog_text(app, inside, text);
    ui_dialog_end(&app->ui);
    if (!open || pressed >= 0)
        request(app, answer, pressed >= 0 ? pressed : ASK_DISMISSED);
}

void dialog_close(struct app *app, int button)
{
    (void)button;
    questions_close(&app->session.questions);
}
