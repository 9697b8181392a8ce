// Ink and paper of any two colours, also where both are equally light, drawn and photographed.
#include "tests/support/support.h"
#include "tests/support/turning_point.h"

#include "app/pictures/picture.h"
#include "app/pictures/tone.h"
#include "nn/base/random.h"

#include <png.h>

enum { WIDTH = 200 };

static uint8_t picture[WIDTH][WIDTH][4];

static bool is_ink(int x, int y)
{
    return x >= 90 && x < 104 && y >= 60 && y < 140;
}

static void draw(const uint8_t paper[3], const uint8_t pen[3])
{
    for (int y = 0; y < WIDTH; y++)
        for (int x = 0; x < WIDTH; x++) {
            memcpy(picture[y][x], is_ink(x, y) ? pen : paper, 3);
            picture[y][x][3] = 255;
        }
}

// Light that falls off to the lower right by half, and noise.
static void photograph(uint64_t seed, int noise)
{
    struct random random;
    random_init(&random, seed, 0);
    for (int y = 0; y < WIDTH; y++)
        for (int x = 0; x < WIDTH; x++)
            for (int part = 0; part < 3; part++) {
                int level = picture[y][x][part] * (4 * WIDTH - x - y) / (4 * WIDTH);
                level += (int)random_between(&random, (float)-noise, (float)noise + 1);
                picture[y][x][part] = (uint8_t)(level < 0 ? 0 : level > 255 ? 255 : level);
            }
}

static void read_picture(struct ink *ink)
{
    struct status status = {0};
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = WIDTH, .height = WIDTH, .format = PNG_FORMAT_RGBA};
    assert_true(png_image_write_to_file(&image, "p.png", 0, picture, 0, NULL) != 0);
    if (!picture_load(ink, "p.png", &status))
        fail_msg("%s", status.message);
}

static const uint8_t pairs[][2][3] = {
    {{255, 255, 255}, {255, 140, 0}}, // white, orange
    {{0, 0, 0}, {40, 90, 200}},       // black, blue
    {{255, 235, 60}, {255, 140, 0}},  // yellow, orange
    {{20, 20, 90}, {150, 60, 160}},   // navy, purple
    {{210, 70, 90}, {118, 118, 118}}, // red and grey, equally light
    {{40, 150, 60}, {200, 50, 40}},   // green, red
    {{255, 255, 0}, {255, 255, 255}}, // yellow, white
    {{0, 0, 255}, {0, 0, 0}},         // blue, black
    {{90, 90, 90}, {120, 120, 120}},  // dark greys
    {{200, 200, 200}, {180, 180, 180}},
};
enum { PAIRS = sizeof pairs / sizeof pairs[0] };

static void test_of_any_two_colours_one_is_ink_on_the_other(void **state)
{
    (void)state;
    for (int i = 0; i < 2 * PAIRS; i++) {
        struct ink ink;
        draw(pairs[i / 2][i % 2], pairs[i / 2][1 - i % 2]);
        read_picture(&ink);
        int level = ink.grey[100 * WIDTH + 97];
        assert_true(level > 0);
        for (int y = 0; y < WIDTH; y++)
            for (int x = 0; x < WIDTH; x++)
                if (ink.grey[y * WIDTH + x] != (is_ink(x, y) ? level : 0))
                    fail_msg("pair %d: %d at (%d, %d)", i, ink.grey[y * WIDTH + x], x, y);
        ink_free(&ink);
    }
}

static void test_ink_of_another_colour_is_found_on_a_photograph(void **state)
{
    (void)state;
    for (int i = 0; i < 2 * PAIRS; i++) {
        struct ink ink;
        draw(pairs[i / 2][i % 2], pairs[i / 2][1 - i % 2]);
        photograph((uint64_t)i, 6);
        read_picture(&ink);
        int wrong = 0, level = ink.grey[100 * WIDTH + 97];
        for (int y = 0; y < WIDTH; y++)
            for (int x = 0; x < WIDTH; x++)
                wrong += (ink.grey[y * WIDTH + x] > level / 2) != is_ink(x, y);
        if (wrong > 200) // the edge is 188 pixels long
            fail_msg("pair %d: %d pixels are wrong", i, wrong);
        ink_free(&ink);
    }
}

static void test_blank_paper_of_any_colour_is_blank(void **state)
{
    (void)state;
    for (int i = 0; i < 2 * PAIRS; i++) {
        struct ink ink;
        const uint8_t *paper = pairs[i / 2 % PAIRS][i % 2];
        draw(paper, paper);
        photograph((uint64_t)i, 2 + 2 * i);
        read_picture(&ink);
        for (int at = 0; at < ink.width * ink.height; at++)
            if (ink.grey[at] != 0)
                fail_msg("paper %d: ink at %d", i, at);
        ink_free(&ink);
    }
}

// ---- From where on colour tells -----------------------------------------------------------------

// Whether colour tells in a picture of grey paper and a pen.
// A slanted stroke cut close, in fewer pixels than the window that photographs are looked at with:
// nothing says that it differs by colour.
static void test_a_close_cut_of_few_pixels_is_told_by_its_lightness(void **state)
{
    (void)state;
    enum { ACROSS = 8, DOWN = 20 };
    for (int light = 0; light < 2; light++) {
        uint8_t grey[DOWN][ACROSS];
        struct ink ink;
        struct status status = {0};
        for (int y = 0; y < DOWN; y++)
            for (int x = 0; x < ACROSS; x++) {
                int off = abs(2 * x - (2 * ACROSS - 3) + y * (2 * ACROSS - 4) / DOWN);
                int level = off < 3 ? 255 : off < 4 ? 90 : 0;
                grey[y][x] = (uint8_t)(light ? level : 255 - level);
            }
        png_image image = {.version = PNG_IMAGE_VERSION,
                           .width = ACROSS,
                           .height = DOWN,
                           .format = PNG_FORMAT_GRAY};
        assert_true(png_image_write_to_file(&image, "cut.png", 0, grey, 0, NULL) != 0);
        if (!picture_load(&ink, "cut.png", &status))
            fail_msg("%s", status.message);
        for (int y = 0; y < DOWN; y++)
            for (int x = 0; x < ACROSS; x++)
                assert_int_equal(ink.grey[y * ACROSS + x], light ? grey[y][x] : 255 - grey[y][x]);
        ink_free(&ink);
    }
}

static bool is_of_colour(const uint8_t pen[3])
{
    static const uint8_t paper[] = {100, 100, 100};
    struct pixels pixels = {picture[0], WIDTH, WIDTH};
    draw(paper, pen);
    return tone_of_drawn(&pixels, paper).colour;
}

static bool is_light_enough_for_luminance(int green)
{
    return !is_of_colour((uint8_t[]){200, (uint8_t)green, 100});
}

static bool is_far_enough_from_the_paper(int blue)
{
    return is_of_colour((uint8_t[]){100, 100, (uint8_t)blue});
}

// Below the first ink there is more of it, of another colour.
static bool one_axis_rules(int smaller)
{
    static const uint8_t paper[] = {100, 100, 100}, other[] = {200, 48, 100};
    struct pixels pixels = {picture[0], WIDTH, WIDTH};
    draw(paper, (uint8_t[]){100, 100, 200});
    for (int y = 140; y < 220 - smaller; y++)
        for (int x = 90; x < 104; x++)
            memcpy(picture[y % WIDTH][x], other, 3);
    return tone_of_drawn(&pixels, paper).colour;
}

static void test_from_where_on_colour_tells_ink_from_paper(void **state)
{
    (void)state;
    ASSERT_TURNS(is_light_enough_for_luminance, 99);
    ASSERT_TURNS(is_far_enough_from_the_paper, 120);
    ASSERT_TURNS(one_axis_rules, 56);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_of_any_two_colours_one_is_ink_on_the_other),
        cmocka_unit_test(test_ink_of_another_colour_is_found_on_a_photograph),
        cmocka_unit_test(test_blank_paper_of_any_colour_is_blank),
        cmocka_unit_test(test_a_close_cut_of_few_pixels_is_told_by_its_lightness),
        cmocka_unit_test(test_from_where_on_colour_tells_ink_from_paper),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
