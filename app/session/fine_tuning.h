// "Learn my digits": the window's weights go on learning for some seconds, on the person's digits
// among others, and then the person decides by what came of it.
//
//   learning_begin -> RUNS -> (trainer has finished) -> ASKS -> learning_keep -> KEPT
//                      |                                 |                        |
//                      stopped or failed: back           learning_undo: back      learning_undo:
//                      back
//
// "Back" is to the same weights bit for bit.
#ifndef APP_LEARNING_H
#define APP_LEARNING_H

#include "app/base/paths.h"
#include "app/training/fine_tuning_data.h"
#include "app/work/reading.h"
#include "nn/net/model.h"

struct app;

enum learning_phase {
    LEARNING_NONE,
    LEARNING_RUNS,
    LEARNING_ASKS, // keep or undo?
    LEARNING_KEPT, // can still be undone
};

struct learning_result {
    size_t digits, right_before, right_after; // the person's
    size_t tested, wrong_before, wrong_after; // the data set's
    char data[PATH_SIZE];                     // which
};

struct learning {
    enum learning_phase phase;
    struct lesson lesson;   // the weights before, and the digits
    struct strokes digits;  // the same digits, to be read
    struct reading reading; // room for one
    struct learning_result result;
    // What else was so before.
    int weights_from; // enum weights_from
    char note[600];
    struct model_info info;
    char model[PATH_SIZE]; // of the settings
    bool at_next_start;    // which would have had these weights
};

bool learning_runs(const struct app *app);
bool learning_can_begin(const struct app *app);
bool learning_can_undo(const struct app *app);
void learning_begin(struct app *app);
// The trainer's phase has changed while learning_runs.
void learning_follow(struct app *app);
// Opens the question, once nothing else is open.
void learning_ask(struct app *app);
void learning_keep(struct app *app);
void learning_undo(struct app *app);
// A few seconds of small steps leave it as it is, far nearer than no calibration would be.
void learning_keep_calibration(struct app *app);
// Other weights are in use now: there is no way back. The trainer may still be at it.
void learning_forget(struct app *app);
void learning_free(struct learning *learning); // once the trainer is at rest
// The test error rose by more than 0.2 points.
bool learning_forgot_much(const struct learning_result *result);

#endif
