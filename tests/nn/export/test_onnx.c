// An ONNX model: its protocol buffers taken apart by a reader of the test's own, down to the last
// byte. ONNX's checker and runtime look at it in tests/reference/export/measure.sh.
#include "tests/support/exported.h"

static struct exported_network network;
static struct buffer model;

static int prepare(void **state)
{
    (void)state;
    exported_shipped(&network);
    const struct export_source source = {
        .lenet = &network.lenet, .info = &network.info, .version = "1.2.3"};
    return export_make(&model, EXPORT_ONNX, &source, NULL) ? 0 : -1;
}

static int clear(void **state)
{
    (void)state;
    buffer_free(&model);
    return 0;
}

struct span {
    const uint8_t *at, *end;
};

struct field {
    uint64_t number, value;
    struct span bytes; // if it has such
};

static uint64_t take_varint(struct span *from)
{
    uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
        assert_true(from->at < from->end && shift < 64);
        value |= (uint64_t)(*from->at & 0x7f) << shift;
        if (*from->at++ < 0x80)
            return value;
    }
}

static bool take_field(struct field *field, struct span *from)
{
    if (from->at == from->end)
        return false;
    uint64_t key = take_varint(from);
    *field = (struct field){.number = key >> 3, .value = take_varint(from)};
    if ((key & 7) == 0)
        return true;
    assert_int_equal(key & 7, 2);
    assert_true(field->value <= (uint64_t)(from->end - from->at));
    field->bytes = (struct span){from->at, from->at + field->value};
    from->at = field->bytes.end;
    return true;
}

// The `index`th field of that number.
static bool find(struct field *field, struct span in, uint64_t number, int index)
{
    while (take_field(field, &in))
        if (field->number == number && index-- == 0)
            return true;
    return false;
}

static struct field the(struct span in, uint64_t number, int index)
{
    struct field field;
    if (!find(&field, in, number, index))
        fail_msg("no field %d of the number %d", index, (int)number);
    return field;
}

static bool says(struct span text, const char *words)
{
    size_t size = (size_t)(text.end - text.at);
    return size == strlen(words) && memcmp(text.at, words, size) == 0;
}

static struct span whole(void)
{
    return (struct span){model.data, model.data + model.size};
}

static struct span graph(void)
{
    return the(whole(), 7, 0).bytes;
}

static void test_a_model_says_what_it_is(void **state)
{
    (void)state;
    struct field field;
    bool described = false;
    assert_int_equal(the(whole(), 1, 0).value, 7);
    assert_true(says(the(whole(), 2, 0).bytes, "LeNet Pad"));
    assert_true(says(the(whole(), 3, 0).bytes, "1.2.3"));
    assert_int_equal(the(the(whole(), 8, 0).bytes, 2, 0).value, 13);
    for (int i = 0; find(&field, whole(), 14, i); i++)
        described |= says(the(field.bytes, 1, 0).bytes, "description") &&
                     says(the(field.bytes, 2, 0).bytes, network.info.description);
    assert_true(described);
}

static void test_all_weights_are_there(void **state)
{
    (void)state;
    struct field field;
    for (int i = 0; i < MODEL_TENSORS; i++) {
        struct model_tensor tensor = model_tensor(&network.lenet, i);
        struct span written = the(graph(), 5, i).bytes, raw = the(written, 9, 0).bytes;
        uint64_t count = 1;
        assert_true(says(the(written, 8, 0).bytes, tensor.layout->name));
        assert_int_equal(the(written, 2, 0).value, 1);
        for (int k = 0; find(&field, written, 1, k); k++)
            count *= field.value;
        assert_int_equal(count, safetensors_values(tensor.layout));
        assert_int_equal(raw.end - raw.at, 4 * count);
        assert_memory_equal(raw.at, tensor.value, 4 * count); // little-endian, as tests run
    }
    assert_false(find(&field, graph(), 5, MODEL_TENSORS));
}

// Whether a node before this one, a weight or the model's input is called so.
static bool is_known(struct span name, int node)
{
    struct field field;
    char text[40];
    snprintf(text, sizeof text, "%.*s", (int)(name.end - name.at), (const char *)name.at);
    for (int i = 0; find(&field, graph(), 5, i); i++)
        if (says(the(field.bytes, 8, 0).bytes, text))
            return true;
    for (int i = 0; i < node; i++)
        if (says(the(the(graph(), 1, i).bytes, 2, 0).bytes, text))
            return true;
    return says(the(the(graph(), 11, 0).bytes, 1, 0).bytes, text);
}

static void test_every_layer_is_a_named_node_after_what_it_takes(void **state)
{
    static const char *const layers[] = {"C1", "S2", "C3", "S4", "C5", "F6", "OUTPUT"};
    (void)state;
    struct field node, input;
    size_t met = 0;
    int i = 0;
    for (; find(&node, graph(), 1, i); i++) {
        for (int k = 0; find(&input, node.bytes, 1, k); k++)
            assert_true(is_known(input.bytes, i));
        if (met < 7 && says(the(node.bytes, 3, 0).bytes, layers[met]))
            met++;
    }
    assert_int_equal(met, 7);
    assert_true(says(the(the(graph(), 12, 0).bytes, 1, 0).bytes, "probability"));
    assert_true(is_known(the(the(graph(), 12, 0).bytes, 1, 0).bytes, i));
    assert_true(is_known(the(the(graph(), 12, 1).bytes, 1, 0).bytes, i));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_model_says_what_it_is),
        cmocka_unit_test(test_all_weights_are_there),
        cmocka_unit_test(test_every_layer_is_a_named_node_after_what_it_takes),
    };
    return cmocka_run_group_tests(tests, prepare, clear);
}
