// A lesson: those of the person's own digits that they choose, in one strokes file, which is opened
// and learnt from as any other.
#ifndef APP_WINDOW_EXPORT_EXPORT_LESSON_H
#define APP_WINDOW_EXPORT_EXPORT_LESSON_H

#include "app/window/screen/screen.h"

// Copies the person's own digits into the form, all of them chosen; none when memory runs out.
void export_lesson_begin(struct app *app);
size_t export_lesson_count(const struct app *app); // that are chosen
void export_lesson_toggle(struct app *app, size_t index);
void export_lesson_choose_all(struct app *app, bool chosen);
// All with this label are chosen, or if they are already, none.
void export_lesson_toggle_label(struct app *app, int label);
// Refuses the file that keeps the person's own digits.
bool export_lesson_write(const struct app *app, const char *path, struct status *status);

#endif
