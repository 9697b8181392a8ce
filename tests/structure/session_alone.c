// A session by itself: linked without SDL and libcurl, and, as session_alone.sh looks, without a
// widget and without a canvas.
#include "app/session/opening.h"
#include "app/session/session_life.h"
#include "app/session/why.h"

int main(void)
{
    static struct session session;
    bool opened = session_open(&session, &(struct session_options){0}, NULL);
    if (opened) {
        session_follow(&session);
        session_read(&session);
        why_follow(&session);
        opened = !opening_file(&session, "/no/such/file", 0, NULL);
    }
    session_close(&session);
    return opened ? 0 : 1;
}
