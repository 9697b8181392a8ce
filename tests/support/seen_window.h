// A window whose every drawn text is watched, and what there is to see in it: for tests of all
// texts.
#ifndef TESTS_SUPPORT_SEEN_WINDOW_H
#define TESTS_SUPPORT_SEEN_WINDOW_H

#include "tests/support/support.h"

#include "app/session/session_life.h"
#include "app/session/step/slow_motion.h"
#include "app/session/why.h"
#include "app/system/text_sdl.h"
#include "app/window/screen/weight_sheet.h"
#include "app/window/shell.h"
#include "nn/data/practice.h"

#include <time.h>

// Draws the window as it is, as often as a test wants; `what` it shows is for its messages.
typedef void seen_look(struct app *app, const char *what);

static inline struct app *seen_open(void (*watch)(void *self, const struct text_drawn *drawn))
{
    struct app *app = NULL;
    struct glyph_source glyphs;
    struct status status = {0};
    bool fonts = text_sdl_source(&glyphs, &status);
    glyphs.drawn = watch;
    if (!fonts || !app_open(&app, glyphs, &(struct session_options){.own_digits = ""}, &status))
        fail_msg("%s", status.message);
    app->session.settings.theme = THEME_LIGHT;
    return app;
}

static inline void seen_put_digit(struct app *app, int label)
{
    struct drawing drawing;
    assert_true(practice_drawing(&drawing, label, 3, NULL));
    assert_true(pad_fit_drawing(&app->session.pad, &drawing, 30, NULL));
    drawing_free(&drawing);
    app_refresh(app);
}

// A cell of every layer, one after the other.
static inline void seen_cells(struct app *app, seen_look *look)
{
    static const struct terms_cell cells[] = {{LENET_INPUT, 0, 9, 12}, {LENET_C1, 2, 9, 12},
                                              {LENET_S2, 2, 9, 12},    {LENET_C3, 6, 4, 5},
                                              {LENET_S4, 6, 2, 2},     {LENET_C5, 17, 0, 0},
                                              {LENET_F6, 9, 0, 0},     {LENET_OUTPUT, 3, 0, 0}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        app->session.before_sigmoid = i & 1;
        pin_hold(&app->session.pin, cells[i]);
        screen_show_cell(app);
        app->patch = (struct patch_place){.row = 2, .column = 3, .pointed = true};
        look(app, lenet_layers[cells[i].layer].name);
    }
}

static inline void seen_weights(struct app *app, seen_look *look)
{
    for (enum lenet_layer_id layer = LENET_C1; layer < LENET_LAYERS; layer++) {
        weight_sheet_open(app, layer);
        app_frame(app);
        look(app, "the sheet of weights");
    }
}

static inline void seen_slow_motion(struct app *app, seen_look *look)
{
    app->side_tab = SIDE_STEP;
    slow_motion_begin(&app->session);
    slow_motion_choose_label(&app->session, app->session.reading.second);
    for (int i = 0; i < SLOW_MOTION_STAGES; i++, slow_motion_next(&app->session))
        look(app, "slow motion");
}

static inline void seen_why(struct app *app, int label, seen_look *look)
{
    why_ask(&app->session, label, -1);
    for (int i = 0; i < 400 && !why_is_current(&app->session); i++) {
        nanosleep(&(struct timespec){0, 2000000}, NULL);
        app_refresh(app);
    }
    look(app, "why?");
    why_drop(&app->session);
}

#endif
