// What the page of the training says of a run, in sentences.
#ifndef APP_WINDOW_VIEWS_LAB_LAB_WORDS_H
#define APP_WINDOW_VIEWS_LAB_LAB_WORDS_H

#include "app/training/beside/trainer_job.h"

enum { LAB_WORDS = 700 }; // bytes

// Why the training error stands above the test error, where it does; else "".
void lab_words_gap(char text[LAB_WORDS], const struct trainer_progress *progress);
// The options of the run: its recipe, and what is other than in the shipped one; "" before they are
// known. `given`: it began with weights that were there.
void lab_words_options(char text[LAB_WORDS], const struct trainer_progress *progress, bool given);

#endif
