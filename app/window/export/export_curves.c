// A run's own file tells more than its curves: every point, and the rate and speed then. Where it
// is gone, or cannot be read, the curves are written as they are shown.
#include "app/window/export/export_curves.h"
#include "app/training/curves/run_log.h"
#include "app/training/runs/run_files.h"
#include "nn/export/buffer.h"
#include "nn/files/file.h"
#include <stdlib.h>
#include <string.h>

// ---- Which runs ---------------------------------------------------------------------------------

static bool has_own(const struct session *session)
{
    return session->progress.loss_curve.count > 0 || session->progress.train_curve.count > 0;
}

// It may be laid over itself.
static bool is_other(const struct session *session, const struct compared_run *run)
{
    return !has_own(session) || strcmp(run->name, session->progress.recorded) != 0;
}

static int count_others(const struct session *session)
{
    int others = 0;
    for (int i = 0; i < session->compared.count; i++)
        others += is_other(session, &session->compared.run[i]);
    return others;
}

int export_curves_runs(const struct session *session)
{
    return has_own(session) + count_others(session);
}

// ---- The table of one ---------------------------------------------------------------------------

static bool is_table(const struct bytes *table)
{
    size_t header = strlen(run_log_header);
    return table->size >= header && memcmp(table->data, run_log_header, header) == 0;
}

static bool read_recorded(struct bytes *table, const struct session *session, const char *name)
{
    char folder[PATH_SIZE], path[PATH_SIZE];
    if (!name[0] || !session->past.library[0] ||
        !path_join(folder, session->past.library, name, NULL) ||
        !path_join(path, folder, RUN_FILES_CURVES, NULL) ||
        !file_read(table, path, RUN_FILES_LONGEST_CURVES, NULL))
        return false;
    if (is_table(table))
        return true;
    bytes_free(table);
    return false;
}

static bool make_own(struct bytes *table, const struct session *session, const char *path,
                     struct status *status)
{
    const struct trainer_progress *progress = &session->progress;
    if (read_recorded(table, session, progress->recorded))
        return true;
    struct run_curves *curves = calloc(1, sizeof *curves);
    if (!curves)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory to write %s", path);
    curves->loss = progress->loss_curve;
    curves->train = progress->train_curve;
    curves->test = progress->test_curve;
    curves->held = progress->held_curve;
    bool made = run_log_text(table, path, curves, progress->items, status);
    free(curves);
    return made;
}

static bool make_other(struct bytes *table, const struct session *session,
                       const struct compared_run *run, const char *path, struct status *status)
{
    return read_recorded(table, session, run->name) ||
           run_log_text(table, path, &run->curves, (size_t)run->curves.items, status);
}

// ---- One of several -----------------------------------------------------------------------------

// Whatever a folder may be called.
static void add_name(struct buffer *out, const char *name)
{
    if (!strpbrk(name, ",\"")) {
        buffer_text(out, name);
        return;
    }
    buffer_text(out, "\"");
    for (const char *at = name; *at; at++) {
        if (*at == '"')
            buffer_text(out, "\"");
        buffer_add(out, at, 1);
    }
    buffer_text(out, "\"");
}

// Whole lines: a run that goes on may be writing one. Frees the table.
static void add_table(struct buffer *out, struct bytes *table, const char *name)
{
    const char *at = (const char *)table->data, *end = at + table->size, *stop;
    for (at += strlen(run_log_header);
         at < end && (stop = memchr(at, '\n', (size_t)(end - at))) != NULL; at = stop + 1) {
        buffer_add(out, at, (size_t)(stop - at));
        buffer_text(out, ",");
        add_name(out, name);
        buffer_text(out, "\n");
    }
    bytes_free(table);
}

static bool put_together(struct buffer *out, const struct session *session, const char *path,
                         struct status *status)
{
    const char *own = session->progress.recorded;
    struct bytes table;
    bool good = !has_own(session) || make_own(&table, session, path, status);
    buffer_add(out, run_log_header, strlen(run_log_header) - 1);
    buffer_text(out, ",run\n");
    if (good && has_own(session))
        add_table(out, &table, own[0] ? own : "this run");
    for (int i = 0; good && i < session->compared.count; i++) {
        const struct compared_run *run = &session->compared.run[i];
        if (!is_other(session, run))
            continue;
        good = make_other(&table, session, run, path, status);
        if (good)
            add_table(out, &table, run->name);
    }
    if (good && out->failed)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory to write %s", path);
    return good;
}

bool export_curves_csv(const struct session *session, const char *path, struct status *status)
{
    bool done;
    if (count_others(session) > 0) {
        struct buffer all = {0};
        done = put_together(&all, session, path, status) &&
               file_write(path, all.data, all.size, status);
        buffer_free(&all);
    } else {
        struct bytes table;
        done = make_own(&table, session, path, status);
        if (done) {
            done = file_write(path, table.data, table.size, status);
            bytes_free(&table);
        }
    }
    return done;
}
