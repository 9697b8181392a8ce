// The digits that the card of a cell shows add up to the digits that it shows.
#include "tests/support/one_window.h"

#include "app/base/printed.h"
#include "nn/data/practice.h"
#include "tests/support/written_terms.h"

static void put_digit(int index)
{
    struct drawing drawing;
    assert_true(practice_drawing(&drawing, index % 10, (uint64_t)index, NULL));
    assert_true(pad_fit_drawing(&app->session.pad, &drawing, 30, NULL));
    drawing_free(&drawing);
}

static struct written write_cell(struct terms_cell cell)
{
    static struct written written;
    written = (struct written){.card = &app->layout.side_body};
    pin_hold(&app->session.pin, cell);
    app_support_watch(app, written_watch, &written);
    return written;
}

static void test_the_digits_shown_add_up_to_the_digits_shown(void **state)
{
    (void)state;
    for (int size = 0; size < 2; size++) {
        assert_true(app_resize(app, size ? 1280 : 1024, size ? 800 : 700, 1, NULL));
        for (int i = 0; i < 20; i++) {
            put_digit(i);
            for (int layer = LENET_C1; layer < LENET_LAYERS; layer++) {
                int side = lenet_layers[layer].side;
                struct terms_cell cell = {(enum lenet_layer_id)layer, i % lenet_layers[layer].maps,
                                          (7 * i) % side, (11 * i) % side};
                struct written written = write_cell(cell);
                written_check(&written, cell, &app->session.weights,
                              &app->session.reading.activations);
            }
        }
    }
}

// What rounding can take from a sum of printed numbers: half a ten-thousandth each.
static void check_rounding(struct terms_cell cell)
{
    struct terms terms;
    double parts[TERMS_MOST + 1];
    bool units = cell.layer >= LENET_F6;
    terms_of(&terms, &app->session.weights, &app->session.reading.activations, cell);
    int count = units ? terms.count : terms.groups;
    for (int i = 0; i < count; i++)
        parts[i] = units ? terms.product[i] : terms.group[i].sum;
    parts[count++] = terms.bias;
    double lost = fabs(printed_residue(terms.sum, parts, count));
    if (lost > (count + 1) / 2.0)
        fail_msg("%s %d (%d, %d): %g ten-thousandths are missing", lenet_layers[cell.layer].name,
                 cell.map, cell.row, cell.column, lost);
}

static void test_only_rounding_is_lost_from_the_printed_sum_of_any_cell(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        put_digit(i);
        app_refresh(app);
        for (enum lenet_layer_id layer = LENET_C1; layer < LENET_LAYERS; layer++) {
            int side = lenet_layers[layer].side;
            for (int n = 0; n < lenet_layers[layer].maps * side * side; n++)
                check_rounding(
                    (struct terms_cell){layer, n / (side * side), n / side % side, n % side});
        }
    }
}

// Columns of digit, logit, exponential and share.
struct table {
    long long units[16][3];
    int rows, numbers;
};

static void watch_table(void *context, const struct text_drawn *drawn)
{
    struct table *table = context;
    char text[48], *end;
    snprintf(text, sizeof text, "%.*s", (int)drawn->bytes, drawn->string);
    if (!rect_contains(app->layout.side_body, drawn->rect.x, drawn->rect.y))
        return;
    double number = strtod(text, &end);
    bool named = strcmp(text, "sum") == 0 || strcmp(text, "round.") == 0;
    if (named || (*end == '\0' && !strchr(text, '.') && text[0])) { // a row begins
        table->rows++;
        table->numbers = named; // without a logit
    } else if (*end == '\0' && text[0] && table->rows > 0 && table->numbers < 3) {
        table->units[table->rows - 1][table->numbers++] = llround(number * 10000);
    }
}

static void test_the_softmax_adds_up(void **state)
{
    (void)state;
    assert_true(app_resize(app, 1024, 700, 1, NULL));
    app->session.pin.softmax = true;
    for (int i = 0; i < 20; i++) {
        struct table table = {0};
        put_digit(i);
        pin_hold(&app->session.pin, (struct terms_cell){LENET_OUTPUT, i % 10, 0, 0});
        app_support_watch(app, watch_table, &table);
        assert_true(table.rows == LENET_CLASSES + 1 || table.rows == LENET_CLASSES + 2);
        long long exponentials = 0, shares = 0;
        for (int k = 0; k < table.rows - 1; k++) {
            exponentials += table.units[k][1];
            shares += table.units[k][2];
        }
        assert_int_equal(exponentials, table.units[table.rows - 1][1]);
        assert_int_equal(shares, 10000);
        assert_int_equal(table.units[table.rows - 1][2], 10000);
        for (int k = 0; k < LENET_CLASSES; k++) {
            float share = app->session.reading.probability[k]; // as the bars have it
            assert_true(fabs((double)table.units[k][2] / 10000 - (double)share) < 1e-4);
        }
    }
    app->session.pin.softmax = false;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_digits_shown_add_up_to_the_digits_shown),
        cmocka_unit_test(test_only_rounding_is_lost_from_the_printed_sum_of_any_cell),
        cmocka_unit_test(test_the_softmax_adds_up),
    };
    return cmocka_run_group_tests(tests, open_app, close_app);
}
