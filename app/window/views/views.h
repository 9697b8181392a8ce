// The panels of the window. Each draws into its rectangles of app->layout and does what its
// widgets are told; none keeps state of its own.
#ifndef APP_WINDOW_VIEWS_VIEWS_H
#define APP_WINDOW_VIEWS_VIEWS_H

#include "app/window/screen/action.h"
#include "app/window/screen/request.h"
#include "app/window/screen/screen.h"

// Marks on feature maps: seen on every colour of the three colour maps.
enum { VIEW_MARK = 0xFF5D73 }; // without alpha

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

// The first text if it is at most `width` wide, else the second.
const char *view_fitting(struct app *app, enum text_style style, int width, const char *text,
                         const char *shorter);

// The values that the ends of the colour map stand for in one map of a layer.
void view_range(const struct app *app, enum lenet_layer_id layer, int map, float *low, float *high);
// Values of another kind (weights) on the colour map, 0 in its middle.
void view_weights(struct app *app, struct rect rect, const float *weight, int rows, int columns,
                  float largest);

#endif
