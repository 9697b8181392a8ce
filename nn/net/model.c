// The weights of a network in a file, with what is known of it. One table names the tensors of a
// struct lenet; whoever reads or writes such weights goes through it, checkpoints too.
#include "nn/net/model.h"

#include "nn/base/printable.h"
#include "nn/base/utf8.h"
#include "nn/base/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct safetensors_tensor tensors[] = {
    {"c1.weight", 4, {6, 1, 5, 5}},
    {"c1.bias", 1, {6}},
    {"s2.weight", 1, {6}},
    {"s2.bias", 1, {6}},
    {"c3.weight", 4, {16, 6, 5, 5}},
    {"c3.bias", 1, {16}},
    {"s4.weight", 1, {16}},
    {"s4.bias", 1, {16}},
    {"c5.weight", 4, {120, 16, 5, 5}},
    {"c5.bias", 1, {120}},
    {"f6.weight", 2, {84, 120}},
    {"f6.bias", 1, {84}},
    {"output.weight", 2, {10, 84}},
    {"output.bias", 1, {10}},
};
enum { TENSORS = sizeof tensors / sizeof *tensors };
_Static_assert(sizeof tensors / sizeof *tensors == MODEL_TENSORS, "as the header says");

#define TENSOR_AT(field) offsetof(struct lenet, field)
static const size_t tensor_offset[TENSORS] = {
    TENSOR_AT(c1_weight),     TENSOR_AT(c1_bias),    TENSOR_AT(s2_weight), TENSOR_AT(s2_bias),
    TENSOR_AT(c3_weight),     TENSOR_AT(c3_bias),    TENSOR_AT(s4_weight), TENSOR_AT(s4_bias),
    TENSOR_AT(c5_weight),     TENSOR_AT(c5_bias),    TENSOR_AT(f6_weight), TENSOR_AT(f6_bias),
    TENSOR_AT(output_weight), TENSOR_AT(output_bias)};

struct model_tensor model_tensor(const struct lenet *lenet, int index)
{
    return (struct model_tensor){&tensors[index],
                                 (const float *)((const char *)lenet + tensor_offset[index])};
}

static const char *const prefixes[MODEL_GROUPS] = {
    [MODEL_WEIGHTS] = "",
    [MODEL_UNAVERAGED] = "unaveraged.",
    [MODEL_VELOCITY] = "velocity.",
};

static const struct safetensors_layout layout = {
    .contents = "model of this LeNet-5",
    .tensor = tensors,
    .prefix = prefixes,
    .tensors = TENSORS,
    .groups = MODEL_GROUPS,
};

// ---- Reading ------------------------------------------------------------------------------------

bool model_open(struct safetensors *opened, const struct bytes *file, const char *name,
                struct status *status)
{
    return safetensors_open(opened, &layout, file, name, status);
}

bool model_take_group(struct lenet *lenet, const struct safetensors *file, enum model_group group)
{
    for (int i = 0; i < TENSORS; i++)
        safetensors_copy((float *)((char *)lenet + tensor_offset[i]), file, (int)group, i);
    // Finite weights can still be so large that sums of them are not.
    return group == MODEL_VELOCITY || lenet_is_sound(lenet) ||
           safetensors_refuse(file,
                              "its weights are so large that no image can be read with them; train "
                              "again with a lower rate, or choose another model");
}

static const struct {
    const char *name;
    size_t offset; // in struct calibration
    float low, high;
} calibration_numbers[] = {
    {"calibration.temperature", offsetof(struct calibration, temperature), 0.01f, 100},
    {"calibration.probability", offsetof(struct calibration, probability), 0, 1},
    {"calibration.logit", offsetof(struct calibration, logit), -CALIBRATION_LOGIT_MOST,
     CALIBRATION_LOGIT_MOST},
};
enum { CALIBRATION_NUMBERS = sizeof calibration_numbers / sizeof calibration_numbers[0] };

// Decimal, so that people can read it; the locale has no say.
static bool read_decimal(float *number, const char *text, float low, float high)
{
    const char *end = text + strlen(text);
    return words_number(number, text, end) == end && *number >= low && *number <= high;
}

static bool read_calibration(struct model_info *info, const struct safetensors *file)
{
    struct calibration read = calibration_unknown;
    int found = 0;
    for (int i = 0; i < CALIBRATION_NUMBERS; i++) {
        const char *text = safetensors_text(file, calibration_numbers[i].name);
        float *number = (float *)((char *)&read + calibration_numbers[i].offset);
        found += text != NULL;
        if (text &&
            !read_decimal(number, text, calibration_numbers[i].low, calibration_numbers[i].high))
            return safetensors_refuse(
                file, "its %s is no number from %g to %g: %s", calibration_numbers[i].name,
                (double)calibration_numbers[i].low, (double)calibration_numbers[i].high,
                printable_short(text, strlen(text)).text);
    }
    if (found != 0 && found != CALIBRATION_NUMBERS) {
        safetensors_refuse(file, "only a part of its calibration is there");
        return status_need(file->status, STATUS_NEEDS_CALIBRATED);
    }
    info->calibrated = found != 0;
    info->calibration = read;
    return true;
}

static const char *const makers[] = {
    [MODEL_MAKER_UNKNOWN] = NULL,
    [MODEL_MAKER_RUN] = "run",
    [MODEL_MAKER_DIGITS] = "digits",
    [MODEL_MAKER_HAND] = "hand",
};
enum { MAKERS = sizeof makers / sizeof *makers };

// How the weights came about, and their error. Files that do not say the one were written by an
// earlier version, which said the other in words.
static void take_making(struct model_info *info, const struct safetensors *file)
{
    static const char words[] = "test error ";
    const char *maker = safetensors_text(file, "maker"), *end;
    const char *error = safetensors_text(file, "test_error");
    info->maker = MODEL_MAKER_UNKNOWN;
    info->test_error = 0;
    for (int i = 0; maker && i < MAKERS; i++)
        if (makers[i] && strcmp(maker, makers[i]) == 0)
            info->maker = (enum model_maker)i;
    if (!maker && !error && (error = strstr(info->description, words)))
        error += sizeof words - 1;
    end = error ? words_number(&info->test_error, error, error + strlen(error)) : NULL;
    info->tested =
        end && (*end == '\0' || *end == '%') && info->test_error >= 0 && info->test_error <= 100;
}

static void describe(struct model_info *info, const struct safetensors *file,
                     const struct model_info *calibrated)
{
    const char *description = safetensors_text(file, "description");
    const char *command = safetensors_text(file, "command");
    const struct tensor_type *type = safetensors_group_type(file, MODEL_WEIGHTS);
    info->calibrated = calibrated->calibrated;
    info->calibration = calibrated->calibration;
    info->converted_from = type == tensor_type_f32() ? NULL : type->name;
    utf8_copy(info->description, sizeof info->description, description ? description : "", "?",
              false);
    utf8_copy(info->command, sizeof info->command, command ? command : "", "?", false);
    take_making(info, file);
}

// `read` is scratch memory.
static bool take_model(struct lenet *lenet, struct model_info *info, struct lenet *read,
                       const struct safetensors *file)
{
    struct model_info calibrated = {0};
    if (!read_calibration(&calibrated, file))
        return false;
    if (!model_take_group(read, file, MODEL_WEIGHTS))
        return false;
    *lenet = *read;
    if (info)
        describe(info, file, &calibrated);
    return true;
}

bool model_parse(struct lenet *lenet, struct model_info *info, const struct bytes *file,
                 const char *name, struct status *status)
{
    struct safetensors opened;
    if (!model_open(&opened, file, name, status))
        return false;
    struct lenet *read = malloc(sizeof *read);
    bool taken = read ? take_model(lenet, info, read, &opened)
                      : status_fail(status, STATUS_NO_MEMORY, "%s: out of memory", name);
    free(read);
    safetensors_close(&opened);
    return taken;
}

bool model_load(struct lenet *lenet, struct model_info *info, const char *path,
                struct status *status)
{
    struct bytes file;
    if (!file_read(&file, path, MODEL_LONGEST_FILE, status))
        return false;
    bool loaded = model_parse(lenet, info, &file, path, status);
    bytes_free(&file);
    return loaded;
}

// ---- Writing ------------------------------------------------------------------------------------

static bool is_finite(const struct lenet *lenet)
{
    for (int i = 0; i < TENSORS; i++) {
        const float *from = model_tensor(lenet, i).value;
        for (size_t k = 0; k < safetensors_values(&tensors[i]); k++) {
            if (!isfinite(from[k]))
                return false;
        }
    }
    return true;
}

// What is written must be a file that can be read.
static bool check_savable(const char *path, const struct lenet *lenet, enum model_group group,
                          struct status *status)
{
    if (!is_finite(lenet))
        return status_fail(status, STATUS_BAD_DATA,
                           "cannot write %s: not all weights are finite; train with a lower rate",
                           path);
    return group == MODEL_VELOCITY || lenet_is_sound(lenet) ||
           status_fail(status, STATUS_BAD_DATA,
                       "cannot write %s: its weights are so large that no image can be read with "
                       "them; train with a lower rate",
                       path);
}

bool model_save_groups(const char *path, const char *like, const struct lenet *const *lenets,
                       int groups, struct safetensors_texts *texts, struct status *status)
{
    const float *value[MODEL_GROUPS * TENSORS];
    for (int i = 0; i < groups; i++) {
        if (!check_savable(path, lenets[i], (enum model_group)i, status)) {
            safetensors_texts_free(texts);
            return false;
        }
        for (int k = 0; k < TENSORS; k++)
            value[i * TENSORS + k] = model_tensor(lenets[i], k).value;
    }
    return safetensors_save(path, like, &layout, groups, value, texts, status);
}

void model_add_texts(struct safetensors_texts *texts, const char *description, const char *command)
{
    safetensors_add_text(texts, "format", "pt");
    safetensors_add_text(texts, "description", description);
    safetensors_add_text(texts, "command", command);
}

// Decimals with a point whatever the locale: a whole number of millionths.
static void add_decimal(struct safetensors_texts *texts, const char *name, float number)
{
    char text[32];
    long long millionths = llround((double)number * 1e6);
    snprintf(text, sizeof text, "%s%lld.%06lld", millionths < 0 ? "-" : "",
             llabs(millionths) / 1000000, llabs(millionths) % 1000000);
    safetensors_add_text(texts, name, text);
}

static void add_info(struct safetensors_texts *texts, const struct model_info *info)
{
    const char *calibration = (const char *)&info->calibration;
    if (makers[info->maker])
        safetensors_add_text(texts, "maker", makers[info->maker]);
    if (info->tested)
        add_decimal(texts, "test_error", info->test_error);
    for (int i = 0; info->calibrated && i < CALIBRATION_NUMBERS; i++)
        add_decimal(texts, calibration_numbers[i].name,
                    *(const float *)(calibration + calibration_numbers[i].offset));
}

bool model_save(const char *path, const struct lenet *lenet, const struct model_info *info,
                struct status *status)
{
    struct safetensors_texts texts = {0};
    model_add_texts(&texts, info ? info->description : "", info ? info->command : "");
    if (info)
        add_info(&texts, info);
    return model_save_groups(path, NULL, &lenet, 1, &texts, status);
}
