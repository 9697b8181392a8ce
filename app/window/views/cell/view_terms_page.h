// What the arithmetic of a cell is drawn with. A page is filled from the top downwards, and nothing
// of it is half there.
#ifndef APP_WINDOW_VIEWS_CELL_VIEW_TERMS_PAGE_H
#define APP_WINDOW_VIEWS_CELL_VIEW_TERMS_PAGE_H

#include "app/base/printed.h"
#include "app/window/screen/request.h"
#include "app/window/views/cell/view_cell.h"
#include "app/window/views/shared/view_common.h"

struct terms_page {
    struct app *app;
    const struct terms *terms;
    struct terms_cell cell;
    struct rect left; // what is still free
    int line;         // height of a line of text
};

// The upper or the lower part of what is free, which it is not any more.
struct rect view_terms_page_take_top(struct terms_page *page, int height);
struct rect view_terms_page_take_bottom(struct terms_page *page, int height);
// A line with a number (printed_units) at its right.
void view_terms_page_number(const struct terms_page *page, struct rect line, const char *label,
                            double units, bool strong);

// A request: see pin_unfold.
void view_terms_unfold(struct app *app, int group);

// Patch, kernel and products of one group, side by side; how high that is in a page. Where `rect`
// has no height, nothing.
int view_terms_patch_height(const struct terms_page *page);
void view_terms_patch(const struct terms_page *page, struct rect rect, int group);
// The widget of the patch's numbers.
uint32_t view_terms_at_hand_id(void);
// What the card unfolds of a cell of C1 to OUTPUT; `terms` receives its.
const struct terms_group *view_terms_at_hand_unfold(const struct app *app, struct terms_cell cell,
                                                    struct terms *terms);
// Wheel and drag on the kernel of the unfolded group; `kernel` is where it is drawn. While a weight
// is dragged, the pointer stays at it.
void view_terms_paint(const struct terms_page *page, struct rect kernel);
// The groups with their sums, one of them unfolded.
void view_terms_groups(const struct terms_page *page, struct rect rect);
// The contributions by size.
void view_terms_units(const struct terms_page *page, struct rect rect);
// From ten logits to ten shares.
void view_terms_softmax(const struct terms_page *page);

#endif
