// What speech-dispatcher is to its clients (SSIP over a Unix socket), in a thread of the test, well
// and in every bad way. It notes what it is told: "language de", "cancel", "text 7, sure".
#ifndef TESTS_SUPPORT_SSIP_SERVER_H
#define TESTS_SUPPORT_SSIP_SERVER_H

#include "tests/support/support.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>

enum ssip_manner {
    SSIP_ANSWERS,
    SSIP_SILENT,       // takes the connection, and never answers
    SSIP_FALLS_SILENT, // after the first utterance
    SSIP_CLOSES,       // at the first utterance
    SSIP_REFUSES,      // every utterance
};

struct ssip_server {
    atomic_int manner; // enum ssip_manner
    atomic_int peer;   // -1: nobody
    atomic_bool stopping;
    int listener;
    pthread_t thread;
    pthread_mutex_t lock; // of what follows
    char log[65536];
    size_t used;
};

static inline void ssip_note(struct ssip_server *server, const char *what, const char *text)
{
    pthread_mutex_lock(&server->lock);
    if (server->used + strlen(what) + strlen(text) + 2 < sizeof server->log)
        server->used += (size_t)sprintf(server->log + server->used, "%s%s\n", what, text);
    pthread_mutex_unlock(&server->lock);
}

static inline void ssip_answer(const struct ssip_server *server, const char *answer)
{
    ssize_t sent = send(server->peer, answer, strlen(answer), MSG_NOSIGNAL);
    (void)sent;
}

// What follows "speak", up to a line with a dot; false at the end of the connection.
static inline bool ssip_data(FILE *stream, char *text, size_t size)
{
    char line[4096];
    size_t used = 0;
    text[0] = '\0';
    while (fgets(line, sizeof line, stream)) {
        line[strcspn(line, "\r\n")] = '\0';
        if (strcmp(line, ".") == 0)
            return true;
        size_t length = strlen(line);
        if (length == 0 || used + length + 2 >= size)
            continue;
        if (used > 0)
            text[used++] = ' ';
        memcpy(text + used, line, length + 1);
        used += length;
    }
    return false;
}

// False when the server has had enough.
static inline bool ssip_command(struct ssip_server *server, FILE *stream, const char *line)
{
    char text[4096];
    if (strncasecmp(line, "speak", 5) == 0) {
        if (server->manner == SSIP_CLOSES)
            return false;
        if (server->manner == SSIP_REFUSES) {
            ssip_answer(server, "300 ERR INTERNAL\r\n");
            return true;
        }
        ssip_answer(server, "230 OK RECEIVING DATA\r\n");
        if (!ssip_data(stream, text, sizeof text))
            return false;
        ssip_note(server, "text ", text);
        if (server->manner == SSIP_FALLS_SILENT)
            server->manner = SSIP_SILENT;
        else
            ssip_answer(server, "225-21\r\n225 OK MESSAGE QUEUED\r\n");
        return true;
    }
    if (strncasecmp(line, "CANCEL", 6) == 0)
        ssip_note(server, "cancel", "");
    else if (strncasecmp(line, "SET SELF LANGUAGE ", 18) == 0)
        ssip_note(server, "language ", line + 18);
    else if (strncasecmp(line, "SET SELF PRIORITY ", 18) == 0)
        ssip_note(server, "priority ", line + 18);
    if (server->manner != SSIP_SILENT)
        ssip_answer(server, "208 OK\r\n");
    return true;
}

static inline void *ssip_serve(void *context)
{
    struct ssip_server *server = context;
    for (int peer; (peer = accept(server->listener, NULL, NULL)) >= 0;) {
        FILE *stream = fdopen(peer, "r");
        server->peer = peer;
        char line[4096];
        while (!server->stopping && fgets(line, sizeof line, stream)) {
            line[strcspn(line, "\r\n")] = '\0';
            if (!ssip_command(server, stream, line))
                break;
        }
        pthread_mutex_lock(&server->lock);
        server->peer = -1;
        fclose(stream);
        pthread_mutex_unlock(&server->lock);
        ssip_note(server, "gone", "");
    }
    return NULL;
}

// Listens at `path`, which SPEECHD_ADDRESS names from then on.
static inline void ssip_start(struct ssip_server *server, const char *path, enum ssip_manner manner)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char named[200];
    memset(server, 0, sizeof *server);
    server->manner = manner;
    server->peer = -1;
    pthread_mutex_init(&server->lock, NULL);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    unlink(path);
    server->listener = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(server->listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(server->listener, 4), 0);
    snprintf(named, sizeof named, "unix_socket:%s", path);
    setenv("SPEECHD_ADDRESS", named, 1);
    assert_int_equal(pthread_create(&server->thread, NULL, ssip_serve, server), 0);
}

static inline void ssip_stop(struct ssip_server *server)
{
    server->stopping = true;
    shutdown(server->listener, SHUT_RDWR); // ends accept, once nobody waits
    pthread_mutex_lock(&server->lock);
    if (server->peer >= 0)
        shutdown(server->peer, SHUT_RDWR);
    pthread_mutex_unlock(&server->lock);
    pthread_join(server->thread, NULL);
    close(server->listener);
    pthread_mutex_destroy(&server->lock);
}

// How often a line is in the log.
static inline int ssip_count(struct ssip_server *server, const char *line)
{
    int count = 0;
    size_t length = strlen(line);
    pthread_mutex_lock(&server->lock);
    for (const char *at = server->log; *at; at += strcspn(at, "\n"), at += *at == '\n')
        count += strcspn(at, "\n") == length && strncmp(at, line, length) == 0;
    pthread_mutex_unlock(&server->lock);
    return count;
}

// Whether one text is in the log before another.
static inline bool ssip_before(struct ssip_server *server, const char *first, const char *second)
{
    pthread_mutex_lock(&server->lock);
    const char *a = strstr(server->log, first), *b = strstr(server->log, second);
    pthread_mutex_unlock(&server->lock);
    return a && b && a < b;
}

// Waits until the line is there so often.
static inline void ssip_await(struct ssip_server *server, const char *line, int times)
{
    for (int i = 0; i < 1000 && ssip_count(server, line) < times; i++)
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    if (ssip_count(server, line) < times)
        fail_msg("\"%s\" is not said; the log is:\n%s", line, server->log);
}

#endif
