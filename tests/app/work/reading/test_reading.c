// Reading: what is said about what was drawn.
#include "tests/support/support.h"

#include "app/work/reading/pad_reading.h"
#include "nn/data/practice.h"

#include "tests/support/fitted.h"

#include <math.h>

// A network that answers with these probabilities whatever it sees.
static struct lenet *stubborn(const float probability[LENET_CLASSES])
{
    struct lenet *lenet = calloc(1, sizeof *lenet);
    assert_non_null(lenet);
    for (int i = 0; i < LENET_CLASSES; i++)
        lenet->output_bias[i] = logf(probability[i]);
    return lenet;
}

static void draw_digit(struct pad *pad, int label)
{
    struct drawing drawing;
    assert_true(practice_drawing(&drawing, label, 1, NULL));
    assert_true(pad_fit_drawing(pad, &drawing, 30, NULL));
    drawing_free(&drawing);
}

// Reads a drawn 3 with such a network and describes it.
static void describe(const float probability[LENET_CLASSES], char text[64], struct reading *reading)
{
    struct lenet *lenet = stubborn(probability);
    struct pad pad;
    assert_true(pad_init(&pad, NULL));
    draw_digit(&pad, 3);
    reading_of_pad(reading, lenet, &calibration_unknown, &pad);
    reading_describe(reading, text, 64);
    pad_free(&pad);
    free(lenet);
}

static void test_a_clear_answer_is_told_with_its_probability(void **state)
{
    (void)state;
    struct reading reading;
    char text[64];
    describe((float[10]){.02f, .01f, .01f, .01f, .01f, .01f, .01f, .9f, .01f, .01f}, text,
             &reading);
    assert_string_equal(text, "7 (90%)");
    assert_true(reading.sure);
}

static void test_two_near_candidates_are_both_named(void **state)
{
    (void)state;
    struct reading reading;
    char text[64];
    describe((float[10]){.01f, .01f, .01f, .01f, .44f, .01f, .01f, .01f, .01f, .48f}, text,
             &reading);
    assert_string_equal(text, "not sure: 9 or 4");
    assert_false(reading.sure);
    describe((float[10]){.45f, .01f, .01f, .01f, .54f, .01f, .01f, .01f, .01f, .01f}, text,
             &reading);
    assert_string_equal(text, "not sure: 4 or 0");
}

// What a network with these probabilities says of a 3, with a calibration of its own.
static void describe_by(const float probability[LENET_CLASSES],
                        const struct calibration *calibration, char text[64],
                        struct reading *reading)
{
    struct lenet *lenet = stubborn(probability);
    struct normalized three;
    describe(probability, text, reading);
    three = reading->normalized;
    reading_of_normalized(reading, lenet, calibration, &three);
    reading_describe(reading, text, 64);
    free(lenet);
}

static void test_no_digit_without_a_share_is_named_second(void **state)
{
    (void)state;
    struct reading reading;
    char text[64];
    struct calibration strict = {1, 0.95f, -1000};
    float probability[10];
    for (int i = 0; i < 10; i++)
        probability[i] = i == 6 ? .94f : i == 0 ? .011f : .006f;
    describe_by(probability, &strict, text, &reading);
    assert_string_equal(text, "not sure: 6 or 0");
    assert_int_equal(reading.doubt, READING_CLOSE);
    probability[0] = .009f;
    describe_by(probability, &strict, text, &reading);
    assert_string_equal(text, "not sure: 6?");
    assert_int_equal(reading.doubt, READING_CLOSE);
    assert_int_equal(reading.rival, -1);
}

static void test_what_is_unlike_all_that_was_learned_is_said_to_be(void **state)
{
    (void)state;
    struct reading reading;
    char text[64];
    struct calibration strict = {1, 0.8f, 1};
    float alone[10] = {.01f, .91f, .01f, .01f, .01f, .01f, .01f, .01f, .01f, .01f};
    describe_by(alone, &strict, text, &reading);
    assert_string_equal(text, "not sure: 1? It looks unlike the digits I learned");
    reading_say(&reading, READING_SHORTEST, text, sizeof text); // the reason on the smallest card
    assert_string_equal(text, "like no\ndigit");
    assert_int_equal(reading.doubt, READING_UNLIKE);
    alone[1] = .6f, alone[7] = .32f;
    describe_by(alone, &strict, text, &reading);
    assert_string_equal(text, "not sure: 1 or 7? It looks unlike the digits I learned");
}

static void test_the_temperature_softens_what_is_shown_and_not_the_network(void **state)
{
    (void)state;
    struct lenet *lenet =
        stubborn((float[10]){.02f, .01f, .01f, .01f, .01f, .01f, .01f, .9f, .01f, .01f});
    struct calibration soft = {2, 0.9f, -1000};
    struct reading reading;
    struct pad pad;
    assert_true(pad_init(&pad, NULL));
    draw_digit(&pad, 3);
    reading_of_pad(&reading, lenet, &soft, &pad);
    assert_true(fabsf(reading.activations.probability[7] - .9f) < 1e-4f);
    float sum = sqrtf(.02f) + 8 * sqrtf(.01f) + sqrtf(.9f);
    assert_true(fabsf(reading.probability[7] - sqrtf(.9f) / sum) < 1e-4f);
    assert_false(reading.sure); // 51%
    pad_free(&pad);
    free(lenet);
}

// Draws a line from one point to another and describes its reading by a network that says 7.
static void describe_line(float x0, float y0, float x1, float y1, char text[64])
{
    struct lenet *lenet =
        stubborn((float[10]){.02f, .01f, .01f, .01f, .01f, .01f, .01f, .9f, .01f, .01f});
    struct reading reading;
    struct pad pad;
    assert_true(pad_init(&pad, NULL));
    assert_true(pad_begin(&pad, PAD_STROKE, x0, y0, 30));
    assert_true(pad_move(&pad, x1, y1, 30));
    pad_end(&pad);
    reading_of_pad(&reading, lenet, &calibration_unknown, &pad);
    reading_describe(&reading, text, 64);
    pad_free(&pad);
    free(lenet);
}

static void test_what_no_digit_is_shaped_like_is_not_sure_whatever_the_network_says(void **state)
{
    (void)state;
    char text[64];
    describe_line(100, 250, 400, 260, text); // lies flat
    assert_string_equal(text, "not sure: not a digit? Too flat");
    describe_line(250, 250, 252, 258, text); // a trembling dot
    assert_string_equal(text, "not sure: not a digit? A dot");
    describe_line(250, 250, 250, 250, text); // a dot
    assert_string_equal(text, "not sure: not a digit? A dot");
    describe_line(250, 100, 260, 400, text); // stands, as a 1 does
    assert_string_equal(text, "7 (90%)");
    describe_line(250, 250, 252, 300, text); // as small as drawings may be
    assert_string_equal(text, "7 (90%)");
}

// What a network that is sure of a 1 says of a sheet's ink.
static enum reading_doubt doubt_of_ink(const struct ink *ink)
{
    struct lenet *lenet =
        stubborn((float[10]){1e-4f, 1, 1e-4f, 1e-4f, 1e-4f, 1e-4f, 1e-4f, 1e-4f, 1e-4f, 1e-4f});
    struct reading reading;
    reading_of_ink(&reading, lenet, &calibration_unknown, ink);
    free(lenet);
    return reading.doubt;
}

static void test_a_full_stop_in_a_picture_is_a_dot_and_a_fat_pens_digit_is_not(void **state)
{
    (void)state;
    struct ink ink;
    assert_true(ink_init(&ink, 128, 220, NULL));
    ink_draw(&ink, (struct point){64, 100}, (struct point){64, 103}, 17);
    assert_int_equal(doubt_of_ink(&ink), READING_DOT);
    ink_free(&ink);
    for (int label = 0; label < 10; label++) {
        struct drawing drawing;
        assert_true(practice_drawing(&drawing, label, 1, NULL));
        assert_true(ink_init(&ink, 150, 150, NULL));
        fit_at_middle(&drawing, 100, (struct point){75, 75});
        ink_draw_drawing(&ink, &drawing, 18);
        assert_int_not_equal(doubt_of_ink(&ink), READING_DOT);
        drawing_free(&drawing);
        ink_free(&ink);
    }
}

// Other logits in the place of the network's: another digit, of the same shape.
static void test_other_logits_are_read_as_if_the_network_had_said_them(void **state)
{
    (void)state;
    static const float nine[10] = {.01f, .01f, .01f, .01f, .44f, .01f, .01f, .01f, .01f, .48f};
    static const float seven[10] = {.02f, .01f, .01f, .01f, .01f, .01f, .01f, .9f, .01f, .01f};
    struct reading reading, said;
    char text[64];
    describe(nine, text, &said);
    describe(seven, text, &reading);
    memcpy(reading.activations.logits, said.activations.logits, sizeof said.activations.logits);
    reading_of_logits(&reading, &calibration_unknown);
    assert_memory_equal(reading.probability, said.probability, sizeof said.probability);
    assert_int_equal(reading.best, 9);
    assert_int_equal(reading.second, 4);
    assert_int_equal(reading.rival, 4);
    assert_int_equal(reading.doubt, READING_CLOSE);
    assert_false(reading.sure);
    reading.evidence.possible = false; // too flat, and so not sure
    reading.doubt = READING_FLAT;
    reading_of_logits(&reading, &calibration_unknown);
    assert_int_equal(reading.doubt, READING_FLAT);
}

static void test_an_empty_pad_reads_as_nothing_drawn(void **state)
{
    (void)state;
    struct reading reading;
    struct lenet *lenet = stubborn((float[10]){1, 1, 1, 1, 1, 1, 1, 1, 1, 9});
    struct pad pad;
    char text[64];
    assert_true(pad_init(&pad, NULL));
    reading_of_pad(&reading, lenet, &calibration_unknown, &pad);
    reading_describe(&reading, text, sizeof text);
    assert_string_equal(text, "nothing drawn");
    assert_true(reading.empty && !reading.sure);
    draw_digit(&pad, 5);
    pad_clear(&pad);
    reading_of_pad(&reading, lenet, &calibration_unknown, &pad);
    assert_true(reading.empty);
    pad_free(&pad);
    free(lenet);
}

static void test_strokes_on_the_pad_read_as_the_same_strokes_in_a_file(void **state)
{
    (void)state;
    struct reading from_pad, from_strokes;
    struct lenet *lenet = malloc(sizeof *lenet);
    struct pad pad;
    assert_non_null(lenet);
    lenet_init(lenet, 1);
    assert_true(pad_init(&pad, NULL));
    draw_digit(&pad, 4);
    reading_of_pad(&from_pad, lenet, &calibration_unknown, &pad);
    reading_of_drawing(&from_strokes, lenet, &calibration_unknown, pad_strokes(&pad), PAD_SIDE);
    assert_memory_equal(from_pad.normalized.digit, from_strokes.normalized.digit,
                        sizeof from_pad.normalized.digit);
    assert_memory_equal(from_pad.activations.probability, from_strokes.activations.probability,
                        sizeof from_pad.activations.probability);
    pad_free(&pad);
    free(lenet);
}

static void test_an_opened_picture_reads_as_itself_and_not_as_its_enlargement(void **state)
{
    (void)state;
    struct reading from_pad, from_picture;
    struct lenet *lenet = malloc(sizeof *lenet);
    struct dataset digits;
    struct pad pad;
    assert_non_null(lenet);
    lenet_init(lenet, 1);
    assert_true(pad_init(&pad, NULL));
    assert_true(practice_make(&digits, 4, 1, DATASET_TEST, NULL));
    for (size_t i = 0; i < digits.count; i++) {
        struct ink picture = {DIGIT_SIDE, DIGIT_SIDE, &digits.image[i][0][0]};
        assert_true(pad_set_picture(&pad, &picture, NULL));
        reading_of_pad(&from_pad, lenet, &calibration_unknown, &pad);
        reading_of_ink(&from_picture, lenet, &calibration_unknown, &picture);
        assert_memory_equal(from_pad.normalized.digit, from_picture.normalized.digit,
                            sizeof from_pad.normalized.digit);
    }
    dataset_free(&digits);
    pad_free(&pad);
    free(lenet);
}

static void test_what_is_cut_off_at_the_edge_is_not_read(void **state)
{
    (void)state;
    struct reading reading;
    struct lenet *lenet = malloc(sizeof *lenet);
    struct pad pad;
    assert_non_null(lenet);
    lenet_init(lenet, 1);
    assert_true(pad_init(&pad, NULL));
    // A short bar on the pad, a long way outside: fitted to what shows, the bar fills the box.
    assert_true(pad_begin(&pad, PAD_STROKE, 480, 100, 20));
    assert_true(pad_move(&pad, 480, 300, 20));
    assert_true(pad_move(&pad, 3000, 300, 20));
    pad_end(&pad);
    reading_of_pad(&reading, lenet, &calibration_unknown, &pad);
    int rows = 0;
    for (int row = 0; row < DIGIT_SIDE; row++) {
        int darkest = 0;
        for (int column = 0; column < DIGIT_SIDE; column++)
            darkest = reading.normalized.digit[row][column] > darkest
                          ? reading.normalized.digit[row][column]
                          : darkest;
        rows += darkest > 64;
    }
    assert_true(rows >= 18);
    pad_free(&pad);
    free(lenet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_clear_answer_is_told_with_its_probability),
        cmocka_unit_test(test_two_near_candidates_are_both_named),
        cmocka_unit_test(test_no_digit_without_a_share_is_named_second),
        cmocka_unit_test(test_what_is_unlike_all_that_was_learned_is_said_to_be),
        cmocka_unit_test(test_the_temperature_softens_what_is_shown_and_not_the_network),
        cmocka_unit_test(test_what_no_digit_is_shaped_like_is_not_sure_whatever_the_network_says),
        cmocka_unit_test(test_a_full_stop_in_a_picture_is_a_dot_and_a_fat_pens_digit_is_not),
        cmocka_unit_test(test_other_logits_are_read_as_if_the_network_had_said_them),
        cmocka_unit_test(test_an_empty_pad_reads_as_nothing_drawn),
        cmocka_unit_test(test_strokes_on_the_pad_read_as_the_same_strokes_in_a_file),
        cmocka_unit_test(test_an_opened_picture_reads_as_itself_and_not_as_its_enlargement),
        cmocka_unit_test(test_what_is_cut_off_at_the_edge_is_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
