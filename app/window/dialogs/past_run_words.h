// What the library of runs says of each run.
#ifndef APP_WINDOW_DIALOGS_PAST_RUN_WORDS_H
#define APP_WINDOW_DIALOGS_PAST_RUN_WORDS_H

#include "app/session/state/session.h"

enum {
    PAST_RUN_WORDS = 640, // bytes
    PAST_RUN_LINES = 3,
};

// Of a run that goes on in this window: as it stands now. "11 of 45"
void past_run_words_epochs(char *text, size_t size, const struct session *session,
                           const struct run_entry *entry);
// "1.25%", "not tested"
void past_run_words_error(char *text, size_t size, const struct session *session,
                          const struct run_entry *entry);
// Its recipe's name, that it is a branch or began with given weights, and what else than the epochs
// is other than in the shipped recipe: "rate 0.5, momentum 0".
void past_run_words_recipe(char text[PAST_RUN_WORDS], const struct run_entry *entry);
// How it began and stands, its options, what was changed in it; or what is wrong with it.
void past_run_words_all(char text[PAST_RUN_LINES][PAST_RUN_WORDS], const struct session *session,
                        const struct run_entry *entry);

#endif
