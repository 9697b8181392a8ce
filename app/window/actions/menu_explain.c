// The menu Explain: why a drawing is read as it is, and what it would take to be read otherwise.
#include "app/language/tr.h"
#include "app/session/step/slow_motion.h"
#include "app/session/why.h"
#include "app/window/actions/menu_rows.h"
#include "app/window/screen/screen.h"
#include "app/window/views/cell/view_cell.h"

// What is asked is answered once there is something; nobody has to wonder till then.
static void tell_empty(struct app *app)
{
    if (app->session.reading.empty && app->session.why.asked)
        notice_say(&app->session.notice, tr("Draw a digit, and this is answered for it."),
                   ACTION_NONE, 4);
}

static bool is_asked(const struct app *app, int value)
{
    (void)value;
    return app->session.why.asked;
}

// Digit keys are about the question from then on, not about what is taught.
static void toggle_why(struct app *app, int value)
{
    (void)value;
    app->session.correcting = false;
    if (app->session.why.asked)
        why_drop(&app->session);
    else
        why_ask(&app->session, -1, -1);
    tell_empty(app);
}

// The first digit is asked about, a second is what it is compared with.
static void ask_about(struct app *app, int digit)
{
    const struct why *why = &app->session.why;
    app->session.correcting = false;
    if (why->asked && why->digit >= 0 && why->digit != digit && why->instead < 0)
        why_ask(&app->session, why->digit, digit);
    else if (!why->asked || why->digit != digit)
        why_ask(&app->session, digit, -1);
    else
        why_ask(&app->session, -1, -1);
}

// From the digit's unit of OUTPUT one walks on, by keys at once: its card has what F6 contributes,
// the largest first.
static void follow_number(struct app *app, int value)
{
    (void)value;
    int digit = why_digit(&app->session);
    if (digit < 0)
        digit = app->session.reading.best;
    pin_hold(&app->session.pin, (struct terms_cell){LENET_OUTPUT, digit, 0, 0});
    screen_show_cell(app);
    view_cell_take_keys(app);
}

// `method`: enum explainer_method.
static bool has_method(const struct app *app, int method)
{
    return (int)app->session.why.method == method;
}

static void choose_method(struct app *app, int method)
{
    why_choose_method(&app->session, (enum explainer_method)method);
}

static bool searches(const struct app *app, int value)
{
    (void)value;
    return app->session.why.flip;
}

static void toggle_search(struct app *app, int value)
{
    (void)value;
    bool on = !app->session.why.flip;
    if (on && !app->session.why.asked)
        why_ask(&app->session, -1, -1);
    why_search(&app->session, on);
    tell_empty(app);
}

static bool can_apply(const struct app *app, int value)
{
    (void)value;
    return why_is_current(&app->session) && app->session.why.answer.flip.count > 0;
}

static void apply(struct app *app, int value)
{
    (void)value;
    why_apply_flip(&app->session);
}

// ---- Slow motion --------------------------------------------------------------------------------

static bool is_slow(const struct app *app, int value)
{
    (void)value;
    return app->session.slow_motion.on;
}

static void toggle_slow_motion(struct app *app, int value)
{
    (void)value;
    if (app->session.slow_motion.on) {
        slow_motion_end(&app->session);
        return;
    }
    slow_motion_begin(&app->session);
    if (!app->session.slow_motion.on)
        return;
    app->side_tab = SIDE_STEP;
    screen_show_page(app, PAGE_NETWORK);
}

static void step_next(struct app *app, int value)
{
    (void)value;
    slow_motion_next(&app->session);
}

static void step_back(struct app *app, int value)
{
    (void)value;
    slow_motion_back(&app->session);
}

static void step_again(struct app *app, int value)
{
    (void)value;
    slow_motion_again(&app->session);
}

// `step`: 1 or -1; round and round.
static void step_label(struct app *app, int step)
{
    int label = app->session.slow_motion.step->label;
    slow_motion_choose_label(&app->session, (label + step + LENET_CLASSES) % LENET_CLASSES);
}

#define DIGIT_ROW(digit, words)                                                                    \
    {                                                                                              \
        .label = words, .key = {{'0' + digit, 0}}, .run = ask_about, .enabled = menu_has_drawing,  \
        .value = digit, .within = ACTION_WHY, .group = digit == 0,                                 \
    }
#define STEP_ROW(name, function, words, letter, held, other)                                       \
    {                                                                                              \
        .label = words, .key = {{letter, held}, {other, 0}}, .run = function, .enabled = is_slow,  \
        .id = ACTION_STEP_##name, .within = ACTION_SLOW_MOTION, .first = is_slow, .repeats = true, \
    }
#define LABEL_ROW(words, held, step)                                                               \
    {                                                                                              \
        .label = words, .key = {{'j', held}}, .run = step_label, .enabled = is_slow,               \
        .value = step, .within = ACTION_SLOW_MOTION,                                               \
    }
#define METHOD_ROW(method, letter, words)                                                          \
    {                                                                                              \
        .label = words, .key = {{letter, 0}}, .run = choose_method, .enabled = menu_always,        \
        .checked = has_method, .value = EXPLAINER_##method, .group = EXPLAINER_##method == 0,      \
        .radio = true,                                                                             \
    }

static const struct action rows[] = {
    {
        .label = TR("Why this digit?"),
        .key = {{'w', 0}},
        .run = toggle_why,
        .enabled = menu_always,
        .checked = is_asked,
        .takes_keys = true,
        .id = ACTION_WHY,
    },
    DIGIT_ROW(0, TR("Why 0, or why not 0")),
    DIGIT_ROW(1, TR("Why 1, or why not 1")),
    DIGIT_ROW(2, TR("Why 2, or why not 2")),
    DIGIT_ROW(3, TR("Why 3, or why not 3")),
    DIGIT_ROW(4, TR("Why 4, or why not 4")),
    DIGIT_ROW(5, TR("Why 5, or why not 5")),
    DIGIT_ROW(6, TR("Why 6, or why not 6")),
    DIGIT_ROW(7, TR("Why 7, or why not 7")),
    DIGIT_ROW(8, TR("Why 8, or why not 8")),
    DIGIT_ROW(9, TR("Why 9, or why not 9")),
    {
        .label = TR("What adds up to it"),
        .key = {{'w', MOD_SHIFT}},
        .run = follow_number,
        .enabled = menu_has_drawing,
    },
    METHOD_ROW(GRADIENT, 'g', TR("By what a change of each pixel does")),
    METHOD_ROW(INTEGRATED, 'i', TR("By what each pixel adds")),
    METHOD_ROW(OCCLUSION, 'o', TR("By covering pixel after pixel")),
    {
        .label = TR("What would it take?"),
        .key = {{'f', 0}},
        .run = toggle_search,
        .enabled = menu_always,
        .checked = searches,
        .group = true,
    },
    {
        .label = TR("Change these pixels"),
        .key = {{'f', MOD_SHIFT}},
        .run = apply,
        .enabled = can_apply,
        .id = ACTION_APPLY_CHANGE,
    },
    {
        .label = TR("One step in slow motion"),
        .key = {{'z', 0}},
        .run = toggle_slow_motion,
        .enabled = menu_always,
        .checked = is_slow,
        .id = ACTION_SLOW_MOTION,
        .group = true,
    },
    STEP_ROW(NEXT, step_next, TR("Its next stage"), KEY_SPACE, 0, 0),
    STEP_ROW(BACK, step_back, TR("Its stage before"), KEY_SPACE, MOD_SHIFT, KEY_BACKSPACE),
    STEP_ROW(AGAIN, step_again, TR("The whole step at once, and again"), 'z', MOD_SHIFT, 0),
    LABEL_ROW(TR("The next digit as its label"), 0, 1),
    LABEL_ROW(TR("The digit before as its label"), MOD_SHIFT, -1),
};

const struct action_menu menu_explain = MENU_ROWS(TR("Explain"), rows);
