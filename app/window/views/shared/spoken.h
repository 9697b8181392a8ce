// The languages that the window can speak, as rows of a list: that of the environment, English,
// then the catalogues in their order.
#ifndef APP_WINDOW_VIEWS_SHARED_SPOKEN_H
#define APP_WINDOW_VIEWS_SHARED_SPOKEN_H

#include "app/window/screen/screen.h"

enum { SPOKEN_OF_SYSTEM, SPOKEN_ENGLISH, SPOKEN_CATALOGUES };
enum { SPOKEN_NAME = 128 };

int spoken_count(void);
// That of the settings; SPOKEN_ENGLISH where they name one that is not there.
int spoken_row(const struct app *app);
// "Deutsch"; of the environment's, "The system's (Deutsch)".
void spoken_name(int row, char name[SPOKEN_NAME]);
// Whether a font here has the letters of its name: its texts have no others.
bool spoken_can(const struct app *app, int row);
// Whether it is what is spoken: the environment's may be one of the others.
bool spoken_now(int row);
// Speaks it from now on, and says so; one that cannot be shown is left alone.
void spoken_choose(struct app *app, int row);

#endif
