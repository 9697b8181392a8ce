// What the views have of one another. A view draws its panel into rectangles of app->layout, and
// asks for what its widgets are told (request.h); it changes nothing and keeps no state of its own.
#ifndef APP_WINDOW_VIEWS_VIEWS_H
#define APP_WINDOW_VIEWS_VIEWS_H

#include "app/window/screen/action.h"
#include "app/window/screen/request.h"
#include "app/window/screen/screen.h"

// One for each panel: view_pad, ...
#define VIEWS_DECLARE(id, name) void view_##name(struct app *app);
LAYOUT_PANELS(VIEWS_DECLARE)
#undef VIEWS_DECLARE

// What the card at the side shows where it is not of a cell (cell/view_cell.h).
void view_training(struct app *app);
void view_operating(struct app *app);

// What is operated, marked in the figure.
void view_operated(struct app *app);

// Where what is known of the digit on the pad ("1 of 4, labelled 7") has room.
enum view_note { VIEW_NOTE_NONE, VIEW_NOTE_IN_TITLE, VIEW_NOTE_ON_PAD };
enum view_note view_place_note(struct app *app);

#endif
