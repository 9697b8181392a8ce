// The heading of the page says which digits were read, by whose weights, and how that went; below
// it is one of three views of it.
#include "app/window/views/mistakes/view_mistakes.h"
#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/training/data_source.h"
#include "app/window/screen/request.h"
#include "app/window/views/mistakes/mistakes_common.h"
#include "app/window/views/mistakes/view_calibration.h"
#include "app/window/views/mistakes/view_digits.h"
#include "app/window/views/mistakes/view_matrix.h"
#include "app/window/views/shared/view_common.h"
#include <stdio.h>
#include <string.h>

// ---- Requests -----------------------------------------------------------------------------------

static void choose_view(struct app *app, int view)
{
    mistakes_show(&app->session, (enum exam_view)view);
}

static void show_per_cent(struct app *app, int per_cent)
{
    mistakes_show_per_cent(&app->session, per_cent != 0);
}

// ---- Words --------------------------------------------------------------------------------------

// Whether the numbers are of now.
static const char *say_when(const struct session *session)
{
    if (mistakes_is_current(session))
        return "";
    return session_trains(session) ? tr("live: ") : tr("measuring… ");
}

// From the whole to the least.
static void say_result(const struct session *session, int form, char *text, size_t size)
{
    const struct exam *exam = session->exam_shown.exam;
    const struct exam_counts *counts = &exam->counts;
    const char *first = exam->left_out > 0 ? tr("the first ") : "", *when = say_when(session);
    double error = amount_percent(counts->wrong, counts->count);
    char set[64], all[AMOUNT_SIZE], wrong[AMOUNT_SIZE], unsure[AMOUNT_SIZE];
    snprintf(set, sizeof set, "%.60s", tr(data_source_title(exam->from)));
    amount_count(all, counts->count);
    amount_count(wrong, counts->wrong);
    amount_count(unsure, counts->not_sure);
    if (form == 0)
        tr_print(text, size, "%s%s%s test images of %s, read by %s: %s wrong (%.2f%%), %s not sure",
                 when, first, all, set, exam->words, wrong, error, unsure);
    else if (form == 1)
        tr_print(text, size, "%s%s%s of %s, %s: %s wrong (%.2f%%)", when, first, all, set,
                 exam->words, wrong, error);
    else if (form == 2)
        tr_print(text, size, "%s%s of %s: %s wrong (%.2f%%)", when, all, set, wrong, error);
    else if (form == 3)
        tr_print(text, size, "%s%s of %s wrong", when, wrong, all);
    else
        tr_print(text, size, "%s%s wrong", *when ? "… " : "", wrong);
}

static void draw_result(struct app *app, struct rect rect)
{
    enum { FORMS = 5 };
    char text[EXAMINER_WORDS + 400], whole[EXAMINER_WORDS + 400];
    say_result(&app->session, 0, whole, sizeof whole);
    for (int form = 0; form < FORMS; form++) {
        say_result(&app->session, form, text, sizeof text);
        if (text_width(app->text, TEXT_SMALL, text) > rect.w)
            continue;
        ui_label_muted(&app->ui, TEXT_SMALL, ALIGN_LEFT, rect, text);
        if (form > 0)
            ui_tooltip(&app->ui, rect, whole);
        return;
    }
}

// Before anything was read, or instead of it. The keyboard is there already.
static void draw_nothing(struct app *app, struct rect rect)
{
    const struct exam_shown *shown = &app->session.exam_shown;
    char text[sizeof shown->failure.message + 64];
    if (shown->failure.code != STATUS_OK)
        tr_print(text, sizeof text, "No test set could be read: %s", shown->failure.message);
    else
        tr_print(text, sizeof text, "measuring…");
    struct ui_walk walk =
        ui_walk_with(&app->ui, ui_id("mistakes", (int)shown->view), rect, MISTAKES_COMMON_LETTERS);
    for (int key; (key = ui_walk_key(&app->ui, &walk)) != KEY_NONE;)
        mistakes_common_key(app, key);
    text_draw_wrapped(&app->canvas, app->text, TEXT_BODY, rect, app->ui.theme->text_muted, text);
}

// Why these are not the digits that one expects: whole where there is room, else in the tool tip.
static void draw_missed(struct app *app, struct rect *rect, int gap)
{
    char words[MISTAKES_MISSED];
    if (!mistakes_say_missed(&app->session, words))
        return;
    struct rect place = *rect;
    int line = ui_px(&app->ui, 16), most = rect->h / 4;
    int height = text_draw_wrapped(NULL, app->text, TEXT_SMALL, place, 0, words);
    bool whole = height <= most;
    place.h = whole ? height : line;
    if (whole)
        text_draw_wrapped(&app->canvas, app->text, TEXT_SMALL, place, app->ui.theme->bad, words);
    else
        text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_LEFT, place, app->ui.theme->bad,
                     tr("Practice digits instead: why?"));
    ui_tooltip(&app->ui, place, words);
    rect->y += place.h + gap;
    rect->h -= place.h + gap;
}

// ---- The page -----------------------------------------------------------------------------------

static int widest(struct app *app, const char *const *words, int count)
{
    int width = 0;
    for (int i = 0; i < count; i++)
        width = max_int(width, text_width(app->text, TEXT_BODY, words[i]));
    return width + ui_px(&app->ui, 16);
}

// At the left of a row, which then begins behind it.
static struct rect take_left(struct rect *row, int width, int gap)
{
    struct rect left = {row->x, row->y, width, row->h};
    row->x += width + gap;
    row->w -= width + gap;
    return left;
}

static void draw_ways(struct app *app, struct rect *row, int gap)
{
    static const char *const long_names[] = {TR("Matrix"), TR("Digits"), TR("Calibration")};
    static const char *const short_names[] = {TR("Matrix"), TR("Digits"), TR("Curve")};
    bool narrow = row->w < ui_px(&app->ui, 640);
    const char *const *names = narrow ? short_names : long_names;
    char labels[64];
    int view = (int)app->session.exam_shown.view;
    snprintf(labels, sizeof labels, "%s|%s|%s", tr(names[0]), tr(names[1]), tr(names[2]));
    struct rect rect = take_left(row, EXAM_VIEWS * widest(app, names, EXAM_VIEWS), gap);
    if (ui_choice(&app->ui, ui_id("view of mistakes", 0), rect, labels, &view, 0))
        request(app, choose_view, view);
}

static void draw_unit(struct app *app, struct rect *row, int gap)
{
    static const char *const names[] = {TR("Counts"), TR("Per cent")};
    int per_cent = app->session.exam_shown.per_cent;
    struct rect rect = take_left(row, 2 * widest(app, names, 2), gap);
    if (ui_choice(&app->ui, ui_id("unit of mistakes", 0), rect, tr("Counts|Per cent"), &per_cent,
                  0))
        request(app, show_per_cent, per_cent);
    ui_tooltip(&app->ui, rect, tr("Digits, or per cent of the digits with that label  (V)"));
}

void view_page_mistakes(struct app *app, struct rect rect)
{
    const struct exam_shown *shown = &app->session.exam_shown;
    bool low = mistakes_common_is_low(app, rect);
    int gap = ui_px(&app->ui, low ? 4 : 8);
    struct rect row = mistakes_common_row(&rect, ui_px(&app->ui, low ? 22 : 26), gap);
    draw_ways(app, &row, 2 * gap);
    if (!shown->exam) {
        draw_nothing(app, rect);
        return;
    }
    if (shown->view == EXAM_MATRIX)
        draw_unit(app, &row, 2 * gap);
    draw_result(app, row);
    draw_missed(app, &rect, gap);
    if (shown->view == EXAM_MATRIX)
        view_matrix(app, rect);
    else if (shown->view == EXAM_DIGITS)
        view_digits(app, rect);
    else
        view_calibration(app, rect, true);
}
