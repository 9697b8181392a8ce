// The window's whole state and what it does with events: no SDL, no display. command_window.c
// feeds it from a real window, command_shot.c and the tests by hand.
//
// Events change the state (app_event); a frame (app_frame) brings reading and weights up to date
// and draws everything onto `canvas`. What the state wants of the window system stands in fields
// that the main loop compares with what is so: title, quit, full_screen, ...
#ifndef APP_WINDOW_SHELL_H
#define APP_WINDOW_SHELL_H

#include "app/session/session_life.h"
#include "app/ui/event.h"
#include "app/window/screen/screen.h"

// `glyphs` is taken over, also on failure. A model named in the options must load; without one, a
// missing or broken model leads to untrained weights and a message in the window.
bool app_open(struct app **app, struct glyph_source glyphs, const struct session_options *options,
              struct status *status);
// As session_close, and frees. NULL is fine.
void app_close(struct app *app);
// Device pixels, and the system's scale.
bool app_resize(struct app *app, int width, int height, float system_scale, struct status *status);

void app_event(struct app *app, const struct event *event);
// True if the picture may have changed since the last frame.
bool app_needs_frame(const struct app *app);
void app_frame(struct app *app);
// How long the next frame may wait, in milliseconds; 0: it is wanted now, -1: nothing moves.
int app_wait_ms(const struct app *app);
// The part of a frame that draws nothing: news of the threads, the reading, the title.
void app_refresh(struct app *app);

#endif
