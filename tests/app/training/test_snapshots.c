// The moments of a run that are kept in memory: which, how many, and that they are whole.
#include "tests/support/support.h"

#include "app/training/moments/snapshots.h"

enum { BATCHES = 100 };

// A state of one step, which it can be told by.
static struct run_moment *moment_of(uint64_t step)
{
    static struct run_moment moment;
    memset(&moment, 0, sizeof moment);
    moment.state.epoch = (int)(step / BATCHES);
    moment.state.batch = (int)(step % BATCHES);
    moment.state.weights.c1_bias[0] = (float)step;
    moment.state.velocity.output_bias[9] = (float)step + 1;
    moment.state.average.c1_bias[5] = (float)step + 2;
    moment.curves.told_seen = step;
    return &moment;
}

static void add(struct snapshots *snapshots, uint64_t step, bool rests)
{
    const struct run_moment *moment = moment_of(step);
    snapshots_add(snapshots, &moment->state, &moment->curves, rests);
}

static struct snapshots *open_run(void)
{
    struct snapshots *snapshots = snapshots_open();
    assert_non_null(snapshots);
    snapshots_begin(snapshots, BATCHES);
    return snapshots;
}

static struct snapshot_list *list_of(struct snapshots *snapshots)
{
    static struct snapshot_list list;
    snapshots_get_list(snapshots, &list);
    return &list;
}

// They rise, and from one to the next it is the spacing.
static void check_even(const struct snapshot_list *list, int count)
{
    for (int i = 0; i < count; i++)
        assert_true(list->step[i] == (uint64_t)i * list->spacing);
}

static void test_they_stay_spread_evenly_over_a_run_of_any_length(void **state)
{
    (void)state;
    struct snapshots *snapshots = open_run();
    for (uint64_t step = 0; step < 20000; step++) {
        add(snapshots, step, false);
        const struct snapshot_list *list = list_of(snapshots);
        assert_true(list->count <= SNAPSHOTS_MOST);
        assert_true(list->spacing == 1 || list->count > SNAPSHOTS_MOST / 2);
        if (step % 97 == 0)
            check_even(list, list->count);
    }
    assert_true(list_of(snapshots)->spacing == 256);
    snapshots_close(snapshots);
}

static void test_they_take_no_more_room_than_they_may(void **state)
{
    (void)state;
    assert_true((size_t)SNAPSHOTS_MOST * sizeof(struct run_moment) <= 64 * 1000 * 1000);
    assert_true((size_t)(SNAPSHOTS_MOST + 1) * sizeof(struct run_moment) > 64 * 1000 * 1000);
}

static void test_each_is_the_whole_state_of_its_step(void **state)
{
    (void)state;
    struct snapshots *snapshots = open_run();
    struct run_moment *moment = malloc(sizeof *moment);
    assert_non_null(moment);
    for (uint64_t step = 0; step < 1000; step++)
        add(snapshots, step, false);
    struct snapshot_list list = *list_of(snapshots);
    for (int i = 0; i < list.count; i++) {
        const struct run_moment *expected = moment_of(list.step[i]);
        assert_true(snapshots_get(snapshots, list.step[i], moment));
        assert_memory_equal(moment, expected, sizeof *moment);
    }
    assert_false(snapshots_get(snapshots, 1, moment));
    assert_false(snapshots_get(snapshots, 999, moment));
    snapshots_close(snapshots);
    free(moment);
}

static void test_where_a_run_rests_is_kept_until_the_next(void **state)
{
    (void)state;
    struct snapshots *snapshots = open_run();
    for (uint64_t step = 0; step < 1000; step++)
        add(snapshots, step, false);
    int count = list_of(snapshots)->count;
    add(snapshots, 1001, true);
    assert_int_equal(list_of(snapshots)->count, count + 1);
    assert_true(list_of(snapshots)->step[count] == 1001);
    add(snapshots, 1001, true); // it is there
    assert_int_equal(list_of(snapshots)->count, count + 1);
    add(snapshots, 1003, true); // takes its place
    assert_int_equal(list_of(snapshots)->count, count + 1);
    add(snapshots, 1008, false);
    assert_true(list_of(snapshots)->step[count] == 1008);
    check_even(list_of(snapshots), list_of(snapshots)->count);
    snapshots_close(snapshots);
}

static void test_the_first_stays_wherever_a_run_goes_on_from(void **state)
{
    (void)state;
    struct snapshots *snapshots = open_run();
    for (uint64_t step = 33; step < 3000; step++)
        add(snapshots, step, step == 33);
    assert_true(list_of(snapshots)->step[0] == 33);
    assert_true(list_of(snapshots)->step[1] == list_of(snapshots)->spacing);
    snapshots_close(snapshots);
}

static void test_a_branch_has_the_moments_before_it_and_none_after(void **state)
{
    (void)state;
    struct snapshots *snapshots = open_run();
    for (uint64_t step = 0; step < 50; step++)
        add(snapshots, step, false);
    snapshots_cut(snapshots, 20);
    assert_int_equal(list_of(snapshots)->count, 21);
    add(snapshots, 20, true);
    add(snapshots, 21, false);
    assert_int_equal(list_of(snapshots)->count, 22);
    snapshots_begin(snapshots, 0); // a run of which nothing is kept
    add(snapshots, 1, true);
    assert_int_equal(list_of(snapshots)->count, 0);
    snapshots_close(snapshots);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_they_stay_spread_evenly_over_a_run_of_any_length),
        cmocka_unit_test(test_they_take_no_more_room_than_they_may),
        cmocka_unit_test(test_each_is_the_whole_state_of_its_step),
        cmocka_unit_test(test_where_a_run_rests_is_kept_until_the_next),
        cmocka_unit_test(test_the_first_stays_wherever_a_run_goes_on_from),
        cmocka_unit_test(test_a_branch_has_the_moments_before_it_and_none_after),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
