// A frame without a display costs the program what it costs with one, except for handing the pixels
// over: so it can be measured on any machine.
#include "app/commands/desktop_module/bench_frame.h"
#include "app/base/clock.h"
#include "app/base/quantile.h"
#include "app/session/weights/training.h"
#include "app/session/why.h"
#include "app/system/text_sdl.h"
#include "app/training/data_source.h"
#include "app/window/shell.h"
#include "nn/data/practice.h"
#include <math.h>
#include <stdlib.h>

enum { FRAMES = 41, STROKE_FRAMES = 600 };

static bool draw_digit(struct app *app, struct status *status)
{
    struct drawing drawing;
    if (!practice_drawing(&drawing, 3, 1, status))
        return false;
    bool ok = pad_fit_drawing(&app->session.pad, &drawing, 30, status);
    drawing_free(&drawing);
    return ok;
}

static bool open_window(struct app **app, struct status *status)
{
    struct glyph_source glyphs;
    struct session_options options = {0};
    if (!text_sdl_source(&glyphs, status) || !app_open(app, glyphs, &options, status))
        return false;
    (*app)->session.questions.open = QUESTION_NONE;
    return draw_digit(*app, status);
}

bool bench_frame_ms(double *ms, struct status *status)
{
    struct app *app = NULL;
    double took[FRAMES];
    bool ok = open_window(&app, status);
    for (int i = 0; ok && i < FRAMES; i++) {
        double start = clock_seconds();
        app->session.read_pad =
            app->session.pad.version + 1; // reads the drawing again, as while a stroke moves
        app_frame(app);
        took[i] = (clock_seconds() - start) * 1e3;
    }
    app_close(app);
    if (!ok)
        return false;
    *ms = quantile(took, FRAMES, 0.5);
    return true;
}

// The pen goes round and round, a point a frame, which begins `every` seconds after the one before,
// or (0) at once. Each frame takes up the threads' news first, as the window does.
static void draw_on(struct app *app, double every, double took[STROKE_FRAMES])
{
    const float middle = PAD_SIDE / 2.0f;
    pad_begin(&app->session.pad, PAD_STROKE, middle, middle / 2, 30);
    for (int i = 0; i < STROKE_FRAMES; i++) {
        float angle = (float)i * 0.1f, radius = middle * (0.4f + 0.0005f * (float)i);
        double start = clock_seconds();
        pad_move(&app->session.pad, middle + radius * sinf(angle), middle - radius * cosf(angle),
                 30);
        app_frame(app);
        took[i] = (clock_seconds() - start) * 1e3;
        double left = start + every - clock_seconds();
        if (left > 0)
            clock_pause((int)(left * 1e3));
    }
    pad_end(&app->session.pad);
}

bool bench_frame_explained_ms(double *ms, struct status *status)
{
    struct app *app = NULL;
    static double took[STROKE_FRAMES];
    bool ok = open_window(&app, status);
    if (ok) {
        pin_hold(&app->session.pin, (struct terms_cell){LENET_C3, 6, 4, 5});
        why_choose_method(&app->session, EXPLAINER_OCCLUSION);
        why_ask(&app->session, -1, -1);
        why_search(&app->session, true); // the worst: with occlusion
        draw_on(app, 0, took);
        *ms = quantile(took, STROKE_FRAMES, 0.99);
    }
    app_close(app);
    return ok;
}

// True once it runs; its first batches have been learned.
static bool begin_run(struct app *app, struct status *status)
{
    training_begin(&app->session, DATA_SOURCE_PRACTICE, false);
    for (int i = 0; i < 3000 && app->session.progress.batch == 0; i++) {
        clock_pause(10);
        app_refresh(app);
    }
    return app->session.progress.phase == TRAINER_RUNNING ||
           status_fail(status, STATUS_IO, "no run began beside the window to measure frames by");
}

bool bench_frame_training_ms(double *ms, struct status *status)
{
    struct app *app = NULL;
    static double took[STROKE_FRAMES];
    bool ok = open_window(&app, status) && begin_run(app, status);
    if (ok) {
        screen_show_page(app, PAGE_TRAINING);
        draw_on(app, 1.0 / 60, took);
        *ms = quantile(took, STROKE_FRAMES, 0.99);
    }
    app_close(app);
    return ok;
}
