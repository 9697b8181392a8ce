// Drawing without a pointer: while the pad has the keyboard, keys move a pen over it, put it down
// and lift it. What it draws are strokes of the pad like any other.
#ifndef APP_WINDOW_PEN_KEY_PEN_H
#define APP_WINDOW_PEN_KEY_PEN_H

#include "app/window/screen/screen.h"

// The keyboard goes to the pad; or leaves it, which lifts the pen.
void key_pen_take_up(struct app *app);
void key_pen_leave(struct app *app);
// A key that is pressed, or held: true if it was the pen's.
bool key_pen_press(struct app *app, const struct event *event);
// A key that moves was let go.
void key_pen_release(struct app *app, int key);
// Before a frame: moves as far as keys were held since the last one, and lifts the pen where the
// pad has lost the keyboard.
void key_pen_follow(struct app *app);
// It is moving, so that the next frame is wanted at once.
bool key_pen_moves(const struct app *app);
// The pad's place in the order of Tab, and whether it has the keyboard; before what is drawn there.
bool key_pen_widget(struct app *app);
// The pen, and what can be done with it, on top of the drawing.
void key_pen_draw(struct app *app);

#endif
