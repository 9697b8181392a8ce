// The desktop's portal: its file dialog, and whether its windows are dark or want more contrast. It
// is asked over the session's bus, by a thread, so that nothing in the window waits for it.
#ifndef APP_SYSTEM_PORTAL_PORTAL_H
#define APP_SYSTEM_PORTAL_PORTAL_H

#include "app/ui/file_chooser.h"

struct portal;

// Begins to look for a portal, which is not known to be there before it has answered. `parent` says
// which window the dialog is of, as a portal understands it ("x11:1a0003e"; "": not known). `told`
// is called in the thread when there is news. NULL if there is no thread to be had, and in a build
// without libdbus: everything else takes that, too.
struct portal *portal_open(const char *parent, void (*told)(void *context), void *context);
// Closes the dialog if it is open.
void portal_close(struct portal *portal);

struct file_chooser portal_file_chooser(struct portal *portal);

// Of org.freedesktop.appearance, as far as it has answered: 0 no wish (or no answer), and
struct portal_wishes {
    unsigned scheme;   // 1 dark, 2 light
    unsigned contrast; // 1 high
};
struct portal_wishes portal_wishes(struct portal *portal);

#endif
