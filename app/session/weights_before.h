// The weights that were in use before the present ones, so that no key replaces weights without a
// way back: a run that was started by mistake, a model dropped onto the window, the shipped ones.
#ifndef APP_SESSION_WEIGHTS_BEFORE_H
#define APP_SESSION_WEIGHTS_BEFORE_H

#include "app/base/paths.h"
#include "nn/net/lenet.h"
#include "nn/net/model.h"

struct app;

struct weights_before {
    bool there;
    struct lenet weights;
    struct model_info info;
    int weights_from;      // enum weights_from
    char note[600];        // what was said of them
    char model[PATH_SIZE]; // the model of the next start, then
    bool at_next_start;    // which would have had these weights
};

// To be called before other weights come into use.
void weights_before_keep(struct app *app);
// There are some, they are others than the present ones, and no fine-tuning needs the present ones.
bool weights_before_can(const struct app *app);
// Exchanges them with the present ones; training stops, and its place is kept as after any stop.
void weights_before_swap(struct app *app);

#endif
