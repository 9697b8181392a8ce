// The chosen digits as small pictures, each with its ten probabilities. Only what is seen is drawn,
// so that ten thousand cost no more than ten.
#include "app/window/views/mistakes/view_digits.h"
#include "app/language/tr.h"
#include "app/session/shown_digits.h"
#include "app/window/screen/request.h"
#include "app/window/views/mistakes/mistakes_common.h"
#include "app/window/views/mistakes/view_filters.h"
#include "app/window/views/shared/view_common.h"
#include "app/work/reading/pad_reading.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct sheet {
    struct rect place; // of tiles and bar
    int columns, rows; // rows: of the whole list
    int width, height; // of a tile with the space behind it
    int gap;
    bool number; // there is a line for a digit's number
};

static int image_side(const struct app *app, const struct sheet *sheet)
{
    return min_int(sheet->height - sheet->gap, ui_px(&app->ui, 56));
}

static struct sheet place_sheet(struct app *app, struct rect rect)
{
    struct ui *ui = &app->ui;
    size_t count = app->session.exam_shown.count;
    bool low = rect.h < ui_px(ui, 120);
    struct sheet sheet = {.place = rect, .gap = ui_px(ui, 6), .number = !low};
    sheet.height =
        (low ? max_int(ui_px(ui, 24), min_int(rect.h, ui_px(ui, 40))) : ui_px(ui, 56)) + sheet.gap;
    int bar = ui_px(ui, 12), words = text_width(app->text, TEXT_SMALL, "9 → 9? 100%");
    int wanted = image_side(app, &sheet) + ui_px(ui, 4) + words + sheet.gap + ui_px(ui, 2);
    sheet.columns = max_int(1, (rect.w - bar) / wanted);
    sheet.width = (rect.w - bar) / sheet.columns;
    sheet.rows = (int)((count + (size_t)sheet.columns - 1) / (size_t)sheet.columns);
    return sheet;
}

static struct rect tile_rect(const struct sheet *sheet, int offset, size_t place)
{
    int row = (int)(place / (size_t)sheet->columns), column = (int)(place % (size_t)sheet->columns);
    return (struct rect){sheet->place.x + column * sheet->width,
                         sheet->place.y + row * sheet->height - offset, sheet->width - sheet->gap,
                         sheet->height - sheet->gap};
}

// ---- One digit ----------------------------------------------------------------------------------

// Ten columns; that of what was read is accented, that of the label, if it is another, marked: by
// colours, and by a cap on the label's column.
static void draw_bars(struct app *app, struct rect rect, const struct exam_reading *reading)
{
    const struct theme *theme = app->ui.theme;
    for (int k = 0; k < LENET_CLASSES; k++) {
        int left = rect.x + rect.w * k / LENET_CLASSES,
            right = rect.x + rect.w * (k + 1) / LENET_CLASSES;
        struct rect bar = {left, rect.y, max_int(1, right - left - (int)view_line(app)), rect.h};
        canvas_fill(&app->canvas, bar, theme->control);
        int height = (int)lrintf(reading->probability[k] * (float)rect.h);
        uint32_t colour = theme->text_muted;
        if (k == reading->read)
            colour = reading->read == reading->label ? theme->accent : theme->bad;
        else if (k == reading->label)
            colour = theme->good;
        if (k == reading->label || k == reading->read)
            height = max_int(height, (int)view_line(app));
        struct rect cap = {bar.x, bar.y, bar.w, (int)(2 * view_line(app))};
        bar.y += bar.h - height;
        bar.h = height;
        canvas_fill(&app->canvas, bar, colour);
        if (k == reading->label)
            canvas_fill(&app->canvas, cap, theme->text);
    }
}

static void say_digit(const struct app *app, uint32_t digit, char *text, size_t size)
{
    const struct exam_reading *reading = &app->session.exam_shown.exam->reading[digit];
    tr_print(text, size, "Digit %'u is %s %d, read as %s %d (%.1f%%%s):", digit,
             tr(shown_digits_article(reading->label)), reading->label,
             tr(shown_digits_article(reading->read)), reading->read,
             100 * (double)exam_confidence(reading),
             reading->sure ? tr(", sure") : tr(", not sure"));
    for (int k = 0; k < LENET_CLASSES; k++) {
        size_t used = strlen(text);
        tr_print(text + used, size - used, " %d: %d%%%s", k,
                 reading_percent(reading->probability[k]), k + 1 < LENET_CLASSES ? "," : "");
    }
}

static void draw_tile(struct app *app, const struct sheet *sheet, struct rect rect, uint32_t digit)
{
    struct ui *ui = &app->ui;
    const struct theme *theme = ui->theme;
    const struct exam *exam = app->session.exam_shown.exam;
    const struct exam_reading *reading = &exam->reading[digit];
    int side = image_side(app, sheet), line = text_height(app->text, TEXT_SMALL);
    struct rect image = {rect.x, rect.y, side, side};
    struct rect words = {image.x + side + ui_px(ui, 4), rect.y, 0, rect.h};
    char text[32];
    words.w = rect.x + rect.w - words.x;
    canvas_coverage(&app->canvas, image, &exam->data->image[digit][0][0], DIGIT_SIDE, DIGIT_SIDE,
                    theme->paper, theme->ink);
    canvas_outline(&app->canvas, image, 0, view_line(app), theme->control_edge);
    if (sheet->number) {
        snprintf(text, sizeof text, "%u", digit);
        ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, mistakes_common_row(&words, line, 0), text);
    }
    tr_print(text, sizeof text, "%d → %d%s %d%%", reading->label, reading->read,
             reading->sure ? "" : "?", reading_percent(exam_confidence(reading)));
    text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_LEFT,
                 mistakes_common_row(&words, line, ui_px(ui, 2)),
                 reading->read == reading->label ? theme->text : theme->bad, text);
    draw_bars(app, words, reading);
}

// ---- Walking ------------------------------------------------------------------------------------

static void go_to(struct app *app, int place)
{
    mistakes_go(&app->session, (size_t)place);
}

static void put(struct app *app, int place)
{
    mistakes_go(&app->session, (size_t)place);
    mistakes_put(&app->session);
}

static void step(struct app *app, int direction)
{
    mistakes_step(&app->session, direction);
}

static void choose_label(struct app *app, int digit)
{
    const struct exam_filter *filter = &app->session.exam_shown.filter;
    mistakes_choose(&app->session, filter->label == digit ? -1 : digit, filter->read);
}

static void choose_read(struct app *app, int digit)
{
    const struct exam_filter *filter = &app->session.exam_shown.filter;
    mistakes_choose(&app->session, filter->label, filter->read == digit ? -1 : digit);
}

static void scroll_to(struct app *app, int offset)
{
    app->mistakes.offset = offset;
}

// What was chosen last is in view from now on, until it is scrolled away.
static void note_seen(struct app *app, int offset)
{
    scroll_to(app, offset);
    app->mistakes.digit = app->session.exam_shown.digit;
}

// Page Up and Down go on with the digit on the pad, once one of the list is there; else by a
// windowful.
static int walk_key(struct app *app, const struct sheet *sheet, int key, int modifiers, int place)
{
    int count = (int)app->session.exam_shown.count;
    int steps = ui_walk_steps(key, sheet->columns, sheet->place.h / sheet->height, count);
    bool page = key == KEY_PAGE_UP || key == KEY_PAGE_DOWN;
    if (key >= '0' && key <= '9') {
        request(app, modifiers & MOD_SHIFT ? choose_read : choose_label, key - '0');
    } else if (key == KEY_ENTER && count > 0) {
        request(app, put, place);
    } else if (page && app->session.exam_shown.walked) {
        request(app, step, key == KEY_PAGE_DOWN ? 1 : -1);
    } else if (steps != 0 && count > 0) {
        place = max_int(0, min_int(place + steps, count - 1));
        request(app, go_to, place);
    } else {
        mistakes_common_key(app, key);
    }
    return place;
}

// ---- The sheet ----------------------------------------------------------------------------------

// The offset at which the chosen digit is in view, if it was chosen since it was last.
static int reveal(struct app *app, const struct sheet *sheet, int offset)
{
    const struct exam_shown *shown = &app->session.exam_shown;
    if (shown->count == 0 || shown->digit == app->mistakes.digit)
        return offset;
    int top = (int)(shown->place / (size_t)sheet->columns) * sheet->height;
    int most = top, least = top + sheet->height - sheet->gap - sheet->place.h;
    offset = max_int(min_int(offset, most), min_int(least, most));
    request(app, note_seen, offset);
    return offset;
}

static int scroll(struct app *app, const struct sheet *sheet, bool *taken)
{
    struct ui *ui = &app->ui;
    int total = sheet->rows * sheet->height;
    float offset = (float)reveal(app, sheet, app->mistakes.offset), before = offset;
    bool over = ui->pointer_inside && !ui_modal(ui) &&
                rect_contains(sheet->place, (int)ui->pointer_x, (int)ui->pointer_y);
    if (over)
        offset -= ui->wheel * (float)sheet->height;
    *taken = ui_scroll_drag(ui, ui_id("mistakes bar", 0), sheet->place, total, &offset);
    offset = floorf(ui_scroll_limit(sheet->place, total, offset));
    if (offset != before)
        request(app, scroll_to, (int)offset);
    return (int)offset;
}

// Returns the place of the digit under the pointer, or -1.
static int draw_tiles(struct app *app, const struct sheet *sheet, int offset, bool ring)
{
    struct ui *ui = &app->ui;
    const struct exam_shown *shown = &app->session.exam_shown;
    struct rect clip = canvas_clip(&app->canvas, sheet->place);
    size_t first = (size_t)(offset / sheet->height * sheet->columns);
    int over = -1;
    for (size_t i = first; i < shown->count; i++) {
        struct rect rect = tile_rect(sheet, offset, i), around = rect_inset(rect, -ui_px(ui, 2));
        if (rect.y >= sheet->place.y + sheet->place.h)
            break;
        bool pointed = ui->pointer_inside && !ui_modal(ui) &&
                       rect_contains(rect_intersect(rect, sheet->place), (int)ui->pointer_x,
                                     (int)ui->pointer_y);
        if (pointed)
            over = (int)i;
        if (i == shown->place || pointed)
            canvas_round_fill(
                &app->canvas, around, 4 * ui->scale,
                colour_mix(ui->theme->panel, ui->theme->accent, i == shown->place ? 0.2f : 0.1f));
        draw_tile(app, sheet, rect, shown->exam->list[i]);
        if (i == shown->place && ring)
            canvas_outline(&app->canvas, around, 4 * ui->scale, 2 * ui->scale, ui->theme->focus);
    }
    app->canvas.clip = clip;
    return over;
}

static void draw_none(struct app *app, struct rect rect)
{
    text_draw_wrapped(&app->canvas, app->text, TEXT_BODY, rect, app->ui.theme->text_muted,
                      app->session.exam_shown.filter.only == EXAM_WRONG
                          ? tr("There is no such digit: no mistake of this kind.")
                          : tr("There is no such digit."));
}

static void tell_of(struct app *app, const struct sheet *sheet, int offset, int over)
{
    char text[256];
    if (over < 0)
        return;
    say_digit(app, app->session.exam_shown.exam->list[over], text, sizeof text);
    ui_tooltip(&app->ui, rect_intersect(tile_rect(sheet, offset, (size_t)over), sheet->place),
               text);
}

void view_digits(struct app *app, struct rect rect)
{
    static const char letters[] = MISTAKES_COMMON_LETTERS "0123456789";
    struct ui *ui = &app->ui;
    const struct exam_shown *shown = &app->session.exam_shown;
    bool bar;
    view_filters(app, &rect);
    struct sheet sheet = place_sheet(app, rect);
    int offset = scroll(app, &sheet, &bar), place = (int)shown->place, modifiers;
    // While teaching, digits say what the drawing is.
    struct ui_walk walk =
        ui_walk_with(ui, ui_id("mistakes", EXAM_DIGITS), bar ? (struct rect){0} : rect,
                     app->session.correcting ? MISTAKES_COMMON_LETTERS : letters);
    for (int key; (key = ui_walk_press(ui, &walk, &modifiers)) != KEY_NONE;)
        place = walk_key(app, &sheet, key, modifiers, place);
    int over = draw_tiles(app, &sheet, offset, walk.ring);
    if (walk.clicked && over >= 0)
        request(app, put, over);
    if (shown->count == 0)
        draw_none(app, rect);
    ui_scroll_draw(ui, ui_id("mistakes bar", 0), rect, sheet.rows * sheet.height, (float)offset);
    tell_of(app, &sheet, offset, over);
}
