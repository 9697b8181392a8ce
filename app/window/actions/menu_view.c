// The menu View: panels, colours, themes and sizes.
#include "app/language/tr.h"
#include "app/paint/colour_maps.h"
#include "app/window/actions/menu_rows.h"
#include "app/window/projector/projector.h"
#include "app/window/screen/looks.h"
#include "app/window/screen/screen.h"
#include "app/window/views/shared/spoken.h"
#include "app/window/voice/voice.h"

static bool shows_training(const struct app *app, int value)
{
    (void)value;
    return app->session.settings.show_training;
}

static void toggle_training(struct app *app, int value)
{
    (void)value;
    app->session.settings.show_training = !app->session.settings.show_training;
    app->side_tab = SIDE_TRAINING;
}

static bool has_logarithmic_curves(const struct app *app, int value)
{
    (void)value;
    return !app->session.settings.linear_curves;
}

static void toggle_logarithmic_curves(struct app *app, int value)
{
    (void)value;
    app->session.settings.linear_curves = !app->session.settings.linear_curves;
}

// `map`: enum colour_map_id.
static bool has_colours(const struct app *app, int map)
{
    return app->session.settings.colour_map == map;
}

static void choose_colours(struct app *app, int map)
{
    app->session.settings.colour_map = map;
}

// `theme`: enum theme_choice.
static bool has_theme(const struct app *app, int theme)
{
    return app->session.settings.theme == theme;
}

static void choose_theme(struct app *app, int theme)
{
    app->session.settings.theme = theme;
}

// The next one that can be shown and is another, back to the environment's after the last.
static void next_language(struct app *app, int unused)
{
    (void)unused;
    int all = spoken_count(), row = spoken_row(app);
    for (int i = 0; i < all; i++) {
        row = (row + 1) % all;
        if (spoken_can(app, row) && !spoken_now(row))
            break;
    }
    spoken_choose(app, row);
}

static void ask_for_language(struct app *app, int unused)
{
    (void)unused;
    questions_open(&app->session.questions, QUESTION_LANGUAGE);
}

// "Language: Deutsch…": in its own tongue.
static void name_language(const struct app *app, char text[ACTION_NAME_SIZE])
{
    char name[SPOKEN_NAME];
    spoken_name(spoken_row(app), name);
    tr_print(text, ACTION_NAME_SIZE, "Language: %s…", name);
}

// `direction`: 1 or -1.
static bool can_scale(const struct app *app, int direction)
{
    return looks_scale_step(app, direction) > 0;
}

static void scale(struct app *app, int direction)
{
    app->session.settings.scale = looks_scale_step(app, direction);
}

static void scale_as_system(struct app *app, int value)
{
    (void)value;
    app->session.settings.scale = 0;
}

static bool is_spoken(const struct app *app, int value)
{
    (void)value;
    return voice_speaks(app);
}

static void toggle_speech(struct app *app, int value)
{
    (void)value;
    voice_toggle(app);
}

static bool is_full_screen(const struct app *app, int value)
{
    (void)value;
    return app->full_screen;
}

static void toggle_full_screen(struct app *app, int value)
{
    (void)value;
    app->full_screen = !app->full_screen;
}

static bool is_projector(const struct app *app, int value)
{
    (void)value;
    return app->projector.on;
}

static void toggle_projector(struct app *app, int value)
{
    (void)value;
    projector_toggle(app);
    if (app->projector.on)
        projector_take_keys(app);
}

static bool shows_page(const struct app *app, int page)
{
    return app->page == (enum page)page;
}

static void choose_page(struct app *app, int page)
{
    screen_show_page(app, (enum page)page);
    if (page == PAGE_MISTAKES)
        ui_enter(&app->ui, ui_id("mistakes", (int)app->session.exam_shown.view)); // and walks there
}

// A row for each page: Alt+1, ...
#define PAGE_ROW(id, name, words)                                                                  \
    {                                                                                              \
        .label = words,                                                                            \
        .key = {{'1' + PAGE_##id, MOD_ALT}},                                                       \
        .run = choose_page,                                                                        \
        .enabled = menu_always,                                                                    \
        .checked = shows_page,                                                                     \
        .value = PAGE_##id,                                                                        \
        .radio = true,                                                                             \
    },

// A row for each colour map: F2, F3, F4, then the same with Shift.
#define COLOUR_KEY(map) (KEY_F1 + 1 + (map) % 3)
#define COLOUR_ROW(name, words)                                                                    \
    {                                                                                              \
        .label = words,                                                                            \
        .key = {{COLOUR_KEY(COLOUR_MAP_##name), COLOUR_MAP_##name < 3 ? 0 : MOD_SHIFT}},           \
        .run = choose_colours,                                                                     \
        .enabled = menu_always,                                                                    \
        .checked = has_colours,                                                                    \
        .value = COLOUR_MAP_##name,                                                                \
        .group = COLOUR_MAP_##name == 0,                                                           \
        .radio = true,                                                                             \
    },

#define THEME_ROW(name, f_key, words)                                                              \
    {                                                                                              \
        .label = words, .key = {{KEY_F1 + (f_key)-1, 0}}, .run = choose_theme,                     \
        .enabled = menu_always, .checked = has_theme, .value = THEME_##name,                       \
        .group = THEME_##name == THEME_LIGHT, .radio = true,                                       \
    }

static const struct action rows[] = {
    PAGE_LIST(PAGE_ROW) // each ends with a comma
    {
        .label = TR("Training panel"),
        .key = {{'t', 0}},
        .run = toggle_training,
        .enabled = menu_always,
        .checked = shows_training,
        .id = ACTION_TRAINING_PANEL,
        .group = true,
    },
    {
        .label = TR("Logarithmic curves"),
        .key = {{'l', MOD_SHIFT}},
        .run = toggle_logarithmic_curves,
        .enabled = menu_always,
        .checked = has_logarithmic_curves,
        .id = ACTION_LOGARITHMIC_CURVES,
    },
    COLOUR_MAP_LIST(COLOUR_ROW) // each ends with a comma
    THEME_ROW(LIGHT, 5, TR("Light theme")),
    THEME_ROW(DARK, 6, TR("Dark theme")),
    THEME_ROW(CONTRAST, 8, TR("High-contrast theme")),
    THEME_ROW(SYSTEM, 7, TR("The system's theme")),
    {
        .id = ACTION_LANGUAGE,
        .label = TR("Language…"),
        .key = {{KEY_F12, MOD_CTRL}},
        .run = ask_for_language,
        .enabled = menu_always,
        .name = name_language,
        .group = true,
    },
    {
        .label = TR("Next language"),
        .key = {{KEY_F12, 0}},
        .run = next_language,
        .enabled = menu_always,
    },
    {
        .label = TR("Speak aloud"),
        .key = {{KEY_F12, MOD_SHIFT}},
        .run = toggle_speech,
        .enabled = menu_always,
        .checked = is_spoken,
        .id = ACTION_SPEAK,
    },
    {
        .label = TR("Larger interface"),
        .key = {{'+', MOD_CTRL},
                {'=', MOD_CTRL},
                {'=', MOD_CTRL | MOD_SHIFT},
                {'+', MOD_CTRL | MOD_SHIFT}},
        .run = scale,
        .enabled = can_scale,
        .value = 1,
        .group = true,
    },
    {
        .label = TR("Smaller interface"),
        .key = {{'-', MOD_CTRL}},
        .run = scale,
        .enabled = can_scale,
        .value = -1,
    },
    {
        .label = TR("Normal interface size"),
        .key = {{'0', MOD_CTRL}},
        .run = scale_as_system,
        .enabled = menu_always,
    },
    {
        .label = TR("Projector: pad, reading and one layer"),
        .key = {{KEY_F1 + 8, 0}},
        .run = toggle_projector,
        .enabled = menu_always,
        .checked = is_projector,
        .group = true,
    },
    {
        .label = TR("Full screen"),
        .key = {{KEY_F11, 0}},
        .run = toggle_full_screen,
        .enabled = menu_always,
        .checked = is_full_screen,
        .on_top = true,
    },
};

const struct action_menu menu_view = MENU_ROWS(TR("View"), rows);
