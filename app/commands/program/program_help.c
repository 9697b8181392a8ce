// `lenetpad --help` and `lenetpad help` are one text, of the list of commands and the window's
// table.
#include "app/commands/program/program_help.h"

#include "app/commands/program/command_list.h"
#include "app/commands/window_options.h"

#include <stdio.h>

int program_help_print(void)
{
    struct window_options window;
    char usage[128];
    window_options_init(&window);
    command_line_usage(usage, sizeof usage, &window.line);
    printf("LeNet Pad %s: draw a digit and watch LeNet-5 read it\n\n"
           "usage: %-39s open the window (FILE: a model, a picture\n"
           "%-46s or a strokes file to open)\n"
           "       %-39s do something without a window\n\n"
           "commands:\n",
           LENETPAD_VERSION, usage, "", "lenetpad COMMAND [options]");
    for (int i = 0; i < COMMANDS; i++)
        printf("  %-22s %s\n", command_list[i].name, command_list[i].help);
    printf("\noptions:\n");
    command_line_print_options(&window.line);
    printf("\n`lenetpad help COMMAND` shows a command's options.\n");
    return EXIT_DONE;
}
