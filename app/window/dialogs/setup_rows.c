// A field is a label, a widget and a sentence. The sentence tells the range and the unit, so that
// nobody has to try what is allowed.
#include "app/window/dialogs/setup_rows.h"

#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/training/setup/setup_fields.h"
#include "app/window/dialogs/files/dialog_elsewhere.h"
#include "app/window/screen/request.h"
#include "nn/base/decimal.h"
#include "nn/base/threads.h"

#include <stdio.h>
#include <string.h>

static const float label_width = 96, unit_width = 46;

// ---- Places -------------------------------------------------------------------------------------

struct rect setup_rows_take(struct setup_column *column, float height)
{
    struct ui *ui = &column->app->ui;
    int taken = ui_px(ui, height), gap = ui_px(ui, SETUP_GAP);
    struct rect rect = {column->rect.x, column->rect.y, column->rect.w, taken};
    column->rect.y += taken + gap;
    column->rect.h -= taken + gap;
    return rect;
}

void setup_rows_heading(struct setup_column *column, const char *words)
{
    ui_label(&column->app->ui, TEXT_STRONG, ALIGN_LEFT, setup_rows_take(column, 18), words);
}

void setup_rows_note(struct setup_column *column, const char *words, int lines)
{
    struct app *app = column->app;
    struct rect rect = setup_rows_take(column, 16 * (float)lines);
    text_draw_wrapped(&app->canvas, app->text, TEXT_SMALL, rect, app->ui.theme->text_muted, words);
}

// The label's place; `rect` keeps the rest.
static struct rect take_label(struct ui *ui, struct rect *rect)
{
    struct rect label = {rect->x, rect->y, ui_px(ui, label_width), rect->h};
    rect->x += label.w;
    rect->w -= label.w;
    return label;
}

static void draw_label(struct ui *ui, struct rect rect, const char *words)
{
    ui_label(ui, ui_fitting_style(ui, rect.w, words), ALIGN_LEFT, rect, words);
}

// The same for the unit, at the end of the row.
static struct rect take_unit(struct ui *ui, struct rect *rect)
{
    int width = ui_px(ui, unit_width), gap = ui_px(ui, 6);
    rect->w -= width;
    return (struct rect){rect->x + rect->w + gap, rect->y, width - gap, rect->h};
}

// ---- Help ---------------------------------------------------------------------------------------

void setup_rows_help(struct app *app, struct rect rect, uint32_t id, const char *help)
{
    struct setup_form *form = &app->setup_form;
    bool pointed = ui_points_at(&app->ui, rect);
    if (!pointed && (form->pointed || !ui_has_focus(&app->ui, id)))
        return;
    form->pointed = pointed;
    snprintf(form->help, sizeof form->help, "%s", help);
}

enum { LIMITS = 48 }; // bytes

static void write_limit(char text[DECIMAL_SIZE], const struct ui_number *number, double limit)
{
    char count[AMOUNT_SIZE];
    decimal_write(text, (float)limit);
    decimal_spell_out(text);
    tr_mark(text, DECIMAL_SIZE);
    amount_count(count, number->whole ? (uint64_t)limit : 0);
    if (number->whole)
        snprintf(text, DECIMAL_SIZE, "%s", count);
}

// "1 to 4,096"
static void write_limits(char text[LIMITS], const struct ui_number *number)
{
    char least[DECIMAL_SIZE], most[DECIMAL_SIZE];
    write_limit(least, number, number->least);
    write_limit(most, number, number->most);
    tr_print(text, LIMITS, "%.20s to %.20s", least, most);
}

static void help_number(struct app *app, struct rect rect, uint32_t id, const char *label,
                        const struct ui_number *number, const char *unit, const char *help)
{
    char text[400], limits[LIMITS];
    write_limits(limits, number);
    snprintf(text, sizeof text, "%s, %s%s%s: %s", label, limits, unit[0] ? " " : "", unit, help);
    setup_rows_help(app, rect, id, text);
}

// ---- Numbers ------------------------------------------------------------------------------------

// What stands around a number field.
struct number_row {
    const char *label; // NULL: somebody else's is there
    const char *unit, *help;
    uint32_t id;
    int flags;
};

// A number with its unit in `field`, the help being for all of `row`. True if it changed.
static bool draw_number(struct setup_column *column, struct rect row, struct rect field,
                        const struct number_row *words, const struct ui_number *number,
                        double *value)
{
    struct app *app = column->app;
    struct setup_form *form = &app->setup_form;
    struct ui *ui = &app->ui;
    struct rect unit = take_unit(ui, &field);
    struct ui_number_state state = ui_number(ui, words->id, field, number, value, words->flags);
    column->entered |= state.entered;
    ui_label_muted(ui, ui_fitting_style(ui, unit.w, words->unit), ALIGN_LEFT, unit, words->unit);
    help_number(app, row, words->id, words->label, number, words->unit, words->help);
    if (state.wrong) {
        char limits[LIMITS];
        write_limits(limits, number);
        tr_print(form->wrong, sizeof form->wrong, "%s: type a %s from %s.", words->label,
                 number->whole ? tr("whole number") : tr("number"), limits);
        tr_print(form->moved, sizeof form->moved,
                 "%s took the nearest value to what was typed: it can be from %s.", words->label,
                 limits);
        form->moved_field = words->id;
    } else if (state.changed || (state.focused && form->moved_field == words->id)) {
        form->moved[0] = '\0';
    }
    return state.changed;
}

static bool number_row(struct setup_column *column, const struct number_row *words,
                       const struct ui_number *number, double *value)
{
    struct rect row = setup_rows_take(column, SETUP_ROW), field = row;
    draw_label(&column->app->ui, take_label(&column->app->ui, &field), words->label);
    return draw_number(column, row, field, words, number, value);
}

static void whole_row(struct setup_column *column, const struct number_row *words,
                      const struct ui_number *number, int *value)
{
    double shown = *value;
    if (number_row(column, words, number, &shown))
        *value = (int)shown;
}

void setup_rows_hold_out(struct setup_column *column)
{
    const struct number_row words = {
        tr("Held out"), tr("digits"),
        tr("so many images are not learnt but tested on after each epoch, beside the test set."),
        ui_id("setup hold out", 0), 0};
    const struct ui_number number = {0, 1000000, UI_STEPS_ROUND, 100, true, tr("none")};
    whole_row(column, &words, &number, &column->app->session.setup.hold_out);
}

void setup_rows_threads(struct setup_column *column)
{
    const struct number_row words = {
        tr("Threads"), "",
        tr("0 leaves one processor to the window. The weights are the same for any."),
        ui_id("setup threads", 0), 0};
    const struct ui_number number = {0, THREADS_MOST, UI_STEPS_EVEN, 1, true, tr("auto")};
    whole_row(column, &words, &number, &column->app->session.setup.threads);
}

// ---- Options ------------------------------------------------------------------------------------

// What the beginning with the weights in use leaves no question of.
static bool is_settled(const struct run_setup *setup, const struct train_option *option)
{
    return setup->from_weights && option == setup_option_named("init") &&
           setup->options.init == TRAIN_INIT_SCALED;
}

static void choice_row(struct setup_column *column, const struct train_option *option,
                       const struct setup_field *field)
{
    struct app *app = column->app;
    struct ui *ui = &app->ui;
    struct train_options *options = &app->session.setup.options;
    struct rect row = setup_rows_take(column, SETUP_ROW), rect = row;
    uint32_t id = ui_id(option->word, 0);
    char help[400];
    int value = (int)setup_option_get(option, options);
    bool settled = is_settled(&app->session.setup, option);
    draw_label(ui, take_label(ui, &rect), tr(field->label));
    if (ui_choice(ui, id, rect, tr(field->choices), &value, settled ? UI_DISABLED : 0))
        setup_option_set(option, options, value);
    snprintf(help, sizeof help, "%s: %s", tr(field->label),
             settled ? tr("none are drawn, for the run begins with the weights in use.")
                     : tr(field->help));
    setup_rows_help(app, row, id, help);
}

static void option_number_row(struct setup_column *column, const struct train_option *option,
                              const struct setup_field *field)
{
    static const enum ui_number_steps steps[] = {[SETUP_STEPS_EVEN] = UI_STEPS_EVEN,
                                                 [SETUP_STEPS_ROUND] = UI_STEPS_ROUND,
                                                 [SETUP_STEPS_DOUBLE] = UI_STEPS_DOUBLE};
    struct train_options *options = &column->app->session.setup.options;
    const struct ui_number number = {field->least,
                                     field->most,
                                     steps[field->steps],
                                     field->step,
                                     option->kind != TRAIN_OPTION_FLOAT,
                                     field->zero ? tr(field->zero) : NULL};
    const struct number_row words = {tr(field->label), tr(field->unit), tr(field->help),
                                     ui_id(option->word, 0), 0};
    double value = setup_option_get(option, options);
    if (number_row(column, &words, &number, &value))
        setup_option_set(option, options, value);
}

void setup_rows_option(struct setup_column *column, const char *word)
{
    const struct train_option *option = setup_option_named(word);
    const struct setup_field *field = option ? setup_field_of(option) : NULL;
    if (!field)
        return;
    if (field->choices)
        choice_row(column, option, field);
    else
        option_number_row(column, option, field);
}

void setup_rows_beginning(struct setup_column *column)
{
    struct app *app = column->app;
    struct run_setup *setup = &app->session.setup;
    struct rect row = setup_rows_take(column, SETUP_ROW);
    uint32_t id = ui_id("setup beginning", 0);
    int value = setup->from_weights;
    if (ui_choice(&app->ui, id, row, tr("Random weights|Weights in use"), &value, 0)) {
        setup->from_weights = value == 1;
        if (setup->from_weights)
            setup->options.init = TRAIN_INIT_SCALED; // none are drawn
    }
    char help[400];
    tr_print(help, sizeof help, "Begins with %s%.80s%s: Ctrl+Shift+B brings back what was in use.",
             setup->from_weights ? tr("the weights in use (") : tr("random weights"),
             setup->from_weights ? tr(app->session.weights_name) : "",
             setup->from_weights ? tr(") and goes on from there")
                                 : tr(", and learns everything anew"));
    setup_rows_help(app, row, id, help);
}

// ---- Data ---------------------------------------------------------------------------------------

static const char *const part_help[RUN_PARTS] = {
    [RUN_PART_MNIST] = TR("MNIST: 60,000 handwritten digits to learn, and 10,000 to test."),
    [RUN_PART_PRACTICE] =
        TR("Practice digits: 20,000 drawn by the program; they need no download."),
    [RUN_PART_FOLDER] =
        TR("A folder with files named and made as MNIST's are, or EMNIST's digits."),
    [RUN_PART_STROKES] =
        TR("A strokes file: digits written with a pen, drawn anew in every epoch."),
    [RUN_PART_OWN] = TR("My digits: those that you taught (key K), drawn anew in every epoch."),
};

static void draw_share(struct setup_column *column, enum run_part_kind kind, struct rect row)
{
    const struct run_part_traits *traits = &run_parts[kind];
    struct run_part *part = &column->app->session.setup.part[kind];
    const struct ui_number number = {
        traits->share_least, traits->share_most, UI_STEPS_EVEN, 10, true, NULL};
    const struct number_row words = {tr(traits->title), "%",
                                     traits->drawings
                                         ? tr("how often each is seen: 100 is once in "
                                              "every epoch, 200 twice.")
                                         : tr("so many of its images are learnt, evenly "
                                              "taken from all."),
                                     ui_id("setup share", (int)kind), part->used ? 0 : UI_DISABLED};
    double share = part->share;
    if (draw_number(column, row, row, &words, &number, &share))
        part->share = (int)share;
}

static void choose_path(struct app *app, int kind)
{
    dialog_elsewhere_open(app, kind == RUN_PART_FOLDER ? FILE_PURPOSE_SETUP_FOLDER
                                                       : FILE_PURPOSE_SETUP_STROKES);
}

static void draw_path(struct setup_column *column, enum run_part_kind kind)
{
    struct app *app = column->app;
    struct ui *ui = &app->ui;
    struct run_part *part = &app->session.setup.part[kind];
    struct rect row = setup_rows_take(column, SETUP_ROW), field = row;
    uint32_t id = ui_id("setup path", (int)kind);
    int indent = ui_px(ui, 24);
    field.x += indent;
    field.w -= indent + row.h + ui_px(ui, 4);
    struct rect button = {row.x + row.w - row.h, row.y, row.h, row.h};
    column->entered |= ui_text_field(
        ui, id, field, part->path, PATH_SIZE,
        kind == RUN_PART_FOLDER ? tr("Path of the folder") : tr("Path of the strokes file"), 0);
    if (ui_icon_button(ui, ui_id("setup choose", (int)kind), button, ICON_FOLDER, tr("Choose it"),
                       0))
        request(app, choose_path, (int)kind);
    setup_rows_help(app, row, id, tr(part_help[kind]));
}

void setup_rows_part(struct setup_column *column, enum run_part_kind kind)
{
    struct app *app = column->app;
    struct ui *ui = &app->ui;
    struct run_part *part = &app->session.setup.part[kind];
    struct rect row = setup_rows_take(column, SETUP_ROW), tick = row, share = row;
    uint32_t id = ui_id("setup part", (int)kind);
    share.w = ui_px(ui, 152);
    share.x = row.x + row.w - share.w;
    tick.w -= share.w;
    ui_check(ui, id, tick, tr(run_parts[kind].title), &part->used, 0);
    setup_rows_help(app, tick, id, tr(part_help[kind]));
    ui_name(ui, run_parts[kind].title);
    draw_share(column, kind, share);
    if (part->used && (kind == RUN_PART_FOLDER || kind == RUN_PART_STROKES))
        draw_path(column, kind);
}
