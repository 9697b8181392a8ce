// The run in words, for every place that tells of it.
#ifndef APP_WINDOW_VIEWS_SHARED_RUN_WORDS_H
#define APP_WINDOW_VIEWS_SHARED_RUN_WORDS_H

#include "app/window/screen/screen.h"

// What it does and where it stands; "" if there is none. At most `width` in body text, if any form
// of it is as short.
void run_words_phase(struct app *app, int width, char *text, size_t size);
// The speed, with the time left if that stands nowhere else; of both the latter matters more. ""
// before either is known.
void run_words_speed(struct app *app, int width, bool left_is_said, char *text, size_t size);
// The latest loss and test error; "" before there are any.
void run_words_errors(const struct trainer_progress *progress, char *text, size_t size);

#endif
