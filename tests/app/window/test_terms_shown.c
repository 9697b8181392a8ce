// The digits that the card of a cell shows add up to the digits that it shows.
#include "tests/support/app_support.h"

#include "app/base/printed.h"
#include "app/window/views/cell/view_cell.h"
#include "nn/data/practice.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

static void *folder;
static struct app *app;

static int open_app(void **state)
{
    (void)state;
    if (home_enter(&folder) != 0)
        return -1;
    app = app_support_open(&(struct session_options){0});
    return 0;
}

static int close_app(void **state)
{
    (void)state;
    app_close(app);
    return support_leave_folder(&folder);
}

static void put_digit(int index)
{
    struct drawing drawing;
    assert_true(practice_drawing(&drawing, index % 10, (uint64_t)index, NULL));
    assert_true(pad_fit_drawing(&app->session.pad, &drawing, 30, NULL));
    drawing_free(&drawing);
}

// ---- What is written ----------------------------------------------------------------------------

enum { LINES = 64 };
struct written {
    char label[LINES][48];
    long long units[LINES]; // ten-thousandths
    int count;
    char last[48];
};

// A label is drawn before its number.
static void watch(void *context, const struct text_drawn *drawn)
{
    struct written *written = context;
    struct rect body = app->layout.side_body;
    char text[48], *end;
    if (!rect_contains(body, drawn->rect.x, drawn->rect.y))
        return;
    snprintf(text, sizeof text, "%.*s", (int)drawn->bytes, drawn->string);
    double number = strtod(text, &end);
    if (*end == '\0' && strchr(text, '.') && written->last[0] && written->count < LINES) {
        snprintf(written->label[written->count], 48, "%s", written->last);
        written->units[written->count++] = llround(number * 10000);
        written->last[0] = '\0';
    } else {
        snprintf(written->last, sizeof written->last, "%s", text);
    }
}

static struct written write_cell(struct terms_cell cell)
{
    static struct written written;
    written = (struct written){0};
    pin_hold(&app->session.pin, cell);
    app_support_watch(app, watch, &written);
    return written;
}

static bool begins(const char *label, const char *word)
{
    return strncmp(label, word, strlen(word)) == 0;
}

static long long number_of(const struct written *written, const char *label)
{
    for (int i = 0; i < written->count; i++)
        if (begins(written->label[i], label))
            return written->units[i];
    fail_msg("there is no line '%s'", label);
    return 0;
}

// The lines of a list: "3", "+7", "C5 17: ...", "109 more"; not "16 maps", "84 units", "25 terms".
static bool is_in_list(const char *label)
{
    bool total = strstr(label, "maps") || strstr(label, "units") || strstr(label, "terms");
    return !total && strchr("0123456789CF", label[0]) == NULL
               ? label[0] == '+' && isdigit((unsigned char)label[1])
               : !total;
}

// ---- The sums -----------------------------------------------------------------------------------

static void check_weighted(struct terms_cell cell, const char *total)
{
    struct written written = write_cell(cell);
    long long list = 0, sum = number_of(&written, total);
    for (int i = 0; i < written.count; i++) {
        list += is_in_list(written.label[i]) ? written.units[i] : 0;
        if (begins(written.label[i], "+ bias") || begins(written.label[i], "+ rounding"))
            sum += written.units[i];
    }
    if (cell.layer != LENET_C1)
        assert_int_equal(list, number_of(&written, total));
    assert_int_equal(sum, number_of(&written, "= sum"));
    struct terms terms;
    terms_of(&terms, &app->session.weights, &app->session.reading.activations, cell);
    assert_int_equal(number_of(&written, "= sum"), llround(terms.sum * 10000));
    if (cell.layer != LENET_OUTPUT)
        assert_int_equal(number_of(&written, "its sigmoid"), llround(terms.value * 10000));
}

static void check_pool(struct terms_cell cell)
{
    struct written written = write_cell(cell);
    long long sum = 0;
    for (int i = 0; i < written.count; i++) {
        const char *label = written.label[i];
        if (begins(label, "= their sum") || begins(label, "= value"))
            assert_int_equal(sum, written.units[i]);
        else if (begins(label, "= product"))
            sum = written.units[i];
        else
            sum += written.units[i];
    }
    struct terms terms;
    terms_of(&terms, &app->session.weights, &app->session.reading.activations, cell);
    assert_int_equal(number_of(&written, "= value"), llround(terms.value * 10000));
}

static void test_the_digits_shown_add_up_to_the_digits_shown(void **state)
{
    (void)state;
    static const char *const total[LENET_LAYERS] = {
        [LENET_C1] = "25 terms",  [LENET_C3] = "6 maps",       [LENET_C5] = "16 maps",
        [LENET_F6] = "120 units", [LENET_OUTPUT] = "84 units",
    };
    for (int size = 0; size < 2; size++) {
        assert_true(app_resize(app, size ? 1280 : 1024, size ? 800 : 700, 1, NULL));
        for (int i = 0; i < 20; i++) {
            put_digit(i);
            for (int layer = LENET_C1; layer < LENET_LAYERS; layer++) {
                int side = lenet_layers[layer].side;
                struct terms_cell cell = {(enum lenet_layer_id)layer, i % lenet_layers[layer].maps,
                                          (7 * i) % side, (11 * i) % side};
                if (total[layer])
                    check_weighted(cell, total[layer]);
                else
                    check_pool(cell);
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

// The sums of the cells that the test above does not draw.
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
