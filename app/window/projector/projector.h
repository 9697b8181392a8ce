// Projector mode, and one layer that has the figure to itself, in that mode or outside of it.
#ifndef APP_WINDOW_PROJECTOR_PROJECTOR_H
#define APP_WINDOW_PROJECTOR_PROJECTOR_H

#include "app/window/screen/screen.h"

// On or off; on, the page Network is there, and off, the one before it again.
void projector_toggle(struct app *app);
// This layer has the figure to itself from now on; where projector mode is on, until it ends.
void projector_enlarge(struct app *app, enum lenet_layer_id layer);
// One layer has it.
bool projector_is_large(const struct app *app);
// All layers again; in projector mode one remains.
void projector_all_layers(struct app *app);
// The ways to the other layers have the keyboard: whoever came by a key goes on by keys.
void projector_take_keys(struct app *app);
uint32_t projector_ways_id(void);
// An arrow that nothing else has taken leads to the next layer. True if that was done.
bool projector_step(struct app *app, const struct event *event);
// The layer that is pointed at, pinned, or was large last.
enum lenet_layer_id projector_layer_at_hand(const struct app *app);
// Before a frame: another layer was pinned or walked to, or slow motion came to it, so it is the
// large one.
void projector_follow(struct app *app);
// Places everything in it.
void projector_place(struct app *app, float scale);

#endif
