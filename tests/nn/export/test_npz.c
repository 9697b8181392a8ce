// NumPy's arrays: the zip and the arrays in it, taken apart as their formats say.
#include "tests/support/exported.h"

#include "nn/base/byte_order.h"
#include "nn/net/forward.h"

#include <zlib.h>

static struct exported_network network;

static int prepare(void **state)
{
    (void)state;
    exported_shipped(&network);
    return 0;
}

// What a temperature makes of the logits is the caller's.
static const float calibrated[10] = {0, 0.25f, 0, 0, 0, 0, 0.5f, 0, 0, 0.25f};

static struct buffer make(const struct lenet_activations *activations)
{
    struct buffer made;
    const struct export_source source = {
        .lenet = &network.lenet,
        .info = &network.info,
        .version = "1",
        .activations = activations,
        .probability = calibrated,
    };
    assert_true(export_make(&made, EXPORT_NPY, &source, NULL));
    return made;
}

// The content of a file of the archive, after both of its headers were held to it.
static const uint8_t *find_entry(const struct buffer *zip, const char *name, size_t *size)
{
    const uint8_t *end = zip->data + zip->size - 22;
    assert_memory_equal(end, "PK\5\6", 4);
    const uint8_t *at = zip->data + little32(end + 16);
    assert_ptr_equal(at + little32(end + 12), end);
    for (uint32_t i = 0; i < little16(end + 10); i++) {
        size_t length = little16(at + 28);
        assert_memory_equal(at, "PK\1\2", 4);
        if (length == strlen(name) && memcmp(at + 46, name, length) == 0) {
            const uint8_t *local = zip->data + little32(at + 42);
            assert_memory_equal(local, "PK\3\4", 4);
            assert_memory_equal(local + 4, at + 6, 24); // as the list says it
            assert_memory_equal(local + 30, name, length);
            *size = little32(at + 24);
            assert_int_equal(little32(at + 16), crc32(0, local + 30 + length, (uInt)*size));
            return local + 30 + length;
        }
        at += 46 + length;
    }
    return NULL;
}

// The values of an array of that shape, as NumPy writes it.
static void expect_array(const struct buffer *zip, const char *name, const char *shape,
                         const float *value, size_t count)
{
    char expected[200];
    size_t size;
    const uint8_t *npy = find_entry(zip, name, &size);
    if (!npy)
        fail_msg("no %s", name);
    assert_memory_equal(npy, "\x93NUMPY\1\0", 8);
    size_t header = little16(npy + 8);
    assert_int_equal((10 + header) % 64, 0);
    assert_int_equal(npy[10 + header - 1], '\n');
    int length = snprintf(expected, sizeof expected,
                          "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }", shape);
    assert_memory_equal(npy + 10, expected, (size_t)length);
    assert_int_equal(size, 10 + header + 4 * count);
    for (size_t i = 0; i < count; i++) {
        uint32_t bits = little32(npy + 10 + header + 4 * i);
        assert_memory_equal(&bits, &value[i], 4);
    }
}

static void test_an_archive_has_all_weights(void **state)
{
    (void)state;
    size_t size;
    struct buffer zip = make(NULL);
    const struct lenet *lenet = &network.lenet;
    expect_array(&zip, "c1.weight.npy", "6, 1, 5, 5, ", lenet->c1_weight[0][0], 150);
    expect_array(&zip, "s2.bias.npy", "6, ", lenet->s2_bias, 6);
    expect_array(&zip, "c5.weight.npy", "120, 16, 5, 5, ", lenet->c5_weight[0][0][0], 48000);
    expect_array(&zip, "f6.weight.npy", "84, 120, ", lenet->f6_weight[0], 84 * 120);
    expect_array(&zip, "output.bias.npy", "10, ", lenet->output_bias, 10);
    assert_null(find_entry(&zip, "C1.npy", &size));
    buffer_free(&zip);
}

static void test_an_archive_has_the_activations_of_a_drawing(void **state)
{
    (void)state;
    static struct lenet_activations activations;
    for (int i = 0; i < 32 * 32; i++)
        activations.input[i / 32][i % 32] = (float)(i % 7) / 7;
    lenet_forward(&activations, &network.lenet);
    struct buffer zip = make(&activations);
    expect_array(&zip, "INPUT.npy", "32, 32, ", activations.input[0], 1024);
    expect_array(&zip, "C1.npy", "6, 28, 28, ", activations.c1[0][0], 6 * 784);
    expect_array(&zip, "S4.npy", "16, 5, 5, ", activations.s4[0][0], 400);
    expect_array(&zip, "F6.npy", "84, ", activations.f6, 84);
    expect_array(&zip, "logits.npy", "10, ", activations.logits, 10);
    expect_array(&zip, "OUTPUT.npy", "10, ", activations.probability, 10);
    expect_array(&zip, "probability.npy", "10, ", calibrated, 10);
    expect_array(&zip, "output.bias.npy", "10, ", network.lenet.output_bias, 10);
    buffer_free(&zip);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_archive_has_all_weights),
        cmocka_unit_test(test_an_archive_has_the_activations_of_a_drawing),
    };
    return cmocka_run_group_tests(tests, prepare, NULL);
}
