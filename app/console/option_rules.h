// Which options mean something only together, and which cannot go together: one table for all
// commands. An option that would be ignored is a slip of who gave it, and is refused.
#ifndef APP_CONSOLE_OPTION_RULES_H
#define APP_CONSOLE_OPTION_RULES_H

#include "app/console/option_table.h"

// Asks every rule of line->command about the options that were given. False if one is broken:
// `mistake` says which, in words for standard error.
bool option_rules_kept(const struct command_line *line, char *mistake, size_t size);

#endif
