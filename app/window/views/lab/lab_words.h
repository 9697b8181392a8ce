// What the page of the training says of a run, in sentences.
#ifndef APP_WINDOW_VIEWS_LAB_LAB_WORDS_H
#define APP_WINDOW_VIEWS_LAB_LAB_WORDS_H

#include "app/training/beside/trainer_job.h"
#include "app/training/setup/run_setup.h"

enum { LAB_WORDS = 700 }; // bytes

// Why the training error stands above the test error, where it does; else "".
void lab_words_gap(char text[LAB_WORDS], const struct trainer_progress *progress);
// What the run learns from, where it began, its recipe, and what is other than in the shipped one;
// "" before that is known. `setup`: what was set up for it; NULL where that says no more than its
// data.
void lab_words_options(char text[LAB_WORDS], const struct trainer_progress *progress,
                       const struct run_setup *setup);

#endif
