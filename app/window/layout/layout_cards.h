// The row of cards: drawing, what the network sees, the reading, and the panel at the right.
#ifndef APP_WINDOW_LAYOUT_LAYOUT_CARDS_H
#define APP_WINDOW_LAYOUT_LAYOUT_CARDS_H

#include "app/window/layout/layout_spacing.h"

// Fills the cards of `layout` from left to right. `training`: the panel at the right is the
// training panel, for which the others make room in a small window.
void layout_place_cards(struct layout *layout, const struct layout_spacing *spacing,
                        struct rect row, bool training);

// One card by itself.
void layout_place_draw_card(struct layout *layout, const struct layout_spacing *spacing,
                            struct rect card);
// What the network sees, `image` pixels wide (see below).
void layout_place_sees_card(struct layout *layout, const struct layout_spacing *spacing,
                            struct rect card, int image);
void layout_place_reading_card(struct layout *layout, const struct layout_spacing *spacing,
                               struct rect card);
void layout_place_side_card(struct layout *layout, const struct layout_spacing *spacing,
                            struct rect card);
// The largest image that a card of this height has room for, and the card's width with it.
int layout_sees_side(const struct layout *layout, const struct layout_spacing *spacing, int height);
int layout_sees_width(const struct layout *layout, const struct layout_spacing *spacing, int image);

// Several digits are read: takes room for a row of them from the reading's card.
void layout_place_digits(struct layout *layout, const struct layout_spacing *spacing);

#endif
