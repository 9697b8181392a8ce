// What the form of a run's set-up knows besides the set-up itself.
#ifndef APP_WINDOW_SCREEN_SETUP_FORM_H
#define APP_WINDOW_SCREEN_SETUP_FORM_H

#include "app/training/setup/run_setup.h"
#include "app/training/setup/setup_preview.h"

struct setup_form {
    bool waits; // for the run that goes on to stop, and is not open yet
    // What is known of the set-up `seen`; looked up anew when that is no longer what is shown.
    bool looked;
    struct run_setup seen;
    struct run_setup_size size;
    struct status problem; // why it cannot be started; STATUS_OK: it can
    bool lacks_mnist;      // that is why
    struct setup_preview preview;
    uint64_t round; // of its distortions
    // Chosen by hand, before a recipe took its place.
    bool own_there;
    struct train_options own;
    bool own_from_weights;
    int row;              // of the recipes, where the keyboard is
    char wrong[160];      // what is typed in a field and makes no sense there; ""
    char moved[160];      // the same once one has left the field, which took the nearest value; ""
    uint32_t moved_field; // which one that was
    char help[400];       // of the field at hand; ""
    bool pointed;         // it is the pointer's, which was used after the keyboard
    int height;           // of the fields as they were laid out last, logical
};

#endif
