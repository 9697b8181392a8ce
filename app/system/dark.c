// There is no one place that says whether a desktop is dark, or wants more contrast. GTK's variable
// and its settings files are what most desktops on Linux keep up to date, and are there before the
// first frame; what the portal says (portal.h) comes a moment later, and changes while one looks.
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

// The last value that the text of a settings file has for `name`, or "".
static void value_in(char value[64], const char *text, const char *name)
{
    value[0] = '\0';
    for (const char *line = text, *end; *line; line = end + strspn(end, "\r\n")) {
        end = line + strcspn(line, "\r\n");
        const char *is = memchr(line, '=', (size_t)(end - line));
        if (is && strncmp(line, name, strlen(name)) == 0) {
            is += 1 + strspn(is + 1, " ");
            snprintf(value, 64, "%.*s", is < end ? (int)(end - is) : 0, is);
        }
    }
}

// Whether the settings of one of GTK's versions have for `name` what `means` it.
static bool settings_say(const char *name, bool (*means)(const char *value))
{
    static const char *const files[] = {"gtk-4.0/settings.ini", "gtk-3.0/settings.ini"};
    char folder[PATH_SIZE], path[PATH_SIZE], text[16384], value[64];
    if (!settings_folder(folder))
        return false;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (!path_join(path, folder, files[i], NULL))
            continue;
        text[file_read_start(text, sizeof text - 1, path)] = '\0';
        value_in(value, text, name);
        if (means(value))
            return true;
    }
    return false;
}

static bool is_yes(const char *value)
{
    return *value == '1' || strncmp(value, "true", 4) == 0;
}

// GTK's own ones are called HighContrast and HighContrastInverse.
static bool is_contrast(const char *theme)
{
    return strncmp(theme, "HighContrast", strlen("HighContrast")) == 0;
}

bool dark_is_preferred(enum desktop_scheme says)
{
    const char *theme = getenv("GTK_THEME");
    if (theme && *theme)
        return ends_with(theme, ":dark") || ends_with(theme, "-dark");
    if (says == DESKTOP_DARK || says == DESKTOP_LIGHT)
        return says == DESKTOP_DARK;
    return settings_say("gtk-application-prefer-dark-theme", is_yes);
}

bool contrast_is_preferred(bool says)
{
    const char *theme = getenv("GTK_THEME");
    if (theme && *theme)
        return is_contrast(theme);
    return says || settings_say("gtk-theme-name", is_contrast);
}
