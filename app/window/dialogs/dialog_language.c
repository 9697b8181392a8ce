// Which language the window speaks: each by its name in its own tongue, so that who strayed into a
// foreign one finds the way back. What no font here can show is not spoken.
#include "app/language/languages.h"
#include "app/language/tr.h"
#include "app/window/dialogs/shared/dialog_pieces.h"
#include "app/window/views/shared/spoken.h"

#include <stdio.h>

enum { ROW_HEIGHT = 26, ROWS_SEEN = 8 }; // logical

static void draw_row(struct ui *ui, struct rect rect, int row, bool selected, void *context)
{
    const struct app *app = context;
    char name[SPOKEN_NAME];
    bool can = spoken_can(app, row);
    (void)selected;
    rect.x += ui_px(ui, 8);
    rect.w -= ui_px(ui, 16);
    spoken_name(row, name);
    text_draw_in(ui->canvas, ui->text, TEXT_BODY, ALIGN_LEFT, rect,
                 can ? ui->theme->text : ui->theme->disabled_text,
                 can ? name : catalogue_code(languages_at(row - SPOKEN_CATALOGUES)));
    if (!can)
        ui_label_muted(ui, TEXT_SMALL, ALIGN_RIGHT, rect, tr("no font here has its letters"));
}

void dialog_draw_language(struct app *app)
{
    static const struct dialog_button close = {TR("Close"), UI_PRIMARY};
    struct ui *ui = &app->ui;
    int count = spoken_count(), seen = count < ROWS_SEEN ? count : ROWS_SEEN;
    int row = spoken_row(app), before = row;
    bool open = true;
    struct rect inside = ui_dialog_begin(ui, tr("Language"), 420,
                                         dialog_height(app, "", 420, seen * ROW_HEIGHT + 8), &open);
    if (dialog_buttons(app, &inside, &close, 1) == 0)
        open = false;
    ui_dialog_starts_at(ui, ui_id("languages", 0));
    if (ui_list(ui, ui_id("languages", 0), inside, count, &row, draw_row, app) >= 0)
        open = false;
    if (row != before)
        request(app, spoken_choose, row);
    ui_dialog_end(ui);
    if (!open)
        request(app, dialog_close, 0);
}
