// The curves of the run, and of those that are laid over it, as one table for other programs.
#ifndef APP_WINDOW_EXPORT_EXPORT_CURVES_H
#define APP_WINDOW_EXPORT_EXPORT_CURVES_H

#include "app/session/state/session.h"

// How many runs have curves to be written: the latest one, and those that are laid over it.
int export_curves_runs(const struct session *session);
// A run by itself is written as `lenetpad train --log` does. Where others are laid over it, the
// lines of one run follow those of another, and have one more column, the last: "run", the name of
// the run among the runs that are kept ("this run": it is not among them).
bool export_curves_csv(const struct session *session, const char *path, struct status *status);

#endif
