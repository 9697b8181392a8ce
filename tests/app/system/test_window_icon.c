// What task bars show of the window is what the menu shows of the program.
#include "tests/support/support.h"

#include "app/system/window_icon.h"
#include <png.h>

static uint32_t *read_png(const char *path, int side)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_file(&image, path));
    assert_int_equal(image.width, side);
    assert_int_equal(image.height, side);
    image.format = PNG_FORMAT_RGBA;
    uint8_t *bytes = malloc(PNG_IMAGE_SIZE(image));
    uint32_t *pixels = malloc((size_t)side * (size_t)side * sizeof *pixels);
    assert_true(bytes && pixels);
    assert_true(png_image_finish_read(&image, NULL, bytes, 0, NULL));
    for (int i = 0; i < side * side; i++)
        pixels[i] = (uint32_t)bytes[4 * i + 3] << 24 | (uint32_t)bytes[4 * i] << 16 |
                    (uint32_t)bytes[4 * i + 1] << 8 | bytes[4 * i + 2];
    free(bytes);
    return pixels;
}

// The largest difference of a channel, of what can be seen.
static int difference(uint32_t a, uint32_t b)
{
    int most = abs((int)(a >> 24) - (int)(b >> 24));
    if (a >> 24 < 128 || b >> 24 < 128)
        return most;
    for (int shift = 0; shift < 24; shift += 8) {
        int channel = abs((int)(a >> shift & 255) - (int)(b >> shift & 255));
        most = channel > most ? channel : most;
    }
    return most;
}

static void test_the_window_s_icon_is_that_of_the_menu(void **state)
{
    (void)state;
    struct canvas drawn = {0};
    assert_true(window_icon_draw(&drawn));
    uint32_t *installed = read_png(LENETPAD_SOURCE_ASSETS "/icons/lenetpad-64.png", drawn.width);
    int other = 0;
    for (int i = 0; i < drawn.width * drawn.height; i++)
        other += difference(drawn.pixel[i], installed[i]) > 48; // along edges they may
    print_message("%d of %d pixels differ\n", other, drawn.width * drawn.height);
    assert_true(other < drawn.width * drawn.height / 100);
    free(installed);
    canvas_free(&drawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_window_s_icon_is_that_of_the_menu),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
