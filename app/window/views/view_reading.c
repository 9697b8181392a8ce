// The reading: the digit large, or an honest "not sure", and ten probabilities.
#include "app/language/tr.h"
#include "app/session/labelling.h"
#include "app/session/why.h"
#include "app/window/views/shared/view_common.h"
#include "app/window/views/view_row.h"
#include "app/window/views/views.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static void label_drawing(struct app *app, int digit)
{
    labelling_add(&app->session, digit);
}

// While correcting, a bar is a button that says what the drawing was.
static void offer_label(struct app *app, struct rect row, int digit)
{
    int around = ui_px(&app->ui, 4);
    row.x -= around;
    row.w += 2 * around;
    ui_name(&app->ui, (char[2]){(char)('0' + digit)});
    if (ui_button(&app->ui, ui_id("it was", digit), row, "", UI_QUIET))
        request(app, label_drawing, digit);
}

// A digit and what it is compared with, in one number.
static void ask_why(struct app *app, int pair)
{
    why_ask(&app->session, pair % LENET_CLASSES, pair / LENET_CLASSES - 1);
}

// Else it asks why it is this digit or, with Shift, why the one in question is not this.
static void offer_why(struct app *app, struct rect row, int digit)
{
    struct ui *ui = &app->ui;
    struct ui_area area = ui_area(ui, ui_id("why", digit), row);
    int asked = why_digit(&app->session);
    int first = asked >= 0 ? asked : app->session.reading.best;
    if (area.hovered || asked == digit)
        canvas_round_fill(&app->canvas, rect_inset(row, -ui_px(ui, 2)), 4 * ui->scale,
                          asked == digit ? ui->theme->control_hover : ui->theme->control);
    if (area.clicked && area.shift && first != digit)
        request(app, ask_why, first + (digit + 1) * LENET_CLASSES);
    else if (area.clicked)
        request(app, ask_why, digit);
    ui_tooltip(ui, row, tr("Click: why this digit? Shift-click another: why not that?"));
}

static void draw_bar(struct app *app, int digit)
{
    struct ui *ui = &app->ui;
    const struct theme *theme = ui->theme;
    struct rect row = app->layout.bar[digit];
    const struct reading *reading = &app->session.reading;
    if (app->session.correcting && !reading->empty)
        offer_label(app, row, digit);
    else if (!reading->empty)
        offer_why(app, row, digit);
    float probability = reading->empty ? 0 : reading->probability[digit];
    bool best = !reading->empty && digit == reading->best;
    bool small = row.h < ui_px(ui, 16);
    enum text_style style = small ? TEXT_SMALL : best ? TEXT_STRONG : TEXT_BODY;
    int label = ui_px(ui, 16), number = ui_px(ui, small ? 38 : 48),
        thick = ui_px(ui, small ? 8 : 12);
    if (thick > row.h - 2)
        thick = row.h - 2;
    struct rect name = {row.x, row.y, label, row.h};
    struct rect value = {row.x + row.w - number, row.y, number, row.h};
    struct rect track = {name.x + label, row.y + (row.h - thick) / 2, row.w - label - number,
                         thick};
    struct rect bar = track;
    bar.w = (int)lrintf(probability * (float)track.w);
    char text[16];
    snprintf(text, sizeof text, "%d", digit);
    text_draw_in(&app->canvas, app->text, style, ALIGN_LEFT, name,
                 best ? theme->text : theme->text_muted, text);
    float radius = (float)thick / 4;
    canvas_round_fill(&app->canvas, track, radius, theme->control);
    if (bar.w > 0)
        canvas_round_fill(&app->canvas, bar, fminf(radius, (float)bar.w / 2),
                          best ? theme->accent : theme->text_muted);
    if (reading->empty)
        return;
    tr_print(text, sizeof text, "%d%%", reading_percent(probability));
    text_draw_in(&app->canvas, app->text, style, ALIGN_RIGHT, value,
                 best ? theme->text : theme->text_muted, text);
}

static void draw_question(struct app *app, struct rect rect)
{
    text_draw_fitted(&app->canvas, app->text, rect_inset(rect, rect.h / 4),
                     app->ui.theme->disabled_text, "?");
}

// Two candidates side by side.
static void draw_unsure(struct app *app, struct rect rect)
{
    const struct theme *theme = app->ui.theme;
    char text[2][4];
    snprintf(text[0], sizeof text[0], "%d", app->session.reading.best);
    snprintf(text[1], sizeof text[1], "%d", app->session.reading.rival);
    int part = rect.w * 2 / 5, height = rect.h * 2 / 5, top = rect.y + (rect.h - height) / 2;
    struct rect first = {rect.x, top, part, height};
    struct rect second = {rect.x + rect.w - part, top, part, height};
    struct rect between = {rect.x + part, top, rect.w - 2 * part, height};
    text_draw_fitted(&app->canvas, app->text, first, theme->text, text[0]);
    text_draw_fitted(&app->canvas, app->text, second, theme->text_muted, text[1]);
    if (text_width(app->text, TEXT_SMALL, tr("or")) <= between.w)
        ui_label_muted(&app->ui, TEXT_SMALL, ALIGN_CENTRE, between, tr("or"));
}

// In one line if there is room, else "\n" divides it into two.
static bool draw_note_form(struct app *app, enum text_style style, const char *note)
{
    struct rect line = app->layout.verdict_note;
    char text[2][64];
    int first = (int)strcspn(note, "\n");
    const char *rest = note[first] ? note + first + 1 : "";
    snprintf(text[0], sizeof text[0], "%.*s%s%s", first, note, *rest ? " " : "", rest);
    if (text_width(app->text, style, text[0]) <= line.w) {
        ui_label_muted(&app->ui, style, ALIGN_CENTRE, line, text[0]);
        return true;
    }
    line.h /= 2;
    snprintf(text[0], sizeof text[0], "%.*s", first, note);
    snprintf(text[1], sizeof text[1], "%s", rest);
    if (!*rest || text_height(app->text, style) > line.h)
        return false;
    for (int i = 0; i < 2; i++)
        if (text_width(app->text, style, text[i]) > line.w)
            return false;
    for (int i = 0; i < 2; i++, line.y += line.h)
        ui_label_muted(&app->ui, style, ALIGN_CENTRE, line, text[i]);
    return true;
}

// As much as there is room for.
static void draw_note(struct app *app)
{
    const struct reading *reading = &app->session.reading;
    char note[64];
    enum reading_form form = reading->sure ? READING_SHORT : READING_WHOLE;
    for (; form < READING_FORMS; form++) {
        reading_say(reading, form, note, sizeof note);
        if (draw_note_form(app, TEXT_BODY, note) || draw_note_form(app, TEXT_SMALL, note))
            return;
    }
}

static void draw_verdict(struct app *app)
{
    struct rect rect = app->layout.verdict;
    const struct reading *reading = &app->session.reading;
    char digit[16];
    snprintf(digit, sizeof digit, "%d%s", reading->best, reading->sure ? "" : "?");
    if (reading->empty || (!reading->sure && reading->doubt < READING_UNLIKE))
        draw_question(app, rect);
    else if (!reading->sure && reading->rival >= 0)
        draw_unsure(app, rect);
    else
        text_draw_fitted(&app->canvas, app->text,
                         rect_inset(rect, rect.h / (reading->sure ? 10 : 5)), app->ui.theme->text,
                         digit);
    draw_note(app);
}

// "Learn my 4 digits", or as much of that as there is room for.
static void draw_learn(struct app *app, struct rect rect)
{
    char count[LABELLING_COUNT], text[4][96], hint[ACTION_HINT_SIZE];
    size_t digits = app->session.own_digits.strokes.count;
    labelling_count(&app->session, count);
    tr_print(text[0], sizeof text[0], "Learn my %s", count);
    tr_print(text[1], sizeof text[1], "Learn %s", count);
    tr_print(text[2], sizeof text[2], "Learn %'zu", digits);
    tr_print(text[3], sizeof text[3], "Learn");
    int form = 0, room = rect.w - 2 * ui_px(&app->ui, 6);
    while (form < 3 && text_width(app->text, TEXT_BODY, text[form]) > room)
        form++;
    bool small = text_width(app->text, TEXT_BODY, text[form]) > room;
    bool enabled = action_enabled(app, ACTION_LEARN);
    if (ui_button(&app->ui, ui_id("learn", 0), rect, small ? "" : text[form],
                  enabled ? 0 : UI_DISABLED))
        request_action(app, ACTION_LEARN);
    if (small)
        text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_CENTRE, rect,
                     enabled ? app->ui.theme->text : app->ui.theme->disabled_text, text[form]);
    tr_print(text[0], sizeof text[0],
             tr_many("%s of yours is kept: let the network learn from it",
                     "%s of yours are kept: let the network learn from them",
                     (unsigned long)digits),
             count);
    ui_tooltip(&app->ui, rect, action_hint(app, ACTION_LEARN, text[0], NULL, hint));
}

// There are digits to learn, and no room for the button but the title's.
static bool learn_is_the_title(const struct app *app)
{
    return app->layout.learn.w == 0 && app->layout.digits.w == 0 &&
           app->session.own_digits.strokes.count > 0;
}

// The row of several digits stands in the title's place.
static bool row_is_the_title(const struct app *app)
{
    return app->layout.digits.w > 0 && app->layout.digits.y == app->layout.reading_title.y;
}

// What the card is about; "" where there is no room for that.
static const char *find_title(struct app *app)
{
    int width = app->layout.reading_title.w;
    if (learn_is_the_title(app) || row_is_the_title(app))
        return "";
    const char *text = tr("Reading"), *shorter = text;
    if (app->session.correcting) {
        text = app->session.reading.empty ? tr("Draw a digit to teach") : tr("Which digit is it?");
        shorter = app->session.reading.empty ? tr("Draw it") : tr("It was…");
    }
    shorter = view_fitting(app, TEXT_STRONG, width, shorter, "");
    return view_fitting(app, TEXT_STRONG, width, text, shorter);
}

enum view_note view_place_note(struct app *app)
{
    if (!app->session.digit_note[0] || app->session.digit_pad != app->session.pad.version)
        return VIEW_NOTE_NONE;
    int title = text_width(app->text, TEXT_STRONG, find_title(app)) + ui_px(&app->ui, 8);
    int note = text_width(app->text, TEXT_BODY, app->session.digit_note);
    return !learn_is_the_title(app) && !row_is_the_title(app) &&
                   title + note <= app->layout.reading_title.w
               ? VIEW_NOTE_IN_TITLE
               : VIEW_NOTE_ON_PAD;
}

// All of several digits, at the title's end.
static void draw_all(struct app *app)
{
    char text[DIGIT_ROW_TEXT];
    struct rect rect = app->layout.reading_title;
    int title = text_width(app->text, TEXT_STRONG, find_title(app)) + ui_px(&app->ui, 8);
    digit_row_say(&app->session.row, text);
    if (title + text_width(app->text, TEXT_STRONG, text) <= rect.w)
        ui_label(&app->ui, TEXT_STRONG, ALIGN_RIGHT, rect, text);
}

static void look_at(struct app *app, int digit)
{
    session_look_at_digit(&app->session, digit);
}

static void draw_row(struct app *app)
{
    if (app->layout.digits.w == 0 || app->session.row.count == 0)
        return;
    if (!row_is_the_title(app) && view_place_note(app) != VIEW_NOTE_IN_TITLE)
        draw_all(app);
    view_row(app, app->layout.digits, &app->session.row, labelling_kept(&app->session), look_at);
}

static void draw_title(struct app *app)
{
    struct ui *ui = &app->ui;
    struct rect rect = app->layout.reading_title;
    if (learn_is_the_title(app))
        draw_learn(app, rect);
    text_draw_in(&app->canvas, app->text, TEXT_STRONG, ALIGN_LEFT, rect,
                 app->session.correcting ? ui->theme->accent : ui->theme->text, find_title(app));
    if (view_place_note(app) == VIEW_NOTE_IN_TITLE)
        ui_label_muted(ui, TEXT_BODY, ALIGN_RIGHT, rect, app->session.digit_note);
}

static void draw_teaching(struct app *app)
{
    struct ui *ui = &app->ui;
    if (ui_button(ui, ui_id("teach", 0), app->layout.correct, tr("Teach"),
                  app->session.correcting ? UI_CHECKED : 0))
        request_action(app, ACTION_CORRECT);
    char hint[ACTION_HINT_SIZE];
    ui_tooltip(
        ui, app->layout.correct,
        action_hint(app, ACTION_CORRECT,
                    tr("Say what you drew: press its digit or its bar, and it is kept to learn "
                       "from"),
                    NULL, hint));
    if (app->layout.learn.w > 0 && app->session.own_digits.strokes.count > 0)
        draw_learn(app, app->layout.learn);
}

void view_reading(struct app *app)
{
    struct ui *ui = &app->ui;
    const struct layout *layout = &app->layout;
    ui_card(ui, layout->card[PANEL_READING], NULL);
    draw_title(app);
    draw_row(app);
    draw_verdict(app);
    for (int digit = 0; digit < LENET_CLASSES; digit++)
        draw_bar(app, digit);
    draw_teaching(app);
}
