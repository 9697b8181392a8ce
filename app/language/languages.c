// A language is a file that somebody put into the folder: no list of them is kept anywhere.
#include "app/language/languages.h"

#include "app/language/tr.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct catalogue *known[LANGUAGES_MOST];
static int count;

static int is_catalogue(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 3 && entry->d_name[0] != '.' && strcmp(entry->d_name + length - 3, ".po") == 0;
}

static bool load_one(const char *folder, const char *name, struct status *status)
{
    char path[4096];
    struct catalogue *catalogue;
    int length = snprintf(path, sizeof path, "%s/%s", folder, name);
    if (count == LANGUAGES_MOST || length < 0 || (size_t)length >= sizeof path)
        return true;
    if (!catalogue_load(&catalogue, path, status))
        return false;
    if (languages_find(catalogue_code(catalogue)))
        catalogue_free(catalogue);
    else
        known[count++] = catalogue;
    return true;
}

bool languages_load(const char *folder, struct status *status)
{
    struct dirent **entry;
    bool good = true;
    int entries = scandir(folder, &entry, is_catalogue, alphasort);
    for (int i = 0; i < entries; i++) {
        good = load_one(folder, entry[i]->d_name, good ? status : NULL) && good;
        free(entry[i]);
    }
    if (entries >= 0)
        free(entry);
    return good;
}

int languages_count(void)
{
    return count;
}

const struct catalogue *languages_at(int index)
{
    return index >= 0 && index < count ? known[index] : NULL;
}

const struct catalogue *languages_find(const char *code)
{
    for (int i = 0; i < count; i++)
        if (strcmp(catalogue_code(known[i]), code) == 0)
            return known[i];
    return NULL;
}

// ---- The environment ----------------------------------------------------------------------------

static bool is_english(const char *name, size_t length)
{
    return length == 2 && strncmp(name, "en", 2) == 0;
}

static const struct catalogue *find_part(const char *name, size_t length)
{
    char code[CATALOGUE_CODE_SIZE];
    if (length == 0 || length >= sizeof code)
        return NULL;
    memcpy(code, name, length);
    code[length] = '\0';
    return languages_find(code);
}

// "de_AT.UTF-8@euro": that of the country first, then the language. True if it is known.
static bool find_locale(const char *name, size_t length, const struct catalogue **found)
{
    size_t whole = 0, language = 0;
    while (whole < length && name[whole] != '.' && name[whole] != '@')
        whole++;
    while (language < whole && name[language] != '_')
        language++;
    *found = find_part(name, whole);
    if (!*found)
        *found = find_part(name, language);
    return *found || is_english(name, language);
}

static bool is_plain(const char *locale)
{
    size_t length = strcspn(locale, ".@");
    return (length == 1 && *locale == 'C') || (length == 5 && strncmp(locale, "POSIX", 5) == 0);
}

const struct catalogue *languages_of_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *locale = NULL, *list = getenv("LANGUAGE");
    const struct catalogue *found = NULL;
    for (int i = 0; i < 3 && (!locale || !*locale); i++)
        locale = getenv(names[i]);
    if (!locale || !*locale || is_plain(locale)) // as gettext does: then the list means nothing
        return NULL;
    for (const char *at = list; at && *at; at += at[0] == ':') {
        size_t length = strcspn(at, ":");
        if (find_locale(at, length, &found))
            return found;
        at += length;
    }
    find_locale(locale, strlen(locale), &found);
    return found;
}

void languages_choose(const char *code)
{
    tr_use(*code ? languages_find(code) : languages_of_environment());
}
