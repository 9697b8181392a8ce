// "It was a 7": a drawing on the pad becomes one of the person's own digits, or is taken back.
#ifndef APP_TEACHING_H
#define APP_TEACHING_H

#include <stddef.h>

struct app;

// Keeps what is on the pad as a digit and clears the pad for the next one; says what it did, or why
// it could not.
void teaching_add(struct app *app, int label);
// The drawing comes back to the pad, if that is still as teaching_add left it.
void teaching_forget_last(struct app *app);
void teaching_forget_all(struct app *app);
// "12 digits", "1 digit"
void teaching_count(const struct app *app, char text[32]);

#endif
