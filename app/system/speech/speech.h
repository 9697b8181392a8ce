// What is said aloud, by speech-dispatcher. A daemon that starts slowly, hangs or dies never keeps
// the caller waiting: a thread talks to it, and alone knows libspeechd.
#ifndef APP_SYSTEM_SPEECH_SPEECH_H
#define APP_SYSTEM_SPEECH_SPEECH_H

#include <stdbool.h>

struct speech;

enum {
    SPEECH_TEXT = 1024,      // bytes of an utterance with its end; longer ones are cut
    SPEECH_PATIENCE = 10000, // milliseconds after which a daemon hangs: it may be starting
};

enum speech_kind {
    SPEECH_NEWS,    // takes the place of earlier news that was not said to its end
    SPEECH_MESSAGE, // waits for its turn, and news wait for it
};

// Why nothing is said any more.
enum speech_failure {
    SPEECH_WORKS,
    SPEECH_MISSING, // there is no daemon, and none could be started
    SPEECH_LOST,    // it closed the connection, or refuses to speak
    SPEECH_HANGS,   // it has not answered for `patience`
};

// Whether this build can speak at all; without libspeechd it cannot.
bool speech_is_there(void);
// The daemon is reached in the background, and started if need be, but not where SPEECHD_ADDRESS
// names one. `wake` is called from the thread when speech_failure has news. NULL if it is not
// there, or without memory or a thread.
struct speech *speech_open(void (*wake)(void *context), void *context, int patience);
// `language`: "de". With `hush`, what is being said and what waits is given up first.
void speech_say(struct speech *speech, const char *text, const char *language,
                enum speech_kind kind, bool hush);
enum speech_failure speech_failure(struct speech *speech);
// In how many milliseconds speech_failure has to be asked; -1: not before it wakes.
int speech_wait_ms(struct speech *speech);
// Nothing more is said, and `wake` not called. With `wait`, for half a second at most, until the
// thread has ended; one that has not, as a hanging daemon holds it, frees what it has when it does.
// NULL is fine.
void speech_close(struct speech *speech, bool wait);

#endif
