// A record decides everything about its run. An option beside it is refused if it would change
// that, instead of being passed over.
#include "app/commands/train_repeat.h"

#include "app/commands/command_common.h"
#include "app/console/exit_code.h"

#include <stdio.h>

static int refuse(const struct command_line *line, const char *word, const char *path)
{
    return command_line_mistake(line,
                                "--%s contradicts --record: all that decides the run stands in %s; "
                                "leave --%s out",
                                word, path, word);
}

// The images of a record come from one folder at most that can have been moved.
static bool set_folder(struct run_setup *setup, const char *folder)
{
    enum run_part_kind kind = setup->part[RUN_PART_MNIST].used ? RUN_PART_MNIST : RUN_PART_FOLDER;
    struct run_part *part = &setup->part[kind];
    if (part->used)
        snprintf(part->path, sizeof part->path, "%s", folder);
    return part->used;
}

int train_repeat_open(struct run_repeat *repeat, const char *path, const struct command_line *line,
                      const struct train_options *given, const struct data_split_request *set)
{
    static const char *const decided[] = {"strokes",          "strokes-every", "strokes-repeat",
                                          "hold-out-writers", "hold-out",      "from"};
    struct status status = {0};
    if (!run_repeat_load(repeat, path, &status))
        return command_fail(&status);
    struct run_setup *setup = &repeat->record.setup;
    for (size_t i = 0; i < sizeof decided / sizeof *decided; i++)
        if (command_line_given(line, decided[i]))
            return refuse(line, decided[i], repeat->path);
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++) {
        const struct train_option *option = &train_option_table[i];
        if (command_line_given(line, option->word) &&
            !train_option_same(option, given, &setup->options))
            return refuse(line, option->word, repeat->path);
    }
    if (set->data && !set_folder(setup, set->data))
        return refuse(line, "data", repeat->path);
    return EXIT_DONE;
}

int train_repeat_check_resumed(const struct run_repeat *repeat, const struct train_state *state,
                               const char *checkpoint, const struct command_line *line)
{
    if (run_repeat_is_of(repeat, state))
        return EXIT_DONE;
    return command_line_mistake(line,
                                "--resume: %s is of another run than the record %s; leave --resume "
                                "out to start afresh",
                                checkpoint, repeat->path);
}

bool train_repeat_load(const struct run_repeat *repeat, struct data_split *set,
                       struct status *status)
{
    return data_split_load_setup(set, &repeat->record.setup, status) &&
           run_repeat_check_data(repeat, training_set_fingerprint(&set->data), status);
}
