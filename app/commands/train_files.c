// Beside what its options name, a training writes a checkpoint, and a record may have the weights
// that it began with.
#include "app/commands/train_files.h"

#include "app/base/paths.h"
#include "app/console/files/files_apart.h"
#include "app/training/runs/run_record.h"
#include "nn/files/place.h"

#include <stdio.h>

enum { OTHERS = 7 };

int train_files_check(const struct command_line *line, const char *out, const char *log,
                      const char *from, const char *record, const struct data_split_request *set)
{
    char checkpoint[PATH_SIZE], start[PATH_MAX], folder[PATH_SIZE];
    const char *data = set->data ? set->data : path_of_default_data(folder, NULL) ? folder : NULL;
    bool begins = record && place_sibling(start, record, RUN_RECORD_START);
    bool kept = snprintf(checkpoint, PATH_SIZE, "%s.checkpoint", out) < PATH_SIZE;
    struct given_file files[OTHERS + OPTION_LIST_MOST] = {
        {"--log", log, FILE_WRITTEN},
        {"--out", out, FILE_WRITTEN_MODEL},
        {"the checkpoint of --out", kept ? checkpoint : NULL, FILE_WRITTEN},
        {"--from", from, FILE_READ_MODEL},
        {"--record", record, FILE_READ},
        {"--record", begins ? start : NULL, FILE_READ},
        {"--data", data, FILE_DATA_FOLDER},
    };
    size_t count = OTHERS;
    for (int i = 0; i < set->strokes.count; i++)
        files[count++] = (struct given_file){"--strokes", set->strokes.item[i], FILE_READ};
    return files_apart_check(line, files, count);
}
