// libdbus has calls that wait for the bus, for up to 25 seconds, and starts a bus where there is
// none. None of that is wanted here: the connection is made by its address, and its first words are
// sent as any other message.
#include "app/system/portal/bus.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// As the specification says, but for starting one.
static bool find_address(char address[512])
{
    const char *given = getenv("DBUS_SESSION_BUS_ADDRESS"), *folder = getenv("XDG_RUNTIME_DIR");
    if (given && *given)
        return snprintf(address, 512, "%s", given) < 512;
    if (!folder || *folder != '/' || snprintf(address, 512, "%s/bus", folder) >= 512 ||
        access(address, R_OK | W_OK) != 0)
        return false;
    char *escaped = dbus_address_escape_value(address);
    bool fits = escaped && snprintf(address, 512, "unix:path=%s", escaped) < 512;
    dbus_free(escaped);
    return fits;
}

DBusConnection *bus_open(dbus_uint32_t *hello)
{
    char address[512];
    if (!find_address(address))
        return NULL;
    DBusConnection *bus = dbus_connection_open_private(address, NULL);
    if (!bus)
        return NULL;
    *hello = bus_send(bus, dbus_message_new_method_call(DBUS_SERVICE_DBUS, DBUS_PATH_DBUS,
                                                        DBUS_INTERFACE_DBUS, "Hello"));
    if (*hello)
        return bus;
    bus_close(bus);
    return NULL;
}

void bus_close(DBusConnection *bus)
{
    if (!bus)
        return;
    for (int i = 0; i < 10 && dbus_connection_has_messages_to_send(bus); i++)
        if (!bus_wait(bus, -1, 20))
            break;
    dbus_connection_close(bus);
    dbus_connection_unref(bus);
}

dbus_uint32_t bus_send(DBusConnection *bus, DBusMessage *message)
{
    dbus_uint32_t serial = 0;
    if (!message || !dbus_connection_send(bus, message, &serial))
        serial = 0;
    if (message)
        dbus_message_unref(message);
    return serial;
}

static void tell_rule(DBusConnection *bus, const char *method, const char *rule)
{
    DBusMessage *message = dbus_message_new_method_call(DBUS_SERVICE_DBUS, DBUS_PATH_DBUS,
                                                        DBUS_INTERFACE_DBUS, method);
    if (!message)
        return;
    dbus_message_set_no_reply(message, TRUE);
    if (dbus_message_append_args(message, DBUS_TYPE_STRING, &rule, DBUS_TYPE_INVALID))
        bus_send(bus, message);
    else
        dbus_message_unref(message);
}

void bus_watch(DBusConnection *bus, const char *rule)
{
    tell_rule(bus, "AddMatch", rule);
}

void bus_unwatch(DBusConnection *bus, const char *rule)
{
    tell_rule(bus, "RemoveMatch", rule);
}

bool bus_wait(DBusConnection *bus, int other, int ms)
{
    int fd = -1;
    if (!dbus_connection_get_is_connected(bus) || !dbus_connection_get_unix_fd(bus, &fd))
        return false;
    // What is to be sent waits for the bus's greeting: until then there is nothing to write.
    bool writes =
        dbus_connection_get_is_authenticated(bus) && dbus_connection_has_messages_to_send(bus);
    struct pollfd wait[2] = {{.fd = fd, .events = (short)(POLLIN | (writes ? POLLOUT : 0))},
                             {.fd = other, .events = POLLIN}};
    if (dbus_connection_get_dispatch_status(bus) == DBUS_DISPATCH_DATA_REMAINS)
        ms = 0;
    poll(wait, 2, ms);
    bool there = dbus_connection_read_write(bus, 0);
    // What it answers to the greeting goes with the next turn, and nothing says that there is some.
    if (there && !dbus_connection_get_is_authenticated(bus))
        there = dbus_connection_read_write(bus, 0);
    return there;
}
