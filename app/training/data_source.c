// The one place that knows what the name of a data set may be, so that commands, window and trainer
// agree on it. The window shows a failure in a dialog of its own: only the command line's functions
// say anything.
#include "app/training/data_source.h"

#include "app/console/say.h"
#include "app/language/tr.h"
#include "nn/data/dataset_folder.h"
#include "nn/data/practice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PRACTICE_SEED = 1 };

bool data_source_is_practice(const char *name)
{
    return name && strcmp(name, DATA_SOURCE_PRACTICE) == 0;
}

bool data_source_load(struct dataset *data, const char *name, enum dataset_part part,
                      struct status *status)
{
    char folder[PATH_SIZE];
    if (data_source_is_practice(name))
        return practice_make(data,
                             part == DATASET_TRAIN ? PRACTICE_TRAIN_COUNT : PRACTICE_TEST_COUNT,
                             PRACTICE_SEED, part, status);
    if (!name && !path_of_default_data(folder, status))
        return false;
    return dataset_load(data, name ? name : folder, part, status);
}

static void say_turn(const struct dataset *data, const char *name, enum dataset_part part)
{
    const char *which = part == DATASET_TRAIN ? "training" : "test";
    if (data->turn == DATASET_TURNED)
        say("the %s images of %s lie on their side, as EMNIST's do; they are read upright", which,
            name);
    if (data->turn == DATASET_LIES)
        say("the ones among the %s images of %s lie on their side: if rows and columns are "
            "swapped, as EMNIST's are, give the files EMNIST's names "
            "(emnist-digits-train-images-idx3-ubyte, ...-test-...), and they are read upright",
            which, name);
}

bool data_source_load_and_say(struct dataset *data, const char *name, enum dataset_part part,
                              struct status *status)
{
    char folder[PATH_SIZE];
    struct status problem = {0};
    if (!name && !path_of_default_data(folder, status))
        return false;
    if (data_source_load(data, name, part, &problem)) {
        say_turn(data, name ? name : folder, part);
        return true;
    }
    if (problem.code == STATUS_MISSING)
        return status_fail(status, problem.code,
                           tr("%.700s; download MNIST with `lenetpad fetch`, name its folder with "
                              "--data DIR, or use the built-in digits with --data practice"),
                           problem.message);
    return status_fail(status, problem.code, "%s", problem.message);
}

bool data_source_load_unseen(struct dataset *data, size_t *first, const char *name, int hold_out,
                             struct status *status)
{
    enum dataset_part part = hold_out > 0 ? DATASET_TRAIN : DATASET_TEST;
    if (!data_source_load_and_say(data, name, part, status))
        return false;
    if ((size_t)hold_out > data->count)
        return status_fail(status, STATUS_USAGE,
                           "--hold-out %d: there are only %zu training images; give at most as "
                           "many",
                           hold_out, data->count);
    *first = hold_out > 0 ? data->count - (size_t)hold_out : 0;
    return true;
}

void data_source_folder(char folder[PATH_SIZE], const char *remembered)
{
    snprintf(folder, PATH_SIZE, "%s", path_named_data() ? "" : remembered);
    if (!folder[0] && !path_of_default_data(folder, NULL))
        folder[0] = '\0';
}

const char *data_source_title(const char *name)
{
    if (data_source_is_practice(name))
        return TR("practice digits");
    return strcasecmp(path_name(name), "mnist") == 0 ? "MNIST" : path_name(name);
}
