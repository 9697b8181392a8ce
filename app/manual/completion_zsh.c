// zsh: a function for each table, whose options _arguments understands.
#include "app/manual/completion.h"
#include "app/manual/value_words.h"

static const char head[] =
    "#compdef lenetpad\n"
    "# Completions of lenetpad for zsh, as `lenetpad completion zsh` prints them.\n"
    "\n"
    "__lenetpad_folders_or() {\n"
    "    _alternative \"words:word:($*)\" 'folders:folder:_files -/'\n"
    "}\n";

static const char tail[] =
    "\n"
    "_lenetpad() {\n"
    "    local curcontext=$curcontext\n"
    "    if (( CURRENT > 2 && $+functions[_lenetpad_$words[2]] )); then\n"
    "        local command=$words[2]\n"
    "        shift words\n"
    "        (( CURRENT-- ))\n"
    "        curcontext=\"${curcontext%:*:*}:lenetpad-$command:\"\n"
    "        _lenetpad_$command\n"
    "    elif (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n"
    "        _alternative 'commands:command:__lenetpad_commands' 'files:file:_files'\n"
    "    else\n"
    "        _lenetpad_\n"
    "    fi\n"
    "}\n"
    "\n"
    "# Either the shell calls this file as the function, or somebody sources it.\n"
    "if [[ $funcstack[1] == _lenetpad ]]; then\n"
    "    _lenetpad \"$@\"\n"
    "else\n"
    "    compdef _lenetpad lenetpad\n"
    "fi\n";

// Text within an argument of _arguments or _describe, in single quotes: `special` characters have a
// meaning there.
static void write_escaped(FILE *script, const char *text, const char *special)
{
    for (; *text; text++) {
        char one[2] = {*text, '\0'};
        for (const char *s = special; *s; s++)
            if (*s == *text)
                fputc('\\', script);
        completion_quote(script, one, false);
    }
}

static void zsh_begin(FILE *script, const struct manual_command *commands, size_t count)
{
    fputs(head, script);
    fputs("\n__lenetpad_commands() {\n    local -a commands\n    commands=(\n", script);
    for (size_t i = 0; i < count; i++) {
        fprintf(script, "        '%s:", commands[i].name);
        write_escaped(script, commands[i].help, ":\\");
        fputs("'\n", script);
    }
    fputs("    )\n    _describe -t commands command commands\n}\n", script);
}

static void write_pattern(FILE *script, const char *endings)
{
    size_t length;
    fputs("*(", script);
    for (const char *word = endings; (word = value_words_next(word, &length)); word += length)
        fprintf(script, "%s%.*s", word == endings ? "" : "|", (int)length, word);
    fputc(')', script);
}

// ":FILE:_files", as an argument's last part.
static void offer(FILE *script, const char *value, const struct value_words *words)
{
    fputc(':', script);
    write_escaped(script, value, ":\\");
    fputc(':', script);
    if (words->folders && *words->words)
        fprintf(script, " __lenetpad_folders_or %s", words->words);
    else if (words->folders)
        fputs("_files -/", script);
    else if (words->files && *words->endings) {
        fputs("_files -g \"", script);
        write_pattern(script, words->endings);
        fputc('"', script);
    } else if (words->files)
        fputs("_files", script);
    else if (words->commands)
        fputs("__lenetpad_commands", script);
    else if (*words->words)
        fprintf(script, "(%s)", words->words);
    else
        fputc(' ', script); // any value, of which nothing is known
}

static void write_option(FILE *script, const struct option *option)
{
    struct value_words words;
    bool repeated = option->kind == OPTION_KIND_LIST || option->kind == OPTION_KIND_EACH;
    fprintf(script, " \\\n        '%s--%s%s[", repeated ? "*" : "", option->name,
            option->kind == OPTION_KIND_FLAG ? "" : "=");
    write_escaped(script, option->help, ":\\[]");
    fputc(']', script);
    value_words_of_option(&words, option);
    if (option->kind == OPTION_KIND_LIST)
        fputs(":*--*", script);
    if (option->kind != OPTION_KIND_FLAG)
        offer(script, option->value, &words);
    fputc('\'', script);
}

static void zsh_table(FILE *script, const struct command_line *line)
{
    struct value_words operands;
    fprintf(script, "\n_lenetpad_%s() {\n    _arguments", line->command);
    for (size_t i = 0; i < line->option_count; i++)
        write_option(script, &line->options[i]);
    fputs(" \\\n        '--help[show this]'", script);
    value_words_of(&operands, line->operand_word);
    if (line->operand_word) {
        fprintf(script, " \\\n        '%s", line->operands_max == 1 ? "1" : "*");
        offer(script, line->operand_word, &operands);
        fputc('\'', script);
    }
    fputs("\n}\n", script);
}

static void zsh_end(FILE *script)
{
    fputs(tail, script);
}

const struct completion_writer completion_zsh = {zsh_begin, zsh_table, zsh_end};
