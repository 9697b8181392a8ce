// ONNX is a file of protocol buffers: each field is its number and kind, and what it holds; a
// message within another stands there as its length and its bytes. Field numbers are those of
// onnx.proto.
#include "nn/export/onnx.h"

#include "nn/base/decimal.h"
#include "nn/base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { IR_VERSION = 7, OPERATORS_VERSION = 13 }; // of 2020: what all runtimes know
enum { TYPE_FLOAT = 1, ATTRIBUTE_INT = 2, ATTRIBUTE_INTS = 7 };
enum { KIND_NUMBER = 0, KIND_BYTES = 2 }; // of protocol buffers

// ---- Fields -------------------------------------------------------------------------------------

// Seven bits a byte, the lowest first; the eighth says that more follow.
static void add_varint(struct buffer *out, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        buffer_number(out, (number & 0x7f) | 0x80, 1);
    buffer_number(out, number, 1);
}

static void add_number(struct buffer *out, unsigned field, uint64_t number)
{
    add_varint(out, field << 3 | KIND_NUMBER);
    add_varint(out, number);
}

static void add_bytes(struct buffer *out, unsigned field, const void *data, size_t size)
{
    add_varint(out, field << 3 | KIND_BYTES);
    add_varint(out, size);
    buffer_add(out, data, size);
}

static void add_text(struct buffer *out, unsigned field, const char *text)
{
    add_bytes(out, field, text, strlen(text));
}

// Frees the message.
static void add_message(struct buffer *out, unsigned field, struct buffer *message)
{
    add_bytes(out, field, message->data, message->size);
    out->failed = out->failed || message->failed;
    buffer_free(message);
}

// ---- Values -------------------------------------------------------------------------------------

// TensorProto
static void add_tensor(struct buffer *graph, const char *name, const int *shape, int rank,
                       const float *value)
{
    struct buffer tensor = {0}, raw = {0};
    size_t count = 1;
    for (int i = 0; i < rank; i++) {
        add_number(&tensor, 1, (uint64_t)shape[i]);
        count *= (size_t)shape[i];
    }
    buffer_floats(&raw, value, count);
    add_number(&tensor, 2, TYPE_FLOAT);
    add_text(&tensor, 8, name);
    add_message(&tensor, 9, &raw);
    add_message(graph, 5, &tensor);
}

// Coefficients and biases of maps are (map, 1, 1): they go with each of a map's values.
static void add_weights(struct buffer *graph, const struct lenet *lenet)
{
    for (int i = 0; i < MODEL_TENSORS; i++) {
        struct model_tensor tensor = model_tensor(lenet, i);
        int shape[SAFETENSORS_RANK] = {1, 1, 1, 1}, rank = tensor.layout->rank;
        memcpy(shape, tensor.layout->shape, (size_t)rank * sizeof *shape);
        if (tensor.layout->name[0] == 's')
            rank = 3;
        add_tensor(graph, tensor.layout->name, shape, rank, tensor.value);
    }
}

// ValueInfoProto; the first dimension is N, as many images as there are.
static void add_value(struct buffer *graph, unsigned field, const char *name, const int *shape,
                      int rank, const char *about)
{
    struct buffer value = {0}, type = {0}, tensor = {0}, dimensions = {0}, first = {0};
    add_text(&first, 2, "N");
    add_message(&dimensions, 1, &first);
    for (int i = 0; i < rank; i++) {
        struct buffer dimension = {0};
        add_number(&dimension, 1, (uint64_t)shape[i]);
        add_message(&dimensions, 1, &dimension);
    }
    add_number(&tensor, 1, TYPE_FLOAT);
    add_message(&tensor, 2, &dimensions);
    add_message(&type, 1, &tensor);
    add_text(&value, 1, name);
    add_message(&value, 2, &type);
    add_text(&value, 3, about);
    add_message(graph, field, &value);
}

// ---- Nodes --------------------------------------------------------------------------------------

// AttributeProto
static void add_setting(struct buffer *node, const char *name, int value)
{
    struct buffer attribute = {0};
    add_text(&attribute, 1, name);
    add_number(&attribute, 3, (uint64_t)value);
    add_number(&attribute, 20, ATTRIBUTE_INT);
    add_message(node, 5, &attribute);
}

static void add_pair_setting(struct buffer *node, const char *name, int value)
{
    struct buffer attribute = {0};
    add_text(&attribute, 1, name);
    add_number(&attribute, 8, (uint64_t)value);
    add_number(&attribute, 8, (uint64_t)value);
    add_number(&attribute, 20, ATTRIBUTE_INTS);
    add_message(node, 5, &attribute);
}

// A node has one output, called as itself. What it takes: what came before, and weights.
struct node {
    const char *name, *operator, * input, *weight, *bias, *about;
};

static const struct node nodes[] = {
    {"C1.sum", "Conv", "image", "c1.weight", "c1.bias", "6 kernels of 5x5"},
    {"C1", "Sigmoid", "C1.sum", NULL, NULL, "6 maps of 28x28"},
    {"S2.mean", "AveragePool", "C1", NULL, NULL, "of 2x2 values"},
    {"S2.scaled", "Mul", "S2.mean", "s2.weight", NULL, "by a coefficient of each map"},
    {"S2", "Add", "S2.scaled", NULL, "s2.bias", "6 maps of 14x14"},
    {"C3.sum", "Conv", "S2", "c3.weight", "c3.bias", "16 x 6 kernels of 5x5"},
    {"C3", "Sigmoid", "C3.sum", NULL, NULL, "16 maps of 10x10"},
    {"S4.mean", "AveragePool", "C3", NULL, NULL, "of 2x2 values"},
    {"S4.scaled", "Mul", "S4.mean", "s4.weight", NULL, "by a coefficient of each map"},
    {"S4", "Add", "S4.scaled", NULL, "s4.bias", "16 maps of 5x5"},
    {"C5.sum", "Conv", "S4", "c5.weight", "c5.bias", "120 x 16 kernels of 5x5"},
    {"C5.maps", "Sigmoid", "C5.sum", NULL, NULL, "120 maps of 1x1"},
    {"C5", "Flatten", "C5.maps", NULL, NULL, "120 units"},
    {"F6.sum", "Gemm", "C5", "f6.weight", "f6.bias", "each unit sees all of C5"},
    {"F6", "Sigmoid", "F6.sum", NULL, NULL, "84 units"},
    {"logits", "Gemm", "F6", "output.weight", "output.bias", "a sum for each digit"},
    {"OUTPUT", "Softmax", "logits", NULL, NULL, "a probability for each digit"},
};
enum { NODES = sizeof nodes / sizeof *nodes };

static void add_settings(struct buffer *out, const char *operator)
{
    if (strcmp(operator, "Conv") == 0)
        add_pair_setting(out, "kernel_shape", 5);
    if (strcmp(operator, "AveragePool") == 0) {
        add_pair_setting(out, "kernel_shape", 2);
        add_pair_setting(out, "strides", 2);
    }
    if (strcmp(operator, "Gemm") == 0)
        add_setting(out, "transB", 1);
    if (strcmp(operator, "Softmax") == 0)
        add_setting(out, "axis", 1);
}

// NodeProto
static void add_node(struct buffer *graph, const struct node *node)
{
    const char *inputs[] = {node->input, node->weight, node->bias};
    struct buffer out = {0};
    for (int i = 0; i < 3; i++)
        if (inputs[i])
            add_text(&out, 1, inputs[i]);
    add_text(&out, 2, node == &nodes[NODES - 1] ? "probability" : node->name);
    add_text(&out, 3, node->name);
    add_text(&out, 4, node->operator);
    add_settings(&out, node->operator);
    add_text(&out, 6, node->about);
    add_message(graph, 1, &out);
}

// ---- The model ----------------------------------------------------------------------------------

// GraphProto
static void add_graph(struct buffer *model, const struct export_source *source)
{
    static const int image[] = {1, LENET_SIDE, LENET_SIDE}, classes[] = {LENET_CLASSES};
    struct buffer graph = {0};
    for (int i = 0; i < NODES; i++)
        add_node(&graph, &nodes[i]);
    add_text(&graph, 2, "LeNet-5");
    add_weights(&graph, source->lenet);
    add_value(&graph, 11, "image", image, 3,
              "grey levels, rows from the top: -0.1 is background, 1.175 is ink");
    add_value(&graph, 12, "probability", classes, 1, "of each digit");
    add_value(&graph, 12, "logits", classes, 1, "before the softmax");
    add_message(model, 7, &graph);
}

// StringStringEntryProto
static void add_fact(struct buffer *model, const char *name, const char *text)
{
    struct buffer fact = {0};
    add_text(&fact, 1, name);
    add_text(&fact, 2, text);
    add_message(model, 14, &fact);
}

static void add_number_fact(struct buffer *model, const char *name, float number)
{
    char text[DECIMAL_SIZE];
    decimal_write(text, number);
    add_fact(model, name, text);
}

static void add_facts(struct buffer *model, const struct model_info *info)
{
    char text[sizeof info->command];
    utf8_copy(text, sizeof text, info->description, "?", false);
    add_fact(model, "description", text);
    utf8_copy(text, sizeof text, info->command, "?", false);
    add_fact(model, "command", text);
    if (!info->calibrated)
        return;
    add_number_fact(model, "calibration.temperature", info->calibration.temperature);
    add_number_fact(model, "calibration.probability", info->calibration.probability);
    add_number_fact(model, "calibration.logit", info->calibration.logit);
}

// OperatorSetIdProto
static void add_operators(struct buffer *model)
{
    struct buffer operators = {0};
    add_text(&operators, 1, "");
    add_number(&operators, 2, OPERATORS_VERSION);
    add_message(model, 8, &operators);
}

void onnx_write(struct buffer *out, const struct export_source *source)
{
    add_number(out, 1, IR_VERSION);
    add_text(out, 2, "LeNet Pad");
    add_text(out, 3, source->version);
    add_number(out, 5, 1); // the model's version
    add_text(out, 6,
             "LeNet-5 (LeCun, Bottou, Bengio, Haffner 1998) reads a handwritten digit. The digit "
             "stands in the image as MNIST's do: at most 20x20 pixels large, its centre of mass in "
             "the middle. For probabilities that are as often right as they say, take the softmax "
             "of the logits divided by calibration.temperature.");
    add_graph(out, source);
    add_operators(out);
    add_facts(out, source->info);
}
