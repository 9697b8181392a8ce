// lenetpad shot: every view is drawn without a display, in the size that was asked for, and what is
// on the pad is what was named.
#include "tests/support/program.h"

#include "nn/data/practice.h"
#include "nn/strokes/strokes.h"
#include "nn/strokes/strokes_text.h"

#include <png.h>

struct shot {
    int width, height;
    uint8_t *rgb; // owned
};

static struct shot read_shot(const char *path)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_file(&image, path))
        fail_msg("%s: %s", path, image.message);
    image.format = PNG_FORMAT_RGB;
    struct shot shot = {(int)image.width, (int)image.height, malloc(PNG_IMAGE_SIZE(image))};
    assert_true(png_image_finish_read(&image, NULL, shot.rgb, 0, NULL) != 0);
    return shot;
}

// Takes a shot of 800x600 with these options besides.
static struct shot take(const char *options)
{
    char words[512];
    snprintf(words, sizeof words, "shot --out shot.png --size 800x600%s%s", *options ? " " : "",
             options);
    program_assert_done(words);
    return read_shot("shot.png");
}

static size_t size_of(const struct shot *shot)
{
    return (size_t)shot->width * (size_t)shot->height * 3;
}

static bool same(const char *a_options, const char *b_options)
{
    struct shot a = take(a_options), b = take(b_options);
    assert_int_equal(size_of(&a), size_of(&b));
    bool alike = memcmp(a.rgb, b.rgb, size_of(&a)) == 0;
    free(a.rgb);
    free(b.rgb);
    return alike;
}

static double mean_light(const struct shot *shot)
{
    double sum = 0;
    for (size_t i = 0; i < size_of(shot); i++)
        sum += shot->rgb[i];
    return sum / (double)size_of(shot);
}

// Those that do not train first; each with something of its own on it.
static const char *const views[] = {
    "empty",      "inspector",   "menu-file",  "menu-edit",    "menu-view", "menu-layers",
    "menu-train", "menu-run",    "menu-teach", "menu-help",    "keys",      "about",
    "error",      "open",        "save",       "missing-data", "resume",    "correct",
    "taught",     "forget-hand", "language",   "overwrite",    "elsewhere", "download",
    "stop-run",   "new-run",     "leave-run",  "delete-run"};

static void test_every_view_is_drawn_and_differs_from_the_plain_window(void **state)
{
    (void)state;
    struct shot plain = take("");
    assert_int_equal(plain.width, 800);
    assert_int_equal(plain.height, 600);
    for (size_t i = 0; i < sizeof views / sizeof views[0]; i++) {
        char options[64];
        snprintf(options, sizeof options, "--view %s", views[i]);
        struct shot shot = take(options);
        if (memcmp(shot.rgb, plain.rgb, size_of(&plain)) == 0)
            fail_msg("%s looks like the plain window", views[i]);
        free(shot.rgb);
    }
    free(plain.rgb);
}

static void test_views_that_train_first_are_drawn(void **state)
{
    (void)state;
    static const char *const training[] = {"training", "learning", "learned", "forgotten"};
    struct shot plain = take("");
    for (size_t i = 0; i < sizeof training / sizeof training[0]; i++) {
        char options[64];
        snprintf(options, sizeof options, "--view %s", training[i]);
        struct shot shot = take(options);
        if (memcmp(shot.rgb, plain.rgb, size_of(&plain)) == 0)
            fail_msg("%s looks like the plain window", training[i]);
        free(shot.rgb);
    }
    free(plain.rgb);
}

static void test_the_same_options_give_the_same_picture(void **state)
{
    (void)state;
    assert_true(same("", "--view main --index 3 --scale 1 --theme light"));
    assert_false(same("", "--index 4"));
    assert_false(same("", "--scale 1.5"));
}

// The chosen one is marked; which is the environment's makes no difference.
static void test_the_list_of_languages_is_the_same_everywhere(void **state)
{
    (void)state;
    struct shot english = take("--view language");
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    setenv("LANGUAGE", "de", 1);
    struct shot still = take("--view language");
    unsetenv("LC_ALL");
    unsetenv("LANGUAGE");
    assert_memory_equal(english.rgb, still.rgb, size_of(&english));
    assert_false(same("--view language", "--view language --language de"));
    free(english.rgb);
    free(still.rgb);
}

static void test_the_dark_theme_is_dark(void **state)
{
    (void)state;
    struct shot light = take("--theme light"), dark = take("--theme dark");
    assert_true(mean_light(&dark) < mean_light(&light) / 2);
    free(light.rgb);
    free(dark.rgb);
}

static void test_a_panel_is_taken_by_itself_as_pixels_or_as_shapes(void **state)
{
    (void)state;
    size_t size;
    struct shot shot = take("--panel figure");
    assert_int_equal(shot.width, 800 - 2 * 8);
    assert_true(shot.height < 400);
    free(shot.rgb);
    program_assert_done("shot --out figure.svg --size 800x600 --panel figure");
    char *svg = (char *)support_read("figure.svg", &size);
    assert_true(size > 20000);
    svg[size - 1] = '\0';
    assert_true(strncmp(svg, "<?xml ", 6) == 0);
    assert_non_null(strstr(svg, " width=\"784\""));
    assert_non_null(strstr(svg, ">C3</text>"));
    assert_null(strstr(svg, ">Reading</text>"));
    free(svg);
    program_assert_refused("shot --out page.svg --panel page", 2, "not in the window");
    assert_int_not_equal(access("page.svg", F_OK), 0);
}

// Practice digit 3 and 14 as a file.
static void save_digits(void)
{
    struct strokes strokes = {.box_width = 500, .box_height = 500};
    for (int i = 0; i < 2; i++) {
        struct strokes_digit digit = {.label = i ? 4 : 3};
        assert_true(practice_drawing(&digit.drawing, digit.label, (uint64_t)i, NULL));
        assert_true(strokes_add_digit(&strokes, &digit));
    }
    assert_true(strokes_save(&strokes, "digits.txt", NULL));
    strokes_free(&strokes);
}

static void test_a_strokes_file_is_shown_from_its_first_digit_on(void **state)
{
    (void)state;
    save_digits();
    assert_true(same("--strokes digits.txt", "--strokes digits.txt --index 0"));
    assert_false(same("--strokes digits.txt", "--strokes digits.txt --index 1"));
    assert_false(same("--strokes digits.txt", "--view empty"));
}

static void test_another_models_reading_is_shown(void **state)
{
    (void)state;
    program_assert_done("train --data practice --epochs 1 --batch 1000 --out weak");
    assert_false(same("", "--model weak"));
}

static void test_a_cell_can_be_pinned_by_its_name(void **state)
{
    (void)state;
    assert_false(same("", "--pin C3,6,4,5"));
    assert_false(same("--pin C3,6,4,5", "--pin C3,6,4,6"));
    assert_true(same("--pin F6,3", "--pin F6,3,0,0"));
}

static void test_a_part_can_be_silenced_by_its_name(void **state)
{
    (void)state;
    assert_false(same("", "--silence C3,6"));
    assert_false(same("--silence C3,6", "--silence C3,6 --silence C1,2,3,3"));
    assert_true(same("--silence F6,3", "--silence F6,3,0,0"));
    assert_true(same("--silence C3", "--silence C3 --silence C3,6")); // a part of it already
}

static void test_a_shot_that_cannot_be_taken_says_why_and_leaves_no_file(void **state)
{
    (void)state;
    save_digits();
    unlink("x.png");
    program_assert_refused("shot", 2, "--out FILE is missing");
    program_assert_refused("shot --out x.png --view sunset", 2, "sunset");
    program_assert_refused("shot --out x.png --size 10x10", 2, "--size 10x10");
    program_assert_refused("shot --out x.png --pin C3,16,0,0", 2, "C3,16,0,0");
    program_assert_refused("shot --out x.png --pin C4,0,0,0", 2, "C4,0,0,0");
    program_assert_refused("shot --out x.png --pin C3,1,2,3,4", 2, "C3,1,2,3,4");
    program_assert_refused("shot --out x.png --silence OUTPUT,3", 2, "only C1 to F6");
    program_assert_refused("shot --out x.png --model gone", 1, "gone");
    program_assert_refused("shot --out x.png --strokes gone.txt", 1, "gone.txt");
    program_assert_refused("shot --out x.png --strokes digits.txt --index 2", 2, "only 0 to 1");
    program_assert_refused("shot --out no/such/folder/x.png", 1, "no/such/folder/x.png");
    assert_int_not_equal(access("x.png", F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_view_is_drawn_and_differs_from_the_plain_window),
        cmocka_unit_test(test_views_that_train_first_are_drawn),
        cmocka_unit_test(test_the_same_options_give_the_same_picture),
        cmocka_unit_test(test_the_list_of_languages_is_the_same_everywhere),
        cmocka_unit_test(test_the_dark_theme_is_dark),
        cmocka_unit_test(test_a_panel_is_taken_by_itself_as_pixels_or_as_shapes),
        cmocka_unit_test(test_a_strokes_file_is_shown_from_its_first_digit_on),
        cmocka_unit_test(test_another_models_reading_is_shown),
        cmocka_unit_test(test_a_cell_can_be_pinned_by_its_name),
        cmocka_unit_test(test_a_part_can_be_silenced_by_its_name),
        cmocka_unit_test(test_a_shot_that_cannot_be_taken_says_why_and_leaves_no_file),
    };
    return cmocka_run_group_tests(tests, program_enter_folder, support_leave_folder);
}
