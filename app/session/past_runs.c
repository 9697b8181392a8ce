// The library of runs and the session: what is done to a run there becomes what is shown and said
// here. A run may be gone at any moment, since another window can delete it, too.
#include "app/session/past_runs.h"

#include "app/language/tr.h"
#include "app/session/weights/past_look.h"
#include "app/session/weights/set_up.h"
#include "app/training/runs/run_files.h"
#include "nn/base/grow.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void past_runs_read(struct session *session)
{
    struct status status = {0};
    run_list_free(&session->past.list);
    if (session->past.library[0] &&
        !run_library_list(&session->past.list, session->past.library, &status))
        questions_error(&session->questions, tr("The runs could not be listed"), &status);
    session->changed = true;
}

void past_runs_open(struct session *session)
{
    questions_open(&session->questions, QUESTION_PAST_RUNS);
    past_runs_read(session);
}

static const char *name_of(const struct session *session, size_t index)
{
    return session->past.list.entry[index].name;
}

bool past_runs_is_present(const struct session *session, const char *name)
{
    return session_trains(session) && strcmp(session->progress.recorded, name) == 0;
}

// ---- Comparing ----------------------------------------------------------------------------------

static int place_of(const struct session *session, const char *name)
{
    for (int i = 0; i < session->compared.count; i++)
        if (strcmp(session->compared.run[i].name, name) == 0)
            return i;
    return -1;
}

bool past_runs_is_compared(const struct session *session, const char *name)
{
    return place_of(session, name) >= 0;
}

void past_runs_free(struct session *session)
{
    run_list_free(&session->past.list);
    free(session->compared.run);
    session->compared = (struct compared){0};
}

static void forget_compared(struct session *session, int place)
{
    struct compared *compared = &session->compared;
    compared->count--;
    memmove(&compared->run[place], &compared->run[place + 1],
            (size_t)(compared->count - place) * sizeof *compared->run);
}

// For one more, which does not count yet. NULL when memory runs out: those that are compared stay.
static struct compared_run *make_room(struct compared *compared, struct status *status)
{
    size_t count = (size_t)compared->count;
    struct compared_run *run = grow_array(compared->run, count, 1, sizeof *run);
    if (!run) {
        status_fail(
            status, STATUS_NO_MEMORY,
            tr("There is no memory for the curves of one more run. The curves of %d are laid "
               "over each other; take those of some away to make room."),
            compared->count);
        return NULL;
    }
    compared->run = run;
    return &run[count];
}

static void add_compared(struct session *session, const char *name)
{
    struct status status = {0};
    struct compared *compared = &session->compared;
    struct compared_run *run = make_room(compared, &status);
    if (!run) {
        questions_error(&session->questions, tr("This run cannot be compared, too"), &status);
    } else if (run_library_load_curves(&run->curves, session->past.library, name, &status)) {
        snprintf(run->name, sizeof run->name, "%s", name);
        compared->count++;
    } else {
        questions_error(&session->questions, tr("Its curves could not be read"), &status);
    }
}

void past_runs_compare(struct session *session, size_t index)
{
    int place = place_of(session, name_of(session, index));
    if (place >= 0)
        forget_compared(session, place);
    else
        add_compared(session, name_of(session, index));
    session->changed = true;
}

// ---- Files --------------------------------------------------------------------------------------

bool past_runs_rename(struct session *session, size_t index, const char *name,
                      struct status *status)
{
    const char *before = name_of(session, index);
    int place = place_of(session, before);
    if (!run_library_rename(session->past.library, before, name, status))
        return false;
    if (place >= 0)
        snprintf(session->compared.run[place].name, RUN_LIBRARY_NAME, "%s", name);
    past_runs_read(session);
    return true;
}

void past_runs_delete(struct session *session, size_t index)
{
    struct status status = {0};
    char name[RUN_LIBRARY_NAME], text[RUN_LIBRARY_NAME + 96];
    bool left;
    snprintf(name, sizeof name, "%s", name_of(session, index));
    int place = place_of(session, name);
    if (!run_library_delete(session->past.library, name, &left, &status)) {
        questions_error(&session->questions, tr("The run was not deleted"), &status);
    } else {
        if (place >= 0)
            forget_compared(session, place);
        tr_print(text, sizeof text,
                 left ? "Deleted the run %s. Its folder has other files in it, and stays."
                      : "Deleted the run %s.",
                 name);
        notice_say(&session->notice, text, ACTION_NONE, left ? 8 : 3);
    }
    past_runs_read(session);
}

bool past_runs_export(struct session *session, size_t index, const char *folder,
                      struct status *status)
{
    char made[PATH_SIZE], text[PATH_SIZE + 32];
    if (!run_library_export(made, session->past.library, name_of(session, index), folder, status))
        return false;
    tr_print(text, sizeof text, "Copied the run to %s", made);
    notice_say(&session->notice, text, ACTION_NONE, 5);
    return true;
}

bool past_runs_weights(const struct session *session, size_t index, char path[PATH_SIZE],
                       struct status *status)
{
    const struct run_entry *entry = &session->past.list.entry[index];
    char folder[PATH_SIZE];
    if (!entry->weights)
        return status_fail(
            status, STATUS_MISSING,
            tr("%s has no weights: its program was ended before they were written, or "
               "they grew so large that nothing can be read with them."),
            entry->name);
    return path_join(folder, session->past.library, entry->name, status) &&
           path_join(path, folder, RUN_FILES_WEIGHTS, status);
}

// ---- Looking back -------------------------------------------------------------------------------

bool past_runs_can_look(const struct session *session, const struct run_entry *entry)
{
    return past_look_can(session) && entry->readable && !entry->busy;
}

void past_runs_look(struct session *session, size_t index)
{
    const struct run_entry *entry = &session->past.list.entry[index];
    if (past_runs_can_look(session, entry))
        past_look_begin(session, entry->name, &entry->record.setup);
}

bool past_runs_look_latest(struct session *session)
{
    past_runs_read(session);
    for (size_t i = 0; i < session->past.list.count; i++)
        if (past_runs_can_look(session, &session->past.list.entry[i])) {
            past_runs_look(session, i);
            return true;
        }
    notice_say(&session->notice, tr("No run is kept yet that one could look back at."), ACTION_NONE,
               5);
    return false;
}

// ---- Others -------------------------------------------------------------------------------------

void past_runs_set_up(struct session *session, size_t index)
{
    session->setup = session->past.list.entry[index].record.setup;
    set_up_open(session);
}
