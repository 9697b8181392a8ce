// A server on this machine that serves the files of one folder, well and in every bad way: the
// first name of an address says which. It is a process of its own, which ends with the test.
#ifndef TESTS_SUPPORT_HTTP_SERVER_H
#define TESTS_SUPPORT_HTTP_SERVER_H

#include "tests/support/support.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

enum { HTTP_SERVER_CUT = 4000 }; // bytes after which /cut/ ends

struct http_server {
    pid_t process;
    int port;
    char base[64]; // "http://127.0.0.1:4711"
    int log;       // a line for each request: its path, and from which byte on
};

struct http_request {
    char path[200], name[100]; // without a proxy's host; behind the last slash
    size_t from;               // of a range
    bool ranged, proxied;
};

static inline void http_send(int peer, const void *data, size_t size)
{
    for (const char *at = data; size > 0;) {
        ssize_t sent = send(peer, at, size, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        at += sent;
        size -= (size_t)sent;
    }
}

static inline void http_head(int peer, const char *result, const char *more)
{
    char head[400];
    int size =
        snprintf(head, sizeof head, "HTTP/1.1 %s\r\nConnection: close\r\n%s\r\n", result, more);
    http_send(peer, head, (size_t)size);
}

// The file from byte `from` on; `said` instead of its length where that is not 0.
static inline void http_serve(int peer, const struct http_request *request, const uint8_t *data,
                              size_t size, size_t said, size_t most)
{
    char more[200];
    size_t from = request->ranged ? request->from : 0, left = size - from;
    if (from >= size) {
        http_head(peer, "416 Range Not Satisfiable", "Content-Length: 0\r\n");
        return;
    }
    snprintf(more, sizeof more, "Content-Length: %zu\r\nContent-Range: bytes %zu-%zu/%zu\r\n",
             said ? said : left, from, size - 1, size);
    http_head(peer, request->ranged ? "206 Partial Content" : "200 OK",
              request->ranged ? more : strcat(strtok(more, "\r"), "\r\n"));
    http_send(peer, data + from, left < most ? left : most);
}

static inline void http_trickle(int peer, const uint8_t *data, size_t size)
{
    char more[64];
    snprintf(more, sizeof more, "Content-Length: %zu\r\n", size);
    http_head(peer, "200 OK", more);
    for (size_t at = 0; at < size; at += 1000) {
        http_send(peer, data + at, size - at < 1000 ? size - at : 1000);
        usleep(20000);
    }
}

static inline void http_move(int peer, const char *to)
{
    char more[300];
    snprintf(more, sizeof more, "Location: %s\r\nContent-Length: 0\r\n", to);
    http_head(peer, "302 Found", more);
}

static inline void http_endless(int peer)
{
    static const uint8_t nothing[1 << 16];
    http_head(peer, "200 OK", "");
    for (int i = 0; i < 2000; i++)
        http_send(peer, nothing, sizeof nothing);
}

static inline void http_answer(int peer, const struct http_request *request, uint8_t *data,
                               size_t size)
{
    char to[240];
    bool is_cut = strncmp(request->path, "/cut/", 5) == 0;
    size_t most = is_cut ? HTTP_SERVER_CUT : size;
#define HTTP_IS(way) (strncmp(request->path, "/" way "/", sizeof way + 1) == 0)
    if (HTTP_IS("good") || is_cut)
        http_serve(peer, request, data, size, 0, most);
    else if (HTTP_IS("norange")) {
        struct http_request whole = *request;
        whole.ranged = false;
        http_serve(peer, &whole, data, size, 0, size);
    } else if (HTTP_IS("slow"))
        http_trickle(peer, data, size);
    else if (HTTP_IS("stall")) {
        http_serve(peer, request, data, size, 0,
                   request->from < size / 2 ? size / 2 - request->from : 0);
        recv(peer, to, 1, 0); // until the other one hangs up
    } else if (HTTP_IS("more"))
        http_serve(peer, request, data, size, size + 1000, size);
    else if (HTTP_IS("less"))
        http_serve(peer, request, data, size, size / 2, size);
    else if (HTTP_IS("huge"))
        http_serve(peer, request, data, size, (size_t)1 << 40, size);
    else if (HTTP_IS("endless"))
        http_endless(peer);
    else if (HTTP_IS("wrong")) {
        for (size_t i = 20; i < size; i++)
            data[i] ^= 0x55;
        http_serve(peer, request, data, size, 0, size);
    } else if (HTTP_IS("moved")) {
        snprintf(to, sizeof to, "/good/%s", request->name);
        http_move(peer, to);
    } else if (HTTP_IS("round"))
        http_move(peer, request->path);
    else if (HTTP_IS("inside"))
        http_move(peer, "file:///etc/passwd");
    else if (HTTP_IS("page"))
        http_serve(peer, &(struct http_request){0}, (const uint8_t *)"<html>log in</html>", 19, 0,
                   19);
    else
        http_head(peer, "404 Not Found", "Content-Length: 0\r\n");
#undef HTTP_IS
}

static inline bool http_read_request(int peer, struct http_request *request)
{
    char text[4000] = "", target[300], *path = target;
    size_t size = 0;
    *request = (struct http_request){0};
    while (!strstr(text, "\r\n\r\n")) {
        ssize_t came = recv(peer, text + size, sizeof text - 1 - size, 0);
        if (came <= 0)
            return false;
        size += (size_t)came;
        text[size] = '\0';
    }
    if (sscanf(text, "GET %299s", target) != 1)
        return false;
    request->proxied = strncmp(target, "http://", 7) == 0;
    if (request->proxied)
        path = strchr(target + 7, '/');
    snprintf(request->path, sizeof request->path, "%.199s", path ? path : "/");
    snprintf(request->name, sizeof request->name, "%.99s", strrchr(request->path, '/') + 1);
    const char *range = strcasestr(text, "\r\nrange: bytes=");
    request->ranged = range && sscanf(range + 15, "%zu", &request->from) == 1;
    return true;
}

static inline void http_serve_one(int peer, const char *folder, int log)
{
    struct http_request request;
    char path[300];
    if (!http_read_request(peer, &request))
        return;
    dprintf(log, "%s%s %zu\n", request.proxied ? "proxy " : "", request.path, request.from);
    snprintf(path, sizeof path, "%s/%s", folder, request.name);
    FILE *file = fopen(path, "rb");
    static uint8_t data[1 << 20];
    size_t size = file ? fread(data, 1, sizeof data, file) : 0;
    if (file)
        fclose(file);
    if (size > 0)
        http_answer(peer, &request, data, size);
    else
        http_head(peer, "404 Not Found", "Content-Length: 0\r\n");
}

// Serves the files of `folder` (a path from here, of at most 1 MB each).
static inline void http_server_start(struct http_server *server, const char *folder)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0), pipes[2];
    assert_true(listener >= 0 && pipe(pipes) == 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, length), 0);
    assert_int_equal(listen(listener, 16), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &length), 0);
    server->port = ntohs(address.sin_port);
    snprintf(server->base, sizeof server->base, "http://127.0.0.1:%d", server->port);
    server->log = pipes[0];
    server->process = fork();
    assert_true(server->process >= 0);
    if (server->process > 0) {
        close(listener);
        close(pipes[1]);
        return;
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) {
        int peer = accept(listener, NULL, NULL);
        if (peer < 0)
            _exit(1);
        http_serve_one(peer, folder, pipes[1]);
        shutdown(peer, SHUT_WR);
        close(peer);
    }
}

// What was asked since the last time, a line each.
static inline void http_server_log(const struct http_server *server, char *text, size_t size)
{
    size_t used = 0;
    for (;;) {
        fd_set ready;
        struct timeval now = {0};
        FD_ZERO(&ready);
        FD_SET(server->log, &ready);
        if (used + 1 >= size || select(server->log + 1, &ready, NULL, NULL, &now) <= 0)
            break;
        ssize_t came = read(server->log, text + used, size - 1 - used);
        if (came <= 0)
            break;
        used += (size_t)came;
    }
    text[used] = '\0';
}

static inline void http_server_stop(struct http_server *server)
{
    kill(server->process, SIGKILL);
    waitpid(server->process, NULL, 0);
    close(server->log);
}

#endif
