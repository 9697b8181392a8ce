// The file dialog asks for a folder again and again, each time for another one; a folder that
// cannot be read must leave what it shows. So this is a model of its own, tried without a dialog.
#include "app/work/folder_listing.h"

#include "app/language/tr.h"
#include "nn/base/grow.h"
#include "nn/files/file_kind.h"
#include "nn/files/place.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int compare_entries(const void *a, const void *b)
{
    const struct folder_entry *left = a, *right = b;
    if (left->folder != right->folder)
        return left->folder ? -1 : 1;
    int order = strcasecmp(left->name, right->name);
    return order ? order : strcmp(left->name, right->name);
}

static bool add_entry(struct folder_listing *listing, const char *name, bool folder)
{
    struct folder_entry *grown = grow_array(listing->entry, listing->count, 1, sizeof *grown);
    if (!grown)
        return false;
    listing->entry = grown;
    char *copy = strdup(name);
    if (!copy)
        return false;
    listing->entry[listing->count++] = (struct folder_entry){copy, folder};
    return true;
}

static bool is_shown(const struct folder_listing *listing, const char *name, bool folder)
{
    if (name[0] == '.')
        return false;
    const char *suffixes = file_purposes[listing->purpose].suffixes; // "": folders are wanted
    return folder || (listing->all && *suffixes) || path_has_ending(name, suffixes);
}

static bool list_folder(struct folder_listing *listing, DIR *dir, struct status *status)
{
    struct dirent *found;
    while ((found = readdir(dir))) {
        char path[PATH_SIZE];
        if (!path_join(path, listing->folder, found->d_name, NULL))
            continue; // too long to be opened anyway
        bool folder = place_is_folder(path);
        if (is_shown(listing, found->d_name, folder) && !add_entry(listing, found->d_name, folder))
            return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to list %s"),
                               listing->folder);
    }
    return true;
}

static bool fail_to_list(const char *folder, int error, struct status *status)
{
    const char *kind = file_kind_if_no_folder(folder);
    if (kind)
        return status_fail(status, STATUS_IO, tr("cannot list %s: it is not a folder but a %s"),
                           folder, kind);
    return status_fail(status, error == ENOENT ? STATUS_MISSING : STATUS_IO,
                       tr("cannot list the folder %s: %s"), folder, strerror(error));
}

bool folder_listing_read(struct folder_listing *listing, const char *folder, struct status *status)
{
    struct folder_listing fresh = {.purpose = listing->purpose, .all = listing->all};
    if (snprintf(fresh.folder, PATH_SIZE, "%s", folder) >= PATH_SIZE)
        return status_fail(status, STATUS_USAGE, tr("the path is too long: %s"), folder);
    size_t length = strlen(fresh.folder);
    while (length > 1 && fresh.folder[length - 1] == '/')
        fresh.folder[--length] = '\0';
    DIR *dir = opendir(fresh.folder);
    if (!dir)
        return fail_to_list(fresh.folder, errno, status);
    bool ok = list_folder(&fresh, dir, status);
    closedir(dir);
    if (!ok) {
        folder_listing_free(&fresh);
        return false;
    }
    if (fresh.count)
        qsort(fresh.entry, fresh.count, sizeof *fresh.entry, compare_entries);
    folder_listing_free(listing);
    *listing = fresh;
    return true;
}

void folder_listing_free(struct folder_listing *listing)
{
    for (size_t i = 0; i < listing->count; i++)
        free(listing->entry[i].name);
    free(listing->entry);
    listing->entry = NULL;
    listing->count = 0;
}

bool folder_listing_read_parent(struct folder_listing *listing, struct status *status)
{
    char parent[PATH_SIZE];
    path_folder(parent, listing->folder);
    return folder_listing_read(listing, parent[0] ? parent : listing->folder, status);
}

bool folder_listing_resolve(char path[PATH_SIZE], const struct folder_listing *listing,
                            const char *typed, struct status *status)
{
    const char *home = getenv("HOME");
    int length;
    if (typed[0] == '/')
        length = snprintf(path, PATH_SIZE, "%s", typed);
    else if (home && typed[0] == '~' && (typed[1] == '/' || !typed[1]))
        length = snprintf(path, PATH_SIZE, "%s%s", home, typed + 1);
    else
        return path_join(path, listing->folder, typed, status);
    return length < PATH_SIZE ||
           status_fail(status, STATUS_USAGE, tr("the path is too long: %s"), typed);
}

void folder_listing_start(char folder[PATH_SIZE], const char *wanted)
{
    snprintf(folder, PATH_SIZE, "%s", wanted);
    while (folder[0] == '/' && folder[1] && !place_is_folder(folder))
        path_folder(folder, folder);
    if (folder[0] == '/' && folder[1])
        return;
    const char *home = getenv("HOME");
    snprintf(folder, PATH_SIZE, "%s", home && place_is_folder(home) ? home : "/");
}
