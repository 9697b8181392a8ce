// Why is it read as this digit, and what would it take to be read as another? The questions follow
// the drawing; the answers come from a thread (app/explain/explainer.h) and may lag behind it.
#ifndef APP_SESSION_WHY_H
#define APP_SESSION_WHY_H

#include "app/session/state/session.h"

// Why `digit` (-1: whatever is read), and not `instead` (-1: no other in particular). Asking again
// for what is asked already takes the question back.
void why_ask(struct session *session, int digit, int instead);
void why_drop(struct session *session);
void why_choose_method(struct session *session, enum explainer_method method);
// Whether the fewest pixels that would turn the reading are searched for, too.
void why_search(struct session *session, bool on);
// Takes what answers there are, and asks anew where the drawing or the weights have changed. After
// session_read.
void why_follow(struct session *session);

// The digit that the question is about at the moment; -1 while none is asked or nothing is drawn.
int why_digit(const struct session *session);
// Whether there is an answer to show, and whether it is about the drawing as it is now (and the
// weights, but for those that a run that goes on had a moment ago).
bool why_is_answered(const struct session *session);
bool why_is_current(const struct session *session);

// Puts the changed digit onto the pad, as one step to undo. False without a change to make.
bool why_apply_flip(struct session *session);

#endif
