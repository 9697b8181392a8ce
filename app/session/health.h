// How the network in training is, and what is wrong with it: looked into about twice a second while
// a run goes on (app/explain/checkup.h), and put into words (app/explain/diagnosis.h).
#ifndef APP_SESSION_HEALTH_H
#define APP_SESSION_HEALTH_H

#include "app/session/state/session.h"

// Takes what answers there are, and asks anew where the run has other weights. After
// training_follow.
void health_follow(struct session *session);

// Of the run that goes on, or of the latest as it ended, or of the moment of it that is looked back
// at; NULL before anything is known of these weights, and of a run that learns the person's digits.
// Valid until the next health_follow.
const struct layer_stats *health_stats(const struct session *session);
// Why nothing could be looked into, or NULL: memory ran out. It is tried again with other weights.
const struct status *health_failure(const struct session *session);
// What is wrong with it, the gravest first; `count` 0: nothing, as far as is known. Never NULL.
const struct diagnosis *health_diagnosis(const struct session *session);

#endif
