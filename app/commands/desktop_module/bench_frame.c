// A frame without a display costs the program what it costs with one, except for handing the pixels
// over: so it can be measured on any machine.
#include "app/commands/desktop_module/bench_frame.h"
#include "app/base/clock.h"
#include "app/base/quantile.h"
#include "app/system/text_sdl.h"
#include "app/window/shell.h"
#include "nn/data/practice.h"
#include <stdlib.h>

enum { FRAMES = 41 };

static bool draw_digit(struct app *app, struct status *status)
{
    struct drawing drawing;
    if (!practice_drawing(&drawing, 3, 1, status))
        return false;
    bool ok = pad_fit_drawing(&app->session.pad, &drawing, 30, status);
    drawing_free(&drawing);
    return ok;
}

bool bench_frame_ms(double *ms, struct status *status)
{
    struct app *app = NULL;
    struct glyph_source glyphs;
    struct session_options options = {0};
    double took[FRAMES];
    if (!text_sdl_source(&glyphs, status) || !app_open(&app, glyphs, &options, status))
        return false;
    app->session.questions.open = QUESTION_NONE;
    bool ok = draw_digit(app, status);
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
