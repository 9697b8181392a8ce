// What is said aloud of what the window shows: found out here, in words, once per change; said by
// whoever has a voice (the main loop, through speech-dispatcher).
#ifndef APP_WINDOW_VOICE_VOICE_H
#define APP_WINDOW_VOICE_VOICE_H

#include "app/window/screen/screen.h"

// Why there is no voice any more.
enum voice_end {
    VOICE_MISSING, // speech-dispatcher cannot be reached
    VOICE_LOST,    // it has ended
    VOICE_HANGS,   // it does not answer
};

bool voice_speaks(const struct app *app);
// On, or off, and remembered; a build that cannot speak says so.
void voice_toggle(struct app *app);
// It is off from now on, until it is asked for again or the program starts anew, and that is said
// in the window.
void voice_end(struct app *app, enum voice_end why);

// After a frame, and when voice_wait_ms is over: finds out what is to be said. The reading is said
// when it has stood still for a moment; what the keyboard is at, dialogs and notices at once.
void voice_follow(struct app *app, double now);
// In how many milliseconds there may be something to say without an event; -1: not before one.
int voice_wait_ms(const struct app *app, double now);
// Takes what is to be said next; false if nothing is.
bool voice_next(struct app *app, struct voice_words *words);

#endif
