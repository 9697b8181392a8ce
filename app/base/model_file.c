// The engine says what is wrong with a file; which command of this program would write a better
// one, only the program knows.
#include "app/base/model_file.h"

#include "app/language/tr.h"

#include <string.h>

static const char *const commands[] = {
    [STATUS_NEEDS_MODEL] = "train",
    [STATUS_NEEDS_CALIBRATED] = "calibrate",
};

// Adds the advice to a failure; returns `loaded`.
static bool advise(bool loaded, struct status *status)
{
    if (loaded || !status || status->need == STATUS_NEEDS_NOTHING)
        return loaded;
    char message[sizeof status->message];
    strcpy(message, status->message);
    return status_fail(status, status->code, tr("%s; choose a file that `lenetpad %s` wrote"),
                       message, commands[status->need]);
}

bool model_file_load(struct lenet *lenet, struct model_info *info, const char *path,
                     struct status *status)
{
    return advise(model_load(lenet, info, path, status), status);
}

bool model_file_load_checkpoint(struct train_state *state, const char *path,
                                struct checkpoint_note *notes, size_t count, char **memory,
                                struct status *status)
{
    return advise(checkpoint_load_noted(state, path, notes, count, memory, status), status);
}
