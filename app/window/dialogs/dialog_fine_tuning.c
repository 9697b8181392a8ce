// The dialogs of teaching: what came of learning, and forgetting all.
#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/session/labelling.h"
#include "app/session/weights/fine_tuning.h"
#include "app/training/data_source.h"
#include "app/window/dialogs/shared/dialog_pieces.h"
#include <math.h>
#include <stdio.h>

// A row of the table: what, before, after.
static void draw_row(struct app *app, struct rect row, enum text_style style, const char *what,
                     const char *before, const char *after, uint32_t colour)
{
    struct ui *ui = &app->ui;
    int column = ui_px(ui, 104);
    struct rect first = {row.x, row.y, row.w - 2 * column, row.h};
    struct rect second = {first.x + first.w, row.y, column, row.h};
    struct rect third = {second.x + column, row.y, column, row.h};
    ui_label(ui, TEXT_BODY, ALIGN_LEFT, first, what);
    ui_label_muted(ui, style, ALIGN_RIGHT, second, before);
    text_draw_in(&app->canvas, app->text, style, ALIGN_RIGHT, third, colour, after);
}

static void draw_table(struct app *app, struct rect *inside)
{
    const struct fine_tuning_result *result = &app->session.fine_tuning.result;
    const struct theme *theme = app->ui.theme;
    int height = ui_px(&app->ui, 28);
    char before[32], after[32];
    struct rect row = {inside->x, inside->y, inside->w, height};
    draw_row(app, row, TEXT_SMALL, "", tr("before"), tr("now"), theme->text_muted);
    row.y += height;
    tr_print(before, sizeof before, "%'zu of %'zu", result->right_before, result->digits);
    tr_print(after, sizeof after, "%'zu of %'zu", result->right_after, result->digits);
    draw_row(app, row, TEXT_STRONG, tr("Your digits, read right"), before, after,
             result->right_after < result->right_before ? theme->bad : theme->text);
    row.y += height;
    tr_print(before, sizeof before, "%.2f%%", amount_percent(result->wrong_before, result->tested));
    tr_print(after, sizeof after, "%.2f%%", amount_percent(result->wrong_after, result->tested));
    draw_row(app, row, TEXT_STRONG, tr("Test digits, misread"), before, after,
             fine_tuning_forgot_much(result) ? theme->bad : theme->text);
    inside->y += 3 * height + height / 2;
    inside->h -= 3 * height + height / 2;
}

// What to make of it.
static void describe_result(const struct fine_tuning_result *result, char *text, size_t size)
{
    double rise = amount_percent(result->wrong_after, result->tested) -
                  amount_percent(result->wrong_before, result->tested);
    const char *data = tr(data_source_title(result->data));
    if (fine_tuning_forgot_much(result))
        tr_print(text, size,
                 "The error on test digits (%'zu, %.64s) rose by %.2f points: the network has "
                 "forgotten some of what it knew. Keep the new weights all the same?",
                 result->tested, data, rise);
    else if (data_source_is_practice(result->data))
        tr_print(
            text, size,
            "MNIST is not here, so practice digits took its place. They cannot show what was "
            "forgotten of real handwriting. Keep the new weights? Train > Undo learning brings "
            "the old ones back.");
    else
        tr_print(text, size,
                 "The %'zu test digits (%.64s) are others than those it learns from. Keep the new "
                 "weights? Train > Undo learning brings the old ones back.",
                 result->tested, data);
}

// A strip in the colour of failure at the left of a text that must not be overlooked.
static void draw_warning(struct app *app, struct rect inside, const char *text)
{
    struct ui *ui = &app->ui;
    struct rect mark = {inside.x, inside.y, ui_px(ui, 4), inside.h};
    inside.x += ui_px(ui, 16);
    inside.w -= ui_px(ui, 16);
    int height = text_draw_wrapped(NULL, app->text, TEXT_BODY, inside, 0, text);
    mark.h = height < mark.h ? height : mark.h;
    canvas_round_fill(&app->canvas, mark, (float)mark.w / 2, ui->theme->bad);
    dialog_text(app, inside, text);
}

static void answer_learned(struct app *app, int keep)
{
    questions_close(&app->session.questions);
    if (keep)
        fine_tuning_keep(&app->session);
    else
        fine_tuning_undo(&app->session);
}

void dialog_draw_learned(struct app *app)
{
    static const struct dialog_button gain[] = {{TR("Undo"), 0}, {TR("Keep"), UI_PRIMARY}};
    static const struct dialog_button loss[] = {{TR("Keep anyway"), 0}, {TR("Undo"), UI_PRIMARY}};
    const struct fine_tuning_result *result = &app->session.fine_tuning.result;
    bool warn = fine_tuning_forgot_much(result), open = true;
    char text[512];
    describe_result(result, text, sizeof text);
    struct rect inside = ui_dialog_begin(
        &app->ui, warn ? tr("Learned, but also forgotten") : tr("Your digits are learned"), 520,
        dialog_height(app, text, 520, warn || data_source_is_practice(result->data) ? 118 : 98),
        &open);
    int pressed = dialog_buttons(app, &inside, warn ? loss : gain, 2);
    draw_table(app, &inside);
    if (warn || data_source_is_practice(result->data))
        draw_warning(app, inside, text);
    else
        dialog_text(app, inside, text);
    ui_dialog_end(&app->ui);
    if (!open || pressed >= 0)
        request(app, answer_learned, pressed == (warn ? 0 : 1));
}

static void answer_forget_own_digits(struct app *app, int button)
{
    questions_close(&app->session.questions);
    if (button == 0)
        labelling_forget_all(&app->session);
}

void dialog_draw_forget_own_digits(struct app *app)
{
    static const struct dialog_button buttons[] = {{TR("Forget all"), 0},
                                                   {TR("Cancel"), UI_PRIMARY}};
    char text[PATH_SIZE + 320], count[LABELLING_COUNT];
    labelling_count(&app->session, count);
    tr_print(text, sizeof text,
             tr_many("The %s that you taught is deleted%s%s. What the network has learned from it "
                     "stays. Until the window is closed, Teach > Bring back what was forgotten "
                     "undoes this.",
                     "The %s that you taught are deleted%s%s. What the network has learned from "
                     "them stays. Until the window is closed, Teach > Bring back what was "
                     "forgotten undoes this.",
                     app->session.own_digits.strokes.count),
             count, app->session.own_digits.path[0] ? tr(", with the file ") : "",
             app->session.own_digits.path);
    dialog_ask(app, tr("Forget your digits?"), text, buttons, 2, answer_forget_own_digits);
}
