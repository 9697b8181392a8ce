// Strokes out of pictures of digits are read as the digits.
#include "tests/support/support.h"

#include "nn/data/dataset_folder.h"
#include "nn/data/practice.h"
#include "nn/ink/normalize.h"
#include "nn/net/forward.h"
#include "nn/net/model.h"
#include "nn/strokes/trace.h"

static struct drawing trace(const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE])
{
    struct drawing drawing;
    assert_true(trace_digit(&drawing, digit, 512, NULL));
    return drawing;
}

static int read_drawing(const struct lenet *weights, const struct drawing *drawing)
{
    static struct lenet_activations activations;
    struct normalized normalized;
    normalize_drawing(&normalized, drawing);
    lenet_input_from_digit(activations.input, normalized.digit);
    lenet_forward(&activations, weights);
    return lenet_best(activations.probability);
}

static void test_traced_digits_are_read_as_their_pictures(void **state)
{
    (void)state;
    enum { DIGITS = 500 };
    const char *other = getenv("LENETPAD_TRACE_DATA"); // a folder with MNIST's files
    struct lenet *weights = malloc(sizeof *weights);
    struct dataset data;
    struct status status = {0};
    if (!model_load(weights, NULL, LENETPAD_SOURCE_ASSETS "/lenet5.safetensors", &status))
        fail_msg("%s", status.message);
    assert_true(other ? dataset_load(&data, other, DATASET_TEST, NULL)
                      : practice_make(&data, DIGITS, 4, DATASET_TEST, NULL));
    size_t right = 0, most_strokes = 0;
    for (size_t i = 0; i < data.count; i++) {
        struct drawing drawing = trace(data.image[i]);
        right += read_drawing(weights, &drawing) == data.label[i];
        most_strokes = drawing.count > most_strokes ? drawing.count : most_strokes;
        drawing_free(&drawing);
    }
    print_message("%zu of %zu are read right, at most %zu strokes\n", right, data.count,
                  most_strokes);
    assert_true(right * 100 >= data.count * 96);
    assert_in_range(most_strokes, 1, 12);
    dataset_free(&data);
    free(weights);
}

static void test_simple_shapes_give_their_strokes(void **state)
{
    (void)state;
    uint8_t digit[DIGIT_SIDE][DIGIT_SIDE] = {{0}};
    struct drawing drawing = trace(digit);
    assert_int_equal(drawing.count, 0);
    for (int y = 6; y < 22; y++)
        for (int x = 12; x < 15; x++)
            digit[y][x] = 255;
    drawing = trace(digit); // a line
    assert_int_equal(drawing.count, 1);
    struct drawing_extent extent = drawing_extent(&drawing, 0);
    double unit = 512.0 / DIGIT_SIDE;
    assert_true(extent.right - extent.left < 2 * unit && extent.bottom - extent.top > 12 * unit);
    assert_true(extent.left > 12 * unit && extent.right < 15 * unit);
    drawing_free(&drawing);
    memset(digit, 0, sizeof digit);
    digit[14][14] = 255;
    drawing = trace(digit); // a dot
    assert_int_equal(drawing.count, 1);
    drawing_free(&drawing);
    memset(digit, 255, sizeof digit);
    drawing = trace(digit); // nothing but ink ends, too
    drawing_free(&drawing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_traced_digits_are_read_as_their_pictures),
        cmocka_unit_test(test_simple_shapes_give_their_strokes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
