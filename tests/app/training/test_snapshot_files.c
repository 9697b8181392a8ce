// Moments of a run in a folder: which, how large, and that a run goes on from them to the same
// bits.
#include "tests/support/trained.h"

#include "app/training/moments/snapshot_files.h"
#include "nn/files/file.h"

#include <dirent.h>
#include <sys/stat.h>

static const char folder[] = "moments";

static struct snapshots *run_of(int steps)
{
    struct snapshots *snapshots = snapshots_open();
    struct run_moment *moment = calloc(1, sizeof *moment);
    assert_true(snapshots && moment);
    train_begin(&moment->state, &(struct train_options){0});
    moment->state.options = train_default_options();
    snapshots_begin(snapshots, 100);
    for (int step = 0; step < steps; step++) {
        moment->state.epoch = step / 100;
        moment->state.batch = step % 100;
        moment->state.seen = 32 * (uint64_t)moment->state.batch;
        snapshots_add(snapshots, &moment->state, &moment->curves, step == steps - 1);
    }
    free(moment);
    return snapshots;
}

static long bytes_of_folder(void)
{
    DIR *directory = opendir(folder);
    const struct dirent *entry;
    long bytes = 0;
    assert_non_null(directory);
    while ((entry = readdir(directory))) {
        char path[PATH_SIZE];
        struct stat info;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (stat(path, &info) == 0 && S_ISREG(info.st_mode))
            bytes += (long)info.st_size;
    }
    closedir(directory);
    return bytes;
}

static void test_the_folder_stays_within_its_bound_and_has_both_ends(void **state)
{
    (void)state;
    struct train_state *end = calloc(1, sizeof *end);
    struct snapshot_list list;
    struct status status = {0};
    assert_non_null(end);
    for (int steps = 300; steps <= 777; steps += 477) {
        struct snapshots *snapshots = run_of(steps), *again = snapshots_open();
        if (!snapshot_files_save(folder, snapshots, &status))
            fail_msg("%s", status.message);
        assert_true(support_count_files(folder) <= SNAPSHOT_FILES_MOST);
        assert_true(support_count_files(folder) > SNAPSHOT_FILES_MOST / 3);
        assert_true(bytes_of_folder() <= SNAPSHOT_FILES_BYTES);
        train_begin(end, &(struct train_options){.seed = 1});
        end->options = train_default_options();
        end->epoch = steps / 100;
        end->batch = steps % 100;
        snapshots_begin(again, 100);
        snapshot_files_load(again, folder, end);
        snapshots_get_list(again, &list);
        assert_int_equal(list.count, support_count_files(folder));
        assert_true(list.step[0] == 0 && list.step[list.count - 1] == (uint64_t)(steps - 1));
        for (int i = 0; i < list.count - 1; i++)
            assert_true(list.step[i] == (uint64_t)i * list.spacing);
        snapshots_close(snapshots);
        snapshots_close(again);
    }
    free(end);
}

static void test_a_run_goes_on_from_a_file_to_the_same_bits(void **state)
{
    (void)state;
    enum { EPOCHS = 4 };
    int count;
    atomic_int wakes = 0;
    struct trainer *trainer;
    struct snapshot_list list;
    uint64_t *sums = expected_sums(EPOCHS, &count);
    struct trainer_job job = job_of(EPOCHS);
    struct snapshots *again = snapshots_open();
    struct run_moment *end = malloc(sizeof *end);
    assert_non_null(end);
    assert_true(trainer_open(&trainer, count_wake, &wakes, NULL));
    trainer_start(trainer, &job);
    assert_int_equal(await_end(trainer), TRAINER_FINISHED);
    assert_true(snapshot_files_save("run", trainer_snapshots(trainer), NULL));
    assert_true(snapshots_get(trainer_snapshots(trainer), EPOCHS * BATCHES, end));
    snapshots_begin(again, BATCHES);
    snapshot_files_load(again, "run", &end->state);
    snapshots_get_list(again, &list);
    assert_true(list.count > 3);
    for (int i = 0; i < list.count - 1; i += 5) {
        job.from = malloc(sizeof *job.from);
        assert_true(job.from && snapshots_get(again, list.step[i], job.from));
        trainer_start(trainer, &job);
        assert_int_equal(await_end(trainer), TRAINER_FINISHED);
        struct lenet *weights = snapshot(trainer);
        assert_true(checksum(weights) == sums[count - 1]);
        free(weights);
    }
    trainer_close(trainer);
    snapshots_close(again);
    free(end);
    free(sums);
}

static void test_what_is_no_moment_of_the_run_is_left_out(void **state)
{
    (void)state;
    struct snapshots *snapshots = run_of(10), *again = snapshots_open();
    struct train_state *other = calloc(1, sizeof *other);
    struct snapshot_list list;
    assert_true(other && snapshot_files_save("some", snapshots, NULL));
    assert_true(file_write("some/000000000003.safetensors", "broken", 6, NULL));
    assert_true(file_write("some/notes.txt", "mine", 4, NULL));
    train_begin(other, &(struct train_options){.seed = 1});
    other->options = train_default_options();
    other->batch = 5; // those after it are another run's
    snapshots_begin(again, 100);
    snapshot_files_load(again, "some", other);
    snapshots_get_list(again, &list);
    assert_int_equal(list.count, 5); // 0, 1, 2, 4, 5
    other->options.seed++;
    snapshots_begin(again, 100);
    snapshot_files_load(again, "some", other);
    snapshots_get_list(again, &list);
    assert_int_equal(list.count, 0);
    snapshots_begin(snapshots, 0); // nothing any more
    assert_true(snapshot_files_save("some", snapshots, NULL));
    assert_int_equal(support_count_files("some"), 1); // a person's own file stays
    snapshots_close(snapshots);
    snapshots_close(again);
    free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_folder_stays_within_its_bound_and_has_both_ends),
        cmocka_unit_test(test_a_run_goes_on_from_a_file_to_the_same_bits),
        cmocka_unit_test(test_what_is_no_moment_of_the_run_is_left_out),
    };
    return cmocka_run_group_tests(tests, make_data, support_leave_folder);
}
