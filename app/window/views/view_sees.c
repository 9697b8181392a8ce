// The image that the network sees, large, with what the normalisation did: the box that the digit
// was fitted into and its centre of mass.
#include "app/paint/colour_maps.h"
#include "app/window/views/view_cell.h"
#include "app/window/views/view_common.h"
#include "app/window/views/view_why.h"
#include "app/window/views/views.h"
#include <math.h>
#include <stdio.h>

static void draw_marks(struct app *app, struct rect image)
{
    const struct normalized *normalized = &app->session.reading.normalized;
    float pixel = (float)image.w / LENET_SIDE, line = fmaxf(1, floorf(app->layout.scale));
    struct rect box = {image.x + (int)lrintf(normalized->box_x * pixel),
                       image.y + (int)lrintf(normalized->box_y * pixel),
                       (int)lrintf(NORMALIZE_BOX * pixel), (int)lrintf(NORMALIZE_BOX * pixel)};
    canvas_outline(&app->canvas, box, 0, line, 0xA0000000u | VIEW_MARK);
    float x = (float)image.x + normalized->mass_x * pixel;
    float y = (float)image.y + normalized->mass_y * pixel;
    float arm = pixel * 1.5f;
    uint32_t rim = 0xB0000000u, cross = 0xFF000000u | VIEW_MARK;
    canvas_line(&app->canvas, x - arm, y, x + arm, y, line * 3, rim);
    canvas_line(&app->canvas, x, y - arm, x, y + arm, line * 3, rim);
    canvas_line(&app->canvas, x - arm, y, x + arm, y, line * 1.5f, cross);
    canvas_line(&app->canvas, x, y - arm, x, y + arm, line * 1.5f, cross);
}

// The longest text that fits.
static void draw_caption(struct app *app, struct rect rect)
{
    enum { CAPTIONS = 3 };
    char caption[CAPTIONS][128];
    const int side = LENET_SIDE, box = NORMALIZE_BOX;
    const double pen = (double)NORMALIZE_PEN;
    snprintf(caption[0], sizeof caption[0],
             "%d×%d pixels: fitted into the %d×%d box with a pen of %g pixels, moved by its centre "
             "of mass",
             side, side, box, box, pen);
    snprintf(caption[1], sizeof caption[1],
             "%d×%d: in a %d×%d box, pen %g pixels, moved by its centre of mass", side, side, box,
             box, pen);
    snprintf(caption[2], sizeof caption[2], "%d×%d: %d×%d box, pen %g pixels, centred", side, side,
             box, box, pen);
    uint32_t colour = app->ui.theme->text_muted;
    for (int i = 0; i < CAPTIONS; i++) {
        if (text_draw_wrapped(NULL, app->text, TEXT_SMALL, rect, colour, caption[i]) > rect.h)
            continue;
        text_draw_wrapped(&app->canvas, app->text, TEXT_SMALL, rect, colour, caption[i]);
        return;
    }
}

void view_sees(struct app *app)
{
    struct ui *ui = &app->ui;
    const struct layout *layout = &app->layout;
    ui_card(ui, layout->card[PANEL_SEES], NULL);
    char why[32];
    const char *title =
        view_fitting(app, TEXT_STRONG, layout->sees_title.w, "The network sees", "It sees");
    if (view_why_shows(app)) {
        view_why_title(app, why, sizeof why);
        title = why;
    }
    ui_label(ui, TEXT_STRONG, ALIGN_LEFT, layout->sees_title, title);
    float low, high;
    view_range(app, LENET_INPUT, 0, &low, &high);
    struct rect image = layout->sees_image;
    canvas_values(&app->canvas, image, &app->session.reading.activations.input[0][0], LENET_SIDE,
                  LENET_SIDE, &colour_maps[app->session.settings.colour_map], low, high);
    if (view_why_shows(app))
        view_why_in_input(app, image);
    else if (!app->session.reading.empty)
        draw_marks(app, image);
    view_field_in_input(app, image);
    if (view_why_shows(app))
        view_why_caption(app, layout->sees_caption);
    else
        draw_caption(app, layout->sees_caption);
}
