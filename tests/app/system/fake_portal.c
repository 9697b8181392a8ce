// A portal that does what a test tells it: the desktop's half of app/system/portal, by libdbus
// alone.
//
//   fake_portal LOG WAY [URI]
//
// LOG gets a line for every call, with its arguments. WAY is how a dialog ends: "choose" URI (at
// once; "slowly", after a moment; "early", before the call has its answer; "elsewhere", under a
// path of its own), "cancel", "fail" (at once, in the other way; "leave", after a moment),
// "refuse", "never" (no answer to the call; "late", one that comes when nobody waits any more),
// "hold" (until it is closed), "die". "none": there is no file dialog. Dark and of high contrast,
// until SIGUSR1.
#include <dbus/dbus.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NAME "org.freedesktop.portal.Desktop"
#define PATH "/org/freedesktop/portal/desktop"

static DBusConnection *bus;
static FILE *history;
static const char *way, *uri;
static char request[300], caller[100]; // of the dialog that is open
static double due;                     // when something is to happen; 0: nothing is
static DBusMessage *unanswered;
static volatile sig_atomic_t changes;

static bool is(const char *name)
{
    return strcmp(way, name) == 0;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void change(int number)
{
    (void)number;
    changes = 1;
}

static void send_off(DBusMessage *message)
{
    dbus_connection_send(bus, message, NULL);
    dbus_message_unref(message);
}

// ---- The log ------------------------------------------------------------------------------------

static void write_value(DBusMessageIter *at);

static void write_all(DBusMessageIter *at)
{
    DBusMessageIter inner;
    dbus_message_iter_recurse(at, &inner);
    for (int i = 0; dbus_message_iter_get_arg_type(&inner); i++, dbus_message_iter_next(&inner)) {
        fputs(i ? " " : "", history);
        write_value(&inner);
    }
}

// Bytes as they are, a 0 as "\0".
static void write_bytes(DBusMessageIter *at)
{
    DBusMessageIter inner;
    const char *bytes;
    int count;
    dbus_message_iter_recurse(at, &inner);
    dbus_message_iter_get_fixed_array(&inner, &bytes, &count);
    for (int i = 0; i < count; i++)
        if (bytes[i])
            fputc(bytes[i], history);
        else
            fputs("\\0", history);
}

static void write_value(DBusMessageIter *at)
{
    const char *text;
    dbus_uint32_t number;
    dbus_bool_t flag;
    switch (dbus_message_iter_get_arg_type(at)) {
    case DBUS_TYPE_STRING:
        dbus_message_iter_get_basic(at, &text);
        fprintf(history, "'%s'", text);
        break;
    case DBUS_TYPE_UINT32:
        dbus_message_iter_get_basic(at, &number);
        fprintf(history, "%u", number);
        break;
    case DBUS_TYPE_BOOLEAN:
        dbus_message_iter_get_basic(at, &flag);
        fputs(flag ? "yes" : "no", history);
        break;
    case DBUS_TYPE_ARRAY:
        if (dbus_message_iter_get_element_type(at) == DBUS_TYPE_BYTE) {
            write_bytes(at);
            break;
        }
        fputc('[', history);
        write_all(at);
        fputc(']', history);
        break;
    case DBUS_TYPE_VARIANT:
        write_all(at);
        break;
    case DBUS_TYPE_DICT_ENTRY:
    case DBUS_TYPE_STRUCT:
        fputc('(', history);
        write_all(at);
        fputc(')', history);
        break;
    default:
        fputc('?', history);
    }
}

static void log_call(DBusMessage *call)
{
    DBusMessageIter at;
    fprintf(history, "%s", dbus_message_get_member(call));
    if (dbus_message_iter_init(call, &at))
        do {
            fputc(' ', history);
            write_value(&at);
        } while (dbus_message_iter_next(&at));
    fputc('\n', history);
    fflush(history);
}

// ---- Answers ------------------------------------------------------------------------------------

static void put_variant(DBusMessageIter *at, unsigned number, bool twice)
{
    DBusMessageIter outer, inner;
    dbus_message_iter_open_container(at, DBUS_TYPE_VARIANT, twice ? "v" : "u", &outer);
    if (twice)
        dbus_message_iter_open_container(&outer, DBUS_TYPE_VARIANT, "u", &inner);
    dbus_message_iter_append_basic(twice ? &inner : &outer, DBUS_TYPE_UINT32, &number);
    if (twice)
        dbus_message_iter_close_container(&outer, &inner);
    dbus_message_iter_close_container(at, &outer);
}

static void answer_number(DBusMessage *call, unsigned number, bool twice)
{
    DBusMessage *answer = dbus_message_new_method_return(call);
    DBusMessageIter at;
    dbus_message_iter_init_append(answer, &at);
    put_variant(&at, number, twice);
    send_off(answer);
}

static void refuse(DBusMessage *call)
{
    send_off(dbus_message_new_error(call, DBUS_ERROR_UNKNOWN_METHOD, "not here"));
}

static void answer_handle(DBusMessage *call)
{
    DBusMessage *answer = dbus_message_new_method_return(call);
    const char *path = request;
    dbus_message_append_args(answer, DBUS_TYPE_OBJECT_PATH, &path, DBUS_TYPE_INVALID);
    send_off(answer);
}

static void put_uris(DBusMessageIter *at)
{
    DBusMessageIter results, entry, value, list;
    const char *key = "uris";
    dbus_message_iter_open_container(at, DBUS_TYPE_ARRAY, "{sv}", &results);
    if (uri) {
        dbus_message_iter_open_container(&results, DBUS_TYPE_DICT_ENTRY, NULL, &entry);
        dbus_message_iter_append_basic(&entry, DBUS_TYPE_STRING, &key);
        dbus_message_iter_open_container(&entry, DBUS_TYPE_VARIANT, "as", &value);
        dbus_message_iter_open_container(&value, DBUS_TYPE_ARRAY, "s", &list);
        dbus_message_iter_append_basic(&list, DBUS_TYPE_STRING, &uri);
        dbus_message_iter_close_container(&value, &list);
        dbus_message_iter_close_container(&entry, &value);
        dbus_message_iter_close_container(&results, &entry);
    }
    dbus_message_iter_close_container(at, &results);
}

static void respond(unsigned response)
{
    DBusMessage *signal =
        dbus_message_new_signal(request, "org.freedesktop.portal.Request", "Response");
    DBusMessageIter at;
    dbus_message_set_destination(signal, caller);
    dbus_message_iter_init_append(signal, &at);
    dbus_message_iter_append_basic(&at, DBUS_TYPE_UINT32, &response);
    put_uris(&at);
    send_off(signal);
}

// What the caller expects, of the token among the options.
static void make_path(DBusMessage *call)
{
    DBusMessageIter at, options;
    const char *token = "none", *key;
    snprintf(caller, sizeof caller, "%s", dbus_message_get_sender(call));
    dbus_message_iter_init(call, &at);
    dbus_message_iter_next(&at);
    dbus_message_iter_next(&at);
    for (dbus_message_iter_recurse(&at, &options); dbus_message_iter_get_arg_type(&options);
         dbus_message_iter_next(&options)) {
        DBusMessageIter entry, value;
        dbus_message_iter_recurse(&options, &entry);
        dbus_message_iter_get_basic(&entry, &key);
        dbus_message_iter_next(&entry);
        dbus_message_iter_recurse(&entry, &value);
        if (strcmp(key, "handle_token") == 0)
            dbus_message_iter_get_basic(&value, &token);
    }
    snprintf(request, sizeof request, PATH "/request/%s/%s", caller + 1,
             is("elsewhere") ? "elsewhere" : token);
    for (char *dot = request; *dot; dot++)
        if (*dot == '.')
            *dot = '_';
}

static void open_dialog(DBusMessage *call)
{
    make_path(call);
    if (is("refuse")) {
        refuse(call);
        return;
    }
    if (is("early"))
        respond(0);
    if (is("never") || is("late"))
        unanswered = dbus_message_ref(call);
    else
        answer_handle(call);
    if (is("choose"))
        respond(0);
    else if (is("cancel"))
        respond(1);
    else if (is("fail"))
        respond(2);
    else if (!is("early") && !is("never"))
        due = now() + 1.5;
    if (is("elsewhere") || is("die"))
        due = now() + 0.1;
}

// What was to happen after a moment.
static void be_due(void)
{
    due = 0;
    if (is("die"))
        exit(0);
    if (is("late"))
        answer_handle(unanswered);
    else if (is("slowly") || is("elsewhere"))
        respond(0);
    else if (is("leave"))
        respond(2);
}

static void tell_change(void)
{
    DBusMessage *signal =
        dbus_message_new_signal(PATH, "org.freedesktop.portal.Settings", "SettingChanged");
    const char *space = "org.freedesktop.appearance", *key = "color-scheme";
    DBusMessageIter at;
    changes = 0;
    dbus_message_append_args(signal, DBUS_TYPE_STRING, &space, DBUS_TYPE_STRING, &key,
                             DBUS_TYPE_INVALID);
    dbus_message_iter_init_append(signal, &at);
    put_variant(&at, 2, false);
    send_off(signal);
}

static DBusHandlerResult take(DBusConnection *connection, DBusMessage *message, void *unused)
{
    (void)connection;
    (void)unused;
    if (dbus_message_get_type(message) != DBUS_MESSAGE_TYPE_METHOD_CALL)
        return DBUS_HANDLER_RESULT_NOT_YET_HANDLED;
    log_call(message);
    if (dbus_message_has_member(message, "Get"))
        is("none") ? refuse(message) : answer_number(message, 3, false);
    else if (dbus_message_has_member(message, "Read"))
        answer_number(message, 1, true);
    else if (dbus_message_has_member(message, "OpenFile") ||
             dbus_message_has_member(message, "SaveFile"))
        open_dialog(message);
    return DBUS_HANDLER_RESULT_HANDLED;
}

int main(int argc, char **argv)
{
    if (argc < 3 || !(history = fopen(argv[1], "a")))
        return 2;
    way = argv[2];
    uri = argc > 3 ? argv[3] : NULL;
    signal(SIGUSR1, change);
    bus = dbus_bus_get(DBUS_BUS_SESSION, NULL);
    if (!bus || !dbus_connection_add_filter(bus, take, NULL, NULL) ||
        dbus_bus_request_name(bus, NAME, 0, NULL) < 0)
        return 1;
    while (dbus_connection_read_write_dispatch(bus, 20)) {
        if (changes)
            tell_change();
        if (due > 0 && now() > due)
            be_due();
    }
    return 0;
}
