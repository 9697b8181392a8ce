// The window, or one panel of it, as a picture: drawn anew at the scale that is wanted, with
// nothing that comes and goes (pointer, keyboard's ring, tool tips, messages, menus and dialogs).
#ifndef APP_WINDOW_EXPORT_EXPORT_PICTURE_H
#define APP_WINDOW_EXPORT_EXPORT_PICTURE_H

#include "app/window/screen/screen.h"

// What is on a picture: a panel (enum layout_panel), or all of the window. The figure is there also
// while another page is in its place.
enum { EXPORT_WHOLE_WINDOW = PANELS };

enum { EXPORT_TIMES_MOST = 4 };

// Of a person's words for it: "pad".
extern const char *const export_part_names[PANELS + 1];

// Whether the window has that panel now.
bool export_picture_has(const struct app *app, int part);
// Its size at 1x, in pixels of the window; w is 0 where it is not there.
struct rect export_picture_place(const struct app *app, int part);
// A PNG in which each of the window's pixels is `times` as wide and high.
bool export_picture_png(struct app *app, int part, int times, const char *path,
                        struct status *status);
bool export_picture_svg(struct app *app, int part, const char *path, struct status *status);

#endif
