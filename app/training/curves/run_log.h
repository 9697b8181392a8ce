// The curves of a run as CSV, written as it goes: a line for each point of its loss curve, with the
// errors where an epoch ends. Every line is written whole, so that a program that is killed leaves
// a file of whole lines; a run that goes on goes on in its file, without a line twice.
#ifndef APP_TRAINING_CURVES_RUN_LOG_H
#define APP_TRAINING_CURVES_RUN_LOG_H

#include "app/training/curves/run_curves.h"
#include "nn/base/status.h"
#include "nn/files/file.h"

struct run_log;

// A line. A number that is not known is NAN, or 0 images after some part of an epoch, and its place
// in the line is empty.
struct run_log_line {
    double epochs;                              // done, with fractions
    uint64_t images;                            // trained on in all
    double loss;                                // mean since the line before
    double train_error, held_error, test_error; // shares of 1
    double rate;                                // of the latest step
    double images_per_second;
};

// The first line of the file, with its newline.
extern const char run_log_header[];

// Opens the log of a run whose curves are `curves` so far, and whose epochs have `items` images. At
// the beginning of a run (empty curves) the file is made anew; later, its lines up to where the run
// stands are kept, those of what was trained after the latest checkpoint are taken away, and what
// is missing is written from the curves, as far as those tell. Fails if the file cannot be written,
// or tells of another run. `stream`: it cannot be read or replaced, everything goes into it.
bool run_log_open(struct run_log **log, const char *path, bool stream,
                  const struct run_curves *curves, const struct train_state *state, size_t items,
                  struct status *status);
// Writes such a log whole: the lines of this run that are there up to where it stands, and what is
// missing as far as the curves tell; in place of any other file.
bool run_log_write(const char *path, const struct run_curves *curves,
                   const struct train_state *state, size_t items, struct status *status);
// Such a log as far as the curves tell, which is freed with bytes_free. `items` 0: not known, and
// neither are the images of a line. `path`: where it will be written, for the words of a failure.
bool run_log_text(struct bytes *log, const char *path, const struct run_curves *curves,
                  size_t items, struct status *status);
// Appends a line, with one write, or nothing of it. After a failure the log is given up: later
// lines are not written.
bool run_log_add(struct run_log *log, const struct run_log_line *line, struct status *status);
void run_log_close(struct run_log *log); // NULL is fine

#endif
