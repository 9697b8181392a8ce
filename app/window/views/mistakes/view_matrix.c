// The confusion matrix as a heat map: blue where digits are read rightly, orange where they are
// not, the rarer mistakes still seen beside the frequent ones. Heads and margins are cells, too.
#include "app/window/views/mistakes/view_matrix.h"
#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/window/screen/request.h"
#include "app/window/views/mistakes/mistakes_common.h"
#include "app/window/views/mistakes/view_calibration.h"
#include "app/window/views/shared/view_common.h"
#include <math.h>
#include <stdio.h>

struct matrix {
    struct rect cells;  // of the ten times ten
    int width, height;  // of a cell
    int line;           // of the heads above, and of the margin below
    int heads, recall;  // width of the heads at the left and of the margin at the right
    bool numbers;       // there is room for them, and for the margins
    struct rect beside; // what is said of the cell
};

static struct matrix place_matrix(struct app *app, struct rect rect)
{
    struct ui *ui = &app->ui;
    int small = text_height(app->text, TEXT_SMALL), gap = ui_px(ui, 16);
    struct matrix matrix = {.line = small + ui_px(ui, 4), .heads = ui_px(ui, 24)};
    int number = text_width(app->text, TEXT_SMALL, "10000") + ui_px(ui, 6);
    matrix.recall = max_int(text_width(app->text, TEXT_SMALL, "100.0%"),
                            text_width(app->text, TEXT_SMALL, tr("precision"))) +
                    ui_px(ui, 12);
    int beside = max_int(ui_px(ui, 200), rect.w * 3 / 10);
    int width = (rect.w - beside - gap - matrix.heads - matrix.recall) / LENET_CLASSES;
    int height = (rect.h - 2 * matrix.line) / LENET_CLASSES;
    matrix.numbers = width >= number && height >= small;
    if (!matrix.numbers) {
        height = (rect.h - matrix.line) / LENET_CLASSES;
        width = min_int(3 * height, (rect.w - ui_px(ui, 200)) / LENET_CLASSES);
        matrix.recall = 0;
    }
    matrix.width = max_int(1, min_int(width, ui_px(ui, 76)));
    matrix.height = max_int(1, min_int(height, ui_px(ui, 44)));
    matrix.cells = (struct rect){rect.x + matrix.heads, rect.y + matrix.line,
                                 LENET_CLASSES * matrix.width, LENET_CLASSES * matrix.height};
    int left = matrix.cells.x + matrix.cells.w + matrix.recall + gap;
    matrix.beside = (struct rect){left, rect.y, rect.x + rect.w - left, rect.h};
    return matrix;
}

// Of a cell; with -1 of a head, or of the corner between them.
static struct rect cell_rect(const struct matrix *matrix, int label, int read)
{
    const struct rect *cells = &matrix->cells;
    struct rect rect = {cells->x + read * matrix->width, cells->y + label * matrix->height,
                        matrix->width, matrix->height};
    if (read < 0) {
        rect.x = cells->x - matrix->heads;
        rect.w = matrix->heads;
    }
    if (label < 0) {
        rect.y = cells->y - matrix->line;
        rect.h = matrix->line;
    }
    return rect;
}

static bool find_cell(const struct app *app, const struct matrix *matrix, int *label, int *read)
{
    const struct ui *ui = &app->ui;
    for (*label = -1; *label < LENET_CLASSES; ++*label)
        for (*read = -1; *read < LENET_CLASSES; ++*read)
            if (ui->pointer_inside && rect_contains(cell_rect(matrix, *label, *read),
                                                    (int)ui->pointer_x, (int)ui->pointer_y))
                return true;
    return false;
}

// ---- Colours and numbers ------------------------------------------------------------------------

static uint32_t largest_mistake(const struct exam_counts *counts)
{
    uint32_t largest = 1;
    for (int i = 0; i < LENET_CLASSES; i++)
        for (int j = 0; j < LENET_CLASSES; j++)
            if (i != j && counts->confusion[i][j] > largest)
                largest = counts->confusion[i][j];
    return largest;
}

static uint32_t colour_of(const struct app *app, int label, int read, uint32_t largest)
{
    const struct theme *theme = app->ui.theme;
    const struct exam_counts *counts = &app->session.exam_shown.exam->counts;
    uint32_t count = counts->confusion[label][read];
    if (count == 0)
        return theme->control;
    if (label == read)
        return colour_mix(theme->control, theme->accent,
                          0.15f + 0.85f * (float)exam_recall(counts, label));
    return colour_mix(theme->control, theme->bad,
                      0.2f + 0.8f * sqrtf((float)count / (float)largest));
}

static void write_number(const struct app *app, int label, int read, char text[16])
{
    const struct exam_counts *counts = &app->session.exam_shown.exam->counts;
    uint32_t count = counts->confusion[label][read];
    if (count == 0)
        text[0] = '\0';
    else if (app->session.exam_shown.per_cent)
        tr_print(text, 16, "%.1f", amount_percent(count, exam_labelled(counts, label)));
    else
        snprintf(text, 16, "%u", count);
}

static void draw_cells(struct app *app, const struct matrix *matrix)
{
    uint32_t largest = largest_mistake(&app->session.exam_shown.exam->counts);
    int line = (int)view_line(app);
    for (int label = 0; label < LENET_CLASSES; label++)
        for (int read = 0; read < LENET_CLASSES; read++) {
            struct rect rect = cell_rect(matrix, label, read);
            uint32_t colour = colour_of(app, label, read, largest);
            char text[16];
            write_number(app, label, read, text);
            canvas_fill(
                &app->canvas,
                (struct rect){rect.x, rect.y, max_int(1, rect.w - line), max_int(1, rect.h - line)},
                colour);
            if (matrix->numbers)
                text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_CENTRE, rect,
                             colour_readable_on(colour), text);
        }
}

static void draw_share(struct app *app, struct rect rect, enum text_align align, double share)
{
    char text[16] = "–";
    if (share >= 0)
        tr_print(text, sizeof text, "%.1f%%", 100 * share);
    ui_label_muted(&app->ui, TEXT_SMALL, align, rect, text);
}

static void draw_margins(struct app *app, const struct matrix *matrix)
{
    struct ui *ui = &app->ui;
    const struct exam_counts *counts = &app->session.exam_shown.exam->counts;
    int right = matrix->cells.x + matrix->cells.w, below = matrix->cells.y + matrix->cells.h;
    for (int i = 0; i < LENET_CLASSES; i++) {
        struct rect beside = {right, matrix->cells.y + i * matrix->height, matrix->recall,
                              matrix->height};
        struct rect under = {matrix->cells.x + i * matrix->width, below, matrix->width,
                             matrix->line};
        draw_share(app, beside, ALIGN_RIGHT, exam_recall(counts, i));
        draw_share(app, under, ALIGN_CENTRE, exam_precision(counts, i));
    }
    ui_label_muted(
        ui, TEXT_SMALL, ALIGN_RIGHT,
        (struct rect){right, matrix->cells.y - matrix->line, matrix->recall, matrix->line},
        tr("recall"));
    ui_label_muted(ui, TEXT_SMALL, ALIGN_RIGHT,
                   (struct rect){right, below, matrix->recall, matrix->line}, tr("precision"));
}

// Where rows are lower than words, only the head of the row at hand.
static void draw_heads(struct app *app, const struct matrix *matrix, int at_label)
{
    char text[4];
    for (int i = 0; i < LENET_CLASSES; i++) {
        snprintf(text, sizeof text, "%d", i);
        ui_label(&app->ui, TEXT_SMALL, ALIGN_CENTRE, cell_rect(matrix, -1, i), text);
        struct rect head = cell_rect(matrix, i, -1);
        int missing = text_height(app->text, TEXT_SMALL) - head.h;
        if (missing > 0 && i != at_label)
            continue;
        head.y -= max_int(0, missing) / 2;
        head.h += max_int(0, missing);
        ui_label(&app->ui, TEXT_SMALL, ALIGN_CENTRE, head, text);
    }
}

// ---- Words --------------------------------------------------------------------------------------

static void say_title(int label, int read, char text[64])
{
    if (label >= 0 && read >= 0)
        tr_print(text, 64, "%d read as %d", label, read);
    else if (label >= 0)
        tr_print(text, 64, "Every %d", label);
    else if (read >= 0)
        tr_print(text, 64, "All that is read as %d", read);
    else
        tr_print(text, 64, "All digits");
}

static void say_digit(const struct exam_counts *counts, int digit, char *text, size_t size)
{
    char recall[16] = "–", precision[16] = "–";
    if (exam_recall(counts, digit) >= 0)
        tr_print(recall, sizeof recall, "%.2f%%", 100 * exam_recall(counts, digit));
    if (exam_precision(counts, digit) >= 0)
        tr_print(precision, sizeof precision, "%.2f%%", 100 * exam_precision(counts, digit));
    char right[AMOUNT_SIZE], all[AMOUNT_SIZE], read[AMOUNT_SIZE];
    amount_count(right, counts->confusion[digit][digit]);
    amount_count(all, exam_labelled(counts, digit));
    amount_count(read, exam_read_as(counts, digit));
    if (exam_labelled(counts, digit) == 0 && exam_read_as(counts, digit) == 0)
        tr_print(text, size, "No digit here is a %d, and none is read as one.", digit);
    else if (exam_labelled(counts, digit) == 0)
        tr_print(text, size,
                 tr_many("No digit here is a %d; %s is read as one.",
                         "No digit here is a %d; %s are read as one.", exam_read_as(counts, digit)),
                 digit, read);
    else if (exam_read_as(counts, digit) == 0)
        tr_print(text, size, "None of %s digits %d is read as it: recall %s. No other is, either.",
                 all, digit, recall);
    else
        tr_print(text, size,
                 "%s of %s digits %d are read as it: recall %s. Of %s that are read so, %s are "
                 "one: precision %s.",
                 right, all, digit, recall, read, right, precision);
}

static void say_cell(const struct exam_counts *counts, int label, int read, char *text, size_t size)
{
    char number[AMOUNT_SIZE], wrong[AMOUNT_SIZE];
    if (label < 0 && read < 0) {
        amount_count(number, counts->count);
        amount_count(wrong, counts->wrong);
        tr_print(text, size, "%s digits, %s of them read wrongly.", number, wrong);
        return;
    }
    if (label < 0 || read < 0 || label == read) {
        say_digit(counts, label >= 0 ? label : read, text, size);
        return;
    }
    uint32_t count = counts->confusion[label][read];
    amount_count(number, count);
    if (exam_labelled(counts, label) == 0)
        tr_print(text, size, "No digit here is a %d.", label);
    else if (count == 0)
        tr_print(text, size, "No %d is read as %d.", label, read);
    else
        tr_print(text, size,
                 tr_many("%s digit: %.2f%% of the %ds.", "%s digits: %.2f%% of the %ds.", count),
                 number, amount_percent(count, exam_labelled(counts, label)), label);
}

static void draw_wrapped(struct app *app, struct rect *rect, uint32_t colour, const char *text)
{
    int height = text_draw_wrapped(NULL, app->text, TEXT_SMALL, *rect, colour, text);
    if (height <= rect->h)
        text_draw_wrapped(&app->canvas, app->text, TEXT_SMALL,
                          mistakes_common_row(rect, height, ui_px(&app->ui, 4)), colour, text);
}

// What the cell means; below that, where there is room, the calibration curve.
static void draw_beside(struct app *app, struct rect rect, int label, int read)
{
    const struct exam_counts *counts = &app->session.exam_shown.exam->counts;
    const struct theme *theme = app->ui.theme;
    char title[64], text[400];
    int body = text_height(app->text, TEXT_STRONG), gap = ui_px(&app->ui, 4);
    say_title(label, read, title);
    say_cell(counts, label, read, text, sizeof text);
    ui_label(&app->ui, TEXT_STRONG, ALIGN_LEFT, mistakes_common_row(&rect, body, gap), title);
    draw_wrapped(app, &rect, theme->text, text);
    draw_wrapped(app, &rect, theme->text_muted,
                 tr("Rows: what a digit is. Columns: how it is read. Enter or a click shows the "
                    "digits."));
    if (rect.h >= ui_px(&app->ui, 110))
        view_calibration(app, rect, false);
}

// ---- Walking ------------------------------------------------------------------------------------

// A label and a reading in one number.
enum { CELLS = LENET_CLASSES + 1 };

static void choose(struct app *app, int cell)
{
    mistakes_choose(&app->session, cell / CELLS - 1, cell % CELLS - 1);
}

static void open_digits(struct app *app, int cell)
{
    choose(app, cell);
    mistakes_ask_for(&app->session, MISTAKES_ALL);
    mistakes_show(&app->session, EXAM_DIGITS);
    ui_focus(&app->ui, ui_id("mistakes", EXAM_DIGITS));
}

static void walk_key(struct app *app, int key, int *label, int *read)
{
    if (key == KEY_UP || key == KEY_DOWN)
        *label += key == KEY_UP ? -1 : 1;
    else if (key == KEY_LEFT || key == KEY_RIGHT)
        *read += key == KEY_LEFT ? -1 : 1;
    else if (key == KEY_PAGE_UP || key == KEY_PAGE_DOWN)
        *label = key == KEY_PAGE_UP ? -1 : LENET_CLASSES - 1;
    else if (key == KEY_HOME || key == KEY_END)
        *read = key == KEY_HOME ? -1 : LENET_CLASSES - 1;
    else if (key != KEY_ENTER)
        mistakes_common_key(app, key);
    *label = max_int(-1, min_int(*label, LENET_CLASSES - 1));
    *read = max_int(-1, min_int(*read, LENET_CLASSES - 1));
}

void view_matrix(struct app *app, struct rect rect)
{
    struct ui *ui = &app->ui;
    struct matrix matrix = place_matrix(app, rect);
    const struct exam_filter *chosen = &app->session.exam_shown.filter;
    int label = chosen->label, read = chosen->read, over_label, over_read;
    struct rect whole = {matrix.cells.x - matrix.heads, matrix.cells.y - matrix.line,
                         matrix.cells.w + matrix.heads, matrix.cells.h + matrix.line};
    struct ui_walk walk =
        ui_walk_with(ui, ui_id("mistakes", EXAM_MATRIX), whole, MISTAKES_COMMON_LETTERS);
    bool over = find_cell(app, &matrix, &over_label, &over_read) && !ui_modal(ui);
    if (walk.clicked && over)
        request(app, open_digits, (over_label + 1) * CELLS + over_read + 1);
    for (int key; (key = ui_walk_key(ui, &walk)) != KEY_NONE;) {
        walk_key(app, key, &label, &read);
        request(app, key == KEY_ENTER ? open_digits : choose, (label + 1) * CELLS + read + 1);
    }
    draw_cells(app, &matrix);
    if (matrix.numbers)
        draw_margins(app, &matrix);
    draw_heads(app, &matrix, over ? over_label : label);
    struct rect at = cell_rect(&matrix, label, read);
    if (walk.ring)
        view_ring(app, at);
    else
        canvas_outline(&app->canvas, rect_inset(at, -(int)view_line(app)), 0, (float)ui_px(ui, 1),
                       ui->theme->text);
    if (over)
        canvas_outline(&app->canvas, cell_rect(&matrix, over_label, over_read), 0,
                       (float)ui_px(ui, 1), ui->theme->text);
    draw_beside(app, matrix.beside, over ? over_label : label, over ? over_read : read);
}
