// "Learn my digits": the window's weights go on learning for some seconds, on the person's digits
// among others, and then the person decides by what came of it.
//
//   fine_tuning_begin -> RUNS -> (trainer has finished) -> ASKS -> fine_tuning_keep -> KEPT
//                      |                                 |                        |
//                      stopped or failed: back           fine_tuning_undo: back fine_tuning_undo:
//                      back
//
// "Back" is to the same weights bit for bit.
#ifndef APP_SESSION_FINE_TUNING_H
#define APP_SESSION_FINE_TUNING_H

#include "app/base/paths.h"
#include "app/training/fine_tuning_data.h"
#include "app/work/reading.h"
#include "nn/net/model.h"

struct app;

enum fine_tuning_phase {
    FINE_TUNING_NONE,
    FINE_TUNING_RUNS,
    FINE_TUNING_ASKS, // keep or undo?
    FINE_TUNING_KEPT, // can still be undone
};

struct fine_tuning_result {
    size_t digits, right_before, right_after; // the person's
    size_t tested, wrong_before, wrong_after; // the data set's
    char data[PATH_SIZE];                     // which
};

struct fine_tuning {
    enum fine_tuning_phase phase;
    struct fine_tuning_data data; // the weights before, and the digits
    struct strokes digits;        // the same digits, to be read
    struct reading reading;       // room for one
    struct fine_tuning_result result;
    // What else was so before.
    int weights_from; // enum weights_from
    char note[600];
    struct model_info info;
    char model[PATH_SIZE]; // of the settings
    bool at_next_start;    // which would have had these weights
};

bool fine_tuning_runs(const struct app *app);
bool fine_tuning_can_begin(const struct app *app);
bool fine_tuning_can_undo(const struct app *app);
void fine_tuning_begin(struct app *app);
// The trainer's phase has changed while fine_tuning_runs.
void fine_tuning_follow(struct app *app);
// Opens the question, once nothing else is open.
void fine_tuning_ask(struct app *app);
void fine_tuning_keep(struct app *app);
void fine_tuning_undo(struct app *app);
// A few seconds of small steps leave it as it is, far nearer than no calibration would be.
void fine_tuning_keep_calibration(struct app *app);
// Other weights are in use now: there is no way back. The trainer may still be at it.
void fine_tuning_forget(struct app *app);
void fine_tuning_free(struct fine_tuning *tuning); // once the trainer is at rest
// The test error rose by more than 0.2 points.
bool fine_tuning_forgot_much(const struct fine_tuning_result *result);

#endif
