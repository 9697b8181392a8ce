// The card of slow motion: what the stage is, in words, its numbers, and the way on. What has no
// room is left out as a whole, or added up in one line.
#include "app/window/views/step/view_step.h"
#include "app/language/tr.h"
#include "app/window/screen/action.h"
#include "app/window/screen/request.h"
#include "app/window/views/cell/view_cell.h"
#include "app/window/views/shared/view_common.h"
#include "app/window/views/shared/view_tabs.h"
#include "app/window/views/step/view_step_table.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static struct rect take_top(struct rect *left, int height)
{
    struct rect top = {left->x, left->y, left->w, height};
    left->y += height;
    left->h -= height;
    return top;
}

static struct rect take_bottom(struct rect *left, int height)
{
    left->h -= height;
    return (struct rect){left->x, left->y + left->h, left->w, height};
}

static int line_height(const struct app *app)
{
    return text_height(app->text, TEXT_SMALL) + ui_px(&app->ui, 1);
}

// ---- Buttons ------------------------------------------------------------------------------------

static void draw_button(struct app *app, struct rect rect, enum action_id id, const char *words,
                        const char *hint, bool disabled)
{
    struct ui *ui = &app->ui;
    char text[ACTION_HINT_SIZE];
    bool small = text_width(app->text, TEXT_BODY, words) > rect.w - 2 * ui_px(ui, 6);
    if (ui_button(ui, ui_id("step", (int)id), rect, small ? "" : words, disabled ? UI_DISABLED : 0))
        request_action(app, id);
    if (small)
        text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_CENTRE, rect,
                     disabled ? ui->theme->disabled_text : ui->theme->text, words);
    ui_tooltip(ui, rect, action_hint(app, id, hint, NULL, text));
}

static void draw_buttons(struct app *app, struct rect row)
{
    int gap = ui_px(&app->ui, 4), width = (row.w - 2 * gap) / 3;
    struct rect button = {row.x, row.y, width, row.h};
    draw_button(app, button, ACTION_STEP_BACK, tr("Back"), tr("The stage before"),
                app->session.slow_motion.stage == 0);
    button.x += width + gap;
    bool last = app->session.slow_motion.stage == SLOW_MOTION_STAGES - 1;
    draw_button(app, button, ACTION_STEP_NEXT, tr("Next"),
                last ? tr("Another step, with the weights that this one made")
                     : tr("The next stage"),
                false);
    button.x = row.x + row.w - width;
    draw_button(app, button, ACTION_STEP_AGAIN, tr("Again"),
                last ? tr("A whole step more with the same image") : tr("To what the step does"),
                false);
}

// ---- Choices ------------------------------------------------------------------------------------

static const float rates[] = {0.01f, 0.1f, 1, 10};

static void choose_label(struct app *app, int label)
{
    if (app->session.slow_motion.on)
        slow_motion_choose_label(&app->session, label);
}

static void choose_rate(struct app *app, int rate)
{
    if (app->session.slow_motion.on)
        slow_motion_choose_rate(&app->session, rates[rate]);
}

static bool has_label_choice(struct slow_motion_stage stage)
{
    return stage.kind == SLOW_MOTION_LOSS;
}

static bool has_rate_choice(struct slow_motion_stage stage)
{
    return stage.kind >= SLOW_MOTION_UPDATE;
}

static void draw_label_choice(struct app *app, struct rect rect)
{
    int label = app->session.slow_motion.step->label;
    if (ui_choice(&app->ui, ui_id("label", 0), rect, "0|1|2|3|4|5|6|7|8|9", &label, 0))
        request(app, choose_label, label);
    ui_tooltip(&app->ui, rect, tr("Which digit it is to be read as (also with J and Shift+J)"));
}

static void draw_rate_choice(struct app *app, struct rect rect)
{
    int at = 0;
    while (at < 3 && rates[at] < app->session.slow_motion.rate)
        at++;
    char text[4][24], labels[100];
    for (int i = 0; i < 4; i++)
        tr_print(text[i], sizeof text[i], "%g", (double)rates[i]);
    bool narrow = text_width(app->text, TEXT_BODY, text[0]) > rect.w / 4 - ui_px(&app->ui, 12);
    snprintf(labels, sizeof labels, "%s|%s|%s|%s", text[0] + narrow, text[1] + narrow, text[2],
             text[3]);
    if (ui_choice(&app->ui, ui_id("rate", 0), rect, labels, &at, 0))
        request(app, choose_rate, at);
    ui_tooltip(&app->ui, rect, tr("Rate: how far every weight goes against its gradient"));
}

// ---- Words --------------------------------------------------------------------------------------

// "Gradient: C3 9 from 4, weight (3, 1)" in a narrow card is "C3 9 from 4, weight (3, 1)", and in
// the narrowest it names the unit.
static const char *shorten_title(const struct app *app, enum text_style style, int room,
                                 char title[96])
{
    char *colon = strstr(title, ": "), *shorter = colon ? colon + 2 : title;
    char *weight = strstr(shorter, tr(", "));
    bool long_still = text_width(app->text, style, shorter) > room || !colon;
    if (weight && long_still)
        *weight = '\0';
    return shorter;
}

// The title, which stage of how many, and in what the numbers are counted: in a line of its own
// where the title leaves no room for that.
static void draw_title(struct app *app, struct rect *left, const struct step_page *page)
{
    struct rect line = take_top(left, text_height(app->text, TEXT_STRONG) + ui_px(&app->ui, 2));
    const struct slow_motion *slow = &app->session.slow_motion;
    char place[48], both[96], shorter[96];
    snprintf(place, sizeof place, "%d/%d", slow->stage + 1, SLOW_MOTION_STAGES);
    if (slow->steps > 0)
        tr_print(place, sizeof place, "step %'d, %d/%d", slow->steps + 1, slow->stage + 1,
                 SLOW_MOTION_STAGES);
    snprintf(both, sizeof both, "%s%s%s", page->unit, page->unit[0] ? tr(", ") : "", place);
    bool strong = text_width(app->text, TEXT_STRONG, page->title) <= line.w;
    enum text_style style = strong ? TEXT_STRONG : TEXT_SMALL;
    snprintf(shorter, sizeof shorter, "%s", page->title);
    const char *title =
        view_fitting(app, style, line.w, page->title, shorten_title(app, style, line.w, shorter));
    int room = line.w - text_width(app->text, style, title) - ui_px(&app->ui, 6);
    bool beside = text_width(app->text, TEXT_SMALL, both) <= room;
    ui_label(&app->ui, style, ALIGN_LEFT, line, title);
    if (!beside)
        line = take_top(left, line_height(app));
    char brief[96];
    snprintf(brief, sizeof brief, "%s%s%s", page->unit_short, page->unit[0] ? tr(", ") : "", place);
    const char *least = page->unit[0] ? page->unit_short : place;
    ui_label_muted(&app->ui, TEXT_SMALL, ALIGN_RIGHT, line,
                   view_fitting(app, TEXT_SMALL, line.w, both,
                                view_fitting(app, TEXT_SMALL, line.w, brief, least)));
}

// Beside `needed` pixels.
static bool text_fits(const struct app *app, struct rect left, const struct step_page *page,
                      int needed)
{
    int height = text_draw_wrapped(NULL, app->text, TEXT_SMALL, left, 0, page->text);
    return height + ui_px(&app->ui, 3) + needed <= left.h;
}

// Unless the numbers need the room; then the title tells it to a pointer that rests there.
static void draw_text(struct app *app, struct rect *left, const struct step_page *page, int needed)
{
    struct ui *ui = &app->ui;
    if (!text_fits(app, *left, page, needed)) {
        ui_tooltip(ui, (struct rect){left->x, left->y - ui_px(ui, 20), left->w, ui_px(ui, 20)},
                   page->text);
        return;
    }
    int height = text_draw_wrapped(&app->canvas, app->text, TEXT_SMALL, *left,
                                   ui->theme->text_muted, page->text);
    take_top(left, height + ui_px(ui, 3));
}

// ---- Numbers ------------------------------------------------------------------------------------

// What of a label has room: all, what is before its colon, or its first word and a sign before it.
static void fit_label(struct app *app, char *label, int room)
{
    size_t sign = strncmp(label, "= ", 2) == 0 || strncmp(label, "+ ", 2) == 0 ? 2 : 0;
    for (const char *end = ":( "; text_width(app->text, TEXT_SMALL, label) > room; end++) {
        char *cut = *end && strlen(label) > sign ? strchr(label + sign, *end) : label;
        if (cut)
            *cut = '\0';
        if (!*label)
            return;
    }
}

static void draw_line(struct app *app, struct rect line, const struct step_line *text, bool strong)
{
    const struct theme *theme = app->ui.theme;
    char label[STEP_LABEL];
    int room = line.w - text_width(app->text, TEXT_SMALL, text->number) - ui_px(&app->ui, 4);
    snprintf(label, sizeof label, "%s", text->label);
    fit_label(app, label, room);
    text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_LEFT, line,
                 strong ? theme->text : theme->text_muted, label);
    text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_RIGHT, line, theme->text, text->number);
}

// The rows of the list from `first` on that have no line of their own.
static void draw_others(struct app *app, struct rect line, const struct step_page *page, int first,
                        int shown)
{
    struct step_line others = {.sum = STEP_PART};
    double units = 0;
    for (int i = 0; i < page->list_count; i++)
        if (i < first || i >= first + shown)
            units += page->list[i].units;
    tr_print(others.label, sizeof others.label, shown > 0 ? "%d more" : "all %d",
             page->list_count - shown);
    if (page->list[0].sum == STEP_PART)
        step_page_number(page, units, others.number);
    draw_line(app, line, &others, false);
}

// A request: another weight of a unit, by its rank.
static void take_rank(struct app *app, int rank)
{
    slow_motion_take_weight(&app->session, rank, -1);
}

static void walk_list(struct app *app, struct rect rect, const struct step_page *page, int first,
                      int shown)
{
    struct ui *ui = &app->ui;
    struct ui_walk state = ui_walk(ui, ui_id("unit gradients", 0), rect);
    int at = page->at, line = line_height(app);
    if (state.clicked)
        at = first + ((int)ui->pointer_y - rect.y) / line;
    for (int key; (key = ui_walk_key(ui, &state)) != KEY_NONE;)
        at += key == KEY_DOWN        ? 1
              : key == KEY_UP        ? -1
              : key == KEY_PAGE_DOWN ? shown
              : key == KEY_PAGE_UP   ? -shown
                                     : 0;
    at = at < 0 ? 0 : at >= page->list_count ? page->list_count - 1 : at;
    if (at != page->at)
        request(app, take_rank, at);
    if (state.ring)
        canvas_outline(&app->canvas, rect_inset(rect, -ui_px(ui, 2)), 0, (float)ui_px(ui, 2),
                       ui->theme->focus);
}

static void draw_list(struct app *app, struct rect rect, const struct step_page *page)
{
    int line = line_height(app), rows = rect.h / line, count = page->list_count;
    int shown = rows >= count ? count : rows - 1;
    if (shown < 1 && rows < 1)
        return;
    shown = shown < 0 ? 0 : shown;
    int first = page->at >= shown && shown > 0 ? page->at - shown + 1 : 0;
    struct rect all = {rect.x, rect.y, rect.w, shown * line};
    for (int i = first; i < first + shown; i++) {
        struct rect row = take_top(&rect, line);
        if (i == page->at)
            canvas_round_fill(&app->canvas, row, 3 * app->ui.scale,
                              colour_mix(app->ui.theme->panel, app->ui.theme->accent, 0.2f));
        draw_line(app, row, &page->list[i], i == page->at);
    }
    if (shown < count)
        draw_others(app, take_top(&rect, line), page, first, shown);
    if (page->at >= 0 && shown > 0)
        walk_list(app, all, page, first, shown);
}

// The last ones, where there is no room for all.
static void draw_lines(struct app *app, struct rect *left, const struct step_page *page)
{
    int line = line_height(app), count = page->lines;
    count = count > left->h / line ? left->h / line : count;
    struct rect rect = take_bottom(left, count * line);
    for (int i = page->lines - count; i < page->lines; i++)
        draw_line(app, take_top(&rect, line), &page->line[i], page->line[i].sum == STEP_TOTAL);
}

// ---- The card -----------------------------------------------------------------------------------

// What is no list, a table or bars: how high it is in `room`; 0 where that is too low for it.
static int picture_height(const struct app *app, struct slow_motion_stage stage, int room)
{
    bool bars = stage.kind == SLOW_MOTION_AFTER;
    if (!bars &&
        (stage.kind != SLOW_MOTION_GRADIENT || slow_motion_kernel(&app->session).count != 25))
        return 0;
    int most = bars ? view_step_table_bars_height(app, false) : view_step_table_height(app, false);
    int least = bars ? view_step_table_bars_height(app, true) : view_step_table_height(app, true);
    return room >= most ? most : room < least ? 0 : bars ? room : least;
}

// Words, numbers and a picture want the room: of the list, then, no more than its sum.
static void draw_page(struct app *app, struct rect left, const struct step_page *page)
{
    struct slow_motion_stage stage = slow_motion_at(&app->session);
    int line = line_height(app), lines = 0, least = 0;
    draw_title(app, &left, page);
    for (int listed = page->list_count < 2 ? page->list_count : 2; listed >= 0; listed--) {
        lines = (page->lines + listed) * line;
        least = stage.kind == SLOW_MOTION_AFTER ? view_step_table_bars_height(app, true)
                                                : picture_height(app, stage, left.h - lines);
        if (listed <= 1 || text_fits(app, left, page, lines + least))
            break;
    }
    draw_text(app, &left, page, lines + least);
    int height = picture_height(app, stage, left.h - lines);
    struct rect picture = take_top(&left, height);
    if (height > 0 && stage.kind == SLOW_MOTION_AFTER)
        view_step_table_bars(app, picture);
    else if (height > 0)
        view_step_table(app, picture, page);
    draw_lines(app, &left, page);
    draw_list(app, left, page);
}

static void draw_choice(struct app *app, struct rect *left)
{
    struct slow_motion_stage stage = slow_motion_at(&app->session);
    int height = ui_px(&app->ui, 22), gap = ui_px(&app->ui, 4);
    if (!has_label_choice(stage) && !has_rate_choice(stage))
        return;
    int least = stage.kind == SLOW_MOTION_AFTER ? ui_px(&app->ui, 220) : 7 * line_height(app);
    if (left->h < height + gap + least)
        return; // its numbers come first; the label has keys
    struct rect rect = take_bottom(left, height);
    take_bottom(left, gap);
    if (has_label_choice(stage))
        draw_label_choice(app, rect);
    else
        draw_rate_choice(app, rect);
}

void view_step(struct app *app)
{
    struct ui *ui = &app->ui;
    struct rect left = app->layout.side_body, title = app->layout.side_title;
    struct step_page page;
    struct terms_cell cell;
    char hint[ACTION_HINT_SIZE];
    ui_card(ui, app->layout.card[PANEL_SIDE], NULL);
    struct rect close = {title.x + title.w - title.h, title.y, title.h, title.h};
    title.w -= title.h;
    if (!view_tabs(app, title))
        ui_label(
            ui, TEXT_STRONG, ALIGN_LEFT, title,
            view_fitting(app, TEXT_STRONG, title.w, tr("One step in slow motion"),
                         view_fitting(app, TEXT_STRONG, title.w, tr("Slow motion"), tr("Step"))));
    action_hint(app, ACTION_SLOW_MOTION, tr("End slow motion"), tr("Escape"), hint);
    if (ui_icon_button(ui, ui_id("end step", 0), close, ICON_CLOSE, hint, UI_QUIET))
        request_action(app, ACTION_SLOW_MOTION);
    draw_buttons(app, take_bottom(&left, ui_px(ui, 24)));
    take_bottom(&left, ui_px(ui, 4));
    draw_choice(app, &left);
    step_page_of(&page, &app->session, view_cell_shown(app, &cell) ? &cell : NULL);
    draw_page(app, left, &page);
}
