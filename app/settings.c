// Settings as a table: one row says a setting's name, kind, place and range, so that loading,
// saving and range checks cannot disagree.
#include "app/settings.h"

#include "app/canvas.h"
#include "nn/file.h"

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
};

struct setting {
    const char *name;
    enum setting_kind kind;
    size_t offset;    // in struct settings
    double low, high; // of numbers, both allowed
};

// clang-format off
static const struct setting table[] = {
    {"theme", SETTING_INT, offsetof(struct settings, theme), THEME_SYSTEM, THEME_DARK},
    {"colour_map", SETTING_INT, offsetof(struct settings, colour_map), 0, COLOUR_MAPS - 1},
    {"shared_scale", SETTING_BOOL, offsetof(struct settings, shared_scale), 0, 0},
    {"scale", SETTING_FLOAT, offsetof(struct settings, scale), 0, 3},
    {"brush", SETTING_FLOAT, offsetof(struct settings, brush), 5, 400},
    {"show_training", SETTING_BOOL, offsetof(struct settings, show_training), 0, 0},
    {"window_width", SETTING_INT, offsetof(struct settings, window_width), 1024, 16384},
    {"window_height", SETTING_INT, offsetof(struct settings, window_height), 700, 16384},
    {"model", SETTING_PATH, offsetof(struct settings, model), 0, 0},
    {"data", SETTING_PATH, offsetof(struct settings, data), 0, 0},
    {"folder", SETTING_PATH, offsetof(struct settings, folder), 0, 0},
};
// clang-format on
enum { SETTING_COUNT = sizeof table / sizeof table[0] };

void settings_default(struct settings *settings)
{
    *settings = (struct settings){
        .theme = THEME_SYSTEM,
        .shared_scale = true,
        .brush = 60,
        .window_width = 1280,
        .window_height = 800,
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

// Keeps the default where the file's value is of another kind or out of range.
static void take(struct settings *settings, const struct setting *setting, const cJSON *item)
{
    void *place = setting_place(settings, setting);
    if (setting->kind == SETTING_BOOL && cJSON_IsBool(item))
        *(bool *)place = cJSON_IsTrue(item);
    else if (setting->kind == SETTING_PATH && cJSON_IsString(item))
        take_path(place, item->valuestring);
    else if (!cJSON_IsNumber(item) || !in_range(setting, item->valuedouble))
        return;
    else if (setting->kind == SETTING_INT && item->valuedouble == floor(item->valuedouble))
        *(int *)place = (int)item->valuedouble;
    else if (setting->kind == SETTING_FLOAT)
        *(float *)place = (float)item->valuedouble;
}

bool settings_load(struct settings *settings, const char *path, struct status *status)
{
    struct bytes bytes = {0};
    struct status problem = {0};
    settings_default(settings);
    if (!file_read(&bytes, path, SETTINGS_LIMIT, &problem)) {
        if (problem.code == STATUS_MISSING)
            return true;
        return status_fail(status, problem.code, "%s", problem.message);
    }
    cJSON *json = cJSON_ParseWithLength((const char *)bytes.data, bytes.size);
    bool good = cJSON_IsObject(json);
    for (int i = 0; good && i < SETTING_COUNT; i++)
        take(settings, &table[i], cJSON_GetObjectItemCaseSensitive(json, table[i].name));
    // The two go together: 0 is the system's scale, anything else at least 1.
    if (settings->scale < 1)
        settings->scale = 0;
    cJSON_Delete(json);
    bytes_free(&bytes);
    if (!good)
        return status_fail(status, STATUS_BAD_DATA,
                           "%s is not a settings file (a JSON object); the defaults are used, and "
                           "the file is replaced when settings change",
                           path);
    return true;
}

static bool put(cJSON *json, struct settings *settings, const struct setting *setting)
{
    const void *place = setting_place(settings, setting);
    switch (setting->kind) {
    case SETTING_BOOL:
        return cJSON_AddBoolToObject(json, setting->name, *(const bool *)place);
    case SETTING_INT:
        return cJSON_AddNumberToObject(json, setting->name, *(const int *)place);
    case SETTING_FLOAT:
        return cJSON_AddNumberToObject(json, setting->name, (double)*(const float *)place);
    case SETTING_PATH:
        return cJSON_AddStringToObject(json, setting->name, place);
    }
    return false;
}

static bool make_parent(const char *path, struct status *status)
{
    char folder[PATH_SIZE];
    size_t length = (size_t)(path_name(path) - path);
    if (length <= 1 || length >= PATH_SIZE)
        return true; // the file's own error says what is wrong
    snprintf(folder, sizeof folder, "%.*s", (int)(length - 1), path);
    return file_make_folder(folder, status);
}

bool settings_save(const struct settings *settings, const char *path, struct status *status)
{
    struct settings copy = *settings;
    char *text = NULL;
    cJSON *json = cJSON_CreateObject();
    bool good = json != NULL;
    for (int i = 0; good && i < SETTING_COUNT; i++)
        good = put(json, &copy, &table[i]);
    text = good ? cJSON_Print(json) : NULL;
    cJSON_Delete(json);
    if (!text)
        return status_fail(status, STATUS_NO_MEMORY, "no memory to write %s", path);
    good = make_parent(path, status) && file_write(path, text, strlen(text), status);
    cJSON_free(text);
    return good;
}
