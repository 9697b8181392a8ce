// What the loader looks for in the module (desktop.h): a table of the commands in it, its only
// export.
#include "app/commands/command_common.h"
#include "app/commands/desktop.h"

__attribute__((visibility("default"))) const struct desktop lenetpad_desktop = {
    .version = LENETPAD_VERSION,
    .command_line_hand_to = command_line_hand_to,
    .command_built_from = command_built_from,
    .command_bench = command_bench,
    .command_fetch = command_fetch,
    .command_shot = command_shot,
    .command_window = command_window,
};
