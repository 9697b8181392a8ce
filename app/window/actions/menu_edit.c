// The menu Edit: what happens to the drawing, and with which tool.
#include "app/language/tr.h"
#include "app/session/exam/mistakes.h"
#include "app/session/operating.h"
#include "app/session/random_digit.h"
#include "app/session/shown_digits.h"
#include "app/window/actions/menu_rows.h"
#include "app/window/pen/key_pen.h"
#include "app/window/screen/screen.h"

static bool can_undo(const struct app *app, int value)
{
    (void)value;
    return operating_can_undo(&app->session);
}

static bool can_redo(const struct app *app, int value)
{
    (void)value;
    return operating_can_redo(&app->session);
}

static void undo(struct app *app, int value)
{
    (void)value;
    operating_undo(&app->session);
}

static void redo(struct app *app, int value)
{
    (void)value;
    operating_redo(&app->session);
}

static void clear(struct app *app, int value)
{
    (void)value;
    pad_clear(&app->session.pad);
}

// `direction`: 1 or -1, here and below.
static bool can_change_brush(const struct app *app, int direction)
{
    float brush = app->session.settings.brush;
    return direction > 0 ? brush < SESSION_BRUSH_MAX : brush > SESSION_BRUSH_MIN;
}

static void change_brush(struct app *app, int direction)
{
    session_set_brush(&app->session,
                      app->session.settings.brush + (float)(direction * SESSION_BRUSH_STEP));
}

static bool is_eraser(const struct app *app, int value)
{
    (void)value;
    return app->session.eraser;
}

static void toggle_eraser(struct app *app, int value)
{
    (void)value;
    app->session.eraser = !app->session.eraser;
}

static bool draws_by_keys(const struct app *app, int value)
{
    (void)value;
    return app->pen.in_hand;
}

static void draw_by_keys(struct app *app, int value)
{
    (void)value;
    if (app->pen.in_hand)
        key_pen_leave(app);
    else
        key_pen_take_up(app);
}

static void show_random_digit(struct app *app, int value)
{
    (void)value;
    random_digit_show(&app->session);
}

static bool can_step(const struct app *app, int direction)
{
    return app->session.exam_shown.walked ? mistakes_can_step(&app->session, direction)
                                          : shown_digits_can_step(&app->session, direction);
}

static void step(struct app *app, int direction)
{
    if (app->session.exam_shown.walked)
        mistakes_step(&app->session, direction);
    else
        shown_digits_step(&app->session, direction);
}

static bool can_look(const struct app *app, int direction)
{
    (void)direction;
    return app->session.row.count > 0;
}

// Round and round.
static void look(struct app *app, int direction)
{
    const struct digit_row *row = &app->session.row;
    session_look_at_digit(&app->session, (row->current + direction + row->count) % row->count);
}

static bool can_join(const struct app *app, int value)
{
    (void)value;
    return app->session.row.count > 0 || session_joins_digits(&app->session);
}

static bool joins(const struct app *app, int value)
{
    (void)value;
    return session_joins_digits(&app->session);
}

static void join(struct app *app, int value)
{
    (void)value;
    session_join_digits(&app->session, !session_joins_digits(&app->session));
}

static const struct action rows[] = {
    {
        .label = TR("Undo"),
        .key = {{'z', MOD_CTRL}},
        .run = undo,
        .enabled = can_undo,
        .id = ACTION_UNDO,
        .repeats = true,
    },
    {
        .label = TR("Redo"),
        .key = {{'z', MOD_CTRL | MOD_SHIFT}, {'y', MOD_CTRL}},
        .run = redo,
        .enabled = can_redo,
        .id = ACTION_REDO,
        .repeats = true,
    },
    {
        .label = TR("Clear"),
        .key = {{'c', 0}, {KEY_DELETE, 0}},
        .run = clear,
        .enabled = menu_has_drawing,
        .id = ACTION_CLEAR,
    },
    {
        .label = TR("Larger brush"),
        .key = {{']', 0}},
        .run = change_brush,
        .enabled = can_change_brush,
        .value = 1,
        .group = true,
        .repeats = true,
    },
    {
        .label = TR("Smaller brush"),
        .key = {{'[', 0}},
        .run = change_brush,
        .enabled = can_change_brush,
        .value = -1,
        .repeats = true,
    },
    {
        .label = TR("Eraser"),
        .key = {{'e', 0}},
        .run = toggle_eraser,
        .enabled = menu_always,
        .checked = is_eraser,
        .id = ACTION_ERASER,
    },
    {
        .label = TR("Draw with the arrow keys"),
        .key = {{'q', 0}},
        .run = draw_by_keys,
        .enabled = menu_always,
        .checked = draws_by_keys,
        .id = ACTION_DRAW_BY_KEYS,
    },
    {
        .label = TR("Next of several digits"),
        .key = {{KEY_RIGHT, MOD_CTRL}},
        .run = look,
        .enabled = can_look,
        .value = 1,
        .id = ACTION_DIGIT_RIGHT,
        .group = true,
        .repeats = true,
    },
    {
        .label = TR("Previous of several digits"),
        .key = {{KEY_LEFT, MOD_CTRL}},
        .run = look,
        .enabled = can_look,
        .value = -1,
        .id = ACTION_DIGIT_LEFT,
        .repeats = true,
    },
    {
        .label = TR("All of them as one digit"),
        .key = {{'j', MOD_CTRL}},
        .run = join,
        .enabled = can_join,
        .checked = joins,
    },
    {
        .label = TR("Random test digit"),
        .key = {{'r', 0}},
        .run = show_random_digit,
        .enabled = menu_always,
        .id = ACTION_RANDOM,
        .group = true,
        .repeats = true,
    },
    {
        .label = TR("Next digit of the file or list"),
        .key = {{KEY_PAGE_DOWN, 0}},
        .run = step,
        .enabled = can_step,
        .value = 1,
        .repeats = true,
    },
    {
        .label = TR("Previous digit of the file or list"),
        .key = {{KEY_PAGE_UP, 0}},
        .run = step,
        .enabled = can_step,
        .value = -1,
        .repeats = true,
    },
};

const struct action_menu menu_edit = MENU_ROWS(TR("Edit"), rows);
