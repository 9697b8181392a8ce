// What the files of the dialogs share: the pieces that a dialog is made of.
#ifndef APP_WINDOW_DIALOGS_DIALOGS_PRIVATE_H
#define APP_WINDOW_DIALOGS_DIALOGS_PRIVATE_H

#include "app/window/shell.h"

struct dialog_button {
    const char *label;
    int flags;
};

enum { ASK_UNANSWERED = -1, ASK_DISMISSED = -2 };

// Back to the one below, if there is one.
void dialog_close(struct app *app);
// On top of the dialog that is open.
void dialog_push(struct app *app, enum dialog dialog);
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

void dialog_draw_error(struct app *app);
void dialog_draw_about(struct app *app);
void dialog_draw_keys(struct app *app);
void dialog_draw_missing_data(struct app *app);
void dialog_draw_download(struct app *app);
void dialog_draw_new_run(struct app *app);
void dialog_draw_leave_run(struct app *app);
void dialog_draw_resume(struct app *app);
void dialog_draw_files(struct app *app);
void dialog_draw_overwrite(struct app *app);
void dialog_draw_learned(struct app *app);
void dialog_draw_forget_own_digits(struct app *app);

#endif
