// What the desktop's portal is called on the bus.
#ifndef APP_SYSTEM_PORTAL_PORTAL_NAMES_H
#define APP_SYSTEM_PORTAL_PORTAL_NAMES_H

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_FILES "org.freedesktop.portal.FileChooser"
#define PORTAL_REQUEST "org.freedesktop.portal.Request"
#define PORTAL_SETTINGS "org.freedesktop.portal.Settings"

#endif
