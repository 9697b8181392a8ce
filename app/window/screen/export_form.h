// What the dialog of the export knows besides what settings keep of it: the lesson.
#ifndef APP_WINDOW_SCREEN_EXPORT_FORM_H
#define APP_WINDOW_SCREEN_EXPORT_FORM_H

#include "nn/strokes/strokes.h"

// The person's own digits as they were when the dialog was opened: another window may change them
// meanwhile, and what is written is what was shown.
struct export_form {
    struct strokes digits; // owned
    bool *chosen;          // of each of them, for the lesson; owned, NULL without any
    int place;             // where the keyboard is
    int offset;            // of what is scrolled, device pixels
};

void export_form_free(struct export_form *form);

#endif
