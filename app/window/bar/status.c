// Whoever looks at a reading has to know whose it is; the menu bar has room for that which no panel
// loses.
#include "app/window/bar/status.h"
#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/session/operating.h"
#include "app/session/weights/weights.h"
#include "app/window/screen/action.h"
#include "app/window/screen/request.h"
#include <stdio.h>

enum { TEXT_SIZE = 700, LINKS = 4 };

// From the whole (form 0) to the least (4): whose weights, what their error is, and whether their
// probabilities were measured.
static void say_weights(const struct session *session, int form, char text[TEXT_SIZE])
{
    const struct model_info *info = &session->model_info;
    const char *name = tr(session->weights_name);
    const char *trust = info->calibrated ? tr("calibrated") : tr("not calibrated");
    char error[32] = "";
    if (info->maker == MODEL_MAKER_HAND)
        tr_print(error, sizeof error, "operated by hand");
    else if (info->tested)
        tr_print(error, sizeof error, "test error %.2f%%", (double)info->test_error);
    char note[TEXT_SIZE - 40];
    weights_say(session, note, sizeof note);
    if (form == 0)
        snprintf(text, TEXT_SIZE, "%s%s%s", note, tr(", "), trust);
    else if (form < 3)
        snprintf(text, TEXT_SIZE, "%s%s%s%s%s", name, error[0] ? tr(", ") : "", error,
                 form == 1 ? tr(", ") : "", form == 1 ? trust : "");
    else if (form == 3 && session->weights_from == WEIGHTS_SHIPPED)
        snprintf(text, TEXT_SIZE, "%s", name);
    else if (form == 3)
        snprintf(text, TEXT_SIZE, "%s", error);
    else
        snprintf(text, TEXT_SIZE, "%s",
                 session->weights_from == WEIGHTS_SHIPPED ? tr("Shipped") : "");
}

// The same of a network that is operated: what that costs, and what is done.
static void say_operated(const struct session *session, int form, char text[TEXT_SIZE])
{
    const struct tester_answer *tested = &session->operating.tested;
    char what[200], cost[48] = "";
    operating_say(session, what, sizeof what);
    if (session->operating.there && tested->failure.code == STATUS_OK)
        tr_print(cost, sizeof cost, "%.2f%% → %.2f%% misread",
                 amount_percent(tested->wrong_whole, tested->tested),
                 amount_percent(tested->wrong_operated, tested->tested));
    if (form == 0)
        tr_print(text, TEXT_SIZE, "%s, operated: %s%s%s", tr(session->weights_name), what,
                 cost[0] ? "; " : "", cost);
    else if (form == 1)
        tr_print(text, TEXT_SIZE, "%s, operated%s%s", tr(session->weights_name),
                 cost[0] ? ": " : "", cost);
    else if (form == 2)
        tr_print(text, TEXT_SIZE, "Operated%s%s", cost[0] ? ": " : "", cost);
    else
        snprintf(text, TEXT_SIZE, "%s", form == 3 ? tr("Operated") : "");
}

// What "calibrated" means; where there was no room for all, that first.
static void explain(struct app *app, struct rect rect, bool whole)
{
    const struct model_info *info = &app->session.model_info;
    char text[TEXT_SIZE], note[TEXT_SIZE];
    tr_print(text, sizeof text, "Nobody has measured how often these probabilities are right");
    weights_say(&app->session, note, sizeof note);
    if (operating_is(&app->session))
        tr_print(text, sizeof text,
                 "Parts of the network were changed by hand; of these weights: %s", note);
    else if (!whole)
        snprintf(text, sizeof text, "%s", note);
    else if (info->calibrated)
        tr_print(text, sizeof text,
                 "Logits are divided by %.3g: a probability is right as often as it says",
                 (double)info->calibration.temperature);
    ui_tooltip(&app->ui, rect, text);
}

// A way back, and its names from the longest to the shortest.
struct way_back {
    enum action_id action;
    const char *label[LINKS], *hint;
};

static const struct way_back to_shipped = {
    ACTION_SHIPPED,
    {TR("Back to the shipped weights"), TR("Back to shipped"), TR("Own weights"), TR("Own")},
    TR("Back to the shipped weights")};
static const struct way_back to_whole = {ACTION_HEAL_ALL,
                                         {TR("Heal all"), TR("Heal all"), TR("Heal"), TR("Heal")},
                                         TR("The whole network again")};

static const struct way_back to_now = {ACTION_NOW,
                                       {TR("Back to now"), TR("Back to now"), TR("Now"), TR("Now")},
                                       TR("The weights of now again")};

static void draw_link(struct app *app, struct rect rect, const struct way_back *way, int form)
{
    struct ui *ui = &app->ui;
    const char *label = tr(way->label[form]);
    char hint[ACTION_HINT_SIZE];
    int width = text_width(app->text, TEXT_SMALL, label), line = ui_px(ui, 1);
    struct rect under = {rect.x + (rect.w - width) / 2,
                         rect.y + (rect.h + text_height(app->text, TEXT_SMALL)) / 2 - line, width,
                         line};
    if (ui_button(ui, ui_id("way back", 0), rect, "", UI_QUIET))
        request_action(app, way->action);
    ui_label(ui, TEXT_SMALL, ALIGN_CENTRE, rect, label);
    canvas_fill(&app->canvas, under, ui->theme->text_muted);
    ui_tooltip(ui, rect, action_hint(app, way->action, tr(way->hint), NULL, hint));
}

void status_draw(struct app *app)
{
    // Together, the first that fits; the last links say what they lead back from.
    static const struct {
        int text, link;
    } forms[] = {{0, 0}, {1, 0}, {1, 1}, {2, 1}, {3, 1}, {4, 2}, {4, 3}};
    enum { FORMS = sizeof forms / sizeof *forms };
    struct ui *ui = &app->ui;
    struct rect room = ui_menu_bar_rest(ui);
    bool operated = operating_is(&app->session);
    bool looks_back = app->session.looking.there;
    const struct way_back *way = looks_back ? &to_now : operated ? &to_whole : &to_shipped;
    bool linked =
        looks_back || operated ||
        (app->session.weights_from != WEIGHTS_SHIPPED && action_enabled(app, ACTION_SHIPPED));
    int gap = ui_px(ui, 8), inset = ui_px(ui, 4);
    char text[TEXT_SIZE];
    if (ui_toast_shows(ui) || app->layout.menu.y < 0)
        return;
    room.w -= 2 * gap;
    room.x += gap;
    for (int i = 0; i < FORMS; i++) {
        (operated ? say_operated : say_weights)(&app->session, forms[i].text, text);
        int words = text_width(app->text, TEXT_SMALL, text), link = 0;
        if (linked)
            link = text_width(app->text, TEXT_SMALL, tr(way->label[forms[i].link])) + 2 * gap;
        if (words + link > room.w)
            continue;
        struct rect button = {room.x + room.w - link, room.y + inset, link, room.h - 2 * inset};
        struct rect line = {button.x - words, room.y, words, room.h};
        ui_label_muted(ui, TEXT_SMALL, ALIGN_RIGHT, line, text);
        explain(app, line, i == 0);
        if (linked)
            draw_link(app, button, way, forms[i].link);
        return;
    }
}
