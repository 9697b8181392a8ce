// What the program is, and its keys.
#include "app/language/tr.h"
#include "app/session/weights/weights.h"
#include "app/window/dialogs/shared/dialog_pieces.h"
#include "app/window/screen/action.h"
#include <stdio.h>
#include <string.h>

void dialog_draw_about(struct app *app)
{
    static const struct dialog_button close = {TR("Close"), UI_PRIMARY};
    char text[2000], note[700];
    weights_say(&app->session, note, sizeof note);
    tr_print(text, sizeof text,
             "Version %s\n\nDraw a digit and watch LeNet-5 read it. The network is that of Yann "
             "LeCun, Léon Bottou, Yoshua Bengio and Patrick Haffner, “Gradient-Based Learning "
             "Applied to Document Recognition”, 1998: 61,750 weights, every one of which was "
             "learned from examples.\n\nWeights in use: %s",
             LENETPAD_VERSION, note);
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
    char keys[128];
};

static const struct key_row pointer_rows[] = {
    {TR("Pointer on the pad"), ""},
    {TR("Draw"), TR("Left button")},
    {TR("Erase"), TR("Right button")},
    {TR("Straight line"), TR("Shift while drawing")},
    {TR("Brush size"), TR("Wheel")},
    {TR("Open a file"), TR("Drop it on the window")},
    {TR("The pad without a pointer"), ""},
    {TR("Get there; leave"), TR("Q, or Tab; Escape")},
    {TR("Move the pen, slanted with two at once"), TR("Arrows")},
    {TR("Slanted, as on a keypad"), TR("Home, End, Page Up, Page Down")},
    {TR("In small steps"), TR("Shift and one of these")},
    {TR("Put the pen down; lift it"), TR("Space, or Enter")},
    {TR("A digit's bar"), ""},
    {TR("Why this digit?"), TR("Click, or W, then its key")},
    {TR("Why not that?"), TR("Shift and click another")},
    {TR("A cell of the network (all count from 0)"), ""},
    {TR("See what it is computed from"), TR("Rest the pointer on it")},
    {TR("Pin it while you draw; let it go"), TR("Click, Escape")},
    {TR("Walk there without the pointer"), TR("Tab, then these keys")},
    {TR("To the neighbour"), TR("Arrows")},
    {TR("To the same place of another map"), TR("Page Up, Page Down")},
    {TR("To the layer before, after"), TR("Home, End")},
    {TR("Pin; then into the largest contributor"), TR("Enter")},
    {TR("Back the way you came"), TR("Backspace")},
    {TR("Its layer large; all layers again"), TR("Double click")},
    {TR("Silence it; its whole map"), TR("Alt and click, with Shift")},
    {TR("Patch, kernel and products of a pinned cell"), ""},
    {TR("One number in all three"), TR("Rest the pointer on it")},
    {TR("Get there without the pointer"), TR("Tab, then these keys")},
    {TR("To the neighbour; to the ends of the row"), TR("Arrows; Home, End")},
    {TR("To another map's patch"), TR("Page Up, Page Down")},
    {TR("Into the cell that it comes from"), TR("Enter")},
    {TR("Paint its weight in the kernel"), TR("Wheel, or drag up and down")},
    {TR("One step in slow motion"), ""},
    {TR("Its numbers for another cell of the layer"), TR("Rest the pointer on it")},
    {TR("The gradients of another kernel"), TR("Pin a cell of it")},
    {TR("The sum of another weight's gradient"), TR("Click, or Tab, then arrows")},
    {TR("End it"), TR("Escape")},
    {TR("A layer's name in the figure"), ""},
    {TR("All its weights, as they are now"), TR("Click")},
    {TR("Silence the whole layer"), TR("Alt and click")},
    {TR("The page of a run"), ""},
    {TR("What the curves are at a place"), TR("Rest the pointer on it")},
    {TR("Get there without the pointer"), TR("Tab, then these keys")},
    {TR("To the next point; to the ends"), TR("Left, Right; Home, End")},
    {TR("From one run's curve to the next"), TR("Up, Down")},
    {TR("Look back at that moment"), TR("Click, or Enter")},
    {TR("From bar to bar of the layers; from row to row"), TR("Left, Right; Up, Down")},
    {TR("From layer to layer"), TR("Page Up, Page Down")},
    {TR("The page of mistakes"), ""},
    {TR("What a cell of the matrix means"), TR("Rest the pointer on it, arrows")},
    {TR("Its digits; one of them onto the pad"), TR("Enter, or click")},
    {TR("The next one, the one before"), TR("Page Down, Page Up")},
    {TR("Back to the matrix"), TR("Backspace")},
    {TR("All digits, mistakes, surest mistakes"), TR("D, M, S")},
    {TR("Least sure, unsure; another order"), TR("L, U; O")},
    {TR("Only one label; only one reading"), TR("0 to 9; with Shift")},
    {TR("Counts or per cent"), "V"},
    {TR("One large layer"), ""},
    {TR("Another one"), TR("Tab to the names, then Left, Right")},
    {TR("Leave it; projector mode; the full screen"), TR("Escape, one a press")},
    {TR("Menus"), ""},
    {TR("Open one"), TR("Alt and its letter, F10")},
};
enum { POINTER_ROWS = sizeof pointer_rows / sizeof *pointer_rows, KEY_LINES_MAX = 512 };

static struct key_row key_row_of_action(const struct app *app, const struct action *row)
{
    struct key_row result = {.label = tr(row->label)};
    char *end = result.keys;
    for (int i = 0; i < 2 && row->key[i].key; i++) {
        end += snprintf(end, 8, "%s", i > 0 ? tr("  or  ") : "");
        action_shortcut_within(app, row, i, tr(", then "), end, 28);
        end += strlen(end);
    }
    return result;
}

static struct key_row translated(const struct key_row *row)
{
    struct key_row result = {.label = tr(row->label)};
    if (row->keys[0])
        tr_print(result.keys, sizeof result.keys, "%s", tr(row->keys));
    return result;
}

// Row `row` of the list: pointer and figure, then every menu as a heading and its actions.
static struct key_row key_row(const struct app *app, int row)
{
    if (row < POINTER_ROWS)
        return translated(&pointer_rows[row]);
    row -= POINTER_ROWS;
    for (int i = 0; i < app->actions->count; i++) {
        const struct action_menu *menu = app->actions->menu[i];
        if (row == 0)
            return (struct key_row){.label = tr(menu->name)};
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
    static const struct dialog_button close = {TR("Close"), UI_PRIMARY};
    bool open = true;
    int row = app->help_row;
    struct key_lines lines;
    struct rect inside = ui_dialog_begin(&app->ui, tr("Keys"), 560, 640, &open);
    if (dialog_buttons(app, &inside, &close, 1) == 0)
        open = false;
    find_lines(&lines, app, inside.w - ui_px(&app->ui, 40)); // without margins and bar
    ui_dialog_starts_at(&app->ui, ui_id("keys", 0));
    ui_name(&app->ui, tr("Keys"));
    ui_list(&app->ui, ui_id("keys", 0), inside, lines.count, &row, draw_key_line, &lines);
    ui_dialog_end(&app->ui);
    if (row != app->help_row)
        request(app, choose_row, row);
    if (!open)
        request(app, dialog_close, 0);
}
