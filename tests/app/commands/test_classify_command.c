// lenetpad classify: each picture is read, and a bad one does not stop the others.
#include "tests/support/command_line.h"

#include "app/pictures/picture.h"
#include "nn/ink/ink.h"
#include "nn/strokes/strokes.h"

// A practice digit as a picture of 200x200.
static void make_picture(const char *path, int label)
{
    struct drawing drawing = {0};
    struct ink ink;
    assert_true(practice_drawing(&drawing, label, 3, NULL));
    assert_true(ink_init(&ink, 200, 200, NULL));
    float left = 1e9f, top = 1e9f, right = -1e9f, bottom = -1e9f;
    for (size_t s = 0; s < drawing.count; s++)
        for (size_t p = 0; p < drawing.stroke[s].count; p++) {
            struct point at = drawing.stroke[s].point[p];
            left = at.x < left ? at.x : left;
            right = at.x > right ? at.x : right;
            top = at.y < top ? at.y : top;
            bottom = at.y > bottom ? at.y : bottom;
        }
    float side = right - left > bottom - top ? right - left : bottom - top;
    for (size_t s = 0; s < drawing.count; s++)
        for (size_t p = 0; p < drawing.stroke[s].count; p++) {
            struct point *at = &drawing.stroke[s].point[p];
            at->x = 30 + (at->x - left) / side * 140;
            at->y = 30 + (at->y - top) / side * 140;
        }
    ink_draw_drawing(&ink, &drawing, 14);
    assert_true(picture_save_ink(&ink, path, NULL));
    ink_free(&ink);
    drawing_free(&drawing);
}

static void test_ten_probabilities_for_each_picture(void **state)
{
    (void)state;
    make_picture("zero.png", 0);
    make_picture("one.png", 1);
    struct result result = run("classify", "--model", "model", "zero.png", "one.png", NULL);
    assert_done(&result);
    assert_int_equal(count_matches(result.out, "^(zero|one)\\.png: "), 2);
    assert_int_equal(count_matches(result.out, "^  [0-9]  +[0-9]+\\.[0-9]+%$"), 20);
    result_free(&result);
}

static void test_a_bad_picture_does_not_stop_the_others(void **state)
{
    (void)state;
    make_picture("good.png", 1);
    support_write("bad.png", "no picture", 10);
    struct result result =
        run("classify", "--model", "model", "bad.png", "missing.png", "good.png", NULL);
    assert_int_equal(result.exit_code, 1);
    assert_non_null(strstr(result.err, "bad.png"));
    assert_non_null(strstr(result.err, "missing.png"));
    assert_non_null(strstr(result.out, "good.png: "));
    result_free(&result);
}

static void test_classify_json_gives_probabilities_that_sum_to_one(void **state)
{
    (void)state;
    make_picture("good.png", 0);
    struct result result =
        run("classify", "--model", "model", "--json", "good.png", "missing.png", NULL);
    assert_int_equal(result.exit_code, 1);
    cJSON *json = parse_only_json(result.out);
    const cJSON *pictures = cJSON_GetObjectItem(json, "pictures");
    assert_int_equal(cJSON_GetArraySize(pictures), 2);
    const cJSON *probability, *good = cJSON_GetArrayItem(pictures, 0);
    double sum = 0;
    cJSON_ArrayForEach(probability, cJSON_GetObjectItem(good, "probabilities")) sum +=
        probability->valuedouble;
    assert_true(sum > 0.9999 && sum < 1.0001);
    assert_non_null(cJSON_GetObjectItem(cJSON_GetArrayItem(pictures, 1), "problem"));
    cJSON_Delete(json);
    result_free(&result);
}

static void test_an_empty_picture_has_nothing_drawn(void **state)
{
    (void)state;
    struct ink ink;
    assert_true(ink_init(&ink, 50, 50, NULL));
    assert_true(picture_save_ink(&ink, "blank.png", NULL));
    ink_free(&ink);
    struct result result = run("classify", "--model", "model", "blank.png", NULL);
    assert_done(&result);
    assert_string_equal(result.out, "blank.png: nothing drawn\n");
    result_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ten_probabilities_for_each_picture),
        cmocka_unit_test(test_a_bad_picture_does_not_stop_the_others),
        cmocka_unit_test(test_classify_json_gives_probabilities_that_sum_to_one),
        cmocka_unit_test(test_an_empty_picture_has_nothing_drawn),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
