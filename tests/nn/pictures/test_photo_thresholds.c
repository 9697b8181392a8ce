// From where on a mark on a photographed sheet is ink, and which ink is the digit.
#include "tests/support/turning_point.h"

#include "nn/pictures/photo.h"

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

// Paper of one light, and on it a bar as tall as a digit.
static void lay_bar(int left, int light)
{
    lay_paper(200, 200, 0);
    fill(left, 100, 12, 200, light);
}

// How much ink is found at a place.
static int level(int x, int y)
{
    assert_true(photo_find_ink(&found, photo, PHOTO, PHOTO, NULL));
    int grey = found.grey[y * PHOTO + x];
    ink_free(&found);
    return grey;
}

static bool inked(int x, int y)
{
    return level(x, y) > 0;
}

static bool found_darker_by(int darker)
{
    lay_bar(195, 200 - darker);
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
    lay_bar(left, 150);
    return inked(left + 5, 200);
}

static bool dark_enough_for_the_edge(int darker)
{
    lay_paper(200, 200, 0);
    fill(195, 0, 12, PHOTO, 200 - darker);
    return inked(200, 200);
}

// A line from the top on, but not to the bottom, as rules go, against a small mark in the middle.
static bool mark_beats_the_edge(int size)
{
    lay_paper(200, 200, 0);
    fill(60, 0, 8, 350, 20);
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
    lay_bar(150, 20);
    fill(162 + gap, 150, 8, 60, 20);
    return !inked(165 + gap, 180);
}

static bool stroke_is_large_enough(int height)
{
    lay_bar(150, 20);
    fill(180, 150, 6, height, 20);
    return inked(183, 150 + height / 2);
}

static bool stroke_is_dark_enough_to_be_ink(int darker)
{
    lay_bar(150, 20);
    fill(180, 150, 12, 60, 200 - darker);
    return inked(185, 180);
}

// The digit is so near the edge that what is ink does not follow from it.
static bool stroke_is_dark_enough_for_the_digit(int darker)
{
    lay_bar(20, 20);
    fill(60, 150, 12, 60, 200 - darker);
    return inked(65, 180);
}

// A stroke whose upper part is darker: where it is more than that share, it is full ink.
static bool upper_part_rules(int percent)
{
    lay_paper(200, 200, 0);
    fill(180, 100, 40, 200, 50);
    fill(180, 100, 40, 2 * percent, 0);
    return level(200, 290) < 255;
}

// What is another ink than the darkest is found by its soft edge, too.
static bool is_another_ink(void)
{
    return inked(194, 200);
}

static bool few_black_pixels_rule(int count)
{
    lay_bar(195, 150);
    fill(100, 100, count, 10, 0);
    return is_another_ink();
}

static bool black_rules_from_the_eighth_on(int left)
{
    lay_bar(195, 150);
    fill(left, 100, 10, 60, 0);
    return is_another_ink();
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
    ASSERT_TURNS(mark_beats_the_edge, 22);
    ASSERT_TURNS(large_beats_black, 44);
    ASSERT_TURNS(stroke_is_too_far, 41); // a fifth of 200
    ASSERT_TURNS(stroke_is_large_enough, 25);
    ASSERT_TURNS(stroke_is_dark_enough_to_be_ink, 90);
    ASSERT_TURNS(stroke_is_dark_enough_for_the_digit, 82);
    ASSERT_TURNS(upper_part_rules, 43); // percent
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_how_faint_ink_may_be),
        cmocka_unit_test(test_what_of_the_ink_is_the_digit),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
