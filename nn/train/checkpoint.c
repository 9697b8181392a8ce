// A training run on disk, so that it can go on another day: a model file with the velocity, the
// weights of the moment, and the place in the run, whose numbers stand among the file's texts.
#include "nn/train/checkpoint.h"

#include "nn/base/printable.h"
#include "nn/net/model.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- Numbers as texts ---------------------------------------------------------------------------

enum field_kind {
    FIELD_INT,
    FIELD_U64,
    FIELD_FLOAT,
    FIELD_DOUBLE,
    FIELD_CHOICE, // by its name
};

struct field {
    const char *name;
    enum field_kind kind;
    size_t offset; // in struct train_state
    double least, most;
    const char *const *choices; // (0..most): names of a choice
    double before; // what it is where a file, being older, lacks it; negative: none does
    bool told;     // even if it is that
};

#define FIELD_AT(field) offsetof(struct train_state, field)
#define FIELD_OF_OPTION(type, kind, field, initial, offered, least, most, choices, word, kept,     \
                        before, ...)                                                               \
    {kept,    FIELD_##kind, FIELD_AT(options.field), least, most,                                  \
     choices, before,       (double)(before) < 0},
static const struct field fields[] = {
    // clang-format off
    TRAIN_OPTIONS(FIELD_OF_OPTION)
    // clang-format on
    {"data", FIELD_U64, FIELD_AT(data), 0, (double)UINT64_MAX, NULL, 0, true},
    {"epoch", FIELD_INT, FIELD_AT(epoch), 0, TRAIN_EPOCHS_MOST, NULL, -1, true},
    {"batch", FIELD_INT, FIELD_AT(batch), 0, INT_MAX, NULL, -1, true},
    {"loss_sum", FIELD_DOUBLE, FIELD_AT(loss_sum), 0, DBL_MAX, NULL, -1, true},
    {"seen", FIELD_U64, FIELD_AT(seen), 0, (double)UINT64_MAX, NULL, -1, true},
    {"wrong", FIELD_U64, FIELD_AT(wrong), 0, (double)UINT64_MAX, NULL, -1, true},
};
enum { FIELDS = sizeof fields / sizeof *fields };

// What was steered is a list, and stands beside the fields; a run that was not steered has none.
static const char steering_name[] = "steering";

enum { NUMBER_SIZE = 64 };

// A number that is exact and reads the same in every locale: 0x, hexadecimal digits, p, a power of
// two. (%a would have a decimal point in it.)
static void write_real(char out[NUMBER_SIZE], double number)
{
    int power;
    uint64_t digits = (uint64_t)ldexp(frexp(number, &power), DBL_MANT_DIG);
    power -= DBL_MANT_DIG;
    for (; digits != 0 && digits % 2 == 0; digits /= 2)
        power++;
    snprintf(out, NUMBER_SIZE, "0x%" PRIx64 "p%d", digits, digits == 0 ? 0 : power);
}

static bool read_real(double *number, const char *text)
{
    char *end;
    if (strncmp(text, "0x", 2) != 0)
        return false;
    *number = strtod(text, &end);
    return *end == '\0' && isfinite(*number);
}

static bool read_whole(uint64_t *number, const char *text)
{
    char *end;
    if (!isdigit((unsigned char)*text))
        return false;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    *number = value;
    return *end == '\0' && errno == 0;
}

static bool read_choice(uint64_t *choice, const struct field *field, const char *text)
{
    for (*choice = 0; (double)*choice <= field->most; ++*choice) {
        if (strcmp(text, field->choices[*choice]) == 0)
            return true;
    }
    return false;
}

// The limits of a float are decimals that no float may be.
static bool is_within(const struct field *field, double number)
{
    if (field->kind == FIELD_FLOAT)
        return number >= (double)(float)field->least && number <= (double)(float)field->most;
    return number >= field->least && number <= field->most;
}

static void write_field(char out[NUMBER_SIZE], const struct field *field,
                        const struct train_state *state)
{
    const void *at = (const char *)state + field->offset;
    switch (field->kind) {
    case FIELD_INT:
        snprintf(out, NUMBER_SIZE, "%d", *(const int *)at);
        break;
    case FIELD_U64:
        snprintf(out, NUMBER_SIZE, "%" PRIu64, *(const uint64_t *)at);
        break;
    case FIELD_FLOAT:
        write_real(out, (double)*(const float *)at);
        break;
    case FIELD_DOUBLE:
        write_real(out, *(const double *)at);
        break;
    case FIELD_CHOICE:
        snprintf(out, NUMBER_SIZE, "%s", field->choices[*(const int *)at]);
        break;
    }
}

static double field_number(const struct train_state *state, const struct field *field)
{
    const void *at = (const char *)state + field->offset;
    switch (field->kind) {
    case FIELD_INT:
    case FIELD_CHOICE:
        return *(const int *)at;
    case FIELD_U64:
        return (double)*(const uint64_t *)at;
    case FIELD_FLOAT:
        return (double)*(const float *)at;
    case FIELD_DOUBLE:
        return *(const double *)at;
    }
    return NAN;
}

// A file says nothing of what an older one could not: where nothing new was asked for it is the
// same.
static bool must_tell(const struct train_state *state, const struct field *field)
{
    double before = field->kind == FIELD_FLOAT ? (double)(float)field->before : field->before;
    return field->told || field_number(state, field) != before;
}

static void set_field(struct train_state *state, const struct field *field, uint64_t whole,
                      double real)
{
    void *at = (char *)state + field->offset;
    switch (field->kind) {
    case FIELD_INT:
    case FIELD_CHOICE:
        *(int *)at = (int)whole;
        break;
    case FIELD_U64:
        *(uint64_t *)at = whole;
        break;
    case FIELD_FLOAT:
        *(float *)at = (float)real;
        break;
    case FIELD_DOUBLE:
        *(double *)at = real;
        break;
    }
}

static bool read_field(struct train_state *state, const struct field *field, const char *text)
{
    uint64_t whole = 0;
    double real = 0;
    bool read = field->kind == FIELD_CHOICE ? read_choice(&whole, field, text)
                : field->kind == FIELD_INT || field->kind == FIELD_U64 ? read_whole(&whole, text)
                                                                       : read_real(&real, text);
    if (field->kind != FIELD_FLOAT && field->kind != FIELD_DOUBLE)
        real = (double)whole;
    if (!read || !is_within(field, real))
        return false;
    set_field(state, field, whole, real);
    return true;
}

// What no single field can tell: whether the place in the run is one that a run can reach.
static bool is_consistent(const struct train_state *state)
{
    uint64_t most_seen = (uint64_t)state->batch * (uint64_t)state->options.batch;
    if (state->epoch > state->options.epochs || state->wrong > state->seen)
        return false;
    if (state->epoch == state->options.epochs && state->batch > 0)
        return false;
    return state->batch == 0 || (state->seen >= (uint64_t)state->batch && state->seen <= most_seen);
}

// ---- Reading ------------------------------------------------------------------------------------

static bool read_fields(struct train_state *state, const struct safetensors *file)
{
    for (int i = 0; i < FIELDS; i++) {
        const char *text = safetensors_text(file, fields[i].name);
        if (!text && fields[i].before >= 0) {
            set_field(state, &fields[i], (uint64_t)fields[i].before, fields[i].before);
            continue;
        }
        if (!text)
            return safetensors_refuse(
                file, "not a whole checkpoint: \"%s\" is missing; start the training afresh",
                fields[i].name);
        if (!read_field(state, &fields[i], text))
            return safetensors_refuse(
                file, "not a good checkpoint: its \"%s\" is \"%s\"; start the training afresh",
                fields[i].name, printable_short(text, strlen(text)).text);
    }
    if (!is_consistent(state))
        return safetensors_refuse(
            file,
            "not a good checkpoint: epoch %d of %d, batch %d, %" PRIu64 " images seen, %" PRIu64
            " misread do not fit together; start the training afresh",
            state->epoch, state->options.epochs, state->batch, state->seen, state->wrong);
    return true;
}

static bool read_steering(struct train_state *state, const struct safetensors *file)
{
    const char *text = safetensors_text(file, steering_name);
    return !text || steering_read(&state->steering, text) ||
           safetensors_refuse(file,
                              "not a good checkpoint: its \"%s\" is \"%s\"; start the training "
                              "afresh",
                              steering_name, printable_short(text, strlen(text)).text);
}

static bool read_groups(struct train_state *state, const struct safetensors *file)
{
    for (int i = 0; i < MODEL_GROUPS; i++) {
        if (!safetensors_has_group(file, i))
            return safetensors_refuse(file,
                                      "a model, not a checkpoint: it has no %s tensors to resume "
                                      "from; choose a file that ends in .checkpoint",
                                      file->layout->prefix[i]);
        const struct tensor_type *type = safetensors_group_type(file, i);
        if (type != tensor_type_f32())
            return safetensors_refuse(file,
                                      "its tensors were converted to %s, with which no run can go "
                                      "on as it was; open it as a model, or start the training "
                                      "afresh",
                                      type->name);
    }
    return model_take_group(&state->velocity, file, MODEL_VELOCITY) &&
           model_take_group(&state->average, file, MODEL_WEIGHTS) &&
           model_take_group(&state->weights, file, MODEL_UNAVERAGED);
}

// One block of memory holds all texts.
static bool read_notes(const struct safetensors *file, struct checkpoint_note *notes, size_t count,
                       char **memory)
{
    size_t size = 1;
    for (size_t i = 0; i < count; i++) {
        notes[i].text = safetensors_text(file, notes[i].name);
        size += notes[i].text ? strlen(notes[i].text) + 1 : 0;
    }
    *memory = malloc(size);
    if (!*memory)
        return status_fail(file->status, STATUS_NO_MEMORY, "%s: out of memory", file->name);
    char *at = *memory;
    for (size_t i = 0; i < count; i++) {
        if (!notes[i].text)
            continue;
        size_t length = strlen(notes[i].text) + 1;
        notes[i].text = memcpy(at, notes[i].text, length);
        at += length;
    }
    return true;
}

bool checkpoint_parse(struct train_state *state, const struct bytes *file, const char *name,
                      struct checkpoint_note *notes, size_t count, char **memory,
                      struct status *status)
{
    struct safetensors opened;
    *memory = NULL;
    if (!model_open(&opened, file, name, status))
        return false;
    struct train_state *read = calloc(1, sizeof *read);
    bool loaded = read ? read_groups(read, &opened) && read_fields(read, &opened) &&
                             read_steering(read, &opened) &&
                             read_notes(&opened, notes, count, memory)
                       : status_fail(status, STATUS_NO_MEMORY, "%s: out of memory", name);
    if (loaded)
        *state = *read;
    free(read);
    safetensors_close(&opened);
    return loaded;
}

bool checkpoint_load_noted(struct train_state *state, const char *path,
                           struct checkpoint_note *notes, size_t count, char **memory,
                           struct status *status)
{
    struct bytes file;
    *memory = NULL;
    if (!file_read(&file, path, MODEL_LONGEST_FILE, status))
        return false;
    bool loaded = checkpoint_parse(state, &file, path, notes, count, memory, status);
    bytes_free(&file);
    return loaded;
}

bool checkpoint_load(struct train_state *state, const char *path, struct status *status)
{
    char *memory;
    bool loaded = checkpoint_load_noted(state, path, NULL, 0, &memory, status);
    free(memory);
    return loaded;
}

// ---- Writing ------------------------------------------------------------------------------------

static void add_state(struct safetensors_texts *texts, const struct train_state *state)
{
    char text[NUMBER_SIZE], changes[STEERING_TEXT];
    for (int i = 0; i < FIELDS; i++) {
        if (!must_tell(state, &fields[i]))
            continue;
        write_field(text, &fields[i], state);
        safetensors_add_text(texts, fields[i].name, text);
    }
    steering_write(changes, &state->steering);
    if (changes[0])
        safetensors_add_text(texts, steering_name, changes);
}

static void add_notes(struct safetensors_texts *texts, const struct checkpoint_note *notes,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert(strncmp(notes[i].name, "note.", 5) == 0);
        safetensors_add_text(texts, notes[i].name, notes[i].text);
    }
}

bool checkpoint_save_like(const char *path, const char *like, const struct train_state *state,
                          const struct checkpoint_note *notes, size_t count, struct status *status)
{
    char text[128];
    const struct lenet *const lenets[MODEL_GROUPS] = {
        [MODEL_WEIGHTS] = &state->average,
        [MODEL_UNAVERAGED] = &state->weights,
        [MODEL_VELOCITY] = &state->velocity,
    };
    if (!is_consistent(state) || !isfinite(state->loss_sum))
        return status_fail(status, STATUS_BAD_DATA,
                           "cannot write %s: the numbers of the run do not fit together or are not "
                           "finite; train with a lower rate",
                           path);
    snprintf(text, sizeof text, "unfinished training: %d of %d epochs done", state->epoch,
             state->options.epochs);
    struct safetensors_texts texts = {0};
    model_add_texts(&texts, text, "");
    add_state(&texts, state);
    add_notes(&texts, notes, count);
    return model_save_groups(path, like, lenets, MODEL_GROUPS, &texts, status);
}

bool checkpoint_save_noted(const char *path, const struct train_state *state,
                           const struct checkpoint_note *notes, size_t count, struct status *status)
{
    return checkpoint_save_like(path, NULL, state, notes, count, status);
}

bool checkpoint_save(const char *path, const struct train_state *state, struct status *status)
{
    return checkpoint_save_noted(path, state, NULL, 0, status);
}
