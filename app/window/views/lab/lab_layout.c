// In a large window the curves stand at the left, kernels and layers at the right, one above the
// other or as tabs; in a small one each of the three is a tab. Lines and the timeline are given up
// one after another, so that the curves keep some height.
#include "app/window/views/lab/lab_layout.h"
#include "app/window/screen/layout_spacing.h"

static const float wide = 860, tall = 470;            // from which more stands beside each other
static const float tab_width = 76, button_width = 84; // logical
static const float place_least = 150, options_least = 300, timeline_least = 180; // of the body

static struct rect take_top(struct rect *rect, int height, int gap)
{
    struct rect top = {rect->x, rect->y, rect->w, height};
    rect->y += height + gap;
    rect->h -= height + gap;
    return top;
}

static struct rect take_bottom(struct rect *rect, int height, int gap)
{
    rect->h -= height + gap;
    return (struct rect){rect->x, rect->y + rect->h + gap, rect->w, height};
}

// At the right end of the heading, all or none.
static void place_buttons(struct lab_layout *lab, const struct layout *layout, struct rect head)
{
    int gap = px(layout, 4), width = px(layout, button_width), x = head.x + head.w;
    if (head.w < LAB_BUTTONS * (width + gap))
        return;
    for (int i = LAB_BUTTONS - 1; i >= 0; i--) {
        x -= width;
        lab->button[i] = (struct rect){x, head.y, width, head.h};
        x -= gap;
    }
}

static void place_head(struct lab_layout *lab, const struct layout *layout, int tabs)
{
    struct rect head = layout->page_head;
    int width = min_int(tabs * px(layout, tab_width), head.w), gap = px(layout, 16);
    if (tabs > 0) {
        lab->tabs = (struct rect){head.x, head.y, width, head.h};
        head.x += width + gap;
        head.w -= width + gap;
    }
    place_buttons(lab, layout, head);
}

static void place_lines(struct lab_layout *lab, const struct layout *layout, struct rect *body)
{
    int height = body->h, gap = px(layout, 4), choice = px(layout, 192);
    if (height >= px(layout, timeline_least))
        lab->timeline = take_bottom(body, px(layout, height >= px(layout, 260) ? 40 : 28), gap);
    if (height < px(layout, place_least))
        return;
    lab->place = take_top(body, px(layout, 24), gap);
    if (lab->place.w >= 2 * choice) {
        lab->scale = lab->place;
        lab->scale.x += lab->place.w - choice;
        lab->scale.w = choice;
        lab->place.w -= choice + 2 * gap;
    }
    if (height >= px(layout, options_least))
        lab->options = take_top(body, px(layout, 16), gap);
}

// The curves at the left, and at the right the kernels above the layers, or one of them.
static void place_beside(struct lab_layout *lab, const struct layout *layout, struct rect body,
                         enum lab_part part)
{
    struct rect left = body, right = body;
    int gap = px(layout, 20);
    left.w = (body.w - gap) * 54 / 100;
    right.x += left.w + gap;
    right.w -= left.w + gap;
    lab->part[LAB_CURVES] = left;
    if (lab->first > lab->last) {
        lab->part[LAB_KERNELS] = take_top(&right, right.h * 42 / 100, gap);
        lab->part[LAB_LAYERS] = right;
    } else {
        lab->part[part] = right;
    }
}

void lab_layout_compute(struct lab_layout *lab, const struct layout *layout, enum lab_part part)
{
    struct rect body = layout->page_body;
    *lab = (struct lab_layout){.first = LAB_CURVES, .last = LAB_LAYERS};
    place_lines(lab, layout, &body);
    bool beside = body.w >= px(layout, wide) && body.h >= px(layout, 140);
    if (beside)
        lab->first = body.h >= px(layout, tall) ? LAB_PARTS : LAB_KERNELS;
    if (part < lab->first)
        part = lab->first;
    place_head(lab, layout, lab->first < LAB_PARTS ? (int)lab->last - (int)lab->first + 1 : 0);
    if (beside)
        place_beside(lab, layout, body, part);
    else
        lab->part[part] = body;
}
