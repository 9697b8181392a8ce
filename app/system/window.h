// The window: SDL events in, finished pixels out. All of SDL's video is behind this file.
#ifndef APP_SYSTEM_WINDOW_H
#define APP_SYSTEM_WINDOW_H

#include "app/paint/canvas.h"
#include "app/ui/event.h"
#include "app/ui/ui.h"
#include "nn/base/status.h"

struct window;

// STATUS_MISSING if there is no display, and if SDL has only its `offscreen` or `dummy` driver,
// unless SDL_VIDEODRIVER asks for that by name. Width and height
// in logical pixels, less where the screen has less room for window and frame. The window never
// gets smaller than 1024x700 or, on a smaller screen, than all of it.
bool window_open(struct window **window, const char *title, int width, int height,
                 struct status *status);
// What to do before the process ends because the display server has (see window_lost.h).
void window_when_lost(struct window *window, void (*told)(void *context), void *context);
void window_close(struct window *window);
// The next event. Waits up to `wait_ms` (-1: for ever, without using the processor; 0: not at all).
// False if none came. EVENT_WAKE also says that the window must be drawn again (it was resized,
// uncovered, or the system lost its picture).
bool window_event(struct window *window, struct event *event, int wait_ms);
// Ends a window_event that is waiting in another thread, with EVENT_WAKE. Safe from any thread;
// several calls before the window wakes are one.
void window_wake(struct window *window);
// Size of the drawing area in device pixels, and how many device pixels the system makes of one
// logical pixel (1 on X11).
void window_size(const struct window *window, int *width, int *height, float *scale);
// Shows the canvas (of the window's size) and waits for the screen's refresh where it can.
void window_show(struct window *window, const struct canvas *canvas);
// How another process names the window as the one that its dialog is of: "x11:1a0003e"; "" where
// that cannot be said.
void window_parent_name(const struct window *window, char name[32]);
void window_set_title(struct window *window, const char *title);
void window_set_full_screen(struct window *window, bool full_screen);
void window_maximise(struct window *window);
bool window_is_maximised(const struct window *window);
// No cursor while the pad shows its ring.
void window_show_cursor(struct window *window, bool visible);
// Keeps receiving motion outside the window while a stroke is drawn.
void window_capture_pointer(bool capture);
// All typed text (EVENT_TEXT), for while ui_wants_text. Else only what is typed with Shift or AltGr
// comes, so that no input method swallows shortcuts. `caret`: of the field, device pixels; an input
// method shows what it has to choose from beside it.
void window_text_input(struct window *window, bool on, struct rect caret);
// What an input method composes is given up, if it does: nobody shows it any more.
void window_end_composition(struct window *window);
struct ui_clipboard window_clipboard(void); // once a window was opened

#endif
