// The pen that keys move. A press is a step, and a key that is held goes on: both are a way that is
// walked at one pace, frame after frame, so that two keys at once make a slanted line and a stroke
// is as smooth as one of the pointer's. Keys without a release (a remote control, a switch) draw
// as well.
#include "app/window/pen/key_pen.h"
#include "app/language/tr.h"
#include "app/window/views/shared/view_common.h"

#include <math.h>

// Pad units; the pad's side is PAD_SIDE.
static const float step_plain = 20, step_fine = 5;
static const float pace_plain = 200, pace_fine = 50; // in a second
static const double longest_frame = 0.1;             // a slow machine skips rather than jumps

// The keys that move: the arrows, and those that lie in the corners of a keypad.
struct direction {
    int key, x, y;
};
static const struct direction ways[] = {
    {KEY_LEFT, -1, 0},  {KEY_RIGHT, 1, 0},    {KEY_UP, 0, -1},  {KEY_DOWN, 0, 1},
    {KEY_HOME, -1, -1}, {KEY_PAGE_UP, 1, -1}, {KEY_END, -1, 1}, {KEY_PAGE_DOWN, 1, 1},
};
enum { WAYS = sizeof ways / sizeof *ways };

static uint32_t pad_id(void)
{
    return ui_id("pad", 0);
}

static int way_of(int key)
{
    for (int i = 0; i < WAYS; i++)
        if (ways[i].key == key)
            return i;
    return -1;
}

// ---- Up and down --------------------------------------------------------------------------------

static float diameter(const struct app *app)
{
    return session_brush_diameter(&app->session, app->erasing);
}

static void put_down(struct app *app)
{
    struct key_pen *pen = &app->pen;
    struct pad *pad = &app->session.pad;
    if (pad->active)
        return; // the pointer draws
    app->erasing = app->session.eraser;
    pen->down =
        pad_begin(pad, app->erasing ? PAD_ERASE : PAD_STROKE, pen->x, pen->y, diameter(app));
    pen->used = true;
    app->session.changed = true;
}

static void lift(struct app *app)
{
    struct pad *pad = &app->session.pad;
    if (app->pen.down && pad->active) {
        pad_end(pad);
        app->session.drawn_pad = pad->version;
    }
    app->pen.down = false;
    app->dirty = true;
}

// ---- Moving -------------------------------------------------------------------------------------

static float clamp_to_pad(float at)
{
    return fminf(fmaxf(at, 0), PAD_SIDE);
}

static void move(struct app *app, float x, float y)
{
    struct key_pen *pen = &app->pen;
    pen->x = clamp_to_pad(pen->x + x);
    pen->y = clamp_to_pad(pen->y + y);
    pen->down = pen->down && app->session.pad.active;
    if (pen->down)
        pad_move(&app->session.pad, pen->x, pen->y, diameter(app));
    app->dirty = true;
}

// What is left of the steps that were pressed, at once: what is pressed next begins behind them.
static void finish_steps(struct app *app)
{
    struct key_pen *pen = &app->pen;
    float x = pen->left_x, y = pen->left_y;
    pen->left_x = pen->left_y = 0;
    if (x != 0 || y != 0)
        move(app, x, y);
}

static float held_way(const struct key_pen *pen, bool down)
{
    int way = 0;
    for (int i = 0; i < WAYS; i++)
        if (pen->held & 1u << i)
            way += down ? ways[i].y : ways[i].x;
    return (float)((way > 0) - (way < 0));
}

bool key_pen_moves(const struct app *app)
{
    const struct key_pen *pen = &app->pen;
    return pen->held || pen->left_x != 0 || pen->left_y != 0;
}

// How far along one axis: a held key goes as far as the time allows, a step no further than it is.
static float walk(float *left, float held, float most)
{
    float way = *left != 0 ? copysignf(most, *left) : held * most;
    if (held == 0 && fabsf(way) > fabsf(*left))
        way = *left;
    *left = fabsf(*left) > fabsf(way) ? *left - way : 0;
    return way;
}

static void advance(struct app *app)
{
    struct key_pen *pen = &app->pen;
    double now = ui_time(&app->ui), passed = pen->walks ? now - pen->walked : 0;
    pen->walked = now;
    pen->walks = true;
    float most = (pen->fine ? pace_fine : pace_plain) * (float)fmin(passed, longest_frame);
    float held_x = held_way(pen, false), held_y = held_way(pen, true);
    if ((held_x != 0 || pen->left_x != 0) && (held_y != 0 || pen->left_y != 0))
        most *= 0.7071f; // a slanted line is no faster
    float x = walk(&pen->left_x, held_x, most), y = walk(&pen->left_y, held_y, most);
    if (x != 0 || y != 0)
        move(app, x, y);
}

// A step; whoever holds another key meanwhile goes both ways.
static void begin_step(struct app *app, int way, bool fine)
{
    struct key_pen *pen = &app->pen;
    float step = fine ? step_fine : step_plain;
    if (!pen->held)
        finish_steps(app);
    pen->fine = fine;
    pen->held |= 1u << way;
    if (ways[way].x)
        pen->left_x = (float)ways[way].x * step;
    if (ways[way].y)
        pen->left_y = (float)ways[way].y * step;
}

// ---- Keys ---------------------------------------------------------------------------------------

void key_pen_take_up(struct app *app)
{
    ui_focus(&app->ui, pad_id());
    app->pen.in_hand = true;
}

void key_pen_leave(struct app *app)
{
    finish_steps(app);
    lift(app);
    app->pen.held = 0;
    app->pen.walks = app->pen.used = app->pen.in_hand = false;
    if (ui_focus_seen(&app->ui, pad_id()))
        ui_release_focus(&app->ui);
}

bool key_pen_press(struct app *app, const struct event *event)
{
    struct key_pen *pen = &app->pen;
    int way = way_of(event->key);
    if (!ui_focus_seen(&app->ui, pad_id()) || event->modifiers & ~MOD_SHIFT)
        return false;
    if (way >= 0 && !(event->repeat && pen->held & 1u << way)) {
        begin_step(app, way, event->modifiers & MOD_SHIFT);
    } else if (way >= 0) {
        pen->fine = event->modifiers & MOD_SHIFT;
    } else if (event->key == KEY_ESCAPE && !event->repeat) {
        key_pen_leave(app);
    } else if ((event->key == KEY_SPACE || event->key == KEY_ENTER) && !event->repeat) {
        finish_steps(app);
        if (pen->down && app->session.pad.active)
            lift(app);
        else
            put_down(app);
    } else {
        return event->key == KEY_SPACE || event->key == KEY_ENTER;
    }
    app->dirty = true;
    return true;
}

void key_pen_release(struct app *app, int key)
{
    int way = way_of(key);
    if (way >= 0)
        app->pen.held &= ~(1u << way);
}

void key_pen_follow(struct app *app)
{
    struct key_pen *pen = &app->pen;
    if (!ui_focus_seen(&app->ui, pad_id())) {
        if (pen->down || pen->used || key_pen_moves(app))
            key_pen_leave(app);
        return;
    }
    pen->down = pen->down && app->session.pad.active;
    if (key_pen_moves(app))
        advance(app);
    else
        pen->walks = false;
}

// ---- What is seen of it -------------------------------------------------------------------------

bool key_pen_widget(struct app *app)
{
    ui_name(&app->ui, tr("Pad"));
    struct ui_walk state = ui_walk(&app->ui, pad_id(), (struct rect){0});
    ui_state(&app->ui, pad_id(), app->pen.down ? tr("the pen is down") : tr("the pen is up"));
    app->pen.in_hand = state.ring;
    return state.ring;
}

// Seen on paper and on ink.
static void draw_line(struct app *app, float x0, float y0, float x1, float y1)
{
    const struct theme *theme = app->ui.theme;
    float line = app->layout.scale;
    canvas_line(&app->canvas, x0, y0, x1, y1, 3 * line, colour_with_alpha(theme->paper, 0.8f));
    canvas_line(&app->canvas, x0, y0, x1, y1, line * 1.25f, theme->focus);
}

// A cross over the whole pad, open in the middle; a ring as wide as what is drawn, with a heart
// while the pen is down, and a bar where it takes ink away.
static void draw_cross(struct app *app)
{
    const struct key_pen *pen = &app->pen;
    const struct theme *theme = app->ui.theme;
    struct rect pad = app->layout.pad;
    bool down = pen->down && app->session.pad.active;
    bool erasing = down ? app->erasing : app->session.eraser;
    float unit = (float)pad.w / PAD_SIDE, scale = app->layout.scale;
    float x = (float)pad.x + pen->x * unit, y = (float)pad.y + pen->y * unit;
    float radius = session_brush_diameter(&app->session, erasing) / 2 * unit;
    float open = radius + 3 * scale, right = (float)(pad.x + pad.w),
          bottom = (float)(pad.y + pad.h);
    draw_line(app, (float)pad.x, y, x - open, y);
    draw_line(app, x + open, y, right, y);
    draw_line(app, x, (float)pad.y, x, y - open);
    draw_line(app, x, y + open, x, bottom);
    canvas_ring(&app->canvas, x, y, radius + scale, scale * 1.5f,
                colour_with_alpha(theme->paper, 0.8f));
    canvas_ring(&app->canvas, x, y, radius, scale * 1.5f, theme->focus);
    if (down)
        canvas_disc(&app->canvas, x, y, fmaxf(radius * 0.4f, 2 * scale), theme->focus);
    else if (erasing)
        draw_line(app, x - radius * 0.5f, y, x + radius * 0.5f, y);
}

// Until it is put down for the first time, along the edge that it is far from.
static void draw_hint(struct app *app)
{
    const char *words = tr("Arrows move the pen, Space puts it down and lifts it, Escape leaves.");
    struct ui *ui = &app->ui;
    struct rect pad = app->layout.pad;
    int edge = ui_px(ui, 6), line = (int)view_line(app);
    uint32_t colour = ui->theme->text_muted;
    struct rect plate = {pad.x + line, pad.y + line, pad.w - 2 * line, 0};
    struct rect inside = {pad.x + edge, 0, pad.w - 2 * edge, 0};
    int height = text_draw_wrapped(NULL, app->text, TEXT_SMALL, inside, colour, words);
    plate.h = height + edge;
    if (app->pen.y <= PAD_SIDE / 2)
        plate.y = pad.y + pad.h - line - plate.h;
    inside.y = plate.y + edge / 2;
    if (plate.h > pad.h / 2)
        return;
    canvas_fill(&app->canvas, plate, ui->theme->paper);
    text_draw_wrapped(&app->canvas, app->text, TEXT_SMALL, inside, colour, words);
}

void key_pen_draw(struct app *app)
{
    struct rect pad = app->layout.pad;
    if (!app->pen.in_hand)
        return;
    draw_cross(app);
    if (!app->pen.used)
        draw_hint(app);
    int line = ui_px(&app->ui, 2);
    view_ring(app, rect_inset(pad, 2 * line));
}
