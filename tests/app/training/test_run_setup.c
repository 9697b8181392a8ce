// What contradicts itself in a run's set-up is said before the run.
#include "tests/support/support.h"

#include "app/training/setup/run_setup.h"
#include "nn/data/practice.h"
#include "tests/support/practice_data.h"

static int make_data(void **state)
{
    if (support_enter_folder(state) != 0)
        return -1;
    support_write("some.strokes", "digit 1\nstroke 0,0 1,100\n", 25);
    return practice_data_save("data", 300, 20, 1) && file_make_folder("empty", NULL) ? 0 : -1;
}

static struct run_setup a_setup(void)
{
    struct run_setup setup;
    run_setup_default(&setup);
    snprintf(setup.part[RUN_PART_MNIST].path, PATH_SIZE, "data");
    return setup;
}

static void refuse(const struct run_setup *setup, enum status_code code, const char *says)
{
    struct status status = {0};
    struct run_setup_size size = {1, 1, 1, 1};
    assert_false(run_setup_check(setup, 0, NULL, &size, &status));
    support_assert_says(&status, code, says);
    assert_int_equal(size.images + size.drawings + size.steps, 0);
}

static void accept(const struct run_setup *setup, size_t own, struct run_setup_size *size)
{
    struct status status = {0};
    if (!run_setup_check(setup, own, NULL, size, &status))
        fail_msg("%s", status.message);
}

static void test_the_default_is_the_shipped_recipe_on_mnist(void **state)
{
    (void)state;
    struct run_setup setup = a_setup();
    struct run_setup_size size;
    struct train_options shipped = train_default_options();
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++)
        assert_true(train_option_same(&train_option_table[i], &setup.options, &shipped));
    assert_false(setup.from_weights);
    accept(&setup, 0, &size);
    assert_int_equal(size.images, 300);
    assert_int_equal(size.drawings, 0);
    assert_int_equal(size.steps, 10); // of 32
    assert_int_equal(run_setup_tested(&setup), RUN_PART_MNIST);
}

static void test_mnist_is_looked_for_in_the_default_folder_if_none_is_named(void **state)
{
    (void)state;
    char folder[PATH_SIZE];
    struct run_setup setup;
    run_setup_default(&setup);
    setenv("LENETPAD_DATA", "data", 1);
    run_setup_mnist_folder(folder, &setup);
    assert_string_equal(folder, "data");
    accept(&setup, 0, NULL);
}

static void test_a_run_without_data_is_refused(void **state)
{
    (void)state;
    struct run_setup setup = a_setup();
    setup.part[RUN_PART_MNIST].used = false;
    refuse(&setup, STATUS_USAGE, "at least one");
}

static void test_shares_out_of_their_range_are_refused(void **state)
{
    (void)state;
    struct run_setup setup = a_setup();
    setup.part[RUN_PART_MNIST].share = 0;
    refuse(&setup, STATUS_USAGE, "MNIST: the share must be 1 to 100%");
    setup = a_setup();
    setup.part[RUN_PART_STROKES] = (struct run_part){true, 1001, "some.strokes"};
    refuse(&setup, STATUS_USAGE, "10 to 1000%");
    setup.part[RUN_PART_STROKES].used = false; // then it does not matter
    accept(&setup, 0, NULL);
}

static void test_data_that_is_not_there_is_told_with_its_place(void **state)
{
    (void)state;
    struct run_setup setup = a_setup();
    snprintf(setup.part[RUN_PART_MNIST].path, PATH_SIZE, "nowhere");
    refuse(&setup, STATUS_MISSING, "no folder nowhere");
    snprintf(setup.part[RUN_PART_MNIST].path, PATH_SIZE, "empty");
    refuse(&setup, STATUS_MISSING, "not in empty");
    snprintf(setup.part[RUN_PART_MNIST].path, PATH_SIZE, "some.strokes");
    refuse(&setup, STATUS_MISSING, "not a folder but a");
    setup = a_setup();
    setup.part[RUN_PART_FOLDER].used = true;
    refuse(&setup, STATUS_USAGE, "no folder is named");
    setup = a_setup();
    setup.part[RUN_PART_STROKES] = (struct run_part){true, 100, ""};
    refuse(&setup, STATUS_USAGE, "no file is named");
    snprintf(setup.part[RUN_PART_STROKES].path, PATH_SIZE, "other.strokes");
    refuse(&setup, STATUS_MISSING, "no file other.strokes");
}

static void test_one_folder_is_not_learnt_from_twice(void **state)
{
    (void)state;
    struct run_setup setup = a_setup();
    setup.part[RUN_PART_FOLDER] = (struct run_part){true, 100, "data"};
    refuse(&setup, STATUS_USAGE, "one that MNIST is in");
}

static void test_own_digits_need_to_be_taught_first(void **state)
{
    (void)state;
    struct run_setup_size size;
    struct run_setup setup = a_setup();
    setup.part[RUN_PART_OWN].used = true;
    setup.part[RUN_PART_OWN].share = 250;
    refuse(&setup, STATUS_MISSING, "none is taught yet");
    accept(&setup, 10, &size);
    assert_int_equal(size.drawings, 25);
}

static void test_what_is_held_out_leaves_something_to_learn(void **state)
{
    (void)state;
    struct run_setup_size size;
    struct run_setup setup = a_setup();
    setup.hold_out = 300;
    refuse(&setup, STATUS_USAGE, "leaves none of the 300");
    setup.hold_out = 100;
    accept(&setup, 0, &size);
    assert_int_equal(size.images, 200);
    setup.part[RUN_PART_MNIST].share = 33; // 99 of them
    refuse(&setup, STATUS_USAGE, "leaves none of the 99");
    setup.hold_out = -1;
    refuse(&setup, STATUS_USAGE, "Held out");
}

static void test_a_batch_is_not_larger_than_all_there_is(void **state)
{
    (void)state;
    struct run_setup setup = a_setup();
    setup.options.batch = 301;
    refuse(&setup, STATUS_USAGE, "batch of 301 is larger than the 300");
    setup.options.batch = 300;
    accept(&setup, 0, NULL);
    setup.part[RUN_PART_PRACTICE].used = true;
    setup.options.batch = 4096;
    accept(&setup, 0, NULL);
}

static void test_only_the_first_digits_count_where_the_options_say_so(void **state)
{
    (void)state;
    struct run_setup_size size;
    struct run_setup setup = a_setup();
    setup.part[RUN_PART_OWN].used = true;
    setup.options.images = 305;
    accept(&setup, 10, &size);
    assert_int_equal(size.images, 300);
    assert_int_equal(size.drawings, 5);
    setup.options.images = 100;
    accept(&setup, 10, &size);
    assert_int_equal(size.images, 100);
    assert_int_equal(size.drawings, 0);
    assert_int_equal(size.steps, 4);
    setup.options.batch = 128;
    struct status status = {0};
    assert_false(run_setup_check(&setup, 10, NULL, NULL, &status));
    support_assert_says(&status, STATUS_USAGE, "batch of 128 is larger than the 100");
    setup.options.images = 1;
    assert_false(run_setup_check(&setup, 10, NULL, NULL, &status));
    support_assert_says(&status, STATUS_USAGE, "larger than the 1 digit to be learnt");
}

static void test_what_would_only_spoil_the_weights_in_use_is_refused(void **state)
{
    (void)state;
    struct run_setup setup = a_setup();
    setup.from_weights = true;
    accept(&setup, 0, NULL);
    setup.options.init = TRAIN_INIT_DEFAULT;
    refuse(&setup, STATUS_USAGE, "First weights");
    setup.options.init = TRAIN_INIT_SCALED;
    setup.options.labels = TRAIN_LABELS_SHUFFLED;
    refuse(&setup, STATUS_USAGE, "Shuffled labels");
    setup.from_weights = false;
    accept(&setup, 0, NULL);
}

static void test_options_and_threads_out_of_their_limits_are_refused(void **state)
{
    (void)state;
    struct run_setup setup = a_setup();
    setup.options.rate = 0;
    refuse(&setup, STATUS_USAGE, "rate");
    setup = a_setup();
    setup.threads = 257;
    refuse(&setup, STATUS_USAGE, "Threads: must be 0 to 256");
}

static void test_parts_add_up(void **state)
{
    (void)state;
    struct run_setup_size size;
    struct run_setup setup = a_setup();
    setup.part[RUN_PART_MNIST].share = 10;
    setup.part[RUN_PART_PRACTICE] = (struct run_part){true, 50, ""};
    accept(&setup, 0, &size);
    assert_int_equal(size.images, 30 + PRACTICE_TRAIN_COUNT / 2);
    setup.part[RUN_PART_STROKES] = (struct run_part){true, 100, "some.strokes"};
    accept(&setup, 0, &size);
    assert_int_equal(size.steps, 0); // not known before the file is read
}

static void test_the_test_set_is_the_first_that_is_used(void **state)
{
    (void)state;
    struct run_setup setup = a_setup();
    setup.part[RUN_PART_FOLDER].used = true;
    assert_int_equal(run_setup_tested(&setup), RUN_PART_MNIST);
    setup.part[RUN_PART_MNIST].used = false;
    assert_int_equal(run_setup_tested(&setup), RUN_PART_FOLDER);
    setup.part[RUN_PART_FOLDER].used = false;
    setup.part[RUN_PART_OWN].used = true;
    assert_int_equal(run_setup_tested(&setup), RUN_PART_PRACTICE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_default_is_the_shipped_recipe_on_mnist),
        cmocka_unit_test(test_mnist_is_looked_for_in_the_default_folder_if_none_is_named),
        cmocka_unit_test(test_a_run_without_data_is_refused),
        cmocka_unit_test(test_shares_out_of_their_range_are_refused),
        cmocka_unit_test(test_data_that_is_not_there_is_told_with_its_place),
        cmocka_unit_test(test_one_folder_is_not_learnt_from_twice),
        cmocka_unit_test(test_own_digits_need_to_be_taught_first),
        cmocka_unit_test(test_what_is_held_out_leaves_something_to_learn),
        cmocka_unit_test(test_a_batch_is_not_larger_than_all_there_is),
        cmocka_unit_test(test_only_the_first_digits_count_where_the_options_say_so),
        cmocka_unit_test(test_what_would_only_spoil_the_weights_in_use_is_refused),
        cmocka_unit_test(test_options_and_threads_out_of_their_limits_are_refused),
        cmocka_unit_test(test_parts_add_up),
        cmocka_unit_test(test_the_test_set_is_the_first_that_is_used),
    };
    return cmocka_run_group_tests(tests, make_data, support_leave_folder);
}
