// Mistakes: the weights in use read a test set (MNIST, a folder of the person, or else practice
// digits), again whenever they change, and every digit of it can be looked at: by the cell of the
// confusion matrix, by filters, on the pad.
#ifndef APP_SESSION_EXAM_MISTAKES_H
#define APP_SESSION_EXAM_MISTAKES_H

#include "app/session/state/session.h"

// Takes what was read and, where it is looked at, asks anew when weights or what is operated on
// them have changed. After session_read.
void mistakes_follow(struct session *session, bool looked_at);
// Whether what is shown was read by the weights that are in use now.
bool mistakes_is_current(const struct session *session);
// Why practice digits stand there instead of MNIST or the folder that was named, and what to do.
// False where there is nothing to say: also where MNIST was never fetched, and no folder named.
enum { MISTAKES_MISSED = 1500 };
bool mistakes_say_missed(const struct session *session, char words[MISTAKES_MISSED]);

// ---- What is looked at --------------------------------------------------------------------------

// A cell of the matrix; -1 is any label, any reading.
void mistakes_choose(struct session *session, int label, int read);
// EXAM_DIGITS: those of the chosen cell, as they were asked for last.
void mistakes_show(struct session *session, enum exam_view view);
void mistakes_show_per_cent(struct session *session, bool per_cent);
void mistakes_sort(struct session *session, enum exam_order order);

// What one asks for by name: some digits, in the order that goes with it.
enum mistakes_choice {
    MISTAKES_ALL,
    MISTAKES_WRONG,
    MISTAKES_SUREST, // of the wrong ones, those with the highest confidence first
    MISTAKES_LEAST_SURE,
    MISTAKES_NOT_SURE,
    MISTAKES_CHOICES
};
void mistakes_ask_for(struct session *session, enum mistakes_choice choice);
enum mistakes_choice mistakes_asked_for(const struct session *session);

// ---- One digit ----------------------------------------------------------------------------------

// The digit at a place of the list becomes the chosen one.
void mistakes_go(struct session *session, size_t place);
// The chosen one onto the pad, as ink that is read just as it was in the test set.
void mistakes_put(struct session *session);
// From the one on the pad to another of the list; false where there is none.
bool mistakes_can_step(const struct session *session, int step);
void mistakes_step(struct session *session, int step);

#endif
