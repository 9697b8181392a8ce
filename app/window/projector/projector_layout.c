// Who looks from far away needs few things, and those large: the pad with the reading below it at
// the left, one layer at the right. What explains the reading lies below the layer while it is
// asked for, as high as in the whole window.
#include "app/window/projector/projector_layout.h"

#include "app/window/layout/layout_cards.h"
#include "app/window/layout/layout_figure.h"
#include "app/window/screen/layout_compute.h"
#include <string.h>

// Logical heights that reading and explanations are read at with ease, and at least; the layer's.
static const float reading_ease = 232, reading_least = 176, below_ease = 330, below_least = 158,
                   layer_least = 150;

// The pad's card, of which `width` is the most: beside the pad stand its tools, above it its title.
static struct rect draw_card(const struct layout *layout, const struct layout_spacing *spacing,
                             struct rect inside)
{
    int more = spacing->title + spacing->row + 2 * spacing->padding; // than the pad is high
    int wider = spacing->row + spacing->tool + 2 * spacing->padding; // than it is wide
    bool low = inside.h < px(layout, 480);
    int reading = low ? max_int(px(layout, reading_least), inside.h * 47 / 100)
                      : max_int(px(layout, reading_ease), inside.h * 38 / 100);
    int pad = min_int(inside.w * 42 / 100 - wider, inside.h - spacing->gap - reading - more);
    int tools = LAYOUT_TOOLS * spacing->tool;
    pad = max_int(pad, tools);
    return (struct rect){inside.x, inside.y, max_int(pad + wider, inside.w * 40 / 100), pad + more};
}

// Where it is the only one, its words stand beside the image, so that a low window has them, too.
static void place_sees(struct layout *layout, const struct layout_spacing *spacing,
                       struct rect card, bool alone, int image)
{
    layout_place_sees_card(layout, spacing, card, image);
    if (!alone)
        return;
    struct rect *seen = &layout->sees_image, *words = &layout->sees_caption;
    seen->x = layout->sees_title.x;
    words->x = seen->x + image + spacing->gap;
    words->y = seen->y;
    words->w = card.x + card.w - spacing->padding - words->x;
    words->h = image;
}

// Below the layer, side by side.
static void place_explanations(struct layout *layout, const struct layout_spacing *spacing,
                               struct rect below, const struct projector_shows *shows)
{
    struct rect sees = below, side = below;
    if (shows->sees) {
        int image = layout_sees_side(layout, spacing, below.h);
        int most = below.w * 45 / 100;
        while (layout_sees_width(layout, spacing, image) > most && image > LENET_SIDE)
            image -= LENET_SIDE;
        if (shows->side)
            sees.w = layout_sees_width(layout, spacing, image);
        place_sees(layout, spacing, sees, !shows->side, image);
        side.x += sees.w + spacing->gap;
        side.w -= sees.w + spacing->gap;
    }
    if (shows->side)
        layout_place_side_card(layout, spacing, side);
}

void projector_layout(struct layout *layout, int width, int height, float scale,
                      const struct projector_shows *shows)
{
    memset(layout, 0, sizeof *layout);
    layout->width = width;
    layout->height = height;
    layout->scale = layout_scale(width, height, scale);
    struct layout_spacing spacing = layout_choose_spacing(layout);
    int bar = px(layout, 28), top = shows->menu ? bar : 0;
    layout->menu = (struct rect){0, top - bar, width, bar};
    struct rect inside = {spacing.gap, top + spacing.gap, width - 2 * spacing.gap,
                          height - top - 2 * spacing.gap};
    struct rect draw = draw_card(layout, &spacing, inside);
    layout_place_draw_card(layout, &spacing, draw);
    int under = draw.y + draw.h + spacing.gap, right = draw.x + draw.w + spacing.gap;
    struct rect reading = {draw.x, under, draw.w, inside.y + inside.h - under};
    layout->verdict_share = 46;
    layout_place_reading_card(layout, &spacing, reading);
    struct rect layer = {right, inside.y, inside.x + inside.w - right, inside.h};
    if (shows->side || shows->sees) {
        int high = min_int(layer.h * 45 / 100, px(layout, below_ease));
        high = min_int(max_int(high, px(layout, below_least)), layer.h - px(layout, layer_least));
        struct rect below = {layer.x, layer.y + layer.h - high, layer.w, high};
        layer.h -= high + spacing.gap;
        place_explanations(layout, &spacing, below, shows);
    }
    layout_place_layer(layout, &spacing, layer, shows->layer);
}
