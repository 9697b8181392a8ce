// Every argument that names a file passes here, of whatever option: a second reader of standard
// input would find nothing, and what two write to standard output would be mixed.
#include "app/console/standard_files.h"

#include "app/console/say.h"
#include "nn/base/name_list.h"
#include "nn/files/input.h"
#include "nn/files/place.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { NAME_SIZE = 40 };

struct taking {
    char name[NAME_SIZE];                     // what is looked at: "--model"
    char input[NAME_SIZE], output[NAME_SIZE]; // who has taken these; "": nobody
    char *mistake;
    size_t size;
};

// A terminal shows nothing while it is waited for.
static void say_waiting(void)
{
    if (isatty(STDIN_FILENO))
        say("waiting for " INPUT_NAME ", which is this terminal; Ctrl-D ends it");
}

static bool refuse(const struct taking *taking, const char *why, const char *who)
{
    snprintf(taking->mistake, taking->size, "%s -: %s%s", taking->name, why, who);
    return false;
}

static bool open_input(const struct taking *taking, const char *given, const char *path)
{
    struct status status = {0};
    bool standard = strcmp(given, "-") == 0 || place_descriptor(path) == STDIN_FILENO;
    if (input_open(path, standard ? say_waiting : NULL, &status))
        return true;
    snprintf(taking->mistake, taking->size, "%s %s: %s", taking->name, given, status.message);
    return false;
}

static bool take_input(struct taking *taking, const char **argument)
{
    if (*taking->input)
        return refuse(taking, INPUT_NAME " can be read as one file; name another here or for ",
                      taking->input);
    snprintf(taking->input, NAME_SIZE, "%s", taking->name);
    *argument = INPUT_NAME;
    return open_input(taking, "-", INPUT_NAME);
}

static bool take_output(struct taking *taking, const char **argument, bool bytes)
{
    if (*taking->output)
        return refuse(taking, "standard output can be one file; name another here or for ",
                      taking->output);
    if (bytes && isatty(STDOUT_FILENO))
        return refuse(taking, "a terminal cannot show such a file; add > FILE or | COMMAND", "");
    snprintf(taking->output, NAME_SIZE, "%s", taking->name);
    *argument = "/dev/stdout";
    return true;
}

// What has the very name of standard input is a file.
static bool take(struct taking *taking, const char **argument, enum option_dash dash)
{
    if (!*argument || dash == OPTION_DASH_TEXT)
        return true;
    if (strcmp(*argument, INPUT_NAME) == 0)
        *argument = "./" INPUT_NAME;
    if (strcmp(*argument, "-") != 0)
        return dash != OPTION_DASH_INPUT || !input_is_pipe(*argument) ||
               open_input(taking, *argument, *argument);
    if (dash == OPTION_DASH_INPUT)
        return take_input(taking, argument);
    if (dash == OPTION_DASH_NONE)
        return refuse(taking, "this needs a name; what is called - is ./-", "");
    return take_output(taking, argument, dash == OPTION_DASH_BYTES);
}

static bool take_option(struct taking *taking, const struct option *option)
{
    snprintf(taking->name, NAME_SIZE, "--%s", option->name);
    if (option->kind == OPTION_KIND_TEXT)
        return take(taking, option->target, option->dash);
    if (option->kind != OPTION_KIND_LIST && option->kind != OPTION_KIND_EACH)
        return true;
    struct option_list *list = option->target;
    for (int i = 0; i < list->count; i++)
        if (!take(taking, &list->item[i], option->dash))
            return false;
    return true;
}

// "FILE" of "FILE|--non-digits", "[FILE]" and "FILE...".
static int operand_name(const struct command_line *line, const char **name)
{
    *name = line->operand_word ? line->operand_word : "";
    *name += strspn(*name, "[");
    return (int)strcspn(*name, "|].");
}

bool standard_files_take(struct command_line *line, char *mistake, size_t size)
{
    struct taking taking = {.mistake = mistake, .size = size};
    const char *name;
    int length = operand_name(line, &name);
    for (size_t i = 0; i < line->option_count; i++)
        if (!take_option(&taking, &line->options[i]))
            return false;
    snprintf(taking.name, NAME_SIZE, "%.*s", length, name);
    for (int i = 0; i < line->operand_count; i++)
        if (!take(&taking, (const char **)&line->operand[i], line->operand_dash))
            return false;
    return true;
}

// ---- Help ---------------------------------------------------------------------------------------

static bool is_input(enum option_dash dash)
{
    return dash == OPTION_DASH_INPUT;
}

static bool is_output(enum option_dash dash)
{
    return dash == OPTION_DASH_OUTPUT || dash == OPTION_DASH_BYTES;
}

// "--model or PICTURE"
static void list_names(char *list, size_t size, const struct command_line *line,
                       bool (*is)(enum option_dash))
{
    char word[NAME_SIZE];
    const char *name;
    int length = operand_name(line, &name);
    *list = '\0';
    for (size_t i = 0; i < line->option_count; i++) {
        snprintf(word, sizeof word, "--%s", line->options[i].name);
        if (is(line->options[i].dash))
            name_list_add(list, size, " or ", word);
    }
    snprintf(word, sizeof word, "%.*s", length, name);
    if (is(line->operand_dash))
        name_list_add(list, size, " or ", word);
}

bool standard_files_describe(const struct command_line *line, char *text, size_t size)
{
    char read[128], written[128];
    list_names(read, sizeof read, line, is_input);
    list_names(written, sizeof written, line, is_output);
    if (!*read && !*written)
        return false;
    snprintf(text, size, "A - as %s is %s%s%s%s; a file that is called so is ./-.%s",
             *read ? read : written, *read ? INPUT_NAME : "standard output",
             *read && *written ? ", as " : "", *read ? written : "",
             *read && *written ? " standard output" : "",
             *read ? "\nWhere - is read, a pipe may be named, too: <(COMMAND)." : "");
    return true;
}
