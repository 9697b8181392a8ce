// Arrays as people write them: their shape in their type, a line for each row, decimals that are
// read back as the same numbers.
#include "nn/export/c_source.h"

#include "nn/base/decimal.h"
#include "nn/export/filled.h"
#include "nn/export/quantise.h"
#include "nn/export/template.h"

#include <stdlib.h>
#include <string.h>

// One array, of one of the types.
struct array {
    const char *name; // "lenet_c1_weight", which is written as the source's
    int rank, shape[SAFETENSORS_RANK];
    const float *floats;
    const int8_t *bytes;
    const int32_t *numbers;
    const uint8_t *sigmoid;
    const uint16_t *exponential;
};

// ---- Numbers ------------------------------------------------------------------------------------

static void add_float(struct buffer *out, float value)
{
    char text[DECIMAL_SIZE];
    decimal_write(text, value);
    buffer_text(out, text);
    buffer_text(out, strpbrk(text, ".e") ? "f" : ".0f");
}

static void add_value(struct buffer *out, const struct array *array, size_t i)
{
    if (array->floats)
        add_float(out, array->floats[i]);
    else
        buffer_format(out, "%d",
                      array->bytes     ? (int)array->bytes[i]
                      : array->numbers ? (int)array->numbers[i]
                      : array->sigmoid ? (int)array->sigmoid[i]
                                       : (int)array->exponential[i]);
}

static const char *type_of(const struct array *array)
{
    return array->floats    ? "float"
           : array->bytes   ? "int8_t"
           : array->numbers ? "int32_t"
           : array->sigmoid ? "uint8_t"
                            : "uint16_t";
}

// ---- Arrays -------------------------------------------------------------------------------------

// The innermost dimension, on lines of at most 100 characters.
static void add_row(struct buffer *out, const struct array *array, size_t first, int count)
{
    size_t line = out->size;
    for (int i = 0; i < count; i++) {
        bool full = out->size - line > 82;
        if (i > 0)
            buffer_text(out, full ? ",\n" : ", ");
        if (full)
            line = out->size;
        add_value(out, array, first + (size_t)i);
    }
}

static int rows_of(const struct array *array)
{
    int rows = 1;
    for (int i = 0; i + 1 < array->rank; i++)
        rows *= array->shape[i];
    return rows;
}

// Before a row, or with the next one's number after it: a brace for each dimension of which a new
// part begins there.
static void add_braces(struct buffer *out, const struct array *array, int row, const char *brace)
{
    int part = 1;
    buffer_text(out, brace);
    for (int i = array->rank - 2; i >= 0; i--) {
        part *= array->shape[i];
        if (row % part == 0)
            buffer_text(out, brace);
    }
}

static void add_array(struct buffer *out, const struct array *array,
                      const struct export_source *source, const char *before)
{
    buffer_format(out, "%sconst %s ", before, type_of(array));
    filled_add(out, array->name, source);
    for (int i = 0; i < array->rank; i++)
        buffer_format(out, "[%d]", array->shape[i]);
    buffer_text(out, " =\n");
    for (int row = 0; row < rows_of(array) && !out->failed; row++) {
        int count = array->shape[array->rank - 1];
        buffer_text(out, row > 0 ? ",\n" : "");
        add_braces(out, array, row, "{");
        add_row(out, array, (size_t)row * (size_t)count, count);
        add_braces(out, array, row + 1, "}");
    }
    buffer_text(out, ";\n\n");
}

// "c1.weight" is lenet_c1_weight; a dimension of 1 is left out.
static void add_weights(struct buffer *out, const struct export_source *source, const char *before)
{
    for (int i = 0; i < MODEL_TENSORS; i++) {
        char name[64] = "lenet_";
        struct model_tensor tensor = model_tensor(source->lenet, i);
        struct array array = {.name = name, .floats = tensor.value};
        strncat(name, tensor.layout->name, sizeof name - sizeof "lenet_");
        *strchr(name, '.') = '_';
        for (int k = 0; k < tensor.layout->rank; k++)
            if (tensor.layout->shape[k] > 1)
                array.shape[array.rank++] = tensor.layout->shape[k];
        add_array(out, &array, source, before);
    }
}

// ---- Files --------------------------------------------------------------------------------------

void c_source_header(struct buffer *out, const struct export_source *source)
{
    filled_add(
        out,
        "// The weights of a LeNet-5 as arrays. Written by LeNet Pad @VERSION@: lenetpad export "
        "--format c-header@NAMED@.\n"
        "//\n"
        "// They are: @DESCRIPTION@.\n"
        "//\n"
        "//   image 32x32 -> C1 6@28x28 -> S2 6@14x14 -> C3 16@10x10 -> S4 16@5x5 -> C5 120 "
        "-> F6 84 -> 10\n"
        "//\n"
        "// The image's background is -0.1, ink 1.175. C1, C3 and C5 are convolutions of 5x5 "
        "with a sigmoid:\n"
        "// weights are (map, input map, kernel row, kernel column), of C1 without the input "
        "map. S2 and S4 are\n"
        "// the mean of 2x2 values, times the weight of the map, plus its bias, without a "
        "sigmoid. F6 has a\n"
        "// sigmoid, OUTPUT a softmax: weights are (unit, input unit). Probabilities are as "
        "often right as they\n"
        "// say if the softmax is taken of the sums divided by @TEMPERATURE@.\n"
        "#ifndef LENET_WEIGHTS_H\n#define LENET_WEIGHTS_H\n\n",
        source);
    add_weights(out, source, "static ");
    buffer_text(out, "#endif\n");
}

void c_source_file(struct buffer *out, const struct export_source *source)
{
    filled_add(out, template_read_float, source);
    add_weights(out, source, "");
}

static void add_quantised(struct buffer *out, const struct quantised *q,
                          const struct export_source *source)
{
    const struct array arrays[] = {
        {"lenet_c1_weight", 3, {6, 5, 5}, .bytes = q->c1_weight[0]},
        {"lenet_c1_bias", 1, {6}, .numbers = q->c1_bias},
        {"lenet_c1_scale", 1, {6}, .numbers = q->c1_scale},
        {"lenet_c3_weight", 4, {16, 6, 5, 5}, .bytes = q->c3_weight[0]},
        {"lenet_c3_bias", 1, {16}, .numbers = q->c3_bias},
        {"lenet_c3_scale", 1, {16}, .numbers = q->c3_scale},
        {"lenet_c5_weight", 4, {120, 16, 5, 5}, .bytes = q->c5_weight[0]},
        {"lenet_c5_bias", 1, {120}, .numbers = q->c5_bias},
        {"lenet_c5_scale", 1, {120}, .numbers = q->c5_scale},
        {"lenet_f6_weight", 2, {84, 120}, .bytes = q->f6_weight[0]},
        {"lenet_f6_bias", 1, {84}, .numbers = q->f6_bias},
        {"lenet_f6_scale", 1, {84}, .numbers = q->f6_scale},
        {"lenet_output_weight", 2, {10, 84}, .bytes = q->output_weight[0]},
        {"lenet_output_bias", 1, {10}, .numbers = q->output_bias},
        {"lenet_output_scale", 1, {10}, .numbers = q->output_scale},
        {"lenet_sigmoid", 1, {QUANTISE_SIGMOID}, .sigmoid = q->sigmoid},
        {"lenet_exponential", 1, {QUANTISE_EXPONENTIAL}, .exponential = q->exponential},
    };
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        add_array(out, &arrays[i], source, "");
}

void c_source_int8(struct buffer *out, const struct export_source *source)
{
    struct quantised *quantised = malloc(sizeof *quantised);
    out->failed = out->failed || !quantised;
    if (quantised) {
        quantise_network(quantised, source->lenet);
        filled_add(out, template_read_int8, source);
        add_quantised(out, quantised, source);
    }
    free(quantised);
}
