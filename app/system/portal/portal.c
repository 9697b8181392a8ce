// One thread has the connection, and all that is said over it; it shares with the window what
// stands under the lock. Answers are told by their numbers and wait for nobody: whatever does not
// come in time is given up, and closed again if it comes after all.
#include "app/system/portal/portal.h"
#include "app/base/clock.h"
#include "app/system/portal/bus.h"
#include "app/system/portal/portal_files.h"
#include "app/system/portal/portal_looks.h"
#include "app/system/portal/portal_names.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// A dialog that was not announced by then does not come; one that ends by itself so soon was never
// on the screen.
static const double patience = 0.9, glance = 0.5;

#define OWNER_RULE                                                                                 \
    "type='signal',sender='" DBUS_SERVICE_DBUS "',interface='" DBUS_INTERFACE_DBUS                 \
    "',member='NameOwnerChanged',arg0='" PORTAL_NAME "'"

enum request_phase { REQUEST_NONE, REQUEST_CALLED, REQUEST_OPEN };

// The dialog that was asked for last.
struct request {
    enum request_phase phase;
    dbus_uint32_t call;
    char path[PORTAL_FILES_PATH];
    double since; // of the phase
};

struct portal {
    pthread_t thread;
    pthread_mutex_t lock;
    int orders[2]; // a pipe: something waits under the lock
    void (*told)(void *context);
    void *context;
    char parent[64];

    // Under the lock.
    bool closing, asked, unasked; // orders, the last one second
    struct file_chooser_wish wish;
    bool gone;        // nobody takes orders any more
    unsigned version; // of the file dialog; 0: not there
    struct portal_looks looks;
    enum file_chooser_news news;
    char chosen[PATH_SIZE];

    // The thread's own.
    DBusConnection *bus;
    const char *name; // on the bus; NULL until it has answered
    char owner[64];   // the unique name of the portal; "" while nobody has answered for it
    dbus_uint32_t hello, version_asked, look_asked[PORTAL_LOOKS];
    dbus_uint32_t late; // a call that was given up
    unsigned count;     // of requests
    struct request request;
};

// ---- News ---------------------------------------------------------------------------------------

static void say(struct portal *portal)
{
    portal->told(portal->context);
}

// Nothing of a dialog that the window has turned away from meanwhile.
static void tell_news(struct portal *portal, enum file_chooser_news news, const char *chosen)
{
    pthread_mutex_lock(&portal->lock);
    bool wanted = !portal->asked && !portal->unasked;
    if (wanted) {
        portal->news = news;
        snprintf(portal->chosen, PATH_SIZE, "%s", chosen);
    }
    pthread_mutex_unlock(&portal->lock);
    if (wanted)
        say(portal);
}

static void tell_version(struct portal *portal, unsigned version)
{
    pthread_mutex_lock(&portal->lock);
    bool other = portal->version != version;
    portal->version = version;
    pthread_mutex_unlock(&portal->lock);
    if (other)
        say(portal);
}

static void tell_looks(struct portal *portal, const struct portal_looks *looks)
{
    pthread_mutex_lock(&portal->lock);
    bool other = memcmp(&portal->looks, looks, sizeof *looks) != 0;
    portal->looks = *looks;
    pthread_mutex_unlock(&portal->lock);
    if (other)
        say(portal);
}

// ---- The dialog ---------------------------------------------------------------------------------

static void request_rule(char rule[PORTAL_FILES_PATH + 128], const char *path)
{
    snprintf(rule, PORTAL_FILES_PATH + 128,
             "type='signal',interface='" PORTAL_REQUEST "',member='Response',path='%s'", path);
}

static void watch_request(struct portal *portal, const char *path)
{
    char rule[PORTAL_FILES_PATH + 128];
    snprintf(portal->request.path, sizeof portal->request.path, "%s", path);
    request_rule(rule, path);
    bus_watch(portal->bus, rule);
}

static void unwatch_request(struct portal *portal)
{
    char rule[PORTAL_FILES_PATH + 128];
    request_rule(rule, portal->request.path);
    bus_unwatch(portal->bus, rule);
}

static void end_request(struct portal *portal)
{
    unwatch_request(portal);
    portal->request.phase = REQUEST_NONE;
}

// The answer to a call that is given up may come yet, with another path than was expected.
static void drop_request(struct portal *portal)
{
    if (portal->request.phase == REQUEST_NONE)
        return;
    if (portal->request.phase == REQUEST_CALLED)
        portal->late = portal->request.call;
    bus_send(portal->bus, portal_files_close(portal->request.path));
    end_request(portal);
}

// What is known of the Request is said to the bus before the call, so that no answer is missed.
static void begin_request(struct portal *portal, const struct file_chooser_wish *wish)
{
    struct request *request = &portal->request;
    char token[64], path[PORTAL_FILES_PATH];
    snprintf(token, sizeof token, "lenetpad_%ld_%u", (long)getpid(), ++portal->count);
    if (!portal->name || !portal_files_request_path(path, portal->name, token)) {
        tell_news(portal, FILE_CHOOSER_ABSENT, "");
        return;
    }
    watch_request(portal, path);
    request->call = bus_send(portal->bus, portal_files_call(wish, portal->parent, token));
    request->phase = REQUEST_CALLED;
    request->since = clock_seconds();
    if (request->call)
        return;
    end_request(portal);
    tell_news(portal, FILE_CHOOSER_ABSENT, "");
}

static void fail_request(struct portal *portal)
{
    enum request_phase phase = portal->request.phase;
    if (phase == REQUEST_NONE)
        return;
    drop_request(portal);
    tell_news(portal, phase == REQUEST_OPEN ? FILE_CHOOSER_GONE : FILE_CHOOSER_ABSENT, "");
}

static const char *handle_of(DBusMessage *answer)
{
    const char *path = NULL;
    if (dbus_message_get_type(answer) == DBUS_MESSAGE_TYPE_METHOD_RETURN)
        dbus_message_get_args(answer, NULL, DBUS_TYPE_OBJECT_PATH, &path, DBUS_TYPE_INVALID);
    return path;
}

// Portals of long ago made a path of their own.
static void take_handle(struct portal *portal, DBusMessage *answer)
{
    const char *path = handle_of(answer);
    if (!path || strlen(path) >= PORTAL_FILES_PATH) {
        fail_request(portal);
        return;
    }
    if (strcmp(path, portal->request.path) != 0) {
        unwatch_request(portal);
        watch_request(portal, path);
    }
    portal->request.phase = REQUEST_OPEN;
    portal->request.since = clock_seconds();
    tell_news(portal, FILE_CHOOSER_IS_OPEN, "");
}

// Its window's own button ends a dialog in the same "other way" as a failure does, only later.
static void take_response(struct portal *portal, DBusMessage *message)
{
    char chosen[PATH_SIZE] = "";
    enum file_chooser_news news = portal_files_response(message, chosen);
    bool seen =
        portal->request.phase == REQUEST_OPEN && clock_seconds() - portal->request.since > glance;
    if (news == FILE_CHOOSER_GONE)
        news = seen ? FILE_CHOOSER_CANCELLED : FILE_CHOOSER_ABSENT;
    end_request(portal);
    tell_news(portal, news, chosen);
}

// Anyone on the bus can send a signal to this program; only the portal's count.
static bool is_of_portal(const struct portal *portal, DBusMessage *message)
{
    return portal->owner[0] && dbus_message_has_sender(message, portal->owner);
}

// The bus passes on no answer but that of who was asked.
static void note_owner(struct portal *portal, DBusMessage *answer)
{
    const char *sender = dbus_message_get_sender(answer);
    if (sender && dbus_message_get_type(answer) == DBUS_MESSAGE_TYPE_METHOD_RETURN)
        snprintf(portal->owner, sizeof portal->owner, "%s", sender);
}

static bool is_response(const struct portal *portal, DBusMessage *message)
{
    return portal->request.phase != REQUEST_NONE && is_of_portal(portal, message) &&
           dbus_message_is_signal(message, PORTAL_REQUEST, "Response") &&
           dbus_message_has_path(message, portal->request.path);
}

// ---- The bus ------------------------------------------------------------------------------------

static void ask_portal(struct portal *portal)
{
    portal->version_asked = bus_send(portal->bus, portal_files_ask_version());
    for (int i = 0; i < PORTAL_LOOKS; i++)
        portal->look_asked[i] = bus_send(portal->bus, portal_looks_ask((enum portal_look)i));
}

static void take_hello(struct portal *portal, DBusMessage *answer)
{
    const char *name = NULL;
    if (dbus_message_get_type(answer) != DBUS_MESSAGE_TYPE_METHOD_RETURN ||
        !dbus_message_get_args(answer, NULL, DBUS_TYPE_STRING, &name, DBUS_TYPE_INVALID) ||
        !dbus_bus_set_unique_name(portal->bus, name))
        return;
    portal->name = dbus_bus_get_unique_name(portal->bus);
    bus_watch(portal->bus, OWNER_RULE);
    bus_watch(portal->bus, PORTAL_LOOKS_RULE);
    ask_portal(portal);
}

static void take_version(struct portal *portal, DBusMessage *answer)
{
    DBusMessageIter at, value;
    dbus_uint32_t version = 0;
    if (dbus_message_get_type(answer) == DBUS_MESSAGE_TYPE_METHOD_RETURN &&
        dbus_message_has_signature(answer, "v") && dbus_message_iter_init(answer, &at)) {
        dbus_message_iter_recurse(&at, &value);
        if (dbus_message_iter_get_arg_type(&value) == DBUS_TYPE_UINT32)
            dbus_message_iter_get_basic(&value, &version);
    }
    tell_version(portal, version);
}

// Another portal, or none: the dialog went with the one that showed it.
static void take_owner(struct portal *portal, DBusMessage *message)
{
    const char *name = NULL, *old = NULL, *new = NULL;
    if (!dbus_message_get_args(message, NULL, DBUS_TYPE_STRING, &name, DBUS_TYPE_STRING, &old,
                               DBUS_TYPE_STRING, &new, DBUS_TYPE_INVALID) ||
        strcmp(name, PORTAL_NAME) != 0)
        return;
    snprintf(portal->owner, sizeof portal->owner, "%s", new);
    if (*old) {
        tell_version(portal, 0);
        fail_request(portal);
    }
    if (*new)
        ask_portal(portal);
}

static void take_look(struct portal *portal, enum portal_look look, DBusMessage *answer)
{
    struct portal_looks looks = portal->looks; // which only this thread changes
    looks.look[look] = portal_looks_answer(answer);
    tell_looks(portal, &looks);
}

static void take_answer(struct portal *portal, DBusMessage *answer)
{
    dbus_uint32_t call = dbus_message_get_reply_serial(answer);
    if (call == portal->hello)
        take_hello(portal, answer);
    else if (call == portal->version_asked) {
        note_owner(portal, answer);
        take_version(portal, answer);
    } else if (portal->request.phase == REQUEST_CALLED && call == portal->request.call) {
        note_owner(portal, answer);
        take_handle(portal, answer);
    } else if (call == portal->late && handle_of(answer))
        bus_send(portal->bus, portal_files_close(handle_of(answer)));
    for (int i = 0; i < PORTAL_LOOKS; i++)
        if (call == portal->look_asked[i]) {
            note_owner(portal, answer);
            take_look(portal, (enum portal_look)i, answer);
        }
}

static void take(struct portal *portal, DBusMessage *message)
{
    struct portal_looks looks = portal->looks;
    int type = dbus_message_get_type(message);
    if (type == DBUS_MESSAGE_TYPE_METHOD_RETURN || type == DBUS_MESSAGE_TYPE_ERROR)
        take_answer(portal, message);
    else if (is_response(portal, message))
        take_response(portal, message);
    else if (dbus_message_has_sender(message, DBUS_SERVICE_DBUS) &&
             dbus_message_is_signal(message, DBUS_INTERFACE_DBUS, "NameOwnerChanged"))
        take_owner(portal, message);
    else if (is_of_portal(portal, message) && portal_looks_changed(&looks, message))
        tell_looks(portal, &looks);
}

// ---- The thread ---------------------------------------------------------------------------------

// False when it is to end.
static bool take_orders(struct portal *portal)
{
    char dust[16];
    while (read(portal->orders[0], dust, sizeof dust) > 0)
        ;
    struct file_chooser_wish wish;
    pthread_mutex_lock(&portal->lock);
    bool closing = portal->closing, asked = portal->asked, unasked = portal->unasked;
    portal->asked = portal->unasked = false;
    wish = portal->wish;
    pthread_mutex_unlock(&portal->lock);
    if (asked || unasked || closing)
        drop_request(portal);
    if (asked && !closing)
        begin_request(portal, &wish);
    return !closing;
}

// Until a call is given up; -1: for ever.
static int wait_ms(const struct portal *portal)
{
    if (portal->request.phase != REQUEST_CALLED)
        return -1;
    double left = portal->request.since + patience - clock_seconds();
    return left > 0 ? (int)(left * 1000) + 1 : 0;
}

static void talk(struct portal *portal)
{
    while (take_orders(portal)) {
        bool there = bus_wait(portal->bus, portal->orders[0], wait_ms(portal));
        DBusMessage *message;
        while ((message = dbus_connection_pop_message(portal->bus))) {
            take(portal, message);
            dbus_message_unref(message);
        }
        if (!there)
            return;
        if (wait_ms(portal) == 0)
            fail_request(portal);
    }
}

// Who asks from now on is told so at once.
static void leave(struct portal *portal)
{
    enum file_chooser_news news =
        portal->request.phase == REQUEST_OPEN ? FILE_CHOOSER_GONE : FILE_CHOOSER_ABSENT;
    pthread_mutex_lock(&portal->lock);
    portal->gone = true;
    portal->version = 0;
    if (portal->asked)
        portal->news = FILE_CHOOSER_ABSENT;
    else if (portal->request.phase != REQUEST_NONE && !portal->unasked)
        portal->news = news;
    pthread_mutex_unlock(&portal->lock);
    say(portal);
}

static void *serve(void *context)
{
    struct portal *portal = context;
    portal->bus = bus_open(&portal->hello);
    if (portal->bus)
        talk(portal);
    leave(portal);
    bus_close(portal->bus);
    return NULL;
}

// ---- The window's side --------------------------------------------------------------------------

static void free_portal(struct portal *portal)
{
    for (int i = 0; i < 2; i++)
        if (portal->orders[i] >= 0)
            close(portal->orders[i]);
    pthread_mutex_destroy(&portal->lock);
    free(portal);
}

static bool open_orders(struct portal *portal)
{
    if (pipe(portal->orders) != 0) {
        portal->orders[0] = portal->orders[1] = -1;
        return false;
    }
    for (int i = 0; i < 2; i++)
        if (fcntl(portal->orders[i], F_SETFD, FD_CLOEXEC) != 0 ||
            fcntl(portal->orders[i], F_SETFL, O_NONBLOCK) != 0)
            return false;
    return true;
}

struct portal *portal_open(const char *parent, void (*told)(void *context), void *context)
{
    struct portal *portal = calloc(1, sizeof *portal);
    if (!portal)
        return NULL;
    pthread_mutex_init(&portal->lock, NULL);
    portal->told = told;
    portal->context = context;
    snprintf(portal->parent, sizeof portal->parent, "%s", parent);
    if (open_orders(portal) && pthread_create(&portal->thread, NULL, serve, portal) == 0)
        return portal;
    free_portal(portal);
    return NULL;
}

// With the lock. A full pipe wakes the thread as well.
static void order(struct portal *portal)
{
    ssize_t written = write(portal->orders[1], "", 1);
    (void)written;
}

void portal_close(struct portal *portal)
{
    if (!portal)
        return;
    pthread_mutex_lock(&portal->lock);
    portal->closing = true;
    order(portal);
    pthread_mutex_unlock(&portal->lock);
    pthread_join(portal->thread, NULL);
    free_portal(portal);
}

static bool can(void *self, enum file_chooser_kind kind)
{
    struct portal *portal = self;
    pthread_mutex_lock(&portal->lock);
    unsigned version = portal->version;
    pthread_mutex_unlock(&portal->lock);
    return version >= (kind == FILE_CHOOSER_FOLDER ? PORTAL_FILES_FOLDERS : 1);
}

static void ask(void *self, const struct file_chooser_wish *wish)
{
    struct portal *portal = self;
    pthread_mutex_lock(&portal->lock);
    portal->wish = *wish;
    portal->asked = !portal->gone;
    portal->news = portal->gone ? FILE_CHOOSER_ABSENT : FILE_CHOOSER_WAITS;
    order(portal);
    pthread_mutex_unlock(&portal->lock);
}

static enum file_chooser_news news(void *self, char chosen[PATH_SIZE])
{
    struct portal *portal = self;
    pthread_mutex_lock(&portal->lock);
    enum file_chooser_news latest = portal->news;
    snprintf(chosen, PATH_SIZE, "%s", portal->chosen);
    if (latest != FILE_CHOOSER_WAITS && latest != FILE_CHOOSER_IS_OPEN)
        portal->news = FILE_CHOOSER_NOTHING;
    pthread_mutex_unlock(&portal->lock);
    return latest;
}

static void unask(void *self)
{
    struct portal *portal = self;
    pthread_mutex_lock(&portal->lock);
    portal->asked = false;
    portal->unasked = true;
    portal->news = FILE_CHOOSER_NOTHING;
    order(portal);
    pthread_mutex_unlock(&portal->lock);
}

struct file_chooser portal_file_chooser(struct portal *portal)
{
    return portal ? (struct file_chooser){portal, can, ask, news, unask} : (struct file_chooser){0};
}

struct portal_wishes portal_wishes(struct portal *portal)
{
    struct portal_looks looks = {0};
    if (!portal)
        return (struct portal_wishes){0};
    pthread_mutex_lock(&portal->lock);
    looks = portal->looks;
    pthread_mutex_unlock(&portal->lock);
    return (struct portal_wishes){looks.look[PORTAL_LOOK_SCHEME], looks.look[PORTAL_LOOK_CONTRAST]};
}
