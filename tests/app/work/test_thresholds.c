// Every threshold that decides what is ink, what a digit is like and what people usually do, found
// by moving one property of a drawing or a picture until the answer changes. The numbers here are
// the measured ones: whoever changes a threshold on purpose writes the new turning point beside it.
#include "tests/support/support.h"

#include "app/pictures/picture.h"
#include "nn/data/practice.h"
#include "nn/data/stroke_dataset.h"
#include "nn/ink/pen.h"
#include "nn/ink/photo.h"
#include "nn/ink/reading.h"
#include "nn/strokes/slant.h"

#include <math.h>
#include <png.h>

// The answer is no up to `at`, and yes from there on.
static void assert_turns(bool (*answer)(int value), int at, const char *name)
{
    for (int value = at - 3; value < at + 3; value++)
        if (answer(value) != (value >= at))
            fail_msg("%s does not turn at %d: it is %s at %d", name, at,
                     value >= at ? "still false" : "already true", value);
}

#define ASSERT_TURNS(answer, at) assert_turns(answer, at, #answer)

// ---- What no digit is like ----------------------------------------------------------------------

static struct reading reading;

// A network that knows nothing: only the shape matters.
static bool is_possible(const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE])
{
    static const struct lenet nothing;
    reading_of_digit(&reading, &nothing, &calibration_unknown, digit);
    return reading.evidence.possible;
}

// `count` pixels of a block of 20 columns.
static bool too_black(int count)
{
    uint8_t digit[DIGIT_SIDE][DIGIT_SIDE] = {{0}};
    for (int i = 0; i < count; i++)
        digit[4 + i / 20][4 + i % 20] = 255;
    return !is_possible((const uint8_t(*)[DIGIT_SIDE])digit);
}

static bool high_enough(int height)
{
    uint8_t digit[DIGIT_SIDE][DIGIT_SIDE] = {{0}};
    for (int row = 0; row < height; row++)
        digit[5 + row][4] = digit[5 + row][23] = 255;
    return is_possible((const uint8_t(*)[DIGIT_SIDE])digit);
}

static bool long_enough(int height)
{
    uint8_t digit[DIGIT_SIDE][DIGIT_SIDE] = {{0}};
    for (int row = 0; row < height; row++)
        digit[5 + row][14] = 255;
    return is_possible((const uint8_t(*)[DIGIT_SIDE])digit);
}

static bool dark_enough_to_measure(int grey)
{
    uint8_t digit[DIGIT_SIDE][DIGIT_SIDE] = {{0}};
    for (int row = 0; row < 10; row++)
        digit[5 + row][14] = (uint8_t)grey;
    return is_possible((const uint8_t(*)[DIGIT_SIDE])digit);
}

static void test_no_digit_is_blacker_flatter_or_smaller(void **state)
{
    (void)state;
    ASSERT_TURNS(too_black, 236);
    ASSERT_TURNS(high_enough, 10); // of 20 columns
    ASSERT_TURNS(long_enough, 6);
    ASSERT_TURNS(dark_enough_to_measure, 65);
}

static bool line_is_possible(float length, float side)
{
    static const struct lenet nothing;
    struct drawing drawing = {0};
    struct stroke *stroke = drawing_add_stroke(&drawing);
    assert_true(stroke_add(stroke, 100, 100) && stroke_add(stroke, 100, 100 + length));
    reading_of_drawing(&reading, &nothing, &calibration_unknown, &drawing, side);
    drawing_free(&drawing);
    return reading.evidence.possible;
}

// On a square of 2000. The pen stands over the line's ends: 17.5 of the box's 20 pixels are line.
static bool line_is_long_enough(int length)
{
    return line_is_possible((float)length, 2000);
}

static void test_a_drawing_of_a_twenty_fifth_of_the_pad_is_a_dot(void **state)
{
    (void)state;
    ASSERT_TURNS(line_is_long_enough, 70); // 2000 x 0.04 x 17.5 / 20
    assert_true(line_is_possible(1, 0));   // of a pad that nobody knows
}

// A zigzag that fills the box down to `percent` of its height; below, one line.
static bool drawn_too_black(int percent)
{
    static const struct lenet nothing;
    struct drawing drawing = {0};
    struct stroke *stroke = drawing_add_stroke(&drawing);
    for (int i = 0; i * 20 <= 10 * percent; i++)
        assert_true(stroke_add(stroke, i % 2 ? 800.0f : 0.0f, (float)(i * 20)));
    assert_true(stroke_add(stroke, 400, (float)(10 * percent)) && stroke_add(stroke, 400, 1000));
    reading_of_drawing(&reading, &nothing, &calibration_unknown, &drawing, 0);
    drawing_free(&drawing);
    return !reading.evidence.possible;
}

static double ink_read(void)
{
    double sum = 0;
    for (int i = 0; i < DIGIT_SIDE * DIGIT_SIDE; i++)
        sum += reading.normalized.digit[i / DIGIT_SIDE][i % DIGIT_SIDE] / 255.0;
    return sum;
}

static void test_a_drawing_may_have_less_ink_than_a_picture(void **state)
{
    (void)state;
    int turn = 10;
    while (!drawn_too_black(turn))
        turn++;
    assert_true(drawn_too_black(turn) && ink_read() > 185 && ink_read() < 190);
    assert_true(!drawn_too_black(turn - 1) && ink_read() < 185 && ink_read() > 180);
}

static void test_a_model_without_a_calibration_is_sure_from_four_fifths_on(void **state)
{
    (void)state;
    assert_true(calibration_unknown.temperature == 1);
    assert_true(calibration_unknown.probability == 0.8f);
    assert_true(calibration_unknown.logit == -1000);
}

// The misses of two readings in one bin cancel out partly; the third is in the next bin.
static void test_the_calibration_error_counts_in_fifteen_bins(void **state)
{
    (void)state;
    static const double probability[] = {0.605, 0.66, 0.67};
    float logits[3][LENET_CLASSES];
    const uint8_t label[] = {0, 1, 0};
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < LENET_CLASSES; k++)
            logits[i][k] = (float)log(k ? (1 - probability[i]) / 9 : probability[i]);
    struct calibration_set set = {(const float(*)[LENET_CLASSES])logits, label, 3};
    double expected = (fabs(0.605 - 1 + 0.66) + fabs(0.67 - 1)) / 3;
    assert_true(fabs(calibration_error(&set, 1) - expected) < 1e-4);
}

static void test_temperatures_are_sought_from_a_twentieth_to_twenty(void **state)
{
    (void)state;
    const float logits[1][LENET_CLASSES] = {{1, 0, 0, 0, 0, 0, 0, 0, 0, 0}};
    struct calibration_set right = {logits, (const uint8_t[]){0}, 1};
    struct calibration_set wrong = {logits, (const uint8_t[]){1}, 1};
    assert_true(fabsf(calibration_fit_temperature(&right) * 20 - 1) < 1e-3f);
    assert_true(fabsf(calibration_fit_temperature(&wrong) / 20 - 1) < 1e-3f);
}

static void assert_near(int found, int expected, int within)
{
    if (abs(found - expected) > within)
        fail_msg("%d, not %d", found, expected);
}

// ---- Lean and pen -------------------------------------------------------------------------------

// A straight line whose x falls by `percent` hundredths of its height.
static double slant_of(int percent)
{
    struct drawing drawing = {0};
    struct stroke *stroke = drawing_add_stroke(&drawing);
    assert_true(stroke_add(stroke, 0, 0) && stroke_add(stroke, -(float)percent, 100));
    double slant = slant_too_much(&drawing);
    drawing_free(&drawing);
    return slant;
}

static bool leans_right(int percent)
{
    return slant_of(percent) > 1e-6;
}

static bool leans_left(int percent)
{
    return slant_of(-percent) < -1e-6;
}

static bool too_flat_to_lean(int percent)
{
    return slant_of(percent) == 0;
}

static void test_what_lean_is_usual(void **state)
{
    (void)state;
    ASSERT_TURNS(leans_right, 26);
    ASSERT_TURNS(leans_left, 21);
    ASSERT_TURNS(too_flat_to_lean, 300); // 1 / (1 + 3 x 3): a tenth of the spread
}

static struct ink sheet; // for whoever needs one

static void lay_line(int side, float width, float length)
{
    assert_true(ink_init(&sheet, side, side, NULL));
    float middle = (float)side / 2;
    ink_draw(&sheet, (struct point){middle, middle - length / 2},
             (struct point){middle, middle + length / 2}, width);
}

// The mean width of the line in the normalised digit, in hundredths of a pixel.
static int width_normalized(float share)
{
    struct normalized normalized;
    lay_line(400, 400 * share * 0.9f, 400 * (1 - share) * 0.9f);
    normalize_grey(&normalized, sheet.grey, 400, 400, 400);
    ink_free(&sheet);
    int sum = 0;
    for (int row = 10; row < 18; row++)
        for (int column = 0; column < DIGIT_SIDE; column++)
            sum += normalized.digit[row][column];
    return (int)lrint(sum * 100 / 255.0 / 8);
}

// In hundredths of a pixel: what came in, what comes out.
static void test_pens_are_changed_below_2_2_and_above_2_7_pixels(void **state)
{
    (void)state;
    static const int widths[][2] = {{150, 232}, {200, 232}, {220, 232}, {230, 230}, {240, 240},
                                    {250, 250}, {260, 260}, {270, 270}, {280, 281}, {350, 286}};
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++)
        assert_near(width_normalized((float)widths[i][0] / 2000), widths[i][1], 2);
}

// The pens that are found in practice digits laid with one pen: the mean, in hundredths of a pixel.
static int width_found(float size, float share)
{
    static struct pen_field field;
    double sum = 0;
    for (int i = 0; i < 40; i++) {
        struct drawing drawing;
        struct drawing_extent e;
        assert_true(practice_drawing(&drawing, i % 10, (uint64_t)i, NULL));
        e = drawing_extent(&drawing, 0);
        double longer = fmax(e.right - e.left, e.bottom - e.top),
               unit = (double)size * (1 - (double)share) / longer;
        for (size_t k = 0; k < drawing.count; k++)
            for (size_t n = 0; n < drawing.stroke[k].count; n++) {
                struct point *point = &drawing.stroke[k].point[n];
                point->x = (float)(((double)point->x - e.left) * unit) + size * share / 2;
                point->y = (float)(((double)point->y - e.top) * unit) + size * share / 2;
            }
        assert_true(ink_init(&sheet, 512, 512, NULL));
        ink_draw_drawing(&sheet, &drawing, size * share);
        drawing_free(&drawing);
        pen_look(&field, &(struct sheet){sheet.grey, 512, 512, 512},
                 (struct square){0, 0, (int)size});
        sum += (double)field.width / 40;
        ink_free(&sheet);
    }
    return (int)lrint(100 * sum);
}

static void test_pens_are_as_wide_as_they_were_measured(void **state)
{
    (void)state;
    assert_near(width_found(40, 0.03f), 221, 4); // of 240
    assert_near(width_found(40, 0.2f), 1555, 10);
    assert_near(width_found(400, 0.03f), 204, 4);
    assert_near(width_found(400, 0.1f), 757, 5); // of 800
    assert_near(width_found(400, 0.2f), 1555, 10);
}

// Two fat bars with a gap of `gap` pixels of the field between them, made thinner.
static int changed_mean(int gap, float wanted, int side)
{
    static struct pen_field field;
    static uint8_t grey[PEN_FIELD][PEN_FIELD];
    assert_true(ink_init(&sheet, side, side, NULL));
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
            sheet.grey[y * side + x] = abs(2 * x - side) < gap * side / 80          ? 128
                                       : abs(2 * x - side) < (gap + 40) * side / 80 ? 255
                                                                                    : 0;
    pen_look(&field, &(struct sheet){sheet.grey, side, side, (size_t)side},
             (struct square){0, 0, side});
    pen_change(grey, &field, wanted, NORMALIZE_BOX);
    ink_free(&sheet);
    int sum = 0;
    for (int i = 0; i < PEN_FIELD * PEN_FIELD; i++)
        sum += grey[i / PEN_FIELD][i % PEN_FIELD];
    return sum / 100;
}

// Blurred pictures (of 60 pixels) keep grey gaps as ink, sharp ones (of 160) open them.
static void test_another_pen_leaves_as_much_ink_as_was_measured(void **state)
{
    (void)state;
    static const int ink[][3] = {{60, 1, 384},     {60, 60, 1528},   {60, 150, 14488},
                                 {160, 1, 623},    {160, 10, 1034},  {160, 25, 3050},
                                 {160, 60, 11366}, {160, 150, 14498}};
    for (size_t i = 0; i < sizeof ink / sizeof ink[0]; i++)
        assert_near(changed_mean(8, (float)ink[i][1] / 10, ink[i][0]), ink[i][2], 2);
}

// A bar of 100 x 100 pixels and a smudge: how dark it must be to move the box.
static bool smudge_counts(int grey)
{
    struct normalized normalized;
    assert_true(ink_init(&sheet, 200, 200, NULL));
    for (int y = 50; y < 150; y++)
        for (int x = 50; x < 66; x++)
            sheet.grey[y * 200 + x] = 240;
    sheet.grey[190 * 200 + 55] = (uint8_t)grey;
    normalize_grey(&normalized, sheet.grey, 200, 200, 200);
    ink_free(&sheet);
    return normalized.scale > 6;
}

static void test_ink_begins_at_an_eighth_of_the_darkest(void **state)
{
    (void)state;
    ASSERT_TURNS(smudge_counts, 30);
}

// ---- Handwriting --------------------------------------------------------------------------------

static struct stroke_dataset own;

static size_t points_kept(const struct point *points, size_t count)
{
    struct strokes_digit digit = {.label = 1};
    struct stroke *stroke = drawing_add_stroke(&digit.drawing);
    for (size_t i = 0; i < count; i++)
        assert_true(stroke_add(stroke, points[i].x, points[i].y));
    stroke_dataset_free(&own);
    assert_int_equal(stroke_dataset_add(&own, &digit), STROKE_DATASET_ADDED);
    drawing_free(&digit.drawing);
    return own.points;
}

static void test_a_drawing_spans_what_mnists_pen_leaves_of_the_box(void **state)
{
    (void)state;
    assert_int_equal(points_kept((struct point[]){{0, 0}, {0, 1000}}, 2),
                     6); // every 3.5 of 17.5 pixels
    assert_true(fabsf(own.point[5].y - own.point[0].y - 17.5f) < 1e-4f);
    stroke_dataset_free(&own);
}

// A line over the box, and one of some hundredths of a pixel; each of the first has six points.
static bool is_cut(int hundredths)
{
    float length = (float)hundredths / 100;
    return points_kept((struct point[]){{0, 0}, {17.5f, 0}, {17.5f, length}}, 3) > 7;
}

static bool bends(int thousandths)
{
    return points_kept(
               (struct point[]){
                   {0, 0}, {0, 17.5f}, {1.5f, 17.5f - (float)thousandths / 1000}, {3, 17.5f}},
               4) > 7;
}

static bool is_apart(int thousandths)
{
    float apart = (float)thousandths / 1000;
    return points_kept((struct point[]){{0, 0}, {0, 17.5f}, {apart, 17.5f + 0 * apart}, {apart, 0}},
                       4) > 11;
}

static void test_a_drawing_is_kept_to_a_tenth_of_a_pixel(void **state)
{
    (void)state;
    ASSERT_TURNS(is_cut, 400);
    ASSERT_TURNS(bends, 100);
    ASSERT_TURNS(is_apart, 51);
    struct point many[1000];
    for (int i = 0; i < 1000; i++)
        many[i] = (struct point){0, (float)i};
    assert_int_equal(points_kept(many, 1000), 7); // 64 points by one
    stroke_dataset_free(&own);
}

// Whoever changes how drawings vary writes the new number here: it shows that other compilers and
// machines still give the same variants.
static void test_variants_of_drawings_are_the_same_on_every_machine(void **state)
{
    (void)state;
    uint64_t sum = 0xcbf29ce484222325u;
    points_kept((struct point[]){{10, 10}, {110, 8}, {70, 60}, {40, 150}}, 4);
    for (int i = 0; i < 200; i++) {
        uint8_t digit[DIGIT_SIDE][DIGIT_SIDE];
        struct random random;
        random_init(&random, 4, (uint64_t)i);
        stroke_dataset_draw(digit, &own, 0, i % 2 ? AUGMENT_FULL : AUGMENT_AFFINE, &random);
        for (int k = 0; k < DIGIT_SIDE * DIGIT_SIDE; k++)
            sum = (sum ^ digit[k / DIGIT_SIDE][k % DIGIT_SIDE]) * 0x100000001b3u;
    }
    stroke_dataset_free(&own);
    assert_int_equal(sum, 0x6f1bfb12c318d30eu);
}

// A block, and grey corners that must stay in the field if they are ink: then all is made smaller.
static bool grey_must_stay(int grey)
{
    uint8_t digit[DIGIT_SIDE][DIGIT_SIDE] = {{0}}, out[2][DIGIT_SIDE][DIGIT_SIDE];
    for (int row = 8; row < 20; row++)
        memset(&digit[row][10], 255, 8);
    for (int i = 0; i < 2; i++) {
        struct random random;
        random_init(&random, 6, 1);
        digit[0][0] = digit[27][27] = i ? (uint8_t)grey : 0;
        augment_digit(out[i], (const uint8_t(*)[DIGIT_SIDE])digit, AUGMENT_AFFINE, &random);
    }
    return memcmp(out[0][10], out[1][10], 8 * DIGIT_SIDE) != 0; // rows without corners
}

static void test_greys_from_40_on_stay_in_the_field(void **state)
{
    (void)state;
    ASSERT_TURNS(grey_must_stay, 40);
}

// ---- Ink on paper -------------------------------------------------------------------------------

enum { PHOTO = 400 };

static uint8_t photo[PHOTO * PHOTO];
static struct ink found;

static void fill(int left, int top, int width, int height, int light)
{
    for (int y = top; y < top + height; y++)
        memset(photo + y * PHOTO + left, light, (size_t)width);
}

// A sheet of paper with stripes on `share` percent of it.
static void lay_paper(int light, int stripes, int share)
{
    fill(0, 0, PHOTO, PHOTO, light);
    for (int x = 0; x < PHOTO; x++)
        if (x % 20 * 5 < share)
            fill(x, 0, 1, PHOTO, stripes);
}

// Whether there is ink at a place.
static bool inked(int x, int y)
{
    assert_true(photo_find_ink(&found, photo, PHOTO, PHOTO, NULL));
    bool ink = found.grey[y * PHOTO + x] > 0;
    ink_free(&found);
    return ink;
}

static bool found_darker_by(int darker)
{
    lay_paper(200, 200, 0);
    fill(195, 100, 12, 200, 200 - darker);
    return inked(200, 200);
}

static bool found_on_noise(int darker)
{
    lay_paper(200, 195, 60);
    fill(195, 100, 12, 200, 200 - darker);
    return inked(200, 200);
}

static bool found_on_much_noise(int darker)
{
    lay_paper(250, 150, 55);
    fill(180, 100, 40, 200, 250 - darker);
    return inked(200, 200);
}

static bool noise_hides(int share)
{
    lay_paper(200, 180, share);
    fill(195, 100, 12, 200, 150);
    return !inked(200, 200);
}

static bool found_on_dark_paper(int darker)
{
    lay_paper(40, 40, 0);
    fill(195, 100, 12, 200, 40 - darker);
    return inked(200, 200);
}

static bool long_enough_to_see(int height)
{
    lay_paper(200, 200, 0);
    fill(200, 200, 4, height, 20);
    return inked(201, 200 + height / 2);
}

static bool too_wide_for_ink(int width)
{
    lay_paper(200, 200, 0);
    fill(200 - width / 2, 100, width, 200, 20);
    return !inked(200, 200);
}

static bool far_enough_from_the_edge(int left)
{
    lay_paper(200, 200, 0);
    fill(left, 100, 12, 200, 150);
    return inked(left + 5, 200);
}

static bool dark_enough_for_the_edge(int darker)
{
    lay_paper(200, 200, 0);
    fill(195, 0, 12, PHOTO, 200 - darker);
    return inked(200, 200);
}

// A line from top to bottom against a small mark in the middle.
static bool mark_beats_the_edge(int size)
{
    lay_paper(200, 200, 0);
    fill(60, 0, 8, PHOTO, 20);
    fill(250, 200, 6, size, 20);
    return inked(252, 200 + size / 2);
}

// A faint large digit against a small black one.
static bool large_beats_black(int darker)
{
    lay_paper(200, 200, 0);
    fill(200, 100, 12, 100, 200 - darker);
    fill(20, 310, 8, 80, 0);
    return inked(205, 150);
}

static bool stroke_is_too_far(int gap)
{
    lay_paper(200, 200, 0);
    fill(150, 100, 12, 200, 20);
    fill(162 + gap, 150, 8, 60, 20);
    return !inked(165 + gap, 180);
}

static bool stroke_is_large_enough(int height)
{
    lay_paper(200, 200, 0);
    fill(150, 100, 12, 200, 20);
    fill(180, 150, 6, height, 20);
    return inked(183, 150 + height / 2);
}

static bool stroke_is_dark_enough_to_be_ink(int darker)
{
    lay_paper(200, 200, 0);
    fill(150, 100, 12, 200, 20);
    fill(180, 150, 12, 60, 200 - darker);
    return inked(185, 180);
}

// The digit is so near the edge that what is ink does not follow from it.
static bool stroke_is_dark_enough_for_the_digit(int darker)
{
    lay_paper(200, 200, 0);
    fill(20, 100, 12, 200, 20);
    fill(60, 150, 12, 60, 200 - darker);
    return inked(65, 180);
}

static int level(int x, int y)
{
    assert_true(photo_find_ink(&found, photo, PHOTO, PHOTO, NULL));
    int grey = found.grey[y * PHOTO + x];
    ink_free(&found);
    return grey;
}

// A stroke whose upper part is darker: where it is more than that share, it is full ink.
static bool upper_part_rules(int percent)
{
    lay_paper(200, 200, 0);
    fill(180, 100, 40, 200, 50);
    fill(180, 100, 40, 2 * percent, 0);
    return level(200, 290) < 255;
}

static bool few_black_pixels_rule(int count)
{
    lay_paper(200, 200, 0);
    fill(195, 100, 12, 200, 150);
    fill(100, 100, count, 10, 0);
    return !inked(200, 200);
}

static bool black_rules_from_the_eighth_on(int left)
{
    lay_paper(200, 200, 0);
    fill(195, 100, 12, 200, 150);
    fill(left, 100, 10, 60, 0);
    return !inked(200, 200);
}

static void test_how_faint_ink_may_be(void **state)
{
    (void)state;
    ASSERT_TURNS(found_darker_by, 12); // 15 of 255, of paper of 200
    ASSERT_TURNS(found_on_noise, 26);  // noise of 5
    ASSERT_TURNS(found_on_much_noise, 248);
    ASSERT_TURNS(found_on_dark_paper, 4);
    ASSERT_TURNS(noise_hides, 51); // percent of the paper
    ASSERT_TURNS(few_black_pixels_rule, 5);
    ASSERT_TURNS(black_rules_from_the_eighth_on, 41);
}

static void test_what_of_the_ink_is_the_digit(void **state)
{
    (void)state;
    ASSERT_TURNS(long_enough_to_see, 16); // a 25th of 400
    ASSERT_TURNS(too_wide_for_ink, 85);   // a fifth
    ASSERT_TURNS(far_enough_from_the_edge, 10);
    ASSERT_TURNS(dark_enough_for_the_edge, 66);
    ASSERT_TURNS(mark_beats_the_edge, 26);
    ASSERT_TURNS(large_beats_black, 44);
    ASSERT_TURNS(stroke_is_too_far, 41); // a fifth of 200
    ASSERT_TURNS(stroke_is_large_enough, 25);
    ASSERT_TURNS(stroke_is_dark_enough_to_be_ink, 90);
    ASSERT_TURNS(stroke_is_dark_enough_for_the_digit, 82);
    ASSERT_TURNS(upper_part_rules, 43); // percent
}

// ---- Drawn pictures -----------------------------------------------------------------------------

static uint8_t rgba[100][100][4];

static void paint(int left, int top, int width, int height, uint8_t light, uint8_t opaque)
{
    for (int y = top; y < top + height; y++)
        for (int x = left; x < left + width; x++) {
            rgba[y][x][0] = rgba[y][x][1] = rgba[y][x][2] = light;
            rgba[y][x][3] = opaque;
        }
}

static int ink_at(int x, int y)
{
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = 100, .height = 100, .format = PNG_FORMAT_RGBA};
    struct status status = {0};
    assert_true(png_image_write_to_file(&image, "p.png", 0, rgba, 0, NULL) != 0);
    if (!picture_load(&found, "p.png", &status))
        fail_msg("%s", status.message);
    int grey = found.grey[y * 100 + x];
    ink_free(&found);
    return grey;
}

// A faint mark: ink of a drawn picture, lost on a photograph.
static bool border_is_uneven(int pixels)
{
    paint(0, 0, 100, 100, 200, 255);
    paint(0, 0, pixels, 1, 100, 255);
    paint(40, 40, 5, 5, 198, 255);
    return ink_at(42, 42) == 0;
}

static bool colours_differ(int by)
{
    paint(0, 0, 100, 100, 200, 255);
    paint(0, 0, 60, 1, (uint8_t)(200 - by), 255);
    paint(40, 40, 5, 5, 198, 255);
    return ink_at(42, 42) == 0;
}

static bool background_is_light(int light)
{
    paint(0, 0, 100, 100, (uint8_t)light, 255);
    paint(40, 40, 5, 5, 0, 255);
    return ink_at(42, 42) == 255;
}

static bool ink_is_light(int light)
{
    paint(0, 0, 100, 100, 0, 0);
    paint(40, 40, 5, 5, (uint8_t)light, 255);
    return ink_at(42, 42) == light; // on black
}

// Black ink, and a border that is light and opaque in part.
static bool border_is_opaque(int pixels)
{
    paint(0, 0, 100, 100, 0, 0);
    paint(40, 40, 5, 5, 100, 255);
    for (int i = 0; i < pixels; i++)
        paint(i < 100   ? i
              : i < 200 ? i - 100
                        : 0,
              i < 100   ? 0
              : i < 200 ? 99
                        : i - 199,
              1, 1, 200, 255);
    return ink_at(42, 42) == 127; // of 200
}

static bool pixel_is_opaque(int alpha)
{
    paint(0, 0, 100, 100, 200, (uint8_t)alpha);
    paint(40, 40, 5, 5, 100, 255);
    return ink_at(42, 42) == 127;
}

static int ink_of_colour(uint8_t red, uint8_t green, uint8_t blue)
{
    const uint8_t colour[] = {red, green, blue, 255};
    paint(0, 0, 100, 100, 255, 255);
    memcpy(rgba[42][42], colour, sizeof colour);
    return ink_at(42, 42);
}

static void test_colours_are_as_dark_as_they_look(void **state)
{
    (void)state;
    assert_int_equal(ink_of_colour(255, 0, 0), 179);
    assert_int_equal(ink_of_colour(0, 255, 0), 105);
    assert_int_equal(ink_of_colour(0, 0, 255), 226);
}

static void test_what_is_a_drawn_picture_and_where_its_paper_is(void **state)
{
    (void)state;
    ASSERT_TURNS(border_is_uneven, 40); // of 396 pixels
    ASSERT_TURNS(colours_differ, 5);
    ASSERT_TURNS(background_is_light, 128);
    ASSERT_TURNS(ink_is_light, 128);
    ASSERT_TURNS(border_is_opaque, 198); // of 396
    ASSERT_TURNS(pixel_is_opaque, 128);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_digit_is_blacker_flatter_or_smaller),
        cmocka_unit_test(test_a_drawing_of_a_twenty_fifth_of_the_pad_is_a_dot),
        cmocka_unit_test(test_a_drawing_may_have_less_ink_than_a_picture),
        cmocka_unit_test(test_a_model_without_a_calibration_is_sure_from_four_fifths_on),
        cmocka_unit_test(test_the_calibration_error_counts_in_fifteen_bins),
        cmocka_unit_test(test_temperatures_are_sought_from_a_twentieth_to_twenty),
        cmocka_unit_test(test_what_lean_is_usual),
        cmocka_unit_test(test_pens_are_changed_below_2_2_and_above_2_7_pixels),
        cmocka_unit_test(test_pens_are_as_wide_as_they_were_measured),
        cmocka_unit_test(test_another_pen_leaves_as_much_ink_as_was_measured),
        cmocka_unit_test(test_ink_begins_at_an_eighth_of_the_darkest),
        cmocka_unit_test(test_a_drawing_spans_what_mnists_pen_leaves_of_the_box),
        cmocka_unit_test(test_a_drawing_is_kept_to_a_tenth_of_a_pixel),
        cmocka_unit_test(test_variants_of_drawings_are_the_same_on_every_machine),
        cmocka_unit_test(test_greys_from_40_on_stay_in_the_field),
        cmocka_unit_test(test_how_faint_ink_may_be),
        cmocka_unit_test(test_what_of_the_ink_is_the_digit),
        cmocka_unit_test(test_colours_are_as_dark_as_they_look),
        cmocka_unit_test(test_what_is_a_drawn_picture_and_where_its_paper_is),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
