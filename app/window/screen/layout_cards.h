// The row of cards: drawing, what the network sees, the reading, and the panel at the right.
#ifndef APP_WINDOW_SCREEN_LAYOUT_CARDS_H
#define APP_WINDOW_SCREEN_LAYOUT_CARDS_H

#include "app/window/screen/layout_spacing.h"

// Fills the cards of `layout` from left to right. `training`: the panel at the right is the
// training panel, for which the others make room in a small window.
void layout_place_cards(struct layout *layout, const struct layout_spacing *spacing,
                        struct rect row, bool training);

// Several digits are read: takes room for a row of them from the reading's card.
void layout_place_digits(struct layout *layout, const struct layout_spacing *spacing);

#endif
