// A connection to the session's bus that never makes anybody wait: not for the bus, not for an
// answer. One thread uses it.
#ifndef APP_SYSTEM_PORTAL_BUS_H
#define APP_SYSTEM_PORTAL_BUS_H

#include <dbus/dbus.h>
#include <stdbool.h>

// NULL if there is no bus. The answer to `hello` brings the name that bus_name then has: no other
// message is answered before.
DBusConnection *bus_open(dbus_uint32_t *hello);
// Sends what still waits, for a moment. NULL is fine.
void bus_close(DBusConnection *bus);

// Sends and lets go of the message (NULL: memory was out before). Its number, which the answer
// names; 0 if memory is out.
dbus_uint32_t bus_send(DBusConnection *bus, DBusMessage *message);
// Asks the bus for signals, or no longer.
void bus_watch(DBusConnection *bus, const char *rule);
void bus_unwatch(DBusConnection *bus, const char *rule);
// Waits for the bus, for something to read from `other`, or `ms` (-1: for ever), and moves what
// came and what goes. False once the connection is gone.
bool bus_wait(DBusConnection *bus, int other, int ms);

#endif
