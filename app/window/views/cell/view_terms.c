// How a value comes about, as one would write it down: what is added, the bias, the sum, and what
// the sigmoid makes of it. What does not fit is left out as a whole, or said to be more.
#include "app/language/tr.h"
#include "app/session/operating.h"
#include "app/window/views/cell/view_terms_page.h"
#include <math.h>
#include <stdio.h>

// ---- The sum ------------------------------------------------------------------------------------

struct sum_line {
    const char *label;
    double units;
};

static void draw_lines(struct terms_page *page, const struct sum_line *lines, int count)
{
    for (int i = 0; i < count; i++)
        view_terms_page_number(page, view_terms_page_take_top(page, page->line), lines[i].label,
                               lines[i].units, i == count - 1);
}

// What is operated on the cell makes another value of the one that is worked out, which is passed
// on: up to two more lines.
static int add_operated(const struct terms_page *page, struct sum_line *lines)
{
    const struct session *session = &page->app->session;
    struct terms_cell cell = page->cell;
    if (!operating_can_silence(cell))
        return 0;
    bool silenced = operating_silences(session, cell);
    int side = lenet_layers[cell.layer].side;
    const float *values = lenet_layer_values(&session->reading.activations, cell.layer);
    double units = printed_units((double)values[(cell.map * side + cell.row) * side + cell.column]);
    if (silenced)
        lines[0] = (struct sum_line){tr("silenced to"), units};
    if (silenced || session->operating.steps.ablation.noise[cell.layer] == 0)
        return silenced;
    lines[0] = (struct sum_line){tr("+ noise"), units - printed_units(page->terms->value)};
    lines[1] = (struct sum_line){tr("= with noise"), units};
    return 2;
}

// The sigmoid from -6 to 6, and where the sum is on it; beyond that, at the edge.
static void draw_sigmoid(const struct terms_page *page, struct rect box)
{
    enum { POINTS = 25 };
    static const double reach = 6;
    struct app *app = page->app;
    const struct theme *theme = app->ui.theme;
    float xy[2 * POINTS], scale = app->layout.scale;
    float left = (float)box.x, bottom = (float)(box.y + box.h);
    for (int i = 0; i < POINTS; i++) {
        double x = reach * (2.0 * i / (POINTS - 1) - 1);
        xy[2 * i] = left + (float)(box.w * i) / (POINTS - 1);
        xy[2 * i + 1] = bottom - (float)box.h / (1 + expf((float)-x));
    }
    canvas_fill(&app->canvas, (struct rect){box.x, box.y + box.h, box.w, 1}, theme->control_edge);
    canvas_fill(&app->canvas, (struct rect){box.x + box.w / 2, box.y, 1, box.h},
                theme->control_edge);
    canvas_polyline(&app->canvas, xy, POINTS, 1.25f * scale, theme->text_muted);
    double at = fmin(fmax(page->terms->sum, -reach), reach) / reach;
    canvas_disc(&app->canvas, left + (float)box.w * (float)(at + 1) / 2,
                bottom - (float)box.h * (float)page->terms->value, 3.5f * scale, theme->accent);
}

// What is added (`units`: of the numbers above), the bias, the sum and, where there is one, its
// sigmoid. What rounding took of all of them has a line.
static void draw_sum(struct terms_page *page, const char *what, double units)
{
    const struct terms *terms = page->terms;
    bool sigmoid = page->cell.layer != LENET_OUTPUT;
    struct sum_line lines[7];
    int count = 0;
    double residue = printed_units(terms->sum) - units - printed_units(terms->bias);
    lines[count++] = (struct sum_line){what, units};
    lines[count++] = (struct sum_line){tr("+ bias"), printed_units(terms->bias)};
    if (residue != 0)
        lines[count++] = (struct sum_line){tr("+ rounding"), residue};
    lines[count++] =
        (struct sum_line){sigmoid ? tr("= sum") : tr("= sum: logit"), printed_units(terms->sum)};
    if (sigmoid)
        lines[count++] = (struct sum_line){tr("its sigmoid"), printed_units(terms->value)};
    int operated = add_operated(page, &lines[count]);
    count += operated;
    struct terms_page inner = *page;
    inner.left = view_terms_page_take_bottom(page, ((sigmoid ? 5 : 4) + operated) * page->line);
    int width = inner.left.w * 2 / 5, gap = ui_px(&page->app->ui, 10);
    int words = text_width(page->app->text, TEXT_SMALL, tr("its sigmoid 0.0000"));
    bool curved = sigmoid && inner.left.w - width > words;
    struct rect curve = {inner.left.x + inner.left.w - width + gap, inner.left.y + gap / 2,
                         width - gap - ui_px(&page->app->ui, 4), inner.left.h - gap};
    inner.left.w -= curved ? width : 0;
    draw_lines(&inner, lines, count);
    if (curved && curve.h > 0)
        draw_sigmoid(page, curve);
}

// ---- Layers -------------------------------------------------------------------------------------

static void draw_convolution(struct terms_page *page)
{
    const struct terms *terms = page->terms;
    int gap = ui_px(&page->app->ui, 6);
    char what[32];
    double units = 0;
    // Of one group, the products themselves are what is shown.
    for (int i = 0; i < (terms->groups > 1 ? terms->groups : terms->count); i++)
        units += printed_units(terms->groups > 1 ? terms->group[i].sum : terms->product[i]);
    tr_print(what, sizeof what, terms->groups > 1 ? "%d maps" : "%d terms",
             terms->groups > 1 ? terms->groups : terms->count);
    draw_sum(page, what, units);
    view_terms_page_take_bottom(page, gap);
    int height = view_terms_patch_height(page);
    if (terms->groups > 1 && page->left.h < height + 4 * page->line)
        height = 0; // the list says more
    struct rect grids = view_terms_page_take_bottom(page, height);
    view_terms_page_take_bottom(page, gap);
    if (terms->groups > 1)
        view_terms_groups(page, page->left);
    else // nothing is above it
        grids.y = page->left.y;
    view_terms_patch(page, grids, pin_open_group(&page->app->session.pin, terms));
}

// Four inputs, their average, and a straight line through it.
static void draw_pool(struct terms_page *page)
{
    const struct terms *terms = page->terms;
    const struct terms_group *group = &terms->group[0];
    char label[4][48];
    struct sum_line lines[14];
    int count = 0;
    double sum = 0, product = terms->coefficient * terms->average;
    for (int i = 0; i < 4; i++) {
        tr_print(label[i], sizeof label[i], "%s cell (%d, %d)", i > 0 ? "+" : " ",
                 group->row + i / 2, group->column + i % 2);
        lines[count++] = (struct sum_line){label[i], printed_units(terms->input[i])};
        sum += terms->input[i];
    }
    double residue = printed_residue(sum, terms->input, 4);
    if (residue != 0)
        lines[count++] = (struct sum_line){tr("+ rounding"), residue};
    lines[count++] = (struct sum_line){tr("= their sum"), printed_units(sum)};
    int average = count;
    lines[count++] = (struct sum_line){tr("/ 4 = average"), printed_units(terms->average)};
    lines[count++] = (struct sum_line){tr("× coefficient"), printed_units(terms->coefficient)};
    lines[count++] = (struct sum_line){tr("= product"), printed_units(product)};
    lines[count++] = (struct sum_line){tr("+ bias"), printed_units(terms->bias)};
    residue = printed_units(terms->value) - printed_units(product) - printed_units(terms->bias);
    if (residue != 0)
        lines[count++] = (struct sum_line){tr("+ rounding"), residue};
    lines[count++] = (struct sum_line){tr("= value"), printed_units(terms->value)};
    count += add_operated(page, &lines[count]);
    int room = page->left.h / page->line, from = 0;
    if (room < count) // in a low card
        from = room < count - average + 1 ? average : average - 1;
    draw_lines(page, lines + from, count - from);
}

static void draw_units(struct terms_page *page)
{
    char what[32];
    double units = 0;
    for (int i = 0; i < page->terms->count; i++)
        units += printed_units(page->terms->product[i]);
    tr_print(what, sizeof what, "%d units", page->terms->count);
    draw_sum(page, what, units);
    view_terms_page_take_bottom(page, ui_px(&page->app->ui, 6));
    view_terms_units(page, page->left);
}

static void choose_softmax(struct app *app, int softmax)
{
    app->session.pin.softmax = softmax;
}

static void draw_output(struct terms_page *page)
{
    struct ui *ui = &page->app->ui;
    int softmax = page->app->session.pin.softmax;
    struct rect choice = view_terms_page_take_top(page, ui_px(ui, 24));
    view_terms_page_take_top(page, ui_px(ui, 6));
    int half = choice.w / 2 - ui_px(ui, 8);
    const char *labels = text_width(page->app->text, TEXT_BODY, tr("Its logit")) > half ||
                                 text_width(page->app->text, TEXT_BODY, tr("Softmax")) > half
                             ? tr("Sum|Shares")
                             : tr("Its logit|Softmax");
    if (ui_choice(ui, ui_id("softmax", 0), choice, labels, &softmax, 0))
        request(page->app, choose_softmax, softmax);
    if (page->app->session.pin.softmax)
        view_terms_softmax(page);
    else
        draw_units(page);
}

int view_terms_open_map(const struct app *app, struct terms_cell cell)
{
    struct terms terms;
    if (cell.layer == LENET_INPUT)
        return 0;
    return view_terms_at_hand_unfold(app, cell, &terms)->map;
}

void view_terms(struct app *app, struct rect rect, struct terms_cell cell)
{
    struct terms terms;
    struct terms_page page = {app, &terms, cell, rect,
                              text_height(app->text, TEXT_SMALL) + ui_px(&app->ui, 1)};
    terms_of(&terms, session_network(&app->session), &app->session.reading.activations, cell);
    if (cell.layer == LENET_S2 || cell.layer == LENET_S4)
        draw_pool(&page);
    else if (cell.layer == LENET_F6)
        draw_units(&page);
    else if (cell.layer == LENET_OUTPUT)
        draw_output(&page);
    else
        draw_convolution(&page);
}
