// What the quick tests of this folder hold to the specification at some places, held to it at every
// place: each pixel, each unit, each of twenty drawings.
#include "tests/support/support.h"

#include "nn/explain/gradient.h"
#include "tests/support/explained.h"
#include "tests/support/naive_operated.h"

enum {
    PIXELS = LENET_SIDE * LENET_SIDE,
#ifdef LENETPAD_SANITIZED
    SPARSE = 40,
#else
    SPARSE = 4,
#endif
};

static struct explained shipped;

static int load_shipped(void **state)
{
    (void)state;
    explained_load(&shipped);
    return 0;
}

static void set_input(struct naive *naive, const float input[LENET_SIDE][LENET_SIDE])
{
    for (int i = 0; i < PIXELS; i++)
        naive->input[i / LENET_SIDE][i % LENET_SIDE] =
            (double)input[i / LENET_SIDE][i % LENET_SIDE];
}

static const float (*input_of(int drawing))[LENET_SIDE]
{
    return (const float(*)[LENET_SIDE])shipped.activations[drawing].input;
}

// What was read and, of every other drawing, another digit instead.
struct question {
    int digit, instead;
    float combination[LENET_CLASSES];
};

static struct question question_of(int drawing)
{
    int digit = lenet_best(shipped.activations[drawing].logits);
    struct question question = {digit, drawing % 2 ? (digit + drawing) % LENET_CLASSES : -1, {0}};
    question.combination[digit] += 1;
    if (question.instead >= 0)
        question.combination[question.instead] -= 1;
    return question;
}

static double asked(const struct naive *naive, struct question question)
{
    return naive->logits[question.digit] -
           (question.instead >= 0 ? naive->logits[question.instead] : 0);
}

// ---- Pixels -------------------------------------------------------------------------------------

// What a pixel's answer must be, by the specification alone.
typedef double right_answer(int drawing, struct question question, int pixel);

// Every pixel of some drawing, and of every drawing every SPARSE-th one.
static void expect_map(const float map[LENET_SIDE][LENET_SIDE], int drawing, right_answer *right)
{
    struct question question = question_of(drawing);
    double worst = 0, largest = 0;
    for (int pixel = drawing % SPARSE; pixel < PIXELS; pixel += SPARSE) {
        double is = (double)map[pixel / LENET_SIDE][pixel % LENET_SIDE];
        double should = right(drawing, question, pixel);
        worst = fmax(worst, fabs(is - should));
        largest = fmax(largest, fabs(should));
    }
    if (worst > 1e-4 * largest)
        fail_msg("drawing %d: off by %g, the largest is %g", drawing, worst, largest);
}

static double central_difference(int drawing, struct question question, int pixel)
{
    static struct naive naive;
    const double h = 1e-4;
    double *at = &naive.input[pixel / LENET_SIDE][pixel % LENET_SIDE];
    set_input(&naive, input_of(drawing));
    *at += h;
    naive_forward(&naive, &shipped.lenet);
    double above = asked(&naive, question);
    *at -= 2 * h;
    naive_forward(&naive, &shipped.lenet);
    return (above - asked(&naive, question)) / (2 * h);
}

static void test_the_gradient_is_that_of_central_differences_at_every_pixel(void **state)
{
    (void)state;
    static struct lenet_activations gradient;
    for (int i = 0; i < EXPLAINED; i++) {
        struct question question = question_of(i);
        gradient_of_logits(&gradient, &shipped.lenet, NULL, &shipped.activations[i],
                           question.combination);
        expect_map((const float(*)[LENET_SIDE])gradient.input, i, central_difference);
    }
}

static double fall_when_blanked(int drawing, struct question question, int pixel)
{
    static struct naive naive;
    set_input(&naive, input_of(drawing));
    naive_forward(&naive, &shipped.lenet);
    double whole = asked(&naive, question);
    for (int i = 0; i < PIXELS; i++) {
        int y = i / LENET_SIDE, x = i % LENET_SIDE;
        if (abs(y - pixel / LENET_SIDE) <= 2 && abs(x - pixel % LENET_SIDE) <= 2)
            naive.input[y][x] = (double)INPUT_BACKGROUND;
    }
    naive_forward(&naive, &shipped.lenet);
    return whole - asked(&naive, question);
}

static void test_occlusion_is_what_blanking_does_at_every_pixel(void **state)
{
    (void)state;
    static float fall[LENET_SIDE][LENET_SIDE];
    for (int i = 0; i < EXPLAINED; i++) {
        struct question question = question_of(i);
        assert_true(change_occlusion(fall, &shipped.lenet, NULL, input_of(i), question.combination,
                                     2, NULL, NULL));
        expect_map((const float(*)[LENET_SIDE])fall, i, fall_when_blanked);
    }
}

// ---- What it takes ------------------------------------------------------------------------------

static struct naive *read_changed(int drawing, struct change_flip flip, int changes)
{
    static struct naive naive;
    float input[LENET_SIDE][LENET_SIDE];
    memcpy(input, input_of(drawing), sizeof input);
    flip.count = changes;
    explained_apply(input, &flip);
    set_input(&naive, (const float(*)[LENET_SIDE])input);
    naive_forward(&naive, &shipped.lenet);
    return &naive;
}

static int best_of(const double logits[LENET_CLASSES])
{
    int best = 0;
    for (int k = 1; k < LENET_CLASSES; k++)
        best = logits[k] > logits[best] ? k : best;
    return best;
}

// `wanted`: -1, or the digit.
static void expect_flip(int drawing, int wanted)
{
    struct change_flip flip;
    assert_true(
        change_find_flip(&flip, &shipped.lenet, NULL, input_of(drawing), wanted, NULL, NULL));
    if (!flip.finished)
        fail_msg("drawing %d: no %d after %d changes", drawing, wanted, flip.count);
    assert_int_equal(flip.from, best_of(read_changed(drawing, flip, 0)->logits));
    for (int changes = 0; changes < flip.count; changes++) { // none before the last
        int read = best_of(read_changed(drawing, flip, changes)->logits);
        assert_true(wanted < 0 ? read == flip.from : read != wanted);
    }
    assert_int_equal(flip.to, best_of(read_changed(drawing, flip, flip.count)->logits));
    assert_true(wanted < 0 ? flip.to != flip.from : flip.to == wanted);
}

static void test_what_it_takes_turns_the_reading_of_every_drawing(void **state)
{
    (void)state;
    for (int i = 0; i < EXPLAINED; i++)
        expect_flip(i, -1);
}

static void test_what_it_takes_for_a_digit_turns_the_reading_into_it(void **state)
{
    (void)state;
    for (int i = 0; i < EXPLAINED; i += SPARSE)
        for (int other = 1; other < LENET_CLASSES; other += 2)
            expect_flip(i, (lenet_best(shipped.activations[i].logits) + other) % LENET_CLASSES);
}

// How far another digit is above the read one with one pixel changed.
static double lead_with(int drawing, int from, struct change_pixel pixel)
{
    const struct change_flip one = {.pixel = {pixel}, .count = 1};
    const double *logits = read_changed(drawing, one, 1)->logits;
    double best = -INFINITY;
    for (int k = 0; k < LENET_CLASSES; k++)
        if (k != from)
            best = fmax(best, logits[k]);
    return best - logits[from];
}

static void test_no_other_pixel_goes_further_than_the_first_one(void **state)
{
    (void)state;
    for (int i = 0; i < EXPLAINED; i += 2 * SPARSE) {
        struct change_flip flip;
        assert_true(change_find_flip(&flip, &shipped.lenet, NULL, input_of(i), -1, NULL, NULL));
        double chosen = lead_with(i, flip.from, flip.pixel[0]);
        for (int other = 0; other < 2 * DIGIT_SIDE * DIGIT_SIDE; other++) {
            struct change_pixel pixel = {
                (uint8_t)(LENET_BORDER + other / 2 / DIGIT_SIDE),
                (uint8_t)(LENET_BORDER + other / 2 % DIGIT_SIDE),
                other % 2,
            };
            assert_true(lead_with(i, flip.from, pixel) < chosen + 1e-4);
        }
    }
}

// ---- Silencing ----------------------------------------------------------------------------------

// Of a drawing with a part silenced; `constant`: to its values, NULL to 0. Adds to `matters`
// whether that changes any logit.
static void expect_silenced(struct terms_cell part, int drawing,
                            const struct lenet_activations *constant, int *matters)
{
    static struct ablation ablation, right;
    static struct naive naive;
    struct lenet_activations read = shipped.activations[drawing];
    memset(&ablation, 0, sizeof ablation);
    memset(&right, 0, sizeof right);
    ablation_silence(&ablation, part, constant);
    naive_silence(&right, part, constant);
    ablation_forward(&read, &shipped.lenet, &ablation);
    set_input(&naive, input_of(drawing));
    naive_operated(&naive, &shipped.lenet, &right, NULL);
    bool changed = false;
    for (int k = 0; k < LENET_CLASSES; k++) {
        if (fabs(naive.logits[k] - (double)read.logits[k]) > 1e-4)
            fail_msg("%s %d (%d, %d) of drawing %d: logit %d is %g, not %g",
                     lenet_layers[part.layer].name, part.map, part.row, part.column, drawing, k,
                     (double)read.logits[k], naive.logits[k]);
        changed |= fabs(naive.logits[k] - (double)shipped.activations[drawing].logits[k]) > 1e-3;
    }
    *matters += changed;
}

static void test_silencing_any_unit_is_zeroing_it(void **state)
{
    (void)state;
    int silenced = 0, matters = 0;
    for (enum lenet_layer_id layer = LENET_C1; layer <= LENET_F6; layer++) {
        int side = lenet_layers[layer].side;
        for (int i = 0; i < lenet_layers[layer].maps * side * side; i += SPARSE / 4) {
            struct terms_cell cell = {layer, i / side / side, i / side % side, i % side};
            expect_silenced(cell, i % EXPLAINED, i % 3 ? NULL : &shipped.activations[7], &matters);
            silenced++;
        }
    }
    assert_true(matters > silenced / 4); // or the comparison is of nothing
}

static void test_silencing_any_map_or_layer_is_zeroing_it(void **state)
{
    (void)state;
    int silenced = 0, matters = 0;
    for (enum lenet_layer_id layer = LENET_C1; layer <= LENET_F6; layer++)
        for (int map = -1; map < lenet_layers[layer].maps; map++, silenced += 2) {
            struct terms_cell part = {layer, map, -1, -1};
            expect_silenced(part, (map + 1) % EXPLAINED, NULL, &matters);
            expect_silenced(part, (map + 2) % EXPLAINED, &shipped.activations[7], &matters);
        }
    assert_true(matters > silenced / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_gradient_is_that_of_central_differences_at_every_pixel),
        cmocka_unit_test(test_occlusion_is_what_blanking_does_at_every_pixel),
        cmocka_unit_test(test_what_it_takes_turns_the_reading_of_every_drawing),
        cmocka_unit_test(test_what_it_takes_for_a_digit_turns_the_reading_into_it),
        cmocka_unit_test(test_no_other_pixel_goes_further_than_the_first_one),
        cmocka_unit_test(test_silencing_any_unit_is_zeroing_it),
        cmocka_unit_test(test_silencing_any_map_or_layer_is_zeroing_it),
    };
    return cmocka_run_group_tests(tests, load_shipped, NULL);
}
