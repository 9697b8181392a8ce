// What a set-up comes to: which images and drawings are learnt, how often, and what they are tested
// on.
#include "tests/support/home.h"

#include "app/training/data_split.h"
#include "tests/support/practice_data.h"

enum { ONE = 60, OTHER = 40, TEST = 20, OTHER_TEST = 12 };

static int make_data(void **state)
{
    static const char pens[] = "digit 7\nstroke 0,0 80,0 30,120\n"
                               "digit 4\nstroke 60,120 0,50 90,48\nstroke 60,80 58,0\n"
                               "digit 1\nstroke 5,0 0,100\n";
    if (home_enter(state) != 0)
        return -1;
    support_write("pens.strokes", pens, sizeof pens - 1);
    support_write("mine.strokes", pens, 38);
    return practice_data_save("one", ONE, TEST, 1) &&
                   practice_data_save("other", OTHER, OTHER_TEST, 2)
               ? 0
               : -1;
}

static struct run_setup nothing(void)
{
    struct run_setup setup;
    run_setup_default(&setup);
    setup.part[RUN_PART_MNIST].used = false;
    return setup;
}

static void use(struct run_setup *setup, enum run_part_kind kind, const char *path, int share)
{
    setup->part[kind].used = true;
    setup->part[kind].share = share;
    snprintf(setup->part[kind].path, PATH_SIZE, "%s", path);
}

static struct data_split *load(const struct run_setup *setup)
{
    struct data_split *set = calloc(1, sizeof *set);
    struct status status = {0};
    assert_non_null(set);
    if (!data_split_load_setup(set, setup, &status))
        fail_msg("%s", status.message);
    return set;
}

static void let_go(struct data_split *set)
{
    data_split_free(set);
    free(set);
}

static void assert_refused(const struct run_setup *setup, const char *why)
{
    struct data_split set = {0};
    struct status status = {0};
    assert_false(data_split_load_setup(&set, setup, &status));
    if (!strstr(status.message, why))
        fail_msg("\"%s\" does not say \"%s\"", status.message, why);
    data_split_free(&set);
}

static void assert_image(const struct dataset *data, size_t at, const struct dataset *of,
                         size_t index)
{
    assert_memory_equal(data->image[at], of->image[index], sizeof *of->image);
    assert_int_equal(data->label[at], of->label[index]);
}

// Whoever sets up what a command line says gets the same weights.
static void test_one_data_set_is_the_one_that_a_command_line_learns(void **state)
{
    (void)state;
    struct run_setup setup = nothing();
    struct data_split set = {0};
    const struct data_split_request request = {.data = "one", .hold_out = 10, .quiet = true};
    use(&setup, RUN_PART_MNIST, "one", 100);
    setup.hold_out = 10;
    struct data_split *given = load(&setup);
    assert_true(data_split_load(&set, &request, NULL));
    assert_int_equal(given->train.count, ONE - 10);
    assert_true(training_set_fingerprint(&given->data) == training_set_fingerprint(&set.data));
    // But what is held out is tested beside the test set, not in place of it.
    assert_int_equal(set.test.count, 10);
    assert_int_equal(set.held.count, 0);
    assert_int_equal(given->test.count, TEST);
    assert_int_equal(given->held.count, 10);
    for (size_t i = 0; i < 10; i++)
        assert_image(&given->held, i, &set.test, i);
    data_split_free(&set);
    let_go(given);
}

static void test_kinds_are_joined_each_with_its_share_evenly_spaced(void **state)
{
    (void)state;
    struct run_setup setup = nothing();
    struct dataset one, other;
    assert_true(dataset_load_files(&one, "one/train-images-idx3-ubyte",
                                   "one/train-labels-idx1-ubyte", NULL));
    assert_true(dataset_load_files(&other, "other/train-images-idx3-ubyte",
                                   "other/train-labels-idx1-ubyte", NULL));
    use(&setup, RUN_PART_MNIST, "one", 50);
    use(&setup, RUN_PART_FOLDER, "other", 75);
    setup.hold_out = 20; // 10 of each 30
    struct data_split *set = load(&setup);
    assert_int_equal(set->train.count, 40);
    assert_int_equal(set->held.count, 20);
    for (size_t i = 0; i < 30; i++) {
        bool held = i >= 20;
        assert_image(held ? &set->held : &set->train, held ? i - 20 : i, &one, 2 * i);
        assert_image(held ? &set->held : &set->train, held ? i - 10 : 20 + i, &other,
                     i * OTHER / 30);
    }
    assert_int_equal(set->test.count, TEST);
    let_go(set);
    dataset_free(&one);
    dataset_free(&other);
}

static void test_the_test_set_is_of_mnist_else_of_the_folder_else_of_practice_digits(void **state)
{
    (void)state;
    struct run_setup setup = nothing();
    use(&setup, RUN_PART_STROKES, "pens.strokes", 100);
    struct data_split *set = load(&setup);
    assert_int_equal(set->test.count, PRACTICE_TEST_COUNT);
    assert_int_equal(set->train.count, 0);
    assert_int_equal(training_set_count(&set->data), 3);
    let_go(set);
    use(&setup, RUN_PART_FOLDER, "other", 1);
    set = load(&setup);
    assert_int_equal(set->test.count, OTHER_TEST);
    assert_int_equal(set->train.count, 1); // at least
    let_go(set);
}

static void test_drawings_of_each_kind_are_seen_as_often_as_their_share_says(void **state)
{
    (void)state;
    struct run_setup setup = nothing();
    use(&setup, RUN_PART_FOLDER, "other", 100);
    use(&setup, RUN_PART_STROKES, "pens.strokes", 50);
    use(&setup, RUN_PART_OWN, "mine.strokes", 300);
    struct data_split *set = load(&setup);
    assert_int_equal(data_split_drawings(set), 4);
    assert_int_equal(training_set_count(&set->data), OTHER + 2 + 3);
    assert_int_equal(training_set_label(&set->data, 0, OTHER), 7);
    assert_int_equal(training_set_label(&set->data, 1, OTHER), 4);
    for (size_t i = 2; i < 5; i++)
        assert_int_equal(training_set_label(&set->data, 1, OTHER + i), 7);
    let_go(set);
}

static void test_own_digits_are_those_of_the_usual_file(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    struct run_setup setup = nothing();
    use(&setup, RUN_PART_PRACTICE, "", 10);
    use(&setup, RUN_PART_OWN, "", 100);
    assert_refused(&setup, "my-digits.strokes");
    assert_true(path_of_own_digits(path, NULL) && path_make_parent(path, NULL));
    assert_int_equal(rename("mine.strokes", path), 0);
    struct data_split *set = load(&setup);
    assert_int_equal(data_split_drawings(set), 1);
    let_go(set);
    assert_int_equal(rename(path, "mine.strokes"), 0);
}

static void test_a_share_of_drawings_is_at_most_a_tenth_off(void **state)
{
    (void)state;
    static const struct {
        int share, repeat, every;
    } exact[] = {{100, 1, 1}, {50, 1, 2}, {200, 2, 1}, {10, 1, 10}, {1000, 10, 1}, {150, 3, 2}};
    struct training_part part;
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++) {
        data_split_share(&part, exact[i].share);
        assert_int_equal(part.repeat, exact[i].repeat);
        assert_int_equal(part.every, exact[i].every);
    }
    for (int share = 10; share <= 1000; share++) {
        data_split_share(&part, share);
        assert_in_range(part.every, 1, 10);
        int off = abs(100 * part.repeat - share * part.every);
        if (off * 10 > share * part.every)
            fail_msg("%d became %d in %d epochs", share, part.repeat, part.every);
    }
}

static void test_what_leaves_nothing_to_learn_is_refused(void **state)
{
    (void)state;
    struct run_setup setup = nothing();
    assert_refused(&setup, "nothing is chosen");
    use(&setup, RUN_PART_FOLDER, "other", 100);
    setup.hold_out = OTHER;
    assert_refused(&setup, "40 images held out leave none of the 40");
    setup.hold_out = 0;
    use(&setup, RUN_PART_STROKES, "other/t10k-labels-idx1-ubyte", 100);
    assert_refused(&setup, "t10k-labels");
    use(&setup, RUN_PART_FOLDER, "nowhere", 100);
    assert_refused(&setup, "nowhere");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_data_set_is_the_one_that_a_command_line_learns),
        cmocka_unit_test(test_kinds_are_joined_each_with_its_share_evenly_spaced),
        cmocka_unit_test(test_the_test_set_is_of_mnist_else_of_the_folder_else_of_practice_digits),
        cmocka_unit_test(test_drawings_of_each_kind_are_seen_as_often_as_their_share_says),
        cmocka_unit_test(test_own_digits_are_those_of_the_usual_file),
        cmocka_unit_test(test_a_share_of_drawings_is_at_most_a_tenth_off),
        cmocka_unit_test(test_what_leaves_nothing_to_learn_is_refused),
    };
    return cmocka_run_group_tests(tests, make_data, support_leave_folder);
}
