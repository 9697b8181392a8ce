// What the program is, and its keys.
#include "app/window/dialogs/dialog_pieces.h"
#include "app/window/screen/action.h"
#include <stdio.h>
#include <string.h>

void dialog_draw_about(struct app *app)
{
    static const struct dialog_button close = {"Close", UI_PRIMARY};
    char text[1200];
    snprintf(text, sizeof text,
             "Version %s\n\nDraw a digit and watch LeNet-5 read it. The network is that of Yann "
             "LeCun, Léon Bottou, Yoshua Bengio and Patrick Haffner, “Gradient-Based Learning "
             "Applied to Document Recognition”, 1998: 61,750 weights, every one of which was "
             "learned from examples.\n\nWeights in use: %s",
             LENETPAD_VERSION, app->session.weights_note);
    bool open = true;
    struct rect inside =
        ui_dialog_begin(&app->ui, "LeNet Pad", 480, dialog_height(app, text, 480, 0), &open);
    if (dialog_buttons(app, &inside, &close, 1) == 0)
        open = false;
    dialog_text(app, inside, text);
    ui_dialog_end(&app->ui);
    if (!open)
        request(app, dialog_close, 0);
}

// ---- Keys ---------------------------------------------------------------------------------------

struct key_row {
    const char *label; // a heading if `keys` is empty
    char keys[64];
};

static const struct key_row pointer_rows[] = {
    {"Pointer on the pad", ""},
    {"Draw", "Left button"},
    {"Erase", "Right button"},
    {"Straight line", "Shift while drawing"},
    {"Brush size", "Wheel"},
    {"Open a file", "Drop it on the window"},
    {"The pad without a pointer", ""},
    {"Get there; leave", "Q, or Tab; Escape"},
    {"Move the pen, slanted with two at once", "Arrows"},
    {"Slanted, as on a keypad", "Home, End, Page Up, Page Down"},
    {"In small steps", "Shift and one of these"},
    {"Put the pen down; lift it", "Space, or Enter"},
    {"A digit's bar", ""},
    {"Why this digit?", "Click, or W, then its key"},
    {"Why not that?", "Shift and click another"},
    {"A cell of the network (all count from 0)", ""},
    {"See what it is computed from", "Rest the pointer on it"},
    {"Pin it while you draw; let it go", "Click, Escape"},
    {"Walk there without the pointer", "Tab, then these keys"},
    {"To the neighbour", "Arrows"},
    {"To the same place of another map", "Page Up, Page Down"},
    {"To the layer before, after", "Home, End"},
    {"Pin; then into the largest contributor", "Enter"},
    {"Back the way you came", "Backspace"},
    {"Its layer large; all layers again", "Double click"},
    {"Silence it; its whole map", "Alt and click, with Shift"},
    {"Patch, kernel and products of a pinned cell", ""},
    {"One number in all three", "Rest the pointer on it"},
    {"Get there without the pointer", "Tab, then these keys"},
    {"To the neighbour; to the ends of the row", "Arrows; Home, End"},
    {"To another map's patch", "Page Up, Page Down"},
    {"Into the cell that it comes from", "Enter"},
    {"Paint its weight in the kernel", "Wheel, or drag up and down"},
    {"One step in slow motion", ""},
    {"Its numbers for another cell of the layer", "Rest the pointer on it"},
    {"The gradients of another kernel", "Pin a cell of it"},
    {"The sum of another weight's gradient", "Click, or Tab, then arrows"},
    {"End it", "Escape"},
    {"A layer's name in the figure", ""},
    {"All its weights, as they are now", "Click"},
    {"Silence the whole layer", "Alt and click"},
    {"The page of a run", ""},
    {"What the curves are at a place", "Rest the pointer on it"},
    {"Get there without the pointer", "Tab, then these keys"},
    {"To the next point; to the ends", "Left, Right; Home, End"},
    {"From one run's curve to the next", "Up, Down"},
    {"Look back at that moment", "Click, or Enter"},
    {"From bar to bar of the layers; from row to row", "Left, Right; Up, Down"},
    {"From layer to layer", "Page Up, Page Down"},
    {"The page of mistakes", ""},
    {"What a cell of the matrix means", "Rest the pointer on it, arrows"},
    {"Its digits; one of them onto the pad", "Enter, or click"},
    {"The next one, the one before", "Page Down, Page Up"},
    {"Back to the matrix", "Backspace"},
    {"All digits, mistakes, surest mistakes", "D, M, S"},
    {"Least sure, unsure; another order", "L, U; O"},
    {"Only one label; only one reading", "0 to 9; with Shift"},
    {"Counts or per cent", "V"},
    {"One large layer", ""},
    {"Another one", "Tab to the names, then Left, Right"},
    {"Leave it; projector mode; the full screen", "Escape, one a press"},
    {"Menus", ""},
    {"Open one", "Alt and its letter, F10"},
};
enum { POINTER_ROWS = sizeof pointer_rows / sizeof *pointer_rows, KEY_LINES_MAX = 512 };

static struct key_row key_row_of_action(const struct app *app, const struct action *row)
{
    struct key_row result = {.label = row->label};
    char *end = result.keys;
    for (int i = 0; i < 2 && row->key[i].key; i++) {
        end += snprintf(end, 8, "%s", i > 0 ? "  or  " : "");
        action_shortcut_within(app, row, i, ", then ", end, 28);
        end += strlen(end);
    }
    return result;
}

// Row `row` of the list: pointer and figure, then every menu as a heading and its actions.
static struct key_row key_row(const struct app *app, int row)
{
    if (row < POINTER_ROWS)
        return pointer_rows[row];
    row -= POINTER_ROWS;
    for (int i = 0; i < app->actions->count; i++) {
        const struct action_menu *menu = app->actions->menu[i];
        if (row == 0)
            return (struct key_row){.label = menu->name};
        if (row <= menu->count)
            return key_row_of_action(app, &menu->row[row - 1]);
        row -= 1 + menu->count;
    }
    return (struct key_row){.label = ""};
}

static int count_key_rows(const struct app *app)
{
    int count = POINTER_ROWS;
    for (int i = 0; i < app->actions->count; i++)
        count += 1 + app->actions->menu[i]->count;
    return count;
}

// The lines of the list: where a row's label and keys do not fit beside each other, the keys have
// the line below.
struct key_lines {
    const struct app *app;
    int count;
    short row[KEY_LINES_MAX];
    bool below[KEY_LINES_MAX];
};

static void add_line(struct key_lines *lines, int row, bool below)
{
    if (lines->count < KEY_LINES_MAX) {
        lines->row[lines->count] = (short)row;
        lines->below[lines->count++] = below;
    }
}

static void find_lines(struct key_lines *lines, struct app *app, int width)
{
    int count = count_key_rows(app), gap = ui_px(&app->ui, 12);
    lines->app = app;
    lines->count = 0;
    for (int i = 0; i < count; i++) {
        struct key_row key = key_row(app, i);
        add_line(lines, i, false);
        if (key.keys[0] && text_width(app->text, TEXT_BODY, key.label) + gap +
                                   text_width(app->text, TEXT_BODY, key.keys) >
                               width)
            add_line(lines, i, true);
    }
}

static void draw_key_line(struct ui *ui, struct rect rect, int line, bool selected, void *context)
{
    (void)selected;
    const struct key_lines *lines = context;
    struct key_row key = key_row(lines->app, lines->row[line]);
    bool below = lines->below[line];
    bool alone = !below && line + 1 < lines->count && lines->below[line + 1];
    rect.x += ui_px(ui, 8);
    rect.w -= ui_px(ui, 16);
    if (!below)
        ui_label(ui, key.keys[0] ? TEXT_BODY : TEXT_STRONG, ALIGN_LEFT, rect, key.label);
    if (!alone)
        ui_label_muted(ui, TEXT_BODY, ALIGN_RIGHT, rect, key.keys);
}

static void choose_row(struct app *app, int row)
{
    app->help_row = row;
}

void dialog_draw_keys(struct app *app)
{
    static const struct dialog_button close = {"Close", UI_PRIMARY};
    bool open = true;
    int row = app->help_row;
    struct key_lines lines;
    struct rect inside = ui_dialog_begin(&app->ui, "Keys", 560, 640, &open);
    if (dialog_buttons(app, &inside, &close, 1) == 0)
        open = false;
    find_lines(&lines, app, inside.w - ui_px(&app->ui, 40)); // without margins and bar
    ui_dialog_starts_at(&app->ui, ui_id("keys", 0));
    ui_list(&app->ui, ui_id("keys", 0), inside, lines.count, &row, draw_key_line, &lines);
    ui_dialog_end(&app->ui);
    if (row != app->help_row)
        request(app, choose_row, row);
    if (!open)
        request(app, dialog_close, 0);
}
