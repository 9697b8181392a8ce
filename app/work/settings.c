// Settings as a table: one row says a setting's name, kind, place and range, so that loading,
// saving, comparing and range checks cannot disagree.
#include "app/work/settings.h"

#include "app/base/aside.h"
#include "app/base/lock.h"
#include "app/language/tr.h"
#include "app/paint/colour_maps.h"
#include "nn/base/utf8.h"
#include "nn/files/file.h"
#include "nn/files/json_read.h"
#include "nn/net/lenet.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SETTINGS_LIMIT = 1 << 20 }; // bytes; a settings file is about 500

enum setting_kind {
    SETTING_BOOL,
    SETTING_INT,
    SETTING_FLOAT,
    SETTING_PATH,
    SETTING_CODE,   // a few letters
    SETTING_LAYERS, // an array of their names
};

struct setting {
    const char *name;
    enum setting_kind kind;
    size_t offset;    // in struct settings
    double low, high; // of numbers, both allowed
};

// clang-format off
static const struct setting table[] = {
    {"theme", SETTING_INT, offsetof(struct settings, theme), THEME_SYSTEM, THEMES - 1},
    {"colour_map", SETTING_INT, offsetof(struct settings, colour_map), 0, COLOUR_MAPS - 1},
    {"shared_scale", SETTING_BOOL, offsetof(struct settings, shared_scale), 0, 0},
    {"fixed_scale", SETTING_BOOL, offsetof(struct settings, fixed_scale), 0, 0},
    {"scale", SETTING_FLOAT, offsetof(struct settings, scale), 0, SETTINGS_SCALE_MOST},
    {"brush", SETTING_FLOAT, offsetof(struct settings, brush), 5, 400},
    {"show_training", SETTING_BOOL, offsetof(struct settings, show_training), 0, 0},
    {"system_dialogs", SETTING_BOOL, offsetof(struct settings, system_dialogs), 0, 0},
    {"linear_curves", SETTING_BOOL, offsetof(struct settings, linear_curves), 0, 0},
    {"speech", SETTING_BOOL, offsetof(struct settings, speech), 0, 0},
    {"window_width", SETTING_INT, offsetof(struct settings, window_width), 320, SETTINGS_WINDOW_MOST},
    {"window_height", SETTING_INT, offsetof(struct settings, window_height), 240, SETTINGS_WINDOW_MOST},
    {"window_maximised", SETTING_BOOL, offsetof(struct settings, window_maximised), 0, 0},
    {"language", SETTING_CODE, offsetof(struct settings, language), 0, 0},
    {"model", SETTING_PATH, offsetof(struct settings, model), 0, 0},
    {"data", SETTING_PATH, offsetof(struct settings, data), 0, 0},
    {"mirror", SETTING_PATH, offsetof(struct settings, mirror), 0, 0},
    {"folder", SETTING_PATH, offsetof(struct settings, folder), 0, 0},
    {"hidden_layers", SETTING_LAYERS, offsetof(struct settings, hidden_layers), 0, 0},
    {"export_what", SETTING_INT, offsetof(struct settings, export.what), 0, SETTINGS_EXPORT_WHATS - 1},
    {"export_panel", SETTING_INT, offsetof(struct settings, export.panel), 0, SETTINGS_EXPORT_PANELS - 1},
    {"export_svg", SETTING_BOOL, offsetof(struct settings, export.svg), 0, 0},
    {"export_times", SETTING_INT, offsetof(struct settings, export.times), 1, SETTINGS_EXPORT_TIMES},
    {"export_idx", SETTING_BOOL, offsetof(struct settings, export.idx), 0, 0},
    {"export_image_times", SETTING_INT, offsetof(struct settings, export.image_times), 0, SETTINGS_EXPORT_TIMES - 1},
    {"export_npy", SETTING_BOOL, offsetof(struct settings, export.npy), 0, 0},
    {"export_array", SETTING_INT, offsetof(struct settings, export.array), 0, SETTINGS_EXPORT_ARRAYS - 1},
};
// clang-format on
enum { SETTING_COUNT = sizeof table / sizeof table[0] };

void settings_default(struct settings *settings)
{
    *settings = (struct settings){
        .theme = THEME_SYSTEM,
        .shared_scale = true,
        .system_dialogs = true,
        .brush = 60,
        .window_width = 1280,
        .window_height = 800,
        .export = {.times = 1},
    };
}

static void *setting_place(struct settings *settings, const struct setting *setting)
{
    return (char *)settings + setting->offset;
}

static bool in_range(const struct setting *setting, double number)
{
    return number >= setting->low && number <= setting->high;
}

static void take_path(char path[PATH_SIZE], const char *text)
{
    if (strlen(text) < PATH_SIZE)
        snprintf(path, PATH_SIZE, "%s", text);
}

static void take_code(char *code, const char *text)
{
    size_t size = sizeof((struct settings *)0)->language;
    if (strlen(text) < size)
        snprintf(code, size, "%s", text);
}

// Between input and output, which are always shown.
static void take_layers(unsigned *layers, const cJSON *names)
{
    *layers = 0;
    for (int id = LENET_C1; id <= LENET_F6; id++) {
        const cJSON *item;
        cJSON_ArrayForEach(item, names)
        {
            if (cJSON_IsString(item) && strcmp(item->valuestring, lenet_layers[id].name) == 0)
                *layers |= 1u << id;
        }
    }
}

// Keeps the default where the file's value is of another kind or out of range.
static void take(struct settings *settings, const struct setting *setting, const cJSON *item)
{
    void *place = setting_place(settings, setting);
    if (setting->kind == SETTING_BOOL && cJSON_IsBool(item))
        *(bool *)place = cJSON_IsTrue(item);
    else if (setting->kind == SETTING_PATH && cJSON_IsString(item))
        take_path(place, item->valuestring);
    else if (setting->kind == SETTING_CODE && cJSON_IsString(item))
        take_code(place, item->valuestring);
    else if (setting->kind == SETTING_LAYERS && cJSON_IsArray(item))
        take_layers(place, item);
    else if (!cJSON_IsNumber(item) || !in_range(setting, item->valuedouble))
        return;
    else if (setting->kind == SETTING_INT && item->valuedouble == floor(item->valuedouble))
        *(int *)place = (int)item->valuedouble;
    else if (setting->kind == SETTING_FLOAT)
        *(float *)place = (float)item->valuedouble;
}

// Where `at` is in the text: lines count from 1, and characters of the line.
static void find_place(const char *text, const char *at, int *line, int *column)
{
    *line = *column = 1;
    for (; text < at; text++) {
        *column = *text == '\n' ? 1 : *column + !utf8_is_inner(*text);
        *line += *text == '\n';
    }
}

static bool refuse_text(const struct bytes *bytes, const char *at, const char *path,
                        struct status *status)
{
    int line, column;
    find_place((const char *)bytes->data, at, &line, &column);
    return status_fail(
        status, STATUS_BAD_DATA,
        tr("%s is not a settings file (a JSON object): there is a slip in line %d, near "
           "column %d"),
        path, line, column);
}

// *json is NULL if there is no file. The caller deletes it.
static bool read_object(cJSON **json, const char *path, struct status *status)
{
    struct bytes bytes = {0};
    struct status problem = {0};
    bool no_memory;
    *json = NULL;
    if (!file_read(&bytes, path, SETTINGS_LIMIT, &problem))
        return problem.code == STATUS_MISSING ||
               status_fail(status, problem.code, "%s", problem.message);
    const char *end = (const char *)bytes.data;
    *json = json_read(end, bytes.size, &end, &no_memory);
    bool good = no_memory ? status_fail(status, STATUS_NO_MEMORY, tr("%s: out of memory"), path)
                          : *json || refuse_text(&bytes, end, path, status);
    bytes_free(&bytes);
    if (!good || cJSON_IsObject(*json))
        return good;
    cJSON_Delete(*json);
    *json = NULL;
    return status_fail(status, STATUS_BAD_DATA, tr("%s is not a settings file (a JSON object)"),
                       path);
}

// Only damage is kept beside; what could not be read for another reason may be good.
static bool tell_defaults(const char *path, const struct status *problem, struct status *status)
{
    if (problem->code != STATUS_BAD_DATA)
        return status_fail(status, problem->code,
                           tr("%s; the defaults are used. The file stays as it is."),
                           problem->message);
    return status_fail(
        status, problem->code,
        tr("%s; the defaults are used. The file stays as it is, and is kept as "
           "%s.broken when you change a setting: put it right to have your settings again"),
        problem->message, path_name(path));
}

bool settings_load(struct settings *settings, const char *path, struct status *status)
{
    cJSON *json;
    struct status problem = {0};
    settings_default(settings);
    if (!read_object(&json, path, &problem))
        return tell_defaults(path, &problem, status);
    for (int i = 0; json && i < SETTING_COUNT; i++)
        take(settings, &table[i], cJSON_GetObjectItemCaseSensitive(json, table[i].name));
    // The two go together: 0 is the system's scale, anything else at least 1.
    if (settings->scale < 1)
        settings->scale = 0;
    cJSON_Delete(json);
    return true;
}

static bool is_equal(const struct setting *setting, const struct settings *a,
                     const struct settings *b)
{
    const char *at = (const char *)a + setting->offset, *bt = (const char *)b + setting->offset;
    switch (setting->kind) {
    case SETTING_BOOL:
        return *(const bool *)at == *(const bool *)bt;
    case SETTING_INT:
        return *(const int *)at == *(const int *)bt;
    case SETTING_FLOAT:
        return *(const float *)at == *(const float *)bt;
    case SETTING_LAYERS:
        return *(const unsigned *)at == *(const unsigned *)bt;
    case SETTING_CODE:
    case SETTING_PATH:
        return strcmp(at, bt) == 0;
    }
    return true;
}

bool settings_equal(const struct settings *a, const struct settings *b)
{
    for (int i = 0; i < SETTING_COUNT; i++)
        if (!is_equal(&table[i], a, b))
            return false;
    return true;
}

// NULL when memory runs out.
static cJSON *layers_item(unsigned layers)
{
    cJSON *names = cJSON_CreateArray();
    for (int id = LENET_C1; names && id <= LENET_F6; id++) {
        cJSON *name = layers & 1u << id ? cJSON_CreateString(lenet_layers[id].name) : NULL;
        if ((layers & 1u << id) && !cJSON_AddItemToArray(names, name)) {
            cJSON_Delete(name);
            cJSON_Delete(names);
            return NULL;
        }
    }
    return names;
}

static cJSON *item_of(const struct settings *settings, const struct setting *setting)
{
    const void *place = (const char *)settings + setting->offset;
    switch (setting->kind) {
    case SETTING_BOOL:
        return cJSON_CreateBool(*(const bool *)place);
    case SETTING_INT:
        return cJSON_CreateNumber(*(const int *)place);
    case SETTING_FLOAT:
        return cJSON_CreateNumber((double)*(const float *)place);
    case SETTING_CODE:
    case SETTING_PATH:
        return cJSON_CreateString(place);
    case SETTING_LAYERS:
        return layers_item(*(const unsigned *)place);
    }
    return NULL;
}

// The new item takes the name of the old one: cJSON, which copies it, would go on without a name
// when memory runs out.
static bool put(cJSON *json, const struct settings *settings, const struct setting *setting)
{
    cJSON *item = item_of(settings, setting);
    cJSON *old = cJSON_GetObjectItemCaseSensitive(json, setting->name);
    if (item && old) {
        item->string = old->string;
        old->string = NULL;
    }
    bool done = item && (old ? cJSON_ReplaceItemViaPointer(json, old, item)
                             : cJSON_AddItemToObject(json, setting->name, item));
    if (!done)
        cJSON_Delete(item);
    return done;
}

static bool write_changes(cJSON *json, const struct settings *now, const struct settings *before,
                          const char *path, struct status *status)
{
    bool good = json != NULL;
    for (int i = 0; good && i < SETTING_COUNT; i++)
        good = (before && is_equal(&table[i], now, before)) || put(json, now, &table[i]);
    char *text = good ? cJSON_Print(json) : NULL;
    if (!text)
        return status_fail(status, STATUS_NO_MEMORY, tr("no memory to write %s"), path);
    good = file_write(path, text, strlen(text), status);
    cJSON_free(text);
    return good;
}

// Where the window is put is the system's choice as much as the person's: no reason to take away
// a file that the person may be about to put right.
static bool only_window_differs(const struct settings *now, const struct settings *before)
{
    struct settings same = *now;
    same.window_width = before->window_width;
    same.window_height = before->window_height;
    same.window_maximised = before->window_maximised;
    return settings_equal(&same, before);
}

static bool merge(const struct settings *now, const struct settings *before, const char *path,
                  struct status *status)
{
    char kept[PATH_SIZE];
    struct status problem = {0};
    struct settings defaults;
    cJSON *json;
    bool readable = read_object(&json, path, &problem);
    if (!readable && problem.code != STATUS_BAD_DATA)
        return status_fail(status, problem.code, "%s", problem.message);
    if (!readable && before && only_window_differs(now, before))
        return true;
    if (!readable && !aside_keep(kept, path, status))
        return false;
    settings_default(&defaults);
    if (!readable && before)
        before = &defaults;
    if (!json)
        json = cJSON_CreateObject();
    bool written = write_changes(json, now, before, path, status);
    cJSON_Delete(json);
    return written;
}

bool settings_save(const struct settings *now, const struct settings *before, const char *path,
                   struct status *status)
{
    struct lock *lock;
    if (before && settings_equal(now, before))
        return true;
    if (!path_make_parent(path, status) || !lock_or_fail(&lock, path, &lock_to_change, status))
        return false;
    bool saved = merge(now, before, path, status);
    lock_release(lock);
    return saved;
}
