// Gives the window its voice: what it has to say goes to speech-dispatcher, for as long as that is
// asked for.
#ifndef APP_COMMANDS_DESKTOP_MODULE_WINDOW_SPEECH_H
#define APP_COMMANDS_DESKTOP_MODULE_WINDOW_SPEECH_H

#include "app/system/speech/speech.h"
#include "app/window/screen/screen.h"

struct window_speech {
    struct speech *speech;       // NULL: not asked for
    void (*wake)(void *context); // the main loop, from any thread
    void *context;
};

// In every round of the main loop.
void window_speech_follow(struct window_speech *window, struct app *app);
// The shorter of the two waiting times, -1 being for ever: until the next event (`wait`), and until
// there is something to say, or a daemon has been silent for too long.
int window_speech_wait(const struct window_speech *window, const struct app *app, int wait);

#endif
