// The messages of org.freedesktop.portal.FileChooser and its Requests.
#ifndef APP_SYSTEM_PORTAL_PORTAL_FILES_H
#define APP_SYSTEM_PORTAL_PORTAL_FILES_H

#include "app/ui/file_chooser.h"

#include <dbus/dbus.h>

// Folders can be chosen from this version on.
enum { PORTAL_FILES_FOLDERS = 3, PORTAL_FILES_PATH = 256 };

// Asks for the interface's version; it answers only if something can show the dialog.
DBusMessage *portal_files_ask_version(void);
// Where the Request of a call with this `token` will be, for whom the bus calls `name`; false if
// that is too long.
bool portal_files_request_path(char path[PORTAL_FILES_PATH], const char *name, const char *token);
// The call that opens the dialog. NULL when memory is out, or a text is no UTF-8.
DBusMessage *portal_files_call(const struct file_chooser_wish *wish, const char *parent,
                               const char *token);
DBusMessage *portal_files_close(const char *path);
// What a Response says: FILE_CHOOSER_CHOSE, _STRANGE or _CANCELLED; FILE_CHOOSER_GONE if the dialog
// ended in another way, as one does that is closed by its window's button, or that fails.
enum file_chooser_news portal_files_response(DBusMessage *message, char chosen[PATH_SIZE]);

#endif
