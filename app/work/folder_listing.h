// The file dialog's model: the contents of one folder, folders first, filtered by kind.
#ifndef APP_WORK_FOLDER_LISTING_H
#define APP_WORK_FOLDER_LISTING_H

#include "app/base/paths.h"
#include "app/work/file_purpose.h"

struct folder_entry {
    char *name; // owned
    bool folder;
};

struct folder_listing {
    enum file_purpose purpose;
    char folder[PATH_SIZE];
    struct folder_entry *entry; // owned
    size_t count;
    bool all; // show every kind of file
};

// Reads a folder. A failure (not a folder, no permission) leaves the listing as it was. Hidden
// files are left out.
bool folder_listing_read(struct folder_listing *listing, const char *folder, struct status *status);
void folder_listing_free(struct folder_listing *listing);
// The folder above.
bool folder_listing_read_parent(struct folder_listing *listing, struct status *status);
// What a typed name or path means: absolute, "~/...", or inside the folder.
bool folder_listing_resolve(char path[PATH_SIZE], const struct folder_listing *listing,
                            const char *typed, struct status *status);
// The folder to begin in if `wanted` is gone: the nearest parent that is there, else the home
// folder.
void folder_listing_start(char folder[PATH_SIZE], const char *wanted);

#endif
