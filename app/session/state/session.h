// What the program does, without what shows it: the drawing and its reading, the weights and where
// they come from, the run that trains, the person's own digits, what is remembered. It knows no
// canvas, no widget and no window.
#ifndef APP_SESSION_STATE_SESSION_H
#define APP_SESSION_STATE_SESSION_H

#include "app/explain/checkup.h"
#include "app/explain/diagnosis.h"
#include "app/explain/explainer.h"
#include "app/explain/tester.h"
#include "app/session/state/exam_shown.h"
#include "app/session/state/notice.h"
#include "app/session/state/operations.h"
#include "app/session/state/past.h"
#include "app/session/state/pin.h"
#include "app/session/state/questions.h"
#include "app/training/beside/trainer.h"
#include "app/training/fine_tuning_data.h"
#include "app/training/setup/run_setup.h"
#include "app/work/download.h"
#include "app/work/own_digits.h"
#include "app/work/pad.h"
#include "app/work/picture_opening.h"
#include "app/work/reading/digit_row.h"
#include "app/work/reading/pad_reading.h"
#include "app/work/remembering.h"
#include "app/work/settings.h"
#include "nn/data/dataset.h"
#include "nn/explain/one_step.h"
#include "nn/net/model.h"

enum weights_from {
    WEIGHTS_UNTRAINED, // no model was found: random
    WEIGHTS_SHIPPED,
    WEIGHTS_FILE,
    WEIGHTS_TRAINER, // of the current or latest run
};

// What is known of weights, besides themselves.
struct weights_origin {
    enum weights_from from;
    char name[256], note[600]; // what was said of them
    struct model_info info;
    char model[PATH_SIZE]; // of the next start, while they were in use
    bool at_next_start;    // which would have had these weights
};

// The weights that were in use before the present ones; see weights_before.h.
struct weights_before {
    bool there;
    struct lenet weights;
    struct weights_origin origin;
};

// "Learn my digits"; see fine_tuning.h.
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
    struct weights_origin before; // of data.weights
};

// "Why this digit?"; see why.h.
struct why {
    bool asked;                         // and shown, when there is an answer
    int digit, instead;                 // why this (-1: whatever is read), and not that (-1: none)
    enum explainer_method method;       // how pixels are weighed
    bool flip;                          // what it would take is asked, too
    struct explainer *explainer;        // NULL before the first question
    struct explainer_question question; // the latest
    uint64_t drawing, weights;          // that it is about: read_drawings, weights_version
    bool there;                         // `answer` is one
    struct explainer_answer answer;
    uint64_t answered_drawing; // that it is about
};

// The operating table; see operating.h.
struct operating {
    struct operations steps;
    struct tester *tester;  // NULL before anything is operated
    uint64_t changes;       // of the steps that hold, counted
    uint64_t asked;         // weights_version that the tester was asked about last
    uint64_t asked_changes; // the count then
    int asked_epoch;        // and the run's
    bool waits;             // for its answer
    bool there;             // `tested` is one, though it may be of a step before
    struct tester_answer tested;
};

// How the network in training is; see health.h.
struct health {
    struct checkup *checkup; // NULL before the first run
    uint64_t run;            // of the trainer, that all this is about
    uint64_t generation;     // of the weights that were asked about last
    uint64_t asked;          // questions so far
    double asked_at;         // see clock_seconds
    bool past;               // it is about the moment that is looked back at,
    uint64_t step;           // and this is its step
    bool left_out;           // it learns the person's digits: too short to be judged
    bool waits;              // for an answer
    bool there;              // `answer` is one
    struct checkup_answer answer;
    struct status failure; // why there is none; STATUS_OK before the first one
    struct diagnosis diagnosis;
};

// The moments of the run, of which one can be looked at; see looking_back.h.
enum run_begun {
    RUN_BEGUN_ANEW,
    RUN_BEGUN_CONTINUED, // where it was left
    RUN_BEGUN_AS_BRANCH, // at a moment of the run before
    RUN_BEGUN_AGAIN,     // at the beginning of the run before
};

struct looking_back {
    struct snapshot_list moments; // that are kept of the latest run
    bool there;                   // the weights in use are those of a moment
    uint64_t step;                // which, and all of it: it may be dropped meanwhile
    struct run_moment moment;
    struct lenet now;             // meanwhile: the weights that are in use without it,
    struct weights_origin origin; // and what is known of them
    bool newer;                   // they are newer than what is known of them
    struct run_moment *branch;    // where the next run begins once this one has stopped; owned
    bool again;                   // that is this run's own beginning
    bool past;                    // the latest run is one of the library that was only loaded
    char run[RUN_RECORD_NAME];    // its name; or that of the run a branch came from; ""
    uint64_t run_step;            // of its moment that is to be looked at
};

// One step of training in slow motion; see step/slow_motion.h.
enum slow_motion_label { SLOW_MOTION_READ, SLOW_MOTION_KNOWN, SLOW_MOTION_CHOSEN };
enum { SLOW_MOTION_LOSSES = 256 };

struct slow_motion {
    bool on;
    int stage;
    struct one_step *step;          // owned, as the next two; NULL before the first time
    struct ablation *ablation;      // as it was when this began
    struct lenet_activations *sums; // of the values that are shown, while sums are
    enum slow_motion_label label_from;
    float rate;
    uint64_t drawing, weights;       // that it is of, as in why; what it works on are copies
    bool of_run;                     // a run trained then
    int row, column;                 // of the kernel's weight at hand; -1: the largest gradient's
    int steps;                       // done before this one
    double loss[SLOW_MOTION_LOSSES]; // before each of the latest steps, this one's last
    int losses;
};

// The download of MNIST; see fetching.h.
struct fetching {
    struct download *download; // or NULL
    struct download_progress progress;
    bool then_train;         // a run waits for it
    bool cancelled;          // it may come to its end all the same, but nothing waits any more
    bool again;              // but for the next, which begins when this one has ended
    bool failed;             // the latest, so that an address is asked for; else it was wished
    char address[PATH_SIZE]; // to be asked next: of a folder; "": the usual mirrors
    char asked[PATH_SIZE];   // by `download`
};

// Where the digit on the pad is from, as far as that is told.
struct shown_digit {
    enum {
        SHOWN_STROKES,  // number `number` of a file's `count`, from 1; of 1 that is not said
        SHOWN_PRACTICE, // made for the occasion
        SHOWN_PRACTICE_SET,
        SHOWN_TEST,
    } from;
    size_t number, count;
    int label; // -1: not known
};

struct session {
    trainer_wake *wake; // called from threads that have news
    void *wake_context;
    download_bring *bring; // see session_life.h

    struct settings settings;
    struct remembering remembering; // of them

    struct pad pad;
    bool eraser; // the pen is one

    struct lenet weights;
    enum weights_from weights_from;
    struct weights_before before;
    bool shipped_there;
    char weights_name[256]; // whose they are, in a few words: "Shipped weights"
    char weights_note[600]; // one line: that, and how they were trained
    struct model_info model_info;
    uint64_t weights_version; // raised also by what is operated on them
    struct reading reading;   // of the drawing, or of the one of its digits that is looked at,
    struct digit_row row;     // where it is several
    bool joins;               // several digits are one, if the pad's version is still
    uint64_t joined_pad;      // this
    uint64_t read_pad, read_weights; // versions that `reading` is of
    uint64_t read_drawings;          // raised whenever it is of something else that was drawn
    bool before_sigmoid;             // values are shown as they were before it
    struct lenet_activations sums;   // of `reading` (presums_of), while they are
    struct pin pin;                  // the cell of the network that is looked at

    struct strokes strokes; // of the file opened last; empty if that was something else
    size_t strokes_index;   // the digit of it that was shown
    uint64_t strokes_pad;   // the pad's version then
    bool strokes_mine;      // they are the person's own

    struct picture_opening *opening; // a picture that takes longer, or NULL
    struct fetching fetching;

    struct dataset test_digits; // for the random digit; empty until asked for
    uint64_t random_seed, random_count;
    struct shown_digit shown_digit; // what is said of the digit on the pad
    char digit_note[96]; // "test digit 4,711, a 7", "1 of 7,494, labelled 4", while `digit_pad` is
                         // the pad's version
    uint64_t digit_pad;

    struct lock *kept_lock; // of `kept_model`, where this window keeps its weights for the next
                            // start; NULL: nowhere
    char kept_model[PATH_SIZE];

    struct trainer *trainer;
    struct train_options training;      // of the next quick run: the recipe
    struct run_setup setup;             // of one that is set up; see set_up.h
    struct setup_strokes setup_strokes; // of its strokes file
    char setup_path[PATH_SIZE];         // where it is remembered; "": nowhere
    struct run_setup setup_written;
    struct trainer_progress progress;
    uint64_t trainer_generation;
    bool follow_trainer;        // the weights are the trainer's
    char named_data[PATH_SIZE]; // the folder named for the run, remembered once it has loaded
    char checkpoint[PATH_SIZE]; // of the first window's run (see kept_run.h); "": none is kept
    enum run_begun run_begun;   // the latest run
    bool run_by_setup;          // what it learns is
    struct run_setup run_setup; // that
    char run_file[PATH_SIZE];   // of this window's latest run; ""
    uint64_t run_told;          // the trainer's run of which was told that it is not recorded
    bool checkpoint_there;      // `kept` is a run that can go on
    struct kept_run kept;

    struct past past;         // the runs of the library
    struct compared compared; // those of them whose curves are laid over the present run's
    struct looking_back looking;

    struct own_digits own_digits;   // the person's own digits
    bool correcting;                // digit keys and bars say what the drawing is
    uint64_t drawn_pad;             // the pad's version after the latest stroke
    uint64_t taught_pad;            // the pad's version after the latest digit was taught
    uint64_t row_kept_pad;          // of several digits with that version of the pad,
    bool row_kept[DIGIT_ROW_MOST];  // those that are among the person's own
    struct fine_tuning fine_tuning; // from them

    struct why why;
    struct operating operating;
    struct health health; // of the run that goes on or was the latest
    struct slow_motion slow_motion;
    struct exam_shown exam_shown; // see mistakes.h

    struct questions questions;
    struct notice notice;
    bool changed; // since whoever shows the session looked, and then says so
};

// Pen diameters in thousandths of the pad's side, and the step of the keys.
enum { SESSION_BRUSH_MIN = 15, SESSION_BRUSH_MAX = 200, SESSION_BRUSH_STEP = 10 };
void session_set_brush(struct session *session, float brush);
// Of the pen or the eraser, in pad units.
float session_brush_diameter(const struct session *session, bool erasing);

// A run is loading, running or paused.
bool session_trains(const struct session *session);
// Where data is looked for: see data_source_folder.
void session_data_folder(const struct session *session, char folder[PATH_SIZE]);
// Now, not only when the session ends. True without a place for settings.
bool session_save_settings(struct session *session, struct status *status);
// The weights in use with what was painted on them: those that the drawing is read with.
const struct lenet *session_network(const struct session *session);
// What was operated on the weights ends: others come into use.
void session_end_operations(struct session *session);
// Reads what is on the pad, if it or the weights, or what was operated on them, are others than
// were read last. Of several digits, `reading` is of the one with the latest stroke.
void session_read(struct session *session);
// Of several digits, this one is looked at from now on, until something is drawn.
void session_look_at_digit(struct session *session, int index);
// What was taken for several digits is read, and taught, as one (or not any more), until something
// is drawn.
void session_join_digits(struct session *session, bool join);
bool session_joins_digits(const struct session *session);
// From now on, every value is shown as it was before its layer's sigmoid (or not any more). Not
// remembered: a window begins with what the bars are computed from.
void session_show_before_sigmoid(struct session *session, bool before);
// The values to show: the reading's activations, or their sums.
const struct lenet_activations *session_shown_values(const struct session *session);

#endif
