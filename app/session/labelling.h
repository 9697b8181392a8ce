// "It was a 7": a drawing on the pad becomes one of the person's own digits, or is taken back.
#ifndef APP_SESSION_LABELLING_H
#define APP_SESSION_LABELLING_H

#include "app/session/state/session.h"

// Keeps what is on the pad as a digit and clears the pad for the next one; says what it did, or why
// it could not. Of several digits, the one that is looked at is kept alone, and the next is looked
// at; the pad is cleared after the last. One of the person's own that is shown gets the label
// instead.
void labelling_add(struct session *session, int label);
// The person's own digits onto the pad, to be looked through, from the first one.
void labelling_show(struct session *session);
// Which of several digits on the pad are kept already; NULL before any was.
const bool *labelling_kept(const struct session *session);
// One of them is on the pad, as it was taught.
bool labelling_shows(const struct session *session);
// The one that is shown, else the one that was taught last; then the drawing comes back to the pad,
// if that is still as labelling_add left it.
void labelling_forget_last(struct session *session);
void labelling_forget_all(struct session *session);
// What was forgotten latest.
void labelling_bring_back(struct session *session);
// "12 digits", "1 digit"
enum { LABELLING_COUNT = 48 };
void labelling_count(const struct session *session, char text[LABELLING_COUNT]);

#endif
