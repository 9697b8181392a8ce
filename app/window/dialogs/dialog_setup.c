// The form in which a run is set up. Its fields stand in as many columns as the window has room
// for, and scroll where it is too low; below them, whatever the size, stand what the field at hand
// means, what speaks against a start, and the button for it. Enter starts from anywhere.
#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/session/weights/set_up.h"
#include "app/training/setup/setup_fields.h"
#include "app/training/setup/setup_presets.h"
#include "app/window/dialogs/setup_rows.h"
#include "app/window/dialogs/shared/dialog_pieces.h"

#include <stdio.h>

enum {
    OWN_ROW = SETUP_PRESETS, // of the list of recipes: none of them
    LIST_ROW = 28,           // logical
    COLUMNS = 3,
    COLUMN_GAP = 24,
    COLUMN_LEAST = 286, // logical
};

// ---- What follows from the fields ---------------------------------------------------------------

static void look(struct app *app, int value)
{
    (void)value;
    struct setup_form *form = &app->setup_form;
    const struct run_setup *setup = &app->session.setup;
    bool others = !form->looked || !run_setup_same_parts(&form->seen, setup);
    form->problem = (struct status){0};
    set_up_check(&app->session, &form->size, &form->problem);
    form->lacks_mnist = run_setup_lacks_mnist(setup, NULL);
    if (others)
        setup_preview_choose(&form->preview, setup);
    if (others || form->seen.options.augment != setup->options.augment)
        setup_preview_draw(&form->preview, setup->options.augment, form->round);
    form->seen = *setup;
    form->looked = true;
}

// The set-up may have been changed by the keys before this one, in the same frame.
static void start(struct app *app, int value)
{
    struct setup_form *form = &app->setup_form;
    look(app, value);
    struct status problem = {0};
    if (form->wrong[0])
        return;
    if (run_setup_lacks_mnist(&app->session.setup, &problem))
        questions_missing_data(&app->session.questions, &problem, false);
    else if (form->problem.code == STATUS_OK)
        set_up_begin(&app->session);
}

static void close_form(struct app *app, int value)
{
    (void)value;
    set_up_close(&app->session);
}

static void draw_anew(struct app *app, int value)
{
    (void)value;
    struct setup_form *form = &app->setup_form;
    setup_preview_draw(&form->preview, app->session.setup.options.augment, ++form->round);
}

// ---- Recipes ------------------------------------------------------------------------------------

static void draw_recipe_row(struct ui *ui, struct rect rect, int row, bool selected, void *context)
{
    (void)selected;
    (void)context;
    rect.x += ui_px(ui, 8);
    rect.w -= ui_px(ui, 16);
    const char *name = row == OWN_ROW ? tr("Your own") : tr(setup_presets[row].name);
    ui_label(ui, TEXT_BODY, ALIGN_LEFT, rect, name);
    if (row != OWN_ROW && setup_presets[row].fails)
        text_draw_in(ui->canvas, ui->text, TEXT_SMALL, ALIGN_RIGHT, rect, ui->theme->bad,
                     tr("fails"));
}

// What was chosen by hand comes back, too.
static void choose_recipe(struct app *app, int row)
{
    struct setup_form *form = &app->setup_form;
    struct run_setup *setup = &app->session.setup;
    form->moved[0] = '\0';
    if (setup_preset_of(setup) < 0) {
        form->own_there = true;
        form->own = setup->options;
        form->own_from_weights = setup->from_weights;
    }
    if (row != OWN_ROW) {
        setup_preset_apply(setup, row);
    } else if (form->own_there) {
        setup->options = form->own;
        setup->from_weights = form->own_from_weights;
    }
}

// True if a recipe was chosen to be started.
static bool draw_recipes(struct setup_column *column, int rows)
{
    struct app *app = column->app;
    struct ui *ui = &app->ui;
    int chosen = setup_preset_of(&app->session.setup);
    int row = chosen < 0 ? OWN_ROW : chosen, before = row;
    setup_rows_heading(column, tr("Recipe"));
    struct rect list = setup_rows_take(column, (float)(LIST_ROW * rows + 8));
    uint32_t id = ui_id("setup recipes", 0);
    int activated = ui_list(ui, id, list, SETUP_PRESETS + 1, &row, draw_recipe_row, NULL);
    setup_rows_help(
        app, list, id,
        tr("A recipe sets everything at once that is no data. Those that fail are worth a "
           "look, too: the curves and the warnings beside them show why."));
    if (row != before)
        request(app, choose_recipe, row);
    setup_rows_note(column,
                    row == OWN_ROW ? tr("Whatever you choose in the other fields.")
                                   : tr(setup_presets[row].sentence),
                    3);
    return activated >= 0;
}

// ---- Preview ------------------------------------------------------------------------------------

static void draw_preview(struct setup_column *column)
{
    struct app *app = column->app;
    struct ui *ui = &app->ui;
    const struct setup_preview *preview = &app->setup_form.preview;
    enum { ACROSS = SETUP_PREVIEW_DIGITS / 2 };
    setup_rows_heading(column, tr("As they are learnt"));
    int gap = ui_px(ui, 4), side = (column->rect.w - (ACROSS - 1) * gap) / ACROSS;
    int most = ui_px(ui, 2 * DIGIT_SIDE);
    side = side > most ? most : side;
    struct rect row = setup_rows_take(column, (float)(2 * side + gap) / ui->scale);
    for (int i = 0; i < preview->count; i++) {
        struct rect digit = {row.x + i % ACROSS * (side + gap), row.y + i / ACROSS * (side + gap),
                             side, side};
        canvas_coverage(&app->canvas, digit, &preview->drawn[i][0][0], DIGIT_SIDE, DIGIT_SIDE,
                        ui->theme->paper, ui->theme->ink);
        canvas_outline(&app->canvas, digit, 0, (float)1, ui->theme->panel_edge);
    }
    uint32_t id = ui_id("setup preview", 0);
    struct rect button = setup_rows_take(column, SETUP_ROW);
    button.w = text_width(app->text, TEXT_BODY, tr("Distort anew")) + ui_px(ui, 24);
    bool plain = app->session.setup.options.augment == AUGMENT_NONE;
    if (ui_button(ui, id, button, tr("Distort anew"), plain ? UI_DISABLED : 0))
        request(app, draw_anew, 0);
    setup_rows_help(
        app, button, id,
        tr("Every digit is distorted anew each time it is learnt; this shows other ways."));
}

// ---- Columns ------------------------------------------------------------------------------------

static void draw_data(struct setup_column *column)
{
    static const char *const tested[RUN_PARTS] = {
        [RUN_PART_MNIST] = TR("Tested on MNIST's 10,000 test digits."),
        [RUN_PART_FOLDER] = TR("Tested on the test digits of the folder."),
        [RUN_PART_PRACTICE] = TR("Tested on 4,000 other practice digits.")};
    setup_rows_heading(column, tr("Digits to learn"));
    for (int i = 0; i < RUN_PARTS; i++)
        setup_rows_part(column, (enum run_part_kind)i);
    setup_rows_note(column, tr(tested[run_setup_tested(&column->app->session.setup)]), 1);
    setup_rows_option(column, "images");
    setup_rows_hold_out(column);
    setup_rows_option(column, "labels");
}

static void draw_learning(struct setup_column *column)
{
    static const char *const words[] = {"epochs",    "batch", "rate",    "schedule",
                                        "momentum",  "decay", "augment", "ways",
                                        "nondigits", "init",  "average", "seed"};
    setup_rows_heading(column, tr("How they are learnt"));
    setup_rows_beginning(column);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        setup_rows_option(column, words[i]);
    setup_rows_threads(column);
}

static int columns_in(struct ui *ui, int width)
{
    int gap = ui_px(ui, COLUMN_GAP), bar = ui_px(ui, 12);
    int columns = (width - bar + gap) / (ui_px(ui, COLUMN_LEAST) + gap);
    return columns > COLUMNS ? COLUMNS : columns < 1 ? 1 : columns;
}

// How many recipes are in sight at once: all, or as many as `height` has room for.
static int recipes_shown(struct ui *ui, int height)
{
    int room = (height - ui_px(ui, 48)) / ui_px(ui, LIST_ROW);
    return room > SETUP_PRESETS + 1 ? SETUP_PRESETS + 1 : room > 2 ? room : 2;
}

// Draws everything in `columns` columns of `area`; returns the height that the highest one took.
// True in *start_it if Enter was pressed in a field, or a recipe was chosen to be started.
static int draw_columns(struct app *app, struct rect area, int columns, int recipes, bool *start_it)
{
    struct ui *ui = &app->ui;
    int gap = ui_px(ui, COLUMN_GAP), width = (area.w - (columns - 1) * gap) / columns, highest = 0;
    struct setup_column column[COLUMNS];
    for (int i = 0; i < columns; i++)
        column[i] =
            (struct setup_column){app, {area.x + i * (width + gap), area.y, width, area.h}, false};
    struct setup_column *last = &column[columns - 1], *data = &column[columns == COLUMNS];
    *start_it = draw_recipes(&column[0], recipes);
    draw_data(data);
    draw_learning(last);
    draw_preview(columns == COLUMNS ? data : last);
    for (int i = 0; i < columns; i++) {
        int used = column[i].rect.y - area.y;
        highest = used > highest ? used : highest;
        *start_it |= column[i].entered;
    }
    return highest;
}

// ---- Below the fields ---------------------------------------------------------------------------

// How many digits an epoch has, as far as that is known.
static void describe_epoch(const struct run_setup_size *size, char text[200])
{
    char each[AMOUNT_SIZE], steps[AMOUNT_SIZE], strokes[AMOUNT_SIZE];
    size_t digits = size->images + size->drawings;
    amount_count(each, digits);
    amount_count(steps, (uint64_t)size->steps);
    amount_count(strokes, size->strokes);
    if (size->steps > 0 && size->strokes > 0)
        tr_print(text, 200, "%s digits in %s steps an epoch; the strokes file has %s digits.", each,
                 steps, strokes);
    else if (size->steps > 0)
        tr_print(text, 200, "%s digits in %s steps an epoch.", each, steps);
    else if (digits > 0)
        tr_print(text, 200, "%s digits an epoch, and those of the strokes file.", each);
    else
        tr_print(text, 200, "The digits of the strokes file, in every epoch.");
}

// The latest run tells how long another takes if its batches were as these, and it did not hurry
// from test to test.
static bool knows_pace(const struct trainer_progress *latest, const struct train_options *options)
{
    enum { LEAST_IMAGES = 5000 };
    return latest->images_per_second > 0 && latest->options.batch == options->batch &&
           latest->options.augment == options->augment &&
           latest->batches * latest->options.batch >= LEAST_IMAGES;
}

// What a start would mean, as far as it is known.
static void describe(const struct app *app, char text[320])
{
    const struct setup_form *form = &app->setup_form;
    const struct train_options *options = &app->session.setup.options;
    const struct trainer_progress *latest = &app->session.progress;
    char epoch[200], time[AMOUNT_SIZE];
    double digits = (double)(form->size.images + form->size.drawings) * options->epochs;
    describe_epoch(&form->size, epoch);
    amount_rough_time(time, digits / (double)latest->images_per_second);
    if (form->size.steps > 0 && knows_pace(latest, options))
        tr_print(text, 320, "%s About %s, if it is as fast as the latest run.", epoch, time);
    else
        snprintf(text, 320, "%s", epoch);
}

// Where words of 1 to 3 lines stand over the buttons, from the bottom upwards, with room for
// `lines` at least: `inside` loses what they take.
static struct rect reserve(struct app *app, struct rect *inside, const char *words, int lines)
{
    struct rect place = {inside->x, inside->y, inside->w, 1 << 20};
    const char *least_words = &"A\nA\nA"[2 * (3 - lines)];
    int least = text_draw_wrapped(NULL, app->text, TEXT_SMALL, place, 0, least_words);
    int most = text_draw_wrapped(NULL, app->text, TEXT_SMALL, place, 0, "A\nA\nA");
    int height = text_draw_wrapped(NULL, app->text, TEXT_SMALL, place, 0, words);
    place.h = height > most ? most : height < least ? least : height;
    place.y = inside->y + inside->h - place.h;
    inside->h -= place.h + ui_px(&app->ui, 4);
    return place;
}

static void draw_words(struct app *app, struct rect place, uint32_t colour, const char *words)
{
    struct rect clip = canvas_clip(&app->canvas, place);
    text_draw_wrapped(&app->canvas, app->text, TEXT_SMALL, place, colour, words);
    app->canvas.clip = clip;
}

// "Start", or where only MNIST is missing, the way to it. Returns the button that was pressed.
static int draw_buttons(struct app *app, struct rect *inside)
{
    const struct setup_form *form = &app->setup_form;
    bool fetches = form->lacks_mnist && !form->wrong[0];
    bool stopped = !form->looked || form->wrong[0] || form->problem.code != STATUS_OK;
    const struct dialog_button buttons[] = {{tr("Cancel"), 0},
                                            {fetches ? tr("Get MNIST…") : tr("Start"),
                                             UI_PRIMARY | (stopped && !fetches ? UI_DISABLED : 0)}};
    return dialog_buttons(app, inside, buttons, 2);
}

// The fields, in what the words and buttons leave of `inside`. True if one of them starts the run.
static bool draw_fields(struct app *app, struct rect inside)
{
    struct setup_form *form = &app->setup_form;
    struct ui *ui = &app->ui;
    bool start_it = false;
    int columns = columns_in(ui, inside.w), height = form->height, margin = ui_px(ui, 6);
    form->pointed = false;
    form->help[0] = form->wrong[0] = '\0';
    struct rect around = {inside.x - margin, inside.y - margin, inside.w + 2 * margin,
                          inside.h + margin};
    struct rect area = ui_column_begin(ui, ui_id("setup fields", 0), around, height + 2 * margin);
    area = rect_inset(area, margin); // for the rings around what has the keyboard
    form->height = draw_columns(app, area, columns, recipes_shown(ui, inside.h), &start_it);
    ui_column_end(ui);
    if (form->height != height)
        request(app, look, 0); // and a frame that knows it
    return start_it;
}

void dialog_draw_setup(struct app *app)
{
    struct setup_form *form = &app->setup_form;
    struct ui *ui = &app->ui;
    const struct run_setup *setup = &app->session.setup;
    char words[320];
    bool open = true;
    struct rect inside = ui_dialog_begin(ui, tr("Set up and train"), 1000, 720, &open),
                rest = inside;
    if (ui_dialog_starts_at(ui, ui_id("setup recipes", 0))) {
        form->moved[0] = '\0';
        form->looked = false;
        form->problem = (struct status){0};
    }
    bool stopped = form->problem.code != STATUS_OK;
    describe(app, words);
    rest.h -= ui_px(ui, 32) + 2 * ui_px(ui, 8); // the buttons
    struct rect result = reserve(app, &rest, stopped ? form->problem.message : words, 1);
    struct rect help = reserve(app, &rest, "", 2);
    bool start_it = draw_fields(app, rest);
    draw_words(app, help, ui->theme->text, form->help);
    bool bad = stopped || form->wrong[0] || form->moved[0];
    draw_words(app, result, bad ? ui->theme->bad : ui->theme->text_muted,
               form->wrong[0]   ? form->wrong
               : stopped        ? form->problem.message
               : form->moved[0] ? form->moved
                                : words);
    int pressed = draw_buttons(app, &inside);
    ui_dialog_end(ui);
    if (!form->looked || !run_setup_same(&form->seen, setup))
        request(app, look, 0);
    if (!open || pressed == 0)
        request(app, close_form, 0);
    else if (pressed == 1 || start_it)
        request(app, start, 0);
}
