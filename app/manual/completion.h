// Completions of the command line, made of its tables: a script for each shell, which it loads.
#ifndef APP_MANUAL_COMPLETION_H
#define APP_MANUAL_COMPLETION_H

#include "app/console/option_table.h"
#include "app/manual/manual.h"

#include <stdio.h>

// A script is its beginning, a piece for each table (that of the window, whose name is "", first),
// and its end.
struct completion_writer {
    void (*begin)(FILE *script, const struct manual_command *commands, size_t count);
    void (*table)(FILE *script, const struct command_line *line);
    void (*end)(FILE *script);
};

#define COMPLETION_SHELLS(first, row) first(bash) row(zsh) row(fish)

#define COMPLETION_WRITER(shell) extern const struct completion_writer completion_##shell;
COMPLETION_SHELLS(COMPLETION_WRITER, COMPLETION_WRITER)
#undef COMPLETION_WRITER

// Text that stands between two of these shells' single quotes. fish has the backslash there, too.
void completion_quote(FILE *script, const char *text, bool fish);

#endif
