// The moments of a run that are kept in memory while it goes on: whole train states with the curves
// until there, from each of which it could go on to the same bits and points. They are taken by
// steps, so that the same run has the same ones, and are spread evenly over it: when there is no
// room for another, every other one is dropped and from then on half as many are taken. The first
// and the latest are always there.
//
// A run's thread adds, the window reads; each call holds a lock for as long as a state is copied,
// at most.
#ifndef APP_TRAINING_MOMENTS_SNAPSHOTS_H
#define APP_TRAINING_MOMENTS_SNAPSHOTS_H

#include "app/training/curves/run_curves.h"
#include "nn/train/train.h"

// All that a run needs to go on from there. Large: on the heap.
struct run_moment {
    struct train_state state;
    struct run_curves curves;
};

enum {
    SNAPSHOTS_BYTES = 64 * 1000 * 1000,
    SNAPSHOTS_MOST = SNAPSHOTS_BYTES / sizeof(struct run_moment),
};

struct snapshots;

// What is kept, without the states.
struct snapshot_list {
    uint64_t version; // raised by each change
    int batches;      // of an epoch; 0: nothing is kept of any run
    uint64_t spacing; // batches from one to the next
    int count;
    uint64_t step[SNAPSHOTS_MOST]; // batches from the beginning of the run, rising
};

// NULL when memory runs out.
struct snapshots *snapshots_open(void);
void snapshots_close(struct snapshots *snapshots); // NULL is fine

// ---- The thread's side --------------------------------------------------------------------------

// Forgets all of the run before; `batches` make an epoch of the next one. 0: none of it is kept.
void snapshots_begin(struct snapshots *snapshots, int batches);
// The run goes on from this step, or begins there: what came after it is another run's.
void snapshots_cut(struct snapshots *snapshots, uint64_t step);
// The state's place, counted in batches.
uint64_t snapshots_step(const struct snapshots *snapshots, const struct train_state *state);
// Copies both if their turn has come. `rests`: also if not, since the run pauses or ends there;
// the next one takes such a one's place. The steps must rise; where a run
// rests, the same step once more replaces it. Where memory runs out nothing is
// kept.
void snapshots_add(struct snapshots *snapshots, const struct train_state *state,
                   const struct run_curves *curves, bool rests);

// From now on only every so many steps are kept; for moments that were taken up from elsewhere.
void snapshots_space(struct snapshots *snapshots, uint64_t spacing);

// ---- Everybody's --------------------------------------------------------------------------------

void snapshots_get_list(struct snapshots *snapshots, struct snapshot_list *list);
// False if this step is not kept (any more).
bool snapshots_get(struct snapshots *snapshots, uint64_t step, struct run_moment *moment);

#endif
