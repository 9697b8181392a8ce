// The plain widgets: labels, cards, buttons, check boxes, sliders, choices, progress.
#include "app/language/tr.h"
#include "app/ui/ui_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void ui_label(struct ui *ui, enum text_style style, enum text_align align, struct rect rect,
              const char *string)
{
    text_draw_in(ui->canvas, ui->text, style, align, rect, ui->theme->text, string);
}

void ui_label_muted(struct ui *ui, enum text_style style, enum text_align align, struct rect rect,
                    const char *string)
{
    text_draw_in(ui->canvas, ui->text, style, align, rect, ui->theme->text_muted, string);
}

struct rect ui_card(struct ui *ui, struct rect rect, const char *title)
{
    float radius = ui_radius(ui) + 2 * ui->scale;
    canvas_round_fill(ui->canvas, rect, radius, ui->theme->panel);
    canvas_outline(ui->canvas, rect, radius, (float)ui_hairline(ui), ui->theme->panel_edge);
    struct rect inside = rect_inset(rect, ui_px(ui, 12));
    if (title) {
        int height = ui_px(ui, 16), gap = ui_px(ui, 8);
        ui_label(ui, TEXT_STRONG, ALIGN_LEFT, (struct rect){inside.x, inside.y, inside.w, height},
                 title);
        inside.y += height + gap;
        inside.h = inside.h > height + gap ? inside.h - height - gap : 0;
    }
    return inside;
}

void ui_focus_ring(struct ui *ui, struct rect rect)
{
    struct rect around = rect_inset(rect, -ui_px(ui, 3));
    canvas_outline(ui->canvas, around, ui_radius(ui) + 3 * ui->scale, 2 * ui->scale,
                   ui->theme->focus);
}

struct ui_area ui_area(struct ui *ui, uint32_t id, struct rect rect)
{
    struct ui_response state = ui_point(ui, id, rect);
    return (struct ui_area){.hovered = state.hovered,
                            .clicked = state.clicked,
                            .shift = ui->core->press_modifiers & MOD_SHIFT,
                            .alt = ui->core->press_modifiers & MOD_ALT};
}

// ---- Buttons ------------------------------------------------------------------------------------

struct button_look {
    uint32_t fill, edge, label; // fill or edge 0: none
};

static struct button_look button_look(const struct theme *theme, struct ui_response state,
                                      int flags)
{
    bool quiet = flags & UI_QUIET, on = flags & UI_CHECKED;
    uint32_t none = 0;
    if (flags & UI_DISABLED)
        return (struct button_look){quiet ? none : theme->control, none, theme->disabled_text};
    if (flags & UI_PRIMARY || on)
        return (struct button_look){state.held      ? theme->accent_pressed
                                    : state.hovered ? theme->accent_hover
                                                    : theme->accent,
                                    none, theme->text_on_accent};
    if (state.held)
        return (struct button_look){theme->control_pressed, quiet ? none : theme->control_edge,
                                    theme->text};
    if (state.hovered)
        return (struct button_look){theme->control_hover, quiet ? none : theme->control_edge,
                                    theme->text};
    return (struct button_look){quiet ? none : theme->control, quiet ? none : theme->control_edge,
                                theme->text};
}

static void draw_button_frame(struct ui *ui, struct rect rect, struct button_look look,
                              struct ui_response state)
{
    if (look.fill)
        canvas_round_fill(ui->canvas, rect, ui_radius(ui), look.fill);
    if (look.edge)
        canvas_outline(ui->canvas, rect, ui_radius(ui), (float)ui_hairline(ui), look.edge);
    if (state.ring)
        ui_focus_ring(ui, rect);
}

// Enter presses a dialog's primary button from anywhere in it but a widget that takes Enter itself.
static bool primary_pressed(struct ui *ui, int flags)
{
    bool found;
    enum focus_kind kind = ui_focus_kind(ui, &found);
    bool taken = found && (kind == FOCUS_TEXT || kind == FOCUS_LIST ||
                           (kind == FOCUS_BUTTON && ui->core->focus_visible));
    return flags & UI_PRIMARY && !(flags & UI_DISABLED) && ui->core->depth > 0 && ui_live(ui) &&
           !taken && ui_take_key(ui, KEY_ENTER);
}

static bool activated(struct ui *ui, struct ui_response state, int flags)
{
    bool by_key =
        state.focused && ui_live(ui) && (ui_take_key(ui, KEY_ENTER) || ui_take_key(ui, KEY_SPACE));
    return state.clicked || by_key || primary_pressed(ui, flags);
}

static void tell_button(struct ui *ui, uint32_t id, struct rect rect, struct ui_response state,
                        const char *name, int flags)
{
    ui_told_widget(ui, id, state.ring, rect, name, tr("button"));
    if (flags & UI_CHECKED)
        ui_told_value(ui, tr("on"));
}

enum text_style ui_fitting_style(struct ui *ui, int width, const char *words)
{
    return text_width(ui->text, TEXT_BODY, words) <= width ? TEXT_BODY : TEXT_SMALL;
}

bool ui_button(struct ui *ui, uint32_t id, struct rect rect, const char *label, int flags)
{
    struct ui_response state = ui_interact(ui, id, rect, FOCUS_BUTTON, flags);
    bool pressed = activated(ui, state, flags);
    tell_button(ui, id, rect, state, label, flags);
    struct button_look look = button_look(ui->theme, state, flags);
    draw_button_frame(ui, rect, look, state);
    struct rect inside = {rect.x + ui_px(ui, 6), rect.y, rect.w - 2 * ui_px(ui, 6), rect.h};
    enum text_style style = ui_fitting_style(ui, inside.w, label);
    if (style == TEXT_SMALL)
        inside = rect_inset(rect, ui_px(ui, 2));
    text_draw_in(ui->canvas, ui->text, style, ALIGN_CENTRE, inside, look.label, label);
    ui_told_done(ui);
    return pressed;
}

bool ui_icon_button(struct ui *ui, uint32_t id, struct rect rect, enum ui_icon icon,
                    const char *hint, int flags)
{
    struct ui_response state = ui_interact(ui, id, rect, FOCUS_BUTTON, flags);
    bool pressed = activated(ui, state, flags);
    tell_button(ui, id, rect, state, hint ? hint : icon == ICON_CLOSE ? tr("Close") : "", flags);
    struct button_look look = button_look(ui->theme, state, flags);
    draw_button_frame(ui, rect, look, state);
    int side = ui_px(ui, 16);
    struct rect inside = {rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side};
    ui_draw_icon(ui, icon, inside, look.label);
    ui_told_done(ui);
    ui_tooltip(ui, rect, hint);
    return pressed;
}

// ---- Check box ----------------------------------------------------------------------------------

// Unlike a button it leaves Enter to the dialog, whose primary button it presses: a form is filled
// by Tab and Space, and sent by Enter from anywhere in it.
static void draw_box(struct ui *ui, struct rect box, bool on, struct ui_response state, int flags)
{
    const struct theme *theme = ui->theme;
    bool disabled = flags & UI_DISABLED;
    float radius = 4 * ui->scale;
    uint32_t fill = disabled        ? theme->control
                    : on            ? (state.hovered ? theme->accent_hover : theme->accent)
                    : state.hovered ? theme->control_hover
                                    : theme->panel;
    canvas_round_fill(ui->canvas, box, radius, fill);
    if (!on || disabled)
        canvas_outline(ui->canvas, box, radius, (float)ui_hairline(ui),
                       state.hovered ? theme->text_muted : theme->control_edge);
    if (on)
        ui_draw_check(ui, box, disabled ? theme->disabled_text : theme->text_on_accent);
    if (state.ring)
        ui_focus_ring(ui, box);
}

void ui_draw_box(struct ui *ui, struct rect box, bool on)
{
    draw_box(ui, box, on, (struct ui_response){0}, 0);
}

bool ui_check(struct ui *ui, uint32_t id, struct rect rect, const char *label, bool *on, int flags)
{
    struct ui_response state = ui_interact(ui, id, rect, FOCUS_CHECK, flags);
    bool changed = state.clicked || (state.focused && ui_live(ui) && ui_take_key(ui, KEY_SPACE));
    int side = ui_px(ui, 16), gap = ui_px(ui, 8);
    struct rect box = {rect.x, rect.y + (rect.h - side) / 2, side, side};
    struct rect words = {rect.x + side + gap, rect.y, rect.w - side - gap, rect.h};
    if (changed) {
        *on = !*on;
        ui->core->redraw = true;
    }
    ui_told_widget(ui, id, state.ring, rect, label, tr("check box"));
    ui_told_value(ui, *on ? tr("on") : tr("off"));
    draw_box(ui, box, *on, state, flags);
    text_draw_in(ui->canvas, ui->text, TEXT_BODY, ALIGN_LEFT, words,
                 flags & UI_DISABLED ? ui->theme->disabled_text : ui->theme->text, label);
    ui_told_done(ui);
    return changed;
}

// ---- Slider -------------------------------------------------------------------------------------

static float slider_limit(float value, float low, float high, float step)
{
    if (step > 0)
        value = low + roundf((value - low) / step) * step;
    return fminf(fmaxf(value, low), high);
}

static float slider_keys(struct ui *ui, float value, float low, float high, float step)
{
    float by = step > 0 ? step : (high - low) / 100;
    while (ui_take_key(ui, KEY_LEFT) || ui_take_key(ui, KEY_DOWN))
        value -= by;
    while (ui_take_key(ui, KEY_RIGHT) || ui_take_key(ui, KEY_UP))
        value += by;
    while (ui_take_key(ui, KEY_PAGE_DOWN))
        value -= 10 * by;
    while (ui_take_key(ui, KEY_PAGE_UP))
        value += 10 * by;
    if (ui_take_key(ui, KEY_HOME))
        value = low;
    if (ui_take_key(ui, KEY_END))
        value = high;
    return value;
}

static int draw_slider_value(struct ui *ui, struct rect rect, uint32_t colour, const char *format,
                             float value, float low, float high)
{
    char shown[64], widest[64];
    tr_print(widest, sizeof widest, format, (double)low);
    int width = text_width(ui->text, TEXT_BODY, widest);
    tr_print(widest, sizeof widest, format, (double)high);
    int other = text_width(ui->text, TEXT_BODY, widest);
    width = width > other ? width : other;
    tr_print(shown, sizeof shown, format, (double)value);
    struct rect words = {rect.x + rect.w - width, rect.y, width, rect.h};
    text_draw_in(ui->canvas, ui->text, TEXT_BODY, ALIGN_RIGHT, words, colour, shown);
    return width + ui_px(ui, 8);
}

static void draw_slider(struct ui *ui, struct rect track, float fraction, struct ui_response state,
                        int flags)
{
    const struct theme *theme = ui->theme;
    bool disabled = flags & UI_DISABLED;
    int height = ui_px(ui, 4);
    float knob = 7 * ui->scale;
    float x = (float)track.x + knob + fraction * ((float)track.w - 2 * knob);
    float y = (float)track.y + (float)track.h / 2;
    struct rect groove = {track.x, track.y + (track.h - height) / 2, track.w, height};
    struct rect filled = {groove.x, groove.y, (int)x - groove.x, groove.h};
    uint32_t accent = disabled                         ? theme->disabled_text
                      : state.held                     ? theme->accent_pressed
                      : state.hovered || state.focused ? theme->accent_hover
                                                       : theme->accent;
    canvas_round_fill(ui->canvas, groove, (float)height / 2, theme->control_pressed);
    canvas_round_fill(ui->canvas, filled, (float)height / 2, accent);
    canvas_disc(ui->canvas, x, y, knob, accent);
    canvas_disc(ui->canvas, x, y, knob - 2 * ui->scale, state.held ? accent : theme->panel);
    if (state.ring)
        canvas_ring(ui->canvas, x, y, knob + 3 * ui->scale, 2 * ui->scale, theme->focus);
}

bool ui_slider(struct ui *ui, uint32_t id, struct rect rect, float *value, float low, float high,
               float step, const char *format, int flags)
{
    struct ui_core *core = ui->core;
    const struct theme *theme = ui->theme;
    float before = *value;
    char shown[64];
    uint32_t colour = flags & UI_DISABLED ? theme->disabled_text : theme->text_muted;
    struct rect track = rect;
    ui_told_widget(ui, id, ui->core->focus == id && core->focus_visible && ui_on_top(ui), rect,
                   NULL, tr("slider"));
    if (format)
        track.w -= draw_slider_value(ui, rect, colour, format, *value, low, high);
    struct ui_response state = ui_interact(ui, id, track, FOCUS_ARROWS, flags);
    float knob = 7 * ui->scale, run = (float)track.w - 2 * knob;
    if (core->active == id && (ui->down || ui->released) && run > 0 && ui_live(ui)) {
        state.held = true;
        float at = (ui->pointer_x - (float)track.x - knob) / run;
        *value = slider_limit(low + at * (high - low), low, high, step);
    }
    if (state.focused && ui_live(ui) && core->keys > 0)
        *value = slider_limit(slider_keys(ui, *value, low, high, step), low, high, step);
    float fraction = high > low ? (*value - low) / (high - low) : 0;
    draw_slider(ui, track, fminf(fmaxf(fraction, 0), 1), state, flags);
    tr_print(shown, sizeof shown, format ? format : "%.0f", (double)*value);
    ui_told_value(ui, shown);
    ui_told_done(ui);
    if (*value != before)
        core->redraw = true;
    return *value != before;
}

// ---- Choice -------------------------------------------------------------------------------------

enum { CHOICES = 12, CHOICE_LABEL = 96 };

// Splits "a|b|c"; returns how many.
static int split_labels(const char *labels, char label[CHOICES][CHOICE_LABEL])
{
    int count = 0;
    while (count < CHOICES) {
        size_t length = strcspn(labels, "|");
        size_t kept = length < CHOICE_LABEL ? length : CHOICE_LABEL - 1;
        memcpy(label[count], labels, kept);
        label[count++][kept] = '\0';
        if (!labels[length])
            break;
        labels += length + 1;
    }
    return count;
}

static bool choice_keys(struct ui *ui, int *value, int count)
{
    int before = *value;
    while (ui_take_key(ui, KEY_LEFT) || ui_take_key(ui, KEY_UP))
        *value = *value > 0 ? *value - 1 : 0;
    while (ui_take_key(ui, KEY_RIGHT) || ui_take_key(ui, KEY_DOWN))
        *value = *value < count - 1 ? *value + 1 : count - 1;
    return *value != before;
}

static void draw_choice_segment(struct ui *ui, struct rect segment, const char *label, bool chosen,
                                bool hovered, int flags)
{
    const struct theme *theme = ui->theme;
    uint32_t colour = flags & UI_DISABLED ? theme->disabled_text
                      : chosen            ? theme->text_on_accent
                      : hovered           ? theme->text
                                          : theme->text_muted;
    struct rect pill = rect_inset(segment, ui_hairline(ui));
    float radius = ui_radius(ui) - (float)ui_hairline(ui);
    if (chosen && flags & UI_DISABLED) // a fill would leave its words too little contrast
        canvas_outline(ui->canvas, pill, radius, (float)ui_hairline(ui), theme->disabled_text);
    else if (chosen)
        canvas_round_fill(ui->canvas, pill, radius, theme->accent);
    else if (hovered)
        canvas_round_fill(ui->canvas, pill, radius, theme->control_hover);
    struct rect words = rect_inset(segment, ui_px(ui, 2));
    text_draw_in(ui->canvas, ui->text, ui_fitting_style(ui, words.w, label), ALIGN_CENTRE, words,
                 colour, label);
}

// Where the segments end, from 0 on. They are as wide as each other; where the words of one have no
// room then, each is as wide as its words, and as much more of what is left.
static void share_width(struct ui *ui, int width, char label[CHOICES][CHOICE_LABEL], int count,
                        int end[CHOICES + 1])
{
    int needed[CHOICES], all = 0, widest = 0, gap = 2 * ui_px(ui, 2);
    for (int i = 0; i < count; i++) {
        needed[i] = text_width(ui->text, TEXT_BODY, label[i]) + gap;
        all += needed[i];
        widest = needed[i] > widest ? needed[i] : widest;
    }
    int used = 0;
    for (int i = 0; i <= count; i++) {
        end[i] = widest * count <= width ? width * i / count
                 : all <= width          ? used + (width - all) * i / count
                                         : (int)((int64_t)width * used / all);
        used += i < count ? needed[i] : 0;
    }
}

bool ui_choice(struct ui *ui, uint32_t id, struct rect rect, const char *labels, int *value,
               int flags)
{
    char label[CHOICES][CHOICE_LABEL];
    int count = split_labels(labels, label), end[CHOICES + 1];
    share_width(ui, rect.w, label, count, end);
    struct ui_response state = ui_interact(ui, id, rect, FOCUS_ARROWS, flags);
    bool changed = state.focused && ui_live(ui) && choice_keys(ui, value, count);
    ui_told_widget(ui, id, state.ring, rect, NULL, tr("choice"));
    canvas_round_fill(ui->canvas, rect, ui_radius(ui), ui->theme->control);
    canvas_outline(ui->canvas, rect, ui_radius(ui), (float)ui_hairline(ui),
                   ui->theme->control_edge);
    for (int i = 0; i < count; i++) {
        int left = rect.x + end[i], right = rect.x + end[i + 1];
        struct rect segment = {left, rect.y, right - left, rect.h};
        if (state.clicked && ui_pointer_in(ui, segment) && *value != i) {
            *value = i;
            changed = true;
        }
        draw_choice_segment(ui, segment, label[i], *value == i,
                            state.hovered && ui_pointer_in(ui, segment), flags);
    }
    if (*value >= 0 && *value < count)
        ui_told_value(ui, label[*value]);
    ui_told_done(ui);
    if (state.ring)
        ui_focus_ring(ui, rect);
    if (changed)
        ui->core->redraw = true;
    return changed;
}

// ---- Progress -----------------------------------------------------------------------------------

void ui_progress(struct ui *ui, struct rect rect, float fraction)
{
    float radius = (float)rect.h / 2;
    canvas_round_fill(ui->canvas, rect, radius, ui->theme->control_pressed);
    struct rect filled = rect;
    if (fraction >= 0) {
        filled.w = (int)lroundf((float)rect.w * fminf(fraction, 1));
    } else { // unknown: a part that wanders
        float phase = (float)fmod(ui->core->now * 0.6, 1);
        filled.w = rect.w / 4;
        filled.x += (int)((float)(rect.w - filled.w) * (1 - fabsf(2 * phase - 1)));
        ui->core->animated = true;
    }
    if (fraction > 0 && filled.w < rect.h)
        filled.w = rect.h < rect.w ? rect.h : rect.w; // a visible beginning
    if (filled.w > 0)
        canvas_round_fill(ui->canvas, filled, radius, ui->theme->accent);
}
