// The pad: strokes become ink, and everything can be taken back.
#include "tests/support/support.h"

#include "app/work/pad.h"
#include "app/work/pad_cut.h"
#include "nn/base/random.h"

#include <math.h>
#include <time.h>

static int open_pad(void **state)
{
    struct pad *pad = calloc(1, sizeof *pad);
    *state = pad;
    return pad && pad_init(pad, NULL) ? 0 : -1;
}

static int close_pad(void **state)
{
    pad_free(*state);
    free(*state);
    return 0;
}

static uint8_t grey_at(const struct pad *pad, int x, int y)
{
    return pad->sheet.grey[y * PAD_SIDE + x];
}

static uint8_t *copy_sheet(const struct pad *pad)
{
    uint8_t *copy = malloc(PAD_SIDE * PAD_SIDE);
    assert_non_null(copy);
    memcpy(copy, pad->sheet.grey, PAD_SIDE * PAD_SIDE);
    return copy;
}

static void assert_sheet(const struct pad *pad, const uint8_t *expected)
{
    assert_memory_equal(pad->sheet.grey, expected, PAD_SIDE * PAD_SIDE);
}

static void draw_line(struct pad *pad, enum pad_op_kind kind, float x0, float y0, float x1,
                      float y1, float diameter)
{
    assert_true(pad_begin(pad, kind, x0, y0, diameter));
    assert_true(pad_move(pad, x1, y1, diameter));
    pad_end(pad);
}

// One operation of any kind, decided by the random state.
static void do_something(struct pad *pad, struct random *random)
{
    float x = random_between(random, 20, 490), y = random_between(random, 20, 490);
    uint32_t kind = random_below(random, 20);
    if (kind == 0) {
        assert_true(pad_clear(pad));
    } else if (kind == 1) {
        uint8_t grey[6] = {0, 255, 90, 10, 0, 200};
        assert_true(pad_set_picture(pad, &(struct ink){3, 2, grey}, NULL));
    } else {
        assert_true(pad_begin(pad, kind < 7 ? PAD_ERASE : PAD_STROKE, x, y, 30));
        for (int i = 0; i < 5; i++)
            assert_true(pad_move(pad, x += random_between(random, -60, 60),
                                 y += random_between(random, -60, 60), 30));
        pad_end(pad);
    }
}

// Where the pen was, `part` of the way round a circle of 150 units.
static struct point on_circle(float part)
{
    float angle = part * 6.2831853f;
    return (struct point){256 + 150 * cosf(angle), 256 + 150 * sinf(angle)};
}

// Twelve samples of a circle: half-way between two of them, the chord is 5 units off.
static void test_a_fast_curve_is_round(void **state)
{
    struct pad *pad = *state;
    struct point at = on_circle(0);
    assert_true(pad_begin(pad, PAD_STROKE, at.x, at.y, 6));
    for (int i = 1; i <= 12; i++) {
        at = on_circle((float)i / 12);
        assert_true(pad_move(pad, at.x, at.y, 6));
    }
    pad_end(pad);
    for (int i = 1; i < 11; i++) {
        at = on_circle(((float)i + 0.5f) / 12);
        assert_true(grey_at(pad, (int)at.x, (int)at.y) > 128);
    }
}

// The corner of a 7 stays one: no curve bulges out beyond it.
static void test_a_corner_stays_sharp(void **state)
{
    struct pad *pad = *state;
    assert_true(pad_begin(pad, PAD_STROKE, 100, 100, 6));
    assert_true(pad_move(pad, 400, 100, 6));
    assert_true(pad_move(pad, 200, 400, 6));
    pad_end(pad);
    for (int y = 0; y < 96; y++)
        for (int x = 0; x < PAD_SIDE; x++)
            assert_int_equal(grey_at(pad, x, y), 0);
    assert_true(grey_at(pad, 250, 100) == 255);
    assert_true(grey_at(pad, 300, 250) == 255);
}

static void test_a_click_leaves_a_dot(void **state)
{
    struct pad *pad = *state;
    assert_true(pad_begin(pad, PAD_STROKE, 100, 100, 20));
    pad_end(pad);
    assert_int_equal(grey_at(pad, 100, 100), 255);
    assert_int_equal(grey_at(pad, 107, 100), 255);
    assert_int_equal(grey_at(pad, 113, 100), 0);
    assert_true(pad_can_undo(pad));
}

static void test_a_fast_hand_leaves_no_gaps(void **state)
{
    struct pad *pad = *state;
    draw_line(pad, PAD_STROKE, 10, 10, 500, 400, 12);
    for (int i = 0; i <= 1000; i++) {
        float t = (float)i / 1000;
        assert_int_equal(grey_at(pad, (int)(10 + 490 * t), (int)(10 + 390 * t)), 255);
    }
}

static void test_a_stroke_goes_on_outside_the_pad(void **state)
{
    struct pad *pad = *state;
    assert_true(pad_begin(pad, PAD_STROKE, 400, 100, 20));
    assert_true(pad_move(pad, 700, 100, 20));
    assert_true(pad_move(pad, 700, 300, 20));
    assert_true(pad_move(pad, 400, 300, 20));
    pad_end(pad);
    assert_int_equal(pad->done, 1);
    assert_int_equal(grey_at(pad, 511, 100), 255);
    assert_int_equal(grey_at(pad, 511, 300), 255);
    assert_int_equal(grey_at(pad, 511, 200), 0); // nothing along the edge
}

static void test_a_stroke_that_leaves_no_ink_is_forgotten(void **state)
{
    struct pad *pad = *state;
    draw_line(pad, PAD_STROKE, 700, 100, 900, 100, 20);
    assert_int_equal(pad->count, 0);
    draw_line(pad, PAD_STROKE, 100, 100, 200, 100, 20);
    draw_line(pad, PAD_ERASE, 300, 300, 400, 300, 20);
    assert_int_equal(pad->count, 1);
}

static void test_ink_is_the_same_while_drawing_and_after_undo_and_redo(void **state)
{
    struct pad *pad = *state;
    struct random random;
    random_init(&random, 3, 0);
    enum { STEPS = 3 * PAD_KEEP_EVERY + 5 };
    uint8_t *sheets[STEPS + 1];
    size_t steps = 0;
    sheets[0] = copy_sheet(pad);
    while (steps < STEPS) {
        do_something(pad, &random);
        if (pad->done == steps)
            continue; // it had no effect and left nothing to undo
        sheets[++steps] = copy_sheet(pad);
        assert_int_equal(pad->done, steps);
    }
    for (size_t i = steps; i-- > 0;) {
        pad_undo(pad);
        assert_sheet(pad, sheets[i]);
    }
    assert_false(pad_can_undo(pad));
    for (size_t i = 1; i <= steps; i++) {
        pad_redo(pad);
        assert_sheet(pad, sheets[i]);
    }
    assert_false(pad_can_redo(pad));
    for (size_t i = 0; i <= steps; i++)
        free(sheets[i]);
}

static void test_undo_has_no_limit(void **state)
{
    struct pad *pad = *state;
    enum { STROKES = PAD_KEEP_EVERY * (PAD_KEPT + 3) };
    for (int i = 0; i < STROKES; i++)
        draw_line(pad, PAD_STROKE, (float)(i % 20 * 25 + 5), (float)(i / 20 * 20 + 5),
                  (float)(i % 20 * 25 + 15), (float)(i / 20 * 20 + 9), 6);
    uint8_t *full = copy_sheet(pad);
    for (int i = 0; i < STROKES; i++)
        pad_undo(pad);
    assert_true(pad_empty(pad));
    assert_false(pad_can_undo(pad));
    for (int i = 0; i < STROKES; i++)
        pad_redo(pad);
    assert_sheet(pad, full);
    free(full);
}

static void test_a_new_stroke_drops_what_could_be_redone(void **state)
{
    struct pad *pad = *state;
    for (int i = 0; i < 2 * PAD_KEEP_EVERY; i++)
        draw_line(pad, PAD_STROKE, 10, (float)(10 + 10 * i), 100, (float)(10 + 10 * i), 6);
    for (int i = 0; i < PAD_KEEP_EVERY + 3; i++)
        pad_undo(pad);
    draw_line(pad, PAD_STROKE, 300, 300, 400, 400, 20);
    assert_false(pad_can_redo(pad));
    uint8_t *now = copy_sheet(pad);
    // Sheets kept of the dropped strokes must not come back.
    for (int i = 0; i < PAD_KEEP_EVERY; i++)
        draw_line(pad, PAD_STROKE, 200, (float)(10 + 10 * i), 250, (float)(10 + 10 * i), 6);
    for (int i = 0; i < PAD_KEEP_EVERY; i++)
        pad_undo(pad);
    assert_sheet(pad, now);
    free(now);
}

static void test_erasing_takes_ink_away_and_can_be_undone(void **state)
{
    struct pad *pad = *state;
    draw_line(pad, PAD_STROKE, 100, 200, 400, 200, 20);
    draw_line(pad, PAD_ERASE, 250, 150, 250, 250, 30);
    assert_int_equal(grey_at(pad, 250, 200), 0);
    assert_int_equal(grey_at(pad, 120, 200), 255);
    pad_undo(pad);
    assert_int_equal(grey_at(pad, 250, 200), 255);
}

static void test_shift_draws_straight_lines(void **state)
{
    struct pad *pad = *state;
    assert_true(pad_begin(pad, PAD_STROKE, 100, 100, 10));
    assert_true(pad_move_straight(pad, 150, 300, 10));
    assert_true(pad_move_straight(pad, 300, 100, 10));
    assert_int_equal(grey_at(pad, 125, 200), 0); // the earlier line is gone
    assert_int_equal(grey_at(pad, 200, 100), 255);
    assert_true(pad_move(pad, 300, 200, 10)); // Shift released: by hand from here
    assert_true(pad_move_straight(pad, 400, 200, 10));
    pad_end(pad);
    const struct stroke *stroke = pad_strokes(pad)->stroke;
    assert_int_equal(stroke->count, 4);
    uint8_t *drawn = copy_sheet(pad);
    pad_undo(pad);
    pad_redo(pad);
    assert_sheet(pad, drawn);
    free(drawn);
}

static void test_clearing_an_empty_pad_leaves_nothing_to_undo(void **state)
{
    struct pad *pad = *state;
    assert_true(pad_clear(pad));
    assert_false(pad_can_undo(pad));
    draw_line(pad, PAD_STROKE, 100, 100, 200, 200, 10);
    assert_true(pad_clear(pad));
    assert_true(pad_empty(pad));
    assert_true(pad_clear(pad));
    assert_int_equal(pad->count, 2);
}

static void test_strokes_are_known_as_long_as_nothing_else_made_the_sheet(void **state)
{
    struct pad *pad = *state;
    draw_line(pad, PAD_STROKE, 100, 100, 200, 200, 10);
    draw_line(pad, PAD_STROKE, 200, 100, 100, 200, 10);
    assert_int_equal(pad_strokes(pad)->count, 2);
    draw_line(pad, PAD_ERASE, 100, 100, 110, 110, 10);
    assert_null(pad_strokes(pad));
    pad_undo(pad);
    assert_int_equal(pad_strokes(pad)->count, 2);
    assert_true(pad_clear(pad));
    assert_int_equal(pad_strokes(pad)->count, 0);
    draw_line(pad, PAD_STROKE, 100, 100, 600, 200, 10); // leaves the pad
    assert_null(pad_strokes(pad));
}

static void test_a_picture_is_untouched_until_something_is_drawn_on_it(void **state)
{
    struct pad *pad = *state;
    uint8_t grey[4] = {0, 255, 0, 255};
    assert_true(pad_set_picture(pad, &(struct ink){2, 2, grey}, NULL));
    struct normalized expected;
    normalize_grey(&expected, grey, 2, 2, 2);
    assert_non_null(pad_untouched_picture(pad));
    assert_memory_equal(pad_untouched_picture(pad)->digit, expected.digit, sizeof expected.digit);
    assert_null(pad_strokes(pad));
    assert_true(grey_at(pad, 400, 256) > 200);
    assert_true(grey_at(pad, 100, 256) < 60);
    draw_line(pad, PAD_STROKE, 10, 10, 20, 20, 10);
    assert_null(pad_untouched_picture(pad));
    pad_undo(pad);
    assert_non_null(pad_untouched_picture(pad));
}

// A large picture is scaled by areas when it comes, and never again.
static void test_a_large_picture_is_kept_no_larger_than_the_pad(void **state)
{
    struct pad *pad = *state;
    enum { LARGE = 3 * PAD_SIDE, ACROSS = 2 * PAD_SIDE };
    struct ink picture;
    struct random random;
    random_init(&random, 3, 0);
    assert_true(ink_init(&picture, ACROSS, LARGE, NULL));
    for (int i = 0; i < ACROSS * LARGE; i++)
        picture.grey[i] = (uint8_t)random_below(&random, 256);
    assert_true(pad_set_picture(pad, &picture, NULL));
    assert_true(pad->op[0].picture.fitted.width <= PAD_SIDE);
    assert_true(pad->op[0].picture.fitted.height <= PAD_SIDE);
    for (int row = 100; row < PAD_SIDE; row += 37)
        for (int column = 100; column < PAD_SIDE - 100; column += 41) {
            int sum = 0;
            for (int i = 0; i < 9; i++)
                sum += picture.grey[(3 * row + i / 3) * ACROSS + 3 * column - PAD_SIDE / 2 + i % 3];
            assert_int_equal(grey_at(pad, column, row), (sum + 4) / 9);
        }
    assert_int_equal(grey_at(pad, 20, 256), 0); // paper beside it
    assert_int_equal(grey_at(pad, PAD_SIDE - 20, 256), 0);
    ink_free(&picture);
}

// The time of taking a stroke back and painting it again, on a blank picture of this size.
static double undo_seconds(int side)
{
    struct pad pad;
    struct ink picture;
    assert_true(pad_init(&pad, NULL));
    assert_true(ink_init(&picture, side, side, NULL));
    assert_true(pad_set_picture(&pad, &picture, NULL));
    ink_free(&picture);
    draw_line(&pad, PAD_STROKE, 100, 100, 200, 200, 20);
    double best = 1e9;
    for (int i = 0; i < 5; i++) {
        clock_t start = clock();
        pad_undo(&pad);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        best = seconds < best ? seconds : best;
        assert_true(pad_empty(&pad));
        pad_redo(&pad);
        assert_false(pad_empty(&pad));
    }
    pad_free(&pad);
    return best;
}

static void test_undo_on_a_large_picture_costs_what_it_costs_on_a_small_one(void **state)
{
    (void)state;
    double large = undo_seconds(4096), small = undo_seconds(28);
    if (large > 8 * small)
        fail_msg("%.4f s instead of %.4f s", large, small);
}

static void test_a_wide_picture_keeps_its_shape(void **state)
{
    struct pad *pad = *state;
    uint8_t grey[200 * 50];
    memset(grey, 255, sizeof grey);
    assert_true(pad_set_picture(pad, &(struct ink){200, 50, grey}, NULL));
    assert_int_equal(grey_at(pad, 256, 256), 255);
    assert_int_equal(grey_at(pad, 256, 180), 0);
    assert_int_equal(grey_at(pad, 5, 256), 255);
    assert_int_equal(grey_at(pad, 256, 332), 0);
}

static void test_opened_strokes_fill_the_pad_as_their_box_says(void **state)
{
    struct pad *pad = *state;
    struct drawing drawing = {0};
    struct stroke *stroke = drawing_add_stroke(&drawing);
    assert_true(stroke_add(stroke, 50, 50) && stroke_add(stroke, 50, 100));
    assert_true(pad_set_drawing(pad, &drawing, 100, 200, 20, NULL));
    struct point end = pad_strokes(pad)->stroke[0].point[1];
    assert_float_equal(end.x, 256, 1e-3);
    assert_float_equal(end.y, 256, 1e-3);
    assert_true(stroke_add(stroke, 900, 100)); // outside its box: still on the pad
    assert_true(pad_set_drawing(pad, &drawing, 100, 200, 20, NULL));
    end = pad_strokes(pad)->stroke[0].point[2];
    assert_true(end.x <= PAD_SIDE && end.y <= PAD_SIDE);
    assert_true(pad_fit_drawing(pad, &drawing, 20, NULL));
    end = pad_strokes(pad)->stroke[0].point[2];
    assert_true(end.x < PAD_SIDE * 0.9f && end.x > PAD_SIDE * 0.7f);
    drawing_free(&drawing);
}

static void test_erased_parts_are_cut_out_of_saved_strokes(void **state)
{
    struct pad *pad = *state;
    struct drawing left;
    draw_line(pad, PAD_STROKE, 100, 200, 400, 200, 20);
    draw_line(pad, PAD_ERASE, 250, 150, 250, 250, 40);
    draw_line(pad, PAD_STROKE, 250, 300, 260, 300, 20); // after erasing: stays whole
    assert_true(pad_cut_strokes(pad, &left, NULL));
    assert_int_equal(left.count, 3);
    const struct stroke *first = &left.stroke[0], *second = &left.stroke[1];
    assert_float_equal(first->point[0].x, 100, 1e-3);
    assert_true(fabsf(first->point[first->count - 1].x - 230) < 3);
    assert_true(fabsf(second->point[0].x - 270) < 3);
    assert_float_equal(second->point[second->count - 1].x, 400, 1e-3);
    drawing_free(&left);
}

static void test_strokes_without_erasing_are_saved_as_they_were_drawn(void **state)
{
    struct pad *pad = *state;
    struct drawing left;
    draw_line(pad, PAD_STROKE, 10, 20, 400, 200, 20);
    assert_true(pad_clear(pad));
    draw_line(pad, PAD_STROKE, 100, 200, 400, 210, 20);
    assert_true(pad_cut_strokes(pad, &left, NULL));
    assert_int_equal(left.count, 1);
    assert_int_equal(left.stroke[0].count, 2);
    assert_float_equal(left.stroke[0].point[1].y, 210, 0);
    drawing_free(&left);
}

static void test_a_picture_cannot_be_saved_as_strokes(void **state)
{
    struct pad *pad = *state;
    struct drawing left;
    struct status status;
    uint8_t grey[1] = {255};
    assert_true(pad_set_picture(pad, &(struct ink){1, 1, grey}, NULL));
    assert_false(pad_cut_strokes(pad, &left, &status));
    support_assert_says(&status, STATUS_USAGE, "picture");
}

static void test_undo_while_drawing_takes_the_stroke_back(void **state)
{
    struct pad *pad = *state;
    assert_true(pad_begin(pad, PAD_STROKE, 100, 100, 10));
    assert_true(pad_move(pad, 200, 200, 10));
    pad_undo(pad);
    assert_true(pad_empty(pad));
    assert_true(pad_move(pad, 300, 300, 10)); // the button is still down
    assert_true(pad_empty(pad));
    pad_end(pad);
    assert_true(pad_can_redo(pad));
}

static void test_every_visible_change_raises_the_version(void **state)
{
    struct pad *pad = *state;
    uint64_t version = pad->version;
    assert_true(pad_begin(pad, PAD_STROKE, 100, 100, 10));
    assert_true(pad->version > version);
    version = pad->version;
    assert_true(pad_move(pad, 200, 200, 10));
    assert_true(pad->version > version);
    version = pad->version;
    assert_true(pad_move(pad, 200, 200, 10)); // nowhere
    assert_true(pad->version == version);
    pad_end(pad);
    pad_undo(pad);
    assert_true(pad->version > version);
    version = pad->version;
    pad_redo(pad);
    assert_true(pad->version > version);
}

#define PAD_TEST(test) cmocka_unit_test_setup_teardown(test, open_pad, close_pad)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PAD_TEST(test_a_fast_curve_is_round),
        PAD_TEST(test_a_corner_stays_sharp),
        PAD_TEST(test_a_click_leaves_a_dot),
        PAD_TEST(test_a_fast_hand_leaves_no_gaps),
        PAD_TEST(test_a_stroke_goes_on_outside_the_pad),
        PAD_TEST(test_a_stroke_that_leaves_no_ink_is_forgotten),
        PAD_TEST(test_ink_is_the_same_while_drawing_and_after_undo_and_redo),
        PAD_TEST(test_undo_has_no_limit),
        PAD_TEST(test_a_new_stroke_drops_what_could_be_redone),
        PAD_TEST(test_erasing_takes_ink_away_and_can_be_undone),
        PAD_TEST(test_shift_draws_straight_lines),
        PAD_TEST(test_clearing_an_empty_pad_leaves_nothing_to_undo),
        PAD_TEST(test_strokes_are_known_as_long_as_nothing_else_made_the_sheet),
        PAD_TEST(test_a_picture_is_untouched_until_something_is_drawn_on_it),
        PAD_TEST(test_a_large_picture_is_kept_no_larger_than_the_pad),
        PAD_TEST(test_undo_on_a_large_picture_costs_what_it_costs_on_a_small_one),
        PAD_TEST(test_a_wide_picture_keeps_its_shape),
        PAD_TEST(test_opened_strokes_fill_the_pad_as_their_box_says),
        PAD_TEST(test_erased_parts_are_cut_out_of_saved_strokes),
        PAD_TEST(test_strokes_without_erasing_are_saved_as_they_were_drawn),
        PAD_TEST(test_a_picture_cannot_be_saved_as_strokes),
        PAD_TEST(test_undo_while_drawing_takes_the_stroke_back),
        PAD_TEST(test_every_visible_change_raises_the_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
