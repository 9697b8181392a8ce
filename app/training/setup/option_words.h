// Options of a run as people read them; files and the command line have the words of
// nn/train/train_options.h.
#ifndef APP_TRAINING_SETUP_OPTION_WORDS_H
#define APP_TRAINING_SETUP_OPTION_WORDS_H

#include "nn/train/train_options.h"

enum { OPTION_WORDS_NUMBER = 32, OPTION_WORDS = 2 * TRAIN_OPTION_TEXT }; // bytes

// With so many significant digits at most, and without an exponent unless the number is far from 1:
// "0.00002".
void option_words_number(char text[OPTION_WORDS_NUMBER], double number, int digits);
// "full"; in other languages than English the word of the form's choice.
void option_words_distortion(char text[TRAIN_OPTION_TEXT], enum augment kind);
// "rate 0.15", "distortion full"
void option_words(char text[OPTION_WORDS], const struct train_option *option,
                  const struct train_options *options);

#endif
