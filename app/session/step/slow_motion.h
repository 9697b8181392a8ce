// One image, one step of training, in slow motion: stage after stage, with the weights in use and
// on a copy of them. Whatever the step makes of the weights stands beside those in use, and is
// never read with, saved or taught. The drawing is followed; other weights than at the beginning
// are not.
#ifndef APP_SESSION_STEP_SLOW_MOTION_H
#define APP_SESSION_STEP_SLOW_MOTION_H

#include "app/session/state/session.h"

enum slow_motion_kind {
    SLOW_MOTION_FORWARD, // a layer is computed
    SLOW_MOTION_SOFTMAX,
    SLOW_MOTION_LOSS,
    SLOW_MOTION_BACK,     // the error of a layer
    SLOW_MOTION_GRADIENT, // of one kernel
    SLOW_MOTION_UPDATE,   // of one weight
    SLOW_MOTION_AFTER,    // the reading before and after
};

struct slow_motion_stage {
    enum slow_motion_kind kind;
    enum lenet_layer_id layer; // FORWARD, BACK: whose; SOFTMAX to AFTER: OUTPUT
};

enum { SLOW_MOTION_STAGES = 19 };

// Opens the first stage; if nothing is drawn, says so instead. The label is what is known of the
// digit on the pad, else what it is read as.
void slow_motion_begin(struct session *session);
void slow_motion_end(struct session *session);
// After the last stage comes the first one of another step, with the weights that this one made.
void slow_motion_next(struct session *session);
// Before the first stage there is none.
void slow_motion_back(struct session *session);
// The whole next step at once, to its last stage.
void slow_motion_again(struct session *session);
// These begin anew: the same stage, with the weights that this one began with.
void slow_motion_choose_label(struct session *session, int label);
void slow_motion_choose_rate(struct session *session, float rate);
// Which weight of the kernel is at hand; of a unit of F6 or OUTPUT, `row` is its rank by size.
void slow_motion_take_weight(struct session *session, int row, int column);
// Begins anew with what is drawn and what is in use, if the drawing is another one; ends when
// nothing is drawn. After session_read.
void slow_motion_follow(struct session *session);
void slow_motion_free(struct slow_motion *slow_motion);

// The rest needs it to be on.
struct slow_motion_stage slow_motion_at(const struct session *session);
// What the figure shows of a layer.
enum slow_motion_shown {
    SLOW_MOTION_NOTHING, // it is not computed yet
    SLOW_MOTION_VALUES,
    SLOW_MOTION_ERRORS, // before the sigmoids, or after them: as the session shows values
};
enum slow_motion_shown slow_motion_shows(const struct session *session, enum lenet_layer_id layer);
// Of OUTPUT the logits or their errors, not the probabilities.
bool slow_motion_shows_logits(const struct session *session);
const float *slow_motion_values(const struct session *session, enum lenet_layer_id layer);
// The cell of the stage's layer that is worked out: `looked_at` (NULL: none) if it is in that
// layer, else the one that is pinned, else the one whose value or error is largest.
struct terms_cell slow_motion_cell(const struct session *session,
                                   const struct terms_cell *looked_at);
// The kernel whose gradient is shown, and its weight at hand: of the pinned cell; without one, of
// C1. Its 25 weights (of F6 and OUTPUT, all of the unit; of S2 and S4 one) begin at `first`.
struct slow_motion_kernel {
    struct one_step_weight weight;
    size_t first;
    int count;
};
struct slow_motion_kernel slow_motion_kernel(const struct session *session);
// Other weights are in use than the step began with, or (`of_run`) a run goes on.
bool slow_motion_is_apart(const struct session *session);

#endif
