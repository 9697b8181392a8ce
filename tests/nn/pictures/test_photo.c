// Photographs of digits, made here from practice drawings: known ink under light, noise and dirt.
#include "tests/support/support.h"

#include "nn/base/random.h"
#include "nn/data/practice.h"
#include "nn/ink/normalize.h"
#include "nn/pictures/photo.h"

#include "tests/support/fitted.h"
#include "tests/support/likeness.h"

#include <math.h>

// What a photograph is like. Lengths are shares of its longer side.
struct photo {
    const char *name;
    int width, height;
    float size, pen;  // of the digit's longer side, of the pen
    float paper, ink; // light, 0..1
    float gradient;   // how much darker the far corner is
    float shadow;     // how much darker one side of a slanting edge is
    float noise;      // standard deviation, 0..1
    int specks;       // dark dots, far from the digit too
    bool frame;       // a dark table around the paper
    bool inverted;
};

static const struct photo clean = {"clean", 400, 400, 0.5f, 0.05f, 1, 0, 0, 0, 0, 0, false, false};

static const struct photo photos[] = {
    {"gradient", 640, 480, 0.4f, 0.03f, 0.9f, 0.2f, 0.7f, 0, 0.01f, 0, false, false},
    {"shadow", 480, 640, 0.4f, 0.03f, 0.9f, 0.2f, 0.2f, 0.5f, 0.01f, 0, false, false},
    {"noise", 640, 480, 0.4f, 0.03f, 0.8f, 0.2f, 0.3f, 0, 0.06f, 0, false, false},
    {"thin", 800, 800, 0.5f, 0.006f, 0.9f, 0.3f, 0.4f, 0.3f, 0.01f, 0, false, false},
    {"fat", 300, 300, 0.6f, 0.08f, 0.9f, 0.1f, 0.5f, 0, 0.02f, 0, false, false},
    {"pencil", 700, 500, 0.4f, 0.02f, 0.9f, 0.65f, 0.4f, 0, 0.015f, 0, false, false},
    {"blackboard", 640, 480, 0.4f, 0.03f, 0.9f, 0.2f, 0.5f, 0, 0.02f, 0, false, true},
    {"slope", 400, 320, 0.5f, 0.04f, 0.3f, 0.05f, 0.5f, 0, 0.01f, 0, false, false},
    {"chalk", 400, 320, 0.35f, 0.04f, 0.25f, 0.8f, 0.6f, 0, 0.012f, 0, false, false},
    {"specks", 640, 480, 0.4f, 0.03f, 0.9f, 0.2f, 0.3f, 0, 0.01f, 60, false, false},
    {"frame", 640, 480, 0.35f, 0.03f, 0.9f, 0.2f, 0.3f, 0, 0.01f, 5, true, false},
    {"small", 100, 100, 0.6f, 0.05f, 0.9f, 0.2f, 0.5f, 0, 0.02f, 0, false, false},
    {"large", 2400, 4000, 0.3f, 0.01f, 0.9f, 0.2f, 0.6f, 0.3f, 0.05f, 40, true, false},
};
enum { PHOTOS = sizeof photos / sizeof *photos, DIGITS = 20 };

struct picture {
    int width, height;
    uint8_t *light;
};

// A drawing in the middle of a sheet of the photograph's size.
static void draw(struct ink *ink, struct drawing *drawing, const struct photo *photo)
{
    float w = (float)photo->width, h = (float)photo->height, longer = fmaxf(w, h);
    fit_at_middle(drawing, photo->size * longer, (struct point){w / 2, h / 2});
    ink_draw_drawing(ink, drawing, photo->pen * longer);
}

static void add_specks(struct ink *ink, const struct photo *photo, struct random *random)
{
    float w = (float)photo->width, h = (float)photo->height, longer = fmaxf(w, h);
    for (int i = 0; i < photo->specks; i++) {
        struct point at = {random_between(random, 0, w), random_between(random, 0, h)};
        ink_draw(ink, at, at, longer * random_between(random, 0.002f, 0.012f));
    }
}

static float light_at(const struct photo *photo, float x, float y)
{
    float light = 1 - photo->gradient * (x + y) / 2;
    if (photo->shadow > 0 && x + 0.6f * y < 0.75f)
        light *= 1 - photo->shadow;
    bool table = x < 0.08f || y < 0.08f || x > 0.93f || y > 0.92f;
    return photo->frame && table ? 0.15f * light : light;
}

// Of mean 0 and variance 1: from the sum of four numbers of 16 bits, whose variance is 1/3 of 2^32.
static float nearly_normal(uint64_t bits)
{
    int sum = 0;
    for (int n = 0; n < 4; n++)
        sum += (int)(bits >> 16 * n & 0xffff);
    return ((float)sum - 2 * 65535.0f) * (1.732f / 65536);
}

// Digit -1 is an empty sheet.
static struct picture take_photo(const struct photo *photo, int digit, uint64_t seed)
{
    struct ink ink;
    struct random random;
    random_init(&random, seed, 99);
    assert_true(ink_init(&ink, photo->width, photo->height, NULL));
    if (digit >= 0) {
        struct drawing drawing;
        assert_true(practice_drawing(&drawing, digit, seed, NULL));
        draw(&ink, &drawing, photo);
        drawing_free(&drawing);
    }
    add_specks(&ink, photo, &random);
    struct picture picture = {photo->width, photo->height, NULL};
    picture.light = malloc((size_t)(photo->width * photo->height));
    for (int i = 0; i < photo->width * photo->height; i++) {
        float x = (float)(i % photo->width) / (float)photo->width;
        float y = (float)(i / photo->width) / (float)photo->height;
        float covered = ink.grey[i] / 255.0f;
        float light =
            (photo->paper + covered * (photo->ink - photo->paper)) * light_at(photo, x, y);
        light += photo->noise * nearly_normal(random_next(&random));
        light = light < 0 ? 0 : light > 1 ? 1 : light;
        picture.light[i] = (uint8_t)(255 * (photo->inverted ? 1 - light : light));
    }
    ink_free(&ink);
    return picture;
}

static struct normalized read_photo(const struct picture *picture)
{
    struct ink ink;
    struct normalized normalized;
    assert_true(photo_find_ink(&ink, picture->light, picture->width, picture->height, NULL));
    normalize_grey(&normalized, ink.grey, ink.width, ink.height, (size_t)ink.width);
    ink_free(&ink);
    return normalized;
}

// The same without looking for the paper: what is not white is ink.
static struct normalized read_plainly(const struct picture *picture)
{
    struct normalized normalized;
    for (int i = 0; i < picture->width * picture->height; i++)
        picture->light[i] ^= 255;
    normalize_grey(&normalized, picture->light, picture->width, picture->height,
                   (size_t)picture->width);
    return normalized;
}

// How many photographs come out like the strokes themselves.
static int count_good(const struct photo *photo, struct normalized (*read)(const struct picture *))
{
    int good = 0;
    for (int i = 0; i < DIGITS; i++) {
        struct drawing drawing;
        struct normalized wanted;
        assert_true(practice_drawing(&drawing, i % 10, (uint64_t)i, NULL));
        normalize_drawing(&wanted, &drawing);
        drawing_free(&drawing);
        struct picture picture = take_photo(photo, i % 10, (uint64_t)i);
        struct normalized normalized = read(&picture);
        good += likeness(&normalized, &wanted) > 0.85;
        free(picture.light);
    }
    return good;
}

static void test_digits_are_found_under_uneven_light_noise_and_dirt(void **state)
{
    (void)state;
    for (int i = 0; i < PHOTOS; i++) {
        int good = count_good(&photos[i], read_photo);
        print_message("%s: %d of %d\n", photos[i].name, good, DIGITS);
        if (good < DIGITS * 9 / 10)
            fail_msg("%s: only %d of %d", photos[i].name, good, DIGITS);
    }
}

// Or the test above would prove nothing.
static void test_photographs_cannot_be_read_as_they_are(void **state)
{
    (void)state;
    assert_int_equal(count_good(&clean, read_plainly), DIGITS);
    for (int i = 0; i < PHOTOS - 1; i++) { // the largest would only take longer
        int good = count_good(&photos[i], read_plainly);
        if (good > DIGITS / 4)
            fail_msg("%s: %d of %d", photos[i].name, good, DIGITS);
    }
}

static void test_empty_paper_is_nothing_drawn(void **state)
{
    (void)state;
    for (int i = 0; i < 10 * (PHOTOS - 1); i++) {
        struct photo photo = photos[i % (PHOTOS - 1)];
        photo.specks = 0;
        photo.frame = false;
        struct picture picture = take_photo(&photo, -1, (uint64_t)i);
        struct normalized normalized = read_photo(&picture);
        if (!normalized.empty)
            fail_msg("%s: something was found on empty paper", photo.name);
        free(picture.light);
    }
}

static void test_a_picture_of_one_pixel_or_one_row_is_nothing(void **state)
{
    (void)state;
    static uint8_t light[600];
    const int sizes[][2] = {{1, 1}, {1, 600}, {600, 1}, {2, 3}};
    for (int i = 0; i < 4; i++) {
        struct picture picture = {sizes[i][0], sizes[i][1], light};
        assert_true(read_photo(&picture).empty);
    }
}

// A ring that is so thick that most of the picture, and of its border, is ink: only the corners are
// paper.
static void test_the_corners_of_a_close_cut_are_paper(void **state)
{
    (void)state;
    enum { SIDE = 90 };
    for (int dark = 0; dark < 2; dark++) {
        uint8_t light[SIDE * SIDE];
        struct ink ink;
        for (int i = 0; i < SIDE * SIDE; i++) {
            int x = 2 * (i % SIDE) - SIDE, y = 2 * (i / SIDE) - SIDE;
            bool ring = abs(x) + abs(y) < SIDE * 3 / 2 && abs(x) + abs(y) > SIDE * 3 / 4;
            light[i] = ring == (dark == 1) ? 0 : 255;
        }
        assert_true(photo_find_ink(&ink, light, SIDE, SIDE, NULL));
        assert_int_equal(ink.grey[0], 0);
        assert_int_equal(ink.grey[SIDE / 2 * SIDE + 5], 255);
        assert_int_equal(ink.grey[SIDE / 2 * SIDE + SIDE / 2], 0);
        ink_free(&ink);
    }
}

// Rules along the upper and the lower edge, so that most of the border is a rule.
static void test_a_rule_along_the_edges_is_not_the_paper(void **state)
{
    (void)state;
    enum { SIDE = 300 };
    uint8_t light[SIDE * SIDE / 2];
    struct ink ink;
    for (int y = 0; y < SIDE / 2; y++)
        for (int x = 0; x < SIDE; x++) {
            bool stroke = x > 140 && x < 150 && y > 30 && y < 120;
            bool rule = y < 2 || y >= SIDE / 2 - 2 || y / 2 == 37;
            light[y * SIDE + x] = stroke ? 30 : rule ? 140 : 240;
        }
    assert_true(photo_find_ink(&ink, light, SIDE, SIDE / 2, NULL));
    assert_int_equal(ink.grey[50 * ink.width + 145] > 200, true);
    assert_int_equal(ink.grey[50 * ink.width + 40], 0);
    ink_free(&ink);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digits_are_found_under_uneven_light_noise_and_dirt),
        cmocka_unit_test(test_photographs_cannot_be_read_as_they_are),
        cmocka_unit_test(test_empty_paper_is_nothing_drawn),
        cmocka_unit_test(test_a_picture_of_one_pixel_or_one_row_is_nothing),
        cmocka_unit_test(test_the_corners_of_a_close_cut_are_paper),
        cmocka_unit_test(test_a_rule_along_the_edges_is_not_the_paper),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
