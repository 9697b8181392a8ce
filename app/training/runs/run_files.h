// The files of one run's folder: which belong to it, and what is done with all of them. Nothing
// else in the folder is touched, and no link is followed.
#ifndef APP_TRAINING_RUNS_RUN_FILES_H
#define APP_TRAINING_RUNS_RUN_FILES_H

#include "app/base/sha256.h"
#include "app/training/curves/run_curves.h"

#define RUN_FILES_CURVES "curves.csv"
#define RUN_FILES_LONGEST_CURVES (1 << 28) // bytes
#define RUN_FILES_WEIGHTS "weights.safetensors"
#define RUN_FILES_SNAPSHOTS "snapshots" // a folder; of it, files that end in .safetensors

// Whether any of them is there.
bool run_files_belong(const char *folder);
// Removes them, and what a program that was killed had begun to write of them, the record last, and
// the folder if it is empty then; else *left. For whoever has the run's lock.
bool run_files_remove(const char *folder, bool *left, struct status *status);
void run_files_remove_snapshots(const char *folder);
uint64_t run_files_snapshot_bytes(const char *folder);
// Copies them, without snapshots, into a folder that is there.
bool run_files_copy(const char *from, const char *to, struct status *status);
bool run_files_hash(char hash[SHA256_TEXT], const char *path, struct status *status);
// As CSV, with the columns of run_log.h. `items`: images of an epoch.
bool run_files_write_curves(const char *folder, const struct run_curves *curves,
                            const struct train_state *state, size_t items, struct status *status);
bool run_files_read_curves(struct run_curves *curves, const char *folder, struct status *status);

#endif
