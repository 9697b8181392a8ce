// The panels of the window. Each draws into its rectangles of app->layout and does what its
// widgets are told; none keeps state of its own.
#ifndef APP_WINDOW_VIEWS_VIEWS_H
#define APP_WINDOW_VIEWS_VIEWS_H

#include "app/window/screen/action.h"
#include "app/window/screen/request.h"
#include "app/window/screen/screen.h"

void view_pad(struct app *app);
void view_sees(struct app *app); // what the network sees
void view_reading(struct app *app);
void view_inspector(struct app *app);
void view_inspector_tip(struct app *app); // the same in a word, where its card has no room
void view_training(struct app *app);
void view_figure(struct app *app);

// Where what is known of the digit on the pad ("1 of 4, labelled 7") has room.
enum view_note { VIEW_NOTE_NONE, VIEW_NOTE_IN_TITLE, VIEW_NOTE_ON_PAD };
enum view_note view_place_note(struct app *app);

#endif
