// The library of runs: kept, found, renamed, deleted and taken elsewhere, and nothing else of the
// person's is touched.
#include "tests/support/support.h"

#include "app/training/beside/recording.h"
#include "app/training/runs/run_files.h"
#include "app/training/runs/run_library.h"
#include "app/training/setup/setup_presets.h"
#include "nn/files/place.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

static const char library[] = "home/runs";
enum { ITEMS = 320 };

static struct run_record *record_of(const char *began)
{
    struct run_record *record = calloc(1, sizeof *record);
    struct run_setup setup;
    assert_non_null(record);
    run_setup_default(&setup);
    setup.options.epochs = 5;
    run_record_begin(record, &setup);
    snprintf(record->began, sizeof record->began, "%s", began);
    return record;
}

static struct train_state *state_of(const struct run_record *record, int epoch)
{
    struct train_state *state = malloc(sizeof *state);
    assert_non_null(state);
    train_begin(state, &record->setup.options);
    state->epoch = epoch;
    state->data = 77;
    return state;
}

static struct run_curves *some_curves(void)
{
    struct run_curves *curves = calloc(1, sizeof *curves);
    assert_non_null(curves);
    for (int i = 1; i <= 8; i++)
        curve_add(&curves->loss, (float)i / 4, 1.0f / (float)i);
    for (int i = 1; i <= 2; i++) {
        curve_add(&curves->train, (float)i, 0.3f / (float)i);
        curve_add(&curves->test, (float)i, 0.2f / (float)i);
        curve_add(&curves->held, (float)i, 0.25f / (float)i);
    }
    return curves;
}

static void assert_good(bool good, const struct status *status)
{
    if (!good)
        fail_msg("%s", status->message);
}

// A run that was kept after its second epoch; `lock` NULL lets it go.
static void keep_one(char folder[PATH_SIZE], const char *began, struct lock **lock)
{
    struct status status = {0};
    struct lock *held;
    struct run_record *record = record_of(began);
    struct train_state *state = state_of(record, 2);
    struct run_curves *curves = some_curves();
    assert_good(run_library_begin(folder, &held, library, record, &state->weights, &status),
                &status);
    record->end = RUN_RECORD_STOPPED;
    record->train_error = 0.15f;
    assert_good(run_library_keep(folder, record, state, ITEMS, curves, &status), &status);
    if (lock)
        *lock = held;
    else
        lock_release(held);
    free(curves);
    free(state);
    free(record);
}

static void in_folder(char path[PATH_SIZE], const char *folder, const char *name)
{
    assert_true(path_join(path, folder, name, NULL));
}

static bool there(const char *folder, const char *name)
{
    char path[PATH_SIZE];
    struct stat found;
    in_folder(path, folder, name);
    return lstat(path, &found) == 0;
}

static struct run_list list_of(size_t count)
{
    struct run_list list;
    assert_true(run_library_list(&list, library, NULL));
    assert_int_equal(list.count, count);
    return list;
}

static int empty(void **state)
{
    (void)state;
    return system("rm -rf home elsewhere outside") == 0 && mkdir("outside", 0777) == 0 &&
                   mkdir("elsewhere", 0777) == 0
               ? 0
               : -1;
}

static void test_a_kept_run_is_found_with_all_that_it_was(void **state)
{
    (void)state;
    char folder[PATH_SIZE], path[PATH_SIZE], hash[SHA256_TEXT];
    struct status status = {0};
    struct lenet *weights = malloc(sizeof *weights);
    list_of(0);
    keep_one(folder, "2026-11-27 14:03", NULL);
    assert_string_equal(folder, "home/runs/2026-11-27-1403-mnist");
    struct run_list list = list_of(1);
    const struct run_entry *entry = &list.entry[0];
    assert_true(entry->readable && entry->weights);
    assert_string_equal(entry->name, "2026-11-27-1403-mnist");
    assert_int_equal(entry->record.epoch, 2);
    assert_true(entry->record.data == 77 && entry->record.end == RUN_RECORD_STOPPED);
    in_folder(path, folder, "weights.safetensors");
    assert_good(model_load(weights, NULL, path, &status), &status);
    assert_good(run_files_hash(hash, path, &status), &status);
    assert_string_equal(hash, entry->record.weights);
    in_folder(path, folder, "start.safetensors");
    assert_good(run_files_hash(hash, path, &status), &status);
    assert_string_equal(hash, entry->record.start);
    run_list_free(&list);
    free(weights);
}

static void test_its_curves_come_back_from_plain_text(void **state)
{
    (void)state;
    char folder[PATH_SIZE];
    struct status status = {0};
    struct run_curves *curves = some_curves(), *read = calloc(1, sizeof *read);
    keep_one(folder, "2026-11-27 14:03", NULL);
    assert_good(run_library_load_curves(read, library, path_name(folder), &status), &status);
    const struct curve *const was[] = {&curves->loss, &curves->train, &curves->held, &curves->test};
    const struct curve *const is[] = {&read->loss, &read->train, &read->held, &read->test};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(is[i]->count, was[i]->count);
        for (int k = 0; k < was[i]->count; k++)
            assert_true(is[i]->x[k] == was[i]->x[k] && is[i]->y[k] == was[i]->y[k]);
    }
    support_write("home/runs/2026-11-27-1403-mnist/curves.csv", "a,b\n1,2\n", 8);
    assert_false(run_library_load_curves(read, library, path_name(folder), &status));
    assert_non_null(strstr(status.message, "curves.csv"));
    free(read);
    free(curves);
}

static void test_each_run_has_a_name_of_its_own_and_the_newest_is_first(void **state)
{
    (void)state;
    char folder[PATH_SIZE];
    keep_one(folder, "2026-11-27 14:03", NULL);
    keep_one(folder, "2026-11-28 01:00", NULL);
    keep_one(folder, "2026-11-27 14:03", NULL);
    assert_string_equal(path_name(folder), "2026-11-27-1403-mnist-2");
    struct run_list list = list_of(3);
    assert_string_equal(list.entry[0].name, "2026-11-28-0100-mnist");
    assert_string_equal(list.entry[1].name, "2026-11-27-1403-mnist-2");
    run_list_free(&list);
}

static void test_a_name_says_the_recipe_and_that_it_is_a_branch(void **state)
{
    (void)state;
    static const char *const names[SETUP_PRESETS] = {
        "-first-look", "-one-minute",     "", "-as-in-1998", "-default-init", "-rate-too-high",
        "-100-images", "-shuffled-labels"};
    char folder[PATH_SIZE], expected[PATH_SIZE];
    struct run_record *record = record_of("2026-11-27 14:03");
    struct lock *lock;
    for (int i = 0; i < SETUP_PRESETS; i++) {
        setup_preset_apply(&record->setup, i);
        assert_true(run_library_begin(folder, &lock, library, record, NULL, NULL));
        lock_release(lock);
        snprintf(expected, sizeof expected, "home/runs/2026-11-27-1403-mnist%s", names[i]);
        assert_string_equal(folder, expected);
    }
    snprintf(record->branch.run, sizeof record->branch.run, "another");
    assert_true(run_library_begin(folder, &lock, library, record, NULL, NULL)); // its beginning
    lock_release(lock);
    assert_string_equal(folder, "home/runs/2026-11-27-1403-mnist-shuffled-labels-2");
    record->branch.epoch = 3;
    assert_true(run_library_begin(folder, &lock, library, record, NULL, NULL));
    lock_release(lock);
    assert_string_equal(folder, "home/runs/2026-11-27-1403-mnist-branch");
    free(record);
}

static void test_a_damaged_run_is_named_and_not_lost(void **state)
{
    (void)state;
    char folder[PATH_SIZE];
    keep_one(folder, "2026-11-28 01:00", NULL);
    support_write("home/runs/2026-11-28-0100-mnist/record.json", "{", 1);
    keep_one(folder, "2026-11-27 14:03", NULL);
    mkdir("home/runs/no run", 0777);
    support_write("home/runs/a file", "x", 1);
    assert_int_equal(symlink("2026-11-27-1403-mnist", "home/runs/a link"), 0);
    struct run_list list = list_of(2);
    assert_true(list.entry[0].readable);
    assert_false(list.entry[1].readable);
    assert_true(list.entry[1].weights);
    assert_non_null(strstr(list.entry[1].problem, "no JSON object"));
    run_list_free(&list);
}

static void test_it_is_renamed_but_never_over_another_or_out_of_the_library(void **state)
{
    (void)state;
    static const char *const bad[] = {"",        ".",  "..", "../out", "a/b",    "a\\b",
                                      ".hidden", " a", "a ", "a\nb",   "a.lock", "a\xff"};
    char folder[PATH_SIZE], other[PATH_SIZE];
    struct status status = {0};
    keep_one(folder, "2026-11-27 14:03", NULL);
    keep_one(other, "2026-11-27 14:03", NULL);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(run_library_rename(library, path_name(folder), bad[i], NULL));
    assert_false(run_library_rename(library, path_name(folder), path_name(other), &status));
    assert_non_null(strstr(status.message, "already"));
    assert_good(run_library_rename(library, path_name(folder), "Eine sch\xc3\xb6ne Kurve", &status),
                &status);
    assert_false(run_library_rename(library, path_name(folder), "again", &status));
    assert_int_equal(status.code, STATUS_MISSING);
    assert_true(there(library, "Eine sch\xc3\xb6ne Kurve"));
    assert_false(there(library, "Eine sch\xc3\xb6ne Kurve.lock"));
    struct run_list list = list_of(2);
    run_list_free(&list);
}

// ---- Collisions ---------------------------------------------------------------------------------

enum { COLLISIONS = 300 };

struct beginning {
    atomic_bool done;
    bool alone;
};

// Begins runs that are called as others are being renamed to, and says whether each is in its
// folder, alone.
static void *begin_runs(void *context)
{
    struct beginning *beginning = context;
    bool *alone = &beginning->alone;
    char folder[PATH_SIZE];
    struct status status = {0};
    for (int i = 0; i < COLLISIONS && *alone; i++) {
        struct lock *lock;
        bool left = true;
        struct run_record *record = record_of("2026-11-27 14:03");
        *alone = run_library_begin(folder, &lock, library, record, NULL, &status) &&
                 !there(folder, "weights.safetensors");
        lock_release(lock);
        *alone = *alone && run_library_delete(library, path_name(folder), &left, &status) && !left;
        free(record);
    }
    beginning->done = true;
    return NULL;
}

static void test_who_is_renamed_and_who_begins_at_once_never_share_a_folder(void **state)
{
    (void)state;
    static const char taken[] = "2026-11-27-1403-mnist";
    char folder[PATH_SIZE];
    struct status status = {0};
    pthread_t thread;
    struct beginning beginning = {.alone = true};
    keep_one(folder, "2026-11-20 14:03", NULL);
    assert_true(run_library_rename(library, path_name(folder), "mine", &status));
    assert_int_equal(pthread_create(&thread, NULL, begin_runs, &beginning), 0);
    int renamed = 0;
    while (!beginning.done) {
        if (!run_library_rename(library, "mine", taken, &status))
            continue;
        renamed++;
        while (!run_library_rename(library, taken, "mine", &status))
            assert_true(there(library, taken)); // somebody looks whether it goes on
    }
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_true(beginning.alone && renamed > 0);
    assert_true(there("home/runs/mine", "weights.safetensors"));
    struct run_list list = list_of(1);
    run_list_free(&list);
}

static void test_deleting_takes_only_what_belongs_to_the_run(void **state)
{
    (void)state;
    char folder[PATH_SIZE], path[PATH_SIZE];
    struct status status = {0};
    bool left;
    keep_one(folder, "2026-11-27 14:03", NULL);
    support_write("outside/dear", "dear", 4);
    support_write("outside/dear.safetensors", "dear", 4);
    in_folder(path, folder, "snapshots");
    assert_int_equal(symlink("../../../outside", path), 0);
    in_folder(path, folder, "curves.csv");
    assert_int_equal(remove(path), 0);
    assert_int_equal(symlink("../../../outside/dear", path), 0);
    in_folder(path, folder, "notes.txt");
    support_write(path, "mine", 4);
    assert_int_equal(symlink("../../outside", "home/runs/linked"), 0);
    assert_good(run_library_delete(library, path_name(folder), &left, &status), &status);
    assert_true(left);
    assert_true(there(folder, "notes.txt") && !there(folder, "weights.safetensors"));
    assert_true(there("outside", "dear") && there("outside", "dear.safetensors"));
    assert_false(run_library_delete(library, "linked", &left, NULL));
    assert_false(run_library_delete(library, "../../outside", &left, NULL));
    assert_false(run_library_delete(library, "..", &left, NULL));
    assert_true(there("outside", "dear") && there(library, "linked"));
    // A whole one goes as a whole, with its snapshots.
    keep_one(folder, "2026-11-29 14:03", NULL);
    in_folder(path, folder, "snapshots");
    assert_int_equal(mkdir(path, 0777), 0);
    in_folder(path, folder, "snapshots/12.safetensors");
    support_write(path, "x", 1);
    assert_good(run_library_delete(library, path_name(folder), &left, &status), &status);
    assert_false(left || place_exists(folder));
}

static void test_what_a_killed_program_had_begun_to_write_goes_with_its_run(void **state)
{
    (void)state;
    static const char *const left_over[] = {".writing-0badcafe-4711-0.tmp",
                                            "snapshots/.writing-0badcafe-4711-0.tmp"};
    char folder[PATH_SIZE], path[PATH_SIZE];
    struct status status = {0};
    bool left;
    keep_one(folder, "2026-11-27 14:03", NULL);
    in_folder(path, folder, "snapshots");
    assert_int_equal(mkdir(path, 0777), 0);
    for (int i = 0; i < 2; i++) {
        in_folder(path, folder, left_over[i]);
        support_write(path, "x", 1);
    }
    assert_good(run_library_delete(library, path_name(folder), &left, &status), &status);
    assert_false(left || place_exists(folder));
}

static void test_a_run_that_goes_on_is_left_alone(void **state)
{
    (void)state;
    char folder[PATH_SIZE];
    struct lock *lock;
    struct status status = {0};
    bool left;
    keep_one(folder, "2026-11-27 14:03", &lock);
    assert_false(run_library_delete(library, path_name(folder), &left, &status));
    assert_non_null(strstr(status.message, "goes on"));
    assert_false(run_library_rename(library, path_name(folder), "other", NULL));
    lock_release(lock);
    assert_true(run_library_rename(library, path_name(folder), "other", NULL));
}

static void test_an_export_is_a_copy_that_opens_everywhere(void **state)
{
    (void)state;
    char folder[PATH_SIZE], made[PATH_SIZE], path[PATH_SIZE];
    struct status status = {0};
    struct lenet *weights = malloc(sizeof *weights);
    keep_one(folder, "2026-11-27 14:03", NULL);
    assert_good(run_library_export(made, library, path_name(folder), "elsewhere", &status),
                &status);
    assert_string_equal(made, "elsewhere/2026-11-27-1403-mnist");
    assert_good(run_library_export(made, library, path_name(folder), "elsewhere", &status),
                &status);
    assert_string_equal(made, "elsewhere/2026-11-27-1403-mnist-2");
    static const char *const names[] = {"record.json", "curves.csv", "weights.safetensors",
                                        "start.safetensors"};
    for (int i = 0; i < 4; i++) {
        char copy[PATH_SIZE];
        in_folder(path, folder, names[i]);
        in_folder(copy, made, names[i]);
        support_assert_same(path, copy);
    }
    in_folder(path, made, "weights.safetensors");
    assert_good(model_load(weights, NULL, path, &status), &status);
    free(weights);
}

static void test_an_export_that_fails_leaves_nothing(void **state)
{
    (void)state;
    char folder[PATH_SIZE], made[PATH_SIZE], path[PATH_SIZE];
    struct status status = {0};
    keep_one(folder, "2026-11-27 14:03", NULL);
    in_folder(path, folder, "weights.safetensors");
    assert_int_equal(truncate(path, (off_t)1 << 40), 0); // far too long to be read
    assert_int_equal(mkdir("nowhere", 0777), 0);
    assert_false(run_library_export(made, library, path_name(folder), "nowhere", &status));
    assert_int_equal(status.code, STATUS_BAD_DATA);
    assert_false(place_exists("nowhere/2026-11-27-1403-mnist"));
}

static void test_weights_that_nothing_can_be_read_with_are_not_kept(void **state)
{
    (void)state;
    char folder[PATH_SIZE];
    struct status status = {0};
    struct lock *lock;
    struct run_record *record = record_of("2026-11-27 14:03");
    struct train_state *train = state_of(record, 1);
    struct run_curves *curves = some_curves();
    assert_good(run_library_begin(folder, &lock, library, record, NULL, &status), &status);
    train->average.c1_weight[0][0][0] = INFINITY;
    assert_good(run_library_keep(folder, record, train, ITEMS, curves, &status), &status);
    lock_release(lock);
    struct run_list list = list_of(1);
    assert_true(list.entry[0].readable && !list.entry[0].weights);
    assert_int_equal(list.entry[0].record.end, RUN_RECORD_DIVERGED);
    run_list_free(&list);
    free(curves);
    free(train);
    free(record);
}

static void write_snapshot(const char *folder, off_t size)
{
    char path[PATH_SIZE];
    in_folder(path, folder, "snapshots");
    mkdir(path, 0777);
    in_folder(path, folder, "snapshots/1.safetensors");
    support_write(path, "", 0);
    assert_int_equal(truncate(path, size), 0); // takes no room
}

static void test_snapshots_of_the_oldest_runs_go_first(void **state)
{
    (void)state;
    char oldest[PATH_SIZE], old[PATH_SIZE], newest[PATH_SIZE];
    keep_one(oldest, "2026-11-25 14:03", NULL);
    keep_one(newest, "2026-11-27 14:03", NULL);
    keep_one(old, "2026-11-26 14:03", NULL);
    write_snapshot(oldest, RUN_LIBRARY_SNAPSHOT_BYTES / 3);
    write_snapshot(old, RUN_LIBRARY_SNAPSHOT_BYTES / 3);
    write_snapshot(newest, RUN_LIBRARY_SNAPSHOT_BYTES / 3);
    assert_int_equal(run_library_thin(library, NULL), 0);
    write_snapshot(newest, RUN_LIBRARY_SNAPSHOT_BYTES / 2);
    assert_int_equal(run_library_thin(library, NULL), 1);
    assert_false(there(oldest, "snapshots"));
    assert_true(there(oldest, "weights.safetensors") && there(oldest, "curves.csv"));
    assert_true(there(old, "snapshots") && there(newest, "snapshots"));
    write_snapshot(newest, RUN_LIBRARY_SNAPSHOT_BYTES + 1);
    assert_int_equal(run_library_thin(library, newest), 1);
    assert_true(there(newest, "snapshots"));
}

static void test_a_run_that_went_on_later_keeps_to_that_bound_too(void **state)
{
    (void)state;
    char oldest[PATH_SIZE], newest[PATH_SIZE];
    struct status status = {0};
    keep_one(oldest, "2026-11-25 14:03", NULL);
    keep_one(newest, "2026-11-27 14:03", NULL);
    write_snapshot(oldest, RUN_LIBRARY_SNAPSHOT_BYTES / 2);
    write_snapshot(newest, RUN_LIBRARY_SNAPSHOT_BYTES / 2 + 1);
    struct run_record *record = record_of("2026-11-27 14:03");
    struct train_state *state_now = state_of(record, 3);
    struct run_curves *curves = some_curves();
    struct recording *recording = recording_resume(library, newest, 1);
    assert_non_null(recording);
    assert_good(recording_keep(recording, RUN_RECORD_STOPPED, state_now, ITEMS, curves, &status),
                &status);
    recording_close(recording);
    assert_false(there(oldest, "snapshots"));
    assert_true(there(newest, "snapshots"));
    free(curves);
    free(state_now);
    free(record);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, empty)
    const struct CMUnitTest tests[] = {
        TEST(test_a_kept_run_is_found_with_all_that_it_was),
        TEST(test_its_curves_come_back_from_plain_text),
        TEST(test_each_run_has_a_name_of_its_own_and_the_newest_is_first),
        TEST(test_a_name_says_the_recipe_and_that_it_is_a_branch),
        TEST(test_a_damaged_run_is_named_and_not_lost),
        TEST(test_it_is_renamed_but_never_over_another_or_out_of_the_library),
        TEST(test_who_is_renamed_and_who_begins_at_once_never_share_a_folder),
        TEST(test_deleting_takes_only_what_belongs_to_the_run),
        TEST(test_a_run_that_goes_on_is_left_alone),
        TEST(test_what_a_killed_program_had_begun_to_write_goes_with_its_run),
        TEST(test_an_export_is_a_copy_that_opens_everywhere),
        TEST(test_an_export_that_fails_leaves_nothing),
        TEST(test_weights_that_nothing_can_be_read_with_are_not_kept),
        TEST(test_snapshots_of_the_oldest_runs_go_first),
        TEST(test_a_run_that_went_on_later_keeps_to_that_bound_too),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
