// The desktop module's only export. See desktop.h.
#include "app/commands/desktop.h"

__attribute__((visibility("default"))) const struct desktop lenetpad_desktop = {
    .version = LENETPAD_VERSION,
    .command_bench = command_bench,
    .command_fetch = command_fetch,
    .command_shot = command_shot,
    .command_window = command_window,
};
