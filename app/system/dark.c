// There is no one place that says whether a desktop is dark: GTK's variable and its settings files
// are what most desktops on Linux keep up to date, and need no connection to anything.
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

// True if a GTK settings file asks for dark themes.
static bool file_prefers_dark(const char *folder, const char *name)
{
    char path[PATH_SIZE], text[16384];
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        return false;
    text[file_read_start(text, sizeof text - 1, path)] = '\0';
    bool dark = false;
    for (char *line = text, *end; *line; line = end) {
        end = line + strcspn(line, "\r\n");
        end += strspn(end, "\r\n");
        const char *value = memchr(line, '=', (size_t)(end - line));
        if (!value || strncmp(line, "gtk-application-prefer-dark-theme", 33) != 0)
            continue;
        value += 1 + strspn(value + 1, " ");
        dark = *value == '1' || strncmp(value, "true", 4) == 0;
    }
    return dark;
}

bool dark_is_preferred(void)
{
    const char *theme = getenv("GTK_THEME"), *home = getenv("HOME");
    if (theme && *theme)
        return ends_with(theme, ":dark") || ends_with(theme, "-dark");
    const char *config = getenv("XDG_CONFIG_HOME");
    char folder[PATH_SIZE];
    if (config && *config == '/')
        snprintf(folder, sizeof folder, "%s", config);
    else if (home && *home)
        snprintf(folder, sizeof folder, "%s/.config", home);
    else
        return false;
    return file_prefers_dark(folder, "gtk-4.0/settings.ini") ||
           file_prefers_dark(folder, "gtk-3.0/settings.ini");
}
