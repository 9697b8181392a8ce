// fish: a line for each option and command, each on condition of the command that stands first.
#include "app/manual/completion.h"
#include "app/manual/value_words.h"

static const char head[] =
    "# Completions of lenetpad for fish, as `lenetpad completion fish` prints them.\n"
    "\n"
    "# Whether the command line is one of this command; without one: of the window.\n"
    "function __lenetpad_is\n"
    "    set -l words (commandline -opc)\n"
    "    if test (count $words) -gt 1; and contains -- $words[2] $__lenetpad_commands\n"
    "        test \"$words[2]\" = \"$argv\"\n"
    "    else\n"
    "        test -z \"$argv\"\n"
    "    end\n"
    "end\n"
    "\n"
    "# Whether nothing stands before the cursor.\n"
    "function __lenetpad_is_first\n"
    "    test (count (commandline -opc)) -eq 1\n"
    "end\n"
    "\n"
    "# Whether the nearest option on the left is this one, which takes several values.\n"
    "function __lenetpad_follows\n"
    "    set -l options (string match -- '--*' (commandline -opc))\n"
    "    test \"$options[-1]\" = \"$argv\"\n"
    "end\n"
    "\n"
    "complete -c lenetpad -f\n";

static void write_condition(FILE *script, const char *command)
{
    fprintf(script, "complete -c lenetpad -n '__lenetpad_is%s%s'", *command ? " " : "", command);
}

static void write_help(FILE *script, const char *help)
{
    fputs(" -d '", script);
    completion_quote(script, help, true);
    fputs("'\n", script);
}

static void fish_begin(FILE *script, const struct manual_command *commands, size_t count)
{
    fputs(head, script);
    fputs("set -g __lenetpad_commands", script);
    for (size_t i = 0; i < count; i++)
        fprintf(script, " %s", commands[i].name);
    fputs("\n\n", script);
    for (size_t i = 0; i < count; i++) {
        fprintf(script, "complete -c lenetpad -n __lenetpad_is_first -a %s", commands[i].name);
        write_help(script, commands[i].help);
    }
}

// What is offered, as arguments of `complete`: -F for files, -a for all else.
static void offer(FILE *script, const struct value_words *words)
{
    const char *space = "";
    size_t length;
    bool words_only = !words->files || *words->endings;
    if (!words_only) {
        fputs(" -F", script);
        return;
    }
    if (!words->folders && !words->files && !words->commands && !*words->words)
        return;
    fputs(" -a '", script);
    if (words->folders)
        fputs("(__fish_complete_directories (commandline -ct))", script), space = " ";
    for (const char *at = words->endings; (at = value_words_next(at, &length)); at += length)
        fprintf(script, "%s(__fish_complete_suffix %.*s)", space, (int)length, at), space = " ";
    if (words->commands)
        fprintf(script, "%s$__lenetpad_commands", space), space = " ";
    fprintf(script, "%s%s'", *words->words ? space : "", words->words);
}

static void fish_option(FILE *script, const struct command_line *line, const struct option *option)
{
    struct value_words words;
    value_words_of_option(&words, option);
    write_condition(script, line->command);
    fprintf(script, " -l %s", option->name);
    if (option->kind != OPTION_KIND_FLAG) {
        fputs(words.files && !*words.endings ? " -r" : " -x", script);
        offer(script, &words);
    }
    write_help(script, option->help);
    if (option->kind != OPTION_KIND_LIST)
        return;
    fprintf(script, "complete -c lenetpad -n '__lenetpad_is %s; and __lenetpad_follows --%s'",
            line->command, option->name);
    offer(script, &words);
    fputc('\n', script);
}

static void fish_table(FILE *script, const struct command_line *line)
{
    struct value_words operands;
    fputc('\n', script);
    for (size_t i = 0; i < line->option_count; i++)
        fish_option(script, line, &line->options[i]);
    write_condition(script, line->command);
    fputs(" -l help", script);
    write_help(script, "show this");
    value_words_of(&operands, line->operand_word);
    if (!line->operand_word)
        return;
    write_condition(script, line->command);
    offer(script, &operands);
    fputc('\n', script);
}

static void fish_end(FILE *script)
{
    (void)script;
}

const struct completion_writer completion_fish = {fish_begin, fish_table, fish_end};
