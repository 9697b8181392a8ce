// "Learn my digits": the window's weights go on learning for some seconds, on the person's digits
// among others, and then the person decides by what came of it.
//
//   fine_tuning_begin -> RUNS -> (trainer has finished) -> ASKS -> fine_tuning_keep -> KEPT
//                      |                                 |                        |
//                      stopped or failed: back           fine_tuning_undo: back fine_tuning_undo:
//                      back
//
// "Back" is to the same weights bit for bit.
#ifndef APP_SESSION_WEIGHTS_FINE_TUNING_H
#define APP_SESSION_WEIGHTS_FINE_TUNING_H

#include "app/session/state/session.h"

bool fine_tuning_runs(const struct session *session);
bool fine_tuning_can_begin(const struct session *session);
bool fine_tuning_can_undo(const struct session *session);
void fine_tuning_begin(struct session *session);
// The trainer's phase has changed while fine_tuning_runs.
void fine_tuning_follow(struct session *session);
// Opens the question, once nothing else is open.
void fine_tuning_ask(struct session *session);
void fine_tuning_keep(struct session *session);
void fine_tuning_undo(struct session *session);
// A few seconds of small steps leave it as it is, far nearer than no calibration would be.
void fine_tuning_keep_calibration(struct session *session);
// Other weights are in use now: there is no way back. The trainer may still be at it.
void fine_tuning_forget(struct session *session);
void fine_tuning_free(struct fine_tuning *tuning); // once the trainer is at rest
// The test error rose by more than 0.2 points.
bool fine_tuning_forgot_much(const struct fine_tuning_result *result);

#endif
