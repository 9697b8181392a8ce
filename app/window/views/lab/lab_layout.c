// In a large window the curves stand at the left, kernels and layers at the right, one above the
// other or as tabs; in a small one each of the three is a tab. Lines and the timeline are given up
// one after another, so that the curves keep some height; what steers the run is then a tab, too.
#include "app/window/views/lab/lab_layout.h"
#include "app/window/layout/layout_spacing.h"
#include <string.h>

static const float wide = 860, tall = 470;            // from which more stands beside each other
static const float tab_width = 76, button_width = 84; // logical
static const float place_least = 150, options_least = 300, timeline_least = 190; // of the body
static const float scale_width = 192, line = 24, words = 16;

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
    int height = body->h, gap = px(layout, 4), choice = px(layout, scale_width);
    if (height >= px(layout, timeline_least))
        lab->timeline = take_bottom(body, px(layout, line + words), gap);
    if (height < px(layout, place_least))
        return;
    lab->place = take_top(body, px(layout, line), gap);
    if (lab->place.w >= 2 * choice) {
        lab->scale = lab->place;
        lab->scale.x += lab->place.w - choice;
        lab->scale.w = choice;
        lab->place.w -= choice + 2 * gap;
    }
    if (height >= px(layout, options_least))
        lab->options = take_top(body, px(layout, words), gap);
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

// ---- What steers the run ------------------------------------------------------------------------

// Where the heading has no room for them. The first one is the last here: it stands in no heading.
static void place_button_row(struct lab_layout *lab, const struct layout *layout, struct rect row)
{
    int gap = px(layout, 4);
    int width = min_int((row.w - (LAB_BUTTONS - 1) * gap) / LAB_BUTTONS, px(layout, 104));
    for (int i = 1; i <= LAB_BUTTONS; i++) {
        lab->button[i % LAB_BUTTONS] = (struct rect){row.x, row.y, width, row.h};
        row.x += width + gap;
    }
}

// Everything that steers the run, in the whole of `body`: the timeline with its line of words, too.
static void place_steer(struct lab_layout *lab, const struct layout *layout, struct rect body)
{
    int height = px(layout, line), long_line = height + px(layout, words);
    int gap = (body.h - 2 * height - long_line) / 2, choice = px(layout, scale_width);
    gap = max_int(px(layout, 2), min_int(gap, px(layout, 8)));
    if (lab->place.w == 0 && body.h >= 3 * (height + gap) + long_line)
        lab->place = take_top(&body, height, gap);
    if (lab->button[0].w == 0)
        place_button_row(lab, layout, take_top(&body, height, gap));
    lab->steering = take_top(&body, height, gap);
    if (lab->scale.w == 0) {
        lab->scale = lab->steering;
        lab->scale.x += lab->steering.w - choice;
        lab->scale.w = choice;
        lab->steering.w -= choice + px(layout, 16);
    }
    lab->timeline = (struct rect){body.x, body.y, body.w, long_line};
}

// ---- The page -----------------------------------------------------------------------------------

static int count_tabs(const struct lab_layout *lab)
{
    return lab->first < LAB_PARTS ? (int)lab->last - (int)lab->first + 1 : 0;
}

void lab_layout_compute(struct lab_layout *lab, const struct layout *layout, enum lab_part part)
{
    struct rect body = layout->page_body;
    *lab = (struct lab_layout){.first = LAB_CURVES, .last = LAB_LAYERS};
    place_lines(lab, layout, &body);
    bool beside = body.w >= px(layout, wide) && body.h >= px(layout, 140);
    if (beside)
        lab->first = body.h >= px(layout, tall) ? LAB_PARTS : LAB_KERNELS;
    place_head(lab, layout, count_tabs(lab));
    if (lab->button[0].w == 0 || lab->timeline.w == 0 || lab->scale.w == 0) {
        lab->last = LAB_STEER;
        memset(lab->button, 0, sizeof lab->button);
        place_head(lab, layout, count_tabs(lab));
    }
    if (part < lab->first || part > lab->last)
        part = lab->first;
    if (part == LAB_STEER) {
        if (lab->timeline.w > 0)
            body.h = lab->timeline.y + lab->timeline.h - body.y;
        place_steer(lab, layout, body);
    } else if (beside) {
        place_beside(lab, layout, body, part);
    } else {
        lab->part[part] = body;
    }
}
