// The image that the network sees, large, with what the normalisation did: the box that the digit
// was fitted into and its centre of mass.
#include "app/language/tr.h"
#include "app/paint/colour_maps.h"
#include "app/window/screen/action.h"
#include "app/window/screen/request.h"
#include "app/window/views/cell/view_cell.h"
#include "app/window/views/shared/view_common.h"
#include "app/window/views/view_why.h"
#include "app/window/views/views.h"
#include <math.h>
#include <stdio.h>

static void draw_marks(struct app *app, struct rect image)
{
    const struct normalized *normalized = &app->session.reading.normalized;
    float pixel = (float)image.w / LENET_SIDE, line = view_line(app);
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
    tr_print(caption[0], sizeof caption[0],
             "%d×%d pixels: fitted into the %d×%d box with a pen of %g pixels, moved by its centre "
             "of mass",
             side, side, box, box, pen);
    tr_print(caption[1], sizeof caption[1],
             "%d×%d: in a %d×%d box, pen %g pixels, moved by its centre of mass", side, side, box,
             box, pen);
    tr_print(caption[2], sizeof caption[2], "%d×%d: %d×%d box, pen %g pixels, centred", side, side,
             box, box, pen);
    uint32_t colour = app->ui.theme->text_muted;
    for (int i = 0; i < CAPTIONS; i++) {
        if (text_draw_wrapped(NULL, app->text, TEXT_SMALL, rect, colour, caption[i]) > rect.h)
            continue;
        text_draw_wrapped(&app->canvas, app->text, TEXT_SMALL, rect, colour, caption[i]);
        return;
    }
}

static void draw_title(struct app *app, const char *title)
{
    ui_label(&app->ui, TEXT_STRONG, ALIGN_LEFT, app->layout.sees_title, title);
}

static void draw_image(struct app *app, struct rect image)
{
    float low, high;
    view_range(app, LENET_INPUT, 0, &low, &high);
    canvas_values(&app->canvas, image, &app->session.reading.activations.input[0][0], LENET_SIDE,
                  LENET_SIDE, &colour_maps[app->session.settings.colour_map], low, high);
    if (!app->session.reading.empty)
        draw_marks(app, image);
}

// A click on the image with the ghosts in it makes them so.
static void offer_change(struct app *app, struct rect image)
{
    char hint[ACTION_HINT_SIZE];
    if (!action_enabled(app, ACTION_APPLY_CHANGE))
        return;
    if (ui_area(&app->ui, ui_id("change", 0), image).clicked)
        request_action(app, ACTION_APPLY_CHANGE);
    ui_tooltip(&app->ui, image,
               action_hint(app, ACTION_APPLY_CHANGE, tr("Change these pixels"), NULL, hint));
}

// The answer to "why?" takes the place of the image and of what the normalisation did.
static void draw_why(struct app *app, struct rect image)
{
    char title[32];
    view_why_title(app, title, sizeof title);
    draw_title(app, title);
    view_why_in_input(app, image);
    offer_change(app, image);
    view_why_caption(app, app->layout.sees_caption);
}

void view_sees(struct app *app)
{
    const struct layout *layout = &app->layout;
    struct rect image = layout->sees_image;
    ui_card(&app->ui, layout->card[PANEL_SEES], NULL);
    if (view_why_shows(app)) {
        draw_why(app, image);
    } else {
        draw_title(app, view_fitting(app, TEXT_STRONG, layout->sees_title.w, tr("The network sees"),
                                     tr("It sees")));
        draw_image(app, image);
        draw_caption(app, layout->sees_caption);
    }
    view_field_in_input(app, image);
}
