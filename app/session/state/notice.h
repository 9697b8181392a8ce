// One brief message about what was done, with an action that the window offers beside it.
#ifndef APP_SESSION_STATE_NOTICE_H
#define APP_SESSION_STATE_NOTICE_H

#include "app/base/paths.h"
#include "app/session/state/action.h"

struct notice {
    char text[PATH_SIZE + 96]; // "": the one before is taken away
    enum action_id action;     // or ACTION_NONE
    double seconds;            // for which it is shown
    bool fresh;                // whoever shows it has not seen it yet, and then says so
};

// In place of the one before.
void notice_say(struct notice *notice, const char *text, enum action_id action, double seconds);

#endif
