// The kernel in the card is painted: its weight at hand goes up and down with the wheel, with a
// drag, and by keys.
#include "app/session/operating.h"
#include "app/window/views/cell/view_terms_page.h"
#include <math.h>

enum { SIDE = 5 };

static const float step = 0.05f;       // of a notch and a key
static const float drag_step = 0.005f; // of a logical pixel

// The kernel whose weight is at hand; false if none is.
static bool kernel_at_hand(const struct app *app, struct operating_kernel *kernel)
{
    struct terms_cell cell, input;
    return view_terms_at_hand(app, &cell, &input) && operating_kernel_of(kernel, cell, input.map);
}

static float weight_at_hand(const struct app *app, struct operating_kernel kernel)
{
    const struct patch_place *at = &app->patch;
    return operating_kernel_weights(&app->session, kernel)[at->row * SIDE + at->column];
}

static void paint(struct app *app, struct operating_kernel kernel, float weight, bool same_gesture)
{
    operating_paint(&app->session, kernel, app->patch.row, app->patch.column, weight, same_gesture);
    screen_show_operated(app);
}

// The map stays unfolded from then on, whichever weighs most: else the next notch would paint
// another one's kernel.
static void keep_unfolded(struct app *app)
{
    struct terms_cell cell, input;
    if (view_terms_at_hand(app, &cell, &input)) // the group of a map has its number
        pin_unfold(&app->session.pin, input.map);
}

// Also a request: so many notches of the wheel, in hundredths.
static void turn(struct app *app, int hundredths)
{
    struct operating_kernel kernel;
    if (!kernel_at_hand(app, &kernel))
        return;
    keep_unfolded(app);
    paint(app, kernel, weight_at_hand(app, kernel) + step * (float)hundredths / 100, false);
}

void view_terms_paint_step(struct app *app, int direction)
{
    turn(app, direction * 100);
}

// ---- Dragging -----------------------------------------------------------------------------------

// A request.
static void begin(struct app *app, int value)
{
    struct operating_kernel kernel;
    struct patch_place *at = &app->patch;
    (void)value;
    if (!kernel_at_hand(app, &kernel))
        return;
    keep_unfolded(app);
    at->dragged = true;
    at->changed = false;
    at->kernel = kernel.first;
    at->weight = weight_at_hand(app, kernel);
    at->y = app->ui.pointer_y;
}

// A request: the pointer is `height` pixels above where it began.
static void drag(struct app *app, int height)
{
    struct operating_kernel kernel;
    struct patch_place *at = &app->patch;
    if (!kernel_at_hand(app, &kernel) || kernel.first != at->kernel)
        return; // keys have led elsewhere meanwhile
    float before = weight_at_hand(app, kernel);
    paint(app, kernel, at->weight + drag_step * (float)height / app->ui.scale, at->changed);
    at->changed |= weight_at_hand(app, kernel) != before;
}

static void end(struct app *app, int value)
{
    (void)value;
    app->patch.dragged = false;
}

void view_terms_paint(const struct terms_page *page, struct rect kernel)
{
    struct app *app = page->app;
    const struct ui *ui = &app->ui;
    const struct patch_place *at = &app->patch;
    bool over = at->pointed && rect_contains(kernel, (int)ui->pointer_x, (int)ui->pointer_y);
    if (over && ui->wheel != 0)
        request(app, turn, (int)lrintf(ui->wheel * 100));
    if (over && ui->pressed && !at->dragged)
        request(app, begin, 0);
    if (at->dragged && lrintf(at->y - ui->pointer_y) != 0)
        request(app, drag, (int)lrintf(at->y - ui->pointer_y));
    if (at->dragged && !ui->down)
        request(app, end, 0);
}
