// See folder_listing.h.
#include "app/work/folder_listing.h"

#include "app/pictures/picture_kinds.h"
#include "nn/files/file_kind.h"
#include "nn/files/place.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const struct files_kind files_kinds[FILES_PURPOSES] = {
    [FILES_OPEN] = {.title = "Open a model, a picture or strokes",
                    .button = "Open",
                    .filter = "Models, pictures, strokes",
                    .suffixes = ".safetensors .strokes .txt .tra .tes " PICTURE_ENDINGS,
                    .nothing = "Nothing to open here"},
    [FILES_SAVE_STROKES] = {.title = "Save the drawing as strokes",
                            .button = "Save",
                            .filter = "Strokes",
                            .suffixes = ".strokes .txt",
                            .new_name = "digit.strokes",
                            .new_suffix = ".strokes",
                            .nothing = "No strokes files here yet"},
    [FILES_SAVE_PICTURE] = {.title = "Save the drawing as PNG",
                            .button = "Save",
                            .filter = "PNG pictures",
                            .suffixes = ".png",
                            .new_name = "digit.png",
                            .new_suffix = ".png",
                            .only = "The drawing is saved as a PNG picture",
                            .nothing = "No PNG pictures here yet"},
    [FILES_SAVE_MODEL] = {.title = "Save the model",
                          .button = "Save",
                          .filter = "Models",
                          .suffixes = ".safetensors",
                          .new_name = "lenet5.safetensors",
                          .new_suffix = ".safetensors",
                          .only = "Models are saved as safetensors",
                          .nothing = "No models here yet"},
    [FILES_SAVE_OWN_DIGITS] = {.title = "Save your digits as strokes",
                               .button = "Save",
                               .filter = "Strokes",
                               .suffixes = ".strokes .txt",
                               .new_name = "my-digits.strokes",
                               .new_suffix = ".strokes",
                               .nothing = "No strokes files here yet"},
    [FILES_DATA_FOLDER] = {.title = "Choose a folder with MNIST's four files",
                           .button = "Use this folder",
                           .filter = "Folders",
                           .suffixes = "",
                           .nothing = "No folders in here"},
};

static int compare_entries(const void *a, const void *b)
{
    const struct file_entry *left = a, *right = b;
    if (left->folder != right->folder)
        return left->folder ? -1 : 1;
    int order = strcasecmp(left->name, right->name);
    return order ? order : strcmp(left->name, right->name);
}

static bool add_entry(struct files *files, const char *name, bool folder)
{
    if ((files->count & (files->count - 1)) == 0) { // full at every power of two
        size_t room = files->count ? files->count * 2 : 1;
        struct file_entry *grown = realloc(files->entry, room * sizeof *grown);
        if (!grown)
            return false;
        files->entry = grown;
    }
    char *copy = strdup(name);
    if (!copy)
        return false;
    files->entry[files->count++] = (struct file_entry){copy, folder};
    return true;
}

static bool is_shown(const struct files *files, const char *name, bool folder)
{
    if (name[0] == '.')
        return false;
    return folder || (files->all && files->purpose != FILES_DATA_FOLDER) ||
           path_has_ending(name, files_kinds[files->purpose].suffixes);
}

static bool list_folder(struct files *files, DIR *dir, struct status *status)
{
    struct dirent *found;
    while ((found = readdir(dir))) {
        char path[PATH_SIZE];
        if (!path_join(path, files->folder, found->d_name, NULL))
            continue; // too long to be opened anyway
        bool folder = place_is_folder(path);
        if (is_shown(files, found->d_name, folder) && !add_entry(files, found->d_name, folder))
            return status_fail(status, STATUS_NO_MEMORY, "not enough memory to list %s",
                               files->folder);
    }
    return true;
}

static bool fail_to_list(const char *folder, int error, struct status *status)
{
    const char *kind = file_kind_if_no_folder(folder);
    if (kind)
        return status_fail(status, STATUS_IO, "cannot list %s: it is not a folder but a %s", folder,
                           kind);
    return status_fail(status, error == ENOENT ? STATUS_MISSING : STATUS_IO,
                       "cannot list the folder %s: %s", folder, strerror(error));
}

bool files_read(struct files *files, const char *folder, struct status *status)
{
    struct files listing = {.purpose = files->purpose, .all = files->all};
    if (snprintf(listing.folder, PATH_SIZE, "%s", folder) >= PATH_SIZE)
        return status_fail(status, STATUS_USAGE, "the path is too long: %s", folder);
    size_t length = strlen(listing.folder);
    while (length > 1 && listing.folder[length - 1] == '/')
        listing.folder[--length] = '\0';
    DIR *dir = opendir(listing.folder);
    if (!dir)
        return fail_to_list(listing.folder, errno, status);
    bool ok = list_folder(&listing, dir, status);
    closedir(dir);
    if (!ok) {
        files_free(&listing);
        return false;
    }
    if (listing.count)
        qsort(listing.entry, listing.count, sizeof *listing.entry, compare_entries);
    files_free(files);
    *files = listing;
    return true;
}

void files_free(struct files *files)
{
    for (size_t i = 0; i < files->count; i++)
        free(files->entry[i].name);
    free(files->entry);
    files->entry = NULL;
    files->count = 0;
}

bool files_read_parent(struct files *files, struct status *status)
{
    char parent[PATH_SIZE];
    path_folder(parent, files->folder);
    return files_read(files, parent[0] ? parent : files->folder, status);
}

bool files_resolve(char path[PATH_SIZE], const struct files *files, const char *typed,
                   struct status *status)
{
    const char *home = getenv("HOME");
    int length;
    if (typed[0] == '/')
        length = snprintf(path, PATH_SIZE, "%s", typed);
    else if (home && typed[0] == '~' && (typed[1] == '/' || !typed[1]))
        length = snprintf(path, PATH_SIZE, "%s%s", home, typed + 1);
    else
        return path_join(path, files->folder, typed, status);
    return length < PATH_SIZE ||
           status_fail(status, STATUS_USAGE, "the path is too long: %s", typed);
}

bool files_complete(char path[PATH_SIZE], enum files_purpose purpose, struct status *status)
{
    const struct files_kind *kind = &files_kinds[purpose];
    if (place_exists(path) && !place_is_file(path))
        return status_fail(status, STATUS_USAGE, "%s is not an ordinary file. Choose another name.",
                           path);
    const char *ending = path_ending(path);
    if (*ending && kind->only && !path_has_ending(path, kind->suffixes))
        return status_fail(status, STATUS_USAGE,
                           "%s ends in %s. %s: choose a name that ends in %s, or has no ending.",
                           path, ending, kind->only, kind->new_suffix);
    if (*ending)
        return true;
    if (strlen(path) + strlen(kind->new_suffix) >= PATH_SIZE)
        return status_fail(status, STATUS_USAGE, "The path is too long: %s", path);
    strcat(path, kind->new_suffix);
    return true;
}

void files_start_folder(char folder[PATH_SIZE], const char *wanted)
{
    snprintf(folder, PATH_SIZE, "%s", wanted);
    while (folder[0] == '/' && folder[1] && !place_is_folder(folder))
        path_folder(folder, folder);
    if (folder[0] == '/' && folder[1])
        return;
    const char *home = getenv("HOME");
    snprintf(folder, PATH_SIZE, "%s", home && place_is_folder(home) ? home : "/");
}
