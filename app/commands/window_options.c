// The one table of a program that is named without a command.
#include "app/commands/window_options.h"

#include <string.h>

void window_options_init(struct window_options *options)
{
    *options = (struct window_options){0};
    const struct option option[WINDOW_OPTIONS] = {
        OPTION_READ("model", &options->model, "FILE", "read with these weights"),
        OPTION_FLAG("version", &options->version, "show the version"),
    };
    memcpy(options->option, option, sizeof option);
    options->line = (struct command_line){
        .command = "",
        .usage = "[--model FILE]",
        .summary = "Opens the window, and in it FILE: a model, a picture or a strokes file.",
        .options = options->option,
        .option_count = WINDOW_OPTIONS,
        .operands_max = 1,
        .operand_word = "[FILE]",
        .operand_dash = OPTION_DASH_INPUT,
    };
}
