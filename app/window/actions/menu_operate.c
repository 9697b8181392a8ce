// The menu Operate: parts of the network are silenced, kernels changed, and all of it healed.
#include "app/language/tr.h"
#include "app/session/operating.h"
#include "app/window/actions/menu_rows.h"
#include "app/window/screen/screen.h"
#include "app/window/views/cell/view_cell.h"

enum extent { THE_CELL, ITS_MAP, ITS_LAYER };

// The part that is looked at: of the pinned cell, else of the one under the pointer or the keys.
static bool part_of(const struct app *app, int extent, struct terms_cell *part)
{
    bool shown = view_cell_shown(app, part);
    if (app->session.pin.held)
        *part = app->session.pin.cell;
    if (extent != THE_CELL)
        part->row = part->column = -1;
    if (extent == ITS_LAYER)
        part->map = -1;
    return shown && operating_can_silence(*part);
}

static bool can_silence(const struct app *app, int extent)
{
    struct terms_cell part;
    return part_of(app, extent, &part);
}

static bool is_silenced(const struct app *app, int extent)
{
    struct terms_cell part;
    return part_of(app, extent, &part) && operating_silences(&app->session, part);
}

static void silence(struct app *app, int extent)
{
    struct terms_cell part;
    if (part_of(app, extent, &part))
        operating_toggle(&app->session, part);
    screen_show_operated(app);
}

static bool has_mean(const struct app *app, int mean)
{
    return app->session.operating.steps.to_mean == mean;
}

static void choose_mean(struct app *app, int mean)
{
    operating_choose_mean(&app->session, mean);
}

// ---- Kernels ------------------------------------------------------------------------------------

// Of the pinned cell, the kernel that is unfolded.
static bool open_kernel(const struct app *app, struct operating_kernel *kernel)
{
    struct terms_cell cell = app->session.pin.cell;
    return app->session.pin.held &&
           operating_kernel_of(kernel, cell, view_terms_open_map(app, cell));
}

static bool has_kernel(const struct app *app, int value)
{
    struct operating_kernel kernel;
    (void)value;
    return open_kernel(app, &kernel);
}

// `zero`: else it is negated.
static void change_kernel(struct app *app, int zero)
{
    struct operating_kernel kernel;
    if (!open_kernel(app, &kernel))
        return;
    pin_unfold(&app->session.pin, view_terms_open_map(app, app->session.pin.cell));
    (zero ? operating_zero : operating_negate)(&app->session, kernel);
    screen_show_operated(app);
}

static bool is_at_hand(const struct app *app, int value)
{
    struct terms_cell cell, input;
    (void)value;
    return view_terms_at_hand(app, &cell, &input);
}

// Not a digit that is asked about or taught: then only where a weight is at hand.
static bool zero_is_meant(const struct app *app, int value)
{
    bool digits = app->session.why.asked || app->session.correcting;
    return is_at_hand(app, value) || (!digits && has_kernel(app, value));
}

// `direction`: 1 or -1.
static void change_weight(struct app *app, int direction)
{
    view_terms_paint_step(app, direction);
}

// ---- All ----------------------------------------------------------------------------------------

static bool is_operated(const struct app *app, int value)
{
    (void)value;
    return operating_is(&app->session);
}

static void heal_all(struct app *app, int value)
{
    (void)value;
    operating_heal_all(&app->session);
}

static bool shows_table(const struct app *app, int value)
{
    (void)value;
    return app->operating_shown;
}

static void toggle_table(struct app *app, int value)
{
    (void)value;
    app->operating_shown = !app->operating_shown;
    app->side_tab = SIDE_OPERATING;
}

static const struct action rows[] = {
    {
        .label = TR("Silence this cell"),
        .key = {{'x', 0}},
        .run = silence,
        .enabled = can_silence,
        .checked = is_silenced,
        .value = THE_CELL,
        .id = ACTION_SILENCE,
    },
    {
        .label = TR("Silence its whole map"),
        .key = {{'x', MOD_SHIFT}},
        .run = silence,
        .enabled = can_silence,
        .checked = is_silenced,
        .value = ITS_MAP,
    },
    {
        .label = TR("Silence its whole layer"),
        .key = {{'x', MOD_CTRL | MOD_SHIFT}},
        .run = silence,
        .enabled = can_silence,
        .checked = is_silenced,
        .value = ITS_LAYER,
    },
    {
        .label = TR("What is silenced becomes 0"),
        .key = {{'y', 0}},
        .run = choose_mean,
        .enabled = menu_always,
        .checked = has_mean,
        .value = false,
        .group = true,
        .radio = true,
    },
    {
        .label = TR("What is silenced becomes its mean"),
        .key = {{'y', MOD_SHIFT}},
        .run = choose_mean,
        .enabled = menu_always,
        .checked = has_mean,
        .value = true,
        .radio = true,
    },
    {
        .label = TR("Negate the open kernel"),
        .key = {{'n', 0}},
        .run = change_kernel,
        .enabled = has_kernel,
        .value = false,
        .group = true,
    },
    {
        .label = TR("Zero the open kernel"),
        .key = {{'n', MOD_SHIFT}, {'0', 0}},
        .run = change_kernel,
        .enabled = has_kernel,
        .first = zero_is_meant, // else 0 is a digit
        .value = true,
    },
    {
        .label = TR("Raise the weight at hand"),
        .key = {{'+', 0}, {'=', 0}},
        .run = change_weight,
        .enabled = is_at_hand,
        .value = 1,
        .repeats = true,
    },
    {
        .label = TR("Lower the weight at hand"),
        .key = {{'-', 0}},
        .run = change_weight,
        .enabled = is_at_hand,
        .value = -1,
        .repeats = true,
    },
    {
        .label = TR("Heal all"),
        .key = {{'h', 0}},
        .run = heal_all,
        .enabled = is_operated,
        .id = ACTION_HEAL_ALL,
        .group = true,
    },
    {
        .label = TR("Operating table"),
        .key = {{'p', 0}},
        .run = toggle_table,
        .enabled = menu_always,
        .checked = shows_table,
        .id = ACTION_OPERATING_TABLE,
    },
};

const struct action_menu menu_operate = MENU_ROWS(TR("Operate"), rows);
