// The answer to "why this digit?" where the pixels are: on the pad, and on what the network sees.
#ifndef APP_WINDOW_VIEWS_VIEW_WHY_H
#define APP_WINDOW_VIEWS_VIEW_WHY_H

#include "app/window/screen/screen.h"

// Whether there is an answer. The others but view_why_on_pad, which draws nothing then, need one.
bool view_why_shows(const struct app *app);
// "Why 6, not 0?"
void view_why_title(const struct app *app, char *text, size_t size);
// Over the image of the input: colours for and against the digit, and which pixels it would take.
void view_why_in_input(struct app *app, struct rect image);
// The same colours where the pixels came from.
void view_why_on_pad(struct app *app);
// What the colours mean, in words and numbers; in the longest form that fits.
void view_why_caption(struct app *app, struct rect rect);

#endif
