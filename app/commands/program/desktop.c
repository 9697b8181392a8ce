// The program's side of the desktop module: each function loads it and passes the call on. See
// desktop.h. The module stays loaded to the end.
#include "app/commands/desktop.h"

#include "app/base/paths.h"
#include "app/commands/command_common.h"
#include "app/commands/program/commit.h"

#include <dlfcn.h>
#include <string.h>

// NULL after filling `status`.
static const struct desktop *load(struct status *status)
{
    char path[PATH_SIZE];
    if (!path_of_desktop_module(path, status))
        return NULL;
    void *module = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
    if (!module) {
        status_fail(status, STATUS_MISSING,
                    "cannot load a part of the program: %s; install what is missing, or the "
                    "program again",
                    dlerror());
        return NULL;
    }
    const struct desktop *desktop = dlsym(module, DESKTOP_SYMBOL);
    if (!desktop || strcmp(desktop->version, LENETPAD_VERSION) != 0) {
        status_fail(status, STATUS_BAD_DATA,
                    "%s does not belong to lenetpad " LENETPAD_VERSION
                    "; build or install the program again",
                    path);
        return NULL;
    }
    desktop->command_line_hand_to(command_line_handed_to());
    desktop->command_built_from(program_commit);
    return desktop;
}

int command_bench(int argc, char **argv)
{
    struct status status;
    const struct desktop *desktop = load(&status);
    return desktop ? desktop->command_bench(argc, argv) : command_fail(&status);
}

int command_fetch(int argc, char **argv)
{
    struct status status;
    const struct desktop *desktop = load(&status);
    return desktop ? desktop->command_fetch(argc, argv) : command_fail(&status);
}

int command_shot(int argc, char **argv)
{
    struct status status;
    const struct desktop *desktop = load(&status);
    return desktop ? desktop->command_shot(argc, argv) : command_fail(&status);
}

int command_window(int argc, char **argv)
{
    struct status status;
    const struct desktop *desktop = load(&status);
    return desktop ? desktop->command_window(argc, argv) : command_fail(&status);
}
