// A run that was left without a word, since its program was killed: what its checkpoint has goes
// into the library before anything takes the checkpoint's place.
#ifndef APP_TRAINING_BESIDE_LEFT_RUN_H
#define APP_TRAINING_BESIDE_LEFT_RUN_H

#include "app/base/paths.h"

#include "nn/base/status.h"

// Writes weights, curves and the moment of the run that is kept in `checkpoint` into its folder of
// the library, unless they are there; for whoever has the checkpoint locked. True also where there
// is no run, or none of the library. The snapshots of `library` stay within their bound. False with
// the reason if something could not be written, or somebody is at the run.
bool left_run_keep(const char *library, const char *checkpoint, struct status *status);

#endif
