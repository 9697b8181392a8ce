// A number field: a text field that knows what it is for. What is typed need not be a number yet,
// so its text lasts as long as the field has the focus, and the value follows it.
#include "app/ui/ui_parts.h"

#include "app/base/amount.h"
#include "app/console/parse.h"
#include "app/language/tr.h"
#include "nn/base/decimal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const float stepper_logical = 22;
static const double nearly = 1e-6; // of a value: a float is not quite the decimal it is shown as

// ---- Numbers and their text ---------------------------------------------------------------------

static void write_value(struct number_edit *edit, const struct ui_number *number, double value)
{
    char text[DECIMAL_SIZE];
    if (number->whole)
        snprintf(text, sizeof text, "%.0f", value);
    else
        decimal_write(text, (float)value);
    decimal_spell_out(text);
    tr_mark(text, sizeof text);
    snprintf(edit->text, sizeof edit->text, "%.31s", text);
    edit->shown = value;
}

// What is only read may say more than the number that is edited, as far as `width` has room.
static void write_shown(struct ui *ui, int width, struct number_edit *shown,
                        const struct ui_number *number, double value)
{
    char words[AMOUNT_SIZE] = "";
    write_value(shown, number, value);
    if (number->zero && value == 0)
        snprintf(words, sizeof words, "0 (%.20s)", number->zero);
    else if (number->whole)
        amount_count(words, (uint64_t)value);
    if (words[0] && text_width(ui->text, TEXT_BODY, words) + ui_px(ui, 18) <= width)
        snprintf(shown->text, sizeof shown->text, "%.31s", words);
}

static bool is_same(const struct ui_number *number, double a, double b)
{
    return number->whole ? a == b : (float)a == (float)b;
}

static double within(const struct ui_number *number, double value)
{
    return fmin(fmax(value, number->least), number->most);
}

// False if it is no number; else *value is the nearest one that is allowed, and *exact tells
// whether that is what stands there.
static bool read_value(const char *text, const struct ui_number *number, double *value, bool *exact)
{
    double read;
    if (!parse_typed(&read, text, number->whole) || !isfinite(read))
        return false;
    double allowed = within(number, number->whole ? round(read) : read);
    *exact = is_same(number, read, allowed);
    *value = allowed;
    return true;
}

// ---- Steps --------------------------------------------------------------------------------------

// The next larger or smaller of 1, 2 and 5 times a power of ten.
static double next_round(double value, bool up)
{
    static const double steps[] = {0.5, 1, 2, 5, 10};
    double unit = pow(10, floor(log10(value) + nearly)), at = value / unit;
    double next = up ? 10 : 0.5;
    for (int i = 0; i < 5; i++) {
        double step = steps[up ? 4 - i : i];
        if (up ? step > at * (1 + nearly) : step < at * (1 - nearly))
            next = step;
    }
    return next * unit;
}

static double next_double(double value, bool up)
{
    return up ? exp2(floor(log2(value) + nearly) + 1) : exp2(ceil(log2(value) - nearly) - 1);
}

static double stepped(const struct ui_number *number, double value, bool up)
{
    double first = number->step;
    if (number->steps == UI_STEPS_EVEN) {
        double at = value / first; // to the next multiple
        return (up ? floor(at + 1 + nearly) : ceil(at - 1 - nearly)) * first;
    }
    if (value < first * (1 - nearly) || (!up && value < first * (1 + nearly)))
        return up ? first : 0;
    double next = number->steps == UI_STEPS_ROUND ? next_round(value, up) : next_double(value, up);
    return !up && next < first ? first : next;
}

static double moved(const struct ui_number *number, double value, int steps)
{
    for (int i = 0; i < steps || i < -steps; i++)
        value = within(number, stepped(number, value, steps > 0));
    return value;
}

// ---- Input --------------------------------------------------------------------------------------

static int key_steps(struct ui *ui, const struct ui_number *number)
{
    int many = number->steps == UI_STEPS_EVEN ? 10 : 3, steps = 0;
    while (ui_take_key(ui, KEY_UP))
        steps++;
    while (ui_take_key(ui, KEY_DOWN))
        steps--;
    while (ui_take_key(ui, KEY_PAGE_UP))
        steps += many;
    while (ui_take_key(ui, KEY_PAGE_DOWN))
        steps -= many;
    return steps;
}

static int wheel_steps(struct ui *ui, struct rect rect)
{
    int steps = ui_pointer_in(ui, rect) ? (int)lroundf(ui->wheel) : 0;
    if (steps != 0)
        ui->wheel = 0; // what it stands on does not move, too
    return steps;
}

// One of the two buttons. They take no focus: the arrows do the same.
static bool draw_stepper(struct ui *ui, uint32_t id, struct rect rect, const char *sign, int flags)
{
    const struct theme *theme = ui->theme;
    bool disabled = flags & UI_DISABLED;
    struct ui_response state = disabled ? (struct ui_response){0} : ui_point(ui, id, rect);
    canvas_round_fill(ui->canvas, rect, ui_radius(ui),
                      state.held      ? theme->control_pressed
                      : state.hovered ? theme->control_hover
                                      : theme->control);
    canvas_outline(ui->canvas, rect, ui_radius(ui), (float)ui_hairline(ui), theme->control_edge);
    text_draw_in(ui->canvas, ui->text, TEXT_STRONG, ALIGN_CENTRE, rect,
                 disabled ? theme->disabled_text : theme->text, sign);
    return state.clicked;
}

static int draw_steppers(struct ui *ui, uint32_t id, struct rect *field, int flags)
{
    int width = ui_px(ui, stepper_logical), gap = ui_px(ui, 2);
    struct rect plus = {field->x + field->w - width, field->y, width, field->h};
    struct rect minus = {plus.x - gap - width, field->y, width, field->h};
    field->w -= 2 * (width + gap);
    return draw_stepper(ui, id ^ 0x70150000u, plus, "+", flags) -
           draw_stepper(ui, id ^ 0x3195u, minus, "\xe2\x88\x92", flags);
}

// What is shown while the field has the focus is what was typed, for as long as the value is what
// that says.
static char *text_of(struct number_edit *edit, uint32_t id, const struct ui_number *number,
                     double value)
{
    if (edit->id != id || !is_same(number, edit->shown, value))
        write_value(edit, number, value);
    edit->id = id;
    return edit->text;
}

static void draw_wrong(struct ui *ui, struct rect rect)
{
    canvas_outline(ui->canvas, rect, ui_radius(ui), 2 * ui->scale, ui->theme->bad);
}

struct ui_number_state ui_number(struct ui *ui, uint32_t id, struct rect rect,
                                 const struct ui_number *number, double *value, int flags)
{
    struct number_edit *edit = &ui->parts->number, other;
    struct ui_number_state state = {.focused = ui->core->focus == id && !(flags & UI_DISABLED)};
    double before = *value;
    ui_told_widget(ui, id, state.focused && ui_on_top(ui), rect, NULL, tr("number"));
    int steps = draw_steppers(ui, id, &rect, flags);
    if (state.focused && ui_live(ui))
        steps += key_steps(ui, number) + wheel_steps(ui, rect);
    if (steps != 0)
        *value = moved(number, *value, steps);
    char *text = state.focused ? text_of(edit, id, number, *value) : other.text;
    if (!state.focused)
        write_shown(ui, rect.w, &other, number, *value);
    state.entered = ui_text_field(ui, id, rect, text, sizeof edit->text, NULL, flags);
    if (state.focused) {
        bool exact = false;
        state.wrong = !read_value(text, number, value, &exact) || !exact;
        edit->shown = *value;
    } else if (edit->id == id) {
        edit->id = 0;
    }
    ui_told_value(ui, text);
    ui_told_done(ui);
    if (state.wrong)
        draw_wrong(ui, rect);
    state.changed = !is_same(number, *value, before);
    ui->core->redraw |= state.changed;
    return state;
}
