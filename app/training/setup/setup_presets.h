// Ready-made recipes: some that work, in the time that one has, and some that fail, each for one
// reason that is worth seeing.
#ifndef APP_TRAINING_SETUP_SETUP_PRESETS_H
#define APP_TRAINING_SETUP_SETUP_PRESETS_H

#include "app/training/setup/run_setup.h"

enum { SETUP_PRESET_SHIPPED = 2, SETUP_PRESETS = 8 };

struct setup_preset {
    const char *name;     // "First look"
    const char *word;     // in the names of its runs: "first-look"; "": none
    const char *sentence; // what it is for, or why it fails
    bool fails;
    struct {
        const char *word; // of an option; NULL: no more
        double value;     // see setup_option_set
    } with[7];            // where it differs from the shipped recipe
};
extern const struct setup_preset setup_presets[SETUP_PRESETS];

// From random weights, by that recipe; data, seed and what is held out stay as they are.
void setup_preset_apply(struct run_setup *setup, int preset);
// The preset that the set-up follows; -1 if none.
int setup_preset_of(const struct run_setup *setup);
// The same of a run with these options, whatever its seed, that began with random weights.
int setup_preset_of_options(const struct train_options *options);

#endif
