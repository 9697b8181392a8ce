// What single units add to one of F6 or OUTPUT, the largest first, and what the softmax makes of
// the ten sums.
#include "app/language/tr.h"
#include "app/window/views/cell/view_terms_page.h"
#include <math.h>
#include <stdio.h>

// ---- Contributions ------------------------------------------------------------------------------

// Rows of the list, by size, from `first` on; `at` is at hand.
struct rows {
    struct rect rect;
    int first, shown, at, line;
    int order[TERMS_MOST];
};

static void place_rows(struct rows *rows, const struct terms_page *page, struct rect rect)
{
    int count = page->terms->count, open = page->app->session.pin.open;
    pin_largest(page->terms, rows->order, count);
    rows->rect = rect;
    rows->line = page->line;
    rows->shown = rect.h / page->line - 1; // one says how many are more
    rows->shown = rows->shown < 0 ? 0 : rows->shown > count ? count : rows->shown;
    rows->at = open < 0 ? 0 : open < count ? open : count - 1;
    rows->first = rows->at < rows->shown ? 0 : rows->at - rows->shown + 1;
}

static struct rect row_rect(const struct rows *rows, int row)
{
    return (struct rect){rows->rect.x, rows->rect.y + row * rows->line, rows->rect.w, rows->line};
}

static void draw_row(const struct terms_page *page, struct rect row, int term, bool at)
{
    struct app *app = page->app;
    const struct theme *theme = app->ui.theme;
    char label[96], shorter[96], shortest[16];
    int unit = pin_contributor(page->terms, term).map;
    const char *from = lenet_layers[page->terms->from].name;
    tr_print(label, sizeof label, "%s %d: %.4f × %.4f", from, unit, page->terms->input[term],
             page->terms->weight[term]);
    tr_print(shorter, sizeof shorter, "%d: %.2f × %.2f", unit, page->terms->input[term],
             page->terms->weight[term]);
    snprintf(shortest, sizeof shortest, "%d", unit);
    if (at)
        canvas_round_fill(&app->canvas, row, 3 * app->ui.scale,
                          colour_mix(theme->panel, theme->accent, 0.2f));
    row.x += ui_px(&app->ui, 4);
    row.w -= ui_px(&app->ui, 8);
    int room = row.w - text_width(app->text, TEXT_SMALL, "-00.0000") - ui_px(&app->ui, 8);
    view_terms_page_number(page, row,
                           view_fitting(app, TEXT_SMALL, room, label,
                                        view_fitting(app, TEXT_SMALL, room, shorter, shortest)),
                           printed_units(page->terms->product[term]), at);
}

// What is not shown: with it the column gives the sum below.
static void draw_others(const struct terms_page *page, const struct rows *rows)
{
    struct rect row = row_rect(rows, rows->shown);
    char label[32];
    double units = 0;
    for (int i = 0; i < page->terms->count; i++)
        if (i < rows->first || i >= rows->first + rows->shown)
            units += printed_units(page->terms->product[rows->order[i]]);
    if (rows->shown == page->terms->count)
        return;
    tr_print(label, sizeof label, "%d more", page->terms->count - rows->shown);
    row.x += ui_px(&page->app->ui, 4);
    row.w -= ui_px(&page->app->ui, 8);
    view_terms_page_number(page, row, label, units, false);
}

// `unit` of the layer before the shown cell's.
static void go_into(struct app *app, int unit)
{
    struct terms_cell cell;
    if (view_cell_shown(app, &cell) && cell.layer > LENET_C5)
        pin_hold(&app->session.pin, (struct terms_cell){cell.layer - 1, unit, 0, 0});
}

static void walk_back(struct app *app, int value)
{
    (void)value;
    pin_go_back(&app->session.pin);
}

static int rank_after(const struct rows *rows, int key, int count)
{
    switch (key) {
    case KEY_UP:
        return rows->at - 1;
    case KEY_DOWN:
        return rows->at + 1;
    case KEY_PAGE_UP:
        return rows->at - rows->shown;
    case KEY_PAGE_DOWN:
        return rows->at + rows->shown;
    case KEY_HOME:
        return 0;
    case KEY_END:
        return count - 1;
    default:
        return rows->at;
    }
}

static void walk_rows(const struct terms_page *page, struct rows *rows)
{
    struct app *app = page->app;
    struct ui *ui = &app->ui;
    int x = (int)ui->pointer_x, y = (int)ui->pointer_y, count = page->terms->count;
    struct ui_walk state = ui_walk(ui, ui_id("contributions", 0), rows->rect);
    for (int i = 0; state.clicked && i < rows->shown; i++)
        if (rect_contains(row_rect(rows, i), x, y))
            request(app, go_into, pin_contributor(page->terms, rows->order[rows->first + i]).map);
    int before = rows->at;
    for (int key; (key = ui_walk_key(ui, &state)) != KEY_NONE;) {
        int rank = rank_after(rows, key, count);
        rows->at = rank < 0 ? 0 : rank >= count ? count - 1 : rank;
        if (key == KEY_ENTER)
            request(app, go_into, pin_contributor(page->terms, rows->order[rows->at]).map);
        if (key == KEY_BACKSPACE)
            request(app, walk_back, 0);
    }
    if (ui->wheel != 0 && rect_contains(rows->rect, x, y) && !ui_modal(ui))
        rows->at = (int)fminf(fmaxf((float)rows->at - 3 * ui->wheel, 0), (float)(count - 1));
    if (rows->at != before)
        request(app, view_terms_unfold, rows->at);
    if (state.ring)
        canvas_outline(&app->canvas, row_rect(rows, before - rows->first), 0, (float)ui_px(ui, 2),
                       ui->theme->focus);
}

void view_terms_units(const struct terms_page *page, struct rect rect)
{
    struct rows rows;
    place_rows(&rows, page, rect);
    if (rows.shown == 0)
        return;
    for (int i = 0; i < rows.shown; i++)
        draw_row(page, row_rect(&rows, i), rows.order[rows.first + i], rows.first + i == rows.at);
    draw_others(page, &rows);
    walk_rows(page, &rows);
}

// ---- The softmax --------------------------------------------------------------------------------

enum { COLUMNS = 4 };

// In a narrow card the exponentials are left out.
static void draw_columns(struct terms_page *page, const char *const text[COLUMNS], bool strong)
{
    struct app *app = page->app;
    const struct theme *theme = app->ui.theme;
    struct rect line = view_terms_page_take_top(page, page->line);
    int number = text_width(app->text, TEXT_SMALL, "-00.0000") + ui_px(&app->ui, 4);
    int first = ui_px(&app->ui, line.w < 4 * number ? 10 : 32);
    bool narrow = line.w < first + 3 * number;
    int columns = narrow ? 2 : 3, at = 0;
    if (line.h == 0)
        return;
    uint32_t colour = strong ? theme->text : theme->text_muted;
    struct rect name = {line.x, line.y, text[1][0] ? first : line.w,
                        line.h}; // without a logit: both
    text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_LEFT, name, colour, text[0]);
    for (int i = 1; i < COLUMNS; i++) {
        int width = (line.w - first) / columns;
        if (narrow && i == 2)
            continue;
        struct rect column = {line.x + first + at++ * width, line.y, width, line.h};
        text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_RIGHT, column, colour, text[i]);
    }
}

// A row of numbers (printed_units); without a logit where that makes no sense.
static void draw_shares(struct terms_page *page, const char *name, const double *logit,
                        double exponential, double share, bool strong)
{
    char text[COLUMNS - 1][PRINTED_TEXT] = {""};
    if (logit)
        printed_text(*logit, text[0]);
    printed_text(exponential, text[1]);
    printed_text(share, text[2]);
    draw_columns(page, (const char *const[COLUMNS]){name, text[0], text[1], text[2]}, strong);
}

void view_terms_softmax(const struct terms_page *whole)
{
    struct terms_page page = *whole;
    struct app *app = page.app;
    struct terms_softmax softmax;
    char formula[96], name[16];
    terms_of_softmax(&softmax, app->session.reading.activations.logits,
                     app->session.model_info.calibration.temperature);
    double largest = softmax.logit[0];
    for (int k = 1; k < LENET_CLASSES; k++)
        largest = fmax(largest, softmax.logit[k]);
    draw_columns(&page, (const char *const[COLUMNS]){"", tr("logit"), tr("exp"), tr("share")},
                 false);
    for (int k = 0; k < LENET_CLASSES; k++) {
        double logit = printed_units(softmax.logit[k]);
        snprintf(name, sizeof name, "%d", k);
        draw_shares(&page, name, &logit, printed_units(softmax.exponential[k]),
                    printed_units(softmax.share[k]), k == page.cell.map);
    }
    double exponentials = printed_residue(softmax.total, softmax.exponential, LENET_CLASSES);
    double shares = printed_residue(1, softmax.share, LENET_CLASSES);
    if (exponentials != 0 || shares != 0)
        draw_shares(&page, tr("round."), NULL, exponentials, shares, false);
    draw_shares(&page, tr("sum"), NULL, printed_units(softmax.total), printed_units(1), false);
    tr_print(formula, sizeof formula, "exp: e to the (logit − %.4f) / %.4g, the temperature",
             largest, softmax.temperature);
    if (text_draw_wrapped(NULL, app->text, TEXT_SMALL, page.left, 0, formula) <= page.left.h)
        text_draw_wrapped(&app->canvas, app->text, TEXT_SMALL, page.left, app->ui.theme->text_muted,
                          formula);
}
