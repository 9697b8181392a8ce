// Models whose numbers are of other types are read, and it is said.
#include "tests/support/model_parts.h"

#include "nn/files/tensor_type.h"
#include <cjson/cJSON.h>
#include <math.h>

// The good model with every number in another type, made from its float.
static void save_converted(const char *path, const char *type, size_t bytes,
                           void (*convert)(uint8_t *to, float number))
{
    struct parts parts = take_apart("plain.safetensors");
    cJSON *header = cJSON_Parse(parts.header), *entry;
    uint8_t *data = calloc(parts.data_size / 4, bytes);
    for (size_t i = 0; i < parts.data_size / 4; i++) {
        float number;
        memcpy(&number, parts.data + 4 * i, 4);
        convert(data + i * bytes, number);
    }
    cJSON_ArrayForEach(entry, header)
    {
        cJSON *offsets = cJSON_GetObjectItem(entry, "data_offsets"), *offset;
        if (!offsets)
            continue;
        cJSON_SetValuestring(cJSON_GetObjectItem(entry, "dtype"), type);
        cJSON_ArrayForEach(offset, offsets)
            cJSON_SetNumberValue(offset, offset->valuedouble / 4 * (double)bytes);
    }
    char *text = cJSON_PrintUnformatted(header);
    put_together_as(path, strlen(text), text, strlen(text), data, parts.data_size / 4 * bytes);
    cJSON_free(text);
    cJSON_Delete(header);
    free(data);
    parts_free(&parts);
}

static void to_f64(uint8_t *to, float number)
{
    double wide = (double)number;
    memcpy(to, &wide, sizeof wide);
}

static void to_bf16(uint8_t *to, float number)
{
    memcpy(to, (uint8_t *)&number + 2, 2);
}

// Numbers of the model are multiples of 1/64 below 2: their halves hold them exactly.
static void to_f16(uint8_t *to, float number)
{
    int exponent;
    float fraction = frexpf(fabsf(number), &exponent);
    unsigned bits =
        number == 0 ? 0 : (unsigned)(exponent + 14) << 10 | ((unsigned)ldexpf(fraction, 11) & 1023);
    bits |= number < 0 ? 0x8000u : 0;
    to[0] = (uint8_t)bits;
    to[1] = (uint8_t)(bits >> 8);
}

static void test_models_in_other_types_are_read_and_it_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        size_t bytes;
        void (*convert)(uint8_t *, float);
    } types[] = {{"F64", 8, to_f64}, {"BF16", 2, to_bf16}, {"F16", 2, to_f16}};
    struct lenet *lenet = calloc(1, sizeof *lenet), *read = calloc(1, sizeof *read);
    struct model_info info;
    struct status status = {0};
    for (int i = 0; i < LENET_PARAMETERS; i++)
        lenet_parameters(lenet)[i] = (float)(i % 127 - 63) / 64;
    assert_true(model_save("plain.safetensors", lenet, NULL, &status));
    assert_true(model_load(read, &info, "plain.safetensors", &status));
    assert_null(info.converted_from);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        save_converted("other.safetensors", types[i].type, types[i].bytes, types[i].convert);
        memset(read, 0, sizeof *read);
        if (!model_load(read, &info, "other.safetensors", &status))
            fail_msg("%s", status.message);
        assert_memory_equal(read, lenet, sizeof *lenet);
        assert_string_equal(info.converted_from, types[i].type);
    }
    free(lenet);
    free(read);
}

static void to_f64_beyond(uint8_t *to, float number)
{
    double wide = number < 0 ? -1e39 : (double)number;
    memcpy(to, &wide, sizeof wide);
}

static void to_f64_infinite(uint8_t *to, float number)
{
    double wide = number < 0 ? -INFINITY : (double)number;
    memcpy(to, &wide, sizeof wide);
}

static void test_weights_beyond_a_float_are_told_from_infinite_ones(void **state)
{
    (void)state;
    struct lenet *lenet = calloc(1, sizeof *lenet);
    lenet->c1_bias[2] = -1;
    assert_true(model_save("plain.safetensors", lenet, NULL, NULL));
    save_converted("other.safetensors", "F64", 8, to_f64_beyond);
    expect_refused("other.safetensors", STATUS_BAD_DATA,
                   "number 2 of tensor c1.bias is too large for the 32-bit floats");
    save_converted("other.safetensors", "F64", 8, to_f64_infinite);
    expect_refused("other.safetensors", STATUS_BAD_DATA,
                   "number 2 of tensor c1.bias is not finite");
    free(lenet);
}

static void test_halves_are_converted_as_ieee_says(void **state)
{
    (void)state;
    const struct tensor_type *f16 = tensor_type_find("F16"), *bf16 = tensor_type_find("BF16");
    static const struct {
        uint16_t bits;
        float number;
    } halves[] = {{0x3c00, 1},           {0xc000, -2},         {0x7bff, 65504},
                  {0x0001, 0x1p-24f},    {0x03ff, 0x3ffp-24f}, {0x0400, 0x1p-14f},
                  {0x3555, 0x1.554p-2f}, {0x8000, -0.0f},      {0xfc00, -INFINITY}};
    for (size_t i = 0; i < sizeof halves / sizeof *halves; i++) {
        uint8_t bytes[2] = {(uint8_t)halves[i].bits, (uint8_t)(halves[i].bits >> 8)};
        float number = f16->value(bytes);
        assert_memory_equal(&number, &halves[i].number, sizeof number);
    }
    assert_true(isnan(f16->value((uint8_t[]){1, 0x7c})));
    assert_true(bf16->value((uint8_t[]){0x80, 0x3f}) == 1);
    assert_true(bf16->value((uint8_t[]){0x81, 0xbf}) == -1.0078125f);
    assert_null(tensor_type_find("F8_E4M3"));
    assert_null(tensor_type_find("f32"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_models_in_other_types_are_read_and_it_is_said),
        cmocka_unit_test(test_weights_beyond_a_float_are_told_from_infinite_ones),
        cmocka_unit_test(test_halves_are_converted_as_ieee_says),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
