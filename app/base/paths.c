// Where things are kept. Each kind of file has one base folder: on Linux and other Unix systems the
// XDG variable if it holds an absolute path, else the specification's default below the home
// folder; on macOS and Windows the system's own place.
#include "app/base/paths.h"

#include "app/language/tr.h"
#include "nn/files/file.h"
#include "nn/files/place.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

// What a base folder is for: its variable, and its place below the home folder without it.
struct base {
    const char *variable;
    const char *below_home;
};

#ifdef __APPLE__
static const struct base config_base = {"XDG_CONFIG_HOME", "Library/Preferences"};
static const struct base state_base = {"XDG_STATE_HOME", "Library/Application Support"};
static const struct base data_base = {"XDG_DATA_HOME", "Library/Application Support"};
static const struct base cache_base = {"XDG_CACHE_HOME", "Library/Caches"};
#else
static const struct base config_base = {"XDG_CONFIG_HOME", ".config"};
static const struct base state_base = {"XDG_STATE_HOME", ".local/state"};
static const struct base data_base = {"XDG_DATA_HOME", ".local/share"};
static const struct base cache_base = {"XDG_CACHE_HOME", ".cache"};
#endif

static bool is_absolute(const char *path)
{
    if (!path || !*path)
        return false;
    return place_is_separator(path[0]);
}

const char *path_name(const char *path)
{
    return path + place_folder_length(path);
}

void path_folder(char folder[PATH_SIZE], const char *path)
{
    size_t length = place_folder_length(path);
    if (length > 1)
        length--;
    if (length >= PATH_SIZE)
        length = PATH_SIZE - 1;
    memmove(folder, path, length);
    folder[length] = '\0';
}

const char *path_ending(const char *path)
{
    const char *dot = strrchr(path_name(path), '.');
    return dot ? dot : path + strlen(path);
}

bool path_has_ending(const char *path, const char *endings)
{
    size_t length = strlen(path);
    while (*endings) {
        size_t one = strcspn(endings, " ");
        if (one <= length && strncasecmp(path + length - one, endings, one) == 0)
            return true;
        endings += one;
        endings += strspn(endings, " ");
    }
    return false;
}

static bool path_copy(char path[PATH_SIZE], const char *text, struct status *status)
{
    int length = snprintf(path, PATH_SIZE, "%s", text);
    if (length < 0 || length >= PATH_SIZE)
        return status_fail(status, STATUS_USAGE, tr("%.60s...: the path is longer than %d bytes"),
                           text, PATH_SIZE - 1);
    return true;
}

bool path_join(char path[PATH_SIZE], const char *folder, const char *name, struct status *status)
{
    size_t length = strlen(folder);
    bool separated = length == 0 || place_is_separator(folder[length - 1]);
    size_t total = length + !separated + strlen(name);
    if (total >= PATH_SIZE)
        return status_fail(status, STATUS_USAGE,
                           tr("%.60s.../%.60s: the path is longer than %d bytes"), folder, name,
                           PATH_SIZE - 1);
    // `folder` may be `path` itself, `name` may not.
    memmove(path, folder, length);
    snprintf(path + length, PATH_SIZE - length, "%s%s", separated ? "" : "/", name);
    return true;
}

bool path_make_parent(const char *path, struct status *status)
{
    char folder[PATH_SIZE];
    if (path_name(path) - path <= 1 || strlen(path) >= PATH_SIZE)
        return true; // the file's own error says what is wrong
    path_folder(folder, path);
    return file_make_folder(folder, status);
}

static bool leads_upwards(const char *path)
{
    for (const char *at = path; (at = strstr(at, "..")); at += 2)
        if ((at == path || place_is_separator(at[-1])) && (!at[2] || place_is_separator(at[2])))
            return true;
    return false;
}

// "a/../b" is not always "b", since a may be a link: only the system can tell.
static bool resolve(char out[PATH_SIZE], const char *path, struct status *status)
{
    char *real = realpath(path, NULL);
    if (!real)
        return status_fail(status, STATUS_MISSING, tr("%s: %s; name files by their whole path"),
                           path, strerror(errno));
    bool ok = path_copy(out, real, status);
    free(real);
    return ok;
}

bool path_absolute(char out[PATH_SIZE], const char *path, struct status *status)
{
    char here[PATH_SIZE], folder[PATH_SIZE];
    const char *name = path_name(path);
    if (is_absolute(path) || !path[0])
        return path_copy(out, path, status);
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return resolve(out, path, status);
    if (leads_upwards(path)) {
        path_folder(folder, path);
        return resolve(folder, folder, status) && path_join(out, folder, name, status);
    }
    while (path[0] == '.' && place_is_separator(path[1]))
        for (path++; place_is_separator(*path);)
            path++;
    if (getcwd(here, sizeof here))
        return path_join(out, here, path, status);
    return status_fail(status, STATUS_MISSING,
                       tr("cannot tell the current folder: %s; name files by their whole path"),
                       strerror(errno));
}

static const char *home_folder(void)
{
    const char *home = getenv("HOME");
    if (is_absolute(home))
        return home;
    const struct passwd *user = getpwuid(getuid());
    return user ? user->pw_dir : NULL;
}

static bool base_join(char path[PATH_SIZE], struct base base, const char *name,
                      struct status *status)
{
    const char *folder = getenv(base.variable);
    if (is_absolute(folder))
        return path_join(path, folder, name, status);
    const char *home = home_folder();
    if (!is_absolute(home))
        return status_fail(status, STATUS_MISSING,
                           tr("cannot tell your home folder: set HOME or %s to an absolute path"),
                           base.variable);
    return path_join(path, home, base.below_home, status) && path_join(path, path, name, status);
}

bool path_of_settings(char path[PATH_SIZE], struct status *status)
{
    return base_join(path, config_base, "lenetpad/settings.json", status);
}

bool path_of_checkpoint(char path[PATH_SIZE], struct status *status)
{
    return base_join(path, state_base, "lenetpad/training.safetensors", status);
}

bool path_of_user_folder(char path[PATH_SIZE], struct status *status)
{
    return base_join(path, data_base, "lenetpad", status);
}

bool path_of_own_digits(char path[PATH_SIZE], struct status *status)
{
    return base_join(path, data_base, "lenetpad/my-digits.strokes", status);
}

const char *path_named_data(void)
{
    const char *named = getenv("LENETPAD_DATA");
    return named && *named ? named : NULL;
}

bool path_of_default_data(char path[PATH_SIZE], struct status *status)
{
    if (path_named_data())
        return path_copy(path, path_named_data(), status);
    return base_join(path, cache_base, "lenetpad/mnist", status);
}

#ifdef __APPLE__
static bool program_path(char path[PATH_SIZE])
{
    uint32_t size = PATH_SIZE;
    return _NSGetExecutablePath(path, &size) == 0;
}
#else
static bool program_path(char path[PATH_SIZE])
{
    ssize_t length = readlink("/proc/self/exe", path, PATH_SIZE);
    if (length <= 0 || length >= PATH_SIZE)
        return false;
    path[length] = '\0';
    return true;
}
#endif

static bool program_folder(char folder[PATH_SIZE])
{
    if (!program_path(folder))
        return false;
    path_folder(folder, folder);
    return folder[0] != '\0';
}

bool path_of_shipped_model(char path[PATH_SIZE], struct status *status)
{
    static const char name[] = "lenet5.safetensors";
    // Installed; in a build folder, which has a link to the source tree's; a test in it.
    static const char *const beside_program[] = {"../share/lenetpad", "assets", "../assets"};
    enum { PLACES = sizeof beside_program / sizeof beside_program[0] };
    char folder[PATH_SIZE] = "", tried[PLACES][PATH_SIZE] = {"", "", ""};
    if (program_folder(folder))
        for (int i = 0; i < PLACES; i++)
            if (path_join(tried[i], folder, beside_program[i], NULL) &&
                path_join(path, tried[i], name, NULL) && place_is_file(path))
                return true;
    return status_fail(
        status, STATUS_MISSING,
        tr("the shipped weights %s are not there (looked in %.200s, %.200s, %.200s); "
           "name a model with --model FILE, or install the program again"),
        name, tried[0], tried[1], tried[2]);
}

bool path_of_user_languages(char path[PATH_SIZE])
{
    return base_join(path, config_base, "lenetpad/languages", NULL);
}

bool path_of_languages(char path[PATH_SIZE])
{
    return path_of_shipped_model(path, NULL) &&
           (path_folder(path, path), path_join(path, path, "languages", NULL));
}

bool path_of_desktop_module(char path[PATH_SIZE], struct status *status)
{
    char folder[PATH_SIZE] = "", installed[PATH_SIZE] = "";
    if (program_folder(folder)) {
        if (path_join(path, folder, LENETPAD_MODULE, NULL) && place_is_file(path))
            return true;
        if (path_join(installed, folder, LENETPAD_MODULE_FOLDER, NULL) &&
            path_join(path, installed, LENETPAD_MODULE, NULL) && place_is_file(path))
            return true;
    }
    return status_fail(
        status, STATUS_MISSING,
        tr("a part of the program, %s, is not there (looked in %.300s, %.300s); build "
           "or install the program again"),
        LENETPAD_MODULE, folder, installed);
}
