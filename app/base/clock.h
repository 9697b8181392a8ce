// Time that only runs forwards, for measuring and pacing.
#ifndef APP_BASE_CLOCK_H
#define APP_BASE_CLOCK_H

// Seconds from some moment before the program began.
double clock_seconds(void);
// Sleeps; a signal may end it early.
void clock_pause(int milliseconds);

#endif
