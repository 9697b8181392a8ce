// The messages of org.freedesktop.portal.Settings: what the desktop's windows look like.
#ifndef APP_SYSTEM_PORTAL_PORTAL_LOOKS_H
#define APP_SYSTEM_PORTAL_PORTAL_LOOKS_H

#include <dbus/dbus.h>
#include <stdbool.h>

enum portal_look { PORTAL_LOOK_SCHEME, PORTAL_LOOK_CONTRAST, PORTAL_LOOKS };

// Of the scheme, 1 is dark and 2 light; of the contrast, 1 is high. 0 is no wish.
struct portal_looks {
    unsigned look[PORTAL_LOOKS];
};

#define PORTAL_LOOKS_RULE                                                                          \
    "type='signal',interface='org.freedesktop.portal.Settings',member='SettingChanged',"           \
    "path='/org/freedesktop/portal/desktop',arg0='org.freedesktop.appearance'"

DBusMessage *portal_looks_ask(enum portal_look look);
// What the answer says; 0 if it is none.
unsigned portal_looks_answer(DBusMessage *answer);
// Takes the signal SettingChanged. False if it is about something else.
bool portal_looks_changed(struct portal_looks *looks, DBusMessage *signal);

#endif
