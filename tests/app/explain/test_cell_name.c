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

static void test_every_cell_is_read_by_its_name_and_by_what_is_written_of_it(void **state)
{
    (void)state;
    for (int i = 0; i < LENET_LAYERS; i++) {
        const struct lenet_layer *layer = &lenet_layers[i];
        for (int cell = 0; cell < layer->maps * layer->side * layer->side; cell++) {
            int column = cell % layer->side, row = cell / layer->side % layer->side;
            int map = cell / layer->side / layer->side;
            char text[64], formatted[CELL_NAME_SIZE];
            snprintf(text, sizeof text, "%s,%d,%d,%d", layer->name, map, row, column);
            expect_cell(text, (enum lenet_layer_id)i, map, row, column);
            cell_name_format(formatted,
                             (struct terms_cell){(enum lenet_layer_id)i, map, row, column});
            expect_cell(formatted, (enum lenet_layer_id)i, map, row, column);
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

static void test_what_is_left_out_of_a_part_is_all_of_it(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct terms_cell part;
    } parts[] = {
        {"C3", {LENET_C3, -1, -1, -1}},    {"C3,6", {LENET_C3, 6, -1, -1}},
        {"C3,6,4,5", {LENET_C3, 6, 4, 5}}, {"F6", {LENET_F6, -1, -1, -1}},
        {"F6,83", {LENET_F6, 83, -1, -1}},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct terms_cell read;
        char text[CELL_NAME_SIZE];
        assert_true(cell_name_parse_part(&read, parts[i].text, NULL));
        assert_memory_equal(&read, &parts[i].part, sizeof read);
        cell_name_format(text, read);
        assert_string_equal(text, parts[i].text);
    }
}

static void expect_no_part(const char *text, const char *why)
{
    struct status status = {0};
    struct terms_cell part;
    if (cell_name_parse_part(&part, text, &status))
        fail_msg("'%s' was read as a part", text);
    support_assert_says(&status, STATUS_USAGE, why);
}

static void test_what_cannot_be_silenced_is_refused_as_a_part(void **state)
{
    (void)state;
    expect_no_part("INPUT", "C1 to F6");
    expect_no_part("OUTPUT,3", "C1 to F6");
    expect_no_part("C3,6,4", "its column is missing");
    expect_no_part("C3,16", "last map of C3 is 15");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_cell_is_read_by_its_name_and_by_what_is_written_of_it),
        cmocka_unit_test(test_what_is_left_out_is_0),
        cmocka_unit_test(test_what_is_no_cell_is_refused_with_its_reason),
        cmocka_unit_test(test_what_is_left_out_of_a_part_is_all_of_it),
        cmocka_unit_test(test_what_cannot_be_silenced_is_refused_as_a_part),
    };
    return cmocka_run_group_tests_name("cell name", tests, NULL, NULL);
}
