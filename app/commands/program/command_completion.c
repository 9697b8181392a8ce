// lenetpad completion: what makes a shell complete the names of commands, options and values, made
// of the tables that the commands are parsed by.
#include "app/commands/command_common.h"
#include "app/commands/program/command_list.h"
#include "app/commands/window_options.h"
#include "app/manual/completion.h"

#include <stdlib.h>
#include <string.h>

#define SHELL_NAME(shell) #shell,
#define SHELL_WRITER(shell) &completion_##shell,
#define SHELL_WORD(shell) #shell
#define SHELL_NEXT_WORD(shell) "|" #shell
static const char *const shells[] = {COMPLETION_SHELLS(SHELL_NAME, SHELL_NAME)};
static const struct completion_writer *const writers[] = {
    COMPLETION_SHELLS(SHELL_WRITER, SHELL_WRITER)};
static const char shell_words[] = COMPLETION_SHELLS(SHELL_WORD, SHELL_NEXT_WORD);
enum { SHELLS = sizeof shells / sizeof shells[0] };

struct script {
    const struct completion_writer *writer;
    FILE *text;
};

static void write_table(void *context, const struct command_line *line)
{
    const struct script *script = context;
    script->writer->table(script->text, line);
}

// The whole of it, or why there is none.
static int write_script(struct script *script)
{
    struct window_options window;
    struct manual_command commands[COMMANDS];
    const struct command_line_reader reader = {write_table, script};
    int exit_code = EXIT_DONE;
    for (int i = 0; i < COMMANDS; i++)
        commands[i] = (struct manual_command){command_list[i].name, command_list[i].help};
    window_options_init(&window);
    script->writer->begin(script->text, commands, COMMANDS);
    script->writer->table(script->text, &window.line);
    for (int i = 0; i < COMMANDS && exit_code == EXIT_DONE; i++)
        exit_code = command_read_table(&command_list[i], reader);
    script->writer->end(script->text);
    return exit_code;
}

// A half-written script would be loaded all the same: all of it is there before any is printed.
static int print_script(const struct completion_writer *writer)
{
    char *text = NULL;
    size_t size = 0;
    struct script script = {writer, open_memstream(&text, &size)};
    struct status status = {0};
    int exit_code = script.text ? write_script(&script) : EXIT_DONE;
    bool complete = script.text && ferror(script.text) == 0;
    complete = script.text && fclose(script.text) == 0 && complete;
    if (!complete) {
        status_fail(&status, STATUS_NO_MEMORY, "no memory for the script");
        exit_code = command_fail(&status);
    } else if (exit_code == EXIT_DONE) {
        fwrite(text, 1, size, stdout);
    }
    free(text);
    return exit_code;
}

int command_completion(int argc, char **argv)
{
    struct command_line line = {
        .command = "completion",
        .summary = "Prints what makes a shell complete commands, options, their values and names "
                   "of files. An\ninstalled program has it in its place already. Otherwise, in "
                   "~/.bashrc, ~/.zshrc (after\ncompinit) and ~/.config/fish/config.fish:\n\n"
                   "  source <(lenetpad completion bash)\n"
                   "  source <(lenetpad completion zsh)\n"
                   "  lenetpad completion fish | source",
        .operands_min = 1,
        .operands_max = 1,
        .operand_word = shell_words,
    };
    int exit_code;
    if (!command_line_parse(&line, argc, argv, &exit_code))
        return exit_code;
    for (int i = 0; i < SHELLS; i++)
        if (!strcmp(line.operand[0], shells[i]))
            return print_script(writers[i]);
    return command_line_mistake(&line, "there are no completions for %s; choose one of %s",
                                line.operand[0], shell_words);
}
