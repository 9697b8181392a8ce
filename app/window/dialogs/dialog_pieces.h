// The pieces that a dialog is made of. A dialog is a row of QUESTIONS
// (app/session/state/questions.h) and a function here, dialog_draw_..., that draws it and does what
// its buttons say.
#ifndef APP_WINDOW_DIALOGS_DIALOG_PIECES_H
#define APP_WINDOW_DIALOGS_DIALOG_PIECES_H

#include "app/window/screen/screen.h"

struct dialog_button {
    const char *label;
    int flags;
};

enum { ASK_UNANSWERED = -1, ASK_DISMISSED = -2 };

// A row of buttons at the bottom right, the last one at the edge. Shortens `inside` by it and
// returns the one that was pressed, or -1.
int dialog_buttons(struct app *app, struct rect *inside, const struct dialog_button *buttons,
                   int count);
// The logical height of a dialog around a text and a row of buttons, and `extra`.
int dialog_height(struct app *app, const char *text, int width, int extra);
void dialog_text(struct app *app, struct rect rect, const char *text);
// A question with its buttons. Returns the button pressed or ASK_DISMISSED, the dialog then being
// closed; else ASK_UNANSWERED.
int dialog_ask(struct app *app, const char *title, const char *text,
               const struct dialog_button *buttons, int count);

#define DIALOG_DRAW(kind, name) void dialog_draw_##name(struct app *app);
QUESTIONS(DIALOG_DRAW)
#undef DIALOG_DRAW

#endif
