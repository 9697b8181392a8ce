// From where on a picture is a drawn one, where its paper is, and how dark a colour looks.
#include "tests/support/turning_point.h"

#include "app/pictures/picture.h"

#include <png.h>

static struct ink found;

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

// Paper of 200, of another light on so many pixels of its border.
static void lay_paper(int pixels, int light)
{
    paint(0, 0, 100, 100, 200, 255);
    paint(0, 0, pixels, 1, (uint8_t)light, 255);
}

// A faint mark: ink of a drawn picture, lost on a photograph.
static bool border_is_uneven(int pixels)
{
    lay_paper(pixels, 100);
    paint(40, 40, 5, 5, 198, 255);
    return ink_at(42, 42) == 0;
}

// Whether a speck is ink, which is lost on a photograph, too.
static bool speck_is_ink(int light)
{
    paint(40, 40, 2, 2, (uint8_t)light, 255);
    return ink_at(41, 41) > 0;
}

static bool colours_differ(int by)
{
    lay_paper(60, 200 - by);
    return !speck_is_ink(100);
}

static bool is_stronger_than_noise(int by)
{
    lay_paper(60, 199);
    return speck_is_ink(200 - by);
}

static bool border_is_noisy(int pixels)
{
    lay_paper(pixels, 199);
    return !speck_is_ink(190);
}

// On middle grey, a dark square and below it some rows of what is lighter by as much.
static bool lighter_side_wins(int rows)
{
    paint(0, 0, 100, 100, 128, 255);
    paint(40, 40, 5, 5, 28, 255);
    paint(40, 60, 1, rows, 228, 255);
    return ink_at(42, 42) == 0;
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
    ASSERT_TURNS(is_stronger_than_noise, 17);
    ASSERT_TURNS(border_is_noisy, 40);   // of 396 pixels
    ASSERT_TURNS(lighter_side_wins, 26); // against 25 pixels
    ASSERT_TURNS(ink_is_light, 128);
    ASSERT_TURNS(border_is_opaque, 198); // of 396
    ASSERT_TURNS(pixel_is_opaque, 128);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_colours_are_as_dark_as_they_look),
        cmocka_unit_test(test_what_is_a_drawn_picture_and_where_its_paper_is),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
