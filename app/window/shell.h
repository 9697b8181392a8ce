// The window's whole state and what it does with events: no SDL, no display. command_window.c
// feeds it from a real window, command_shot.c and the tests by hand.
//
// Events change the state (app_event); a frame (app_frame) brings reading and weights up to date
// and draws everything onto `canvas`. What the state wants of the window system stands in fields
// that the main loop compares with what is so: title, quit, full_screen, ...
#ifndef APP_WINDOW_SHELL_H
#define APP_WINDOW_SHELL_H

#include "app/ui/event.h"
#include "app/window/dialogs/dialogs.h"
#include "app/window/screen/screen.h"

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
bool app_save(struct app *app, enum file_purpose purpose, const char *path, struct status *status);
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
