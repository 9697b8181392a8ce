// Which cell of the network the panels tell of, and the ways of a person to it.
#ifndef APP_WINDOW_VIEWS_CELL_VIEW_CELL_H
#define APP_WINDOW_VIEWS_CELL_VIEW_CELL_H

#include "app/window/screen/screen.h"
#include "nn/explain/terms.h"

// The cell under the pointer, else the pinned one, else the one that the keyboard is at. False if
// there is none.
bool view_cell_shown(const struct app *app, struct terms_cell *cell);
// The card at the side tells of it: it is there, and not the training panel's.
bool view_cell_in_card(const struct app *app);
struct rect view_cell_rect(const struct app *app, struct terms_cell cell);
// The figure as a widget: takes its click and its keys, and draws the ring of the keyboard.
void view_cell_walk(struct app *app);
// The keyboard goes there. Not while a frame is drawn (but in a request).
void view_cell_take_keys(struct app *app);

// The card of the shown cell; without one, how to begin.
void view_inspector(struct app *app);
// The same in a word, where its card has no room.
void view_inspector_tip(struct app *app);

// The arithmetic of a cell (but of INPUT, whose cells have none) in `rect`, with what folds it.
void view_terms(struct app *app, struct rect rect, struct terms_cell cell);
// The map of the layer below whose terms are unfolded there; of INPUT's cells 0.
int view_terms_open_map(const struct app *app, struct terms_cell cell);

// The number at hand in the card of a convolution, by the pointer or by the keyboard: `input` is
// the cell of the layer below that it is in the patch, and its weight stands in the kernel of
// cell->map for input->map, in row and column of app->patch. False if none is.
bool view_terms_at_hand(const struct app *app, struct terms_cell *cell, struct terms_cell *input);
// A step of its weight up (1) or down (-1).
void view_terms_paint_step(struct app *app, int direction);

// Everything that a cell is computed from, marked in the figure; lines to what weighs most.
void view_field(struct app *app, struct terms_cell cell);
// The part of the input that the shown cell sees, in a picture of the input and on the pad.
void view_field_in_input(struct app *app, struct rect image);
void view_field_on_pad(struct app *app);

#endif
