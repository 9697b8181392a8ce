// The method Read wraps its value in two variants, the signal in one: both are unwrapped alike.
#include "app/system/portal/portal_looks.h"
#include "app/system/portal/portal_names.h"

#include <string.h>

static const char appearance[] = "org.freedesktop.appearance";
static const char *const keys[PORTAL_LOOKS] = {"color-scheme", "contrast"};

// Read is the older name, which every version answers to.
DBusMessage *portal_looks_ask(enum portal_look look)
{
    const char *space = appearance;
    DBusMessage *message =
        dbus_message_new_method_call(PORTAL_NAME, PORTAL_PATH, PORTAL_SETTINGS, "Read");
    if (!message || dbus_message_append_args(message, DBUS_TYPE_STRING, &space, DBUS_TYPE_STRING,
                                             &keys[look], DBUS_TYPE_INVALID))
        return message;
    dbus_message_unref(message);
    return NULL;
}

static unsigned unwrap(DBusMessageIter at)
{
    dbus_uint32_t value = 0;
    while (dbus_message_iter_get_arg_type(&at) == DBUS_TYPE_VARIANT) {
        DBusMessageIter inner;
        dbus_message_iter_recurse(&at, &inner);
        at = inner;
    }
    if (dbus_message_iter_get_arg_type(&at) == DBUS_TYPE_UINT32)
        dbus_message_iter_get_basic(&at, &value);
    return value;
}

unsigned portal_looks_answer(DBusMessage *answer)
{
    DBusMessageIter at;
    if (dbus_message_get_type(answer) != DBUS_MESSAGE_TYPE_METHOD_RETURN ||
        !dbus_message_iter_init(answer, &at))
        return 0;
    return unwrap(at);
}

bool portal_looks_changed(struct portal_looks *looks, DBusMessage *signal)
{
    DBusMessageIter at;
    const char *space = NULL, *key = NULL;
    if (!dbus_message_is_signal(signal, PORTAL_SETTINGS, "SettingChanged") ||
        !dbus_message_has_signature(signal, "ssv"))
        return false;
    dbus_message_iter_init(signal, &at);
    dbus_message_iter_get_basic(&at, &space);
    dbus_message_iter_next(&at);
    dbus_message_iter_get_basic(&at, &key);
    dbus_message_iter_next(&at);
    for (int i = 0; i < PORTAL_LOOKS; i++) {
        if (strcmp(space, appearance) == 0 && strcmp(key, keys[i]) == 0) {
            looks->look[i] = unwrap(at);
            return true;
        }
    }
    return false;
}
