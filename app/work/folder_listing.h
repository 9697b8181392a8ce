// The file dialog's model: the contents of one folder, folders first, filtered by kind.
#ifndef APP_WORK_FOLDER_LISTING_H
#define APP_WORK_FOLDER_LISTING_H

#include "app/base/paths.h"

enum files_purpose {
    FILES_OPEN, // a model, a picture or strokes
    FILES_SAVE_STROKES,
    FILES_SAVE_PICTURE,
    FILES_SAVE_MODEL,
    FILES_SAVE_OWN_DIGITS, // the person's own digits
    FILES_DATA_FOLDER,     // a folder with MNIST's files
    FILES_PURPOSES
};

struct file_entry {
    char *name; // owned
    bool folder;
};

struct files {
    enum files_purpose purpose;
    char folder[PATH_SIZE];
    struct file_entry *entry; // owned
    size_t count;
    bool all; // show every kind of file
};

// What one purpose shows and how it names new files.
struct files_kind {
    const char *title;      // of the dialog
    const char *button;     // "Open"
    const char *filter;     // "Models, pictures and strokes"
    const char *suffixes;   // ".png .jpg", each with its dot; "" shows only folders
    const char *new_name;   // suggested name; NULL when opening
    const char *new_suffix; // added to a name without one
    const char *only;       // what a name must end in: "PNG pictures"; NULL if any suffix is fine
    const char *nothing;    // said where the listing is empty
};
extern const struct files_kind files_kinds[FILES_PURPOSES];

// Reads a folder. A failure (not a folder, no permission) leaves the listing as it was. Hidden
// files are left out.
bool files_read(struct files *files, const char *folder, struct status *status);
void files_free(struct files *files);
// The folder above.
bool files_read_parent(struct files *files, struct status *status);
// What a typed name or path means: absolute, "~/...", or inside the folder.
bool files_resolve(char path[PATH_SIZE], const struct files *files, const char *typed,
                   struct status *status);
// Makes a typed path one to save under: adds the suffix where there is none. Refuses a name whose
// suffix promises another kind of file, and what is there but no ordinary file.
bool files_complete(char path[PATH_SIZE], enum files_purpose purpose, struct status *status);
// The folder to begin in if `wanted` is gone: the nearest parent that is there, else the home
// folder.
void files_start_folder(char folder[PATH_SIZE], const char *wanted);

#endif
