// A digit at random onto the pad, for whoever does not want to draw one.
#ifndef APP_SESSION_RANDOM_DIGIT_H
#define APP_SESSION_RANDOM_DIGIT_H

#include "app/session/state/session.h"

// A test digit of MNIST if it is on the machine, else a practice digit.
void random_digit_show(struct session *session);

#endif
