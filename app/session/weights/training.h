// Runs of the trainer: begun, followed, ended, kept and continued.
#ifndef APP_SESSION_WEIGHTS_TRAINING_H
#define APP_SESSION_WEIGHTS_TRAINING_H

#include "app/session/state/session.h"

// What a run that goes on can be steered to.
#define TRAINING_RATE_LEAST 1e-4f
#define TRAINING_RATE_MOST 1000.0f

// Starts a run on a folder or "practice", or (resume) goes on with the one that is kept.
void training_begin(struct session *session, const char *data, bool resume);
// As training_begin, but asks first if that would discard a kept run.
void training_ask_begin(struct session *session, const char *data);
// By what was set up (session->setup).
void training_begin_set_up(struct session *session);
// On LENETPAD_DATA, else the user's data folder, else the default one; explains if MNIST is not
// there.
void training_begin_mnist(struct session *session);
// On a folder that the user names, and remembers it when it has loaded.
void training_begin_folder(struct session *session, const char *folder);
// A new run goes on from the moment that is looked at, as the one before went on, or otherwise; the
// one before is kept. One that goes on is stopped first.
bool training_can_go_on_from_here(const struct session *session);
void training_go_on_from_here(struct session *session);
// The run begins once more, with the weights that it began with, and paused; what of it was not
// kept as a run is lost.
bool training_can_go_to_start(const struct session *session);
void training_go_to_start(struct session *session);
// Rate and distortion can be changed: a run is at it, and has not been changed too often.
bool training_can_steer(const struct session *session);
// From the next step on; the rate within what can be trained with. Kept with the run.
void training_steer(struct session *session, float rate, enum augment augment);
// News of the trainer.
void training_follow(struct session *session);

// Looks whether a run is kept.
void training_find_kept(struct session *session);
// The same at the start, and says what stands where runs are kept and cannot be read; it stays
// where it is.
void training_find_first(struct session *session);
void training_discard_kept(struct session *session);
// Does not ask about it at the next start.
void training_postpone_kept(struct session *session);

#endif
