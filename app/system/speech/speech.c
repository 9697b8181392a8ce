// A queue, and the thread that says what is in it.
//
// libspeechd waits for the daemon's answer without end, so the thread notes when a call began, and
// whoever asks for the failure sees that it lasts too long. Where a connection is open, closing its
// socket ends the wait. A thread that waits for the first answer of all cannot be reached: it is
// left behind, and frees everything itself once it gets on.
#include "app/system/speech/speech.h"

#ifndef HAVE_SPEECHD

bool speech_is_there(void)
{
    return false;
}

struct speech *speech_open(void (*wake)(void *context), void *context, int patience)
{
    (void)wake, (void)context, (void)patience;
    return 0;
}

void speech_say(struct speech *speech, const char *text, const char *language,
                enum speech_kind kind, bool hush)
{
    (void)speech, (void)text, (void)language, (void)kind, (void)hush;
}

enum speech_failure speech_failure(struct speech *speech)
{
    (void)speech;
    return SPEECH_WORKS;
}

int speech_wait_ms(struct speech *speech)
{
    (void)speech;
    return -1;
}

void speech_close(struct speech *speech, bool wait)
{
    (void)speech, (void)wait;
}

#else

#include "app/base/clock.h"
#include "app/system/speech/speech_daemon.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { WAITING = 8, CLOSING_MS = 500 };

struct utterance {
    char text[SPEECH_TEXT], language[16];
    enum speech_kind kind;
    bool hush;
};

struct speech {
    pthread_mutex_t lock; // of all that follows
    pthread_cond_t news; // for the thread: something to say, or the end; for the closer: it is gone
    struct utterance waiting[WAITING];
    int count;
    double busy_since; // when the call that the thread is in began; 0: it is in none
    int patience;
    enum speech_failure failure;
    SPDConnection *connection; // NULL: not yet, or not any more
    bool ending, gone;         // asked to end; the thread is about to return
    bool orphan;               // the thread frees this
    void (*wake)(void *context);
    void *context;
    pthread_t thread;
};

bool speech_is_there(void)
{
    return true;
}

// ---- The queue ----------------------------------------------------------------------------------

static void drop(struct speech *speech, int index)
{
    speech->count--;
    memmove(&speech->waiting[index], &speech->waiting[index + 1],
            (size_t)(speech->count - index) * sizeof *speech->waiting);
}

// Cut within no character.
static void copy_text(char text[SPEECH_TEXT], const char *from)
{
    size_t length = strlen(from);
    if (length >= SPEECH_TEXT) {
        length = SPEECH_TEXT - 1;
        while (length > 0 && ((unsigned char)from[length] & 0xc0) == 0x80)
            length--;
    }
    memcpy(text, from, length);
    text[length] = '\0';
}

// What is outdated by it is never said: all of it after a hush, else earlier news.
static void queue(struct speech *speech, const char *text, const char *language,
                  enum speech_kind kind, bool hush)
{
    for (int i = speech->count - 1; i >= 0; i--)
        if (hush || (kind == SPEECH_NEWS && speech->waiting[i].kind == SPEECH_NEWS)) {
            hush |= speech->waiting[i].hush;
            drop(speech, i);
        }
    if (speech->count == WAITING)
        drop(speech, 0);
    struct utterance *last = &speech->waiting[speech->count++];
    *last = (struct utterance){.kind = kind, .hush = hush};
    copy_text(last->text, text);
    snprintf(last->language, sizeof last->language, "%s", language);
}

void speech_say(struct speech *speech, const char *text, const char *language,
                enum speech_kind kind, bool hush)
{
    pthread_mutex_lock(&speech->lock);
    queue(speech, text, language, kind, hush);
    pthread_cond_broadcast(&speech->news);
    pthread_mutex_unlock(&speech->lock);
}

// ---- The thread ---------------------------------------------------------------------------------

static void fail(struct speech *speech, enum speech_failure failure)
{
    if (speech->failure == SPEECH_WORKS)
        speech->failure = failure;
    if (!speech->ending)
        speech->wake(speech->context);
}

// Between the two the lock is not held, and the daemon may take its time.
static void begin_call(struct speech *speech)
{
    speech->busy_since = clock_seconds();
    pthread_mutex_unlock(&speech->lock);
}

static void end_call(struct speech *speech)
{
    pthread_mutex_lock(&speech->lock);
    speech->busy_since = 0;
}

static bool connect_daemon(struct speech *speech)
{
    begin_call(speech);
    SPDConnection *connection = speech_daemon_open();
    end_call(speech);
    speech->connection = connection;
    if (!connection)
        fail(speech, SPEECH_MISSING);
    return connection != NULL;
}

// Waits for the next utterance; false at the end.
static bool next(struct speech *speech, struct utterance *utterance)
{
    while (speech->count == 0 && !speech->ending)
        pthread_cond_wait(&speech->news, &speech->lock);
    if (speech->ending)
        return false;
    *utterance = speech->waiting[0];
    drop(speech, 0);
    return true;
}

static bool say(SPDConnection *connection, const struct utterance *utterance, char language[16])
{
    if (utterance->hush)
        spd_cancel(connection);
    // A daemon that has no voice of the language speaks with another.
    if (strcmp(language, utterance->language) != 0) {
        spd_set_language(connection, utterance->language);
        memcpy(language, utterance->language, sizeof utterance->language);
    }
    SPDPriority priority = utterance->kind == SPEECH_NEWS ? SPD_TEXT : SPD_MESSAGE;
    return !utterance->text[0] || spd_say(connection, priority, utterance->text) >= 0;
}

static void say_all(struct speech *speech)
{
    struct utterance utterance;
    char language[16] = "";
    bool said = true;
    while (said && next(speech, &utterance)) {
        begin_call(speech);
        said = say(speech->connection, &utterance, language);
        end_call(speech);
    }
    if (!said)
        fail(speech, SPEECH_LOST);
}

static void free_speech(struct speech *speech)
{
    pthread_mutex_destroy(&speech->lock);
    pthread_cond_destroy(&speech->news);
    free(speech);
}

static void *speak(void *context)
{
    struct speech *speech = context;
    pthread_mutex_lock(&speech->lock);
    if (!speech->ending && connect_daemon(speech) && !speech->ending)
        say_all(speech);
    SPDConnection *connection = speech->connection;
    speech->connection = NULL;
    pthread_mutex_unlock(&speech->lock);
    if (connection)
        spd_close(connection);

    pthread_mutex_lock(&speech->lock);
    speech->gone = true;
    bool orphan = speech->orphan;
    pthread_cond_broadcast(&speech->news);
    pthread_mutex_unlock(&speech->lock);
    if (orphan)
        free_speech(speech);
    return NULL;
}

// ---- Opening and closing ------------------------------------------------------------------------

// Writing to a daemon that is gone is an error, not the end of the program; and Ctrl-C is another
// thread's.
static bool start_thread(struct speech *speech)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    bool started = pthread_create(&speech->thread, NULL, speak, speech) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

struct speech *speech_open(void (*wake)(void *context), void *context, int patience)
{
    struct speech *speech = calloc(1, sizeof *speech);
    pthread_condattr_t monotonic;
    if (!speech)
        return NULL;
    speech->wake = wake;
    speech->context = context;
    speech->patience = patience;
    pthread_mutex_init(&speech->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&speech->news, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (start_thread(speech))
        return speech;
    free_speech(speech);
    return NULL;
}

static int patience_left(const struct speech *speech)
{
    return speech->patience - (int)(1000 * (clock_seconds() - speech->busy_since));
}

enum speech_failure speech_failure(struct speech *speech)
{
    pthread_mutex_lock(&speech->lock);
    if (speech->failure == SPEECH_WORKS && speech->busy_since > 0 && patience_left(speech) <= 0)
        speech->failure = SPEECH_HANGS;
    enum speech_failure failure = speech->failure;
    pthread_mutex_unlock(&speech->lock);
    return failure;
}

int speech_wait_ms(struct speech *speech)
{
    pthread_mutex_lock(&speech->lock);
    int left = speech->busy_since > 0 ? patience_left(speech) : -1;
    if (speech->busy_since > 0)
        left = left > 0 ? left + 1 : 0;
    pthread_mutex_unlock(&speech->lock);
    return left;
}

// The lock is held.
static void wait_for_thread(struct speech *speech)
{
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_nsec += CLOSING_MS * 1000000L;
    end.tv_sec += end.tv_nsec / 1000000000L;
    end.tv_nsec %= 1000000000L;
    while (!speech->gone && pthread_cond_timedwait(&speech->news, &speech->lock, &end) == 0)
        ;
}

void speech_close(struct speech *speech, bool wait)
{
    if (!speech)
        return;
    pthread_mutex_lock(&speech->lock);
    speech->ending = true;
    if (speech->connection)
        shutdown(speech->connection->socket, SHUT_RDWR);
    pthread_cond_broadcast(&speech->news);
    if (wait)
        wait_for_thread(speech);
    bool gone = speech->gone;
    speech->orphan = !gone;
    pthread_t thread = speech->thread;
    pthread_mutex_unlock(&speech->lock);
    if (!gone) {
        pthread_detach(thread);
        return;
    }
    pthread_join(thread, NULL);
    free_speech(speech);
}

#endif
