// The log of a run: whole lines, none twice, none missing, and never another run's.
#include "tests/support/support.h"

#include "app/training/curves/run_log.h"

#include <math.h>
#include <sys/stat.h>

enum { ITEMS = 1000 };

static const char path[] = "log.csv";

// Where a run stands, with the curves it has there: two points an epoch, one test.
struct place {
    struct train_state state;
    struct run_curves curves;
};

static float loss_of(int point)
{
    return 1 / (float)(point + 3);
}

static float error_of(int epoch)
{
    return 0.5f / (float)epoch;
}

static struct run_log_line line_of(int point)
{
    bool tested = point % 2 == 0;
    double error = tested ? (double)error_of(point / 2) : NAN;
    return (struct run_log_line){.epochs = point / 2.0,
                                 .images = (uint64_t)point * ITEMS / 2,
                                 .loss = (double)loss_of(point),
                                 .train_error = error,
                                 .held_error = NAN,
                                 .test_error = error,
                                 .rate = 0.25,
                                 .images_per_second = 12345.6};
}

static struct place *place_after(int points)
{
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    for (int i = 1; i <= points; i++) {
        curve_add(&place->curves.loss, (float)i / 2, loss_of(i));
        if (i % 2 == 0) {
            curve_add(&place->curves.train, (float)i / 2, error_of(i / 2));
            curve_add(&place->curves.test, (float)i / 2, error_of(i / 2));
        }
    }
    place->state.epoch = points / 2;
    place->state.seen = points % 2 ? ITEMS / 2 : 0;
    return place;
}

// Opens the log of a run that stands there, adds points from..to, and leaves it.
static void log_points(int stands_at, int from, int to)
{
    struct place *place = place_after(stands_at);
    struct status status = {0};
    struct run_log *log;
    if (!run_log_open(&log, path, false, &place->curves, &place->state, ITEMS, &status))
        fail_msg("%s", status.message);
    for (int i = from; i <= to; i++) {
        const struct run_log_line line = line_of(i);
        assert_true(run_log_add(log, &line, &status));
    }
    run_log_close(log);
    free(place);
}

static const char three_lines[] =
    "epoch,images,loss,training_error,held_out_error,test_error,rate,images_per_second\n"
    "0.500000,500,0.25,,,,0.25,12346\n"
    "1.000000,1000,0.2,0.5,,0.5,0.25,12346\n"
    "1.500000,1500,0.16666667,,,,0.25,12346\n";

static void test_a_line_has_every_number_or_an_empty_place(void **state)
{
    (void)state;
    log_points(0, 1, 3);
    support_assert_text(path, three_lines);
}

static void test_a_run_that_begins_has_a_log_of_its_own(void **state)
{
    (void)state;
    support_write(path, "what stood there", 16);
    log_points(0, 1, 3);
    support_assert_text(path, three_lines);
}

// As nine digits were written before.
static void test_a_log_of_longer_numbers_is_gone_on_with(void **state)
{
    (void)state;
    static const char old[] =
        "epoch,images,loss,training_error,held_out_error,test_error,rate,images_per_second\n"
        "0.500000,500,0.25,,,,0.25,12346\n"
        "1.000000,1000,0.200000003,0.5,,0.5,0.25,12346\n";
    char both[1024];
    snprintf(both, sizeof both, "%s%s", old, strstr(three_lines, "1.500000,1500"));
    support_write(path, old, sizeof old - 1);
    log_points(2, 3, 3);
    support_assert_text(path, both);
}

// Lines behind the checkpoint come again.
static void test_a_run_that_goes_on_has_no_line_twice(void **state)
{
    (void)state;
    for (int kept = 1; kept <= 3; kept++) {
        log_points(0, 1, 3);
        log_points(kept, kept + 1, 3);
        support_assert_text(path, three_lines);
    }
}

static void test_what_a_lost_power_cut_off_is_written_again(void **state)
{
    (void)state;
    for (size_t size = 0; size < sizeof three_lines; size++) {
        size_t got;
        if (size > 0 && size < strlen(run_log_header))
            continue;
        support_write(path, three_lines, size);
        log_points(3, 4, 3);
        char *text = (char *)support_read(path, &got);
        text[got] = '\0';
        int lines = 0;
        for (const char *c = text; *c; c++)
            lines += *c == '\n';
        assert_int_equal(lines, 4);
        assert_true(got > 0 && text[got - 1] == '\n');
        assert_non_null(strstr(text, "\n0.500000,500,0.25,,,,"));
        assert_non_null(strstr(text, "\n1.000000,1000,0.2,0.5,,0.5,"));
        assert_non_null(strstr(text, "\n1.500000,1500,0.16666667,,,,"));
        free(text);
    }
}

static void test_a_log_that_is_gone_is_made_from_the_curves(void **state)
{
    (void)state;
    remove(path);
    log_points(2, 3, 3);
    support_assert_text(
        path, "epoch,images,loss,training_error,held_out_error,test_error,rate,images_per_second\n"
              "0.500000,500,0.25,,,,,\n"
              "1.000000,1000,0.2,0.5,,0.5,,\n"
              "1.500000,1500,0.16666667,,,,0.25,12346\n");
}

static void expect_refused(const char *name, const char *words)
{
    struct place *place = place_after(2);
    struct status status = {0};
    struct run_log *log;
    assert_false(run_log_open(&log, name, false, &place->curves, &place->state, ITEMS, &status));
    assert_null(log);
    assert_non_null(strstr(status.message, words));
    free(place);
}

static void test_the_log_of_another_run_stays_as_it_is(void **state)
{
    (void)state;
    static const char other[] =
        "epoch,images,loss,training_error,held_out_error,test_error,rate,images_per_second\n"
        "1.000000,1000,0.2,0.499,,0.5,0.25,12346\n";
    static const char none[] = "my diary\n";
    support_write(path, other, strlen(other));
    expect_refused(path, "is not the log of this run");
    support_assert_text(path, other);
    support_write(path, none, strlen(none));
    expect_refused(path, "is not the log of this run");
    support_assert_text(path, none);
    expect_refused("log.csv.gz", "without .gz");
    expect_refused("nowhere/log.csv", "its folder does not exist");
}

static void test_a_run_of_many_epochs_goes_on_in_its_log(void **state)
{
    (void)state;
    enum { MANY = 3 * CURVE_POINTS }; // so that the curves' points were merged
    size_t whole_size, size;
    log_points(0, 1, 2 * MANY);
    uint8_t *whole = support_read(path, &whole_size);
    log_points(2 * MANY - 7, 2 * MANY - 6, 2 * MANY);
    uint8_t *again = support_read(path, &size);
    assert_int_equal(size, whole_size);
    assert_memory_equal(again, whole, size);
    free(whole), free(again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_line_has_every_number_or_an_empty_place),
        cmocka_unit_test(test_a_run_that_begins_has_a_log_of_its_own),
        cmocka_unit_test(test_a_log_of_longer_numbers_is_gone_on_with),
        cmocka_unit_test(test_a_run_that_goes_on_has_no_line_twice),
        cmocka_unit_test(test_what_a_lost_power_cut_off_is_written_again),
        cmocka_unit_test(test_a_log_that_is_gone_is_made_from_the_curves),
        cmocka_unit_test(test_the_log_of_another_run_stays_as_it_is),
        cmocka_unit_test(test_a_run_of_many_epochs_goes_on_in_its_log),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
