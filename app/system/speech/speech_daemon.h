// The way to speech-dispatcher: where it is, and how it comes to run.
#ifndef APP_SYSTEM_SPEECH_SPEECH_DAEMON_H
#define APP_SYSTEM_SPEECH_SPEECH_DAEMON_H

#ifdef HAVE_SPEECHD
#include <libspeechd.h>

// Connects to it, and starts it if there is none and SPEECHD_ADDRESS names none. May take as long
// as that takes. NULL if there is none; else for spd_close.
SPDConnection *speech_daemon_open(void);
#endif

#endif
