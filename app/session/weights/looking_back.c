// The weights of now stand aside with all that is known of them, and take the trainer's news there;
// coming back is putting them back.
#include "app/session/weights/looking_back.h"
#include "app/language/tr.h"
#include "app/session/weights/weights.h"
#include "app/training/data_source.h"
#include <math.h>
#include <stdio.h>

bool looking_back_can(const struct session *session)
{
    return session->looking.moments.count > 0 && session->fine_tuning.phase != FINE_TUNING_RUNS &&
           session->fine_tuning.phase != FINE_TUNING_ASKS;
}

// The latest moment until `step`.
static int index_of(const struct snapshot_list *moments, uint64_t step)
{
    int i = 0;
    while (i + 1 < moments->count && moments->step[i + 1] <= step)
        i++;
    return i;
}

int looking_back_index(const struct session *session)
{
    const struct looking_back *looking = &session->looking;
    return looking->there ? index_of(&looking->moments, looking->step) : looking->moments.count;
}

float looking_back_epochs(const struct session *session)
{
    const struct looking_back *looking = &session->looking;
    return looking->there && looking->moments.batches > 0
               ? (float)((double)looking->step / looking->moments.batches)
               : NAN;
}

void looking_back_name(const struct session *session, char *text, size_t size)
{
    const struct looking_back *looking = &session->looking;
    uint64_t batches = (uint64_t)looking->moments.batches, step = looking->step;
    if (step == 0)
        tr_print(text, size, "the start");
    else if (step % batches == 0)
        tr_print(text, size, "the end of epoch %d", (int)(step / batches));
    else
        tr_print(text, size, "epoch %d, batch %'d", (int)(step / batches) + 1,
                 (int)(step % batches));
}

static void put_aside(struct session *session)
{
    struct looking_back *looking = &session->looking;
    if (looking->there)
        return;
    looking->now = session->weights;
    weights_take_origin(session, &looking->origin);
}

static void note_moment(struct session *session)
{
    char place[64], description[512];
    looking_back_name(session, place, sizeof place);
    if (session->looking.past)
        snprintf(description, sizeof description, "%s of the run %s", place,
                 session->progress.recorded);
    else
        snprintf(description, sizeof description, "%s of a run on %.300s", place,
                 data_source_title(session->progress.data));
    weights_note(session, WEIGHTS_TRAINER, TR("A moment of the past"), description);
}

static void look(struct session *session)
{
    put_aside(session);
    session->weights = session->looking.moment.state.average;
    note_moment(session);
    session->looking.there = true;
}

static void take(struct session *session, uint64_t step)
{
    struct looking_back *looking = &session->looking;
    if (!snapshots_get(trainer_snapshots(session->trainer), step, &looking->moment))
        return; // it was dropped just now
    looking->step = step;
    look(session);
}

void looking_back_at(struct session *session, int index)
{
    struct looking_back *looking = &session->looking;
    if (!looking_back_can(session) || index < 0)
        return;
    if (index >= looking->moments.count) {
        looking_back_end(session);
        return;
    }
    take(session, looking->moments.step[index]);
}

void looking_back_at_step(struct session *session, uint64_t step)
{
    looking_back_at(session, index_of(&session->looking.moments, step));
}

void looking_back_end(struct session *session)
{
    struct looking_back *looking = &session->looking;
    if (!looking->there)
        return;
    session->weights = looking->now;
    weights_note(session, looking->origin.from, looking->origin.name, "");
    session->model_info = looking->origin.info;
    snprintf(session->weights_note, sizeof session->weights_note, "%s", looking->origin.note);
}

void looking_back_follow(struct session *session)
{
    struct looking_back *looking = &session->looking;
    uint64_t version = looking->moments.version;
    snapshots_get_list(trainer_snapshots(session->trainer), &looking->moments);
    session->changed = session->changed || looking->moments.version != version;
}

bool looking_back_leave(struct session *session)
{
    bool there = session->looking.there;
    looking_back_end(session);
    return there;
}

void looking_back_return(struct session *session)
{
    if (looking_back_can(session))
        look(session);
}
