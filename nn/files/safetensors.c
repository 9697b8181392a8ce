// Models as safetensors files, because other programs read and write them and because nothing in
// them can run.
//
// A file is the header's length (8 bytes, little-endian), the header (a JSON object: name -> type,
// shape and place of a tensor; "__metadata__" -> texts), and the data.
//
// Reading trusts nothing: the header's bytes are looked through before cJSON sees them (it is
// lenient about control characters, ends strings at \u0000 and has no limit on entries), and all
// is checked before the caller gets any of it.
#include "nn/files/safetensors.h"

#include "nn/base/byte_order.h"
#include "nn/base/printable.h"
#include "nn/base/utf8.h"
#include "nn/files/json_read.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LENGTH_BYTES = 8,
    LONGEST_HEADER = 100000000,
    MOST_VALUES = 100000, // in a header; keeps the memory that JSON takes within bounds
    FLOAT_BYTES = 4,
};
_Static_assert(sizeof(float) == FLOAT_BYTES, "floats are 32 bits");

size_t safetensors_values(const struct safetensors_tensor *tensor)
{
    size_t count = 1;
    for (int i = 0; i < tensor->rank; i++)
        count *= (size_t)tensor->shape[i];
    return count;
}

// The place of a tensor, in all arrays that have one for each tensor of each group.
static int index_of(const struct safetensors_layout *layout, int group, int tensor)
{
    return group * layout->tensors + tensor;
}

static int places(const struct safetensors *opened)
{
    return opened->layout->groups * opened->layout->tensors;
}

// ---- Reading ------------------------------------------------------------------------------------

static bool fail(const struct safetensors *opened, const char *format, va_list arguments)
{
    char words[512];
    vsnprintf(words, sizeof words, format, arguments);
    return status_fail(opened->status, STATUS_BAD_DATA, "%s: %s", opened->name, words);
}

bool safetensors_refuse(const struct safetensors *opened, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fail(opened, format, arguments);
    va_end(arguments);
    return false;
}

static bool refuse_kind(const struct safetensors *opened, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// Refuses what is no such file at all.
static bool refuse_kind(const struct safetensors *opened, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fail(opened, format, arguments);
    va_end(arguments);
    return status_need(opened->status, STATUS_NEEDS_MODEL);
}

static struct printable show(const char *name)
{
    return printable_short(name, strlen(name));
}

static bool find_header(struct safetensors *opened, size_t *length)
{
    const struct bytes *file = &opened->file;
    if (file->size <= LENGTH_BYTES)
        return refuse_kind(opened, "not a safetensors model: only %zu bytes long", file->size);
    uint64_t promised = little_endian(file->data, LENGTH_BYTES);
    if (promised > LONGEST_HEADER)
        return refuse_kind(opened,
                           "not a safetensors model: its header would have %" PRIu64
                           " bytes, and at most %d are allowed",
                           promised, LONGEST_HEADER);
    if (promised > file->size - LENGTH_BYTES)
        return safetensors_refuse(opened,
                                  "cut short: its header has %" PRIu64
                                  " bytes, but only %zu follow; copy it again",
                                  promised, file->size - LENGTH_BYTES);
    if (promised == 0 || file->data[LENGTH_BYTES] != '{')
        return refuse_kind(opened, "not a safetensors model: its header does not begin with {");
    *length = (size_t)promised;
    opened->data = file->data + LENGTH_BYTES + promised;
    opened->data_size = file->size - LENGTH_BYTES - *length;
    return true;
}

// Refuses what JSON forbids and cJSON lets pass, and more values than a model can need.
static bool check_header_text(const struct safetensors *opened, const char *text, size_t size)
{
    bool in_string = false;
    size_t values = 0, length;
    for (size_t i = 0; i < size; i += length) {
        char c = text[i];
        length = utf8_length(text + i, size - i);
        if (length == 0)
            return safetensors_refuse(opened, "its header is not UTF-8 at byte %zu", i);
        if ((unsigned char)c < ' ' && (in_string || !strchr("\t\n\r", c) || c == '\0'))
            return safetensors_refuse(opened, "its header has a control character at byte %zu", i);
        if (in_string && c == '\\') {
            if (size - i >= 6 && memcmp(text + i, "\\u0000", 6) == 0)
                return safetensors_refuse(opened, "its header has a zero character at byte %zu", i);
            length = 2;
        } else if (c == '"') {
            in_string = !in_string;
        } else if (!in_string && strchr(",{[", c) && ++values > MOST_VALUES) {
            return safetensors_refuse(opened, "its header has more than %d entries", MOST_VALUES);
        }
    }
    return true;
}

static bool parse_header(struct safetensors *opened, size_t length)
{
    const char *text = (const char *)opened->file.data + LENGTH_BYTES, *end = NULL;
    if (!check_header_text(opened, text, length))
        return false;
    bool no_memory;
    opened->header = json_read(text, length, &end, &no_memory);
    if (no_memory)
        return status_fail(opened->status, STATUS_NO_MEMORY, "%s: out of memory", opened->name);
    if (!opened->header)
        return safetensors_refuse(opened, "its header is not valid JSON, at byte %zu",
                                  end ? (size_t)(end - text) : 0);
    for (; end < text + length; end++) {
        if (*end != ' ')
            return safetensors_refuse(opened,
                                      "its header is followed by something else at byte %zu",
                                      (size_t)(end - text));
    }
    return true;
}

static int compare_keys(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

// cJSON keeps all members of one name. `what` names the object in the message.
static bool check_keys_differ(const struct safetensors *opened, const cJSON *object,
                              const char *what)
{
    size_t count = 0;
    const cJSON *member;
    const char **keys = calloc((size_t)cJSON_GetArraySize(object) + 1, sizeof *keys);
    if (!keys)
        return status_fail(opened->status, STATUS_NO_MEMORY, "%s: out of memory", opened->name);
    cJSON_ArrayForEach(member, object) keys[count++] = member->string;
    qsort(keys, count, sizeof *keys, compare_keys);
    const char *twice = NULL;
    for (size_t i = 1; i < count && !twice; i++)
        twice = strcmp(keys[i - 1], keys[i]) == 0 ? keys[i] : NULL;
    struct printable shown = show(twice ? twice : "");
    free(keys);
    return !twice || safetensors_refuse(opened, "\"%s\" stands twice in %s", shown.text, what);
}

static bool check_metadata(const struct safetensors *opened, const cJSON *metadata)
{
    const cJSON *member;
    if (!cJSON_IsObject(metadata))
        return safetensors_refuse(opened, "its __metadata__ is no object");
    if (!check_keys_differ(opened, metadata, "its __metadata__"))
        return false;
    cJSON_ArrayForEach(member, metadata)
    {
        if (!cJSON_IsString(member))
            return safetensors_refuse(opened, "\"%s\" in its __metadata__ is no text",
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

static bool shape_is(const cJSON *shape, const struct safetensors_tensor *tensor)
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

static void describe_shape(char out[64], const struct safetensors_tensor *tensor)
{
    int used = 0;
    for (int i = 0; i < tensor->rank; i++)
        used += snprintf(out + used, 64 - (size_t)used, i > 0 ? ",%d" : "%d", tensor->shape[i]);
}

static bool find_name(const struct safetensors_layout *layout, int *group, int *tensor,
                      const char *name)
{
    for (*group = 0; *group < layout->groups; ++*group) {
        size_t prefix = strlen(layout->prefix[*group]);
        if (strncmp(name, layout->prefix[*group], prefix) != 0)
            continue;
        for (*tensor = 0; *tensor < layout->tensors; ++*tensor) {
            if (strcmp(name + prefix, layout->tensor[*tensor].name) == 0)
                return true;
        }
    }
    return false;
}

static bool check_offsets(const struct safetensors *opened, const cJSON *entry, size_t bytes,
                          struct safetensors_place *place)
{
    const cJSON *offsets = cJSON_GetObjectItemCaseSensitive(entry, "data_offsets");
    if (!cJSON_IsArray(offsets) || cJSON_GetArraySize(offsets) != 2 ||
        !read_size(&place->begin, cJSON_GetArrayItem(offsets, 0)) ||
        !read_size(&place->end, cJSON_GetArrayItem(offsets, 1)) || place->begin > place->end)
        return safetensors_refuse(
            opened, "the data_offsets of tensor %s are no two rising whole numbers", entry->string);
    if (place->end > opened->data_size)
        return safetensors_refuse(
            opened, "cut short: tensor %s ends at byte %zu, but there are only %zu; copy it again",
            entry->string, place->end, opened->data_size);
    if (place->end - place->begin != bytes)
        return safetensors_refuse(opened, "tensor %s has %zu bytes, expected %zu", entry->string,
                                  place->end - place->begin, bytes);
    return true;
}

// The type of a tensor's numbers; NULL, with the reason, if it cannot be read.
static const struct tensor_type *find_type(const struct safetensors *opened, const cJSON *entry)
{
    const cJSON *type = cJSON_GetObjectItemCaseSensitive(entry, "dtype");
    const struct tensor_type *found =
        cJSON_IsString(type) ? tensor_type_find(type->valuestring) : NULL;
    if (!found)
        safetensors_refuse(
            opened,
            "tensor %s is of type %s, and F32, F16, BF16 and F64 are read; save the model in one "
            "of these",
            entry->string, cJSON_IsString(type) ? show(type->valuestring).text : "?");
    return found;
}

static bool check_tensor(struct safetensors *opened, const cJSON *entry)
{
    const struct safetensors_layout *layout = opened->layout;
    int group, index;
    char shape[64];
    if (!find_name(layout, &group, &index, entry->string))
        return refuse_kind(opened, "not a %s: it has no tensor \"%s\"", layout->contents,
                           show(entry->string).text);
    const struct safetensors_tensor *tensor = &layout->tensor[index];
    if (!cJSON_IsObject(entry))
        return safetensors_refuse(opened, "the entry of tensor %s is no object", entry->string);
    if (!check_keys_differ(opened, entry, entry->string))
        return false;
    const struct tensor_type *type = find_type(opened, entry);
    if (!type)
        return false;
    describe_shape(shape, tensor);
    if (!shape_is(cJSON_GetObjectItemCaseSensitive(entry, "shape"), tensor))
        return safetensors_refuse(opened, "tensor %s has another shape than [%s]", entry->string,
                                  shape);
    struct safetensors_place *place = &opened->place[index_of(layout, group, index)];
    place->type = type;
    return check_offsets(opened, entry, safetensors_values(tensor) * type->bytes, place);
}

static bool check_entries(struct safetensors *opened)
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

bool safetensors_has_group(const struct safetensors *opened, int group)
{
    for (int i = 0; i < opened->layout->tensors; i++) {
        if (opened->place[index_of(opened->layout, group, i)].type)
            return true;
    }
    return false;
}

// A group is there as a whole or not at all; the first must be there.
static bool check_complete(const struct safetensors *opened)
{
    const struct safetensors_layout *layout = opened->layout;
    for (int group = 0; group < layout->groups; group++) {
        if (group > 0 && !safetensors_has_group(opened, group))
            continue;
        for (int i = 0; i < layout->tensors; i++) {
            if (!opened->place[index_of(layout, group, i)].type)
                return refuse_kind(opened, "the tensor %s%s is missing", layout->prefix[group],
                                   layout->tensor[i].name);
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
static bool check_cover(const struct safetensors *opened)
{
    struct extent extent[SAFETENSORS_TENSORS];
    size_t count = 0, covered = 0;
    for (int i = 0; i < places(opened); i++) {
        const struct safetensors_place *place = &opened->place[i];
        if (place->type)
            extent[count++] = (struct extent){place->begin, place->end};
    }
    qsort(extent, count, sizeof *extent, compare_extents);
    for (size_t i = 0; i < count; i++) {
        if (extent[i].begin != covered)
            return safetensors_refuse(opened, "its tensors %s at byte %zu of the data",
                                      extent[i].begin > covered ? "leave a hole" : "overlap",
                                      covered);
        covered = extent[i].end;
    }
    if (covered != opened->data_size)
        return safetensors_refuse(opened,
                                  "too long: %zu bytes follow the last tensor; copy it again",
                                  opened->data_size - covered);
    return true;
}

static float value_of(const struct safetensors *opened, const struct safetensors_place *place,
                      size_t index)
{
    return place->type->value(opened->data + place->begin + index * place->type->bytes);
}

// Number `index` of the tensor at `place`.
static bool refuse_number(const struct safetensors *opened, int place, size_t index)
{
    const struct safetensors_layout *layout = opened->layout;
    const struct safetensors_place *at = &opened->place[place];
    const char *prefix = layout->prefix[place / layout->tensors];
    const char *name = layout->tensor[place % layout->tensors].name;
    if (at->type->too_large(opened->data + at->begin + index * at->type->bytes))
        return safetensors_refuse(opened,
                                  "number %zu of tensor %s%s is too large for the 32-bit floats "
                                  "that the weights are read into; train again with a lower rate",
                                  index, prefix, name);
    return safetensors_refuse(
        opened, "number %zu of tensor %s%s is not finite; train again with a lower rate", index,
        prefix, name);
}

static bool check_finite(const struct safetensors *opened)
{
    const struct safetensors_layout *layout = opened->layout;
    for (int i = 0; i < places(opened); i++) {
        const struct safetensors_place *place = &opened->place[i];
        size_t count = place->type ? safetensors_values(&layout->tensor[i % layout->tensors]) : 0;
        for (size_t k = 0; k < count; k++) {
            if (!isfinite(value_of(opened, place, k)))
                return refuse_number(opened, i, k);
        }
    }
    return true;
}

void safetensors_close(struct safetensors *opened)
{
    cJSON_Delete(opened->header);
}

bool safetensors_open(struct safetensors *opened, const struct safetensors_layout *layout,
                      const struct bytes *file, const char *name, struct status *status)
{
    size_t header_length = 0;
    assert(layout->groups * layout->tensors <= SAFETENSORS_TENSORS);
    *opened = (struct safetensors){.layout = layout, .name = name, .status = status, .file = *file};
    if (find_header(opened, &header_length) && parse_header(opened, header_length) &&
        check_entries(opened) && check_complete(opened) && check_cover(opened) &&
        check_finite(opened))
        return true;
    safetensors_close(opened);
    return false;
}

const struct tensor_type *safetensors_group_type(const struct safetensors *opened, int group)
{
    const struct tensor_type *f32 = tensor_type_f32(), *type = f32;
    for (int i = 0; i < opened->layout->tensors && type == f32; i++)
        type = opened->place[index_of(opened->layout, group, i)].type;
    return type;
}

void safetensors_copy(float *to, const struct safetensors *opened, int group, int tensor)
{
    const struct safetensors_layout *layout = opened->layout;
    const struct safetensors_place *place = &opened->place[index_of(layout, group, tensor)];
    size_t count = safetensors_values(&layout->tensor[tensor]);
    for (size_t k = 0; k < count; k++)
        to[k] = value_of(opened, place, k);
}

const char *safetensors_text(const struct safetensors *opened, const char *name)
{
    const cJSON *metadata = cJSON_GetObjectItemCaseSensitive(opened->header, "__metadata__");
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(metadata, name));
}

// ---- Writing ------------------------------------------------------------------------------------

void safetensors_add_text(struct safetensors_texts *texts, const char *name, const char *text)
{
    size_t size = strlen(text) + 1;
    if (!texts->object)
        texts->object = cJSON_CreateObject();
    // A file is refused for a text that is no UTF-8, and cJSON takes any bytes.
    char *clean = malloc(size);
    if (clean)
        utf8_copy(clean, size, text, "?", false);
    bool added = clean && cJSON_AddStringToObject(texts->object, name, clean);
    texts->failed = texts->failed || !added;
    free(clean);
}

void safetensors_texts_free(struct safetensors_texts *texts)
{
    cJSON_Delete(texts->object);
    *texts = (struct safetensors_texts){0};
}

static bool add_number(cJSON *array, size_t number)
{
    cJSON *item = cJSON_CreateNumber((double)number);
    bool added = cJSON_AddItemToArray(array, item);
    if (!added)
        cJSON_Delete(item);
    return added;
}

static bool add_tensor(cJSON *header, const char *prefix, const struct safetensors_tensor *tensor,
                       size_t begin)
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
           add_number(offsets, begin + safetensors_values(tensor) * FLOAT_BYTES);
}

// The header's JSON; NULL when memory runs out. The caller frees it with cJSON_free. The texts go
// into it.
static char *make_header(const struct safetensors_layout *layout, int groups,
                         struct safetensors_texts *texts)
{
    size_t begin = 0;
    char *text = NULL;
    cJSON *header = cJSON_CreateObject();
    bool made = !texts->failed && cJSON_AddItemToObject(header, "__metadata__", texts->object);
    if (made)
        texts->object = NULL;
    safetensors_texts_free(texts);
    for (int i = 0; i < groups * layout->tensors; i++) {
        const struct safetensors_tensor *tensor = &layout->tensor[i % layout->tensors];
        made = made && add_tensor(header, layout->prefix[i / layout->tensors], tensor, begin);
        begin += safetensors_values(tensor) * FLOAT_BYTES;
    }
    if (made)
        text = cJSON_PrintUnformatted(header);
    cJSON_Delete(header);
    return text;
}

// Returns where the tensor ends.
static uint8_t *put_tensor(uint8_t *at, const float *from, size_t count)
{
    for (size_t i = 0; i < count; i++, at += FLOAT_BYTES) {
        uint32_t bits;
        assert(isfinite(from[i]));
        memcpy(&bits, &from[i], sizeof bits);
        put_little_endian(at, bits, FLOAT_BYTES);
    }
    return at;
}

// What is written must be a file that can be read.
static bool check_readable(const char *path, const char *header, struct status *status)
{
    const struct safetensors written = {.name = path, .status = status};
    size_t length = strlen(header);
    if (length > LONGEST_HEADER)
        return safetensors_refuse(&written, "too long to be read again: %zu bytes", length);
    return check_header_text(&written, header, length);
}

static size_t group_bytes(const struct safetensors_layout *layout)
{
    size_t count = 0;
    for (int i = 0; i < layout->tensors; i++)
        count += safetensors_values(&layout->tensor[i]);
    return count * FLOAT_BYTES;
}

bool safetensors_save(const char *path, const char *like, const struct safetensors_layout *layout,
                      int groups, const float *const *value, struct safetensors_texts *texts,
                      struct status *status)
{
    bool saved = false;
    uint8_t *file = NULL;
    char *header = make_header(layout, groups, texts);
    size_t text = header ? strlen(header) : 0, padded = (text + 7) / 8 * 8;
    size_t size = LENGTH_BYTES + padded + (size_t)groups * group_bytes(layout);
    if (header)
        file = malloc(size);
    if (!file) {
        status_fail(status, STATUS_NO_MEMORY, "cannot write %s: out of memory", path);
        goto done;
    }
    if (!check_readable(path, header, status))
        goto done;
    put_little_endian(file, padded, LENGTH_BYTES);
    memset(file + LENGTH_BYTES, ' ', padded);
    memcpy(file + LENGTH_BYTES, header, text);
    uint8_t *at = file + LENGTH_BYTES + padded;
    for (int i = 0; i < groups * layout->tensors; i++)
        at = put_tensor(at, value[i], safetensors_values(&layout->tensor[i % layout->tensors]));
    const struct file_content content = {.path = path, .data = file, .size = size, .like = like};
    saved = file_write_together(&content, 1, status);
done:
    free(file);
    cJSON_free(header);
    return saved;
}
