// What the views of the page of mistakes share.
#ifndef APP_WINDOW_VIEWS_MISTAKES_MISTAKES_COMMON_H
#define APP_WINDOW_VIEWS_MISTAKES_MISTAKES_COMMON_H

#include "app/session/exam/mistakes.h"
#include "app/window/layout/layout_spacing.h"
#include "app/window/screen/screen.h"

// The letters that all of them take while they have the keyboard, and what a key asks for.
#define MISTAKES_COMMON_LETTERS "dmsluov"
void mistakes_common_key(struct app *app, int key);
// What a choice is called: "Surest mistakes".
const char *mistakes_common_choice(enum mistakes_choice choice);

// A row off the top of a rectangle, which then begins below it.
struct rect mistakes_common_row(struct rect *rect, int height, int gap);
// A window with little room below the cards.
bool mistakes_common_is_low(const struct app *app, struct rect rect);

#endif
