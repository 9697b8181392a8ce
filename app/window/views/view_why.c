// Which pixels speak for a digit, and which against it: blue, and orange in stripes. An answer that
// lags behind the stroke fades instead of pretending to be of now.
#include "app/window/views/view_why.h"
#include "app/language/tr.h"
#include "app/paint/colour_maps.h"
#include "app/session/shown_digits.h"
#include "app/session/why.h"
#include "app/window/screen/action.h"
#include "app/window/views/shared/view_common.h"
#include <math.h>
#include <stdio.h>

enum { COLOUR_CHANGE = 0xFF5D73 };

static const struct explainer_answer *answer_of(const struct app *app)
{
    return &app->session.why.answer;
}

bool view_why_shows(const struct app *app)
{
    return why_is_answered(&app->session);
}

void view_why_title(const struct app *app, char *text, size_t size)
{
    const struct explainer_question *question = &answer_of(app)->question;
    if (question->instead >= 0)
        tr_print(text, size, "Why %d, not %d?", question->digit, question->instead);
    else
        tr_print(text, size, "Why %d?", question->digit);
}

// ---- Colours ------------------------------------------------------------------------------------

// What the root of a pixel's amount is multiplied with: the largest is `most` opaque. The root lets
// small shares be seen.
static float strength_of(const struct app *app, float most)
{
    float largest = answer_of(app)->largest;
    if (largest <= 0)
        return 0;
    return (why_is_current(&app->session) ? most : 0.4f * most) / sqrtf(largest);
}

// Transparent where a pixel has no say.
static uint32_t colour_at(const struct app *app, int row, int column, float strength)
{
    float value = answer_of(app)->map[row][column];
    return colour_with_alpha(colour_map_signed.colour[value > 0 ? 255 : 0],
                             strength * sqrtf(fabsf(value)));
}

// What speaks against the digit is striped, in which no colour need be seen.
static void draw_say(struct app *app, struct rect rect, float value, uint32_t colour)
{
    float alpha = (float)(colour >> 24) / 255;
    if (value < 0) // half of it is colour
        canvas_stripes(&app->canvas, rect, ui_px(&app->ui, 2),
                       colour_with_alpha(colour, fminf(1.6f * alpha, 1)));
    else
        canvas_fill(&app->canvas, rect, colour);
}

static struct rect pixel_rect(struct rect image, int row, int column)
{
    int left = image.x + column * image.w / LENET_SIDE, top = image.y + row * image.h / LENET_SIDE;
    return (struct rect){left, top, image.x + (column + 1) * image.w / LENET_SIDE - left,
                         image.y + (row + 1) * image.h / LENET_SIDE - top};
}

// The image in the background: seen, but not a colour.
static uint32_t ink_at(const struct app *app, int row, int column)
{
    float low = lenet_input_level(0), full = lenet_input_level(255);
    float ink = (app->session.reading.activations.input[row][column] - low) / (full - low);
    return colour_with_alpha(app->ui.theme->ink, 0.45f * ink);
}

// A pixel that would change: framed, and filled with what it would become.
static void draw_ghosts(struct app *app, struct rect image)
{
    const struct change_flip *flip = &answer_of(app)->flip;
    float line = view_line(app);
    if (!app->session.why.flip || !why_is_current(&app->session))
        return;
    for (int i = 0; i < flip->count; i++) {
        struct rect rect = pixel_rect(image, flip->pixel[i].row, flip->pixel[i].column);
        canvas_fill(&app->canvas, rect,
                    flip->pixel[i].ink ? app->ui.theme->ink : app->ui.theme->paper);
        canvas_outline(&app->canvas, rect, 0, line, 0xFF000000u | COLOUR_CHANGE);
    }
}

void view_why_in_input(struct app *app, struct rect image)
{
    const struct theme *theme = app->ui.theme;
    float strength = strength_of(app, 0.85f);
    canvas_fill(&app->canvas, image, theme->paper);
    for (int row = 0; row < LENET_SIDE; row++)
        for (int column = 0; column < LENET_SIDE; column++) {
            struct rect rect = pixel_rect(image, row, column);
            canvas_fill(&app->canvas, rect, ink_at(app, row, column));
            draw_say(app, rect, answer_of(app)->map[row][column],
                     colour_at(app, row, column, strength));
        }
    canvas_outline(&app->canvas, image, 0, view_line(app), theme->control_edge);
    draw_ghosts(app, image);
}

// Where an input's pixel lies on the pad; where a slant was taken away, as high and as wide, and
// moved as far as its middle was.
static struct rect pad_rect(struct app *app, int row, int column)
{
    const struct normalized *normalized = &app->session.reading.normalized;
    const struct rect pad = app->layout.pad;
    const float unit = (float)pad.w / PAD_SIDE;
    float left, right, top, bottom, unused;
    reading_point_on_pad(normalized, &app->session.pad, (float)column, (float)row + 0.5f, &left,
                         &unused);
    reading_point_on_pad(normalized, &app->session.pad, (float)column + 1, (float)row + 0.5f,
                         &right, &unused);
    reading_point_on_pad(normalized, &app->session.pad, 0, (float)row, &unused, &top);
    reading_point_on_pad(normalized, &app->session.pad, 0, (float)row + 1, &unused, &bottom);
    int x = (int)lrintf(left * unit), y = (int)lrintf(top * unit);
    return (struct rect){pad.x + x, pad.y + y, (int)lrintf(right * unit) - x,
                         (int)lrintf(bottom * unit) - y};
}

void view_why_on_pad(struct app *app)
{
    if (!view_why_shows(app))
        return;
    float strength = strength_of(app, 0.6f);
    for (int row = 0; row < LENET_SIDE; row++)
        for (int column = 0; column < LENET_SIDE; column++) {
            uint32_t colour = colour_at(app, row, column, strength);
            if (colour >> 24 > 25) // what hardly matters leaves the pad calm
                draw_say(app, pad_rect(app, row, column), answer_of(app)->map[row][column], colour);
        }
}

// ---- Words --------------------------------------------------------------------------------------

static void say_flip(const struct app *app, char *text, size_t size)
{
    const struct change_flip *flip = &answer_of(app)->flip;
    char key[ACTION_SHORTCUT_SIZE] = "";
    const struct action *row = action_find(app, ACTION_APPLY_CHANGE);
    text[0] = '\0';
    if (row)
        action_shortcut(row->key[0], key, sizeof key);
    if (!app->session.why.flip || !why_is_current(&app->session))
        return;
    if (flip->finished)
        tr_print(text, size,
                 tr_many(" %d pixel would make it %s %d (%s does it).",
                         " %d pixels would make it %s %d (%s does it).",
                         (unsigned long)flip->count),
                 flip->count, tr(shown_digits_article(flip->to)), flip->to, key);
    else
        tr_print(text, size, " Not even %d pixels would.", flip->count);
}

// What full colour stands for.
static const char *meaning_of(enum explainer_method method)
{
    switch (method) {
    case EXPLAINER_INTEGRATED:
        return tr("what each pixel adds to the logit");
    case EXPLAINER_OCCLUSION:
        return tr("how far the logit falls when a pixel and those around it are blank");
    case EXPLAINER_GRADIENT:
    case EXPLAINER_METHODS:
        break;
    }
    return tr("how much the logit grows with each pixel's ink");
}

void view_why_caption(struct app *app, struct rect rect)
{
    enum { FORMS = 3 };
    const struct explainer_answer *answer = answer_of(app);
    char form[FORMS][256], flip[96], logit[64];
    double largest = (double)answer->largest;
    say_flip(app, flip, sizeof flip);
    if (answer->question.instead >= 0)
        tr_print(logit, sizeof logit, "Logits differ by %.2f.", answer->logit);
    else
        tr_print(logit, sizeof logit, "Logit %.2f.", answer->logit);
    tr_print(form[0], sizeof form[0], "Blue for, striped orange against: %s, up to ±%.2f. %s%s",
             meaning_of(answer->question.method), largest, logit, flip);
    tr_print(form[1], sizeof form[1], "Blue +%.2f … stripes −%.2f. %s%s", largest, largest, logit,
             flip);
    tr_print(form[2], sizeof form[2], "Blue +%.2f … stripes −%.2f", largest, largest);
    uint32_t colour = app->ui.theme->text_muted;
    if (app->projector.on && // from the back of the room
        text_draw_wrapped(NULL, app->text, TEXT_BODY, rect, colour, form[0]) <= rect.h) {
        text_draw_wrapped(&app->canvas, app->text, TEXT_BODY, rect, app->ui.theme->text, form[0]);
        return;
    }
    for (int i = 0; i < FORMS; i++)
        if (text_draw_wrapped(NULL, app->text, TEXT_SMALL, rect, colour, form[i]) <= rect.h) {
            text_draw_wrapped(&app->canvas, app->text, TEXT_SMALL, rect, colour, form[i]);
            return;
        }
}
