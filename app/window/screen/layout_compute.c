// From top to bottom: the menu bar, a row of cards, the figure. Lengths are logical pixels until
// px() turns them into device pixels.
#include "app/window/screen/layout_compute.h"

#include "app/window/layout/layout_cards.h"
#include "app/window/layout/layout_figure.h"
#include "app/window/screen/page.h"
#include <string.h>

static const float min_logical_width = 512, min_logical_height = 350;

struct layout_spacing layout_choose_spacing(const struct layout *layout)
{
    float logical_height = (float)layout->height / layout->scale;
    float logical_width = (float)layout->width / layout->scale;
    bool roomy = logical_height >= 640 && logical_width >= 960;
    bool tight = logical_height < 480 || logical_width < 640;
    struct layout_spacing spacing = {
        .gap = px(layout, tight ? 4 : 8),
        .padding = px(layout, tight   ? 6
                              : roomy ? 12
                                      : 8),
        .title = px(layout, tight ? 20 : 24),
        .row = px(layout, tight ? 4 : 8),
        .tool = px(layout, roomy   ? 32
                           : tight ? 20
                                   : 28),
        .small = px(layout, 16),
    };
    return spacing;
}

float layout_scale(int width, int height, float wanted)
{
    return fminf(wanted,
                 fminf((float)width / min_logical_width, (float)height / min_logical_height));
}

// The cards take about two fifths of the height, more where the figure has plenty or the pad would
// be small.
static float top_share(float logical_height)
{
    if (logical_height < 480)
        return 0.45f;
    return 0.41f + fminf(fmaxf(logical_height - 800, 0) / 280, 1) * 0.05f;
}

void layout_compute(struct layout *layout, int width, int height, float scale, bool training,
                    unsigned hidden_layers)
{
    memset(layout, 0, sizeof *layout);
    layout->width = width;
    layout->height = height;
    layout->scale = layout_scale(width, height, scale);
    layout->hidden_layers = hidden_layers;
    struct layout_spacing spacing = layout_choose_spacing(layout);
    int menu = px(layout, (float)height / layout->scale < 480 ? 28 : 32);
    layout->menu = (struct rect){0, 0, width, menu};
    struct rect inside = {spacing.gap, menu + spacing.gap, width - 2 * spacing.gap,
                          height - menu - 2 * spacing.gap};
    int top = min_int((int)((float)height * top_share((float)height / layout->scale)),
                      width * 25 / 100 + px(layout, 32));
    struct rect row = {inside.x, inside.y, inside.w, top};
    struct rect figure = {inside.x, inside.y + top + spacing.gap, inside.w,
                          inside.h - top - spacing.gap};
    layout_place_cards(layout, &spacing, row, training);
    layout_place_figure(layout, &spacing, figure);
}

void layout_compute_digits(struct layout *layout)
{
    struct layout_spacing spacing = layout_choose_spacing(layout);
    layout_place_digits(layout, &spacing);
}

void layout_compute_layer(struct layout *layout, enum lenet_layer_id layer)
{
    struct layout_spacing spacing = layout_choose_spacing(layout);
    layout_place_layer(layout, &spacing, layout->card[PANEL_FIGURE], layer);
}

// ---- Pages --------------------------------------------------------------------------------------

static void place_page(struct layout *layout)
{
    bool low = layout->card[PANEL_PAGE].h < px(layout, 200);
    struct rect inside = rect_inset(layout->card[PANEL_PAGE], px(layout, low ? 6 : 12));
    int row = px(layout, low ? 24 : 28), gap = px(layout, low ? 4 : 8);
    int ways = min_int(px(layout, low ? 80 : 96) * PAGES, inside.w);
    layout->page_ways = layout->page_head = (struct rect){inside.x, inside.y, ways, row};
    layout->page_head.x += ways + 2 * gap;
    layout->page_head.w = max_int(inside.w - ways - 2 * gap, 0);
    inside.y += row + gap;
    inside.h -= row + gap;
    layout->page_body = inside;
}

void layout_compute_page(struct layout *layout)
{
    layout->card[PANEL_PAGE] = layout->card[PANEL_FIGURE];
    layout->card[PANEL_FIGURE] = layout->legend = (struct rect){0};
    place_page(layout);
    memset(layout->layer, 0, sizeof layout->layer);
    memset(layout->link, 0, sizeof layout->link);
}
