// Options are a dictionary of variants, which libdbus builds one container at a time: a function
// for each kind, so that a mistake in one of them would show in all.
#include "app/system/portal/portal_files.h"
#include "app/system/portal/file_uri.h"
#include "app/system/portal/portal_names.h"

#include <stdio.h>
#include <string.h>

// ---- Building -----------------------------------------------------------------------------------

static DBusMessage *call(const char *path, const char *interface, const char *method)
{
    return dbus_message_new_method_call(PORTAL_NAME, path, interface, method);
}

static bool put_string(DBusMessageIter *at, const char *text)
{
    return dbus_message_iter_append_basic(at, DBUS_TYPE_STRING, &text);
}

// An entry of the dictionary, open for its value.
struct entry {
    DBusMessageIter entry, value;
};

static bool begin_entry(DBusMessageIter *options, struct entry *entry, const char *key,
                        const char *signature)
{
    return dbus_message_iter_open_container(options, DBUS_TYPE_DICT_ENTRY, NULL, &entry->entry) &&
           put_string(&entry->entry, key) &&
           dbus_message_iter_open_container(&entry->entry, DBUS_TYPE_VARIANT, signature,
                                            &entry->value);
}

static bool end_entry(DBusMessageIter *options, struct entry *entry)
{
    return dbus_message_iter_close_container(&entry->entry, &entry->value) &&
           dbus_message_iter_close_container(options, &entry->entry);
}

static bool put_text(DBusMessageIter *options, const char *key, const char *text)
{
    struct entry entry;
    return begin_entry(options, &entry, key, "s") && put_string(&entry.value, text) &&
           end_entry(options, &entry);
}

static bool put_flag(DBusMessageIter *options, const char *key, dbus_bool_t flag)
{
    struct entry entry;
    return begin_entry(options, &entry, key, "b") &&
           dbus_message_iter_append_basic(&entry.value, DBUS_TYPE_BOOLEAN, &flag) &&
           end_entry(options, &entry);
}

// Paths are bytes, and the 0 at their end is one of them.
static bool put_path(DBusMessageIter *options, const char *key, const char *path)
{
    struct entry entry;
    DBusMessageIter bytes;
    return begin_entry(options, &entry, key, "ay") &&
           dbus_message_iter_open_container(&entry.value, DBUS_TYPE_ARRAY, "y", &bytes) &&
           dbus_message_iter_append_fixed_array(&bytes, DBUS_TYPE_BYTE, &path,
                                                (int)strlen(path) + 1) &&
           dbus_message_iter_close_container(&entry.value, &bytes) && end_entry(options, &entry);
}

static bool put_glob(DBusMessageIter *globs, const char *glob)
{
    DBusMessageIter pair;
    dbus_uint32_t is_glob = 0; // 1: a MIME type
    return dbus_message_iter_open_container(globs, DBUS_TYPE_STRUCT, NULL, &pair) &&
           dbus_message_iter_append_basic(&pair, DBUS_TYPE_UINT32, &is_glob) &&
           put_string(&pair, glob) && dbus_message_iter_close_container(globs, &pair);
}

// Globs tell small letters from capitals, cameras write the one and people the other.
static bool put_suffix(DBusMessageIter *globs, const char *suffix, size_t length)
{
    char small[32], large[32];
    if (snprintf(small, sizeof small, "*%.*s", (int)length, suffix) >= (int)sizeof small)
        return true;
    size_t i = 0;
    do
        large[i] = small[i] >= 'a' && small[i] <= 'z' ? (char)(small[i] - 'a' + 'A') : small[i];
    while (small[i++]);
    return put_glob(globs, small) && put_glob(globs, large);
}

// `suffixes` of "": every file.
static bool put_filter(DBusMessageIter *filters, const char *name, const char *suffixes)
{
    DBusMessageIter filter, globs;
    bool good = dbus_message_iter_open_container(filters, DBUS_TYPE_STRUCT, NULL, &filter) &&
                put_string(&filter, name) &&
                dbus_message_iter_open_container(&filter, DBUS_TYPE_ARRAY, "(us)", &globs) &&
                (*suffixes || put_glob(&globs, "*"));
    for (size_t length; good && *suffixes; suffixes += length) {
        suffixes += strspn(suffixes, " ");
        length = strcspn(suffixes, " ");
        good = !length || put_suffix(&globs, suffixes, length);
    }
    return good && dbus_message_iter_close_container(&filter, &globs) &&
           dbus_message_iter_close_container(filters, &filter);
}

static bool put_filters(DBusMessageIter *options, const struct file_chooser_wish *wish)
{
    struct entry entry;
    DBusMessageIter filters;
    return begin_entry(options, &entry, "filters", "a(sa(us))") &&
           dbus_message_iter_open_container(&entry.value, DBUS_TYPE_ARRAY, "(sa(us))", &filters) &&
           put_filter(&filters, wish->filter, wish->suffixes) &&
           put_filter(&filters, wish->all, "") &&
           dbus_message_iter_close_container(&entry.value, &filters) && end_entry(options, &entry);
}

static bool put_options(DBusMessageIter *options, const struct file_chooser_wish *wish,
                        const char *token)
{
    bool folder = wish->kind == FILE_CHOOSER_FOLDER, save = wish->kind == FILE_CHOOSER_SAVE;
    return put_text(options, "handle_token", token) &&
           put_text(options, "accept_label", wish->button) && put_flag(options, "modal", TRUE) &&
           (save || put_flag(options, "multiple", FALSE)) &&
           (save || put_flag(options, "directory", folder)) &&
           (folder || put_filters(options, wish)) &&
           (!wish->name[0] || put_text(options, "current_name", wish->name)) &&
           (!wish->folder[0] || put_path(options, "current_folder", wish->folder));
}

// libdbus takes no others.
static bool is_utf8(const struct file_chooser_wish *wish)
{
    return dbus_validate_utf8(wish->title, NULL) && dbus_validate_utf8(wish->button, NULL) &&
           dbus_validate_utf8(wish->filter, NULL) && dbus_validate_utf8(wish->all, NULL) &&
           dbus_validate_utf8(wish->name, NULL);
}

DBusMessage *portal_files_call(const struct file_chooser_wish *wish, const char *parent,
                               const char *token)
{
    bool save = wish->kind == FILE_CHOOSER_SAVE;
    DBusMessageIter at, options;
    DBusMessage *message =
        is_utf8(wish) ? call(PORTAL_PATH, PORTAL_FILES, save ? "SaveFile" : "OpenFile") : NULL;
    if (!message)
        return NULL;
    dbus_message_iter_init_append(message, &at);
    if (put_string(&at, parent) && put_string(&at, wish->title) &&
        dbus_message_iter_open_container(&at, DBUS_TYPE_ARRAY, "{sv}", &options) &&
        put_options(&options, wish, token) && dbus_message_iter_close_container(&at, &options))
        return message;
    dbus_message_unref(message);
    return NULL;
}

DBusMessage *portal_files_ask_version(void)
{
    DBusMessage *message = call(PORTAL_PATH, DBUS_INTERFACE_PROPERTIES, "Get");
    const char *interface = PORTAL_FILES, *property = "version";
    if (!message || dbus_message_append_args(message, DBUS_TYPE_STRING, &interface,
                                             DBUS_TYPE_STRING, &property, DBUS_TYPE_INVALID))
        return message;
    dbus_message_unref(message);
    return NULL;
}

DBusMessage *portal_files_close(const char *path)
{
    DBusMessage *message = call(path, PORTAL_REQUEST, "Close");
    if (message) {
        dbus_message_set_no_reply(message, TRUE);
        dbus_message_set_auto_start(message, FALSE);
    }
    return message;
}

bool portal_files_request_path(char path[PORTAL_FILES_PATH], const char *name, const char *token)
{
    int length = snprintf(path, PORTAL_FILES_PATH, PORTAL_PATH "/request/%s/%s",
                          name + (*name == ':'), token);
    for (char *at = path; *at; at++)
        if (*at == '.')
            *at = '_';
    return length < PORTAL_FILES_PATH && dbus_validate_path(path, NULL);
}

// ---- Reading ------------------------------------------------------------------------------------

// The value of `key` in the dictionary; false if it has none.
static bool find(DBusMessageIter *dictionary, const char *key, DBusMessageIter *value)
{
    DBusMessageIter entries, entry;
    dbus_message_iter_recurse(dictionary, &entries);
    for (; dbus_message_iter_get_arg_type(&entries) == DBUS_TYPE_DICT_ENTRY;
         dbus_message_iter_next(&entries)) {
        const char *name = NULL;
        dbus_message_iter_recurse(&entries, &entry);
        dbus_message_iter_get_basic(&entry, &name);
        if (strcmp(name, key) != 0)
            continue;
        dbus_message_iter_next(&entry);
        dbus_message_iter_recurse(&entry, value);
        return true;
    }
    return false;
}

// The first of several, which are never asked for.
static const char *first_uri(DBusMessageIter *results)
{
    DBusMessageIter value, uris;
    const char *uri = NULL;
    if (!find(results, "uris", &value) ||
        dbus_message_iter_get_arg_type(&value) != DBUS_TYPE_ARRAY ||
        dbus_message_iter_get_element_type(&value) != DBUS_TYPE_STRING)
        return NULL;
    dbus_message_iter_recurse(&value, &uris);
    if (dbus_message_iter_get_arg_type(&uris) == DBUS_TYPE_STRING)
        dbus_message_iter_get_basic(&uris, &uri);
    return uri;
}

enum file_chooser_news portal_files_response(DBusMessage *message, char chosen[PATH_SIZE])
{
    enum { CHOSEN, CANCELLED };
    DBusMessageIter at;
    dbus_uint32_t response = 2;
    if (!dbus_message_has_signature(message, "ua{sv}"))
        return FILE_CHOOSER_GONE;
    dbus_message_iter_init(message, &at);
    dbus_message_iter_get_basic(&at, &response);
    dbus_message_iter_next(&at);
    const char *uri = response == CHOSEN ? first_uri(&at) : NULL;
    if (!uri)
        return response == CANCELLED ? FILE_CHOOSER_CANCELLED : FILE_CHOOSER_GONE;
    if (file_uri_path(chosen, uri))
        return FILE_CHOOSER_CHOSE;
    snprintf(chosen, PATH_SIZE, "%s", uri);
    return FILE_CHOOSER_STRANGE;
}
