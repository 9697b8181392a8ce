// What several commands do alike: opening models by name, saying why something failed,
// tables of readings.
#ifndef APP_COMMANDS_COMMAND_COMMON_H
#define APP_COMMANDS_COMMAND_COMMON_H

#include "app/base/paths.h"
#include "app/console/json.h"
#include "nn/base/status.h"
#include "nn/net/model.h"

// Opens the model at `path`, or the shipped weights if it is NULL. `opened` receives the path;
// `info` may be NULL.
bool command_load_model(struct lenet *lenet, struct model_info *info, const char *path,
                        char opened[PATH_SIZE], struct status *status);

// What --version says, on standard output. Returns EXIT_DONE.
int command_print_version(void);
// The commit that it names; NULL or "": none. Kept as it is given.
void command_built_from(const char *commit);

// Says on standard error why the command failed. Returns its exit code: EXIT_USAGE for
// STATUS_USAGE, since some mistakes in the arguments show only once the files are read.
int command_fail(const struct status *status);

// Counts of (label, reading), as a table per digit and as a matrix, on standard output.
// `unread` (may be NULL) counts by label what could not be read at all, which is wrong too.
void print_digit_table(uint32_t counts[10][10], const uint32_t unread[10]);
void print_confusion(uint32_t counts[10][10]);

// The same for --json: adds "count", "wrong", "error", "digits" and "confusion" to `json`.
void json_add_counts(struct json *json, uint32_t counts[10][10], const uint32_t unread[10]);

#endif
