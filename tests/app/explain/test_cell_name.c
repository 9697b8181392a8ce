// Cells as a command line names them.
#include "tests/support/support.h"

#include "app/explain/cell_name.h"

static void expect_cell(const char *text, enum lenet_layer_id layer, int map, int row, int column)
{
    struct status status = {0};
    struct terms_cell cell;
    if (!cell_name_parse(&cell, text, &status))
        fail_msg("%s", status.message);
    assert_int_equal(cell.layer, layer);
    assert_int_equal(cell.map, map);
    assert_int_equal(cell.row, row);
    assert_int_equal(cell.column, column);
}

static void test_every_cell_is_read_by_its_name(void **state)
{
    (void)state;
    for (int i = 0; i < LENET_LAYERS; i++) {
        const struct lenet_layer *layer = &lenet_layers[i];
        for (int cell = 0; cell < layer->maps * layer->side * layer->side; cell++) {
            int column = cell % layer->side, row = cell / layer->side % layer->side;
            int map = cell / layer->side / layer->side;
            char text[64];
            snprintf(text, sizeof text, "%s,%d,%d,%d", layer->name, map, row, column);
            expect_cell(text, (enum lenet_layer_id)i, map, row, column);
        }
    }
}

static void test_what_is_left_out_is_0(void **state)
{
    (void)state;
    expect_cell("C3", LENET_C3, 0, 0, 0);
    expect_cell("C3,6", LENET_C3, 6, 0, 0);
    expect_cell("C3,6,4", LENET_C3, 6, 4, 0);
}

static void expect_refused(const char *text, const char *why)
{
    struct status status = {0};
    struct terms_cell cell;
    if (cell_name_parse(&cell, text, &status))
        fail_msg("'%s' was read as a cell", text);
    support_assert_says(&status, STATUS_USAGE, "is no cell");
    support_assert_says(&status, STATUS_USAGE, why);
}

static void test_what_is_no_cell_is_refused_with_its_reason(void **state)
{
    (void)state;
    static const char *const numbers[] = {"C3,",        "C3,,2",     "C3,6 foo", "C3,6x",
                                          "C3,6,4,5,1", "C3, 6",     "C3,-1",    "C3,+1",
                                          "C3,6,",      "C3,6,4,5 ", "C3,1e1",   "C3,0x1"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        expect_refused(numbers[i], "whole numbers");
    static const char *const layers[] = {"", ",1", "C9", "c3", "C3x,1", "C", "C3 ,1"};
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
        expect_refused(layers[i], "no layer");
    expect_refused("C3,16", "last map of C3 is 15");
    expect_refused("C3,6,10", "last row of C3 is 9");
    expect_refused("C3,6,4,10", "last column of C3 is 9");
    expect_refused("C5,7,1", "last row of C5 is 0");
    // Numbers that wrap round would be another cell.
    expect_refused("C3,6,4,4294967301", "last column");
    expect_refused("C3,18446744073709551622", "last map");
    expect_refused("C3,99999999999999999999999999999999", "last map");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_cell_is_read_by_its_name),
        cmocka_unit_test(test_what_is_left_out_is_0),
        cmocka_unit_test(test_what_is_no_cell_is_refused_with_its_reason),
    };
    return cmocka_run_group_tests_name("cell name", tests, NULL, NULL);
}
