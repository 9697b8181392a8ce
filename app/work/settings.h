// What the program remembers between starts, as JSON in the user's configuration folder.
#ifndef APP_WORK_SETTINGS_H
#define APP_WORK_SETTINGS_H

#include "app/base/paths.h"

enum theme_choice { THEME_SYSTEM, THEME_LIGHT, THEME_DARK, THEME_CONTRAST, THEMES };

enum {
    SETTINGS_WINDOW_MOST = 16384, // pixels of a side of the window, or of its picture
    SETTINGS_SCALE_MOST = 3,
};

// What File > Export offers first: what was chosen there last. What the numbers mean, and that they
// suffice, is in app/window/export/export_choice.h.
enum {
    SETTINGS_EXPORT_WHATS = 7,
    SETTINGS_EXPORT_PANELS = 5,
    SETTINGS_EXPORT_TIMES = 4,
    SETTINGS_EXPORT_ARRAYS = 10,
};

struct settings_export {
    int what;
    int panel;
    bool svg;        // pictures of the window, instead of PNG
    int times;       // as many times as large, of PNG
    bool idx;        // what the network sees, instead of PNG
    int image_times; // of that PNG: 0..SETTINGS_EXPORT_TIMES - 1
    bool npy;        // one array of the activations, instead of all in one .npz
    int array;       // which
};

struct settings {
    int theme;           // enum theme_choice
    int colour_map;      // enum colour_map_id
    bool shared_scale;   // feature maps of one layer share one colour scale
    bool fixed_scale;    // it is the same for every drawing, whatever shared_scale says
    float scale;         // interface scale 1..SETTINGS_SCALE_MOST; 0 means the system's own
    float brush;         // pen diameter, thousandths of the pad's side
    bool show_training;  // the training panel is open
    bool system_dialogs; // the desktop's file dialog, where it has one
    bool linear_curves;  // of a run, instead of logarithmic ones
    bool speech;         // what is read is said aloud
    int window_width, window_height; // logical, while it is not maximised
    bool window_maximised;
    char language[16];      // the code of a catalogue, "en", or "" for the environment's
    char model[PATH_SIZE];  // last opened or saved model; "" means the shipped weights
    char data[PATH_SIZE];   // data folder named by the user; "" means the default
    char mirror[PATH_SIZE]; // the address that MNIST came from; "" means the usual mirrors
    char folder[PATH_SIZE]; // where the file dialog was last
    unsigned hidden_layers; // of the figure: bit of enum lenet_layer_id
    struct settings_export export;
};

void settings_default(struct settings *settings);
// A missing file gives the defaults and succeeds; a broken one gives the defaults and fails, saying
// what is wrong. Unknown keys are ignored; values out of range fall back one by one.
bool settings_load(struct settings *settings, const char *path, struct status *status);
bool settings_equal(const struct settings *a, const struct settings *b);
// Writes into the file what `now` has otherwise than `before` (NULL: everything); the rest of the
// file, which another window may have changed and a newer version added to, stays. Without a
// difference nothing is written. The file is locked meanwhile. One that is no settings file stays
// for as long as only the window's size and whether it is maximised differ; then it is kept beside
// (see aside.h), and all that is not as by default is written. One that cannot be read at all is
// left alone, and that is a failure.
bool settings_save(const struct settings *now, const struct settings *before, const char *path,
                   struct status *status);

#endif
