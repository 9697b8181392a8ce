// Models as safetensors files, because other programs read and write them and because nothing in
// them can run.
//
// A file is the header's length (8 bytes, little-endian), the header (a JSON object: name -> type,
// shape and place of a tensor; "__metadata__" -> texts), and the data. One table names the tensors
// of a struct lenet; saving, loading and checkpoints go through it. A checkpoint is several groups
// of such tensors, told apart by a prefix, and the numbers of the run among the texts.
//
// Reading trusts nothing: the header's bytes are looked through before cJSON sees them (it is
// lenient about control characters, ends strings at \u0000 and has no limit on entries), and all
// is checked before the caller's memory is touched.
#include "nn/net/model.h"

#include "nn/base/byte_order.h"
#include "nn/base/printable.h"
#include "nn/base/utf8.h"
#include "nn/base/words.h"
#include "nn/files/file.h"
#include "nn/files/json_read.h"
#include "nn/files/tensor_type.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LENGTH_BYTES = 8,
    LONGEST_HEADER = 100000000,
    LONGEST_FILE = 128 << 20,
    MOST_VALUES = 100000, // in a header; keeps the memory that JSON takes within bounds
    MOST_RANK = 4,
    FLOAT_BYTES = 4,
};
_Static_assert(sizeof(float) == FLOAT_BYTES, "floats are 32 bits");

struct tensor {
    const char *name;
    int rank;
    int shape[MOST_RANK];
    size_t offset; // in struct lenet, in bytes
};

#define TENSOR_AT(field) offsetof(struct lenet, field)
static const struct tensor tensors[] = {
    {"c1.weight", 4, {6, 1, 5, 5}, TENSOR_AT(c1_weight)},
    {"c1.bias", 1, {6}, TENSOR_AT(c1_bias)},
    {"s2.weight", 1, {6}, TENSOR_AT(s2_weight)},
    {"s2.bias", 1, {6}, TENSOR_AT(s2_bias)},
    {"c3.weight", 4, {16, 6, 5, 5}, TENSOR_AT(c3_weight)},
    {"c3.bias", 1, {16}, TENSOR_AT(c3_bias)},
    {"s4.weight", 1, {16}, TENSOR_AT(s4_weight)},
    {"s4.bias", 1, {16}, TENSOR_AT(s4_bias)},
    {"c5.weight", 4, {120, 16, 5, 5}, TENSOR_AT(c5_weight)},
    {"c5.bias", 1, {120}, TENSOR_AT(c5_bias)},
    {"f6.weight", 2, {84, 120}, TENSOR_AT(f6_weight)},
    {"f6.bias", 1, {84}, TENSOR_AT(f6_bias)},
    {"output.weight", 2, {10, 84}, TENSOR_AT(output_weight)},
    {"output.bias", 1, {10}, TENSOR_AT(output_bias)},
};
enum { TENSORS = sizeof tensors / sizeof *tensors };

// What a checkpoint keeps that has the shape of the weights. The first group is the model itself.
struct group {
    const char *prefix;
    size_t offset; // in struct train_state, in bytes
};

static const struct group groups[] = {
    {"", offsetof(struct train_state, average)},
    {"unaveraged.", offsetof(struct train_state, weights)},
    {"velocity.", offsetof(struct train_state, velocity)},
};
enum { GROUPS = sizeof groups / sizeof *groups };

// The numbers that a checkpoint keeps, as texts in the metadata.
enum field_kind {
    FIELD_INT,
    FIELD_UINT64,
    FIELD_FLOAT,
    FIELD_DOUBLE,
    FIELD_AUGMENT, // by its name
};

struct field {
    const char *name;
    enum field_kind kind;
    size_t offset; // in struct train_state
    double least, most;
    bool optional; // older files lack it; it is 0 then
};

#define FIELD_AT(field) offsetof(struct train_state, field)
static const struct field fields[] = {
    {"epochs", FIELD_INT, FIELD_AT(options.epochs), 1, 100000, false},
    {"batch_size", FIELD_INT, FIELD_AT(options.batch), 1, 4096, false},
    {"rate", FIELD_FLOAT, FIELD_AT(options.rate), FLT_TRUE_MIN, 1000, false},
    {"momentum", FIELD_FLOAT, FIELD_AT(options.momentum), 0, 0.999f, false},
    {"augment", FIELD_AUGMENT, FIELD_AT(options.augment), 0, AUGMENT_KINDS - 1, false},
    {"seed", FIELD_UINT64, FIELD_AT(options.seed), 0, (double)UINT64_MAX, false},
    {"data", FIELD_UINT64, FIELD_AT(data), 0, (double)UINT64_MAX, true},
    {"epoch", FIELD_INT, FIELD_AT(epoch), 0, 100000, false},
    {"batch", FIELD_INT, FIELD_AT(batch), 0, INT_MAX, false},
    {"loss_sum", FIELD_DOUBLE, FIELD_AT(loss_sum), 0, DBL_MAX, false},
    {"seen", FIELD_UINT64, FIELD_AT(seen), 0, (double)UINT64_MAX, false},
    {"wrong", FIELD_UINT64, FIELD_AT(wrong), 0, (double)UINT64_MAX, false},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static size_t tensor_floats(const struct tensor *tensor)
{
    size_t count = 1;
    for (int i = 0; i < tensor->rank; i++)
        count *= (size_t)tensor->shape[i];
    return count;
}

// ---- reading ----

struct place {
    const struct tensor_type *type; // NULL: not found
    size_t begin, end;              // in the data
};

// A safetensors file that has been looked through.
struct opened {
    const char *path;
    struct status *status;
    struct bytes file; // borrowed
    cJSON *header;
    const uint8_t *data;
    size_t data_size;
    struct place place[GROUPS][TENSORS];
};

static bool refuse(const struct opened *opened, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool refuse(const struct opened *opened, const char *format, ...)
{
    char words[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    return status_fail(opened->status, STATUS_BAD_DATA, "%s: %s", opened->path, words);
}

static struct printable show(const char *name)
{
    return printable(name, strlen(name));
}

static bool find_header(struct opened *opened, size_t *length)
{
    const struct bytes *file = &opened->file;
    if (file->size <= LENGTH_BYTES)
        return refuse(opened,
                      "not a safetensors model: only %zu bytes long; choose a file that `lenetpad "
                      "train` wrote",
                      file->size);
    uint64_t promised = little_endian(file->data, LENGTH_BYTES);
    if (promised > LONGEST_HEADER)
        return refuse(
            opened,
            "not a safetensors model: its header would have %" PRIu64
            " bytes, and at most %d are allowed; choose a file that `lenetpad train` wrote",
            promised, LONGEST_HEADER);
    if (promised > file->size - LENGTH_BYTES)
        return refuse(opened,
                      "cut short: its header has %" PRIu64
                      " bytes, but only %zu follow; copy it again",
                      promised, file->size - LENGTH_BYTES);
    if (promised == 0 || file->data[LENGTH_BYTES] != '{')
        return refuse(
            opened, "not a safetensors model: its header does not begin with {; choose a file that "
                    "`lenetpad train` wrote");
    *length = (size_t)promised;
    opened->data = file->data + LENGTH_BYTES + promised;
    opened->data_size = file->size - LENGTH_BYTES - *length;
    return true;
}

// Refuses what JSON forbids and cJSON lets pass, and more values than a model can need.
static bool check_header_text(const struct opened *opened, const char *text, size_t size)
{
    bool in_string = false;
    size_t values = 0, length;
    for (size_t i = 0; i < size; i += length) {
        char c = text[i];
        length = utf8_length(text + i, size - i);
        if (length == 0)
            return refuse(opened, "its header is not UTF-8 at byte %zu", i);
        if ((unsigned char)c < ' ' && (in_string || !strchr("\t\n\r", c) || c == '\0'))
            return refuse(opened, "its header has a control character at byte %zu", i);
        if (in_string && c == '\\') {
            if (size - i >= 6 && memcmp(text + i, "\\u0000", 6) == 0)
                return refuse(opened, "its header has a zero character at byte %zu", i);
            length = 2;
        } else if (c == '"') {
            in_string = !in_string;
        } else if (!in_string && strchr(",{[", c) && ++values > MOST_VALUES) {
            return refuse(opened, "its header has more than %d entries", MOST_VALUES);
        }
    }
    return true;
}

static bool parse_header(struct opened *opened, size_t length)
{
    const char *text = (const char *)opened->file.data + LENGTH_BYTES, *end = NULL;
    if (!check_header_text(opened, text, length))
        return false;
    bool no_memory;
    opened->header = json_read(text, length, &end, &no_memory);
    if (no_memory)
        return status_fail(opened->status, STATUS_NO_MEMORY, "%s: out of memory", opened->path);
    if (!opened->header)
        return refuse(opened, "its header is not valid JSON, at byte %zu",
                      end ? (size_t)(end - text) : 0);
    for (; end < text + length; end++) {
        if (*end != ' ')
            return refuse(opened, "its header is followed by something else at byte %zu",
                          (size_t)(end - text));
    }
    return true;
}

static int compare_keys(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

// cJSON keeps all members of one name. `what` names the object in the message.
static bool check_keys_differ(const struct opened *opened, const cJSON *object, const char *what)
{
    size_t count = 0;
    const cJSON *member;
    const char **keys = calloc((size_t)cJSON_GetArraySize(object) + 1, sizeof *keys);
    if (!keys)
        return status_fail(opened->status, STATUS_NO_MEMORY, "%s: out of memory", opened->path);
    cJSON_ArrayForEach(member, object) keys[count++] = member->string;
    qsort(keys, count, sizeof *keys, compare_keys);
    const char *twice = NULL;
    for (size_t i = 1; i < count && !twice; i++)
        twice = strcmp(keys[i - 1], keys[i]) == 0 ? keys[i] : NULL;
    struct printable shown = show(twice ? twice : "");
    free(keys);
    return !twice || refuse(opened, "\"%s\" stands twice in %s", shown.text, what);
}

static bool check_metadata(const struct opened *opened, const cJSON *metadata)
{
    const cJSON *member;
    if (!cJSON_IsObject(metadata))
        return refuse(opened, "its __metadata__ is no object");
    if (!check_keys_differ(opened, metadata, "its __metadata__"))
        return false;
    cJSON_ArrayForEach(member, metadata)
    {
        if (!cJSON_IsString(member))
            return refuse(opened, "\"%s\" in its __metadata__ is no text",
                          show(member->string).text);
    }
    return true;
}

static bool read_size(size_t *size, const cJSON *number)
{
    const double most = 0x1p53; // up to here a double holds every whole number
    if (!cJSON_IsNumber(number))
        return false;
    double value = number->valuedouble;
    if (!(value >= 0 && value <= most) || value != floor(value) || value > (double)SIZE_MAX)
        return false;
    *size = (size_t)value;
    return true;
}

static bool shape_is(const cJSON *shape, const struct tensor *tensor)
{
    size_t size;
    if (!cJSON_IsArray(shape) || cJSON_GetArraySize(shape) != tensor->rank)
        return false;
    for (int i = 0; i < tensor->rank; i++) {
        if (!read_size(&size, cJSON_GetArrayItem(shape, i)) || size != (size_t)tensor->shape[i])
            return false;
    }
    return true;
}

static void describe_shape(char out[64], const struct tensor *tensor)
{
    int used = 0;
    for (int i = 0; i < tensor->rank; i++)
        used += snprintf(out + used, 64 - (size_t)used, i > 0 ? ",%d" : "%d", tensor->shape[i]);
}

static bool find_name(int *group, int *tensor, const char *name)
{
    for (*group = 0; *group < GROUPS; ++*group) {
        size_t prefix = strlen(groups[*group].prefix);
        if (strncmp(name, groups[*group].prefix, prefix) != 0)
            continue;
        for (*tensor = 0; *tensor < TENSORS; ++*tensor) {
            if (strcmp(name + prefix, tensors[*tensor].name) == 0)
                return true;
        }
    }
    return false;
}

static bool check_offsets(const struct opened *opened, const cJSON *entry, size_t bytes,
                          struct place *place)
{
    const cJSON *offsets = cJSON_GetObjectItemCaseSensitive(entry, "data_offsets");
    if (!cJSON_IsArray(offsets) || cJSON_GetArraySize(offsets) != 2 ||
        !read_size(&place->begin, cJSON_GetArrayItem(offsets, 0)) ||
        !read_size(&place->end, cJSON_GetArrayItem(offsets, 1)) || place->begin > place->end)
        return refuse(opened, "the data_offsets of tensor %s are no two rising whole numbers",
                      entry->string);
    if (place->end > opened->data_size)
        return refuse(
            opened, "cut short: tensor %s ends at byte %zu, but there are only %zu; copy it again",
            entry->string, place->end, opened->data_size);
    if (place->end - place->begin != bytes)
        return refuse(opened, "tensor %s has %zu bytes, expected %zu", entry->string,
                      place->end - place->begin, bytes);
    return true;
}

// The type of a tensor's numbers; NULL, with the reason, if it cannot be read.
static const struct tensor_type *find_type(const struct opened *opened, const cJSON *entry)
{
    const cJSON *type = cJSON_GetObjectItemCaseSensitive(entry, "dtype");
    const struct tensor_type *found =
        cJSON_IsString(type) ? tensor_type_find(type->valuestring) : NULL;
    if (!found)
        refuse(
            opened,
            "tensor %s is of type %s, and F32, F16, BF16 and F64 are read; save the model in one "
            "of these",
            entry->string, cJSON_IsString(type) ? show(type->valuestring).text : "?");
    return found;
}

static bool check_tensor(struct opened *opened, const cJSON *entry)
{
    int group, index;
    char shape[64];
    if (!find_name(&group, &index, entry->string))
        return refuse(opened,
                      "not a model of this LeNet-5: it has no tensor \"%s\"; choose a file that "
                      "`lenetpad train` wrote",
                      show(entry->string).text);
    const struct tensor *tensor = &tensors[index];
    if (!cJSON_IsObject(entry))
        return refuse(opened, "the entry of tensor %s is no object", entry->string);
    if (!check_keys_differ(opened, entry, entry->string))
        return false;
    const struct tensor_type *type = find_type(opened, entry);
    if (!type)
        return false;
    describe_shape(shape, tensor);
    if (!shape_is(cJSON_GetObjectItemCaseSensitive(entry, "shape"), tensor))
        return refuse(opened, "tensor %s has another shape than [%s]", entry->string, shape);
    struct place *place = &opened->place[group][index];
    place->type = type;
    return check_offsets(opened, entry, tensor_floats(tensor) * type->bytes, place);
}

static bool check_entries(struct opened *opened)
{
    const cJSON *entry;
    if (!check_keys_differ(opened, opened->header, "its header"))
        return false;
    cJSON_ArrayForEach(entry, opened->header)
    {
        bool metadata = strcmp(entry->string, "__metadata__") == 0;
        if (!(metadata ? check_metadata(opened, entry) : check_tensor(opened, entry)))
            return false;
    }
    return true;
}

static bool group_found(const struct opened *opened, int group)
{
    for (int i = 0; i < TENSORS; i++) {
        if (opened->place[group][i].type)
            return true;
    }
    return false;
}

// A group is there as a whole or not at all; the model itself must be there.
static bool check_complete(const struct opened *opened)
{
    for (int group = 0; group < GROUPS; group++) {
        if (group > 0 && !group_found(opened, group))
            continue;
        for (int i = 0; i < TENSORS; i++) {
            if (!opened->place[group][i].type)
                return refuse(
                    opened, "the tensor %s%s is missing; choose a file that `lenetpad train` wrote",
                    groups[group].prefix, tensors[i].name);
        }
    }
    return true;
}

struct extent {
    size_t begin, end;
};

static int compare_extents(const void *a, const void *b)
{
    const struct extent *x = a, *y = b;
    return (x->begin > y->begin) - (x->begin < y->begin);
}

// The tensors must cover the data from end to end, none upon another.
static bool check_cover(const struct opened *opened)
{
    struct extent extent[GROUPS * TENSORS];
    size_t count = 0, covered = 0;
    for (int i = 0; i < GROUPS * TENSORS; i++) {
        const struct place *place = &opened->place[i / TENSORS][i % TENSORS];
        if (place->type)
            extent[count++] = (struct extent){place->begin, place->end};
    }
    qsort(extent, count, sizeof *extent, compare_extents);
    for (size_t i = 0; i < count; i++) {
        if (extent[i].begin != covered)
            return refuse(opened, "its tensors %s at byte %zu of the data",
                          extent[i].begin > covered ? "leave a hole" : "overlap", covered);
        covered = extent[i].end;
    }
    if (covered != opened->data_size)
        return refuse(opened, "too long: %zu bytes follow the last tensor; copy it again",
                      opened->data_size - covered);
    return true;
}

static float value_of(const struct opened *opened, const struct place *place, size_t index)
{
    return place->type->value(opened->data + place->begin + index * place->type->bytes);
}

// `tensor` counts through the groups.
static bool refuse_number(const struct opened *opened, int tensor, size_t index)
{
    const struct place *place = &opened->place[tensor / TENSORS][tensor % TENSORS];
    const char *prefix = groups[tensor / TENSORS].prefix, *name = tensors[tensor % TENSORS].name;
    if (place->type->too_large(opened->data + place->begin + index * place->type->bytes))
        return refuse(opened,
                      "number %zu of tensor %s%s is too large for the 32-bit floats that the "
                      "weights are read into; train again with a lower rate",
                      index, prefix, name);
    return refuse(opened, "number %zu of tensor %s%s is not finite; train again with a lower rate",
                  index, prefix, name);
}

static bool check_finite(const struct opened *opened)
{
    for (int i = 0; i < GROUPS * TENSORS; i++) {
        const struct place *place = &opened->place[i / TENSORS][i % TENSORS];
        size_t count = place->type ? tensor_floats(&tensors[i % TENSORS]) : 0;
        for (size_t k = 0; k < count; k++) {
            if (!isfinite(value_of(opened, place, k)))
                return refuse_number(opened, i, k);
        }
    }
    return true;
}

static void close_model(struct opened *opened)
{
    cJSON_Delete(opened->header);
}

// `file` is borrowed until close_model.
static bool open_model(struct opened *opened, const struct bytes *file, const char *path,
                       struct status *status)
{
    size_t header_length = 0;
    *opened = (struct opened){.path = path, .status = status, .file = *file};
    if (find_header(opened, &header_length) && parse_header(opened, header_length) &&
        check_entries(opened) && check_complete(opened) && check_cover(opened) &&
        check_finite(opened))
        return true;
    close_model(opened);
    return false;
}

static void copy_group(struct lenet *lenet, const struct opened *opened, int group)
{
    for (int i = 0; i < TENSORS; i++) {
        float *to = (float *)((char *)lenet + tensors[i].offset);
        for (size_t k = 0; k < tensor_floats(&tensors[i]); k++)
            to[k] = value_of(opened, &opened->place[group][i], k);
    }
}

// Finite weights can still be so large that sums of them are not.
static bool check_sound(const struct opened *opened, const struct lenet *lenet)
{
    return lenet_is_sound(lenet) ||
           refuse(opened, "its weights are so large that no image can be read with them; train "
                          "again with a lower rate, or choose another model");
}

// The first type of the model's tensors that is not F32, else F32.
static const struct tensor_type *stored_type(const struct opened *opened, int group)
{
    const struct tensor_type *f32 = tensor_type_f32(), *type = f32;
    for (int i = 0; i < TENSORS && type == f32; i++)
        type = opened->place[group][i].type;
    return type;
}

// The text of that name, NULL if there is none.
static const char *find_text(const struct opened *opened, const char *name)
{
    const cJSON *metadata = cJSON_GetObjectItemCaseSensitive(opened->header, "__metadata__");
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(metadata, name));
}

static const struct {
    const char *name;
    size_t offset; // in struct calibration
    float low, high;
} calibration_numbers[] = {
    {"calibration.temperature", offsetof(struct calibration, temperature), 0.01f, 100},
    {"calibration.probability", offsetof(struct calibration, probability), 0, 1},
    {"calibration.logit", offsetof(struct calibration, logit), -1000, 1000},
};
enum { CALIBRATION_NUMBERS = sizeof calibration_numbers / sizeof calibration_numbers[0] };

// Decimal, so that people can read it; the locale has no say.
static bool read_decimal(float *number, const char *text, float low, float high)
{
    const char *end = text + strlen(text);
    return words_number(number, text, end) == end && *number >= low && *number <= high;
}

static bool read_calibration(struct model_info *info, const struct opened *opened)
{
    struct calibration read = calibration_unknown;
    int found = 0;
    for (int i = 0; i < CALIBRATION_NUMBERS; i++) {
        const char *text = find_text(opened, calibration_numbers[i].name);
        float *number = (float *)((char *)&read + calibration_numbers[i].offset);
        found += text != NULL;
        if (text &&
            !read_decimal(number, text, calibration_numbers[i].low, calibration_numbers[i].high))
            return refuse(opened, "its %s is no number from %g to %g: %s",
                          calibration_numbers[i].name, (double)calibration_numbers[i].low,
                          (double)calibration_numbers[i].high, show(text).text);
    }
    if (found != 0 && found != CALIBRATION_NUMBERS)
        return refuse(opened, "only a part of its calibration is there; choose a file that "
                              "`lenetpad calibrate` wrote");
    info->calibrated = found != 0;
    info->calibration = read;
    return true;
}

static void describe(struct model_info *info, const struct opened *opened,
                     const struct model_info *calibrated)
{
    const char *description = find_text(opened, "description");
    const char *command = find_text(opened, "command");
    const struct tensor_type *type = stored_type(opened, 0);
    info->calibrated = calibrated->calibrated;
    info->calibration = calibrated->calibration;
    info->converted_from = type == tensor_type_f32() ? NULL : type->name;
    utf8_copy(info->description, sizeof info->description, description ? description : "", "?",
              false);
    utf8_copy(info->command, sizeof info->command, command ? command : "", "?", false);
}

// `read` is scratch memory.
static bool take_model(struct lenet *lenet, struct model_info *info, struct lenet *read,
                       const struct opened *opened)
{
    struct model_info calibrated = {0};
    if (!read_calibration(&calibrated, opened))
        return false;
    copy_group(read, opened, 0);
    if (!check_sound(opened, read))
        return false;
    *lenet = *read;
    if (info)
        describe(info, opened, &calibrated);
    return true;
}

bool model_parse(struct lenet *lenet, struct model_info *info, const struct bytes *file,
                 const char *name, struct status *status)
{
    struct opened opened;
    if (!open_model(&opened, file, name, status))
        return false;
    struct lenet *read = malloc(sizeof *read);
    bool taken = read ? take_model(lenet, info, read, &opened)
                      : status_fail(status, STATUS_NO_MEMORY, "%s: out of memory", name);
    free(read);
    close_model(&opened);
    return taken;
}

bool model_load(struct lenet *lenet, struct model_info *info, const char *path,
                struct status *status)
{
    struct bytes file;
    if (!file_read(&file, path, LONGEST_FILE, status))
        return false;
    bool loaded = model_parse(lenet, info, &file, path, status);
    bytes_free(&file);
    return loaded;
}

// ---- writing ----

// A file is refused for a text that is no UTF-8, and cJSON takes any bytes.
static bool add_text(cJSON *metadata, const char *name, const char *text)
{
    size_t size = strlen(text) + 1;
    char *clean = malloc(size);
    if (clean)
        utf8_copy(clean, size, text, "?", false);
    bool added = clean && cJSON_AddStringToObject(metadata, name, clean);
    free(clean);
    return added;
}

static bool add_number(cJSON *array, size_t number)
{
    cJSON *item = cJSON_CreateNumber((double)number);
    bool added = cJSON_AddItemToArray(array, item);
    if (!added)
        cJSON_Delete(item);
    return added;
}

static bool add_tensor(cJSON *header, const char *prefix, const struct tensor *tensor, size_t begin)
{
    char name[64];
    snprintf(name, sizeof name, "%s%s", prefix, tensor->name);
    cJSON *entry = cJSON_AddObjectToObject(header, name);
    bool added = cJSON_AddStringToObject(entry, "dtype", "F32") != NULL;
    cJSON *shape = cJSON_AddArrayToObject(entry, "shape");
    for (int i = 0; i < tensor->rank; i++)
        added = added && add_number(shape, (size_t)tensor->shape[i]);
    cJSON *offsets = cJSON_AddArrayToObject(entry, "data_offsets");
    return added && add_number(offsets, begin) &&
           add_number(offsets, begin + tensor_floats(tensor) * FLOAT_BYTES);
}

// The header's JSON; NULL when memory runs out. The caller frees it with cJSON_free. The metadata
// goes into it.
static char *make_header(cJSON *metadata, int group_count)
{
    size_t begin = 0;
    char *text = NULL;
    cJSON *header = cJSON_CreateObject();
    bool made = cJSON_AddItemToObject(header, "__metadata__", metadata);
    if (!made)
        cJSON_Delete(metadata);
    for (int i = 0; i < group_count * TENSORS; i++) {
        const struct tensor *tensor = &tensors[i % TENSORS];
        made = made && add_tensor(header, groups[i / TENSORS].prefix, tensor, begin);
        begin += tensor_floats(tensor) * FLOAT_BYTES;
    }
    if (made)
        text = cJSON_PrintUnformatted(header);
    cJSON_Delete(header);
    return text;
}

// False if a number is not finite.
static bool put_tensor(uint8_t *at, const float *from, size_t count)
{
    bool finite = true;
    for (size_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, &from[i], sizeof bits);
        put_little_endian(at + i * FLOAT_BYTES, bits, FLOAT_BYTES);
        finite = finite && isfinite(from[i]);
    }
    return finite;
}

static bool put_group(uint8_t *at, const struct lenet *lenet)
{
    bool finite = true;
    for (int i = 0; i < TENSORS; i++) {
        size_t count = tensor_floats(&tensors[i]);
        const float *from = (const float *)((const char *)lenet + tensors[i].offset);
        finite = put_tensor(at, from, count) && finite;
        at += count * FLOAT_BYTES;
    }
    return finite;
}

// What is written must be a file that can be read.
static bool check_readable(const char *path, const char *header, size_t size, struct status *status)
{
    const struct opened written = {.path = path, .status = status};
    size_t length = strlen(header);
    if (length > LONGEST_HEADER || size > LONGEST_FILE)
        return refuse(&written, "too long to be read again: %zu bytes", size);
    return check_header_text(&written, header, length);
}

// Takes the metadata, which is NULL if memory ran out on the way.
static bool save_groups(const char *path, const char *like, cJSON *metadata,
                        const struct lenet *const *lenets, int group_count, struct status *status)
{
    const size_t group_bytes = (size_t)LENET_PARAMETERS * FLOAT_BYTES;
    bool saved = false;
    uint8_t *file = NULL;
    char *header = make_header(metadata, group_count);
    size_t text = header ? strlen(header) : 0, padded = (text + 7) / 8 * 8;
    size_t size = LENGTH_BYTES + padded + (size_t)group_count * group_bytes;
    if (header)
        file = malloc(size);
    if (!file) {
        status_fail(status, STATUS_NO_MEMORY, "cannot write %s: out of memory", path);
        goto done;
    }
    if (!check_readable(path, header, size, status))
        goto done;
    put_little_endian(file, padded, LENGTH_BYTES);
    memset(file + LENGTH_BYTES, ' ', padded);
    memcpy(file + LENGTH_BYTES, header, text);
    for (int i = 0; i < group_count; i++) {
        if (!put_group(file + LENGTH_BYTES + padded + (size_t)i * group_bytes, lenets[i])) {
            status_fail(status, STATUS_BAD_DATA,
                        "cannot write %s: not all weights are finite; train with a lower rate",
                        path);
            goto done;
        }
        if (groups[i].offset != offsetof(struct train_state, velocity) &&
            !lenet_is_sound(lenets[i])) {
            status_fail(status, STATUS_BAD_DATA,
                        "cannot write %s: its weights are so large that no image can be read with "
                        "them; train with a lower rate",
                        path);
            goto done;
        }
    }
    const struct file_content content = {.path = path, .data = file, .size = size, .like = like};
    saved = file_write_together(&content, 1, status);
done:
    free(file);
    cJSON_free(header);
    return saved;
}

// Metadata with what every file has; NULL when memory runs out.
static cJSON *make_metadata(const char *description, const char *command)
{
    cJSON *metadata = cJSON_CreateObject();
    if (add_text(metadata, "format", "pt") && add_text(metadata, "description", description) &&
        add_text(metadata, "command", command))
        return metadata;
    cJSON_Delete(metadata);
    return NULL;
}

// Decimals with a point whatever the locale: a whole number of millionths.
static bool add_calibration(cJSON *metadata, const struct calibration *calibration)
{
    for (int i = 0; i < CALIBRATION_NUMBERS; i++) {
        char text[32];
        float number = *(const float *)((const char *)calibration + calibration_numbers[i].offset);
        long long millionths = llround((double)number * 1e6);
        snprintf(text, sizeof text, "%s%lld.%06lld", millionths < 0 ? "-" : "",
                 llabs(millionths) / 1000000, llabs(millionths) % 1000000);
        if (!add_text(metadata, calibration_numbers[i].name, text))
            return false;
    }
    return true;
}

bool model_save(const char *path, const struct lenet *lenet, const struct model_info *info,
                struct status *status)
{
    cJSON *metadata = make_metadata(info ? info->description : "", info ? info->command : "");
    if (metadata && info && info->calibrated && !add_calibration(metadata, &info->calibration)) {
        cJSON_Delete(metadata);
        metadata = NULL;
    }
    return save_groups(path, NULL, metadata, &lenet, 1, status);
}

// ---- checkpoints ----

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

static bool read_augment(uint64_t *kind, const char *text)
{
    for (*kind = 0; *kind < AUGMENT_KINDS; ++*kind) {
        if (strcmp(text, augment_names[*kind]) == 0)
            return true;
    }
    return false;
}

static void write_field(char out[NUMBER_SIZE], const struct field *field,
                        const struct train_state *state)
{
    const void *at = (const char *)state + field->offset;
    switch (field->kind) {
    case FIELD_INT:
        snprintf(out, NUMBER_SIZE, "%d", *(const int *)at);
        break;
    case FIELD_UINT64:
        snprintf(out, NUMBER_SIZE, "%" PRIu64, *(const uint64_t *)at);
        break;
    case FIELD_FLOAT:
        write_real(out, (double)*(const float *)at);
        break;
    case FIELD_DOUBLE:
        write_real(out, *(const double *)at);
        break;
    case FIELD_AUGMENT:
        snprintf(out, NUMBER_SIZE, "%s", augment_names[*(const enum augment *)at]);
        break;
    }
}

static bool read_field(struct train_state *state, const struct field *field, const char *text)
{
    void *at = (char *)state + field->offset;
    uint64_t whole = 0;
    double real = 0;
    bool read = field->kind == FIELD_AUGMENT ? read_augment(&whole, text)
                : field->kind == FIELD_INT || field->kind == FIELD_UINT64 ? read_whole(&whole, text)
                                                                          : read_real(&real, text);
    if (field->kind != FIELD_FLOAT && field->kind != FIELD_DOUBLE)
        real = (double)whole;
    if (!read || !(real >= field->least && real <= field->most))
        return false;
    switch (field->kind) {
    case FIELD_INT:
        *(int *)at = (int)whole;
        break;
    case FIELD_UINT64:
        *(uint64_t *)at = whole;
        break;
    case FIELD_FLOAT:
        *(float *)at = (float)real;
        break;
    case FIELD_DOUBLE:
        *(double *)at = real;
        break;
    case FIELD_AUGMENT:
        *(enum augment *)at = (enum augment)whole;
        break;
    }
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

static bool read_fields(struct train_state *state, const struct opened *opened)
{
    for (int i = 0; i < FIELDS; i++) {
        const char *text = find_text(opened, fields[i].name);
        if (!text && fields[i].optional)
            continue;
        if (!text)
            return refuse(opened,
                          "not a whole checkpoint: \"%s\" is missing; start the training afresh",
                          fields[i].name);
        if (!read_field(state, &fields[i], text))
            return refuse(opened,
                          "not a good checkpoint: its \"%s\" is \"%s\"; start the training afresh",
                          fields[i].name, show(text).text);
    }
    if (!is_consistent(state))
        return refuse(opened,
                      "not a good checkpoint: epoch %d of %d, batch %d, %" PRIu64
                      " images seen, %" PRIu64
                      " misread do not fit together; start the training afresh",
                      state->epoch, state->options.epochs, state->batch, state->seen, state->wrong);
    return true;
}

static bool read_groups(struct train_state *state, const struct opened *opened)
{
    for (int i = 0; i < GROUPS; i++) {
        if (!group_found(opened, i))
            return refuse(
                opened,
                "a model, not a checkpoint: it has no %s tensors to resume from; choose a "
                "file that ends in .checkpoint",
                groups[i].prefix);
        if (stored_type(opened, i) != tensor_type_f32())
            return refuse(
                opened,
                "its tensors were converted to %s, with which no run can go on as it was; "
                "open it as a model, or start the training afresh",
                stored_type(opened, i)->name);
        copy_group((struct lenet *)((char *)state + groups[i].offset), opened, i);
    }
    return check_sound(opened, &state->average) && check_sound(opened, &state->weights);
}

// One block of memory holds all texts.
static bool read_notes(const struct opened *opened, struct checkpoint_note *notes, size_t count,
                       char **memory)
{
    size_t size = 1;
    for (size_t i = 0; i < count; i++) {
        notes[i].text = find_text(opened, notes[i].name);
        size += notes[i].text ? strlen(notes[i].text) + 1 : 0;
    }
    *memory = malloc(size);
    if (!*memory)
        return status_fail(opened->status, STATUS_NO_MEMORY, "%s: out of memory", opened->path);
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
    struct opened opened;
    *memory = NULL;
    if (!open_model(&opened, file, name, status))
        return false;
    struct train_state *read = calloc(1, sizeof *read);
    bool loaded = read ? read_groups(read, &opened) && read_fields(read, &opened) &&
                             read_notes(&opened, notes, count, memory)
                       : status_fail(status, STATUS_NO_MEMORY, "%s: out of memory", name);
    if (loaded)
        *state = *read;
    free(read);
    close_model(&opened);
    return loaded;
}

bool checkpoint_load_noted(struct train_state *state, const char *path,
                           struct checkpoint_note *notes, size_t count, char **memory,
                           struct status *status)
{
    struct bytes file;
    *memory = NULL;
    if (!file_read(&file, path, LONGEST_FILE, status))
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

// False if memory runs out.
static bool add_state(cJSON *metadata, const struct train_state *state)
{
    char text[NUMBER_SIZE];
    for (int i = 0; i < FIELDS; i++) {
        write_field(text, &fields[i], state);
        if (!add_text(metadata, fields[i].name, text))
            return false;
    }
    return true;
}

static bool add_notes(cJSON *metadata, const struct checkpoint_note *notes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert(strncmp(notes[i].name, "note.", 5) == 0);
        if (!add_text(metadata, notes[i].name, notes[i].text))
            return false;
    }
    return true;
}

bool checkpoint_save_like(const char *path, const char *like, const struct train_state *state,
                          const struct checkpoint_note *notes, size_t count, struct status *status)
{
    char text[128];
    const struct lenet *lenets[GROUPS];
    if (!is_consistent(state) || !isfinite(state->loss_sum))
        return status_fail(status, STATUS_BAD_DATA,
                           "cannot write %s: the numbers of the run do not fit together or are not "
                           "finite; train with a lower rate",
                           path);
    snprintf(text, sizeof text, "unfinished training: %d of %d epochs done", state->epoch,
             state->options.epochs);
    cJSON *metadata = make_metadata(text, "");
    if (metadata && !(add_state(metadata, state) && add_notes(metadata, notes, count))) {
        cJSON_Delete(metadata);
        metadata = NULL;
    }
    for (int i = 0; i < GROUPS; i++)
        lenets[i] = (const struct lenet *)((const char *)state + groups[i].offset);
    return save_groups(path, like, metadata, lenets, GROUPS, status);
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
