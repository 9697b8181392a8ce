// bash: a function for each table, which asks what stands before the cursor. It needs nothing of
// the package bash-completion, and works with bash 3.2, which macOS has.
#include "app/manual/completion.h"
#include "app/manual/value_words.h"

static const char head[] =
    "# Completions of lenetpad for bash, as `lenetpad completion bash` prints them.\n"
    "# shellcheck shell=bash\n"
    "# What is completed is in the variables of _lenetpad: current, the word at the cursor; "
    "before,\n"
    "# the word before it; latest, the nearest option on its left.\n"
    "\n"
    "_lenetpad_add() {\n"
    "    local line\n"
    "    while IFS= read -r line; do COMPREPLY+=(\"$line\"); done < <(\"$@\")\n"
    "}\n"
    "\n"
    "_lenetpad_words() { _lenetpad_add compgen -W \"$*\" -- \"$current\"; }\n"
    "\n"
    "_lenetpad_folders() {\n"
    "    compopt -o filenames 2>/dev/null\n"
    "    _lenetpad_add compgen -d -- \"$current\"\n"
    "}\n"
    "\n"
    "# Files that end so, and folders that they may be in.\n"
    "_lenetpad_files() {\n"
    "    local ending\n"
    "    compopt -o filenames 2>/dev/null\n"
    "    [ $# -gt 0 ] || _lenetpad_add compgen -f -- \"$current\"\n"
    "    [ $# -eq 0 ] || _lenetpad_add compgen -d -- \"$current\"\n"
    "    for ending; do _lenetpad_add compgen -f -X \"!*$ending\" -- \"$current\"; done\n"
    "}\n";

static const char tail[] =
    "\n"
    "_lenetpad() {\n"
    "    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} latest='' i\n"
    "    local command=${COMP_WORDS[1]}\n"
    "    COMPREPLY=()\n"
    "    # --name=value is three words here.\n"
    "    if [ \"$current\" = = ]; then\n"
    "        current=''\n"
    "    elif [ \"$before\" = = ]; then\n"
    "        before=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "    fi\n"
    "    current=${current#[\\'\\\"]} current=${current//\\\\/}\n"
    "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "        case ${COMP_WORDS[i]} in --*) latest=${COMP_WORDS[i]} ;; esac\n"
    "    done\n"
    "    if [ \"$COMP_CWORD\" -gt 1 ] && declare -F \"_lenetpad_of_$command\" >/dev/null; then\n"
    "        \"_lenetpad_of_$command\"\n"
    "        return\n"
    "    fi\n"
    "    _lenetpad_of_\n"
    "    # shellcheck disable=SC2086 # words\n"
    "    [ \"$COMP_CWORD\" -gt 1 ] || _lenetpad_words $_lenetpad_commands\n"
    "}\n"
    "\n"
    "complete -F _lenetpad lenetpad\n";

static void bash_begin(FILE *script, const struct manual_command *commands, size_t count)
{
    fputs(head, script);
    fputs("\n_lenetpad_commands='", script);
    for (size_t i = 0; i < count; i++)
        fprintf(script, "%s%s", i > 0 ? " " : "", commands[i].name);
    fputs("'\n", script);
}

// What is offered for one value, as commands of the shell.
static void offer(FILE *script, const struct value_words *words)
{
    if (words->folders)
        fputs(" _lenetpad_folders;", script);
    if (words->files)
        fprintf(script, " _lenetpad_files%s%s;", *words->endings ? " " : "", words->endings);
    if (words->commands)
        fputs(" _lenetpad_words \"$_lenetpad_commands\";", script);
    if (*words->words)
        fprintf(script, " _lenetpad_words %s;", words->words);
}

static void offer_values(FILE *script, const struct command_line *line)
{
    for (size_t i = 0; i < line->option_count; i++) {
        const struct option *option = &line->options[i];
        struct value_words words;
        if (option->kind == OPTION_KIND_FLAG)
            continue;
        value_words_of_option(&words, option);
        fprintf(script, "    --%s)", option->name);
        offer(script, &words);
        fputs(" return ;;\n", script);
    }
}

// Options that take several values: also after the first of them.
static void offer_further_values(FILE *script, const struct command_line *line)
{
    for (size_t i = 0; i < line->option_count; i++) {
        const struct option *option = &line->options[i];
        struct value_words words;
        if (option->kind != OPTION_KIND_LIST)
            continue;
        value_words_of_option(&words, option);
        fprintf(script, "    case $latest in --%s)", option->name);
        offer(script, &words);
        fputs(" return ;; esac\n", script);
    }
}

static void bash_table(FILE *script, const struct command_line *line)
{
    struct value_words operands;
    value_words_of(&operands, line->operand_word);
    fprintf(script, "\n_lenetpad_of_%s() {\n    case $before in\n", line->command);
    offer_values(script, line);
    fputs("    esac\n    case $current in\n    -*)\n        _lenetpad_words", script);
    for (size_t i = 0; i < line->option_count; i++)
        fprintf(script, " --%s", line->options[i].name);
    fputs(" --help\n        return\n        ;;\n    esac\n", script);
    offer_further_values(script, line);
    fputs("   ", script);
    offer(script, &operands);
    fputs(" return 0\n}\n", script);
}

static void bash_end(FILE *script)
{
    fputs(tail, script);
}

const struct completion_writer completion_bash = {bash_begin, bash_table, bash_end};
