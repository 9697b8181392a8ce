// States lie in blocks of their own, so that adding one and dropping others only moves pointers;
// what takes time (memory, copies) is done outside the lock where it can be.
#include "app/training/moments/snapshots.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct snapshots {
    pthread_mutex_t lock;
    struct snapshot_list list;                  // guarded by lock
    struct run_moment *moment[SNAPSHOTS_MOST];  // of the list's steps; guarded by lock, owned
    struct run_moment *dropped[SNAPSHOTS_MOST]; // the thread's; to be freed without the lock
    int dropped_count;
};

struct snapshots *snapshots_open(void)
{
    struct snapshots *snapshots = calloc(1, sizeof *snapshots);
    if (snapshots)
        pthread_mutex_init(&snapshots->lock, NULL);
    return snapshots;
}

void snapshots_close(struct snapshots *snapshots)
{
    if (!snapshots)
        return;
    for (int i = 0; i < snapshots->list.count; i++)
        free(snapshots->moment[i]);
    pthread_mutex_destroy(&snapshots->lock);
    free(snapshots);
}

// ---- The thread's side --------------------------------------------------------------------------

// Drops what comes after `until` and what is not spaced so; under the lock.
static void drop(struct snapshots *snapshots, uint64_t until, uint64_t spacing)
{
    struct snapshot_list *list = &snapshots->list;
    int kept = 0;
    for (int i = 0; i < list->count; i++) {
        uint64_t step = list->step[i];
        if (step > until || (i > 0 && step % spacing != 0)) {
            snapshots->dropped[snapshots->dropped_count++] = snapshots->moment[i];
            continue;
        }
        list->step[kept] = step;
        snapshots->moment[kept++] = snapshots->moment[i];
    }
    list->count = kept;
    list->version++;
}

static void free_dropped(struct snapshots *snapshots)
{
    while (snapshots->dropped_count > 0)
        free(snapshots->dropped[--snapshots->dropped_count]);
}

void snapshots_begin(struct snapshots *snapshots, int batches)
{
    pthread_mutex_lock(&snapshots->lock);
    struct snapshot_list *list = &snapshots->list;
    memcpy(snapshots->dropped, snapshots->moment, sizeof snapshots->dropped);
    snapshots->dropped_count = list->count;
    *list = (struct snapshot_list){.version = list->version + 1, .batches = batches, .spacing = 1};
    pthread_mutex_unlock(&snapshots->lock);
    free_dropped(snapshots);
}

void snapshots_cut(struct snapshots *snapshots, uint64_t step)
{
    pthread_mutex_lock(&snapshots->lock);
    drop(snapshots, step, 1);
    pthread_mutex_unlock(&snapshots->lock);
    free_dropped(snapshots);
}

uint64_t snapshots_step(const struct snapshots *snapshots, const struct train_state *state)
{
    // Only the thread that asks changes the batches.
    return (uint64_t)state->epoch * (uint64_t)snapshots->list.batches + (uint64_t)state->batch;
}

// Room for one more, under the lock. False if `step` is not to be kept.
static bool make_room(struct snapshots *snapshots, uint64_t step, bool rests)
{
    struct snapshot_list *list = &snapshots->list;
    if (list->count > 1 && list->step[list->count - 1] % list->spacing != 0)
        drop(snapshots, UINT64_MAX, list->spacing);
    while (list->count == SNAPSHOTS_MOST) {
        list->spacing *= 2;
        drop(snapshots, UINT64_MAX, list->spacing);
    }
    return rests || list->count == 0 || step % list->spacing == 0;
}

// Whether its turn may have come.
static bool is_due(struct snapshots *snapshots, uint64_t step, bool rests)
{
    pthread_mutex_lock(&snapshots->lock);
    const struct snapshot_list *list = &snapshots->list;
    bool again = list->count > 0 && list->step[list->count - 1] >= step;
    bool due =
        list->batches > 0 && (rests || (!again && (list->count == 0 || step % list->spacing == 0)));
    pthread_mutex_unlock(&snapshots->lock);
    return due;
}

void snapshots_add(struct snapshots *snapshots, const struct train_state *state,
                   const struct run_curves *curves, bool rests)
{
    uint64_t step = snapshots_step(snapshots, state);
    struct run_moment *copy = is_due(snapshots, step, rests) ? malloc(sizeof *copy) : NULL;
    if (!copy)
        return;
    copy->state = *state;
    copy->curves = *curves;
    pthread_mutex_lock(&snapshots->lock);
    struct snapshot_list *list = &snapshots->list;
    int last = list->count - 1;
    if (last >= 0 && list->step[last] == step) {
        struct run_moment *before = snapshots->moment[last];
        snapshots->moment[last] = copy;
        copy = before;
    } else if (make_room(snapshots, step, rests)) {
        list->step[list->count] = step;
        snapshots->moment[list->count++] = copy;
        list->version++;
        copy = NULL;
    }
    pthread_mutex_unlock(&snapshots->lock);
    free(copy);
    free_dropped(snapshots);
}

void snapshots_space(struct snapshots *snapshots, uint64_t spacing)
{
    pthread_mutex_lock(&snapshots->lock);
    snapshots->list.spacing = spacing;
    pthread_mutex_unlock(&snapshots->lock);
}

// ---- Everybody's --------------------------------------------------------------------------------

void snapshots_get_list(struct snapshots *snapshots, struct snapshot_list *list)
{
    pthread_mutex_lock(&snapshots->lock);
    *list = snapshots->list;
    pthread_mutex_unlock(&snapshots->lock);
}

// Under the lock; NULL if the step is not kept.
static const struct run_moment *find(const struct snapshots *snapshots, uint64_t step)
{
    for (int i = 0; i < snapshots->list.count; i++)
        if (snapshots->list.step[i] == step)
            return snapshots->moment[i];
    return NULL;
}

bool snapshots_get(struct snapshots *snapshots, uint64_t step, struct run_moment *moment)
{
    pthread_mutex_lock(&snapshots->lock);
    const struct run_moment *found = find(snapshots, step);
    if (found)
        *moment = *found;
    pthread_mutex_unlock(&snapshots->lock);
    return found != NULL;
}
