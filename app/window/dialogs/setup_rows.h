// The rows of the form of a run's set-up: each draws one field, changes what it stands for, and
// says what it is when it is pointed at or has the keyboard.
#ifndef APP_WINDOW_DIALOGS_SETUP_ROWS_H
#define APP_WINDOW_DIALOGS_SETUP_ROWS_H

#include "app/window/screen/screen.h"

// Where the rows of one column go, from its top downwards. Logical heights.
struct setup_column {
    struct app *app;
    struct rect rect; // what is left of it
    bool entered;     // Enter was pressed in one of its fields
};

enum { SETUP_ROW = 26, SETUP_GAP = 6 };

// The next `height` logical pixels, with a gap behind them.
struct rect setup_rows_take(struct setup_column *column, float height);
void setup_rows_heading(struct setup_column *column, const char *words);
// A muted line, or several; `lines` of them are left room for.
void setup_rows_note(struct setup_column *column, const char *words, int lines);
// The field at hand is `rect`'s if it is pointed at or `id` has the keyboard: says what it is.
void setup_rows_help(struct app *app, struct rect rect, uint32_t id, const char *help);
// One kind of data, with its share, and its path where it has one to choose.
void setup_rows_part(struct setup_column *column, enum run_part_kind kind);
// From random weights, or from those in use.
void setup_rows_beginning(struct setup_column *column);
// The option of this word.
void setup_rows_option(struct setup_column *column, const char *word);
void setup_rows_hold_out(struct setup_column *column);
void setup_rows_threads(struct setup_column *column);

#endif
