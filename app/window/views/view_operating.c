// The operating table: what it costs on a test set, what is silenced in each layer, the noise in
// it, and the way back to the whole network.
#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/session/operating.h"
#include "app/training/data_source.h"
#include "app/window/views/shared/view_common.h"
#include "app/window/views/shared/view_tabs.h"
#include "app/window/views/views.h"
#include <math.h>
#include <stdio.h>

enum { ROWS = LENET_F6 - LENET_C1 + 1 };

static const float most_noise = 1, noise_step = 0.01f;

static struct rect take_bottom(struct rect *left, int height)
{
    left->h -= height;
    return (struct rect){left->x, left->y + left->h, left->w, height};
}

// ---- What it costs ------------------------------------------------------------------------------

// A line of text from the top of what is left; none, and false, where it does not fit.
static bool add_text(struct app *app, struct rect *left, enum text_style style, uint32_t colour,
                     const char *text)
{
    int height = text_draw_wrapped(NULL, app->text, style, *left, colour, text);
    if (height > left->h)
        return false;
    text_draw_wrapped(&app->canvas, app->text, style, *left, colour, text);
    left->y += height;
    left->h -= height;
    return true;
}

static void add_errors(struct app *app, struct rect *left)
{
    const struct tester_answer *tested = &app->session.operating.tested;
    const struct theme *theme = app->ui.theme;
    char text[160], shorter[64];
    tr_print(shorter, sizeof shorter, "%.2f%% → %.2f%%",
             amount_percent(tested->wrong_whole, tested->tested),
             amount_percent(tested->wrong_operated, tested->tested));
    tr_print(text, sizeof text, "Misread: %s", shorter);
    if (!add_text(app, left, TEXT_STRONG, theme->text,
                  view_fitting(app, TEXT_STRONG, left->w, text, shorter))) {
        add_text(app, left, TEXT_SMALL, theme->text, shorter);
        return; // of what they are is not worth the only line
    }
    tr_print(text, sizeof text, "of %'zu %s%.60s%s", tested->tested,
             data_source_is_practice(tested->data) ? "" : tr("test digits: "),
             tr(data_source_title(tested->data)),
             operating_is_tested(&app->session) ? "" : tr("; being read again …"));
    add_text(app, left, TEXT_SMALL, theme->text_muted, text);
}

static const char whole_words[] =
    TR("The network is whole. X silences the cell that you look at, Shift+X its map; the sliders "
       "put noise into a layer.");

// The longest of what there is room for.
static void add_whole(struct app *app, struct rect *left)
{
    uint32_t colour = app->ui.theme->text_muted;
    if (!add_text(app, left, TEXT_BODY, colour, tr(whole_words)) &&
        !add_text(app, left, TEXT_SMALL, colour, tr(whole_words)))
        add_text(app, left, TEXT_SMALL, colour, tr("The network is whole."));
}

static void draw_cost(struct app *app, struct rect *left)
{
    const struct session *session = &app->session;
    const struct tester_answer *tested = &session->operating.tested;
    const struct theme *theme = app->ui.theme;
    char text[300];
    if (!operating_is(session)) {
        add_whole(app, left);
        return;
    }
    if (!session->operating.there) {
        add_text(app, left, TEXT_STRONG, theme->text, tr("Reading a test set…"));
    } else if (tested->failure.code != STATUS_OK) {
        tr_print(text, sizeof text, "No test set was read: %.200s", tested->failure.message);
        add_text(app, left, TEXT_BODY, theme->text, text);
    } else {
        add_errors(app, left);
    }
    operating_say(session, text, sizeof text);
    add_text(app, left, TEXT_SMALL, theme->text_muted, text);
}

// ---- Layers -------------------------------------------------------------------------------------

static void silence_layer(struct app *app, int layer)
{
    operating_toggle(&app->session, (struct terms_cell){(enum lenet_layer_id)layer, -1, -1, -1});
}

// `value`: layer, whether the slider is dragged, thousandths.
static int pack_noise(int layer, bool dragged, float noise)
{
    return layer << 16 | dragged << 15 | (int)lrintf(noise * 1000);
}

// A drag is one step from the first change on: a press on the knob itself changes nothing.
static void set_noise(struct app *app, int value)
{
    bool dragged = value >> 15 & 1;
    operating_set_noise(&app->session, (enum lenet_layer_id)(value >> 16),
                        (float)(value & 0x7FFF) / 1000, dragged && app->noise_dragged);
    app->noise_dragged = dragged;
}

static void end_drag(struct app *app, int value)
{
    (void)value;
    app->noise_dragged = false;
}

// Its name, pressed while the whole layer is silenced, and the noise.
static void draw_layer(struct app *app, struct rect row, enum lenet_layer_id layer)
{
    struct ui *ui = &app->ui;
    const struct session *session = &app->session;
    bool silenced = operating_silences(session, (struct terms_cell){layer, -1, -1, -1});
    float noise = session->operating.steps.ablation.noise[layer];
    int gap = ui_px(ui, 8), width = text_width(app->text, TEXT_BODY, "C1") + 2 * gap;
    struct rect name = {row.x, row.y + 1, width, row.h - 2};
    struct rect slider = {row.x + width + gap, row.y, row.w - width - gap, row.h};
    char hint[96];
    if (silenced)
        tr_print(hint, sizeof hint, "Give back all of %s", lenet_layers[layer].name);
    else
        tr_print(hint, sizeof hint, "Silence all of %s", lenet_layers[layer].name);
    if (ui_button(ui, ui_id("silence layer", (int)layer), name, lenet_layers[layer].name,
                  silenced ? UI_CHECKED : 0))
        request(app, silence_layer, (int)layer);
    ui_tooltip(ui, name, hint);
    tr_print(hint, sizeof hint, "Noise in %s: standard deviation of what is added to each value",
             lenet_layers[layer].name);
    ui_name(ui, hint);
    if (ui_slider(ui, ui_id("noise", (int)layer), slider, &noise, 0, most_noise, noise_step, "%.2f",
                  0))
        request(app, set_noise, pack_noise((int)layer, ui->down || ui->released, noise));
    ui_tooltip(ui, slider, hint);
}

static int least_row(const struct app *app)
{
    return ui_px(&app->ui, 18);
}

// As high as what is told above them, and their headings, leave room for.
static int row_height(const struct app *app, struct rect left, int heading)
{
    int most = ui_px(&app->ui, 24), least = least_row(app);
    int told = text_draw_wrapped(NULL, app->text, TEXT_SMALL, left, 0, tr(whole_words));
    if (operating_is(&app->session)) {
        char words[300];
        operating_say(&app->session, words, sizeof words);
        told = text_draw_wrapped(NULL, app->text, TEXT_SMALL, left, 0, words) +
               text_height(app->text, TEXT_STRONG) + text_height(app->text, TEXT_SMALL);
    }
    int row = (left.h - heading - told) / ROWS;
    row = row > most ? most : row < least ? least : row;
    return row > left.h / ROWS ? left.h / ROWS : row;
}

static void draw_layers(struct app *app, struct rect *left)
{
    struct ui *ui = &app->ui;
    int heading = text_height(app->text, TEXT_SMALL) + ui_px(ui, 4);
    int row = row_height(app, *left, heading);
    struct rect rows = take_bottom(left, ROWS * row);
    if (app->noise_dragged && (ui->pressed || !(ui->down || ui->released)))
        request(app, end_drag, 0);
    for (int i = 0; i < ROWS; i++)
        draw_layer(app, (struct rect){rows.x, rows.y + i * row, rows.w, row},
                   (enum lenet_layer_id)(LENET_C1 + i));
    if (left->h < heading)
        return;
    struct rect head = take_bottom(left, heading);
    ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, head, tr("Silence"));
    ui_label_muted(ui, TEXT_SMALL, ALIGN_RIGHT, head, tr("Noise"));
}

// ---- All ----------------------------------------------------------------------------------------

static void choose_mean(struct app *app, int mean)
{
    operating_choose_mean(&app->session, mean);
}

static void draw_choice(struct app *app, struct rect choice)
{
    struct ui *ui = &app->ui;
    int mean = app->session.operating.steps.to_mean, half = choice.w / 2 - ui_px(ui, 8);
    const char *labels = text_width(app->text, TEXT_BODY, tr("Silence to mean")) > half
                             ? tr("To 0|To mean")
                             : tr("Silence to 0|Silence to mean");
    if (ui_choice(ui, ui_id("silence to", 0), choice, labels, &mean, 0))
        request(app, choose_mean, mean);
    ui_tooltip(ui, choice,
               tr("What a silenced value becomes: 0, or what it is on average over the "
                  "test set"));
}

static void draw_heal(struct app *app, struct rect button)
{
    struct ui *ui = &app->ui;
    char hint[ACTION_HINT_SIZE];
    if (ui_button(ui, ui_id("heal all", 0), button, tr("Heal all"),
                  operating_is(&app->session) ? 0 : UI_DISABLED))
        request_action(app, ACTION_HEAL_ALL);
    ui_tooltip(ui, button,
               action_hint(app, ACTION_HEAL_ALL, tr("The whole network again"), NULL, hint));
}

// In a low card the layers come first: the menu bar heals, too, and the menu has the choice.
static void draw_foot(struct app *app, struct rect *left)
{
    struct ui *ui = &app->ui;
    int gap = ui_px(ui, 6), heal = ui_px(ui, 26), choice = ui_px(ui, 24);
    int spare = left->h - ROWS * least_row(app);
    bool chooses = spare >= choice + gap;
    if (spare >= heal + choice + 2 * gap) {
        draw_heal(app, take_bottom(left, heal));
        take_bottom(left, gap);
    }
    if (chooses) {
        draw_choice(app, take_bottom(left, choice));
        take_bottom(left, gap);
    }
}

void view_operating(struct app *app)
{
    struct ui *ui = &app->ui;
    struct rect left = app->layout.side_body, title = app->layout.side_title;
    ui_card(ui, app->layout.card[PANEL_SIDE], NULL);
    struct rect close = {title.x + title.w - title.h, title.y, title.h, title.h};
    title.w -= title.h;
    if (!view_tabs(app, title))
        ui_label(ui, TEXT_STRONG, ALIGN_LEFT, title,
                 view_fitting(app, TEXT_STRONG, title.w, tr("Operating table"), tr("Operating")));
    char hint[ACTION_HINT_SIZE];
    action_hint(app, ACTION_OPERATING_TABLE, tr("Close the table; what is operated stays"), NULL,
                hint);
    if (ui_icon_button(ui, ui_id("close operating", 0), close, ICON_CLOSE, hint, UI_QUIET))
        request_action(app, ACTION_OPERATING_TABLE);
    draw_foot(app, &left);
    draw_layers(app, &left);
    draw_cost(app, &left);
}
