// How any run of the trainer begins: one that trains from the beginning, and one that fine-tunes.
#ifndef APP_SESSION_WEIGHTS_RUN_START_H
#define APP_SESSION_WEIGHTS_RUN_START_H

#include "app/session/state/session.h"

// Gives a run what every run gets, and starts it.
void run_start(struct session *session, struct trainer_job *job);
// The name of the data of a set-up, for those who have room for one only.
void run_start_name_data(char name[PATH_SIZE], const struct run_setup *setup);

#endif
