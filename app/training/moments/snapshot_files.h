// Moments of a run in a folder: checkpoints, each of which the run can go on from. They are chosen
// from those in memory by the same rule, so that they are spread evenly, too.
#ifndef APP_TRAINING_MOMENTS_SNAPSHOT_FILES_H
#define APP_TRAINING_MOMENTS_SNAPSHOT_FILES_H

#include "app/training/moments/snapshots.h"

enum {
    SNAPSHOT_FILES_BYTES = 24 * 1000 * 1000,
    SNAPSHOT_FILES_MOST = 30, // a checkpoint with its curves takes up to 0.78 MB
};

// Makes the folder hold a choice of the moments that are kept: writes those that it lacks, each
// beside and renamed, and then removes those that are not chosen: where something cannot be written
// nothing goes. Other files stay.
bool snapshot_files_save(const char *folder, struct snapshots *snapshots, struct status *status);
// Takes up those of the folder that lie before `state` and are of its run, into `snapshots`, which
// has begun and is empty. What cannot be read is left out.
void snapshot_files_load(struct snapshots *snapshots, const char *folder,
                         const struct train_state *state);

// What became of the files of a run that is looked back at.
struct snapshot_files_found {
    int taken, left_out;
    struct status problem; // of the first that was left out
};
// All moments of a run that is over, into `snapshots`, which begin anew by that. `start` says which
// run it is, by its options and its data; if it `starts`, it is the moment at which the run began,
// which is there then in any case.
void snapshot_files_look(struct snapshots *snapshots, const char *folder,
                         const struct run_moment *start, bool starts,
                         struct snapshot_files_found *found);
// Adds the moment at which a run was left to those of its folder, as one more than are chosen;
// its curves must know how many images an epoch has.
bool snapshot_files_add(const char *folder, const struct run_moment *moment, struct status *status);

#endif
