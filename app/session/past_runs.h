// What a person does with the runs that are kept in the library. `index` is a place in the list
// (session->past.list) as it was read last; each of these reads it anew.
#ifndef APP_SESSION_PAST_RUNS_H
#define APP_SESSION_PAST_RUNS_H

#include "app/session/state/session.h"

// Reads the list and asks which of them; explains a library that cannot be read.
void past_runs_open(struct session *session);
void past_runs_read(struct session *session);
// False with the reason if the new name cannot be had.
bool past_runs_rename(struct session *session, size_t index, const char *name,
                      struct status *status);
// It is the run that goes on, or is paused, in this window.
bool past_runs_is_present(const struct session *session, const char *name);
// The run's own files, and nothing else; what else lies in its folder stays, and that is said.
void past_runs_delete(struct session *session, size_t index);
// Copies it to a folder and says where it is.
bool past_runs_export(struct session *session, size_t index, const char *folder,
                      struct status *status);
// Lays its curves over those of the present run and of however many others, or takes them away;
// says so if they cannot be read, or kept in memory.
void past_runs_compare(struct session *session, size_t index);
bool past_runs_is_compared(const struct session *session, const char *name);
// Whether one can look back at it: at none while a run goes on here, nor at one that goes on
// elsewhere.
bool past_runs_can_look(const struct session *session, const struct run_entry *entry);
// Loads its moments, and looks at the last of them.
void past_runs_look(struct session *session, size_t index);
// The same with the newest one that one can look back at; says if there is none.
bool past_runs_look_latest(struct session *session);
// Opens the form of a set-up, filled with this run's.
void past_runs_set_up(struct session *session, size_t index);
void past_runs_free(struct session *session);
// The file with its weights.
bool past_runs_weights(const struct session *session, size_t index, char path[PATH_SIZE],
                       struct status *status);

#endif
