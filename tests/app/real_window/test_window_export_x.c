// File > Export in the real window: what is written is what the screen shows, and larger pictures
// are asked for by the pointer.
#include "tests/support/x_words.h"

#include "app/window/dialogs/dialog_export.h"
#include "app/window/dialogs/files/dialog_files.h"
#include "app/window/export/export_choice.h"

#include <png.h>

static int open_desk(void **state)
{
    if (desk_open_program(state) != 0)
        return -1;
    place_find_window(*state);
    return 0;
}

static struct app *twin_of_dialog(const struct desk *desk, enum export_what what, int times)
{
    struct app *twin = twin_open(desk, 1, &(struct session_options){.own_digits = ""});
    twin->session.settings.export.what = (int)what;
    twin->session.settings.export.times = times;
    dialog_export_open(twin);
    twin_draw(twin);
    return twin;
}

// Files are renamed to their names when they are whole.
static uint8_t *await_picture(const char *path, int *width, int *height)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    double end = now() + DEADLINE_SECONDS;
    while (access(path, F_OK) != 0 && now() < end)
        nap();
    if (!png_image_begin_read_from_file(&image, path))
        fail_msg("%s: %s", path, image.message);
    image.format = PNG_FORMAT_RGB;
    uint8_t *rgb = malloc(PNG_IMAGE_SIZE(image));
    assert_true(png_image_finish_read(&image, NULL, rgb, 0, NULL) != 0);
    *width = (int)image.width;
    *height = (int)image.height;
    return rgb;
}

static void await_file_dialog(const struct desk *desk, struct app *twin, const char *name)
{
    dialog_files_open_named(twin, FILE_PURPOSE_EXPORT_PNG, name);
    await_words(desk, twin, "Export as PNG");
    await_typing(desk, twin, name);
}

static void test_the_window_is_exported_as_the_screen_shows_it_by_keys(void **state)
{
    const struct desk *desk = *state;
    int width, height, unlike = 0;
    struct app *twin = twin_of_dialog(desk, EXPORT_WINDOW, 1);
    draw_stroke(desk);
    park_pointer(desk, twin);
    uint32_t *screen = still_screen(desk);
    xdotool("key ctrl+shift+e");
    await_words(desk, twin, "The whole window");
    xdotool("key Return");
    await_file_dialog(desk, twin, "window.png");
    xdotool("key Return");
    uint8_t *rgb = await_picture("window.png", &width, &height);
    assert_int_equal(width, twin->canvas.width);
    assert_int_equal(height, twin->canvas.height);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            const uint8_t *pixel = rgb + 3 * ((size_t)y * (size_t)width + (size_t)x);
            uint32_t seen = screen[(top + y) * desk->width + left + x] & 0xffffff;
            bool pointer = x < 24 && y >= height - 24; // which is parked there
            unlike +=
                !pointer && seen != ((uint32_t)pixel[0] << 16 | (uint32_t)pixel[1] << 8 | pixel[2]);
        }
    free(screen);
    free(rgb);
    app_close(twin);
    assert_int_equal(unlike, 0);
}

static void test_the_figure_is_exported_four_times_as_large_by_the_pointer(void **state)
{
    const struct desk *desk = *state;
    int width, height;
    xdotool("key ctrl+shift+e");
    struct app *twin = twin_of_dialog(desk, EXPORT_WINDOW, 1);
    await_words(desk, twin, "The whole window");
    click_words(desk, twin, "The network's figure");
    app_close(twin);
    twin = twin_of_dialog(desk, EXPORT_FIGURE, 1);
    await_words(desk, twin, "The layers with all"); // its help
    click_words(desk, twin, "4×");
    click_words(desk, twin, "Export to a file…");
    await_file_dialog(desk, twin, "figure.png");
    click_words(desk, twin, "Export");
    free(await_picture("figure.png", &width, &height));
    assert_int_equal(width, 4 * twin->layout.card[PANEL_FIGURE].w);
    assert_int_equal(height, 4 * twin->layout.card[PANEL_FIGURE].h);
    app_close(twin);
}

int main(void)
{
#define ON_DESK(test) cmocka_unit_test_setup_teardown(test, open_desk, desk_close_program)
    const struct CMUnitTest tests[] = {
        ON_DESK(test_the_window_is_exported_as_the_screen_shows_it_by_keys),
        ON_DESK(test_the_figure_is_exported_four_times_as_large_by_the_pointer),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
