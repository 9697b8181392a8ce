// From where on a drawing leans more than people usually write.
#include "tests/support/turning_point.h"

#include "nn/strokes/slant.h"

// A straight line whose x falls by `percent` hundredths of its height.
static double slant_of(int percent)
{
    struct drawing drawing = {0};
    struct stroke *stroke = drawing_add_stroke(&drawing);
    assert_true(stroke_add(stroke, 0, 0) && stroke_add(stroke, -(float)percent, 100));
    double slant = slant_too_much(&drawing);
    drawing_free(&drawing);
    return slant;
}

static bool leans_right(int percent)
{
    return slant_of(percent) > 1e-6;
}

static bool leans_left(int percent)
{
    return slant_of(-percent) < -1e-6;
}

static bool too_flat_to_lean(int percent)
{
    return slant_of(percent) == 0;
}

static void test_what_lean_is_usual(void **state)
{
    (void)state;
    ASSERT_TURNS(leans_right, 26);
    ASSERT_TURNS(leans_left, 36);
    ASSERT_TURNS(too_flat_to_lean, 300); // 1 / (1 + 3 x 3): a tenth of the spread
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_lean_is_usual),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
