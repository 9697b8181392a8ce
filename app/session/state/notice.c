// What was done is said without knowing who shows it: a window shows the latest notice as a toast.
#include "app/session/state/notice.h"
#include <stdio.h>

void notice_say(struct notice *notice, const char *text, enum action_id action, double seconds)
{
    snprintf(notice->text, sizeof notice->text, "%s", text);
    notice->action = action;
    notice->seconds = seconds;
    notice->fresh = true;
}
