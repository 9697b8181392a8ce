// The window's whole state and what it does with events: no SDL, no display. command_window.c
// feeds it from a real window, command_shot.c and the tests by hand.
//
// Events change the state (app_event); a frame (app_frame) brings reading and weights up to date
// and draws everything onto `canvas`. What the state wants of the window system stands in fields
// that the main loop compares with what is so: title, quit, full_screen, ...
#ifndef APP_WINDOW_SHELL_H
#define APP_WINDOW_SHELL_H

#include "app/session/fine_tuning.h"
#include "app/session/weights_before.h"
#include "app/training/trainer.h"
#include "app/ui/event.h"
#include "app/ui/ui.h"
#include "app/window/dialogs/dialogs.h"
#include "app/window/menus.h"
#include "app/window/screen/layout.h"
#include "app/work/own_digits.h"
#include "app/work/pad.h"
#include "app/work/reading.h"
#include "app/work/remembering.h"
#include "app/work/settings.h"
#include "nn/data/dataset.h"
#include "nn/net/model.h"

// Pen diameters in thousandths of the pad's side, and the step of the keys.
enum { APP_BRUSH_MIN = 15, APP_BRUSH_MAX = 200, APP_BRUSH_STEP = 10 };

enum weights_from {
    WEIGHTS_UNTRAINED, // no model was found: random
    WEIGHTS_SHIPPED,
    WEIGHTS_FILE,
    WEIGHTS_TRAINER, // of the current or latest run
};

struct app {
    // Given by the main loop.
    trainer_wake *wake;
    void *wake_context;
    float system_scale; // used while settings.scale is 0
    bool system_dark;

    struct canvas canvas;
    struct text *text;
    struct ui ui;
    struct layout layout;
    struct settings settings;
    struct remembering remembering; // of them

    struct pad pad;
    bool eraser;
    float pad_pointer_x, pad_pointer_y; // pad units
    bool over_pad;
    int pad_button; // that began the active stroke
    bool erasing;   // with it

    struct lenet weights;
    enum weights_from weights_from;
    struct weights_before before;
    bool shipped_there;
    char weights_note[600]; // one line: where the weights come from
    struct model_info model_info;
    uint64_t weights_version;
    struct reading reading;
    uint64_t read_pad, read_weights; // versions that `reading` is of

    struct strokes strokes; // of the file opened last; empty if that was something else
    size_t strokes_index;   // the digit of it that was shown
    uint64_t strokes_pad;   // the pad's version then
    bool strokes_mine;      // they are the person's own

    struct opening *opening; // a picture that takes longer, or NULL

    struct dataset test_digits; // for the random digit; empty until asked for
    uint64_t random_seed, random_count;
    char digit_note[96]; // "test digit 4711, a 7", "1 of 7494, labelled 4", while `digit_pad` is
                         // the pad's version
    uint64_t digit_pad;

    struct lock *kept_lock; // of `kept_model`, where this window keeps its weights for the next
                            // start; NULL: nowhere
    char kept_model[PATH_SIZE];

    struct trainer *trainer;
    struct train_options training; // of the next run: the recipe
    struct trainer_progress progress;
    uint64_t trainer_generation;
    bool follow_trainer;        // the weights are the trainer's
    char named_data[PATH_SIZE]; // the folder named for the run, remembered once it has loaded
    char checkpoint[PATH_SIZE]; // of the first window's run (see kept_run.h); "": none is kept
    char run_file[PATH_SIZE];   // of this window's latest run; ""
    bool checkpoint_there;      // `kept` is a run that can go on
    struct kept_run kept;

    struct own_digits own_digits;   // the person's own digits
    bool correcting;                // digit keys and bars say what the drawing is
    int said_label;                 // the bar that was pressed in this frame, or -1
    uint64_t drawn_pad;             // the pad's version after the latest stroke
    uint64_t taught_pad;            // the pad's version after the latest digit was taught
    struct fine_tuning fine_tuning; // from them
    int toast_action;               // of the button of the latest message

    struct layout_hit hover;
    bool hovering;
    struct dialogs dialogs;
    struct menus menus;

    bool drop_waits;         // for a dialog or menu to close
    char dropped[PATH_SIZE]; // what was dropped then

    bool dirty;     // a frame is needed
    bool unsettled; // a dialog opens or closes with it: the next event must wait for that
    // What the window is to be.
    char title[160];
    bool quit, full_screen, show_cursor, capture_pointer;
};

// Where an app keeps and finds its things; NULL or "" where it shall not.
struct app_options {
    const char *settings_path;
    const char *model; // to begin with, instead of the remembered one
    const char *checkpoint;
    const char *own_digits; // the strokes file of the person's digits
    uint64_t random_seed;   // of the random digits
    trainer_wake *wake;
    void *wake_context;
};

// `glyphs` is taken over, also on failure. A model named in the options must load; without one, a
// missing or broken model leads to untrained weights and a message in the window.
bool app_open(struct app **app, struct glyph_source glyphs, const struct app_options *options,
              struct status *status);
// Stops training, keeping the run or its result, and remembers the settings. Nothing is drawn or
// freed, and nothing but app_close may follow.
void app_end(struct app *app);
// The same, and frees.
void app_close(struct app *app);
// Device pixels, and the system's scale.
bool app_resize(struct app *app, int width, int height, float system_scale, struct status *status);

void app_event(struct app *app, const struct event *event);
// True if the picture may have changed since the last frame.
bool app_needs_frame(const struct app *app);
void app_frame(struct app *app);
// Writes settings that changed and have come to rest. Called now and then, at the latest after
// app_rest_ms (-1: no need).
void app_remember(struct app *app, double now);
int app_rest_ms(const struct app *app, double now);
// The part of a frame that draws nothing: news of the threads, the reading, the title.
void app_refresh(struct app *app);

// Opens a model, a picture or strokes (digit number `index` of the file), told apart by contents.
bool app_open_file(struct app *app, const char *path, size_t index, struct status *status);
// As app_open_file, but a picture that takes longer is read in a thread: true then, too, and a
// failure is explained when it comes.
bool app_open_beside(struct app *app, const char *path, struct status *status);
bool app_save(struct app *app, enum files_purpose purpose, const char *path, struct status *status);
// As app_open_beside, with a dialog on failure.
void app_open_or_explain(struct app *app, const char *path);
// True if the file is a model and training goes on, so that the user is to be asked first.
bool app_open_leaves_run(const struct app *app, const char *path);
// Shows another digit of the strokes file; false if there is none in that direction.
bool app_can_step_digit(const struct app *app, int step);
void app_step_digit(struct app *app, int step);
void app_forget_strokes(struct app *app);
// The person's own digits as if opened from their file, number `index` first.
bool app_show_own_digits(struct app *app, size_t index, struct status *status);

bool app_training(const struct app *app); // loading, running or paused
// Starts a run on a folder or "practice", or (resume) goes on from the checkpoint.
void app_train(struct app *app, const char *data, bool resume);
// As app_train, but asks first if that would discard a kept run.
void app_start_training(struct app *app, const char *data);
// On LENETPAD_DATA, else the user's data folder, else the default one; explains if MNIST is not
// there.
void app_train_mnist(struct app *app);
// On a folder that the user names, and remembers it when it has loaded.
void app_train_folder(struct app *app, const char *folder);
// "practice digits", "MNIST", or the folder's name.
const char *app_data_name(const char *data);
void app_use_shipped(struct app *app);
// A test digit of MNIST if it is on the machine, else a practice digit, onto the pad.
void app_random_digit(struct app *app);
void app_discard_checkpoint(struct app *app);
// Does not ask about it at the next start.
void app_postpone_checkpoint(struct app *app);

void app_set_brush(struct app *app, float brush);
// Of the pen or the eraser, in pad units.
float app_brush_diameter(const struct app *app, bool erasing);
// The next interface scale up or down, or 0 if there is none.
float app_scale_step(const struct app *app, int direction);

#endif
