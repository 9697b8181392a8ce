// Which files a training reads and writes.
#ifndef APP_COMMANDS_TRAIN_FILES_H
#define APP_COMMANDS_TRAIN_FILES_H

#include "app/console/options.h"
#include "app/training/data_split.h"

// EXIT_DONE if no two of them are one (files_apart.h). `log`, `from` and `record` may be NULL.
int train_files_check(const struct command_line *line, const char *out, const char *log,
                      const char *from, const char *record, const struct data_split_request *set);

#endif
