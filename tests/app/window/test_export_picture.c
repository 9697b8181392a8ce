// The window's picture, and each panel's: as large as was asked for, with nothing on it that comes
// and goes, and the window is as it was. Read back by libpng, and by a reader of XML made here.
#include "tests/support/shell_events.h"

#include "app/session/operating.h"
#include "app/session/step/slow_motion.h"
#include "app/session/why.h"
#include "app/window/export/export_picture.h"
#include "tests/support/well_formed.h"

#include <png.h>
#include <signal.h>
#include <sys/resource.h>

struct picture {
    int width, height;
    uint8_t *rgb; // owned
};

static struct picture read_picture(const char *path)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_file(&image, path))
        fail_msg("%s: %s", path, image.message);
    image.format = PNG_FORMAT_RGB;
    struct picture picture = {(int)image.width, (int)image.height, malloc(PNG_IMAGE_SIZE(image))};
    assert_true(png_image_finish_read(&image, NULL, picture.rgb, 0, NULL) != 0);
    return picture;
}

static struct picture take(struct app *app, int part, int times)
{
    struct status status = {0};
    if (!export_picture_png(app, part, times, "taken.png", &status))
        fail_msg("%s", status.message);
    return read_picture("taken.png");
}

static char *take_svg(struct app *app, int part)
{
    struct status status = {0};
    size_t size;
    if (!export_picture_svg(app, part, "taken.svg", &status))
        fail_msg("%s", status.message);
    char *text = (char *)support_read("taken.svg", &size);
    text = realloc(text, size + 1);
    text[size] = '\0';
    return text;
}

static void draw_digit(struct app *app)
{
    stroke(app, BUTTON_LEFT, .2f, .2f, .8f, .3f);
    stroke(app, BUTTON_LEFT, .8f, .3f, .4f, .9f);
    send_pointer(app, EVENT_POINTER_LEAVE, 0, 0, 0);
    app_frame(app);
}

static void test_every_part_is_exactly_as_many_times_as_large(void **state)
{
    struct app *app = *state;
    assert_true(app_resize(app, 701, 463, 1, NULL)); // no round numbers
    app_frame(app);
    draw_digit(app);
    for (int part = 0; part <= EXPORT_WHOLE_WINDOW; part++) {
        struct rect place = export_picture_place(app, part);
        assert_true(place.w > 0 || part == PANEL_PAGE || part == PANEL_SIDE);
        for (int times = 1; place.w > 0 && times <= EXPORT_TIMES_MOST; times++) {
            struct picture picture = take(app, part, times);
            assert_int_equal(picture.width, times * place.w);
            assert_int_equal(picture.height, times * place.h);
            free(picture.rgb);
        }
    }
}

static bool is_pixel(const struct canvas *canvas, const struct picture *picture, size_t i)
{
    uint32_t pixel = canvas->pixel[i];
    const uint8_t *rgb = picture->rgb + 3 * i;
    return rgb[0] == (pixel >> 16 & 255) && rgb[1] == (pixel >> 8 & 255) && rgb[2] == (pixel & 255);
}

static void test_the_window_at_its_own_size_is_what_is_seen(void **state)
{
    struct app *app = *state;
    draw_digit(app);
    struct picture picture = take(app, EXPORT_WHOLE_WINDOW, 1);
    size_t differ = 0, count = (size_t)app->canvas.width * (size_t)app->canvas.height;
    for (size_t i = 0; i < count; i++)
        differ += !is_pixel(&app->canvas, &picture, i);
    assert_int_equal(differ, 0);
    free(picture.rgb);
}

// Of a feature map: each cell is a block of one colour, `times` as large.
static void test_a_larger_figure_has_the_same_cells_in_the_same_places(void **state)
{
    struct app *app = *state;
    draw_digit(app);
    struct rect card = export_picture_place(app, PANEL_FIGURE);
    struct picture one = take(app, PANEL_FIGURE, 1), three = take(app, PANEL_FIGURE, 3);
    struct rect map = layout_map(&app->layout, LENET_C1, 4);
    for (int y = map.y - card.y; y < map.y - card.y + map.h; y++)
        for (int x = map.x - card.x; x < map.x - card.x + map.w; x++)
            for (int i = 0; i < 9; i++) {
                int at = (3 * y + i / 3) * three.width + 3 * x + i % 3;
                assert_memory_equal(three.rgb + 3 * (ptrdiff_t)at,
                                    one.rgb + 3 * ((ptrdiff_t)y * one.width + x), 3);
            }
    free(one.rgb);
    free(three.rgb);
}

static void test_pointer_messages_menus_and_dialogs_are_not_on_it(void **state)
{
    struct app *app = *state;
    draw_digit(app);
    struct picture plain = take(app, EXPORT_WHOLE_WINDOW, 1);
    size_t size = (size_t)plain.width * (size_t)plain.height * 3;
    notice_say(&app->session.notice, "A message", ACTION_NONE, 60);
    struct rect map = layout_map(&app->layout, LENET_C3, 6);
    send_pointer(app, EVENT_POINTER_MOVE, (float)map.x + 3, (float)map.y + 3, 0);
    app_frame(app);
    assert_true(app->hovering);
    struct picture pointed = take(app, EXPORT_WHOLE_WINDOW, 1);
    assert_memory_equal(pointed.rgb, plain.rgb, size);
    ui_menu_open(&app->ui, 0);
    app_frame(app);
    struct picture menu = take(app, EXPORT_WHOLE_WINDOW, 1);
    assert_memory_equal(menu.rgb, plain.rgb, size);
    ui_menu_open(&app->ui, -1);
    press(app, 's', MOD_CTRL);
    struct picture dialog = take(app, EXPORT_WHOLE_WINDOW, 1);
    assert_memory_equal(dialog.rgb, plain.rgb, size);
    assert_int_equal(app->session.questions.open, QUESTION_FILES);
    free(plain.rgb);
    free(pointed.rgb);
    free(menu.rgb);
    free(dialog.rgb);
}

static void test_the_window_is_as_it_was_after_a_picture(void **state)
{
    struct app *app = *state;
    draw_digit(app);
    press(app, '2', MOD_ALT);
    size_t size = (size_t)app->canvas.width * (size_t)app->canvas.height * sizeof(uint32_t);
    uint32_t *before = malloc(size);
    memcpy(before, app->canvas.pixel, size);
    struct layout layout = app->layout;
    struct picture picture = take(app, PANEL_FIGURE, 4);
    free(take_svg(app, PANEL_FIGURE));
    free(picture.rgb);
    assert_int_equal(app->page, PAGE_TRAINING);
    assert_memory_equal(&app->layout, &layout, sizeof layout);
    assert_memory_equal(app->canvas.pixel, before, size);
    app_frame(app);
    assert_memory_equal(app->canvas.pixel, before, size);
    free(before);
}

static void test_the_figure_is_there_while_another_page_is_shown(void **state)
{
    struct app *app = *state;
    draw_digit(app);
    struct picture before = take(app, PANEL_FIGURE, 1);
    press(app, '3', MOD_ALT);
    assert_true(export_picture_has(app, PANEL_FIGURE));
    struct picture behind = take(app, PANEL_FIGURE, 1);
    assert_int_equal(before.height, behind.height);
    assert_memory_equal(before.rgb, behind.rgb, (size_t)before.width * (size_t)before.height * 3);
    free(before.rgb);
    free(behind.rgb);
}

static void test_a_panel_that_is_not_there_is_refused_by_name(void **state)
{
    struct app *app = *state;
    struct status status = {0};
    assert_false(export_picture_png(app, PANEL_PAGE, 1, "gone.png", &status));
    assert_non_null(strstr(status.message, "\"page\" is not in the window"));
    assert_false(export_picture_svg(app, PANEL_PAGE, "gone.svg", &status));
    assert_int_not_equal(access("gone.png", F_OK), 0);
    assert_int_not_equal(access("gone.svg", F_OK), 0);
}

static void test_a_picture_too_large_is_refused_with_its_size(void **state)
{
    struct app *app = *state;
    struct status status = {0};
    assert_true(app_resize(app, 10000, 100, 1, NULL));
    app_frame(app);
    assert_false(export_picture_png(app, EXPORT_WHOLE_WINDOW, 4, "large.png", &status));
    assert_non_null(strstr(status.message, "40000x400"));
    assert_non_null(strstr(status.message, "smaller"));
    assert_int_equal(app->canvas.width, 10000);
}

static int count_of(const char *text, const char *word)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, word)); at++)
        count++;
    return count;
}

static void test_the_svg_is_well_formed_and_its_text_is_text(void **state)
{
    struct app *app = *state;
    draw_digit(app);
    for (int part = 0; part <= EXPORT_WHOLE_WINDOW; part++) {
        if (part == PANEL_PAGE)
            continue;
        char *text = take_svg(app, part), size[64];
        struct rect place = export_picture_place(app, part);
        well_formed_assert(text);
        snprintf(size, sizeof size, "viewBox=\"0 0 %d %d\"", place.w, place.h);
        assert_non_null(strstr(text, size));
        assert_int_equal(count_of(text, ">C1</text>"),
                         part == PANEL_FIGURE || part == EXPORT_WHOLE_WINDOW);
        free(text);
    }
}

// Whatever a panel shows: there are no pixels that could be asked what is drawn already.
static void test_every_panel_of_every_page_can_be_shapes(void **state)
{
    struct app *app = *state;
    draw_digit(app);
    pin_hold(&app->session.pin, (struct terms_cell){LENET_C3, 6, 4, 5});
    operating_toggle(&app->session, (struct terms_cell){LENET_C1, 2, -1, -1});
    app_frame(app);
    for (int page = 0; page < 2 * PAGES; page++) {
        if (page == PAGES) // and all of them again, in slow motion, where errors have signs
            slow_motion_begin(&app->session);
        for (int i = 0; page >= PAGES && i < SLOW_MOTION_STAGES / 2 + 3; i++)
            slow_motion_next(&app->session);
        screen_show_page(app, (enum page)(page % PAGES));
        app_frame(app);
        for (int part = 0; part <= EXPORT_WHOLE_WINDOW; part++) {
            if (!export_picture_has(app, part))
                continue;
            char *text = take_svg(app, part);
            well_formed_assert(text);
            free(text);
        }
    }
}

static int open_shipped_app(void **state)
{
    *state =
        open_app(&(struct session_options){.model = LENETPAD_SOURCE_ASSETS "/lenet5.safetensors"});
    return 0;
}

// What speaks against a digit is striped.
static void test_stripes_are_shapes(void **state)
{
    struct app *app = *state;
    draw_digit(app);
    why_ask(&app->session, 3, -1);
    for (int i = 0; i < 60000 && !why_is_current(&app->session); i++) {
        nap(app);
        app_frame(app);
    }
    assert_true(why_is_current(&app->session));
    app_frame(app);
    char *text = take_svg(app, PANEL_SEES);
    well_formed_assert(text);
    assert_non_null(strstr(text, "ZM")); // bands beside each other
    free(text);
}

static void test_every_feature_map_is_cells_of_the_svg(void **state)
{
    struct app *app = *state;
    draw_digit(app);
    char *text = take_svg(app, PANEL_FIGURE);
    // INPUT, 6 + 6 + 16 + 16 maps, C5, F6, OUTPUT, and the legend.
    assert_int_equal(count_of(text, "<g shape-rendering=\"crispEdges\""), 1 + 44 + 3 + 1);
    assert_int_equal(count_of(text, "<image"), 0);
    free(text);
    text = take_svg(app, PANEL_PAD);
    assert_int_equal(count_of(text, "href=\"data:image/png;base64,iVBORw0KGgo"), 1);
    free(text);
}

static void test_a_full_disk_leaves_nothing_behind(void **state)
{
    struct app *app = *state;
    struct status status = {0};
    struct rlimit before, small = {1024, 1024};
    draw_digit(app);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    bool png = export_picture_png(app, EXPORT_WHOLE_WINDOW, 1, "full.png", &status);
    bool png_says = strstr(status.message, "full.png") != NULL;
    bool svg = export_picture_svg(app, EXPORT_WHOLE_WINDOW, "full.svg", &status);
    bool svg_says = strstr(status.message, "full.svg") != NULL;
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(png || svg);
    assert_true(png_says && svg_says);
    assert_int_not_equal(access("full.png", F_OK), 0);
    assert_int_not_equal(access("full.svg", F_OK), 0);
}

#define IN_WINDOW(test) cmocka_unit_test_setup_teardown(test, open_test_app, app_support_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WINDOW(test_every_part_is_exactly_as_many_times_as_large),
        IN_WINDOW(test_the_window_at_its_own_size_is_what_is_seen),
        IN_WINDOW(test_a_larger_figure_has_the_same_cells_in_the_same_places),
        IN_WINDOW(test_pointer_messages_menus_and_dialogs_are_not_on_it),
        IN_WINDOW(test_the_window_is_as_it_was_after_a_picture),
        IN_WINDOW(test_the_figure_is_there_while_another_page_is_shown),
        IN_WINDOW(test_a_panel_that_is_not_there_is_refused_by_name),
        IN_WINDOW(test_a_picture_too_large_is_refused_with_its_size),
        IN_WINDOW(test_the_svg_is_well_formed_and_its_text_is_text),
        IN_WINDOW(test_every_panel_of_every_page_can_be_shapes),
        cmocka_unit_test_setup_teardown(test_stripes_are_shapes, open_shipped_app,
                                        app_support_close),
        IN_WINDOW(test_every_feature_map_is_cells_of_the_svg),
        IN_WINDOW(test_a_full_disk_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
