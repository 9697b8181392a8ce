// Which digits are listed, and in which order. In a low window, each is one button that goes
// through what there is.
#include "app/window/views/mistakes/view_filters.h"
#include "app/language/tr.h"
#include "app/window/screen/request.h"
#include "app/window/views/mistakes/mistakes_common.h"
#include "app/window/views/shared/view_common.h"
#include <stdio.h>

// ---- Requests -----------------------------------------------------------------------------------

static void ask_for(struct app *app, int choice)
{
    mistakes_ask_for(&app->session, (enum mistakes_choice)choice);
}

static void sort(struct app *app, int order)
{
    mistakes_sort(&app->session, (enum exam_order)order);
}

static void choose_label(struct app *app, int label)
{
    mistakes_choose(&app->session, label, app->session.exam_shown.filter.read);
}

static void choose_read(struct app *app, int read)
{
    mistakes_choose(&app->session, app->session.exam_shown.filter.label, read);
}

// ---- With room ----------------------------------------------------------------------------------

static const char *const orders[EXAM_ORDERS] = {TR("Number"), TR("Surest"), TR("Least sure"),
                                                TR("Label")};

// Words before a widget; what is left of the row is the widget's.
static void draw_name(struct app *app, struct rect *row, const char *name)
{
    int width = text_width(app->text, TEXT_SMALL, name);
    ui_label_muted(&app->ui, TEXT_SMALL, ALIGN_LEFT, (struct rect){row->x, row->y, width, row->h},
                   name);
    row->x += width + ui_px(&app->ui, 6);
    row->w -= width + ui_px(&app->ui, 6);
}

static struct rect take(struct rect *row, int width, int gap)
{
    struct rect taken = {row->x, row->y, width, row->h};
    row->x += width + gap;
    row->w -= width + gap;
    return taken;
}

static void draw_chips(struct app *app, struct rect *row, int gap)
{
    static const char *const hints[MISTAKES_CHOICES] = {
        [MISTAKES_ALL] = TR("Every digit  (D)"),
        [MISTAKES_WRONG] = TR("What is read as another digit than it is  (M)"),
        [MISTAKES_SUREST] = TR("The mistakes with the highest probability first  (S)"),
        [MISTAKES_LEAST_SURE] = TR("The digits with the lowest probability first  (L)"),
        [MISTAKES_NOT_SURE] = TR("What is not called sure  (U)"),
    };
    for (int i = 0; i < MISTAKES_CHOICES; i++) {
        const char *name = mistakes_common_choice((enum mistakes_choice)i);
        int width = text_width(app->text, TEXT_BODY, name) + ui_px(&app->ui, 16);
        struct rect rect = take(row, width, gap);
        bool on = (int)mistakes_asked_for(&app->session) == i;
        if (ui_button(&app->ui, ui_id("mistakes chip", i), rect, name, on ? UI_CHECKED : 0))
            request(app, ask_for, i);
        ui_tooltip(&app->ui, rect, tr(hints[i]));
    }
}

static void draw_order(struct app *app, struct rect row)
{
    int order = (int)app->session.exam_shown.filter.order;
    draw_name(app, &row, tr("Order"));
    if (ui_choice(&app->ui, ui_id("mistakes order", 0),
                  take(&row, min_int(row.w, ui_px(&app->ui, 320)), 0),
                  tr("Number|Surest|Least sure|Label"), &order, 0))
        request(app, sort, order);
}

static void draw_digit(struct app *app, struct rect *row, const char *name, int digit,
                       request_call *call, const char *hint)
{
    struct ui *ui = &app->ui;
    int place = digit + 1;
    draw_name(app, row, name);
    struct rect rect = take(row, ui_px(ui, 264), ui_px(ui, 16));
    if (ui_choice(ui, ui_id(name, 0), rect, tr("all|0|1|2|3|4|5|6|7|8|9"), &place, 0))
        request(app, call, place - 1);
    ui_tooltip(ui, rect, hint);
}

static void draw_count(struct app *app, struct rect row)
{
    char text[48];
    const struct exam_shown *shown = &app->session.exam_shown;
    if (shown->count > 0)
        tr_print(text, sizeof text, "%'zu of %'zu", shown->place + 1, shown->count);
    else
        tr_print(text, sizeof text, "none");
    ui_label(&app->ui, TEXT_BODY, ALIGN_RIGHT, row, view_fitting(app, TEXT_BODY, row.w, text, ""));
}

// ---- Without ------------------------------------------------------------------------------------

static void draw_turner(struct app *app, struct rect rect, int number, const char *label,
                        request_call *call, int next)
{
    if (ui_button(&app->ui, ui_id("mistakes turner", number), rect, label, 0))
        request(app, call, next);
}

static void write_digit(char text[24], const char *name, int digit)
{
    if (digit < 0)
        tr_print(text, 24, "%s all", name);
    else
        snprintf(text, 24, "%s %d", name, digit);
}

static int digit_after(int digit)
{
    return digit + 1 < LENET_CLASSES ? digit + 1 : -1;
}

static void draw_turners(struct app *app, struct rect row, int gap)
{
    const struct exam_filter *filter = &app->session.exam_shown.filter;
    int choice = (int)mistakes_asked_for(&app->session), width = (row.w - 3 * gap) / 4;
    char label[24], read[24];
    write_digit(label, tr("Label"), filter->label);
    write_digit(read, tr("Read as"), filter->read);
    draw_turner(app, take(&row, width, gap), 0,
                mistakes_common_choice((enum mistakes_choice)choice), ask_for,
                (choice + 1) % MISTAKES_CHOICES);
    draw_turner(app, take(&row, width, gap), 1, label, choose_label, digit_after(filter->label));
    draw_turner(app, take(&row, width, gap), 2, read, choose_read, digit_after(filter->read));
    draw_turner(app, take(&row, width, gap), 3, tr(orders[filter->order]), sort,
                ((int)filter->order + 1) % EXAM_ORDERS);
}

void view_filters(struct app *app, struct rect *rect)
{
    struct ui *ui = &app->ui;
    const struct exam_filter *filter = &app->session.exam_shown.filter;
    bool low = mistakes_common_is_low(app, *rect);
    int gap = ui_px(ui, 4), height = ui_px(ui, low ? 22 : 24);
    struct rect row = mistakes_common_row(rect, height, ui_px(ui, 6));
    if (low) {
        draw_turners(app, row, gap);
        return;
    }
    draw_chips(app, &row, gap);
    row.x += 2 * gap;
    row.w -= 2 * gap;
    draw_order(app, row);
    row = mistakes_common_row(rect, height, ui_px(ui, 8));
    draw_digit(app, &row, tr("Label"), filter->label, choose_label,
               tr("Only digits with this label  (0 to 9)"));
    draw_digit(app, &row, tr("Read as"), filter->read, choose_read,
               tr("Only digits that are read as this  (Shift and 0 to 9)"));
    draw_count(app, row);
}
