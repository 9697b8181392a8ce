// Drawings as training data: undistorted they are what the pad shows, distorted they vary as much
// as MNIST does and stay in the field; and how they are mixed with images.
#include "tests/support/support.h"

#include "nn/data/stroke_dataset.h"
#include "nn/data/training_set.h"
#include "nn/ink/normalize.h"
#include "nn/strokes/strokes_text.h"

#include <math.h>

enum { PIXELS = DIGIT_SIDE * DIGIT_SIDE };

struct picture {
    uint8_t grey[DIGIT_SIDE][DIGIT_SIDE];
};

static struct strokes_digit digit_of(const char *text)
{
    struct strokes strokes;
    struct status status = {0};
    if (!strokes_parse(&strokes, text, strlen(text), "text", &status))
        fail_msg("%s", status.message);
    struct strokes_digit digit = strokes.digit[0];
    free(strokes.digit);
    return digit;
}

static const char seven[] = "digit 7\nstroke 10,10 110,8 40,150\nstroke 30,80 90,80\n";

// A round digit of many points, as a slow hand draws it. Not quite closed, so that its centre of
// mass lies where no rounding can move it by a pixel.
static struct strokes_digit zero(int points)
{
    struct strokes_digit digit = {.label = 0};
    struct stroke *stroke = drawing_add_stroke(&digit.drawing);
    for (int i = 0; i <= points; i++) {
        double angle = 5.5 * i / points;
        assert_true(stroke_add(stroke, (float)(200 + 60 * sin(angle)), (float)(100 * cos(angle))));
    }
    return digit;
}

static struct stroke_dataset stroke_dataset_of(struct strokes_digit digit)
{
    struct stroke_dataset own = {0};
    assert_int_equal(stroke_dataset_add(&own, &digit), STROKE_DATASET_ADDED);
    drawing_free(&digit.drawing);
    return own;
}

static struct picture variant(const struct stroke_dataset *own, enum augment kind, uint64_t stream)
{
    struct random random;
    struct picture out;
    random_init(&random, 3, stream);
    stroke_dataset_draw(out.grey, own, 0, kind, 0, &random);
    return out;
}

static double ink_of(const struct picture *picture)
{
    double sum = 0;
    for (int i = 0; i < PIXELS; i++)
        sum += picture->grey[i / DIGIT_SIDE][i % DIGIT_SIDE] / 255.0;
    return sum;
}

static double difference(const struct picture *a, const struct picture *b)
{
    double sum = 0;
    for (int i = 0; i < PIXELS; i++)
        sum +=
            abs(a->grey[i / DIGIT_SIDE][i % DIGIT_SIDE] - b->grey[i / DIGIT_SIDE][i % DIGIT_SIDE]) /
            255.0;
    return sum;
}

static void expect_as_on_the_pad(struct strokes_digit digit)
{
    struct normalized pad;
    struct picture seen;
    normalize_drawing(&pad, &digit.drawing);
    memcpy(seen.grey, pad.digit, sizeof seen.grey);
    struct stroke_dataset own = stroke_dataset_of(digit);
    struct picture drawn = variant(&own, AUGMENT_NONE, 0);
    assert_true(difference(&drawn, &seen) < 0.1 * ink_of(&seen));
    struct picture distorted = variant(&own, AUGMENT_FULL, 0); // the measure can tell
    assert_true(difference(&distorted, &seen) > 0.3 * ink_of(&seen));
    stroke_dataset_free(&own);
}

static void test_undistorted_drawings_look_as_on_the_pad(void **unused)
{
    (void)unused;
    expect_as_on_the_pad(digit_of(seven));
    expect_as_on_the_pad(zero(40));
    expect_as_on_the_pad(zero(5000));
}

static void test_few_points_are_kept_however_many_there_were(void **unused)
{
    (void)unused;
    struct stroke_dataset few = stroke_dataset_of(zero(40)), many = stroke_dataset_of(zero(5000));
    assert_true(few.points <= 41);
    assert_true(many.points <= 60);
    stroke_dataset_free(&few);
    stroke_dataset_free(&many);
}

static void test_a_drawing_never_has_more_points_than_there_is_room_for(void **unused)
{
    (void)unused;
    struct strokes_digit scribble = {.label = 1};
    struct random random;
    random_init(&random, 1, 0);
    for (int i = 0; i < STROKE_DATASET_STROKES; i++) {
        struct stroke *stroke = drawing_add_stroke(&scribble.drawing);
        for (int k = 0; k < 500; k++)
            assert_true(stroke_add(stroke, random_between(&random, 0, 500),
                                   random_between(&random, 0, 500)));
    }
    struct stroke_dataset own = stroke_dataset_of(scribble);
    assert_true(own.points >= 2 * STROKE_DATASET_STROKES && own.points <= STROKE_DATASET_POINTS);
    struct picture drawn = variant(&own, AUGMENT_FULL, 0);
    assert_true(ink_of(&drawn) > 10);
    stroke_dataset_free(&own);
}

static void test_what_cannot_be_learnt_is_told_apart(void **unused)
{
    (void)unused;
    struct stroke_dataset own = {0};
    struct strokes_digit unlabelled = digit_of("digit ?\nstroke 1,2 3,4\n");
    struct strokes_digit empty = {.label = 3}, hatched = {.label = 3}, nowhere = {.label = 3};
    for (int i = 0; i <= STROKE_DATASET_STROKES; i++)
        assert_true(stroke_add(drawing_add_stroke(&hatched.drawing), (float)i, 1));
    assert_true(stroke_add(drawing_add_stroke(&nowhere.drawing), NAN, 1));
    assert_int_equal(stroke_dataset_add(&own, &unlabelled), STROKE_DATASET_UNLABELLED);
    assert_int_equal(stroke_dataset_add(&own, &empty), STROKE_DATASET_EMPTY);
    assert_int_equal(stroke_dataset_add(&own, &nowhere), STROKE_DATASET_EMPTY);
    assert_int_equal(stroke_dataset_add(&own, &hatched), STROKE_DATASET_NO_DIGIT);
    assert_int_equal(own.count, 0);
    drawing_free(&unlabelled.drawing);
    drawing_free(&hatched.drawing);
    drawing_free(&nowhere.drawing);
    stroke_dataset_free(&own);
}

static void test_a_dot_is_drawn(void **unused)
{
    (void)unused;
    struct stroke_dataset own = stroke_dataset_of(digit_of("digit 1\nstroke 5,5\n"));
    for (int kind = 0; kind < AUGMENT_KINDS; kind++) {
        struct picture drawn = variant(&own, (enum augment)kind, 1);
        assert_true(ink_of(&drawn) > 1);
    }
    stroke_dataset_free(&own);
}

static void test_the_same_random_numbers_give_the_same_bytes(void **unused)
{
    (void)unused;
    struct stroke_dataset own = stroke_dataset_of(digit_of(seven));
    for (int kind = AUGMENT_AFFINE; kind < AUGMENT_KINDS; kind++) {
        struct picture a = variant(&own, (enum augment)kind, 7);
        struct picture b = variant(&own, (enum augment)kind, 7);
        struct picture c = variant(&own, (enum augment)kind, 8);
        assert_memory_equal(&a, &b, sizeof a);
        assert_memory_not_equal(&a, &c, sizeof a);
    }
    stroke_dataset_free(&own);
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// The ink of a straight stroke, 20 pixels long with its round ends, tells the pen's width.
static void test_pens_are_as_wide_as_those_of_mnist(void **unused)
{
    (void)unused;
    enum { COUNT = 2000 };
    static double width[COUNT];
    struct stroke_dataset own = stroke_dataset_of(digit_of("digit 1\nstroke 0,0 0,100\n"));
    for (int i = 0; i < COUNT; i++) {
        struct picture drawn = variant(&own, AUGMENT_AFFINE, (uint64_t)i);
        width[i] = 0;
        for (int x = 0; x < DIGIT_SIDE; x++)
            for (int y = 12; y < 16; y++)
                width[i] += drawn.grey[y][x] / 255.0 / 4;
    }
    qsort(width, COUNT, sizeof *width, compare_doubles);
    // Slanted strokes are cut a little wider than they are.
    assert_true(width[COUNT / 20] > 1.6 && width[COUNT / 20] < 2.1);
    assert_true(width[COUNT / 2] > 2.3 && width[COUNT / 2] < 2.8);
    assert_true(width[COUNT * 19 / 20] > 3.5 && width[COUNT * 19 / 20] < 4.4);
    stroke_dataset_free(&own);
}

// Variants are moved about, but the box is never cut.
static void test_variants_are_shifted_within_the_field(void **unused)
{
    (void)unused;
    struct stroke_dataset own = stroke_dataset_of(zero(40));
    int lowest = DIGIT_SIDE, highest = 0;
    for (int i = 0; i < 500; i++) {
        struct picture drawn = variant(&own, AUGMENT_AFFINE, (uint64_t)i);
        int left = DIGIT_SIDE, top = DIGIT_SIDE, right = -1, bottom = -1;
        for (int y = 0; y < DIGIT_SIDE; y++)
            for (int x = 0; x < DIGIT_SIDE; x++)
                if (drawn.grey[y][x] > 0) {
                    left = x < left ? x : left;
                    right = x > right ? x : right;
                    top = y < top ? y : top;
                    bottom = y;
                }
        int width = right - left + 1, height = bottom - top + 1;
        assert_int_equal(width > height ? width : height, NORMALIZE_BOX);
        lowest = top < lowest ? top : lowest;
        highest = top > highest ? top : highest;
    }
    assert_true(highest - lowest >= 4);
    stroke_dataset_free(&own);
}

static void test_full_distortion_bends_what_affine_leaves_straight(void **unused)
{
    (void)unused;
    const struct point line[] = {{-8, -8}, {0, 0}, {8, 8}};
    double bent[AUGMENT_KINDS] = {0};
    for (int kind = 0; kind < AUGMENT_KINDS; kind++)
        for (uint64_t i = 0; i < 100; i++) {
            struct random random;
            struct point out[3];
            random_init(&random, 1, i);
            augment_points(out, line, 3, (enum augment)kind, &random);
            bent[kind] += (double)hypotf(out[1].x - (out[0].x + out[2].x) / 2,
                                         out[1].y - (out[0].y + out[2].y) / 2) /
                          100;
        }
    assert_true(bent[AUGMENT_NONE] == 0);
    assert_true(bent[AUGMENT_AFFINE] < 1e-4);
    assert_true(bent[AUGMENT_FULL] > 0.3 && bent[AUGMENT_FULL] < 3);
}

static void test_items_are_the_images_then_the_drawings_again_and_again(void **unused)
{
    (void)unused;
    struct dataset images;
    struct random random;
    struct picture drawn, expected;
    assert_true(dataset_init(&images, 2, NULL));
    images.label[1] = 4;
    images.image[1][3][5] = 9;
    struct stroke_dataset own = stroke_dataset_of(digit_of(seven));
    struct strokes_digit round = zero(20);
    assert_int_equal(stroke_dataset_add(&own, &round), STROKE_DATASET_ADDED);
    drawing_free(&round.drawing);
    struct training_set data = {.images = &images, .part = {{&own, .repeat = 3}}};
    const uint8_t label[] = {0, 4, 7, 0, 7, 0, 7, 0};
    assert_int_equal(training_set_count(&data), 8);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(training_set_label(&data, 5, i), label[i]);
    assert_int_equal(training_set_image(&data, 0, 1, AUGMENT_NONE, NULL, drawn.grey)[3][5], 9);
    random_init(&random, 3, 5);
    training_set_image(&data, 0, 6, AUGMENT_FULL, &random, drawn.grey);
    expected = variant(&own, AUGMENT_FULL, 5);
    assert_memory_equal(&drawn, &expected, sizeof drawn);
    stroke_dataset_free(&own);
    dataset_free(&images);
}

static void test_drawings_take_turns(void **unused)
{
    (void)unused;
    enum { DRAWINGS = 7, EVERY = 3, TURN = 3 };
    struct stroke_dataset own = stroke_dataset_of(digit_of(seven));
    for (int i = 1; i < DRAWINGS; i++) {
        struct strokes_digit round = zero(20);
        round.label = i - 1;
        assert_int_equal(stroke_dataset_add(&own, &round), STROKE_DATASET_ADDED);
        drawing_free(&round.drawing);
    }
    struct training_set data = {.part = {{&own, .repeat = 1, .every = EVERY}}};
    assert_int_equal(training_set_count(&data), TURN);
    int seen[10] = {0};
    for (int epoch = 3; epoch < 3 + EVERY; epoch++)
        for (size_t i = 0; i < TURN; i++)
            seen[training_set_label(&data, epoch, i)]++;
    for (int label = 0; label < DRAWINGS - 1; label++)
        assert_true(seen[label] >= 1 && seen[label] <= 2);
    assert_true(seen[7] >= 1 && seen[7] <= 2);
    stroke_dataset_free(&own);
}

static void test_each_part_has_its_own_share(void **unused)
{
    (void)unused;
    struct dataset images;
    assert_true(dataset_init(&images, 2, NULL));
    struct stroke_dataset sevens = stroke_dataset_of(digit_of(seven)), zeros = {0};
    for (int i = 0; i < 4; i++) {
        struct strokes_digit round = zero(20);
        assert_int_equal(stroke_dataset_add(&zeros, &round), STROKE_DATASET_ADDED);
        drawing_free(&round.drawing);
    }
    images.label[0] = images.label[1] = 5;
    struct training_set data = {
        .images = &images, .part = {{&zeros, .repeat = 1, .every = 2}, {&sevens, .repeat = 3}}};
    const uint8_t label[] = {5, 5, 0, 0, 7, 7, 7};
    for (int epoch = 0; epoch < 3; epoch++) {
        assert_int_equal(training_set_count(&data), sizeof label);
        for (size_t i = 0; i < sizeof label; i++)
            assert_int_equal(training_set_label(&data, epoch, i), label[i]);
    }
    uint64_t print = training_set_fingerprint(&data);
    data.part[1].repeat = 2;
    assert_true(training_set_fingerprint(&data) != print);
    data.part[1].drawings = NULL;
    assert_true(training_set_fingerprint(&data) != print);
    stroke_dataset_free(&sevens);
    stroke_dataset_free(&zeros);
    dataset_free(&images);
}

static void test_every_change_of_the_data_changes_the_fingerprint(void **unused)
{
    (void)unused;
    struct dataset images;
    assert_true(dataset_init(&images, 3, NULL));
    struct stroke_dataset own = stroke_dataset_of(digit_of(seven)),
                          again = stroke_dataset_of(digit_of(seven));
    struct training_set data = {.images = &images, .part = {{&own, 1, 0}}},
                        same = {.images = &images, .part = {{&again, 1, 1}}};
    uint64_t print[9] = {training_set_fingerprint(&data)};
    assert_true(print[0] != 0 && print[0] == training_set_fingerprint(&same));
    images.image[2][27][27]++;
    print[1] = training_set_fingerprint(&data);
    images.label[2]++;
    print[2] = training_set_fingerprint(&data);
    own.point[own.points - 1].y += 0.1f;
    print[3] = training_set_fingerprint(&data);
    own.digit[0].label = 1;
    print[4] = training_set_fingerprint(&data);
    data.part[0].repeat = 2;
    print[5] = training_set_fingerprint(&data);
    data.part[0].every = 2;
    print[6] = training_set_fingerprint(&data);
    data.part[0].drawings = NULL;
    print[7] = training_set_fingerprint(&data);
    images.count = 2;
    print[8] = training_set_fingerprint(&data);
    for (int i = 0; i < 9; i++)
        for (int k = 0; k < i; k++)
            assert_true(print[i] != print[k]);
    stroke_dataset_free(&own);
    stroke_dataset_free(&again);
    dataset_free(&images);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_undistorted_drawings_look_as_on_the_pad),
        cmocka_unit_test(test_few_points_are_kept_however_many_there_were),
        cmocka_unit_test(test_a_drawing_never_has_more_points_than_there_is_room_for),
        cmocka_unit_test(test_what_cannot_be_learnt_is_told_apart),
        cmocka_unit_test(test_a_dot_is_drawn),
        cmocka_unit_test(test_the_same_random_numbers_give_the_same_bytes),
        cmocka_unit_test(test_pens_are_as_wide_as_those_of_mnist),
        cmocka_unit_test(test_variants_are_shifted_within_the_field),
        cmocka_unit_test(test_full_distortion_bends_what_affine_leaves_straight),
        cmocka_unit_test(test_items_are_the_images_then_the_drawings_again_and_again),
        cmocka_unit_test(test_drawings_take_turns),
        cmocka_unit_test(test_each_part_has_its_own_share),
        cmocka_unit_test(test_every_change_of_the_data_changes_the_fingerprint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
