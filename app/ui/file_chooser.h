// A file dialog that is not the window's own: the desktop's, in a process of its own. The window
// asks for one and goes on; what became of it is asked for after EVENT_WAKE.
#ifndef APP_UI_FILE_CHOOSER_H
#define APP_UI_FILE_CHOOSER_H

#include "app/base/paths.h"

#include <stdbool.h>

enum file_chooser_kind { FILE_CHOOSER_OPEN, FILE_CHOOSER_SAVE, FILE_CHOOSER_FOLDER };

enum { FILE_CHOOSER_TEXT = 160 };

struct file_chooser_wish {
    enum file_chooser_kind kind;
    // In the window's language, UTF-8.
    char title[FILE_CHOOSER_TEXT], button[FILE_CHOOSER_TEXT];
    char filter[FILE_CHOOSER_TEXT],
        all[FILE_CHOOSER_TEXT]; // what the files are called; "All files"
    const char *suffixes;       // ".png .jpg", for ever; "": folders alone
    char name[64];              // suggested; or ""
    char folder[PATH_SIZE];     // to begin in
};

enum file_chooser_news {
    FILE_CHOOSER_NOTHING, // nothing is asked for
    FILE_CHOOSER_WAITS,   // for whether it comes; a second at most
    FILE_CHOOSER_IS_OPEN, // somewhere on the screen, for as long as the person wants
    // These are said once.
    FILE_CHOOSER_CHOSE,     // a path, which need not be there
    FILE_CHOOSER_STRANGE,   // something that is no file of this machine: its address
    FILE_CHOOSER_CANCELLED, // by the person
    FILE_CHOOSER_ABSENT,    // it does not come
    FILE_CHOOSER_GONE,      // it was open, and what showed it has ended
};

struct file_chooser {
    void *self; // NULL: there is none
    // Whether it is known to be there.
    bool (*can)(void *self, enum file_chooser_kind kind);
    // In place of one that was asked for before.
    void (*ask)(void *self, const struct file_chooser_wish *wish);
    enum file_chooser_news (*news)(void *self, char chosen[PATH_SIZE]);
    // Closes it on the screen, too; nothing more is heard of it.
    void (*close)(void *self);
};

#endif
