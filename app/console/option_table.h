// What a command line may hold, and what was found in it: one table for each command, which the
// parser, the rules, the help, the manual and the shells' completions read.
//
//     struct option options[] = {
//         OPTION_TEXT("data", &data, "DIR|practice", "the data folder"),
//         OPTION_INT("epochs", &epochs, "N", 1, 100000, "how often every image is seen"),
//         OPTION_FLAG("json", &json, "print one JSON object"),
//     };
//     struct command_line line = {"test", "[options]", "Reads a test set.", options, 3, 0, 0};
#ifndef APP_CONSOLE_OPTION_TABLE_H
#define APP_CONSOLE_OPTION_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum option_kind {
    OPTION_KIND_FLAG,   // bool
    OPTION_KIND_TEXT,   // const char *, points into argv
    OPTION_KIND_INT,    // int
    OPTION_KIND_FLOAT,  // float
    OPTION_KIND_U64,    // uint64_t
    OPTION_KIND_CHOICE, // int, index into choices; -1: none unless given
    OPTION_KIND_SIZE,   // int[2], WIDTHxHEIGHT
    OPTION_KIND_LIST,   // struct option_list: all arguments up to the next option
    OPTION_KIND_EACH,   // struct option_list: one argument each time that the option is given
};

// What "-" stands for where a file is named (app/console/standard_files.h).
enum option_dash {
    OPTION_DASH_TEXT,   // nothing: no file is named here
    OPTION_DASH_INPUT,  // standard input
    OPTION_DASH_OUTPUT, // standard output, which may be a terminal
    OPTION_DASH_BYTES,  // standard output, which may not: nobody could read it there
    OPTION_DASH_NONE,   // refused: what is named here is a folder, or has others beside it
};

enum { OPTION_LIST_MOST = 64 };

// The values of an option that takes several and may be repeated.
struct option_list {
    const char *item[OPTION_LIST_MOST]; // point into argv
    int count;
};

struct option {
    const char *name; // without the dashes
    enum option_kind kind;
    void *target;      // keeps its value if the option is not given
    const char *value; // what the help calls the value: "N"; see app/manual/value_words.h
    const char *help;
    double low, high;           // of numbers, both allowed
    const char *const *choices; // of OPTION_KIND_CHOICE
    int choice_count;
    bool given; // filled in by the parser
    enum option_dash dash;
};

// clang-format off
#define OPTION_OF(name, kind, target, value, help, low, high, choices, count, dash) \
    {name, OPTION_KIND_##kind, target, value, help, low, high, choices, count, false, OPTION_DASH_##dash}
// No number and no choice.
#define OPTION_WORD(name, kind, target, value, help, dash) \
    OPTION_OF(name, kind, target, value, help, 0, 0, NULL, 0, dash)
#define OPTION_NUMBER(name, kind, target, value, low, high, help) \
    OPTION_OF(name, kind, target, value, help, low, high, NULL, 0, TEXT)

#define OPTION_FLAG(name, target, help) OPTION_WORD(name, FLAG, target, NULL, help, TEXT)
#define OPTION_TEXT(name, target, value, help) OPTION_WORD(name, TEXT, target, value, help, TEXT)
// A file to read; one to write, in lines of text or in any bytes; a file or folder that has to have a
// name, and several of these.
#define OPTION_READ(name, target, value, help) OPTION_WORD(name, TEXT, target, value, help, INPUT)
#define OPTION_LINES(name, target, value, help) OPTION_WORD(name, TEXT, target, value, help, OUTPUT)
#define OPTION_WRITE(name, target, value, help) OPTION_WORD(name, TEXT, target, value, help, BYTES)
#define OPTION_NAMED(name, target, value, help) OPTION_WORD(name, TEXT, target, value, help, NONE)
#define OPTION_FILES(name, target, value, help) OPTION_WORD(name, LIST, target, value, help, NONE)
#define OPTION_LIST(name, target, value, help) OPTION_WORD(name, LIST, target, value, help, TEXT)
#define OPTION_EACH(name, target, value, help) OPTION_WORD(name, EACH, target, value, help, TEXT)
#define OPTION_U64(name, target, value, help) OPTION_WORD(name, U64, target, value, help, TEXT)
#define OPTION_INT(name, target, value, low, high, help) \
    OPTION_NUMBER(name, INT, target, value, low, high, help)
#define OPTION_FLOAT(name, target, value, low, high, help) \
    OPTION_NUMBER(name, FLOAT, target, value, low, high, help)
#define OPTION_SIZE(name, target, low, high, help) \
    OPTION_NUMBER(name, SIZE, target, "WxH", low, high, help)
#define OPTION_CHOICE(name, target, value, choices, count, help) \
    OPTION_OF(name, CHOICE, target, value, help, 0, 0, choices, count, TEXT)
// clang-format on

struct command_line {
    const char *command; // "train"; "" for the window
    const char *usage;   // options that follow its name: "[options] --out FILE"; NULL: all of them
    const char *summary; // one or a few sentences
    struct option *options;
    size_t option_count;
    int operands_min, operands_max; // operands_max -1: any number
    char **operand;                 // filled in: the arguments that are no options, inside argv
    int operand_count;
    enum option_dash operand_dash;
    const char *operand_word; // what the usage ends with if there may be operands: "PICTURE..."
};

// The option whose name is the first `length` bytes of `name`, or NULL.
struct option *command_line_find(const struct command_line *line, const char *name, size_t length);
// Whether the option of this name was given.
bool command_line_given(const struct command_line *line, const char *name);

#endif
