// What the files of struct app share with one another.
#ifndef APP_WINDOW_SHELL_PRIVATE_H
#define APP_WINDOW_SHELL_PRIVATE_H

#include "app/window/shell.h"

// The weights have changed. `what` says in a few words what they are, `description` ("": nothing
// more is known) how they were trained.
void app_note_weights(struct app *app, enum weights_from from, const char *what,
                      const char *description);
// Opens a model; the weights are then no longer the trainer's.
bool app_use_model(struct app *app, const char *path, enum weights_from from,
                   struct status *status);
// The remembered model, else the shipped one, else random weights and a message.
void app_load_first_model(struct app *app);
// Now, not only when the window closes. True without a place for settings.
bool app_save_settings(struct app *app, struct status *status);
// A message with a button for an action.
void app_toast(struct app *app, const char *text, int action, double seconds);
// Looks whether a run is kept.
void app_find_checkpoint(struct app *app);
// Where MNIST is looked for: LENETPAD_DATA, else the user's choice, else the default; "" if there
// is none.
void app_data_folder(const struct app *app, char folder[PATH_SIZE]);
// Says what is known of the digit on the pad.
void app_note_digit(struct app *app, const char *note);
bool app_open_strokes(struct app *app, const char *path, size_t index, struct status *status);
// News of the trainer.
void app_follow_trainer(struct app *app);
// And of the download and the picture that is being opened.
void app_poll_threads(struct app *app);
// Brings the picture that was being opened onto the pad, once it is read.
void app_poll_opening(struct app *app);
// Gives a run what every run gets, and starts it.
void app_begin_run(struct app *app, struct trainer_job *job);

#endif
