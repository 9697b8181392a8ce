// There is no one place that says whether a desktop is dark, or wants more contrast: GTK's variable
// and its settings files are what most desktops on Linux keep up to date, and need no connection to
// anything.
#include "app/system/dark.h"

#include "app/base/paths.h"
#include "nn/files/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool ends_with(const char *string, const char *end)
{
    size_t length = strlen(string), tail = strlen(end);
    return length >= tail && strcmp(string + length - tail, end) == 0;
}

// What a GTK settings file says of `name`, or "" if nothing.
static void file_says(char value[64], const char *folder, const char *file, const char *name)
{
    char path[PATH_SIZE], text[16384];
    value[0] = '\0';
    if (snprintf(path, sizeof path, "%s/%s", folder, file) >= (int)sizeof path)
        return;
    text[file_read_start(text, sizeof text - 1, path)] = '\0';
    for (char *line = text, *end; *line; line = end) {
        end = line + strcspn(line, "\r\n");
        char *next = end + strspn(end, "\r\n");
        char *is = memchr(line, '=', (size_t)(end - line));
        if (is && strncmp(line, name, strlen(name)) == 0) {
            is += 1 + strspn(is + 1, " ");
            snprintf(value, 64, "%.*s", is < end ? (int)(end - is) : 0, is);
        }
        end = next;
    }
}

static bool settings_folder(char folder[PATH_SIZE])
{
    const char *home = getenv("HOME"), *config = getenv("XDG_CONFIG_HOME");
    if (config && *config == '/')
        snprintf(folder, PATH_SIZE, "%s", config);
    else if (home && *home)
        snprintf(folder, PATH_SIZE, "%s/.config", home);
    else
        return false;
    return true;
}

static bool is_yes(const char *value)
{
    return *value == '1' || strncmp(value, "true", 4) == 0;
}

bool dark_is_preferred(void)
{
    const char *theme = getenv("GTK_THEME");
    char folder[PATH_SIZE], new[64], old[64];
    if (theme && *theme)
        return ends_with(theme, ":dark") || ends_with(theme, "-dark");
    if (!settings_folder(folder))
        return false;
    file_says(new, folder, "gtk-4.0/settings.ini", "gtk-application-prefer-dark-theme");
    file_says(old, folder, "gtk-3.0/settings.ini", "gtk-application-prefer-dark-theme");
    return is_yes(new) || is_yes(old);
}

// GTK's own ones are called HighContrast and HighContrastInverse.
static bool is_contrast(const char *theme)
{
    return strncmp(theme, "HighContrast", strlen("HighContrast")) == 0;
}

bool contrast_is_preferred(void)
{
    const char *theme = getenv("GTK_THEME");
    char folder[PATH_SIZE], new[64], old[64];
    if (theme && *theme)
        return is_contrast(theme);
    if (!settings_folder(folder))
        return false;
    file_says(new, folder, "gtk-4.0/settings.ini", "gtk-theme-name");
    file_says(old, folder, "gtk-3.0/settings.ini", "gtk-theme-name");
    return is_contrast(new) || is_contrast(old);
}
