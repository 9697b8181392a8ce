// lenetpad fetch: downloads MNIST into the data folder and opens it once, so that "done" means that
// training will find it.
#include "app/base/amount.h"
#include "app/base/interrupt.h"
#include "app/commands/command.h"
#include "app/commands/command_common.h"
#include "app/console/options.h"
#include "app/console/progress.h"
#include "app/console/say.h"
#include "app/system/fetch/fetch.h"
#include "app/training/data_source.h"
#include "nn/data/dataset_folder.h"

#include <stdio.h>
#include <string.h>

struct fetch_run {
    struct progress progress;
    struct interrupt *interrupt;
    const char *named; // the file that was named last where there is no bar
};

static bool on_progress(void *context, const char *name, size_t done, size_t expected)
{
    struct fetch_run *run = context;
    char size[AMOUNT_SIZE];
    amount_of_megabytes(size, done, expected);
    progress_show(&run->progress, (double)done / (double)expected, name, size);
    if (!run->named || strcmp(run->named, name) != 0)
        progress_line(&run->progress, "%s", name);
    run->named = name;
    return !interrupt_pending(run->interrupt);
}

static bool check(const char *folder, struct status *status)
{
    struct dataset data = {0};
    for (int part = DATASET_TRAIN; part <= DATASET_TEST; part++) {
        if (!dataset_load(&data, folder, (enum dataset_part)part, status))
            return false;
        dataset_free(&data);
    }
    return true;
}

static int run_fetch(const char *folder, const char *from)
{
    char path[PATH_SIZE];
    struct status status = {0};
    struct fetch_run run = {0};
    if (!folder && !path_of_default_data(path, &status))
        return command_fail(&status);
    folder = folder ? folder : path;
    run.interrupt = interrupt_hold();
    progress_open(&run.progress);
    bool good = fetch_mnist(folder, from, on_progress, &run, &status) && check(folder, &status);
    progress_clear(&run.progress);
    interrupt_release(run.interrupt);
    if (!good)
        return command_fail(&status);
    printf("MNIST is in %s\n", shown_path(folder).text);
    return EXIT_DONE;
}

int command_fetch(int argc, char **argv)
{
    const char *folder = NULL, *from = NULL;
    struct option options[] = {
        OPTION_NAMED("data", &folder, "DIR", "the folder to fill"),
        OPTION_TEXT("from", &from, "URL", "a folder's address instead of the usual mirrors"),
    };
    struct command_line line = {
        .command = "fetch",
        .summary =
            "Downloads MNIST (11.6 MB) and verifies it. Files that are already there and "
            "right are kept.\nWithout --data: $LENETPAD_DATA, else a folder in your cache. What an "
            "interrupted call\n"
            "left is gone on with. A proxy is taken from the environment: https_proxy, http_proxy.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int exit_code;
    if (!command_line_parse(&line, argc, argv, &exit_code))
        return exit_code;
    if (data_source_is_practice(folder))
        return command_line_mistake(&line, "--data practice: practice digits are built in; name a "
                                           "folder for MNIST");
    return run_fetch(folder, from);
}
