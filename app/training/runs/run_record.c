// A record is read by people and by other programs: so it has the words of the command line, one
// object for each question (what was set up, on what, where it began, what was changed, what came
// of it), and numbers that JSON cannot hold exactly are texts.
#include "app/training/runs/run_record.h"

#include "app/language/tr.h"
#include "app/training/setup/setup_file.h"
#include "nn/base/decimal.h"
#include "nn/base/printable.h"
#include "nn/files/file.h"
#include "nn/net/kernels.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LONGEST_RECORD = 1 << 18, FORMAT = 1 }; // bytes

static const char format_name[] = "lenetpad run";
static const char *const end_names[RUN_RECORD_ENDS] = {"goes on", "stopped", "finished",
                                                       "diverged"};

// ---- Out ----------------------------------------------------------------------------------------

// NULL in, NULL out: a lack of memory is noticed once, at the end.
static cJSON *add(cJSON *to, const char *key, cJSON *item)
{
    if (to && item && cJSON_AddItemToObject(to, key, item))
        return item;
    cJSON_Delete(item);
    return NULL;
}

static bool add_text(cJSON *to, const char *key, const char *text)
{
    return add(to, key, cJSON_CreateString(text)) != NULL;
}

static bool add_number(cJSON *to, const char *key, double number)
{
    return add(to, key, cJSON_CreateNumber(number)) != NULL;
}

static bool add_float(cJSON *to, const char *key, float number)
{
    char text[DECIMAL_SIZE];
    decimal_write(text, number);
    return add(to, key, cJSON_CreateRaw(text)) != NULL;
}

// Without the seed, which may be larger than the numbers of JSON: it stands where the run started.
static bool add_setup(cJSON *to, const struct run_setup *setup)
{
    cJSON *object = add(to, "setup", setup_file_object(setup));
    cJSON_DeleteItemFromObjectCaseSensitive(object, "seed");
    return object != NULL;
}

static bool add_start(cJSON *to, const struct run_record *record)
{
    char seed[24];
    cJSON *start = add(to, "start", cJSON_CreateObject());
    snprintf(seed, sizeof seed, "%" PRIu64, record->setup.options.seed);
    return add_text(start, "seed", seed) &&
           (!record->start[0] || (add_text(start, "weights", RUN_RECORD_START) &&
                                  add_text(start, "sha256", record->start)));
}

static bool add_steering(cJSON *to, const struct steering *steering)
{
    cJSON *list = add(to, "changes", cJSON_CreateArray());
    bool good = list != NULL;
    for (int i = 0; good && i < steering->count; i++) {
        const struct steering_change *change = &steering->change[i];
        cJSON *item = cJSON_CreateObject();
        good = item && cJSON_AddItemToArray(list, item) &&
               add_number(item, "epoch", change->epoch) &&
               add_number(item, "batch", change->batch) && add_float(item, "rate", change->rate) &&
               add_text(item, "augment", augment_names[change->augment]);
    }
    return good;
}

static bool add_branch(cJSON *to, const struct run_origin *branch)
{
    if (!branch->run[0])
        return true;
    cJSON *object = add(to, "branch", cJSON_CreateObject());
    return add_text(object, "run", branch->run) && add_number(object, "epoch", branch->epoch) &&
           add_number(object, "batch", branch->batch);
}

static bool add_data(cJSON *to, const struct run_record *record)
{
    char text[24], words[256];
    cJSON *data = add(to, "learned", cJSON_CreateObject());
    snprintf(text, sizeof text, "%016" PRIx64, record->data);
    run_record_describe_data(words, sizeof words, &record->setup);
    return add_text(data, "words", words) && add_text(data, "fingerprint", text);
}

static bool add_machine(cJSON *to, const struct run_record *record)
{
    cJSON *machine = add(to, "machine", cJSON_CreateObject());
    return add_number(machine, "threads", record->threads) &&
           add_text(machine, "instructions", record->instructions);
}

static bool add_result(cJSON *to, const struct run_record *record)
{
    cJSON *result = add(to, "result", cJSON_CreateObject());
    bool good = add_text(result, "end", end_names[record->end]) &&
                add_number(result, "epochs", record->epoch) &&
                add_number(result, "batches", record->batch);
    if (good && isfinite(record->train_error))
        good = add_float(result, "training_error", record->train_error);
    if (good && record->tested > 0)
        good = add_number(result, "tested", (double)record->tested) &&
               add_number(result, "misread", (double)record->wrong);
    if (good && record->held > 0)
        good = add_number(result, "held_out", (double)record->held) &&
               add_number(result, "held_out_misread", (double)record->held_wrong);
    return good && (!record->weights[0] || add_text(result, "weights_sha256", record->weights));
}

static char *print(const struct run_record *record)
{
    cJSON *top = cJSON_CreateObject();
    bool good = add_text(top, "format", format_name) && add_number(top, "version", FORMAT) &&
                add_text(top, "program", record->program) &&
                add_text(top, "began", record->began) && add_setup(top, &record->setup) &&
                add_start(top, record) && add_steering(top, &record->steering) &&
                add_branch(top, &record->branch) && add_data(top, record) &&
                add_machine(top, record) && add_result(top, record);
    char *text = good ? cJSON_Print(top) : NULL;
    cJSON_Delete(top);
    return text;
}

bool run_record_save(const struct run_record *record, const char *path, struct status *status)
{
    char *text = print(record);
    if (!text)
        return status_fail(status, STATUS_NO_MEMORY, "no memory to write %s", path);
    size_t length = strlen(text);
    text[length] = '\n'; // in place of the final zero
    bool saved = file_write(path, text, length + 1, status);
    cJSON_free(text);
    return saved;
}

// ---- In -----------------------------------------------------------------------------------------

// What is being read: the first thing that is wrong with it is told.
struct reading {
    const char *name;
    struct status *status;
    bool bad;
};

static bool refuse(struct reading *reading, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool refuse(struct reading *reading, const char *format, ...)
{
    char what[320];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    if (!reading->bad)
        status_fail(reading->status, STATUS_BAD_DATA, "%s is no good record of a run: %s",
                    reading->name, what);
    reading->bad = true;
    return false;
}

static const cJSON *member(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static const cJSON *object_of(struct reading *reading, const cJSON *top, const char *key)
{
    const cJSON *object = member(top, key);
    if (!cJSON_IsObject(object))
        refuse(reading, "\"%s\" is missing", key);
    return object;
}

static void take_text(struct reading *reading, char *out, size_t size, const cJSON *object,
                      const char *key)
{
    const cJSON *item = member(object, key);
    if (!cJSON_IsString(item) || strlen(item->valuestring) >= size) {
        refuse(reading, "its \"%s\" is no text, or too long", key);
        return;
    }
    snprintf(out, size, "%s", item->valuestring);
    printable_line(out);
}

// A whole number from 0 to `most`.
static uint64_t take_whole(struct reading *reading, const cJSON *object, const char *key,
                           double most)
{
    const cJSON *item = member(object, key);
    double number = cJSON_IsNumber(item) ? item->valuedouble : NAN;
    if (!(number >= 0 && number <= most && number == floor(number))) {
        refuse(reading, "its \"%s\" is no whole number from 0 to %.0f", key, most);
        return 0;
    }
    return (uint64_t)number;
}

static bool is_hexadecimal(const char *text)
{
    return strspn(text, "0123456789abcdef") == strlen(text);
}

static void take_sha(struct reading *reading, char out[SHA256_TEXT], const cJSON *object,
                     const char *key)
{
    out[0] = '\0';
    if (!member(object, key))
        return;
    take_text(reading, out, SHA256_TEXT, object, key);
    if (strlen(out) != SHA256_TEXT - 1 || !is_hexadecimal(out))
        refuse(reading, "its \"%s\" is no SHA-256", key);
}

static void take_setup(struct reading *reading, struct run_setup *setup, const cJSON *top)
{
    char note[SETUP_FILE_NOTE] = "";
    const cJSON *object = object_of(reading, top, "setup");
    run_setup_default(setup);
    setup->part[RUN_PART_MNIST].used = false;
    if (reading->bad)
        return;
    if (!cJSON_IsObject(member(object, "data")))
        refuse(reading, "\"data\" is missing in its \"setup\"");
    setup_file_take(setup, object, note);
    if (note[0])
        refuse(reading, "in its \"setup\" these make no sense: %s", note);
}

static void take_start(struct reading *reading, struct run_record *record, const cJSON *top)
{
    char text[24] = "", *end;
    const cJSON *start = object_of(reading, top, "start");
    take_text(reading, text, sizeof text, start, "seed");
    errno = 0;
    record->setup.options.seed = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end || errno != 0)
        refuse(reading, "its \"seed\" is no number");
    take_sha(reading, record->start, start, "sha256");
    if (record->setup.from_weights != (record->start[0] != '\0'))
        refuse(reading, "whether it began with given weights is not clear");
}

static enum augment take_augment(struct reading *reading, const cJSON *item)
{
    const cJSON *word = member(item, "augment");
    for (int i = 0; i < AUGMENT_KINDS && cJSON_IsString(word); i++)
        if (strcmp(word->valuestring, augment_names[i]) == 0)
            return (enum augment)i;
    refuse(reading, "a change has an unknown \"augment\"");
    return AUGMENT_NONE;
}

static void take_steering(struct reading *reading, struct steering *steering, const cJSON *top)
{
    struct status problem = {0};
    const cJSON *list = member(top, "changes"), *item;
    if (!cJSON_IsArray(list) || cJSON_GetArraySize(list) > STEERING_MOST) {
        refuse(reading, "its \"changes\" are no list of at most %d", STEERING_MOST);
        return;
    }
    cJSON_ArrayForEach(item, list)
    {
        const cJSON *rate = member(item, "rate");
        steering->change[steering->count++] = (struct steering_change){
            .epoch = (int)take_whole(reading, item, "epoch", TRAIN_EPOCHS_MOST),
            .batch = (int)take_whole(reading, item, "batch", INT32_MAX),
            .rate = cJSON_IsNumber(rate) && fabs(rate->valuedouble) < 1e6 ? (float)rate->valuedouble
                                                                          : NAN,
            .augment = take_augment(reading, item),
        };
    }
    if (!reading->bad && !steering_check(steering, &problem))
        refuse(reading, "its \"changes\": %.200s", problem.message);
}

// Records of earlier versions tell of no branch.
static void take_branch(struct reading *reading, struct run_origin *branch, const cJSON *top)
{
    if (!member(top, "branch"))
        return;
    const cJSON *object = object_of(reading, top, "branch");
    take_text(reading, branch->run, sizeof branch->run, object, "run");
    branch->epoch = (int)take_whole(reading, object, "epoch", TRAIN_EPOCHS_MOST);
    branch->batch = (int)take_whole(reading, object, "batch", INT32_MAX);
}

static void take_data(struct reading *reading, struct run_record *record, const cJSON *top)
{
    char text[24] = "";
    const cJSON *data = object_of(reading, top, "learned");
    take_text(reading, text, sizeof text, data, "fingerprint");
    if (strlen(text) != 16 || !is_hexadecimal(text))
        refuse(reading, "its \"fingerprint\" is no number of 16 hexadecimal digits");
    record->data = strtoull(text, NULL, 16);
}

// Counts that belong together, or neither.
static void take_counts(struct reading *reading, uint64_t *all, uint64_t *wrong,
                        const cJSON *object, const char *all_key, const char *wrong_key)
{
    *all = *wrong = 0;
    if (!member(object, all_key))
        return;
    *all = take_whole(reading, object, all_key, TRAIN_IMAGES_MOST);
    *wrong = take_whole(reading, object, wrong_key, (double)*all);
}

static void take_end(struct reading *reading, enum run_record_end *end, const cJSON *result)
{
    const cJSON *word = member(result, "end");
    for (int i = 0; i < RUN_RECORD_ENDS && cJSON_IsString(word); i++)
        if (strcmp(word->valuestring, end_names[i]) == 0) {
            *end = (enum run_record_end)i;
            return;
        }
    refuse(reading, "its \"end\" is unknown");
}

static void take_result(struct reading *reading, struct run_record *record, const cJSON *top)
{
    const cJSON *result = object_of(reading, top, "result");
    const cJSON *error = member(result, "training_error");
    take_end(reading, &record->end, result);
    record->epoch = (int)take_whole(reading, result, "epochs", record->setup.options.epochs);
    record->batch = (int)take_whole(reading, result, "batches", INT32_MAX);
    take_counts(reading, &record->tested, &record->wrong, result, "tested", "misread");
    take_counts(reading, &record->held, &record->held_wrong, result, "held_out",
                "held_out_misread");
    record->train_error = NAN;
    if (error && !(cJSON_IsNumber(error) && error->valuedouble >= 0 && error->valuedouble <= 1))
        refuse(reading, "its \"training_error\" is no number from 0 to 1");
    else if (error)
        record->train_error = (float)error->valuedouble;
    take_sha(reading, record->weights, result, "weights_sha256");
    bool done = record->epoch == record->setup.options.epochs && record->batch == 0;
    if (record->end == RUN_RECORD_FINISHED && !done)
        refuse(reading, "it is said to be finished after %d of %d epochs", record->epoch,
               record->setup.options.epochs);
}

static void take_machine(struct reading *reading, struct run_record *record, const cJSON *top)
{
    const cJSON *machine = object_of(reading, top, "machine");
    record->threads = (int)take_whole(reading, machine, "threads", INT32_MAX);
    take_text(reading, record->instructions, sizeof record->instructions, machine, "instructions");
}

static void take(struct reading *reading, struct run_record *record, const cJSON *top)
{
    const cJSON *format = member(top, "format");
    if (!cJSON_IsString(format) || strcmp(format->valuestring, format_name) != 0) {
        refuse(reading, "its \"format\" is not \"%s\"", format_name);
        return;
    }
    if (take_whole(reading, top, "version", 1e9) != FORMAT) {
        refuse(reading, "it is of a version that this program does not know");
        return;
    }
    take_text(reading, record->program, sizeof record->program, top, "program");
    take_text(reading, record->began, sizeof record->began, top, "began");
    take_setup(reading, &record->setup, top);
    take_start(reading, record, top);
    take_steering(reading, &record->steering, top);
    take_branch(reading, &record->branch, top);
    take_data(reading, record, top);
    take_machine(reading, record, top);
    take_result(reading, record, top);
}

bool run_record_parse(struct run_record *record, const char *text, size_t size, const char *name,
                      struct status *status)
{
    bool no_memory;
    struct reading reading = {name, status, false};
    struct run_record *read = calloc(1, sizeof *read);
    cJSON *top = read ? json_read(text, size, NULL, &no_memory) : NULL;
    if (!read || (!top && no_memory))
        status_fail(status, STATUS_NO_MEMORY, "%s: out of memory", name);
    else if (!cJSON_IsObject(top))
        refuse(&reading, "it is no JSON object");
    else
        take(&reading, read, top);
    bool good = top && !reading.bad;
    if (good)
        *record = *read;
    cJSON_Delete(top);
    free(read);
    return good;
}

bool run_record_load(struct run_record *record, const char *path, struct status *status)
{
    struct bytes bytes;
    if (!file_read(&bytes, path, LONGEST_RECORD, status))
        return false;
    bool good = run_record_parse(record, (const char *)bytes.data, bytes.size, path, status);
    bytes_free(&bytes);
    return good;
}

// ---- Words --------------------------------------------------------------------------------------

void run_record_begin(struct run_record *record, const struct run_setup *setup)
{
    time_t now = time(NULL);
    struct tm local;
    *record = (struct run_record){.setup = *setup, .train_error = NAN};
    snprintf(record->program, sizeof record->program, "lenetpad %s", LENETPAD_VERSION);
    if (!localtime_r(&now, &local) ||
        strftime(record->began, sizeof record->began, "%Y-%m-%d %H:%M", &local) == 0)
        snprintf(record->began, sizeof record->began, "?");
    snprintf(record->instructions, sizeof record->instructions, "%s", kernels_get()->name);
    for (int i = 0; i < RUN_PARTS; i++) {
        char whole[PATH_SIZE], *path = record->setup.part[i].path;
        if (path[0] && path_absolute(whole, path, NULL))
            snprintf(path, PATH_SIZE, "%s", whole);
    }
}

// What is written into a file is English, in whatever language the window is.
typedef const char *speak(const char *text);

static const char *in_english(const char *text)
{
    return text;
}

static void name_part(char *text, size_t size, const struct run_setup *setup, int kind, speak *say)
{
    static const char *const words[RUN_PARTS] = {"MNIST", TR("practice digits"), "", "",
                                                 TR("my digits")};
    const struct run_part *part = &setup->part[kind];
    const char *name = words[kind][0] ? say(words[kind]) : path_name(part->path);
    if (part->share == 100)
        snprintf(text, size, "%.64s", name);
    else
        snprintf(text, size, say(TR("%d%% of %.64s")), part->share, name);
}

static void describe_data(char *text, size_t size, const struct run_setup *setup, speak *say)
{
    int left = 0;
    size_t used = 0;
    char part[96];
    text[0] = '\0';
    for (int i = 0; i < RUN_PARTS; i++)
        left += setup->part[i].used;
    for (int i = 0; i < RUN_PARTS; i++) {
        if (!setup->part[i].used)
            continue;
        name_part(part, sizeof part, setup, i, say);
        snprintf(text + used, size - used, "%s%s", part,
                 --left > 1  ? say(TR(", "))
                 : left == 1 ? say(TR(" and "))
                             : "");
        used = strlen(text);
    }
    printable_line(text);
}

void run_record_describe_data(char *text, size_t size, const struct run_setup *setup)
{
    describe_data(text, size, setup, in_english);
}

void run_record_say_data(char *text, size_t size, const struct run_setup *setup)
{
    describe_data(text, size, setup, tr);
}

const char *run_record_say_epochs(char text[RUN_RECORD_EPOCHS], int epochs, bool more)
{
    snprintf(text, RUN_RECORD_EPOCHS, "%d%s epoch%s", epochs, more ? " more" : "",
             epochs == 1 ? "" : "s");
    return text;
}

void run_record_info(struct model_info *info, const struct run_record *record)
{
    char data[256], place[80];
    int epochs = record->setup.options.epochs;
    double error = record->tested > 0 ? 100 * (double)record->wrong / (double)record->tested : NAN;
    *info = (struct model_info){.maker = MODEL_MAKER_UNKNOWN};
    run_record_describe_data(data, sizeof data, &record->setup);
    if (record->end == RUN_RECORD_FINISHED)
        run_record_say_epochs(place, epochs, record->setup.from_weights);
    else
        snprintf(place, sizeof place, "stopped after %d of %d epochs and %d batches", record->epoch,
                 epochs, record->batch);
    info->maker = MODEL_MAKER_RUN;
    info->tested = isfinite(error) && record->batch == 0;
    snprintf(info->description, sizeof info->description, "%s of %s", place, data);
    if (info->tested) {
        size_t used = strlen(info->description);
        info->test_error = (float)error;
        snprintf(info->description + used, sizeof info->description - used, ", test error %.2f%%",
                 error);
    }
    snprintf(info->command, sizeof info->command,
             "lenetpad train --record " RUN_RECORD_FILE " --out FILE");
}
