// The parser works on the table alone: find the option, find its value, store it by kind. Operands
// are moved to the front of argv as they are met, so nothing is allocated.
#include "app/console/options.h"

#include "app/console/closest_word.h"
#include "app/console/exit_code.h"
#include "app/console/option_rules.h"
#include "app/console/parse.h"
#include "app/console/standard_files.h"
#include "nn/base/name_list.h"
#include "nn/base/printable.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    HELP_WIDTH = 80,
    HELP_COLUMN = 25,
};

static const char *program_and_command(const struct command_line *line, char text[64])
{
    snprintf(text, 64, "lenetpad%s%s", *line->command ? " " : "", line->command);
    return text;
}

int command_line_mistake(const struct command_line *line, const char *format, ...)
{
    char name[64], what[2048];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    printable_line(what);
    fprintf(stderr, "%s: %s; see %s --help\n", program_and_command(line, name), what, name);
    return EXIT_USAGE;
}

static void print_option(const char *name, const char *value, const char *help)
{
    char left[48];
    snprintf(left, sizeof left, "--%s%s%s", name, value ? " " : "", value ? value : "");
    printf("  %-22s %s", left, help);
}

// What is below the least is none.
bool option_default(char *text, size_t size, const struct option *option)
{
    const int *whole = option->target;
    switch (option->kind) {
    case OPTION_KIND_INT:
        if (*whole < option->low)
            return false;
        snprintf(text, size, "%d", *whole);
        return true;
    case OPTION_KIND_FLOAT:
        snprintf(text, size, "%g", (double)*(const float *)option->target);
        return true;
    case OPTION_KIND_U64:
        snprintf(text, size, "%" PRIu64, *(const uint64_t *)option->target);
        return true;
    case OPTION_KIND_CHOICE:
        if (*whole < 0) // one has to be chosen
            return false;
        snprintf(text, size, "%s", option->choices[*whole]);
        return true;
    case OPTION_KIND_SIZE:
        snprintf(text, size, "%dx%d", whole[0], whole[1]);
        return true;
    case OPTION_KIND_FLAG:
    case OPTION_KIND_TEXT:
    case OPTION_KIND_LIST:
    case OPTION_KIND_EACH:
        break;
    }
    return false;
}

// The words that may be chosen, in lines below the help.
static void print_choices(const struct option *option)
{
    size_t column = HELP_WIDTH;
    for (int i = 0; i < option->choice_count; i++) {
        size_t length = strlen(option->choices[i]) + 2;
        if (column + length > HELP_WIDTH) {
            printf("\n%*s", HELP_COLUMN - 1, "");
            column = HELP_COLUMN - 1;
        }
        printf(" %s%s", option->choices[i], i + 1 < option->choice_count ? "," : "");
        column += length;
    }
}

void command_line_print_options(const struct command_line *line)
{
    char text[64];
    for (size_t i = 0; i < line->option_count; i++) {
        const struct option *option = &line->options[i];
        print_option(option->name, option->value, option->help);
        if (option_default(text, sizeof text, option))
            printf(" (default: %s)", text);
        print_choices(option);
        putchar('\n');
    }
    print_option("help", NULL, "show this");
    putchar('\n');
    char dashes[320];
    if (standard_files_describe(line, dashes, sizeof dashes))
        printf("\n%s\n", dashes);
}

enum { FEW_OPTIONS = 5 };

void command_line_usage(char *text, size_t size, const struct command_line *line)
{
    char name[64], word[128];
    snprintf(text, size, "%s", program_and_command(line, name));
    if (line->usage)
        name_list_add(text, size, " ", line->usage);
    else if (line->option_count > FEW_OPTIONS)
        name_list_add(text, size, " ", "[options]");
    for (size_t i = 0; !line->usage && line->option_count <= FEW_OPTIONS && i < line->option_count;
         i++) {
        const struct option *option = &line->options[i];
        snprintf(word, sizeof word, "[--%s%s%s]", option->name, option->value ? " " : "",
                 option->value ? option->value : "");
        name_list_add(text, size, " ", word);
    }
    if (line->operand_word)
        name_list_add(text, size, " ", line->operand_word);
}

static void print_help(const struct command_line *line)
{
    char usage[512];
    command_line_usage(usage, sizeof usage, line);
    printf("usage: %s\n\n%s\n\noptions:\n", usage, line->summary);
    command_line_print_options(line);
}

static int unknown_option(const struct command_line *line, const char *name, int length)
{
    const char *names[32];
    char word[CLOSEST_WORD_MOST + 1];
    size_t count = 0;
    for (; count < line->option_count && count < 32; count++)
        names[count] = line->options[count].name;
    snprintf(word, sizeof word, "%.*s", length, name);
    const char *near = closest_word(word, names, count);
    if (near)
        return command_line_mistake(line, "unknown option --%.*s (did you mean --%s?)", length,
                                    name, near);
    return command_line_mistake(line, "unknown option --%.*s", length, name);
}

static int bad_choice(const struct command_line *line, const struct option *option,
                      const char *text)
{
    char list[256] = "";
    for (int i = 0; i < option->choice_count; i++)
        name_list_add(list, sizeof list, ", ", option->choices[i]);
    return command_line_mistake(line, "--%s %s: must be one of %s", option->name, text, list);
}

static int store_choice(const struct command_line *line, const struct option *option,
                        const char *text)
{
    for (int i = 0; i < option->choice_count; i++)
        if (!strcmp(option->choices[i], text)) {
            *(int *)option->target = i;
            return EXIT_DONE;
        }
    return bad_choice(line, option, text);
}

static int bad_number(const struct command_line *line, const struct option *option,
                      const char *text)
{
    const char *kind = option->kind == OPTION_KIND_FLOAT ? "number" : "whole number";
    if (option->kind == OPTION_KIND_U64)
        return command_line_mistake(line, "--%s %s: must be a whole number from 0 to 2^64-1",
                                    option->name, text);
    return command_line_mistake(line, "--%s %s: must be a %s from %.10g to %.10g", option->name,
                                text, kind, option->low, option->high);
}

static bool in_range(const struct option *option, double number)
{
    return number >= option->low && number <= option->high;
}

static bool store_size(const struct option *option, const char *text)
{
    char width_text[16];
    int width, height;
    const char *cross = strchr(text, 'x');
    if (!cross || cross - text >= (ptrdiff_t)sizeof width_text)
        return false;
    snprintf(width_text, sizeof width_text, "%.*s", (int)(cross - text), text);
    if (!parse_int(&width, width_text) || !parse_int(&height, cross + 1) ||
        !in_range(option, width) || !in_range(option, height))
        return false;
    int *size = option->target;
    size[0] = width;
    size[1] = height;
    return true;
}

static int store_item(const struct command_line *line, const struct option *option,
                      const char *text)
{
    struct option_list *list = option->target;
    if (!*text)
        return command_line_mistake(line, "--%s needs a value that is not empty", option->name);
    if (list->count == OPTION_LIST_MOST)
        return command_line_mistake(line, "--%s takes at most %d values", option->name,
                                    OPTION_LIST_MOST);
    list->item[list->count++] = text;
    return EXIT_DONE;
}

static int store_value(const struct command_line *line, const struct option *option,
                       const char *text)
{
    int whole;
    double number;
    switch (option->kind) {
    case OPTION_KIND_FLAG:
        return command_line_mistake(line, "--%s takes no value", option->name);
    case OPTION_KIND_TEXT:
        if (!*text)
            return command_line_mistake(line, "--%s needs a value that is not empty", option->name);
        *(const char **)option->target = text;
        return EXIT_DONE;
    case OPTION_KIND_INT:
        if (!parse_int(&whole, text) || !in_range(option, whole))
            return bad_number(line, option, text);
        *(int *)option->target = whole;
        return EXIT_DONE;
    case OPTION_KIND_FLOAT:
        if (!parse_float(&number, text) || !in_range(option, number))
            return bad_number(line, option, text);
        *(float *)option->target = (float)number;
        return EXIT_DONE;
    case OPTION_KIND_U64:
        return parse_u64(option->target, text) ? EXIT_DONE : bad_number(line, option, text);
    case OPTION_KIND_CHOICE:
        return store_choice(line, option, text);
    case OPTION_KIND_SIZE:
        if (!store_size(option, text))
            return command_line_mistake(line,
                                        "--%s %s: must be WIDTHxHEIGHT, each from %.10g to %.10g",
                                        option->name, text, option->low, option->high);
        return EXIT_DONE;
    case OPTION_KIND_LIST:
    case OPTION_KIND_EACH:
        return store_item(line, option, text);
    }
    return EXIT_DONE;
}

// "-" is a name of a file.
static bool is_option(const char *argument)
{
    return argument[0] == '-' && argument[1] != '\0';
}

// Handles one option at argv[*at] and moves *at to its last argument.
static int take_option(const struct command_line *line, int argc, char **argv, int *at)
{
    const char *name = argv[*at] + 2;
    size_t length = strcspn(name, "=");
    struct option *option = command_line_find(line, name, length);
    if (!option)
        return unknown_option(line, name, (int)length);
    option->given = true;
    if (name[length] == '=')
        return store_value(line, option, name + length + 1);
    if (option->kind == OPTION_KIND_FLAG) {
        *(bool *)option->target = true;
        return EXIT_DONE;
    }
    if (*at + 1 == argc || !strncmp(argv[*at + 1], "--", 2))
        return command_line_mistake(line, "--%s needs a value: --%s %s", option->name, option->name,
                                    option->value);
    int exit_code = store_value(line, option, argv[++*at]);
    while (option->kind == OPTION_KIND_LIST && exit_code == EXIT_DONE && *at + 1 < argc &&
           !is_option(argv[*at + 1]))
        exit_code = store_value(line, option, argv[++*at]);
    return exit_code;
}

static bool wants_help(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--"); i++)
        if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
            return true;
    return false;
}

static int check_operands(const struct command_line *line)
{
    if (line->operands_max >= 0 && line->operand_count > line->operands_max)
        return command_line_mistake(line, "unexpected argument: %s",
                                    line->operand[line->operands_max]);
    if (line->operand_count < line->operands_min) {
        char usage[512];
        command_line_usage(usage, sizeof usage, line);
        return command_line_mistake(line, "an argument is missing: %s", usage);
    }
    return EXIT_DONE;
}

static struct command_line_reader reader;

void command_line_hand_to(struct command_line_reader wanted)
{
    reader = wanted;
}

struct command_line_reader command_line_handed_to(void)
{
    return reader;
}

bool command_line_parse(struct command_line *line, int argc, char **argv, int *exit_code)
{
    *exit_code = EXIT_DONE;
    if (reader.read) {
        reader.read(reader.context, line);
        return false;
    }
    if (wants_help(argc, argv)) {
        print_help(line);
        return false;
    }
    line->operand = argv + 1;
    line->operand_count = 0;
    bool options_end = false;
    for (int i = 1; i < argc; i++) {
        if (options_end || !is_option(argv[i]))
            line->operand[line->operand_count++] = argv[i];
        else if (!strcmp(argv[i], "--"))
            options_end = true;
        else if (argv[i][1] != '-')
            *exit_code = command_line_mistake(line, "unknown option %s", argv[i]);
        else
            *exit_code = take_option(line, argc, argv, &i);
        if (*exit_code != EXIT_DONE)
            return false;
    }
    char mistake[320];
    *exit_code = check_operands(line);
    if (*exit_code == EXIT_DONE && (!option_rules_kept(line, mistake, sizeof mistake) ||
                                    !standard_files_take(line, mistake, sizeof mistake)))
        *exit_code = command_line_mistake(line, "%s", mistake);
    return *exit_code == EXIT_DONE;
}
