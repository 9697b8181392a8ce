// The operating table: parts of the network are silenced, kernels painted, noise is put into
// layers, and one sees at once what that does to the reading, and soon what it does to a whole test
// set. The weights in use are never touched: all of this stands beside them, and ends when others
// come into use. What a training run makes of them goes on below it.
#ifndef APP_SESSION_OPERATING_H
#define APP_SESSION_OPERATING_H

#include "app/session/state/session.h"

// Whether the drawing is read with anything but the weights in use as they are.
bool operating_is(const struct session *session);

// ---- What can be done; each is a step to undo ---------------------------------------------------

// Silences a cell of C1 to F6, a map (row -1) or a layer (map -1, too), or gives it its voice back.
void operating_toggle(struct session *session, struct terms_cell cell);
// Whether there is such a part to silence: not the input, nor the ten logits that are the reading.
bool operating_can_silence(struct terms_cell cell);
bool operating_silences(const struct session *session, struct terms_cell cell);
// Silenced values become what they are on average over the test set, or else 0. No step.
void operating_choose_mean(struct session *session, bool to_mean);
// Normally distributed, added to every value of C1 to F6; 0 takes it away. Within a gesture (the
// slider's), steps follow each other as one.
void operating_set_noise(struct session *session, enum lenet_layer_id layer, float deviation,
                         bool same_gesture);

// C1, C3 and C5 do.
bool operating_has_kernels(enum lenet_layer_id layer);
// The kernel that leads from a map of the layer below into a cell's map: 25 weights of C1, C3 or
// C5.
struct operating_kernel {
    size_t first; // of lenet_parameters
};
// False where there is none: the layer has no kernels.
bool operating_kernel_of(struct operating_kernel *kernel, struct terms_cell cell, int from_map);
// Its weights as they are read with, row by row.
const float *operating_kernel_weights(const struct session *session,
                                      struct operating_kernel kernel);
// Whether they are others than those of the weights in use.
bool operating_kernel_is_painted(const struct session *session, struct operating_kernel kernel);
// Of a row and a column, 0..4. Within a gesture as above.
void operating_paint(struct session *session, struct operating_kernel kernel, int row, int column,
                     float weight, bool same_gesture);
void operating_negate(struct session *session, struct operating_kernel kernel);
void operating_zero(struct session *session, struct operating_kernel kernel);

// All of it ends, the weights are read as they are again, bit for bit. A step, too.
void operating_heal_all(struct session *session);

// ---- One way back for drawing and operating, in the order in which things were done -------------

bool operating_can_undo(const struct session *session);
bool operating_can_redo(const struct session *session);
void operating_undo(struct session *session);
void operating_redo(struct session *session);

// ---- What it does to a test set -----------------------------------------------------------------

// Takes what the tester has counted, and asks anew where something else is operated, or the weights
// below are others.
void operating_follow(struct session *session);
// Whether `operating.tested` is about the network as it is now or, while a run goes on, as it was
// in this epoch.
bool operating_is_tested(const struct session *session);

// "3 maps, 1 unit silenced, 2 kernels painted, noise in C3"; "" if nothing is operated.
void operating_say(const struct session *session, char *text, size_t size);

#endif
