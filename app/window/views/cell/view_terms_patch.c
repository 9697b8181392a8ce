// A map's patch, its kernel and their products as pictures, side by side. One number of them may be
// at hand, by the pointer or by keys: then it is marked in all three, and what it becomes is said.
#include "app/language/tr.h"
#include "app/paint/colour_maps.h"
#include "app/session/operating.h"
#include "app/window/layout/layout_spacing.h"
#include "app/window/views/cell/view_terms_page.h"
#include <math.h>
#include <stdio.h>

enum { GRIDS = 3, SIDE = 5, PATCH = 0, KERNEL = 1 };

// ---- Where they are -----------------------------------------------------------------------------

static int grid_cell(const struct terms_page *page)
{
    int cell = (page->left.w / GRIDS - ui_px(&page->app->ui, 10)) / SIDE;
    int limit = ui_px(&page->app->ui, 16);
    cell = cell < limit ? cell : limit;
    // Half of what is free at most, where a list of maps shares it.
    int most = page->terms->groups > 1 ? page->left.h / 2 : page->left.h;
    int room = (most - page->line - view_legend_height(page->app)) / SIDE;
    return cell < room ? cell : room;
}

int view_terms_patch_height(const struct terms_page *page)
{
    return page->line + SIDE * grid_cell(page) + view_legend_height(page->app);
}

struct grids {
    struct rect rect; // of it all: words, grids and legends
    int cell, line, legend;
};

static struct rect grid_rect(const struct grids *grids, int grid)
{
    int side = SIDE * grids->cell;
    return (struct rect){grids->rect.x + grid * grids->rect.w / GRIDS, grids->rect.y + grids->line,
                         side, side};
}

static struct rect number_rect(const struct grids *grids, int grid, int row, int column)
{
    struct rect rect = grid_rect(grids, grid);
    return (struct rect){rect.x + column * grids->cell, rect.y + row * grids->cell, grids->cell,
                         grids->cell};
}

// From the first grid's left edge to the last one's right.
static struct rect touch_rect(const struct grids *grids)
{
    struct rect first = grid_rect(grids, PATCH), last = grid_rect(grids, GRIDS - 1);
    return (struct rect){first.x, first.y, last.x + last.w - first.x, first.h};
}

// ---- Which number is at hand --------------------------------------------------------------------

// -1: the pointer is elsewhere, or where keys are at work it does not count.
static int pointed_place(const struct app *app, const struct grids *grids)
{
    const struct ui *ui = &app->ui;
    int x = (int)ui->pointer_x, y = (int)ui->pointer_y;
    if (app->patch.dragged)
        return app->patch.row * SIDE + app->patch.column;
    if (!ui->pointer_inside || app->walked || app->session.pad.active || screen_modal(app))
        return -1;
    for (int i = 0; i < GRIDS; i++) {
        struct rect grid = grid_rect(grids, i);
        if (rect_contains(grid, x, y))
            return (y - grid.y) / grids->cell * SIDE + (x - grid.x) / grids->cell;
    }
    return -1;
}

// A request: the pointer has come to a place, or left them all (-1).
static void point(struct app *app, int place)
{
    app->patch.pointed = place >= 0;
    if (place < 0)
        return;
    app->patch.row = place / SIDE;
    app->patch.column = place % SIDE;
}

// ---- Walking ------------------------------------------------------------------------------------

static int within(int value, int count)
{
    return max_int(0, min_int(value, count - 1));
}

// Into the cell that the number of the patch is, or back. Where that is no convolution, the walk
// goes on in the figure.
static void jump(struct app *app, int key, struct terms_cell input)
{
    if (key == KEY_ENTER)
        pin_hold(&app->session.pin, input);
    else
        pin_go_back(&app->session.pin);
    if (!operating_has_kernels(app->session.pin.cell.layer))
        view_cell_take_keys(app);
}

static void walk_maps(struct app *app, const struct terms *terms, int step)
{
    int open = pin_open_group(&app->session.pin, terms);
    pin_unfold(&app->session.pin, within(open + step, terms->groups));
}

// A request. The map stays unfolded from then on, whichever of them weighs most.
static void walk(struct app *app, int key)
{
    struct patch_place *at = &app->patch;
    struct terms terms;
    app->walked = true;
    app->hovering = false;                       // keys are about the pinned cell
    ui_focus(&app->ui, view_terms_at_hand_id()); // it shows, also after a click
    struct terms_cell cell = app->session.pin.cell;
    if (!operating_has_kernels(cell.layer))
        return;
    const struct terms_group *group = view_terms_at_hand_unfold(app, cell, &terms);
    walk_maps(app, &terms, key == KEY_PAGE_DOWN ? 1 : key == KEY_PAGE_UP ? -1 : 0);
    if (key == KEY_UP || key == KEY_DOWN)
        at->row = within(at->row + (key == KEY_DOWN ? 1 : -1), SIDE);
    else if (key == KEY_LEFT || key == KEY_RIGHT)
        at->column = within(at->column + (key == KEY_RIGHT ? 1 : -1), SIDE);
    else if (key == KEY_HOME || key == KEY_END)
        at->column = key == KEY_HOME ? 0 : SIDE - 1;
    else if (key == KEY_ENTER || key == KEY_BACKSPACE)
        jump(app, key, pin_contributor(&terms, group->first + at->row * SIDE + at->column));
}

// Returns whether the keyboard is here, and shows.
static bool take_input(const struct terms_page *page, const struct grids *grids, int number)
{
    struct app *app = page->app;
    const struct patch_place *at = &app->patch;
    int place = pointed_place(app, grids);
    if (place >= 0 ? !at->pointed || place != at->row * SIDE + at->column : at->pointed)
        request(app, point, place);
    if (grids->cell < 1)
        return false;
    struct ui_walk state = ui_walk(&app->ui, view_terms_at_hand_id(), touch_rect(grids));
    if (state.clicked)
        request(app, view_terms_unfold, number);
    for (int key; (key = ui_walk_key(&app->ui, &state)) != KEY_NONE;)
        request(app, walk, key);
    view_terms_paint(page, grid_rect(grids, KERNEL));
    return state.ring;
}

// ---- Words --------------------------------------------------------------------------------------

// "0.8431 × -0.2170 = -0.1830; row 2, column 3 of the patch", in the longest form that fits.
// Returns whether that is all of it.
static bool describe(const struct terms_page *page, const struct terms_group *group, int width,
                     char *text, size_t size)
{
    const struct terms *terms = page->terms;
    const struct patch_place *at = &page->app->patch;
    int term = group->first + at->row * SIDE + at->column;
    char number[GRIDS][PRINTED_TEXT];
    printed_text(printed_units(terms->input[term]), number[0]);
    printed_text(printed_units(terms->weight[term]), number[1]);
    printed_text(printed_units(terms->product[term]), number[2]);
    for (int form = 0; form < 3; form++) {
        int said = snprintf(text, size, "%s × %s = %s", number[0], number[1], number[2]);
        if (form == 0)
            tr_print(text + said, size - (size_t)said, "; row %d, column %d of the patch", at->row,
                     at->column);
        else if (form == 1)
            snprintf(text + said, size - (size_t)said, " (%d, %d)", at->row, at->column);
        if (text_width(page->app->text, TEXT_SMALL, text) <= width)
            return form == 0;
    }
    tr_print(text, size, "%.2f × %.2f = %.2f", terms->input[term], terms->weight[term],
             terms->product[term]);
    if (text_width(page->app->text, TEXT_SMALL, text) > width)
        tr_print(text, size, "= %.2f", terms->product[term]);
    return false;
}

// All of it, and which cell the number of the patch is: where the pointer rests, for want of room.
static void draw_tip(const struct terms_page *page, const struct terms_group *group,
                     struct rect rect)
{
    char text[160], tip[256];
    describe(page, group, page->app->canvas.width, text, sizeof text);
    const struct lenet_layer *from = &lenet_layers[page->terms->from];
    int said = snprintf(tip, sizeof tip, "%s: %s", text, from->name);
    if (from->maps > 1)
        said += tr_print(tip + said, sizeof tip - (size_t)said, " map %d", group->map);
    tr_print(tip + said, sizeof tip - (size_t)said, ", row %d, column %d",
             group->row + page->app->patch.row, group->column + page->app->patch.column);
    ui_tooltip(&page->app->ui, rect, tip);
}

// ---- Pictures -----------------------------------------------------------------------------------

static float largest_of(const double *values, int count)
{
    double largest = 0;
    for (int i = 0; i < count; i++)
        largest = fmax(largest, fabs(values[i]));
    return (float)largest;
}

static void draw_grid(const struct terms_page *page, const struct grids *grids,
                      const struct terms_group *group, int grid)
{
    struct app *app = page->app;
    const struct terms *terms = page->terms;
    const double *from = grid == PATCH    ? terms->input
                         : grid == KERNEL ? terms->weight
                                          : terms->product;
    const struct colour_map *map =
        grid == PATCH ? &colour_maps[app->session.settings.colour_map] : &colour_map_signed;
    struct rect rect = grid_rect(grids, grid);
    float values[SIDE * SIDE], low, high;
    for (int i = 0; i < SIDE * SIDE; i++)
        values[i] = (float)from[group->first + i];
    view_range(app, terms->from, group->map, &low, &high);
    if (grid != PATCH) { // alike in all groups
        high = largest_of(from, terms->count);
        low = -high;
    }
    canvas_values(&app->canvas, rect, values, SIDE, SIDE, map, low, high);
    if (grid != PATCH && !view_cells_hold_numbers(app, rect, SIDE, SIDE))
        view_minus_signs(app, rect, values, SIDE, SIDE, high);
    int gap = ui_px(&app->ui, 2), width = grids->rect.w / GRIDS - ui_px(&app->ui, 6);
    view_legend(app, (struct rect){rect.x, rect.y + rect.h + gap, width, grids->legend - gap}, map,
                low, high);
}

static void draw_name(const struct terms_page *page, const struct grids *grids, int grid,
                      bool painted)
{
    const char *names[GRIDS] = {tr("Patch"), tr("× kernel"), tr("= terms")};
    const char *shorter[GRIDS] = {tr("Patch"), tr("kernel"), tr("terms")};
    static const char *const signs[GRIDS] = {"", "×", "="};
    struct app *app = page->app;
    struct rect name = {grid_rect(grids, grid).x, grids->rect.y,
                        grids->rect.w / GRIDS - ui_px(&app->ui, 4), grids->line};
    if (painted) {
        names[KERNEL] = tr("× painted");
        shorter[KERNEL] = tr("painted");
    }
    const char *text = view_fitting(app, TEXT_SMALL, name.w, shorter[grid], signs[grid]);
    ui_label_muted(&app->ui, TEXT_SMALL, ALIGN_LEFT, name,
                   view_fitting(app, TEXT_SMALL, name.w, names[grid], text));
}

// The number at hand: in words in the place of the names, and marked on each grid.
static void draw_number(const struct terms_page *page, const struct grids *grids,
                        const struct terms_group *group)
{
    struct app *app = page->app;
    const struct patch_place *at = &app->patch;
    struct rect words = {grids->rect.x, grids->rect.y, grids->rect.w, grids->line};
    int line = ui_px(&app->ui, 2);
    char text[160];
    bool whole = describe(page, group, words.w, text, sizeof text);
    ui_label(&app->ui, TEXT_SMALL, ALIGN_LEFT, words, text);
    for (int i = 0; i < GRIDS; i++) {
        struct rect rect = number_rect(grids, i, at->row, at->column);
        canvas_outline(&app->canvas, rect_inset(rect, -line), 0, (float)line,
                       0xFF000000u | VIEW_MARK);
        if (!whole)
            draw_tip(page, group, rect);
    }
}

static bool is_painted(const struct terms_page *page, const struct terms_group *group)
{
    struct operating_kernel kernel;
    return operating_kernel_of(&kernel, page->cell, group->map) &&
           operating_kernel_is_painted(&page->app->session, kernel);
}

void view_terms_patch(const struct terms_page *page, struct rect rect, int number)
{
    const struct terms_group *group = &page->terms->group[number];
    struct app *app = page->app;
    struct grids grids = {rect, 0, page->line, view_legend_height(app)};
    int room = rect.h - grids.line - grids.legend, line = ui_px(&app->ui, 2);
    grids.cell = room > 0 ? room / SIDE : 0;
    bool ring = take_input(page, &grids, number), at_hand = app->patch.pointed || ring;
    if (grids.cell < 1)
        return;
    for (int i = 0; i < GRIDS; i++) {
        if (!at_hand)
            draw_name(page, &grids, i, is_painted(page, group));
        draw_grid(page, &grids, group, i);
    }
    if (ring)
        canvas_outline(&app->canvas, rect_inset(touch_rect(&grids), -line), 0, (float)line,
                       app->ui.theme->focus);
    if (at_hand)
        draw_number(page, &grids, group);
}
