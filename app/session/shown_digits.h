// Digits of strokes files on the pad, one after another.
#ifndef APP_SESSION_SHOWN_DIGITS_H
#define APP_SESSION_SHOWN_DIGITS_H

#include "app/session/state/session.h"

// Those of a file, number `index` first.
bool shown_digits_open(struct session *session, const char *path, size_t index,
                       struct status *status);
// The person's own as if opened from their file, number `index` first.
bool shown_digits_open_own(struct session *session, size_t index, struct status *status);
// Shows another digit of the file; false if there is none in that direction.
bool shown_digits_can_step(const struct session *session, int step);
void shown_digits_step(struct session *session, int step);
// What is on the pad is of no strokes file, and no test set that is walked, any more.
void shown_digits_forget(struct session *session);
// Says what is known of the digit on the pad, for as long as it stays as it is; and with it, which
// digit it is.
void shown_digits_note(struct session *session, struct shown_digit digit);
// The same once more, in another language.
void shown_digits_note_again(struct session *session);

// Of a label in a sentence: "an 8", "a 7".
const char *shown_digits_article(int label);

#endif
