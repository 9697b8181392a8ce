// Names in one line.
#include "tests/support/support.h"

#include "nn/base/name_list.h"

static void test_names_stand_with_what_is_to_be_between_them(void **state)
{
    (void)state;
    char list[32] = "";
    name_list_add(list, sizeof list, ", ", "avx2");
    assert_string_equal(list, "avx2");
    name_list_add(list, sizeof list, ", ", "neon");
    name_list_add(list, sizeof list, ", ", "baseline");
    assert_string_equal(list, "avx2, neon, baseline");
}

static void test_what_does_not_fit_is_cut_off(void **state)
{
    (void)state;
    char list[10] = {[9] = '!'};
    name_list_add(list, sizeof list - 1, "|", "Kernels");
    name_list_add(list, sizeof list - 1, "|", "Layers");
    name_list_add(list, sizeof list - 1, "|", "Steer");
    assert_string_equal(list, "Kernels|");
    assert_int_equal(list[9], '!');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_stand_with_what_is_to_be_between_them),
        cmocka_unit_test(test_what_does_not_fit_is_cut_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
