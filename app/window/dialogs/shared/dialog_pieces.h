// The pieces that a dialog is made of. A dialog is a row of QUESTIONS
// (app/session/state/questions.h) and a function here, dialog_draw_..., that draws it; what follows
// from an answer is asked for (request.h), and done when the frame is drawn.
#ifndef APP_WINDOW_DIALOGS_SHARED_DIALOG_PIECES_H
#define APP_WINDOW_DIALOGS_SHARED_DIALOG_PIECES_H

#include "app/window/screen/request.h"
#include "app/window/screen/screen.h"

struct dialog_button {
    const char *label;
    int flags;
};

enum { ASK_DISMISSED = -1 }; // by Escape

// A row of buttons at the bottom right, the last one at the edge. Shortens `inside` by it and
// returns the one that was pressed, or -1.
int dialog_buttons(struct app *app, struct rect *inside, const struct dialog_button *buttons,
                   int count);
// The logical height of a dialog around a text and a row of buttons, and `extra`.
int dialog_height(struct app *app, const char *text, int width, int extra);
void dialog_text(struct app *app, struct rect rect, const char *text);
// A question with its buttons. Asks for `answer` with the button that was pressed, or
// ASK_DISMISSED: it closes the question.
void dialog_ask(struct app *app, const char *title, const char *text,
                const struct dialog_button *buttons, int count, request_call *answer);
// An answer: closes the question, and that is all.
void dialog_close(struct app *app, int button);

#define DIALOG_DRAW(kind, name) void dialog_draw_##name(struct app *app);
QUESTIONS(DIALOG_DRAW)
#undef DIALOG_DRAW

#endif
