// The cell of the network that is looked at: where one stands, whether it is pinned, and the way
// one came. Walking knows the network's shape, not how a window lays it out.
#ifndef APP_SESSION_STATE_PIN_H
#define APP_SESSION_STATE_PIN_H

#include "nn/explain/terms.h"

enum {
    PIN_WAY = 32,     // jumps that can be taken back; older ones are forgotten
    PIN_LARGEST = -1, // the group of terms that weighs most, whichever it is at the moment
};

struct pin {
    bool held;              // else `cell` is only where the walk goes on
    struct terms_cell cell; // always one that exists; at first OUTPUT's unit 0
    int open;               // which group of its terms is unfolded, or PIN_LARGEST; of F6 and
                            // OUTPUT, which of the contributions is at hand, by size
    bool softmax;           // of OUTPUT: not the sum, but what becomes of the ten sums
    struct terms_cell way[PIN_WAY];
    int jumps; // of `way`, the latest last
};

void pin_init(struct pin *pin);
// Pins `cell`, or lets it go if it is pinned already.
void pin_toggle(struct pin *pin, struct terms_cell cell);
// Pins `cell`, which may be the place already; from a cell that was pinned, that is a jump.
void pin_hold(struct pin *pin, struct terms_cell cell);
// Also forgets the way.
void pin_let_go(struct pin *pin);

// The neighbour; single units stand `columns` beside each other. The edges stop. These and the next
// ones return whether there was somewhere to go.
bool pin_step(struct pin *pin, int down, int right, int columns);
// The same place of the next (1) or previous (-1) map.
bool pin_step_map(struct pin *pin, int step);
// About the same place of the next or previous layer; `hidden` has a bit for each to be passed
// over.
bool pin_step_layer(struct pin *pin, int step, unsigned hidden);
// Into the cell that adds or takes away the most, further down while its layer is hidden. A jump.
bool pin_go_down(struct pin *pin, const struct lenet *lenet,
                 const struct lenet_activations *activations, unsigned hidden);
// To where the latest jump was made from.
bool pin_go_back(struct pin *pin);

// Unfolds another of the cell's groups of terms, or takes another contribution to hand;
// PIN_LARGEST: again by weight.
void pin_unfold(struct pin *pin, int group);

// The cell that a term's input is.
struct terms_cell pin_contributor(const struct terms *terms, int term);
// The terms by the size of their product, largest first, at most `most`; returns how many. Of equal
// ones the earlier is first.
int pin_largest(const struct terms *terms, int order[], int most);
// Which group is unfolded: the chosen one, else that with the largest sum of products.
int pin_open_group(const struct pin *pin, const struct terms *terms);

#endif
