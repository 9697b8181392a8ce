// The JSON of a set-up has the words of the command line, so that who reads the file knows what to
// type; a value that does not fit costs only itself.
#include "app/training/setup/setup_file.h"

#include "app/base/aside.h"
#include "app/language/tr.h"
#include "app/training/setup/setup_fields.h"
#include "nn/base/threads.h"
#include "nn/files/file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_LIMIT = 1 << 16, HOLD_OUT_MOST = 1 << 24 }; // bytes; images

// ---- Out ----------------------------------------------------------------------------------------

static bool add_part(cJSON *data, const struct run_part *part, const struct run_part_traits *traits)
{
    cJSON *object = cJSON_AddObjectToObject(data, traits->word);
    return object && cJSON_AddBoolToObject(object, "used", part->used) &&
           cJSON_AddNumberToObject(object, "share", part->share) &&
           (!part->path[0] || cJSON_AddStringToObject(object, "path", part->path));
}

static bool add_option(cJSON *object, const struct train_option *option,
                       const struct train_options *options)
{
    double value = setup_option_get(option, options);
    if (option->kind == TRAIN_OPTION_CHOICE)
        return cJSON_AddStringToObject(object, option->word, option->choices[(int)value]);
    char text[TRAIN_OPTION_TEXT]; // a float as short as it is typed, not with all a double's digits
    train_option_write(text, option, options);
    return option->kind == TRAIN_OPTION_FLOAT
               ? cJSON_AddRawToObject(object, option->word, text)
               : cJSON_AddNumberToObject(object, option->word, value);
}

static bool fill(cJSON *object, const struct run_setup *setup)
{
    cJSON *data = cJSON_AddObjectToObject(object, "data");
    bool good = data;
    for (int i = 0; good && i < RUN_PARTS; i++)
        good = add_part(data, &setup->part[i], &run_parts[i]);
    good = good && cJSON_AddBoolToObject(object, "from_weights", setup->from_weights);
    for (int i = 0; good && i < TRAIN_OPTION_COUNT; i++)
        good = add_option(object, &train_option_table[i], &setup->options);
    return good && cJSON_AddNumberToObject(object, "hold_out", setup->hold_out) &&
           cJSON_AddNumberToObject(object, "threads", setup->threads);
}

cJSON *setup_file_object(const struct run_setup *setup)
{
    cJSON *object = cJSON_CreateObject();
    if (object && fill(object, setup))
        return object;
    cJSON_Delete(object);
    return NULL;
}

// ---- In -----------------------------------------------------------------------------------------

static void refuse(char note[SETUP_FILE_NOTE], const char *what, const char *of)
{
    size_t used = strlen(note);
    snprintf(note + used, SETUP_FILE_NOTE - used, "%s%s%s", used ? ", " : "", what, of);
}

static bool take_whole(int *out, const cJSON *item, double least, double most)
{
    if (!cJSON_IsNumber(item) || item->valuedouble != floor(item->valuedouble) ||
        item->valuedouble < least || item->valuedouble > most)
        return false;
    *out = (int)item->valuedouble;
    return true;
}

static bool take_bool(bool *out, const cJSON *item)
{
    if (cJSON_IsBool(item))
        *out = cJSON_IsTrue(item);
    return cJSON_IsBool(item);
}

static bool take_path(char path[PATH_SIZE], const cJSON *item)
{
    if (!cJSON_IsString(item) || strlen(item->valuestring) >= PATH_SIZE)
        return false;
    snprintf(path, PATH_SIZE, "%s", item->valuestring);
    return true;
}

static const cJSON *member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static void take_part(struct run_part *part, const struct run_part_traits *traits,
                      const cJSON *object, char note[SETUP_FILE_NOTE])
{
    const cJSON *used = member(object, "used"), *share = member(object, "share"),
                *path = member(object, "path");
    if (used && !take_bool(&part->used, used))
        refuse(note, traits->word, "");
    if (share && !take_whole(&part->share, share, traits->share_least, traits->share_most))
        refuse(note, "share of ", traits->word);
    if (path && !take_path(part->path, path))
        refuse(note, "path of ", traits->word);
}

static bool take_choice(const struct train_option *option, struct train_options *options,
                        const cJSON *item)
{
    for (int i = 0; i <= (int)option->most && cJSON_IsString(item); i++)
        if (strcmp(option->choices[i], item->valuestring) == 0) {
            setup_option_set(option, options, i);
            return true;
        }
    return false;
}

static bool take_number(const struct train_option *option, struct train_options *options,
                        const cJSON *item)
{
    double number = cJSON_IsNumber(item) ? item->valuedouble : NAN;
    bool whole = option->kind != TRAIN_OPTION_FLOAT;
    double most = option->kind == TRAIN_OPTION_U64 ? 0x1p53 : option->most;
    struct train_options tried = *options;
    if (!(number >= option->least && number <= most) || (whole && number != floor(number)))
        return false;
    setup_option_set(option, &tried, number);
    if (!train_options_check(&tried, NULL)) // as a float it may be out of them
        return false;
    *options = tried;
    return true;
}

static void take_option(const struct train_option *option, struct train_options *options,
                        const cJSON *object, char note[SETUP_FILE_NOTE])
{
    const cJSON *item = member(object, option->word);
    bool taken = option->kind == TRAIN_OPTION_CHOICE ? take_choice(option, options, item)
                                                     : take_number(option, options, item);
    if (item && !taken)
        refuse(note, option->word, "");
}

void setup_file_take(struct run_setup *setup, const cJSON *object, char note[SETUP_FILE_NOTE])
{
    const cJSON *data = member(object, "data"), *from = member(object, "from_weights"),
                *held = member(object, "hold_out"), *threads = member(object, "threads");
    note[0] = '\0';
    for (int i = 0; i < RUN_PARTS; i++)
        take_part(&setup->part[i], &run_parts[i], member(data, run_parts[i].word), note);
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++)
        take_option(&train_option_table[i], &setup->options, object, note);
    if (from && !take_bool(&setup->from_weights, from))
        refuse(note, "from_weights", "");
    if (held && !take_whole(&setup->hold_out, held, 0, HOLD_OUT_MOST))
        refuse(note, "hold_out", "");
    if (threads && !take_whole(&setup->threads, threads, 0, THREADS_MOST))
        refuse(note, "threads", "");
}

// ---- Files --------------------------------------------------------------------------------------

bool setup_file_load(struct run_setup *setup, const char *path, char note[SETUP_FILE_NOTE],
                     struct status *status)
{
    struct bytes bytes;
    struct status problem = {0};
    bool no_memory;
    note[0] = '\0';
    run_setup_default(setup);
    if (!file_read(&bytes, path, FILE_LIMIT, &problem))
        return problem.code == STATUS_MISSING ||
               status_fail(status, problem.code, "%s", problem.message);
    cJSON *object = json_read((const char *)bytes.data, bytes.size, NULL, &no_memory);
    bytes_free(&bytes);
    bool good = cJSON_IsObject(object);
    if (good)
        setup_file_take(setup, object, note);
    cJSON_Delete(object);
    return good ||
           status_fail(status, no_memory ? STATUS_NO_MEMORY : STATUS_BAD_DATA,
                       no_memory ? tr("%s: out of memory") : tr("%s is no set-up (a JSON object)"),
                       path);
}

// A person may have mistyped a value, and wants the rest of what was typed.
static bool clear_place(const char *path, struct status *status)
{
    char note[SETUP_FILE_NOTE], kept[PATH_SIZE];
    struct status problem = {0};
    struct run_setup *there = malloc(sizeof *there);
    if (!there)
        return status_fail(status, STATUS_NO_MEMORY, tr("no memory to write %s"), path);
    bool loaded = setup_file_load(there, path, note, &problem);
    free(there);
    if (!loaded && problem.code != STATUS_BAD_DATA)
        return status_fail(status, problem.code, "%s", problem.message);
    return (loaded && !note[0]) || aside_keep(kept, path, status);
}

bool setup_file_save(const struct run_setup *setup, const char *path, struct status *status)
{
    cJSON *object = setup_file_object(setup);
    char *text = object ? cJSON_Print(object) : NULL;
    cJSON_Delete(object);
    if (!text)
        return status_fail(status, STATUS_NO_MEMORY, tr("no memory to write %s"), path);
    bool saved = path_make_parent(path, status) && clear_place(path, status) &&
                 file_write(path, text, strlen(text), status);
    cJSON_free(text);
    return saved;
}
