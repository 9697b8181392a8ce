// The pinned cell and the walk from it, without a window.
#include "tests/support/support.h"

#include "app/session/state/pin.h"
#include "tests/support/explained.h"

#include <math.h>

static struct explained explained;

static int load(void **state)
{
    (void)state;
    explained_load(&explained);
    return 0;
}

static void assert_cell(struct terms_cell cell, enum lenet_layer_id layer, int map, int row,
                        int column)
{
    assert_int_equal(cell.layer, layer);
    assert_int_equal(cell.map, map);
    assert_int_equal(cell.row, row);
    assert_int_equal(cell.column, column);
}

static struct pin pinned(enum lenet_layer_id layer, int map, int row, int column)
{
    struct pin pin;
    pin_init(&pin);
    pin_hold(&pin, (struct terms_cell){layer, map, row, column});
    return pin;
}

static void test_pinning_a_pinned_cell_lets_it_go(void **state)
{
    (void)state;
    struct pin pin;
    pin_init(&pin);
    struct terms_cell cell = {LENET_C3, 6, 4, 5};
    assert_false(pin.held);
    pin_toggle(&pin, cell);
    assert_true(pin.held);
    pin_toggle(&pin, (struct terms_cell){LENET_C3, 6, 4, 4});
    assert_true(pin.held);
    pin_toggle(&pin, cell);
    assert_true(pin.held);
    pin_toggle(&pin, cell);
    assert_false(pin.held);
    assert_cell(pin.cell, LENET_C3, 6, 4, 5); // where the next walk begins
    assert_false(pin_go_back(&pin));
}

static void test_edges_stop_the_walk(void **state)
{
    (void)state;
    struct pin pin = pinned(LENET_S4, 15, 4, 0);
    assert_false(pin_step(&pin, 1, 0, 4));
    assert_false(pin_step(&pin, 0, -1, 4));
    assert_false(pin_step_map(&pin, 1));
    assert_true(pin_step(&pin, -1, 0, 4));
    assert_true(pin_step(&pin, 0, 1, 4));
    assert_true(pin_step_map(&pin, -1));
    assert_cell(pin.cell, LENET_S4, 14, 3, 1);
    pin = pinned(LENET_C5, 7, 0, 0); // the last of its row of 8
    assert_false(pin_step(&pin, 0, 1, 8));
    assert_false(pin_step(&pin, -1, 0, 8));
    assert_true(pin_step(&pin, 1, 0, 8));
    assert_cell(pin.cell, LENET_C5, 15, 0, 0);
}

static void test_steps_of_layers_pass_the_hidden_ones_and_keep_the_place(void **state)
{
    (void)state;
    struct pin pin = pinned(LENET_C1, 5, 27, 14);
    unsigned hidden = 1u << LENET_S2;
    assert_true(pin_step_layer(&pin, 1, hidden));
    assert_cell(pin.cell, LENET_C3, 5, 9, 5);
    assert_true(pin_step_layer(&pin, -1, 0));
    assert_cell(pin.cell, LENET_S2, 5, 13, 7);
    assert_true(pin_step_layer(&pin, -1, 0));
    assert_true(pin_step_layer(&pin, -1, 0));
    assert_cell(pin.cell, LENET_INPUT, 0, 31, 17);
    assert_false(pin_step_layer(&pin, -1, 0));
    pin = pinned(LENET_C5, 119, 0, 0);
    assert_true(pin_step_layer(&pin, 1, 0));
    assert_cell(pin.cell, LENET_F6, 83, 0, 0);
}

static void test_going_back_returns_to_where_each_jump_began(void **state)
{
    (void)state;
    struct pin pin = pinned(LENET_OUTPUT, 3, 0, 0);
    const struct lenet_activations *activations = &explained.activations[0];
    struct terms_cell seen[LENET_LAYERS] = {[0] = pin.cell};
    for (int i = 1; i < LENET_LAYERS; i++) {
        assert_true(pin_go_down(&pin, &explained.lenet, activations, 0));
        seen[i] = pin.cell;
    }
    assert_int_equal(pin.cell.layer, LENET_INPUT);
    assert_false(pin_go_down(&pin, &explained.lenet, activations, 0));
    for (int i = LENET_LAYERS - 2; i >= 0; i--) {
        assert_true(pin_go_back(&pin));
        assert_cell(pin.cell, seen[i].layer, seen[i].map, seen[i].row, seen[i].column);
    }
    assert_false(pin_go_back(&pin));
}

static void test_the_way_forgets_what_is_oldest(void **state)
{
    (void)state;
    struct pin pin = pinned(LENET_C1, 0, 0, 0);
    for (int i = 1; i <= PIN_WAY + 5; i++)
        pin_hold(&pin, (struct terms_cell){LENET_C1, 0, i / 28, i % 28});
    for (int i = PIN_WAY + 4; i >= 5; i--) {
        assert_true(pin_go_back(&pin));
        assert_cell(pin.cell, LENET_C1, 0, i / 28, i % 28);
    }
    assert_false(pin_go_back(&pin));
}

// The input that a term says it has is the value of the cell that it is said to come from.
static void test_every_term_comes_from_the_cell_that_has_its_input(void **state)
{
    (void)state;
    const struct lenet_activations *activations = &explained.activations[3];
    for (int layer = LENET_C1; layer < LENET_LAYERS; layer++) {
        int side = lenet_layers[layer].side;
        struct terms terms;
        terms_of(&terms, &explained.lenet, activations,
                 (struct terms_cell){(enum lenet_layer_id)layer, lenet_layers[layer].maps - 1,
                                     side / 2, side - 1});
        for (int i = 0; i < terms.count; i++) {
            struct terms_cell cell = pin_contributor(&terms, i);
            assert_true(terms_cell_exists(cell));
            int below = lenet_layers[cell.layer].side;
            double value = (double)lenet_layer_values(
                activations, cell.layer)[(cell.map * below + cell.row) * below + cell.column];
            assert_true(value == terms.input[i]);
        }
    }
}

static void test_the_walk_goes_down_into_the_largest_contributor(void **state)
{
    (void)state;
    const struct lenet_activations *activations = &explained.activations[1];
    struct pin pin = pinned(LENET_C3, 9, 5, 5);
    struct terms terms;
    int order[TERMS_MOST], largest = 0;
    terms_of(&terms, &explained.lenet, activations, pin.cell);
    for (int i = 1; i < terms.count; i++)
        if (fabs(terms.product[i]) > fabs(terms.product[largest]))
            largest = i;
    assert_int_equal(pin_largest(&terms, order, TERMS_MOST), terms.count);
    for (int i = 1; i < terms.count; i++)
        assert_true(fabs(terms.product[order[i]]) <= fabs(terms.product[order[i - 1]]));
    assert_int_equal(order[0], largest);
    int few[3];
    assert_int_equal(pin_largest(&terms, few, 3), 3);
    assert_memory_equal(few, order, sizeof few);
    assert_true(pin_go_down(&pin, &explained.lenet, activations, 0));
    struct terms_cell cell = pin_contributor(&terms, largest);
    assert_cell(pin.cell, cell.layer, cell.map, cell.row, cell.column);
}

static void test_the_walk_down_passes_a_hidden_layer(void **state)
{
    (void)state;
    struct pin pin = pinned(LENET_OUTPUT, 3, 0, 0);
    unsigned hidden = 1u << LENET_F6 | 1u << LENET_C5;
    assert_true(pin_go_down(&pin, &explained.lenet, &explained.activations[0], hidden));
    assert_int_equal(pin.cell.layer, LENET_S4);
    assert_true(pin_go_back(&pin));
    assert_int_equal(pin.cell.layer, LENET_OUTPUT);
}

static void test_the_heaviest_group_is_unfolded_until_one_is_chosen(void **state)
{
    (void)state;
    struct pin pin = pinned(LENET_C3, 9, 5, 5);
    struct terms terms;
    terms_of(&terms, &explained.lenet, &explained.activations[1], pin.cell);
    int open = pin_open_group(&pin, &terms), other = (open + 1) % terms.groups;
    for (int i = 0; i < terms.groups; i++)
        assert_true(fabs(terms.group[i].sum) <= fabs(terms.group[open].sum));
    pin_unfold(&pin, other);
    pin_step(&pin, 0, 1, 4);
    assert_int_equal(pin_open_group(&pin, &terms), other);
    pin_step_layer(&pin, 1, 0);
    assert_int_equal(pin_open_group(&pin, &terms), open);
}

static void test_going_back_never_stays_where_one_is(void **state)
{
    (void)state;
    struct pin pin = pinned(LENET_C1, 0, 0, 0);
    pin_hold(&pin, (struct terms_cell){LENET_C1, 0, 0, 2});
    pin_hold(&pin, (struct terms_cell){LENET_C1, 0, 1, 2});
    pin_step(&pin, -1, 0, 2); // on foot to where the latest jump began
    assert_true(pin_go_back(&pin));
    assert_cell(pin.cell, LENET_C1, 0, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pinning_a_pinned_cell_lets_it_go),
        cmocka_unit_test(test_edges_stop_the_walk),
        cmocka_unit_test(test_steps_of_layers_pass_the_hidden_ones_and_keep_the_place),
        cmocka_unit_test(test_going_back_returns_to_where_each_jump_began),
        cmocka_unit_test(test_the_way_forgets_what_is_oldest),
        cmocka_unit_test(test_every_term_comes_from_the_cell_that_has_its_input),
        cmocka_unit_test(test_the_walk_goes_down_into_the_largest_contributor),
        cmocka_unit_test(test_the_walk_down_passes_a_hidden_layer),
        cmocka_unit_test(test_the_heaviest_group_is_unfolded_until_one_is_chosen),
        cmocka_unit_test(test_going_back_never_stays_where_one_is),
    };
    return cmocka_run_group_tests(tests, load, NULL);
}
