// "Why this digit?", worked out in a thread beside the window, because some answers take longer
// than a frame: a map of the pixels that the reading hangs on, and the fewest that would turn it.
#ifndef APP_EXPLAIN_EXPLAINER_H
#define APP_EXPLAIN_EXPLAINER_H

#include "nn/base/status.h"
#include "nn/explain/change.h"

// How the pixels are weighed.
enum explainer_method {
    EXPLAINER_GRADIENT,   // how much the logit changes with each pixel, at the drawing as it is
    EXPLAINER_INTEGRATED, // what each pixel adds to the logit, from an empty pad on
    EXPLAINER_OCCLUSION,  // how far the logit falls when a pixel's surroundings are blanked
    EXPLAINER_METHODS
};
// As a command line names them.
extern const char *const explainer_method_names[EXPLAINER_METHODS];

// Why `digit`, or why it and not `instead` (-1: none). By logits: see nn/explain/gradient.h.
struct explainer_question {
    int digit, instead;
    enum explainer_method method;
    bool flip; // also search for the fewest pixels that turn what is read into `instead` (-1: into
               // any other digit) or, if `digit` is not what is read, into `digit`
    uint64_t number; // the asker's; the answer has it, too
};

// Reads "6", or "6,0": why 6 and not 0. Fails, saying how one is written.
bool explainer_question_parse(struct explainer_question *question, const char *text,
                              struct status *status);

// What a question is about; the asker's.
struct explainer_subject {
    const struct lenet *lenet;
    const struct ablation *ablation; // of it; NULL: none
    const float (*input)[LENET_SIDE];
};

struct explainer_answer {
    struct explainer_question question;
    double logit;                      // of the digit, less `instead`'s
    float map[LENET_SIDE][LENET_SIDE]; // of the input's pixels; above 0 speaks for the digit
    float largest;                     // the largest amount in the map
    struct change_flip flip;           // if asked for; all 0 if the search was given up
};

struct explainer;

// `wake` is called by the thread whenever there is an answer.
bool explainer_open(struct explainer **out, void (*wake)(void *context), void *context,
                    struct status *status);
// Answers this question next, instead of all that wait. The map that is being worked out is
// finished first, so that maps follow a stroke or a training run, with a lag of one; a search for
// the fewest pixels is given up, for they turn the newest reading or none. The subject is copied,
// to where there is room for it already. Never waits for an answer.
void explainer_ask(struct explainer *explainer, const struct explainer_question *question,
                   const struct explainer_subject *subject);
// The latest answer; false if there was none since the last call.
bool explainer_take(struct explainer *explainer, struct explainer_answer *answer);
// Gives up what is being worked out. NULL is fine.
void explainer_close(struct explainer *explainer);

// The same at once, in the caller's thread.
void explainer_answer(struct explainer_answer *answer, const struct explainer_question *question,
                      const struct explainer_subject *subject);

#endif
